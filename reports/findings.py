"""The figures of the page: a chart an account, its finding as title, its values as a table."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Iterator, Sequence

from auditor import words
from auditor.messages import Message, msg, msgn
from auditor.result_account import AccountResult
from reports.figures import Figure, Lollipop, LollipopRow, Silence, Table, Week, Weekly
from reports.language import NO_VALUE, Percent, Rounded

LEAST_COVERED = 4.0
LEAST_SILENCE = 2


def pillar_figure(account: AccountResult, key: str, where: Message, first: bool) -> Figure | None:
    """The pillars of an account; ``None`` when none of them is known."""
    rows = tuple(
        LollipopRow(
            words.PILLARS[name],
            pillar.score,
            pillar.low,
            pillar.high,
            50.0 if name == "resonance" and pillar.score is not None else None,
            None if pillar.missing is None else Message("{why}", {"why": pillar.missing}),
        )
        for name, pillar in account.pillars.items()
    )
    known = [row for row in rows if row.score is not None]
    if not known:
        return None
    cells = tuple(
        (row.name, NO_VALUE if row.score is None else Rounded(row.score), row.missing or NO_VALUE)
        for row in rows
    )
    return Figure(
        id=f"{key}-pillars",
        title=_pillar_title(known),
        reading=msg(
            "Each pillar from 0 to 100; the zones change at 40 and 70. The tick at 50 is what "
            "pages of this size usually get."
        ),
        chart=Lollipop(rows),
        table=Table((msg("Pillar"), msg("Score"), msg("Not measured")), cells),
        account=where,
        open=first,
    )


def _pillar_title(known: Sequence[LollipopRow]) -> Message:
    scores = [(row.score or 0.0, row.name) for row in known]
    if len(known) == 1:
        return msg("Only {pillar} could be measured: {score} of 100",
                   pillar=known[0].name, score=Rounded(known[0].score))  # fmt: skip
    worst = min(scores, key=lambda pair: pair[0])
    best = max(scores, key=lambda pair: pair[0])
    if round(worst[0]) == round(best[0]):
        return msg("All that was measured is at {score} of 100", score=Rounded(best[0]))
    return msg(
        "Strongest: {best} ({high}); weakest: {worst} ({low})",
        best=best[1], high=Rounded(best[0]), worst=worst[1], low=Rounded(worst[0]),
    )  # fmt: skip


def rhythm_figure(account: AccountResult, key: str, where: Message, first: bool) -> Figure | None:
    """The weeks of an account; unread stretches at the edges are cropped."""
    weeks = [
        Week(one.start.date(), one.posts if one.covered >= LEAST_COVERED else None,
             one.interactions if one.covered >= LEAST_COVERED else None)
        for one in account.series.weeks
    ]  # fmt: skip
    read = [place for place, week in enumerate(weeks) if week.posts is not None]
    if not read:
        return None
    weeks = weeks[read[0] : read[-1] + 1]
    known = [w.interactions for w in weeks if w.interactions is not None and w.posts]
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
        chart=Weekly(tuple(weeks), silences, statistics.median(known) if known else None),
        table=Table((msg("Week of"), msg("Posts"), msg("Interactions")), rows),
        account=where,
        open=first,
    )


def _silences(weeks: Sequence[Week]) -> Iterator[Silence]:
    place = 0
    for silent, run in itertools.groupby(weeks, key=lambda week: week.posts == 0):
        length = len(list(run))
        if silent and length >= LEAST_SILENCE:
            yield Silence(place, place + length)
        place += length


def _rhythm_title(weeks: Sequence[Week], silences: Sequence[Silence]) -> Message:
    read = [week for week in weeks if week.posts is not None]
    with_post = sum(1 for week in read if week.posts)
    longest = max((one.weeks for one in silences), default=0)
    if not with_post:
        return msgn("No post in the week read", "No post in the {n} weeks read", len(read))
    if with_post == len(read):
        return msgn(
            "A post in the week read", "A post in every one of the {n} weeks read", len(read)
        )
    posts = msg("Posts in {share} of the weeks read", share=Percent(with_post / len(read)))
    if not longest:
        return posts
    silence = msgn("{n} week", "{n} weeks", longest)
    return msg("{posts}; silent for {silence} in a row", posts=posts, silence=silence)
