"""What gets more response on a page: by format, by what the post does, by day and hour."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult, SeriesPost
from reports.figures import Figure, ResponseCell, ResponseMap, Table
from reports.language import NO_VALUE, Rounded, Weekday
from reports.names import PageContext
from reports.sections.mix import FORMATS
from reports.units import hours_named

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
_WEEK, _QUARTERS, _HOURS = 7, 4, 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """A page's posts by one property: a row a value, with how many posts and their median."""

    title: Message
    table: Table


@dataclass(frozen=True, slots=True)
class PageComparisons:
    """The comparisons of one page; ``times`` where no time of the week stands out."""

    name: Message
    title: Message
    parts: tuple[Comparison, ...]
    times: Message | None


def compared_posts(page: PageContext) -> Iterator[PageComparisons]:
    """The client's pages with something to compare, the worst page first."""
    for account in page.order:
        if account.ref not in page.own_refs:
            continue
        posts = _judged(account)
        parts = tuple(_comparisons(posts))
        cells = _cells(account, page)
        nothing = (
            msg("No day of the week and no part of the day gets clearly more response.")
            if cells is not None and _best_time(cells) is None
            else None
        )
        if parts or nothing is not None:
            yield PageComparisons(page.names[account.ref], _finding(posts), parts, nothing)


def times_figures(page: PageContext) -> Iterator[Figure]:
    """The client's pages of which a day or a part of the day gets clearly more, the worst first."""
    for number, account in enumerate(page.order, start=1):
        if account.ref not in page.own_refs:
            continue
        cells = _cells(account, page)
        best = None if cells is None else _best_time(cells)
        if cells is None or best is None:
            continue
        yield Figure(
            id=f"a{number}-times",
            title=msg(
                "Most response: {when}, {n} interactions; over the whole week {all} (the middle "
                "post of each)",
                when=best[1],
                n=_rounded(best[0]),
                all=_rounded(cells[_WEEK][-1].middle or 0.0),
            ),
            reading=msg(
                "A cell is a part of the day on a day of the week, in the time zone of this "
                "report; its number is what the middle one of its posts got. A cell with fewer "
                "than five posts shows how many they are; it may be chance that two cells differ."
            ),
            chart=ResponseMap(cells),
            table=_times_table(cells),
            account=page.names[account.ref],
            open=False,
        )


Cells = tuple[tuple[ResponseCell, ...], ...]


def _cells(account: AccountResult, page: PageContext) -> Cells | None:
    """What an account's posts get by time; ``None`` where no two times can be told apart."""
    zone = ZoneInfo(page.result.client.timezone)
    cells = _by_time(_judged(account), zone)
    times = [row[-1] for row in cells[:_WEEK]] + list(cells[_WEEK][:-1])
    return cells if sum(cell.middle is not None for cell in times) > 1 else None


def _judged(account: AccountResult) -> list[SeriesPost]:
    return [
        post
        for post in account.series.posts
        if post.kind == "post" and post.interactions is not None and post.mature
    ]


def _by_time(posts: Sequence[SeriesPost], zone: ZoneInfo) -> Cells:
    """The posts by weekday and quarter of the day, with the whole week and day as last ones;
    posts without a time of day are in those only."""
    parts = _QUARTERS if any(post.has_clock for post in posts) else 0
    counts: list[list[list[int]]] = [[[] for _ in range(parts + 1)] for _ in range(_WEEK + 1)]
    for post in posts:
        local, count = post.published_at.astimezone(zone), post.interactions or 0
        for day in (local.weekday(), _WEEK):
            counts[day][parts].append(count)
            if post.has_clock:
                counts[day][local.hour // _HOURS].append(count)
    usual = statistics.median(counts[_WEEK][parts]) if posts else 0.0
    return tuple(tuple(_cell(cell, usual) for cell in row) for row in counts)


def _cell(counts: Sequence[int], usual: float) -> ResponseCell:
    if len(counts) < LEAST_CASES:
        return ResponseCell(len(counts), None, None)
    middle = statistics.median(counts)
    ratio = (middle + 1) / (usual + 1)
    return ResponseCell(
        len(counts), middle, 1 if ratio >= _CLEARLY else -1 if ratio <= 1 / _CLEARLY else 0
    )


def _best_time(cells: Cells) -> tuple[float, Message | Weekday] | None:
    """The day, or the part of the day, with clearly more response than the week, if any has."""
    times: list[tuple[Message | Weekday, ResponseCell]] = [
        *((Weekday(day), row[-1]) for day, row in enumerate(cells[:_WEEK])),
        *(
            (msg("{hours} h", hours=hours_named(part)), cell)
            for part, cell in enumerate(cells[_WEEK][:-1])
        ),
    ]
    more = [
        (cell.middle, when)
        for when, cell in times
        if cell.middle is not None and cell.against_usual == 1
    ]
    return max(more, key=lambda entry: entry[0], default=None)


def _times_table(cells: Cells) -> Table:
    hours = [hours_named(part) for part in range(len(cells[0]) - 1)]
    columns = (msg("Day"), *(msg("{hours} h", hours=name) for name in hours), msg("Whole day"))
    rows = tuple(
        (Weekday(day) if day < _WEEK else msg("Whole week"), *(_cell_words(cell) for cell in row))
        for day, row in enumerate(cells)
    )
    return Table(columns, rows)


def _cell_words(cell: ResponseCell) -> Message | str:
    if cell.middle is not None:
        return msgn(
            "{middle} ({n} post)", "{middle} ({n} posts)", cell.posts, middle=_rounded(cell.middle)
        )
    return msgn("({n} post)", "({n} posts)", cell.posts) if cell.posts else NO_VALUE


def _comparisons(posts: Sequence[SeriesPost]) -> Iterator[Comparison]:
    formats: dict[str, list[int]] = {}
    for post in posts:
        if post.format is not None:
            formats.setdefault(post.format, []).append(post.interactions or 0)
    names = [FORMATS.get(name, Message(name)) for name in formats]
    yield from _table(msg("By format"), zip(names, formats.values(), strict=True))
    topics = [
        (words, [post.interactions or 0 for post in posts if does(post)]) for words, does in _TOPICS
    ]
    plain = [
        post.interactions or 0 for post in posts if all(does(post) is False for _, does in _TOPICS)
    ]
    yield from _table(msg("By what the post does"), [*topics, (msg("none of these"), plain)])


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
    return _rounded(statistics.median(counts))


def _rounded(middle: float) -> Rounded:
    return Rounded(middle, 0 if middle == int(middle) else 1)


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
