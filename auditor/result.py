"""The result: the one contract between auditing and reporting, ``auditor.result/1``.

A result holds facts, codes and numbers, no sentences in a reader's language: the same result is
rendered in any language later. Unknown is ``null`` with a reason beside it. Times are ISO 8601
UTC. An added key keeps ``/1``; a changed meaning makes ``/2``.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, ValidationError

from auditor.errors import ResultError
from auditor.messages import msg
from auditor.reasons import Reason

SCHEMA = "auditor.result/1"

VerdictCode = Literal["absent", "insufficient_data", "social_lazy", "active", "confused"]
SubLabel = Literal[
    "paused", "present_in_conversations", "into_the_void", "rare_and_loved", "broadcaster",
    "megaphone", "one_way_response_unknown",
]  # fmt: skip
FlagCode = Literal[
    "rented_audience", "suspicious_interactions", "absent_managers", "unanswered_comments",
    "staff_only", "one_hit", "impersonal",
]  # fmt: skip


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


Time = Annotated[datetime, PlainSerializer(_iso, return_type=str, when_used="json")]
Share = Annotated[float, Field(ge=0, le=1)]
Score = Annotated[float, Field(ge=0, le=100)]


class Part(BaseModel):
    """Base of all parts: unknown keys are an error, so that a typo never passes for data."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


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


class Method(Part):
    version: str
    weights: dict[str, float] = Field(description="pillar -> weight of 100")
    showcase: dict[str, float] = Field(default={}, description="part of S -> weight")
    signals: dict[str, SignalMethod]


class Client(Part):
    name: str
    kind: Literal["company", "professional"]
    language: str | None = None
    timezone: str = "UTC"
    domains: list[str] = []
    industry: str | None = None
    region: str | None = None
    cohort: str | None = None
    fictional: bool = False
    basis: str | None = None
    basis_date: str | None = None
    basis_until: str | None = None


class Span(Part):
    start: Time
    end: Time
    days: float


class SubjectSummary(Part):
    verdicts: dict[str, int]
    median_score: Score | None
    excluded: list[str] = Field(description="accounts left out of the median, e.g. YouTube's")


class Subject(Part):
    name: str
    kind: Literal["company", "professional"]
    role: Literal["client", "competitor"]
    accounts: list[str]
    summary: SubjectSummary


class Coverage(Part):
    """What was really read. ``span_source`` is ``api``, ``declared``, ``user`` or ``rows``."""

    start: Time | None
    end: Time | None
    days: float = Field(ge=0, description="covered days of the verdict window")
    history_days: float = Field(ge=0, description="covered days of the history window")
    gaps: list[Span] = Field(description="uncovered stretches inside the history")
    complete: bool
    posts_read: int
    posts_declared: int | None
    comments_read: bool
    origin: list[Literal["api", "export", "manual"]]
    span_source: list[str]
    observed_at: Time | None
    parts: list[Literal["reactions", "comments", "shares"]] = Field(
        description="which parts of an interaction the source offers"
    )


class TopPost(Part):
    id: str
    url: str | None
    published_at: Time
    interactions: int


class Counts(Part):
    """Over the history window; interactions over own posts with a known count."""

    own_posts: int
    replies: int
    reposts: int
    mature_posts: int
    counted_posts: int
    interactions_sum: int | None
    interactions_mean: float | None
    interactions_median: float | None
    interactions_max: int | None
    zero_share: Share | None
    top_post: TopPost | None


class Week(Part):
    """A 7-day block counted back from ``as_of``; ``covered`` in days of 7. ``interactions`` is
    null when no post of the week has a known count; ``posts`` is null in an uncovered week."""

    start: Time
    covered: float
    posts: int | None
    interactions: int | None


class SeriesPost(Part):
    id: str
    url: str | None
    published_at: Time
    kind: Literal["post", "reply", "repost"]
    format: str | None
    text: str | None = Field(description="the first 280 characters")
    reactions: int | None
    comments: int | None
    shares: int | None
    interactions: int | None
    is_question: bool | None
    has_mention: bool | None
    is_poll: bool | None
    is_promotion: bool | None
    links_home: bool | None
    is_duplicate: bool | None
    mature: bool


class SeriesReply(Part):
    """A comment by somebody else and the account's first answer: ``hours`` null = unanswered."""

    post: str | None
    commented_at: Time
    hours: float | None


class Series(Part):
    weeks: list[Week]
    posts: list[SeriesPost] = Field(max_length=600)
    posts_left_out: int
    replies: list[SeriesReply] = Field(max_length=600)


class Signal(Part):
    value: float | str | None
    unit: str
    n: int | None
    missing: Reason | None
    threshold: float | None
    points: Score | None
    passed: bool | None
    source: str
    interval: tuple[float, float] | None = None
    details: dict[str, Any] = {}
    evidence: list[str] = Field(default=[], description="ids of posts that show it")


class Pillar(Part):
    score: Score | None
    low: Score | None
    high: Score | None
    weight: float
    coverage: Share = Field(description="weight of its parts that was measured")
    missing: Reason | None


