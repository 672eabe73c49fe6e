"""What an account's posts are about and when they appear: the mix and the heat map."""

from __future__ import annotations

from collections import Counter
from typing import cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor.method.content import in_content
from auditor.method.facts import Facts
from auditor.method.signals.openness import is_invitation, names_shown, self_signs
from auditor.result.raw_account import RawMix

# A post belongs to the first kind that fits; "other" was looked at and fits none. The first three
# are the page speaking of itself.
KINDS: tuple[str, ...] = (
    "sells",
    "home",
    "repeats",
    "invites",
    "names",
    "other",
    "unknown",
)
WEEK_HOURS = 7 * 24


def mixes(facts: Facts) -> list[RawMix]:
    """Of every account the own posts of the content window by kind and by format.

    A format that was not told is counted as ``unknown``.
    """
    posts = facts.post_rows
    inside = in_content(facts)
    account = posts["account"][inside]
    kind = _kinds(facts)[inside]
    table = np.bincount(account * len(KINDS) + kind, minlength=facts.count * len(KINDS))
    counts = table.reshape(facts.count, len(KINDS)).tolist()
    formats = _formats(facts, account, posts["format"][inside])
    return [
        cast(
            "RawMix",
            {"posts": sum(row), **dict(zip(KINDS, row, strict=True)), "formats": formats[n]},
        )
        for n, row in enumerate(counts)
    ]


def _kinds(facts: Facts) -> npt.NDArray[np.int64]:
    """For every post the place of its kind in :data:`KINDS`."""
    signs, invites = self_signs(facts), is_invitation(facts)
    shows_names = names_shown(facts)[facts.post_rows["account"]]
    names = shows_names & (facts.post_rows["names_others"] == 1)
    fits = [signs[name].to_numpy() == 1 for name in ("sells", "home", "repeats")]
    unknown = np.isnan(signs["self"].to_numpy()) | np.isnan(invites)
    return np.select([*fits, invites == 1, names, ~unknown], [0, 1, 2, 3, 4, 5], 6)


def _formats(
    facts: Facts, account: npt.NDArray[np.int64], names: npt.NDArray[np.object_]
) -> list[dict[str, int]]:
    """Posts by format, the most used first."""
    counts: list[Counter[str]] = [Counter() for _ in facts.refs]
    frame = pd.DataFrame({"account": account, "format": names}).fillna({"format": "unknown"})
    sizes = frame.groupby(["account", "format"]).size().reset_index(name="n")
    for number, name, n in zip(sizes["account"], sizes["format"], sizes["n"], strict=True):
        counts[number][name] = int(n)
    return [
        dict(sorted(formats.items(), key=lambda pair: (-pair[1], pair[0]))) for formats in counts
    ]


def heatmaps(facts: Facts) -> list[list[list[int]] | None]:
    """Own posts of the history by weekday (Monday first) and hour in the audit's time zone.

    A post without a time of day is left out; an account with none that has one has no map.
    """
    posts = facts.post_rows
    chosen = posts["own"] & (posts["has_clock"] == 1)
    account = posts["account"][chosen]
    local = pd.to_datetime(posts["at"][chosen], unit="ms", utc=True).tz_convert(facts.spec.timezone)
    cell = account * WEEK_HOURS + local.day_of_week.to_numpy() * 24 + local.hour.to_numpy()
    table = np.bincount(cell, minlength=facts.count * WEEK_HOURS).reshape(facts.count, 7, 24)
    return [rows.tolist() if rows.any() else None for rows in table]
