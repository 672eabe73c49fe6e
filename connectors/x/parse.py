"""From X's answers to what was observed, in both spellings: of tweets and of posts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from auditor.core.json_types import JsonValue
from auditor.core.model import Account, AccountRef, Counts, Format, Post, PostKind, Profile
from auditor.core.reasons import Reason
from connectors.base import Item
from connectors.http.json_fields import (
    add,
    get_count,
    get_dict,
    get_dicts,
    get_str,
    get_time,
    has_contact,
    identifier,
)

Payload = Mapping[str, Any]

# Before this day X counted no impressions: a zero is no measure.
_IMPRESSIONS_SINCE = datetime(2022, 12, 15, tzinfo=UTC)
_OWN_HOSTS = ("twitter.com", "x.com", "t.co")
_ID = re.compile(r"[0-9]{1,19}")
_BROADCAST = re.compile(r"/i/(?:broadcasts|spaces)/")


def account(data: Payload, ref: AccountRef, observed_at: datetime) -> Account:
    """The account and its profile.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
    """
    username = get_str(data, "username") or ref.handle
    return Account(
        ref=ref,
        platform_id=str(data["id"]),
        name=get_str(data, "name"),
        url=f"https://x.com/{username}",
        created_at=get_time(data, "created_at"),
        profile=_profile(data, observed_at),
        details={
            "username": username.lower(),
            "protected": "yes" if data.get("protected") is True else "no",
            "newest": identifier(data, "most_recent_tweet_id") or "",
        },
        also=(username.lower(),),
    )


def _profile(data: Payload, observed_at: datetime) -> Profile:
    numbers, bio = get_dict(data, "public_metrics"), get_str(data, "description")
    followers = get_count(numbers, "followers_count")
    picture = get_str(data, "profile_image_url")
    return Profile(
        observed_at=observed_at,
        followers=followers,
        following=get_count(numbers, "following_count"),
        posts=get_count(numbers, "tweet_count", "post_count"),
        name=get_str(data, "name"),
        bio=bio,
        website=_website(data),
        has_picture=picture is not None and "default_profile" not in picture,
        has_cover=get_str(data, "profile_banner_url") is not None,
        has_contact=has_contact(bio or ""),
        has_location=get_str(data, "location") is not None,
        missing={} if followers is not None else {"followers": Reason.UNREADABLE},
    )


def _website(data: Payload) -> str | None:
    """The address of the profile, behind its shortener where that is told."""
    for row in get_dicts(get_dict(get_dict(data, "entities"), "url"), "urls"):
        if get_str(row, "expanded_url"):
            return get_str(row, "expanded_url")
    return get_str(data, "url")


def is_empty(data: Payload) -> bool:
    """Whether a page says of itself that it holds nothing."""
    return not data.get("data") and get_count(get_dict(data, "meta"), "result_count") == 0


def items(data: JsonValue, own_id: str) -> Iterator[Item | None]:
    """The posts of a page, in the network's order; reposts are left out. ``None`` for an entry
    that has no readable id or time.

    Raises:
        TypeError: the answer is no page, not even an empty one, which tells how much it holds.
    """
    rows = data.get("data")
    if rows is None and is_empty(data):
        rows = []
    if not isinstance(rows, list):
        raise TypeError("data")
    for row in rows:
        if not isinstance(row, dict):
            yield None
        elif "retweeted" not in _refers(row):
            parsed = post(row, own_id)
            yield None if parsed is None else Item(parsed, parsed.published_at)


def post(data: Payload, own_id: str) -> Post | None:
    """One post, reply or quote; ``None`` without an id or a time."""
    name, when, refers = identifier(data, "id"), published_at(data), _refers(data)
    if name is None or when is None:
        return None
    note = get_dict(data, "note_tweet") or get_dict(data, "note_post")
    marked = get_dict(note, "entities") or get_dict(data, "entities")
    addresses = [_address(row) for row in get_dicts(marked, "urls")]
    answers, to = refers.get("replied_to"), get_str(data, "in_reply_to_user_id")
    root = get_str(data, "conversation_id")
    is_reply = answers is not None or to is not None or (root is not None and root != name)
    counts, missing = _counts(data, when)
    return Post(
        platform_id=name,
        published_at=when,
        kind=PostKind.REPLY if is_reply else PostKind.POST,
        url=f"https://x.com/i/status/{name}",
        format=_format(data, addresses, "quoted" in refers),
        text=_written_out(get_str(note, "text") or get_str(data, "text") or "", marked),
        links=tuple(
            dict.fromkeys(address for address in addresses if address and not _is_inside(address))
        ),
        mentions=tuple(
            str(row["username"]) for row in get_dicts(marked, "mentions") if row.get("username")
        ),
        is_poll=_has_poll(data),
        language=_language(data),
        reply_to=answers,
        thread_root=root if is_reply else None,
        on_own_thread=True if is_reply and _to_itself(data, to, own_id) else None,
        counts=counts,
        missing=missing,
    )


def published_at(data: Payload) -> datetime | None:
    """When a post was published: as told, else as its id tells."""
    name = identifier(data, "id")
    return get_time(data, "created_at") or (time_of(name) if name else None)


def _to_itself(data: Payload, to: str | None, own_id: str) -> bool:
    """Whether a reply goes on with a post of one's own. The newer spelling does not tell whom it
    answers; an answer to somebody else begins with that name."""
    return to == own_id if to else not (get_str(data, "text") or "").startswith("@")


def _refers(data: Payload) -> dict[str, str]:
    """What a post refers to, by how: retweeted, quoted, replied_to."""
    rows = [*get_dicts(data, "referenced_tweets"), *get_dicts(data, "referenced_posts")]
    return {str(row.get("type")): str(row["id"]) for row in rows if row.get("id")}


def _counts(data: Payload, when: datetime) -> tuple[Counts, dict[str, Reason]]:
    numbers = get_dict(data, "public_metrics")
    impressions = get_count(numbers, "impression_count")
    if impressions == 0 and when < _IMPRESSIONS_SINCE:
        impressions = None
    counts = Counts(
        reactions=get_count(numbers, "like_count"),
        comments=get_count(numbers, "reply_count"),
        shares=add(
            get_count(numbers, "retweet_count", "repost_count"), get_count(numbers, "quote_count")
        ),
        saves=get_count(numbers, "bookmark_count"),
        impressions=impressions,
    )
    missing = {
        name: Reason.UNREADABLE
        for name in ("reactions", "comments", "shares")
        if getattr(counts, name) is None
    }
    return counts, missing


def _written_out(text: str, marked: Payload) -> str:
    """The text with the addresses that stand behind X's shortener; those of its media go."""
    for row in get_dicts(marked, "urls"):
        short, address = get_str(row, "url"), _address(row)
        if short:
            text = text.replace(short, "" if row.get("media_key") else address)
    return text.strip()


