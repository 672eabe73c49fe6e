"""X: profile, posts, own replies, counts of incoming by day, and what they cost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
import responses
import sqlalchemy as sa
from kept import frames
from loopback import AS_OF
from responses.matchers import query_param_matcher

from auditor.core.model import AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from auditor.store import schema as t
from connectors.base import KnownAccount
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.http.usage import Ledger
from connectors.registry import make_connector
from connectors.x import connector as net
from connectors.x.connector import X

REF, ID, API = AccountRef("x", "esempiospa"), "2244994945", "https://api.x.com/2"
YEAR = Window(datetime(2025, 11, 20, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC))
USER, LIST, COUNTS = (
    f"{API}/users/by/username/esempiospa",
    f"{API}/users/{ID}/tweets",
    f"{API}/tweets/counts/all",
)
Payload = Callable[[str], Any]
Read = Callable[..., AccountReport]


@pytest.fixture
def read(store: Any) -> Read:
    def once(budget: int | None = None, comments: bool = True) -> AccountReport:
        session = Session(Ledger(store, budget), attempts=3, sleep=lambda seconds: None)
        settings = Settings(credentials={net.KEY: "AAAAbearer"})
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        report = collect(store, make, [REF], YEAR, comments=comments, now=lambda: YEAR.end)
        session.close()
        return report.accounts[0]

    return once


@pytest.fixture
def answers(payload: Payload) -> Callable[..., None]:
    """Mocks the three calls of one account."""

    def mock(user: str = "user", timeline: str = "timeline", counts: str = "counts") -> None:
        for url, name in ((USER, user), (LIST, timeline), (COUNTS, counts)):
            responses.get(url, json=payload(f"x/{name}"))

    return mock


def queries_of(part: str) -> list[dict[str, str]]:
    urls = [urlsplit(str(call.request.url)) for call in responses.calls]
    return [dict(parse_qsl(url.query)) for url in urls if url.path.endswith(part)]


def spent(store: Any) -> int:
    """What the store's ledger says, in thousandths of a dollar."""
    with store.connect() as connection:
        return int(connection.execute(sa.select(sa.func.sum(t.ledger.c.money))).scalar() or 0)


def kinds(store: Any) -> list[tuple[str, str]]:
    posts = frames(store).posts.sort_values("published_at", ascending=False)
    return list(zip(posts["kind"], posts["format"], strict=True))


KINDS = [
    ("post", "image"),
    ("post", "link"),
    ("reply", "text"),
    ("reply", "text"),
    ("post", "quote"),
    ("post", "poll"),
    ("post", "text"),
]


@responses.activate
def test_posts_replies_and_quotes_are_told_apart_and_reposts_left_out(
    answers: Any, read: Read, store: Any
) -> None:
    answers()
    report = read()
    assert (report.status, report.posts_read, report.error) == ("read", 7, None)
    assert kinds(store) == KINDS
    posts = frames(store).posts.sort_values("published_at", ascending=False).reset_index()
    assert (posts["reactions"][0], posts["comments"][0], posts["shares"][0]) == (30, 2, 6)
    assert posts["links"][1] == ["https://esempio.example.com/ricetta"]
    assert posts["text"][6] == "Un testo lungo, scritto per intero fino alla fine."
    assert posts["on_own_thread"].tolist()[2:4] == [None, True]
    assert bool(frames(store).runs["complete"][0])


@responses.activate
def test_the_newer_spelling_says_the_same(
    answers: Any, read: Read, store: Any, payload: Payload
) -> None:
    old = query_param_matcher(net._TWEETS, strict_match=False)
    new = query_param_matcher(net._POSTS, strict_match=False)
    responses.get(USER, json=payload("x/user_in_the_newer_spelling"))
    responses.get(LIST, json=payload("x/error_invalid_request"), status=400, match=[old])
    responses.get(LIST, json=payload("x/timeline_in_the_newer_spelling"), match=[new])
    responses.get(COUNTS, json=payload("x/counts_in_the_newer_spelling"))
    report = read()
    assert (report.status, report.posts_read) == ("read", 7)
    assert kinds(store) == KINDS
    kept = frames(store)
    assert kept.profiles["posts"].tolist() == [14052]
    posts = kept.posts.sort_values("published_at", ascending=False).reset_index()
    assert posts["shares"][0] == 6
    assert posts["on_own_thread"].tolist()[2:4] == [None, True]
    # what was answered came with the answers, and is paid for: 9 posts, the profile, the counts
    assert report.money == spent(store) == 9 * 5 + 10 + 10


