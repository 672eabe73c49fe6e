"""The parts of a result that are judged: verdict, score, the halves of the shop window."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from auditor.core.reasons import Reason

# "confused" and the last three finer names are of version 1 of the method.
VerdictCode = Literal[
    "absent",
    "insufficient_data",
    "social_lazy",
    "without_direction",
    "one_way",
    "active",
    "confused",
]
SubLabel = Literal[
    "paused",
    "present_in_conversations",
    "into_the_void",
    "followed",
    "rare_and_loved",
    "unheard",
    "irregular",
    "broadcaster",
    "megaphone",
    "one_way_response_unknown",
]


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


Time = Annotated[datetime, PlainSerializer(_iso, return_type=str, when_used="json")]
Share = Annotated[float, Field(ge=0, le=1)]
Score = Annotated[float, Field(ge=0, le=100)]


class Part(BaseModel):
    """Base of all parts: unknown keys are an error, so that a typo never passes for data."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, defer_build=True)


class TotalScore(Part):
    """The mean of the draws, with their 5th and 95th percentile."""

    value: Score | None
    low: Score | None
    high: Score | None
    coverage: Share
    missing: Reason | None


class Showcase(Part):
    """The shop-window index S, 0..100: half of "speaks only of itself" and of not listening."""

    value: Score | None
    low: Score | None
    high: Score | None
    missing: Reason | None


class Half(Part):
    """One half of the shop window, 0..100: 50 is the median page of the network.

    ``parts`` are the positions it is made of, null where a part was not seen.
    """

    value: Score
    low: Score
    high: Score
    parts: dict[str, Score | None]


class Halves(Part):
    """Whether the page speaks only of itself, and whether it listens."""

    self_: Half = Field(alias="self")
    listens: Half


class Why(Part):
    """A condition of the verdict's row, and in how many of the draws it held."""

    code: str
    share: Share


class Sign(Part):
    """A condition of the rules: value and interval beside its line, ``counted`` of ``of`` cases.

    ``passed`` is null between the two lines of the shop window, and where there is no line.
    """

    id: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    line: float | None
    higher_is_better: bool | None
    passed: bool | None
    counted: float | None
    of: float | None


class Verdict(Part):
    """``confidence`` is how often the code came in the draws, ``shares`` how often each did;
    ``leans``: the report says "leans to"; ``decides`` names what would settle it most."""

    code: VerdictCode | None = Field(description="null where no verdict applies")
    label: str | None
    neutral_label: str | None
    confidence: Share | None
    level: Literal["high", "medium", "low"] | None
    leans: bool
    shares: dict[str, Share]
    decides: str | None
    sub_label: SubLabel | None
    reasons: list[Why]
    signs: list[Sign]
    missing: Reason | None = Field(description="why there is no verdict, with insufficient_data")
