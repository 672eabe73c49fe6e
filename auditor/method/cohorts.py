"""Cohorts: what other pages of a network get at their size (method, section 3).

A page is never its own measure: the account judged and its siblings of the same subject are left
out of their cohort.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor.core.model import PARTS
from auditor.method.cohort_data import Others, interactions
from auditor.method.facts import LEAST_COHORT, Facts, Floats, Ints, once
from auditor.method.judging.norms import expectations, log_pace
from auditor.method.post_kinds import MATURE_MS
from auditor.method.windows import DAY, VERDICT_DAYS, Cover

WHOLE, DECADE = 30, 10.0
# Variance of the logarithm of what 30 accounts let expect, and what 10 to 29 do. [D]
WHOLE_VARIANCE, WIDE_VARIANCE = 0.05, 0.21
# A cohort tells of sizes with five members within a factor of 3. [D]
NEAREST, NEAR = 5, math.log(3)
NO_TABLE_SLOPE = 0.85
LEAST_POSTS = 4  # [D] fewer tell no median
LEAST_FORMAT = 10  # [D] accounts with a format, for an effect of it
TABLE_WEIGHT = 10.0
SLOPES = (0.0, 1.2)
MOST = 1000  # [D] of more members, so many evenly spaced by size


Objects = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Cohort:
    """The accounts that one subject's accounts of a network are compared with.

    At five posts a week, ln(median + .5) is ``level + slope · ln(followers)`` where the slope is
    the cohort's own, else ``level`` above the table's line (without a table, that of .85).
    ``volume`` times ln(posts a week / 5) is added. ``sizes`` are the sorted logarithms of their
    followers, ``effects`` what a format adds to the logarithm.
    """

    platform: str
    size: int
    followers: tuple[int, int]
    slope: float | None
    level: float
    volume: float
    with_table: bool
    zero_share: float
    sizes: Floats
    effects: dict[str, float] = field(default_factory=dict)

    @property
    def wide(self) -> bool:
        """Fewer than 30 accounts: they tell less of what is expected."""
        return self.size < WHOLE

    @property
    def log_variance(self) -> float:
        """The variance of the logarithm of what the cohort lets expect."""
        return WIDE_VARIANCE if self.wide else WHOLE_VARIANCE

    def expected(
        self, followers: Floats, weekly: Floats, formats: Sequence[object] | Objects = ()
    ) -> Floats:
        """E = max(0, exp(its line) − .5): interactions of one post.

        Args:
            followers: followers, one an account.
            weekly: own posts a week, one an account.
            formats: the format of each post.
        """
        size = (
            self.slope * np.log(followers)
            if self.slope is not None
            else log_size(self.platform, followers)
        )
        effect = np.array([self.effects.get(str(name), 0.0) for name in formats])
        log_expected = self.level + size + self.volume * log_pace(weekly)
        log_expected = log_expected + (effect if len(effect) else 0.0)
        return np.maximum(0.0, np.exp(log_expected) - 0.5)

    def supported(self, followers: float) -> tuple[float | None, float | None]:
        """The nearest sizes, at or below and at or above, that five members lie around.

        Around: within a factor of 3. Both are ``followers`` itself where five lie around it;
        ``None`` where there is no such size on that side.
        """
        least = self.sizes[NEAREST - 1 :] - NEAR
        most = self.sizes[: 1 - NEAREST] + NEAR
        least, most = least[least <= most], most[least <= most]
        size = float(np.log(followers))
        if ((least <= size) & (size <= most)).any():
            return followers, followers
        below, above = most[most < size], least[least > size]
        return (
            float(np.exp(below.max())) if len(below) else None,
            float(np.exp(above.min())) if len(above) else None,
        )


def log_size(platform: str, followers: Floats) -> Floats:
    """The table's line over followers at five posts a week; .85 · ln(followers) without a table."""
    table = expectations().get(platform)
    if table is None:
        return np.asarray(NO_TABLE_SLOPE * np.log(followers))
    return table.log_size(followers)


@once
def cohorts(facts: Facts) -> tuple[Cohort | None, ...]:
    """The cohort of every account; ``None`` where fewer than ten others are known."""
    by_account: list[Cohort | None] = [None] * facts.count
    platforms = facts.accounts["platform"].to_numpy()
    sizes = Counter(platforms.tolist()) + Counter(facts.others.platforms)
    if max(sizes.values(), default=0) < LEAST_COHORT:
        return tuple(by_account)
    members = _members(facts)
    subjects = facts.accounts["subject"].to_numpy()
    for platform, part in members.groupby("platform", sort=True):
        if len(part) < LEAST_COHORT:
            continue
        fit = _Fit(str(platform), part)
        here = np.flatnonzero(platforms == platform)
        for subject in np.unique(subjects[here]):
            cohort = fit.without(int(subject))
            for number in here[subjects[here] == subject]:
                by_account[number] = cohort
    return tuple(by_account)


