"""From the signals of an audit's accounts to what the rules look at."""

from __future__ import annotations

import numpy as np

from auditor.method import score
from auditor.method.coverage import wholly_covered
from auditor.method.facts import Facts, Floats
from auditor.method.judging.draws import WEEKS
from auditor.method.judging.measured import Measured
from auditor.method.signals import Column, Columns
from auditor.method.signals.openness import names_shown
from auditor.method.signals.presence import posts_in_window, window_posts
from auditor.method.windows import BLOCK, VERDICT_DAYS


def measured_pages(facts: Facts, columns: Columns) -> Measured:
    """What was counted of every account, NaN where it is not known."""
    response, self_share = columns["resonance"], columns["self_share"]
    near_zero, invites = columns["near_zero_share"], columns["invitation_share"]
    replies, names = columns["reply_rate"], columns["name_share"]
    self_told, of = _counts(self_share)
    professional = facts.accounts["professional"].to_numpy()
    outbound = columns["outbound_comments"].value * VERDICT_DAYS / 7
    few, mature = _counts(near_zero)
    return Measured(
        networks=[ref.platform for ref in facts.refs],
        complete=wholly_covered(facts),
        covered_days=facts.covered_days,
        posts=posts_in_window(facts),
        weeks=_weeks(facts),
        longest_silence=np.nan_to_num(columns["longest_silence"].value, nan=VERDICT_DAYS),
        days_since_last=columns["days_since_last_post"].value,
        mature=mature,
        log_ratio=response.extra["raw"],
        expected_sum=np.nan_to_num(response.extra["expected_sum"]),
        expected_variance=response.extra["log_variance"],
        near_zero=few,
        void=near_zero.extra["void"],
        invites=_counts(invites)[0],
        invites_of=_counts(invites)[1],
        self_told=self_told,
        self_of=of - self_share.extra["unknown"],
        self_unknown=self_share.extra["unknown"],
        self_settled=self_share.extra["settled"],
        names=_counts(names)[0],
        names_of=np.where(names_shown(facts), _counts(names)[1], np.nan),
        replied=np.where(np.isnan(replies.value), np.nan, _counts(replies)[0]),
        comments=np.where(np.isnan(replies.value), np.nan, _counts(replies)[1]),
        team=columns["active_team"].value,
        outbound=np.where(professional, outbound, np.nan),
        community=score.pillar("community", columns)[0],
        profile=score.pillar("profile", columns)[0],
    )


def _counts(column: Column) -> tuple[Floats, Floats]:
    nothing = np.zeros(len(column.value))
    return (
        nothing if column.counted is None else np.nan_to_num(column.counted),
        nothing if column.of is None else np.nan_to_num(column.of),
    )


def _weeks(facts: Facts) -> Floats:
    """Own posts of each of the last 13 weeks, the newest first; NaN where it was not read."""
    posts = window_posts(facts)
    back = (facts.as_of - 1 - posts["at"]) // BLOCK
    cell = posts["account"] * WEEKS + np.clip(back, 0, WEEKS - 1)
    counts = np.bincount(cell, minlength=facts.count * WEEKS).reshape(-1, WEEKS)
    return np.where(facts.blocks[:, ::-1], counts, np.nan)
