"""From Instagram's answers to what was observed: one plain function a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from auditor.core.model import Access, Account, AccountRef, Comment, Counts, Format, Post, Profile
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

_FORMATS = {"IMAGE": Format.IMAGE, "VIDEO": Format.VIDEO, "CAROUSEL_ALBUM": Format.CAROUSEL}
_NO_POST = frozenset({"STORY", "AD"})
# What is asked of the insights of one post, and what it is here.
METRICS: dict[str, str] = {"views": "views", "reach": "reach", "saved": "saves", "shares": "shares"}


def account(data: Payload, ref: AccountRef, observed_at: datetime, access: Access) -> Account:
    """The account and its profile. The one that logs in is called ``user_id`` by its own host.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
        access: whether the key owns the account.
    """
    username = get_str(data, "username") or ref.handle
    return Account(
        ref=ref,
        platform_id=str(data.get("user_id") or data["id"]),
        name=get_str(data, "name"),
        url=f"https://www.instagram.com/{username.lower()}/",
        profile=_profile(data, observed_at),
        details={"username": username.lower()},
        also=(username.lower(),),
        access=access,
    )


def _profile(data: Payload, observed_at: datetime) -> Profile:
    followers = get_count(data, "followers_count")
    bio = get_str(data, "biography")
    return Profile(
        observed_at=observed_at,
        followers=followers,
        following=get_count(data, "follows_count"),
        posts=get_count(data, "media_count"),
        name=get_str(data, "name"),
        bio=bio,
        website=get_str(data, "website"),
        has_picture=get_str(data, "profile_picture_url") is not None,
        has_contact=has_contact(bio) or None,
        missing={} if followers is not None else {"followers": Reason.NOT_OFFERED},
    )


def items(data: object) -> Iterator[Item | None]:
    """The posts of a page of media; stories and advertisements are none. ``None`` for an entry
    that has no readable id or time."""
    for row in get_rows(data, "data"):
        if not isinstance(row, dict):
            yield None
        elif product_and_kind(row)[0] not in _NO_POST:
            parsed = post(row)
            yield None if parsed is None else Item(parsed, parsed.published_at)


def product_and_kind(data: Payload) -> tuple[str, str]:
    """The product and the kind of a medium, on which depends what is told of it."""
    names = ("media_product_type", "media_type")
    product, kind = (str(data.get(name) or "").upper() for name in names)
    return product, kind


def kinds(data: object) -> dict[str, tuple[str, str]]:
    """:func:`product_and_kind` of every medium of a page, by its id."""
    return {str(row.get("id")): product_and_kind(row) for row in get_dicts(data, "data")}


def post(data: Payload) -> Post | None:
    """One medium; ``None`` without an id or a time."""
    number, when = identifier(data, "id"), get_time(data, "timestamp")
    product, kind = product_and_kind(data)
    if number is None or when is None:
        return None
    counts = Counts(
        reactions=get_count(data, "like_count"),
        comments=get_count(data, "comments_count"),
        views=get_count(data, "view_count"),
    )
    missing = {
        name: Reason.HIDDEN_BY_ACCOUNT
        for name in ("reactions", "comments")
        if getattr(counts, name) is None
    }
    return Post(
        platform_id=number,
        published_at=when,
        url=get_str(data, "permalink"),
        format=Format.SHORT_VIDEO if product == "REELS" else _FORMATS.get(kind, Format.OTHER),
        text=get_str(data, "caption") or "",
        links=(),
        counts=counts,
        missing=missing,
    )


def with_metrics(metrics: Mapping[str, int], counts: Counts) -> Counts:
    """The counts of a post with what its insights tell."""
    return replace(
        counts, **{METRICS[name]: value for name, value in metrics.items() if name in METRICS}
    )


def comments(data: object, post_id: str, owner: tuple[str, str]) -> Iterator[Comment]:
    """A page of comments with the answers that are told with them.

    ``owner`` are the account's id and name, by which its own are known.

    Args:
        data: what the network answered.
        post_id: the id of the post.
        owner: the account's id and name.
    """
    for row in get_dicts(data, "data"):
        parent = identifier(row, "id")
        if parent is None:
            continue
        yield comment(row, post_id, identifier(row, "parent_id"), owner)
        for answer in get_dicts(get_dict(row, "replies"), "data"):
            if identifier(answer, "id") is not None:
                yield comment(answer, post_id, parent, owner)


def comment(row: Payload, post_id: str, parent: str | None, owner: tuple[str, str]) -> Comment:
    """One comment. Who wrote it is told by ``from`` or, in older answers, by name alone.

    Args:
        row: the comment as the network gives it.
        post_id: the id of the post.
        parent: the comment that it answers; ``None`` for one under the post.
        owner: the account's id and name.
    """
    author, name = identifier(get_dict(row, "from"), "id"), get_str(row, "username")
    name = name or get_str(get_dict(row, "from"), "username")
    mine = (
        None
        if author is None and name is None
        else (author == owner[0] or (name is not None and name.lower() == owner[1]))
    )
    return Comment(
        platform_id=str(row["id"]),
        post_id=post_id,
        published_at=get_time(row, "timestamp"),
        parent_id=parent,
        author_id=author or name,
        author_handle=name.lower() if name else None,
        is_account=mine,
        text=get_str(row, "text"),
    )
