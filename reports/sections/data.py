"""Data quality: what was read of what there is, and what was left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from auditor.core import labels
from auditor.core.messages import Message, msg, msgn
from auditor.core.units import Unit
from auditor.result.schema import RunRecord
from auditor.result.schema_account import AccountResult
from reports.charts.strips import MOST_BARS
from reports.figures import Fact, Figure, StripBar, StripRow, Strips, Table
from reports.language import NO_VALUE, Rounded
from reports.names import PageContext, last_day
from reports.safety import page_text
from reports.units import quantity

_ORIGINS: dict[str, Message] = {
    "api": msg("the network itself"),
    "export": msg("a file"),
    "manual": msg("typed in"),
}
# Fields of a reading that may be missing, by the name that a run gives them.
_FIELDS: dict[str, Message] = {
    "followers": msg("followers"),
    "comments": msg("comments"),
    "comment": msg("comments"),
    "replies": msg("answers"),
    "outbound": msg("comments on others' posts"),
    "shares": msg("shares"),
    "reactions": msg("reactions"),
    "text": msg("texts"),
    "links": msg("links"),
    "profile": msg("profile"),
    "format": msg("formats"),
    "url": msg("addresses of posts"),
    "views": msg("views"),
    "mentions": msg("mentions"),
}


# Sums of a page in a file of figures.
_SUMS: dict[str, Message] = {
    "followers": msg("followers"),
    "new_followers": msg("new followers"),
    "posts": msg("posts"),
    "reactions": msg("reactions"),
    "comments": msg("comments"),
    "reposts": msg("reposts"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One run or file: what was taken and what was left out, and why."""

    account: str
    source: str
    facts: tuple[Fact, ...]
    left_out: tuple[Message, ...]


def coverage_table(page: PageContext) -> Table:
    """Per page: the source, what was read of what there is, the span, what was not measured."""
    names = page.names
    return Table(
        (
            msg("Page"),
            msg("Source"),
            msg("Posts read"),
            msg("From – to"),
            msg("Days of 91"),
            msg("Comments"),
            msg("Not measured"),
        ),
        tuple((names[account.ref], *_coverage(account)) for account in page.order),
    )


def _coverage(account: AccountResult) -> tuple[Any, ...]:
    coverage = account.coverage
    source = [_ORIGINS[origin] for origin in coverage.origin] or NO_VALUE
    posts: Any = coverage.posts_read
    if coverage.posts_declared is not None:
        posts = msg(
            "{n}, of {declared} that the page counts in all",
            n=coverage.posts_read,
            declared=coverage.posts_declared,
        )
    span: Any = NO_VALUE
    if coverage.start is not None and coverage.end is not None:
        span = msg(
            "{start} – {end}", start=coverage.start.date(), end=last_day(coverage.end).date()
        )
    lacking = [
        msg("{what}: {why}", what=_FIELDS.get(name, Message(page_text(name))), why=why)
        for name, why in account.missing.items()
    ]
    comments = msg("read") if coverage.comments_read else msg("not read")
    return source, posts, span, Rounded(coverage.days), comments, lacking or NO_VALUE


def covered_figure(page: PageContext) -> Figure | None:
    """The days that each file or reading covers, a row a page.

    ``None`` when nothing was read, or each page in one reading without a gap: then the table says
    all of it.
    """
    runs = [run for run in page.result.provenance.runs if run.covered_start and run.covered_end]
    times = Counter(run.account for run in runs)
    whole = not any(account.coverage.gaps for account in page.result.accounts)
    if whole and max(times.values(), default=0) < 2:
        return None
    names = page.names
    rows, cells = [], []
    for account in page.order:
        own = [run for run in runs if run.account == account.ref]
        bars = [bar for run in own if (bar := _bar(run, page)) is not None]
        gaps = len(account.coverage.gaps)
        rows.append(StripRow(names[account.ref], _merged(bars), gaps))
        cells += [
            (names[account.ref], page_text(run.source or run.connector), *_days(run)) for run in own
        ]
    return Figure(
        id="all-covered",
        title=_gap_title(page.order, names),
        reading=msg(
            "A thin bar is a file or a reading, from its first to its last day. Where there is "
            "none, nothing was read: that is a gap in the data and not a silence."
        ),
        chart=Strips(
            page.result.history.start.date(), last_day(page.result.history.end).date(), tuple(rows)
        ),
        table=Table(
            (msg("Page"), msg("File or reading"), msg("From"), msg("To"), msg("Days")), tuple(cells)
        ),
    )


