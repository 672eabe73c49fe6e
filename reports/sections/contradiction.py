"""What a confused page does well and what breaks it, in words."""

from __future__ import annotations

from auditor.messages import Message, msg, msgn
from auditor.result_account import AccountResult, Contradiction
from reports.language import Percent, Rounded
from reports.units import quantity


def contradiction_words(found: Contradiction, account: AccountResult) -> Message:
    """ "It posts in 92 % of the weeks, but answers nobody", with a long silence beside it."""
    broken = [_broken(code, value, account) for code, value in _pairs(found)]
    if found.met is None:
        text = msg("It {broken}.", broken=broken)
    else:
        met = _met(found.met, found.met_value or 0.0)
        text = msg("It {met}, but {broken}.", met=met, broken=broken)
    if found.silence_days is None:
        return text
    return msg("{text} Its longest silence: {days}.", text=text,
               days=quantity(found.silence_days, "days"))  # fmt: skip


def _pairs(found: Contradiction) -> list[tuple[str, float | None]]:
    return list(zip(found.broken, found.broken_values, strict=True))


def _met(code: str, value: float) -> Message:
    if code == "active_weeks":
        return msg("posts in {share} of the weeks", share=Percent(value))
    if code == "posts_per_week":
        return msg("posts {value} times a week", value=Rounded(value, 1))
    if code == "resonance":
        return msg("gets the response that its size predicts, or more")
    if code == "outbound_comments":
        return msgn("joins others' conversations ({n} comment)",
                    "joins others' conversations ({n} comments)", round(value))  # fmt: skip
    return msg("talks with people")


def _broken(code: str, value: float | None, account: AccountResult) -> Message:
    if code == "active_weeks":
        return msg("is silent in {share} of the weeks", share=Percent(1 - (value or 0.0)))
    if code == "posts_per_week":
        return msg("seldom posts ({value} a week)", value=Rounded(value, 1))
    if code == "resonance":
        return msg("gets far fewer reactions than comparable pages")
    parts = account.showcase.parts
    reply, dialogue = parts.get("no_reply"), parts.get("no_dialogue")
    if reply is not None and (dialogue is None or reply >= dialogue):
        details = account.signals["reply_rate"].details
        if details.get("counted") == 0:
            return msg("answers nobody")
        return msg("answers few")
    return msg("asks little and names nobody")
