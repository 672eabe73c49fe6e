"""Head to head: the client and its competitors on the networks where both are, same days only."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult, SeriesPost
from reports.figures import Figure, Lollipop, LollipopRow, Table
from reports.language import NO_VALUE, Percent, Rounded
from reports.names import PageContext, last_day, platform_name

# The newest posts of a result have no gap; before them it holds only the strongest and weakest.
CONTIGUOUS = 400
_DAY = 86_400.0
# Days of difference from which a reader is told that pages were not read for the same time.
_TOLD = 7.0
_COLUMNS: tuple[Message, ...] = (
    msg("Page"),
    msg("Posts per week"),
    msg("Median interactions"),
    msg("Comments answered"),
    msg("Posts that invite an answer"),
    msg("Score"),
)


@dataclass(frozen=True, slots=True)
class Measures:
    """What one page did in the days that all pages of its network share; unknown is ``None``."""

    per_week: float | None
    median: float | None
    answered: tuple[int, int] | None
    invites: float | None
    score: float | None


@dataclass(frozen=True, slots=True)
class Duel:
    """One network: the chart of the scores with all measures as its table, and the days."""

    figure: Figure
    days: Message
    note: Message | None


def compared(page: PageContext) -> tuple[Duel, ...]:
    """A duel for every network on which the client and a competitor are."""
    own, rivals = page.own, page.rivals
    shared = dict.fromkeys(
        mine.platform for mine in own for two in rivals if mine.platform == two.platform
    )
    return tuple(_duels(page, shared, own, rivals))


def _duels(
    page: PageContext,
    platforms: Sequence[str] | dict[str, None],
    own: list[AccountResult],
    rivals: list[AccountResult],
) -> Iterator[Duel]:
    names = page.names
    for number, platform in enumerate(platforms, start=1):
        mine = [account for account in own if account.platform == platform]
        theirs = [account for account in rivals if account.platform == platform]
        span = _common(page, [*mine, *theirs])
        if span is None:
            continue
        yield _duel(page, platform, f"v{number}", names, mine, theirs, span)


def _common(page: PageContext, accounts: list[AccountResult]) -> tuple[datetime, datetime] | None:
    """The days of the verdict window that were read of all pages, or ``None``."""
    starts, ends = [page.result.window.start], [page.result.window.end]
    for account in accounts:
        if account.coverage.start is None or account.coverage.end is None:
            return None
        starts.append(account.coverage.start)
        ends.append(account.coverage.end)
        if account.series.posts_left_out:
            starts.append(account.series.posts[-CONTIGUOUS:][0].published_at)
    start, end = max(starts), min(ends)
    return (start, end) if (end - start).total_seconds() >= 7 * _DAY else None


def _duel(
    page: PageContext,
    platform: str,
    key: str,
    names: dict[str, Message],
    mine: list[AccountResult],
    theirs: list[AccountResult],
    span: tuple[datetime, datetime],
) -> Duel:
    measures = {account.ref: _measure(account, span) for account in [*mine, *theirs]}
    rows = tuple(
        LollipopRow(names[ref], measured.score, None, None, None, _why(measured))
        for ref, measured in measures.items()
    )
    cells = [(names[ref], *_cells(measured)) for ref, measured in measures.items()]
    cells.append((msg("Middle value, all together"), *_medians(list(measures.values()))))
    cells.append(
        (msg("Middle value of the competitors"), *_medians([measures[a.ref] for a in theirs]))
    )
    figure = Figure(
        id=f"{key}-compared",
        title=_title(
            page, platform, [measures[a.ref] for a in mine], [measures[a.ref] for a in theirs]
        ),
        reading=msg(
            "The score of each page from 0 to 100, over its own 91 days; below, what each did in "
            "the days that were read of all."
        ),
        chart=Lollipop(rows, page.result.method.zones),
        table=Table(_COLUMNS, tuple(cells)),
    )
    days = (span[1] - span[0]).total_seconds() / _DAY
    caption = msgn(
        "{start} – {end}: {n} day",
        "{start} – {end}: {n} days",
        round(days),
        start=span[0].date(),
        end=last_day(span[1]).date(),
    )
    return Duel(figure, caption, _note([*mine, *theirs], names))


def _why(measures: Measures) -> Message | None:
    return msg("too little data") if measures.score is None else None


def _measure(account: AccountResult, span: tuple[datetime, datetime]) -> Measures:
    posts = [
        post
        for post in account.series.posts
        if post.kind == "post" and span[0] <= post.published_at < span[1]
    ]
    days = _covered(account, span)
    counts = [p.interactions for p in posts if p.mature and p.interactions is not None]
    return Measures(
        per_week=len(posts) * 7 / days if days >= 1 else None,
        median=statistics.median(counts) if counts else None,
        answered=_answers(account, span),
        invites=_invites(posts),
        score=account.score.value,
    )


def _covered(account: AccountResult, span: tuple[datetime, datetime]) -> float:
    """Days of the span that were read: a gap in the data is no silence."""
    unread = sum(
        max(0.0, (min(gap.end, span[1]) - max(gap.start, span[0])).total_seconds())
        for gap in account.coverage.gaps
    )
    return ((span[1] - span[0]).total_seconds() - unread) / _DAY


def _answers(account: AccountResult, span: tuple[datetime, datetime]) -> tuple[int, int] | None:
    if not account.coverage.comments_read:
        return None
    inside = [reply for reply in account.series.replies if span[0] <= reply.commented_at < span[1]]
    return (sum(post.hours is not None for post in inside), len(inside)) if inside else None


def _invites(posts: Sequence[SeriesPost]) -> float | None:
    counted = [post for post in posts if post.invites is not None]
    return sum(bool(post.invites) for post in counted) / len(counted) if counted else None


def _cells(measures: Measures) -> tuple[Any, ...]:
    answered = (
        NO_VALUE
        if measures.answered is None
        else msg("{counted} of {n}", counted=measures.answered[0], n=measures.answered[1])
    )
    return (
        _per_week(measures.per_week),
        _middle(measures.median),
        answered,
        _share(measures.invites),
        _score(measures.score),
    )


def _medians(pages: Sequence[Measures]) -> tuple[Any, ...]:
    """Of each measure the median over the pages of which it is known."""
    shares = [page.answered[0] / page.answered[1] for page in pages if page.answered is not None]
    return (
        _per_week(_median(page.per_week for page in pages)),
        _middle(_median(page.median for page in pages)),
        _share(statistics.median(shares) if shares else None),
        _share(_median(page.invites for page in pages)),
        _score(_median(page.score for page in pages)),
    )


def _median(values: Iterator[float | None] | Sequence[float | None]) -> float | None:
    present = [value for value in values if value is not None]
    return statistics.median(present) if present else None


def _per_week(value: float | None) -> object:
    return NO_VALUE if value is None else Rounded(value, 0 if value == 0 else 1)


def _middle(value: float | None) -> object:
    return NO_VALUE if value is None else Rounded(value, 0 if value == int(value) else 1)


def _share(value: float | None) -> object:
    return NO_VALUE if value is None else Percent(value)


def _score(value: float | None) -> object:
    return NO_VALUE if value is None else Rounded(value)


def _title(
    page: PageContext, platform: str, mine: Sequence[Measures], theirs: Sequence[Measures]
) -> Message:
    network, client = platform_name(platform), page.client
    own, rivals = (
        _median(measures.score for measures in mine),
        _median(their.score for their in theirs),
    )
    if own is None:
        return msg("{network}: {client} has no score to compare", network=network, client=client)
    if rivals is None:
        return msg("{network}: the competitors have no score to compare", network=network)
    a, b = Rounded(own), Rounded(rivals)
    if round(own) == round(rivals):
        return msg("{network}: level, {a} and {b} of 100", network=network, a=a, b=b)
    if own > rivals:
        return msg(
            "{network}: {client} is ahead, {a} against {b} of 100",
            network=network,
            client=client,
            a=a,
            b=b,
        )
    return msg(
        "{network}: {client} is behind, {a} against {b} of 100",
        network=network,
        client=client,
        a=a,
        b=b,
    )


def _note(accounts: Sequence[AccountResult], names: dict[str, Message]) -> Message | None:
    """Whose days differ, so that nobody takes a short reading for a silence."""
    days = [account.coverage.days for account in accounts]
    if max(days) - min(days) <= _TOLD:
        return None
    pages = [
        msgn(
            "{page}: {n} day",
            "{page}: {n} days",
            round(account.coverage.days),
            page=names[account.ref],
        )
        for account in accounts
    ]
    return msg("Not read for the same time: {pages} of the 91.", pages=pages)
