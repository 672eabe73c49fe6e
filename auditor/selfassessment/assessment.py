"""The result of a self-assessment as data: what ``auditor assess FILE --json`` prints, and what the
questionnaire's page works out by itself, to the digit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.selfassessment.answers import AnswersFile
from auditor.selfassessment.authority import Standing, standing
from auditor.selfassessment.items import DIMENSIONS
from auditor.selfassessment.scoring import Assessment, Fraction, assess, nowhere, weakest

RESULT_SCHEMA = "auditor.assessment/1"


def assessments(found: AnswersFile) -> dict[str, Assessment]:
    """Each network's own assessment, in the order of the file; none is ever blended."""
    if not found.present:
        return {}
    return {name: assess(found.of_network(name), found.common) for name in found.named()}


def best(found: Mapping[str, Assessment], present: bool) -> Fraction:
    """Presence for the paradox without a measure: the best network's total, else 0."""
    totals = [one.total for one in found.values() if one.total is not None]
    if not totals or not present:
        return Fraction(0, 1)
    return max(totals, key=lambda one: one.value)


def worst(found: Mapping[str, Assessment]) -> str | None:
    """The network with the lowest total, the first of equals; ``None`` without a total."""
    known = {name: one.total.value for name, one in found.items() if one.total is not None}
    return min(known, key=lambda name: known[name]) if known else None


def shared_advice(found: Mapping[str, Assessment]) -> list[str]:
    """Advice of what holds for all networks: once, in the order of the statements."""
    shared = {one.id for one in DIMENSIONS if one.shared}
    names = {name for one in found.values() for name in one.first if name[0] in shared}
    return sorted(names)


def as_data(found: AnswersFile) -> dict[str, Any]:
    """The whole result."""
    networks = assessments(found)
    shared = shared_advice(networks)
    place = standing(found.proofs(), best(networks, found.present))
    return {
        "schema": RESULT_SCHEMA,
        "kind": found.kind,
        "present": found.present,
        "networks": {name: _network(one, shared) for name, one in networks.items()},
        "nowhere": None if found.present else _network(nowhere(), []),
        "worst": worst(networks),
        "advice": shared,
        "authority": None if place is None else _standing(place, networks, found.present),
    }


def _network(one: Assessment, shared: list[str]) -> dict[str, Any]:
    return {
        "dimensions": {name: _value(told) for name, told in one.dimensions.items()},
        "total": _value(one.total),
        "shown": None if one.total is None else one.total.shown,
        "level": None if one.level is None else one.level.value,
        "weakest": weakest(one),
        "advice": [name for name in one.first if name not in shared],
    }


def _standing(place: Standing, networks: Mapping[str, Assessment], present: bool) -> dict[str, Any]:
    return {
        "value": place.authority.value,
        "shown": place.authority.shown,
        "documented": place.documented,
        "answered": place.answered,
        "presence": best(networks, present).value,
        "quadrant": place.quadrant.value,
        "borderline": place.borderline,
    }


def _value(told: Fraction | None) -> float | None:
    return None if told is None else told.value
