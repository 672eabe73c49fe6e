"""One contract for all connectors: the same scenarios, each network in its own words.

``pytest -k contract -rs`` prints the matrix with why a cell does not apply.
"""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from answering import always, entries_changed, only, put, run
from kept import frames
from loopback import AS_OF
from nets import DAYS, NETS, Answer, Net, Query

from auditor.core.reasons import Reason
from connectors.registry import PLATFORMS


def has(net: Net, name: str, why: str) -> Any:
    if not hasattr(net, name):
        pytest.skip(f"{net.name}: {why}")
    return getattr(net, name)


@pytest.fixture(params=NETS)
def name(request: pytest.FixtureRequest) -> str:
    param: str = request.param
    return param


def test_contract_covers_every_connector() -> None:
    assert set(NETS) == set(PLATFORMS)


def test_contract_complete(name: str, store: Any) -> None:
    report = run(NETS[name](), store)
    read = frames(store)
    assert (report.status, report.posts_new) == ("read", 5)
    assert bool(read.runs["complete"][0])
    assert sorted(read.posts["published_at"]) == sorted(AS_OF - timedelta(days=d) for d in DAYS)


def test_contract_two_pages(name: str, store: Any) -> None:
    report = run(NETS[name](page=3), store)
    assert (report.status, report.posts_new) == ("read", 5)


def test_contract_empty(name: str, store: Any) -> None:
    report = run(NETS[name](days=()), store)
    read = frames(store)
    assert (report.status, len(read.posts)) == ("read", 0)
    assert bool(read.runs["complete"][0])  # a silence that was seen, not one that was missed


def test_contract_account_gone(name: str, store: Any) -> None:
    net = NETS[name]()
    report = run(
        net,
        store,
        always("profile", has(net, "gone", "a missing account is not told from a personal one")),
    )
    assert (report.status, report.reason) == ("failed", Reason.ACCOUNT_GONE)
    assert len(frames(store).posts) == 0


def test_contract_account_private(name: str, store: Any) -> None:
    net = NETS[name]()
    answer = has(net, "private", "every account, channel or site is public")
    profile = has(net, "private_profile", "")

    def change(kind: str, query: Query, n: int, normal: Answer) -> Answer | None:
        return (200, {}, profile) if kind == "profile" else answer if kind == "list" else None

    assert run(net, store, change).reason is Reason.ACCOUNT_PRIVATE


@pytest.mark.parametrize("kind", ["profile", "list"])
def test_contract_throttled_then_fine(name: str, kind: str, store: Any) -> None:
    slow = (429, {"Retry-After": "1"}, json.dumps({"error": "Too many requests"}))
    assert run(NETS[name](), store, only(kind, 1, slow)).posts_new == 5


@pytest.mark.parametrize("kind", ["profile", "list"])
def test_contract_server_error_then_fine(name: str, kind: str, store: Any) -> None:
    assert run(NETS[name](), store, only(kind, 1, (500, {}, "{}"))).posts_new == 5


def test_contract_server_error_for_good(name: str, store: Any) -> None:
    report = run(
        NETS[name](page=3),
        store,
        lambda k, q, n, normal: (503, {}, "{}") if (k, n > 1) == ("list", True) else None,
    )
    assert (report.status, report.posts_read) == ("partly", 3)
    assert not frames(store).runs["complete"][0]


@pytest.mark.parametrize("answer", ["no_key", "no_permission"])
def test_contract_key_refused(name: str, answer: str, store: Any) -> None:
    net = NETS[name]()
    given = has(net, answer, "needs no key")
    report = run(net, store, always("profile", given))
    assert report.status == "failed"
    assert report.reason in {Reason.NO_CREDENTIAL, Reason.NO_PERMISSION}
    assert report.advice is not None


def test_contract_unknown_new_field(name: str, store: Any) -> None:
    assert run(NETS[name](strange=True), store).posts_new == 5


def test_contract_count_missing_is_null(name: str, store: Any) -> None:
    net = NETS[name]()
    net.without = has(net, "counts", "tells no counts")[:1]
    run(net, store)
    read = frames(store)
    assert len(read.posts) == 5
    assert read.posts["reactions"].isna().all()
    assert read.posts["comments"].notna().all()
    assert "reactions" in set(read.missing["field"])


def test_contract_followers_missing_are_null(name: str, store: Any) -> None:
    net = NETS[name]()
    net.without = (has(net, "follower_field", "has no followers"),)
    run(net, store)
    assert frames(store).profiles["followers"].isna().all()


