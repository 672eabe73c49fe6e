"""The result: the one contract between auditing and reporting, ``auditor.result/2``.

A result holds facts, codes and numbers, no sentences in a reader's language: the same result is
rendered in any language later. Unknown is ``null`` with a reason beside it. Times are ISO 8601
UTC. An added key keeps ``/2``; a changed meaning makes ``/3``. A result of version 1 is read too:
:mod:`auditor.result.version_1` says what it lacks.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

from pydantic import Field

from auditor.result.schema_account import AccountResult, PreviousAccount, Span
from auditor.result.schema_declared import SelfAssessment
from auditor.result.schema_verdict import Part, Score, Time

SCHEMA = "auditor.result/2"


class SignalMethod(Part):
    """How one signal is defined. Texts are the English originals, the keys of translations."""

    title: str
    improve_title: str
    failure_title: str
    why: str
    unit: str
    pillar: str | None
    weight: float | None = Field(description="weight in its pillar, null when only shown")
    threshold: float | None
    higher_is_better: bool | None
    formula: str
    source: str


class Curve(Part):
    """Points 50 at ``p50``, 90 at ``p90``; less is better where ``p90`` is below ``p50``."""

    p50: float
    p90: float


class OwnNorm(Part):
    """What is usual of a rate on a network, Beta(a, b), by so many pages of the store."""

    network: str
    rate: Literal["invites", "self", "names", "replies"]
    a: float
    b: float
    pages: int


class Method(Part):
    version: str
    weights: dict[str, float] = Field(description="pillar -> weight of 100")
    listens: dict[str, float] = Field(default={}, description='part of "listens" -> weight')
    norms: str | None = Field(default=None, description="version of the norms of networks")
    own_norms: list[OwnNorm] = Field(
        default=[], description="norms by pages of the store, which replace those of the table"
    )
    lexicons: str | None = Field(default=None, description="version of the word lists")
    curves: dict[str, Curve] = Field(default={}, description="signal -> its curve of points")
    full_points: dict[str, float] = Field(
        default={}, description="signal -> the value from which a straight line gives full points"
    )
    zones: tuple[float, float] = Field(
        default=(40.0, 70.0), description="where the zones of a scale from 0 to 100 change [D]"
    )
    lines: dict[str, float] = Field(default={}, description="the lines of the verdicts, by name")
    least_coverage: float = Field(default=0.5, description="weight measured without which no score")
    signals: dict[str, SignalMethod]

    @property
    def least_days(self) -> float:
        """Days read without which nothing is judged; 0 where the result names no such line."""
        return self.lines.get("least_days", 0.0)


class Client(Part):
    name: str
    kind: Literal["company", "professional"]
    language: str | None = None
    timezone: str = "UTC"
    domains: list[str] = Field(default=[])
    industry: str | None = None
    region: str | None = None
    cohort: str | None = None
    fictional: bool = False
    basis: str | None = None
    basis_date: str | None = None
    basis_until: str | None = None


class SubjectSummary(Part):
    verdicts: dict[str, int]
    median_score: Score | None
    excluded: list[str] = Field(description="accounts left out of the median, e.g. YouTube's")


class MemberPage(Part):
    """A page of the client and a member's comments there in the verdict window."""

    ref: str
    comments: int


class Member(Part):
    """Somebody of the declared team, as far as could be seen under the client's posts.

    ``pages`` are those with comments read, on a network where an account of the member is named;
    without one ``comments``, ``posts`` are null and ``missing`` says why. ``comments`` are those
    under posts of the verdict window, ``weeks`` the same by the window's blocks, oldest first, null
    where nothing was read. ``last_seen`` looks at the whole history.
    """

    name: str
    role: str | None
    accounts: list[str]
    basis: str | None
    basis_date: str | None
    basis_until: str | None
    pages: list[MemberPage]
    comments: int | None
    posts: int | None
    weeks: list[int | None]
    last_seen: Time | None
    missing: str | None


class Subject(Part):
    name: str
    kind: Literal["company", "professional"]
    role: Literal["client", "competitor"]
    words: Literal["sharp", "neutral"] = Field(
        default="neutral", description="the tone in which its verdicts are named"
    )
    accounts: list[str]
    summary: SubjectSummary
    team: list[Member] = Field(default=[])


class AssignedAction(Part):
    """An action of the plan as the client file has it: who does it, by when, since when done."""

    action: str
    who: str | None = None
    by: date | None = None
    done: date | None = None


class DataQuality(Part):
    """A note on what the reader should know of the data. ``code`` names the text."""

    account: str | None
    code: str
    params: dict[str, str | int | float | bool | None] = Field(default={})


class LeftOut(Part):
    """Rows of a file that were not taken, and why (an English text, the key of translations)."""

    reason: str
    n: int
    lines: list[int] = Field(default=[])


class RunRecord(Part):
    account: str
    origin: str
    connector: str
    api_version: str | None
    source: str | None
    started_at: Time
    finished_at: Time | None
    covered_start: Time | None
    covered_end: Time | None
    span_source: str | None
    complete: bool
    stopped_because: str | None
    rows: int | None = None
    sha256: str | None = Field(default=None, description="of an imported file's content")
    file_rows: int | None = None
    taken: int | None = None
    how: dict[str, Any] | None = None
    left_out: list[LeftOut] = Field(default=[])
    calls: int | None
    units: int | None
    money: float | None


class Provenance(Part):
    tool_version: str
    api_versions: dict[str, str]
    runs: list[RunRecord]


class Previous(Part):
    """The figures of an earlier audit, by account.

    ``judged_anew`` names the version of the method by which it had been judged, where its day was
    judged again by this one from the posts that are kept.
    """

    generated_at: Time
    as_of: Time
    method_version: str
    judged_anew: str | None = None
    plan: list[AssignedAction] = Field(default=[], description="who had to do what then")
    accounts: dict[str, PreviousAccount]


class Result(Part):
    """One audit, whole."""

    schema_: Literal["auditor.result/2"] = Field(default="auditor.result/2", alias="schema")
    generated_at: Time
    as_of: Time
    method: Method
    client: Client
    window: Span
    history: Span
    subjects: list[Subject]
    accounts: list[AccountResult]
    data_quality: list[DataQuality]
    provenance: Provenance
    plan: list[AssignedAction] = Field(default=[], description="by the client file")
    previous: Previous | None = None
    selfassessment: SelfAssessment | None = None

    def to_json(self) -> str:
        """The result as JSON text, always the same bytes for the same result."""
        data = self.model_dump(mode="json", by_alias=True)
        for name in ("previous", "selfassessment", "plan"):
            if not data[name]:
                del data[name]
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text + "\n"


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a result, as shipped in ``auditor/schemas``."""
    return Result.model_json_schema(by_alias=True, mode="serialization")
