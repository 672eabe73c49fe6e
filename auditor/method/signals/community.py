"""Community: who speaks under the posts, and do they come back?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
from auditor.core.units import Unit
from auditor.method.facts import Facts, Floats, once
from auditor.method.post_rows import Rows
from auditor.method.signals.dialogue import comments_by_others
from auditor.method.signals.registry import (
    Column,
    Columns,
    Objects,
    column,
    missing_reasons,
    share,
    signal,
)
from auditor.method.windows import DAY

LEAST_COMMENTERS = 10
LEAST_GROWTH_DAYS = 7.0


@once
def _commenters(facts: Facts) -> pd.DataFrame:
    """Distinct commenters of every account (itself and its team apart), and on how many posts."""
    if facts.comments.empty:
        return pd.DataFrame({"account": np.empty(0, dtype=np.int64), "posts": []})
    comments = comments_by_others(facts)
    public = comments["member"].to_numpy() < 0
    comments = comments[public & comments["author_key"].notna().to_numpy()]
    return (
        comments.drop_duplicates(["account", "author_key", "post"])
        .groupby(["account", "author_key"])
        .size()
        .rename("posts")
        .reset_index()
    )


def _unread(facts: Facts) -> Objects:
    return missing_reasons(facts, "replies", default=Reason.NOT_FETCHED)


@signal(
    id="unique_commenters",
    pillar="community",
    unit=Unit.PER_THOUSAND,
    title=msg("People who comment, per 1,000 followers"),
    improve_title=msg("More people could join in"),
    failure_title=msg("Hardly anybody comments"),
    why=msg("Ten people who speak are more of a community than a thousand who look."),
    formula=msg("distinct commenters, the team excluded, / followers × 1,000"),
    source=msg("[D] 1 and 6"),
)
def unique_commenters(facts: Facts, columns: Columns) -> Column:
    """Distinct commenters per 1,000 followers."""
    del columns
    people = facts.per_account(_commenters(facts)["account"].to_numpy())
    followers = facts.accounts["followers"].to_numpy()
    comments_read = facts.accounts["comments_read"].to_numpy()
    value = np.where(comments_read & (followers > 0), share(people * 1000, followers), np.nan)
    why = _unread(facts)
    no_followers = missing_reasons(facts, "followers", default=Reason.NOT_FETCHED)
    no_followers[followers == 0] = Reason.NOTHING_TO_MEASURE
    why[comments_read] = no_followers[comments_read]
    return column(value, np.where(comments_read, people, np.nan), why)


@signal(
    id="returning_commenters",
    pillar="community",
    unit=Unit.SHARE,
    title=msg("People who come back to comment"),
    improve_title=msg("More people could come back"),
    failure_title=msg("Hardly anybody comes back"),
    why=msg("A community is made of those who return."),
    formula=msg("commenters on two or more posts / commenters, at least 10 commenters"),
    source="[D] .35",
)
def returning_commenters(facts: Facts, columns: Columns) -> Column:
    """Commenters on two or more posts / commenters."""
    del columns
    people = _commenters(facts)
    account = people["account"].to_numpy()
    n, again = (
        facts.per_account(account),
        facts.per_account(account, people["posts"].to_numpy() >= 2),
    )
    why = _unread(facts)
    why[facts.accounts["comments_read"].to_numpy()] = Reason.TOO_FEW
    once_each = np.array([TRAITS[ref.platform].reviews for ref in facts.refs], dtype=bool)
    why[once_each] = Reason.NOT_APPLICABLE
    enough = (n >= LEAST_COMMENTERS) & ~once_each
    result = column(np.where(enough, share(again, n), np.nan), n, why)
    result.counted, result.of = again, n
    return result


@signal(
    id="follower_growth",
    unit=Unit.SHARE_A_WEEK,
    title=msg("Growth of followers per week"),
    why=msg("Growth alone is no success, but a steady loss is a sign."),
    formula=msg("(F1 / F0)^(7 / days) − 1 between the first and the last snapshot of the history"),
    source=msg("[D] at least 7 days apart"),
)
def follower_growth(facts: Facts, columns: Columns) -> Column:
    """Weekly compound rate between the first and the last known number of followers."""
    del columns
    snapshots = Rows(facts.snapshots)
    counts = snapshots.where(snapshots.told("followers"))
    n = facts.per_account(counts["account"])
    value = np.full(facts.count, np.nan)
    for number in np.flatnonzero(n > 1):
        part = counts.where(counts["account"] == number)
        followers: Floats = part["followers"].astype(np.float64)
        first, last = (np.datetime64(part["observed_at"][at][:23]) for at in (0, -1))
        days = float((last - first) / np.timedelta64(1, "ms")) / DAY
        if days >= LEAST_GROWTH_DAYS and followers[0] > 0:
            value[number] = (followers[-1] / followers[0]) ** (7 / days) - 1
    why = np.where(
        n > 0, Reason.TOO_FEW, missing_reasons(facts, "followers", default=Reason.NOT_FETCHED)
    )
    return column(value, n, why.astype(object))
