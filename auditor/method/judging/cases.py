"""Pages described in numbers, judged without a store: the method beside another reading of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.core.errors import UsageError
from auditor.core.files import TooLargeError, regular_text
from auditor.core.json_types import parse_json
from auditor.core.messages import msg
from auditor.method.judging import draws
from auditor.method.judging.lines import CODES, LINES
from auditor.method.judging.measured import Measured
from auditor.method.judging.norms import expectations
from auditor.method.judging.rules import Judgement, Range, judge
from auditor.method.windows import Floats

LARGEST_FILE, MOST_CASES, MOST_POSTS = 50_000_000, 20_000, 100_000
TRIM, LEAST_RATIO, MOST_RATIO = 0.2, -3.0, 3.0

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


class Case(BaseModel):
    """One page in numbers. ``names``, ``replied_of`` and ``team_active`` are null where not known.

    ``posts_per_week_newest_first`` has up to 13 weeks; of them those within ``covered_days`` count.
    """

    model_config = ConfigDict(extra="ignore", strict=False, allow_inf_nan=False)

    id: str | int | None = None
    network: str
    year: float = Field(ge=2000, le=2100)
    followers: Count | None = None
    covered_days: float = Field(ge=0, le=91)
    posts_per_week_newest_first: list[Annotated[int, Field(ge=0, le=MOST_POSTS)]] = Field(
        max_length=draws.WEEKS
    )
    longest_silence: float = Field(ge=0, le=36_600)
    days_since_last_post: float = Field(ge=0, le=36_600)
    interactions_each: float = Field(ge=0, le=1e12)
    invite: Count
    self_: Count = Field(alias="self")
    names: Count | None = None
    replied_of: tuple[Count, Count] | None = None
    team_active: float | None = Field(default=None, ge=0, le=1)


def read_cases(path: Path) -> list[Case]:
    """The cases of a JSON file that holds a list of them.

    Raises:
        UsageError: it cannot be read, is no list, or one of them is not as it should be.
    """
    advice = msg("docs/validation.md describes the form of a case.")
    try:
        values = parse_json(regular_text(path, LARGEST_FILE))
    except TooLargeError:
        raise UsageError(
            msg("{file} is too large for a list of cases.", file=path.name), advice
        ) from None
    except (OSError, ValueError) as error:
        raise UsageError(msg("{file} cannot be read as JSON.", file=path.name), advice) from error
    if not isinstance(values, list) or len(values) > MOST_CASES:
        raise UsageError(
            msg("{file} holds no list of at most {most} cases.", file=path.name, most=MOST_CASES),
            advice,
        )
    return [_case(value, number, path.name) for number, value in enumerate(values, start=1)]


def _case(value: object, number: int, file: str) -> Case:
    try:
        case = Case.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "-"
        raise UsageError(
            msg(
                "Case {number} of {file} is not as it should be: {field}.",
                number=number,
                file=file,
                field=where,
            ),
            msg("docs/validation.md describes the form of a case."),
        ) from error
    posts = sum(_weeks(case))
    counted_of = {"invite": case.invite, "self": case.self_, "names": case.names or 0}
    wrong = [name for name, counted in counted_of.items() if counted > posts]
    if case.replied_of and case.replied_of[0] > case.replied_of[1]:
        wrong.append("replied_of")
    if posts > MOST_POSTS:
        wrong.append("posts_per_week_newest_first")
    if wrong:
        raise UsageError(
            msg(
                "Case {number} of {file}: {field} is more than there can be.",
                number=number,
                file=file,
                field=wrong[0],
            ),
            msg("docs/validation.md describes the form of a case."),
        )
    return case


def _weeks(case: Case) -> list[int]:
    return case.posts_per_week_newest_first[: round(case.covered_days / 7)]


def measured_cases(cases: Sequence[Case]) -> Measured:
    """The cases as what was counted of accounts."""
    weeks = np.full((len(cases), draws.WEEKS), np.nan)
    for number, case in enumerate(cases):
        covered = round(case.covered_days / 7)
        weeks[number, :covered] = 0
        weeks[number, : len(_weeks(case))] = _weeks(case)
    posts = np.nansum(weeks, axis=1)
    expected, variance = _expected(cases, posts)
    each = np.array([case.interactions_each for case in cases], dtype=np.float64)
    ratio = np.clip(np.log((each + 0.5) / (expected + 0.5)), LEAST_RATIO, MOST_RATIO)
    replied = [case.replied_of or (np.nan, np.nan) for case in cases]
    unknown = np.full(len(cases), np.nan)

    def column(values: Sequence[float | None]) -> Floats:
        return np.array([np.nan if v is None else v for v in values], dtype=np.float64)

    names = column([case.names for case in cases])
    return Measured(
        networks=[case.network for case in cases],
        complete=np.ones(len(cases), dtype=bool),
        covered_days=column([case.covered_days for case in cases]),
        posts=posts,
        weeks=weeks,
        longest_silence=column([case.longest_silence for case in cases]),
        days_since_last=column([case.days_since_last_post for case in cases]),
        mature=posts,
        log_ratio=np.where(posts > 0, ratio, np.nan),
        expected_sum=posts * np.nan_to_num(expected),
        expected_variance=variance,
        near_zero=np.where(each <= LINES["near_zero"], posts, 0.0),
        void=np.where(each <= LINES["void"], posts, 0.0),
        invites=column([case.invite for case in cases]),
        invites_of=posts,
        self_told=column([case.self_ for case in cases]),
        self_of=posts,
        self_unknown=np.zeros(len(cases)),
        self_settled=posts,
        names=names,
        names_of=np.where(np.isnan(names), np.nan, posts),
        replied=column([pair[0] for pair in replied]),
        comments=column([pair[1] for pair in replied]),
        team=column([case.team_active for case in cases]),
        outbound=unknown,
        community=unknown,
        profile=unknown,
    )


def _expected(cases: Sequence[Case], posts: Floats) -> tuple[Floats, Floats]:
    """Expected interactions of one post of each case, and the variance of its logarithm."""
    expected, variance = np.full((2, len(cases)), np.nan)
    for number, case in enumerate(cases):
        table = expectations().get(case.network)
        if table is None or not case.followers or not case.covered_days:
            continue
        weekly = posts[number] * 7 / case.covered_days
        expected[number] = table.interactions(case.followers, weekly)
        variance[number] = table.log_variance(case.year)
    return expected, variance


def outcomes(cases: Sequence[Case]) -> list[dict[str, Any]]:
    """What the method makes of each case, as plain values for JSON."""
    if not cases:
        return []
    judged = judge(measured_cases(cases))
    return [_outcome(case, judged, number) for number, case in enumerate(cases)]


def _outcome(case: Case, judged: Judgement, number: int) -> dict[str, Any]:
    confidence = float(judged.confidence[number])
    ranges: Mapping[str, Range] = {
        "S": judged.showcase,
        "self_position": judged.self_position,
        "listens": judged.listens,
        "response": judged.response,
        "presence": judged.presence,
        "score": judged.score,
    }
    return {
        **({} if case.id is None else {"id": case.id}),
        "verdict": judged.verdict[number],
        "confidence": None if np.isnan(confidence) else confidence,
        "leans": bool(judged.leans[number]),
        "shares": {code: float(judged.shares[number, index]) for index, code in enumerate(CODES)},
        "decides": judged.decides[number],
        **{
            name: [float(part[number]) for part in (values.value, values.low, values.high)]
            for name, values in ranges.items()
        },
        "coverage": float(judged.coverage[number]),
    }
