"""Pillars, score and showcase index (method, sections 4 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from auditor.curves import down, up
from auditor.facts import Bools, Facts, Floats
from auditor.signals import Columns
from auditor.signals.resonance import resonance_points

METHOD_VERSION = "1"
LEAST_COVERAGE = 0.5
LEAST_DAYS = 28
NO_VERDICT = frozenset({"google", "site"})

# The one table of weights: pillars of 100, and each part's share of its pillar (method, section 4).
PILLARS: dict[str, float] = {
    "presence": 20, "resonance": 35, "dialogue": 25, "community": 15, "profile": 5,
}  # fmt: skip
PARTS: dict[str, dict[str, float]] = {
    "presence": {"posts_per_week": 0.40, "active_weeks": 0.35, "longest_silence": 0.25},
    "resonance": {"resonance": 1.0},
    "dialogue": {"reply_rate": 0.50, "dialogue_share": 0.35, "reply_time": 0.15},
    "community": {"unique_commenters": 0.40, "returning_commenters": 0.35, "active_team": 0.25},
    "profile": {"profile_completeness": 1.0},
}
CORE: dict[str, float] = {"no_reply": 0.30, "no_dialogue": 0.25}
SIGNS: dict[str, float] = {
    "own_link_share": 0.20, "promo_share": 0.10, "duplicate_share": 0.10, "top_format_share": 0.05,
}  # fmt: skip
FULL_REPLY, FULL_DIALOGUE = 0.65, 0.40
# p50 and p90 of the curves.
CURVES: dict[str, tuple[float, float]] = {
    "posts_per_week": (1, 3.5), "longest_silence": (21, 8), "reply_time": (24, 4),
    "unique_commenters": (1, 6),
}  # fmt: skip
# Values that give full points where points grow in a straight line.
FULL: dict[str, float] = {
    "active_weeks": 0.9, "reply_rate": FULL_REPLY, "dialogue_share": FULL_DIALOGUE,
    "returning_commenters": 0.35, "active_team": 0.5, "profile_completeness": 1.0,
}  # fmt: skip


def check_weights(signals: Mapping[str, object]) -> None:
    """That every weight belongs to a signal and that the sums are right.

    Raises:
        ValueError: the table is wrong.
    """
    named = {name for parts in PARTS.values() for name in parts} | set(SIGNS)
    if not named <= set(signals) or set(PARTS) != set(PILLARS):
        raise ValueError("a weight without a signal")
    sums = [sum(PILLARS.values()) / 100, sum(CORE.values()) + sum(SIGNS.values())]
    sums += [sum(parts.values()) for parts in PARTS.values()]
    if any(abs(total - 1) > 1e-9 for total in sums):
        raise ValueError("weights that do not sum up")


def points(name: str, columns: Columns) -> Floats:
    """A scored signal as points 0..100 of every account; NaN where it is not known."""
    column = columns[name]
    if name == "resonance":
        return resonance_points(column.value)
    if name in CURVES:
        p50, p90 = CURVES[name]
        found = (up if p90 > p50 else down)(column.value, p50, p90)
        return found if column.not_reached is None else np.where(column.not_reached, 0.0, found)
    return 100 * np.minimum(1, column.value / FULL[name])


@dataclass(frozen=True)
class Scores:
    """Points, pillars and score of all accounts; NaN where there is none.

    ``known`` is the share of each pillar's weight that was measured.
    """

    points: dict[str, Floats]
    pillars: dict[str, Floats]
    known: dict[str, Floats]
    value: Floats
    worst: Floats
    best: Floats
    coverage: Floats


def score(facts: Facts, columns: Columns) -> Scores:
    """The pillars and the score (method, section 4).

    Parts that are null leave their pillar, and pillars the score; ``worst`` and ``best`` count
    what is missing as 0 and as 100.
    """
    of_part = {name: points(name, columns) for parts in PARTS.values() for name in parts}
    pillars: dict[str, Floats] = {}
    known: dict[str, Floats] = {}
    worst, best = np.zeros(facts.count), np.zeros(facts.count)
    for pillar, parts in PARTS.items():
        total, weight = np.zeros(facts.count), np.zeros(facts.count)
        for name, part in parts.items():
            there = ~np.isnan(of_part[name])
            total += np.where(there, part * of_part[name], 0)
            weight += np.where(there, part, 0)
        with np.errstate(invalid="ignore", divide="ignore"):
            pillars[pillar] = np.where(weight > 0, total / weight, np.nan)
        known[pillar] = weight
        worst += PILLARS[pillar] / 100 * total
        best += PILLARS[pillar] / 100 * (total + 100 * (1 - weight))
    value = _overall(facts, pillars)
    coverage = sum((PILLARS[p] / 100 * known[p] for p in PILLARS), np.zeros(facts.count))
    enough = (coverage >= LEAST_COVERAGE - 1e-9) & (facts.covered_days >= LEAST_DAYS)
    value = np.where(enough & judged(facts), value, np.nan)
    best = np.minimum(best, 100.0)
    return Scores(of_part, pillars, known, value, worst, best, coverage)


def _overall(facts: Facts, pillars: Mapping[str, Floats]) -> Floats:
    total, weight = np.zeros(facts.count), np.zeros(facts.count)
    for pillar, found in pillars.items():
        there = ~np.isnan(found)
        total += np.where(there, PILLARS[pillar] * found, 0)
        weight += np.where(there, PILLARS[pillar], 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(weight > 0, total / weight, np.nan)


def judged(facts: Facts) -> Bools:
    """Which accounts are judged at all: reviews and a site's own feed are not."""
    return np.array([ref.platform not in NO_VERDICT for ref in facts.refs], dtype=bool)


