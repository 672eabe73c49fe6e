"""From Bluesky's answers to what was observed: one plain function a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

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
from connectors.http.json_fields import (
    add,
    first_address,
    get_count,
    get_dict,
    get_dicts,
    get_str,
    get_time,
    has_contact,
)

Payload = Mapping[str, Any]

HIDING_LABELS = frozenset({"!no-unauthenticated", "!hide", "!takedown"})
_GIF_HOSTS = frozenset({"media.tenor.com", "static.klipy.com"})
_DEEPEST = 200
_NO_HANDLE = frozenset({"", "handle.invalid"})  # what the network says of one that proves wrong


def account(data: Payload, ref: AccountRef, observed_at: datetime) -> Account:
    """The account and its profile from ``app.bsky.actor.getProfile``.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
    """
    did, handle = str(data["did"]), str(data.get("handle", "")).lower()
    return Account(
        ref=ref,
        platform_id=did,
        name=get_str(data, "displayName"),
        url=f"https://bsky.app/profile/{did}",
        created_at=get_time(data, "createdAt"),
        profile=profile(data, observed_at),
        details={"handle": str(data.get("handle", ""))},
        also=() if handle in _NO_HANDLE else (handle,),
    )


def profile(data: Payload, observed_at: datetime) -> Profile:
    """What the account tells of itself. Counts that are left out are hidden, not zero."""
    bio = get_str(data, "description")
    counts = {
        "followers": get_count(data, "followersCount"),
        "following": get_count(data, "followsCount"),
        "posts": get_count(data, "postsCount"),
    }
    return Profile(
        observed_at=observed_at,
        followers=counts["followers"],
        following=counts["following"],
        posts=counts["posts"],
        name=get_str(data, "displayName"),
        bio=bio,
        website=get_str(data, "website") or first_address(bio),
        has_picture=get_str(data, "avatar") is not None,
        has_cover=get_str(data, "banner") is not None,
        has_contact=has_contact(bio or ""),
        missing={name: Reason.HIDDEN_BY_ACCOUNT for name, value in counts.items() if value is None},
    )


def items(feed: Sequence[Any], did: str) -> Iterator[Item | None]:
    """The entries of a page of ``app.bsky.feed.getAuthorFeed``, newest first; ``None`` for one
    that has no readable id or time."""
    for view in feed:
        reason = get_dict(view, "reason")
        kind = str(reason.get("$type", ""))
        yield _repost(view, reason) if kind.endswith("#reasonRepost") else _own(view, did, kind)


def _repost(view: Payload, reason: Payload) -> Item | None:
    """Somebody's post, passed on: its words and counts are not the account's."""
    shared = get_dict(view, "post")
    when = get_time(reason, "indexedAt")
    uri = get_str(shared, "uri")
    if when is None or uri is None:
        return None
    post = Post(
        platform_id=get_str(reason, "uri") or f"{record_key(uri)}#repost",
        published_at=when,
        kind=PostKind.REPOST,
        missing=dict.fromkeys(("reactions", "comments", "shares"), Reason.NOT_APPLICABLE),
    )
    return Item(post, when, in_total=False)


def _own(view: Payload, did: str, reason: str) -> Item | None:
    own_post = post(get_dict(view, "post"), did)
    if own_post is None:
        return None
    return Item(own_post, own_post.published_at, pinned=reason.endswith("#reasonPin"))


def post(data: Payload, did: str) -> Post | None:
    """One own post or reply. ``None`` when it has no id or no time."""
    record = get_dict(data, "record")
    uri, when = get_str(data, "uri"), published_at(data)
    if uri is None or when is None:
        return None
    reply = get_dict(record, "reply")
    root = get_str(get_dict(reply, "root"), "uri")
    hidden = is_hidden(data)
    languages = record.get("langs")
    return Post(
        platform_id=uri,
        published_at=when,
        kind=PostKind.REPLY if reply else PostKind.POST,
        url=web_address(uri),
        format=form(get_dict(data, "embed") or get_dict(record, "embed")),
        text=None if hidden else str(record.get("text") or ""),
        links=() if hidden else links(record, get_dict(data, "embed")),
        mentions=() if hidden else mentions(record),
        is_poll=False,
        language=str(languages[0]) if isinstance(languages, list) and languages else None,
        reply_to=_without_person(get_str(get_dict(reply, "parent"), "uri"), did),
        on_own_thread=None if root is None else author_of(root) == did,
        counts=_counts(data),
        missing=_missing(data, hidden),
    )


def published_at(data: Payload) -> datetime | None:
    """When a post came out: as its author says, but never after the network saw it."""
    claimed, indexed = get_time(get_dict(data, "record"), "createdAt"), get_time(data, "indexedAt")
    if claimed is None or indexed is None:
        return claimed or indexed
    return min(claimed, indexed)


def is_hidden(data: Payload) -> bool:
    """Whether the author or a moderator asks not to show the words to anyone without a login."""
    author = get_dict(data, "author")
    if not data.get("labels") and not author.get("labels"):
        return False
    labels = [*get_dicts(data, "labels"), *get_dicts(author, "labels")]
    return any(label.get("val") in HIDING_LABELS and not label.get("neg") for label in labels)


def _counts(data: Payload) -> Counts:
    return Counts(
        reactions=get_count(data, "likeCount"),
        comments=get_count(data, "replyCount"),
        shares=add(get_count(data, "repostCount"), get_count(data, "quoteCount")),
        saves=get_count(data, "bookmarkCount"),
    )


def _missing(data: Payload, hidden: bool) -> dict[str, Reason]:
    offered = {"reactions": "likeCount", "comments": "replyCount", "shares": "repostCount"}
    reasons = {
        field: Reason.HIDDEN_BY_ACCOUNT
        for field, name in offered.items()
        if get_count(data, name) is None
    }
    return {**reasons, "text": Reason.HIDDEN_BY_ACCOUNT} if hidden else reasons


def form(embed: Payload) -> Format:
    """The format of a post, by what is attached to it (as shown, or as recorded)."""
    kind = str(embed.get("$type", "")).partition("#")[0].rpartition(".")[2]
    if kind == "external":
        host = urlsplit(str(get_dict(embed, "external").get("uri", ""))).netloc
        return Format.IMAGE if host in _GIF_HOSTS else Format.LINK
    if kind in {"images", "gallery"}:
        pictures = len(list(get_dicts(embed, "images"))) or len(list(get_dicts(embed, "items")))
        return Format.CAROUSEL if pictures > 1 else Format.IMAGE
    formats = {
        "": Format.TEXT,
        "video": Format.VIDEO,
        "record": Format.QUOTE,
        "recordWithMedia": Format.QUOTE,
    }
    return formats.get(kind, Format.OTHER)


def links(record: Payload, embed: Payload) -> tuple[str, ...]:
    """The addresses that a post leads to: marked in its words, and its card."""
    if not embed and not record.get("facets") and not record.get("embed"):
        return ()
    addresses = [str(feature.get("uri", "")) for feature in _features(record, "link")]
    for holder in (embed, get_dict(embed, "media"), get_dict(record, "embed")):
        address = get_str(get_dict(holder, "external"), "uri")
        if address and urlsplit(address).netloc not in _GIF_HOSTS:
            addresses.append(address)
    return tuple(dict.fromkeys(address for address in addresses if address))


def mentions(record: Payload) -> tuple[str, ...]:
    """The handles that a post marks as mentions, as they are written in it."""
    if not record.get("facets"):
        return ()
    words = str(record.get("text") or "").encode()
    handles = []
    for facet in get_dicts(record, "facets"):
        if any(_is(feature, "mention") for feature in get_dicts(facet, "features")):
            index = get_dict(facet, "index")
            start, end = get_count(index, "byteStart"), get_count(index, "byteEnd")
            if start is not None and end is not None:
                handles.append(words[start:end].decode(errors="ignore").lstrip("@").lower())
    return tuple(dict.fromkeys(handle for handle in handles if handle))


def _features(record: Payload, kind: str) -> Iterator[Payload]:
    for facet in get_dicts(record, "facets"):
        yield from (feature for feature in get_dicts(facet, "features") if _is(feature, kind))


def _is(feature: Payload, kind: str) -> bool:
    return str(feature.get("$type", "")).endswith(f"#{kind}")


def comments(thread: Payload, post_id: str, did: str) -> list[Comment]:
    """All answers under a post, own ones included. Blocked and deleted ones are not shown.

    ``thread`` is the answer of ``app.bsky.feed.getPostThread``. Only direct answers are in the
    post's own count of replies.

    Args:
        thread: the answer of ``app.bsky.feed.getPostThread``.
        post_id: the id of the post.
        did: the account's own id.
    """
    comments_below: list[Comment] = []
    waiting = [(node, post_id, 1) for node in get_dicts(get_dict(thread, "thread"), "replies")]
    while waiting:
        node, parent, depth = waiting.pop(0)
        view = get_dict(node, "post")
        uri = get_str(view, "uri")
        if uri is None:
            continue
        comments_below.append(_comment(view, uri, parent, post_id, did))
        if depth < _DEEPEST:
            waiting += [(below, uri, depth + 1) for below in get_dicts(node, "replies")]
    return comments_below


def _comment(view: Payload, uri: str, parent: str, post_id: str, did: str) -> Comment:
    writer = get_dict(view, "author")
    author = str(writer.get("did") or author_of(uri))
    handle = str(writer.get("handle") or "").lower()
    return Comment(
        platform_id=record_key(uri),
        post_id=post_id,
        published_at=published_at(view),
        parent_id=None if parent == post_id else record_key(parent),
        author_id=author,
        author_handle=None if handle in _NO_HANDLE else handle,
        is_account=author == did,
        text=None if is_hidden(view) else str(get_dict(view, "record").get("text") or ""),
        counted=parent == post_id,
    )


def author_of(uri: str) -> str:
    """The account's id in ``at://did/collection/key``."""
    return uri.removeprefix("at://").partition("/")[0]


def record_key(uri: str) -> str:
    """The record's own key, the last part of ``at://did/collection/key``: it names no person."""
    return uri.rpartition("/")[2]


def _without_person(uri: str | None, did: str) -> str | None:
    """The id of what was answered; of somebody else's only the record's key is kept."""
    if uri is None:
        return None
    return uri if author_of(uri) == did else record_key(uri)


def web_address(uri: str) -> str:
    """Where people see a post."""
    return f"https://bsky.app/profile/{author_of(uri)}/post/{uri.rpartition('/')[2]}"
