"""Threads: the key's own account with figures and conversations, and others' posts without."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import responses
from kept import frames
from oauth_server import APP, SECRET, Login, serving

from auditor.core.model import Access, AccountRef, Format, PostKind, Window
from auditor.core.reasons import Reason
from auditor.core.refs import parse_ref
from auditor.core.settings import Settings
from connectors.auth.expiry import LoginToken, checks
from connectors.auth.oauth import App
from connectors.auth.renewal import Renewal
from connectors.auth.tokens import Token, TokenFile
from connectors.base import KnownAccount
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.meta.threads import KEY, Threads
from connectors.meta.threads_parse import comments, items, with_metrics
from connectors.registry import make_connector

BASE = "https://graph.threads.net/v1.0"
SECRET_KEY = "THAAcanary-canary"
SETTINGS = Settings(credentials={KEY: SECRET_KEY})
ME = {
    "id": "177",
    "username": "Esempio",
    "name": "Esempio S.p.A.",
    "threads_biography": "Sedie e tavoli. https://www.esempio.example info@esempio.example",
    "threads_profile_picture_url": "https://i.example/x.jpg",
    "is_verified": False,
}
Read = Callable[..., AccountReport]


def thread(number: int, day: str = "2026-11-01", **more: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "media_type": "TEXT_POST",
        "permalink": f"https://www.threads.com/@esempio/post/D{number}",
        "username": "esempio",
        "text": "Che sedia volete?",
        "timestamp": f"{day}T10:00:00+0000",
        "is_quote_post": False,
        "has_replies": True,
        **more,
    }


def error(code: int, subcode: int = 0) -> dict[str, Any]:
    return {"error": {"message": "(made up)", "code": code, "error_subcode": subcode}}


def page(*rows: dict[str, Any], after: str | None = None) -> dict[str, Any]:
    return {"data": list(rows), "paging": {"cursors": {"after": after}} if after else {}}


def insights(**values: int) -> dict[str, Any]:
    return {"data": [{"name": name, "values": [{"value": v}]} for name, v in values.items()]}


def own(*pages: dict[str, Any], replies: Any = None) -> None:
    """The key's own account with pages of posts, and what it has answered."""
    responses.get(f"{BASE}/me", json=ME)
    followers = {"data": [{"name": "followers_count", "total_value": {"value": 1200}}]}
    responses.get(f"{BASE}/177/threads_insights", json=followers)
    for answer in pages:
        responses.get(f"{BASE}/177/threads", json=answer)
    responses.get(f"{BASE}/177/replies", json=page() if replies is None else replies)


def paths() -> list[str]:
    return [urlsplit(call.request.url).path.removeprefix("/v1.0/") for call in responses.calls]


@pytest.fixture
def read(store: Any, session: Session, year: Window, clock: Any) -> Read:
    def run(handle: str = "esempio") -> AccountReport:
        make = lambda platform: make_connector(platform, session, SETTINGS)  # noqa: E731
        ref = AccountRef("threads", handle)
        return collect(store, make, [ref], history=year, now=clock).accounts[0]

    return run


@responses.activate
def test_own_posts_with_their_figures_and_conversations(read: Read, store: Any) -> None:
    own(page(thread(1), after="c"), page(thread(2, "2026-10-02", media_type="IMAGE")))
    figures = insights(views=900, likes=10, replies=2, reposts=3, quotes=1)
    responses.get(f"{BASE}/1/insights", json=figures)
    responses.get(f"{BASE}/2/insights", json=insights(views=80, likes=0, replies=0, reposts=0))
    answers = [
        {"id": "51", "username": "anna", "timestamp": "2026-11-01T11:00:00+0000", "text": "Rossa"},
        {
            "id": "52",
            "username": "esempio",
            "timestamp": "2026-11-01T12:00:00+0000",
            "is_reply_owned_by_me": True,
            "replied_to": {"id": "51"},
        },
    ]
    responses.get(f"{BASE}/1/conversation", json=page(*answers, after="z"))
    report = read()
    kept = frames(store)
    assert (report.status, report.posts_new, report.error) == ("read", 2, None)
    posts = kept.posts.set_index("platform_id")
    assert posts.loc["1", ["reactions", "comments", "shares", "views"]].tolist() == [10, 2, 4, 900]
    assert posts.loc["2", "shares"] == 0
    assert kept.profiles["followers"].tolist() == [1200]
    assert sorted(kept.comments["is_account"]) == [0, 1]
    # the page is not full and all that is counted was found: no call more, although it has a cursor
    assert paths().count("1/conversation") == 1
    assert "2/conversation" not in paths()
    assert SECRET_KEY not in str(report)
    assert {call.request.headers["Authorization"] for call in responses.calls} == {
        f"Bearer {SECRET_KEY}"
    }


