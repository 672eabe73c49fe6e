"""Pinterest: the key's own account, its pins with their counts, and nobody else's."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import responses
from kept import frames
from responses.matchers import header_matcher, query_param_matcher

from auditor.core.model import AccountRef, Format, PostKind, Window
from auditor.core.reasons import Reason
from auditor.core.settings import Settings
from connectors.base import KnownAccount
from connectors.collecting.collect import AccountReport, collect
from connectors.http.session import Session
from connectors.pinterest.connector import KEY, Pinterest
from connectors.pinterest.parse import account, items
from connectors.registry import make_connector

BASE = "https://api.pinterest.com/v5"
SECRET = "pina-canary-canary"
SETTINGS = Settings(credentials={KEY: SECRET})
ASKED = {"page_size": "250", "pin_filter": "exclude_repins", "pin_metrics": "true"}
ACCOUNT = {
    "id": "2783",
    "username": "Esempio",
    "business_name": "Esempio S.p.A.",
    "about": "Sedie e tavoli. info@esempio.example",
    "website_url": "https://www.esempio.example",
    "profile_image": "https://i.example/x.jpg",
    "follower_count": 1200,
    "following_count": 12,
    "pin_count": 339,
}
Read = Callable[..., AccountReport]


def pin(number: int, day: str = "2026-11-01", **more: Any) -> dict[str, Any]:
    return {
        "id": str(number),
        "created_at": f"{day}T10:00:00",
        "title": "Una sedia",
        "description": "In legno.",
        "link": "https://www.esempio.example/sedia",
        "creative_type": "REGULAR",
        "parent_pin_id": None,
        "media": {"media_type": "image"},
        "pin_metrics": {
            "lifetime_metrics": {
                "impression": 2000,
                "clickthrough": 3,
                "reaction": 10,
                "comment": 2,
            }
        },
        **more,
    }


@pytest.fixture
def read(store: Any, session: Session, year: Window, clock: Any) -> Read:
    def run(handle: str = "esempio") -> AccountReport:
        make = lambda platform: make_connector(platform, session, SETTINGS)  # noqa: E731
        ref = AccountRef("pinterest", handle)
        return collect(store, make, [ref], history=year, now=clock).accounts[0]

    return run


def listed(*pages: list[dict[str, Any]]) -> None:
    for number, rows in enumerate(pages):
        asked = {**ASKED, **({"bookmark": f"b{number}"} if number else {})}
        following = f"b{number + 1}" if number + 1 < len(pages) else None
        responses.get(
            f"{BASE}/pins",
            json={"items": rows, "bookmark": following},
            match=[
                query_param_matcher(asked),
                header_matcher({"Authorization": f"Bearer {SECRET}"}),
            ],
        )


@responses.activate
def test_pins_of_two_pages_with_their_counts(read: Read, store: Any) -> None:
    responses.get(f"{BASE}/user_account", json=ACCOUNT)
    listed([pin(1), pin(2, "2026-10-02")], [pin(3, "2026-09-02", pin_metrics=None)])
    report = read()
    kept = frames(store)
    assert (report.status, report.posts_new) == ("read", 3)
    assert len(responses.calls) == 3
    posts = kept.posts.set_index("platform_id")
    assert posts.loc["1", ["reactions", "comments"]].tolist() == [10, 2]
    assert posts.loc["3", ["reactions", "comments"]].isna().all()
    assert posts.loc["1", "published_at"] == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert posts.loc["1", "url"] == "https://www.pinterest.com/pin/1/"
    assert kept.profiles["followers"].tolist() == [1200]
    assert SECRET not in str(report)


@responses.activate
@pytest.mark.parametrize("handle", ["altra", "esempio2"])
def test_another_account_is_shown_to_nobody(read: Read, store: Any, handle: str) -> None:
    responses.get(f"{BASE}/user_account", json=ACCOUNT)
    report = read(handle)
    assert (report.status, report.reason) == ("failed", Reason.OWNER_ONLY)
    assert "belongs to pinterest:Esempio" in str(report.error)
    assert len(frames(store).posts) == 0


@responses.activate
def test_the_account_is_known_by_its_id_too(read: Read) -> None:
    responses.get(f"{BASE}/user_account", json=ACCOUNT)
    listed([pin(1)])
    assert read("2783").status == "read"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"media": {"media_type": "video"}}, Format.VIDEO),
        ({"media": {"media_type": "multiple_mixed"}}, Format.CAROUSEL),
        ({"media": None, "creative_type": "VIDEO"}, Format.VIDEO),
        ({"media": {"media_type": "hologram"}, "creative_type": "QUIZ"}, Format.OTHER),
        ({"media": {}, "creative_type": None}, None),
    ],
)
def test_the_format_is_that_of_the_medium(row: dict[str, Any], expected: Format | None) -> None:
    (item,) = items([pin(1, **row)])
    assert item is not None
    assert item.post.format is expected


def test_a_saved_pin_is_somebody_elses() -> None:
    (item,) = items([pin(1, parent_pin_id="99")])
    assert item is not None
    assert item.post.kind is PostKind.REPOST
    assert (item.post.text, item.post.links, item.post.counts.reactions) == (None, (), None)


@pytest.mark.parametrize(
    ("title", "words", "text"),
    [
        ("Sedia", "In legno", "Sedia\nIn legno"),
        ("Sedia", "Sedia in legno", "Sedia in legno"),
        ("Sedia", None, "Sedia"),
        (None, "In legno", "In legno"),
        (None, None, ""),
    ],
)
def test_title_and_words_are_one_text(title: str | None, words: str | None, text: str) -> None:
    (item,) = items([pin(1, title=title, description=words)])
    assert item is not None
    assert item.post.text == text


@pytest.mark.parametrize("row", [None, [], {}, {"id": "1"}, {"created_at": "2026-11-01T10:00:00"}])
def test_an_entry_without_id_or_time_costs_only_itself(row: Any) -> None:
    assert next(iter(items([row]))) is None


def test_payloads_of_the_specification_are_read(material: Path) -> None:
    folder = material / "platforms" / "examples"
    if not folder.is_dir():
        pytest.skip(f"no examples in {folder}")
    now = datetime(2026, 11, 24, tzinfo=UTC)
    told = json.loads((folder / "pin_account.json").read_text(encoding="utf-8"))
    read_account = account(told, AccountRef("pinterest", "acme"), now)
    assert read_account.profile is not None
    assert (read_account.platform_id, read_account.profile.followers) == (
        "2783136121146311751",
        1200,
    )
    rows = json.loads((folder / "pin_pins.json").read_text(encoding="utf-8"))["items"]
    (item,) = items(rows)
    assert item is not None
    counts = item.post.counts
    assert (counts.reactions, counts.comments, counts.impressions, counts.clicks) == (
        10,
        2,
        2000,
        3,
    )
    assert counts.saves is None


def test_a_thousand_pins_cost_no_more_than_the_formula(session: Session, year: Window) -> None:
    connector = Pinterest(session, {KEY: SECRET})
    known = KnownAccount(AccountRef("pinterest", "esempio"), posts_in_window=1_000)
    saves = 3  # of the pins of the last 13 weeks, where the account is a business one
    assert connector.plan(known, year).calls.least <= 1 + 1_000 / 250
    assert connector.plan(known, year).calls.most <= 1 + 1_000 / 250 + saves


@responses.activate
def test_the_doctor_says_whose_key_it_is(session: Session) -> None:
    responses.get(f"{BASE}/user_account", json=ACCOUNT)
    checks = Pinterest(session, {KEY: SECRET}).check()
    assert [(check.status, str(check.detail)) for check in checks][-1] == (
        "ok",
        "Opens pinterest:Esempio.",
    )
    assert Pinterest(session, {}).check()[0].status == "skipped"


# Saves, of a business account ----------------------------------------------------------------------

BUSINESS = {**ACCOUNT, "account_type": "BUSINESS"}


def saved(numbers: dict[int, Any], status: str = "READY") -> dict[str, Any]:
    return {
        str(pin): {
            "all": {
                "summary_metrics": {"SAVE": number},
                "lifetime_metrics": {},
                "daily_metrics": [{"date": "2026-11-02", "data_status": status, "metrics": {}}],
            }
        }
        for pin, number in numbers.items()
    }


def analytics(asked: list[list[str]], data: dict[str, Any], status: int = 200) -> None:
    def answer(request: Any) -> tuple[int, dict[str, str], str]:
        query = parse_qs(urlsplit(request.url).query)
        asked.append(query["pin_ids"])
        assert query["metric_types"] == ["SAVE"]
        days = [date.fromisoformat(query[name][0]) for name in ("start_date", "end_date")]
        assert timedelta(0) < days[1] - days[0] <= timedelta(days=90)
        return status, {}, json.dumps(data)

    responses.add_callback(responses.GET, f"{BASE}/pins/analytics", callback=answer)


@responses.activate
def test_saves_of_the_last_weeks_are_read_of_a_business_account(read: Read, store: Any) -> None:
    responses.get(f"{BASE}/user_account", json=BUSINESS)
    listed([pin(1), pin(2, "2026-10-20"), pin(3, "2026-02-01")])
    asked: list[list[str]] = []
    analytics(asked, saved({1: 7, 2: 0}))
    assert read().status == "read"
    posts = frames(store).posts.set_index("platform_id")
    counts = frames(store).snapshots.set_index("post_id")["saves"]
    by_pin = {name: counts[row["id"]] for name, row in posts.iterrows()}
    assert (by_pin["1"], by_pin["2"]) == (7, 0)
    assert by_pin["3"] != by_pin["3"]  # too old for the analytics: unknown
    assert asked == [["1", "2"]]


@responses.activate
def test_a_hundred_pins_are_asked_at_once(read: Read) -> None:
    responses.get(f"{BASE}/user_account", json=BUSINESS)
    listed([pin(number, "2026-11-01") for number in range(1, 231)])
    asked: list[list[str]] = []
    analytics(asked, {})
    assert read().status == "read"
    assert [len(part) for part in asked] == [100, 100, 30]


@responses.activate
def test_an_account_of_a_person_has_no_analytics(read: Read) -> None:
    responses.get(f"{BASE}/user_account", json={**ACCOUNT, "account_type": "PINNER"})
    listed([pin(1)])
    asked: list[list[str]] = []
    analytics(asked, {})
    assert (read().status, asked) == ("read", [])


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"code": 3, "message": "(made up)"}, 403),
        ({"code": 1, "message": "(made up)"}, 400),
        ({}, 200),
        (saved({1: 7}, "PROCESSING"), 200),
        (saved({1: -1}), 200),
        ({"1": []}, 200),
        ({"1": {"all": []}}, 200),
    ],
)
@responses.activate
def test_saves_that_are_not_told_are_unknown_and_cost_nothing_else(
    data: dict[str, Any], status: int, read: Read, store: Any
) -> None:
    responses.get(f"{BASE}/user_account", json=BUSINESS)
    listed([pin(1)])
    analytics([], data, status)
    assert read().status == "read"
    kept = frames(store)
    assert kept.snapshots["saves"].isna().all()
    assert kept.snapshots["reactions"].tolist() == [10]
    assert kept.missing.set_index("field")["reason"]["saves"] == "not_offered"