class TotalScore(Part):
    value: Score | None
    low: Score | None
    high: Score | None
    worst: Score
    best: Score
    coverage: Share
    missing: Reason | None


class Showcase(Part):
    value: Share | None
    known_weight: Share
    parts: dict[str, Share | None]
    used: list[str] = Field(description="the parts whose weighted mean is the value")
    missing: Reason | None


class Evidence(Part):
    """A line under a verdict or flag: the value, beside its threshold, and the posts behind."""

    signal: str
    value: float | str | None
    unit: str
    threshold: float | None
    n: int | None
    passed: bool | None
    source: str
    posts: list[str] = Field(default=[], description="ids of posts that show it")


class Contradiction(Part):
    """What a confused page does well and what breaks it: condition codes with their values.
    ``met`` is null when no condition of "active" is met; then two ``broken`` are named.
    Conditions: active_weeks, posts_per_week, showcase, resonance, dialogue (reply_rate),
    longest_silence."""

    met: str | None
    met_value: float | None
    broken: list[str]
    broken_values: list[float | None]
    silence_days: float | None = Field(description="a silence over 30 days, always named")


class Verdict(Part):
    code: VerdictCode | None = Field(description="null where no verdict applies")
    label: str | None
    provisional: bool
    confidence: Share | None
    confidence_level: Literal["high", "medium", "low"] | None
    sub_label: SubLabel | None
    contradiction: Contradiction | None
    missing: Reason | None = Field(description="why there is no verdict, with insufficient_data")
    evidence: list[Evidence]


class Flag(Part):
    code: FlagCode
    evidence: list[Evidence]


class Advice(Part):
    """A thing to do on one account: ``id`` names the text, ``signal`` the number that asks for it.

    ``value`` and ``target`` are counts of ``of`` cases. ``score_change`` is in points, null without
    a score; where only S moves, it stands before and after.
    """

    id: str
    signal: str
    value: float
    target: float
    of: float | None
    unit: str
    effort: Literal[1, 2, 3]
    priority: float
    score_change: float | None
    showcase_before: Share | None
    showcase_after: Share | None
    showcase_change: float | None


class Benchmark(Part):
    name: str
    year: int | None
    platform: str
    value: float
    unit: str
    statistic: str
    metric: str
    denominator: str
    sample: str
    source: str
    licence: str
    f_ref: int | None
    expected_interactions: float | None
    note: str | None


class ProfileChecks(Part):
    """The items of a profile: filled, empty, or unknown."""

    name: bool | None
    picture: bool | None
    cover: bool | None
    bio: bool | None
    website: bool | None
    contact: bool | None
    location: bool | None
    named_person: bool | None


class AccountResult(Part):
    ref: str
    platform: str
    handle: str
    name: str | None
    url: str | None
    followers: int | None
    followers_origin: Literal["api", "export", "manual"] | None
    subject: str
    coverage: Coverage
    missing: dict[str, Reason]
    counts: Counts
    series: Series
    signals: dict[str, Signal]
    pillars: dict[str, Pillar]
    score: TotalScore
    showcase: Showcase
    verdict: Verdict
    flags: list[Flag]
    advice: list[Advice] = []
    benchmark: Benchmark | None
    profile: ProfileChecks


class DataQuality(Part):
    """A note on what the reader should know of the data. ``code`` names the text."""

    account: str | None
    code: str
    params: dict[str, Any] = {}


class LeftOut(Part):
    """Rows of a file that were not taken, and why (an English text, the key of translations)."""

    reason: str
    n: int
    lines: list[int] = []


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
    left_out: list[LeftOut] = []
    calls: int | None
    units: int | None
    money: float | None


class Provenance(Part):
    tool_version: str
    api_versions: dict[str, str]
    runs: list[RunRecord]


class Result(Part):
    """One audit, whole."""

    schema_: Literal["auditor.result/1"] = Field(default="auditor.result/1", alias="schema")
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

    def to_json(self) -> str:
        """The result as JSON text, always the same bytes for the same result."""
        data = self.model_dump(mode="json", by_alias=True)
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text + "\n"


def parse_result(text: str, name: str = "result.json") -> Result:
    """A result from its JSON text.

    Raises:
        ResultError: the text is no JSON or no result of this version; says where.
    """
    try:
        return Result.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "-"
        raise ResultError(
            msg("{file} is not a result of this program ({where}: {what}).",
                file=name, where=where, what=first["msg"]),
            msg("Give the result.json that 'auditor audit' wrote, or run the audit again."),
        ) from error  # fmt: skip


def read_result(path: Path) -> Result:
    """A result from a file. Raises :class:`ResultError` with one line that says what is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ResultError(
            msg("{file} cannot be read: {what}.", file=str(path), what=type(error).__name__),
            msg("Give the path of a result.json written by 'auditor audit'."),
        ) from error
    return parse_result(text, str(path))


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a result, as shipped in ``auditor/schemas``."""
    return Result.model_json_schema(by_alias=True, mode="serialization")
