"""From the answers of the YouTube Data API to what was observed: one plain function a payload."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from auditor.core.model import Account, AccountRef, Comment, Counts, Format, Post, Profile
from auditor.core.reasons import Reason
from connectors.base import AskedPost, Item
from connectors.http.json_fields import (
    first_address,
    get_count,
    get_dict,
    get_dicts,
    get_str,
    get_time,
    has_contact,
    identifier,
)

Payload = Mapping[str, Any]

# Shorts are up to three minutes long since 15 October 2024. The API marks them nowhere, so what is
# as short as that is looked up among the channel's Shorts.
SHORT_SECONDS = 180
_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")
# Below this share of the network's own count, a video's comments are asked one by one [D].
_FAR_BELOW, _LEAST_LOST = 0.8, 5
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def count_in_text(data: Payload, name: str) -> int | None:
    """A count, which comes as a text; absent is hidden or switched off, never zero."""
    return get_count(data, name)


def account(data: Payload, ref: AccountRef, observed_at: datetime) -> Account:
    """The channel and its profile from ``channels.list``.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
    """
    snippet, channel = get_dict(data, "snippet"), str(data["id"])
    return Account(
        ref=ref,
        platform_id=channel,
        name=get_str(snippet, "title"),
        url=f"https://www.youtube.com/channel/{channel}",
        created_at=get_time(snippet, "publishedAt"),
        profile=_profile(data, observed_at),
        details={"uploads": uploads(data)},
        also=_handles(snippet),
    )


def _handles(snippet: Payload) -> tuple[str, ...]:
    custom = get_str(snippet, "customUrl") or ""
    return (custom.lower(),) if custom.startswith("@") else ()


def uploads(data: Payload) -> str:
    """The playlist of everything that the channel published."""
    playlist = get_str(get_dict(get_dict(data, "contentDetails"), "relatedPlaylists"), "uploads")
    return playlist or f"UU{str(data['id'])[2:]}"


def _profile(data: Payload, observed_at: datetime) -> Profile:
    snippet, numbers = get_dict(data, "snippet"), get_dict(data, "statistics")
    hidden = numbers.get("hiddenSubscriberCount") is True
    followers = None if hidden else count_in_text(numbers, "subscriberCount")
    bio = get_str(snippet, "description")
    branding = get_dict(data, "brandingSettings")
    return Profile(
        observed_at=observed_at,
        followers=followers,
        posts=count_in_text(numbers, "videoCount"),
        name=get_str(snippet, "title"),
        bio=bio,
        website=first_address(bio),
        has_picture=bool(get_dict(snippet, "thumbnails")),
        has_cover=bool(get_dict(branding, "image")) if "image" in branding else None,
        has_contact=has_contact(bio or ""),
        has_location=True if get_str(snippet, "country") else None,
        missing={} if followers is not None else {"followers": Reason.HIDDEN_BY_ACCOUNT},
    )


def playlist_videos(data: Payload) -> list[tuple[str, datetime]]:
    """The videos of a page of a playlist with the time of their publication.

    ``snippet.publishedAt`` would be when they were added to the list.
    """
    videos = []
    for row in get_dicts(data, "items"):
        details = get_dict(row, "contentDetails")
        name, when = identifier(details, "videoId"), get_time(details, "videoPublishedAt")
        if name is not None and when is not None:
            videos.append((name, when))
    return videos


def uploaded(rows: Sequence[Any]) -> Iterator[str | None]:
    """The videos of a page of ``playlistItems.list``; ``None`` for an entry without an id.

    Private and deleted videos have no time of publication and are left out.
    """
    for row in rows:
        details = get_dict(row, "contentDetails")
        name = identifier(details, "videoId")
        if name is None:
            yield None
        elif details.get("videoPublishedAt"):
            yield name


def items(rows: Sequence[Any]) -> Iterator[Item | None]:
    """The videos of an answer of ``videos.list``; what is still to come is left out. ``None`` for
    an entry without a readable id or time."""
    for video in rows:
        if get_dict(video, "snippet").get("liveBroadcastContent") == "upcoming":
            continue
        parsed = post(video) if isinstance(video, dict) else None
        yield None if parsed is None else Item(parsed, parsed.published_at)


def post(data: Payload) -> Post | None:
    """One video. ``None`` without an id or a time."""
    snippet, name = get_dict(data, "snippet"), identifier(data, "id")
    when = get_time(snippet, "publishedAt")
    if name is None or when is None:
        return None
    description = str(snippet.get("description") or "")
    numbers = get_dict(data, "statistics")
    counts = Counts(
        reactions=count_in_text(numbers, "likeCount"),
        comments=count_in_text(numbers, "commentCount"),
        views=count_in_text(numbers, "viewCount"),
    )
    counted = {"reactions": counts.reactions, "comments": counts.comments}
    return Post(
        platform_id=name,
        published_at=when,
        url=f"https://www.youtube.com/watch?v={name}",
        format=form(data),
        text=f"{snippet.get('title') or ''}\n{description}".strip(),
        links=tuple(
            dict.fromkeys(address.rstrip(".,;:!?)") for address in _ADDRESS.findall(description))
        ),
        is_poll=False,
        language=get_str(snippet, "defaultAudioLanguage") or get_str(snippet, "defaultLanguage"),
        counts=counts,
        missing={
            name: Reason.HIDDEN_BY_ACCOUNT for name, value in counted.items() if value is None
        },
    )


def form(data: Payload) -> Format:
    """Live, short or long, by what the API tells of it."""
    if get_dict(data, "liveStreamingDetails"):
        return Format.LIVE
    length = duration_seconds(str(get_dict(data, "contentDetails").get("duration") or ""))
    return (
        Format.SHORT_VIDEO if length is not None and 0 < length <= SHORT_SECONDS else Format.VIDEO
    )


def duration_seconds(duration: str) -> int | None:
    """``PT2M41S`` in seconds; ``None`` for what is no duration."""
    match = _DURATION.fullmatch(duration)
    if match is None or not any(match.groups()):
        return None
    days, hours, minutes, rest_seconds = (int(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + rest_seconds


def thread(data: Payload, channel: str) -> tuple[str | None, list[Comment], int]:
    """A row of ``commentThreads.list``: its video, its comments as told, and how many answers
    there are in all (only some of them are told with it)."""
    snippet = get_dict(data, "snippet")
    video = get_str(snippet, "videoId")
    comments = [comment(get_dict(snippet, "topLevelComment"), video, channel)] if video else []
    if video:
        comments += [
            comment(row, video, channel) for row in get_dicts(get_dict(data, "replies"), "comments")
        ]
    return (
        video,
        [remark for remark in comments if remark is not None],
        count_in_text(snippet, "totalReplyCount") or 0,
    )


def comment(data: Payload, video: str, channel: str) -> Comment | None:
    """One comment; the network counts answers too.

    Args:
        data: what the network answered.
        video: the id of the video.
        channel: the id of the channel.
    """
    snippet, comment_id = get_dict(data, "snippet"), identifier(data, "id")
    if comment_id is None:
        return None
    author = get_str(get_dict(snippet, "authorChannelId"), "value")
    handle = (get_str(snippet, "authorDisplayName") or "").lower()
    return Comment(
        platform_id=comment_id,
        post_id=video,
        published_at=get_time(snippet, "publishedAt"),
        parent_id=get_str(snippet, "parentId"),
        author_id=author,
        author_handle=handle if handle.startswith("@") else None,
        is_account=None if author is None else author == channel,
        text=get_str(snippet, "textDisplay") or get_str(snippet, "textOriginal"),
        counted=True,
    )


def selector(handle: str) -> dict[str, str]:
    """By which parameter a channel is asked."""
    kind, slash, name_part = handle.partition("/")
    if slash and kind == "user":
        return {"forUsername": name_part}
    name = name_part if slash else handle
    if name.startswith("UC") and len(name) == 24:
        return {"id": name}
    return {"forHandle": name if name.startswith("@") else f"@{name}"}


def far_below(posts: Sequence[AskedPost], read_of: Counter[str]) -> list[str]:
    """The videos of which the stream told far fewer comments than the network counts."""
    return [
        post.platform_id
        for post in posts
        if post.comments is not None
        and post.comments - read_of[post.platform_id] >= _LEAST_LOST
        and read_of[post.platform_id] < _FAR_BELOW * post.comments
    ]
