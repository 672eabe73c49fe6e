"""What sets each network apart from the others, in one table that all rooms ask.

A connector's declaration takes its own from here; how a network is asked stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Traits:
    """What sets a network apart.

    Args:
        judged: an account there is a page of its own, which gets a verdict.
        blended: its figures stand beside those of other networks, in medians and charts.
        keep_days: for how many days what its API tells may be kept unless it is read again;
            ``None`` for as long as the user wants.
        lists_replies: an account's replies on others' posts are listed.
        reviews: what others say are reviews of the whole profile, one a person, under no post.
        one_format: all posts have the same format.
        names_as_links: its own exports show a name where others show ``@handle``.
        local_ids: an id means nothing without its server.
        paid: reading it costs money.
        views_changed: since when views are counted in another way, so that older and newer ones do
            not compare.
        questionnaire: its place among the networks that the questionnaire offers; ``None`` where it
            is offered to those who ask for it.
    """

    judged: bool = True
    blended: bool = True
    keep_days: int | None = None
    lists_replies: bool = False
    reviews: bool = False
    one_format: bool = False
    names_as_links: bool = False
    local_ids: bool = False
    paid: bool = False
    views_changed: date | None = None
    questionnaire: int | None = None


TRAITS: dict[str, Traits] = {
    "facebook": Traits(names_as_links=True, questionnaire=1),
    "instagram": Traits(questionnaire=2),
    "threads": Traits(lists_replies=True, questionnaire=10),
    "linkedin": Traits(names_as_links=True, questionnaire=3),
    "x": Traits(lists_replies=True, paid=True, questionnaire=5),
    "pinterest": Traits(questionnaire=7),
    "tiktok": Traits(one_format=True, questionnaire=6),
    # Views from the first frame: its help pages of August 2026.
    "youtube": Traits(
        blended=False,
        keep_days=30,
        one_format=True,
        views_changed=date(2026, 8, 24),
        questionnaire=4,
    ),
    "bluesky": Traits(lists_replies=True, questionnaire=8),
    "mastodon": Traits(lists_replies=True, local_ids=True, questionnaire=9),
    "google": Traits(judged=False, reviews=True),
    "site": Traits(judged=False, one_format=True),
    "telegram": Traits(),
}


def networks_that(trait: str) -> frozenset[str]:
    """The networks of which a trait holds."""
    return frozenset(name for name, traits in TRAITS.items() if getattr(traits, trait))


def offered() -> tuple[str, ...]:
    """The networks that the questionnaire offers, in its order."""
    places = {name: traits.questionnaire for name, traits in TRAITS.items() if traits.questionnaire}
    return tuple(sorted(places, key=places.__getitem__))
