"""What is not known is drawn 400 times from what is usual (method 2, section 4).

All accounts meet the same random numbers: two readings of a page are compared draw by draw, and
each draw moves one way with what was counted.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from auditor.method.judging import norms
from auditor.method.judging.distributions import beta_quantiles, normal_cdf, normal_quantile
from auditor.method.windows import Bools, Floats

DRAWS, SEED, WEEKS = 400, 20270101, 13
_NAMES = (
    *(f"week{number:02}" for number in range(WEEKS)),
    "theta",
    "invites",
    "self",
    "names",
    "replies",
    "zero",
    "unread",
    "home",
)
# Posts of one week resemble each other [T: 1.1 for invitations, 1.4 for self]; no habit is known
# better than 300 posts tell [D].
ALIKE, MOST_TOLD = 1.3, 300
# Who invites answers more often; nothing was measured. [D]
INVITES_ANSWERS = 0.3
# How much of the links to sites of nobody known lead home: .36 U², .12 on average. [T]
MOST_HOME = 0.36


def _uniforms() -> dict[str, Floats]:
    """For each name the middles of 400 equal parts of (0, 1), in an order of its own."""
    generator = np.random.Generator(np.random.PCG64(SEED))
    return {
        name: (np.argsort(generator.random(DRAWS), kind="stable") + 0.5) / DRAWS for name in _NAMES
    }


UNIFORM = _uniforms()
_THETA, _UNREAD = normal_quantile(UNIFORM["theta"]), normal_quantile(UNIFORM["unread"])
# Weights of the weeks: a Bayesian bootstrap.
_WEIGHTS: Floats = np.stack([-np.log(UNIFORM[f"week{number:02}"]) for number in range(WEEKS)])
SHARE_HOME: Floats = MOST_HOME * UNIFORM["home"] ** 2


def rates(
    counted: Floats,
    of: Floats,
    networks: Sequence[str],
    rate: str,
    own: norms.Usual = norms.NOTHING,
) -> Floats:
    """Draws of a rate of which ``counted`` of ``of`` were seen: accounts × 400.

    Args:
        counted: how many posts had it, one an account.
        of: how many were looked at.
        networks: the network of each account.
        rate: ``invites``, ``self``, ``names``, ``replies``.
        own: norms by the pages of the store.
    """
    usual = [norms.norm(network, rate, own) for network in networks]
    a, b = np.array([norm.a for norm in usual]), np.array([norm.b for norm in usual])
    weight = np.minimum(1, MOST_TOLD / np.maximum(of, 1)) / ALIKE
    return beta_quantiles(a + counted * weight, b + (of - counted) * weight, UNIFORM[rate])


def mostly(counted: Floats, of: Floats) -> Bools:
    """Draws of whether ``counted`` of ``of`` posts are half of the page's posts or more."""
    weight = np.minimum(1, MOST_TOLD / np.maximum(of, 1)) / ALIKE
    drawn = beta_quantiles(0.5 + counted * weight, 0.5 + (of - counted) * weight, UNIFORM["zero"])
    return np.asarray(drawn >= 0.5)


def unread_replies(invitations: Floats) -> Floats:
    """Drawn positions of the replies of pages whose replies were not read, 0..100."""
    score = normal_quantile(np.clip(invitations / 100, 1e-6, 1 - 1e-6))
    noise = np.sqrt(1 - INVITES_ANSWERS**2)
    return 100 * normal_cdf(INVITES_ANSWERS * score + noise * _UNREAD)


def responses(mean: Floats, deviation: Floats) -> Floats:
    """Drawn points of response, R = 100 Φ(θ)."""
    return 100 * normal_cdf(mean[:, None] + deviation[:, None] * _THETA)


def rhythm(weeks: Floats) -> tuple[Floats, Floats]:
    """Drawn posts per week and shares of active weeks.

    Args:
        weeks: posts of each of the last 13 weeks, the newest first; NaN where it was not covered.
    """
    covered = ~np.isnan(weeks)
    posts = np.where(covered, weeks, 0.0)
    total = np.zeros((len(weeks), DRAWS))
    weekly, active = np.zeros_like(total), np.zeros_like(total)
    # Summed week by week: the order of a matrix product is the machine's own.
    for number, weight in enumerate(_WEIGHTS):
        total += covered[:, number, None] * weight
        weekly += posts[:, number, None] * weight
        active += (posts[:, number, None] > 0) * weight
    total = np.maximum(total, 1e-9)
    return weekly / total, active / total
