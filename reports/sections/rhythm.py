"""Rhythm: weeks with their silences, and the hours at which posts appear."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult
from reports.figures import Figure, Heatmap, Silence, Table, Week, Weekly
from reports.language import NO_VALUE, Percent, Weekday

LEAST_COVERED = 4.0
LEAST_SILENCE = 2
LEAST_POSTS = 10
# Hours in which offices are open, from Monday to Friday [D].
OFFICE = range(9, 18)
MOST_OFFICE = 0.8


def rhythm_figure(account: AccountResult, key: str, where: Message, first: bool) -> Figure | None:
    """The weeks of an account; unread stretches at the edges are cropped.

    Args:
        account: the account.
        key: the key of its block in the page.
        where: the name of the page.
        first: whether it is shown unfolded.
    """
    weeks = [
        Week(
            week.start.date(),
            week.posts if week.covered >= LEAST_COVERED else None,
            week.interactions if week.covered >= LEAST_COVERED else None,
        )
        for week in account.series.weeks
    ]
    readable = [number for number, week in enumerate(weeks) if week.posts is not None]
    if not readable:
        return None
    weeks = weeks[readable[0] : readable[-1] + 1]
    interactions = [w.interactions for w in weeks if w.interactions is not None and w.posts]
    silences = tuple(_silences(weeks))
    rows = tuple(
        (week.start, NO_VALUE if week.posts is None else week.posts, week.interactions)
        for week in weeks
    )
    return Figure(
        id=f"{key}-rhythm",
        title=_rhythm_title(weeks, silences),
        reading=msg(
            "A bar is a week of interactions, a dot below it its posts. A red band is a silence of "
            "two weeks or more; hatched weeks were not read."
        ),
        chart=Weekly(
            tuple(weeks), silences, statistics.median(interactions) if interactions else None, first
        ),
        table=Table((msg("Week of"), msg("Posts"), msg("Interactions")), rows),
        account=where,
        open=first,
    )


def _silences(weeks: Sequence[Week]) -> Iterator[Silence]:
    start = 0
    for silent, run in itertools.groupby(weeks, key=lambda week: week.posts == 0):
        length = len(list(run))
        if silent and length >= LEAST_SILENCE:
            yield Silence(start, start + length)
        start += length


def _rhythm_title(weeks: Sequence[Week], silences: Sequence[Silence]) -> Message:
    weeks_read = [week for week in weeks if week.posts is not None]
    with_post = sum(1 for week in weeks_read if week.posts)
    longest = max((silence.weeks for silence in silences), default=0)
    if not with_post:
        return msgn("No post in the week read", "No post in the {n} weeks read", len(weeks_read))
    if with_post == len(weeks_read):
        return msgn(
            "A post in the week read", "A post in every one of the {n} weeks read", len(weeks_read)
        )
    posts = msg("Posts in {share} of the weeks read", share=Percent(with_post / len(weeks_read)))
    if not longest:
        return posts
    silence = msgn("{n} week", "{n} weeks", longest)
    return msg("{posts}; silent for {silence} in a row", posts=posts, silence=silence)


def hours_figure(account: AccountResult, key: str, where: Message, first: bool) -> Figure | None:
    """When an account posts; ``None`` when no post has a time of day.

    Args:
        account: the account.
        key: the key of its block in the page.
        where: the name of the page.
        first: whether it is shown unfolded.
    """
    counts = account.series.heatmap
    if counts is None:
        return None
    rows = tuple((Weekday(day), sum(row), _busiest(row)) for day, row in enumerate(counts))
    return Figure(
        id=f"{key}-hours",
        title=_hours_title(counts),
        reading=msg(
            "A cell is an hour of the week, in the time zone of this report; the number in it says "
            "how many of the posts read appeared then."
        ),
        chart=Heatmap(tuple(tuple(row) for row in counts)),
        table=Table((msg("Day"), msg("Posts"), msg("Busiest hours")), rows),
        account=where,
        open=first,
    )


def _busiest(row: Sequence[int]) -> Message | str:
    top = max(row)
    if not top:
        return NO_VALUE
    hours = [f"{hour}:00" for hour, count in enumerate(row) if count == top]
    return (
        msg("{hours} ({n} each)", hours=hours, n=top)
        if len(hours) > 1
        else msg("{hours} ({n})", hours=hours, n=top)
    )


# Days that are equal beyond this many are no finding [D].
_MOST_EQUAL_DAYS = 2


def _hours_title(counts: Sequence[Sequence[int]]) -> Message:
    total = sum(map(sum, counts))
    if total < LEAST_POSTS:
        return msgn(
            "Only {n} post with a time of day: too few for a habit",
            "Only {n} posts with a time of day: too few for a habit",
            total,
        )
    office = sum(row[hour] for row in counts[:5] for hour in OFFICE) / total
    if office >= MOST_OFFICE:
        return msg(
            "Posts appear while offices are open: {share} from Monday to Friday, 9:00 to 18:00",
            share=Percent(office),
        )
    days = [sum(row) for row in counts]
    top = max(days)
    best = [Weekday(day) for day, n in enumerate(days) if n == top]
    if len(best) == 1:
        return msg(
            "Most posts appear on one day: {day}, {n} of {total}", day=best[0], n=top, total=total
        )
    if len(best) > _MOST_EQUAL_DAYS:
        return msg("No day of the week stands out")
    return msg("Most posts appear on {days}, {n} of {total} each", days=best, n=top, total=total)
