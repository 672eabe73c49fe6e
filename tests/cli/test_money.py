"""What X costs, through the command line: planned, limited, and written down."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import responses
from real_clock import now

SECRET = "AAAACanaryCanaryCanary"
API = "https://api.x.com/2"
FIRST_ID_MS = 1_288_834_974_657  # X's ids hold the milliseconds since then
NEWEST = timedelta(days=346)  # the posts reach over the edge of the year, where reading ends


@pytest.fixture
def x_of_900_posts(monkeypatch: pytest.MonkeyPatch) -> None:
    """An account that gives as many posts as are asked for."""
    monkeypatch.setenv("X_BEARER_TOKEN", SECRET)

    newest_ms = int((now() - NEWEST).timestamp() * 1000)

    def id_of(hours_before: int) -> str:
        return str((newest_ms - hours_before * 3_600_000 - FIRST_ID_MS) << 22)

    def serve(request: Any) -> tuple[int, dict[str, str], str]:
        parts = urlsplit(request.url)
        query = dict(parse_qsl(parts.query))
        if "/by/username/" in parts.path:
            numbers = {"followers_count": 900, "tweet_count": 5_000}
            return (
                200,
                {},
                json.dumps({"data": {"id": "7", "username": "esempio", "public_metrics": numbers}}),
            )
        if "/counts/all" in parts.path:
            return 200, {}, json.dumps({"data": [], "meta": {"total_tweet_count": 0}})
        start = int(query.get("pagination_token", 0))
        end = min(900, start + int(query["max_results"]))
        rows = [
            {
                "id": id_of(n),
                "text": f"Post {n}",
                "public_metrics": {"like_count": 1, "reply_count": 0, "retweet_count": 0},
            }
            for n in range(start, end)
        ]
        more = {"next_token": str(end)} if end < 900 else {}
        return 200, {}, json.dumps({"data": rows, "meta": more})

    responses.add_callback(responses.GET, re.compile(rf"{API}/.*"), serve)


def test_the_plan_says_what_a_year_of_known_size_costs(run) -> None:
    done = run("plan", "x:esempio", "--posts", "300", "--replies", "600", "--json")
    (account,) = json.loads(done.stdout)["accounts"]
    assert account["money"] == [4.63, 4.63, 7.63]
    assert account["calls"] == [22, 22, 22]
    stdout = run("plan", "x:esempio", "--posts", "300", "--replies", "600").stdout
    assert "$4.63, at most $7.63" in stdout
    unknown = json.loads(run("plan", "x:esempio", "--json").stdout)["accounts"][0]["money"]
    assert unknown == sorted(unknown)
    assert len(set(unknown)) == 3


def test_replies_without_posts_are_refused(run) -> None:
    done = run("plan", "x:esempio", "--replies", "600")
    assert (done.exit_code, "--posts N" in done.output) == (2, True)


@responses.activate
def test_a_limit_ends_the_reading_with_status_4_and_keeps_what_was_read(
    run, x_of_900_posts: None, tmp_path: Any
) -> None:
    store = str(tmp_path / "store.sqlite3")
    done = run("--store", store, "collect", "x:esempio", "--max-spend", "1", "--json")
    assert done.exit_code == 4, done.output
    (account,) = json.loads(done.stdout)["accounts"]
    assert (account["money"], account["posts_read"]) == (1.0, 198)
    assert "The limit of $1.00 does not hold the next call" in done.stderr
    with sqlite3.connect(store) as connection:
        assert connection.execute("SELECT sum(money) FROM ledger").fetchone() == (1_000,)
        assert connection.execute("SELECT count(*) FROM post").fetchone() == (198,)
        text = "\n".join(connection.iterdump())
    assert SECRET not in text + done.output


@responses.activate
def test_without_a_limit_the_price_is_told_before_and_after(
    run, x_of_900_posts: None, tmp_path: Any
) -> None:
    store = str(tmp_path / "store.sqlite3")
    done = run("--store", store, "collect", "x:esempio")
    assert done.exit_code == 0, done.output
    assert "X is paid for what is read: about $" in done.stderr
    assert "--max-spend sets a limit" in done.stderr
    assert "$2.52 (planned $2.87)" in done.stderr
