"""What somebody says of their own use beside what was measured: method, section 9."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any, Literal

from auditor.core.errors import InputError
from auditor.core.messages import msg
from auditor.core.traits import TRAITS
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from auditor.result.schema_declared import (
    DeclaredAccount,
    DeclaredDimension,
    DeclaredNetwork,
    DeclaredStanding,
    SelfAssessment,
)
from auditor.selfassessment.answers import AnswersFile
from auditor.selfassessment.assessment import assessments, best
from auditor.selfassessment.authority import standing
from auditor.selfassessment.scoring import Assessment, Fraction

# A difference of more than this many points is one [D].
_FAR = 15.0
_PILLARS = {"A": "presence", "B": "openness", "D": "community"}
# What a showcase's content is made of, by its weight in the showcase score.
_SHOWCASE = {"own_link_share": 0.20, "promo_share": 0.10, "duplicate_share": 0.10}
_NEEDED = ("own_link_share", "promo_share")
Dimension = Literal["A", "B", "C", "D"]
_DIMENSIONS: tuple[Dimension, ...] = ("A", "B", "C", "D")
Verdict = Literal["over", "under", "agrees", "not_certain"]


def beside(result: Result, answers: AnswersFile) -> SelfAssessment:
    """The answers of each network beside every account of the client on it.

    Raises:
        InputError: the answers are of another kind than the client.
    """
    if answers.kind != result.client.kind:
        raise InputError(
            msg("These are the answers of a professional, and the client is a company.")
            if answers.kind == "professional"
            else msg("These are the answers of a company, and the client is a professional."),
            msg("Give the answers of the same kind, or set kind in the client file."),
        )
    told = assessments(answers)
    mine = _of_client(result)
    audited = {account.platform for account in mine}
    return SelfAssessment(
        saved_at=answers.saved_at,
        kind=answers.kind,
        present=answers.present,
        networks={name: _network(one) for name, one in told.items()},
        accounts=[_account(one, told[one.platform]) for one in mine if one.platform in told],
        not_audited=[name for name in told if name not in audited],
        not_answered=sorted({one.platform for one in mine} - set(told) - {"site"}),
        standing=_standing(mine, answers, told),
    )


def add_answers(raw: dict[str, Any], answers: AnswersFile) -> dict[str, Any]:
    """The raw result with what was declared in it."""
    told = beside(Result.model_validate(raw), answers).model_dump(mode="json")
    return {**raw, "selfassessment": told}


def _of_client(result: Result) -> list[AccountResult]:
    refs = {ref for one in result.subjects if one.role == "client" for ref in one.accounts}
    return [account for account in result.accounts if account.ref in refs]


def _network(one: Assessment) -> DeclaredNetwork:
    return DeclaredNetwork(
        total=None if one.total is None else one.total.value,
        level=None if one.level is None else one.level.value,
        advice=list(one.first),
    )


def _account(account: AccountResult, told: Assessment) -> DeclaredAccount:
    return DeclaredAccount(
        ref=account.ref,
        network=account.platform,
        dimensions=[_dimension(account, name, told.dimensions[name]) for name in _DIMENSIONS],
    )


def _dimension(account: AccountResult, name: Dimension, told: Fraction | None) -> DeclaredDimension:
    declared = None if told is None else told.value
    if name == "C":
        measured, low, high = _content(account), None, None
    else:
        pillar = account.pillars.get(_PILLARS[name])
        measured, low, high = (
            (None, None, None) if pillar is None else (pillar.score, pillar.low, pillar.high)
        )
    return DeclaredDimension(
        dimension=name, declared=declared, measured=measured, low=low, high=high,
        verdict=verdict(declared, measured, low, high),
    )  # fmt: skip


def _content(account: AccountResult) -> float | None:
    """100 × (1 − the weighted mean of the known shares), if links or promotion are known."""
    told = {name: account.signals[name].value for name in _SHOWCASE if name in account.signals}
    known = {name: value for name, value in told.items() if isinstance(value, (int, float))}
    if not any(name in known for name in _NEEDED):
        return None
    weight = sum(_SHOWCASE[name] for name in known)
    return 100 * (1 - sum(_SHOWCASE[name] * value for name, value in known.items()) / weight)


def verdict(
    declared: float | None, measured: float | None, low: float | None, high: float | None
) -> Verdict | None:
    """Whether somebody overestimates (by more than 15 points), underestimates, or agrees; not
    certain where the measured interval lies partly within 15 points."""
    if declared is None or measured is None:
        return None
    low, high = (measured if one is None else one for one in (low, high))
    if high < declared - _FAR:
        return "over"
    if low > declared + _FAR:
        return "under"
    return "agrees" if low >= declared - _FAR and high <= declared + _FAR else "not_certain"


def _median(values: Sequence[float | None]) -> float | None:
    known = [one for one in values if one is not None]
    return median(known) if known else None


def _standing(
    mine: list[AccountResult], answers: AnswersFile, told: dict[str, Assessment]
) -> DeclaredStanding | None:
    """Authority by the person's own answers; presence as measured (YouTube apart) or declared."""
    scored = [
        one.score for one in mine if TRAITS[one.platform].blended and one.score.value is not None
    ]
    measured = median([one.value or 0.0 for one in scored]) if scored else None
    low = median([one.low for one in scored if one.low is not None] or [0.0]) if scored else None
    high = median([one.high for one in scored if one.high is not None] or [0.0]) if scored else None
    presence = best(told, answers.present)
    if measured is not None:
        presence = Fraction(round(measured * 1_000_000), 1_000_000)
    place = standing(answers.proofs(), presence, low, high)
    if place is None:
        return None
    return DeclaredStanding(
        authority=place.authority.value, documented=place.documented, answered=place.answered,
        presence=presence.value, measured=measured is not None, low=low, high=high,
        quadrant=place.quadrant.value, borderline=place.borderline,
    )  # fmt: skip
