"""TikTok: the key's own account by either API, found out by one call."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import responses
from kept import frames
from responses.matchers import header_matcher, json_params_matcher

from auditor.core.model import AccountRef, Format, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from connectors.auth.oauth import App, Flow
from connectors.base import KnownAccount
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.registry import make_connector
from connectors.tiktok.connector import TikTok
from connectors.tiktok.errors import BUSINESS, KEY
from connectors.tiktok.parse import comments, items

DISPLAY, ACCOUNTS = (
    "https://open.tiktokapis.com/v2",
    "https://business-api.tiktok.com/open_api/v1.3",
)
SECRET = "act.canary-canary"
BY_DISPLAY = {KEY: SECRET}
BY_BUSINESS = {KEY: SECRET, BUSINESS: "biz-7"}
USER = {
    "open_id": "-000abc",
    "username": "Esempio",
    "display_name": "Esempio S.p.A.",
    "bio_description": "Sedie. www.esempio.example",
    "avatar_url": "https://p.example/a.jpg",
    "follower_count": 15300,
    "following_count": 12,
    "video_count": 3,
}
Read = Callable[..., AccountReport]


def shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"data": data, "error": {"code": "ok", "message": "", "log_id": "2026"}}


def refused(code: str) -> dict[str, Any]:
    return {"data": {}, "error": {"code": code, "message": "(made up)", "log_id": "2026"}}


def told(data: dict[str, Any]) -> dict[str, Any]:
    return {"code": 0, "message": "OK", "request_id": "2026", "data": data}


def video(number: int, day: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": f"74123{number}",
        "create_time": 1_793_606_400 + day * 86_400,
        "share_url": f"https://www.tiktok.com/@esempio/video/74123{number}?utm_source=x",
        "video_description": "La sedia #legno",
        "duration": 31,
        "like_count": 512,
        "comment_count": 37,
        "share_count": 9,
        "view_count": 18234,
        **more,
    }


def item(number: int, **more: Any) -> dict[str, Any]:
    return {
        "item_id": f"74123{number}",
        "create_time": "1793606400",
        "caption": "La sedia #legno",
        "likes": 512,
        "comments": 2,
        "shares": 9,
        "favorites": 4,
        "video_views": 18234,
        "reach": 9000,
        **more,
    }


def comment(number: int, owner: bool = False, **more: Any) -> dict[str, Any]:
    return {
        "comment_id": f"73{number}",
        "create_time": "1793610000",
        "text": "Arriva a Torino?",
        "unique_identifier": f"+A{number}",
        "username": f"anna{number}",
        "owner": owner,
        "replies": 0,
        **more,
    }


@pytest.fixture
def read(store: Any, session: Session, year: Window, clock: Any) -> Read:
    def run(keys: dict[str, str], handle: str = "esempio") -> AccountReport:
        settings = Settings(credentials=keys)
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        return collect(
            store, make, [AccountRef("tiktok", handle)], history=year, now=clock
        ).accounts[0]

    return run


def paths() -> list[str]:
    return [
        urlsplit(call.request.url).path.rstrip("/").partition("v1.3/")[2]
        for call in responses.calls
    ]


@responses.activate
def test_the_display_api_tells_videos_and_no_comments(read: Read, store: Any) -> None:
    bearer = header_matcher({"Authorization": f"Bearer {SECRET}"})
    responses.get(f"{DISPLAY}/user/info/", json=shown({"user": USER}), match=[bearer])
    for body, data in (
        ({"max_count": 20}, {"videos": [video(1)], "cursor": 1793606400000, "has_more": True}),
        (
            {"max_count": 20, "cursor": 1793606400000},
            {"videos": [video(2, -5, like_count=None)], "cursor": 1, "has_more": False},
        ),
    ):
        match = [json_params_matcher(body), bearer]
        responses.post(f"{DISPLAY}/video/list/", json=shown(data), match=match)
    report = read(BY_DISPLAY)
    kept = frames(store)
    assert (report.status, report.posts_new) == ("read", 2)
    posts = kept.posts.set_index("platform_id")
    counted = ["reactions", "comments", "shares", "views"]
    assert posts.loc["741231", counted].tolist() == [512, 37, 9, 18234]
    assert posts.loc["741231", "url"] == "https://www.tiktok.com/@esempio/video/741231"
    assert posts["reactions"].isna().to_dict() == {"741231": False, "741232": True}
    assert kept.profiles["followers"].tolist() == [15300]
    missing = {row["field"]: row["reason"] for row in kept.missing.to_dict("records")}
    assert missing["replies"] == "not_offered"
    assert len(responses.calls) == 3
    assert SECRET not in str(report)


@responses.activate
def test_the_api_for_business_tells_comments_and_who_answered(read: Read, store: Any) -> None:
    key = header_matcher({"Access-Token": SECRET})
    owner = {"username": "esempio", "display_name": "Esempio", "followers_count": 7}
    responses.get(f"{ACCOUNTS}/business/get/", json=told(owner), match=[key])
    videos = {"videos": [item(1), item(2, comments=0)], "cursor": 9, "has_more": False}
    responses.get(f"{ACCOUNTS}/business/video/list/", json=told(videos), match=[key])
    asked = comment(1, replies=5, reply_list=[comment(11, owner=True)])
    first = {"comments": [asked, comment(2)], "cursor": 30, "has_more": True}
    again = {"comments": [comment(2), comment(3)], "cursor": 60, "has_more": False}
    for page in (first, again):
        responses.get(f"{ACCOUNTS}/business/comment/list/", json=told(page), match=[key])
    further = [comment(n, owner=n == 11) for n in (11, 12, 13)]
    answers = told({"comments": further, "cursor": 3, "has_more": False})
    responses.get(f"{ACCOUNTS}/business/comment/reply/list/", json=answers, match=[key])
    report = read(BY_BUSINESS)
    kept = frames(store)
    assert (report.status, report.error, report.posts_new) == ("read", None, 2)
    # 1 with three answers, 2 that came twice, and 3
    assert len(kept.comments) == 6
    assert sorted(kept.comments["is_account"]) == [0, 0, 0, 0, 0, 1]
    assert kept.posts.set_index("platform_id")["comments_read_at"].notna().all()
    assert paths().count("business/comment/list") == 2
    query = parse_qs(urlsplit(responses.calls[1].request.url).query)
    assert "item_id" in json.loads(query["fields"][0])
    assert (query["max_count"], query["business_id"]) == (["20"], ["biz-7"])


@responses.activate
@pytest.mark.parametrize("code", [40105, 40104, 40102])
def test_a_key_of_the_other_api_is_found_out_by_one_call(read: Read, code: int) -> None:
    responses.get(f"{ACCOUNTS}/business/get/", json={"code": code, "message": "x", "data": {}})
    responses.get(f"{DISPLAY}/user/info/", json=shown({"user": USER}))
    videos = shown({"videos": [video(1)], "cursor": 0, "has_more": False})
    responses.post(f"{DISPLAY}/video/list/", json=videos)
    assert read(BY_BUSINESS).status == "read"
    assert len(responses.calls) == 3


@responses.activate
def test_another_account_is_shown_to_nobody(read: Read) -> None:
    responses.get(f"{DISPLAY}/user/info/", json=shown({"user": USER}))
    report = read(BY_DISPLAY, "altra")
    assert (report.status, report.reason) == ("failed", Reason.OWNER_ONLY)
    assert "belongs to tiktok:Esempio" in str(report.error)


@responses.activate
@pytest.mark.parametrize(
    ("status", "answer", "reason"),
    [
        (401, refused("access_token_invalid"), Reason.NO_CREDENTIAL),
        (401, refused("scope_not_authorized"), Reason.NO_PERMISSION),
        (400, refused("invalid_params"), Reason.UNREADABLE),
        (200, refused("internal_error"), Reason.NOT_FETCHED),
        (200, {"data": None}, Reason.UNREADABLE),
        (200, [], Reason.UNREADABLE),
    ],
)
def test_what_goes_wrong_is_told_by_its_code_and_not_by_the_status(
    read: Read, status: int, answer: Any, reason: Reason
) -> None:
    responses.get(f"{DISPLAY}/user/info/", json=answer, status=status)
    report = read(BY_DISPLAY)
    assert (report.status, report.reason) == ("failed", reason)
    assert SECRET not in str(report)


@responses.activate
@pytest.mark.parametrize("answer", [refused("rate_limit_exceeded"), {"code": 40100, "data": {}}])
def test_a_limit_is_waited_for_and_tried_again(read: Read, answer: Any) -> None:
    responses.get(f"{DISPLAY}/user/info/", json=answer)
    responses.get(f"{DISPLAY}/user/info/", json=shown({"user": USER}))
    videos = shown({"videos": [], "cursor": 0, "has_more": False})
    responses.post(f"{DISPLAY}/video/list/", json=videos)
    assert read(BY_DISPLAY).status == "read"


@pytest.mark.parametrize("row", [None, [], {}, {"id": "1"}, {"create_time": 1_793_606_400}])
def test_an_entry_without_id_or_time_costs_only_itself(row: Any) -> None:
    assert list(items([row])) == [None]


def test_both_apis_call_the_same_counts_by_other_names() -> None:
    shown_counts, told_counts = (
        entry.post.counts for entry in items([video(1), item(1, comments=37)]) if entry is not None
    )
    assert (told_counts.saves, told_counts.reach) == (4, 9000)
    for name in ("reactions", "comments", "shares", "views"):
        assert getattr(shown_counts, name) == getattr(told_counts, name)


def test_a_video_is_a_short_one_with_its_words() -> None:
    (entry,) = items([video(1, video_description="", title="La sedia")])
    assert entry is not None
    assert (entry.post.format, entry.post.text) == (Format.SHORT_VIDEO, "La sedia")


@pytest.mark.parametrize(
    ("owner", "mine"), [(True, True), (False, False), (None, None), ("x", None)]
)
def test_who_wrote_a_comment_is_told_by_the_network_alone(owner: Any, mine: bool | None) -> None:
    (row,) = comments({"comments": [comment(1, owner=owner)]}, "7")
    assert row.is_account is mine


def test_a_hundred_videos_cost_no_more_than_the_formula(session: Session, year: Window) -> None:
    known = KnownAccount(AccountRef("tiktok", "esempio"), 100, 100, comments=4_000)
    display = TikTok(session, BY_DISPLAY).plan(known, year).calls
    business = TikTok(session, BY_BUSINESS).plan(known, year).calls
    assert (display.likely, display.most) == (1 + 5, 1 + 5)
    assert business.most >= 1 + 5 + 200
    assert business.least <= 256 <= business.most


@responses.activate
def test_the_doctor_says_whose_key_it_is_and_of_which_api(session: Session) -> None:
    responses.get(f"{DISPLAY}/user/info/", json=shown({"user": USER}))
    responses.get(f"{ACCOUNTS}/business/get/", json=told({"username": "esempio"}))
    for keys, words in ((BY_DISPLAY, "Display API"), (BY_BUSINESS, "API for Business")):
        assert words in str(TikTok(session, keys).check()[-1].detail)
    assert TikTok(session, {}).check()[0].status == "skipped"


def test_the_app_is_named_as_tiktok_names_it() -> None:
    login = TikTok.info.login
    assert login is not None
    keys = {login.app_id: "app-7", login.app_key: "s"}
    query = parse_qs(
        urlsplit(Flow("TikTok", login, keys, "https://x.example", ["a", "b"]).address()).query
    )
    assert (query["client_key"], query["scope"]) == (["app-7"], ["a,b"])
    with responses.RequestsMock() as mock:
        answer = {
            "access_token": "t",
            "expires_in": 86400,
            "refresh_token": "r",
            "refresh_expires_in": 9,
        }
        mock.post("https://open.tiktokapis.com/v2/oauth/token/", json=answer)
        token = App("TikTok", login, keys).ask({"grant_type": "authorization_code", "code": "c"})
        sent = parse_qs(str(mock.calls[0].request.body))
    assert (sent["client_key"], "client_id" in sent) == (["app-7"], False)
    assert token.refresh_expires_at is not None
