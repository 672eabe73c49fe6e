"""What a figure shows: values and sentences, no markup. Unknown is ``None``, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.core.messages import Message, msg

_BEFORE_AND_NOW = msg("{name}: {before} before, {after} now")
# Where the zones of a scale from 0 to 100 change.
Zones = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its value."""

    name: Message
    value: Any


@dataclass(frozen=True, slots=True)
class Track:
    """A share beside its line, with its interval; ``passed`` is ``None`` between two lines."""

    value: float
    threshold: float | None
    higher_is_better: bool
    passed: bool | None
    low: float | None = None
    high: float | None = None


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
    zones: Zones


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
    """Weeks, oldest first; ``median`` over weeks with posts and known counts. ``hover`` says
    whether each week tells its figures under the pointer (the table has them all)."""

    weeks: tuple[Week, ...]
    silences: tuple[Silence, ...]
    median: float | None
    hover: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the parts of a whole: the class that colours it, and its name."""

    ink: str
    name: Message


@dataclass(frozen=True, slots=True)
class StackRow:
    """An account: how many of its posts are of each kind. All zero: there was none."""

    name: Message
    parts: tuple[int, ...]
    where: str = ""


@dataclass(frozen=True, slots=True)
class Stack:
    """Shares of a whole, a row an account, the kinds in one order."""

    kinds: tuple[Kind, ...]
    rows: tuple[StackRow, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Posts by weekday (7 rows, Monday first) and hour (24 columns)."""

    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class RatioRow:
    """Times what is expected, with its 90% interval."""

    name: Message
    ratio: float
    low: float | None
    high: float | None
    own: bool


@dataclass(frozen=True, slots=True)
class Ratios:
    """The response of pages against what their size predicts."""

    rows: tuple[RatioRow, ...]


@dataclass(frozen=True, slots=True)
class DelayRow:
    """Comments of an account: hours until the first answer, and how many have none."""

    name: Message
    hours: tuple[float, ...]
    unanswered: int
    answered: int


@dataclass(frozen=True, slots=True)
class Delays:
    """How long people wait for an answer."""

    rows: tuple[DelayRow, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A pillar before and after; unknown is ``None``."""

    name: Message
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Two values a row; ``told`` puts a row into words, ``between`` stands between its numbers. The
    usual ones are of an earlier audit."""

    rows: tuple[Change, ...]
    zones: Zones
    told: Message = _BEFORE_AND_NOW
    between: str = "→"


@dataclass(frozen=True, slots=True)
class Quadrant:
    """One place on two scales from 0 to 100, cut at 50. ``low`` and ``high`` are the interval
    of ``y``; ``hollow``: ``y`` was not measured; ``dashed``: little of ``x`` is documented."""

    x: float
    y: float
    low: float | None
    high: float | None
    hollow: bool
    dashed: bool
    across: Message
    upward: Message
    corners: tuple[Message, Message, Message, Message]


@dataclass(frozen=True, slots=True)
class StripBar:
    """A file or a reading: where it begins and ends, as shares of the span shown."""

    start: float
    end: float
    is_file: bool


@dataclass(frozen=True, slots=True)
class StripRow:
    """A page, what was read of it, and how many gaps lie between."""

    name: Message
    bars: tuple[StripBar, ...]
    gaps: int


@dataclass(frozen=True, slots=True)
class Strips:
    """What was read when, over a span."""

    start: date
    end: date
    rows: tuple[StripRow, ...]


@dataclass(frozen=True, slots=True)
class Followers:
    """How many followed a page, by day, oldest first."""

    days: tuple[date, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ResponseCell:
    """Posts of a time of the week. ``middle`` is the median of their interactions, ``None`` of too
    few; ``against_usual`` whether that is clearly more (1) or less (-1) than usual."""

    posts: int
    middle: float | None
    against_usual: int | None


@dataclass(frozen=True, slots=True)
class ResponseMap:
    """Seven days (Monday first) and the whole week, by the quarters of the day and the whole day;
    by the whole day alone where no post has a time of day."""

    cells: tuple[tuple[ResponseCell, ...], ...]


Chart = (
    Lollipop
    | Weekly
    | Stack
    | Heatmap
    | Ratios
    | Delays
    | Dumbbell
    | Quadrant
    | Strips
    | Followers
    | ResponseMap
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its finding as title, how to read it, and the same values as a table."""

    id: str
    title: Message
    reading: Message
    chart: Chart
    table: Table
    account: Message | None = None
    open: bool = True
