"""Profile: is it filled, and is there somebody with a name?"""

from __future__ import annotations

import numpy as np

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from auditor.core.units import Unit
from auditor.method.facts import PROFILE_ITEMS, Facts, once
from auditor.method.signals.registry import Column, Columns, column, missing_reasons, share, signal
from auditor.method.sites import host_of, is_home, sites_of

LEAST_BIO = 40
FLAGGED = ("picture", "cover", "contact", "location", "hours", "category", "named_person")


@once
def profile_items(facts: Facts) -> list[dict[str, bool | None]]:
    """For every account each item of its profile: filled, empty, or unknown.

    A website must be one of the subject's sites; without those nobody can tell.
    """
    items: list[dict[str, bool | None]] = [dict.fromkeys(PROFILE_ITEMS) for _ in facts.refs]
    for row in facts.snapshots.to_dict("records"):
        number = int(row["account"])
        items_of = items[number]
        domains = sites_of(facts, number)
        for item in FLAGGED:
            _learn(items_of, item, _flag(row[f"has_{item}"]))
        _learn(items_of, "name", _filled(row["name"], 1))
        _learn(items_of, "bio", _filled(row["bio"], LEAST_BIO))
        website = row["website"]
        if isinstance(website, str) and (domains or not website.strip()):
            items_of["website"] = bool(website.strip()) and is_home(
                host_of(website.strip()), domains
            )
    return items


def _learn(items: dict[str, bool | None], item: str, value: bool | None) -> None:
    if value is not None:
        items[item] = value


def _flag(value: object) -> bool | None:
    return None if value is None or value != value else bool(value)


def _filled(text: object, least: int) -> bool | None:
    return len(text.strip()) >= least if isinstance(text, str) else None


@signal(
    id="profile_completeness",
    pillar="profile",
    unit=Unit.SHARE,
    title=msg("Items of the profile that are filled"),
    improve_title=msg("Some items of the profile are empty"),
    failure_title=msg("Much of the profile is empty"),
    why=msg("Who looks for a firm wants to know what it does and whom to talk to."),
    formula=msg(
        "filled items / known items of: name, picture, cover, bio of 40 characters, website "
        "that matches, contact, location, named person; opening hours and category where a network "
        "has them"
    ),
    source="[D]",
)
def profile_completeness(facts: Facts, columns: Columns) -> Column:
    """Filled items / items of which something is known."""
    del columns
    items = profile_items(facts)
    filled = np.array(
        [sum(v is True for v in profile.values()) for profile in items], dtype=np.float64
    )
    answered = np.array(
        [sum(v is not None for v in profile.values()) for profile in items], dtype=np.float64
    )
    result = column(
        share(filled, answered),
        answered,
        missing_reasons(facts, "profile", default=Reason.NOT_FETCHED),
    )
    result.counted, result.of = filled, answered
    return result
