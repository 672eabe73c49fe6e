"""From answers to dimensions, totals, levels and advice: method, section 9, in whole numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from auditor.core.messages import Message, msg
from auditor.selfassessment.items import BY_ID, DIMENSIONS, ITEMS, Item

Answers = Mapping[str, int | None]
_LEAST_ANSWERED, _MOST, _HALF = 3, 4, 50
_SHOWN_ADVICE = 2
# A dimension in twelfths: 25 × the mean of three or four answers is then a whole number.
_TWELFTHS = 300


class Level(StrEnum):
    """The level of a total."""

    ABSENT = "absent"
    SHOWCASE = "showcase"
    BUILDING = "under_construction"
    ACTIVE = "active"
    NETWORKED = "networked"


LEVELS: Mapping[Level, Message] = {
    Level.ABSENT: msg("absent"),
    Level.SHOWCASE: msg("showcase"),
    Level.BUILDING: msg("under construction"),
    Level.ACTIVE: msg("active"),
    Level.NETWORKED: msg("networked"),
}
_FROM: tuple[tuple[int, Level], ...] = (
    (80, Level.NETWORKED), (60, Level.ACTIVE), (40, Level.BUILDING), (20, Level.SHOWCASE),
    (0, Level.ABSENT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fraction:
    """A value of 0 to 100 as two whole numbers, divided once, so that every program that works it
    out gets the same digits."""

    above: int
    below: int

    @property
    def value(self) -> float:
        """The value."""
        return self.above / self.below

    @property
    def shown(self) -> int:
        """The whole number that is shown, halves upwards."""
        return (2 * self.above + self.below) // (2 * self.below)


@dataclass(frozen=True, slots=True)
class Assessment:
    """One network: its five dimensions (``None``: too few answers), the total, the level, and the
    statements whose advice comes first."""

    dimensions: Mapping[str, Fraction | None]
    total: Fraction | None
    level: Level | None
    first: tuple[str, ...]


def points(item: Item, answer: int | None) -> int | None:
    """What an answer is worth, 0 to 4; ``None`` where it is missing."""
    if answer is None:
        return None
    return _MOST - answer if item.reverse else answer


def dimension(name: str, answers: Answers) -> Fraction | None:
    """25 × the mean of the answered statements, with three or more of four answered."""
    told = [points(item, answers.get(item.id)) for item in ITEMS if item.dimension == name]
    known = [one for one in told if one is not None]
    if len(known) < _LEAST_ANSWERED:
        return None
    return Fraction(_TWELFTHS * sum(known) // len(known), 12)


def total(dimensions: Mapping[str, Fraction | None]) -> Fraction | None:
    """The weighted mean of the known dimensions, when half of the weight is known."""
    weights = {one.id: one.weight for one in DIMENSIONS}
    known = {name: found for name, found in dimensions.items() if found is not None}
    weight = sum(weights[name] for name in known)
    if weight < _HALF:
        return None
    return Fraction(sum(weights[name] * one.above for name, one in known.items()), 12 * weight)


def level_of(found: Fraction | None) -> Level | None:
    """The level by the number that is shown."""
    if found is None:
        return None
    return next(level for least, level in _FROM if found.shown >= least)


def assess(network: Answers, common: Answers) -> Assessment:
    """One network's answers, with those that hold for all."""
    answers = {**common, **network}
    dimensions = {one.id: dimension(one.id, answers) for one in DIMENSIONS}
    found = total(dimensions)
    return Assessment(dimensions, found, level_of(found), _first(answers) if found else ())


def nowhere() -> Assessment:
    """Who is on no network at all: that is an answer."""
    return Assessment({one.id: None for one in DIMENSIONS}, Fraction(0, 1), Level.ABSENT, ())


def _first(answers: Answers) -> tuple[str, ...]:
    """The two statements that weigh most, at most one a dimension, ties by their order."""
    weights = {one.id: one.weight for one in DIMENSIONS}
    worth = {item.id: points(item, answers.get(item.id)) for item in ITEMS}
    open_ = [name for name, told in worth.items() if told is not None and told < _MOST]
    ordered = sorted(open_, key=lambda name: -weights[name[0]] * (_MOST - (worth[name] or 0)))
    return _one_a_dimension(ordered)[:_SHOWN_ADVICE]


def _one_a_dimension(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(BY_ID[name].dimension, name)
    return tuple(seen.values())


def weakest(found: Assessment) -> str | None:
    """The dimension that pulls the total down most: weight × what is missing to 100."""
    lost = {one.id: one.weight * (1_200 - known.above) for one in DIMENSIONS
            if (known := found.dimensions[one.id]) is not None}  # fmt: skip
    if not lost or max(lost.values()) == 0:
        return None
    return max(lost, key=lambda name: lost[name])
