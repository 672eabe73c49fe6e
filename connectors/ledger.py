"""What asking costs: calls and quota units of this run, and what is left of a day's quota.

The day's use is written into the store before each call, so that no other run, and no stop in
between, can forget it.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol
from zoneinfo import ZoneInfo


def bucket_of(*secrets: str) -> str:
    """A mark that tells keys apart, from which no key can be had again."""
    return sha256("".join(secrets).encode()).hexdigest()[:8] if secrets else ""


class Book(Protocol):
    """Where a day's use is kept: the store."""

    def reserve(self, platform: str, day: str, bucket: str, units: int, most: int) -> bool:
        """Add a call of so many units, unless the day would come to more than ``most``."""

    def spent(self, platform: str, day: str, bucket: str) -> int:
        """Units of a day so far."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many units a key has in a day, and where the day begins."""

    units: int
    zone: str

    def day(self, now: datetime) -> str:
        """The date of the network's own day."""
        return now.astimezone(ZoneInfo(self.zone)).date().isoformat()


@dataclass
class Tally:
    """Calls and quota units that one thread has spent since it began to measure."""

    calls: int = 0
    units: int = 0


class Ledger:
    """Counts what every platform was asked. Safe to share between threads."""

    def __init__(self, book: Book | None = None) -> None:
        self._book = book
        self._lock = threading.Lock()
        self._calls: Counter[str] = Counter()
        self._units: Counter[str] = Counter()
        self._open = threading.local()

    def count(self, platform: str, units: int = 0) -> None:
        """One call was sent, whatever came back; it cost ``units`` of the platform's quota."""
        with self._lock:
            self._calls[platform] += 1
            self._units[platform] += units
        for tally in self._tallies():
            tally.calls += 1
            tally.units += units

    def allows(
        self, platform: str, units: int, quota: Quota, bucket: str, now: datetime
    ) -> bool:  # fmt: skip
        """Note a call before it is sent; whether the day's quota still holds it."""
        if self._book is None:
            return True
        return self._book.reserve(platform, quota.day(now), bucket, units, quota.units)

    def today(self, platform: str, quota: Quota, bucket: str, now: datetime) -> int:
        """Units that the network's day has cost so far, in all runs."""
        return 0 if self._book is None else self._book.spent(platform, quota.day(now), bucket)

    def calls(self, platform: str | None = None) -> int:
        """Calls sent to a platform, or to all of them."""
        with self._lock:
            return self._calls.total() if platform is None else self._calls[platform]

    def units(self, platform: str | None = None) -> int:
        """Quota units spent on a platform, or on all of them."""
        with self._lock:
            return self._units.total() if platform is None else self._units[platform]

    @contextmanager
    def measure(self) -> Iterator[Tally]:
        """What the calling thread spends inside the block: the cost of one account."""
        tally = Tally()
        self._tallies().append(tally)
        try:
            yield tally
        finally:
            self._open.tallies = [one for one in self._tallies() if one is not tally]

    def _tallies(self) -> list[Tally]:
        if not hasattr(self._open, "tallies"):
            self._open.tallies = []
        tallies: list[Tally] = self._open.tallies
        return tallies
