"""Facebook: own and others' pages, posts and Reels, comments with and without their authors."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
import responses
from kept import frames
from responses.matchers import header_matcher, query_param_matcher

from auditor.core.model import Access, AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.meta import facebook as fb
from connectors.meta import facebook_fields
from connectors.registry import make_connector

KEY = "EAAofaperson"
PAGE_KEY = "EAApageOfEsempio"
PAGE = "100000000000001"
REF = AccountRef("facebook", "esempiospa")
ROOT = "https://graph.facebook.com/v27.0"
YEAR = Window(datetime(2025, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
Payload = Callable[[str], Any]
Read = Callable[[], AccountReport]


@pytest.fixture
def read(store: Any, session: Session) -> Read:
    """Reads the account once, by the mocks that are set."""
    settings = Settings(credentials={fb.KEY: KEY})
    make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
    return lambda: collect(store, make, [REF], YEAR, now=lambda: YEAR.end).accounts[0]


class Pages:
    """The mocks of one page; every path is asked with the given key and nothing else."""

    def __init__(self, payload: Payload, key: str) -> None:
        self.payload, self.key = payload, key
        self.calls: list[tuple[str, dict[str, str]]] = []

    def at(self, path: str, name: str, status: int = 200, **query: str) -> None:
        headers = header_matcher({"Authorization": f"Bearer {self.key}"})
        match = [headers, query_param_matcher(query, strict_match=False)]
        data = self.payload(f"facebook/{name}")
        responses.get(f"{ROOT}/{path}", json=data, status=status, match=match)


@pytest.fixture
def own(payload: Payload) -> Pages:
    """A page that the key's owner runs."""
    person, page = Pages(payload, KEY), Pages(payload, PAGE_KEY)
    person.at("me/accounts", "own_pages")
    page.at(PAGE, "page", fields=facebook_fields.OWN_PROFILE)
    return page


@pytest.fixture
def others(payload: Payload) -> Pages:
    page = Pages(payload, KEY)
    page.at("me/accounts", "no_own_pages")
    page.at("esempiospa", "page", fields=facebook_fields.PROFILE)
    return page


def audited(store: Any) -> Any:
    spec = AuditSpec((SubjectSpec("Esempio S.p.A.", "company", "client", (REF,)),))
    return as_result(run_audit(store, spec, YEAR.end, YEAR.end)).accounts[0]


def posted(store: Any) -> dict[str, Any]:
    posts = frames(store).posts
    return {row["platform_id"].removeprefix(f"{PAGE}_"): row for _, row in posts.iterrows()}


def calls_of(part: str) -> list[dict[str, str]]:
    """The queries of the calls whose path ends so."""
    urls = [urlsplit(str(call.request.url)) for call in responses.calls]
    return [dict(parse_qsl(url.query)) for url in urls if url.path.endswith(part)]


@responses.activate
def test_an_own_page_is_read_with_its_own_key(
    own: Pages, read: Read, payload: Payload, store: Any
) -> None:
    own.at(
        f"{PAGE}/published_posts",
        "posts_of_every_kind",
        limit="100",
        since="1763596800",
        until="1795132800",
    )
    own.at(f"{PAGE}/video_reels", "reels_one_of_which_is_in_the_feed", limit="100")
    own.at(f"{PAGE}_11/comments", "comments_with_authors", filter="stream", limit="100")
    own.at("900000000000012/comments", "no_own_pages")
    report = read()
    assert (report.status, report.error) == ("read", None)
    posts = posted(store)
    assert {name: posts[name]["kind"] for name in posts} == {
        "11": "post",
        "10": "post",
        "9": "post",
        "8": "repost",
        "7": "post",
        "6": "post",
        "12": "post",
    }
    assert {name: posts[name]["format"] for name in posts} == {
        "11": "short_video",
        "10": "link",
        "9": "carousel",
        "8": "quote",
        "7": "quote",
        "6": "text",
        "12": "short_video",
    }
    assert posts["10"]["links"] == ["https://esempio.example.com/ricetta"]
    assert posts["11"]["mentions"] == ["200000000000002"]
    comments = frames(store).comments.set_index("platform_id")["is_account"].to_dict()
    assert comments == {"11_1": False, "11_2": True}


@responses.activate
def test_shares_are_absent_when_zero_and_reactions_absent_are_unknown(
    own: Pages, read: Read, store: Any
) -> None:
    own.at(f"{PAGE}/published_posts", "posts_of_every_kind")
    own.at(f"{PAGE}/video_reels", "no_own_pages")
    own.at(f"{PAGE}_11/comments", "comments_with_authors")
    read()
    posts = posted(store)
    assert (posts["11"]["shares"], posts["10"]["shares"]) == (3, 0)
    assert posts["10"]["reactions"] == 0
    assert posts["6"]["reactions"] != posts["6"]["reactions"]  # null


