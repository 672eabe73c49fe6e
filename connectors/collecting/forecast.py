"""What a reading will cost before anything is asked: from what the store knows of the account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from auditor.core.model import AccountRef, Window
from connectors.base import Connector, Estimate, KnownAccount, Plan
from connectors.collecting.run import MOVING, may_have_new_comments
from connectors.platform import PlatformInfo

if TYPE_CHECKING:
    from auditor.store import Store

_BEFORE_ERASING = timedelta(days=5)
_MOST_A_DAY = 20


def wanted_window(
    store: Store, info: PlatformInfo, account_id: int | None, window: Window
) -> Window:
    """The part of a window to read: all, or what is new and what still moves.

    What a whole reading has covered is not read again but for its last 30 days; where raw data may
    not be kept for long, all of it is, days before it would have to be erased.

    Args:
        store: the open store.
        info: what the network offers.
        account_id: the row of the account; ``None`` for one that is new.
        window: the days to read.
    """
    if account_id is None:
        return window
    spans = store.whole_runs(account_id, info.platform)
    whole = [span.end for span in spans if span.start <= window.start + timedelta(days=1)]
    if not whole:
        return window
    if info.keep_days is not None:
        fresh_for = timedelta(days=info.keep_days) - _BEFORE_ERASING
        if window.end - max(whole) >= fresh_for:
            return window
    newest = max(span.end for span in spans)
    return Window(max(window.start, min(newest, window.end) - MOVING), window.end)


def moving_since(info: PlatformInfo, window: Window) -> datetime:
    """From when on posts are asked for their comments again, whatever the network counts."""
    return window.start if info.keep_days is not None else window.end - MOVING


def forecast(
    store: Store, connector: Connector, ref: AccountRef, window: Window, comments: bool = True
) -> Plan:
    """Calls, units, money and seconds of the next reading of an account: least, likely, most.

    Args:
        store: the open store.
        connector: the connector of the network.
        ref: the account that was asked for.
        window: the days to read.
        comments: whether comments are read too.
    """
    account_id = store.find([ref]).get(ref)
    missing_days = wanted_window(store, connector.info, account_id, window)
    if account_id is None:
        return connector.plan(KnownAccount(ref), missing_days, comments)
    cases = [
        connector.plan(case, missing_days, comments)
        for case in _cases(store, connector, ref, account_id, missing_days)
    ]
    plan = Plan(
        calls=_spread([case.calls for case in cases]),
        units=_spread([case.units for case in cases]),
        money=_spread([case.money for case in cases]),
        seconds=_spread([case.seconds for case in cases]),
    )
    if store.resume_points(account_id):  # an unfinished reading goes on, and needs less
        calls = Estimate(1, plan.calls.likely, plan.calls.most)
        plan = replace(plan, calls=calls)
    return plan


def _spread(cases: Sequence[Estimate]) -> Estimate:
    """Least, likely and most of three cases that were planned each by itself."""
    least, likely, most = cases
    return Estimate(least.least, likely.likely, max(most.most, likely.likely))


def _cases(
    store: Store, connector: Connector, ref: AccountRef, account_id: int, missing_days: Window
) -> list[KnownAccount]:
    """What may be there now: as much as is kept, with what is new at the usual pace, and most."""
    items = store.items_in(account_id, missing_days)
    moving = moving_since(connector.info, missing_days)
    posts = store.posts_to_ask(account_id, missing_days)
    opened = [post for post in posts if may_have_new_comments(post, moving)]
    ends = [run.end for run in store.whole_runs(account_id, connector.info.platform)]
    days = (missing_days.end - max(ends)).days + 1 if ends else round(missing_days.days)
    pace = items / max(1.0, missing_days.days)
    # a count that is not told leaves the least low, which it is
    said = sum(post.comments or 0 for post in opened)
    silent = len(posts) - len(opened)
    accounts = []
    for new, reopened in ((0, 0), (round(pace * days), 0), (_MOST_A_DAY * days, silent)):
        accounts.append(
            KnownAccount(ref, items + new, len(opened) + new + reopened, said + new * 40)
        )
    return accounts
