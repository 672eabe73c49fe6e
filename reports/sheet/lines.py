"""The first sheet, for the owner: each page in a line, how old it is what is known, how sure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from auditor.core import labels
from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult
from reports.language import Spelled
from reports.names import PageContext, age_of
from reports.sections.verdict import RUNG_NAMES, TONES, range_words, score_words
from reports.verdict_certainty import to_add
from reports.verdict_reasons import reason_words

# Pages of the client that the sheet has room for; the others are counted [D].
MOST_LINES = 5
_LEVELS: dict[str, Message] = {
    "high": msg("sure"),
    "medium": msg("fairly sure"),
    "low": msg("unsure"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A page of the client: its verdict in words, why, its score, how sure that is."""

    name: Message
    anchor: str
    label: tuple[Message, ...]
    leans: bool
    tone: str
    reason: Message
    score: Message | None
    range: Message | None
    sure: Message | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands below the ladder: a line a page, what is left out, the age of it all."""

    lines: tuple[Line, ...]
    others: Message | None
    age: Message | None
    sure: Message | None


def sheet(page: PageContext) -> Sheet:
    """The sheet's part of the verdict; the worst pages first."""
    own = [
        (number, account)
        for number, account in enumerate(page.order, start=1)
        if account.ref in page.own_refs
    ]
    shown = own if len(own) <= MOST_LINES + 1 else own[:MOST_LINES]
    left = len(own) - len(shown)
    return Sheet(
        lines=tuple(_line(page, account, f"a{number}") for number, account in shown),
        others=msgn("and {n} more page below", "and {n} more pages below", left) if left else None,
        age=_age(page),
        sure=_sure([account for _, account in own]),
    )


def _line(page: PageContext, account: AccountResult, anchor: str) -> Line:
    verdict = account.verdict
    old = age_of(page.result, account.coverage.end)
    return Line(
        name=page.names[account.ref],
        anchor=anchor,
        label=_label(page, account),
        leans=verdict.leans,
        tone=TONES.get(verdict.code or "", "none"),
        reason=reason_words(page.result, account)
        if verdict.code != "insufficient_data"
        else to_add(page.result, account),
        score=score_words(account),
        range=range_words(account),
        sure=_LEVELS[verdict.level] if verdict.level is not None else None,
        last_day=None if old is None else old.day,
    )


def _label(page: PageContext, account: AccountResult) -> tuple[Message, ...]:
    """The rung of the ladder, and the finer name."""
    code, finer = account.verdict.code, account.verdict.sub_label
    if code is None:
        return ()
    rung = (RUNG_NAMES[code], *labels.verdict_words(code, finer, neutral=True)[1:])
    return page.in_own_words(code, rung)


def _age(page: PageContext) -> Message | None:
    old = page.age
    if old is None:
        return None
    return msgn(
        "What is known ends on {day}, {n} day before this report: what happened since is not "
        "known.",
        "What is known ends on {day}, {n} days before this report: what happened since is not "
        "known.",
        old.days,
        day=old.day,
    )


def _sure(accounts: list[AccountResult]) -> Message | None:
    """How sure the verdicts are, all together."""
    levels = Counter(
        account.verdict.level for account in accounts if account.verdict.level is not None
    )
    total = levels.total()
    if not total:
        return None
    unsure = total - levels["high"]
    if not unsure:
        if total == 2:
            return msg("How sure: both verdicts are sure on what was read.")
        return (
            msg("How sure: the verdict is sure on what was read.")
            if total == 1
            else msg("How sure: all {n} verdicts are sure on what was read.", n=Spelled(total))
        )
    return msgn(
        "How sure: {n} verdict of {total} is not sure yet; what would decide it stands below.",
        "How sure: {n} verdicts of {total} are not sure yet; what would decide them stands below.",
        unsure,
        total=total,
    )
