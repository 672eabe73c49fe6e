"""LinkedIn by the Pages Data Portability API: finders name what there is, batches tell it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
import responses
from kept import frames

from auditor.core.model import AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.linkedin.errors import KEY
from connectors.registry import make_connector

OWN = AccountRef("linkedin", "company/esempiospa")
REST, TOKEN = "https://api.linkedin.com/rest", "AQXofanadministrator"
YEAR = Window(datetime(2025, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
Read = Callable[..., AccountReport]
At = Callable[..., None]
COMMENT = "urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A911%2C1%29"


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def read(store: Any, waited: list[float]) -> Read:
    moment = [YEAR.end]

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        moment[0] += timedelta(seconds=seconds)

    def once() -> AccountReport:
        session = Session(attempts=3, sleep=sleep, clock=lambda: moment[0])
        settings = Settings(credentials={KEY: TOKEN})
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        report = collect(store, make, [OWN], YEAR, now=lambda: YEAR.end)
        session.close()
        return report.accounts[0]

    return once


@pytest.fixture
def at(payload: Callable[[str], Any]) -> At:
    def mock(start: str, name: str, status: int = 200) -> None:
        match = [lambda request: (request.url.removeprefix(f"{REST}/").startswith(start), start)]
        url = re.compile(rf"{re.escape(REST)}/.*")
        responses.get(url, json=payload(f"linkedin/{name}"), status=status, match=match)

    return mock


FEED = "dmaFeedContentsExternal?q="
FIGURES = "dmaOrganizationalPageContentAnalytics?metricTypes=List("


@pytest.fixture
def page(at: At) -> At:
    """What every reading by this route begins with."""
    at("organizationAcls", "error_no_permission", 403)
    at(
        "dmaOrganizationAcls?state=(value:APPROVED)&q=roleAssignee",
        "dma_acls",
    )
    at("dmaOrganizations?q=vanityName&vanityName=esempiospa", "organization_own")
    at("networkSizes", "error_no_permission", 403)
    at(
        "dmaOrganizationalPageFollows?q=followee&followee=urn%3Ali%3AorganizationalPage%3A123",
        "dma_follows",
    )
    return at


@pytest.fixture
def whole(page: At) -> At:
    posts_of(page)
    page(f"{FEED}commentsOnEntity&entity=urn%3Ali%3Ashare%3A11", "dma_comments_named")
    return page


def told(*numbers: tuple[str, Any]) -> dict[str, Any]:
    """What the analytics of a post tell, by kind; a whole number stands in ``long``."""
    return {
        "elements": [
            {"type": kind, "metric": {"value": {"totalCount": total}}} for kind, total in numbers
        ]
    }


def posts_of(page: At, figures: Any = None) -> None:
    """The posts of the page, and all of their comments but the list of those under the first."""
    if figures is None:
        page(FIGURES, "error_no_permission", 403)
    else:
        address = re.compile(rf"{re.escape(REST)}/{FIGURES[:36]}.*")
        responses.add_callback(responses.GET, address, figures)
    by_author = f"{FEED}postsByAuthor&author=urn%3Ali%3Aorganization%3A123&maxPaginationCount=100"
    page(f"{by_author}&paginationCursor=c2", "dma_posts_named_last")
    page(by_author, "dma_posts_named_first")
    page(
        "dmaPosts?ids=List(urn%3Ali%3Ashare%3A11,urn%3Ali%3AugcPost%3A14)&viewContext=READER",
        "dma_posts_told_first",
    )
    page("dmaPosts?ids=List(urn%3Ali%3Ashare%3A20,urn%3Ali%3Ashare%3A21)", "dma_posts_told_last")
    page("dmaSocialMetadata?ids=List(", "dma_social")
    page(f"{FEED}commentsOnEntity&entity={COMMENT}", "dma_answers_named")
    page(f"dmaComments?ids=List({COMMENT},", "dma_comments_told")
    page(
        "dmaComments?ids=List(urn%3Ali%3Acomment%3A%28urn%3Ali%3Aactivity%3A911%2C2%29)",
        "dma_answers_told",
    )


@responses.activate
def test_t77_comments_refused_under_one_post_cost_that_post_only(
    page: At, read: Read, store: Any
) -> None:
    posts_of(page)
    page(f"{FEED}commentsOnEntity&entity=urn%3Ali%3Ashare%3A11", "error_no_permission", 403)
    report = read()
    assert (report.status, report.error, report.posts_read) == ("read", None, 3)
    assert report.notes["comments_refused:no_permission"] == 1


@responses.activate
def test_a_key_of_the_other_kind_is_found_out_and_reads_the_same(
    whole: At, read: Read, store: Any
) -> None:
    report = read()
    assert (report.status, report.posts_read) == ("read", 3)
    kept = frames(store)
    assert kept.profiles["followers"].tolist() == [5708]
    assert kept.snapshots["reactions"].sum() == 7 + 9 + 5
    missing = kept.missing.set_index("field")["reason"]
    assert (missing["shares"], missing["views"]) == ("no_permission", "no_permission")


def answering(data: Any, status: int = 200, asked: list[str] | None = None) -> Any:
    def figures(request: Any) -> tuple[int, dict[str, str], str]:
        if asked is not None:
            asked.append(unquote(request.url))
        return status, {}, json.dumps(data)

    return figures


def figures_page(page: At, figures: Any) -> None:
    posts_of(page, figures)
    page(f"{FEED}commentsOnEntity&entity=urn%3Ali%3Ashare%3A11", "dma_comments_named")


@responses.activate
def test_impressions_reach_and_clicks_come_post_by_post_and_reposts_stay_unknown(
    page: At, read: Read, store: Any
) -> None:
    asked: list[str] = []
    data = told(
        ("IMPRESSIONS", {"long": 400}),
        ("IMPRESSIONS", {"long": "12"}),
        ("UNIQUE_IMPRESSIONS", {"long": 300}),
        ("CLICKS", {"long": 7}),
        ("REPOSTS", {"long": 3}),
        ("CTR", {"bigDecimal": "0.017"}),
    )
    figures_page(page, answering(data, asked=asked))
    assert read().status == "read"
    kept = frames(store)
    assert set(kept.snapshots["impressions"]) == {412}
    assert set(kept.snapshots["reach"]) == {300}
    assert set(kept.snapshots["clicks"]) == {7}
    assert kept.snapshots["shares"].isna().all()  # blurred figures are no part of exact ones
    assert kept.missing.set_index("field")["reason"]["shares"] == "below_threshold"
    posts = [re.search(r"sourceEntity=(urn:li:\w+:\d+)", address) for address in asked]
    assert len({match[1] for match in posts if match}) == 3
    assert all("metricTypes=List(IMPRESSIONS,UNIQUE_IMPRESSIONS,CLICKS)" in url for url in asked)


@pytest.mark.parametrize(
    "total", [{"long": 0}, {}, None, {"long": -3}, {"bigDecimal": "4.2"}, {"long": "many"}]
)
@responses.activate
def test_a_figure_below_the_minimum_is_unknown_and_no_zero(
    page: At, read: Read, store: Any, total: Any
) -> None:
    figures_page(page, answering(told(("IMPRESSIONS", total), ("CLICKS", total))))
    assert read().status == "read"
    assert frames(store).snapshots["impressions"].isna().all()


@pytest.mark.parametrize(
    ("status", "data", "calls", "why"),
    [
        (403, {"status": 403, "code": "ACCESS_DENIED"}, 1, "no_permission"),
        (429, {"status": 429, "code": "TOO_MANY_REQUESTS"}, 1, "not_fetched"),
        (400, {"status": 400, "message": "(made up)"}, 3, "unreadable"),
        (200, {"unexpected": True}, 3, "unreadable"),
    ],
)
@responses.activate
def test_figures_that_are_refused_cost_the_figures_only(
    page: At,
    read: Read,
    store: Any,
    waited: list[float],
    status: int,
    data: Any,
    calls: int,
    why: str,
) -> None:
    asked: list[str] = []
    figures_page(page, answering(data, status, asked))
    report = read()
    assert (report.status, report.posts_read, len(asked)) == ("read", 3, calls)
    kept = frames(store)
    assert kept.snapshots["reactions"].sum() == 7 + 9 + 5
    assert kept.missing.set_index("field")["reason"]["views"] == why
    assert not [seconds for seconds in waited if seconds > 5]  # nobody waits for them


@responses.activate
def test_a_post_that_is_named_and_not_shown_leaves_the_reading_incomplete(
    whole: At, read: Read, store: Any
) -> None:
    read()
    run = frames(store).runs.iloc[0]
    assert run["notes"]["posts_not_told"] == 1
    assert not run["complete"]


@responses.activate
def test_of_a_comment_that_is_not_shown_nobody_knows_who_wrote_it(
    whole: At, read: Read, store: Any
) -> None:
    read()
    comments = frames(store).comments.set_index("platform_id")
    first, second, third = (f"urn:li:comment:(urn:li:activity:911,{n})" for n in (1, 2, 3))
    assert comments["is_account"].to_dict() == {first: False, second: True, third: None}
    assert comments["parent_id"][second] == first
    assert frames(store).missing.set_index("field")["reason"]["replies"] == "no_permission"


@responses.activate
def test_one_call_a_minute_is_learned_from_the_first_refusal_and_kept(
    page: At, read: Read, waited: list[float], payload: Callable[[str], Any]
) -> None:
    rows, sentences = (
        payload("linkedin/dma_posts_named_first"),
        payload("linkedin/dma_posts_told_first"),
    )
    stages = iter(
        [
            (429, payload("linkedin/error_too_many")),
            (200, rows),
            (200, payload("linkedin/acls_of_nobody")),
            (200, payload("linkedin/acls_of_nobody")),
        ]
    )

    def feed(request: Any) -> tuple[int, dict[str, str], str]:
        status, data = next(stages)
        return status, {}, json.dumps(data)

    responses.add_callback(responses.GET, re.compile(rf"{REST}/dmaFeedContentsExternal.*"), feed)
    page("dmaPosts", "dma_posts_told_first")
    page(FIGURES, "error_no_permission", 403)
    page("dmaSocialMetadata", "dma_social")
    assert sentences
    report = read()
    assert report.status == "read"
    assert report.posts_read == 2
    # the refusal, then each further call of that endpoint: a minute apart, and no refusal more
    assert [round(seconds) for seconds in waited if seconds > 5] == [61, 61, 61]


@responses.activate
def test_a_cursor_that_is_no_longer_taken_begins_the_list_again(
    page: At, read: Read, store: Any, payload: Callable[[str], Any]
) -> None:
    first = payload("linkedin/dma_posts_named_first")
    last = {"elements": [{"id": "urn:li:share:20"}], "metadata": {}}
    refused = {"status": 400, "message": "Invalid pagination cursor"}
    nothing = payload("linkedin/acls_of_nobody")
    stages = iter([(200, first), (400, refused), (200, first), (200, last), *[(200, nothing)] * 3])

    def feed(request: Any) -> tuple[int, dict[str, str], str]:
        status, data = next(stages)
        return status, {}, json.dumps(data)

    responses.add_callback(responses.GET, re.compile(rf"{REST}/dmaFeedContentsExternal.*"), feed)
    page("dmaPosts?ids=List(urn%3Ali%3Ashare%3A11,", "dma_posts_told_first")
    page("dmaPosts?ids=List(urn%3Ali%3Ashare%3A20)", "dma_posts_told_last")
    page(FIGURES, "error_no_permission", 403)
    page("dmaSocialMetadata", "dma_social")
    assert read().status == "read"
    assert len(frames(store).posts) == 3
    assert bool(frames(store).runs["complete"].iloc[-1])


@responses.activate
def test_a_key_of_neither_kind_says_what_it_lacks(at: At, read: Read) -> None:
    at("organizationAcls", "error_no_permission", 403)
    at("dmaOrganizationAcls", "error_no_permission", 403)
    report = read()
    assert report.reason is Reason.NO_PERMISSION
    assert "r_dma_admin_pages_content" in str(report.advice)
    assert "r_organization_social" in str(report.advice)
