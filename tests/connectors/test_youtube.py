"""YouTube: channels, uploads, the comments of a channel in one stream, and its own errors."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher
from walking import walked

from auditor.core.model import Account, AccountRef, Format, Window
from auditor.core.reasons import Reason
from connectors.base import AskedPost, KnownAccount
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.session import Session
from connectors.youtube.connector import KEY, YouTube
from connectors.youtube.parse import duration_seconds

BASE = "https://youtube.googleapis.com/youtube/v3"
REF = AccountRef("youtube", "@esempio")
CHANNEL = "UCesempio000000000000000"
SECRET = "AIzaSecretSecretSecret"
ACCOUNT = Account(REF, CHANNEL, details={"uploads": "UUesempio000000000000000"})


@pytest.fixture
def youtube(session: Session) -> YouTube:
    return YouTube(session, {KEY: SECRET})


def query_of(**params: Any) -> Any:
    return query_param_matcher(
        {name: str(value) for name, value in params.items()} | {"key": SECRET}
    )


def channel(**changes: Any) -> dict[str, Any]:
    return {
        "id": CHANNEL,
        "snippet": {
            "title": "Esempio",
            "description": "Pasta. info@esempio.example.com",
            "publishedAt": "2014-03-02T10:11:12Z",
            "thumbnails": {"default": {}},
            "country": "IT",
        },
        "contentDetails": {"relatedPlaylists": {"uploads": "UUesempio000000000000000"}},
        "statistics": {
            "subscriberCount": "15300",
            "videoCount": "2",
            "hiddenSubscriberCount": False,
        },
        **changes,
    }


def row(video: str, day: str, added: str | None = None) -> dict[str, Any]:
    return {
        "snippet": {"publishedAt": f"{added or day}T09:00:00Z"},
        "contentDetails": {"videoId": video, "videoPublishedAt": f"{day}T09:00:00Z"},
    }


def video(name: str, day: str, **statistics: str) -> dict[str, Any]:
    return {
        "id": name,
        "snippet": {
            "publishedAt": f"{day}T09:00:00Z",
            "title": "Come si fa?",
            "description": "Qui: https://esempio.example.com/x.",
            "liveBroadcastContent": "none",
        },
        "contentDetails": {"duration": "PT4M"},
        "statistics": {"viewCount": "900", **statistics},
    }


def said(
    identifier: str, author: str, when: str = "2026-11-03T09:00:00Z", parent: str = ""
) -> dict[str, Any]:
    snippet = {"textDisplay": "Bello?", "authorChannelId": {"value": author}, "publishedAt": when}
    return {"id": identifier, "snippet": {**snippet, **({"parentId": parent} if parent else {})}}


def thread(
    identifier: str,
    video_id: str,
    answers: int = 0,
    told: tuple[Any, ...] = (),
    when: str = "2026-11-03T09:00:00Z",
) -> dict[str, Any]:
    by_name: dict[str, Any] = {
        "snippet": {
            "videoId": video_id,
            "totalReplyCount": answers,
            "topLevelComment": said(identifier, "UCpersona", when),
        }
    }
    return {**by_name, "replies": {"comments": list(told)}} if told else by_name


@pytest.mark.parametrize(
    ("handle", "selector"),
    [
        ("@esempio", {"forHandle": "@esempio"}),
        (CHANNEL, {"id": CHANNEL}),
        ("user/esempio", {"forUsername": "esempio"}),
        ("c/esempio", {"forHandle": "@esempio"}),
    ],
)
@responses.activate
def test_a_channel_is_asked_by_the_parameter_that_its_address_needs(
    youtube: YouTube, handle: str, selector: dict[str, str]
) -> None:
    parts = "id,snippet,statistics,contentDetails,brandingSettings"
    match = [query_of(part=parts, **selector)]
    responses.get(f"{BASE}/channels", json={"items": [channel()]}, match=match)
    account = youtube.resolve(AccountRef("youtube", handle))
    assert (account.platform_id, account.details["uploads"][:2]) == (CHANNEL, "UU")
    assert account.profile is not None
    assert (account.profile.followers, account.profile.posts) == (15300, 2)
    assert account.profile.has_contact


@responses.activate
def test_hidden_subscribers_are_unknown_and_not_zero(youtube: YouTube) -> None:
    hidden = {"subscriberCount": "0", "videoCount": "2", "hiddenSubscriberCount": True}
    responses.get(f"{BASE}/channels", json={"items": [channel(statistics=hidden)]})
    profile = youtube.resolve(REF).profile
    assert profile is not None
    assert profile.followers is None
    assert profile.missing == {"followers": Reason.HIDDEN_BY_ACCOUNT}


@responses.activate
def test_an_unknown_handle_is_an_answer_without_items(youtube: YouTube) -> None:
    responses.get(f"{BASE}/channels", json={"pageInfo": {"totalResults": 0}})
    with pytest.raises(PlatformError) as caught:
        youtube.resolve(REF)
    assert caught.value.reason is Reason.ACCOUNT_GONE


@responses.activate
def test_counts_are_texts_and_what_is_absent_is_hidden(youtube: YouTube, year: Window) -> None:
    responses.get(
        f"{BASE}/playlistItems", json={"items": [row("a", "2026-11-02"), row("b", "2026-11-01")]}
    )
    both = [video("a", "2026-11-02"), video("b", "2026-11-01", likeCount="0", commentCount="3")]
    responses.get(f"{BASE}/videos", json={"items": both})
    (page,) = walked(youtube, ACCOUNT, year)
    a, b = page.posts
    assert (a.counts.reactions, a.counts.comments, a.counts.views) == (None, None, 900)
    assert a.missing == dict.fromkeys(("reactions", "comments"), Reason.HIDDEN_BY_ACCOUNT)
    assert (b.counts.reactions, b.counts.comments, b.missing) == (0, 3, {})
    assert (a.text, a.links) == (
        "Come si fa?\nQui: https://esempio.example.com/x.",
        ("https://esempio.example.com/x",),
    )
    assert a.format is Format.VIDEO


@responses.activate
def test_a_video_published_long_after_it_was_added_does_not_end_the_listing(
    youtube: YouTube,
) -> None:
    window = Window(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    first = [row("old", "2026-01-10"), row("late", "2026-03-03", "2026-01-10")]
    responses.get(
        f"{BASE}/playlistItems",
        json={"items": first, "nextPageToken": "n"},
        match=[
            query_of(part="contentDetails", playlistId="UUesempio000000000000000", maxResults=50)
        ],
    )
    responses.get(
        f"{BASE}/playlistItems",
        json={"items": [row("c", "2026-03-01")]},
        match=[
            query_of(
                part="contentDetails",
                playlistId="UUesempio000000000000000",
                maxResults=50,
                pageToken="n",
            )
        ],
    )
    responses.get(
        f"{BASE}/videos", json={"items": [video("old", "2026-01-10"), video("late", "2026-03-03")]}
    )
    responses.get(f"{BASE}/videos", json={"items": [video("c", "2026-03-01")]})
    matches = [post.platform_id for page in walked(youtube, ACCOUNT, window) for post in page.posts]
    assert matches == ["late", "c"]


def wanted(*videos: tuple[str, int | None]) -> list[AskedPost]:
    when = datetime(2026, 11, 1, tzinfo=UTC)
    return [AskedPost(name, when, count) for name, count in videos]


STREAM = {"part": "snippet,replies", "order": "time", "maxResults": 100, "textFormat": "plainText"}


@responses.activate
def test_comments_come_in_one_stream_with_the_answers_that_were_not_told(
    youtube: YouTube, year: Window
) -> None:
    sentences = (said("a1", "UCaltro", parent="t1"),)
    rows = [thread("t1", "a", 2, sentences), thread("t2", "b"), thread("t3", "not asked")]
    responses.get(
        f"{BASE}/commentThreads",
        json={"items": rows},
        match=[query_of(**STREAM, allThreadsRelatedToChannelId=CHANNEL)],
    )
    answers = [said("a1", "UCaltro", parent="t1"), said("a2", CHANNEL, parent="t1")]
    responses.get(f"{BASE}/comments", json={"items": answers})
    page = youtube.comments(ACCOUNT, wanted(("a", 3), ("b", 1), ("off", None)), year)
    assert [comment.platform_id for comment in page.comments] == ["t1", "a1", "a2", "t2"]
    assert [entry.is_account for entry in page.comments] == [False, False, True, False]
    assert (page.position, page.read) == (None, {"a": 3, "b": 1})  # "off" was not read


@responses.activate
def test_the_stream_ends_with_a_page_older_than_the_window(youtube: YouTube, year: Window) -> None:
    old = thread("t1", "a", when="2020-01-01T00:00:00Z")
    responses.get(f"{BASE}/commentThreads", json={"items": [old], "nextPageToken": "n"})
    page = youtube.comments(ACCOUNT, wanted(("a", 1)), year)
    assert page.position is None
    assert len(responses.calls) == 1


@responses.activate
def test_a_video_of_which_the_stream_told_far_too_little_is_asked_by_itself(
    youtube: YouTube, year: Window
) -> None:
    responses.get(
        f"{BASE}/commentThreads",
        json={"items": [thread("t1", "a")]},
        match=[query_of(**STREAM, allThreadsRelatedToChannelId=CHANNEL)],
    )
    rows = [thread(f"t{n}", "a") for n in range(9)]
    responses.get(
        f"{BASE}/commentThreads", json={"items": rows}, match=[query_of(**STREAM, videoId="a")]
    )
    first = youtube.comments(ACCOUNT, wanted(("a", 10), ("b", 0)), year)
    assert first.position is not None
    second = youtube.comments(ACCOUNT, wanted(("a", 10), ("b", 0)), year, first.position)
    assert (second.position, second.read) == (None, {"a": 9, "b": 0})


def error(status: int, reason: str, details: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {
        "code": status,
        "message": f"no: {SECRET}",
        "errors": [{"reason": reason}],
    }
    return {"error": {**body, **({"details": [{"reason": details}]} if details else {})}}


@pytest.mark.parametrize(
    ("status", "body", "kind", "reason"),
    [
        (403, error(403, "quotaExceeded"), TransientError, Reason.NOT_FETCHED),
        (400, error(400, "badRequest", "API_KEY_INVALID"), CredentialError, Reason.NO_CREDENTIAL),
        (400, error(400, "keyInvalid"), CredentialError, Reason.NO_CREDENTIAL),
        (403, error(403, "accessNotConfigured"), CredentialError, Reason.NO_PERMISSION),
        (403, error(403, "forbidden", "SERVICE_DISABLED"), CredentialError, Reason.NO_PERMISSION),
        (404, error(404, "channelNotFound"), PlatformError, Reason.ACCOUNT_GONE),
        (404, {}, PlatformError, Reason.ACCOUNT_GONE),
    ],
)
@responses.activate
def test_errors_are_judged_by_their_reason_once_and_never_show_the_key(
    youtube: YouTube, status: int, body: Any, kind: type[ConnectorError], reason: Reason
) -> None:
    responses.get(f"{BASE}/channels", status=status, json=body)
    with pytest.raises(kind) as caught:
        youtube.resolve(REF)
    assert caught.value.reason is reason
    assert SECRET not in f"{caught.value} {caught.value.advice} {caught.value.__cause__}"
    assert len(responses.calls) == 1


@responses.activate
def test_a_rate_limit_is_waited_for(youtube: YouTube) -> None:
    responses.get(f"{BASE}/channels", status=403, json=error(403, "rateLimitExceeded"))
    responses.get(f"{BASE}/channels", json={"items": [channel()]})
    assert youtube.resolve(REF).platform_id == CHANNEL


def test_without_a_key_nothing_is_asked(session: Session) -> None:
    with pytest.raises(CredentialError, match="YOUTUBE_API_KEY"):
        YouTube(session, {}).resolve(REF)


@pytest.mark.parametrize(
    ("text", "length"),
    [("PT2M41S", 161), ("P1DT2H", 93_600), ("P0D", 0), ("PT45S", 45), ("", None)],
)
def test_durations(text: str, length: int | None) -> None:
    assert duration_seconds(text) == length


def test_the_plan_is_no_more_than_the_formula_of_the_api(youtube: YouTube, year: Window) -> None:
    # 100 videos, 1,000 threads: 1 + ceil(101/50) + ceil(100/50) + ceil(1000/100), and answers
    plan = youtube.plan(KnownAccount(REF, posts_in_window=100, comments=1_000), year)
    assert plan.calls.likely <= 1 + 3 + 3 + 10
    assert plan.units == plan.calls
