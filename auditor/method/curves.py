"""Curves that turn values into points 0..100."""

from __future__ import annotations

import math

import numpy as np

from auditor.method.judging.distributions import normal_cdf
from auditor.method.windows import Floats

Z90 = 1.28155


def up(x: Floats, p50: float, p90: float) -> Floats:
    """100 Φ(1.28155 · ln(x/p50) / ln(p90/p50)), 0 for x ≤ 0: Lighthouse's log-normal curve [S].

    Args:
        x: values.
        p50: the value of 50 points.
        p90: the value of 90 points.
    """
    return _curve(x, p50, p90, below_zero=0.0)


def down(x: Floats, p50: float, p90: float) -> Floats:
    """100 Φ(1.28155 · ln(p50/x) / ln(p50/p90)), 100 for x ≤ 0: the same curve, less is better.

    Args:
        x: values.
        p50: the value of 50 points.
        p90: the value of 90 points.
    """
    return _curve(x, p50, p90, below_zero=100.0)


def _curve(x: Floats, p50: float, p90: float, below_zero: float) -> Floats:
    values = np.asarray(x, dtype=np.float64)
    positive = values > 0
    safe = np.where(positive, values, 1.0)
    points = 100 * normal_cdf(Z90 * np.log(safe / p50) / math.log(p90 / p50))
    points = np.where(positive, points, below_zero)
    return np.where(np.isnan(values), np.nan, points)
