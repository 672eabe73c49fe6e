"""The parts of a result that belong to one account."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from auditor.core.reasons import Reason
from auditor.result.schema_verdict import (
    Halves,
    Part,
    Score,
    Share,
    Showcase,
    SubLabel,
    Time,
    TotalScore,
    Verdict,
    VerdictCode,
)

FlagCode = Literal[
    "rented_audience",
    "suspicious_interactions",
    "absent_managers",
    "unanswered_comments",
    "staff_only",
    "one_hit",
    "impersonal",
    "lost_signs",
]


class Span(Part):
    start: Time
    end: Time
    days: float


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
    content: Span | None = Field(
        default=None, description="the days whose posts tell what the page speaks of"
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
    invites: bool | None = None
    has_mention: bool | None
    is_poll: bool | None
    is_promotion: bool | None
    links_home: bool | None
    is_duplicate: bool | None
    mature: bool
    has_clock: bool = Field(default=True, description="whether its time of day is known")


class SeriesReply(Part):
    """A comment by somebody else and the account's own first answer: ``hours`` null = unanswered.

    ``by`` is ``team`` where a member of the declared team answered, and not the account or later.
    """

    post: str | None
    commented_at: Time
    hours: float | None
    by: Literal["account", "team"] | None = Field(
        default=None, description="who answered first; null = nobody yet"
    )


class Mix(Part):
    """Own posts of the content window, each in the first kind that fits; the first three are the
    page speaking of itself; ``unknown`` could not be judged."""

    posts: int
    sells: int
    home: int
    repeats: int
    invites: int
    names: int
    other: int
    unknown: int
    formats: dict[str, int]


class FollowerCount(Part):
    """How many followed a page at a moment, as the network, a file or somebody told it."""

    at: Time
    followers: int


class Series(Part):
    weeks: list[Week] = Field(max_length=5_300)
    posts: list[SeriesPost] = Field(max_length=600)
    posts_left_out: int
    replies: list[SeriesReply] = Field(max_length=600)
    mix: Mix | None = None
    followers: list[FollowerCount] = Field(
        default=[], max_length=400, description="inside the history, the last of each day"
    )
    heatmap: list[Annotated[list[int], Field(min_length=24, max_length=24)]] | None = Field(
        default=None,
        min_length=7,
        max_length=7,
        description="own posts of the history by weekday (Monday first) and hour, in the client's "
        "time zone; null when no post has a time of day",
    )


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
    details: dict[str, Any] = Field(default={})
    evidence: list[str] = Field(default=[], description="ids of posts that show it")


class Pillar(Part):
    score: Score | None
    low: Score | None
    high: Score | None
    weight: float
    coverage: Share = Field(description="weight of its parts that was measured")
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


class Flag(Part):
    code: FlagCode
    evidence: list[Evidence]


class Advice(Part):
    """A thing to do on one account: ``id`` names the text, ``signal`` the number that asks for it.

    ``value`` and ``target`` are counts of ``of`` cases. ``score_change`` is in points of the mean
    score; S stands before and after.
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
    showcase_before: float | None
    showcase_after: float | None
    showcase_change: float | None


class Cohort(Part):
    """Other accounts of the network, the account itself and its siblings left out.

    At five posts a week, ln(median + .5) = level + slope · ln(followers); ``slope`` null: the
    table's line, ``level`` above it. ``volume`` · ln(posts a week / 5) and ``format_effects`` are
    added. ``with_table``: the level is drawn towards the published one; ``wide``: fewer than 30;
    ``used``: five of them lie within a factor of 3 of the account's followers.
    """

    size: int
    followers_least: int
    followers_most: int
    slope: float | None
    level: float
    volume: float = 0.0
    own_slope: bool
    with_table: bool
    wide: bool
    used: bool = True
    format_effects: dict[str, float]


class Site(Part):
    """A site that nobody named and that most links lead to: ``links`` of ``of``."""

    domain: str
    links: int
    of: int


class Benchmark(Part):
    """What expected interactions come from: a published figure, or the ``cohort`` by that name."""

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


class ProfileChecks(Part):
    """The items of a profile: filled, empty, or unknown."""

    name: bool | None
    picture: bool | None
    cover: bool | None
    bio: bool | None
    website: bool | None
    contact: bool | None
    location: bool | None
    hours: bool | None = None
    category: bool | None = None
    named_person: bool | None


class Reviews(Part):
    """What the network says of all reviews of a profile: average in stars (1 to 5), how many."""

    rating: float | None
    count: int | None


class Identity(Part):
    """What an account says of who it is; ``links`` are the accounts to which a site leads."""

    phones: list[str] | None
    category: str | None
    place: str | None
    links: list[str] | None


class PreviousAccount(Part):
    """What an earlier audit said of an account: verdict, score, pillars, checks passed."""

    verdict: VerdictCode | None
    sub_label: SubLabel | None
    score: Score | None
    pillars: dict[str, Score | None]
    passed: dict[str, bool | None]


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
    halves: Halves | None = None
    presumed_site: Site | None = None
    verdict: Verdict
    flags: list[Flag]
    advice: list[Advice] = Field(default=[])
    benchmark: Benchmark | None
    cohort: Cohort | None = None
    profile: ProfileChecks
    reviews: Reviews | None = None
    identity: Identity | None = None
