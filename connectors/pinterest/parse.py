"""From Pinterest's answers to what was observed: one plain function a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from auditor.core.model import Access, Account, AccountRef, Counts, Format, Post, PostKind, Profile
from auditor.core.reasons import Reason
from connectors.base import Item
from connectors.http.json_fields import (
    first_address,
    get_count,
    get_dict,
    get_dicts,
    get_str,
    get_time,
    has_contact,
    identifier,
)

Payload = Mapping[str, Any]

_FORMATS = {
    "image": Format.IMAGE,
    "video": Format.VIDEO,
    "multiple_images": Format.CAROUSEL,
    "multiple_videos": Format.CAROUSEL,
    "multiple_mixed": Format.CAROUSEL,
}
# Where the medium is not told: what kind of pin it is.
_KINDS = {
    "REGULAR": Format.IMAGE,
    "VIDEO": Format.VIDEO,
    "MAX_VIDEO": Format.VIDEO,
    "CAROUSEL": Format.CAROUSEL,
    "COLLAGE": Format.IMAGE,
}
_NOT_OFFERED = dict.fromkeys(("shares", "views", "saves"), Reason.NOT_OFFERED)


def account(data: Payload, ref: AccountRef, observed_at: datetime) -> Account:
    """The account and its profile from ``GET /user_account``.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
    """
    name = get_str(data, "username") or ref.handle
    return Account(
        ref=ref,
        platform_id=identifier(data, "id"),
        name=get_str(data, "business_name") or name,
        url=f"https://www.pinterest.com/{name}/",
        profile=_profile(data, observed_at),
        also=(name.lower(),),
        access=Access.OWN,
        details={"type": get_str(data, "account_type") or ""},
    )


def _profile(data: Payload, observed_at: datetime) -> Profile:
    """What the account tells of itself; its count of pins holds what it has saved from others."""
    bio = get_str(data, "about")
    counts = {
        "followers": get_count(data, "follower_count"),
        "following": get_count(data, "following_count"),
        "posts": get_count(data, "pin_count"),
    }
    return Profile(
        observed_at=observed_at,
        name=get_str(data, "business_name"),
        bio=bio,
        website=get_str(data, "website_url") or first_address(bio),
        has_picture=get_str(data, "profile_image") is not None,
        has_contact=has_contact(bio or ""),
        followers=counts["followers"],
        following=counts["following"],
        posts=counts["posts"],
        missing={name: Reason.NOT_OFFERED for name, value in counts.items() if value is None},
    )


def items(rows: Sequence[Any]) -> Iterator[Item | None]:
    """The pins of a page of ``GET /pins``; ``None`` for one without a readable id or time."""
    for row in rows:
        yield _item(row) if isinstance(row, Mapping) else None


def _item(row: Payload) -> Item | None:
    pin, at = identifier(row, "id"), get_time(row, "created_at")
    if pin is None or at is None:
        return None
    kind = PostKind.POST if identifier(row, "parent_pin_id") is None else PostKind.REPOST
    own = kind is PostKind.POST
    counts = _counts(row) if own else Counts()
    missing = {
        name: Reason.UNREADABLE
        for name in ("reactions", "comments", "impressions", "clicks")
        if own and getattr(counts, name) is None
    }
    link = get_str(row, "link")
    post = Post(
        platform_id=pin,
        published_at=at,
        kind=kind,
        url=f"https://www.pinterest.com/pin/{pin}/",
        format=_format(row),
        text=_text(row) if own else None,
        links=(link,) if link and own else (),
        is_poll=False,
        counts=counts,
        missing={**_NOT_OFFERED, **missing},
    )
    return Item(post, at, in_total=own)


def _counts(row: Payload) -> Counts:
    """The counts of a pin's whole life; of older pins some are not told."""
    life = get_dict(get_dict(row, "pin_metrics"), "lifetime_metrics")
    return Counts(
        reactions=get_count(life, "reaction"),
        comments=get_count(life, "comment"),
        impressions=get_count(life, "impression"),
        clicks=get_count(life, "clickthrough"),
    )


def _text(row: Payload) -> str:
    """Title and description; a title that begins the description is said once."""
    title, words = get_str(row, "title") or "", get_str(row, "description") or ""
    if words.startswith(title):
        return words
    return f"{title}\n{words}" if words else title


def _format(row: Payload) -> Format | None:
    medium = get_str(get_dict(row, "media"), "media_type")
    kind = get_str(row, "creative_type")
    return _FORMATS.get(medium or "") or _KINDS.get(kind or "") or (Format.OTHER if kind else None)


# A day of these says nothing of a pin's figures, or its figures are there.
_SETTLED = frozenset({"READY", "ESTIMATE", "BEFORE_PIN_CREATED", "BEFORE_BUSINESS_CREATED"})


def saves(data: Payload, pin: str) -> int | None:
    """How often a pin was saved, by its analytics; ``None`` where it is not told, or where the
    figures of a day are still being counted.

    Args:
        data: the analytics of several pins.
        pin: the id of one.
    """
    figures = next((part for part in get_dict(data, pin).values() if isinstance(part, dict)), {})
    days = [get_str(day, "data_status") for day in get_dicts(figures, "daily_metrics")]
    if any(status not in _SETTLED for status in days):
        return None
    return get_count(get_dict(figures, "summary_metrics"), "SAVE")
