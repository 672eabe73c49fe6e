"""What the rows of one account in a table tell: the reading of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pandas as pd

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg, msgn
from auditor.core.model import PARTS, AccountRef, Counts, Post, PostKind, Profile, Window
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
from connectors.files.options import ImportOptions, ImportRefused, NotPosts, parse_zone
from connectors.files.reading_record import TABLE, FileReading, LeftOut
from connectors.files.rows import coverage
from connectors.files.rows.dates import Dates, parse_dates
from connectors.files.rows.numbers import Numbers, read_numbers, shown
from connectors.files.rows.observed_at import observed_at
from connectors.files.rows.posts import make_posts
from connectors.files.rows.tables import declared_totals, read_dates, sift
from connectors.files.rows.zones import zone_in_file
from connectors.files.table import row_kinds
from connectors.files.table.cells import Columns
from connectors.files.table.columns import beside_paid
from connectors.files.table.layout import ColumnUse, How, Layout
from connectors.files.table.mojibake import mended
from connectors.files.table.table import Table
from connectors.files.words.moments import is_of_publication
from connectors.files.words.synonyms import normalized


def read_table(
    table: Table,
    account: AccountRef,
    options: ImportOptions,
    now: datetime,
    left_out_before: Sequence[LeftOut] = (),
    said: Sequence[Message] = (),
) -> FileReading:
    """What the rows of one account tell, under the user's options.

    Args:
        table: the table, with what its header says.
        account: the account.
        options: what the user said of the files.
        now: the moment of the call, aware.
        left_out_before: rows that were left out when the table was split.
        said: lines that are to be said of it.
    """
    table, notes = mended(table)
    warnings = [*said, *notes]
    in_file, before = zone_in_file(table), options.zone_before(account)
    options = replace(options, default_timezone=in_file or before or options.default_timezone)
    numbers = read_numbers(table)
    dates, date_use, notes = read_dates(table, account, options, now)
    warnings += notes
    keep, left_out, bad_dates = sift(table, dates, now)
    left_out = [*left_out_before, *left_out]
    declared, partly = declared_totals(table, dates, numbers, keep)
    warnings += partly
    if len(table.cells) and not keep.any():
        raise _no_row(table, bad_dates, left_out)
    posts, repeated, damaged = make_posts(table, dates, numbers, keep, account)
    if repeated:
        left_out.append(LeftOut(msg("a repetition of the same post"), repeated, harmless=True))
    rows = _row_span(posts)
    moment, observed_source = observed_at(
        table.source, options, now, rows.end if rows else None, _collected(table, dates.order)
    )
    _check_observed(table, options, rows)
    zone, zone_source = _zone(table, dates, options, in_file, before)
    span = _span(table, rows, options, zone, moment, dates.order)
    posts, notes = _of_period(table, posts, span)
    warnings += notes
    warnings += _warnings(
        table, numbers, damaged, zone if zone_source == "default" else None, posts
    )
    return FileReading(
        source=table.source,
        sha256=table.source.sha256(),
        sheet=table.sheet,
        names=tuple(options.names_of(account)),
        posts_of=table.layout.fingerprint if options.posts else "",
        kind=table.layout.kind,
        kind_name=TABLE if table.layout.export is None else table.layout.export.name,
        account=account,
        encoding=table.encoding,
        separator=table.separator,
        columns=_columns(numbers, date_use),
        unused=table.layout.unused,
        number_marks=numbers.marks.describe(),
        date_order=dates.order,
        zone=zone,
        zone_source=zone_source,
        rows=len(table.cells),
        posts=tuple(posts),
        left_out=tuple(left_out),
        asked=options.asked(parse_zone(zone)),
        covered=span.covered,
        span_source=span.source,
        complete=span.covered is not None
        and not partly
        and not (table.layout.export and table.layout.export.a_choice)
        and all(out.harmless for out in left_out),
        observed_at=moment,
        observed_source=observed_source,
        missing=_missing(table, numbers, options, _tells_no_replies(table, account, posts)),
        profile=_profile(numbers, dates, keep),
        declared_total=declared,
        followers=options.followers.get(account, options.followers.get(None)),
        warnings=(*warnings, *span.warnings),
    )


def _collected(table: Table, order: str | None) -> datetime | None:
    """The moment at which the rows were collected, where a column tells it."""
    cells = Columns(table).text("observed_at")
    if cells is None:
        return None
    moments = parse_dates(cells, parse_zone("UTC"), order or "dmy").utc.dropna()
    return None if moments.empty else moments.max().to_pydatetime()


def _span(
    table: Table,
    rows: Window | None,
    options: ImportOptions,
    zone: str,
    observed_at: datetime,
    order: str | None,
) -> coverage.Span:
    """What the file covers; of a file of a period it is the period, whatever older posts it has."""
    export, declared = table.layout.export, _declared(table, order)
    days = declared or options.covers
    if rows is not None and days is not None and export is not None and export.counts_of_period:
        return coverage.period(
            days, "declared" if declared else "user", parse_zone(zone), observed_at
        )
    if export is not None and export.archive and rows is not None and days is None:
        return coverage.archive_span(rows, observed_at)
    return coverage.find_span(
        table.source.label, rows, declared, options.covers, parse_zone(zone), observed_at
    )


def _of_period(
    table: Table, posts: list[Post], span: coverage.Span
) -> tuple[list[Post], list[Message]]:
    """Where counts are of a period, those of older posts are no totals and are unknown."""
    export = table.layout.export
    if export is not None and export.a_choice:
        return posts, [msg("The file lists the best posts of a period, which may not be all.")]
    if export is None or not export.counts_of_period:
        return posts, []
    if coverage.is_lifetime(table.source, table.notes):
        return posts, []
    if span.source == "rows" or span.covered is None:
        return posts, [
            msg(
                "The counts are those of the period chosen on the screen, which the file does not "
                "name: they are taken as since the publication. If it was another, add --covers."
            )
        ]
    start = span.covered.start
    older = [post for post in posts if post.published_at < start]
    if not older:
        return posts, []
    unknown = dict.fromkeys((*PARTS, "views", "impressions"), Reason.NOT_OFFERED)
    note = msgn(
        "{n} video is older than the period: what it got in it is no total, and is left out.",
        "{n} videos are older than the period: what they got in it is no total, and is left out.",
        len(older),
    )
    return [
        post if post.published_at >= start else replace(post, counts=Counts(), missing=unknown)
        for post in posts
    ], [note]


def _no_row(table: Table, bad_dates: tuple[str, ...], left_out: Sequence[LeftOut]) -> ImportRefused:
    kinds = (
        row_kinds.STORY,
        row_kinds.TALK,
        row_kinds.PAID,
        row_kinds.COMPETITOR,
        row_kinds.UNPUBLISHED,
    )
    apart = [out for out in left_out if out.reason in kinds]
    if apart:
        most = max(apart, key=lambda out: out.rows)
        reason = msg("each row is {kind}", kind=most.reason)
        return NotPosts(
            msg(
                "{file} holds no post: each row is {kind}.",
                file=table.source.label,
                kind=most.reason,
            ),
            msg("Import the list of the page's posts."),
            reason,
        )
    use = table.layout.use("published_at")
    column = " + ".join(use.columns) if use else ""
    advice = msg("If another column holds the date, name it: --map published_at=COLUMN")
    if bad_dates:
        return ImportRefused(
            msg(
                "{file}: the column '{column}' holds no dates, but words such as '{example}'.",
                file=table.source.label,
                column=column,
                example=shown(bad_dates[0]),
            ),
            advice,
        )
    return ImportRefused(
        msg("{file} has no row with a date that can be used.", file=table.source.label), advice
    )


def _row_span(posts: Sequence[Post]) -> Window | None:
    if not posts:
        return None
    moments = [post.published_at for post in posts]
    return coverage.row_span(min(moments), max(moments))


def _check_observed(table: Table, options: ImportOptions, rows: Window | None) -> None:
    if rows and options.observed_at and options.observed_at < rows.end:
        raise UsageError(
            msg(
                "--observed-at lies before the newest post of {file} ({day}).",
                file=table.source.label,
                day=rows.end.date(),
            ),
            msg("Write the day on which the file was exported."),
        )


def _declared(table: Table, order: str | None) -> tuple[date, date] | None:
    """The days that the file's name declares, its archive's name, or a line above its header."""
    export = table.layout.export
    days = coverage.days_of(table.source)
    if days is None:
        order = order or (export.date_order if export else None)
        return coverage.days_in_notes(table.notes, order)
    if export is None or not export.excludes_last_day:
        return days
    return (days[0], days[1] - timedelta(days=1)) if days[1] > days[0] else None


def _zone(
    table: Table, dates: Dates, options: ImportOptions, in_file: str | None, before: str | None
) -> tuple[str, str]:
    """The zone that the times without one were read in, and who told it."""
    readable = dates.utc.notna()
    export = table.layout.export
    if (export and export.zone) or (readable.any() and dates.zoned[readable].all()):
        return (export.zone if export and export.zone else "UTC"), "file"
    if options.timezone:
        return options.timezone, "user"
    if in_file:
        return in_file, "file"
    return (before, "before") if before else (options.default_timezone, "default")


def _columns(numbers: Numbers, date_use: ColumnUse) -> tuple[ColumnUse, ...]:
    return tuple(date_use if use.field == date_use.field else use for use in numbers.uses)


def _warnings(
    table: Table, numbers: Numbers, damaged: int, zone: str | None, posts: Sequence[Post]
) -> list[Message]:
    notes = [*table.warnings, *numbers.warnings]
    if not posts:
        notes.append(
            msg(
                "{file} has a header and no post: this is no data, not a silence.",
                file=table.source.label,
            )
        )
    elif zone:
        notes.append(
            msg(
                "The times carry no time zone and were read as {zone}. If that is wrong, add "
                "--timezone ZONE",
                zone=zone,
            )
        )
    notes += [
        msg("Several columns are called '{column}': the first is read.", column=column)
        for column in _namesakes(table.layout)
    ]
    notes += [
        msg(
            "'{column}' may count what was paid for too: '{paid}' stands beside it.",
            column=column,
            paid=paid,
        )
        for column, paid in beside_paid(table.layout.uses, table.layout.header)
    ]
    notes += [*table.layout.notes, *_unclear(table)]
    if damaged:
        notes.append(
            msg(
                "A spreadsheet has rounded ids of posts (ids: {n}); address, or time and text, "
                "stand in.",
                n=damaged,
            )
        )
    return notes


def _unclear(table: Table) -> list[Message]:
    """Lines on a date that no header calls one of publication, and on paid rows in other words."""
    notes = []
    date_use, unclear = table.layout.use("published_at"), row_kinds.unclear_paid(table)
    if (
        date_use is not None
        and date_use.how is How.VALUES
        and not is_of_publication(date_use.columns[0])
    ):
        notes.append(
            msg(
                "No header says when a post was published: the dates are those of '{column}'. If "
                "another column holds them: --map published_at=COLUMN",
                column=date_use.columns[0],
            )
        )
    if unclear is not None:
        column, example, n = unclear
        notes.append(
            msg(
                "The column '{column}' has cells that say neither paid for nor organic, such as "
                "'{example}' (cells: {n}): these rows are read as organic.",
                column=column,
                example=shown(example),
                n=n,
            )
        )
    return notes


def _namesakes(layout: Layout) -> list[str]:
    """The columns in use that are not the only ones of their name, in a table nobody knows."""
    if layout.export is not None:
        return []
    names = [normalized(name) for name in layout.header]
    return [
        name
        for use in layout.uses
        for name in use.columns
        if normalized(name) and names.count(normalized(name)) > use.columns.count(name)
    ]


def _tells_no_replies(table: Table, account: AccountRef, posts: Sequence[Post]) -> bool:
    """Whether a table that nobody knows holds no reply, of a network whose accounts have some."""
    return (
        TRAITS[account.platform].lists_replies
        and table.layout.export is None
        and all(post.kind is not PostKind.REPLY for post in posts)
    )


def _missing(
    table: Table, numbers: Numbers, options: ImportOptions, without_replies: bool
) -> dict[str, Reason]:
    """Why fields are missing.

    Args:
        table: the table, with what its header says.
        numbers: the counts that were read.
        options: what the user said of the files.
        without_replies: the table tells nothing of the account's replies.
    """
    missing = dict(numbers.missing)
    if without_replies:
        missing["outbound"] = Reason.NOT_OFFERED
    if table.layout.use("text") is None:
        missing["text"] = Reason.NOT_OFFERED
    if not options.followers and "followers" not in numbers.values:
        missing["followers"] = Reason.NOT_OFFERED
    return missing


def _profile(numbers: Numbers, dates: Dates, keep: pd.Series) -> Profile | None:
    """The followers told by the newest row that tells them."""
    values = numbers.values.get("followers")
    if values is None:
        return None
    times = dates.utc.where(keep & ~np.isnan(values))
    if times.notna().sum() == 0:
        return None
    newest = int(np.argmax(times.fillna(times.min()).to_numpy()))
    return Profile(times.iloc[newest].to_pydatetime(), followers=int(values[newest]))
