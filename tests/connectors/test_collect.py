"""Collecting: what is written, what a failure leaves, and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from collect_child import refs
from kept import frames
from loopback import AS_OF, Answer, Loopback, Query, World, answer

from auditor.core.messages import msg
from auditor.core.model import Account, AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from connectors.collecting.collect import CollectReport, Progress, collect
from connectors.errors import CredentialError
from connectors.http.session import Session
from connectors.registry import make_connector

GONE = AccountRef("mastodon", "nobody@social.example")
NETWORKS = ("mastodon", "bluesky")

Collect = Callable[..., CollectReport]


@pytest.fixture
def gather(store: Any, session: Session, year: Window, clock: Any) -> Collect:
    """Collects from a loopback server into the test's store."""

    def run(url: str, accounts: list[AccountRef], **more: Any) -> CollectReport:
        settings = Settings(base_urls={"mastodon": url, "bluesky": url})
        query = {"history": year, "now": clock, **more}
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        return collect(store, make, accounts, **query)

    return run


@pytest.mark.parametrize("network", NETWORKS)
def test_posts_counts_profile_and_comments_are_in_the_store(
    small_world: Loopback, gather: Collect, store: Any, network: str
) -> None:
    report = gather(small_world.url, refs(network, 2))
    assert [
        (account.status, account.posts_new, account.comments_new) for account in report.accounts
    ] == [("read", 90, 18)] * 2
    read = frames(store)
    assert len(read.posts) == 180
    assert sorted(read.profiles["followers"].tolist()) == [100, 101]
    assert read.comments["is_account"].sum() == 18
    assert read.comments["counted"].sum() == 18
    assert read.posts["comments"].sum() == 18


@pytest.mark.parametrize("network", NETWORKS)
def test_a_run_says_what_was_asked_covered_and_spent(
    small_world: Loopback, gather: Collect, store: Any, year: Window, network: str
) -> None:
    gather(small_world.url, refs(network, 1))
    (run,) = frames(store).runs.to_dict("records")
    assert (run["connector"], run["origin"]) == (network, "api")
    assert (run["asked_start"], run["asked_end"]) == (year.start, year.end)
    assert (run["covered_start"], run["covered_end"]) == (year.start, AS_OF)
    assert bool(run["complete"])
    assert bool(run["comments_read"])
    assert run["stopped_because"] is None
    assert (run["rows"], run["posts_declared"]) == (90, 90)
    assert run["calls"] == small_world.calls


@pytest.mark.parametrize("network", NETWORKS)
def test_the_same_collection_again_adds_no_row(
    small_world: Loopback, gather: Collect, store: Any, network: str
) -> None:
    gather(small_world.url, refs(network, 2))
    before = frames(store)
    again = gather(small_world.url, refs(network, 2))
    after = frames(store)
    assert (again.posts_new, again.comments_new) == (0, 0)
    assert (len(after.posts), len(after.comments)) == (len(before.posts), len(before.comments))
    assert len(after.runs) == 4


@pytest.mark.parametrize(("network", "calls"), [("mastodon", 9), ("bluesky", 4)])
def test_no_call_is_wasted(gather: Collect, network: str, calls: int) -> None:
    with Loopback(World(3, 300)) as server:
        report = gather(server.url, refs(network, 3), comments=False)
        assert server.calls == 3 * calls
    assert report.calls == 3 * calls


def test_without_comments_their_absence_has_a_reason(
    small_world: Loopback, gather: Collect, store: Any
) -> None:
    gather(small_world.url, refs("mastodon", 1), comments=False)
    missing = dict(frames(store).missing[["field", "reason"]].values)
    assert missing["replies"] == Reason.NOT_FETCHED
    assert missing["views"] == Reason.NOT_OFFERED


def test_an_account_that_is_gone_is_recorded_and_stops_no_other(
    small_world: Loopback, gather: Collect, store: Any
) -> None:
    report = gather(small_world.url, [GONE, *refs("mastodon", 1)])
    gone, fine = report.accounts
    assert (gone.status, gone.reason) == ("failed", Reason.ACCOUNT_GONE)
    assert fine.status == "read"
    row = store.find([GONE])[GONE]
    read = frames(store)
    (run,) = read.runs[read.runs["account_id"] == row].to_dict("records")
    assert not run["complete"]
    assert run["stopped_because"] == Reason.ACCOUNT_GONE
    missing = read.missing[read.missing["account_id"] == row]
    assert set(missing["reason"]) == {Reason.ACCOUNT_GONE}
    assert {"followers", "posts"} <= set(missing["field"])


