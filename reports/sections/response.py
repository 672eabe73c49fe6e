"""Audience response: against what the size predicts, and every post by day."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from datetime import date

from auditor.core.messages import Message, msg, msgn
from auditor.core.traits import TRAITS
from auditor.result.schema_account import AccountResult, SeriesPost
from reports.figures import Figure, Mark, RatioRow, Ratios, Scatter, Table
from reports.language import NO_VALUE, Month, Rounded
from reports.names import PageContext

MOST_MARKS = 600
_TOP = 60
_VIDEOS = "youtube-posts"


def response_figures(page: PageContext) -> Iterator[Figure]:
    """The ratio of every page, then the posts; YouTube's posts in a chart of their own."""
    ratios = _ratio_figure(page)
    if ratios is not None:
        yield ratios
    own = page.own
    names = page.names
    blended = [account for account in own if TRAITS[account.platform].blended]
    videos = [account for account in own if not TRAITS[account.platform].blended]
    for key, accounts in (("all-posts", blended), (_VIDEOS, videos)):
        figure = _posts_figure(accounts, names, key)
        if figure is not None:
            yield figure


def _ratio_figure(page: PageContext) -> Figure | None:
    names, own = page.names, page.own_refs
    rows = []
    for account in page.order:
        signal = account.signals["resonance"]
        if not isinstance(signal.value, (int, float)):
            continue
        low, high = signal.interval or (None, None)
        rows.append(
            RatioRow(
                names[account.ref],
                math.exp(signal.value),
                None if low is None else math.exp(low),
                None if high is None else math.exp(high),
                account.ref in own,
            )
        )
    if not rows:
        return None
    rows.sort(key=lambda row: -row.ratio)
    cells = tuple(
        (
            row.name,
            *(
                Rounded(value, 2) if value is not None else NO_VALUE
                for value in (row.ratio, row.low, row.high)
            ),
        )
        for row in rows
    )
    return Figure(
        id="all-ratios",
        title=_ratio_title([row for row in rows if row.own]),
        reading=msg(
            "Interactions per post divided by what a page with as many followers usually gets, "
            "from the published median of its network; the line is the 90% interval, and the axis "
            "is logarithmic."
        ),
        chart=Ratios(tuple(rows)),
        table=Table(
            (msg("Page"), msg("Times what is expected"), msg("at least"), msg("at most")), cells
        ),
    )


def _ratio_title(own: Sequence[RatioRow]) -> Message:
    if not own:
        return msg("Only competitors' response can be compared: the client's is not known")
    best, worst = own[0], own[-1]
    if len(own) == 1:
        return msg(
            "{name} gets {ratio} times the response that its size predicts",
            name=best.name,
            ratio=_times(best.ratio),
        )
    return msg(
        "From {low} times what is expected ({worst}) to {high} times ({best})",
        low=_times(worst.ratio),
        worst=worst.name,
        high=_times(best.ratio),
        best=best.name,
    )


def _times(ratio: float) -> Rounded:
    return Rounded(ratio, 0 if ratio >= 10 else 1 if ratio >= 1 else 2 if ratio >= 0.02 else 3)


def _posts_figure(
    accounts: Sequence[AccountResult], names: dict[str, Message], key: str
) -> Figure | None:
    posts = [
        (number, post)
        for number, account in enumerate(accounts)
        for post in account.series.posts
        if post.kind == "post" and post.interactions is not None
    ]
    if not posts:
        return None
    counts = [post.interactions or 0 for _, post in posts]
    chosen = _sample(posts)
    used = sorted({number for number, _ in chosen})
    marks = tuple(
        Mark(post.published_at.date(), post.interactions or 0, used.index(number))
        for number, post in chosen
    )
    networks = tuple((accounts[number].platform, names[accounts[number].ref]) for number in used)
    return Figure(
        id=key,
        title=_videos_title(counts) if key == _VIDEOS else _posts_title(counts),
        reading=_posts_reading(len(chosen), len(posts), key),
        chart=Scatter(networks, marks),
        table=_posts_table(accounts, names, posts, used),
    )


def _posts_table(
    accounts: Sequence[AccountResult],
    names: dict[str, Message],
    posts: Sequence[tuple[int, SeriesPost]],
    used: Sequence[int],
) -> Table:
    """The posts by page; those of a single page by month."""
    numbers = (msg("Posts"), msg("Median"), msg("Largest"), msg("Without any"))
    if len(used) > 1:
        of_page = [
            [post for number, post in posts if number == page_number] for page_number in used
        ]
        rows = [
            (names[accounts[number].ref], *_numbers(posts_of_page))
            for number, posts_of_page in zip(used, of_page, strict=True)
        ]
        return Table((msg("Page"), *numbers), tuple(rows))
    months: dict[date, list[SeriesPost]] = {}
    for _, post in posts:
        months.setdefault(post.published_at.date().replace(day=1), []).append(post)
    return Table(
        (msg("Month"), *numbers),
        tuple((Month(month), *_numbers(months[month])) for month in sorted(months)),
    )


def _numbers(posts: Sequence[SeriesPost]) -> tuple[object, ...]:
    counts = [post.interactions or 0 for post in posts]
    median = statistics.median(counts)
    written = Rounded(median, 0 if median == int(median) else 1)
    return len(counts), written, max(counts), counts.count(0)


def _posts_title(counts: Sequence[int]) -> Message:
    median = statistics.median(counts)
    if len(counts) == 1:
        return msgn("One post, with {n} interaction", "One post, with {n} interactions", counts[0])
    if max(counts) == 0:
        return msg("None of {n} posts got a single interaction", n=len(counts))
    if median < 1:
        return msg("Half of the posts got no interaction at all")
    return msgn(
        "Half of the posts get {n} interaction at most",
        "Half of the posts get {n} interactions at most",
        math.floor(median),
    )


def _videos_title(counts: Sequence[int]) -> Message:
    if len(counts) == 1:
        return msgn(
            "One video, with {n} interaction", "One video, with {n} interactions", counts[0]
        )
    if max(counts) == 0:
        return msg("None of {n} videos got a single interaction", n=len(counts))
    if statistics.median(counts) < 1:
        return msg("Half of the videos got no interaction at all")
    return msgn(
        "Half of the videos get {n} interaction at most",
        "Half of the videos get {n} interactions at most",
        math.floor(statistics.median(counts)),
    )


def _posts_reading(count: int, total: int, key: str) -> Message:
    text = (
        msg(
            "Each mark is a video; the axis of interactions is logarithmic. Calculated by this "
            "program from YouTube's counts."
        )
        if key == _VIDEOS
        else msg("Each mark is a post; the axis of interactions is logarithmic.")
    )
    if count == total:
        return text
    return msg(
        "{text} Shown are {shown} of {total}: the newest, and those that stand out.",
        text=text,
        shown=count,
        total=total,
    )


def _sample(posts: Sequence[tuple[int, SeriesPost]]) -> list[tuple[int, SeriesPost]]:
    """At most 600 marks: the strongest and the weakest, and of the others the newest."""
    if len(posts) <= MOST_MARKS:
        return list(posts)
    ranked = sorted(range(len(posts)), key=lambda n: posts[n][1].interactions or 0)
    chosen = {*ranked[:_TOP], *ranked[-_TOP:]}
    newest = sorted(range(len(posts)), key=lambda n: posts[n][1].published_at, reverse=True)
    for index in newest:
        if len(chosen) >= MOST_MARKS:
            break
        chosen.add(index)
    return [posts[index] for index in sorted(chosen)]
