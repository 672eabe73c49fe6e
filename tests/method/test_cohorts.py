"""Cohorts: other pages of the network, never the page itself; from the audit and from the store."""

from __future__ import annotations

import math
import random
import statistics
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.core.model import AccountRef, Counts, Format, Post
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.method.cohorts import Cohort, median_without
from auditor.method.judging.norms import expectations
from auditor.method.yardstick import expects
from auditor.result.build import as_result, run_audit
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from auditor.store import Store
from reports.html import render_html
from tests.method.makers import AS_OF, Made, write
from tests.method.test_verdicts import WEEKLY, account


def peer(n: int, followers: int, reactions: int, platform: str = "bluesky", **more) -> Made:
    made = account(WEEKLY, [reactions], followers=followers, platform=platform, **more)
    made.ref = AccountRef(platform, f"pari{n}.example.com")
    made.subject = f"Pari {n}"
    return made


def peers(count: int, least: int = 100, most: int = 10_000, **more) -> list[Made]:
    """Pages that get a reaction for every hundred followers to the power of .85 or so."""
    sizes = np.geomspace(least, most, count)
    return [peer(n, int(f), round(0.2 * f**0.7), **more) for n, f in enumerate(sizes)]


def audited(made: list[Made], folder: Path, only: int = 0) -> Result:
    """The audit of one of the accounts; the others are in the store alone."""
    with Store.open(folder / f"{random.random()}.sqlite3") as store:
        write(store, made)
        entry = made[only]
        spec = AuditSpec((SubjectSpec(entry.subject, "company", "client", (entry.ref,)),))
        return as_result(run_audit(store, spec, AS_OF, AS_OF))


def first(result: Result) -> AccountResult:
    return result.accounts[0]


def test_bluesky_gets_a_resonance_from_ten_others_of_the_store(tmp_path: Path) -> None:
    few = first(audited([peer(99, 500, 30), *peers(9)], tmp_path))
    assert (few.cohort, few.signals["resonance"].missing) == (None, "no_benchmark")
    first_action = first(audited([peer(99, 1000, 30), *peers(10, 300, 3000)], tmp_path))
    assert first_action.cohort is not None
    assert (first_action.cohort.size, first_action.cohort.wide, first_action.cohort.own_slope) == (
        10,
        True,
        False,
    )
    assert (first_action.cohort.followers_least, first_action.cohort.followers_most) == (300, 3_000)
    assert first_action.cohort.slope is None  # the table's, or .85
    assert first_action.cohort.used
    assert first_action.signals["resonance"].value is not None
    assert first_action.benchmark is not None
    assert (first_action.benchmark.name, first_action.benchmark.sample) == (
        "cohort",
        "10 accounts, 300 to 3000 followers",
    )


def test_thirty_over_a_decade_have_a_slope_of_their_own(tmp_path: Path) -> None:
    cohort = first(audited([peer(99, 500, 30), *peers(30)], tmp_path)).cohort
    assert cohort is not None
    assert (cohort.own_slope, cohort.wide) == (True, False)
    assert cohort.slope == pytest.approx(0.7, abs=0.03)
    narrow = first(audited([peer(99, 500, 30), *peers(30, 1000, 9000)], tmp_path)).cohort
    assert narrow is not None
    assert (narrow.own_slope, narrow.wide) == (False, False)


def test_a_page_is_never_its_own_measure(tmp_path: Path) -> None:
    """Neither its own numbers nor those of the same subject move what is expected of it."""
    said = set()
    for reactions in (1, 30, 9000):
        rows, sister = peer(99, 500, reactions), peer(98, 5000, reactions)
        sister.subject = rows.subject
        with Store.open(tmp_path / f"{reactions}.sqlite3") as store:
            write(store, [rows, sister, *peers(30)])
            subject = SubjectSpec(rows.subject, "company", "client", (rows.ref, sister.ref))
            result = as_result(run_audit(store, AuditSpec((subject,)), AS_OF, AS_OF))
        first_action = first(result)
        assert first_action.cohort is not None
        assert first_action.benchmark is not None
        said.add(
            (
                first_action.cohort.size,
                first_action.cohort.level,
                first_action.benchmark.expected_interactions,
            )
        )
    assert len(said) == 1
    assert next(iter(said))[0] == 30


def test_the_published_level_weighs_as_ten_pages(tmp_path: Path) -> None:
    first_action = first(
        audited([peer(99, 1000, 3, "instagram"), *peers(10, platform="instagram")], tmp_path)
    )
    assert first_action.cohort is not None
    assert first_action.cohort.with_table
    table = expectations()["instagram"]
    alone = statistics.median(
        math.log(round(0.2 * f**0.7) + 0.5)
        - math.log(table.interactions(int(f), 5))  # without volume on this network
        for f in np.geomspace(100, 10_000, 10)
    )
    assert first_action.cohort.level == pytest.approx(alone / 2)