@responses.activate
def test_a_page_of_answers_that_is_not_full_is_followed_while_more_are_counted(
    read: Read, store: Any
) -> None:
    own(page(thread(1)))
    responses.get(f"{BASE}/1/insights", json=insights(likes=1, replies=3, reposts=0, quotes=0))
    for number in (1, 2, 3):
        row = {"id": f"5{number}", "username": "anna", "timestamp": "2026-11-01T11:00:00+0000"}
        responses.get(f"{BASE}/1/conversation", json=page(row, after=f"c{number}"))
    assert read().status == "read"
    assert (paths().count("1/conversation"), len(frames(store).comments)) == (3, 3)


@responses.activate
def test_replies_are_told_apart_by_whose_post_they_answer(read: Read, store: Any) -> None:
    mine = thread(9, root_post={"id": "1"}, replied_to={"id": "51"})
    elsewhere = thread(8, root_post={"id": "777"}, replied_to={"id": "777"})
    own(page(thread(1)), replies=page(mine, elsewhere))
    responses.get(f"{BASE}/1/insights", json=insights(likes=1, replies=0, reposts=0, quotes=0))
    read()
    posts = frames(store).posts.set_index("platform_id")
    assert posts["kind"].to_dict() == {"1": "post", "9": "reply", "8": "reply"}
    assert posts.loc["9", "on_own_thread"] == 1
    assert posts.loc["8", "on_own_thread"] != 1
    assert not any(path in paths() for path in ("8/insights", "9/insights"))


@responses.activate
@pytest.mark.parametrize("code", [10, 200])
def test_without_a_permission_its_part_is_unknown_and_the_rest_is_read(
    read: Read, store: Any, code: int
) -> None:
    responses.get(f"{BASE}/me", json=ME)
    responses.get(f"{BASE}/177/threads_insights", json=error(code), status=400)
    rows = [thread(n, f"2026-10-{n:02d}") for n in range(1, 6)]
    responses.get(f"{BASE}/177/threads", json=page(*rows))
    responses.get(f"{BASE}/177/replies", json=error(code), status=400)
    for n in range(1, 6):
        responses.get(f"{BASE}/{n}/insights", json=error(code), status=400)
        responses.get(f"{BASE}/{n}/conversation", json=error(code), status=400)
    report = read()
    kept = frames(store)
    assert report.posts_new == 5
    assert kept.posts["reactions"].isna().all()
    assert kept.profiles["followers"].isna().all()
    assert paths().count("4/insights") == 0  # three in a row are refused alike
    missing = {row["field"]: row["reason"] for row in kept.missing.to_dict("records")}
    assert missing["outbound"] == "no_permission"
    assert missing["reactions"] == "no_permission"


@responses.activate
def test_of_others_only_rhythm_and_words_are_shown(read: Read, store: Any) -> None:
    responses.get(f"{BASE}/me", json=ME)
    looked_up = {"username": "altra", "name": "Altra", "follower_count": 4000, "biography": "Ciao"}
    responses.get(f"{BASE}/profile_lookup", json=looked_up)
    responses.get(f"{BASE}/profile_posts", json=page(thread(1), thread(2), after="c"))
    responses.get(f"{BASE}/profile_posts", json=page())
    report = read("altra")
    kept = frames(store)
    assert (report.status, report.posts_new) == ("read", 2)
    assert kept.posts[["reactions", "comments", "shares"]].isna().all(axis=None)
    assert kept.profiles["followers"].tolist() == [4000]
    missing = {row["field"]: row["reason"] for row in kept.missing.to_dict("records")}
    assert {missing[name] for name in ("reactions", "replies", "outbound")} == {"owner_only"}
    asked = parse_qs(urlsplit(responses.calls[2].request.url).query)
    assert asked["username"] == ["altra"]
    assert len(responses.calls) == 4


