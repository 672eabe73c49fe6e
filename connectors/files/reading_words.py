"""A reading in words: what a user checks before it is written (``--dry-run``)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from auditor.core.messages import Message, msg, msgn
from auditor.core.model import COUNT_FIELDS, Post, PostKind
from connectors.files.options import parse_zone
from connectors.files.reading_record import FileReading, LeftOut
from connectors.files.table.layout import ColumnUse, How

_ORDERS: dict[str, Message] = {
    "dmy": msg("Dates: the day before the month."),
    "mdy": msg("Dates: the month before the day."),
}
_SEPARATORS: dict[str, Message] = {
    ",": msg("commas"),
    ";": msg("semicolons"),
    "\t": msg("tabs"),
    "|": msg("vertical bars"),
}


def describe(file: FileReading) -> list[Message]:
    """The lines that say how a file was read, in the order in which they are shown."""
    if file.figures is not None:
        return [*_what(file), *_figures(file.figures), *file.warnings]
    return [
        *_what(file),
        *(_column(use) for use in file.columns),
        *_marks(file),
        *_rows(file),
        *_span(file),
        *_observed(file),
        *file.warnings,
        *_counts(file),
        *(_post(post) for post in file.first_rows),
    ]


def summary(file: FileReading) -> list[Message]:
    """What it is, whose, how many rows, which days and counts, what was left out and why."""
    if file.figures is not None:
        return [*_what(file), *_figures(file.figures), *file.warnings]
    what = next(_what(file))
    return [what, *_rows(file), *_span(file), *_counts(file), *file.warnings]


def _what(file: FileReading) -> Iterator[Message]:
    yield msg(
        "{file}: {kind}, of {account}.",
        file=file.source.label if file.sheet is None else f"{file.source.label} [{file.sheet}]",
        kind=file.kind_name,
        account=str(file.account),
    )
    if file.encoding and file.separator:
        yield msg(
            "Text in {encoding}, columns separated by {separator}.",
            encoding=file.encoding.upper(),
            separator=_SEPARATORS[file.separator],
        )


def _figures(figures: Mapping[str, Any]) -> Iterator[Message]:
    """What a file without posts tells of whole pages."""
    yield msg("It holds figures of whole pages, and no posts.")
    if figures.get("period"):
        yield msg("Period, as the file writes it: {period}", period=figures["period"])
    for page in figures.get("pages", ()):
        numbers = [f"{name}={n}" for name, n in page.items() if name != "page" and n is not None]
        yield msg("{page}: {figures}", page=page["page"], figures=", ".join(numbers) or "-")


def _column(use: ColumnUse) -> Message:
    if use.how is How.ASKED:
        return msg(
            "{field}: from {columns}, as you said.", field=use.field, columns=_column_names(use)
        )
    if use.how is How.VALUES:
        return msg(
            "{field}: from {columns}, found by its values.",
            field=use.field,
            columns=_column_names(use),
        )
    if use.how is How.SUMMED:
        return msg("{field}: the sum of {columns}.", field=use.field, columns=_column_names(use))
    if use.how is How.FILLED:
        return msg(
            "{field}: from {first}, where it is blank from {columns}.",
            field=use.field,
            first=use.columns[0],
            columns=" + ".join(use.columns[1:]),
        )
    return msg("{field}: from {columns}.", field=use.field, columns=_column_names(use))


def _column_names(use: ColumnUse) -> str:
    return " + ".join(use.columns)


_MOST_COLUMNS = 40
_COUNTS = ("reactions", "comments", "shares")
_COUNT_WORDS: dict[str, Message] = {
    "reactions": msg("reactions"),
    "comments": msg("comments"),
    "shares": msg("shares"),
    "interactions": msg("interactions"),
    "views": msg("views"),
    "saves": msg("saves"),
    "impressions": msg("impressions"),
    "reach": msg("reach"),
    "clicks": msg("clicks"),
}


def _counts(file: FileReading) -> Iterator[Message]:
    """Which counts were found and which not; that none was found stands above the first rows."""
    counted = [name for name in COUNT_FIELDS if _is_told(file, name)]
    if not file.posts or all(post.kind is PostKind.REPLY for post in file.posts):
        return
    if not counted:
        yield msg(
            "No count was found: neither reactions nor comments nor shares. Without counts "
            "nobody can say how people respond; if a column holds them: --map "
            "reactions=COLUMN"
        )
        return
    yield msg("Counts found: {names}.", names=[_COUNT_WORDS[name] for name in counted])
    left = [name for name in _COUNTS if name not in counted]
    if left and "interactions" not in counted:
        yield msg(
            "Not in the file, and so unknown: {names}.", names=[_COUNT_WORDS[name] for name in left]
        )


def _is_told(file: FileReading, name: str) -> bool:
    return any(getattr(post.counts, name) is not None for post in file.posts)


def _marks(file: FileReading) -> Iterator[Message]:
    if file.unused:
        more = len(file.unused) - _MOST_COLUMNS
        if more > 0:
            names = ", ".join(file.unused[:_MOST_COLUMNS])
            yield msg("Columns not used: {columns} and {n} more.", columns=names, n=more)
        else:
            yield msg("Columns not used: {columns}.", columns=list(file.unused))
    if file.reviews:
        return
    yield msg("Numbers: {marks}.", marks=file.number_marks)
    if file.date_order:
        yield _ORDERS[file.date_order]
    if file.zone_source == "file":
        yield msg("Time zone: {zone}, told by the file.", zone=file.zone)
    elif file.zone_source == "user":
        yield msg("Time zone: {zone}, as you said.", zone=file.zone)
    elif file.zone_source == "before":
        yield msg("Time zone: {zone}, as you said of earlier files.", zone=file.zone)
    else:
        yield msg("Time zone: {zone}, assumed.", zone=file.zone)


def _reviews(file: FileReading) -> Iterator[Message]:
    answers = sum(bool(review.is_account) for review in file.reviews)
    yield msgn(
        "{n} review, {answers}. Nothing of who wrote it is kept.",
        "{n} reviews, {answers}. Nothing of who wrote them is kept.",
        len(file.reviews) - answers,
        answers=msgn("{n} answer", "{n} answers", answers),
    )


def _rows(file: FileReading) -> Iterator[Message]:
    if file.reviews:
        yield from _reviews(file)
        for out in file.left_out:
            yield _left_out(out)
        return
    kinds = [post.kind.value for post in file.posts]
    own, replies, reposts = (kinds.count(kind) for kind in ("post", "reply", "repost"))
    yield msg(
        "{posts}, {replies}, {reposts}.",
        posts=msgn("{n} own post", "{n} own posts", own),
        replies=msgn("{n} reply", "{n} replies", replies),
        reposts=msgn("{n} repost", "{n} reposts", reposts),
    )
    yield msgn(
        "{n} row of the table is of this account.",
        "{n} rows of the table are of this account.",
        file.rows,
    )
    for out in file.left_out:
        yield _left_out(out)


def _left_out(out: LeftOut) -> Message:
    if out.lines:
        return msgn(
            "{n} row left out: {reason} (line {lines}).",
            "{n} rows left out: {reason} (lines {lines}).",
            out.rows,
            reason=out.reason,
            lines=", ".join(map(str, out.lines)) + (" …" if out.rows > len(out.lines) else ""),
        )
    return msgn(
        "{n} row left out: {reason}.", "{n} rows left out: {reason}.", out.rows, reason=out.reason
    )


def _span(file: FileReading) -> Iterator[Message]:
    if file.covered is None:
        return
    zone = parse_zone(file.zone)
    days = {
        "start": file.covered.start.astimezone(zone).date(),
        "end": (file.covered.end - timedelta(milliseconds=1)).astimezone(zone).date(),
    }
    if file.span_source == "declared":
        yield msg("It covers {start} to {end}, as the file declares.", **days)
    elif file.span_source == "user":
        yield msg("It covers {start} to {end}, as you said.", **days)
    else:
        yield msg("It covers {start} to {end}, from its first to its last row.", **days)


def _observed(file: FileReading) -> Iterator[Message]:
    day = file.observed_at.date()
    if file.observed_source == "column":
        yield msg("Counted on {day}, as a column of the file tells.", day=day)
    elif file.observed_source == "file":
        yield msg(
            "Counted on {day}, by the file's own date; another day: --observed-at DATE", day=day
        )
    elif file.observed_source == "import":
        yield msg(
            "Counted on {day}, the day of the import; another day: --observed-at DATE", day=day
        )


def _post(post: Post) -> Message:
    counts = [
        f"{name}={value}"
        for name in COUNT_FIELDS
        if (value := getattr(post.counts, name)) is not None
    ]
    return msg(
        "{when} · {text} · {counts}",
        when=post.published_at.strftime("%Y-%m-%d %H:%M UTC"),
        text=_short(post.text or post.url or post.platform_id),
        counts=", ".join(counts) or "-",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"
