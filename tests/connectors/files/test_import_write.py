"""A reading is written whole, in one transaction, and twice does no harm."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.store import Store, Writer
from connectors.files import ImportOptions, make_options, read_files, write_reading
from connectors.files.reading_record import ImportWritten

HEADER = "id,date,text,likes,comments,shares"


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "store.sqlite3"


@pytest.fixture
def store(store_path: Path) -> Iterator[Store]:
    with Store.open(store_path) as opened:
        yield opened


def rows(store_path: Path, query: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(store_path) as connection:
        return connection.execute(query).fetchall()


def bring_in(store: Store, paths: list[Path], now, **words: Any) -> ImportWritten:
    words.setdefault("account", "facebook:esempio")
    options: ImportOptions = make_options(**words)
    return write_reading(store, read_files(paths, options, now), options, now)


def test_posts_counts_and_the_run_are_kept(write, store, store_path, now) -> None:
    written = bring_in(store, [write(HEADER, "1,2026-03-01 10:00,Ciao?,3,0,")], now)
    assert (written.posts, written.new_posts) == (1, 1)
    assert rows(store_path, "SELECT platform, handle FROM account") == [("facebook", "esempio")]
    assert rows(store_path, "SELECT platform_id, text, published_at FROM post") == [
        ("1", "Ciao?", "2026-03-01T10:00:00.000Z")
    ]
    snapshot = "SELECT reactions, comments, shares, origin FROM post_snapshot"
    assert rows(store_path, snapshot) == [(3, 0, None, "export")]
    assert rows(store_path, "SELECT connector, source, rows, span_source, complete FROM run") == [
        ("file:table", "posts.csv", 1, "rows", 1)
    ]


def test_what_the_file_does_not_offer_is_kept_with_its_reason(
    write, store, store_path, now
) -> None:
    bring_in(store, [write("id,date,likes", "1,2026-03-01,3")], now)
    by_name = dict(rows(store_path, "SELECT field, reason FROM missing"))
    assert by_name["comments"] == by_name["shares"] == "not_offered"
    assert "reactions" not in by_name


def test_a_second_import_of_the_same_file_adds_no_post(write, store, store_path, now) -> None:
    path = write(HEADER, "1,2026-03-01,Ciao,3,0,0")
    bring_in(store, [path], now)
    assert bring_in(store, [path], now).new_posts == 0
    assert rows(store_path, "SELECT count(*) FROM post") == [(1,)]
    assert rows(store_path, "SELECT count(*) FROM run") == [(1,)]


def test_each_file_is_a_run_and_a_later_file_wins(write, store, store_path, now) -> None:
    first = write(HEADER, "1,2026-03-01,Ciao,3,0,0", "2,2026-03-02,Poi,1,0,0", name="a.csv")
    second = write(HEADER, "2,2026-03-02,Poi,9,0,0", name="b.csv")
    written = bring_in(store, [first, second], now)
    assert (written.accounts[0].files, written.posts) == (2, 2)
    counts = "SELECT p.platform_id, s.reactions FROM post_snapshot s JOIN post p ON p.id=s.post_id"
    assert sorted(rows(store_path, counts)) == [("1", 3), ("2", 9)]


@pytest.mark.parametrize("turned", [False, True])
def test_of_overlapping_files_the_one_whose_days_end_later_wins(
    turned: bool, write, store, store_path, now
) -> None:
    early = write(HEADER, "1,2026-03-01,Ciao,3,2,0", "2,2026-03-02,Poi,1,4,0", name="a.csv")
    late = write(HEADER, "2,2026-03-02,Poi,9,,0", "3,2026-03-20,Fine,2,0,0", name="b.csv")
    files = [late, early] if turned else [early, late]
    assert bring_in(store, files, now).posts == 3
    counts = (
        "SELECT p.platform_id, s.reactions, s.comments FROM post_snapshot s "
        "JOIN post p ON p.id = s.post_id ORDER BY 1"
    )
    assert rows(store_path, counts) == [("1", 3, 2), ("2", 9, 4), ("3", 2, 0)]


def test_followers_are_kept_as_typed_by_a_person(write, store, store_path, now) -> None:
    bring_in(store, [write(HEADER, "1,2026-03-01,Ciao,3,0,0")], now, followers=["1200"])
    assert rows(store_path, "SELECT followers, origin FROM profile_snapshot") == [(1200, "manual")]


def test_a_file_without_a_row_is_a_run_without_a_span(write, store, store_path, now) -> None:
    bring_in(store, [write(HEADER)], now, covers="2026-01-01..2026-03-31")
    result = rows(store_path, "SELECT rows, covered_start, covered_end, complete FROM run")
    assert result == [(0, None, None, 0)]
    assert rows(store_path, "SELECT count(*) FROM account") == [(1,)]


def test_a_failure_in_the_last_file_leaves_nothing(
    write, store, store_path, now, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [write(HEADER, f"{n},2026-03-01,Ciao,3,0,0", name=f"{n}.csv") for n in (1, 2)]
    finish = Writer.finish_run
    runs: list[int] = []

    def fail_on_the_second(self: Writer, run_id: int, end: Any) -> None:
        runs.append(run_id)
        if len(runs) == 2:
            raise RuntimeError("the disk is full")
        finish(self, run_id, end)

    monkeypatch.setattr(Writer, "finish_run", fail_on_the_second)
    with pytest.raises(RuntimeError):
        bring_in(store, paths, now)
    for table in ("account", "post", "post_snapshot", "run"):
        assert rows(store_path, f"SELECT count(*) FROM {table}") == [(0,)]


def test_the_zone_that_the_user_names_is_the_accounts(write, store, store_path, now) -> None:
    path = write(HEADER, "1,2026-03-01,Ciao,3,0,0")
    bring_in(store, [path], now, timezone="Europe/Rome")
    assert rows(store_path, "SELECT timezone FROM account") == [("Europe/Rome",)]
