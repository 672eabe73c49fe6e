"""Shorts are what a channel's list of Shorts holds; without that list, the length decides."""

from __future__ import annotations

from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher
from walking import walked

from auditor.core.model import Account, AccountRef, Format, Window
from connectors.http.session import Session
from connectors.youtube.connector import KEY, YouTube
from connectors.youtube.shorts import BY_LENGTH

BASE = "https://youtube.googleapis.com/youtube/v3"
TAIL = "esempio000000000000000"
ACCOUNT = Account(AccountRef("youtube", "@esempio"), f"UC{TAIL}", details={"uploads": f"UU{TAIL}"})


@pytest.fixture
def youtube(session: Session) -> YouTube:
    return YouTube(session, {KEY: "AIzaSecret"})


def listing(kind: str, *days: tuple[str, str], token: str = "", following: str = "") -> Any:
    """A page of the uploads (``UU``) or of the Shorts (``UUSH``)."""
    rows = [
        {"contentDetails": {"videoId": name, "videoPublishedAt": f"{day}T09:00:00Z"}}
        for name, day in days
    ]
    query = {
        "part": "contentDetails",
        "playlistId": f"{kind}{TAIL}",
        "maxResults": "50",
        "key": "AIzaSecret",
        **({"pageToken": token} if token else {}),
    }
    data: dict[str, Any] = {"items": rows, **({"nextPageToken": following} if following else {})}
    return responses.get(f"{BASE}/playlistItems", json=data, match=[query_param_matcher(query)])


def no_shorts(reason: str = "playlistNotFound", status: int = 404, token: str = "") -> Any:
    query = {"playlistId": f"UUSH{TAIL}", **({"pageToken": token} if token else {})}
    error = {"error": {"errors": [{"reason": reason}]}}
    return responses.get(
        f"{BASE}/playlistItems",
        json=error,
        status=status,
        match=[query_param_matcher(query, strict_match=False)],
    )


def videos(**lengths: str) -> Any:
    """The answer about these videos: name -> (day, duration)."""
    items = [
        {
            "id": name,
            "snippet": {"publishedAt": f"{value.split()[0]}T09:00:00Z", "title": name},
            "contentDetails": {"duration": value.split()[1]},
            "statistics": {},
        }
        for name, value in lengths.items()
    ]
    query = {"id": ",".join(lengths)}
    return responses.get(
        f"{BASE}/videos",
        json={"items": items},
        match=[query_param_matcher(query, strict_match=False)],
    )


def formats(youtube: YouTube, year: Window) -> dict[str, Format | None]:
    return {
        post.platform_id: post.format
        for step in walked(youtube, ACCOUNT, year)
        for post in step.posts
    }


@responses.activate
def test_a_short_video_that_is_not_in_the_list_is_a_video(youtube: YouTube, year: Window) -> None:
    listing("UU", ("a", "2026-11-03"), ("b", "2026-10-03"), ("c", "2026-09-03"))
    videos(a="2026-11-03 PT45S", b="2026-10-03 PT2M", c="2026-09-03 PT9M")
    shorts = listing("UUSH", ("a", "2026-11-03"))
    assert formats(youtube, year) == {
        "a": Format.SHORT_VIDEO,
        "b": Format.VIDEO,
        "c": Format.VIDEO,
    }
    assert shorts.call_count == 1


@responses.activate
def test_without_short_videos_nobody_asks_for_the_list(youtube: YouTube, year: Window) -> None:
    listing("UU", ("c", "2026-09-03"))
    videos(c="2026-09-03 PT9M")
    shorts = listing("UUSH", ("a", "2026-11-03"))
    assert formats(youtube, year) == {"c": Format.VIDEO}
    assert shorts.call_count == 0


@pytest.mark.parametrize(
    ("reason", "status"), [("playlistNotFound", 404), ("playlistItemsNotAccessible", 403)]
)
@responses.activate
def test_without_that_list_the_length_decides_and_is_said(
    youtube: YouTube, year: Window, reason: str, status: int
) -> None:
    listing("UU", ("a", "2026-11-03"), following="P")
    listing("UU", ("b", "2026-10-03"), token="P")
    videos(a="2026-11-03 PT45S")
    videos(b="2026-10-03 PT2M")
    refused = no_shorts(reason, status)
    steps = list(walked(youtube, ACCOUNT, year))
    assert [post.format for step in steps for post in step.posts] == [Format.SHORT_VIDEO] * 2
    assert [step.page.notes for step in steps] == [{BY_LENGTH: 1}, {BY_LENGTH: 1}]
    assert refused.call_count == 1


@responses.activate
def test_where_the_list_breaks_off_the_length_decides_for_what_is_older(
    youtube: YouTube, year: Window
) -> None:
    listing("UU", ("a", "2026-11-03"), ("b", "2026-10-03"), ("c", "2026-05-03"))
    videos(a="2026-11-03 PT45S", b="2026-10-03 PT45S", c="2026-05-03 PT50S")
    no_shorts(token="S")
    listing("UUSH", ("a", "2026-11-03"), ("x", "2026-08-01"), following="S")
    (step,) = walked(youtube, ACCOUNT, year)
    assert {post.platform_id: post.format for post in step.posts} == {
        "a": Format.SHORT_VIDEO,
        "b": Format.VIDEO,
        "c": Format.SHORT_VIDEO,
    }
    assert step.page.notes == {BY_LENGTH: 1}


@responses.activate
def test_the_list_is_read_only_as_far_as_the_uploads_have_come(
    youtube: YouTube, year: Window
) -> None:
    listing("UU", ("a", "2026-11-03"), following="P")
    listing("UU", ("b", "2026-05-03"), token="P")
    videos(a="2026-11-03 PT45S")
    videos(b="2026-05-03 PT50S")
    first = listing("UUSH", ("a", "2026-11-03"), ("x", "2026-08-01"), following="S")
    second = listing("UUSH", ("b", "2026-05-03"), token="S", following="T")
    third = listing("UUSH", ("y", "2026-01-01"), token="T")
    assert formats(youtube, year) == {"a": Format.SHORT_VIDEO, "b": Format.SHORT_VIDEO}
    assert (first.call_count, second.call_count, third.call_count) == (1, 1, 0)
