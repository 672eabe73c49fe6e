"""What asking costs: calls, quota units and money of this run, and what is left of them.

The day's use is written into the store before each call, so that no other run, and no stop in
between, can forget it. Money is counted in whole thousandths of a dollar. Where a price depends on
the answer, the most that it can come to is written first, and put right afterwards.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol
from zoneinfo import ZoneInfo


def bucket_of(*secrets: str) -> str:
    """A mark that tells keys apart, from which no key can be had again."""
    return sha256("".join(secrets).encode()).hexdigest()[:8] if secrets else ""


def dollar_text(thousandths: int) -> str:
    """An amount as people write it: two decimals, three where the third is not zero."""
    text = f"{thousandths / 1000:.3f}"
    return text[:-1] if text.endswith("0") else text


class UsageStore(Protocol):
    """Where a day's use is kept: the store."""

    def reserve(self, platform: str, day: str, bucket: str, units: int, most: int) -> bool:
        """Add a call of so many units, unless the day would come to more than ``most``.

        Args:
            platform: the network.
            day: the day of the network, as ISO 8601.
            bucket: the name of the key in the books, which tells nothing of it.
            units: units of its quota that the call costs.
            most: what the call, or the day, costs at most.
        """

    def spent(self, platform: str, day: str, bucket: str) -> int:
        """Units of a day so far.

        Args:
            platform: the network.
            day: the day of the network, as ISO 8601.
            bucket: the name of the key in the books, which tells nothing of it.
        """

    def charge(self, platform: str, day: str, bucket: str, calls: int, money: int) -> None:
        """Add calls and thousandths of a dollar to a day.

        Args:
            platform: the network.
            day: the day of the network, as ISO 8601.
            bucket: the name of the key in the books, which tells nothing of it.
            calls: how many calls.
            money: thousandths of a US dollar.
        """


@dataclass(frozen=True, slots=True)
class Quota:
    """How many units a key has in a day, and where the day begins."""

    units: int
    zone: str

    def day(self, now: datetime) -> str:
        """The date of the network's own day."""
        return now.astimezone(ZoneInfo(self.zone)).date().isoformat()


@dataclass
class Spent:
    """Calls, quota units and thousandths of a dollar that one thread has spent since it began to
    measure."""

    calls: int = 0
    units: int = 0
    money: int = 0


@dataclass(frozen=True, slots=True)
class Reservation:
    """Money that a call may cost at most, noted before it is sent (thousandths of a dollar)."""

    platform: str
    day: str
    bucket: str
    most: int


class Ledger:
    """Counts what every platform was asked. Safe to share between threads.

    ``budget`` is what a run may cost at most, in thousandths of a dollar; ``None`` is no limit.
    """

    def __init__(self, book: UsageStore | None = None, budget: int | None = None) -> None:
        self._book = book
        self.budget = budget
        self._money: Counter[str] = Counter()
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

    def allows(self, platform: str, units: int, quota: Quota, bucket: str, now: datetime) -> bool:
        """Note a call before it is sent; whether the day's quota still holds it.

        Args:
            platform: the network.
            units: units of its quota that the call costs.
            quota: the network's daily quota.
            bucket: the name of the key in the books, which tells nothing of it.
            now: the moment of the call, aware.
        """
        if self._book is None:
            return True
        return self._book.reserve(platform, quota.day(now), bucket, units, quota.units)

    def today(self, platform: str, quota: Quota, bucket: str, now: datetime) -> int:
        """Units that the network's day has cost so far, in all runs.

        Args:
            platform: the network.
            quota: the network's daily quota.
            bucket: the name of the key in the books, which tells nothing of it.
            now: the moment of the call, aware.
        """
        return 0 if self._book is None else self._book.spent(platform, quota.day(now), bucket)

    def reserve(self, platform: str, bucket: str, most: int, now: datetime) -> Reservation | None:
        """Note a call that costs at most so much, before it is sent; ``None`` when the budget does
        not hold it.

        Args:
            platform: the network.
            bucket: the name of the key in the books, which tells nothing of it.
            most: what the call, or the day, costs at most.
            now: the moment of the call, aware.
        """
        with self._lock:
            if self.budget is not None and self._money.total() + most > self.budget:
                return None
            self._money[platform] += most
        held = Reservation(platform, now.astimezone(UTC).date().isoformat(), bucket, most)
        if self._book is not None:
            self._book.charge(platform, held.day, bucket, 1, most)
        for tally in self._tallies():
            tally.money += most
        return held

    def settle(self, held: Reservation, cost: int) -> None:
        """What the call cost in the end."""
        change = cost - held.most
        if change == 0:
            return
        with self._lock:
            self._money[held.platform] += change
        if self._book is not None:
            self._book.charge(held.platform, held.day, held.bucket, 0, change)
        for tally in self._tallies():
            tally.money += change

    def left(self) -> int | None:
        """What the budget still holds, in thousandths of a dollar; ``None`` without one."""
        with self._lock:
            return None if self.budget is None else self.budget - self._money.total()

    def money(self, platform: str | None = None) -> int:
        """Thousandths of a dollar that a platform has cost, or all of them."""
        with self._lock:
            return self._money.total() if platform is None else self._money[platform]

    def calls(self, platform: str | None = None) -> int:
        """Calls sent to a platform, or to all of them."""
        with self._lock:
            return self._calls.total() if platform is None else self._calls[platform]

    def units(self, platform: str | None = None) -> int:
        """Quota units spent on a platform, or on all of them."""
        with self._lock:
            return self._units.total() if platform is None else self._units[platform]

    @contextmanager
    def measure(self) -> Iterator[Spent]:
        """What the calling thread spends inside the block: the cost of one account."""
        tally = Spent()
        self._tallies().append(tally)
        try:
            yield tally
        finally:
            self._open.tallies = [
                open_tally for open_tally in self._tallies() if open_tally is not tally
            ]

    def _tallies(self) -> list[Spent]:
        if not hasattr(self._open, "tallies"):
            self._open.tallies = []
        tallies: list[Spent] = self._open.tallies
        return tallies
