"""The team in a result: who takes part under the client's posts, and when they were last seen."""

from __future__ import annotations

from typing import TypedDict

import numpy as np
import pandas as pd

from auditor.core.reasons import Reason
from auditor.core.spec import TeamMember
from auditor.method.facts import Facts, Ints
from auditor.method.signals.dialogue import in_window
from auditor.method.signals.team import could_be_seen, team_comments
from auditor.method.windows import BLOCK, BLOCKS
from auditor.result.raw import RawMember, RawMemberPage
from auditor.result.series import iso_one


class _Seen(TypedDict):
    pages: list[RawMemberPage]
    comments: int | None
    posts: int | None
    weeks: list[int | None]
    last_seen: str | None


def team_rows(facts: Facts) -> list[RawMember]:
    """One row a member of the declared team, in the order of the client file."""
    visible = could_be_seen(facts)
    comments_read = facts.accounts["comments_read"].to_numpy()
    comments = team_comments(facts)
    rows = []
    for number, member in enumerate(facts.spec.team):
        own = comments[comments["member"].to_numpy() == number]
        pages = np.flatnonzero(visible[:, number] & comments_read)
        why = None
        if not len(pages):
            why = Reason.NOT_FETCHED if visible[:, number].any() else Reason.NOT_APPLICABLE
        rows.append(_member_row(member, _seen(facts, own, pages), why.value if why else None))
    return rows


def _member_row(member: TeamMember, seen: _Seen, missing: str | None) -> RawMember:
    return {
        "name": member.name,
        "role": member.role,
        "accounts": [str(ref) for ref in member.accounts],
        "basis": member.basis,
        "basis_date": member.basis_date.isoformat() if member.basis_date else None,
        "basis_until": member.basis_until.isoformat() if member.basis_until else None,
        **seen,
        "missing": missing,
    }


def _seen(facts: Facts, own: pd.DataFrame, pages: Ints) -> _Seen:
    """What was seen of a member on the pages where it could be seen; null where on none."""
    at = own["at"].to_numpy()
    inside = own[in_window(facts, own)]
    counts = np.bincount(inside["account"].to_numpy(), minlength=facts.count)
    block = (inside["at"].to_numpy() - facts.window_start) // BLOCK
    weeks = np.bincount(block, minlength=BLOCKS).tolist()
    readable = np.asarray(facts.blocks[pages].any(axis=0)).tolist()
    has_pages = len(pages) > 0
    return {
        "pages": [{"ref": str(facts.refs[n]), "comments": int(counts[n])} for n in pages],
        "comments": len(inside) if has_pages else None,
        "posts": int(inside["post"].nunique()) if has_pages else None,
        "weeks": [n if yes else None for n, yes in zip(weeks, readable, strict=True)],
        "last_seen": iso_one(float(at.max())) if len(at) else None,
    }
