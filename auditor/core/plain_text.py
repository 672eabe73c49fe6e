"""Texts of strangers without the signs that a terminal obeys."""

from __future__ import annotations

import json
import os
import re
import shlex

_MARK = "\N{REPLACEMENT CHARACTER}"
# What turns the direction of the text around it, and could make one name look like another.
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_OBEYED = {
    **dict.fromkeys((*_CONTROLS, *_DIRECTIONS), _MARK),
    ord("\n"): "\n",
    ord("\t"): "\t",
    ord("\r"): " ",
    0x85: " ",
    0x2028: " ",
    0x2029: " ",
}
# JSON escapes what is below a space by itself.
_JSON_ESCAPES = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *_DIRECTIONS)
}


def terminal_text(text: object) -> str:
    """A text without any sign that a terminal obeys; line ends and tabs stay."""
    return str(text).translate(_OBEYED)


# What a spreadsheet takes for a formula: at the beginning of a cell, and behind any sign at which a
# spreadsheet of another country would split it.
_FORMULA = re.compile(r"""(^[\t\r]?|[,;|\t\r\n])(["']*)(?=[=+\-@])""")


def spreadsheet_text(text: str) -> str:
    """A text in which no spreadsheet of any country finds a formula."""
    return _FORMULA.sub(r"\1\2'", terminal_text(text))


def json_text(data: object, indent: int | None = None) -> str:
    """Data as JSON in which no sign is one that a terminal obeys."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.translate(_JSON_ESCAPES)


_PLAIN_ON_WINDOWS = re.compile(r"[\w.:\\/=@+-]+")


def quoted(text: str) -> str:
    """A word of a command line as this system's shell takes it: cmd and PowerShell know no ``'``
    around a path with backslashes."""
    if os.name != "nt":
        return shlex.quote(text)
    return text if _PLAIN_ON_WINDOWS.fullmatch(text) else f'"{text}"'
