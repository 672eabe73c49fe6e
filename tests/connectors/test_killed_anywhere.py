"""A collection on six networks that is killed at any moment ends as if nothing had been."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import kept
import pandas as pd
import pytest
import sqlalchemy as sa
from companies import Companies
from companies_child import REFS, run
from loopback import Loopback
from test_collect_stops import _comparable

from auditor.store import Store
from auditor.store import schema as t

CHILD = Path(__file__).with_name("companies_child.py")
POSTS = 120
TABLES = ("accounts", "profiles", "posts", "comments")
QUICK = 3


def content(path: Path) -> tuple[dict[str, pd.DataFrame], list[Any]]:
    """All rows without the numbers that the store gives, and the incoming answers by day."""
    with Store.open(path) as store:
        read = kept.frames(store)
        names = {row.id: f"{row.platform}:{row.handle}" for row in read.accounts.itertuples()}
        with store.connect() as connection:
            rows = connection.execute(sa.select(t.incoming)).mappings()
            incoming = sorted(
                (names[row["account_id"]], str(row["day"]), row["comments"]) for row in rows
            )
    by_name = {table: _comparable(getattr(read, table), names) for table in TABLES}
    # people are known by a key that each store makes for itself
    by_name["posts"]["mentions"] = by_name["posts"]["mentions"].map(len)
    return by_name, incoming


def ledger(path: Path) -> tuple[int, int]:
    """Calls and thousandths of a dollar that the store says X has cost."""
    with Store.open(path) as store, store.connect() as connection:
        columns = sa.func.sum(t.ledger.c.calls), sa.func.sum(t.ledger.c.money)
        calls, money = connection.execute(sa.select(*columns)).one()
    return int(calls or 0), int(money or 0)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, int]:
    path = tmp_path_factory.mktemp("whole") / "store.sqlite3"
    world = Companies(2, POSTS)
    with Loopback(world) as server, Store.open(path) as store:
        report = run(server.url, store)
    assert {account.status for account in report.accounts} == {"read"}
    assert ledger(path) == (world.asked["x"], world.sold["x"])
    frames, incoming = content(path)
    assert len(frames["accounts"]) == len(REFS) == 10
    assert len(frames["posts"]) == 10 * POSTS
    assert set(frames["comments"]["account"].str.partition(":")[0]) == {
        "bluesky",
        "mastodon",
        "facebook",
        "instagram",
        "linkedin",
    }
    assert len({account for account, _, _ in incoming}) == 2
    return frames, incoming, world.sold["x"]


@pytest.mark.parametrize(
    "number",
    [n if n < QUICK else pytest.param(n, marks=pytest.mark.slow) for n in range(25)],
)
def test_a_kill_anywhere_loses_nothing(
    number: int, tmp_path: Path, undisturbed: tuple[Any, Any, int]
) -> None:
    path, chance = tmp_path / "store.sqlite3", random.Random(number)
    world = Companies(2, POSTS)
    with Loopback(world, delay=0.01) as server:
        child = subprocess.Popen(
            [sys.executable, str(CHILD), server.url, str(path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        for _ in range(chance.randrange(1, 170)):
            if not child.stdout.readline():
                break
        child.kill()
        child.communicate(timeout=30)
        sold, requests_sent = world.sold["x"], world.asked["x"]
        calls, money = ledger(path) if path.exists() else (0, 0)
        # what was under way stands with the most that it may cost; nothing is left out
        assert money >= sold
        assert calls >= requests_sent
        with Store.open(path) as store:
            report = run(server.url, store)
    assert {account.status for account in report.accounts} == {"read"}
    frames, incoming = content(path)
    for table in TABLES:
        pd.testing.assert_frame_equal(frames[table], undisturbed[0][table])
    assert incoming == undisturbed[1]
    calls, money = ledger(path)
    assert calls >= world.asked["x"]
    assert money >= world.sold["x"]
