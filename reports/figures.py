"""What a figure shows: values and sentences, no markup. Unknown is ``None``, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.messages import Message

# The report's two cuts of a scale from 0 to 100 [D].
LOW_CUT = 40.0
HIGH_CUT = 70.0


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart. A cell is any value that a language formats."""

    columns: tuple[Message, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class LollipopRow:
    """One pillar: score 0..100 with its interval, or the reason why there is none."""

    name: Message
    score: float | None
    low: float | None
    high: float | None
    typical: float | None
    missing: Message | None


@dataclass(frozen=True, slots=True)
class Lollipop:
    """Pillars in their order."""

    rows: tuple[LollipopRow, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """A week of posts and interactions. ``posts`` is ``None`` where nothing was read."""

    start: date
    posts: int | None
    interactions: int | None


@dataclass(frozen=True, slots=True)
class Silence:
    """A run of covered weeks without a post: first index, one past the last."""

    first: int
    end: int

    @property
    def weeks(self) -> int:
        """How long it lasts."""
        return self.end - self.first


@dataclass(frozen=True, slots=True)
class Weekly:
    """Weeks, oldest first; ``median`` over weeks with posts and known counts."""

    weeks: tuple[Week, ...]
    silences: tuple[Silence, ...]
    median: float | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its finding as title, how to read it, and the same values as a table."""

    id: str
    title: Message
    reading: Message
    chart: Lollipop | Weekly
    table: Table
    account: Message
    open: bool