def _bar(run: RunRecord, page: PageContext) -> StripBar | None:
    first, last = page.result.history.start, page.result.history.end
    start, end = run.covered_start, run.covered_end
    if start is None or end is None or end <= first or start >= last:
        return None
    whole = (last - first).total_seconds()
    shares = [
        (max(first, min(last, moment)) - first).total_seconds() / whole for moment in (start, end)
    ]
    return StripBar(shares[0], shares[1], run.origin != "api")


def _merged(bars: list[StripBar]) -> tuple[StripBar, ...]:
    """At most so many bars as a chart holds: of more, those that share days lie in one line."""
    if len(bars) <= MOST_BARS:
        return tuple(bars)
    ordered = sorted(bars, key=lambda bar: bar.start)
    joined = [ordered[0]]
    for bar in ordered[1:]:
        if bar.start <= joined[-1].end:
            joined[-1] = replace(joined[-1], end=max(joined[-1].end, bar.end))
        else:
            joined.append(bar)
    return tuple(joined[:MOST_BARS])


def _days(run: RunRecord) -> tuple[Any, ...]:
    start, end = run.covered_start, run.covered_end
    if start is None or end is None:
        return (NO_VALUE,) * 3
    return start.date(), last_day(end).date(), Rounded((end - start).total_seconds() / 86_400, 0)


def _gap_title(accounts: list[AccountResult], names: dict[str, Message]) -> Message:
    gaps = [(gap.days, account.ref) for account in accounts for gap in account.coverage.gaps]
    if not gaps:
        return msg("No gap inside what was read")
    days, ref = max(gaps)
    return msgn(
        "One gap of {days} in what was read, on {page}",
        "{n} gaps in what was read; the longest, {days}, on {page}",
        len(gaps),
        days=quantity(max(1, round(days)), Unit.DAYS),
        page=names[ref],
    )


def data_notes(page: PageContext) -> Iterator[tuple[Message, tuple[Message, ...]]]:
    """What a reader should know, a list for the whole audit and one a page."""
    names = page.names
    refs = {account.ref for account in page.result.accounts}
    of_file = tuple(
        labels.QUALITY[note.code]
        for note in page.result.data_quality
        if note.account not in refs and note.code in labels.QUALITY
    )
    if of_file:
        yield Message("{name}", {"name": page_text(page.result.client.name)}), of_file
    for account in page.order:
        notes = tuple(
            labels.note(note.code, _params(note.params))
            for note in page.result.data_quality
            if note.account == account.ref and note.code in labels.QUALITY
        )
        if notes:
            yield names[account.ref], notes


def _params(params: dict[str, Any]) -> dict[str, Any]:
    """Times of a note as dates."""
    return {
        name: datetime.fromisoformat(value).date() if name in ("start", "end") else value
        for name, value in params.items()
    }


def _figures(figures: dict[str, Any]) -> Iterator[Fact]:
    """What a file without posts tells of whole pages."""
    if figures.get("period"):
        yield Fact(msg("Period, as the file writes it"), page_text(str(figures["period"])))
    for page in figures.get("pages") or ():
        values = [
            msg("{what}: {n}", what=words_, n=page[name])
            for name, words_ in _SUMS.items()
            if page.get(name) is not None
        ]
        yield Fact(
            Message("{page}", {"page": page_text(str(page.get("page", "")))}), values or NO_VALUE
        )


def reading(run: RunRecord) -> Reading:
    """A run or a file, as the manifest shows it."""
    facts = [Fact(msg("Kind"), page_text(run.connector))]
    if run.covered_start and run.covered_end:
        span = msg(
            "{start} – {end}", start=run.covered_start.date(), end=last_day(run.covered_end).date()
        )
        facts.append(Fact(msg("Covers"), span))
    if run.file_rows is not None:
        facts.append(Fact(msg("Rows in the file"), run.file_rows))
        facts.append(Fact(msg("Posts taken"), run.taken))
    elif run.rows is not None:
        facts.append(Fact(msg("Posts and comments read"), run.rows))
    if run.sha256:
        facts.append(Fact(msg("SHA-256 of the file"), run.sha256))
    how = run.how or {}
    if how.get("zone"):
        facts.append(Fact(msg("Time zone"), page_text(str(how["zone"]))))
    facts += _figures(how.get("figures") or {})
    columns = how.get("columns")
    if columns:
        columns_used = [f"{name} ← {' + '.join(map(str, used))}" for name, used in columns.items()]
        facts.append(Fact(msg("Columns"), [page_text(text) for text in columns_used]))
    left = tuple(
        msg("{n} × {reason}", n=entry.n, reason=Message(entry.reason)) for entry in run.left_out
    )
    return Reading(run.account, page_text(run.source or NO_VALUE), tuple(facts), left)
