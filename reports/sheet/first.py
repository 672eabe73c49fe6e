"""Three things to do first, in words: what and where, why, today and the target, what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from auditor.core.messages import Message, msg, msgn
from reports.language import Percent
from reports.names import PageContext
from reports.safety import page_text
from reports.sheet.actions import EFFORTS, Action, actions, pages_named

MOST = 3
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


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do, ready to be shown. ``target`` says what is there today too;
    ``is_computed``: its effect was worked out."""

    id: str
    title: Message
    why: Message
    target: Message
    effort: int
    effort_words: Message
    effect: Message
    is_computed: bool = False
    who: str = ""
    by: date | None = None
    done: date | None = None


def first_things(page: PageContext) -> list[Thing]:
    """The three things that give most for their effort; then what is first to be settled."""
    things = [*(_thing(action, page) for action in actions(page)), *_to_settle(page)][:MOST]
    assigned = {entry.action: entry for entry in page.result.plan}
    return [
        replace(thing, who=page_text(entry.who), by=entry.by, done=entry.done)
        if (entry := assigned.get(thing.id)) is not None
        else thing
        for thing in things
    ]


def _thing(action: Action, page: PageContext) -> Thing:
    return Thing(
        id=action.id,
        title=action.title(page),
        why=_WHYS[action.id],
        target=action.target,
        effort=action.effort,
        effort_words=EFFORTS[action.effort],
        effect=action.effect(page),
        is_computed=True,
    )


def _to_settle(page: PageContext) -> Iterator[Thing]:
    """What would settle the page whose verdict is the least sure, and pages left alone."""
    unsure = [account for account in page.own if account.verdict.leans and account.verdict.decides]
    if unsure:
        account = min(unsure, key=lambda account: (account.verdict.confidence or 0.0, account.ref))
        decides = account.verdict.decides or "posts"
        title, why = _DECIDE[decides]
        yield Thing(
            id=f"settle_{decides}",
            title=Message(title.singular, {"where": page.names[account.ref]}),
            why=why,
            target=msg(
                "a verdict that is sure (today sure to {share})",
                share=Percent(account.verdict.confidence or 0.0),
            ),
            effort=1,
            effort_words=EFFORTS[1],
            effect=msg("the verdict no longer only leans"),
        )
    left = decision(page)
    if left is not None:
        yield Thing(
            id="decide",
            title=left,
            why=msg(
                "Who finds a page that fell silent believes that the firm did. A page that is "
                "closed with a word on where you are does less harm."
            ),
            target=msg("a decision, and one last post that says it"),
            effort=1,
            effort_words=EFFORTS[1],
            effect=msg("clarity for who looks for you"),
        )


def decision(page: PageContext) -> Message | None:
    """To decide whether the pages that were left alone go on; ``None`` where there is none."""
    absent = [page.names[a.ref] for a in page.own if a.verdict.code == "absent"]
    if not absent:
        return None
    return msgn(
        "Decide whether {page} is kept alive or closed with a word on where you are",
        "Decide whether {page} are kept alive or closed with a word on where you are",
        len(absent),
        page=pages_named(absent),
    )
