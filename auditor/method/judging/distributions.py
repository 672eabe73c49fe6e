"""The normal and the beta distribution by formulas of our own: equal bytes on every machine."""

from __future__ import annotations

import numpy as np

from auditor.method.windows import Floats

# The beta distribution is summed over the logit of the rate, in steps of .05 (method 2, section 4).
LOGITS: Floats = np.linspace(-25, 15, 801)
RATES: Floats = 1 / (1 + np.exp(-LOGITS))
_LOG_RATES: Floats = -np.log1p(np.exp(-LOGITS))
_LOG_OTHERS: Floats = -np.log1p(np.exp(LOGITS))

# P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function"
# (2003): relative error below 1.15e-9.
_CENTRE = (
    (
        -39.69683028665376,
        220.9460984245205,
        -275.9285104469687,
        138.3577518672690,
        -30.66479806614716,
        2.506628277459239,
    ),
    (
        -54.47609879822406,
        161.5858368580409,
        -155.6989798598866,
        66.80131188771972,
        -13.28068155288572,
        1.0,
    ),
)
_TAIL = (
    (
        -0.007784894002430293,
        -0.3223964580411365,
        -2.400758277161838,
        -2.549732539343734,
        4.374664141464968,
        2.938163982698783,
    ),
    (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1.0),
)
_TAIL_BELOW = 0.02425
# J. F. Hart et al., "Computer Approximations" (1968), no. 5666, as in G. West, "Better
# approximations to cumulative normal functions" (2005): double precision.
_HART = (
    (
        0.0352624965998911,
        0.700383064443688,
        6.37396220353165,
        33.912866078383,
        112.079291497871,
        221.213596169931,
        220.206867912376,
    ),
    (
        0.0883883476483184,
        1.75566716318264,
        16.064177579207,
        86.7807322029461,
        296.564248779674,
        637.333633378831,
        793.826512519948,
        440.413735824752,
    ),
)


def _polynomial(factors: tuple[float, ...], x: Floats) -> Floats:
    total = np.full_like(x, factors[0])
    for factor in factors[1:]:
        total = total * x + factor
    return total


def normal_quantile(p: Floats) -> Floats:
    """The value below which a standard normal lies with probability ``p`` (0 < p < 1)."""
    p = np.asarray(p, dtype=np.float64)
    u = p - 0.5
    square = u * u
    centre = _polynomial(_CENTRE[0], square) * u / _polynomial(_CENTRE[1], square)
    s = np.sqrt(-2 * np.log(np.minimum(p, 1 - p)))
    tail = _polynomial(_TAIL[0], s) / _polynomial(_TAIL[1], s)
    in_tail = np.minimum(p, 1 - p) < _TAIL_BELOW
    return np.where(in_tail, np.where(p < 0.5, tail, -tail), centre)


def normal_cdf(z: Floats) -> Floats:
    """Φ, the probability that a standard normal lies below ``z``; NaN stays NaN."""
    z = np.asarray(z, dtype=np.float64)
    x = np.abs(z)
    with np.errstate(under="ignore"):
        ratio = _polynomial(_HART[0], x) / _polynomial(_HART[1], x)
        above = np.where(x >= 37, 0.0, np.exp(-x * x / 2) * ratio)
    return np.where(z > 0, 1 - above, above)


def beta_cdf(a: Floats, b: Floats) -> Floats:
    """The distribution of Beta(a, b) at :data:`RATES`, a row for each pair.

    It falls in ``a`` and rises in ``b`` point by point, so that a draw from it grows with what was
    counted.
    """
    logs = np.asarray(a)[:, None] * _LOG_RATES + np.asarray(b)[:, None] * _LOG_OTHERS
    with np.errstate(under="ignore"):
        density = np.exp(logs - logs.max(axis=1, keepdims=True))
    summed = np.cumsum(density, axis=1) - density / 2
    return np.asarray(summed / density.sum(axis=1, keepdims=True))


def beta_quantiles(a: Floats, b: Floats, p: Floats) -> Floats:
    """The rates below which Beta(a, b) lies with the probabilities ``p``: accounts × len(p).

    Args:
        a: a of each account.
        b: b of each account.
        p: probabilities, 0..1.
    """
    rows = beta_cdf(a, b)
    if not len(rows):
        return np.empty((0, len(p)))
    return np.stack([np.interp(p, row, RATES) for row in rows])