def _members(facts: Facts) -> pd.DataFrame:
    """Every account that can stand in a cohort: its size, its median, its formats.

    Looked at are the last 13 weeks that were read of it: of another account they may have ended
    before the audit's.
    """
    own = _table(
        facts,
        facts.posts[facts.posts["own"].to_numpy()],
        facts.cover.last_end(facts.as_of),
        np.array(facts.accounts["followers"], dtype=np.float64),
    )
    own["platform"] = facts.accounts["platform"].to_numpy()[own["account"]]
    own["subject"] = facts.accounts["subject"].to_numpy()[own["account"]]
    own["name"] = [str(facts.refs[n]) for n in own["account"]]
    strangers = facts.others
    posts = _counted(strangers)
    table = _table(
        facts, posts, strangers.cover.last_end(facts.as_of), strangers.followers, strangers
    )
    table["platform"] = np.array(strangers.platforms, dtype=object)[table["account"]]
    table["subject"] = -1
    table["name"] = np.array(strangers.names, dtype=object)[table["account"]]
    filled = [part for part in (own, table) if len(part)]
    both = pd.concat(filled, ignore_index=True) if filled else own
    return both.sort_values(["platform", "followers", "name"], ignore_index=True)


def _counted(strangers: Others) -> pd.DataFrame:
    """The posts of other accounts with ``y``, the interactions that resonance counts."""
    posts = strangers.posts.copy()
    account = posts["account"].to_numpy()
    tells = {
        part: (np.bincount(account, posts[part].notna(), minlength=strangers.count) > 0)[account]
        for part in PARTS
    }
    posts["y"] = interactions(posts, posts["own_comments"].to_numpy(), tells)
    posts["mature"] = posts["observed"].to_numpy() - posts["at"].to_numpy() >= MATURE_MS
    return posts


def _table(
    facts: Facts,
    posts: pd.DataFrame,
    ends: Floats,
    followers: Floats,
    strangers: Others | None = None,
) -> pd.DataFrame:
    """The accounts with followers and at least four mature posts in their last 13 weeks read."""
    cover = facts.cover if strangers is None else strangers.cover
    account, at = posts["account"].to_numpy(), posts["at"].to_numpy()
    inside = (at >= ends[account] - VERDICT_DAYS * DAY) & cover.contains(account, at)
    weekly = _weekly(cover, ends, np.bincount(account[inside], minlength=len(followers)))
    usable = posts["mature"].to_numpy() & posts["y"].notna().to_numpy()
    posts = posts[inside & usable & (followers[account] > 0)]
    table = pd.DataFrame({"account": np.empty(0, dtype=np.int64), "median": np.empty(0)})
    if len(posts):
        y = posts.groupby("account")["y"]
        zero = (posts["y"] == 0).groupby(posts["account"]).mean()
        table = pd.DataFrame({"median": y.median(), "n": y.size(), "zero": zero})
        table = table[table["n"] >= LEAST_POSTS].reset_index()
    effects = _residuals(posts, table)
    table["followers"] = followers[table["account"].to_numpy()]
    table["weekly"] = weekly[table["account"].to_numpy()]
    return table.merge(effects, on="account", how="left")


def _weekly(cover: Cover, ends: Floats, posts: Ints) -> Floats:
    """Posts a week of every account in the last 13 weeks read; NaN where nothing was."""
    accounts = np.arange(len(ends))
    last = np.nan_to_num(ends).astype(np.int64)
    days = cover.position(accounts, last) - cover.position(accounts, last - VERDICT_DAYS * DAY)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(days > 0, posts * 7 * DAY / days, np.nan)


def _residuals(posts: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """By account and format, the median of ln(y + .5) less the account's own median of it."""
    with_format = posts[posts["format"].notna() & posts["account"].isin(members["account"])]
    logs = np.log(with_format["y"] + 0.5)
    residuals = logs - logs.groupby(with_format["account"]).transform("median")
    wide = residuals.groupby([with_format["account"], with_format["format"]]).median().unstack()
    wide.columns = [f"format {name}" for name in wide.columns]
    return wide.reset_index() if len(wide) else pd.DataFrame({"account": members["account"]})


class _Fit:
    """The line of a network's accounts, fitted anew without those of a subject."""

    def __init__(self, platform: str, members: pd.DataFrame) -> None:
        if len(members) > MOST:
            sample = np.linspace(0, len(members) - 1, MOST).round().astype(np.int64)
            members = members.iloc[sample]
        self.platform = platform
        self.subject = members["subject"].to_numpy()
        self.followers = members["followers"].to_numpy(dtype=np.float64)
        self.x = np.log(self.followers)
        table = expectations().get(platform)
        self.volume = 0.0 if table is None else table.volume
        pace = self.volume * log_pace(members["weekly"].to_numpy(dtype=np.float64))
        self.y = np.log(members["median"].to_numpy(dtype=np.float64) + 0.5) - pace
        self.above = self.y - log_size(platform, self.followers)
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
        slope = self._slope(out) if own_slope else None
        with_table = not own_slope and self.platform in expectations()
        if slope is not None:
            level = float(np.median(self.y[inside] - slope * self.x[inside]))
        else:
            level = float(np.median(self.above[inside]))
            if with_table:  # drawn towards the table's own line
                level *= size / (size + TABLE_WEIGHT)
        effects = {
            name: ranked.median_without(out)
            for name, ranked in self.formats.items()
            if ranked.count_without(out) >= LEAST_FORMAT
        }
        return Cohort(
            self.platform,
            size,
            (int(sizes.min()), int(sizes.max())),
            slope,
            level,
            self.volume,
            with_table,
            self.zero.median_without(out),
            self.x[inside],
            effects,
        )

    def _slope(self, out: Ints) -> float:
        """Theil–Sen's slope over the pairs that are left, held between 0 and 1.2."""
        removed = np.unique(self._pairs[out])
        slope = median_without(self._slopes, removed[removed >= 0])
        return float(np.clip(slope, *SLOPES))


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
        present = np.flatnonzero(~np.isnan(values))
        order = present[np.argsort(values[present], kind="stable")]
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
