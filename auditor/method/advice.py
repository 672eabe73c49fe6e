"""What to do first: each change is made in what was counted, and the page is judged again.

Only what was measured is advised, and only what would change something. Efforts are one table [D].
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from auditor.core.units import Unit
from auditor.method.facts import Bools, Floats
from auditor.method.judging.many import judge_all
from auditor.method.judging.measured import Measured
from auditor.method.judging.rules import Judgement
from auditor.method.score import PARTS
from auditor.method.signals import Column, Columns
from auditor.method.verdict import Verdicts

# 1 an hour, 2 an hour a week, 3 a habit of the whole firm [D].
EFFORT: dict[str, int] = {
    "answer_half": 2,
    "post_weekly": 3,
    "invite_every_fifth": 1,
    "halve_self": 2,
    "fill_profile": 1,
}
LEAST_CHANGE = 0.5
_FIFTH = 0.2


@dataclass(frozen=True)
class Advice:
    """One thing to do on one account, with what it would change.

    ``value`` and ``target`` are as counted: cases of ``of``, or weeks. ``score_change`` is in
    points of the mean score; ``showcase_before`` and ``showcase_after`` are S (0..100).
    """

    id: str
    signal: str
    value: float
    target: float
    of: float
    unit: Unit
    effort: int
    priority: float
    score_change: float
    showcase_before: float
    showcase_after: float


@dataclass(frozen=True)
class Change:
    """A candidate: what would be counted, where it applies, and the counts a person is told."""

    id: str
    signal: str
    unit: Unit
    measured: Measured
    value: Floats
    target: Floats
    of: Floats

    @property
    def applies(self) -> Bools:
        """The accounts on which it would change something."""
        with np.errstate(invalid="ignore"):
            return np.asarray((self.of > 0) & (self.value != self.target) & ~np.isnan(self.value))


def _answer(measured: Measured, columns: Columns) -> Change:
    del columns
    target = np.fmax(measured.replied, np.ceil(measured.comments / 2 - 1e-9))
    changed = replace(measured, replied=target)
    return Change(
        "answer_half",
        "reply_rate",
        Unit.COUNT,
        changed,
        measured.replied,
        target,
        measured.comments,
    )


def _invite(measured: Measured, columns: Columns) -> Change:
    del columns
    target = np.fmax(measured.invites, np.ceil(measured.invites_of * _FIFTH - 1e-9))
    changed = replace(measured, invites=target)
    return Change(
        "invite_every_fifth",
        "invitation_share",
        Unit.COUNT,
        changed,
        measured.invites,
        target,
        measured.invites_of,
    )


def _self(measured: Measured, columns: Columns) -> Change:
    del columns
    target = np.floor(measured.self_told / 2)
    changed = replace(measured, self_told=target)
    return Change(
        "halve_self",
        "self_share",
        Unit.COUNT,
        changed,
        measured.self_told,
        target,
        measured.self_of + measured.self_unknown,
    )


def _post(measured: Measured, columns: Columns) -> Change:
    """A post in every week that was read, and no silence over a week."""
    del columns
    weeks = np.where(np.isnan(measured.weeks), np.nan, np.maximum(measured.weeks, 1))
    readable = (~np.isnan(measured.weeks)).sum(axis=1).astype(np.float64)
    active = (np.nan_to_num(measured.weeks) > 0).sum(axis=1).astype(np.float64)
    lacks = active < readable
    changed = replace(
        measured,
        weeks=weeks,
        posts=measured.posts + (readable - active),
        longest_silence=np.where(
            lacks, np.fmin(measured.longest_silence, 7), measured.longest_silence
        ),
    )
    return Change("post_weekly", "active_weeks", Unit.WEEKS, changed, active, readable, readable)


def _profile(measured: Measured, columns: Columns) -> Change:
    column: Column = columns["profile_completeness"]
    nothing = np.full(measured.count, np.nan)
    counted = nothing if column.counted is None else column.counted
    of = nothing if column.of is None else column.of
    changed = replace(measured, profile=np.where(np.isnan(measured.profile), np.nan, 100.0))
    return Change(
        "fill_profile", next(iter(PARTS["profile"])), Unit.ITEMS, changed, counted, of, of
    )


CANDIDATES: tuple[Callable[[Measured, Columns], Change], ...] = (
    _answer,
    _post,
    _invite,
    _self,
    _profile,
)
# Of a page without texts, without enough posts, or that nobody tends, nothing of this is advised.
_NOT_ADVISED = frozenset({"absent", "insufficient_data"})


def advise(verdicts: Verdicts, columns: Columns) -> list[list[Advice]]:
    """What to do on every account, the largest change for the effort first."""
    by_account: list[list[Advice]] = [[] for _ in range(verdicts.measured.count)]
    tended = np.array([code not in _NOT_ADVISED for code in verdicts.judgement.verdict], dtype=bool)
    tended &= verdicts.applies
    for candidate in CANDIDATES:
        change = candidate(verdicts.measured, columns)
        places = np.flatnonzero(change.applies & tended)
        if not len(places):
            continue
        after = judge_all(change.measured.take(places))
        for row, n in enumerate(places.tolist()):
            proposal = _advice(change, n, verdicts.judgement, after, row)
            if proposal is not None:
                by_account[n].append(proposal)
    return [
        sorted(pieces, key=lambda advice: (-advice.priority, advice.id)) for pieces in by_account
    ]


def _advice(change: Change, n: int, before: Judgement, after: Judgement, row: int) -> Advice | None:
    gain = float(after.score.value[row] - before.score.value[n])
    if not gain >= LEAST_CHANGE:
        return None
    effort = EFFORT[change.id]
    return Advice(
        id=change.id,
        signal=change.signal,
        value=float(change.value[n]),
        target=float(change.target[n]),
        of=float(change.of[n]),
        unit=change.unit,
        effort=effort,
        priority=gain / effort,
        score_change=gain,
        showcase_before=float(before.showcase.value[n]),
        showcase_after=float(after.showcase.value[row]),
    )
