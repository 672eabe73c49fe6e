"""What to do, looked at together: one action for all pages that need it, in one order.

An action on several pages is one; a page of which it is first to be decided whether it goes on, or
of which too little is known, gets none. The order is gain for the effort, weighed by the root of
how many follow each page.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult, Advice
from reports.language import Rounded
from reports.names import PageContext
from reports.sections.evidence import judgeable

# More pages than this are counted and not named [D].
MOST_NAMED = 3
# Points of score from which a change is told as a number [D].
LEAST_POINTS = 0.5
# Points of the shop window from which a change is worth a word [D].
LEAST_SHOWCASE = 3.0
_TITLES: dict[str, Message] = {
    "answer_half": msg("Answer at least half of the comments on {where}"),
    "post_weekly": msg("Publish at least once a week on {where}"),
    "invite_every_fifth": msg("Invite an answer in every fifth post on {where}"),
    "halve_self": msg("Halve the posts that speak only of yourselves on {where}"),
    "fill_profile": msg("Fill the empty items of the profile on {where}"),
}
SHORT_TITLES: dict[str, Message] = {
    "answer_half": msg("answer at least half of the comments"),
    "post_weekly": msg("publish at least once a week"),
    "invite_every_fifth": msg("invite an answer in every fifth post"),
    "halve_self": msg("halve the posts that speak only of yourselves"),
    "fill_profile": msg("fill the empty items of the profile"),
    "decide": msg("decide about the pages that were left alone"),
}
EFFORTS = {1: msg("small"), 2: msg("middling"), 3: msg("large")}


@dataclass(frozen=True)
class Action:
    """One thing to do on one page or several, the page where it gives most first."""

    id: str
    parts: tuple[tuple[Advice, AccountResult], ...]

    @property
    def effort(self) -> int:
        """1 to 3: the largest of the pages."""
        return max(advice.effort for advice, _ in self.parts)

    @cached_property
    def gain(self) -> float:
        """Points for the effort, each page weighed by the root of how many follow it."""
        return sum(gain_of(advice, account) for advice, account in self.parts)

    def title(self, page: PageContext) -> Message:
        """What to do, and where."""
        where = pages_named([page.names[account.ref] for _, account in self.parts])
        return Message(_TITLES[self.id].singular, {"where": where})

    @property
    def target(self) -> Message:
        """How many cases there are to be and how many there are today, over all its pages."""
        return Message(
            _TARGETS[self.id].singular,
            {
                "target": sum(int(advice.target) for advice, _ in self.parts),
                "n": sum(int(advice.of or 0) for advice, _ in self.parts),
                "today": sum(int(advice.value) for advice, _ in self.parts),
            },
        )

    def effect(self, page: PageContext) -> Message:
        """What it would do to each page: the score before and after, or in words."""
        several = len(self.parts) > 1
        if len(self.parts) > MOST_NAMED:
            return self._most()
        words = [
            msg("{page}: {effect}", page=page.names[account.ref], effect=_effect(advice, account))
            if several
            else _effect(advice, account)
            for advice, account in self.parts
        ]
        return words[0] if len(words) == 1 else Message("{parts}", {"parts": words})

    def _most(self) -> Message:
        """The largest change of score among many pages."""
        changes = [advice.score_change for advice, _ in self.parts if advice.score_change]
        most = round(max(changes, default=0.0))
        if most < 1:
            return msg("small effect on the score")
        return msgn("up to +{n} point a page", "up to +{n} points a page", most)


_TARGETS: dict[str, Message] = {
    "answer_half": msg("{target} of {n} comments answered (today {today})"),
    "post_weekly": msg("{target} of {n} weeks with a post (today {today})"),
    "invite_every_fifth": msg("{target} of {n} posts with an invitation (today {today})"),
    "halve_self": msg("{target} of {n} posts at most about yourselves (today {today})"),
    "fill_profile": msg("{target} of {n} items filled (today {today})"),
}


def pages_named(names: Sequence[Message]) -> Message | list[Message]:
    """The names of a few pages, or how many there are."""
    if len(names) > MOST_NAMED:
        return msgn("{n} page", "{n} pages", len(names))
    return list(names)


def gain_of(advice: Advice, account: AccountResult) -> float:
    """What an action on one page gives for its effort, weighed by the root of its followers."""
    return advice.priority * math.sqrt(max(account.followers or 0, 1))


def is_open(account: AccountResult) -> bool:
    """Whether there is a page to work on: not absent, not unknown, not one without a verdict."""
    return account.verdict.code not in (None, "absent", "insufficient_data")


def advised(result: Result, account: AccountResult) -> list[Advice]:
    """The advice that rests on enough: four weeks read, and four cases or more of a share."""
    if not is_open(account):
        return []
    signals = account.signals
    return [
        proposal
        for proposal in account.advice
        if judgeable(result, account, signals[proposal.signal])
    ]


def actions(page: PageContext) -> list[Action]:
    """All that is advised for the client's pages, each kind once, where it gives most first."""
    by_kind: dict[str, list[tuple[Advice, AccountResult]]] = {}
    for account in page.own:
        for advice in advised(page.result, account):
            by_kind.setdefault(advice.id, []).append((advice, account))
    found = [Action(kind, tuple(_ordered(parts))) for kind, parts in by_kind.items()]
    return sorted(found, key=lambda action: (-action.gain, action.id))


def _ordered(
    parts: Sequence[tuple[Advice, AccountResult]],
) -> Iterator[tuple[Advice, AccountResult]]:
    yield from sorted(parts, key=lambda part: (-gain_of(*part), part[1].ref))


def _effect(advice: Advice, account: AccountResult) -> Message:
    change, score = advice.score_change, account.score.value
    if change is not None and change >= LEAST_POINTS and score is not None:
        return msgn(
            "+{n} point (from {before} to {after})",
            "+{n} points (from {before} to {after})",
            max(1, round(score + change) - round(score)),
            before=Rounded(score),
            after=Rounded(score + change),
        )
    moved = advice.showcase_change
    if moved is not None and moved <= -LEAST_SHOWCASE:
        return msg("the page lets others in more; the score hardly moves")
    if change is None:
        return msg("how much cannot be worked out yet")
    return msg("small effect on the score")
