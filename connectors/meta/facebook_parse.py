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
    get_count,
    get_dict,
    get_dicts,
    get_rows,
    get_str,
    get_time,
    has_contact,
    identifier,
)

Payload = Mapping[str, Any]

_SITE = "https://www.facebook.com/"
_FORMATS: dict[str, Format] = {
    "photo": Format.IMAGE,
    "album": Format.CAROUSEL,
    "video": Format.VIDEO,
    "link": Format.LINK,
    "event": Format.EVENT,
    "multi_share": Format.CAROUSEL,
    "note": Format.ARTICLE,
    "music": Format.AUDIO,
    "poll": Format.POLL,
    "question": Format.POLL,
    "live": Format.LIVE,
    "offer": Format.OTHER,
}
_BY_STATUS: dict[str, Format] = {
    "added_photos": Format.IMAGE,
    "added_video": Format.VIDEO,
    "created_event": Format.EVENT,
    "mobile_status_update": Format.TEXT,
    "wall_post": Format.TEXT,
    "shared_story": Format.LINK,
}
# What Meta calls views and viewers since November 2025, and clicks.
METRICS: dict[str, str] = {
    "post_media_view": "views",
    "post_total_media_view_unique": "reach",
    "post_clicks": "clicks",
}


def account(data: Payload, ref: AccountRef, observed_at: datetime, access: Access) -> Account:
    """The page and its profile.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
        access: whether the key owns the account.
    """
    number, handle = str(data["id"]), get_str(data, "username")
    return Account(
        ref=ref,
        platform_id=number,
        name=get_str(data, "name"),
        url=get_str(data, "link") or f"{_SITE}{number}",
        profile=_profile(data, observed_at, access),
        also=(handle.lower(),) if handle else (),
        access=access,
    )


def _profile(data: Payload, observed_at: datetime, access: Access) -> Profile:
    followers = get_count(data, "followers_count", "fan_count")
    bio = get_str(data, "about")
    website = get_str(data, "website")
    picture = get_dict(get_dict(data, "picture"), "data")
    written = has_contact(bio)
    return Profile(
        observed_at=observed_at,
        followers=followers,
        name=get_str(data, "name"),
        bio=bio,
        website=website.split()[0] if website else None,
        has_picture=None if "picture" not in data else picture.get("is_silhouette") is not True,
        has_cover=bool(get_dict(data, "cover"))
        if access is Access.OWN
        else bool(get_dict(data, "cover")) or None,
        has_contact=bool(get_str(data, "phone") or data.get("emails")) or bool(written)
        if access is Access.OWN
        else written or None,
        has_location=bool(get_dict(data, "location")) or None,
        phones=(phone,) if (phone := get_str(data, "phone")) else None,
        category=get_str(data, "category"),
        place=_place(get_dict(data, "location")),
        missing={} if followers is not None else {"followers": Reason.NOT_OFFERED},
    )


def _place(location: Payload) -> str | None:
    """Street and town, as they stand on the page."""
    parts = [get_str(location, "street"), get_str(location, "city")]
    return ", ".join(part for part in parts if part) or None


def items(data: object, page_id: str) -> Iterator[Item | None]:
    """The posts of a page of ``published_posts``; what somebody else wrote is left out. ``None``
    for an entry that has no readable id or time."""
    for row in get_rows(data, "data"):
        if not isinstance(row, dict):
            yield None
            continue
        author = identifier(get_dict(row, "from"), "id")
        if row.get("is_published") is False or author not in (None, page_id):
            continue
        parsed = post(row)
        yield None if parsed is None else Item(parsed, parsed.published_at)


def post(data: Payload) -> Post | None:
    """One post of a page; ``None`` without an id or a time."""
    name, when = identifier(data, "id"), get_time(data, "created_time")
    if name is None or when is None:
        return None
    message = get_str(data, "message") or ""
    attachments = [*get_dicts(get_dict(data, "attachments"), "data")]
    counts, missing = _counts(data, shares=True)
    return Post(
        platform_id=name,
        published_at=when,
        kind=_kind(data, message),
        url=get_str(data, "permalink_url"),
        format=_format(data, attachments),
        text=message,
        links=tuple(dict.fromkeys(_links(attachments))),
        mentions=tuple(
            str(tag["id"])
            for tag in get_dicts(data, "message_tags")
            if tag.get("id") and tag.get("type") in (None, "page", "user")
        ),
        counts=counts,
        missing=missing,
    )


def _kind(data: Payload, message: str) -> PostKind:
    """What the page passes on without a word of its own is no post of its own."""
    return PostKind.REPOST if data.get("parent_id") and not message else PostKind.POST


