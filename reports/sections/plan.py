"""The plan for 30, 60 and 90 days: all advice by what it changes for its effort."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from auditor.core.messages import Message, msg, msgn
from reports.names import PageContext
from reports.safety import page_text
from reports.sheet.actions import EFFORTS, Action, actions
from reports.sheet.first import decision
from reports.verdict_certainty import to_add

MOST_ROWS = 12
# Until when a thing of an effort of 1, 2 or 3 is done [D]: habits that need organising take longer.
DAYS = {1: 30, 2: 60, 3: 90}
# Points of score from which an effect has two and three dots [D].
_TWO, _THREE = 3.0, 8.0


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the plan. ``effect`` is 1 to 3 dots, 0 where it cannot be computed."""

    id: str
    days: int
    within: Message
    what: Message
    effect: int
    effect_words: Message
    effort: int
    effort_words: Message
    who: str = ""
    by: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, soonest first, and how many more there would be."""

    steps: tuple[Step, ...]
    more: Message | None


def plan(page: PageContext) -> Plan | None:
    """The plan of the client's pages; ``None`` when there is nothing to advise."""
    steps = [*_decisions(page), *(_step(action, page) for action in actions(page))]
    assigned = {entry.action: entry for entry in page.result.plan}
    steps = [
        replace(step, who=page_text(entry.who), by=entry.by, done=entry.done)
        if (entry := assigned.get(step.id)) is not None
        else step
        for step in steps
    ]
    if not steps:
        return None
    left = len(steps) - MOST_ROWS
    sentence = (
        msgn(
            "{n} more step of smaller effect is left out.",
            "{n} more steps of smaller effect are left out.",
            left,
        )
        if left > 0
        else None
    )
    return Plan(tuple(sorted(steps[:MOST_ROWS], key=lambda step: step.days)), sentence)


def _decisions(page: PageContext) -> Iterator[Step]:
    """What to settle before anything else: pages left alone, pages of which too little is known."""
    text = decision(page)
    if text is not None:
        yield _settled("decide", text, msg("clarity for who looks for you"))
    for account in page.own:
        if account.verdict.code == "insufficient_data":
            what = to_add(page.result, account)
            name = page.names[account.ref]
            yield _settled(
                "add_data",
                msg("{page}: {what}", page=name, what=what),
                msg("a verdict becomes possible"),
            )


def _settled(name: str, text: Message, effect: Message) -> Step:
    return Step(name, 30, _within(30), text, 0, effect, 1, EFFORTS[1])


def _step(action: Action, page: PageContext) -> Step:
    days = DAYS[action.effort]
    return Step(
        id=action.id,
        days=days,
        within=_within(days),
        what=action.title(page),
        effect=_dots(action),
        effect_words=action.effect(page),
        effort=action.effort,
        effort_words=EFFORTS[action.effort],
    )


def _within(days: int) -> Message:
    return msgn("{n} day", "{n} days", days)


def _dots(action: Action) -> int:
    change = max(advice.score_change or 0.0 for advice, _ in action.parts)
    return 1 if change < _TWO else 2 if change < _THREE else 3
