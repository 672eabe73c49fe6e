"""The feed of a Mastodon account, for servers whose API answers no stranger.

It tells dates and words of the newest posts of the account's own (about twenty), and no counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from auditor.core.json_types import JsonValue
from auditor.core.model import Account, AccountRef, Post, Profile
from auditor.core.reasons import Reason
from connectors.base import Item, PostPage
from connectors.errors import ConnectorError
from connectors.http.html_text import text_of_html
from connectors.http.json_fields import entry_moment
from connectors.http.response import ApiResponse

# Where Mastodon, GoToSocial and Pixelfed have it.
PLACES = ("@{user}.rss", "@{user}/feed.rss", "users/{user}.atom")
ONLY_FEED = "feed_only"
_UNTOLD = ("followers", "reactions", "comments", "shares", "replies", "profile")
_COUNTS = ("reactions", "comments", "shares")


def is_feed(response: ApiResponse) -> bool:
    """Whether an answer is a feed, whatever it says it is."""
    start = response.body.lstrip()[:400].lower()
    return response.status == 200 and (b"<rss" in start or b"<feed" in start)


def account(ref: AccountRef, url: str, feed: str) -> Account:
    """The account as far as its feed tells of it: that it exists.

    Args:
        ref: the account that was asked for.
        url: the address of the profile.
        feed: the address of its feed.
    """
    missing = dict.fromkeys(("followers", "following", "posts"), Reason.NO_CREDENTIAL)
    profile = Profile(datetime.now(UTC), missing=missing)
    return Account(ref=ref, url=url, profile=profile, details={"feed": feed})


def page(response: ApiResponse, refused: ConnectorError) -> PostPage:
    """The posts of the feed; ``refused`` is why there is no more than that."""
    import feedparser

    rows: Sequence[Any] = feedparser.parse(response.body, sanitize_html=False).entries
    items = [item for row in rows if (item := _item(row)) is not None]
    return PostPage(
        sorted(items, key=lambda item: item.moment, reverse=True),
        missing=dict.fromkeys(_UNTOLD, Reason.NO_CREDENTIAL),
        open_end=True,
        notes={ONLY_FEED: 1},
        refused=refused,
    )


def _item(row: JsonValue) -> Item | None:
    when = entry_moment(row)
    address = row.get("link") or row.get("id")
    if when is None or not address:
        return None
    content = text_of_html(str(row.get("summary") or row.get("title") or ""))
    post = Post(
        platform_id=_number(str(address)),
        published_at=when,
        url=str(address),
        text=content.text,
        links=content.links,
        missing=dict.fromkeys(_COUNTS, Reason.NO_CREDENTIAL),
    )
    return Item(post, when)


def _number(address: str) -> str:
    """The id of a status, which its address ends with, so that the API knows the same post."""
    return address.rstrip("/").rpartition("/")[2]
