"""What the store holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.app.workplace import Workplace

if TYPE_CHECKING:
    from auditor.store import Store
    from auditor.store.inventory import Holding


@dataclass(frozen=True)
class StoreStatus:
    """The store as it is shown (a path), its size in bytes (``None``: not known), its accounts."""

    shown: str
    size: int | None
    holdings: Sequence[Holding]


def status(work: Workplace) -> StoreStatus:
    """Of which accounts the store holds something, from where, how fresh.

    Raises:
        StoreError: it cannot be opened.
    """
    with work.open_store() as store:
        return StoreStatus(store.shown, _size_of(store), store.holdings())


def _size_of(store: Store) -> int | None:
    """The size of the store's files in bytes; unknown where it is no file."""
    database = store.engine.url.database
    if store.engine.dialect.name != "sqlite" or not database:
        return None
    parts = [Path(f"{database}{ending}") for ending in ("", "-wal")]
    return sum(part.stat().st_size for part in parts if part.exists())
