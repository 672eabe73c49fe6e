"""How sure a verdict is, and what is missing for one, in words."""

from __future__ import annotations

from auditor.core import labels
from auditor.core.messages import Message, msg, msgn
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from reports.language import Percent, Rounded
from reports.names import has_enough_days


def leaning_words(account: AccountResult) -> Message | None:
    """How often it came, what else came, and what would decide; ``None`` for a sure verdict."""
    verdict = account.verdict
    if not verdict.leans or verdict.confidence is None:
        return None
    share = Percent(verdict.confidence)
    text = msg("{share} of the draws", share=share)
    if verdict.level != "low":
        text = msg(
            "Neither the response nor the answers to comments are known: it only leans "
            "({share} of the draws)",
            share=share,
        )
    rivals = {code: n for code, n in verdict.shares.items() if code != verdict.code and n > 0}
    if rivals:
        code, n = max(rivals.items(), key=lambda pair: pair[1])
        text = msg(
            "{text}; else: {label} ({share})",
            text=text,
            label=labels.NEUTRAL[code],
            share=Percent(n),
        )
    if verdict.decides is None:
        return msg("{text}.", text=text)
    return msg(
        "{text}. What would decide: {what}.", text=text, what=labels.DECIDES[verdict.decides]
    )


def confidence_words(account: AccountResult) -> Message | None:
    """How sure the verdict is, beside its word."""
    verdict = account.verdict
    if verdict.confidence is None or verdict.level is None:
        return None
    return msg(
        "Confidence: {level} ({share} of 400 draws). Verdicts are not yet validated by people's "
        "judgement.",
        level=_LEVELS[verdict.level],
        share=Percent(verdict.confidence),
    )


_LEVELS = {"high": msg("high"), "medium": msg("medium"), "low": msg("low")}


def to_add(result: Result, account: AccountResult) -> Message:
    """What is missing for a verdict, and what to connect to get one."""
    if account.verdict.missing == "no_audience_side":
        return msg(
            "How the public responds is not known: add the number of followers or "
            "read the comments, and a verdict becomes possible."
        )
    if account.coverage.start is None:
        return msg(
            "No post was read: this page needs a key, or a file that its owner can download."
        )
    if has_enough_days(result, account):
        n = account.signals["posts_per_week"].n or 0
        return msgn(
            "Only {n} own post in the {days} days read: a verdict needs four that are older than "
            "three days.",
            "Only {n} own posts in the {days} days read: a verdict needs four that are older than "
            "three days.",
            n,
            days=Rounded(account.coverage.days),
        )
    if account.coverage.days < 1:
        return msg(
            "Less than a day of the last 91 was read: import a longer span, four weeks at least."
        )
    return msgn(
        "Only {n} day of the last 91 was read: import a longer span, four weeks at least.",
        "Only {n} days of the last 91 were read: import a longer span, four weeks at least.",
        int(account.coverage.days),
    )


def no_score(account: AccountResult) -> Message | None:
    """Why there is no score, where there is a verdict or could be one."""
    if account.score.value is not None or account.verdict.code is None:
        return None
    if account.verdict.code == "insufficient_data":
        return msg("too little was read")
    return msg(
        "only {share} of what it is made of was measured", share=Percent(account.score.coverage)
    )