def _address(row: Payload) -> str:
    return get_str(row, "unwound_url") or get_str(row, "expanded_url") or get_str(row, "url") or ""


def _is_inside(address: str) -> bool:
    host = (urlsplit(address).hostname or "").lower().removeprefix("www.").removeprefix("mobile.")
    return host in _OWN_HOSTS


def _has_poll(data: Payload) -> bool:
    return bool(get_dict(data, "attachments").get("poll_ids"))


def _language(data: Payload) -> str | None:
    """The language told; codes such as ``und`` or ``qme`` are none."""
    code = get_str(data, "lang")
    return None if code is None or code == "und" or code.startswith("q") else code


def _format(data: Payload, addresses: list[str], quotes: bool) -> Format:
    """The form of a post: what hangs on it shows in its addresses, which cost nothing more."""
    if _has_poll(data):
        return Format.POLL
    if quotes:
        return Format.QUOTE
    inside = [address for address in addresses if _is_inside(address)]
    media = get_dict(data, "attachments").get("media_keys")
    if any("/video/" in address for address in inside):
        return Format.VIDEO
    if media or any("/photo/" in address for address in inside):
        return Format.CAROUSEL if isinstance(media, list) and len(media) > 1 else Format.IMAGE
    if any(_BROADCAST.search(address) for address in inside):
        return Format.LIVE
    return (
        Format.LINK
        if any(address and not _is_inside(address) for address in addresses)
        else Format.TEXT
    )


def time_of(name: str) -> datetime | None:
    """The moment that is in an id; ids below 30,000,000,000 have none."""
    if not _ID.fullmatch(name) or int(name) < 30_000_000_000:
        return None
    return datetime.fromtimestamp(((int(name) >> 22) + 1_288_834_974_657) / 1000, UTC)


def incoming_by_day(data: object) -> dict[date, int]:
    """How many answers came in on each day (UTC)."""
    by_day = {}
    for row in get_dicts(data, "data"):
        start, number = get_time(row, "start"), get_count(row, "tweet_count", "post_count")
        if start is not None and number is not None:
            by_day[start.date()] = number
    return by_day
