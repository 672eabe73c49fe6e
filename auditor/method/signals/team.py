"""The team: do the firm's own people take part under its posts? Only those who are listed."""

from __future__ import annotations

import numpy as np
import pandas as pd

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from auditor.core.units import Unit
from auditor.method.facts import Bools, Facts, Floats
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


def could_be_seen(facts: Facts) -> Bools:
    """Whom one could see where (accounts × team): the client's pages on a network of theirs."""
    client = set(facts.spec.client.accounts)
    visible = np.zeros((facts.count, len(facts.spec.team)), dtype=bool)
    for number, member in enumerate(facts.spec.team):
        networks = {ref.platform for ref in member.accounts}
        visible[:, number] = [ref in client and ref.platform in networks for ref in facts.refs]
    return visible


def team_comments(facts: Facts) -> pd.DataFrame:
    """Comments by the team under the client's posts of the history, up to the audit's moment."""
    comments = facts.comments
    chosen = (comments["member"].to_numpy() >= 0) & (comments["at"].to_numpy() < facts.as_of)
    chosen_comments: pd.DataFrame = comments[chosen]
    return chosen_comments


def _unread(facts: Facts, listed: Bools) -> Objects:
    """Why nothing is known: nobody is listed there, or the comments were not read."""
    why = missing_reasons(facts, "replies", default=Reason.NOT_FETCHED)
    why[~listed] = Reason.NOT_APPLICABLE
    return why


def _team_evidence(facts: Facts) -> Floats:
    """Posts with comments by the team, those with the most first."""
    posts = comments_by_others(facts).query("member >= 0")["post"].to_numpy()
    count = np.bincount(posts, minlength=len(facts.post_rows)).astype(np.float64)
    return np.where(count > 0, count, np.nan)


@signal(
    id="active_team",
    pillar="community",
    unit=Unit.SHARE,
    title=msg("Own people who take part"),
    why=msg("Where not even the firm's own people are, nobody else will be."),
    formula=msg(
        "members of the declared team who commented under the account's posts of the window / "
        "members with an account on that network"
    ),
    source=msg("[D] .5; never guessed: needs a team list"),
)
def active_team(facts: Facts, columns: Columns) -> Column:
    """Members who commented under posts of the window / members who have an account there."""
    del columns
    listed = could_be_seen(facts).sum(axis=1).astype(np.float64)
    public = comments_by_others(facts)
    members = public[public["member"].to_numpy() >= 0].drop_duplicates(["account", "member"])
    active = facts.per_account(members["account"].to_numpy())
    could_tell = facts.accounts["comments_read"].to_numpy() & (listed > 0)
    n = np.where(could_tell, listed, np.nan)
    result = column(share(active, n), n, _unread(facts, listed > 0))
    result.counted, result.of = active, n
    return result


@signal(
    id="team_share",
    unit=Unit.SHARE,
    title=msg("Comments by the own people"),
    why=msg("A page on which only its own staff comments talks to itself."),
    formula=msg("comments by the declared team / comments by others than the account"),
    source="[D]",
    evidence=_team_evidence,
)
def team_share(facts: Facts, columns: Columns) -> Column:
    """Comments by the team / all comments that are not the account's own."""
    del columns
    listed = could_be_seen(facts).sum(axis=1) > 0
    public = comments_by_others(facts)
    account = public["account"].to_numpy()
    own = facts.per_account(account, public["member"].to_numpy() >= 0)
    n = np.where(listed, facts.per_account(account), np.nan)
    why = _unread(facts, listed)
    why[listed & facts.accounts["comments_read"].to_numpy()] = Reason.NOTHING_TO_MEASURE
    result = column(share(own, n), n, why)
    result.counted, result.of = own, n
    return result
