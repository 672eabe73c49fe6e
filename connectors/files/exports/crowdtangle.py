"""CrowdTangle's exports (until August 2024): history of Facebook pages and Instagram accounts.

A zero of views stands where a post is no video, so it is unknown. The followers are those of the
day of the post; the time carries its zone.
"""

from __future__ import annotations

from auditor.core.messages import msg
from connectors.files.exports.declaration import Export

_KINDS = "Likes|Love|Wow|Haha|Sad|Angry|Care"

FACEBOOK = Export(
    kind="crowdtangle_facebook",
    name=msg("CrowdTangle, posts of Facebook pages"),
    platform="facebook",
    words={
        "account": "User Name",
        "account_name": "Page Name",
        "url": "URL",
        "text": "Message",
        "published_at": "Post Created",
        "format": "Type",
        "reactions": _KINDS,
        "comments": "Comments",
        "shares": "Shares",
        "views": "Total Views",
        "links": "Link",
        "followers": "Followers at Posting",
    },
    needed=("account_name", "published_at", "followers"),
    marks="Page Name",
    summed=frozenset({"reactions"}),
    zero_is_unknown=("views",),
)

INSTAGRAM = Export(
    kind="crowdtangle_instagram",
    name=msg("CrowdTangle, posts of Instagram accounts"),
    platform="instagram",
    words={
        "account": "User Name",
        "account_name": "Account",
        "url": "URL",
        "text": "Title|Description",
        "published_at": "Post Created",
        "format": "Type",
        "reactions": "Likes",
        "comments": "Comments",
        "views": "Views",
        "followers": "Followers at Posting",
    },
    needed=("account", "published_at", "followers"),
    marks="Account",
    fuller=frozenset({"text"}),
    zero_is_unknown=("views",),
)
