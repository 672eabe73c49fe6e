"""Pages made at random whose nature is known, to see how often the method tells it (method 2, 8).

Each page has habits of its own (how often it posts, what it speaks of, whether it answers, how
people respond); the rules, applied to the habits themselves, say what it is. What can be read of
it is then drawn from the habits: weeks with posts, counts, comments. All numbers are [D].
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from auditor.method.judging.distributions import normal_cdf
from auditor.method.judging.lines import (
    ABSENT,
    ACTIVE,
    LAZY,
    LINES,
    LISTENS,
    ONE_WAY,
    POST_VARIANCE,
    WITHOUT_DIRECTION,
)
from auditor.method.judging.measured import Measured
from auditor.method.judging.norms import expectations, positions
from auditor.method.windows import Floats, Ints

WEEKS, NETWORK, YEAR = 13, "facebook", 2026.5
SEEDS = (11, 12, 13)
COUNT = 1500
TRIM, CLIP = 0.2, 3.0


@dataclass(frozen=True)
class _Kind:
    """A kind of page: how many of a hundred, and the distributions of its habits."""

    of_hundred: int
    weekly: float  # median of posts a week
    spread: float  # of its logarithm
    on: tuple[float, float]  # Beta of the share of weeks in which it is there at all
    itself: tuple[float, float]
    invites: tuple[float, float]
    names: tuple[float, float]
    replies: tuple[float, float]
    theta: float  # mean of the response; its standard deviation is 1


KINDS: tuple[_Kind, ...] = (
    _Kind(32, 2.6, 0.5, (30, 1), (0.8, 3.0), (2.2, 14), (1.2, 6), (2.5, 1.6), 0.4),  # tended
    _Kind(22, 2.2, 0.6, (30, 1), (1.2, 1.4), (1.2, 60), (0.5, 12), (0.6, 2.0), 0.3),  # one-way
    _Kind(24, 1.6, 0.6, (20, 1.5), (6.0, 0.8), (0.8, 90), (0.3, 15), (0.3, 4.0), -1.4),  # showcase
    _Kind(13, 1.1, 0.7, (3, 4), (0.9, 1.2), (1.6, 30), (0.5, 8), (0.6, 1.4), -0.3),  # irregular
    _Kind(9, 0.05, 0.9, (30, 1), (0.6, 1.0), (1.6, 46), (0.5, 8), (0.4, 1.4), -0.3),  # left
)


@dataclass(frozen=True)
class Pages:
    """Generated pages: what each is by its habits (a code of the rules), and what was read."""

    truth: Ints
    measured: Measured


def generate(seed: int, count: int = COUNT, most: int | None = None) -> Pages:
    """Pages of one network over 13 weeks, comments read.

    Args:
        seed: of the random numbers.
        count: how many pages.
        most: of how many posts of a page at most counts and texts are known; all without it.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    kind = chance.choice(
        len(KINDS), count, p=[kind_of_page.of_hundred / 100 for kind_of_page in KINDS]
    )

    def of(name: str) -> Floats:
        return np.array([getattr(kind_of_page, name) for kind_of_page in KINDS], dtype=np.float64)[
            kind
        ]

    def beta(name: str) -> Floats:
        pair = of(name)
        return np.asarray(chance.beta(pair[:, 0], pair[:, 1]))

    weekly = np.exp(np.log(of("weekly")) + of("spread") * chance.standard_normal(count))
    rates = {name: beta(name) for name in ("on", "itself", "invites", "names", "replies")}
    theta = of("theta") + chance.standard_normal(count)
    followers = np.exp(np.log(6_000) + 1.2 * chance.standard_normal(count))
    table = expectations()[NETWORK]
    expected = np.exp(table.log_size(followers) + table.log_pace(weekly))
    truth = _truth(weekly, rates, theta, expected)
    habits = (weekly, rates, theta, expected)
    return Pages(truth, _observed(chance, *habits, table.log_variance(YEAR), most))


