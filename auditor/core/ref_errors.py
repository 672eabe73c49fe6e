"""What is wrong with an address that leads to no account, and what to paste instead."""

from __future__ import annotations

from dataclasses import replace

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg

KNOWN_FORMS: Message = msg(
    "Known forms: the address of a page on {networks}; @user@server for Mastodon; "
    "network:name, such as facebook:esempio; site:https://… for a website.",
    networks=(
        "Facebook, Instagram, Threads, LinkedIn, X, Pinterest, TikTok, YouTube, Bluesky, "
        "Mastodon, Telegram"
    ),
)
_GROUP = msg("'{text}' is a group, and a group has many owners: only pages and profiles are read.")
# By the first part of their path.
NO_PAGES: dict[str, Message] = {
    **dict.fromkeys(("groups", "group"), _GROUP),
    **dict.fromkeys(("events", "event"), msg("'{text}' is an event and no page.")),
    **dict.fromkeys(("hashtag", "tags"), msg("'{text}' is a hashtag and no page.")),
    **dict.fromkeys(("search", "explore"), msg("'{text}' is a search and no page.")),
    "marketplace": msg("'{text}' is an offer on Marketplace and no page."),
    "jobs": msg("'{text}' is an offer of work and no page."),
}


def abridged(text: str) -> str:
    """The text as an error may repeat it: short, and without a query that could hold a key."""
    bare = text.strip().partition("?")[0]
    return bare if len(bare) <= 80 else bare[:79] + "…"


def unknown(text: str, advice: Message = KNOWN_FORMS) -> UsageError:
    """What stands for no account."""
    return UsageError(
        msg("'{text}' is not the address of an account.", text=abridged(text)), advice
    )


def one_post(text: str) -> UsageError:
    """A single post."""
    return UsageError(
        msg("'{text}' leads to a single post and does not say whose.", text=abridged(text)),
        msg("Open it, follow the account's name and paste the address of that page."),
    )


def short_link(text: str) -> UsageError:
    """A link that hides the page behind it."""
    return UsageError(
        msg("'{text}' is a short link, which hides the page behind it.", text=abridged(text)),
        msg("Open it in a browser and paste the address of the page it leads to."),
    )


def no_page(text: str, name: str) -> UsageError:
    """A page of the network's own: a group, an event, a search.

    Args:
        text: the address.
        name: the first part of its path, one of ``NO_PAGES``.
    """
    return UsageError(
        replace(NO_PAGES[name], params={"text": abridged(text)}),
        msg("Open the page of whoever is meant and paste the address that the browser shows."),
    )
