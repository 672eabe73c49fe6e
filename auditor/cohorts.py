"""Cohorts: what other pages of a network get at their size (method, section 3).

A page is never its own measure: the account judged and its siblings of the same subject are left
out of their cohort.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor import benchmarks
from auditor.facts import LEAST_COHORT, MATURE_MS, Facts, Floats, Ints, once
from auditor.model import PARTS
from auditor.others import Others, interactions
from auditor.windows import DAY, VERDICT_DAYS

WHOLE, DECADE = 30, 10.0
LEAST_POSTS = 4  # [D] fewer tell no median
LEAST_FORMAT = 10  # [D] accounts with a format, for an effect of it
TABLE_WEIGHT = 10.0
SLOPES = (0.0, 1.2)
MOST = 1000  # [D] of more members, so many evenly spaced by size


Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Cohort:
    """The accounts that one subject's accounts of a network are compared with.

    ``ln(median + .5) = level + slope · ln(followers)``. ``own_slope``: the slope is the cohort's
    own, else the table's; ``with_table``: the level is joined with the published one. ``effects``
    are what a format adds to the logarithm.
    """

    size: int
    followers: tuple[int, int]
    slope: float
    level: float
    own_slope: bool
    with_table: bool
    zero_share: float
    effects: dict[str, float] = field(default_factory=dict)

    @property
    def wide(self) -> bool:
        """Fewer than 30 accounts: the table's spread is added."""
        return self.size < WHOLE

    def expected(self, followers: Floats, formats: Sequence[object] | Objects = ()) -> Floats:
        """E = max(0, exp(level + slope · ln F + effect) − .5): interactions of one post."""
        effect = np.array([self.effects.get(str(one), 0.0) for one in formats])
        told = self.level + self.slope * np.log(followers) + (effect if len(effect) else 0.0)
        return np.maximum(0.0, np.exp(told) - 0.5)


@once
def cohorts(facts: Facts) -> tuple[Cohort | None, ...]:
    """The cohort of every account; ``None`` where fewer than ten others are known."""
    found: list[Cohort | None] = [None] * facts.count
    members = _members(facts)
    platforms = facts.accounts["platform"].to_numpy()
    subjects = facts.accounts["subject"].to_numpy()
    for platform, part in members.groupby("platform", sort=True):
        if len(part) < LEAST_COHORT:
            continue
        fit = _Fit(str(platform), part)
        here = np.flatnonzero(platforms == platform)
        for subject in np.unique(subjects[here]):
            cohort = fit.without(int(subject))
            for place in here[subjects[here] == subject]:
                found[place] = cohort
    return tuple(found)


def _members(facts: Facts) -> pd.DataFrame:
    """Every account that can stand in a cohort: its size, its median, its formats.

    Looked at are the last 13 weeks that were read of it: of another account they may have ended
    before the audit's.
    """
    own = _table(
        facts, facts.posts[facts.posts["own"].to_numpy()], facts.cover.last_end(facts.as_of),
        np.array(facts.accounts["followers"], dtype=np.float64),
    )  # fmt: skip
    own["platform"] = facts.accounts["platform"].to_numpy()[own["account"]]
    own["subject"] = facts.accounts["subject"].to_numpy()[own["account"]]
    own["name"] = [str(facts.refs[n]) for n in own["account"]]
    others = facts.others
    posts = _counted(others)
    rest = _table(facts, posts, others.cover.last_end(facts.as_of), others.followers, others)
    rest["platform"] = np.array(others.platforms, dtype=object)[rest["account"]]
    rest["subject"] = -1
    rest["name"] = np.array(others.names, dtype=object)[rest["account"]]
    kept = [one for one in (own, rest) if len(one)]
    both = pd.concat(kept, ignore_index=True) if kept else own
    return both.sort_values(["platform", "followers", "name"], ignore_index=True)


def _counted(others: Others) -> pd.DataFrame:
    """The others' posts with ``y``, as the audit's own have it."""
    posts = others.posts.copy()
    account = posts["account"].to_numpy()
    tells = {
        part: (np.bincount(account, posts[part].notna(), minlength=others.count) > 0)[account]
        for part in PARTS
    }
    posts["y"] = interactions(posts, posts["own_comments"].to_numpy(), tells)
    posts["mature"] = posts["observed"].to_numpy() - posts["at"].to_numpy() >= MATURE_MS
    return posts


def _table(
    facts: Facts, posts: pd.DataFrame, ends: Floats, followers: Floats, others: Others | None = None
) -> pd.DataFrame:
    """The accounts with followers and at least four mature posts in their last 13 weeks read."""
    cover = facts.cover if others is None else others.cover
    account, at = posts["account"].to_numpy(), posts["at"].to_numpy()
    inside = (at >= ends[account] - VERDICT_DAYS * DAY) & cover.contains(account, at)
    known = posts["mature"].to_numpy() & posts["y"].notna().to_numpy()
    posts = posts[inside & known & (followers[account] > 0)]
    found = pd.DataFrame({"account": np.empty(0, dtype=np.int64), "median": np.empty(0)})
    if len(posts):
        y = posts.groupby("account")["y"]
        zero = (posts["y"] == 0).groupby(posts["account"]).mean()
        found = pd.DataFrame({"median": y.median(), "n": y.size(), "zero": zero})
        found = found[found["n"] >= LEAST_POSTS].reset_index()
    effects = _residuals(posts, found)
    found["followers"] = followers[found["account"].to_numpy()]
    return found.merge(effects, on="account", how="left")


