"""The columns of every frame of an audit's facts: dtype, unit, and what a missing value means.

Moments are milliseconds since 1970 in UTC; ``account`` is the audit's number of an account, and a
flag as float64 is 1.0, 0.0 or NaN. An object column holds None (or NaN) where nothing is known.
"""

from __future__ import annotations

from typing import NamedTuple


class FrameColumn(NamedTuple):
    """A column: its dtype, its unit (empty: a name or a flag), what a missing value means."""

    dtype: str
    unit: str
    missing: str


def _number(unit: str, missing: str) -> FrameColumn:
    return FrameColumn("float64", unit, missing)


def _moment_column(missing: str = "never") -> FrameColumn:
    return FrameColumn("int64", "ms", missing)


def _place_column(unit: str) -> FrameColumn:
    return FrameColumn("int64", unit, "never")


def _words(missing: str) -> FrameColumn:
    return FrameColumn("object", "", missing)


_FLAG = FrameColumn("bool", "", "never")
_UNTOLD = "the source does not tell it"

COLUMNS: dict[str, dict[str, FrameColumn]] = {
    "accounts": {
        "platform": _words("never"),
        "subject": _place_column("the subject's number"),
        "professional": _FLAG,
        "followers": _number("people", "no source tells them"),
        "followers_origin": _words("no source tells the followers"),
        "tells_reactions": _FLAG,
        "tells_comments": _FLAG,
        "tells_shares": _FLAG,
        "comments_read": _FLAG,
        "authors_told": _FLAG,
    },
    "posts": {
        "row": _place_column("the store's row"),
        "account": _place_column("the account's number"),
        "at": _moment_column(),
        "observed": _moment_column("NO_TIME: its counts were never read"),
        "comments_read": _moment_column("NO_TIME: its comments were never read"),
        "is_question": _number("", "no text is offered"),
        "invites": _number("", "no text, or no list for its language"),
        "is_poll": _number("", _UNTOLD),
        "is_promotion": _number("", "no text, or no list for its language"),
        "on_own_thread": _number("", "it is no reply, or the thread is not known"),
        "has_clock": _number("", "whether it has a time of day is not known"),
        "has_lost_signs": _number("", "no text is offered"),
        "reactions": _number("reactions", _UNTOLD),
        "comments": _number("comments by others", _UNTOLD),
        "shares": _number("shares", _UNTOLD),
        "interactions": _number("interactions", "no total is told"),
        "kind": _words("never"),
        "format": _words(_UNTOLD),
        "links": _words("links are not told"),
        "mentions": _words("names are not told"),
        "reply_to": _words("it is no reply"),
        "fingerprint": _words("no text is offered"),
        "y": _number("interactions", "a part that the account otherwise tells is missing"),
        "own": _FLAG,
        "in_window": _FLAG,
        "mature": _FLAG,
        "names_others": _number("", "names are not told"),
    },
    "comments": {
        "row": _place_column("the store's row"),
        "post_row": _place_column("the store's row of the post, 0 for a review"),
        "at": _moment_column(),
        "observed": _moment_column("NO_TIME: not known"),
        "is_account": _FLAG,
        "counted": _FLAG,
        "platform_id": _words("never"),
        "parent_id": _words("it begins a thread"),
        "author_key": _words("who wrote it is not told"),
        "text_hash": _words("no text is offered"),
        "account": _place_column("the account's number"),
        "thread": _place_column("the place of the comment that begins the thread"),
        "post": _place_column("the place of the post, -1 for a review"),
        "timed": _FLAG,
        "member": _place_column("the place in the team, -1 for others"),
    },
    "incoming": {
        "day": _words("never"),
        "comments": _number("comments", "never"),
        "account": _place_column("the account's number"),
    },
    "snapshots": {
        "observed_at": _words("never"),
        "origin": _words("never"),
        "followers": _number("people", _UNTOLD),
        "name": _words(_UNTOLD),
        "bio": _words(_UNTOLD),
        "website": _words(_UNTOLD),
        "has_picture": _number("", _UNTOLD),
        "has_cover": _number("", _UNTOLD),
        "has_contact": _number("", _UNTOLD),
        "has_location": _number("", _UNTOLD),
        "has_named_person": _number("", _UNTOLD),
        "has_hours": _number("", _UNTOLD),
        "has_category": _number("", _UNTOLD),
        "rating": _number("stars, 1 to 5", _UNTOLD),
        "reviews": _number("reviews", _UNTOLD),
        "phones": _words(_UNTOLD),
        "category": _words(_UNTOLD),
        "place": _words(_UNTOLD),
        "links": _words("it is no site, or leads to no account"),
        "account": _place_column("the account's number"),
    },
}
