"""The one door through which words reach a terminal or a pipe.

Names of files, of accounts and of members of archives, texts of posts, addresses on strangers'
pages: whatever bears signs that a terminal obeys, or that turn the order of what is read, shows
them as one mark each.
"""

from __future__ import annotations

import io
import json
from typing import Any

import click

_MARK = "\N{REPLACEMENT CHARACTER}"
# What turns the direction of the text around it, and could make one name look like another.
_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_OBEYED = {
    **dict.fromkeys((*_CONTROLS, *_DIRECTIONS), _MARK),
    ord("\n"): "\n", ord("\t"): "\t", ord("\r"): " ", 0x85: " ", 0x2028: " ", 0x2029: " ",
}  # fmt: skip
# JSON escapes what is below a space by itself.
_JSON_ESCAPES = {
    code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *_DIRECTIONS)
}


def clean(text: object) -> str:
    """A text without any sign that a terminal obeys; line ends and tabs stay."""
    return str(text).translate(_OBEYED)


def echo(
    text: object = "", err: bool = False, nl: bool = True, before: str = "",
    color: bool | None = None, **style: Any,
) -> None:  # fmt: skip
    """Print a text, cleaned.

    Args:
        err: on standard error.
        nl: with a line end.
        before: what stands before it, as it is: a mark of our own in colour.
        color: whether colours are shown; without it, where they are seen.
        style: how the text looks on a terminal, as ``click.style`` takes it.
    """
    words = clean(text)
    click.echo(before + (click.style(words, **style) if style else words), err=err, nl=nl,
               color=color)  # fmt: skip


def show_json(data: Any) -> None:
    """Print JSON on standard output, nothing else."""
    click.echo(json_text(data, indent=2))


def json_text(data: Any, indent: int | None = None) -> str:
    """Data as JSON in which no sign is one that a terminal obeys."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, allow_nan=False)
    return text.translate(_JSON_ESCAPES)


def show_usage_error(error: click.ClickException) -> None:
    """An error of the command line as click shows it, cleaned."""
    shown = io.StringIO()
    error.show(shown)
    echo(shown.getvalue(), err=True, nl=False)
