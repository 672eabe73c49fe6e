"""The pattern of the client's verdicts in one sentence, the first that anybody reads."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.core.messages import Message, msg, msgn
from reports.language import Spelled
from reports.names import PageContext

# A verdict's code, and whether it only leans there.
Judged = tuple[str | None, bool]

_ONE: dict[str, Message] = {
    "active": msg("This page is active."),
    "social_lazy": msg("This page is a shop window."),
    "absent": msg("This page is absent."),
    "one_way": msg("This page is one-way."),
    "without_direction": msg("This page has no direction."),
    "confused": msg("This page is confused."),
}
_ONLY: dict[str, Message] = {
    "active": msg("The only page that can be judged is active."),
    "social_lazy": msg("The only page that can be judged is a shop window."),
    "absent": msg("The only page that can be judged is absent."),
    "one_way": msg("The only page that can be judged is one-way."),
    "without_direction": msg("The only page that can be judged has no direction."),
    "confused": msg("The only page that can be judged is confused."),
}


_BOTH: dict[str, Message] = {
    "active": msg("Both pages are active."),
    "social_lazy": msg("Both pages are shop windows."),
    "absent": msg("Both pages are absent."),
    "one_way": msg("Both pages are one-way."),
    "without_direction": msg("Both pages are without direction."),
}


def _all_alike(code: str, n: int) -> Message | None:
    """All of two pages or more on one rung; ``None`` where a sentence with numbers says it."""
    if n == 2:
        return _BOTH.get(code)
    count = Spelled(n)
    return {
        "active": msg("All {n} pages are active.", n=count),
        "social_lazy": msg("All {n} pages are shop windows.", n=count),
        "absent": msg("All {n} pages are absent.", n=count),
        "one_way": msg("All {n} pages are one-way.", n=count),
        "without_direction": msg("All {n} pages are without direction.", n=count),
    }.get(code)


def headline(page: PageContext) -> Message:
    """The pattern of the client's verdicts in one sentence, with its day where that is long ago."""
    sentence = verdict_pattern(
        [(account.verdict.code, account.verdict.leans) for account in page.own]
    )
    if sentence is None:
        sentence = msg("Too little is known for a verdict: see what to add below.")
    old = page.age
    if old is None:
        return sentence
    return msg("As of {day}: {sentence}", day=old.day, sentence=sentence)


def verdict_pattern(judged: Sequence[Judged]) -> Message | None:
    """The pattern of verdicts in one sentence; ``None`` when none of them is a judgement."""
    with_verdict = [
        (code, leans) for code, leans in judged if code not in (None, "insufficient_data")
    ]
    sure = [code for code, leans in with_verdict if code is not None and not leans]
    if not with_verdict:
        return None
    if not sure:
        return msgn(
            "What this page is cannot be said for sure: what would decide stands below.",
            "Of none of {n} pages can it be said for sure what it is: what would decide stands "
            "below.",
            len(with_verdict),
        )
    text = _sure(sure, len(judged))
    left = len(with_verdict) - len(sure)
    left += sum(code == "insufficient_data" for code, _ in judged)
    if not left:
        return text
    return msgn(
        "{text} About {n} more nothing can be said yet.",
        "{text} About {n} more nothing can be said yet.",
        left,
        text=text,
    )


def _sure(codes: Sequence[str], pages: int) -> Message:
    lazy, active, n = codes.count("social_lazy"), codes.count("active"), len(codes)
    if n == 1:
        return (_ONE if pages == 1 else _ONLY)[codes[0]]
    alike = _all_alike(codes[0], n) if len(set(codes)) == 1 else None
    if alike is not None:
        return alike
    if lazy * 2 >= n:
        return msgn(
            "{n} page of {total} is a shop window.",
            "{n} pages of {total} are shop windows.",
            lazy,
            total=n,
        )
    if active == 0:
        return msgn("This page is not active.", "None of {n} pages is active.", n)
    return msgn(
        "{n} page of {total} is active, {others} not.",
        "{n} pages of {total} are active, {others} not.",
        active,
        total=n,
        others=n - active,
    )