@responses.activate
def test_incoming_is_kept_by_day_and_gives_the_reply_rate(
    answers: Any, read: Read, store: Any
) -> None:
    answers()
    read()
    with store.connect() as connection:
        days = connection.execute(sa.select(t.incoming.c.day, t.incoming.c.comments)).all()
    assert [tuple(row) for row in days] == [("2026-11-09", 0), ("2026-11-10", 9)]
    (query,) = queries_of("/counts/all")
    assert query["query"] == "to:esempiospa -from:esempiospa"
    assert (query["granularity"], query["start_time"]) == ("day", "2025-11-20T00:00:00Z")
    spec = AuditSpec((SubjectSpec("Esempio S.p.A.", "company", "client", (REF,)),))
    signals = as_result(run_audit(store, spec, YEAR.end, YEAR.end)).accounts[0].signals
    rate = signals["reply_rate"]
    assert rate.n == 9
    assert rate.value == pytest.approx(1 / 9)
    for name in ("reply_time", "unique_commenters", "returning_commenters"):
        assert (signals[name].value, signals[name].missing) == (None, "not_fetched"), name


@responses.activate
def test_without_the_counts_there_is_no_reply_rate(answers: Any, read: Read, store: Any) -> None:
    answers()
    read(comments=False)
    assert not queries_of("/counts/all")
    spec = AuditSpec((SubjectSpec("Esempio S.p.A.", "company", "client", (REF,)),))
    judged = as_result(run_audit(store, spec, YEAR.end, YEAR.end)).accounts[0]
    assert judged.signals["reply_rate"].value is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("user_that_is_not_there", Reason.ACCOUNT_GONE),
        ("user_that_is_suspended", Reason.ACCOUNT_GONE),
    ],
)
@responses.activate
def test_an_answer_that_carries_only_errors_is_an_error(
    answers: Any, read: Read, store: Any, name: str, reason: Reason
) -> None:
    answers(user=name)
    report = read()
    assert (report.status, report.reason, report.calls) == ("failed", reason, 1)
    assert spent(store) == 0  # what gives nothing costs nothing


@responses.activate
def test_a_protected_account_is_private_and_its_posts_are_not_paid_for(
    answers: Any, read: Read, store: Any
) -> None:
    answers(user="user_that_is_protected")
    assert read().reason is Reason.ACCOUNT_PRIVATE
    assert not queries_of("/tweets")
    assert spent(store) == 10


@responses.activate
def test_no_posts_is_an_answer(answers: Any, read: Read, store: Any) -> None:
    """Where X tells the newest post and it is older than the window."""
    answers(user="user_silent_for_years", timeline="timeline_without_posts")
    assert (read().status, len(frames(store).posts)) == ("read", 0)
    assert bool(frames(store).runs["complete"][0])
    assert len(queries_of("/tweets")) == 1


@responses.activate
def test_an_empty_answer_of_an_account_with_posts_is_no_silence(
    answers: Any, read: Read, store: Any
) -> None:
    """T66: asked once more with reposts; empty again it is unknown, never absent."""
    answers(timeline="timeline_without_posts")
    report = read()
    assert (report.status, report.complete) == ("read", False)
    assert report.notes["silence_unproven"] == 1
    assert ["exclude" in value for value in queries_of("/tweets")] == [True, False]
    run = frames(store).runs.iloc[0]
    assert (bool(run["complete"]), run["covered_start"]) == (False, None)


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [("error_usage_capped", 429, "used up"), ("error_no_credits", 402, "no credits left")],
)
@responses.activate
def test_a_spent_month_or_purse_is_not_asked_again(
    read: Read, store: Any, payload: Payload, name: str, status: int, words: str
) -> None:
    responses.get(USER, json=payload("x/user"))
    responses.get(LIST, json=payload(f"x/{name}"), status=status)
    report = read()
    assert words in str(report.error)
    assert len(queries_of("/tweets")) == 1