@pytest.mark.parametrize(
    "body", ["<!doctype html><title>Maintenance</title>", '{"feed": [{"po', ""]
)
def test_contract_body_that_is_no_answer(name: str, body: str, store: Any) -> None:
    report = run(NETS[name](), store, always("list", (200, {}, body)))
    assert report.status == "failed"
    assert report.reason is Reason.UNREADABLE
    assert len(frames(store).posts) == 0


def test_contract_cursor_repeated(name: str, store: Any) -> None:
    net = NETS[name](page=3)
    first = net.answer("list", {})
    report = run(net, store, always("list", first))
    assert report.status == "partly"
    assert "same page" in str(report.error)
    assert len(frames(store).posts) == 3


def test_contract_cursor_expired(name: str, store: Any) -> None:
    """A reading goes on a while later, and the network no longer takes the cursor it gave."""
    net = NETS[name](page=2)
    refused = has(net, "stale", "its cursors are known to stay valid, or their end is not known")
    cut = run(
        net,
        store,
        lambda k, q, n, normal: (503, {}, "{}") if (k, n > 1) == ("list", True) else None,
    )
    assert (cut.status, cut.posts_read) == ("partly", 2)
    before: list[str] = []

    def change(kind: str, query: Query, n: int, normal: Answer) -> Answer | None:
        if kind != "list":
            return None
        before.append(net.goes_on(query))
        return refused if before[-1] and "" not in before else None

    report = run(net, store, change)
    assert (report.status, len(frames(store).posts)) == ("read", 5)
    assert before[0] != ""
    assert bool(frames(store).runs["complete"].iloc[-1])


def test_contract_cursor_that_is_never_taken(name: str, store: Any) -> None:
    net = NETS[name](page=2)
    refused = has(net, "stale", "its cursors are known to stay valid, or their end is not known")
    report = run(
        net, store, lambda k, q, n, normal: refused if k == "list" and net.goes_on(q) else None
    )
    assert (report.status, report.posts_read <= 4) == ("partly", True)
    assert not frames(store).runs["complete"][0]


def test_contract_a_post_without_a_readable_time_is_told_of(name: str, store: Any) -> None:
    """1970 is nobody's day, and a number is read in the unit that falls into our time."""
    net = NETS[name]()
    kind, answer = net.kind_of_times, net.answer
    number = int((AS_OF - timedelta(days=DAYS[1])).timestamp() * 1000)

    def change(k: str, query: Query, n: int, normal: Answer) -> Answer | None:
        status, headers, body = answer(k, query)
        body = re.sub(net.stamp(0), "0", body)
        return (status, headers, re.sub(net.stamp(1), str(number), body)) if k == kind else None

    run(net, store, change)
    read = frames(store)
    assert len(read.posts) == 4
    assert read.runs["notes"][0]["undated"] == 1
    assert not read.runs["complete"][0]


def test_contract_a_post_that_has_gone_is_marked_and_kept(name: str, store: Any) -> None:
    net = NETS[name]()
    has(net, "counts", "without counts nobody can tell when a post was last seen")
    run(net, store)
    net.days = tuple(day for day in DAYS if day != 2)
    later = run(net, store, at=AS_OF + timedelta(hours=2))
    posts = frames(store).posts
    assert later.status == "read"
    assert len(posts) == 5
    missed = posts[posts["deleted_seen_at"].notna()]
    assert missed["published_at"].tolist() == [AS_OF - timedelta(days=2)]


@pytest.mark.parametrize("place", [0, 2, -1])
def test_contract_an_entry_that_comes_twice_is_one_post(name: str, place: int, store: Any) -> None:
    """Twice in one answer: the later one stands, and fills what the earlier left out."""
    net = NETS[name]()

    def twice(rows: list[Any]) -> None:
        first = json.loads(json.dumps(rows[place]))
        if net.text_at:
            put(first, net.text_at, None)
        rows.insert(place % len(rows), first)

    report = run(net, store, entries_changed(net, twice))
    read = frames(store)
    assert (report.status, report.error) == ("read", None)
    assert len(read.posts) == 5
    assert all("numero" in text for text in read.posts["text"])
    assert report.complete


def test_contract_an_entry_on_two_pages_is_one_post(name: str, store: Any) -> None:
    net = NETS[name](page=3)
    before: list[Any] = []

    def overlapping(rows: list[Any]) -> None:
        rows[:0] = before[-1:]
        before[:] = rows

    report = run(net, store, entries_changed(net, overlapping))
    assert (report.status, len(frames(store).posts)) == ("read", 5)


