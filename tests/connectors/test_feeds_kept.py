"""What a feed covers, and what is asked again of one that has not changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import responses
from kept import frames
from loopback import AS_OF
from responses.matchers import header_matcher

from auditor.core.model import AccountRef, Window
from auditor.core.settings import Settings
from connectors.collecting.collect import CollectReport, collect
from connectors.http.session import Session
from connectors.registry import make_connector

HOME = "https://esempio.example.com"
FEED = f"{HOME}/feed"
REF = AccountRef("site", FEED)
OLDEST = datetime(2026, 6, 1, 8, tzinfo=UTC)


def feed(*days: str, generator: str = "") -> str:
    items = "".join(
        f"<item><guid>{day}</guid><title>Novità</title><pubDate>{day} 08:00:00 GMT</pubDate></item>"
        for day in days
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{generator}{items}</channel></rss>'


TWO = feed("Mon, 01 Jun 2026", "Tue, 03 Nov 2026")


@pytest.fixture
def gather(store: Any, session: Session, year: Window, clock: Any) -> Callable[..., CollectReport]:
    def run(history: Window = year) -> CollectReport:
        make = lambda platform: make_connector(platform, session, Settings())  # noqa: E731
        return collect(store, make, [REF], history=history, now=clock)

    return run


def spans(store: Any) -> list[tuple[datetime, datetime, bool]]:
    runs = frames(store).runs
    return list(
        zip(runs["covered_start"], runs["covered_end"], runs["complete"].astype(bool), strict=True)
    )


@responses.activate
def test_a_feed_covers_no_day_before_its_oldest_entry(gather: Any, store: Any) -> None:
    responses.get(FEED, body=TWO)
    gather()
    assert spans(store) == [(OLDEST, AS_OF, True)]


@responses.activate
def test_an_empty_feed_covers_nothing(gather: Any, store: Any) -> None:
    responses.get(FEED, body=feed())
    gather()
    assert frames(store).runs["covered_start"].isna().all()


@responses.activate
def test_wordpress_feeds_are_read_page_by_page_to_their_end(
    gather: Any, store: Any, year: Window
) -> None:
    made = "<generator>https://wordpress.org/?v=6.8</generator>"
    responses.get(FEED, body=feed("Tue, 03 Nov 2026", generator=made))
    responses.get(f"{FEED}?paged=2", body=feed("Mon, 01 Jun 2026", generator=made))
    responses.get(f"{FEED}?paged=3", status=404)
    gather()
    assert len(frames(store).posts) == 2
    assert spans(store) == [(year.start, AS_OF, True)]


@responses.activate
def test_what_has_not_changed_is_not_sent_again_and_deletes_nothing(
    gather: Any, store: Any
) -> None:
    mark = {"ETag": '"one"', "Last-Modified": "Tue, 03 Nov 2026 09:00:00 GMT"}
    first = responses.get(FEED, body=TWO, headers=mark)
    gather()
    responses.remove(first)
    responses.get(FEED, body=TWO)  # the address itself is asked what it is
    query = {"If-None-Match": '"one"', "If-Modified-Since": "Tue, 03 Nov 2026 09:00:00 GMT"}
    unchanged = responses.get(FEED, status=304, match=[header_matcher(query)])
    gather()
    assert unchanged.call_count == 1
    (_, before, _), (start, end, whole) = spans(store)
    assert (end, whole) == (before, True)
    assert start == AS_OF - timedelta(days=30)
    assert frames(store).posts["deleted_seen_at"].isna().all()


@responses.activate
def test_a_wider_window_asks_for_the_whole_feed_again(
    gather: Any, store: Any, year: Window
) -> None:
    responses.get(FEED, body=TWO, headers={"ETag": '"one"'})
    month = Window(AS_OF - timedelta(days=30), AS_OF)
    gather(month)
    assert len(frames(store).posts) == 1
    gather(year)
    assert all("If-None-Match" not in call.request.headers for call in responses.calls)
    assert len(frames(store).posts) == 2
