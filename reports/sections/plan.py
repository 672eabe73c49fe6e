"""The plan for 30, 60 and 90 days: all advice by what it changes for its effort."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult, Advice
from reports.names import PageContext
from reports.sections.first import EFFORTS, action_title, advised, effect_words, rank
from reports.verdict_certainty import to_add

MOST_ROWS = 12
# Until when a thing of an effort of 1, 2 or 3 is done [D]: habits that need organising take longer.
DAYS = {1: 30, 2: 60, 3: 90}
# Points of score from which an effect has two and three dots [D].
_TWO, _THREE = 3.0, 8.0


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the plan. ``effect`` is 1 to 3 dots, 0 where it cannot be computed."""

    days: int
    within: Message
    what: Message
    effect: int
    effect_words: Message
    effort: int
    effort_words: Message


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps, soonest first, and how many more there would be."""

    steps: tuple[Step, ...]
    more: Message | None


def plan(page: PageContext) -> Plan | None:
    """The plan of the client's pages; ``None`` when there is nothing to advise."""
    names = page.names
    accounts = page.own
    pairs = [
        (proposal, account) for account in accounts for proposal in advised(page.result, account)
    ]
    pairs.sort(key=rank)
    steps = [*_decisions(page), *(_step(*pair, names) for pair in pairs)]
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
    for account in page.own:
        code, name = account.verdict.code, page.names[account.ref]
        if code == "absent":
            text = msg(
                "Decide whether {page} is kept alive or closed with a word on where you are",
                page=name,
            )
            yield Step(
                30, _within(30), text, 0, msg("clarity for who looks for you"), 1, EFFORTS[1]
            )
        elif code == "insufficient_data":
            text = msg("{page}: {what}", page=name, what=to_add(page.result, account))
            yield Step(30, _within(30), text, 0, msg("a verdict becomes possible"), 1, EFFORTS[1])


def _step(proposal: Advice, account: AccountResult, names: dict[str, Message]) -> Step:
    return Step(
        days=DAYS[proposal.effort],
        within=_within(DAYS[proposal.effort]),
        what=action_title(proposal, names[account.ref]),
        effect=_dots(proposal),
        effect_words=effect_words(proposal),
        effort=proposal.effort,
        effort_words=EFFORTS[proposal.effort],
    )


def _within(days: int) -> Message:
    return msgn("{n} day", "{n} days", days)


def _dots(proposal: Advice) -> int:
    change = proposal.score_change or 0.0
    return 1 if change < _TWO else 2 if change < _THREE else 3
