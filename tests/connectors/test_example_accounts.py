"""What the example account of each network costs: no more calls than the network's formula."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

import loopback
import pytest
import responses
from loopback import AS_OF, Loopback, World, iso
from requests import PreparedRequest

from auditor.core.model import AccountRef, Window
from auditor.core.settings import Settings
from connectors.collecting.collect import CollectReport, collect
from connectors.http.session import Session
from connectors.linkedin.errors import KEY as LINKEDIN_KEY
from connectors.meta.facebook import KEY as FACEBOOK_KEY
from connectors.meta.instagram import KEY as INSTAGRAM_KEY
from connectors.registry import make_connector
from connectors.x.connector import KEY as X_KEY
from connectors.youtube.connector import KEY

BASE = "https://youtube.googleapis.com/youtube/v3"
TAIL = "esempio000000000000000"
Collect = Callable[[AccountRef, Settings], CollectReport]


@pytest.fixture
def gather(store: Any, session: Session, year: Window, clock: Any) -> Collect:
    def run(ref: AccountRef, settings: Settings) -> CollectReport:
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        return collect(store, make, [ref], history=year, now=clock)

    return run


@pytest.mark.parametrize(
    ("network", "handle", "items", "formula"),
    [
        ("bluesky", "esempio0.example", 550, 1 + 6 + 120),
        ("mastodon", "esempio0@social.example", 450, 2 + 12 + 120),
    ],
)
def test_items_and_threads_of_the_open_networks(
    gather: Collect,
    monkeypatch: pytest.MonkeyPatch,
    network: str,
    handle: str,
    items: int,
    formula: int,
) -> None:
    monkeypatch.setattr(loopback, "answers", lambda number: 1 if number < 120 else 0)
    monkeypatch.setattr(loopback, "BETWEEN_POSTS", timedelta(hours=12))
    with Loopback(World(1, items)) as server:
        settings = Settings(base_urls={network: server.url})
        (account,) = gather(AccountRef(network, handle), settings).accounts
        assert (account.posts_read, account.comments_read) == (items, 240)
        assert server.calls == account.calls <= formula


def test_posts_without_comments_cost_no_call(
    gather: Collect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "answers", lambda number: 0)
    with Loopback(World(1, 90)) as server:
        settings = Settings(base_urls={"mastodon": server.url})
        gather(AccountRef("mastodon", "esempio0@social.example"), settings)
        assert server.calls == 1 + 3


class Channel:
    """200 videos with 20 threads each; every twentieth thread has more answers than are told."""

    videos, threads, told = 200, 20, 5

    def __init__(self) -> None:
        self.asked: list[str] = []

    def serve(self, request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        method, query = str(request.url).partition("?")[0].rpartition("/")[2], request.params  # type: ignore[attr-defined]
        self.asked.append(method)
        return 200, {}, json.dumps(getattr(self, f"_{method}")(query))

    def _day(self, video: int) -> datetime:
        return AS_OF - timedelta(days=1 + 1.5 * video)

    def _page(self, rows: list[Any], query: Any, size: int) -> dict[str, Any]:
        start = int(query.get("pageToken", 0))
        more = {"nextPageToken": str(start + size)} if start + size < len(rows) else {}
        return {"items": rows[start : start + size], **more}

    def _channels(self, query: Any) -> dict[str, Any]:
        numbers = {"subscriberCount": "900", "videoCount": str(self.videos)}
        return {
            "items": [{"id": f"UC{TAIL}", "snippet": {"title": "Esempio"}, "statistics": numbers}]
        }

    def _playlistItems(self, query: Any) -> dict[str, Any]:
        rows = [
            {"contentDetails": {"videoId": str(n), "videoPublishedAt": iso(self._day(n))}}
            for n in range(self.videos)
        ]
        return self._page(rows, query, 50)

    def _videos(self, query: Any) -> dict[str, Any]:
        counted = str(self.threads + 6)
        return {
            "items": [
                {
                    "id": n,
                    "snippet": {"publishedAt": iso(self._day(int(n))), "title": "Come si fa"},
                    "contentDetails": {"duration": "PT9M"},
                    "statistics": {"commentCount": counted},
                }
                for n in query["id"].split(",")
            ]
        }

    def _said(self, name: str, video: int, parent: str = "") -> dict[str, Any]:
        said = {
            "textDisplay": f"Bello {name}",
            "authorChannelId": {"value": f"UC{name}"},
            "publishedAt": iso(self._day(video) + timedelta(hours=2)),
        }
        return {"id": name, "snippet": {**said, **({"parentId": parent} if parent else {})}}

    def _thread(self, video: int, number: int) -> dict[str, Any]:
        name, answers = f"t{video}.{number}", 6 if number == 0 else 0
        sentences = [self._said(f"{name}.{n}", video, name) for n in range(min(answers, self.told))]
        return {
            "snippet": {
                "videoId": str(video),
                "totalReplyCount": answers,
                "topLevelComment": self._said(name, video),
            },
            "replies": {"comments": sentences},
        }

    def _commentThreads(self, query: Any) -> dict[str, Any]:
        rows = [self._thread(v, n) for v in range(self.videos) for n in range(self.threads)]
        return self._page(rows, query, 100)

    def _comments(self, query: Any) -> dict[str, Any]:
        parent = query["parentId"]
        video = int(parent[1:].partition(".")[0])
        return {"items": [self._said(f"{parent}.{n}", video, parent) for n in range(6)]}


@responses.activate
def test_videos_and_comments_of_youtube(gather: Collect) -> None:
    channel = Channel()
    for method in ("channels", "playlistItems", "videos", "commentThreads", "comments"):
        responses.add_callback(responses.GET, f"{BASE}/{method}", channel.serve)
    settings = Settings(credentials={KEY: "AIzaSecret"})
    (account,) = gather(AccountRef("youtube", "@esempio"), settings).accounts
    assert (account.status, account.posts_read) == ("read", 200)
    assert account.comments_read == 200 * (20 + 6)
    # 1 for the channel, ceil(201/50) + ceil(200/50), ceil(4,000/100), 200 threads with more answers
    assert account.calls == len(channel.asked) <= 1 + 5 + 4 + 40 + 200


def graph_page(rows: list[Any], query: Any) -> dict[str, Any]:
    """A page of one of Meta's lists; the last has a cursor too, but no next."""
    start, size = int(query.get("after", 0)), int(query["limit"])
    following = {"next": "https://graph.example/"} if start + size < len(rows) else {}
    cursors = {"after": str(start + size)}
    return {"data": rows[start : start + size], "paging": {"cursors": cursors, **following}}


