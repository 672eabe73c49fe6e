"""What is planned holds what is then asked: for a first reading and for a second one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import responses
import time_machine
from companies import Companies
from companies_child import COMPANIES, KEYS
from loopback import AS_OF, Loopback, World
from test_example_accounts import BASE, Channel
from test_feeds_kept import FEED, TWO
from test_feeds_kept import REF as SITE

from auditor.core.model import AccountRef, Window
from auditor.core.settings import Settings
from connectors.collecting.collect import collect
from connectors.collecting.forecast import forecast
from connectors.http.session import Session
from connectors.registry import make_connector
from connectors.youtube.connector import KEY

Twice = Callable[[AccountRef, Settings], list[tuple[float, float, float]]]


@pytest.fixture
def twice(store: Any, session: Session) -> Twice:
    """Plans and reads an account, and again two days later: least, calls made, most."""

    def run(ref: AccountRef, settings: Settings) -> list[tuple[float, float, float]]:
        matches = []
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        for days in (0, 2):
            now = AS_OF + timedelta(days=days)
            window = Window(now - timedelta(days=365), now)
            with time_machine.travel(now, tick=True):
                plan = forecast(store, make(ref.platform), ref, window)
                before = session.ledger.calls()
                collect(store, make, [ref], history=window, now=lambda now=now: now)
            matches.append((plan.calls.least, session.ledger.calls() - before, plan.calls.most))
        return matches

    return run


@pytest.mark.parametrize("posts", [0, 1, 30, 40, 90, 200, 300])
@pytest.mark.parametrize("network", ["bluesky", "mastodon"])
def test_the_open_networks_cost_what_was_planned(twice: Twice, network: str, posts: int) -> None:
    handle = {"bluesky": "esempio0.example", "mastodon": "esempio0@social.example"}[network]
    with Loopback(World(1, posts)) as server:
        first, second = twice(
            AccountRef(network, handle), Settings(base_urls={network: server.url})
        )
    for least, made, most in (first, second):
        assert least <= made <= most
    if posts > 100:
        assert second[1] < first[1]


@pytest.mark.parametrize("posts", [0, 1, 30, 100, 101, 300])
@pytest.mark.parametrize("network", COMPANIES)
def test_the_companies_networks_cost_what_was_planned(
    twice: Twice, network: str, posts: int
) -> None:
    handle = "company/esempio0" if network == "linkedin" else "esempio0"
    with Loopback(Companies(1, posts, most=100)) as server:
        settings = Settings(credentials=KEYS, base_urls={network: f"{server.url}/{network}"})
        plans = twice(AccountRef(network, handle), settings)
    for least, made, most in plans:
        assert least <= made <= most


@responses.activate
def test_youtube_costs_what_was_planned(twice: Twice) -> None:
    channel = Channel()
    for method in ("channels", "playlistItems", "videos", "commentThreads", "comments"):
        responses.add_callback(responses.GET, f"{BASE}/{method}", channel.serve)
    settings = Settings(credentials={KEY: "AIzaSecret"})
    for least, made, most in twice(AccountRef("youtube", "@esempio"), settings):
        assert least <= made <= most


@responses.activate
def test_a_website_costs_what_was_planned(twice: Twice) -> None:
    responses.get(FEED, body=TWO)
    for least, made, most in twice(SITE, Settings()):
        assert least <= made <= most


def test_the_second_plan_is_closer_than_the_first(store: Any, session: Session) -> None:
    ref = AccountRef("bluesky", "esempio0.example")
    with Loopback(World(1, 300)) as server:
        settings = Settings(base_urls={"bluesky": server.url})
        make = lambda platform: make_connector(platform, session, settings)  # noqa: E731
        window = Window(AS_OF - timedelta(days=365), AS_OF)
        before = forecast(store, make("bluesky"), ref, window).calls
        collect(store, make, [ref], history=window, now=lambda: AS_OF)
        after = forecast(store, make("bluesky"), ref, window).calls
    assert after.most - after.least < (before.most - before.least) / 10
