"""Writes down what somebody has answered, as a client file that does the same without questions."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from auditor.core.files import write_text
from auditor.core.spec import AuditSpec


def write_client_file(spec: AuditSpec, path: Path) -> Path:
    """The client of an audit as a file for ``--client``."""
    client = spec.client
    lines = [
        "[client]",
        f"name = {_text(client.name)}",
        f"timezone = {_text(spec.timezone)}",
        f"accounts = {_list(map(str, client.accounts))}",
    ]
    if client.domains:
        lines.append(f"domains = {_list(client.domains)}")
    if client.followers:
        pairs = ", ".join(f"{_text(str(ref))} = {n}" for ref, n in client.followers.items())
        lines.append(f"followers = {{ {pairs} }}")
    return write_text(path, "\n".join(lines) + "\n")


def _text(value: str) -> str:
    """A TOML string: JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(values: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, values))}]"
