"""What somebody pastes or drags onto a terminal: addresses and files, in one line or many."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_FILE_ENDINGS = frozenset(
    {".csv", ".tsv", ".txt", ".xls", ".xlsx", ".xlsm", ".ods", ".toml", ".zip", ".json"}
)


def pieces(line: str) -> list[str]:
    """The single things in a line: a path with blanks stays whole, quotes and escapes go.

    Terminals drag a file in as ``'a b.csv'``, ``a\\ b.csv``, ``"a b.csv"``, ``& 'a b.csv'`` or
    ``file:///a%20b.csv``.
    """
    bare = line.strip().removeprefix("& ").strip()
    if not bare:
        return []
    for whole in dict.fromkeys((bare, _unquoted(bare), _unescaped(bare))):
        if path_of(whole) is not None:
            return [whole]
    return [part for part in _split(bare) if part]


def path_of(piece: str) -> Path | None:
    """The file or folder that a piece names, if it is there."""
    text = _local(piece)
    try:
        path = Path(text).expanduser()
        return path if path.exists() else None
    except (OSError, ValueError, RuntimeError):
        return None


def means_a_file(piece: str) -> bool:
    """Whether a piece that names nothing was meant as a file."""
    if re.match(r"[a-z][a-z0-9+.-]*://", piece, re.IGNORECASE):
        return piece.lower().startswith("file:")
    starts = piece.startswith(("/", "./", "../", "~", "\\\\")) or bool(
        re.match(r"[A-Za-z]:\\", piece)
    )
    return starts or Path(piece).suffix.lower() in _FILE_ENDINGS


def _local(piece: str) -> str:
    if not piece.lower().startswith("file:"):
        return piece
    return url2pathname(urlsplit(piece).path)


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text


def _unescaped(text: str) -> str:
    return text if sys.platform == "win32" else re.sub(r"\\(.)", r"\1", text)


def _split(text: str) -> list[str]:
    try:
        parts = shlex.split(text, posix=sys.platform != "win32")
    except ValueError:  # an apostrophe is no quote here
        parts = text.split()
    parts = [_unquoted(part) for part in parts]
    return [
        piece for part in parts for piece in ([part] if path_of(part) else re.split(r"[,;]+", part))
    ]
