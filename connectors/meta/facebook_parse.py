"""From Facebook's answers to what was observed: one plain function a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from auditor.core.model import (
    Access,
    Account,
    AccountRef,
    Comment,
    Counts,
    Format,
    Post,
    PostKind,
    Profile,
)
from auditor.core.reasons import Reason
from connectors.base import Item
from connectors.http.json_fields import (
    count,
    entries,
    entry,
    has_contact,
    identifier,
    moment,
    rows_of,
    word,
)

Payload = Mapping[str, Any]

_SITE = "https://www.facebook.com/"
_FORMATS: dict[str, Format] = {
    "photo": Format.IMAGE, "album": Format.CAROUSEL, "video": Format.VIDEO, "link": Format.LINK,
    "event": Format.EVENT, "multi_share": Format.CAROUSEL, "note": Format.ARTICLE,
    "music": Format.AUDIO, "poll": Format.POLL, "question": Format.POLL, "live": Format.LIVE,
    "offer": Format.OTHER,
}  # fmt: skip
_BY_STATUS: dict[str, Format] = {
    "added_photos": Format.IMAGE, "added_video": Format.VIDEO, "created_event": Format.EVENT,
    "mobile_status_update": Format.TEXT, "wall_post": Format.TEXT, "shared_story": Format.LINK,
}  # fmt: skip
# What Meta calls views and viewers since November 2025, and clicks.
METRICS: dict[str, str] = {
    "post_media_view": "views",
    "post_total_media_view_unique": "reach",
    "post_clicks": "clicks",
}


def account(data: Payload, ref: AccountRef, observed_at: datetime, access: Access) -> Account:
    """The page and its profile."""
    number, handle = str(data["id"]), word(data, "username")
    return Account(
        ref=ref,
        platform_id=number,
        name=word(data, "name"),
        url=word(data, "link") or f"{_SITE}{number}",
        profile=_profile(data, observed_at, access),
        also=(handle.lower(),) if handle else (),
        access=access,
    )


def _profile(data: Payload, observed_at: datetime, access: Access) -> Profile:
    followers = count(data, "followers_count", "fan_count")
    bio = word(data, "about")
    website = word(data, "website")
    picture = entry(entry(data, "picture"), "data")
    written = has_contact(bio)
    return Profile(
        observed_at=observed_at,
        followers=followers,
        name=word(data, "name"),
        bio=bio,
        website=website.split()[0] if website else None,
        has_picture=None if "picture" not in data else picture.get("is_silhouette") is not True,
        has_cover=bool(entry(data, "cover")) if access is Access.OWN else bool(
            entry(data, "cover")) or None,
        has_contact=bool(word(data, "phone") or data.get("emails")) or bool(written)
        if access is Access.OWN else written or None,
        has_location=bool(entry(data, "location")) or None,
        missing={} if followers is not None else {"followers": Reason.NOT_OFFERED},
    )  # fmt: skip


def items(data: Any, page_id: str) -> Iterator[Item | None]:
    """The posts of a page of ``published_posts``; what somebody else wrote is left out. ``None``
    for an entry that has no readable id or time."""
    for row in rows_of(data, "data"):
        if not isinstance(row, dict):
            yield None
            continue
        author = identifier(entry(row, "from"), "id")
        if row.get("is_published") is False or author not in (None, page_id):
            continue
        found = post(row)
        yield None if found is None else Item(found, found.published_at)


def post(data: Payload) -> Post | None:
    """One post of a page; ``None`` without an id or a time."""
    name, when = identifier(data, "id"), moment(data, "created_time")
    if name is None or when is None:
        return None
    message = word(data, "message") or ""
    shown = [*entries(entry(data, "attachments"), "data")]
    counts, missing = _counts(data, shares=True)
    return Post(
        platform_id=name,
        published_at=when,
        kind=_kind(data, message),
        url=word(data, "permalink_url"),
        format=_format(data, shown),
        text=message,
        links=tuple(dict.fromkeys(_links(shown))),
        mentions=tuple(str(one["id"]) for one in entries(data, "message_tags")
                       if one.get("id") and one.get("type") in (None, "page", "user")),
        counts=counts,
        missing=missing,
    )  # fmt: skip


def _kind(data: Payload, message: str) -> PostKind:
    """What the page passes on without a word of its own is no post of its own."""
    return PostKind.REPOST if data.get("parent_id") and not message else PostKind.POST


def _format(data: Payload, shown: list[Payload]) -> Format:
    if data.get("parent_id"):
        return Format.QUOTE
    status = str(data.get("status_type") or "")
    if not shown:
        return _BY_STATUS.get(status, Format.TEXT) if status != "shared_story" else Format.TEXT
    for name in ("media_type", "type"):
        told = str(shown[0].get(name) or "").lower()
        if told in _FORMATS:
            return _FORMATS[told]
        if told.startswith("video"):
            return Format.VIDEO
        if told in {"share", "fallback"}:
            return Format.LINK
    return _BY_STATUS.get(status, Format.OTHER)


def _links(shown: list[Payload]) -> Iterator[str]:
    """Addresses outside Facebook that a post leads to."""
    for one in shown:
        address = word(one, "unshimmed_url")
        if address and not _is_inside(address):
            yield address


def _is_inside(address: str) -> bool:
    host = (urlsplit(address).hostname or "").lower()
    return host.endswith(("facebook.com", "fbcdn.net", "fb.com", "fb.watch"))


def _total(data: Payload, *names: str) -> int | None:
    """The ``total_count`` of an edge's summary, by the first edge that is there."""
    for name in names:
        found = count(entry(entry(data, name), "summary"), "total_count")
        if found is not None:
            return found
    return None


