"""The part of a result that holds a self-assessment beside what was measured."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from auditor.result.schema_verdict import Part, Score, Time


class DeclaredDimension(Part):
    """One dimension of one account. ``verdict`` is null where one side is not known."""

    dimension: Literal["A", "B", "C", "D"]
    declared: Score | None
    measured: Score | None
    low: Score | None
    high: Score | None
    verdict: Literal["over", "under", "agrees", "not_certain"] | None


class DeclaredAccount(Part):
    """An account of the client with the answers of its network."""

    ref: str
    network: str
    dimensions: list[DeclaredDimension]


class DeclaredNetwork(Part):
    """A network's own total and level, and the statements whose advice comes first."""

    total: Score | None
    level: str | None
    advice: list[str]


class DeclaredStanding(Part):
    """Where a person stands. ``measured`` says whether presence is; if not it is declared."""

    authority: Score
    documented: int
    answered: int
    presence: Score
    measured: bool
    low: Score | None
    high: Score | None
    quadrant: str
    borderline: bool


class SelfAssessment(Part):
    """What was declared, and when; networks answered and not audited, and the contrary."""

    saved_at: Time | None
    kind: Literal["company", "professional"]
    present: bool
    networks: dict[str, DeclaredNetwork]
    accounts: list[DeclaredAccount]
    not_audited: list[str] = Field(description="answered networks without an account of the client")
    not_answered: list[str]
    standing: DeclaredStanding | None
