"""LinkedIn: what the administrator of a page and the author of posts can download.

The link of a post holds an id with its time, which is finer than the day in the table.
"""

from __future__ import annotations

import pandas as pd

from auditor.core.messages import msg
from connectors.files.exports.declaration import Export

BY_DAY = msg("it holds figures by day, not posts")


def times_of_links(links: pd.Series) -> pd.Series:
    """The moment in the id of each link (datetime64[ms, UTC]): milliseconds above 22 bits."""
    ids = links.str.extract(r"urn:li:(?:activity|share|ugcPost):(\d{18,19})")[0]
    whole = ids.fillna("0").astype("int64")
    stamps = pd.to_datetime(whole // 2**22, unit="ms", utc=True)
    return stamps.astype("datetime64[ms, UTC]").where(whole > 0)


PAGE_CONTENT = Export(
    kind="linkedin_page_content",
    name=msg("LinkedIn, content of a page"),
    platform="linkedin",
    words={
        "url": "Post link",
        "text": "Post title",
        "published_at": "Created date",
        "format": "Content Type",
        "paid": "Post type",
        "campaign": "Campaign name",
        "impressions": "Impressions",
        "views": "Views|Views (excluding off-site video views)",
        "clicks": "Clicks",
        "reactions": "Likes",
        "comments": "Comments",
        "shares": "Reposts",
    },
    needed=("url", "published_at"),
    marks="Post link",
    date_order="mdy",
    moments=times_of_links,
    moments_in="url",
)

PAGE_METRICS = Export(
    kind="linkedin_page_metrics",
    name=msg("LinkedIn, figures of a page by day"),
    platform="linkedin",
    words={
        "published_at": "Date",
        "impressions": "Impressions (total)",
        "followers": "Total followers",
        "views": "Overview page views (total)|Total page views (total)",
    },
    needed=("published_at",),
    marks="Impressions (total)|Organic followers|Sponsored followers|Total page views (total)"
    "|Overview page views (total)",
    no_posts=BY_DAY,
)

CREATOR = Export(
    kind="linkedin_creator_posts",
    name=msg("LinkedIn, the best posts of an author"),
    platform="linkedin",
    words={
        "url": "URL del post",
        "published_at": "Data di pubblicazione del post",
        "interactions": "Interazioni",
    },
    guessed={
        "url": "Post URL",
        "published_at": "Post publish date",
        "interactions": "Engagements",
    },
    needed=("url", "published_at"),
    marks="URL del post|Post URL",
    languages=("it", "en"),
    moments=times_of_links,
    moments_in="url",
    a_choice=True,
)