@responses.activate
def test_a_rate_limit_is_waited_for_by_the_endpoint_that_it_belongs_to(
    store: Any, payload: Payload
) -> None:
    waited: list[float] = []
    now = datetime(2026, 11, 20, tzinfo=UTC)
    reset = str(int(now.timestamp()) + 40)
    responses.get(USER, json=payload("x/user"))
    responses.get(
        LIST,
        status=429,
        json={"title": "Too Many Requests", "type": "about:blank"},
        headers={"x-rate-limit-remaining": "0", "x-rate-limit-reset": reset},
    )
    responses.get(LIST, json=payload("x/timeline"))
    responses.get(COUNTS, json=payload("x/counts"))
    clock = [now]

    def sleep(seconds: float) -> None:
        from datetime import timedelta

        waited.append(seconds)
        clock[0] += timedelta(seconds=seconds)

    session = Session(Ledger(store), clock=lambda: clock[0], sleep=sleep)
    settings = Settings(credentials={net.KEY: "AAAAbearer"})
    make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
    (account,) = collect(store, make, [REF], YEAR, now=lambda: YEAR.end).accounts
    assert account.status == "read"
    assert max(waited) == pytest.approx(41, abs=1)
    assert session._gates["api.x.com"].is_closed("x /2/users/by/username/-", now) is False


def long_timeline(payload: Payload, posts: int) -> Callable[[Any], tuple[int, dict[str, str], str]]:
    """As many posts as are asked for, from the newest on."""
    (row,) = payload("x/timeline")["data"][1:2]

    def serve(request: Any) -> tuple[int, dict[str, str], str]:
        query = dict(parse_qsl(urlsplit(request.url).query))
        start = int(query.get("pagination_token", 0))
        end = min(posts, start + int(query["max_results"]))
        rows = [
            {
                **row,
                "id": str(2_000_000_000_000_000_000 - n),
                "conversation_id": str(2_000_000_000_000_000_000 - n),
                "created_at": f"2026-11-{19 - n // 100:02d}T{23 - n % 100 // 5:02d}:00:00.000Z",
            }
            for n in range(start, end)
        ]
        more = {"next_token": str(end)} if end < posts else {}
        return 200, {}, json.dumps({"data": rows, "meta": {"result_count": len(rows), **more}})

    return serve


@responses.activate
def test_a_budget_ends_the_reading_before_it_is_passed_and_keeps_what_was_read(
    read: Read, store: Any, payload: Payload
) -> None:
    responses.get(USER, json=payload("x/user"))
    responses.add_callback(responses.GET, LIST, long_timeline(payload, 900))
    responses.get(f"{API}/tweets/search/all", json={"meta": {"result_count": 0}})  # free
    responses.get(COUNTS, json=payload("x/counts"))
    report = read(budget=1_000)
    assert report.over_budget
    assert report.status == "partly"
    assert report.posts_read == len(frames(store).posts) == 198  # 10 + 198 × 5 = 1,000
    assert report.money == spent(store) == 1_000
    assert "--max-spend" in str(report.advice)
    run = frames(store).runs.iloc[0]
    assert (run["money"], bool(run["complete"])) == (1.0, False)
    again = read()  # goes on from there: what was paid for is not paid for again
    assert again.posts_read == 900 - 198
    assert len(frames(store).posts) == 900
    assert spent(store) == 1_000 + 10 + 702 * 5 + 10


@responses.activate
def test_a_crash_between_the_call_and_its_answer_loses_no_cent(
    read: Read, store: Any, payload: Payload, monkeypatch: pytest.MonkeyPatch
) -> None:
    responses.get(USER, json=payload("x/user"))

    class Crash(BaseException):
        pass

    def crash(*args: Any) -> Any:
        raise Crash

    responses.add_callback(responses.GET, LIST, crash)
    with pytest.raises(Crash):
        read()
    assert spent(store) == 10 + 100 * 5  # what the page could have cost at most
    with store.connect() as connection:
        calls = connection.execute(sa.select(sa.func.sum(t.ledger.c.calls))).scalar()
    assert calls == 2


