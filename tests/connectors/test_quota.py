"""A day's quota is noted before each call and kept across runs; nothing is asked beyond it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import responses
import sqlalchemy as sa

from auditor.core.messages import msg
from auditor.store import Store
from connectors.errors import TransientError
from connectors.http.response import ApiRules
from connectors.http.session import Session
from connectors.http.usage import Ledger, Quota, bucket_of

URL = "https://api.example/items"
NOW = datetime(2026, 11, 25, 7, 30, tzinfo=UTC)  # still the 24th in California
QUOTA = Quota(3, "America/Los_Angeles")


def used_up() -> TransientError:
    return TransientError(msg("Used up."), retry=False)


RULES = ApiRules("example", lambda reply: None, units_per_call=1, quota=QUOTA, used_up=used_up)
KEY = [("key", "canary-key")]


def session_of(store: Store, now: datetime = NOW) -> Session:
    return Session(Ledger(store), clock=lambda: now, sleep=lambda seconds: None)


def rows(store: Store) -> list[tuple[Any, ...]]:
    with store.connect() as connection:
        sentence = sa.text("SELECT platform, day, calls, units FROM ledger ORDER BY day, bucket")
        return [tuple(row) for row in connection.execute(sentence)]


@responses.activate
def test_the_use_of_a_day_is_kept_by_the_networks_own_day(store: Store) -> None:
    responses.get(URL, json={})
    for _ in range(2):
        session_of(store).get(RULES, URL, KEY)
    assert rows(store) == [("example", "2026-11-24", 2, 2)]
    assert Ledger(store).today("example", QUOTA, bucket_of("canary-key"), NOW) == 2


@responses.activate
def test_beyond_the_quota_nothing_is_asked_until_the_day_ends(store: Store) -> None:
    responses.get(URL, json={})
    result = session_of(store)
    for _ in range(3):
        result.get(RULES, URL, KEY)
    with pytest.raises(TransientError, match="Used up"):
        session_of(store).get(RULES, URL, KEY)
    assert len(responses.calls) == 3
    session_of(store, NOW.replace(hour=9)).get(RULES, URL, KEY)
    assert rows(store)[-1] == ("example", "2026-11-25", 1, 1)


@responses.activate
def test_another_key_has_a_quota_of_its_own(store: Store) -> None:
    responses.get(URL, json={})
    for _ in range(3):
        session_of(store).get(RULES, URL, KEY)
    session_of(store).get(RULES, URL, [("key", "another")])
    assert [row[3] for row in rows(store)] in ([3, 1], [1, 3])


@responses.activate
def test_a_call_that_fails_has_been_paid_for(store: Store) -> None:
    responses.get(URL, body=ConnectionError("away"))
    with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it becomes, it was counted
        session_of(store).get(RULES, URL, KEY)
    assert rows(store)[0][3] >= 1