def _truth(weekly: Floats, rates: dict[str, Floats], theta: Floats, expected: Floats) -> Ints:
    """The rules on the habits themselves."""

    def position_of(name: str, rate: str) -> Floats:
        return positions(rates[name][:, None], [NETWORK] * len(weekly), rate)[:, 0]

    total = LISTENS["replies"] + LISTENS["invites"] + LISTENS["names"]
    listens = (
        LISTENS["replies"] * position_of("replies", "replies")
        + LISTENS["invites"] * position_of("invites", "invites")
        + LISTENS["names"] * position_of("names", "names")
    ) / total
    showcase = (position_of("itself", "self") + 100 - listens) / 2
    response = 100 * normal_cdf(theta)
    active = rates["on"] * (1 - np.exp(-weekly / np.maximum(rates["on"], 1e-9)))
    regular = (active >= LINES["regular_weeks"]) & (weekly >= LINES["regular_posts"])
    middle = (expected + 0.5) * np.exp(theta) - 0.5
    near_zero = middle <= LINES["near_zero"] + 0.5
    unheard = response <= LINES["unheard"]
    nobody = unheard | near_zero | (~regular & (response <= LINES["typical"]))
    is_open = (listens >= LINES["listens"]) & (showcase <= LINES["open"])
    return np.select(
        [
            weekly * WEEKS <= LINES["absent_posts"],
            (showcase >= LINES["showcase"]) & nobody,
            regular & is_open & ~unheard,
            regular & ~unheard & ~(middle <= LINES["void"] + 0.5),
        ],
        [ABSENT, LAZY, ACTIVE, ONE_WAY],
        WITHOUT_DIRECTION,
    )


def _observed(
    chance: np.random.Generator,
    weekly: Floats,
    rates: dict[str, Floats],
    theta: Floats,
    expected: Floats,
    variance: float,
    most: int | None,
) -> Measured:
    count = len(weekly)
    on = chance.random((count, WEEKS)) < rates["on"][:, None]
    posts = chance.poisson(on * (weekly / np.maximum(rates["on"], 1e-9))[:, None])
    every = posts.sum(axis=1)
    total = every if most is None else np.minimum(every, most)
    raw, few, void = np.full(count, np.nan), np.zeros(count), np.zeros(count)
    silence, since, yardstick = np.zeros(count), np.zeros(count), expected.copy()
    # The yardstick is as far off as its variance says.
    off = np.exp(np.sqrt(variance) * chance.standard_normal(count))
    for n in range(count):
        days = np.sort(_days(chance, posts[n]))
        edges = np.concatenate([[0.0], days, [7.0 * WEEKS]])
        silence[n], since[n] = np.diff(edges).max(), edges[1] if len(days) else 7.0 * WEEKS
        noise = np.sqrt(POST_VARIANCE / 1.12) * chance.standard_normal(total[n])
        y = np.maximum(0, np.round((expected[n] + 0.5) * np.exp(theta[n] + noise) - 0.5))
        few[n], void[n] = (y <= LINES["near_zero"]).sum(), (y <= LINES["void"]).sum()
        raw[n] = _trimmed(np.log((y + 0.5) / (yardstick[n] * off[n] + 0.5)))
    comments = chance.poisson(np.minimum(expected * np.exp(theta) * 0.1 * total, 400))
    drawn = {name: chance.binomial(total, rates[name]) for name in ("itself", "invites", "names")}
    unknown = np.full(count, np.nan)
    total_posts = total.astype(np.float64)
    return Measured(
        networks=[NETWORK] * count,
        complete=np.ones(count, dtype=bool),
        covered_days=np.full(count, 7.0 * WEEKS),
        posts=every.astype(np.float64),
        weeks=posts.astype(np.float64),
        longest_silence=silence,
        days_since_last=since,
        mature=total_posts,
        log_ratio=raw,
        expected_sum=yardstick * off * total,
        expected_variance=np.full(count, variance),
        near_zero=few,
        void=void,
        invites=drawn["invites"].astype(np.float64),
        invites_of=total_posts,
        self_told=drawn["itself"].astype(np.float64),
        self_of=total_posts,
        self_unknown=np.zeros(count),
        self_settled=total_posts,
        names=drawn["names"].astype(np.float64),
        names_of=total_posts,
        replied=chance.binomial(comments, rates["replies"]).astype(np.float64),
        comments=comments.astype(np.float64),
        team=unknown,
        outbound=unknown,
        community=unknown,
        profile=unknown,
    )


def _days(chance: np.random.Generator, posts: Ints) -> Floats:
    """Days before the end on which posts appear, the newest week first."""
    return np.asarray(np.repeat(7.0 * np.arange(WEEKS), posts) + 7 * chance.random(posts.sum()))


def _trimmed(ratios: Floats) -> float:
    if not len(ratios):
        return float("nan")
    clipped = np.sort(np.clip(ratios, -CLIP, CLIP))
    cut = int(TRIM * len(clipped) + 1e-9)
    return float(clipped[cut : len(clipped) - cut].mean())


def without_replies(pages: Pages) -> Pages:
    """Generated pages as if none of their comments had been read."""
    unknown = np.full(pages.measured.count, np.nan)
    return replace(pages, measured=replace(pages.measured, replied=unknown, comments=unknown))