@responses.activate
@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (error(100), Reason.NOT_OFFERED),
        (error(24, 2_207_006), Reason.NOT_OFFERED),
        (error(10, 4_279_067), Reason.NO_PERMISSION),
    ],
)
def test_a_profile_that_is_not_shown_is_never_said_to_be_absent(
    read: Read, answer: dict[str, Any], reason: Reason
) -> None:
    responses.get(f"{BASE}/me", json=ME)
    responses.get(f"{BASE}/profile_lookup", json=answer, status=400)
    report = read("altra")
    assert (report.status, report.reason) == ("failed", reason)


@responses.activate
def test_a_conversation_that_was_deleted_meanwhile_is_empty(read: Read, store: Any) -> None:
    own(page(thread(1)))
    responses.get(f"{BASE}/1/insights", json=insights(likes=1, replies=3, reposts=0, quotes=0))
    responses.get(f"{BASE}/1/conversation", json=error(100, 33), status=400)
    assert (read().status, len(frames(store).comments)) == ("read", 0)


@pytest.mark.parametrize(
    ("row", "form", "kind"),
    [
        ({}, Format.TEXT, PostKind.POST),
        ({"link_attachment_url": "https://esempio.example"}, Format.LINK, PostKind.POST),
        ({"media_type": "GIF"}, Format.IMAGE, PostKind.POST),
        ({"media_type": "CAROUSEL_ALBUM"}, Format.CAROUSEL, PostKind.POST),
        ({"media_type": "AUDIO"}, Format.OTHER, PostKind.POST),
        ({"is_quote_post": True}, Format.QUOTE, PostKind.POST),
        ({"media_type": None}, Format.OTHER, PostKind.POST),
        ({"media_type": "REPOST_FACADE"}, None, PostKind.REPOST),
    ],
)
def test_a_post_by_its_medium(row: dict[str, Any], form: Format | None, kind: PostKind) -> None:
    (item,) = items({"data": [thread(1, **row)]})
    assert item is not None
    assert (item.post.format, item.post.kind) == (form, kind)
    assert (item.post.text is None) == (kind is PostKind.REPOST)


@pytest.mark.parametrize("row", [None, [], {}, {"id": "1"}, {"timestamp": "2026-11-01T10:00:00Z"}])
def test_an_entry_without_id_or_time_costs_only_itself(row: Any) -> None:
    assert list(items({"data": [row]})) == [None]


@pytest.mark.parametrize(
    ("metrics", "shares"),
    [({"reposts": 3, "quotes": 1}, 4), ({"reposts": 3}, 3), ({"quotes": 1}, None), ({}, None)],
)
def test_shares_are_reposts_and_quotes(metrics: dict[str, int], shares: int | None) -> None:
    from auditor.core.model import Counts

    assert with_metrics(metrics, Counts()).shares == shares


@pytest.mark.parametrize(
    ("row", "mine"),
    [
        ({"username": "Esempio"}, True),
        ({"username": "anna"}, False),
        ({"username": "anna", "is_reply_owned_by_me": True}, True),
        ({}, None),
    ],
)
def test_who_answered_is_told_by_the_network_or_by_the_name(row: Any, mine: bool | None) -> None:
    (comment,) = comments({"data": [{"id": "5", **row}]}, "1", "esempio")
    assert comment.is_account is mine


@pytest.mark.parametrize("host", ["threads.net", "www.threads.com"])
def test_both_spellings_of_the_host_are_the_same_account(host: str) -> None:
    assert parse_ref(f"https://{host}/@esempio") == AccountRef("threads", "esempio")


@pytest.mark.parametrize(
    ("access", "most"), [(Access.OWN, 5 + 3 + 300 + 90), (Access.OTHERS, 5 + 3 + 300 + 90)]
)
def test_the_example_account_costs_no_more_than_the_formula(
    session: Session, year: Window, access: Access, most: int
) -> None:
    known = KnownAccount(AccountRef("threads", "esempio"), 300, 90, access=access)
    calls = Threads(session, {KEY: SECRET_KEY}).plan(known, year).calls
    assert calls.most <= most
    assert calls.likely == (most if access is Access.OWN else 3 + 3)


