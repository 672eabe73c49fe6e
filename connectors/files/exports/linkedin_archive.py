"""LinkedIn: the data that a member asks for of the own account (Settings, Data privacy).

``Shares.csv`` holds the member's posts, ``Comments.csv`` what the member wrote under posts of
others: outgoing replies, of which no word is kept. All else in it (messages, contacts, reactions,
votes …) is private or no post, and is not read. Times are in UTC, and there are no counts.
"""

from __future__ import annotations

import pandas as pd

from auditor.core.messages import msg
from connectors.files.exports.declaration import Export
from connectors.files.exports.linkedin import times_of_links


def without_quotes(texts: pd.Series) -> pd.Series:
    """Texts without the quotation marks that LinkedIn writes around each line end.

    A text is touched only when every line end in it stands between two such marks.
    """
    lines = texts.str.count(r"\r?\n")
    quoted = texts.str.count(r'"\r?\n"')
    bare = texts.str.replace(r'"\r?\n"', "\n", regex=True).str.replace(r" *\n *", "\n", regex=True)
    return texts.where((lines == 0) | (quoted < lines), bare).astype(object)


SHARES = Export(
    kind="linkedin_archive_shares",
    name=msg("LinkedIn, the posts of a member's archive"),
    platform="linkedin",
    words={
        "url": "ShareLink",
        "text": "ShareCommentary",
        "published_at": "Date",
        "links": "SharedUrl",
    },
    needed=("url", "published_at"),
    marks="ShareLink",
    zone="UTC",
    moments=times_of_links,
    moments_in="url",
    archive=True,
    cleaned=without_quotes,
)

COMMENTS = Export(
    kind="linkedin_archive_comments",
    name=msg("LinkedIn, the comments of a member's archive"),
    platform="linkedin",
    words={"published_at": "Date", "reply_to": "Link"},
    needed=("published_at", "reply_to"),
    marks="Link",
    only="Date|Link|Message",
    zone="UTC",
    outgoing=True,
    archive=True,
)