@pytest.mark.parametrize(
    "text", ["Aperti \ud83d e domenica?", "nero\x00 su bianco", "a" * 1_200_000]
)
def test_contract_a_text_that_no_store_takes_is_read(name: str, text: str, store: Any) -> None:
    net = NETS[name]()
    report = run(net, store, entries_changed(net, lambda rows: put(rows[1], net.text_at, text)))
    read = frames(store)
    assert (report.status, len(read.posts)) == ("read", 5)
    texts = "".join(read.posts["text"])
    assert "\ud83d" not in texts
    assert "\x00" not in texts


@pytest.mark.parametrize("number", [2**63, 10**30, -4, 1.5, "molti", [3], {"n": 3}, True])
def test_contract_a_count_that_is_none_is_unknown(name: str, number: Any, store: Any) -> None:
    net = NETS[name]()
    if not net.count_at:
        pytest.skip(f"{name}: its counts stand in another answer, or it has none")
    report = run(net, store, entries_changed(net, lambda rows: put(rows[1], net.count_at, number)))
    read = frames(store)
    assert (report.status, len(read.posts)) == ("read", 5)
    assert read.posts["reactions"].isna().sum() == 1
    assert "reactions" in set(read.missing["field"])


@pytest.mark.parametrize("status", [404, 410])
def test_contract_a_next_page_that_is_gone_is_no_end(name: str, status: int, store: Any) -> None:
    report = run(
        NETS[name](page=3),
        store,
        lambda kind, q, n, normal: (status, {}, "{}") if (kind, n > 1) == ("list", True) else None,
    )
    assert report.posts_read == 3
    assert not report.complete
    assert not frames(store).runs["complete"][0]


def test_contract_posts_of_the_future_are_told_and_no_silence(name: str, store: Any) -> None:
    net = NETS[name]()
    later = f"{AS_OF + timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"

    def alter(rows: list[Any]) -> None:
        for row in rows:
            put(row, net.time_at, later)
            if name == "bluesky":
                put(row, ("post", "indexedAt"), later)

    report = run(net, store, entries_changed(net, alter, net.kind_of_times))
    assert (report.status, report.posts_read) == ("read", 0)
    assert not frames(store).runs["complete"][0]
    assert report.notes["ahead"] == 5


@pytest.mark.parametrize(
    "when",
    [
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "99999-01-01T00:00:00Z",
        "9999-12-31T23:59:59-12:00",
        10**25,
    ],
)
def test_contract_a_year_that_is_none_costs_its_own_post(name: str, when: Any, store: Any) -> None:
    net = NETS[name]()

    def odd(rows: list[Any]) -> None:
        put(rows[1], net.time_at, when)
        if name == "bluesky":  # which has a second witness, when the network saw the post
            put(rows[1], ("post", "indexedAt"), when)

    run(net, store, entries_changed(net, odd))
    read = frames(store)
    assert 4 <= len(read.posts) <= 5
    assert (read.posts["published_at"].dt.year >= 2025).all()


def test_contract_a_name_with_half_a_sign_is_read(name: str, store: Any) -> None:
    net = NETS[name]()

    def half(kind: str, query: Query, n: int, normal: Answer) -> Answer | None:
        if kind not in {"profile", "own"} or not normal[2].startswith("{"):
            return None
        return (
            normal[0],
            normal[1],
            re.sub(
                r'"prova"',
                r'"prova", "name": "Prova \\ud83d", '
                r'"display_name": "\\udc00", "displayName": "x\\u0000y"',
                normal[2],
                count=1,
            ),
        )

    assert (run(net, store, half).status, len(frames(store).posts)) == ("read", 5)


