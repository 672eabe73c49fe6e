"""Method 2 in numbers: the ten cases, another reading of it, and the properties that must hold."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.method.judging import draws, norms
from auditor.method.judging.cases import Case, measured_cases, outcomes
from auditor.method.judging.distributions import RATES, beta_cdf, normal_cdf, normal_quantile
from auditor.method.judging.lines import CODES, LAZY
from auditor.method.judging.measured import Measured
from auditor.method.judging.rules import DrawnJudgement, judge

RANGES = ("S", "self_position", "listens", "response", "presence", "score")
NETWORKS = ("facebook", "x", "instagram", "tiktok", "linkedin", "mastodon")


def test_the_ten_cases_within_their_tolerances(material: Path) -> None:
    cases = json.loads((material / "method2" / "cases.json").read_text(encoding="utf-8"))
    assert len(cases) == 10
    for case, value in zip(cases, outcomes([Case.model_validate(c) for c in cases]), strict=True):
        assert value["verdict"] == case["verdict"], case["id"]
        assert value["decides"] == case["decides"], case["id"]
        assert abs(value["confidence"] - case["confidence"]) <= 0.0101
        for code in CODES:
            assert abs(value["shares"][code] - case["shares"].get(code, 0)) <= 0.0101, code
        for name in ("S", "listens", "self_position", "response", "score"):
            assert abs(value[name][0] - case[name]) <= 1, (case["id"], name)


def test_another_reading_of_the_method_agrees(material: Path) -> None:
    output = subprocess.run(
        [sys.executable, material / "method2" / "judge", "--random", "300"],
        capture_output=True,
        check=True,
        timeout=100,
    )
    cases = json.loads(output.stdout)
    outcome_list = outcomes([Case.model_validate(case) for case in cases])
    for case, value in zip(cases, outcome_list, strict=True):
        other = case["outcome"]
        assert value["verdict"] == other["verdict"]
        assert value["confidence"] == pytest.approx(other["confidence"], abs=1e-6)
        assert value["shares"] == pytest.approx(other["shares"], abs=1e-6)
        for name in RANGES:
            assert value[name] == pytest.approx(other[name], abs=1e-6), name


@pytest.mark.parametrize(
    ("rate", "low", "middle", "high"),
    [
        ("invites", 0.007, 0.027, 0.068),
        ("self", 0.022, 0.315, 0.839),
        ("replies", 0.002, 0.120, 0.625),
    ],
)
def test_a_norm_gives_the_tenths_that_its_table_states(
    rate: str, low: float, middle: float, high: float
) -> None:
    of = norms.norm("facebook", rate)
    row = beta_cdf(np.array([of.a]), np.array([of.b]))[0]
    for share, stated in ((0.1, low), (0.5, middle), (0.9, high)):
        assert np.interp(share, row, RATES) == pytest.approx(stated, abs=0.0015)


def test_the_normal_distribution_is_that_of_the_tables() -> None:
    assert normal_cdf(np.array([0.0, 1.959963985, -3.0])) == pytest.approx(
        [0.5, 0.975, 0.0013498980316], abs=1e-9
    )
    p = np.linspace(0.0005, 0.9995, 999)
    assert normal_cdf(normal_quantile(p)) == pytest.approx(p, abs=1e-8)


def test_a_network_without_a_norm_has_the_default() -> None:
    assert norms.norm("mastodon", "self") == norms.norm("default", "self")


def test_expected_interactions_never_fall_when_followers_rise() -> None:
    for table in norms.expectations().values():
        sizes = np.geomspace(1, 1e9, 300)
        expected = [table.interactions(float(size), 3) for size in sizes]
        assert expected == sorted(expected)


weeks_of = st.lists(st.integers(0, 9), min_size=4, max_size=13)


@st.composite
def cases(draw: Any) -> Case:
    weeks = draw(weeks_of)
    posts = sum(weeks)
    part = st.integers(0, posts)
    result = draw(st.one_of(st.none(), st.integers(1, 40)))
    return Case.model_validate(
        {
            "network": draw(st.sampled_from(NETWORKS)),
            "year": 2026.8,
            "followers": draw(st.one_of(st.none(), st.integers(0, 3_000_000))),
            "covered_days": 7.0 * len(weeks),
            "posts_per_week_newest_first": weeks,
            "longest_silence": draw(st.floats(0.1, 60)),
            "days_since_last_post": draw(st.floats(0, 60)),
            "interactions_each": draw(st.sampled_from([0, 1, 2, 3, 4, 8, 20, 60, 500])),
            "invite": draw(part),
            "self": draw(part),
            "names": draw(st.one_of(st.none(), part)),
            "replied_of": None if result is None else (draw(st.integers(0, result)), result),
            "team_active": draw(st.one_of(st.none(), st.sampled_from([0.0, 0.25, 0.5, 1.0]))),
        }
    )


many = st.lists(cases(), min_size=10, max_size=10)
# Ten accounts an example, judged at once: 500 of each property.
LIMIT = settings(max_examples=50, deadline=None)


def share(found: DrawnJudgement, code: str) -> Any:
    return found.shares[:, CODES.index(code)]


def never_worse(before: DrawnJudgement, after: DrawnJudgement) -> None:
    assert np.all(share(after, "social_lazy") <= share(before, "social_lazy") + 1e-12)
    assert np.all(share(after, "active") >= share(before, "active") - 1e-12)
    assert np.all(after.score.value >= before.score.value - 2e-6)


@LIMIT
@given(many, st.floats(0.01, 3))
def test_property_1_more_interactions_never_lower_the_response(
    some: list[Case], more: float
) -> None:
    data = measured_cases(some)
    before = judge(data)
    after = judge(
        replace(
            data,
            log_ratio=np.minimum(data.log_ratio + more, 3.0),
            near_zero=data.near_zero * 0,
            void=data.void * 0,
        )
    )
    assert np.all(after.drawn.response >= before.drawn.response)
    assert np.all(after.score.value >= before.score.value - 2e-6)
    assert np.all(share(after, "social_lazy") <= share(before, "social_lazy") + 1e-12)


@LIMIT
@given(many)
def test_property_2_an_own_reply_never_makes_it_worse(some: list[Case]) -> None:
    data = measured_cases(some)
    before = judge(data)
    after = judge(replace(data, replied=np.minimum(data.replied + 1, data.comments)))
    assert np.all(after.drawn.showcase <= before.drawn.showcase + 1e-9)
    never_worse(before, after)


@LIMIT
@given(many, st.floats(1.01, 100))
def test_property_3_more_followers_never_raise_the_response(some: list[Case], times: float) -> None:
    more = [
        case.model_copy(update={"followers": case.followers and int(case.followers * times) + 1})
        for case in some
    ]
    before, after = judge(measured_cases(some)), judge(measured_cases(more))
    both = before.response_judged & after.response_judged
    assert np.all(after.drawn.response[both] <= before.drawn.response[both] + 1e-9)


@LIMIT
@given(many, st.randoms())
def test_properties_4_and_10_neither_order_nor_company_changes_a_byte(
    some: list[Case], chance: Any
) -> None:
    outcome_list = outcomes(some)
    order = list(range(len(some)))
    chance.shuffle(order)
    assert outcomes([some[n] for n in order]) == [outcome_list[n] for n in order]
    assert outcomes(some[:1]) == outcome_list[:1]


@LIMIT
@given(many)
def test_properties_5_and_17_ranges_hold_their_value_and_shares_add_up(some: list[Case]) -> None:
    for outcome in outcomes(some):
        for name in RANGES:
            value, low, high = outcome[name]
            assert 0 <= low <= high <= 100
            assert 0 <= value <= 100
        assert sum(outcome["shares"].values()) == pytest.approx(1, abs=1e-12)
        assert outcome["verdict"] in (*CODES, "insufficient_data")


@LIMIT
@given(many, st.sampled_from(["log_ratio", "expected_sum", "replied", "comments"]))
def test_property_7_a_field_that_is_missing_never_raises_the_coverage(
    some: list[Case], name: str
) -> None:
    full = replace(measured_cases(some), profile=np.full(len(some), 50.0))
    less = replace(full, **{name: np.full(len(some), np.nan)})
    assert np.all(judge(less).coverage <= judge(full).coverage + 1e-9)


@LIMIT
@given(many)
def test_property_7_what_leaves_its_half_leaves_no_error(some: list[Case]) -> None:
    full = measured_cases(some)
    gone = np.full(len(some), np.nan)
    for less in (replace(full, names=gone, names_of=gone), replace(full, team=gone)):
        judgement = judge(less)
        assert not np.isnan(judgement.score.value).any()
        assert np.all(judgement.coverage <= judge(full).coverage + 1e-9)


@LIMIT
@given(many, st.sampled_from([0, None]))
def test_property_8_without_followers_the_response_is_not_judged(
    some: list[Case], followers: int | None
) -> None:
    judgement = judge(
        measured_cases([value.model_copy(update={"followers": followers}) for value in some])
    )
    assert not judgement.response_judged.any()
    assert judgement.response.value == pytest.approx(np.full(len(some), 50), abs=0.01)


@LIMIT
@given(many)
def test_property_9_no_post_in_a_whole_window_is_absent(some: list[Case]) -> None:
    silent = {
        "posts_per_week_newest_first": [0] * 13,
        "covered_days": 91.0,
        "invite": 0,
        "self_": 0,
        "names": None,
    }
    for outcome in outcomes([case.model_copy(update=silent) for case in some]):
        assert (outcome["verdict"], outcome["confidence"]) == ("absent", 1)


@LIMIT
@given(many, st.integers(0, 12))
def test_property_11_a_post_in_a_silent_week_never_lowers_presence(
    some: list[Case], week: int
) -> None:
    data = measured_cases(some)
    silent = data.weeks[:, week] == 0
    weeks = data.weeks.copy()
    weeks[silent, week] = 1
    before, after = judge(data), judge(replace(data, weeks=weeks, posts=data.posts + silent))
    assert np.all(after.drawn.presence >= before.drawn.presence - 1e-9)
    assert np.all(share(after, "absent") <= share(before, "absent") + 1e-12)


@LIMIT
@given(many, st.integers(1, 30))
def test_property_12_a_settled_link_moves_by_what_it_had_been_given(
    some: list[Case], unknown: int
) -> None:
    before = replace(measured_cases(some), self_unknown=np.full(len(some), float(unknown)))
    result = replace(before, self_of=before.self_of + unknown, self_unknown=np.zeros(len(some)))
    every = replace(result, self_told=result.self_told + unknown)
    low, middle, high = (judge(value).drawn.self_position for value in (result, before, every))
    assert np.all(low <= middle + 1e-9)
    assert np.all(middle <= high + 1e-9)


@LIMIT
@given(many)
def test_property_14_an_invitation_never_makes_it_worse(some: list[Case]) -> None:
    data = measured_cases(some)
    more = replace(data, invites=np.minimum(data.invites + 1, data.invites_of))
    never_worse(judge(data), judge(more))


@LIMIT
@given(many)
def test_property_15_an_advertisement_never_makes_it_better(some: list[Case]) -> None:
    data = measured_cases(some)
    more = replace(data, self_told=np.minimum(data.self_told + 1, data.self_of))
    never_worse(judge(more), judge(data))


@LIMIT
@given(many, st.floats(0, 1), st.floats(0, 1))
def test_property_16_a_team_that_takes_part_more_never_raises_social_lazy(
    some: list[Case], one: float, other: float
) -> None:
    data = measured_cases(some)
    less, more = (
        judge(replace(data, team=np.full(len(some), part))) for part in sorted((one, other))
    )
    assert np.all(share(more, "social_lazy") <= share(less, "social_lazy") + 1e-12)


def page(**changes: Any) -> Case:
    plain = {
        "network": "facebook",
        "year": 2026.8,
        "followers": 10_000,
        "covered_days": 91,
        "posts_per_week_newest_first": [2] * 13,
        "longest_silence": 3.5,
        "days_since_last_post": 1.75,
        "interactions_each": 3,
        "invite": 0,
        "self": 24,
        "names": 0,
        "replied_of": [0, 26],
        "team_active": None,
    }
    return Case.model_validate({**plain, **changes})


def test_hooks_and_unanswered_comments_are_no_conversation() -> None:
    """26 adverts, 26 comments without an answer: no sign that the page writes itself makes it active."""
    (plain,) = outcomes([page()])
    assert plain["verdict"] == "social_lazy"
    for names in (0, 26):
        (outcome_list,) = outcomes([page(names=names)])
        assert outcome_list["verdict"] != "active"


def test_what_was_not_read_leans_and_is_not_counted_as_nothing() -> None:
    unread = judge(
        measured_cases([page(replied_of=None, followers=None, self=4, interactions_each=9)])
    )
    assert bool(unread.leans[0])
    read = judge(
        measured_cases([page(replied_of=[20, 26], followers=None, self=4, interactions_each=9)])
    )
    assert (
        unread.listens.high[0] - unread.listens.low[0] > read.listens.high[0] - read.listens.low[0]
    )


@pytest.mark.parametrize("days", [0, 7, 27.9])
def test_too_few_days_are_not_judged(days: float) -> None:
    (outcome_list,) = outcomes([page(covered_days=days, invite=0, self=0, names=None)])
    assert (outcome_list["verdict"], outcome_list["confidence"]) == ("insufficient_data", None)


def test_a_professional_who_takes_part_elsewhere_is_not_absent() -> None:
    silent = measured_cases([page(posts_per_week_newest_first=[0] * 13, self=0, names=None)])
    assert judge(silent).verdict == ("absent",)
    assert judge(replace(silent, outbound=np.array([5.0]))).verdict == ("without_direction",)
    assert judge(replace(silent, outbound=np.array([2.0]))).verdict == ("absent",)


def test_near_zero_is_told_whatever_the_size() -> None:
    judgement = judge(
        measured_cases([page(followers=None, self=26, interactions_each=1, replied_of=None)])
    )
    assert judgement.verdict == ("social_lazy",)
    assert np.all(judgement.drawn.near_zero[judgement.drawn.code == LAZY])


def test_every_account_meets_the_same_random_numbers() -> None:
    assert sorted(draws.UNIFORM["theta"]) == [(n + 0.5) / 400 for n in range(400)]
    many: Measured = measured_cases([page()] * 3)
    judgement = judge(many)
    assert np.array_equal(judgement.drawn.code[0], judgement.drawn.code[2])


def test_what_is_not_known_stays_unknown() -> None:
    assert np.isnan(normal_cdf(np.array([np.nan]))).all()
    assert np.isnan(normal_quantile(np.array([np.nan]))).all()
