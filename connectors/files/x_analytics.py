"""The exports of X Analytics: the one by month (until 2024) and the one of content (since).

In both the rows are the account's own posts and its replies; a text that starts with ``@`` is a
reply. A hyphen means not offered. The older file tells the time with its zone; the newer tells
only the day, and the moment is in the post's id (milliseconds since 4 November 2010, shifted by
22 bits).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from connectors.files.headers import ColumnUse, named
from connectors.files.synonyms import plain

KIND_MONTHLY = "x_analytics_monthly"
KIND_CONTENT = "x_analytics_content"
_SNOWFLAKE_EPOCH = 1_288_834_974_657
_MONTHLY = {
    "platform_id": "Tweet id",
    "url": "Tweet permalink",
    "text": "Tweet text",
    "published_at": "time",
    "impressions": "impressions",
    "reactions": "likes",
    "comments": "replies",
    "shares": "retweets",
    "clicks": "url clicks",
}
_CONTENT = {
    "platform_id": "Post id",
    "url": "Post Link",
    "text": "Post text",
    "published_at": "Date",
    "impressions": "Impressions",
    "reactions": "Likes",
    "comments": "Replies",
    "shares": "Reposts",
    "saves": "Bookmarks",
    "clicks": "URL Clicks",
}
_NEEDED = ("platform_id", "url", "text", "published_at", "impressions", "reactions")


def recognise_monthly(header: Sequence[str]) -> tuple[ColumnUse, ...] | None:
    """The header of ``tweet_activity_metrics_<account>_<start>_<end>_<language>.csv``."""
    return _recognise(header, _MONTHLY)


def recognise_content(header: Sequence[str]) -> tuple[ColumnUse, ...] | None:
    """The header of ``account_analytics_content_<start>_<end>.csv``."""
    return _recognise(header, _CONTENT)


def _recognise(header: Sequence[str], words: dict[str, str]) -> tuple[ColumnUse, ...] | None:
    places = {plain(name): index for index, name in reversed(list(enumerate(header)))}
    found = {field: places[plain(word)] for field, word in words.items() if plain(word) in places}
    if any(field not in found for field in _NEEDED):
        return None
    return tuple(named(field, header, [place]) for field, place in found.items())


def kinds_of(text: pd.Series) -> pd.Series:
    """``reply`` where the text starts with ``@``, ``repost`` with ``RT @``, else ``post``."""
    start = text.str.lstrip()
    kinds = pd.Series("post", index=text.index, dtype=object)
    kinds[start.str.match(r"@\w")] = "reply"
    kinds[start.str.match(r"RT @\w")] = "repost"
    return kinds


def times_of_ids(ids: pd.Series) -> pd.Series:
    """The moment in each id (datetime64[ms, UTC]); NaT where the id is not one of X's."""
    whole = ids.where(ids.str.fullmatch(r"\d{15,19}"), "0").astype(np.int64)
    stamps = pd.to_datetime((whole // 2**22) + _SNOWFLAKE_EPOCH, unit="ms", utc=True)
    return stamps.astype("datetime64[ms, UTC]").where(whole > 0)


def declared_days(file_name: str) -> tuple[date, date] | None:
    """First and last day that a monthly export's name declares; the second date is excluded."""
    found = re.search(r"_(\d{8})_(\d{8})_[a-z]{2}(?:[^/]*)\.\w+$", file_name)
    if not found:
        return None
    try:
        first, after = (date.fromisoformat(part) for part in found.groups())
    except ValueError:
        return None
    return (first, date.fromordinal(after.toordinal() - 1)) if after > first else None
