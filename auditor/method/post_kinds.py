"""What kind of post each one is: sells, leads home, names others."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.method.windows import (
    DAY,
    VERDICT_DAYS,
    Cover,
    Floats,
)
from auditor.store import columns as db
from auditor.store.damage import json_value

MATURE_MS = 3 * DAY


def add_kinds(
    posts: pd.DataFrame, own_names: Sequence[frozenset[str]], cover: Cover, as_of: int
) -> None:
    """Which posts are the account's own, lie in the verdict window, are mature, name others.

    Args:
        posts: the posts, a row each; the columns are added to it.
        own_names: by account, the names of its subject and team.
        cover: the days that were read, by account.
        as_of: the end of the windows, ms since 1970.
    """
    account, at = posts["account"].to_numpy(), posts["at"].to_numpy()
    own = posts["kind"].to_numpy() == "post"
    posts["own"] = own
    inside = (at >= as_of - VERDICT_DAYS * DAY) & cover.contains(account, at)
    posts["in_window"] = own & inside
    observed = posts["observed"].to_numpy()
    posts["mature"] = (observed != db.NO_TIME) & (observed - at >= MATURE_MS)
    posts["names_others"] = _names_others(posts, own_names)


def _names_others(posts: pd.DataFrame, own: Sequence[frozenset[str]]) -> Floats:
    """1 where a post names an account that is none of the subject's own, 0 where not, else NaN."""
    codes, distinct = pd.factorize(posts["mentions"], use_na_sentinel=False)
    lists = [None if not isinstance(text, str) else json_value(text) for text in distinct]
    empty = np.array([names is not None and not names for names in lists], dtype=bool)
    has_names = np.array([names is not None for names in lists], dtype=bool)
    names_others = np.where(has_names[codes], 1.0, np.nan) if len(lists) else np.empty(0)
    if len(lists):
        names_others[empty[codes]] = 0.0
    account = posts["account"].to_numpy()
    for index in np.flatnonzero(names_others == 1.0):
        names = lists[codes[index]]
        if own[account[index]].issuperset(names or ()):
            names_others[index] = 0.0
    return names_others


def own_names(subject: SubjectSpec, spec: AuditSpec) -> frozenset[str]:
    """Every spelling of the subject's own accounts and brands, and of the client's team."""
    names: set[str] = {brand.lower().lstrip("@") for brand in subject.brands}
    team = spec.team if subject.role == "client" else ()
    for ref in (*subject.accounts, *(ref for member in team for ref in member.accounts)):
        handle = ref.handle.lower().lstrip("@")
        names |= {handle, handle.rpartition("/")[2], handle.partition("@")[0]}
    return frozenset(names)