@responses.activate
def test_views_and_viewers_ride_in_the_listing_and_an_empty_set_is_no_zero(
    own: Pages, read: Read, store: Any
) -> None:
    own.at(f"{PAGE}/published_posts", "posts_of_every_kind")
    own.at(f"{PAGE}/video_reels", "no_own_pages")
    own.at(f"{PAGE}_11/comments", "comments_with_authors")
    read()
    shots = frames(store).snapshots.set_index("post_id")
    row = frames(store).posts.set_index("platform_id")["id"][f"{PAGE}_11"]
    assert (shots["views"][row], shots["reach"][row]) == (900, 700)
    assert pd.isna(shots["clicks"][row])
    metrics = "insights.metric(post_media_view,post_total_media_view_unique,post_clicks)"
    assert metrics in calls_of("published_posts")[0]["fields"]
    assert not calls_of("/insights")


@responses.activate
def test_a_metric_that_is_not_known_any_more_costs_the_others_nothing(
    own: Pages, read: Read, payload: Payload, store: Any
) -> None:
    bad = payload("facebook/error_unknown_metric")
    good = payload("facebook/posts_of_every_kind")

    def listing(request: Any) -> tuple[int, dict[str, str], str]:
        unknown = (
            "post_total_media_view_unique" in dict(parse_qsl(urlsplit(request.url).query))["fields"]
        )
        return (400, {}, json.dumps(bad)) if unknown else (200, {}, json.dumps(good))

    responses.add_callback(responses.GET, f"{ROOT}/{PAGE}/published_posts", listing)
    own.at(f"{PAGE}/video_reels", "no_own_pages")
    own.at(f"{PAGE}_11/comments", "comments_with_authors")
    assert read().status == "read"
    fields = [value["fields"] for value in calls_of("published_posts")]
    assert len(fields) == 5  # refused, three metrics one by one, the listing
    assert "insights.metric(post_media_view,post_clicks)" in fields[-1]


@responses.activate
def test_a_key_without_insights_reads_the_rest(
    own: Pages, read: Read, payload: Payload, store: Any
) -> None:
    def listing(request: Any) -> tuple[int, dict[str, str], str]:
        name = (
            "error_needs_public_content_access"
            if "insights" in str(request.url)
            else "posts_of_every_kind"
        )
        return (
            (400 if "insights" in str(request.url) else 200),
            {},
            json.dumps(payload(f"facebook/{name}")),
        )

    responses.add_callback(responses.GET, f"{ROOT}/{PAGE}/published_posts", listing)
    own.at(f"{PAGE}/video_reels", "no_own_pages")
    own.at(f"{PAGE}_11/comments", "comments_with_authors")
    assert read().status == "read"
    missing = frames(store).missing.set_index("field")["reason"]
    assert missing["views"] == "no_permission"


@responses.activate
def test_of_others_comments_nobody_knows_who_wrote_them(
    others: Pages, read: Read, store: Any
) -> None:
    others.at(f"{PAGE}/published_posts", "posts_of_every_kind")
    others.at(f"{PAGE}/video_reels", "no_own_pages")
    others.at(f"{PAGE}_11/comments", "comments_without_authors")
    assert read().status == "read"
    kept = frames(store)
    authors = kept.comments.set_index("platform_id")["is_account"]
    assert (authors["11_1"], authors["11_2"]) == (None, True)
    reasons = kept.missing.set_index("field")["reason"].to_dict()
    assert (reasons["replies"], reasons["views"]) == ("no_permission", "owner_only")
    assert "insights" not in calls_of("published_posts")[0]["fields"]
    assert "emails" not in calls_of("/esempiospa")[0]["fields"]
    judged = audited(store)
    rate = judged.signals["reply_rate"]
    assert (rate.value, rate.missing) == (None, "no_permission")
    halves = judged.halves
    assert halves is None or halves.listens.parts["reply_rate"] is None


@responses.activate
def test_empty_comments_of_a_counted_post_mean_the_wrong_kind_of_key(
    others: Pages, read: Read, store: Any
) -> None:
    others.at(f"{PAGE}/published_posts", "posts_of_every_kind")
    others.at(f"{PAGE}/video_reels", "no_own_pages")
    others.at(f"{PAGE}_11/comments", "comments_counted_but_not_shown")
    report = read()
    assert (report.status, report.reason) == ("partly", Reason.NO_PERMISSION)
    assert "shows none of them to this kind of key" in str(report.error)
    kept = frames(store)
    assert kept.posts["comments_read_at"].isna().sum() >= 1
    assert len(kept.comments) == 0


