"""The rows of one account in the plain data of a result; see :mod:`auditor.result.raw`."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from auditor.core.json_types import JsonValue
from auditor.method.signs import RawSign


class RawSpan(TypedDict):
    start: str
    end: str
    days: float


class RawCoverage(TypedDict):
    start: str | None
    end: str | None
    days: float
    history_days: float
    gaps: list[RawSpan]
    complete: bool
    posts_read: int
    posts_declared: int | None
    comments_read: bool
    origin: list[str]
    span_source: list[str]
    observed_at: str | None
    parts: list[str]
    content: RawSpan | None


class RawTopPost(TypedDict):
    id: str
    url: str | None
    published_at: str
    interactions: int


class RawCounts(TypedDict):
    own_posts: int
    replies: int
    reposts: int
    mature_posts: int
    counted_posts: int
    interactions_sum: int | None
    interactions_mean: float | None
    interactions_median: float | None
    interactions_max: int | None
    zero_share: float | None
    top_post: RawTopPost | None


class RawWeek(TypedDict):
    start: str
    covered: float
    posts: int | None
    interactions: int | None


class RawSeriesPost(TypedDict):
    id: str
    url: str | None
    published_at: str
    kind: str
    format: str | None
    text: str | None
    reactions: int | None
    comments: int | None
    shares: int | None
    interactions: int | None
    is_question: bool | None
    invites: bool | None
    has_mention: bool | None
    is_poll: bool | None
    is_promotion: bool | None
    links_home: bool | None
    is_duplicate: bool | None
    mature: bool
    has_clock: NotRequired[bool]


class RawSeriesReply(TypedDict):
    post: str | None
    commented_at: str
    hours: float | None
    by: str | None


class RawMix(TypedDict):
    posts: int
    sells: int
    home: int
    repeats: int
    invites: int
    names: int
    other: int
    unknown: int
    formats: dict[str, int]


class RawFollowerCount(TypedDict):
    at: str
    followers: int


class RawSeries(TypedDict):
    weeks: list[RawWeek]
    posts: list[RawSeriesPost]
    posts_left_out: int
    replies: list[RawSeriesReply]
    mix: RawMix | None
    followers: list[RawFollowerCount]
    heatmap: list[list[int]] | None


class RawSignal(TypedDict):
    value: float | str | None
    unit: str
    n: int | None
    missing: str | None
    threshold: float | None
    points: float | None
    passed: bool | None
    source: str
    interval: list[float] | None
    details: dict[str, JsonValue]
    evidence: list[str]


class RawPillar(TypedDict):
    score: float | None
    low: float | None
    high: float | None
    weight: float
    coverage: float
    missing: str | None


class RawTotalScore(TypedDict):
    value: float | None
    low: float | None
    high: float | None
    coverage: float
    missing: str | None


class RawShowcase(TypedDict):
    value: float | None
    low: float | None
    high: float | None
    missing: str | None


class RawHalf(TypedDict):
    value: float | None
    low: float | None
    high: float | None
    parts: dict[str, float | None]


# Not as a class: "self" would be no name of a field.
class RawHalves(TypedDict):
    self: RawHalf
    listens: RawHalf


class RawSite(TypedDict):
    domain: str
    links: int
    of: int


class RawWhy(TypedDict):
    code: str
    share: float


class RawVerdict(TypedDict):
    code: str | None
    label: str | None
    neutral_label: str | None
    confidence: float | None
    level: str | None
    leans: bool
    shares: dict[str, float]
    decides: str | None
    sub_label: str | None
    reasons: list[RawWhy]
    signs: list[RawSign]
    missing: str | None


class RawEvidence(TypedDict):
    signal: str
    value: float | str | None
    unit: str
    threshold: float | None
    n: int | None
    passed: bool | None
    source: str
    posts: list[str]


class RawFlag(TypedDict):
    code: str
    evidence: list[RawEvidence]


class RawAdvice(TypedDict):
    id: str
    signal: str
    value: float
    target: float
    of: float | None
    unit: str
    effort: int
    priority: float
    score_change: float | None
    showcase_before: float | None
    showcase_after: float | None
    showcase_change: float | None


class RawBenchmark(TypedDict):
    name: str
    year: int | None
    platform: str
    value: float | None
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


class RawCohort(TypedDict):
    size: int
    followers_least: int
    followers_most: int
    slope: float | None
    level: float
    volume: float
    own_slope: bool
    with_table: bool
    wide: bool
    used: bool
    format_effects: dict[str, float]


class RawProfileChecks(TypedDict):
    name: bool | None
    picture: bool | None
    cover: bool | None
    bio: bool | None
    website: bool | None
    contact: bool | None
    location: bool | None
    hours: bool | None
    category: bool | None
    named_person: bool | None


class RawReviews(TypedDict):
    rating: float | None
    count: int | None


class RawIdentity(TypedDict):
    phones: list[str] | None
    category: str | None
    place: str | None
    links: list[str] | None


class RawAccount(TypedDict):
    ref: str
    platform: str
    handle: str
    name: str | None
    url: str | None
    followers: int | None
    followers_origin: str | None
    subject: str
    coverage: RawCoverage
    missing: dict[str, str]
    counts: RawCounts
    series: RawSeries
    signals: dict[str, RawSignal]
    pillars: dict[str, RawPillar]
    score: RawTotalScore
    showcase: RawShowcase
    halves: RawHalves | None
    presumed_site: RawSite | None
    verdict: RawVerdict
    flags: list[RawFlag]
    advice: list[RawAdvice]
    benchmark: RawBenchmark | None
    cohort: RawCohort | None
    profile: RawProfileChecks
    reviews: RawReviews | None
    identity: RawIdentity | None
