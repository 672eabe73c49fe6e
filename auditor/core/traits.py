"""What sets each network apart from the others, in one table that all rooms ask.

A connector's declaration takes its own from here; how a network is asked stands there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traits:
    """What sets a network apart.

    Args:
        judged: an account there is a page of its own, which gets a verdict.
        blended: its figures stand beside those of other networks, in medians and charts.
        keep_days: for how many days what its API tells may be kept unless it is read again;
            ``None`` for as long as the user wants.
        lists_replies: an account's replies on others' posts are listed.
        one_format: all posts have the same format.
        names_as_links: its own exports show a name where others show ``@handle``.
        local_ids: an id means nothing without its server.
        paid: reading it costs money.
    """

    judged: bool = True
    blended: bool = True
    keep_days: int | None = None
    lists_replies: bool = False
    one_format: bool = False
    names_as_links: bool = False
    local_ids: bool = False
    paid: bool = False


TRAITS: dict[str, Traits] = {
    "facebook": Traits(names_as_links=True),
    "instagram": Traits(),
    "threads": Traits(lists_replies=True),
    "linkedin": Traits(names_as_links=True),
    "x": Traits(lists_replies=True, paid=True),
    "pinterest": Traits(),
    "tiktok": Traits(one_format=True),
    "youtube": Traits(blended=False, keep_days=30, one_format=True),
    "bluesky": Traits(lists_replies=True),
    "mastodon": Traits(lists_replies=True, local_ids=True),
    "google": Traits(judged=False, one_format=True),
    "site": Traits(judged=False, one_format=True),
    "telegram": Traits(),
}


def networks_that(trait: str) -> frozenset[str]:
    """The networks of which a trait holds."""
    return frozenset(name for name, traits in TRAITS.items() if getattr(traits, trait))