@responses.activate
def test_empty_comments_under_the_pages_own_key_are_hidden_ones(
    own: Pages, read: Read, store: Any
) -> None:
    own.at(f"{PAGE}/published_posts", "posts_of_every_kind")
    own.at(f"{PAGE}/video_reels", "no_own_pages")
    own.at(f"{PAGE}_11/comments", "comments_counted_but_not_shown")
    assert read().status == "read"
    kept = frames(store)
    assert kept.runs["notes"][0]["comments_hidden"] == 1
    post = kept.posts.set_index("platform_id").loc[f"{PAGE}_11"]
    assert post["comments_read_count"] != post["comments_read_count"]


@responses.activate
def test_a_key_that_is_the_pages_own_opens_it(payload: Payload, read: Read, store: Any) -> None:
    page = Pages(payload, KEY)
    page.at("me/accounts", "error_nonexisting_field", status=400)
    page.at("me", "page", fields="id,username")
    page.at(PAGE, "page", fields=facebook_fields.OWN_PROFILE)
    page.at(f"{PAGE}/published_posts", "no_own_pages")
    page.at(f"{PAGE}/video_reels", "no_own_pages")
    assert read().status == "read"


@responses.activate
def test_a_page_too_large_is_asked_in_halves_and_stays_small(
    own: Pages, read: Read, payload: Payload
) -> None:
    heavy, rows = (
        payload("facebook/error_reduce_the_amount"),
        payload("facebook/posts_of_every_kind")["data"],
    )

    def listing(request: Any) -> tuple[int, dict[str, str], str]:
        query = dict(parse_qsl(urlsplit(request.url).query))
        if int(query["limit"]) > 25:
            return 500, {}, json.dumps(heavy)
        first = "after" not in query
        paging = {
            "cursors": {"after": "a1"},
            **({"next": "https://graph.example/?access_token=x"} if first else {}),
        }
        return 200, {}, json.dumps({"data": rows[:2] if first else rows[2:4], "paging": paging})

    responses.add_callback(responses.GET, f"{ROOT}/{PAGE}/published_posts", listing)
    own.at(f"{PAGE}/video_reels", "no_own_pages")
    own.at(f"{PAGE}_11/comments", "comments_with_authors")
    assert read().posts_read == 4
    assert [value["limit"] for value in calls_of("published_posts")] == ["100", "50", "25", "25"]


@responses.activate
def test_ranked_posts_out_of_order_do_not_end_the_list_nor_the_reels(
    own: Pages, read: Read, payload: Payload, store: Any
) -> None:
    rows = payload("facebook/posts_of_every_kind")["data"]
    old = [
        {**rows[5], "id": f"{PAGE}_{n}", "created_time": f"2024-01-0{n - 100}T09:00:00+0000"}
        for n in range(101, 107)
    ]
    pages = {
        "": ([rows[1], old[0]], "1"),
        "1": ([old[1]], "2"),
        "2": ([rows[2]], "3"),
        "3": ([old[2]], "4"),
        "4": ([old[3]], "5"),
        "5": ([rows[3]], None),
    }

    def listing(request: Any) -> tuple[int, dict[str, str], str]:
        part, following = pages[dict(parse_qsl(urlsplit(request.url).query)).get("after", "")]
        paging = (
            {"cursors": {"after": following}, "next": "https://graph.example/"} if following else {}
        )
        return 200, {}, json.dumps({"data": part, "paging": paging})

    responses.add_callback(responses.GET, f"{ROOT}/{PAGE}/published_posts", listing)
    own.at(f"{PAGE}/video_reels", "reels_one_of_which_is_in_the_feed")
    responses.get(re.compile(rf"{ROOT}/.*/comments"), json=payload("facebook/no_own_pages"))
    assert read().status == "read"
    # one old page is passed over, two in a row end the list, and the Reels are read all the same
    assert set(posted(store)) == {"10", "9", "11", "12"}
    assert len(calls_of("published_posts")) == 5
    assert bool(frames(store).runs["complete"][0])


@responses.activate
def test_reels_that_are_refused_leave_the_reading_incomplete(
    own: Pages, read: Read, payload: Payload, store: Any
) -> None:
    own.at(f"{PAGE}/published_posts", "posts_of_every_kind")
    own.at(f"{PAGE}/video_reels", "error_needs_public_content_access", status=400)
    own.at(f"{PAGE}_11/comments", "comments_with_authors")
    assert read().status == "read"
    run = frames(store).runs.iloc[0]
    assert not run["complete"]
    assert run["notes"]["reels_unread"] == 1