def of_page(number: int, comments: int, **more: Any) -> dict[str, Any]:
    total = {"summary": {"total_count": comments}}
    at = iso(AS_OF - timedelta(days=1 + number)).replace("Z", "+0000")
    return {
        "created_time": at,
        "reactions": {"summary": {"total_count": 3}},
        "comments": total,
        **more,
    }


@responses.activate
def test_posts_reels_and_comments_of_an_own_page_on_facebook(gather: Collect) -> None:
    posts = [of_page(n, int(n % 2 == 0), id=f"7_{n}") for n in range(300)]
    reels = [of_page(n, 0, id=f"r{n}") for n in range(20)]
    said = {"id": "c", "created_time": iso(AS_OF - timedelta(hours=1)), "from": {"id": "9"}}

    def serve(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        query = request.params  # type: ignore[attr-defined]
        edge = str(request.url).partition("?")[0].rpartition("/")[2]
        own = [{"id": "7", "username": "esempio", "access_token": "EAApage"}]
        lists = {
            "accounts": own,
            "published_posts": posts,
            "video_reels": reels,
            "comments": [said],
        }
        value = (
            graph_page(lists[edge], query) if edge in lists else {"id": "7", "followers_count": 900}
        )
        return 200, {}, json.dumps(value)

    responses.add_callback(responses.GET, re.compile(r"https://graph\.facebook\.com/.*"), serve)
    settings = Settings(credentials={FACEBOOK_KEY: "EAAperson"})
    (account,) = gather(AccountRef("facebook", "esempio"), settings).accounts
    assert (account.status, account.posts_read) == ("read", 320)
    assert account.calls == len(responses.calls) <= 2 + 3 + 1 + 150


@responses.activate
def test_posts_of_others_on_instagram(gather: Collect) -> None:
    media = [
        {
            "id": f"m{n}",
            "timestamp": iso(AS_OF - timedelta(days=1 + n)),
            "like_count": 3,
            "comments_count": 1,
        }
        for n in range(300)
    ]
    own = {"id": "7", "username": "esempio"}

    def serve(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        if "me/accounts" in str(request.url):
            return 200, {}, json.dumps({"data": [{"instagram_business_account": own}]})
        fields = request.params["fields"]  # type: ignore[attr-defined]
        start = int((re.search(r"after\((\d+)\)", fields) or [0, 0])[1])
        page = {
            "data": media[start : start + 100],
            "paging": {"cursors": {"after": str(start + 100)}},
        }
        profile = {"id": "9", "username": "altro", "media_count": 400}
        return 200, {}, json.dumps({"business_discovery": {**profile, "media": page}})

    responses.add_callback(responses.GET, re.compile(r"https://graph\.facebook\.com/.*"), serve)
    settings = Settings(credentials={INSTAGRAM_KEY: "EAAperson"})
    (account,) = gather(AccountRef("instagram", "altro"), settings).accounts
    assert (account.status, account.posts_read) == ("read", 300)
    assert account.calls == len(responses.calls) <= 6


@responses.activate
def test_posts_insights_and_comments_of_an_own_account_on_instagram(gather: Collect) -> None:
    media = [
        {
            "id": f"m{n}",
            "timestamp": iso(AS_OF - timedelta(days=1 + n)),
            "like_count": 3,
            "comments_count": int(n % 2 == 0),
        }
        for n in range(300)
    ]
    own = {"id": "7", "username": "esempio", "media_count": 300, "followers_count": 900}
    said = {"id": "c", "timestamp": iso(AS_OF), "username": "cliente"}

    def serve(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        edge = str(request.url).partition("?")[0].rpartition("/")[2]
        lists = {
            "accounts": [{"instagram_business_account": own}],
            "media": media,
            "comments": [said],
        }
        if edge == "insights":
            return 200, {}, json.dumps({"data": []})
        return 200, {}, json.dumps(graph_page(lists[edge], request.params))  # type: ignore[attr-defined]

    responses.add_callback(responses.GET, re.compile(r"https://graph\.facebook\.com/.*"), serve)
    settings = Settings(credentials={INSTAGRAM_KEY: "EAAperson"})
    (account,) = gather(AccountRef("instagram", "esempio"), settings).accounts
    assert (account.status, account.posts_read) == ("read", 300)
    assert account.calls == len(responses.calls) <= 1 + 3 + 150 + 300


def linkedin_posts(number: int) -> list[dict[str, Any]]:
    """Posts of both kinds, one a day."""
    kinds = ("share", "ugcPost")
    return [
        {
            "id": f"urn:li:{kinds[n % 2]}:{n}",
            "commentary": "Ciao",
            "publishedAt": int((AS_OF - timedelta(days=1 + n)).timestamp() * 1000),
        }
        for n in range(number)
    ]


def asked_for(url: str) -> list[str]:
    """The ids in a list of the query."""
    match = re.search(r"List\(([^)]*)\)", url)
    return [unquote(value) for value in match[1].split(",")] if match else []


def linkedin_comment(number: int, thread: str, answers: int) -> dict[str, Any]:
    at = {"actor": "urn:li:person:a", "time": int(AS_OF.timestamp() * 1000)}
    return {
        "id": str(number),
        "object": thread,
        "actor": "urn:li:person:a",
        "created": at,
        "$URN": f"urn:li:comment:({thread},{number})",
        "commentsSummary": {"totalFirstLevelComments": answers},
    }


@responses.activate
def test_posts_figures_and_comments_of_an_own_page_on_linkedin(gather: Collect) -> None:
    posts = linkedin_posts(150)
    answered = {str(post["id"]) for post in posts[:60]}
    threads = {str(post["id"]) for post in posts[:20]}

    def serve(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        url, query = str(request.url), request.params  # type: ignore[attr-defined]
        path = url.partition("/rest/")[2]
        if path.startswith("organizationAcls"):
            data: Any = {"elements": [{"organization": "urn:li:organization:7"}]}
        elif path.startswith("organizations?"):
            data = {
                "elements": [{"id": 7, "localizedName": "Esempio", "localizedDescription": "x"}]
            }
        elif path.startswith("posts?"):
            start = int(query["start"])
            data = {"elements": posts[start : start + 100]}
        elif path.startswith("socialMetadata"):
            data = {
                "results": {
                    name: {
                        "reactionSummaries": {},
                        "commentSummary": {"count": (1 + (name in threads)) * (name in answered)},
                    }
                    for name in asked_for(url)
                }
            }
        elif path.startswith("socialActions"):
            name = unquote(path.split("/")[1])
            top = name in answered
            data = {"elements": [linkedin_comment(1 if top else 2, name, int(name in threads))]}
        else:
            data = {"firstDegreeSize": 900, "elements": []}
        return 200, {}, json.dumps(data)

    responses.add_callback(responses.GET, re.compile(r"https://api\.linkedin\.com/.*"), serve)
    settings = Settings(credentials={LINKEDIN_KEY: "AQXperson"})
    (account,) = gather(AccountRef("linkedin", "company/esempio"), settings).accounts
    assert (account.status, account.posts_read, account.comments_read) == ("read", 150, 80)
    # own pages, the page, its followers; posts, their counts, comments and answers, statistics
    assert account.calls == len(responses.calls) <= 3 + 2 + 3 + 60 + 20 + 8


@responses.activate
def test_posts_and_comments_by_the_portability_route_of_linkedin(gather: Collect) -> None:
    posts = linkedin_posts(300)
    by_name = {str(post["id"]): post for post in posts}
    answered = {str(post["id"]) for post in posts[:100]}

    def serve(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        url, query = str(request.url), request.params  # type: ignore[attr-defined]
        path = url.partition("/rest/")[2]
        if path.startswith(("organizationAcls", "networkSizes")):
            return 403, {}, json.dumps({"code": "ACCESS_DENIED"})
        if path.startswith("dmaOrganizationAcls"):
            data: Any = {"elements": [{"key": {"organization": "urn:li:organization:7"}}]}
        elif path.startswith("dmaOrganizations?"):
            data = {"elements": [{"id": 7, "localizedName": "Esempio"}]}
        elif path.startswith("dmaOrganizationalPage"):  # followers, and the figures of posts
            data = {"elements": [], "paging": {"total": 900}}
        elif path.startswith("dmaPosts"):
            data = {"results": {name: by_name[name] for name in asked_for(url)}}
        elif path.startswith("dmaSocialMetadata"):
            data = {
                "results": {
                    name: {
                        "reactionSummaries": {},
                        "commentSummary": {"count": int(name in answered)},
                    }
                    for name in asked_for(url)
                }
            }
        elif path.startswith("dmaComments"):
            data = {"results": {name: {"actor": "urn:li:person:a"} for name in asked_for(url)}}
        elif query["q"] == "commentsOnEntity":
            data = {"elements": [{"commentUrn": f"urn:li:comment:({query['entity']},1)"}]}
        else:
            start = int(query.get("paginationCursor", 0))
            more = {"nextPaginationCursor": str(start + 100)} if start < 200 else {}
            data = {
                "elements": [{"id": entry["id"]} for entry in posts[start : start + 100]],
                "metadata": {"paginationCursorMetdata": more},
            }
        return 200, {}, json.dumps(data)

    responses.add_callback(responses.GET, re.compile(r"https://api\.linkedin\.com/.*"), serve)
    settings = Settings(credentials={LINKEDIN_KEY: "AQXperson"})
    (account,) = gather(AccountRef("linkedin", "company/esempio"), settings).accounts
    assert (account.status, account.posts_read, account.comments_read) == ("read", 300, 100)
    # 3 + 100 finders and 12 batches; 2 more for the comments' own words, and 5 to find out which
    # route the key opens, the page and its followers; and one for the figures of each post of the
    # last 13 weeks, which the formula of the facts does not have
    young = 91
    assert account.calls == len(responses.calls) <= 3 + 100 + 12 + 2 + 5 + young


@responses.activate
def test_posts_replies_and_counts_of_incoming_on_x(gather: Collect) -> None:
    def serve(request: PreparedRequest) -> tuple[int, dict[str, str], str]:
        query = request.params  # type: ignore[attr-defined]
        if "/by/username/" in str(request.url):
            return 200, {}, json.dumps({"data": {"id": "7", "username": "esempio"}})
        if "/counts/all" in str(request.url):
            return 200, {}, json.dumps(months(query))
        start = int(query.get("pagination_token", 0))
        rows = [
            {
                "id": str(5_000 - n),
                "created_at": iso(AS_OF - timedelta(hours=1 + 9 * n)),
                "text": "Ciao" if n % 3 == 0 else "@un_cliente Ciao",
                **({} if n % 3 == 0 else {"in_reply_to_user_id": "9"}),
            }
            for n in range(start, min(900, start + int(query["max_results"])))
        ]
        more = {"next_token": str(start + 100)} if start + 100 < 900 else {}
        return 200, {}, json.dumps({"data": rows, "meta": more})

    def months(query: Any) -> dict[str, Any]:
        first = datetime.fromisoformat(query["start_time"])
        start = int(query.get("next_token", 0))
        days = [first + timedelta(days=n) for n in range(start, start + 31)]
        days = [day for day in days if day < AS_OF]
        more = {"next_token": str(start + 31)} if first + timedelta(days=start + 31) < AS_OF else {}
        return {"data": [{"start": iso(day), "tweet_count": 2} for day in days], "meta": more}

    responses.add_callback(responses.GET, re.compile(r"https://api\.x\.com/.*"), serve)
    settings = Settings(credentials={X_KEY: "AAAAbearer"})
    (account,) = gather(AccountRef("x", "esempio"), settings).accounts
    assert (account.status, account.posts_read) == ("read", 900)
    assert account.calls == len(responses.calls) == 22
    assert account.money == 4_630
