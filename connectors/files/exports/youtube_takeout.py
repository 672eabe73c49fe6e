"""Google Takeout of YouTube: the channel's own videos, and its comments as outgoing replies.

Of a comment the moment and the video are kept, never a word. Live chats, playlists, subscriptions
and histories are not read. Takeout tells no counts. English headers are seen in real files; Italian
ones are guessed.
"""

from __future__ import annotations

from auditor.core.messages import msg
from connectors.files.exports.declaration import Export

VIDEOS = Export(
    kind="youtube_takeout_videos",
    name=msg("Google Takeout, videos of a YouTube channel"),
    platform="youtube",
    words={
        "platform_id": "Video ID",
        "text": "Video title (original)|Video description (original)",
        "published_at": "Video publish timestamp",
        "status": "Privacy",
    },
    guessed={
        "platform_id": "ID video",
        "text": "Titolo video (originale)|Titolo del video (originale)"
        "|Descrizione video (originale)",
        "published_at": "Timestamp di pubblicazione del video|Timestamp pubblicazione video",
    },
    needed=("platform_id", "text", "published_at"),
    marks="Video publish timestamp|Timestamp di pubblicazione del video"
    "|Timestamp pubblicazione video",
    languages=("en", "it"),
    fuller=frozenset({"text"}),
    zone="UTC",
    archive=True,
)

COMMENTS = Export(
    kind="youtube_takeout_comments",
    name=msg("Google Takeout, comments that a YouTube channel wrote"),
    platform="youtube",
    words={
        "platform_id": "Comment ID",
        "published_at": "Comment creation timestamp|Comment create timestamp",
        "reply_to": "Video ID",
    },
    guessed={
        "platform_id": "ID commento",
        "published_at": "Data e ora di creazione del commento|Timestamp creazione commento"
        "|Timestamp di creazione del commento",
        "reply_to": "ID video",
    },
    needed=("platform_id", "published_at"),
    marks="Comment creation timestamp|Comment create timestamp"
    "|Data e ora di creazione del commento|Timestamp creazione commento"
    "|Timestamp di creazione del commento",
    languages=("en", "it"),
    zone="UTC",
    outgoing=True,
    archive=True,
)
