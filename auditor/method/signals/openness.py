"""Does the page speak only of itself, or does it let others in? (method 2, section 2)"""

from __future__ import annotations

import numpy as np
import pandas as pd

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
from auditor.core.units import Unit
from auditor.method.content import in_content
from auditor.method.facts import Bools, Facts, Floats, once
from auditor.method.signals.copies import copies
from auditor.method.signals.registry import (
    Column,
    Columns,
    Objects,
    column,
    missing_reasons,
    share,
    signal,
)
from auditor.method.sites import links_home

# Above so many texts in languages without a list of promotions, nothing is said of the page. [D]
MOST_FOREIGN = 0.5


def no_text(facts: Facts) -> Objects:
    """Why no text can be looked at: none was offered, or there is no post."""
    why = missing_reasons(facts, "text", default=Reason.NOT_OFFERED)
    why[facts.per_account(facts.post_rows["account"][in_content(facts)]) == 0] = Reason.TOO_FEW
    return why


def _newest(facts: Facts, chosen: Bools) -> Floats:
    """Posts of the content window, the newest first."""
    return np.where(in_content(facts) & chosen, facts.post_rows["at"], np.nan)


@once
def is_invitation(facts: Facts) -> Floats:
    """1 where a post invites an answer or lets people vote; 0 where not; NaN where nobody knows."""
    posts = facts.post_rows
    poll = (posts["is_poll"] == 1) | (posts["format"] == "poll")
    return np.where(poll, 1.0, posts["invites"])


def _invitations(facts: Facts) -> Floats:
    return _newest(facts, is_invitation(facts) == 1)


@signal(
    id="invitation_share",
    unit=Unit.SHARE,
    title=msg("Posts that invite an answer"),
    improve_title=msg("More posts could invite an answer"),
    failure_title=msg("It hardly ever invites an answer"),
    why=msg("Who is never asked has nothing to answer."),
    formula=msg(
        "own posts that invite / own posts whose text is offered: a poll, a call for an answer in "
        "words, or a last question that speaks to the reader in a post that does not sell"
    ),
    source=msg("[T] word lists of six languages, tried on 298 posts of firms; the rest [D]"),
    evidence=_invitations,
)
def invitation_share(facts: Facts, columns: Columns) -> Column:
    """Own posts that invite / own posts whose text is offered."""
    del columns
    return _counted(facts, is_invitation(facts), no_text(facts))


def _counted(facts: Facts, yes: Floats, why: Objects) -> Column:
    chosen = in_content(facts) & ~np.isnan(yes)
    account = facts.post_rows["account"][chosen]
    n, counted = facts.per_account(account), facts.per_account(account, yes[chosen])
    result = column(share(counted, n), n, why)
    result.counted, result.of = counted, n
    return result


@once
def self_signs(facts: Facts) -> pd.DataFrame:
    """Per post of the content window whether it ``sells``, leads ``home``, ``repeats``: 1, 0, NaN.

    ``self``: 1 where one of them holds, 0 where none does, NaN where nobody can tell; ``counts``
    says which posts stand in the share (those of which nothing is offered do not), ``settled`` of
    which both the text and the links were judged.
    """
    posts, chosen = facts.post_rows, in_content(facts)
    home, again = links_home(facts)["home"].to_numpy(), copies(facts)
    sells = posts["is_promotion"]
    has_text = posts.told("is_question")
    has_sign = (sells == 1) | (home == 1) | (again == 1)
    links_told = posts.told("links")
    open_ = np.isnan(sells) | (links_told & np.isnan(home))
    value = np.where(has_sign, 1.0, np.where(open_, np.nan, 0.0))
    foreign = has_text & np.isnan(sells) & ~has_sign
    account = posts["account"]
    texts = facts.per_account(account[chosen & has_text])
    silent = facts.per_account(account[chosen & foreign]) > MOST_FOREIGN * texts
    counts = chosen & (has_sign | has_text) & ~(foreign & silent[account])
    settled = has_sign | (~np.isnan(sells) & ~np.isnan(home))
    return pd.DataFrame(
        {
            "sells": sells,
            "home": home,
            "repeats": again,
            "self": value,
            "counts": counts,
            "settled": settled,
        }
    )


def _of_itself(facts: Facts) -> Floats:
    return _newest(facts, self_signs(facts)["self"].to_numpy() == 1)


@signal(
    id="self_share",
    unit=Unit.SHARE,
    title=msg("Posts in which the page speaks of itself"),
    improve_title=msg("Many posts speak only of the page itself"),
    failure_title=msg("Nearly every post speaks of the page itself"),
    why=msg("Nobody follows a page to read advertisements."),
    formula=msg(
        "own posts that sell, lead to the own site or repeat an earlier text of the subject / own "
        "posts, each post once; a post whose link may lead home counts in the number of posts"
    ),
    source=msg("[T] word lists of two languages, tried on 298 posts of firms; the rest [D]"),
    evidence=_of_itself,
)
def self_share(facts: Facts, columns: Columns) -> Column:
    """Own posts that sell, lead home or repeat / own posts; its parts in ``extra``."""
    del columns
    signs = self_signs(facts)
    counts = signs["counts"].to_numpy()
    account = facts.post_rows["account"]
    value = signs["self"].to_numpy()

    def number(chosen: Bools) -> Floats:
        return facts.per_account(account[counts & chosen])

    n, yes = number(np.ones(len(value), dtype=bool)), number(value == 1)
    unknown = number(np.isnan(value))
    why = no_text(facts)
    why[(n > 0) & (unknown == n)] = Reason.OWN_DOMAIN_UNKNOWN
    result = column(np.where(unknown < n, share(yes, n), np.nan), n, why)
    result.counted, result.of = yes, n
    result.extra = {
        name: number(signs[name].to_numpy() == 1) for name in ("sells", "home", "repeats")
    }
    result.extra["unknown"] = unknown
    result.extra["settled"] = number(signs["settled"].to_numpy())
    return result


@once
def names_shown(facts: Facts) -> Bools:
    """Of which accounts the source shows whom a post names."""
    account = facts.post_rows["account"]
    has_names = facts.per_account(account, facts.post_rows["names_others"] == 1) > 0
    by_network = np.array(
        [
            # A file of theirs without "@" tells of no names.
            not TRAITS[ref.platform].names_as_links or any(run.origin == "api" for run in runs)
            for ref, runs in zip(facts.refs, facts.runs, strict=True)
        ],
        dtype=bool,
    )
    return np.asarray(by_network | has_names)


def _names(facts: Facts) -> Floats:
    return _newest(facts, facts.post_rows["names_others"] == 1)


@signal(
    id="name_share",
    unit=Unit.SHARE,
    title=msg("Posts that name somebody else"),
    improve_title=msg("More posts could name somebody"),
    failure_title=msg("It names nobody but itself"),
    why=msg("Who names others is read by them, and by those who follow them."),
    formula=msg(
        "own posts that name an account which is neither own, of the team, of a brand of the "
        "subject, nor a credit / own posts, where the source shows names"
    ),
    source="[D]",
    evidence=_names,
)
def name_share(facts: Facts, columns: Columns) -> Column:
    """Own posts that name somebody else / own posts; null where names are not shown."""
    del columns
    names_others = facts.post_rows["names_others"]
    hidden = ~names_shown(facts)[facts.post_rows["account"]]
    why = no_text(facts)
    why[~names_shown(facts)] = Reason.NOT_OFFERED
    return _counted(facts, np.where(hidden, np.nan, names_others), why)
