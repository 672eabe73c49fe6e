"""Keys that a person wants to keep: in the user's own folder, readable by nobody else."""

from __future__ import annotations

import os
from pathlib import Path

from auditor.core.files import make_folder, make_private
from auditor.core.settings import config_folder


def keys_file() -> Path:
    """The file in which the program looks for keys in every folder."""
    return config_folder(os.environ) / ".env"


def keep_key(name: str, key: str) -> Path:
    """Write a key beside the others, 0600 (which means nothing on Windows).

    Raises:
        OSError: the file cannot be written.
    """
    from dotenv import set_key

    path = keys_file()
    make_folder(path.parent)
    make_private(path)
    path.chmod(0o600)
    set_key(path, name, key, quote_mode="auto", encoding="utf-8")
    path.chmod(0o600)
    return path