@responses.activate
def test_the_doctor_says_whose_key_it_is(session: Session) -> None:
    responses.get(f"{BASE}/me", json=ME)
    tried = Threads(session, {KEY: SECRET_KEY}).check()
    assert [str(check.detail) for check in tried][1] == "Opens threads:Esempio."
    assert Threads(session, {}).check()[0].status == "skipped"


# Keys that renew themselves ----------------------------------------------------------------------

NOW = datetime(2026, 11, 24, tzinfo=UTC)
OLD = "access-canary-1"


@pytest.fixture
def server() -> Any:
    with serving(Login(given=1, refreshable=False, lasts=60 * 86_400)) as login:
        yield login


@pytest.mark.parametrize(
    ("age", "ends", "renewed"),
    [
        (timedelta(days=35), timedelta(days=25), True),
        (timedelta(days=5), timedelta(days=55), False),
        (timedelta(hours=2), timedelta(days=20), False),
        (timedelta(days=61), -timedelta(days=1), False),
    ],
)
def test_a_key_is_renewed_by_itself_in_the_last_days_of_its_life(
    tmp_path: Path, server: Login, age: timedelta, ends: timedelta, renewed: bool
) -> None:
    assert Threads.info.login is not None
    file = TokenFile(tmp_path / "store.tokens.json")
    with file.locked():
        file.keep("threads", Token(KEY, OLD, None, NOW + ends, obtained_at=NOW - age))
    login = Threads.info.login
    app = App("Threads", login, {login.app_id: APP, login.app_key: SECRET}, moved_to=server.url)
    renewal = Renewal(file, lambda name: app if name == "threads" else None, lambda: NOW)
    headers = renewal.before({"Authorization": f"Bearer {OLD}"})
    expected = "access-canary-2" if renewed else OLD
    assert headers["Authorization"] == f"Bearer {expected}"
    assert file.tokens()["threads"].access == expected
    assert [form["grant_type"] for form in server.asked] == ["th_refresh_token"] * renewed


@pytest.mark.parametrize("fault", ["ended", "out_of_order"])
def test_a_key_that_holds_is_used_where_no_other_is_given(
    tmp_path: Path, server: Login, fault: str
) -> None:
    setattr(server, fault, True)
    login = Threads.info.login
    assert login is not None
    file = TokenFile(tmp_path / "store.tokens.json")
    with file.locked():
        file.keep(
            "threads",
            Token(KEY, OLD, None, NOW + timedelta(days=5), obtained_at=NOW - timedelta(days=35)),
        )
    clock = [NOW]
    app = App("Threads", login, {login.app_id: APP, login.app_key: SECRET}, moved_to=server.url)
    renewal = Renewal(file, lambda name: app if name == "threads" else None, lambda: clock[0])
    headers = {"Authorization": f"Bearer {OLD}"}
    assert [renewal.before(headers) for _ in range(5)] == [headers] * 5
    assert len(server.asked) == 1, "an address that is out of order is not asked with every call"
    setattr(server, fault, False)
    clock[0] += timedelta(minutes=31)
    assert renewal.before(headers)["Authorization"] == "Bearer access-canary-2"


@pytest.mark.parametrize(
    ("ends", "status", "words"),
    [
        (timedelta(days=25), "ok", "renews it"),
        (timedelta(days=3), "ok", "renews it"),
        (-timedelta(days=1), "failed", "has ended"),
    ],
)
def test_the_doctor_says_that_a_reading_renews_it(ends: timedelta, status: str, words: str) -> None:
    login = Threads.info.login
    assert login is not None
    app = App("Threads", login, {login.app_id: APP, login.app_key: SECRET})
    token = Token(KEY, OLD, None, NOW + ends, obtained_at=NOW - timedelta(days=35))
    (check,) = checks(LoginToken("threads", login, OLD, token, app), NOW)
    assert (check.status, words in str(check.detail)) == (status, True)
