"""``auditor history``: every reading of an account, and how its followers grew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import iso_time, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.errors import UsageError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.store.inventory import Reading
    from reports.language import Language


@framework.command(
    "history",
    msg(
        "List every reading of an account: when, from where, which days it covered, how many "
        "posts, and how many followers there were."
    ),
    (Example("auditor history facebook:esempio", msg("One account:")),),
)
@click.argument("ref", metavar="REF")
@json_option
@click.pass_obj
def command(state: State, /, ref: str, as_json: bool) -> int:
    """Read the store and print the readings, oldest first."""
    from auditor.core.refs import parse_ref

    account = parse_ref(ref)
    with state.open_store() as store:
        row = store.find([account]).get(account)
        if row is None:
            raise UsageError(
                msg("The store holds nothing of {account}.", account=str(account)),
                msg("auditor status lists what it holds."),
            )
        readings = store.readings(row)
    if as_json:
        show_json([_as_data(reading) for reading in readings])
    else:
        _show(readings)
    return Exit.DONE


def _as_data(reading: Reading) -> dict[str, Any]:
    span = (
        None
        if reading.covered_start is None
        else [iso_time(reading.covered_start), iso_time(reading.covered_end)]
    )
    return {
        "read_at": iso_time(reading.started_at),
        "origin": reading.origin,
        "connector": reading.connector,
        "file": reading.file,
        "covered": span,
        "items": reading.rows,
        "complete": reading.complete,
        "comments_read": reading.comments_read,
        "stopped_because": reading.stopped_because,
        "followers": reading.followers,
    }


def _show(readings: Sequence[Reading]) -> None:
    from reports.language import NO_VALUE, Language

    speak = Language(language())

    def number(value: int | None) -> str:
        return NO_VALUE if value is None else speak.number(value)

    rows = [
        (
            speak.date(reading.started_at),
            reading.file or _("the network"),
            _span(speak, reading.covered_start, reading.covered_end),
            number(reading.rows),
            number(reading.followers),
            _("yes") if reading.complete else _("no"),
        )
        for reading in readings
    ]
    headings = (
        _("read on"),
        _("from"),
        _("days covered"),
        _("items"),
        _("followers"),
        _("complete"),
    )
    show(Table(headings, rows, right=frozenset({3, 4})))


def _span(speak: Language, start: datetime | None, end: datetime | None) -> str:
    """The first and the last day inside a span."""
    from reports.language import NO_VALUE

    if start is None or end is None:
        return NO_VALUE
    return f"{speak.date(start)} – {speak.date(end - timedelta(milliseconds=1))}"
