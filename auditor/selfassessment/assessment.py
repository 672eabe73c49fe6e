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


def assessments(answers: AnswersFile) -> dict[str, Assessment]:
    """Each network's own assessment, in the order of the file; none is ever blended."""
    if not answers.present:
        return {}
    return {name: assess(answers.of_network(name), answers.common) for name in answers.named()}


def best(networks: Mapping[str, Assessment], present: bool) -> Fraction:
    """Presence for the paradox without a measure: the best network's total, else 0."""
    totals = [assessment.total for assessment in networks.values() if assessment.total is not None]
    if not totals or not present:
        return Fraction(0, 1)
    return max(totals, key=lambda total: total.value)


def worst_network(networks: Mapping[str, Assessment]) -> str | None:
    """The network with the lowest total, the first of equals; ``None`` without a total."""
    totals = {
        name: assessment.total.value
        for name, assessment in networks.items()
        if assessment.total is not None
    }
    return min(totals, key=lambda name: totals[name]) if totals else None


def shared_advice(networks: Mapping[str, Assessment]) -> list[str]:
    """Advice of what holds for all networks: once, in the order of the statements."""
    shared = {dimension.id for dimension in DIMENSIONS if dimension.shared}
    names = {
        name for assessment in networks.values() for name in assessment.first if name[0] in shared
    }
    return sorted(names)


def as_data(answers: AnswersFile) -> dict[str, Any]:
    """The whole result."""
    networks = assessments(answers)
    shared = shared_advice(networks)
    stands = standing(answers.proofs(), best(networks, answers.present))
    return {
        "schema": RESULT_SCHEMA,
        "kind": answers.kind,
        "present": answers.present,
        "networks": {name: _network(network, shared) for name, network in networks.items()},
        "nowhere": None if answers.present else _network(nowhere(), []),
        "worst": worst_network(networks),
        "advice": shared,
        "authority": None if stands is None else _standing(stands, networks, answers.present),
    }


def _network(assessment: Assessment, shared: list[str]) -> dict[str, Any]:
    return {
        "dimensions": {name: _value(points) for name, points in assessment.dimensions.items()},
        "total": _value(assessment.total),
        "shown": None if assessment.total is None else assessment.total.shown,
        "level": None if assessment.level is None else assessment.level.value,
        "weakest": weakest(assessment),
        "advice": [name for name in assessment.first if name not in shared],
    }


def _standing(
    stands: Standing, networks: Mapping[str, Assessment], present: bool
) -> dict[str, Any]:
    return {
        "value": stands.authority.value,
        "shown": stands.authority.shown,
        "documented": stands.documented,
        "answered": stands.answered,
        "presence": best(networks, present).value,
        "quadrant": stands.quadrant.value,
        "borderline": stands.borderline,
    }


def _value(points: Fraction | None) -> float | None:
    return None if points is None else points.value