def test_only_pages_of_about_its_size_are_a_measure(tmp_path: Path) -> None:
    """Five of them within a factor of three, else the published figure, held by the nearest."""
    far = first(
        audited([peer(99, 500_000, 30, "instagram"), *peers(30, platform="instagram")], tmp_path)
    )
    assert far.cohort is not None
    assert not far.cohort.used
    assert far.benchmark is not None
    assert far.benchmark.name != "cohort"
    none = first(audited([peer(99, 500_000, 30), *peers(30)], tmp_path))
    assert none.signals["resonance"].missing == "no_benchmark"


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(st.floats(2, 15), min_size=10, max_size=60),
    st.floats(0, 1.2) | st.none(),
    st.floats(-3, 3),
    st.sampled_from(["facebook", "instagram", "bluesky"]),
    st.floats(0.1, 60),
)
def test_what_is_expected_never_falls_when_followers_rise(
    sizes: list[float], slope: float | None, level: float, network: str, weekly: float
) -> None:
    """Through supported sizes, gaps between them and beyond, with a table and without."""
    cohort = Cohort(
        network, len(sizes), (1, 2), slope, level, 0.0, False, 0.0, np.array(sorted(sizes))
    )
    table = expectations().get(network)
    matches = [
        expects(cohort, table, (float(f), weekly), 2026.5)[0] for f in np.geomspace(5, 1e7, 120)
    ]
    expected = [value for value in matches if value == value]
    assert all(b >= a - 1e-9 * max(1, a) for a, b in pairwise(expected))


def test_a_format_that_gets_more_is_expected_to(tmp_path: Path) -> None:
    """Videos get four times what pictures get on every page: a page of videos is no star."""
    others = peers(12)
    for made in others:
        for n, post in enumerate(made.posts):
            if post.format is Format.VIDEO:
                more = Counts(reactions=4 * (post.counts.reactions or 0), comments=0, shares=0)
                made.posts[n] = Post(
                    post.platform_id,
                    post.published_at,
                    text=post.text,
                    format=post.format,
                    links=(),
                    counts=more,
                )
    videos, pictures = (peer(99, 1000, 30) for _ in range(2))
    for made, form in ((videos, Format.VIDEO), (pictures, Format.IMAGE)):
        made.posts = [
            Post(p.platform_id, p.published_at, text=p.text, links=(), format=form, counts=p.counts)
            for p in made.posts
        ]
    star = first(audited([pictures, *others], tmp_path))
    usual = first(audited([videos, *others], tmp_path))
    assert star.cohort is not None
    assert star.cohort.format_effects["video"] == pytest.approx(math.log(4), abs=0.2)
    low, high = usual.signals["resonance"].value, star.signals["resonance"].value
    assert isinstance(low, float)
    assert isinstance(high, float)
    assert high - low == pytest.approx(math.log(4), abs=0.45)


def test_peers_that_were_read_earlier_still_count_and_silent_ones_do_not(tmp_path: Path) -> None:
    others = peers(10)
    for made in others[:3]:
        made.spans = [(AS_OF - timedelta(days=300), AS_OF - timedelta(days=60), "api", True)]
    cohort = first(audited([peer(99, 500, 30), *others], tmp_path)).cohort
    assert cohort is not None
    others[0].posts = others[0].posts[:3]
    assert first(audited([peer(99, 500, 30), *others], tmp_path)).cohort is None


def test_the_page_says_what_it_compares_with(tmp_path: Path) -> None:
    result = audited([peer(99, 1000, 30), *peers(10, 300, 3000)], tmp_path)
    html = render_html(result, "en")
    assert "10 other pages of this network that are kept here, 300 to 3,000 followers" in html
    assert "fewer than 30, so that the interval is wide" in html
    assert "pari3" not in html


def test_a_median_without_some_is_the_median_of_the_rest() -> None:
    chance = random.Random(4)
    for _ in range(300):
        values = sorted(chance.random() for _ in range(chance.randrange(1, 12)))
        out = sorted(chance.sample(range(len(values)), chance.randrange(len(values))))
        rest = [value for entry, value in enumerate(values) if entry not in out]
        result = median_without(np.array(values), np.array(out, dtype=np.int64))
        assert result == pytest.approx(statistics.median(rest))
    assert math.isnan(median_without(np.array([1.0]), np.array([0])))
