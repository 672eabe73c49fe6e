"""Spans, gaps and blocks of time: the one place that does calendar arithmetic.

Times are whole milliseconds since 1970 in UTC. Spans are half-open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

DAY = 86_400_000
BLOCK = 7 * DAY
VERDICT_DAYS = 91
BLOCKS = VERDICT_DAYS // 7
LEAST_READ = 4.0  # days: less of a week than this tells nothing of it
_FAR = 1 << 43  # above every time of a store, in milliseconds
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_ms(moment: datetime) -> int:
    """A moment in whole milliseconds."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def from_ms(value: int) -> datetime:
    """The moment of a number of milliseconds."""
    return _EPOCH + timedelta(milliseconds=int(value))


@dataclass(frozen=True, slots=True, order=True)
class Covered:
    """A stretch that was really read. ``from_rows``: known only from its first and last row."""

    start: int
    end: int
    from_rows: bool = False


def join_spans(spans: Iterable[Covered]) -> list[Covered]:
    """Spans of one account, overlapping and touching ones joined.

    Two that are known from their rows alone also join, unless a whole calendar month (UTC) lies
    between them: nobody knows where such a file began and ended.
    """
    joined: list[Covered] = []
    for span in sorted(span for span in spans if span.end > span.start):
        last = joined[-1] if joined else None
        if last is not None and (span.start <= last.end or _close(last, span)):
            from_rows = span.from_rows if span.end > last.end else last.from_rows
            joined[-1] = Covered(last.start, max(last.end, span.end), from_rows)
        else:
            joined.append(span)
    return joined


def _close(first: Covered, second: Covered) -> bool:
    if not (first.from_rows and second.from_rows):
        return False
    begun = from_ms(first.end - 1)
    month = datetime(begun.year, begun.month, 1, tzinfo=UTC)
    return to_ms(_next_month(_next_month(month))) > second.start


def _next_month(month: datetime) -> datetime:
    return (month + timedelta(days=32)).replace(day=1)


class Cover:
    """What was read of each account (numbered from 0), as covered time that can be measured.

    Covered time runs only while something was read, so that a gap in the data is no silence.
    """

    def __init__(self, spans: Sequence[Sequence[Covered]]) -> None:
        flat = [(number, span) for number, spans_ in enumerate(spans) for span in spans_]
        self.count = len(spans)
        self.account: Ints = np.array([number for number, _ in flat], dtype=np.int64)
        self.start: Ints = np.array([span.start for _, span in flat], dtype=np.int64)
        self.end: Ints = np.array([span.end for _, span in flat], dtype=np.int64)
        length = self.end - self.start
        total = np.concatenate([[0], np.cumsum(length)])
        first = np.searchsorted(self.account, np.arange(len(spans)))
        self._before: Ints = total[:-1] - (total[first[self.account]] if len(flat) else 0)
        self._length = length
        self._key: Ints = self.account * _FAR + self.start

    def _span_at(self, account: Ints, at: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """The account's last span that begins at or before a time, and whether there is one."""
        index = np.searchsorted(self._key, account * _FAR + at, side="right") - 1
        safe = np.maximum(index, 0)
        if not len(self._key):
            return safe, np.zeros(len(account), dtype=bool)
        return safe, (index >= 0) & (self.account[safe] == account)

    def position(self, account: Ints, at: Ints) -> Ints:
        """Covered milliseconds of the account before a time."""
        index, is_covered = self._span_at(account, at)
        if not len(self._key):
            return np.zeros(len(account), dtype=np.int64)
        inside = np.minimum(at - self.start[index], self._length[index])
        return np.where(is_covered, self._before[index] + inside, 0)

    def contains(self, account: Ints, at: Ints) -> npt.NDArray[np.bool_]:
        """Whether a time lies in what was read of the account."""
        index, is_covered = self._span_at(account, at)
        if not len(self._key):
            return is_covered
        return is_covered & (at < self.end[index])

    def days(self, start: int, end: int) -> Floats:
        """Covered days of every account between two times."""
        accounts = np.arange(self.count)
        edges = [self.position(accounts, np.full(self.count, at)) for at in (start, end)]
        return (edges[1] - edges[0]) / DAY

    def last_end(self, until: int) -> Floats:
        """The end of what was read of every account, not after ``until``; NaN where nothing was."""
        ends = np.full(self.count, np.nan)
        inside = self.start < until
        np.fmax.at(ends, self.account[inside], np.minimum(self.end[inside], until).astype(float))
        return ends


def block_edges(as_of: int, blocks: int = BLOCKS) -> Ints:
    """The edges of the 7-day blocks counted back from a moment, oldest first."""
    return np.array([as_of - BLOCK * n for n in range(blocks, -1, -1)], dtype=np.int64)


def covered_blocks(
    cover: Cover, edges: Ints, least_days: float = LEAST_READ
) -> npt.NDArray[np.bool_]:
    """Which blocks count (accounts × blocks): those with at least four covered days.

    Args:
        cover: the days that were read, by account.
        edges: edges of the blocks, ms since 1970.
        least_days: how many covered days make a block count.
    """
    accounts = np.arange(cover.count)
    at = np.stack([cover.position(accounts, np.full(cover.count, edge)) for edge in edges], axis=1)
    return np.asarray(np.diff(at, axis=1) >= least_days * DAY)
