"""Days on the command line as the reader's country writes them."""

from __future__ import annotations

import click

from auditor.cli.ui.i18n import language
from auditor.core.ranges import read_day


def in_iso(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """``31/10/2026`` to ``2026-10-31``; what is no day stays, for whoever reads the option.

    Args:
        ctx: the call.
        parameter: the option.
        value: what was written.
    """
    del ctx, parameter
    return None if value is None else _iso(value)


def span_in_iso(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """``1/1/2026..31/3/2026`` with both its days in ISO 8601.

    Args:
        ctx: the call.
        parameter: the option.
        value: what was written.
    """
    del ctx, parameter
    return None if value is None else "..".join(_iso(part) for part in value.split(".."))


def _iso(text: str) -> str:
    day = read_day(text, day_first=language() == "it")
    return text if day is None else day.isoformat()
