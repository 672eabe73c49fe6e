"""Where a use case works: settings, store, who hears of it, and how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.app.observer import Observer
from auditor.core.errors import StoreError
from auditor.core.messages import msg
from auditor.core.settings import Settings, load_settings

if TYPE_CHECKING:
    from auditor.core.model import AccountRef
    from auditor.store import RememberedOptions, Store
    from connectors.auth.renewal import Renewal

_IN_MEMORY = frozenset({":memory:", "sqlite://", "sqlite:///", "sqlite:///:memory:"})


@dataclass(frozen=True)
class Workplace:
    """Made anew for each call, as keys and tokens may change between two.

    Args:
        settings: with the tokens of logins among the keys.
        place: the store's file; ``None`` is the usual one.
        observer: hears what happens.
        stop: once set, a reading ends as interrupted, and the next goes on from there.
    """

    settings: Settings
    place: str | None = None
    observer: Observer = field(default_factory=Observer)
    stop: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def at(cls, location: str | None = None, observer: Observer | None = None) -> Workplace:
        """The workplace of the settings that are found here.

        Raises:
            UsageError: one of the settings is wrong.
        """
        from auditor.app.support.tokens import with_tokens

        loaded = load_settings()
        location = location or loaded.store
        return cls(with_tokens(loaded, location), location, observer or Observer())

    def open_store(self) -> Store:
        """The store, to be closed by whoever opens it.

        Raises:
            StoreError: it cannot be opened or brought up to date.
        """
        from auditor.store import Store  # brings SQLAlchemy

        if (self.place or "").strip() in _IN_MEMORY:
            raise StoreError(
                msg("A store in memory is gone when the command ends: nothing would be kept."),
                msg("Give the path of a file with --store."),
            )
        return Store.open(self.place)

    def told_before(self) -> Mapping[AccountRef, RememberedOptions]:
        """What was said of imported files before; nothing where there is no store yet."""
        from auditor.store import Store

        if not Store.exists(self.place):
            return {}
        with self.open_store() as store:
            return store.told_before()

    def renewal(self) -> Renewal | None:
        """What gets new tokens for those of logins; ``None`` without a login."""
        from auditor.app.support.tokens import renewal

        return renewal(self.settings, self.place)