@responses.activate
def test_others_posts_that_are_refused_are_no_silence(
    others: Pages, read: Read, store: Any
) -> None:
    others.at(f"{PAGE}/published_posts", "error_needs_public_content_access", status=400)
    report = read()
    assert (report.status, report.reason) == ("failed", Reason.NO_PERMISSION)
    run = frames(store).runs.iloc[0]
    assert run["covered_start"] is None
    assert frames(store).profiles["followers"].tolist() == [11020]
    judged = audited(store)
    assert judged.verdict.code == "insufficient_data"
    assert judged.missing["posts"] == "no_permission"


@responses.activate
def test_others_posts_of_which_none_is_shown_are_no_silence(
    others: Pages, read: Read, store: Any
) -> None:
    others.at(f"{PAGE}/published_posts", "no_own_pages")
    others.at(f"{PAGE}/video_reels", "no_own_pages")
    assert read().calls == 2 + 2 + 1  # whether any post is shown, of whatever age, is asked once
    run = frames(store).runs.iloc[0]
    assert (run["covered_start"], bool(run["complete"])) == (None, False)
    judged = audited(store)
    assert judged.verdict.code == "insufficient_data"
    assert judged.missing["posts"] == "no_permission"


@responses.activate
def test_others_silent_pages_are_told_from_hidden_ones(
    others: Pages, read: Read, payload: Payload, store: Any
) -> None:
    old = {"data": payload("facebook/posts_of_every_kind")["data"][:1]}
    any_age = query_param_matcher({"fields": "id", "limit": "1"})
    responses.get(f"{ROOT}/{PAGE}/published_posts", json=old, match=[any_age])
    in_window = query_param_matcher({"limit": "100"}, strict_match=False)
    responses.get(f"{ROOT}/{PAGE}/published_posts", json={"data": []}, match=[in_window])
    others.at(f"{PAGE}/video_reels", "no_own_pages")
    assert read().status == "read"
    assert bool(frames(store).runs["complete"][0])
    assert audited(store).verdict.code == "absent"


@responses.activate
def test_a_cursor_of_comments_that_expired_begins_the_post_again(
    own: Pages, read: Read, payload: Payload, store: Any
) -> None:
    own.at(f"{PAGE}/published_posts", "posts_of_every_kind")
    own.at(f"{PAGE}/video_reels", "no_own_pages")
    rows = payload("facebook/comments_with_authors")["data"]
    stages = iter(
        [
            (
                200,
                {
                    "data": rows[:1],
                    "paging": {"cursors": {"after": "c1"}, "next": "https://graph.example/"},
                },
            ),
            (400, payload("facebook/error_nonexisting_field")),
            (200, {"data": rows, "summary": {"total_count": 2}}),
        ]
    )

    def comments(request: Any) -> tuple[int, dict[str, str], str]:
        status, data = next(stages)
        return status, {}, json.dumps(data)

    responses.add_callback(responses.GET, f"{ROOT}/{PAGE}_11/comments", comments)
    assert read().status == "read"
    assert [value.get("after") for value in calls_of("/comments")] == [None, "c1", None]
    assert set(frames(store).comments["platform_id"]) == {"11_1", "11_2"}


@responses.activate
def test_the_address_of_the_next_page_is_never_used_nor_kept(
    own: Pages, read: Read, payload: Payload, store: Any
) -> None:
    rows = payload("facebook/posts_of_every_kind")["data"]
    following = {"cursors": {"after": "a1"}, "next": f"{ROOT}/x?access_token={PAGE_KEY}&after=a1"}
    key = header_matcher({"Authorization": f"Bearer {PAGE_KEY}"})
    url = f"{ROOT}/{PAGE}/published_posts"
    responses.get(url, json={"data": rows[:1], "paging": following}, match=[key])
    responses.get(url, status=503, json={}, match=[key])
    assert read().status == "partly"
    with store.connect() as connection:
        kept = "\n".join(connection.connection.iterdump())  # type: ignore[attr-defined]
    assert "a1" in kept
    for secret in (KEY, PAGE_KEY):
        assert secret not in kept


def test_the_account_says_in_which_part_it_was_asked(payload: Payload) -> None:
    result = fb.parse.account(payload("facebook/page"), REF, YEAR.end, Access.OWN)
    profile = result.profile
    assert profile is not None
    assert (profile.followers, profile.website) == (11020, "https://esempio.example.com/")
    assert (profile.has_picture, profile.has_cover, profile.has_contact) == (True, True, True)
    bare = payload("facebook/page_with_nothing_filled_in")
    stranger = fb.parse.account(bare, REF, YEAR.end, Access.OTHERS).profile
    assert stranger is not None
    assert (stranger.has_picture, stranger.has_cover, stranger.has_contact) == (False, None, None)
    assert (stranger.followers, stranger.missing["followers"]) == (None, Reason.NOT_OFFERED)
