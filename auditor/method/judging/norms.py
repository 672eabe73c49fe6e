"""What is usual on a network: rates of pages, and the interactions that a size lets expect.

``norms.csv`` holds a beta distribution for each network and rate with its source, ``expect.csv``
the expected interactions. A number that changes is a new :data:`NORMS_VERSION` and a line in
CHANGELOG.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from auditor.method.judging.distributions import RATES, beta_cdf
from auditor.method.windows import Floats

NORMS_VERSION = "2.0"
DEFAULT = "default"
# The variance of a yardstick grows by .06 a year, halved: half of what separates the figures of two
# years is that they come from two publishers. [D]
_PUBLISHERS = 0.5
_LEAST_WEEKLY, _MOST_WEEKLY = 1.0, 50.0


@dataclass(frozen=True, slots=True)
class Norm:
    """How a rate is spread over the pages of a network: Beta(a, b), with where it comes from.

    ``pages``: of how many pages of the store it was worked out; 0 for one of the table.
    """

    a: float
    b: float
    source: str = ""
    pages: int = 0


Usual = Mapping[tuple[str, str], Norm]
NOTHING: Usual = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a published figure lets expect of a post: ``rate`` of the followers at ``reference``.

    ``below`` and ``above`` are the slopes over followers on either side of ``knot``, ``volume``
    that over posts per week; ``variance`` that of the logarithm in ``year``, which grows by
    ``ageing`` a year.
    """

    rate: float
    year: float
    reference: float
    below: float
    above: float
    knot: float
    volume: float
    usual_weekly: float
    variance: float
    ageing: float
    source: str

    def log_size(self, followers: Floats) -> Floats:
        """The logarithm of what is expected of pages that post as often as is usual."""
        size = self.above * np.log(np.maximum(followers, self.knot) / self.reference)
        size = size + self.below * np.log(np.minimum(followers, self.knot) / self.knot)
        return np.asarray(np.log(self.rate * self.reference) + size)

    def log_pace(self, weekly: Floats) -> Floats:
        """What posting ``weekly`` times a week adds to the logarithm."""
        return np.asarray(self.volume * log_pace(weekly, self.usual_weekly))

    def interactions(self, followers: float, weekly: float) -> float:
        """Expected interactions of one post of a page that posts ``weekly`` times a week."""
        log_expected = self.log_size(np.array([followers])) + self.log_pace(np.array([weekly]))
        return float(np.exp(log_expected)[0])

    def log_variance(self, year: float) -> float:
        """The variance of the logarithm of what is expected in a year such as 2026.8."""
        return self.variance + self.ageing * _PUBLISHERS * abs(year - self.year)


def log_pace(weekly: Floats, usual: float = 5.0) -> Floats:
    """ln(w / usual) of posts a week, held within 1 and 50."""
    return np.asarray(np.log(np.clip(weekly, _LEAST_WEEKLY, _MOST_WEEKLY) / usual))


def _rows(name: str) -> list[dict[str, str]]:
    text = files("auditor.method.judging").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def norms() -> dict[tuple[str, str], Norm]:
    """The norm of each network and rate."""
    return {
        (row["network"], row["signal"]): Norm(
            float(row["a"]), float(row["b"]), f"[{row['tag']}] {row['source']}".strip()
        )
        for row in _rows("norms.csv")
    }


def norm(network: str, rate: str, own: Usual = NOTHING) -> Norm:
    """The norm of a rate (``invites``, ``self``, ``names``, ``replies``) on a network.

    ``own`` are norms by the pages of the store, which replace those of the table.

    Args:
        network: the network.
        rate: ``invites``, ``self``, ``names``, ``replies``.
        own: norms by the pages of the store, which come first.
    """
    table = norms()
    return own.get((network, rate)) or table.get((network, rate)) or table[DEFAULT, rate]


@cache
def expectations() -> dict[str, Expectation]:
    """What is expected on each network that has a published figure."""
    return {
        row["network"]: Expectation(
            float(row["er_percent"]) / 100,
            float(row["er_year"]),
            float(row["f_ref"]),
            float(row["beta_below"]),
            float(row["beta_above"]),
            float(row["knot"]),
            float(row["volume"]),
            float(row["posts_ref"]),
            float(row["v_level"]),
            float(row["v_year"]),
            row["source"],
        )
        for row in _rows("expect.csv")
    }


@lru_cache(maxsize=64)
def _distribution(a: float, b: float) -> Floats:
    row: Floats = beta_cdf(np.array([a]), np.array([b]))[0]
    return row


def positions(rates: Floats, networks: Sequence[str], rate: str, own: Usual = NOTHING) -> Floats:
    """Where drawn rates stand among the pages of their network: 0..100, 50 is the median page.

    Args:
        rates: accounts × draws.
        networks: the network of each account.
        rate: which rate it is.
        own: the norms by the pages of the store.
    """
    ranks = np.empty_like(rates)
    for network in dict.fromkeys(networks):
        chosen = np.array([name == network for name in networks], dtype=bool)
        of = norm(network, rate, own)
        ranks[chosen] = 100 * np.interp(rates[chosen], RATES, _distribution(of.a, of.b))
    return ranks
