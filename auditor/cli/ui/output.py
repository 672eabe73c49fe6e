"""The one door through which words reach a terminal or a pipe.

Names of files, of accounts and of members of archives, texts of posts, addresses on strangers'
pages: whatever bears signs that a terminal obeys, or that turn the order of what is read, shows
them as one mark each.
"""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from typing import Any

import click

from auditor.cli.ui.placeholders import in_own_language
from auditor.cli.ui.program import as_called
from auditor.core.plain_text import json_text, terminal_text

__all__ = ["echo", "json_text", "show_json", "show_usage_error"]


def echo(
    text: object = "",
    err: bool = False,
    nl: bool = True,
    before: str = "",
    color: bool | None = None,
    **style: Any,
) -> None:
    """Print a text, cleaned; lines of this program to copy begin as it was called.

    Args:
        text: what is printed, without what a terminal would obey.
        err: on standard error.
        nl: with a line end.
        before: what stands before it, as it is: a mark of our own in colour.
        color: whether colours are shown; without it, where they are seen.
        style: how the text looks on a terminal, as ``click.style`` takes it.
    """
    words = as_called(terminal_text(text))
    if color is None and os.environ.get("NO_COLOR"):
        color = False
    click.echo(
        before + (click.style(words, **style) if style else words), err=err, nl=nl, color=color
    )


def iso_time(moment: datetime | None) -> str | None:
    """A time as other programs read it."""
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def show_json(data: object) -> None:
    """Print JSON on standard output, nothing else."""
    click.echo(json_text(data, indent=2))


def show_usage_error(error: click.ClickException) -> None:
    """An error of the command line as click shows it, cleaned."""
    buffer = io.StringIO()
    error.show(buffer)
    echo(in_own_language(buffer.getvalue()), err=True, nl=False)