def test_a_platform_whose_key_is_not_there_stops_no_other(
    small_world: Loopback, store: Any, session: Session, year: Window
) -> None:
    def make(platform: str) -> Any:
        if platform == "youtube":
            raise CredentialError(msg("The key is not set."))
        return make_connector(platform, session, Settings(base_urls={platform: small_world.url}))

    requests_sent = [AccountRef("youtube", "@esempio"), *refs("mastodon", 1)]
    report = collect(store, make, requests_sent, year, now=lambda: AS_OF)
    assert [account.status for account in report.accounts] == ["failed", "read"]
    assert report.accounts[0].reason is Reason.NO_CREDENTIAL


def broken_on_page_two(body: bytes, headers: dict[str, str]) -> Callable[..., Answer | None]:
    def before(path: str, query: Query, number: int) -> Answer | None:
        return (200, headers, body) if "max_id" in query else None

    return before


@pytest.mark.parametrize(
    ("body", "headers", "words"),
    [
        (b"<html>Just a moment</html>", {}, "a web page instead of data"),
        (b'[{"id": "1", "created', {}, "breaks off"),
        (b'[{"id"', {"Content-Length": "900", "Connection": "close"}, "breaks off|in time|reached"),
        (b'{"unexpected": true}', {}, "in a form that is not known"),
    ],
)
def test_a_bad_answer_in_the_middle_keeps_the_pages_before_it(
    gather: Collect, store: Any, body: bytes, headers: dict[str, str], words: str
) -> None:
    with Loopback(World(1, 90), before=broken_on_page_two(body, headers)) as server:
        (account,) = gather(server.url, refs("mastodon", 1)).accounts
    assert (account.status, account.posts_read) == ("partly", 40)
    assert any(part in str(account.error) for part in words.split("|"))
    read = frames(store)
    assert len(read.posts) == 40
    (run,) = read.runs.to_dict("records")
    assert not run["complete"]
    oldest = read.posts["published_at"].min()
    assert run["covered_start"] == oldest
    assert run["covered_end"] == AS_OF


def test_a_repeated_cursor_ends_with_an_error_and_starts_anew_next_time(
    gather: Collect, store: Any
) -> None:
    def before(path: str, query: Query, number: int) -> Answer | None:
        if not path.endswith("statuses") or "max_id" not in query:
            return None
        page = [World(1, 90).status(0, int(n)) for n in range(40, 80)]
        return answer(page, headers={"Link": f'<{path}?max_id={query["max_id"]}>; rel="next"'})

    with Loopback(World(1, 90), before=before) as server:
        (account,) = gather(server.url, refs("mastodon", 1)).accounts
        assert server.calls == 3
    assert "same page again" in str(account.error)
    assert account.posts_read == 80
    assert store.resume_points(1) == {}


def test_throttled_answers_are_waited_for_and_told(
    store: Any, year: Window, small_world: Loopback
) -> None:
    waits: list[Any] = []
    throttled = [(429, {"Retry-After": "0.2"}, b"{}")]
    before = lambda path, query, number: throttled.pop() if throttled else None  # noqa: E731
    with Loopback(World(1, 90), before=before) as server:
        settings = Settings(base_urls={"mastodon": server.url})
        report = collect(
            store,
            lambda name: make_connector(name, Session(), settings),
            refs("mastodon", 1),
            year,
            now=lambda: AS_OF,
            on_wait=waits.append,
        )
    assert report.accounts[0].status == "read"
    assert len(waits) == 1
    assert waits[0].seconds <= 0.2


def test_hidden_counts_are_unknown_with_a_reason(gather: Collect, store: Any) -> None:
    class Shy(World):
        def status(self, account: int, number: int) -> dict[str, Any]:
            shown = super().status(account, number)
            del shown["favourites_count"]
            return shown

        def masto_account(self, number: int) -> dict[str, Any]:
            return {**super().masto_account(number), "followers_count": -1}

    with Loopback(Shy(1, 20)) as server:
        gather(server.url, refs("mastodon", 1))
    read = frames(store)
    assert read.posts["reactions"].isna().all()
    assert read.posts["shares"].notna().all()
    assert read.profiles["followers"].isna().all()
    missing = dict(read.missing[["field", "reason"]].values)
    assert missing["reactions"] == missing["followers"] == Reason.HIDDEN_BY_ACCOUNT


def test_an_account_younger_than_the_window_is_covered_from_its_beginning(
    gather: Collect, store: Any, year: Window
) -> None:
    born = AS_OF - timedelta(days=30)

    class Young(World):
        def masto_account(self, number: int) -> dict[str, Any]:
            return {**super().masto_account(number), "created_at": born.isoformat()}

    with Loopback(Young(1, 20)) as server:
        gather(server.url, refs("mastodon", 1))
    (run,) = frames(store).runs.to_dict("records")
    assert run["covered_start"] == born