@responses.activate
def test_what_is_older_than_the_timeline_goes_is_searched(
    read: Read, store: Any, payload: Payload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(net, "_DENSE", 7)
    responses.get(USER, json=payload("x/user"))
    responses.get(LIST, json=payload("x/timeline"))
    responses.get(COUNTS, json=payload("x/counts"))
    older = {
        **payload("x/timeline")["data"][1],
        "id": "5",
        "created_at": "2026-01-05T09:00:00.000Z",
    }
    responses.get(f"{API}/tweets/search/all", json={"data": [older], "meta": {"result_count": 1}})
    assert read().posts_read == 8
    (query,) = queries_of("/search/all")
    assert query["query"] == "from:esempiospa -is:retweet"
    assert query["until_id"] == payload("x/timeline")["data"][-1]["id"]
    assert query["max_results"] == "500"


@responses.activate
def test_a_timeline_that_ends_in_an_empty_page_is_searched_on_from_its_last_post(
    read: Read, store: Any, payload: Payload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(net, "_DENSE", 7)
    responses.get(USER, json=payload("x/user"))
    pages = [{**payload("x/timeline"), "meta": {"next_token": "t2"}}, {"meta": {"result_count": 0}}]
    for page in pages:
        responses.get(LIST, json=page)
    responses.get(f"{API}/tweets/search/all", json={"meta": {"result_count": 0}})
    responses.get(COUNTS, json=payload("x/counts"))
    assert read().posts_read == 7
    (query,) = queries_of("/search/all")
    assert query["until_id"] == payload("x/timeline")["data"][-1]["id"]
    assert bool(frames(store).runs["complete"][0])


@responses.activate
def test_an_empty_end_of_a_timeline_that_was_begun_earlier_covers_no_more_than_was_read(
    read: Read, store: Any, payload: Payload
) -> None:
    responses.get(USER, json=payload("x/user"))
    responses.get(LIST, json={**payload("x/timeline"), "meta": {"next_token": "t2"}})
    responses.get(LIST, status=503, json={})
    responses.get(COUNTS, json=payload("x/counts"))
    assert read().status == "partly"
    responses.replace(responses.GET, LIST, json={"meta": {"result_count": 0}})
    assert read().status == "read"
    run = frames(store).runs.iloc[-1]
    oldest = frames(store).posts["published_at"].min()
    assert run["covered_start"] == oldest


def test_impressions_from_before_they_were_counted_are_no_zero() -> None:
    row = {"id": "5", "text": "", "public_metrics": {"impression_count": 0}}
    then = net.parse.post({**row, "created_at": "2021-01-01T00:00:00Z"}, ID)
    now = net.parse.post({**row, "created_at": "2026-01-01T00:00:00Z"}, ID)
    assert then is not None
    assert now is not None
    assert (then.counts.impressions, now.counts.impressions) == (None, 0)


def test_an_id_tells_its_moment_without_a_call() -> None:
    assert net.parse.time_of("1212092628029698048") == pd.Timestamp("2019-12-31T19:26:16.771Z")
    assert net.parse.time_of("29999999999") is None


OF_A_PERSON, OF_THE_APP = "tokenOfAPerson", "AAAAtokenOfTheApp"


@pytest.fixture
def with_login(tmp_path: Path) -> Callable[..., Session]:
    """A session whose key of X is the token of a login; with the app's secret, or without."""
    from connectors.auth.oauth import App
    from connectors.auth.renewal import Renewal
    from connectors.auth.tokens import Token, TokenFile

    def make(secret: str = "s") -> Session:
        file = TokenFile(tmp_path / "s.tokens.json")
        file.keep("x", Token("X_BEARER_TOKEN", OF_A_PERSON, None, None, None, (), AS_OF))
        keys = {"X_CLIENT_ID": "app", "X_CLIENT_SECRET": secret}
        login = X.info.login
        assert login is not None
        app = App("X", login, keys)
        return Session(
            attempts=1,
            sleep=lambda s: None,
            ledger=Ledger(None),
            renewal=Renewal(file, lambda name: app),
        )

    return make


def x_world(me: str, refused: str | None = None) -> list[tuple[str, str]]:
    """Answers of X to a person's key and to the app's; the calls made, each with its key."""
    calls: list[tuple[str, str]] = []

    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        path, key = urlsplit(request.url).path, request.headers["Authorization"].split()[-1]
        calls.append((path.removeprefix("/2/"), key))
        if "/counts/" in path and key == OF_A_PERSON:
            problem = {"type": "https://api.x.com/2/problems/unsupported-authentication"}
            return 403, {}, json.dumps(problem)
        if path.endswith("/users/me"):
            return 200, {}, json.dumps({"data": {"id": me}})
        if "/by/username/" in path:
            data = {"id": "7", "username": "esempio", "public_metrics": {"tweet_count": 2}}
            return 200, {}, json.dumps({"data": data})
        if path.endswith("/tweets"):
            rows = [
                {
                    "id": str(n),
                    "text": "Ciao",
                    "created_at": "2026-11-02T08:00:00Z",
                    "public_metrics": {"like_count": 1, "reply_count": 0, "retweet_count": 0},
                }
                for n in (1, 2)
            ]
            return 200, {}, json.dumps({"data": rows, "meta": {"result_count": 2}})
        return 200, {}, json.dumps({"data": [], "meta": {"total_tweet_count": 0}})

    responses.add_callback(responses.GET, re.compile(r"https://api\.x\.com/2/.*"), answer)
    responses.post("https://api.x.com/oauth2/token", json={"access_token": OF_THE_APP})
    return calls


@responses.activate
@pytest.mark.parametrize(("me", "price"), [("7", 1 + 2 * 1 + 10), ("8", 1 + 2 * 5 + 10)])
def test_t73_a_login_reads_counts_with_the_apps_own_key(
    me: str, price: int, with_login: Callable[..., Session], store: Any
) -> None:
    """The person's key is for what is the person's own, which costs a fifth."""
    calls, session = x_world(me), with_login()
    settings = {"X_BEARER_TOKEN": OF_A_PERSON}
    report = collect(
        store,
        lambda name: X(session, settings),
        [AccountRef("x", "esempio")],
        30,
        now=lambda: AS_OF,
    )
    (account,) = report.accounts
    assert (account.status, account.error) == ("read", None)
    keys = dict(calls)
    assert keys["tweets/counts/all"] == keys["users/by/username/esempio"] == OF_THE_APP
    assert keys["users/me"] == OF_A_PERSON
    assert keys["users/7/tweets"] == (OF_A_PERSON if me == "7" else OF_THE_APP)
    assert account.money == price + 10
    assert sum(call.request.method == "POST" for call in responses.calls) == 1


@responses.activate
def test_t73_without_the_apps_keys_the_refusal_says_which_are_missing(
    with_login: Callable[..., Session], store: Any
) -> None:
    x_world("8")
    session, settings = with_login(secret=""), {"X_BEARER_TOKEN": OF_A_PERSON}
    report = collect(
        store,
        lambda name: X(session, settings),
        [AccountRef("x", "esempio")],
        30,
        now=lambda: AS_OF,
    )
    (account,) = report.accounts
    assert (account.status, account.reason) == ("partly", Reason.NO_PERMISSION)
    assert "X_CLIENT_SECRET" in str(account.advice)


def test_owned_reads_are_planned_at_their_price(session: Session, year: Window) -> None:
    from auditor.core.model import Access

    account = KnownAccount(AccountRef("x", "esempio"), posts_in_window=1000, replies=0)
    x = X(session, {})
    own, others = (
        x.plan(replace(account, access=access), year, comments=False).money.likely
        for access in (Access.OWN, Access.OTHERS)
    )
    assert (own, others) == (1.01, 5.01)
