"""The result as plain data, before it is checked: the rows that an audit builds.

Every class has the keys of the part of :mod:`auditor.result.schema` that has its name without
"Raw"; moments are ISO 8601 in UTC, codes are plain text.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from auditor.core.json_types import JsonValue
from auditor.result.raw_account import RawAccount, RawSpan


class RawOwnNorm(TypedDict):
    network: str
    rate: str
    a: float
    b: float
    pages: int


class RawCurve(TypedDict):
    p50: float
    p90: float


class RawSignalMethod(TypedDict):
    title: str
    improve_title: str
    failure_title: str
    why: str
    unit: str
    pillar: str | None
    weight: float | None
    threshold: float | None
    higher_is_better: bool | None
    formula: str
    source: str


class RawMethod(TypedDict):
    version: str
    weights: dict[str, float]
    listens: dict[str, float]
    norms: str | None
    own_norms: list[RawOwnNorm]
    lexicons: str | None
    curves: dict[str, RawCurve]
    full_points: dict[str, float]
    zones: list[float]
    lines: dict[str, float]
    least_coverage: float
    signals: dict[str, RawSignalMethod]


class RawClient(TypedDict):
    name: str
    kind: str
    language: str | None
    timezone: str
    domains: list[str]
    industry: str | None
    region: str | None
    cohort: str | None
    fictional: bool
    basis: str | None
    basis_date: str | None
    basis_until: str | None


class RawSubjectSummary(TypedDict):
    verdicts: dict[str, int]
    median_score: float | None
    excluded: list[str]


class RawMemberPage(TypedDict):
    ref: str
    comments: int


class RawMember(TypedDict):
    name: str
    role: str | None
    accounts: list[str]
    basis: str | None
    basis_date: str | None
    basis_until: str | None
    pages: list[RawMemberPage]
    comments: int | None
    posts: int | None
    weeks: list[int | None]
    last_seen: str | None
    missing: str | None


class RawSubject(TypedDict):
    name: str
    kind: str
    role: str
    words: str
    accounts: list[str]
    summary: RawSubjectSummary
    team: list[RawMember]


class RawAssignedAction(TypedDict):
    action: str
    who: str | None
    by: str | None
    done: str | None


class RawDataQuality(TypedDict):
    account: str | None
    code: str
    params: dict[str, str | int | float | bool | None]


class RawLeftOut(TypedDict):
    reason: str
    n: int
    lines: list[int]


class RawRunRecord(TypedDict):
    account: str
    origin: str
    connector: str
    api_version: str | None
    source: str | None
    started_at: str
    finished_at: str | None
    covered_start: str | None
    covered_end: str | None
    span_source: str | None
    complete: bool
    stopped_because: str | None
    rows: int | None
    sha256: str | None
    file_rows: int | None
    taken: int | None
    how: dict[str, JsonValue] | None
    left_out: list[RawLeftOut]
    calls: int | None
    units: int | None
    money: float | None


class RawProvenance(TypedDict):
    tool_version: str
    api_versions: dict[str, str]
    runs: list[RawRunRecord]


class RawResult(TypedDict):
    schema: str
    generated_at: str
    as_of: str
    method: RawMethod
    client: RawClient
    window: RawSpan
    history: RawSpan
    subjects: list[RawSubject]
    accounts: list[RawAccount]
    data_quality: list[RawDataQuality]
    provenance: RawProvenance
    plan: NotRequired[list[RawAssignedAction]]
    previous: NotRequired[JsonValue]
    selfassessment: NotRequired[JsonValue]
