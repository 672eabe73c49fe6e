"""The exports of X Analytics: the one by month (until 2024) and the one of content (since).

In both the rows are the account's own posts and its replies; a text that starts with ``@`` is a
reply. A hyphen means not offered. The older file tells the time with its zone; the newer tells
only the day, and the moment is in the post's id (milliseconds since 4 November 2010, shifted by
22 bits).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from auditor.core.messages import msg
from connectors.files.exports.declaration import Export

_SNOWFLAKE_EPOCH = 1_288_834_974_657


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


_NEEDED = ("platform_id", "url", "text", "published_at", "impressions", "reactions")

# tweet_activity_metrics_<account>_<start>_<end>_<language>.csv
MONTHLY = Export(
    kind="x_analytics_monthly",
    name=msg("X Analytics, export of a month"),
    platform="x",
    words={
        "platform_id": "Tweet id",
        "url": "Tweet permalink",
        "text": "Tweet text",
        "published_at": "time",
        "impressions": "impressions",
        "reactions": "likes",
        "comments": "replies",
        "shares": "retweets",
        "clicks": "url clicks",
    },
    needed=_NEEDED,
    marks="Tweet permalink",
    zone="UTC",
    excludes_last_day=True,
    account_in_name=r"tweet_activity_metrics_(\w+)_\d{8}_\d{8}_",
    moments=times_of_ids,
    kinds=kinds_of,
)

# account_analytics_content_<start>_<end>.csv
CONTENT = Export(
    kind="x_analytics_content",
    name=msg("X Analytics, export of content"),
    platform="x",
    words={
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
    },
    needed=_NEEDED,
    marks="Post text",
    zone="UTC",
    moments=times_of_ids,
    kinds=kinds_of,
)

# account_overview_analytics<…>.csv
OVERVIEW = Export(
    kind="x_analytics_overview",
    name=msg("X Analytics, figures by day"),
    platform="x",
    words={
        "published_at": "Date",
        "impressions": "Impressions",
        "reactions": "Likes",
        "comments": "Replies",
        "shares": "Reposts",
    },
    needed=("published_at", "impressions"),
    marks="Create Post|Profile visits|Unfollows",
    no_posts=msg("it holds figures by day, not posts"),
)
