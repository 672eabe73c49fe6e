"""What a network lets nobody keep is forgotten, and read anew; what came from files stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from kept import frames
from loopback import AS_OF

from auditor.core.model import Account, AccountRef, Comment, Counts, Origin, Post, Profile, Window
from auditor.store import RunEnd, RunStart, Store
from auditor.store.retention import purge
from connectors.collecting.account_reader import AccountReader
from connectors.collecting.progress import Order
from connectors.http.session import Session
from connectors.youtube.connector import YouTube

REF = AccountRef("youtube", "@esempio")
YEAR = Window(AS_OF - timedelta(days=365), AS_OF)


def read(store: Store, connector: str, origin: Origin, ref: AccountRef = REF) -> None:
    with store.write() as writer:
        account = writer.account(Account(ref))
        run = writer.start_run(account, RunStart(origin, connector, AS_OF, asked=YEAR))
        posts = [
            Post(
                f"{connector}{n}",
                AS_OF - timedelta(days=n + 5),
                text=f"{connector} {n}",
                counts=Counts(reactions=n),
            )
            for n in range(3)
        ]
        writer.posts(account, run, posts, AS_OF, origin)
        writer.comments(account, run, [Comment("c", f"{connector}0", AS_OF, author_id="x")], AS_OF)
        writer.profile(account, run, Profile(AS_OF, followers=9), origin)
        writer.finish_run(run, RunEnd(AS_OF, YEAR, complete=True))


def test_after_thirty_days_nothing_of_the_api_is_left_and_the_span_is_open_again(
    tmp_path: Path,
) -> None:
    store = Store.open(tmp_path / "store.sqlite")
    read(store, "youtube", Origin.API)
    assert purge(store.engine, AS_OF + timedelta(days=29)) == 0
    assert purge(store.engine, AS_OF + timedelta(days=31)) == 3
    kept = frames(store)
    assert (len(kept.posts), len(kept.comments), len(kept.profiles)) == (0, 0, 0)
    (run,) = kept.runs.to_dict("records")
    assert (run["covered_end"], run["stopped_because"], bool(run["complete"])) == (
        None,
        "purged",
        False,
    )
    assert store.whole_runs(1, "youtube") == []
    assert purge(store.engine, AS_OF + timedelta(days=32)) == 0


def test_what_came_from_a_file_or_from_another_network_stays(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.sqlite")
    read(store, "csv", Origin.EXPORT)
    read(store, "bluesky", Origin.API, AccountRef("bluesky", "esempio.example.com"))
    assert purge(store.engine, AS_OF + timedelta(days=400)) == 0
    assert len(frames(store).posts) == 6


def test_a_post_that_a_file_told_too_stays_with_the_files_counts(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.sqlite")
    read(store, "youtube", Origin.API)
    with store.write() as writer:
        post = Post(
            "youtube0", AS_OF - timedelta(days=5), text="youtube 0", counts=Counts(reactions=4)
        )
        writer.posts(1, None, [post], AS_OF, Origin.EXPORT)
    assert purge(store.engine, AS_OF + timedelta(days=31)) == 2
    assert frames(store).posts["reactions"].tolist() == [4]


def test_a_post_that_has_lost_its_comments_is_asked_for_them_again(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.sqlite")
    read(store, "youtube", Origin.API)
    later = AS_OF + timedelta(days=20)
    with store.write() as writer:
        writer.comments_read(1, {"youtube0": 1}, AS_OF)
        post = Post("youtube0", AS_OF - timedelta(days=5), counts=Counts(reactions=4))
        writer.posts(1, None, [post], later, Origin.API)
    purge(store.engine, AS_OF + timedelta(days=31))
    kept = frames(store)
    assert (len(kept.posts), len(kept.comments)) == (1, 0)
    assert kept.posts["comments_read_count"].isna().all()


def test_what_must_be_forgotten_soon_is_read_again_as_a_whole_and_before_that_not(
    tmp_path: Path, session: Session
) -> None:
    store = Store.open(tmp_path / "store.sqlite")
    read(store, "youtube", Origin.API)

    def wanted(days: int) -> Window:
        end = AS_OF + timedelta(days=days)
        order = Order(Window(end - timedelta(days=365), end), True, lambda: end, print, Event())
        return AccountReader(store, YouTube(session, {}), REF, order)._wanted(1)

    assert wanted(24).start == AS_OF - timedelta(days=30)
    assert wanted(25).start == AS_OF - timedelta(days=340)


def reading(store: Store, at: datetime, name: str = "csv") -> None:
    with store.write() as writer:
        account = writer.account(Account(AccountRef("facebook", "esempio")))
        run = writer.start_run(account, RunStart(Origin.EXPORT, name, at))
        writer.finish_run(run, RunEnd(at, None, complete=True))


def test_a_clock_that_is_ahead_of_everything_by_years_erases_nothing(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.sqlite")
    read(store, "youtube", Origin.API)
    ahead = AS_OF + timedelta(days=24 * 365)
    assert purge(store.engine, ahead) == 0
    # nor when that clock has made readings of its own
    for days in (0, 1, 3):
        reading(store, ahead + timedelta(days=days))
        assert purge(store.engine, ahead + timedelta(days=days, hours=1)) == 0
    assert purge(store.engine, AS_OF + timedelta(days=31)) == 3


def test_whoever_comes_back_after_years_is_believed_after_a_week(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store.sqlite")
    read(store, "youtube", Origin.API)
    back = AS_OF + timedelta(days=3 * 365)
    reading(store, back)
    assert purge(store.engine, back) == 0
    reading(store, back + timedelta(days=8))
    assert purge(store.engine, back + timedelta(days=8)) == 3