def test_contract_a_fault_of_the_program_is_that_accounts_only(
    name: str, store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reading ends with a line of its own, with whatever error, before or after a page."""
    from connectors.registry import connector_class

    def broken(*args: Any, **more: Any) -> Any:
        raise LookupError("(made up)")

    monkeypatch.setattr(connector_class(name), "posts", broken)
    report = run(NETS[name](), store)
    assert (report.status, report.complete) == ("failed", False)
    assert "LookupError" in str(report.error)


BY_POST = ["bluesky", "mastodon", "facebook", "instagram", "linkedin", "threads", "tiktok"]
NOT_BY_POST = {
    "youtube": "comments of a channel come in one stream",
    "site": "has no comments",
    "pinterest": "shows comments to no program, only their number",
    "google": "reviews are of the whole profile",
    "x": "tells only how many answers came in on a day",
}
REFUSALS = {
    "deleted": (404, {}, json.dumps({"error": {"code": 100, "error_subcode": 33}})),
    "out of order for ever": (500, {}, "{}"),
    "unknown parameter": (400, {}, json.dumps({"error": {"code": 100, "message": "(made up)"}})),
    "no permission": (403, {}, json.dumps({"error": {"code": 10}, "code": "ACCESS_DENIED"})),
    "Meta's #12": (400, {}, json.dumps({"error": {"code": 12, "message": "(#12) (made up)"}})),
    "another form": (200, {}, json.dumps({"unexpected": True})),
    "a list instead": (200, {}, "[]"),
    "a web page": (200, {}, "<!doctype html>"),
    "cut": (200, {}, '{"data": [{"id'),
    "nothing": (200, {}, ""),
}


def refused_for(net: Net, numbers: set[int], answer: Answer) -> Any:
    def change(kind: str, query: Query, n: int, normal: Answer) -> Answer | None:
        return answer if kind == "comments" and net.asked_about(query) in numbers else None

    return change


@pytest.mark.parametrize("why", REFUSALS)
def test_contract_a_refused_thread_costs_only_its_own_post(name: str, why: str, store: Any) -> None:
    """T69, T77, T83: the comments of one post are refused today and tomorrow; the rest is read."""
    if name in NOT_BY_POST:
        pytest.skip(f"{name}: {NOT_BY_POST[name]}")
    net = NETS[name](answered=True)
    for day in (0, 1):
        report = run(net, store, refused_for(net, {1}, REFUSALS[why]), AS_OF + timedelta(days=day))
        read = frames(store)
        assert (report.status, report.error, len(read.posts)) == ("read", None, 5)
        assert len(read.comments) == 4
        sentences = [key for key in report.notes if key.startswith("comments_refused:")]
        assert sentences or why == "deleted"
        assert read.posts["comments_read_at"].isna().sum() == (0 if not sentences else 1)
    assert report.complete


@pytest.mark.parametrize("why", ["out of order for ever", "no permission"])
def test_contract_three_refusals_alike_are_the_accounts(name: str, why: str, store: Any) -> None:
    if name in NOT_BY_POST:
        pytest.skip(f"{name}: {NOT_BY_POST[name]}")
    net, calls = NETS[name](answered=True), list[str]()
    report = run(net, store, refused_for(net, set(range(5)), REFUSALS[why]), calls=calls)
    assert (report.status, len(frames(store).posts)) == ("partly", 5)
    assert calls.count("comments") == (9 if why.startswith("out") else 3)  # three tries each
    assert report.error is not None


def test_contract_a_key_that_dies_among_the_threads_ends_them_at_once(
    name: str, store: Any
) -> None:
    if name in NOT_BY_POST or not hasattr(NETS[name](), "no_key"):
        pytest.skip(f"{name}: {NOT_BY_POST.get(name, 'needs no key')}")
    net, calls = NETS[name](answered=True), list[str]()
    report = run(net, store, refused_for(net, {2}, net.no_key), calls=calls)
    assert report.reason is Reason.NO_CREDENTIAL
    assert (report.status, calls.count("comments")) == ("partly", 3)


def test_contract_what_was_passed_over_in_a_bad_hour_is_read_when_the_reading_goes_on(
    name: str, store: Any
) -> None:
    if name in NOT_BY_POST:
        pytest.skip(f"{name}: {NOT_BY_POST[name]}")
    net = NETS[name](answered=True)
    run(net, store, refused_for(net, {1, 2, 3, 4}, REFUSALS["out of order for ever"]))
    later = run(net, store, at=AS_OF + timedelta(hours=3))
    assert (later.status, len(frames(store).comments)) == ("read", 5)


def test_contract_no_call_is_made_more_for_an_account_without_faults(name: str, store: Any) -> None:
    calls: list[str] = []
    run(NETS[name](answered=name in BY_POST), store, calls=calls)
    usual = {
        "bluesky": 7,
        "mastodon": 7,
        "youtube": 4,
        "facebook": 9,
        "instagram": 13,
        "linkedin": 11,
        "threads": 14,
        "x": 3,
        "pinterest": 2,
        "tiktok": 7,
        "google": 5,
        "site": 2,
    }
    assert len(calls) == usual[name], calls
