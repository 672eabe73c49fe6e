"""Dialogue: how long people wait for an answer, and how many never get one."""

from __future__ import annotations

import math
from collections.abc import Sequence

from auditor.core.messages import Message, msg, msgn
from auditor.core.traits import TRAITS
from auditor.result.schema_account import AccountResult
from reports.figures import DelayRow, Delays, Figure, Table
from reports.language import NO_VALUE
from reports.names import PageContext
from reports.units import quantity

_DAY = 24.0
_READING = msg(
    "A dot is a comment by somebody else under the posts of the period, placed by the "
    "time until the account's first answer: hours on the left, days and weeks on the "
    "right. Beside it, how many have none."
)
_WITH_REVIEWS = msg(
    "A dot is a comment by somebody else under the posts of the period, or a review written in "
    "it, placed by the time until the account's first answer: hours on the left, days and weeks "
    "on the right. Beside it, how many have none."
)


def dialogue_figure(page: PageContext) -> Figure | None:
    """A lane a page with comments; ``None`` when nobody commented or comments were not read."""
    names = page.names
    own = page.own_refs
    rows, pairs = [], []
    for account in page.order:
        counted = _counted(account)
        if counted is None:
            continue
        answered, of = counted
        hours = tuple(reply.hours for reply in account.series.replies if reply.hours is not None)
        row = DelayRow(names[account.ref], hours, of - answered, answered)
        rows.append(row)
        pairs.append((row, account))
    mine = [(row, account) for row, account in pairs if account.ref in own]
    if not mine:
        return None
    return Figure(
        id="all-delays",
        title=_title([row for row, _ in mine]),
        reading=_WITH_REVIEWS if any(_has_reviews(a) for _, a in pairs) else _READING,
        chart=Delays(tuple(rows)),
        table=Table(
            (
                msg("Page"),
                msg("Comments"),
                msg("Answered"),
                msg("Within a day"),
                msg("Half are answered after"),
                msg("Who answers"),
            ),
            tuple(_cells(row, account) for row, account in pairs),
        ),
    )


def _has_reviews(account: AccountResult) -> bool:
    return TRAITS[account.platform].reviews


def _counted(account: AccountResult) -> tuple[int, int] | None:
    details = account.signals["reply_rate"].details
    if not details.get("of"):
        return None
    return math.floor(details["counted"]), math.floor(details["of"])


def _cells(row: DelayRow, account: AccountResult) -> tuple[object, ...]:
    total = row.answered + row.unanswered
    all_timed = len(row.hours) == row.answered
    early = sum(hour <= _DAY for hour in row.hours) if all_timed else NO_VALUE
    wait = account.signals["reply_time"]
    return (
        row.name,
        total,
        row.answered,
        early,
        quantity(wait.value, wait.unit, "reply_time"),
        _who(account, row),
    )


def _who(account: AccountResult, row: DelayRow) -> Message:
    team = any(reply.by == "team" for reply in account.series.replies)
    if not row.answered:
        return msg("its team, not the account") if team else msg("nobody")
    if team:
        return msg("the account and its team")
    return msg("the account itself")


def _title(rows: Sequence[DelayRow]) -> Message:
    answered = sum(row.answered for row in rows)
    total = answered + sum(row.unanswered for row in rows)
    if not answered:
        return msgn("The one comment got no answer", "None of {n} comments got an answer", total)
    if answered == total:
        return msgn("The one comment got an answer", "All {n} comments got an answer", total)
    return msgn(
        "{n} comment of {total} got an answer",
        "{n} comments of {total} got an answer",
        answered,
        total=total,
    )
