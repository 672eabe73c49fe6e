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
    (80, Level.NETWORKED),
    (60, Level.ACTIVE),
    (40, Level.BUILDING),
    (20, Level.SHOWCASE),
    (0, Level.ABSENT),
)


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


def answer_points(item: Item, answer: int | None) -> int | None:
    """What an answer is worth, 0 to 4; ``None`` where it is missing."""
    if answer is None:
        return None
    return _MOST - answer if item.reverse else answer


def dimension(name: str, answers: Answers) -> Fraction | None:
    """25 × the mean of the answered statements, with three or more of four answered."""
    all_points = [
        answer_points(statement, answers.get(statement.id))
        for statement in ITEMS
        if statement.dimension == name
    ]
    given_points = [value for value in all_points if value is not None]
    if len(given_points) < _LEAST_ANSWERED:
        return None
    return Fraction(_TWELFTHS * sum(given_points) // len(given_points), 12)


def total(dimensions: Mapping[str, Fraction | None]) -> Fraction | None:
    """The weighted mean of the known dimensions, when half of the weight is known."""
    weights = {part.id: part.weight for part in DIMENSIONS}
    answered = {name: points_of for name, points_of in dimensions.items() if points_of is not None}
    weight = sum(weights[name] for name in answered)
    if weight < _HALF:
        return None
    return Fraction(
        sum(weights[name] * points_of.above for name, points_of in answered.items()), 12 * weight
    )


def points_level(points_total: Fraction | None) -> Level | None:
    """The level by the number that is shown."""
    if points_total is None:
        return None
    return next(level for least, level in _FROM if points_total.shown >= least)


def assess(network: Answers, common: Answers) -> Assessment:
    """One network's answers, with those that hold for all."""
    answers = {**common, **network}
    dimensions = {part.id: dimension(part.id, answers) for part in DIMENSIONS}
    points_total = total(dimensions)
    return Assessment(
        dimensions,
        points_total,
        points_level(points_total),
        _first(answers) if points_total else (),
    )


def nowhere() -> Assessment:
    """Who is on no network at all: that is an answer."""
    return Assessment({part.id: None for part in DIMENSIONS}, Fraction(0, 1), Level.ABSENT, ())


def _first(answers: Answers) -> tuple[str, ...]:
    """The two statements that weigh most, at most one a dimension, ties by their order."""
    weights = {part.id: part.weight for part in DIMENSIONS}
    worth = {
        statement.id: answer_points(statement, answers.get(statement.id)) for statement in ITEMS
    }
    open_ = [name for name, value in worth.items() if value is not None and value < _MOST]
    ordered = sorted(open_, key=lambda name: -weights[name[0]] * (_MOST - (worth[name] or 0)))
    return _one_a_dimension(ordered)[:_SHOWN_ADVICE]


def _one_a_dimension(names: Sequence[str]) -> tuple[str, ...]:
    first_of: dict[str, str] = {}
    for name in names:
        first_of.setdefault(BY_ID[name].dimension, name)
    return tuple(first_of.values())


def weakest(assessment: Assessment) -> str | None:
    """The dimension that pulls the total down most: weight × what is missing to 100."""
    lost = {
        part.id: part.weight * (1_200 - points_of.above)
        for part in DIMENSIONS
        if (points_of := assessment.dimensions[part.id]) is not None
    }
    if not lost or max(lost.values()) == 0:
        return None
    return max(lost, key=lambda name: lost[name])
