"""What a network lets nobody keep is forgotten, and read anew; what came from files stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from kept import frames
from loopback import AS_OF

from auditor.model import Account, AccountRef, Comment, Counts, Origin, Post, Profile, Window
from auditor.store import RunEnd, RunStart, Store
from auditor.store.retention import purge

REF = AccountRef("youtube", "@esempio")
YEAR = Window(AS_OF - timedelta(days=365), AS_OF)


def read(store: Store, connector: str, origin: Origin, ref: AccountRef = REF) -> None:
    with store.write() as writer:
        account = writer.account(Account(ref))
        run = writer.start_run(account, RunStart(origin, connector, AS_OF, asked=YEAR))
        posts = [Post(f"{connector}{n}", AS_OF - timedelta(days=n + 5), text=f"{connector} {n}",
                      counts=Counts(reactions=n)) for n in range(3)]  # fmt: skip
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
