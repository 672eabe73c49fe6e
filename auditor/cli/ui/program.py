"""How this program was called, so that every line meant for copying works when it is copied."""

from __future__ import annotations

import os
import re
import shutil
import sys
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePath

from auditor.core.json_types import parse_json
from auditor.core.plain_text import quoted

NAME = "auditor"
_PACKAGE = "social-account-auditor"
# Before a command or an option; or alone, as the whole of what is to be typed.
_IN_WORDS = re.compile(r"(?<![\w./\\~-])auditor(?= (?:--?|\[)?[a-zA-Z]|$)", re.MULTILINE)


def as_called(text: str) -> str:
    """Words for the terminal in which each line of this program begins as it was called."""
    if NAME not in text or (name := program()) == NAME:
        return text
    return _IN_WORDS.sub(lambda _match: name, text)


def program() -> str:
    """The words that call this program again from here: ``auditor`` where the shell finds it."""
    try:
        folder = str(Path.cwd())
    except OSError:  # it was removed
        folder = ""
    return _program(sys.argv[0], folder)


@lru_cache(maxsize=8)
def _program(called: str, folder: str) -> str:
    path = PurePath(called)
    if path.name == "__main__.py" and path.parent.name == NAME:
        return f"{quoted(_short(sys.executable, folder))} -m {NAME}"
    if path.stem != NAME:
        return NAME
    for runner, parts in (
        ("uvx --from", ("archive-v0", "environments-v2")),
        ("pipx run --spec", (".cache/pipx", "pipx/.cache", r"pipx\.cache", r"pipx\Cache")),
    ):
        if any(part in str(path) for part in parts):
            return f"{runner} {quoted(_source())} {NAME}"
    here = shutil.which(NAME)
    if here is not None and path.parent != PurePath() and Path(here).resolve() == _file(path):
        return NAME
    return NAME if path.parent == PurePath() else quoted(_short(called, folder))


def _file(path: PurePath) -> Path:
    """The file of an entry point; on Windows it is called without its ending."""
    exe = Path(f"{path}.exe")
    return (exe if os.name == "nt" and exe.exists() else Path(path)).resolve()


def _short(path: str, folder: str) -> str:
    """A path as one would type it in a folder."""
    try:
        return str(PurePath(path).relative_to(folder))
    except ValueError:
        return path


def _source() -> str:
    """What the program was installed from: a folder, an address, or its name in the index."""
    try:
        text = distribution(_PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        return _PACKAGE
    try:
        data = parse_json(text or "")
        url, version_control = str(data["url"]), data.get("vcs_info")
        if version_control is not None:
            return f"{version_control['vcs']}+{url}"
    except (ValueError, KeyError, TypeError, AttributeError):
        return _PACKAGE
    return _of_file(url) if url.startswith("file:") else url


def _of_file(url: str) -> str:
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    return url2pathname(urlsplit(url).path)