def test_progress_tells_every_page_and_each_account_once_as_done(
    small_world: Loopback, gather: Collect
) -> None:
    events: list[Progress] = []
    gather(small_world.url, refs("mastodon", 2), on_progress=events.append)
    assert sum(event.done for event in events) == 2
    assert {event.stage for event in events} == {"profile", "posts", "comments", "done"}
    assert max(event.posts for event in events) == 90
    ends = {event.ref: event for event in events if event.stage == "comments"}
    assert [event.calls for event in ends.values()] == [event.planned for event in ends.values()]


def test_the_plan_stands_beside_what_was_spent(small_world: Loopback, gather: Collect) -> None:
    report = gather(small_world.url, refs("mastodon", 1), comments=False)
    assert (report.planned_calls, report.calls) == (4, 4)


def break_after(calls: int) -> Callable[[str, Query, int], Answer | None]:
    def before(path: str, query: Query, number: int) -> Answer | None:
        return (503, {}, b"{}") if number > calls else None

    return before


@pytest.mark.parametrize("calls", [2, 3, 6])
@pytest.mark.parametrize("network", NETWORKS)
def test_a_reading_that_a_server_broke_off_goes_on_in_the_same_run(
    gather: Collect, store: Any, network: str, calls: int
) -> None:
    with Loopback(World(1, 250), before=break_after(calls)) as server:
        (broken,) = gather(server.url, refs(network, 1)).accounts
    assert broken.error is not None
    with Loopback(World(1, 250)) as server:
        (whole,) = gather(server.url, refs(network, 1)).accounts
    assert whole.status == "read"
    read = frames(store)
    assert (len(read.posts), len(read.comments)) == (250, 50)
    (run,) = read.runs.to_dict("records")
    assert bool(run["complete"])
    assert run["rows"] == 250
    assert run["stopped_because"] is None


def test_a_cursor_of_the_day_before_yesterday_is_not_used(
    gather: Collect, store: Any, year: Window
) -> None:
    with Loopback(World(1, 250), before=break_after(3)) as server:
        gather(server.url, refs("mastodon", 1))
    later: Callable[[], datetime] = lambda: AS_OF + timedelta(hours=25)  # noqa: E731
    with Loopback(World(1, 250)) as server:
        gather(server.url, refs("mastodon", 1), now=later, comments=False)
        assert server.calls == 8
    assert len(frames(store).runs) == 2


def test_after_going_on_with_an_older_reading_what_is_new_since_is_read_too(
    gather: Collect, store: Any
) -> None:
    with Loopback(World(1, 250), before=break_after(3)) as server:
        gather(server.url, refs("mastodon", 1))
    evening = AS_OF + timedelta(hours=9)
    with Loopback(World(1, 250)) as server:
        gather(
            server.url,
            refs("mastodon", 1),
            now=lambda: evening,
            history=Window(evening - timedelta(days=365), evening),
        )
    runs = frames(store).runs.sort_values("started_at")
    assert runs["covered_end"].tolist() == [AS_OF, evening]
    assert runs["covered_start"].tolist()[1] == AS_OF


def test_two_names_of_one_account_are_read_once_and_audited_once(
    small_world: Loopback, gather: Collect, store: Any
) -> None:
    names = [AccountRef("bluesky", "esempio0.example"), AccountRef("bluesky", "did:plc:esempio0")]
    report = gather(small_world.url, names, workers=1)
    first, second = report.accounts
    assert (first.status, second.status, second.same_as) == ("read", "same", names[0])
    assert len(frames(store).posts) == 90
    subjects = (
        SubjectSpec("Esempio", "company", "client", tuple(names)),
        SubjectSpec("Altro", "company", "competitor", (names[1],)),
    )
    result = as_result(run_audit(store, AuditSpec(subjects), AS_OF, AS_OF))
    assert [account.ref for account in result.accounts] == [str(names[0])]
    assert [subject.name for subject in result.subjects] == ["Esempio"]


@pytest.mark.parametrize("turned", [False, True])
def test_an_account_of_a_file_and_its_id_in_one_collection_are_one(
    small_world: Loopback, gather: Collect, store: Any, turned: bool
) -> None:
    names = [AccountRef("bluesky", "esempio0.example"), AccountRef("bluesky", "did:plc:esempio0")]
    with store.write() as writer:
        writer.account(Account(names[0]))
        writer.account(Account(names[1], platform_id=names[1].handle))
    assert len(set(store.find(names).values())) == 2
    gather(small_world.url, names[::-1] if turned else names, workers=2)
    assert len(set(store.find(names).values())) == 1
    assert len(frames(store).posts) == 90


def test_an_account_read_by_its_id_goes_on_by_its_handle(
    small_world: Loopback, gather: Collect, store: Any
) -> None:
    gather(small_world.url, [AccountRef("bluesky", "did:plc:esempio0")])
    again = gather(small_world.url, [AccountRef("bluesky", "esempio0.example")])
    assert (again.accounts[0].posts_new, len(frames(store).posts)) == (0, 90)
