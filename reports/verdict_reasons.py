"""Why a page got its verdict, in sentences made from the values that decided (method 2, 6)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from auditor.core.messages import Message, msg, msgn
from auditor.core.units import Unit
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from reports.language import Rounded
from reports.units import of_expected, quantity
from reports.verdict_certainty import to_add

_ALMOST_ONLY, _MOSTLY = 0.8, 0.5
_LEAST_SILENT = 8
# Below this position, a page invites less than most pages of its network.
_SELDOM = 50.0
# Times whose logarithm is nearer to none than this are shown as 1.0.
_ALIKE = 0.05


def reason_words(result: Result, account: AccountResult) -> Message:
    """Why this verdict: period, rhythm, halves, response, and what is not known."""
    verdict = account.verdict
    if verdict.code is None:
        return msg("No verdict is given for this kind of account.")
    if verdict.code == "insufficient_data":
        return to_add(result, account)
    if not verdict.reasons:
        return _first_method(account)
    sentences = [*_WRITERS[verdict.code](account), *_unknown(account)]
    return join_sentences(sentences)


def join_sentences(sentences: Sequence[Message]) -> Message:
    """Sentences one after the other."""
    text = sentences[0]
    for sentence in sentences[1:]:
        text = Message("{first} {second}", {"first": text, "second": sentence})
    return text


def counted_of_all(account: AccountResult, name: str) -> tuple[int, int] | None:
    """``counted`` of ``of`` of a signal; ``None`` where nothing was counted."""
    details = account.signals[name].details if name in account.signals else {}
    if not details.get("of"):
        return None
    return int(details["counted"]), int(details["of"])


def _days(account: AccountResult) -> Rounded:
    return Rounded(account.coverage.days)


def _content_days(account: AccountResult) -> Rounded:
    content = account.coverage.content
    return Rounded(account.coverage.days if content is None else content.days)


def _held(account: AccountResult) -> list[str]:
    """The conditions that held in half of the draws or more, the surest first; else the first."""
    reasons = account.verdict.reasons
    return [reason.code for reason in reasons if reason.share >= 0.5] or [reasons[0].code]


def _absent(account: AccountResult) -> Iterator[Message]:
    held, n = _held(account), account.signals["posts_per_week"].n or 0
    if "no_posts" in held:
        yield msg("In the {days} days read this page published nothing.", days=_days(account))
    elif "long_ago" in held:
        days = account.signals["days_since_last_post"].value
        yield msg("Its last post is {days} old.", days=quantity(days, Unit.DAYS))
    elif "few_posts" in held:
        yield msgn(
            "In the {days} days read it published {n} post.",
            "In the {days} days read it published {n} posts.",
            n,
            days=_days(account),
        )
    else:
        yield _weeks(account)
    if "comments_elsewhere" in held:
        value = account.signals["outbound_comments"].value
        yield msg(
            "It joins others' conversations: {value} comments.",
            value=quantity(value, Unit.TIMES_A_WEEK),
        )


def _weeks(account: AccountResult) -> Message:
    active, of = counted_of_all(account, "active_weeks") or (0, 0)
    silence = account.signals["longest_silence"].value
    text = msgn(
        "In the {days} days read it posted in {n} week of {weeks}",
        "In the {days} days read it posted in {n} weeks of {weeks}",
        active,
        days=_days(account),
        weeks=of,
    )
    if not isinstance(silence, float):
        return msg("{text}.", text=text)
    return msg(
        "{text}, with a silence of {silence}.", text=text, silence=quantity(silence, Unit.DAYS)
    )


def _of_itself(account: AccountResult) -> Message:
    """How much the page speaks of itself, as counted."""
    counted = counted_of_all(account, "self_share")
    if counted is None:
        return msg(
            "In the {days} days read this page hardly let others in", days=_content_days(account)
        )
    n, of = counted
    if n >= _ALMOST_ONLY * of:
        return msg(
            "In the {days} days read this page spoke almost only of itself ({counted} of {n} posts "
            "sell, lead home or repeat)",
            days=_content_days(account),
            counted=n,
            n=of,
        )
    if n >= _MOSTLY * of:
        return msg(
            "In the {days} days read this page spoke mostly of itself ({counted} of {n} posts "
            "sell, lead home or repeat)",
            days=_content_days(account),
            counted=n,
            n=of,
        )
    return msg(
        "In the {days} days read this page spoke of itself in {counted} of {n} posts and hardly "
        "let others in",
        days=_content_days(account),
        counted=n,
        n=of,
    )


def _lazy(account: AccountResult) -> Iterator[Message]:
    conditions = [code for code in _held(account) if code != "showcase"]
    text = _of_itself(account)
    response = _little(account, conditions)
    yield (
        msg("{text}, and {response}.", text=text, response=response)
        if response
        else msg("{text}.", text=text)
    )
    if "irregular" in conditions[:1]:
        yield _weeks(account)


def _little(account: AccountResult, held: Sequence[str]) -> Message | None:
    """That nobody responds, by what was counted."""
    if {"near_zero", "void"} & set(held):
        median = account.signals["near_zero_share"].details.get("median")
        if isinstance(median, float):
            return msgn(
                "half of its posts get {n} interaction at most",
                "half of its posts get {n} interactions at most",
                int(median),
            )
    if "unheard" in held or "irregular" in held:
        return _times(account)
    return None


def _ratio(account: AccountResult) -> Message | None:
    """How many times what is expected it gets; ``None`` where the response was not judged."""
    value = account.signals["resonance"].value
    return of_expected(math.exp(value)) if isinstance(value, float) else None


def _as_expected(account: AccountResult) -> bool:
    """Whether it gets what is expected, by the digits that are shown."""
    value = account.signals["resonance"].value
    return isinstance(value, float) and abs(value) < _ALIKE


def _times(account: AccountResult) -> Message | None:
    ratio = _ratio(account)
    if ratio is None:
        return None
    if _as_expected(account):
        return msg("it gets what a page of its size can expect")
    return msg("it gets {times} what a page of its size can expect", times=ratio)


def _response(account: AccountResult) -> Iterator[Message]:
    """The response as a sentence of its own."""
    ratio = _ratio(account)
    if ratio is not None and _as_expected(account):
        yield msg("It gets what a page of its size can expect.")
    elif ratio is not None:
        yield msg("It gets {times} what a page of its size can expect.", times=ratio)


def _lets_in(account: AccountResult) -> list[Message]:
    reasons = []
    invites, replies = (
        counted_of_all(account, "invitation_share"),
        counted_of_all(account, "reply_rate"),
    )
    if invites is not None and invites[0]:
        reasons.append(
            msg("invites an answer ({counted} of {n} posts)", counted=invites[0], n=invites[1])
        )
    if replies is not None and replies[0]:
        reasons.append(
            msgn(
                "answers ({counted} of {n} comment)",
                "answers ({counted} of {n} comments)",
                replies[1],
                counted=replies[0],
            )
        )
    names = counted_of_all(account, "name_share")
    if names is not None and names[0]:
        reasons.append(msg("names others ({counted} of {n} posts)", counted=names[0], n=names[1]))
    return reasons


def _active(account: AccountResult) -> Iterator[Message]:
    reasons = _lets_in(account)
    yield (
        msg("It posts regularly and {told}.", told=reasons)
        if reasons
        else msg("It posts regularly and lets others in.")
    )
    yield from _response(account)


def _shut(account: AccountResult) -> Message:
    """What keeps a one-way page from being active."""
    halves = account.halves
    invites, replies = (
        counted_of_all(account, "invitation_share"),
        counted_of_all(account, "reply_rate"),
    )
    parts = {} if halves is None else halves.listens.parts
    answered = parts.get("reply_rate")
    if replies is not None and answered is not None and answered < _SELDOM:
        return msgn(
            "it answers {counted} of {n} comment",
            "it answers {counted} of {n} comments",
            replies[1],
            counted=replies[0],
        )
    invited = parts.get("invitation_share")
    if invites is not None and (invited is None or invited < _SELDOM):
        return msgn(
            "it rarely invites an answer ({counted} of {n} post)",
            "it rarely invites an answer ({counted} of {n} posts)",
            invites[1],
            counted=invites[0],
        )
    itself = counted_of_all(account, "self_share")
    if itself is not None and itself[0] >= _MOSTLY * itself[1]:
        return msgn(
            "it speaks mostly of itself ({counted} of {n} post)",
            "it speaks mostly of itself ({counted} of {n} posts)",
            itself[1],
            counted=itself[0],
        )
    return msg("it lets others in less than an active page")


def _one_way(account: AccountResult) -> Iterator[Message]:
    times = _times(account)
    if times is None:
        yield msg("It posts regularly, but {shut}.", shut=_shut(account))
    elif account.verdict.sub_label == "followed":
        yield msg(
            "It posts regularly and is followed ({times} what a page of its size can expect), but "
            "{shut}.",
            times=_ratio(account),
            shut=_shut(account),
        )
    else:
        yield msg("It posts regularly and {times}, but {shut}.", times=times, shut=_shut(account))


def _without_direction(account: AccountResult) -> Iterator[Message]:
    held = _held(account)
    if {"no_posts", "few_posts", "long_ago", "rare_weeks", "comments_elsewhere"} & set(held):
        yield from _absent(account)
    elif "irregular" in held[:1]:
        yield _weeks(account)
        yield from _response(account)
    else:
        response = _little(account, held)
        yield (
            msg("It posts regularly and nobody reacts: {response}.", response=response)
            if (response is not None)
            else msg("It posts regularly, and what it gets is not known well enough.")
        )


_WRITERS = {
    "absent": _absent,
    "social_lazy": _lazy,
    "active": _active,
    "one_way": _one_way,
    "without_direction": _without_direction,
}


def _unknown(account: AccountResult) -> Iterator[Message]:
    """What was not read, said and not guessed; and that nobody wrote, or takes part."""
    n = account.signals["posts_per_week"].n or 0
    if account.verdict.code == "absent" or not n:
        return
    if counted_of_all(account, "reply_rate") is None:
        if not account.coverage.comments_read:
            yield msg("Whether it answers comments is not known: they were not read.")
        elif n >= _LEAST_SILENT:
            yield msg("Nobody commented in the {days} days read.", days=_days(account))
    team = counted_of_all(account, "active_team")
    if team is not None and not team[0]:
        yield msgn(
            "The one person named does not take part.",
            "Of the {n} people named none takes part.",
            team[1],
        )


def _first_method(account: AccountResult) -> Message:
    """The lines of a result of version 1, as it judged."""
    lines = [
        msg("{name}: {value}", name=name, value=quantity(sign.value, sign.unit, sign.id))
        for sign in account.verdict.signs
        if sign.value is not None and (name := _FIRST.get(sign.id)) is not None
    ]
    if not lines:
        return msg("Judged by version 1 of the method.")
    return msg("Judged by version 1 of the method: {lines}.", lines=lines)


_FIRST: dict[str, Message] = {
    "posts_per_week": msg("posts"),
    "active_weeks": msg("weeks with a post"),
    "longest_silence": msg("longest silence"),
    "days_since_last_post": msg("time since the last post"),
    "resonance": msg("response against what is expected"),
    "reply_rate": msg("comments with an answer"),
    "dialogue_share": msg("posts that ask or name somebody"),
    "interactions_median": msg("median interactions per post"),
    "outbound_comments": msg("comments on others' posts"),
}
