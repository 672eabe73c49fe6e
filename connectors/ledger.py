"""What a run has cost so far: calls and quota units for each platform, in memory."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Tally:
    """Calls and quota units that one thread has spent since it began to measure."""

    calls: int = 0
    units: int = 0


class Ledger:
    """Counts what every platform was asked. Safe to share between threads."""

    def __init__(self) -> None:
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