def _counts(data: Payload, shares: bool) -> tuple[Counts, dict[str, Reason]]:
    """Reactions and comments by their summaries; ``shares`` are left out when there is none."""
    told = insights(data)
    shared = data.get("shares")
    counts = Counts(
        reactions=_total(data, "reactions", "likes"),
        comments=_total(data, "comments"),
        shares=None if not shares else 0 if shared is None else count(entry(data, "shares"),
                                                                      "count"),
        views=told.get("views", count(data, "views")),
        reach=told.get("reach"),
        clicks=told.get("clicks"),
    )  # fmt: skip
    parts = ("reactions", "comments", "shares") if shares else ("reactions", "comments")
    missing = {name: Reason.UNREADABLE for name in parts if getattr(counts, name) is None}
    return counts, missing


def insights(data: Payload) -> dict[str, int]:
    """Views, viewers and clicks, where the network tells them; an empty set is no zero."""
    found: dict[str, int] = {}
    for one in entries(entry(data, "insights"), "data"):
        name = METRICS.get(str(one.get("name")))
        values = [count(value, "value") for value in entries(one, "values")]
        known = [value for value in values if value is not None]
        if name is not None and known:
            found[name] = known[-1]
    return found


def reels(data: Any, page_id: str) -> Iterator[Item | None]:
    """The Reels of a page. One that is also shown as a post has that post's id."""
    for row in rows_of(data, "data"):
        if not isinstance(row, dict):
            yield None
            continue
        name, when = identifier(row, "id"), moment(row, "created_time")
        author = identifier(entry(row, "from"), "id")
        if row.get("published") is False or author not in (None, page_id):
            continue
        if name is None or when is None:
            yield None
            continue
        counts, missing = _counts(row, shares=False)
        address = word(row, "permalink_url")
        found = Post(
            platform_id=post_of(row, page_id) or name,
            published_at=when,
            url=urljoin(_SITE, address) if address else None,
            format=Format.SHORT_VIDEO,
            text=word(row, "description") or "",
            links=(),
            counts=counts,
            missing={**missing, "shares": Reason.NOT_OFFERED},
        )
        yield Item(found, found.published_at)


def post_of(row: Payload, page_id: str) -> str | None:
    """The id of the post that shows a Reel, as the page's own list writes it."""
    told = row.get("post_id")
    name = str(told) if isinstance(told, (str, int)) and told else None
    if name is None:
        return None
    return name if "_" in name else f"{page_id}_{name}"


def comments(data: Any, post_id: str, page_id: str, own: bool) -> Iterator[Comment]:
    """A page of comments, answers among them.

    To strangers the network does not tell who wrote one: then it is not known either whether the
    page did. With a page's own key only other people's names can be left out.
    """
    for row in entries(data, "data"):
        name = identifier(row, "id")
        if name is None:
            continue
        author = identifier(entry(row, "from"), "id")
        by_account: bool | None = author == page_id
        if author is None and not own:
            by_account = None
        yield Comment(
            platform_id=name,
            post_id=post_id,
            published_at=moment(row, "created_time"),
            parent_id=identifier(entry(row, "parent"), "id"),
            author_id=author,
            is_account=by_account,
            text=word(row, "message"),
        )


def most_in_a_year(days: Sequence[datetime]) -> int:
    """The most posts within any 365 days."""
    ordered = sorted(days)
    first = most = 0
    for number, day in enumerate(ordered):
        while day - ordered[first] >= timedelta(days=365):
            first += 1
        most = max(most, number - first + 1)
    return most
