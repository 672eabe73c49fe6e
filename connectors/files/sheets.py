"""Sheets of a workbook that are called after somebody: one of them may be the account's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.core.messages import msg
from connectors.files.options import ImportOptions, NeedsAnswer
from connectors.files.reading_record import FileReading, PassedOver
from connectors.files.table.row_names import is_account
from connectors.files.words.owner_words import names_somebody


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
    named = [reading for reading in readings if reading.sheet and names_somebody(reading.sheet)]
    if len({reading.sheet for reading in named}) < 2 or len({r.account for r in readings}) > 1:
        return list(readings), []
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
        return [reading for reading in readings if reading not in others], passed
    names = list(dict.fromkeys(reading.sheet for reading in named if reading.sheet))
    if not options.posts and any(map(_at_the_same_time, named, named[1:])):
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
    return [first, *readings[1:]], []


def _at_the_same_time(one: FileReading, other: FileReading) -> bool:
    """Whether more than half of the shorter of two spans of posts lies within the other."""
    spans = [
        (min(days), max(days))
        for reading in (one, other)
        if (days := [post.published_at for post in reading.posts])
    ]
    if len(spans) < 2:
        return False
    both = min(end for _, end in spans) - max(start for start, _ in spans)
    return both.total_seconds() > min((end - start).total_seconds() for start, end in spans) / 2
