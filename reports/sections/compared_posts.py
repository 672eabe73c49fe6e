"""What gets more response on a page: by format, by what the post does, by day and hour."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from auditor.core.messages import Message, msg
from auditor.result.schema_account import SeriesPost
from reports.figures import Table
from reports.language import NO_VALUE, Rounded
from reports.names import PageContext
from reports.sections.mix import FORMATS

# Fewer posts with known interactions than this give no median of a cell [D].
LEAST_CASES = 5
# So many times another cell before a finding is told [D].
_CLEARLY = 1.5
_TOPICS: tuple[tuple[Message, Callable[[SeriesPost], bool | None]], ...] = (
    (msg("sells"), lambda post: post.is_promotion),
    (msg("leads to the firm's own site"), lambda post: post.links_home),
    (msg("repeats an earlier post"), lambda post: post.is_duplicate),
    (msg("invites an answer"), lambda post: post.invites),
    (msg("names somebody else"), lambda post: post.has_mention),
)
_DAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)
_PARTS = (
    msg("night (midnight to 6)"),
    msg("morning (6 to noon)"),
    msg("afternoon (noon to 6 p.m.)"),
    msg("evening (6 p.m. to midnight)"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page's posts by one property: a row a value, with how many posts and their median."""

    title: Message
    table: Table


@dataclass(frozen=True, slots=True)
class PageComparisons:
    """The comparisons of one page."""

    name: Message
    title: Message
    parts: tuple[Comparison, ...]


def compared_posts(page: PageContext) -> Iterator[PageComparisons]:
    """The client's pages with something to compare, the worst page first."""
    zone = ZoneInfo(page.result.client.timezone)
    for account in page.order:
        if account.ref not in page.own_refs:
            continue
        posts = [
            post
            for post in account.series.posts
            if post.kind == "post" and post.interactions is not None and post.mature
        ]
        has_clock = account.series.heatmap is not None
        parts = tuple(_comparisons(posts, zone, has_clock))
        if parts:
            yield PageComparisons(page.names[account.ref], _finding(posts), parts)


def _comparisons(
    posts: Sequence[SeriesPost], zone: ZoneInfo, has_clock: bool
) -> Iterator[Comparison]:
    formats: dict[str, list[int]] = {}
    days: list[list[int]] = [[] for _ in _DAYS]
    hours: list[list[int]] = [[] for _ in _PARTS]
    for post in posts:
        count = post.interactions or 0
        if post.format is not None:
            formats.setdefault(post.format, []).append(count)
        local = post.published_at.astimezone(zone)
        days[local.weekday()].append(count)
        hours[local.hour // 6].append(count)
    names = [FORMATS.get(name, Message(name)) for name in formats]
    yield from _table(msg("By format"), zip(names, formats.values(), strict=True))
    topics = [
        (words, [post.interactions or 0 for post in posts if does(post)]) for words, does in _TOPICS
    ]
    plain = [
        post.interactions or 0 for post in posts if all(does(post) is False for _, does in _TOPICS)
    ]
    yield from _table(msg("By what the post does"), [*topics, (msg("none of these"), plain)])
    yield from _table(msg("By day of the week"), zip(_DAYS, days, strict=True))
    if has_clock:
        yield from _table(msg("By part of the day"), zip(_PARTS, hours, strict=True))


def _table(title: Message, values: Iterable[tuple[Message, Sequence[int]]]) -> Iterator[Comparison]:
    """A comparison with at least two values that have enough posts."""
    shown = [(name, counts) for name, counts in values if counts]
    if sum(len(counts) >= LEAST_CASES for _, counts in shown) < 2:
        return
    rows = tuple((name, len(counts), _median(counts)) for name, counts in shown)
    columns = (title, msg("Posts"), msg("Interactions of the middle post"))
    yield Comparison(title, Table(columns, rows))


def _median(counts: Sequence[int]) -> Rounded | str:
    if len(counts) < LEAST_CASES:
        return NO_VALUE
    value = statistics.median(counts)
    return Rounded(value, 0 if value == int(value) else 1)


def _finding(posts: Sequence[SeriesPost]) -> Message:
    """The property that goes with clearly more response, if there is one."""
    best: tuple[float, Message, int, int] | None = None
    for words, does in _TOPICS:
        yes = [post.interactions or 0 for post in posts if does(post) is True]
        no = [post.interactions or 0 for post in posts if does(post) is False]
        if min(len(yes), len(no)) < LEAST_CASES:
            continue
        ratio = (statistics.median(yes) + 1) / (statistics.median(no) + 1)
        apart = max(ratio, 1 / ratio)
        if apart >= _CLEARLY and (best is None or apart > best[0]):
            best = (apart, words, int(statistics.median(yes)), int(statistics.median(no)))
    if best is None:
        return msg("Nothing that was measured goes with clearly more or less response")
    _, words, with_it, without = best
    return msg(
        "A post that {does}: {n} interactions, the others {others} (the middle post of each)",
        does=words,
        n=with_it,
        others=without,
    )
