"""From TikTok's answers to what was observed: one plain function a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from auditor.core.model import Access, Account, AccountRef, Comment, Counts, Format, Post, Profile
from auditor.core.reasons import Reason
from connectors.base import Item
from connectors.http.json_fields import (
    first_address,
    get_count,
    get_dicts,
    get_str,
    get_time,
    has_contact,
    identifier,
)

Payload = Mapping[str, Any]

# The Display API and the API for Business call the same thing by two names.
PROFILE_FIELDS = (
    "open_id,avatar_url,display_name,bio_description,is_verified,username,follower_count,"
    "following_count,video_count"
)
BUSINESS_FIELDS = (
    "username",
    "display_name",
    "profile_image",
    "followers_count",
    "following_count",
    "videos_count",
)
VIDEO_FIELDS = (
    "id,create_time,share_url,video_description,title,duration,like_count,comment_count,"
    "share_count,view_count"
)
BUSINESS_VIDEO_FIELDS = (
    "item_id",
    "create_time",
    "caption",
    "share_url",
    "likes",
    "comments",
    "shares",
    "favorites",
    "video_views",
    "reach",
)
_COUNTED = ("reactions", "comments", "shares", "views")


def account(data: Payload, ref: AccountRef, observed_at: datetime) -> Account:
    """The account and its profile. It has no id that would be the same for another app.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
    """
    username = (get_str(data, "username") or ref.handle).lower()
    return Account(
        ref=ref,
        name=get_str(data, "display_name"),
        url=f"https://www.tiktok.com/@{username}",
        profile=_profile(data, observed_at),
        also=(username,),
        access=Access.OWN,
    )


def _profile(data: Payload, observed_at: datetime) -> Profile:
    bio = get_str(data, "bio_description")
    picture = get_str(data, "avatar_url") or get_str(data, "profile_image")
    counts = {
        "followers": get_count(data, "follower_count", "followers_count"),
        "following": get_count(data, "following_count"),
        "posts": get_count(data, "video_count", "videos_count"),
    }
    return Profile(
        observed_at=observed_at,
        name=get_str(data, "display_name"),
        bio=bio,
        website=first_address(bio),
        has_picture=picture is not None,
        has_contact=has_contact(bio) or None,
        followers=counts["followers"],
        following=counts["following"],
        posts=counts["posts"],
        missing={name: Reason.NOT_OFFERED for name, value in counts.items() if value is None},
    )


def items(rows: Sequence[Any]) -> Iterator[Item | None]:
    """The videos of a page; ``None`` for one without a readable id or time."""
    for row in rows:
        yield _item(row) if isinstance(row, Mapping) else None


def _item(row: Payload) -> Item | None:
    video, at = identifier(row, "id") or identifier(row, "item_id"), get_time(row, "create_time")
    if video is None or at is None:
        return None
    counts = Counts(
        reactions=get_count(row, "like_count", "likes"),
        comments=get_count(row, "comment_count", "comments"),
        shares=get_count(row, "share_count", "shares"),
        views=get_count(row, "view_count", "video_views"),
        saves=get_count(row, "favorites"),
        reach=get_count(row, "reach"),
    )
    address = get_str(row, "share_url")
    text = get_str(row, "video_description") or get_str(row, "title") or get_str(row, "caption")
    post = Post(
        platform_id=video,
        published_at=at,
        url=None if address is None else address.partition("?")[0],
        format=Format.SHORT_VIDEO,
        text=text or "",
        links=(),
        is_poll=False,
        counts=counts,
        missing={name: Reason.UNREADABLE for name in _COUNTED if getattr(counts, name) is None},
    )
    return Item(post, at)


def comments(data: object, post_id: str, parent: str | None = None) -> Iterator[Comment]:
    """A page of comments with the answers that are told with them.

    Args:
        data: what the network answered.
        post_id: the id of the video.
        parent: the comment that was answered; ``None`` for a page of comments.
    """
    for row in get_dicts(data, "comments"):
        number = identifier(row, "comment_id")
        if number is None:
            continue
        yield _comment(row, number, post_id, identifier(row, "parent_comment_id") or parent)
        for answer in get_dicts(row, "reply_list"):
            reply = identifier(answer, "comment_id")
            if reply is not None:
                yield _comment(answer, reply, post_id, number)


def _comment(row: Payload, number: str, post_id: str, parent: str | None) -> Comment:
    owner, name = row.get("owner"), get_str(row, "username")
    return Comment(
        platform_id=number,
        post_id=post_id,
        published_at=get_time(row, "create_time"),
        parent_id=parent,
        author_id=identifier(row, "unique_identifier") or identifier(row, "user_id") or name,
        author_handle=name.lower() if name else None,
        is_account=owner if isinstance(owner, bool) else None,
        text=get_str(row, "text"),
    )
