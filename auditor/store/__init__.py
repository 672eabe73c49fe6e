"""The store: what was observed, kept. Nulls stay null; the same observation twice is harmless.

>>> with Store.open("sqlite:///store.sqlite3") as store:   # doctest: +SKIP
...     with store.write() as writer:
...         account_id = writer.account(Account(ref))
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from auditor.core.errors import StoreError
from auditor.core.files import readable_name
from auditor.core.messages import msg
from auditor.core.model import Account, AccountRef, Window
from auditor.store import aliases, quota, resume
from auditor.store.damage import DamagedError
from auditor.store.engine import is_full, open_engine, store_url
from auditor.store.erasing import Erased, erase, finish
from auditor.store.features import remake_features
from auditor.store.inventory import (
    Holding,
    Reading,
    RememberedOptions,
    holdings,
    readings,
    told_before,
)
from auditor.store.records import RunEnd, RunStart, SourceFile
from auditor.store.resume import PostToAsk, ResumePoint
from auditor.store.retention import purge
from auditor.store.writer import Writer

__all__ = [
    "PostToAsk",
    "RememberedOptions",
    "ResumePoint",
    "RunEnd",
    "RunStart",
    "SourceFile",
    "Store",
    "Writer",
]


class Store:
    """An open store. Use as a context manager, or call :meth:`close`."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        # Threads queue here: waiting for SQLite's own lock means sleeping, ever longer.
        self._turn = threading.Lock()
        self.has_finished = False  # a forgetting that an earlier call had begun

    @classmethod
    def open(cls, location: str | Path | None = None) -> Self:
        """Open a store by path or URL, made or brought up to date.

        Raises:
            StoreError: it cannot be opened or brought up to date.
        """
        store = cls(open_engine(None if location is None else str(location)))
        with store._in_words():
            remake_features(store.engine)
            purge(store.engine, datetime.now(UTC))
            store.has_finished = finish(store.engine)
        return store

    @staticmethod
    def exists(location: str | Path | None = None) -> bool:
        """Whether there is a store already; of a server's database nobody can tell: true."""
        url = store_url(None if location is None else str(location))
        if url.get_backend_name() != "sqlite" or not url.database:
            return True
        return Path(url.database).exists()

    @property
    def shown(self) -> str:
        """Where the store is, without a password."""
        url = self.engine.url
        if url.get_backend_name() == "sqlite" and url.database:
            url = url.set(database=readable_name(url.database))
        return url.render_as_string(hide_password=True)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[Writer]:
        """One transaction: all that is written inside is kept, or nothing of it."""
        writing = self.engine.execution_options(writing=True)
        with self._turn, self._in_words(), writing.begin() as connection:
            yield Writer(connection)

    @contextmanager
    def connect(self) -> Iterator[sa.Connection]:
        """A connection that sees one state of the store, whoever writes meanwhile."""
        with self._in_words(), self.engine.begin() as connection:
            yield connection

    def reserve(self, platform: str, day: str, bucket: str, units: int, most: int) -> bool:
        """Note a call before it is sent, if the day's ``most`` units still hold it.

        Args:
            platform: the network.
            day: the day of the network, as ISO 8601.
            bucket: the name of the key in the books, which tells nothing of it.
            units: units of its quota that the call costs.
            most: what the day may cost at most, in the same units.
        """
        with self.write() as writer:
            return quota.reserve(writer.connection, platform, day, bucket, units, most)

    def charge(self, platform: str, day: str, bucket: str, calls: int, money: int) -> None:
        """Note what calls of a day cost, in thousandths of a dollar.

        Args:
            platform: the network.
            day: the day of the network, as ISO 8601.
            bucket: the name of the key in the books, which tells nothing of it.
            calls: how many calls.
            money: thousandths of a US dollar.
        """
        with self.write() as writer:
            quota.charge(writer.connection, platform, day, bucket, calls, money)

    def spent(self, platform: str, day: str, bucket: str) -> int:
        """Units that a day has cost so far.

        Args:
            platform: the network.
            day: the day of the network, as ISO 8601.
            bucket: the name of the key in the books, which tells nothing of it.
        """
        with self.connect() as connection:
            return quota.spent(connection, platform, day, bucket)

    def find(self, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
        """The ids of those accounts that the store knows, by handle, another name or id."""
        with self.connect() as connection:
            return aliases.find(connection, refs)

    def holdings(self) -> list[Holding]:
        """Every account of the store: how much of it is held, from where, how fresh."""
        with self.connect() as connection:
            return holdings(connection)

    def told_before(self) -> dict[AccountRef, RememberedOptions]:
        """What was said of the files of every account when they were imported."""
        with self.connect() as connection:
            return told_before(connection)

    def readings(self, account_id: int) -> list[Reading]:
        """All readings of an account, oldest first."""
        with self.connect() as connection:
            return readings(connection, account_id)

    def forget(self, refs: Sequence[AccountRef]) -> Erased:
        """Erase accounts with all that hangs on them, so that no byte of them is left here."""
        with self._turn, self._in_words():
            return erase(self.engine, refs)

    def followers_known(self, refs: Sequence[AccountRef]) -> set[AccountRef]:
        """Those accounts of which some observation tells the number of followers."""
        rows = self.find(refs)
        with self.connect() as connection:
            with_followers = aliases.with_followers(connection, list(rows.values()))
        return {ref for ref, row in rows.items() if row in with_followers}

    def same(self, account: Account) -> int | None:
        """The id of an account that was just read, under whatever name it is kept."""
        with self.connect() as connection:
            return aliases.same(connection, account)

    def resume_points(self, account_id: int) -> dict[str, ResumePoint]:
        """Where an account's unfinished run goes on, by stream."""
        with self.connect() as connection:
            return resume.resume_points(connection, account_id)

    def whole_runs(self, account_id: int, connector: str) -> list[Window]:
        """The spans of an account that a connector has read wholly."""
        with self.connect() as connection:
            return resume.whole_runs(connection, account_id, connector)

    def kept_details(self, account_id: int) -> dict[str, str]:
        """What a connector wants to be told again of an account (names begin with ``kept_``)."""
        with self.connect() as connection:
            return resume.kept_details(connection, account_id)

    def items_in(self, account_id: int, window: Window) -> int:
        """How many items of an account, of every kind, were published in a span."""
        with self.connect() as connection:
            return resume.items_in(connection, account_id, window)

    def posts_to_ask(self, account_id: int, window: Window) -> list[PostToAsk]:
        """The own posts of a span, newest first, with what is known of their comments."""
        with self.connect() as connection:
            return resume.posts_to_ask(connection, account_id, window)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """A database's error as one that a user is told."""
        try:
            yield
        except json.JSONDecodeError as error:
            raise DamagedError() from error
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise _failure(error) from error


def _failure(error: Exception) -> StoreError:
    """A database's error in words; the statement and its values are not shown."""
    if is_full(error):
        return StoreError(
            msg("The store cannot be written: the disk is full."),
            msg("Make room, then give the same command again; what was kept before is kept."),
        )
    cause = str(getattr(error, "orig", error))[:200]
    if "locked" in cause or "busy" in cause:
        return StoreError(
            msg("The store could not be used: {what}.", what=cause),
            msg("Another program holds it: close that one, then give the same command again."),
        )
    return StoreError(
        msg("The store could not be used: {what}.", what=cause),
        msg("What this step should have written was not kept; what was kept before is."),
    )
