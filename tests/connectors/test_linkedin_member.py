"""A member's own data on LinkedIn: posts and outgoing comments by single domains, nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import responses
from kept import frames

from auditor.core.model import AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from connectors.base import KnownAccount
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.linkedin.connector import LinkedIn
from connectors.linkedin.member import KEY, MEMBER
from connectors.registry import make_connector

BASE = "https://api.linkedin.com/rest/memberSnapshotData"
SECRET = "AQVcanary-canary"
MINE = {KEY: SECRET, MEMBER: "anna-prova"}
Read = Callable[..., AccountReport]


def share(number: int, day: str = "2026-11-01", **more: Any) -> dict[str, Any]:
    return {
        "Date": f"{day} 10:00:00",
        "ShareLink": f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A71{number}",
        "ShareCommentary": "Una sedia",
        "SharedUrl": "",
        "MediaUrl": "",
        "Visibility": "MEMBER_NETWORK",
        **more,
    }


def comment(number: int) -> dict[str, Any]:
    return {
        "Date": "2026-10-01 09:00:00",
        "Link": f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A72{number}",
        "Message": "parole-canary",
    }


def told(domain: str, rows: list[Any], following: int | None = None) -> dict[str, Any]:
    links = [{"rel": "next", "href": f"/rest/memberSnapshotData?q=criteria&start={following}"}]
    return {
        "paging": {"start": 0, "count": 10, "links": links if following is not None else []},
        "elements": [{"snapshotDomain": domain, "snapshotData": rows}],
    }


def answers(**domains: list[dict[str, Any]] | None) -> None:
    """What each domain tells, page by page; ``None`` for one that holds nothing."""

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        query = {name: v[0] for name, v in parse_qs(urlsplit(request.url).query).items()}
        pages = domains.get(query["domain"])
        if pages is None:
            return 404, {}, json.dumps({"message": "No data found for this memberId"})
        return 200, {}, json.dumps(pages[int(query["start"])])

    responses.add_callback(responses.GET, BASE, callback=answer)


PROFILE = told(
    "PROFILE",
    [
        {
            "First Name": "Anna",
            "Last Name": "Prova",
            "Headline": "Falegname",
            "Zip Code": "cap-canary",
        }
    ],
)


@pytest.fixture
def read(store: Any, session: Session, year: Window, clock: Any) -> Read:
    def run(keys: dict[str, str], handle: str = "in/anna-prova") -> AccountReport:
        settings = Settings(credentials=keys)
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        ref = AccountRef("linkedin", handle)
        return collect(store, make, [ref], history=year, now=clock).accounts[0]

    return run


def domains() -> list[str]:
    return [parse_qs(urlsplit(call.request.url).query)["domain"][0] for call in responses.calls]


@responses.activate
def test_posts_of_two_pages_and_comments_elsewhere_without_a_word(read: Read, store: Any) -> None:
    shares = [
        told("MEMBER_SHARE_INFO", [share(1), share(2, "2026-10-02")], following=1),
        told("MEMBER_SHARE_INFO", [share(3, SharedUrl="https://esempio.example/a")]),
    ]
    comments = [told("ALL_COMMENTS", [comment(1), comment(2)])]
    answers(PROFILE=[PROFILE], MEMBER_SHARE_INFO=shares, ALL_COMMENTS=comments)
    report = read(MINE)
    kept = frames(store)
    assert (report.status, report.error) == ("read", None)
    posts = kept.posts.set_index("platform_id")
    assert posts["kind"].value_counts().to_dict() == {"post": 3, "reply": 2}
    assert posts.loc["urn:li:share:713", "format"] == "link"
    assert posts[["reactions", "comments", "shares"]].isna().all(axis=None)
    assert domains() == ["PROFILE", "MEMBER_SHARE_INFO", "MEMBER_SHARE_INFO", "ALL_COMMENTS"]
    missing = {row["field"]: row["reason"] for row in kept.missing.to_dict("records")}
    assert {missing[name] for name in ("reactions", "replies", "followers")} == {"not_offered"}
    text = str(kept.posts.to_dict()) + str(kept.profiles.to_dict()) + str(report)
    assert not [word for word in ("parole-canary", "cap-canary", SECRET) if word in text]
    headers = {call.request.headers["LinkedIn-Version"] for call in responses.calls}
    assert headers == {"202312"}


@responses.activate
def test_a_domain_that_holds_nothing_is_no_error(read: Read, store: Any) -> None:
    answers(PROFILE=[PROFILE])
    assert (read(MINE).status, len(frames(store).posts)) == ("read", 0)


@responses.activate
@pytest.mark.parametrize("row", [None, [], {}, share(1, ShareLink=""), share(1, Date="ieri")])
def test_an_odd_row_costs_only_itself(read: Read, store: Any, row: Any) -> None:
    answers(PROFILE=[PROFILE], MEMBER_SHARE_INFO=[told("MEMBER_SHARE_INFO", [row, share(2)])])
    report = read(MINE)
    assert (len(frames(store).posts), report.complete) == (1, False)


@responses.activate
@pytest.mark.parametrize("owner", ["", "altra", "https://www.linkedin.com/in/altra/"])
def test_whose_key_it_is_must_be_said(read: Read, owner: str) -> None:
    report = read({KEY: SECRET, MEMBER: owner})
    assert (report.status, report.reason) == ("failed", Reason.OWNER_ONLY)
    assert "LINKEDIN_MEMBER=anna-prova" in str(report.advice)
    assert not responses.calls


@responses.activate
@pytest.mark.parametrize("owner", ["Anna-Prova", "https://www.linkedin.com/in/anna-prova/"])
def test_the_owner_may_be_written_as_an_address(read: Read, owner: str) -> None:
    answers(PROFILE=[PROFILE])
    assert read({KEY: SECRET, MEMBER: owner}).status == "read"


@responses.activate
def test_without_a_key_the_easiest_ways_are_told(read: Read) -> None:
    report = read({})
    assert report.reason is Reason.OWNER_ONLY
    assert "LINKEDIN_MEMBER_TOKEN" in str(report.advice)
    assert "Get a copy of your data" in str(report.advice)
    assert not responses.calls


def test_a_member_costs_no_call_for_a_post(session: Session, year: Window) -> None:
    known = KnownAccount(AccountRef("linkedin", "in/anna-prova"), 300, 100)
    assert LinkedIn(session, MINE).plan(known, year).calls.most <= 2 + 3


@responses.activate
@pytest.mark.parametrize("good", [True, False])
def test_the_doctor_tries_the_members_key(session: Session, good: bool) -> None:
    if good:
        answers(PROFILE=[PROFILE])
    else:
        responses.get(BASE, status=401, json={"code": "REVOKED_ACCESS_TOKEN", "status": 401})
    check = LinkedIn(session, MINE).check()[-1]
    assert check.status == ("ok" if good else "failed")
    assert ("linkedin:in/anna-prova" in str(check.detail)) == good


# Figures of a member's posts -----------------------------------------------------------------------

FIGURES = re.compile("https://api.linkedin.com/rest/memberCreatorPostAnalytics.*")
PAGES = "LINKEDIN_ACCESS_TOKEN"
BOTH = {**MINE, PAGES: "AQXother-canary"}
NUMBERS = {"REACTION": 12, "COMMENT": 3, "RESHARE": 1, "IMPRESSION": 900, "MEMBERS_REACHED": 640}
METRIC = "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1"


def figures(
    numbers: dict[str, Any], status: int = 200, asked: list[str] | None = None, bare: bool = False
) -> None:
    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        kind = parse_qs(urlsplit(request.url).query)["queryType"][0]
        if asked is not None:
            asked.append(unquote(request.url))
        name: Any = kind if bare else {METRIC: kind}
        rows = [{"count": numbers[kind], "metricType": name}] if kind in numbers else []
        return status, {}, json.dumps({"elements": rows, "status": status})

    responses.add_callback(responses.GET, FIGURES, callback=answer)


def a_member_with(*shares: dict[str, Any]) -> None:
    answers(PROFILE=[PROFILE], MEMBER_SHARE_INFO=[told("MEMBER_SHARE_INFO", list(shares))])


@pytest.mark.parametrize("bare", [True, False])
@responses.activate
def test_figures_come_by_the_key_that_was_granted_them(read: Read, store: Any, bare: bool) -> None:
    asked: list[str] = []
    a_member_with(share(1), share(2, "2026-10-02"))
    figures(NUMBERS, asked=asked, bare=bare)
    report = read(BOTH)
    counts = frames(store).snapshots
    assert (report.status, len(asked)) == ("read", 10)
    assert counts["reactions"].tolist() == [12, 12]
    assert counts[["comments", "shares", "impressions", "reach"]].iloc[0].tolist() == [
        3,
        1,
        900,
        640,
    ]
    assert "reactions" not in set(frames(store).missing["field"])
    assert all("entity=(share:urn:li:share:71" in url for url in asked)
    keys = {
        c.request.headers["Authorization"] for c in responses.calls if "Creator" in c.request.url
    }
    assert keys == {"Bearer AQXother-canary"}


@pytest.mark.parametrize(
    ("status", "calls", "why"),
    [(403, 1, "no_permission"), (429, 1, "not_fetched"), (400, 10, "unreadable")],
)
@responses.activate
def test_refused_figures_cost_the_figures_only(
    read: Read, store: Any, status: int, calls: int, why: str
) -> None:
    asked: list[str] = []
    a_member_with(share(1), share(2))
    figures({}, status, asked)
    report = read(BOTH)
    assert (report.status, report.posts_read, len(asked)) == ("read", 2, calls)
    assert frames(store).missing.set_index("field")["reason"]["reactions"] == why


@responses.activate
def test_a_kind_that_is_not_told_is_unknown_and_no_zero(read: Read, store: Any) -> None:
    a_member_with(share(1))
    figures({name: NUMBERS[name] for name in NUMBERS if name != "RESHARE"})
    read(BOTH)
    counts = frames(store).snapshots
    assert counts["shares"].isna().all()
    assert counts["reactions"].tolist() == [12]


@responses.activate
def test_nothing_is_asked_of_comments_of_other_years_and_of_activities(read: Read) -> None:
    asked: list[str] = []
    old = share(1, "2019-05-01")
    activity = {**share(2), "ShareLink": "https://www.linkedin.com/feed/update/urn:li:activity:99"}
    shares = [told("MEMBER_SHARE_INFO", [activity, old])]
    comments = [told("ALL_COMMENTS", [comment(1)])]
    answers(PROFILE=[PROFILE], MEMBER_SHARE_INFO=shares, ALL_COMMENTS=comments)
    figures(NUMBERS, asked=asked)
    assert read(BOTH).status == "read"
    assert asked == []