def _format(data: Payload, attachments: list[Payload]) -> Format:
    if data.get("parent_id"):
        return Format.QUOTE
    status = str(data.get("status_type") or "")
    if not attachments:
        return _BY_STATUS.get(status, Format.TEXT) if status != "shared_story" else Format.TEXT
    for name in ("media_type", "type"):
        kind = str(attachments[0].get(name) or "").lower()
        if kind in _FORMATS:
            return _FORMATS[kind]
        if kind.startswith("video"):
            return Format.VIDEO
        if kind in {"share", "fallback"}:
            return Format.LINK
    return _BY_STATUS.get(status, Format.OTHER)


def _links(attachments: list[Payload]) -> Iterator[str]:
    """Addresses outside Facebook that a post leads to."""
    for attachment in attachments:
        address = get_str(attachment, "unshimmed_url")
        if address and not _is_inside(address):
            yield address


def _is_inside(address: str) -> bool:
    host = (urlsplit(address).hostname or "").lower()
    return host.endswith(("facebook.com", "fbcdn.net", "fb.com", "fb.watch"))


def _total(data: Payload, *names: str) -> int | None:
    """The ``total_count`` of an edge's summary, by the first edge that is there."""
    for name in names:
        total = get_count(get_dict(get_dict(data, name), "summary"), "total_count")
        if total is not None:
            return total
    return None


def _counts(data: Payload, shares: bool) -> tuple[Counts, dict[str, Reason]]:
    """Reactions and comments by their summaries; ``shares`` are left out when there is none."""
    metrics = insights(data)
    shared = data.get("shares")
    counts = Counts(
        reactions=_total(data, "reactions", "likes"),
        comments=_total(data, "comments"),
        shares=None
        if not shares
        else 0
        if shared is None
        else get_count(get_dict(data, "shares"), "count"),
        views=metrics.get("views", get_count(data, "views")),
        reach=metrics.get("reach"),
        clicks=metrics.get("clicks"),
    )
    parts = ("reactions", "comments", "shares") if shares else ("reactions", "comments")
    missing = {name: Reason.UNREADABLE for name in parts if getattr(counts, name) is None}
    return counts, missing


def insights(data: Payload) -> dict[str, int]:
    """Views, viewers and clicks, where the network tells them; an empty set is no zero."""
    by_metric: dict[str, int] = {}
    for row in get_dicts(get_dict(data, "insights"), "data"):
        name = METRICS.get(str(row.get("name")))
        values = [get_count(value, "value") for value in get_dicts(row, "values")]
        numbers = [value for value in values if value is not None]
        if name is not None and numbers:
            by_metric[name] = numbers[-1]
    return by_metric


def reels(data: object, page_id: str) -> Iterator[Item | None]:
    """The Reels of a page. One that is also shown as a post has that post's id."""
    for row in get_rows(data, "data"):
        if not isinstance(row, dict):
            yield None
            continue
        name, when = identifier(row, "id"), get_time(row, "created_time")
        author = identifier(get_dict(row, "from"), "id")
        if row.get("published") is False or author not in (None, page_id):
            continue
        if name is None or when is None:
            yield None
            continue
        counts, missing = _counts(row, shares=False)
        address = get_str(row, "permalink_url")
        reel = Post(
            platform_id=post_of(row, page_id) or name,
            published_at=when,
            url=urljoin(_SITE, address) if address else None,
            format=Format.SHORT_VIDEO,
            text=get_str(row, "description") or "",
            links=(),
            counts=counts,
            missing={**missing, "shares": Reason.NOT_OFFERED},
        )
        yield Item(reel, reel.published_at)


def post_of(row: Payload, page_id: str) -> str | None:
    """The id of the post that shows a Reel, as the page's own list writes it."""
    post_id = row.get("post_id")
    name = str(post_id) if isinstance(post_id, (str, int)) and post_id else None
    if name is None:
        return None
    return name if "_" in name else f"{page_id}_{name}"


def comments(data: object, post_id: str, page_id: str, own: bool) -> Iterator[Comment]:
    """A page of comments, answers among them.

    To strangers the network does not tell who wrote one: then it is not known either whether the
    page did. With a page's own key only other people's names can be left out.

    Args:
        data: what the network answered.
        post_id: the id of the post.
        page_id: the id of the page.
        own: whether the key is that of the page.
    """
    for row in get_dicts(data, "data"):
        name = identifier(row, "id")
        if name is None:
            continue
        author = identifier(get_dict(row, "from"), "id")
        by_account: bool | None = author == page_id
        if author is None and not own:
            by_account = None
        yield Comment(
            platform_id=name,
            post_id=post_id,
            published_at=get_time(row, "created_time"),
            parent_id=identifier(get_dict(row, "parent"), "id"),
            author_id=author,
            is_account=by_account,
            text=get_str(row, "message"),
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
