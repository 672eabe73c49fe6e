"""Flags: what a reader should check beside the verdict (method, section 6)."""

from __future__ import annotations

import numpy as np

from auditor.method.content import in_content
from auditor.method.facts import Bools, Facts, Floats
from auditor.method.signals import Column, Columns
from auditor.method.signals.dialogue import comments_by_others
from auditor.method.signals.profile import profile_items
from auditor.method.signals.resonance import mature

MANY_MANAGERS, STAFF_SHARE = 3, 0.5
LEAST_LOST = 3

FLAG_SIGNALS: dict[str, tuple[str, ...]] = {
    "rented_audience": ("resonance", "engagement_rate"),
    "suspicious_interactions": ("resonance", "comment_share"),
    "absent_managers": ("active_team",),
    "unanswered_comments": ("reply_rate",),
    "staff_only": ("team_share",),
    "one_hit": ("top_post_share",),
    "impersonal": ("profile_completeness",),
    "lost_signs": ("invitation_share",),
}


def account_flags(facts: Facts, columns: Columns) -> list[list[str]]:
    """The flags of every account, in a fixed order."""
    raised = {
        "rented_audience": _rented(facts, columns),
        "suspicious_interactions": _suspicious(facts, columns),
        "absent_managers": _absent_managers(columns["active_team"]),
        "unanswered_comments": _unanswered(columns),
        "staff_only": columns["team_share"].value >= STAFF_SHARE,
        "one_hit": top_share(facts) > 0.5,
        "impersonal": np.array([items["named_person"] is False for items in profile_items(facts)]),
        "lost_signs": posts_with_lost_signs(facts) >= LEAST_LOST,
    }
    return [
        [code for code, where in raised.items() if where[number]] for number in range(facts.count)
    ]


def _rented(facts: Facts, columns: Columns) -> Bools:
    resonance = columns["resonance"]
    followers = facts.accounts["followers"].to_numpy()
    high = resonance.high if resonance.high is not None else np.full(facts.count, np.nan)
    return np.asarray(
        (followers >= 2000)
        & (resonance.n >= 8)
        & (resonance.extra["expected_sum"] >= 10)
        & (resonance.extra["raw"] < np.log(0.10))
        & (high < np.log(0.35))
    )


def _suspicious(facts: Facts, columns: Columns) -> Bools:
    posts = mature(facts)
    account = posts["account"]
    reactions = facts.per_account(account, np.nan_to_num(posts["reactions"]))
    tells_comments = posts.told("comments")
    comments = facts.per_account(account, np.nan_to_num(posts["comments"]))
    tells = facts.per_account(account, tells_comments) > 0
    silent = tells & (comments == 0) & (reactions >= 1000)
    suspicious = (columns["resonance"].extra["raw"] > np.log(10)) & silent
    public = comments_by_others(facts)
    public = public[public["text_hash"].notna().to_numpy()]
    if len(public):
        sizes = public.groupby(["account", "text_hash"]).size().groupby(level=0).max()
        most = sizes.reindex(range(facts.count)).fillna(0).to_numpy()
        n = facts.per_account(public["account"].to_numpy())
        suspicious = suspicious | ((n >= 5) & (most > 0.8 * n))
    return np.asarray(suspicious)


def _absent_managers(team: Column) -> Bools:
    """Nobody of the team was active, or one alone of three or more."""
    active = team.value * team.n
    return np.asarray((active < 0.5) | ((team.n >= MANY_MANAGERS) & (active < 1.5)))


def _unanswered(columns: Columns) -> Bools:
    replies = columns["reply_rate"]
    if replies.counted is None or replies.of is None:
        return np.zeros(len(replies.value), dtype=bool)
    return np.asarray((replies.of >= 5) & (replies.counted < 0.10 * replies.of))


def top_share(facts: Facts) -> Floats:
    """The share of all interactions that one post holds, from 8 posts on; NaN below."""
    posts = mature(facts)
    account = posts["account"]
    total = facts.per_account(account, posts["y"])
    most = np.zeros(facts.count)
    np.maximum.at(most, account, posts["y"])
    enough = (facts.per_account(account) >= 8) & (total > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(enough, most / total, np.nan)


def posts_with_lost_signs(facts: Facts) -> Floats:
    """Own posts of the content window in whose texts emoji or accents became "?"."""
    chosen = in_content(facts) & (facts.post_rows["has_lost_signs"] == 1)
    return facts.per_account(facts.post_rows["account"][chosen])
