"""What somebody says of their own use beside what was measured: method, section 9."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Literal

from auditor.core.errors import InputError
from auditor.core.messages import msg
from auditor.core.traits import TRAITS
from auditor.result.raw import RawResult
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
    assessed = assessments(answers)
    mine = _of_client(result)
    audited = {account.platform for account in mine}
    return SelfAssessment(
        saved_at=answers.saved_at,
        kind=answers.kind,
        present=answers.present,
        networks={name: _network(assessment) for name, assessment in assessed.items()},
        accounts=[
            _account(account, assessed[account.platform])
            for account in mine
            if account.platform in assessed
        ],
        not_audited=[name for name in assessed if name not in audited],
        not_answered=sorted({account.platform for account in mine} - set(assessed) - {"site"}),
        standing=_standing(mine, answers, assessed),
    )


def add_answers(raw: RawResult, answers: AnswersFile) -> RawResult:
    """The raw result with what was declared in it."""
    declared = beside(Result.model_validate(raw), answers).model_dump(mode="json")
    return {**raw, "selfassessment": declared}


def _of_client(result: Result) -> list[AccountResult]:
    refs = {
        ref for subject in result.subjects if subject.role == "client" for ref in subject.accounts
    }
    return [account for account in result.accounts if account.ref in refs]


def _network(assessment: Assessment) -> DeclaredNetwork:
    return DeclaredNetwork(
        total=None if assessment.total is None else assessment.total.value,
        level=None if assessment.level is None else assessment.level.value,
        advice=list(assessment.first),
    )


def _account(account: AccountResult, assessment: Assessment) -> DeclaredAccount:
    return DeclaredAccount(
        ref=account.ref,
        network=account.platform,
        dimensions=[_dimension(account, name, assessment.dimensions[name]) for name in _DIMENSIONS],
    )


def _dimension(
    account: AccountResult, name: Dimension, declared_value: Fraction | None
) -> DeclaredDimension:
    declared = None if declared_value is None else declared_value.value
    if name == "C":
        measured, low, high = _content(account), None, None
    else:
        pillar = account.pillars.get(_PILLARS[name])
        measured, low, high = (
            (None, None, None) if pillar is None else (pillar.score, pillar.low, pillar.high)
        )
    return DeclaredDimension(
        dimension=name,
        declared=declared,
        measured=measured,
        low=low,
        high=high,
        verdict=verdict(declared, measured, low, high),
    )


def _content(account: AccountResult) -> float | None:
    """100 × (1 − the weighted mean of the known shares), if links or promotion are known."""
    values = {name: account.signals[name].value for name in _SHOWCASE if name in account.signals}
    measured = {name: value for name, value in values.items() if isinstance(value, (int, float))}
    if not any(name in measured for name in _NEEDED):
        return None
    weight = sum(_SHOWCASE[name] for name in measured)
    return 100 * (1 - sum(_SHOWCASE[name] * value for name, value in measured.items()) / weight)


def verdict(
    declared: float | None, measured: float | None, low: float | None, high: float | None
) -> Verdict | None:
    """Whether somebody overestimates (by more than 15 points), underestimates, or agrees; not
    certain where the measured interval lies partly within 15 points.

    Args:
        declared: what was answered, 0..100.
        measured: what was measured, 0..100.
        low: the lower end of its interval.
        high: the upper end of its interval.
    """
    if declared is None or measured is None:
        return None
    low, high = (measured if bound is None else bound for bound in (low, high))
    if high < declared - _FAR:
        return "over"
    if low > declared + _FAR:
        return "under"
    return "agrees" if low >= declared - _FAR and high <= declared + _FAR else "not_certain"


def _median(values: Sequence[float | None]) -> float | None:
    measured = [value for value in values if value is not None]
    return median(measured) if measured else None


def _standing(
    mine: list[AccountResult], answers: AnswersFile, assessed: dict[str, Assessment]
) -> DeclaredStanding | None:
    """Authority by the person's own answers; presence as measured (YouTube apart) or declared."""
    scored = [
        account.score
        for account in mine
        if TRAITS[account.platform].blended and account.score.value is not None
    ]
    measured = median([score.value or 0.0 for score in scored]) if scored else None
    low = (
        median([score.low for score in scored if score.low is not None] or [0.0])
        if scored
        else None
    )
    high = (
        median([score.high for score in scored if score.high is not None] or [0.0])
        if scored
        else None
    )
    presence = best(assessed, answers.present)
    if measured is not None:
        presence = Fraction(round(measured * 1_000_000), 1_000_000)
    where = standing(answers.proofs(), presence, low, high)
    if where is None:
        return None
    return DeclaredStanding(
        authority=where.authority.value,
        documented=where.documented,
        answered=where.answered,
        presence=presence.value,
        measured=measured is not None,
        low=low,
        high=high,
        quadrant=where.quadrant.value,
        borderline=where.borderline,
    )
