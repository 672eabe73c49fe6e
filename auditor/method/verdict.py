"""Verdicts with their confidence, the conditions they rest on, their finer names (method 2, 6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from auditor.core.reasons import Reason
from auditor.method.coverage import paused
from auditor.method.facts import Bools, Facts, Floats
from auditor.method.judging.lines import CODES, LINES, TOO_LITTLE
from auditor.method.judging.many import judge_all
from auditor.method.judging.measured import Measured
from auditor.method.judging.norms import Usual
from auditor.method.judging.page import measured_pages
from auditor.method.judging.rules import Judgement
from auditor.method.score import judged_accounts
from auditor.method.signals import Columns
from auditor.method.signals.resonance import mature, medians

UsualOf = Callable[[Measured], Usual]
LEAST_VOID = 12
RARE_PRESENCE, LOVED = 40.0, 60.0
FOLLOWED = 0.70
# The conditions of each verdict's row, in the order of the rules.
ROWS: dict[str, tuple[str, ...]] = {
    "social_lazy": ("showcase", "near_zero", "unheard", "irregular"),
    "active": ("regular", "listens", "open", "heard"),
    "one_way": ("regular", "heard", "closed"),
    "without_direction": ("irregular", "unheard", "void"),
}


@dataclass(frozen=True)
class Why:
    """A condition of the verdict's row, and in how many of the draws it held (0..1)."""

    code: str
    share: float


@dataclass(frozen=True)
class Verdict:
    """The verdict on one account. ``code`` is ``None`` where no verdict applies.

    ``confidence`` is how often it came in the draws, ``None`` where there is too little to judge;
    ``decides`` names what would settle it most.
    """

    code: str | None
    sub_label: str | None = None
    confidence: float | None = None
    level: str | None = None
    leans: bool = False
    shares: dict[str, float] | None = None
    decides: str | None = None
    missing: Reason | None = None
    reasons: tuple[Why, ...] = ()


@dataclass(frozen=True)
class Verdicts:
    """What was counted of all accounts and how it was judged."""

    measured: Measured
    judgement: Judgement
    applies: Bools
    paused: Bools
    median: Floats
    followers: Floats
    answered: Bools

    def of(self, n: int) -> Verdict:
        """The verdict on account ``n``."""
        if not self.applies[n]:
            return Verdict(None, missing=Reason.NOT_APPLICABLE)
        judgement = self.judgement
        code = judgement.verdict[n]
        if code == TOO_LITTLE:
            return Verdict(code, missing=self._too_little(n))
        confidence = float(judgement.confidence[n])
        return Verdict(
            code=code,
            sub_label=self._sub_label(code, n),
            confidence=confidence,
            level=confidence_level(confidence),
            leans=bool(judgement.leans[n]),
            shares={name: float(judgement.shares[n, index]) for index, name in enumerate(CODES)},
            decides=self._decides(n),
            reasons=self._reasons(code, n),
        )

    def _too_little(self, n: int) -> Reason:
        return Reason.NOT_FETCHED if self.measured.covered_days[n] == 0 else Reason.TOO_FEW

    def _sub_label(self, code: str, n: int) -> str | None:
        judgement, held = self.judgement, self.judgement.conditions
        if code == "absent":
            return "paused" if self.paused[n] else None
        if code == "social_lazy":
            void = self.measured.mature[n] >= LEAST_VOID and self.median[n] <= LINES["void"]
            return "into_the_void" if void else None
        if code == "one_way":
            return "followed" if held["followed"][n] >= FOLLOWED else None
        if code != "without_direction":
            return None
        if judgement.by_fact[n]:
            return "present_in_conversations"
        if judgement.presence.value[n] < RARE_PRESENCE and judgement.response.value[n] > LOVED:
            return "rare_and_loved"
        return "unheard" if held["regular"][n] >= 0.5 else "irregular"

    def _decides(self, n: int) -> str | None:
        decides = self.judgement.decides[n]
        if decides != "followers or comparison":
            return decides
        return "followers" if np.isnan(self.followers[n]) else "comparison"

    def _reasons(self, code: str, n: int) -> tuple[Why, ...]:
        """The conditions of the row, those that held most often first."""
        if code == "absent":
            return tuple(Why(fact, 1.0) for fact in self._facts(n))
        if self.judgement.by_fact[n]:
            return (Why("comments_elsewhere", 1.0), *(Why(fact, 1.0) for fact in self._facts(n)))
        held = self.judgement.conditions
        rows = [Why(name, float(held[name][n])) for name in ROWS[code]]
        return tuple(sorted((row for row in rows if row.share > 0), key=lambda why: -why.share))

    def _facts(self, n: int) -> tuple[str, ...]:
        """Why a page is absent, by what was counted."""
        count, days = self.measured.posts[n], self.measured.covered_days[n]
        if count == 0:
            return ("no_posts",)
        long_ago = self.measured.days_since_last[n] > LINES["absent_silence"]
        few = count * 91 / max(days, 1) <= LINES["absent_posts"]
        facts = [
            ("long_ago", long_ago),
            ("few_posts", few),
            ("rare_weeks", not long_ago and not few),
        ]
        return tuple(name for name, holds in facts if holds)


def confidence_level(confidence: float) -> str:
    """``high``, ``medium`` or ``low``."""
    if confidence >= LINES["sure"]:
        return "high"
    return "medium" if confidence >= LINES["confident"] else "low"


def verdicts(facts: Facts, columns: Columns, usual: UsualOf | None = None) -> Verdicts:
    """All that the verdicts are made from; ``usual`` tells the norms by the pages of a store.

    Args:
        facts: all that was read, in frames.
        columns: the signals that were measured, by name.
        usual: tells the norms by the pages of a store.
    """
    counted = measured_pages(facts, columns)
    if usual is not None:
        counted = replace(counted, usual=usual(counted))
    posts = mature(facts)
    return Verdicts(
        measured=counted,
        judgement=judge_all(counted),
        applies=judged_accounts(facts),
        paused=paused(facts),
        median=medians(posts["account"], posts["y"], facts.count),
        followers=facts.accounts["followers"].to_numpy(),
        answered=facts.accounts["comments_read"].to_numpy(),
    )
