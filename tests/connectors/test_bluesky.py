"""Bluesky: what its answers become, and how its listing is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher
from walking import walked

from auditor.core.model import AccountRef, Counts, Format, Post, PostKind, Window
from auditor.core.reasons import Reason
from connectors.base import AskedPost, KnownAccount
from connectors.bluesky.connector import Bluesky
from connectors.errors import CredentialError, PlatformError
from connectors.http.session import Session

XRPC = "https://public.api.bsky.app/xrpc"
PROFILE = f"{XRPC}/app.bsky.actor.getProfile"
FEED = f"{XRPC}/app.bsky.feed.getAuthorFeed"
THREAD = f"{XRPC}/app.bsky.feed.getPostThread"
REF = AccountRef("bluesky", "esempio.example")
DID = "did:plc:esempio"

Read = Callable[[str], Any]


@pytest.fixture
def bluesky(session: Session) -> Bluesky:
    return Bluesky(session, {})


@pytest.fixture
def account(bluesky: Bluesky, payload: Read) -> Any:
    with responses.RequestsMock() as mock:
        mock.get(PROFILE, json=payload("bluesky/profile"))
        return bluesky.resolve(REF)


def feed_query(**more: str) -> Any:
    query = {"actor": DID, "filter": "posts_with_replies", "limit": "100", **more}
    return query_param_matcher(query, strict_match=True)


def uri(name: str) -> str:
    return f"at://{DID}/app.bsky.feed.post/{name}"


def entry(name: str, when: str = "2026-11-10T08:00:00.000Z") -> dict[str, Any]:
    record = {"text": name, "createdAt": when}
    return {
        "post": {
            "uri": uri(name),
            "record": record,
            "indexedAt": when,
            "likeCount": 0,
            "replyCount": 0,
            "repostCount": 0,
        }
    }


@responses.activate
def test_one_call_brings_the_account_and_its_profile(bluesky: Bluesky, payload: Read) -> None:
    query = query_param_matcher({"actor": "esempio.example"}, strict_match=True)
    responses.get(PROFILE, json=payload("bluesky/profile"), match=[query])
    account = bluesky.resolve(REF)
    assert (account.ref, account.platform_id) == (REF, DID)
    assert account.created_at == datetime(2024, 2, 6, 10, 0, 0, 123000, tzinfo=UTC)
    profile = account.profile
    assert profile is not None
    assert (profile.followers, profile.following, profile.posts) == (15300, 120, 6)
    assert profile.website == "https://esempio.example.com"
    assert (profile.has_picture, profile.has_cover, profile.has_contact) == (True, False, True)


@responses.activate
def test_an_account_may_be_named_by_its_did(bluesky: Bluesky, payload: Read) -> None:
    query = query_param_matcher({"actor": DID}, strict_match=True)
    responses.get(PROFILE, json=payload("bluesky/profile"), match=[query])
    assert bluesky.resolve(AccountRef("bluesky", DID)).platform_id == DID


@responses.activate
def test_hidden_counts_are_unknown_with_a_reason_and_zero_stays_zero(
    bluesky: Bluesky, payload: Read
) -> None:
    responses.get(PROFILE, json=payload("bluesky/profile_without_counts"))
    profile = bluesky.resolve(REF).profile
    assert profile is not None
    assert (profile.followers, profile.following, profile.posts) == (None, 0, None)
    assert profile.missing["followers"] is Reason.HIDDEN_BY_ACCOUNT


@pytest.mark.parametrize(
    "body",
    [
        {"error": "InvalidRequest", "message": "Profile not found"},
        {"error": "AccountTakedown", "message": "Account has been suspended"},
        {"error": "AccountDeactivated", "message": "Account is deactivated"},
    ],
)
@responses.activate
def test_a_deleted_or_suspended_account_is_gone(bluesky: Bluesky, body: dict[str, str]) -> None:
    responses.get(PROFILE, status=400, json=body)
    with pytest.raises(PlatformError) as caught:
        bluesky.resolve(REF)
    assert caught.value.reason is Reason.ACCOUNT_GONE
    assert caught.value.advice is not None


@responses.activate
def test_a_server_that_wants_a_login_is_told_as_such(bluesky: Bluesky) -> None:
    responses.get(PROFILE, status=401, json={"error": "AuthMissing", "message": "Authentication"})
    with pytest.raises(CredentialError):
        bluesky.resolve(REF)


@responses.activate
def test_a_web_page_with_403_is_a_refusal_of_the_front_and_not_of_the_account(
    bluesky: Bluesky,
) -> None:
    responses.get(PROFILE, status=403, body="<html>Forbidden</html>")
    with pytest.raises(PlatformError, match="a web page instead of data") as caught:
        bluesky.resolve(REF)
    assert caught.value.reason is Reason.UNREADABLE


@responses.activate
def test_a_server_out_of_order_is_tried_again(bluesky: Bluesky, payload: Read) -> None:
    responses.get(PROFILE, status=502, json={"error": "UpstreamFailure"})
    responses.get(PROFILE, json=payload("bluesky/profile"))
    assert bluesky.resolve(REF).platform_id == DID


@pytest.mark.parametrize("body", ["[]", '{"feed": null}', '"text"'])
@responses.activate
def test_json_in_another_form_is_unreadable(
    bluesky: Bluesky, account: Any, year: Window, body: str
) -> None:
    responses.get(FEED, body=body)
    with pytest.raises(PlatformError, match="in a form that is not known"):
        list(walked(bluesky, account, year))


@pytest.fixture
def read(bluesky: Bluesky, account: Any, payload: Read, year: Window) -> dict[str, Post]:
    """The items of the feed fixture by the last part of their ids."""
    with responses.RequestsMock() as mock:
        mock.get(FEED, json=payload("bluesky/feed_of_every_kind"), match=[feed_query()])
        (page,) = walked(bluesky, account, year)
    assert page.position is None
    return {post.platform_id.rpartition("/")[2]: post for post in page.posts}


def test_a_post_with_pictures_mention_link_and_counts(read: dict[str, Post]) -> None:
    post = read["photos"]
    assert post.kind is PostKind.POST
    assert post.format is Format.CAROUSEL
    assert post.mentions == ("altro.example",)
    assert post.links == ("https://esempio.example.com/news",)
    assert post.language == "it"
    assert post.counts == Counts(reactions=31, comments=2, shares=6, saves=1)
    assert post.url == "https://bsky.app/profile/did:plc:esempio/post/photos"


def test_own_replies_are_labelled_with_whose_conversation_it_is(read: dict[str, Post]) -> None:
    home, elsewhere = read["reply"], read["elsewhere"]
    assert (home.kind, home.on_own_thread) == (PostKind.REPLY, True)
    assert home.reply_to == "question"  # the record, not the person
    assert (elsewhere.kind, elsewhere.on_own_thread) == (PostKind.REPLY, False)


def test_a_repost_has_its_own_time_and_neither_words_nor_counts(read: dict[str, Post]) -> None:
    repost = read["theirs#repost"]
    assert repost.kind is PostKind.REPOST
    assert repost.published_at == datetime(2026, 11, 16, 8, tzinfo=UTC)
    assert (repost.text, repost.counts) == (None, Counts())


def test_a_count_that_is_not_told_is_unknown(read: dict[str, Post]) -> None:
    clip = read["clip"]
    assert (clip.format, clip.text) == (Format.VIDEO, "")
    assert (clip.counts.reactions, clip.counts.comments) == (None, 0)
    assert clip.missing == {"reactions": Reason.HIDDEN_BY_ACCOUNT}


def test_words_that_are_only_for_the_logged_in_are_left_out(read: dict[str, Post]) -> None:
    hidden = read["hidden"]
    assert (hidden.text, hidden.format) == (None, Format.QUOTE)
    assert hidden.missing["text"] is Reason.HIDDEN_BY_ACCOUNT


def test_a_time_in_the_future_is_replaced_by_the_servers(read: dict[str, Post]) -> None:
    assert read["hidden"].published_at == datetime(2026, 11, 14, 8, tzinfo=UTC)


def test_a_pinned_post_outside_the_window_neither_counts_nor_stops_the_listing(
    read: dict[str, Post],
) -> None:
    assert "old" not in read
    assert len(read) == 6


@responses.activate
def test_paging_goes_on_by_cursor_until_there_is_none(
    bluesky: Bluesky, account: Any, year: Window
) -> None:
    responses.get(FEED, json={"feed": [entry("a")], "cursor": "c:1"}, match=[feed_query()])
    responses.get(FEED, json={"feed": [entry("b")]}, match=[feed_query(cursor="c:1")])
    pages = list(walked(bluesky, account, year))
    assert [post.platform_id for page in pages for post in page.posts] == [uri("a"), uri("b")]
    assert [page.position for page in pages] == ["c:1", None]


@responses.activate
def test_reading_goes_on_at_a_position(bluesky: Bluesky, account: Any, year: Window) -> None:
    responses.get(FEED, json={"feed": [entry("b")]}, match=[feed_query(cursor="c:1")])
    (page,) = walked(bluesky, account, year, "c:1")
    assert [post.platform_id for post in page.posts] == [uri("b")]


@responses.activate
def test_the_listing_ends_at_the_windows_start(
    bluesky: Bluesky, account: Any, year: Window
) -> None:
    old = entry("old", "2024-05-01T08:00:00.000Z")
    responses.get(FEED, json={"feed": [entry("a"), old], "cursor": "next"})
    (page,) = walked(bluesky, account, year)
    assert [post.platform_id for post in page.posts] == [uri("a")]
    assert len(responses.calls) == 1


@responses.activate
def test_no_call_is_spent_on_a_page_after_the_accounts_own_total(
    bluesky: Bluesky, account: Any, year: Window
) -> None:
    six = [entry(str(number)) for number in range(6)]
    responses.get(FEED, json={"feed": six, "cursor": "still-there"})
    (page,) = walked(bluesky, account, year)
    assert page.position is None


@responses.activate
def test_a_repeated_cursor_ends_the_listing_with_an_error_and_keeps_what_was_read(
    bluesky: Bluesky, account: Any, year: Window
) -> None:
    responses.get(FEED, json={"feed": [entry("a")], "cursor": "x"}, match=[feed_query()])
    responses.get(FEED, json={"feed": [entry("b")], "cursor": "x"}, match=[feed_query(cursor="x")])
    pages = walked(bluesky, account, year)
    assert [len(next(pages).posts), len(next(pages).posts)] == [1, 1]
    with pytest.raises(PlatformError, match="same page again"):
        next(pages)
    assert len(responses.calls) == 2


@responses.activate
def test_the_same_page_under_new_cursors_ends_too(
    bluesky: Bluesky, account: Any, year: Window
) -> None:
    responses.get(FEED, json={"feed": [entry("a")], "cursor": "x"}, match=[feed_query()])
    responses.get(FEED, json={"feed": [entry("a")], "cursor": "y"}, match=[feed_query(cursor="x")])
    with pytest.raises(PlatformError, match="same page again"):
        list(walked(bluesky, account, year))


def post(name: str, answers: int | None) -> AskedPost:
    return AskedPost(uri(name), datetime(2026, 11, 19, tzinfo=UTC), answers)


@responses.activate
def test_comments_are_read_with_own_replies_and_without_what_is_blocked(
    bluesky: Bluesky, account: Any, payload: Read, year: Window
) -> None:
    query = {"uri": uri("photos"), "depth": "100", "parentHeight": "0"}
    match = [query_param_matcher(query, strict_match=True)]
    responses.get(THREAD, json=payload("bluesky/thread"), match=match)
    page = bluesky.comments(account, [post("photos", 2)], year)
    question, reply = page.comments
    assert (question.is_account, question.counted, question.parent_id) == (False, True, None)
    assert (reply.is_account, reply.counted) == (True, False)
    assert reply.parent_id == question.platform_id
    assert {comment.post_id for comment in page.comments} == {uri("photos")}


@responses.activate
def test_a_post_that_was_deleted_meanwhile_has_no_comments(
    bluesky: Bluesky, account: Any, year: Window
) -> None:
    responses.get(THREAD, status=400, json={"error": "NotFound", "message": "Post not found: x"})
    page = bluesky.comments(account, [post("a", 3)], year)
    assert page.comments == []


@responses.activate
def test_comments_go_on_after_the_post_that_was_last(
    bluesky: Bluesky, account: Any, payload: Read, year: Window
) -> None:
    responses.get(THREAD, json=payload("bluesky/thread"))
    posts = [post("first", 2), post("photos", 2)]
    page = bluesky.comments(account, posts, year, uri("first"))
    assert (len(page.comments), page.position) == (2, None)


def test_the_plan_counts_a_profile_the_pages_and_the_threads(
    bluesky: Bluesky, year: Window
) -> None:
    account_row = KnownAccount(REF, posts_in_window=550, posts_with_comments=120)
    assert bluesky.plan(account_row, year).calls.likely == 127
    assert bluesky.plan(account_row, year, comments=False).calls.likely == 7
    unknown = bluesky.plan(KnownAccount(REF), year).calls
    assert unknown.least < unknown.likely < unknown.most


@responses.activate
def test_the_check_makes_one_real_call(bluesky: Bluesky) -> None:
    responses.get(f"{XRPC}/app.bsky.actor.getProfiles", json={"profiles": []})
    (check,) = bluesky.check()
    assert check.status == "ok"


@responses.activate
def test_the_check_says_what_is_wrong(bluesky: Bluesky) -> None:
    responses.get(f"{XRPC}/app.bsky.actor.getProfiles", status=503)
    (check,) = bluesky.check()
    assert check.status == "failed"
    assert check.advice is not None


@responses.activate
def test_another_address_replaces_the_public_view(session: Session, payload: Read) -> None:
    responses.get(
        "http://localhost:2584/xrpc/app.bsky.actor.getProfile", json=payload("bluesky/profile")
    )
    assert Bluesky(session, {}, "http://localhost:2584").resolve(REF).platform_id == DID
