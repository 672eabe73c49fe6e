"""From Google's answers to what was observed: one plain function a payload."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from auditor.core.model import Access, Account, AccountRef, Comment, Format, Post, Profile
from auditor.core.reasons import Reason
from connectors.base import Item
from connectors.http.json_fields import (
    get_count,
    get_dict,
    get_dicts,
    get_rows,
    get_str,
    get_time,
    identifier,
)

Payload = Mapping[str, Any]

READ_MASK = (
    "name,title,phoneNumbers,categories,storefrontAddress,serviceArea,websiteUri,regularHours,"
    "profile,metadata"
)
_BESIDE = {"nextPageToken", "averageRating", "totalReviewCount"}
_FORMATS = {"PHOTO": Format.IMAGE, "VIDEO": Format.VIDEO}
# A page of the master of a recurring post, or one that nobody sees.
_UNSEEN = frozenset({"REJECTED", "PROCESSING", "SCHEDULED", "RECURRING"})


def listed(data: Payload, name: str) -> list[Any]:
    """A list of an answer; one that is left out is empty, by the custom of these APIs.

    Raises:
        TypeError: something else stands in its place.
    """
    if name in data:
        return get_rows(data, name)
    if strange := set(data) - _BESIDE:
        raise TypeError(f"no {name} among {len(strange)} fields that nobody knows")
    return []


def location_id(row: Payload) -> str:
    """The number of a location: ``locations/123`` to ``123``; empty where it has none."""
    return (get_str(row, "name") or "").rpartition("/")[2]


def goes_by(row: Payload, handle: str) -> bool:
    """Whether a location is meant by a handle: its number, or its place id on the map."""
    return handle in {location_id(row), get_str(get_dict(row, "metadata"), "placeId")}


def account(
    row: Payload, ref: AccountRef, photos: int | None, totals: Payload, observed_at: datetime
) -> Account:
    """A location with its profile.

    Args:
        row: the location.
        ref: the account that was asked for.
        photos: how many photos it has; ``None`` where that is not told.
        totals: a page of its reviews, which tells their number and average; empty where it is
            refused.
        observed_at: when it was read, aware.
    """
    number, metadata = location_id(row), get_dict(row, "metadata")
    place = get_str(metadata, "placeId")
    return Account(
        ref=ref,
        platform_id=number,
        name=get_str(row, "title"),
        url=get_str(metadata, "mapsUri"),
        profile=_profile(row, photos, totals, observed_at),
        also=tuple(name for name in (number, place) if name),
        access=Access.OWN,
    )


def _profile(row: Payload, photos: int | None, totals: Payload, observed_at: datetime) -> Profile:
    """Of what is asked for, what is left out is empty: that is how these APIs write it."""
    phones = get_dict(row, "phoneNumbers")
    rating = totals.get("averageRating")
    return Profile(
        observed_at=observed_at,
        name=get_str(row, "title") or "",
        bio=get_str(get_dict(row, "profile"), "description") or "",
        website=get_str(row, "websiteUri") or "",
        has_picture=None if photos is None else photos > 0,
        has_contact=get_str(phones, "primaryPhone") is not None,
        has_location=bool(get_dict(row, "storefrontAddress") or get_dict(row, "serviceArea")),
        has_hours=any(get_dicts(get_dict(row, "regularHours"), "periods")),
        has_category=bool(get_dict(get_dict(row, "categories"), "primaryCategory")),
        rating=float(rating)
        if isinstance(rating, int | float) and not isinstance(rating, bool) and 1 <= rating <= 5
        else None,
        reviews=get_count(totals, "totalReviewCount"),
        phones=_phones(phones),
        category=get_str(get_dict(get_dict(row, "categories"), "primaryCategory"), "displayName"),
        place=_place(get_dict(row, "storefrontAddress")),
        missing={"followers": Reason.NOT_OFFERED},
    )


def _phones(numbers: Payload) -> tuple[str, ...]:
    further = numbers.get("additionalPhones")
    every = [numbers.get("primaryPhone"), *(further if isinstance(further, list) else ())]
    return tuple(number for number in every if isinstance(number, str) and number.strip())


def _place(address: Payload) -> str | None:
    """Street and town, as they stand on the profile."""
    lines = address.get("addressLines")
    every = [*(lines if isinstance(lines, list) else ()), address.get("locality")]
    return ", ".join(part for part in every if isinstance(part, str) and part.strip()) or None


def items(rows: Sequence[Any]) -> Iterator[Item | None]:
    """The posts of a page that people see; ``None`` for one without a readable id or time."""
    for row in rows:
        if not isinstance(row, Mapping):
            yield None
        elif get_str(row, "state") not in _UNSEEN:
            yield _item(row)


def _item(row: Payload) -> Item | None:
    number = (get_str(row, "name") or "").rpartition("/")[2]
    at = get_time(row, "scheduledTime") or get_time(row, "createTime")
    if not number or at is None:
        return None
    event, action = get_dict(row, "event"), get_str(get_dict(row, "callToAction"), "url")
    texts = (get_str(event, "title"), get_str(row, "summary"))
    return Item(
        Post(
            platform_id=number,
            published_at=at,
            url=get_str(row, "searchUrl"),
            format=_format(row, action),
            text="\n".join(text for text in texts if text),
            links=(action,) if action else (),
            is_poll=False,
            language=get_str(row, "languageCode"),
        ),
        at,
    )


def _format(row: Payload, action: str | None) -> Format:
    media = list(get_dicts(row, "media"))
    if len(media) > 1:
        return Format.CAROUSEL
    if media:
        return _FORMATS.get(get_str(media[0], "mediaFormat") or "", Format.OTHER)
    if get_dict(row, "event") and get_str(row, "topicType") == "EVENT":
        return Format.EVENT
    return Format.LINK if action else Format.TEXT


def comments(data: Payload) -> tuple[list[Comment], int]:
    """The reviews of a page, each with its answer, and how many have no readable id or time, or an
    answer of which nobody knows when it came: neither answered nor not.

    A person writes one review of a profile: who wrote it is not asked, the review's own id stands
    for its author. An answer that Google rejected is seen by nobody, so it is none.
    """
    read: list[Comment] = []
    unread = 0
    for row in listed(data, "reviews"):
        review = _review(row) if isinstance(row, Mapping) else None
        if review is None:
            unread += 1
        else:
            read += review
    return read, unread


def _review(row: Payload) -> list[Comment] | None:
    number = identifier(row, "reviewId") or (get_str(row, "name") or "").rpartition("/")[2]
    at = get_time(row, "createTime")
    if not number or at is None:
        return None
    review = Comment(
        platform_id=number,
        post_id=None,
        published_at=at,
        author_id=f"review:{number}",
        text=get_str(row, "comment"),
    )
    answer = get_dict(row, "reviewReply")
    states = (answer.get("reviewReplyState"), answer.get("state"), row.get("reviewReplyState"))
    if not answer or "REJECTED" in {str(state).upper() for state in states}:
        return [review]
    answered_at = get_time(answer, "updateTime")
    if answered_at is None:
        return None
    return [
        review,
        Comment(
            platform_id=f"{number}/reply",
            post_id=None,
            published_at=max(at, answered_at),
            parent_id=number,
            is_account=True,
        ),
    ]


def changed_at(data: Payload) -> list[datetime]:
    """When the reviews of a page were last changed."""
    return [at for row in get_dicts(data, "reviews") if (at := get_time(row, "updateTime"))]