@dataclass(frozen=True)
class Showcase:
    """The showcase index S of all accounts: its parts, which of them it is the mean of."""

    value: Floats
    parts: dict[str, Floats]
    used: dict[str, Bools]
    known: Floats = field(default_factory=lambda: np.empty(0))


def showcase(facts: Facts, columns: Columns) -> Showcase:
    """S: the highest weighted mean of the known core with any of the other known parts.

    A part that would lower it is left out, so that not linking home is no merit. Adding signs from
    the highest down while they raise the mean gives the highest mean there is.
    """
    parts = {
        "no_reply": 1 - np.minimum(1, columns["reply_rate"].value / FULL_REPLY),
        "no_dialogue": 1 - np.minimum(1, columns["dialogue_share"].value / FULL_DIALOGUE),
        **{name: columns[name].value for name in SIGNS},
    }
    weights = {**CORE, **SIGNS}
    used = {name: np.zeros(facts.count, dtype=bool) for name in weights}
    total, weight = np.zeros(facts.count), np.zeros(facts.count)
    for name in CORE:
        used[name] = ~np.isnan(parts[name]) & judged(facts)
        total += np.where(used[name], weights[name] * parts[name], 0)
        weight += np.where(used[name], weights[name], 0)
    has_core = weight > 0
    names = list(SIGNS)
    values = np.stack([np.nan_to_num(parts[name], nan=-1.0) for name in names])
    order = np.argsort(-values, axis=0, kind="stable")
    heavy = np.array([SIGNS[name] for name in names])
    accounts = np.arange(facts.count)
    for place in range(len(names)):
        chosen = order[place]
        value = values[chosen, accounts]
        takes = has_core & (value >= 0) & (value * weight > total)
        total += np.where(takes, heavy[chosen] * value, 0)
        weight += np.where(takes, heavy[chosen], 0)
        for number, name in enumerate(names):
            used[name] |= takes & (chosen == number)
    with np.errstate(invalid="ignore", divide="ignore"):
        s = np.where(has_core, total / weight, np.nan)
    known = sum(
        (np.where(np.isnan(parts[name]), 0.0, weights[name]) for name in weights),
        np.zeros(facts.count),
    )
    return Showcase(s, parts, used, known)
