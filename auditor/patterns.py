"""What an account's posts are about and when they appear: the mix and the heat map."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor.facts import Facts
from auditor.signals.dialogue import is_dialogue
from auditor.signals.showcase import is_promotion, links_of

# A post belongs to the first kind that fits; "other" was looked at and fits none.
KINDS: tuple[str, ...] = ("dialogue", "link_home", "promotion", "other", "unknown")
WEEK_HOURS = 7 * 24

Mix = dict[str, Any]


def mixes(facts: Facts) -> list[Mix]:
    """Of every account the own posts of the verdict window by kind and by format.

    ``promotion_all`` counts the promoting posts whatever else they are, ``None`` where no post's
    text could be judged. A format that was not told is counted as ``unknown``.
    """
    posts = facts.posts
    inside = posts["in_window"].to_numpy()
    account = posts["account"].to_numpy()[inside]
    kind = _kinds(facts)[inside]
    table = np.bincount(account * len(KINDS) + kind, minlength=facts.count * len(KINDS))
    counts = table.reshape(facts.count, len(KINDS)).tolist()
    sells = is_promotion(facts)[inside]
    judged = facts.per_account(account[~np.isnan(sells)])
    selling = facts.per_account(account[sells == 1])
    formats = _formats(facts, account, posts["format"].to_numpy()[inside])
    return [
        {
            "posts": sum(row),
            **dict(zip(KINDS, row, strict=True)),
            "promotion_all": int(selling[n]) if judged[n] else None,
            "formats": formats[n],
        }
        for n, row in enumerate(counts)
    ]


def _kinds(facts: Facts) -> npt.NDArray[np.int64]:
    """For every post the place of its kind in :data:`KINDS`."""
    talks, home, sells = is_dialogue(facts), links_of(facts)["home"].to_numpy(), is_promotion(facts)
    somewhere = np.isnan(home) & (facts.posts["links"].to_numpy() != "[]")
    unknown = np.isnan(talks) | somewhere | np.isnan(sells)
    return np.select([talks == 1, home == 1, sells == 1, ~unknown], [0, 1, 2, 3], 4)


def _formats(
    facts: Facts, account: npt.NDArray[np.int64], names: npt.NDArray[np.object_]
) -> list[dict[str, int]]:
    """Posts by format, the most used first."""
    found: list[Counter[str]] = [Counter() for _ in facts.refs]
    frame = pd.DataFrame({"account": account, "format": names}).fillna({"format": "unknown"})
    sizes = frame.groupby(["account", "format"]).size().reset_index(name="n")
    for number, name, n in zip(sizes["account"], sizes["format"], sizes["n"], strict=True):
        found[number][name] = int(n)
    return [dict(sorted(one.items(), key=lambda pair: (-pair[1], pair[0]))) for one in found]


def heatmaps(facts: Facts) -> list[list[list[int]] | None]:
    """Own posts of the history by weekday (Monday first) and hour in the audit's time zone.

    A post without a time of day is left out; an account with none that has one has no map.
    """
    posts = facts.posts
    chosen = posts["own"].to_numpy() & (posts["has_clock"].to_numpy() == 1)
    account = posts["account"].to_numpy()[chosen]
    local = pd.to_datetime(posts["at"].to_numpy()[chosen], unit="ms", utc=True).tz_convert(
        facts.spec.timezone
    )
    cell = account * WEEK_HOURS + local.day_of_week.to_numpy() * 24 + local.hour.to_numpy()
    table = np.bincount(cell, minlength=facts.count * WEEK_HOURS).reshape(facts.count, 7, 24)
    return [rows.tolist() if rows.any() else None for rows in table]
