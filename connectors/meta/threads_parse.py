"""From Threads' answers to what was observed: one plain function a payload."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

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
    add,
    first_address,
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

_FORMATS = {
    "TEXT_POST": Format.TEXT,
    "IMAGE": Format.IMAGE,
    "GIF": Format.IMAGE,
    "VIDEO": Format.VIDEO,
    "CAROUSEL_ALBUM": Format.CAROUSEL,
}
_PASSED_ON = "REPOST_FACADE"
# What is asked of the insights of one post; "shares" there are posts sent to somebody.
METRICS = ("views", "likes", "replies", "reposts", "quotes")
COUNTED = ("reactions", "comments", "shares", "views")


def account(data: Payload, ref: AccountRef, observed_at: datetime, access: Access) -> Account:
    """The account and its profile, from ``GET /me`` or ``GET /profile_lookup``.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
        access: whether the key owns the account.
    """
    username = (get_str(data, "username") or ref.handle).lower()
    return Account(
        ref=ref,
        platform_id=identifier(data, "id"),
        name=get_str(data, "name"),
        url=f"https://www.threads.com/@{username}",
        profile=_profile(data, observed_at),
        details={"username": username},
        also=(username,),
        access=access,
    )


def _profile(data: Payload, observed_at: datetime) -> Profile:
    """What the account tells of itself; an own one and one that is looked up say it differently."""
    bio = get_str(data, "threads_biography") or get_str(data, "biography")
    picture = get_str(data, "threads_profile_picture_url") or get_str(data, "profile_picture_url")
    followers = get_count(data, "follower_count")
    return Profile(
        observed_at=observed_at,
        followers=followers,
        name=get_str(data, "name"),
        bio=bio,
        website=first_address(bio),
        has_picture=picture is not None,
        has_contact=has_contact(bio) or None,
        missing={} if followers is not None else {"followers": Reason.NOT_OFFERED},
    )


def with_followers(profile: Profile, data: object) -> Profile:
    """The profile with the number of followers that the account's own insights tell."""
    for row in get_dicts(data, "data"):
        value = get_count(get_dict(row, "total_value"), "value")
        if row.get("name") == "followers_count" and value is not None:
            return replace(profile, followers=value, missing={})
    return profile


def items(data: object, is_own: Callable[[str], bool] | None = None) -> Iterator[Item | None]:
    """The entries of a page of posts or of replies; ``None`` for one without a readable id or time.

    Args:
        data: what the network answered.
        is_own: whether an id is that of a post of the account; given for a page of replies.
    """
    for row in get_rows(data, "data"):
        parsed = post(row, is_own) if isinstance(row, Mapping) else None
        yield None if parsed is None else _item(parsed)


def _item(parsed: Post) -> Item:
    return Item(parsed, parsed.published_at, in_total=parsed.kind is PostKind.POST)


def post(data: Payload, is_own: Callable[[str], bool] | None = None) -> Post | None:
    """A post, a repost or a reply; ``None`` without an id or a time."""
    number, when = identifier(data, "id"), get_time(data, "timestamp")
    if number is None or when is None:
        return None
    medium = str(data.get("media_type") or "").upper()
    if medium == _PASSED_ON:
        return Post(
            platform_id=number,
            published_at=when,
            kind=PostKind.REPOST,
            missing=dict.fromkeys(("reactions", "comments", "shares"), Reason.NOT_APPLICABLE),
        )
    link = get_str(data, "link_attachment_url")
    root = identifier(get_dict(data, "root_post"), "id")
    return Post(
        platform_id=number,
        published_at=when,
        kind=PostKind.POST if is_own is None else PostKind.REPLY,
        url=get_str(data, "permalink"),
        format=_format(medium, bool(data.get("is_quote_post")), link),
        text=get_str(data, "text") or "",
        links=() if link is None else (link,),
        reply_to=None if is_own is None else identifier(get_dict(data, "replied_to"), "id"),
        on_own_thread=True if is_own is not None and root and is_own(root) else None,
    )


def _format(medium: str, quotes: bool, link: str | None) -> Format:
    if quotes:
        return Format.QUOTE
    if medium == "TEXT_POST" and link is not None:
        return Format.LINK
    return _FORMATS.get(medium, Format.OTHER)


def with_metrics(metrics: Mapping[str, int], counts: Counts) -> Counts:
    """The counts of a post with what its insights tell; shares are reposts and quotes."""
    return replace(
        counts,
        reactions=metrics.get("likes"),
        comments=metrics.get("replies"),
        shares=add(metrics.get("reposts"), metrics.get("quotes")),
        views=metrics.get("views"),
    )


def comments(data: object, post_id: str, owner: str) -> Iterator[Comment]:
    """A page of a conversation, in which answers of every depth stand one after the other.

    Args:
        data: what the network answered.
        post_id: the id of the post.
        owner: the account's name, in small letters.
    """
    for row in get_dicts(data, "data"):
        number = identifier(row, "id")
        if number is None:
            continue
        name, mine = get_str(row, "username"), row.get("is_reply_owned_by_me")
        parent = identifier(get_dict(row, "replied_to"), "id")
        if not isinstance(mine, bool):
            mine = None if name is None else name.lower() == owner
        yield Comment(
            platform_id=number,
            post_id=post_id,
            published_at=get_time(row, "timestamp"),
            parent_id=None if parent == post_id else parent,
            author_id=name,
            author_handle=name.lower() if name else None,
            is_account=mine,
            text=get_str(row, "text"),
        )
