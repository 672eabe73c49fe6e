"""Walks a connector's listing as a reading does, without a store."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from auditor.core.model import Account, Window
from connectors.base import Connector
from connectors.collecting.paging import Reached, Step, walk


def walked(
    connector: Connector, account: Account, window: Window, position: str | None = None
) -> Iterator[Step]:
    """The pages of an account's listing, from a position on."""
    total = account.profile.posts if account.profile else None
    fetch = partial(connector.posts, account, window)
    return walk(fetch, window, connector.host(account.ref), Reached(at=position), total)
