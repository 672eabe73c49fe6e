"""Mastodon: what its answers become, its servers, its token, and how its listing is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import responses
from responses.matchers import header_matcher, query_param_matcher
from walking import walked

from auditor.core.model import Account, AccountRef, Counts, Format, Post, PostKind, Profile, Window
from auditor.core.reasons import Reason
from connectors.base import AskedPost, KnownAccount
from connectors.errors import CredentialError, PlatformError
from connectors.http.session import Session
from connectors.mastodon.connector import TOKEN, Mastodon

API = "https://social.example/api/v1"
LOOKUP = f"{API}/accounts/lookup"
OWN_ID = "109252111498807689"
STATUSES = f"{API}/accounts/{OWN_ID}/statuses"
REF = AccountRef("mastodon", "esempio@social.example")
ACCOUNT = Account(REF, OWN_ID)
WITH_TOKEN = header_matcher({"Authorization": "Bearer t0ken"})

Read = Callable[[str], Any]


@pytest.fixture
def mastodon(session: Session) -> Mastodon:
    return Mastodon(session, {})


def query(**asked: str) -> Any:
    return query_param_matcher(asked, strict_match=True)


def status(number: int, when: str = "2026-11-10T08:00:00.000Z") -> dict[str, Any]:
    return {"id": str(number), "created_at": when, "content": "", "visibility": "public"}


def link(max_id: str) -> dict[str, str]:
    following = f'<https://elsewhere.example/next?max_id={max_id}>; rel="next"'
    return {"Link": f'{following}, <{STATUSES}?min_id=9>; rel="prev"'}


@responses.activate
def test_the_account_is_asked_on_its_own_server(mastodon: Mastodon, payload: Read) -> None:
    responses.get(LOOKUP, json=payload("mastodon/account"), match=[query(acct="esempio")])
    account = mastodon.resolve(REF)
    assert (account.ref, account.platform_id) == (REF, OWN_ID)
    assert account.name == "Esempio S.p.A."
    profile = account.profile
    assert profile is not None
    assert (profile.followers, profile.following, profile.posts) == (15300, 120, 842)
    assert profile.bio == "Official account.\nCall +39 06 5550 1234"
    assert profile.website == "https://esempio.example.com"
    assert (profile.has_picture, profile.has_cover) == (True, False)
    assert (profile.has_contact, profile.has_location) == (True, True)


@responses.activate
def test_one_address_can_stand_for_every_server(session: Session, payload: Read) -> None:
    gateway = Mastodon(session, {}, "http://127.0.0.1:9999")
    requests_sent = [query(acct="esempio@social.example")]
    url = "http://127.0.0.1:9999/api/v1/accounts/lookup"
    responses.get(url, json=payload("mastodon/account"), match=requests_sent)
    assert gateway.resolve(REF).platform_id == OWN_ID


@responses.activate
def test_hidden_counts_are_unknown_with_a_reason(mastodon: Mastodon, payload: Read) -> None:
    responses.get(LOOKUP, json=payload("mastodon/account_that_hides_its_counts"))
    account = mastodon.resolve(REF)
    profile = account.profile
    assert profile is not None
    assert (profile.followers, profile.following, profile.posts) == (None, None, 3)
    assert profile.missing == dict.fromkeys(("followers", "following"), Reason.HIDDEN_BY_ACCOUNT)
    assert profile.has_picture is None


@responses.activate
def test_a_moved_account_says_where_to(mastodon: Mastodon, payload: Read) -> None:
    responses.get(LOOKUP, json=payload("mastodon/account_that_moved"))
    assert mastodon.resolve(REF).details["moved_to"] == "esempio@altro.example"


@pytest.mark.parametrize("status", [404, 410])
@responses.activate
def test_a_deleted_account_is_gone(mastodon: Mastodon, status: int) -> None:
    responses.get(LOOKUP, status=status, json={"error": "Record not found"})
    with pytest.raises(PlatformError) as caught:
        mastodon.resolve(REF)
    assert caught.value.reason is Reason.ACCOUNT_GONE


@responses.activate
def test_a_suspended_account_is_gone(mastodon: Mastodon, payload: Read) -> None:
    responses.get(LOOKUP, json={**payload("mastodon/account"), "suspended": True})
    with pytest.raises(PlatformError) as caught:
        mastodon.resolve(REF)
    assert caught.value.reason is Reason.ACCOUNT_GONE


@responses.activate
def test_a_site_that_is_no_mastodon_server_is_told_as_such(mastodon: Mastodon) -> None:
    responses.get(LOOKUP, status=404, body="<html>Not found</html>")
    with pytest.raises(PlatformError, match="does not answer as a Mastodon server does"):
        mastodon.resolve(REF)


@responses.activate
def test_a_web_page_in_place_of_data_is_unreadable(mastodon: Mastodon) -> None:
    responses.get(LOOKUP, body="<html>Welcome</html>")
    with pytest.raises(PlatformError, match="a web page instead of data"):
        mastodon.resolve(REF)


@responses.activate
def test_a_closed_server_asks_for_a_token(mastodon: Mastodon) -> None:
    closed = {"error": "This API requires an authenticated user"}
    responses.get(LOOKUP, status=401, json=closed)
    with pytest.raises(CredentialError) as caught:
        mastodon.resolve(REF)
    assert caught.value.reason is Reason.NO_CREDENTIAL
    assert TOKEN in str(caught.value.advice)


@pytest.mark.parametrize("written", ["t0ken", "social.example=", "=t0ken", "other.example=t0ken"])
@responses.activate
def test_a_token_that_names_no_server_or_another_goes_nowhere(
    session: Session, written: str
) -> None:
    mastodon = Mastodon(session, {TOKEN: written})
    responses.get(LOOKUP, status=401, json={"error": "This API requires an authenticated user"})
    with pytest.raises(CredentialError):
        mastodon.resolve(REF)
    assert ["Authorization" in call.request.headers for call in responses.calls][:1] == [False]
    assert not any("t0ken" in str(call.request.headers) for call in responses.calls)


@responses.activate
def test_a_token_does_not_follow_the_name_of_its_server_to_another_host(session: Session) -> None:
    mastodon = Mastodon(session, {TOKEN: "social.example=t0ken"}, "https://gateway.example")
    responses.get("https://gateway.example/api/v1/accounts/lookup", status=401, json={})
    with pytest.raises(CredentialError):
        mastodon.resolve(REF)
    assert not any("t0ken" in str(call.request.headers) for call in responses.calls)
    assert mastodon.check()[0].status == "warning"


@responses.activate
def test_a_token_with_its_server_goes_to_no_other(session: Session, payload: Read) -> None:
    mastodon = Mastodon(session, {TOKEN: "social.example=t0ken"})
    responses.get(LOOKUP, json=payload("mastodon/account"), match=[WITH_TOKEN])
    responses.get("https://closed.example/api/v1/accounts/lookup", status=401, json={})
    mastodon.resolve(REF)
    with pytest.raises(CredentialError):
        mastodon.resolve(AccountRef("mastodon", "esempio@closed.example"))
    assert "Authorization" not in responses.calls[-1].request.headers


@responses.activate
def test_an_expired_token_is_told_without_showing_it(session: Session) -> None:
    mastodon = Mastodon(session, {TOKEN: "social.example=t0ken-that-is-long"})
    responses.get(LOOKUP, status=401, json={"error": "The access token t0ken-that-is-long expired"})
    with pytest.raises(CredentialError) as caught:
        mastodon.resolve(REF)
    assert "expired" in str(caught.value.advice)
    assert "t0ken" not in f"{caught.value!r}{caught.value.advice}{caught.value.__context__!r}"


@pytest.fixture
def read(mastodon: Mastodon, payload: Read, year: Window) -> dict[str, Post]:
    """The items of the statuses fixture by id."""
    with responses.RequestsMock() as mock:
        data = payload("mastodon/statuses_of_every_kind")
        mock.get(STATUSES, json=data, match=[query(limit="40")])
        (page,) = walked(mastodon, ACCOUNT, year)
    return {post.platform_id: post for post in page.posts}


def test_a_post_with_pictures_mention_link_and_counts(read: dict[str, Post]) -> None:
    post = read["8"]
    assert (post.kind, post.format) == (PostKind.POST, Format.CAROUSEL)
    assert post.text == "Grazie @altro!\nPiù su esempio.example.com #fiera"
    assert post.links == ("https://esempio.example.com/news",)
    assert post.mentions == ("altro@altro.example",)
    assert post.counts == Counts(reactions=31, comments=2, shares=6)


def test_a_poll_is_a_poll(read: dict[str, Post]) -> None:
    assert (read["7"].format, read["7"].is_poll, read["8"].is_poll) == (Format.POLL, True, False)


def test_a_reply_to_others_does_not_know_whose_thread_it_is_in(read: dict[str, Post]) -> None:
    other, own = read["6"], read["5"]
    assert (other.kind, other.reply_to, other.on_own_thread) == (PostKind.REPLY, "55", None)
    assert (own.kind, own.on_own_thread) == (PostKind.REPLY, True)


def test_a_boost_has_neither_words_nor_counts(read: dict[str, Post]) -> None:
    assert read["4"].kind is PostKind.REPOST
    assert (read["4"].text, read["4"].counts) == (None, Counts())


def test_what_is_not_public_is_left_out(read: dict[str, Post]) -> None:
    assert "3" not in read


def test_a_card_is_a_link_and_a_count_that_is_not_told_is_unknown(read: dict[str, Post]) -> None:
    post = read["2"]
    assert (post.format, post.links) == (Format.LINK, ("https://films.example/1",))
    assert (post.counts.reactions, post.counts.shares) == (None, 1)
    assert post.missing["reactions"] is Reason.HIDDEN_BY_ACCOUNT


@responses.activate
def test_paging_follows_the_link_headers_id_and_never_its_host(
    mastodon: Mastodon, year: Window
) -> None:
    responses.get(STATUSES, json=[status(9)], headers=link("9"), match=[query(limit="40")])
    responses.get(STATUSES, json=[status(8)], match=[query(limit="40", max_id="9")])
    pages = list(walked(mastodon, ACCOUNT, year))
    assert [post.platform_id for page in pages for post in page.posts] == ["9", "8"]
    assert [page.position for page in pages] == ["9", None]


@responses.activate
def test_a_server_without_link_headers_is_paged_by_its_last_id(
    mastodon: Mastodon, year: Window
) -> None:
    full = [status(number) for number in range(140, 100, -1)]
    responses.get(STATUSES, json=full, match=[query(limit="40")])
    responses.get(STATUSES, json=[status(100)], match=[query(limit="40", max_id="101")])
    assert sum(len(page.posts) for page in walked(mastodon, ACCOUNT, year)) == 41


@responses.activate
def test_a_pinned_post_out_of_order_does_not_end_the_listing(
    mastodon: Mastodon, year: Window
) -> None:
    pinned = {**status(1, "2020-01-01T00:00:00.000Z"), "pinned": True}
    responses.get(STATUSES, json=[status(9), pinned], headers=link("9"), match=[query(limit="40")])
    responses.get(STATUSES, json=[status(8)], match=[query(limit="40", max_id="9")])
    pages = list(walked(mastodon, ACCOUNT, year))
    assert [post.platform_id for page in pages for post in page.posts] == ["9", "8"]


@responses.activate
def test_the_listing_ends_at_the_windows_start(mastodon: Mastodon, year: Window) -> None:
    old = status(8, "2020-01-01T00:00:00.000Z")
    responses.get(STATUSES, json=[status(9), old], headers=link("8"))
    (page,) = walked(mastodon, ACCOUNT, year)
    assert [post.platform_id for post in page.posts] == ["9"]


@responses.activate
def test_a_repeated_cursor_ends_the_listing_with_an_error(mastodon: Mastodon, year: Window) -> None:
    responses.get(STATUSES, json=[status(9)], headers=link("9"), match=[query(limit="40")])
    responses.get(
        STATUSES, json=[status(8)], headers=link("9"), match=[query(limit="40", max_id="9")]
    )
    with pytest.raises(PlatformError, match="same page again"):
        list(walked(mastodon, ACCOUNT, year))
    assert len(responses.calls) == 2


@responses.activate
def test_comments_are_read_with_own_replies_and_only_public_ones(
    mastodon: Mastodon, payload: Read, year: Window
) -> None:
    responses.get(f"{API}/statuses/8/context", json=payload("mastodon/context"))
    post = AskedPost("8", datetime(2026, 11, 19, tzinfo=UTC), 2)
    page = mastodon.comments(ACCOUNT, [post], year)
    question, reply = page.comments
    assert (question.is_account, question.counted, question.parent_id) == (False, True, None)
    assert (reply.is_account, reply.counted, reply.parent_id) == (True, False, "81")
    assert question.text == "Available in Austria?"


def test_the_plan_counts_a_lookup_the_pages_and_the_threads(
    mastodon: Mastodon, year: Window
) -> None:
    account = KnownAccount(REF, posts_in_window=450, posts_with_comments=120)
    assert mastodon.plan(account, year).calls.likely == 133


@responses.activate
def test_the_check_warns_of_a_token_without_its_server(session: Session) -> None:
    responses.get("https://mastodon.social/api/v1/instance", json={})
    token, call = Mastodon(session, {TOKEN: "t0ken"}).check()
    assert (token.status, call.status) == ("warning", "ok")
    assert "Authorization" not in responses.calls[0].request.headers


@responses.activate
def test_the_check_asks_the_tokens_own_server(session: Session) -> None:
    responses.get(f"{API}/accounts/verify_credentials", json={}, match=[WITH_TOKEN])
    responses.get(f"{API}/instance", json={})
    checks = Mastodon(session, {TOKEN: "social.example=t0ken"}).check()
    assert [check.status for check in checks] == ["ok", "ok"]


@responses.activate
def test_a_locked_account_with_an_empty_list_is_private_and_not_silent(
    mastodon: Mastodon, year: Window
) -> None:
    profile = Profile(datetime(2026, 11, 20, tzinfo=UTC), posts=80)
    account = replace(ACCOUNT, profile=profile, details={"locked": "yes"})
    responses.get(STATUSES, json=[])
    with pytest.raises(PlatformError) as caught:
        list(walked(mastodon, account, year))
    assert caught.value.reason is Reason.ACCOUNT_PRIVATE


@responses.activate
def test_a_list_that_ends_far_below_what_is_declared_is_short(
    mastodon: Mastodon, year: Window
) -> None:
    profile = Profile(datetime(2026, 11, 20, tzinfo=UTC), posts=412)
    responses.get(STATUSES, json=[status(9)], headers=link("9"), match=[query(limit="40")])
    responses.get(STATUSES, json=[], headers=link("8"), match=[query(limit="40", max_id="9")])
    responses.get(STATUSES, json=[status(8)], match=[query(limit="40", max_id="8")])
    steps = list(walked(mastodon, replace(ACCOUNT, profile=profile), year))
    assert [len(step.posts) for step in steps] == [1, 0, 1]  # an empty page does not end it
    assert [step.short for step in steps] == [False, False, True]
