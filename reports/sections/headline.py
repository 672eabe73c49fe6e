"""The pattern of the client's verdicts in one sentence, the first that anybody reads."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.messages import Message, msg, msgn
from auditor.result import Result
from reports.names import accounts_of

_ONLY: dict[str | None, Message] = {
    "active": msg("The only page that can be judged is alive."),
    "social_lazy": msg("The only page that can be judged is a shop window."),
}


def _all_alive(pages: int) -> Message:
    if pages == 2:
        return msg("Both pages are alive.")
    return msgn("This page is alive.", "All {n} pages are alive.", pages)


def headline(result: Result) -> Message:
    """The pattern of the client's verdicts in one sentence."""
    found = pattern([account.verdict.code for account in accounts_of(result, "client")])
    return found or msg("Too little is known for a verdict: see what to add below.")


def pattern(codes: Sequence[str | None]) -> Message | None:
    """The pattern of verdicts in one sentence; ``None`` when none of them is a judgement."""
    judged = [code for code in codes if code not in (None, "insufficient_data")]
    lazy, active = judged.count("social_lazy"), judged.count("active")
    if not judged:
        return None
    if len(judged) == 1 and len(codes) > 1:
        return _ONLY.get(
            judged[0], msg("The only page that can be judged is not alive with people.")
        )
    if active == len(judged):
        return _all_alive(len(judged))
    if len(judged) == 1 and lazy:
        return msg("This page is a shop window.")
    if lazy * 2 >= len(judged):
        return msgn(
            "{n} page of {total} is a shop window.", "{n} pages of {total} are shop windows.",
            lazy, total=len(judged),
        )  # fmt: skip
    if active == 0:
        return msgn(
            "This page is not alive with people.", "None of {n} pages is alive with people.",
            len(judged),
        )  # fmt: skip
    return msgn(
        "Only {n} page of {total} is alive with people.",
        "Only {n} pages of {total} are alive with people.",
        active, total=len(judged),
    )  # fmt: skip
