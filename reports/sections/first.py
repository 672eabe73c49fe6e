"""Three things to do first, in words: the number, what and where, why, the target, what it does."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.messages import Message, msg, msgn
from auditor.result import Result
from auditor.result_account import AccountResult, Advice
from reports.language import Rounded
from reports.names import accounts_of, page_names
from reports.sections.evidence import judgeable

MOST = 3
_SEEN = 0.005
_TITLES: dict[str, Message] = {
    "answer_half": msg("Answer at least half of the comments on {where}"),
    "post_weekly": msg("Publish at least once a week on {where}"),
    "ask_every_third": msg("Ask a real question in every third post on {where}"),
    "halve_links_home": msg("Halve the links to your own site on {where}"),
    "fill_profile": msg("Fill the empty items of the profile on {where}"),
}
_WHYS: dict[str, Message] = {
    "answer_half": msg(
        "Who writes and gets no answer does not write again. Begin with the newest comments, and "
        "sign with a name."
    ),
    "post_weekly": msg(
        "A page that falls silent seems given up. One post a week, on a fixed day, does more than "
        "five in a row."
    ),
    "ask_every_third": msg(
        "People talk where they are asked. Ask what you would like to know, and use the answers."
    ),
    "halve_links_home": msg(
        "A post that only leads to the shop ends the conversation. Tell the thing here, and keep "
        "the link for when it is needed."
    ),
    "fill_profile": msg(
        "Who looks for you wants to know what you do and whom to talk to: it takes an hour, once."
    ),
}
EFFORTS = {1: msg("small"), 2: msg("middling"), 3: msg("large")}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do, ready to be shown."""

    number: Message
    title: Message
    why: Message
    target: Message
    effort: int
    effort_words: Message
    effect: Message


def advised(account: AccountResult) -> list[Advice]:
    """The advice that rests on enough: four weeks read, and four cases or more of a share."""
    return [one for one in account.advice if judgeable(account, account.signals[one.signal])]


def first_things(result: Result) -> list[Thing]:
    """The three things with the largest change for their effort, each kind once."""
    names = page_names(result)
    accounts = accounts_of(result, "client")
    pairs = [(one, account) for account in accounts for one in advised(account)]
    pairs.sort(key=lambda pair: (-pair[0].priority, pair[1].ref, pair[0].id))
    chosen: dict[str, tuple[Advice, AccountResult]] = {}
    for one, account in pairs:
        chosen.setdefault(one.id, (one, account))
    return [_thing(one, names[account.ref]) for one, account in list(chosen.values())[:MOST]]


def title_of(one: Advice, page: Message) -> Message:
    """What to do, and on which page."""
    return Message(_TITLES[one.id].singular, {"where": page})


def _thing(one: Advice, page: Message) -> Thing:
    return Thing(
        number=_of(one, one.value),
        title=title_of(one, page),
        why=_WHYS[one.id],
        target=_of(one, one.target),
        effort=one.effort,
        effort_words=EFFORTS[one.effort],
        effect=effect_words(one),
    )


def _of(one: Advice, value: float) -> Message:
    n = int(one.of or 0)
    if one.unit == "weeks":
        return msgn("{n} week of {total}", "{n} weeks of {total}", int(value), total=n)
    return msg("{value} of {n}", value=int(value), n=n)


def effect_words(one: Advice) -> Message:
    """What it would do: points of score, or S before and after."""
    if one.score_change is not None and one.score_change >= 0.5:
        return msgn("{n} point of score more", "{n} points of score more", round(one.score_change))
    before, after = one.showcase_before, one.showcase_after
    if before is None or after is None or before - after < _SEEN:
        return msg("a page that people find alive; no score yet to tell by how much")
    return msg(
        "showcase index from {before} to {after}",
        before=Rounded(before, 2), after=Rounded(after, 2),
    )  # fmt: skip
