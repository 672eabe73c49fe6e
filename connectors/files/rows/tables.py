"""From cells to posts: dates, counts, ids, kinds; what is left out, and why."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo

import numpy as np
import pandas as pd

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from connectors.files.exports.declaration import Export
from connectors.files.options import ImportOptions, ImportRefused, NeedsAnswer, parse_zone
from connectors.files.reading_record import LeftOut
from connectors.files.rows import coverage
from connectors.files.rows.date_order import moments_of, order_of_column
from connectors.files.rows.dates import (
    AmbiguousOrder,
    Dates,
    is_clock,
    parse_dates,
    with_years,
)
from connectors.files.rows.numbers import Numbers
from connectors.files.rows.spreadsheet_dates import turned_back
from connectors.files.table import row_kinds, total_rows
from connectors.files.table.cells import Columns
from connectors.files.table.layout import ColumnUse, How
from connectors.files.table.table import Table
from connectors.files.words.synonyms import META_DATE_WORDS, normalized

_A_FEW, _MANY = 3, 5
_AS_BEFORE = msg("No date tells the day from the month; they were read as in the earlier files.")


def read_dates(
    table: Table, account: AccountRef, options: ImportOptions, now: datetime
) -> tuple[Dates, ColumnUse, list[Message]]:
    """The times of publication, the columns that they come from, and what is to be said of it.

    Args:
        table: the table, with what its header says.
        account: the account.
        options: what the user said of the files.
        now: the moment of the call, aware.

    Raises:
        UsageError: day and month cannot be told apart, or the order given does not fit.
    """
    use = table.layout.use("published_at")
    if use is None:
        raise TypeError("a layout without a date")
    if use.how is How.HEADER and len(use.places) == 2 and len(table.cells):
        use = _one_or_both(table, use)
    days = options.covers or coverage.days_of(table.source)
    last = days[1] if days else (options.observed_at or now).date()
    export = table.layout.export
    cells, turned = _turned_back(table, use, days, now)
    column, yearless = with_years(cells, last)
    zone = parse_zone(export.zone) if export and export.zone else options.zone()
    before = options.order_before(account, table.layout.kind)
    dates, notes = _parse(table, column, use, zone, options, now, before)
    notes = [*turned, *notes]
    if export and export.moments:
        dates = _with_moments(table, dates, export)
    notes += _one_moment(table, use, dates)
    if yearless:
        notes.append(
            msg(
                "Dates without a year (cells: {n}) were read as the latest such day up to {day}.",
                n=yearless,
                day=last,
            )
        )
    return dates, use, notes


def _one_moment(table: Table, use: ColumnUse, dates: Dates) -> list[Message]:
    """Dates that all lie within an hour are hardly those of posts: no word of the header says that
    they are, or it is said.

    Raises:
        ImportRefused: the column was taken for its values alone.
    """
    moments = dates.utc.dropna()
    if len(moments) < _A_FEW or moments.max() - moments.min() > pd.Timedelta(hours=1):
        return []
    parts = {"column": " + ".join(use.columns)}
    if use.how is How.VALUES:
        raise ImportRefused(
            msg(
                "{file}: all dates in the column '{column}' lie within an hour: they seem to be "
                "those of the download, not those of the posts.",
                file=table.source.label,
                **parts,
            ),
            msg(
                "If another column holds the dates of the posts, or if this is the one: --map "
                "published_at=COLUMN"
            ),
        )
    if use.how is How.ASKED or len(moments) < _MANY:
        return []
    return [
        msg(
            "All dates in the column '{column}' lie within an hour. If they are those of the "
            "download and not those of the posts: --map published_at=COLUMN",
            **parts,
        )
    ]


def _turned_back(
    table: Table, use: ColumnUse, days: tuple[date, date] | None, now: datetime
) -> tuple[pd.Series, list[Message]]:
    """The cells with the dates, turned back where a spreadsheet has turned day and month round."""
    column, columns, export = Columns(table).joined(use), Columns(table), table.layout.export
    order = export.date_order if export else None
    if order is None and normalized(use.columns[0]) in META_DATE_WORDS:
        order = "mdy"
    moments = moments_of(columns.text("platform_id"), columns.text("url"))
    return turned_back(column, table.source.label, order, moments, days, now.date())


def _parse(
    table: Table,
    column: pd.Series,
    use: ColumnUse,
    zone: tzinfo,
    options: ImportOptions,
    now: datetime,
    before: str | None,
) -> tuple[Dates, list[Message]]:
    """The dates in the order that the cells, the user or another witness tells."""
    order = options.date_order if options.date_order != "ymd" else None
    try:
        return parse_dates(column, zone, order), []
    except AmbiguousOrder as question:
        if question.mixed:
            raise _which_order(table, question, order) from None
        columns = Columns(table)
        span = options.covers or coverage.days_of(table.source)
        decided = order_of_column(
            column,
            use.columns[0],
            columns.text("platform_id"),
            columns.text("url"),
            span,
            now.date(),
            table.layout.export,
        )
        if decided is None and before is not None:
            decided = before, _AS_BEFORE
        if decided is None:
            raise _which_order(table, question, order) from None
        return parse_dates(column, zone, decided[0]), [decided[1]]


def _one_or_both(table: Table, use: ColumnUse) -> ColumnUse:
    """A day and a time of day belong together; otherwise the column that is a date by itself."""
    first, second = use.places
    if (
        table.cells[first].str.contains(r"\d{1,2}[:.]\d{2}(?!\d)(?![./]\d)", regex=True).mean()
        > 0.5
    ):
        return ColumnUse(use.field, use.columns[:1], use.places[:1], use.how)
    if is_clock(table.cells[second]):
        return use
    filled = table.cells[second].str.contains(r"\d{4}").mean()
    chosen = 1 if filled > 0.5 else 0
    return ColumnUse(use.field, (use.columns[chosen],), ((first, second)[chosen],), use.how)


def _which_order(table: Table, question: AmbiguousOrder, order: str | None) -> UsageError:
    file, example = table.source.label, question.example
    if question.mixed and order:
        return UsageError(
            msg(
                "{file}: the date '{example}' does not fit --date-order {order}.",
                file=file,
                example=example,
                order=order,
            ),
            msg("Leave --date-order away or write the other order."),
        )
    if question.mixed:
        return ImportRefused(
            msg(
                "{file} mixes dates with the day first and with the month first, such as "
                "'{example}'.",
                file=file,
                example=example,
            ),
            msg(
                "If a spreadsheet has changed them, import the file as it was downloaded; else "
                "write all dates in one way, best as 2026-03-31."
            ),
        )
    return NeedsAnswer(
        msg(
            "{file}: is '{example}' written with the day or with the month first? No date of the "
            "file tells.",
            file=file,
            example=example,
        ),
        msg("Add --date-order dmy (day first) or --date-order mdy (month first)."),
        "date_order",
    )


def _with_moments(table: Table, dates: Dates, export: Export) -> Dates:
    """Where a network tells only the day, the post's id tells the moment; a damaged id leaves the
    day."""
    ids = Columns(table).text(export.moments_in)
    if ids is None or export.moments is None or not len(ids) or not dates.day_only.any():
        return dates
    moments = export.moments(ids)
    near = dates.day_only & ((moments - dates.utc).abs() <= pd.Timedelta(days=2))
    return Dates(
        dates.utc.where(~near, moments),
        dates.empty,
        dates.day_only & ~near,
        dates.zoned | near,
        dates.order,
    )


def sift(
    table: Table, dates: Dates, now: datetime
) -> tuple[pd.Series, list[LeftOut], tuple[str, ...]]:
    """Which rows are posts: a mask, the rows left out with the reason, examples of bad dates.

    Args:
        table: the table, with what its header says.
        dates: the times of the rows.
        now: the moment of the call, aware.
    """
    total = total_rows.totals(table, dates.utc.isna())
    future = dates.utc > pd.Timestamp(now + timedelta(days=1))
    empty = dates.utc.isna() & dates.empty & ~total
    unreadable = dates.utc.isna() & ~dates.empty & ~total
    again, heading = total_rows.headings(table, dates.utc.isna() & ~total)
    total |= again | heading
    left = [
        _left(msg("the header once more"), again, harmless=True),
        _left(msg("a heading between the rows"), heading, harmless=True),
        _left(msg("a row of totals, not a post"), total & ~again & ~heading, harmless=True),
        _left(msg("a date in the future"), future, harmless=True),
    ]
    no_post = total | future
    for reason, mask in row_kinds.no_posts(table):
        here = mask & ~no_post
        left.append(_left(reason, here, harmless=True))
        no_post |= here
    left += [
        _left(msg("no date"), empty & ~no_post),
        _left(msg("a date that cannot be read"), unreadable & ~no_post),
    ]
    use = table.layout.use("published_at")
    cells = Columns(table).joined(use)[unreadable] if use else pd.Series(dtype=object)
    keep = dates.utc.notna() & ~no_post
    return keep, [out for out in left if out], tuple(cells.head(3))


def declared_totals(
    table: Table, dates: Dates, numbers: Numbers, keep: pd.Series
) -> tuple[dict[str, int], list[Message]]:
    """The numbers of the row of totals, and a line where they are above what was read.

    Args:
        table: the table, with what its header says.
        dates: the times of the rows.
        numbers: the counts of the rows.
        keep: which rows are posts.
    """
    total = total_rows.totals(table, dates.utc.isna()).to_numpy(dtype=bool)
    declared: dict[str, int] = {}
    lines: list[Message] = []
    for name, values in numbers.values.items():
        totals = values[total & ~np.isnan(values)]
        if name == "followers" or not len(totals):
            continue
        declared[name] = int(totals.max())
        sum_of_rows = int(np.nansum(values[keep.to_numpy(dtype=bool)]))
        if sum_of_rows < declared[name]:
            lines.append(
                msg(
                    "The file lists a part: {field} {read} of a declared total of {total}.",
                    field=name,
                    read=sum_of_rows,
                    total=declared[name],
                )
            )
    return declared, lines


def _left(reason: Message, mask: pd.Series, harmless: bool = False) -> LeftOut | None:
    lines = mask.index[mask.to_numpy(dtype=bool)]
    if not len(lines):
        return None
    return LeftOut(reason, len(lines), tuple(int(n) for n in lines[:5]), harmless)
