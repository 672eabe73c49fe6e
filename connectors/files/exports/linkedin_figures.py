"""LinkedIn's workbooks of figures: followers of a page, and pages beside each other.

They hold no posts. The followers of a page are nowhere a total: each sheet of a characteristic
(place, function, industry …) adds up to about it, so the largest sum is taken and said. What
LinkedIn tells of other pages is kept as it is: followers and totals of a period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from auditor.core.messages import msg
from auditor.core.model import AccountRef, Profile
from connectors.files.options import ImportOptions, NeedsAnswer
from connectors.files.reading_record import FileReading, of_document
from connectors.files.rows.counts import find_marks, parse_counts
from connectors.files.rows.observed_at import observed_at
from connectors.files.sources.source import Source
from connectors.files.table.spreadsheet import is_packed, sheet_names, sheets_of
from connectors.files.words.synonyms import normalized

FOLLOWERS, COMPETITORS = "linkedin_followers", "linkedin_competitors"
_SUMS = {
    "newfollowers": "new_followers",
    "totalfollowers": "followers",
    "posts": "posts",
    "comments": "comments",
    "reactions": "reactions",
    "reposts": "reposts",
}
_TABLE_WITHIN = 10
Rows = Sequence[Sequence[str]]


def read(
    sources: Sequence[Source], options: ImportOptions, now: datetime
) -> tuple[list[FileReading], list[Source]]:
    """A reading for each workbook of figures among the sources, and those that it took.

    Args:
        sources: the files that are left.
        options: what the user said of the files.
        now: the moment of the call, aware.

    Raises:
        UsageError: which page it is about is not told.
    """
    readings, used = [], []
    for source in sources:
        kind = _kind(source)
        if kind is None:
            continue
        moment, told_by = observed_at(source, options, now, None)
        figures, profile = _figures(source, kind, moment)
        if not figures:
            continue
        account = _account(source, options)
        readings.append(_reading(source, kind, account, figures, profile, (moment, told_by)))
        used.append(source)
    return readings, used


def _kind(source: Source) -> str | None:
    if not source.size or not is_packed(source):
        return None
    names = {normalized(name) for name in sheet_names(source)}
    if "newfollowers" in names:
        return FOLLOWERS
    return COMPETITORS if "competitors" in names else None


def _figures(source: Source, kind: str, at: datetime) -> tuple[dict[str, Any], Profile | None]:
    sheets = sheets_of(source)
    if kind == COMPETITORS:
        rows = next(rows for name, rows in sheets if normalized(name) == "competitors")
        return _competitors(rows), None
    sums = {name: total for name, rows in sheets if (total := _of_characteristic(rows)) is not None}
    if not sums:
        return {}, None
    name, total = max(sums.items(), key=lambda pair: pair[1])
    return {"followers_by": name, "followers": total}, Profile(at, followers=total)


def _of_characteristic(rows: Rows) -> int | None:
    """The sum of a sheet with two columns, the second "Total followers"."""
    for index, row in enumerate(rows[:_TABLE_WITHIN]):
        header = [normalized(cell) for cell in row if cell.strip()]
        if len(header) == 2 and header[1] == "totalfollowers" and header[0] != "date":
            numbers = _numbers([cells[1] for cells in rows[index + 1 :] if len(cells) > 1])
            counted = [n for n in numbers if n is not None]
            return sum(counted) if counted else None
    return None


def _competitors(rows: Rows) -> dict[str, Any]:
    """The period as it is written, and the sums of each page."""
    for index, row in enumerate(rows[:_TABLE_WITHIN]):
        header = [normalized(cell) for cell in row]
        if "page" not in header or "newfollowers" not in header:
            continue
        columns = {_SUMS[name]: at for at, name in enumerate(header) if name in _SUMS}
        body = [
            cells for cells in rows[index + 1 :] if cells and cells[header.index("page")].strip()
        ]
        figures = {name: _numbers([cells[at] for cells in body]) for name, at in columns.items()}
        pages = [
            {
                "page": cells[header.index("page")].strip(),
                **{name: values[n] for name, values in figures.items()},
            }
            for n, cells in enumerate(body)
        ]
        above = [cell.strip() for cells in rows[:index] for cell in cells if cell.strip()]
        return {"period": above[0] if above else None, "pages": pages} if pages else {}
    return {}


def _numbers(cells: Sequence[str]) -> list[int | None]:
    import pandas as pd

    column = pd.Series(list(cells), dtype=object)
    values, _ = parse_counts(column, find_marks([column]))
    return [None if value != value else int(value) for value in values.tolist()]


def _account(source: Source, options: ImportOptions) -> AccountRef:
    account = options.account_for("linkedin")
    if account is not None and account.platform == "linkedin":
        return account
    raise NeedsAnswer(
        msg("{file} does not tell which account it is about.", file=source.label),
        msg("Add --account linkedin:company/NAME"),
        "account",
    )


def _reading(
    source: Source,
    kind: str,
    account: AccountRef,
    figures: Mapping[str, Any],
    profile: Profile | None,
    observed: tuple[datetime, str],
) -> FileReading:
    warnings = []
    if profile is not None:
        warnings.append(
            msg(
                "LinkedIn tells no total of followers: {n} is the sum of the sheet '{sheet}', "
                "which leaves some out.",
                n=profile.followers,
                sheet=figures["followers_by"],
            )
        )
    return of_document(
        source=source,
        kind=kind,
        account=account,
        rows=len(figures.get("pages", ())) or 1,
        posts=(),
        left_out=(),
        covered=None,
        span_source="rows",
        complete=False,
        observed_at=observed[0],
        observed_source=observed[1],
        profile=profile,
        figures=figures,
        warnings=tuple(warnings),
    )
