"""Three things to do first, in words: the number, what and where, why, the target, what it does."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from auditor.core.messages import Message, msg, msgn
from auditor.core.units import Unit
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult, Advice
from reports.language import Percent, Rounded
from reports.names import PageContext
from reports.sections.evidence import judgeable

MOST = 3
_TITLES: dict[str, Message] = {
    "answer_half": msg("Answer at least half of the comments on {where}"),
    "post_weekly": msg("Publish at least once a week on {where}"),
    "invite_every_fifth": msg("Invite an answer in every fifth post on {where}"),
    "halve_self": msg("Halve the posts that speak only of yourselves on {where}"),
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
    "invite_every_fifth": msg(
        "People talk where they are asked. Ask what you would like to know, at the end of the "
        "post, and use the answers."
    ),
    "halve_self": msg(
        "A post that sells, only leads to the shop or was there before ends the conversation. "
        "Tell the thing here, and keep the link for when it is needed."
    ),
    "fill_profile": msg(
        "Who looks for you wants to know what you do and whom to talk to: it takes an hour, once."
    ),
}
_DECIDE: dict[str, tuple[Message, Message]] = {
    "comments": (
        msg("Read the comments of {where}"),
        msg(
            "Whether the page answers is half of whether it listens. A key of the page, or an "
            "export with its comments, shows it."
        ),
    ),
    "followers": (
        msg("Add the number of followers of {where}"),
        msg(
            "How many reactions are many depends on how many follow. Write the number in the "
            "client file, or read the page from its network."
        ),
    ),
    "comparison": (
        msg("Compare {where} with similar pages"),
        msg(
            "Published figures differ much from each other. Ten pages of about its size, read "
            "once, are a better measure."
        ),
    ),
    "own_sites": (
        msg("Name the sites of your own for {where}"),
        msg(
            "Whether a link leads home can only be told when it is known where home is: domains "
            "in the client file."
        ),
    ),
    "posts": (
        msg("Read more posts of {where}"),
        msg("What the page does can be told better from more posts: import a longer span."),
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


def advised(result: Result, account: AccountResult) -> list[Advice]:
    """The advice that rests on enough: four weeks read, and four cases or more of a share."""
    signals = account.signals
    return [
        proposal
        for proposal in account.advice
        if judgeable(result, account, signals[proposal.signal])
    ]


def first_things(page: PageContext) -> list[Thing]:
    """The three things with the largest change for their effort, each kind once."""
    names = page.names
    accounts = page.own
    pairs = [
        (proposal, account) for account in accounts for proposal in advised(page.result, account)
    ]
    pairs.sort(key=rank)
    chosen: dict[str, tuple[Advice, AccountResult]] = {}
    for proposal, account in pairs:
        chosen.setdefault(proposal.id, (proposal, account))
    things = [_thing(proposal, names[account.ref]) for proposal, account in chosen.values()]
    deciding = _deciding(page.own, names)
    return [*([] if deciding is None else [deciding]), *things][:MOST]


def _deciding(accounts: Iterable[AccountResult], names: dict[str, Message]) -> Thing | None:
    """What would settle the page whose verdict is the least sure."""
    unsure = [account for account in accounts if account.verdict.leans and account.verdict.decides]
    if not unsure:
        return None
    account = min(unsure, key=lambda account: (account.verdict.confidence or 0.0, account.ref))
    title, why = _DECIDE[account.verdict.decides or "posts"]
    return Thing(
        number=msg("confidence {share}", share=Percent(account.verdict.confidence or 0.0)),
        title=Message(title.singular, {"where": names[account.ref]}),
        why=why,
        target=msg("a verdict that is sure"),
        effort=1,
        effort_words=EFFORTS[1],
        effect=msg("the verdict no longer only leans"),
    )


def rank(pair: tuple[Advice, AccountResult]) -> tuple[float, str, str]:
    """Points for the effort, times the root of how many follow: where it helps most comes first."""
    proposal, account = pair
    return -proposal.priority * math.sqrt(max(account.followers or 0, 1)), account.ref, proposal.id


def action_title(proposal: Advice, page: Message) -> Message:
    """What to do, and on which page."""
    return Message(_TITLES[proposal.id].singular, {"where": page})


def _thing(proposal: Advice, page: Message) -> Thing:
    return Thing(
        number=_of(proposal, proposal.value),
        title=action_title(proposal, page),
        why=_WHYS[proposal.id],
        target=_of(proposal, proposal.target),
        effort=proposal.effort,
        effort_words=EFFORTS[proposal.effort],
        effect=effect_words(proposal),
    )


def _of(proposal: Advice, value: float) -> Message:
    n = int(proposal.of or 0)
    if proposal.unit == Unit.WEEKS:
        return msgn("{n} week of {total}", "{n} weeks of {total}", int(value), total=n)
    return msg("{value} of {n}", value=int(value), n=n)


def effect_words(proposal: Advice) -> Message:
    """What it would do: points of score, or S before and after."""
    if proposal.score_change is not None and proposal.score_change >= 0.5:
        return msgn(
            "{n} point of score more", "{n} points of score more", round(proposal.score_change)
        )
    before, after = proposal.showcase_before, proposal.showcase_after
    return msg(
        "showcase index from {before} to {after}", before=Rounded(before), after=Rounded(after)
    )
