"""What reading one account will cost, where a call costs nothing but time."""

from __future__ import annotations

import math
from dataclasses import replace

from auditor.core.model import Window
from connectors.base import Estimate, KnownAccount, Plan

_NOTHING = Estimate(0, 0, 0)
ITEMS_A_DAY = (0.0, 1.5, 20.0)
_ANSWERED_SHARE = (0.0, 0.4, 1.0)
SECONDS_A_CALL = (0.1, 0.3, 1.0)


def free_plan(
    account: KnownAccount, window: Window, comments: bool, page_size: int, resolving: int = 1
) -> Plan:
    """Calls and seconds of a listing with one more call for each post that has answers.

    What is not known is taken as nothing, 1.5 items a day with answers to two in five, and 20
    items a day with answers to all.

    Args:
        account: what is known of the account.
        window: the days to read.
        comments: whether comments are read too.
        page_size: items a call.
        resolving: calls until the account is known.
    """
    least, likely, most = (
        _calls(account, window, comments, page_size, resolving, case) for case in range(3)
    )
    seconds = [
        calls * pace for calls, pace in zip((least, likely, most), SECONDS_A_CALL, strict=True)
    ]
    return Plan(Estimate(least, likely, most), _NOTHING, _NOTHING, Estimate(*seconds))


def _calls(
    account: KnownAccount, window: Window, comments: bool, page_size: int, resolving: int, case: int
) -> int:
    items = account.posts_in_window
    if items is None:
        items = math.ceil(window.days * ITEMS_A_DAY[case])
    answered = account.posts_with_comments
    if answered is None:
        answered = math.ceil(items * _ANSWERED_SHARE[case])
    return resolving + max(1, math.ceil(items / page_size)) + (answered if comments else 0)


def with_detours(plan: Plan, least: int, likely: int, most: int) -> Plan:
    """A plan with calls that are not always needed: another host, a key that is tried.

    Args:
        plan: the plan.
        least: further calls, at least.
        likely: further calls, likely.
        most: further calls, at most.
    """
    quick, usual, slow = SECONDS_A_CALL
    calls, seconds = plan.calls, plan.seconds
    return replace(
        plan,
        calls=Estimate(calls.least + least, calls.likely + likely, calls.most + most),
        seconds=Estimate(
            seconds.least + least * quick,
            seconds.likely + likely * usual,
            seconds.most + most * slow,
        ),
    )
