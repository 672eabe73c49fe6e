"""How many interactions a page of some size and pace can expect (method 2, section 3).

From other pages of the store where five of about its size are kept, else from a published figure;
between the two the expectation never falls when followers rise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from auditor.method.cohorts import Cohort, cohorts
from auditor.method.content import per_week
from auditor.method.facts import Facts, Floats, once
from auditor.method.judging.norms import Expectation, expectations
from auditor.method.post_rows import Rows
from auditor.method.windows import from_ms

Source = Literal["cohort", "table", "table, held by the cohort"]


@dataclass(frozen=True)
class Yardstick:
    """Of every account the expected interactions of one post, whatever its format, and the variance
    of their logarithm; NaN where nothing is expected. ``source`` says where they come from."""

    expected: Floats
    log_variance: Floats
    source: tuple[Source | None, ...]


@once
def yardstick(facts: Facts) -> Yardstick:
    """What every account is measured against."""
    followers, weekly = facts.accounts["followers"].to_numpy(), per_week(facts)
    expected, variance = np.full(facts.count, np.nan), np.full(facts.count, np.nan)
    sources: list[Source | None] = [None] * facts.count
    year = _year(facts)
    for number, (platform, cohort) in enumerate(
        zip(facts.accounts["platform"], cohorts(facts), strict=True)
    ):
        if not (followers[number] > 0 and weekly[number] > 0):
            continue
        table = expectations().get(platform)
        size = (float(followers[number]), float(weekly[number]))
        expected[number], variance[number], sources[number] = expects(cohort, table, size, year)
    return Yardstick(expected, variance, tuple(sources))


def _year(facts: Facts) -> float:
    day = from_ms(facts.as_of)
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def expects(
    cohort: Cohort | None, table: Expectation | None, size: tuple[float, float], year: float
) -> tuple[float, float, Source | None]:
    """What a page of ``size`` (followers, posts a week) can expect, the variance of its logarithm,
    and where it comes from; NaN where nothing is expected.

    Args:
        cohort: the pages to compare with; ``None`` without any.
        table: the network's published figure; ``None`` without one.
        size: followers, posts a week.
        year: with its fraction.
    """
    followers, weekly = size
    below = above = None
    if cohort is not None:
        below, above = cohort.supported(followers)
        if below == followers:
            return _by_cohort(cohort, followers, weekly), cohort.log_variance, "cohort"
    if table is None:
        return float("nan"), float("nan"), None
    expected, held = table.interactions(followers, weekly), False
    if cohort is not None and below is not None:
        least = _by_cohort(cohort, below, weekly)
        expected, held = max(expected, least), held or least > expected
    if cohort is not None and above is not None:
        most = _by_cohort(cohort, above, weekly)
        expected, held = min(expected, most), held or most < expected
    return expected, table.log_variance(year), "table, held by the cohort" if held else "table"


def _by_cohort(cohort: Cohort, followers: float, weekly: float) -> float:
    return float(cohort.expected(np.array([followers]), np.array([weekly]))[0])


def expected_of(facts: Facts, posts: Rows) -> Floats:
    """E of every post, in the order of accounts: with its format's effect where a cohort has it."""
    account = posts["account"]
    measure = yardstick(facts)
    expected: Floats = measure.expected[account]
    followers, weekly = facts.accounts["followers"].to_numpy(), per_week(facts)
    formats = posts["format"]
    cuts = np.searchsorted(account, np.arange(facts.count + 1))
    for number, cohort in enumerate(cohorts(facts)):
        here = slice(cuts[number], cuts[number + 1])
        if cohort is not None and cohort.effects and measure.source[number] == "cohort":
            size = np.full(here.stop - here.start, followers[number])
            pace = np.full(here.stop - here.start, weekly[number])
            expected[here] = cohort.expected(size, pace, formats[here])
    return expected