def _residuals(posts: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """By account and format, the median of ln(y + .5) less the account's own median of it."""
    told = posts[posts["format"].notna() & posts["account"].isin(members["account"])]
    logs = np.log(told["y"] + 0.5)
    rest = logs - logs.groupby(told["account"]).transform("median")
    wide = rest.groupby([told["account"], told["format"]]).median().unstack()
    wide.columns = [f"format {name}" for name in wide.columns]
    return wide.reset_index() if len(wide) else pd.DataFrame({"account": members["account"]})


class _Fit:
    """The line of a network's accounts, fitted anew without those of a subject."""

    def __init__(self, platform: str, members: pd.DataFrame) -> None:
        if len(members) > MOST:
            kept = np.linspace(0, len(members) - 1, MOST).round().astype(np.int64)
            members = members.iloc[kept]
        self.platform = platform
        self.subject = members["subject"].to_numpy()
        self.followers = members["followers"].to_numpy(dtype=np.float64)
        self.x = np.log(self.followers)
        self.y = np.log(members["median"].to_numpy(dtype=np.float64) + 0.5)
        self.zero = _Ranked(members["zero"].to_numpy(dtype=np.float64))
        self.formats = {
            name.removeprefix("format "): _Ranked(members[name].to_numpy(dtype=np.float64))
            for name in members.columns
            if name.startswith("format ")
        }
        self._slopes, self._pairs = _slopes(self.x, self.y)

    def without(self, subject: int) -> Cohort | None:
        """The cohort of a subject's accounts."""
        out = np.flatnonzero(self.subject == subject)
        inside = np.ones(len(self.x), dtype=bool)
        inside[out] = False
        size = int(inside.sum())
        if size < LEAST_COHORT:
            return None
        sizes = self.followers[inside]
        own_slope = size >= WHOLE and bool(sizes.max() >= DECADE * sizes.min())
        table = benchmarks.used(self.platform)
        slope = self._slope(out) if own_slope else benchmarks.BETA
        level = float(np.median(self.y[inside] - slope * self.x[inside]))
        if not own_slope and table is not None:
            level = (size * level + TABLE_WEIGHT * table.level) / (size + TABLE_WEIGHT)
        effects = {
            name: ranked.median_without(out)
            for name, ranked in self.formats.items()
            if ranked.count_without(out) >= LEAST_FORMAT
        }
        return Cohort(
            size, (int(sizes.min()), int(sizes.max())), slope, level, own_slope,
            not own_slope and table is not None, self.zero.median_without(out), effects,
        )  # fmt: skip

    def _slope(self, out: Ints) -> float:
        """Theil–Sen's slope over the pairs that are left, held between 0 and 1.2."""
        removed = np.unique(self._pairs[out])
        found = median_without(self._slopes, removed[removed >= 0])
        return float(np.clip(found, *SLOPES))


def _slopes(x: Floats, y: Floats) -> tuple[Floats, Ints]:
    """The sorted slopes of all pairs of different size, and each pair's place in them (or -1)."""
    first, second = np.triu_indices(len(x), 1)
    run = x[second] - x[first]
    apart = run > 0
    first, second, run = first[apart], second[apart], run[apart]
    slopes = (y[second] - y[first]) / run
    order = np.argsort(slopes, kind="stable")
    places = np.full((len(x), len(x)), -1, dtype=np.int64)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    places[first, second] = places[second, first] = rank
    return slopes[order], places


class _Ranked:
    """Values that give their median without some of them; NaN is no value."""

    def __init__(self, values: Floats) -> None:
        known = np.flatnonzero(~np.isnan(values))
        order = known[np.argsort(values[known], kind="stable")]
        self._sorted = values[order]
        self._place = np.full(len(values), -1, dtype=np.int64)
        self._place[order] = np.arange(len(order))

    def _removed(self, out: Ints) -> Ints:
        places = np.sort(self._place[out])
        return places[places >= 0]

    def count_without(self, out: Ints) -> int:
        """How many values are left."""
        return len(self._sorted) - len(self._removed(out))

    def median_without(self, out: Ints) -> float:
        """The median of those that are left."""
        return median_without(self._sorted, self._removed(out))


def median_without(values: Floats, removed: Ints) -> float:
    """The median of sorted values without those at some places (sorted); NaN when none is left."""
    left = len(values) - len(removed)
    if left <= 0:
        return math.nan
    before = removed - np.arange(len(removed))  # values left before each that is removed
    middle = np.array([(left - 1) // 2, left // 2])
    places = middle + np.searchsorted(before, middle, side="right")
    return float(values[places].mean())
