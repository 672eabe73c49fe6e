"""From the answers of Mastodon and its kin to what was observed: one function a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from auditor.core.model import (
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
from connectors.http.html_text import Plain, text_of_html
from connectors.http.json_fields import (
    add,
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

_OPEN = frozenset({"public", "unlisted", "local"})
_PLACES = ("location", "address", "city", "place", "luogo", "sede", "indirizzo", "città", "dove")
_NO_PICTURE = "missing.png"


def account(data: Payload, ref: AccountRef, observed_at: datetime) -> Account:
    """The account and its profile from ``/api/v1/accounts/lookup``.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
    """
    details = {
        "uri": get_str(data, "uri"),
        "moved_to": get_str(get_dict(data, "moved"), "acct"),
        "locked": "yes" if data.get("locked") is True else None,
    }
    return Account(
        ref=ref,
        platform_id=str(data["id"]),
        name=get_str(data, "display_name") or get_str(data, "username"),
        url=get_str(data, "url"),
        created_at=get_time(data, "created_at"),
        profile=profile(data, observed_at),
        details={name: value for name, value in details.items() if value},
    )


def profile(data: Payload, observed_at: datetime) -> Profile:
    """What the account tells of itself. Counts that are left out are hidden, not zero."""
    note = text_of_html(str(data.get("note") or ""))
    rows = {
        str(row.get("name", "")): text_of_html(str(row.get("value") or ""))
        for row in get_dicts(data, "fields")
    }
    words = "\n".join([note.text, *(row.text for row in rows.values())])
    counts = {
        "followers": get_count(data, "followers_count"),
        "following": get_count(data, "following_count"),
        "posts": get_count(data, "statuses_count"),
    }
    return Profile(
        observed_at=observed_at,
        followers=counts["followers"],
        following=counts["following"],
        posts=counts["posts"],
        name=get_str(data, "display_name"),
        bio=note.text or None,
        website=_website(rows, note),
        has_picture=_has_image(data, "avatar"),
        has_cover=_has_image(data, "header"),
        has_contact=has_contact(words),
        has_location=any(label in name.lower() for name in rows for label in _PLACES) or None,
        missing={name: Reason.HIDDEN_BY_ACCOUNT for name, value in counts.items() if value is None},
    )


def _website(rows: Mapping[str, Plain], note: Plain) -> str | None:
    links = [link for row in rows.values() for link in row.links]
    return next(iter([*links, *note.links]), None) or first_address(note.text)


def _has_image(data: Payload, name: str) -> bool | None:
    if name not in data:
        return None
    address = get_str(data, name)
    return address is not None and not address.endswith(_NO_PICTURE)


def items(data: Sequence[Any], own_id: str) -> Iterator[Item | None]:
    """The entries of a page of ``/api/v1/accounts/:id/statuses``, newest first; ``None`` for one
    that has no readable id or time. What is not public is left out."""
    for status in data:
        if not isinstance(status, dict):
            yield None
        elif is_open_to_all(status):
            own_post = post(status, own_id)
            pinned = status.get("pinned") is True
            yield None if own_post is None else Item(own_post, own_post.published_at, pinned=pinned)


def post(data: Payload, own_id: str) -> Post | None:
    """One status. ``None`` when it is not public, or has no id or no time."""
    when = get_time(data, "created_at")
    if when is None or identifier(data, "id") is None or not is_open_to_all(data):
        return None
    if get_dict(data, "reblog"):
        return _boost(data, when)
    content = text_of_html(str(data.get("content") or ""))
    answered = data.get("in_reply_to_id")
    links = _links(data, content)
    counts = _counts(data)
    return Post(
        platform_id=str(data["id"]),
        published_at=when,
        kind=PostKind.POST if answered is None else PostKind.REPLY,
        url=get_str(data, "url") or get_str(data, "uri"),
        format=form(data, links),
        text=_words(data, content),
        links=links,
        mentions=_mentions(data),
        is_poll=bool(get_dict(data, "poll")),
        language=get_str(data, "language"),
        reply_to=None if answered is None else str(answered),
        on_own_thread=_on_own_thread(data, own_id),
        counts=counts,
        missing=_missing(counts),
    )


def is_open_to_all(data: Payload) -> bool:
    """Whether anybody may read a status; a token can show more, which is left out."""
    return str(data.get("visibility", "public")) in _OPEN


def _boost(data: Payload, when: datetime) -> Post:
    """Somebody's post, passed on: its words and counts are not the account's."""
    return Post(
        platform_id=str(data["id"]),
        published_at=when,
        kind=PostKind.REPOST,
        missing=dict.fromkeys(("reactions", "comments", "shares"), Reason.NOT_APPLICABLE),
    )


def _words(data: Payload, content: Plain) -> str:
    warning = get_str(data, "spoiler_text")
    return f"{warning}\n{content.text}".strip() if warning else content.text


def _counts(data: Payload) -> Counts:
    return Counts(
        reactions=get_count(data, "favourites_count"),
        comments=get_count(data, "replies_count"),
        shares=add(get_count(data, "reblogs_count"), get_count(data, "quotes_count")),
    )


def _missing(counts: Counts) -> dict[str, Reason]:
    counted = {"reactions": counts.reactions, "comments": counts.comments, "shares": counts.shares}
    return {name: Reason.HIDDEN_BY_ACCOUNT for name, value in counted.items() if value is None}


def _on_own_thread(data: Payload, own_id: str) -> bool | None:
    """Known only when the account answers itself: the root of other threads is not told."""
    if data.get("in_reply_to_id") is None:
        return None
    return True if str(data.get("in_reply_to_account_id")) == own_id else None


def form(data: Payload, links: tuple[str, ...]) -> Format:
    """The format of a status, by what is attached to it."""
    if get_dict(data, "poll"):
        return Format.POLL
    kinds = [str(media.get("type", "")) for media in get_dicts(data, "media_attachments")]
    if kinds:
        return _media(kinds)
    if get_dict(data, "quote"):
        return Format.QUOTE
    return Format.LINK if links else Format.TEXT


def _media(kinds: list[str]) -> Format:
    if len(kinds) > 1 and set(kinds) == {"image"}:
        return Format.CAROUSEL
    formats = {
        "video": Format.VIDEO,
        "gifv": Format.VIDEO,
        "audio": Format.AUDIO,
        "image": Format.IMAGE,
    }
    return next((form for kind, form in formats.items() if kind in kinds), Format.OTHER)


def _links(data: Payload, content: Plain) -> tuple[str, ...]:
    """The outward addresses of a status, without mentions and tags that are badly marked."""
    marked = {
        get_str(entry_of, "url")
        for name in ("mentions", "tags")
        for entry_of in get_dicts(data, name)
    }
    outside = [link for link in content.links if link not in marked]
    card = get_str(get_dict(data, "card"), "url")
    if card and not outside:
        outside.append(card)
    return tuple(outside)


def _mentions(data: Payload) -> tuple[str, ...]:
    handles = (get_str(mention, "acct") or "" for mention in get_dicts(data, "mentions"))
    return tuple(dict.fromkeys(handle.lower() for handle in handles if handle))


def comments(data: object, post_id: str, own_id: str, server: str) -> list[Comment]:
    """All answers under a post, own ones included, from ``/api/v1/statuses/:id/context``.

    ``server`` is the one that answered: it names its own users without itself. Only direct answers
    are in the post's own count of replies.

    Args:
        data: what the network answered.
        post_id: the id of the post.
        own_id: the account's own id.
        server: the server.
    """
    return [
        _comment(status, post_id, own_id, server)
        for status in get_dicts(data, "descendants")
        if status.get("id") is not None and is_open_to_all(status)
    ]


def _comment(data: Payload, post_id: str, own_id: str, server: str) -> Comment:
    writer = get_dict(data, "account")
    author = str(writer.get("id", ""))
    handle = str(writer.get("acct") or "").lower()
    parent = data.get("in_reply_to_id")
    direct = parent is None or str(parent) == post_id
    return Comment(
        platform_id=str(data["id"]),
        post_id=post_id,
        published_at=get_time(data, "created_at"),
        parent_id=None if direct else str(parent),
        author_id=get_str(writer, "uri") or author or None,
        author_handle=(handle if "@" in handle else f"{handle}@{server}") if handle else None,
        is_account=author == own_id,
        text=text_of_html(str(data.get("content") or "")).text,
        counted=direct,
    )
