"""What to do first: candidates are applied to what was measured, and scored again.

Only what was measured is advised, and only what would change something. Efforts are one table [D].
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from auditor import score
from auditor.facts import Facts, Floats
from auditor.score import Scores
from auditor.signals import Column, Columns
from auditor.signals.dialogue import (
    PRIOR_COMMENTS,
    PRIOR_DIALOGUE,
    PRIOR_POSTS,
    PRIOR_REPLIED,
)

# 1 an hour, 2 an hour a week, 3 a habit of the whole firm [D].
EFFORT: dict[str, int] = {
    "answer_half": 2, "post_weekly": 3, "ask_every_third": 1, "halve_links_home": 1,
    "fill_profile": 1,
}  # fmt: skip
LEAST_CHANGE = 0.5
# Below the line of an active page, a page is no shop window that needs less of one sign.
LEAST_S = 0.55


@dataclass(frozen=True)
class Advice:
    """One thing to do on one account, with what it would change.

    ``value`` and ``target`` are as counted: cases of ``of``, or posts a week. ``score_change`` is
    in points, ``None`` without a score; ``showcase_before`` and ``showcase_after`` are S.
    """

    id: str
    signal: str
    value: float
    target: float
    of: float | None
    unit: str
    effort: int
    priority: float
    score_change: float | None
    showcase_before: float | None
    showcase_after: float | None


@dataclass(frozen=True)
class Change:
    """A candidate: the signals as they would be, and the counts that a person is told."""

    id: str
    signal: str
    unit: str
    columns: Columns
    value: Floats
    target: Floats
    of: Floats | None


def _counts(column: Column) -> tuple[Floats, Floats]:
    nothing = np.full(len(column.value), np.nan)
    counted = nothing if column.counted is None else column.counted
    of = nothing if column.of is None else column.of
    return np.where(of > 0, counted, np.nan), np.where(of > 0, of, np.nan)


def _smoothed(
    name: str, change: str, columns: Columns, share: float, prior: tuple[float, float]
) -> Change:
    """A smoothed share raised to a least share of its cases."""
    column = columns[name]
    counted, of = _counts(column)
    target = np.fmax(counted, np.ceil(of * share - 1e-9))
    value = np.where(np.isnan(column.value), np.nan, (target + prior[0]) / (of + prior[1]))
    changed = {**columns, name: replace(column, value=value)}
    return Change(change, name, "count", changed, counted, target, of)


def _answer(columns: Columns) -> Change:
    return _smoothed("reply_rate", "answer_half", columns, 0.5, (PRIOR_REPLIED, PRIOR_COMMENTS))


def _ask(columns: Columns) -> Change:
    prior = (PRIOR_DIALOGUE, PRIOR_POSTS)
    return _smoothed("dialogue_share", "ask_every_third", columns, 1 / 3, prior)


def _post(columns: Columns) -> Change:
    """A post in every week: at least one a week, no week without, no silence over a week."""
    weekly, active = columns["posts_per_week"], columns["active_weeks"]
    silence = columns["longest_silence"]
    shortest = silence.value
    lacks = active.value < 1
    target = np.where(lacks, np.fmax(weekly.value, 1), weekly.value)
    changed = {
        **columns,
        "posts_per_week": replace(weekly, value=target),
        "active_weeks": replace(active, value=np.where(lacks, 1.0, active.value)),
        "longest_silence": replace(silence, value=np.where(lacks, np.fmin(shortest, 7), shortest)),
    }
    counted, of = _counts(active)
    return Change("post_weekly", "active_weeks", "weeks", changed, counted, of, of)


def _links(columns: Columns) -> Change:
    column = columns["own_link_share"]
    counted, of = _counts(column)
    target = np.floor(counted / 2)
    value = np.where(np.isnan(column.value), np.nan, target / of)
    changed = {**columns, "own_link_share": replace(column, value=value)}
    known = np.isnan(column.value)
    return Change("halve_links_home", "own_link_share", "count", changed,
                  np.where(known, np.nan, counted), target, of)  # fmt: skip


def _profile(columns: Columns) -> Change:
    column = columns["profile_completeness"]
    counted, of = _counts(column)
    value = np.where(np.isnan(column.value), np.nan, 1.0)
    changed = {**columns, "profile_completeness": replace(column, value=value)}
    return Change("fill_profile", "profile_completeness", "items", changed, counted, of, of)


CANDIDATES: tuple[Callable[[Columns], Change], ...] = (_answer, _post, _ask, _links, _profile)


def advise(facts: Facts, columns: Columns) -> list[list[Advice]]:
    """What to do on every account, the largest change for the effort first."""
    before = score.score(facts, columns)
    s_before = score.showcase(facts, columns).value
    found: list[list[Advice]] = [[] for _ in facts.refs]
    for candidate in CANDIDATES:
        change = candidate(columns)
        after = score.score(facts, change.columns)
        s_after = score.showcase(facts, change.columns).value
        for n in np.flatnonzero(~np.isnan(change.value) & (change.value != change.target)):
            one = _one(change, int(n), (before, after), (s_before, s_after))
            if one is not None:
                found[n].append(one)
    return [sorted(one, key=lambda advice: (-advice.priority, advice.id)) for one in found]


def _one(
    change: Change, n: int, scores: tuple[Scores, Scores], showcase: tuple[Floats, Floats]
) -> Advice | None:
    gain = _known(scores[1].value[n] - scores[0].value[n])
    fall = _known(showcase[0][n] - showcase[1][n]) or 0.0
    # Without a score, what is known of it still moves.
    worth = gain if gain is not None else float(scores[1].worst[n] - scores[0].worst[n])
    if showcase[0][n] >= LEAST_S:
        worth = max(worth, 100 * fall)
    if worth < LEAST_CHANGE:
        return None
    effort = EFFORT[change.id]
    return Advice(
        id=change.id,
        signal=change.signal,
        value=float(change.value[n]),
        target=float(change.target[n]),
        of=None if change.of is None else _known(change.of[n]),
        unit=change.unit,
        effort=effort,
        priority=worth / effort,
        score_change=gain,
        showcase_before=_known(showcase[0][n]),
        showcase_after=_known(showcase[1][n]),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
