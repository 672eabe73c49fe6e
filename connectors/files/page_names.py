"""Whose the sheets and files of one call are, by the names of sheets and the names in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import combinations

from auditor.core.messages import msg
from auditor.core.model import AccountRef
from connectors.files.options import ImportOptions, NeedsAnswer
from connectors.files.reading_record import FileReading, PassedOver
from connectors.files.table.cells import Columns
from connectors.files.table.row_names import PEOPLE, header_of, is_account
from connectors.files.table.table import Table
from connectors.files.words.owner_words import names_competitors, names_somebody

Span = tuple[datetime, datetime]
# Before the number or name of one of several tables in a sheet: "Lancio · 2".
_BETWEEN = " · "
# In the order in which they are believed: an id or handle, then a name for people.
_FIELDS = ("account", "account_name")


def names_in(table: Table) -> dict[str, frozenset[str]]:
    """The ids and names of pages in the cells of a table, by field; none of people's."""
    if header_of(table) in PEOPLE:
        return {}
    columns = Columns(table)
    return {
        field: frozenset(cells[cells != ""].unique())
        for field in _FIELDS
        if (cells := columns.text(field)) is not None
    }


def refuse_several_pages(readings: Sequence[FileReading], options: ImportOptions) -> None:
    """Files of one account must not call the page by several ids, or without ids by several names.

    Args:
        readings: what was read in one call.
        options: what the user said of the files.

    Raises:
        NeedsAnswer: they do, and not both are the account's own names.
    """
    before: dict[tuple[AccountRef, str], FileReading] = {}
    for second in readings:
        fields = [field for field in _FIELDS if second.pages.get(field)]
        pairs = [(before[key], key[1]) for f in fields if (key := (second.account, f)) in before]
        for field in fields:
            before.setdefault((second.account, field), second)
        first, field = pairs[0] if pairs else (second, "")
        if not pairs or first.pages[field] & second.pages[field]:
            continue
        account = first.account
        names = [_name_of(reading) for reading in (first, second)]
        own = [any(is_account(name, account, options) for name in some) for some in names]
        if all(own):
            continue
        why = msg(
            "{first} is of the page '{first_name}' and {second} of '{second_name}', and both would "
            "be posts of {account}.",
            first=first.source.label,
            first_name=names[0][0],
            second=second.source.label,
            second_name=names[1][0],
            account=str(account),
        )
        raise NeedsAnswer(
            why,
            msg(
                "Import each by itself; if they are of one page, say so: --account "
                '"{account}={first_name}" --account "{account}={second_name}"',
                account=str(account),
                first_name=names[0][0],
                second_name=names[1][0],
            ),
            "account",
        )


def _name_of(reading: FileReading) -> list[str]:
    """The names of a file's page, those for people first."""
    return [name for field in reversed(_FIELDS) for name in sorted(reading.pages.get(field, ()))]


def own_sheets(
    readings: Sequence[FileReading], options: ImportOptions
) -> tuple[list[FileReading], list[PassedOver]]:
    """The readings of the account's own sheets, and the sheets of others.

    Where a sheet is called after the account, those called after somebody else are not its own.
    Where none is, sheets of the same days are asked about, others are named.

    Args:
        readings: the sheets of one file, as they were read.
        options: what the user said of the files.

    Raises:
        NeedsAnswer: sheets of several names hold posts of the same days.
    """
    readings, rivals = _without_rivals(readings, options)
    named = [reading for reading in readings if reading.sheet and names_somebody(reading.sheet)]
    if len({reading.sheet for reading in named}) < 2 or len({r.account for r in readings}) > 1:
        return readings, rivals
    account = named[0].account
    own = {r.sheet for r in named if r.sheet and is_account(r.sheet, account, options)}
    if own:
        others = [reading for reading in named if reading.sheet not in own]
        passed = [
            PassedOver(
                f"{reading.source.label} [{reading.sheet}]",
                msg(
                    "a sheet that is called after somebody else than {account}",
                    account=str(account),
                ),
            )
            for reading in others
        ]
        return [reading for reading in readings if reading not in others], [*rivals, *passed]
    names = list(dict.fromkeys(reading.sheet for reading in named if reading.sheet))
    if not options.posts and _of_the_same_days(named):
        raise NeedsAnswer(
            msg(
                "{file}: the sheets {names} hold posts of the same days, as sheets of several "
                "pages do.",
                file=readings[0].source.label,
                names=names[:10],
            ),
            msg(
                "Say which is the page's own, as in --account {account}={name}; if all are, add "
                "--posts",
                account=str(account),
                name=names[0],
            ),
            "posts",
        )
    line = msg(
        "The sheets {names} are all read as posts of {account}. If they are of several pages, save "
        "each as a file of its own.",
        names=names[:10],
        account=str(account),
    )
    first = replace(readings[0], warnings=(*readings[0].warnings, line))
    return [first, *readings[1:]], rivals


def _without_rivals(
    readings: Sequence[FileReading], options: ImportOptions
) -> tuple[list[FileReading], list[PassedOver]]:
    """The readings without the sheets that are called after a competitor: ``Concorrente A``."""
    rivals = [
        reading
        for reading in readings
        if reading.sheet
        and names_competitors(reading.sheet)
        and not is_account(reading.sheet, reading.account, options)
    ]
    if not rivals or options.posts:
        return list(readings), []
    if len(rivals) == len(readings):
        raise NeedsAnswer(
            msg(
                "{file}: the sheet '{sheet}' is called after a competitor.",
                file=rivals[0].source.label,
                sheet=rivals[0].sheet or "",
            ),
            msg(
                "Say which account that is, as in --account {account}={name}",
                account=str(rivals[0].account),
                name=rivals[0].sheet or "",
            ),
            "account",
        )
    return [reading for reading in readings if reading not in rivals], [
        PassedOver(
            f"{reading.source.label} [{reading.sheet}]",
            msg("a sheet that is called after a competitor"),
        )
        for reading in rivals
    ]


def _of_the_same_days(named: Sequence[FileReading]) -> bool:
    """Whether posts of two sheets lie mostly in the same days; tables of one sheet are one."""
    days: dict[str, list[datetime]] = {}
    for reading in named:
        sheet = (reading.sheet or "").partition(_BETWEEN)[0]
        days.setdefault(sheet, []).extend(post.published_at for post in reading.posts)
    spans = [(min(moments), max(moments)) for moments in days.values() if moments]
    return any(_overlap(first, second) for first, second in combinations(spans, 2))


def _overlap(first: Span, second: Span) -> bool:
    """Whether more than half of the shorter of two spans lies within the other."""
    both = min(first[1], second[1]) - max(first[0], second[0])
    return both > min(first[1] - first[0], second[1] - second[0]) / 2
