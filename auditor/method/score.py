"""Points of signals, the weights of the score and its coverage (method 2, section 5)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from auditor.core.traits import TRAITS
from auditor.method.curves import down, up
from auditor.method.facts import Bools, Facts, Floats
from auditor.method.judging.lines import (
    FULL_TEAM,
    FULL_WEEKS,
    LINES,
    LISTENS,
    PRESENCE,
    SILENCE_CURVE,
    WEEKLY_CURVE,
    WEIGHTS,
)
from auditor.method.signals import Columns
from auditor.method.signals.resonance import resonance_points

METHOD_VERSION = "2"
LEAST_COVERAGE = 0.5
LEAST_DAYS = int(LINES["least_days"])

# The one table of weights: pillars of 100, and each part's share of its pillar.
PILLARS: dict[str, float] = dict(WEIGHTS)
PARTS: dict[str, dict[str, float]] = {
    "presence": {
        "posts_per_week": PRESENCE["posts_per_week"],
        "active_weeks": PRESENCE["active_weeks"],
        "longest_silence": PRESENCE["silence"],
    },
    "response": {"resonance": 1.0},
    "openness": {
        "self_share": 0.5,
        "reply_rate": LISTENS["replies"] / 2,
        "invitation_share": LISTENS["invites"] / 2,
        "name_share": LISTENS["names"] / 2,
    },
    "community": {"unique_commenters": 0.40, "returning_commenters": 0.35, "active_team": 0.25},
    "profile": {"profile_completeness": 1.0},
}
# p50 and p90 of the curves.
CURVES: dict[str, tuple[float, float]] = {
    "posts_per_week": WEEKLY_CURVE,
    "longest_silence": SILENCE_CURVE,
    "unique_commenters": (1, 6),
}
# Values that give full points where points grow in a straight line.
FULL: dict[str, float] = {
    "active_weeks": FULL_WEEKS,
    "returning_commenters": 0.35,
    "active_team": FULL_TEAM,
    "profile_completeness": 1.0,
}


def check_weights(signals: Mapping[str, object]) -> None:
    """That every weight belongs to a signal and that the sums are right.

    Raises:
        ValueError: the table is wrong.
    """
    names = {name for parts in PARTS.values() for name in parts}
    if not names <= set(signals) or set(PARTS) != set(PILLARS):
        raise ValueError("a weight without a signal")
    sums = [sum(PILLARS.values()) / 100, *(sum(parts.values()) for parts in PARTS.values())]
    if any(abs(total - 1) > 1e-9 for total in sums):
        raise ValueError("weights that do not sum up")


def signal_points(columns: Columns) -> dict[str, Floats]:
    """The signals that give points of their own: 0..100 of every account; NaN where not known."""
    return {name: _points(name, columns) for name in ("resonance", *CURVES, *FULL)}


def _points(name: str, columns: Columns) -> Floats:
    column = columns[name]
    if name == "resonance":
        return resonance_points(column.value)
    if name in CURVES:
        p50, p90 = CURVES[name]
        return (up if p90 > p50 else down)(column.value, p50, p90)
    return 100 * np.minimum(1, column.value / FULL[name])


def pillar(name: str, columns: Columns) -> tuple[Floats, Floats]:
    """A pillar that is not drawn, from what was measured of it: points (NaN: nothing was), and the
    share of its weight that was."""
    value, weight = np.zeros(0), np.zeros(0)
    for part, share in PARTS[name].items():
        points = _points(part, columns)
        there = ~np.isnan(points)
        value = (value if len(value) else np.zeros(len(points))) + np.where(
            there, share * points, 0
        )
        weight = (weight if len(weight) else np.zeros(len(points))) + np.where(there, share, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(weight > 0, value / weight, np.nan), weight


def judged_accounts(facts: Facts) -> Bools:
    """Which accounts are judged at all: reviews and a site's own feed are not."""
    return np.array([TRAITS[ref.platform].judged for ref in facts.refs], dtype=bool)
