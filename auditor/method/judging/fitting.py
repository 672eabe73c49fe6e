"""How a rate is spread over pages, worked out from pages at hand (method 2, section 4).

A beta-binomial distribution by maximum likelihood, found by Minka's fixed point (Estimating a
Dirichlet distribution, 2000, section 4), of which every step raises the likelihood.
"""

from __future__ import annotations

import numpy as np

from auditor.method.judging.draws import MOST_TOLD
from auditor.method.judging.norms import Norm
from auditor.method.windows import Floats

LEAST_PAGES, LEAST_POSTS = 30, 20
_STEPS, _NEAR = 20_000, 1e-9
# Beyond these a rate is the same on every page, or all or nothing: no habit to compare with.
_LEAST, _MOST = 0.05, 500.0
_DIGITS = 3


def fitted(counted: Floats, of: Floats) -> Norm | None:
    """The norm of pages on which ``counted`` of ``of`` were seen; NaN where nobody knows.

    Only pages with twenty or more seen stand in it; ``None`` where fewer than thirty do. No page
    tells more than 300 posts do. ``a`` and ``b`` are rounded to three digits, so that they are the
    same on every machine.
    """
    usable = ~np.isnan(counted) & (np.nan_to_num(of) >= LEAST_POSTS)
    pages = int(usable.sum())
    if pages < LEAST_PAGES:
        return None
    n = np.asarray(np.round(np.minimum(of[usable], MOST_TOLD)), dtype=np.float64)
    x = np.minimum(np.round(counted[usable] * n / of[usable]), n)
    share = float(x.sum() / n.sum())
    share = min(max(share, 1e-4), 1 - 1e-4)
    a, b = _climb(x, n, 4 * share, 4 * (1 - share))
    return Norm(_rounded(a), _rounded(b), pages=pages)


def _climb(x: Floats, n: Floats, a: float, b: float) -> tuple[float, float]:
    """The parameters at which the likelihood is largest, within the bounds."""
    yes, no, all_ = _reached(x), _reached(n - x), _reached(n)
    steps = np.arange(len(all_), dtype=np.float64)
    for _ in range(_STEPS):
        under = float((all_ / (a + b + steps)).sum())
        new_a = a * float((yes / (a + steps[: len(yes)])).sum()) / under
        new_b = b * float((no / (b + steps[: len(no)])).sum()) / under
        new_a, new_b = (min(max(value, _LEAST), _MOST) for value in (new_a, new_b))
        done = abs(new_a - a) <= _NEAR * a and abs(new_b - b) <= _NEAR * b
        a, b = new_a, new_b
        if done:
            break
    return a, b


def _reached(values: Floats) -> Floats:
    """For k = 0, 1 … how many of the values are above k."""
    counts = np.bincount(values.astype(np.int64))
    return np.asarray(counts[::-1].cumsum()[::-1][1:], dtype=np.float64)


def _rounded(value: float) -> float:
    return float(f"{value:.{_DIGITS}g}")
