"""What a reading will cost before anything is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from auditor.app.workplace import Workplace
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef, Window

if TYPE_CHECKING:
    from auditor.store import Store
    from connectors.base import Connector, Plan


@dataclass(frozen=True)
class Planned:
    """What the reading of one account will cost, or what it needs first."""

    ref: AccountRef
    plan: Plan | None
    needs: Message | None


def plan_reading(
    work: Workplace,
    store: Store,
    refs: Sequence[AccountRef],
    window: Window,
    comments: bool = True,
    stated: tuple[int, int] | None = None,
) -> list[Planned]:
    """What reading some accounts will cost; nothing is asked and nothing is spent.

    Args:
        work: the settings, the place of the store and the observer of this call.
        store: the open store.
        refs: the accounts, each once.
        window: the days to be read.
        comments: whether comments are read too.
        stated: the posts and replies that each account has in them, where they are known better.
    """
    return [_planned(work, store, ref, window, comments, stated) for ref in refs]


def _planned(
    work: Workplace,
    store: Store,
    ref: AccountRef,
    window: Window,
    comments: bool,
    stated: tuple[int, int] | None,
) -> Planned:
    from connectors.base import KnownAccount
    from connectors.collecting.forecast import forecast
    from connectors.files.where_to_export import where_to_click
    from connectors.registry import PLATFORMS

    if ref.platform not in PLATFORMS:
        needs = msg("a file: {where}", where=where_to_click(ref.platform))
        return Planned(ref, None, needs)
    connector = _connector(work, ref.platform)
    missing = next(
        (
            credential.env
            for credential in connector.info.credentials
            if credential.required and not connector.credentials.get(credential.env)
        ),
        None,
    )
    needs_key = None if missing is None else msg("the key {name}", name=missing)
    if stated is None:
        return Planned(ref, forecast(store, connector, ref, window, comments), needs_key)
    items = stated[0] + (stated[1] if connector.info.lists_replies else 0)
    plan = connector.plan(KnownAccount(ref, items, replies=stated[1]), window, comments)
    return Planned(ref, plan, needs_key)


def _connector(work: Workplace, platform: str) -> Connector:
    from connectors.http.session import Session
    from connectors.registry import make_connector

    return make_connector(platform, Session(), work.settings)


def used_today(work: Workplace, store: Store, now: datetime) -> dict[str, list[int]]:
    """Units of the day's quota that are spent, and how many there are, by network.

    Args:
        work: the settings, the place of the store and the observer of this call.
        store: the open store.
        now: the moment of the call, aware.
    """
    from connectors.http.usage import Ledger, bucket_of
    from connectors.registry import PLATFORMS, connector_class

    used_of = {}
    for name in PLATFORMS:
        kind = connector_class(name)
        quota = kind.rules.quota
        keys = [
            work.settings.credentials.get(credential.env) for credential in kind.info.credentials
        ]
        if quota is not None and keys and keys[0]:
            used = Ledger(store).today(name, quota, bucket_of(keys[0]), now)
            used_of[name] = [used, quota.units]
    return used_of
