"""A collection that is interrupted or killed, or that runs beside another, loses nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import kept
import pandas as pd
import pytest
from collect_child import run
from loopback import Loopback, World

CHILD = Path(__file__).with_name("collect_child.py")
ACCOUNTS, POSTS = 3, 250
TABLES = ("accounts", "profiles", "posts", "comments")
KEYS = ["account_id", "platform_id", "observed_at"]
NUMBERED_BY_THE_STORE = [
    "id",
    "index",
    "run_id",
    "post_id",
    "account_id",
    "author_key",
    "author_name_key",
]


def start(network: str, url: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, str(CHILD), network, url, str(path), str(ACCOUNTS), "--comments"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def read_until(child: subprocess.Popen[str], pages: int) -> None:
    assert child.stdout is not None
    for _ in range(pages):
        assert child.stdout.readline(), child.communicate()[1]


def frames(path: Path) -> dict[str, pd.DataFrame]:
    """What the store holds, without the numbers that depend on the order of writing."""
    from auditor.store import Store

    with Store.open(path) as store:
        read = kept.frames(store)
        names = {row.id: f"{row.platform}:{row.handle}" for row in read.accounts.itertuples()}
    return {table: _comparable(getattr(read, table), names) for table in TABLES}


def _comparable(frame: pd.DataFrame, names: dict[int, str]) -> pd.DataFrame:
    flat = frame.reset_index()
    flat["account"] = flat["account_id" if "account_id" in flat else "id"].map(names)
    flat = flat.drop(columns=[name for name in NUMBERED_BY_THE_STORE if name in flat])
    order = [name for name in ("account", "platform_id") if name in flat]
    return flat.sort_values(order).reset_index(drop=True)


def assert_same(path: Path, other: Path) -> None:
    left, right = frames(path), frames(other)
    for table in TABLES:
        pd.testing.assert_frame_equal(left[table], right[table])
    assert len(left["posts"]) == ACCOUNTS * POSTS
    assert len(left["comments"]) == ACCOUNTS * POSTS // 5


def collect_all(network: str, path: Path) -> Any:
    from auditor.store import Store

    with Loopback(World(ACCOUNTS, POSTS)) as server, Store.open(path) as store:
        return run(network, server.url, store, ACCOUNTS, comments=True)


@pytest.mark.parametrize("network", ["mastodon", "bluesky"])
@pytest.mark.parametrize("pages", [2, 12])
def test_a_killed_collection_goes_on_and_ends_as_if_nothing_had_been(
    tmp_path: Path, network: str, pages: int
) -> None:
    with Loopback(World(ACCOUNTS, POSTS), delay=0.05) as server:
        child = start(network, server.url, tmp_path / "killed.sqlite3")
        read_until(child, pages)
        child.kill()
        child.communicate(timeout=30)
    collect_all(network, tmp_path / "killed.sqlite3")
    collect_all(network, tmp_path / "whole.sqlite3")
    assert_same(tmp_path / "killed.sqlite3", tmp_path / "whole.sqlite3")


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT for one process on Windows")
@pytest.mark.parametrize("pages", [2, 12])
def test_an_interrupted_collection_closes_its_runs_and_goes_on_in_them(
    tmp_path: Path, pages: int
) -> None:
    path = tmp_path / "interrupted.sqlite3"
    with Loopback(World(ACCOUNTS, POSTS), delay=0.05) as server:
        child = start("mastodon", server.url, path)
        read_until(child, pages)
        os.kill(child.pid, signal.SIGINT)
        _out, errors = child.communicate(timeout=30)
    assert "KeyboardInterrupt" in errors
    stopped = runs(path)
    assert set(stopped["stopped_because"]) == {"interrupted"}
    assert stopped["finished_at"].notna().all()
    collect_all("mastodon", path)
    done = runs(path)
    assert len(done) == ACCOUNTS
    assert done["complete"].all()
    assert done["stopped_because"].isna().all()
    collect_all("mastodon", tmp_path / "whole.sqlite3")
    assert_same(path, tmp_path / "whole.sqlite3")


def runs(path: Path) -> pd.DataFrame:
    from auditor.store import Store

    with Store.open(path) as store:
        return kept.frames(store).runs


def test_two_collections_at_once_on_one_store_lose_nothing(tmp_path: Path) -> None:
    from auditor.store import Store

    path = tmp_path / "shared.sqlite3"
    Store.open(path).close()
    with Loopback(World(ACCOUNTS, POSTS), delay=0.02) as server:
        children = [start(network, server.url, path) for network in ("mastodon", "bluesky")]
        errors = [child.communicate(timeout=60)[1] for child in children]
    assert [child.returncode for child in children] == [0, 0], errors
    collect_all("mastodon", tmp_path / "alone.sqlite3")
    collect_all("bluesky", tmp_path / "alone.sqlite3")
    together, alone = frames(path), frames(tmp_path / "alone.sqlite3")
    for table in TABLES:
        pd.testing.assert_frame_equal(together[table], alone[table])


def test_the_same_account_collected_twice_at_once_is_there_once(tmp_path: Path) -> None:
    from auditor.store import Store

    path = tmp_path / "shared.sqlite3"
    Store.open(path).close()
    with Loopback(World(ACCOUNTS, POSTS), delay=0.02) as server:
        children = [start("mastodon", server.url, path) for _ in range(2)]
        errors = [child.communicate(timeout=60)[1] for child in children]
    assert [child.returncode for child in children] == [0, 0], errors
    collect_all("mastodon", tmp_path / "alone.sqlite3")
    assert_same(path, tmp_path / "alone.sqlite3")
