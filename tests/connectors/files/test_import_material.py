"""Real exports give the figures that were counted in them by hand. Optional material."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from auditor.core.model import AccountRef, Post, PostKind
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from auditor.store import Store
from connectors.files import ImportRefused, make_options, read_files, write_reading


@dataclass(frozen=True)
class Figures:
    posts: int
    per_week: float
    mean: float
    median: float
    zero_share: float
    longest_gap: float
    largest: int


PAGES = {
    "starbucks": Figures(5, 0.508, 104_800.8, 99_376, 0, 38.79, 262_210),
    "porsche": Figures(112, 6.468, 10_989.58, 6_742, 0, 3.28, 76_633),
    "nikebasketball": Figures(62, 3.808, 14_513.484, 1_087, 0, 12.51, 597_033),
    "goodinc": Figures(85, 5.069, 0.482, 0, 0.5529, 23.92, 2),
}


def interactions(post: Post) -> int | None:
    expected = [
        count
        for count in (post.counts.reactions, post.counts.comments, post.counts.shares)
        if count is not None
    ]
    return sum(expected) if expected else None


def figures(posts: list[Post]) -> Figures:
    counted = [value for post in posts if (value := interactions(post)) is not None]
    times = sorted(post.published_at for post in posts)
    weeks = (times[-1] - times[0]).total_seconds() / 604_800
    gaps = [(later - earlier).total_seconds() / 86_400 for earlier, later in pairwise(times)]
    return Figures(
        len(posts),
        len(posts) / weeks,
        statistics.mean(counted),
        statistics.median(counted),
        counted.count(0) / len(counted),
        max(gaps),
        max(counted),
    )


def assert_same(found: Figures, expected: Figures) -> None:
    assert found.posts == expected.posts
    assert found.per_week == pytest.approx(expected.per_week, abs=6e-3)
    assert found.mean == pytest.approx(expected.mean, abs=5e-3)
    assert found.median == expected.median
    assert found.zero_share == pytest.approx(expected.zero_share, abs=5e-5)
    assert found.longest_gap == pytest.approx(expected.longest_gap, abs=5e-3)
    assert found.largest == expected.largest


def page(material: Path, name: str) -> Path:
    return material / "data" / "facebook-pages-2016" / f"{name}_facebook_statuses.csv"


@pytest.mark.parametrize("name", PAGES)
def test_a_facebook_page_of_2016(name: str, material: Path, read) -> None:
    file = read(page(material, name), account=f"facebook:{name}", timezone="-05:00")
    assert_same(figures(list(file.posts)), PAGES[name])
    assert not file.left_out
    assert not file.warnings


def test_a_page_without_a_row_is_no_data(material: Path, read) -> None:
    file = read(page(material, "oreo"), account="facebook:oreo", timezone="-05:00")
    assert (file.posts, file.covered) == ((), None)
    assert file.warnings


def test_thirteen_months_of_x_analytics(material: Path, now) -> None:
    reading = read_files([material / "data" / "x-analytics-export"], make_options(), now)
    assert [str(ref) for ref in reading.accounts] == ["x:ropensci"]
    assert len(reading.files) == 13
    assert {file.span_source for file in reading.files} == {"declared"}
    posts = [p for file in reading.files for p in file.posts if p.published_at.year == 2017]
    own = [post for post in posts if post.kind is PostKind.POST]
    assert (len(own), len(posts) - len(own)) == (308, 66)
    result = figures(own)
    assert (round(result.mean, 3), result.median, result.largest) == (24.484, 14, 309)
    assert round(result.zero_share, 4) == 0.0065
    assert_same(figures(posts), Figures(374, 7.254, 21.294, 11, 0.0134, 7.82, 309))


def test_a_month_left_out_is_a_gap_and_changes_no_verdict(
    material: Path, now, tmp_path: Path
) -> None:
    months = sorted((material / "data" / "x-analytics-export").glob("*.csv"))
    matches = []
    for name, files in (("all", months), ("gap", [*months[:10], *months[11:]])):
        options = make_options(followers=["9000"])
        with Store.open(tmp_path / f"{name}.sqlite3") as store:
            write_reading(store, read_files(files, options, now), options, now)
            ref = AccountRef("x", "ropensci")
            spec = AuditSpec((SubjectSpec("rOpenSci", "company", "client", (ref,)),))
            matches.append(as_result(run_audit(store, spec, now, offline=True)).accounts[0])
    whole, gap = matches
    assert whole.coverage.gaps == []
    (entry,) = gap.coverage.gaps
    assert (entry.start.date().isoformat(), entry.days) == ("2017-10-01", 31)
    assert gap.verdict.code == whole.verdict.code
    silence = gap.signals["longest_silence"].value
    assert isinstance(silence, float)
    assert silence < 10


def test_a_table_with_day_and_time_in_two_columns(material: Path, read) -> None:
    path = material / "data" / "freecodecamp_facebook_page_activity.csv"
    file = read(path, account="facebook:freecodecamp", mapping=["published_at=date+time"])
    assert sum(post.counts.reactions is not None for post in file.posts) == 419
    assert_same(figures(list(file.posts)), Figures(420, 9.58, 316.947, 172, 0, 4.86, 15_226))


def test_a_table_without_dates_is_refused(material: Path, read) -> None:
    with pytest.raises(ImportRefused, match="no column with the dates"):
        read(material / "data" / "uci_facebook_metrics.csv")
