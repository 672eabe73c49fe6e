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
    msg("Page"), msg("Posts per week"), msg("Median interactions"), msg("Comments answered"),
    msg("Posts that invite an answer"), msg("Score"),
)  # fmt: skip


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
    shared = dict.fromkeys(one.platform for one in own for two in rivals
                           if one.platform == two.platform)  # fmt: skip
    return tuple(_duels(page, shared, own, rivals))


def _duels(
    page: PageContext, platforms: Sequence[str] | dict[str, None], own: list[AccountResult],
    rivals: list[AccountResult],
) -> Iterator[Duel]:  # fmt: skip
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
    page: PageContext, platform: str, key: str, names: dict[str, Message],
    mine: list[AccountResult], theirs: list[AccountResult], span: tuple[datetime, datetime],
) -> Duel:  # fmt: skip
    found = {account.ref: _measure(account, span) for account in [*mine, *theirs]}
    rows = tuple(
        LollipopRow(names[ref], one.score, None, None, None, _why(one))
        for ref, one in found.items()
    )
    cells = [(names[ref], *_cells(one)) for ref, one in found.items()]
    cells.append((msg("Median, client included"), *_medians(list(found.values()))))
    cells.append((msg("Median of the competitors"), *_medians([found[a.ref] for a in theirs])))
    figure = Figure(
        id=f"{key}-compared",
        title=_title(platform, [found[a.ref] for a in mine], [found[a.ref] for a in theirs]),
        reading=msg(
            "The score of each page from 0 to 100, over its own 91 days; below, what each did in "
            "the days that were read of all."
        ),
        chart=Lollipop(rows, page.result.method.zones),
        table=Table(_COLUMNS, tuple(cells)),
    )
    days = (span[1] - span[0]).total_seconds() / _DAY
    told = msgn("{start} – {end}: {n} day", "{start} – {end}: {n} days", round(days),
                start=span[0].date(), end=last_day(span[1]).date())  # fmt: skip
    return Duel(figure, told, _note([*mine, *theirs], names))


def _why(one: Measures) -> Message | None:
    return msg("too little data") if one.score is None else None


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
    inside = [one for one in account.series.replies if span[0] <= one.commented_at < span[1]]
    return (sum(one.hours is not None for one in inside), len(inside)) if inside else None


def _invites(posts: Sequence[SeriesPost]) -> float | None:
    known = [post for post in posts if post.invites is not None]
    return sum(bool(post.invites) for post in known) / len(known) if known else None


def _cells(one: Measures) -> tuple[Any, ...]:
    answered = NO_VALUE if one.answered is None else msg(
        "{counted} of {n}", counted=one.answered[0], n=one.answered[1]
    )  # fmt: skip
    return (
        _per_week(one.per_week),
        _middle(one.median),
        answered,
        _share(one.invites),
        _score(one.score),
    )


def _medians(pages: Sequence[Measures]) -> tuple[Any, ...]:
    """Of each measure the median over the pages of which it is known."""
    shares = [one.answered[0] / one.answered[1] for one in pages if one.answered is not None]
    return (
        _per_week(_median(one.per_week for one in pages)),
        _middle(_median(one.median for one in pages)),
        _share(statistics.median(shares) if shares else None),
        _share(_median(one.invites for one in pages)),
        _score(_median(one.score for one in pages)),
    )


def _median(values: Iterator[float | None] | Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def _per_week(value: float | None) -> Any:
    return NO_VALUE if value is None else Rounded(value, 0 if value == 0 else 1)


def _middle(value: float | None) -> Any:
    return NO_VALUE if value is None else Rounded(value, 0 if value == int(value) else 1)


def _share(value: float | None) -> Any:
    return NO_VALUE if value is None else Percent(value)


def _score(value: float | None) -> Any:
    return NO_VALUE if value is None else Rounded(value)


def _title(platform: str, mine: Sequence[Measures], theirs: Sequence[Measures]) -> Message:
    network = platform_name(platform)
    own, rivals = _median(one.score for one in mine), _median(one.score for one in theirs)
    if own is None:
        return msg("{network}: the client has no score to compare", network=network)
    if rivals is None:
        return msg("{network}: the competitors have no score to compare", network=network)
    a, b = Rounded(own), Rounded(rivals)
    if round(own) == round(rivals):
        return msg("{network}: level, {a} and {b} of 100", network=network, a=a, b=b)
    if own > rivals:
        return msg("{network}: the client is ahead, {a} against {b} of 100", network=network, a=a,
                   b=b)  # fmt: skip
    return msg("{network}: the client is behind, {a} against {b} of 100", network=network, a=a, b=b)


def _note(accounts: Sequence[AccountResult], names: dict[str, Message]) -> Message | None:
    """Whose days differ, so that nobody takes a short reading for a silence."""
    days = [account.coverage.days for account in accounts]
    if max(days) - min(days) <= _TOLD:
        return None
    told = [
        msgn("{page}: {n} day", "{page}: {n} days", round(account.coverage.days),
             page=names[account.ref])
        for account in accounts
    ]  # fmt: skip
    return msg("Not read for the same time: {pages} of the 91.", pages=told)
