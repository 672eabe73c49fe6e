"""``auditor doctor``: the way to each network, the step that was reached, and old knowledge told."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import pytest
import responses

from connectors.base import PERMISSIONS, REAL_CALL, Check, msg
from connectors.claims import CLAIMS, GOOD_FOR, outdated
from connectors.key_steps import HOLDS, OWN_PAGES, STEPS, next_step, steps_of
from connectors.registry import PLATFORMS

pytestmark = pytest.mark.usefixtures("written_day")
ENV = msg("{env} is set", env="X")
SET, WORKS = Check(ENV, "ok"), Check(REAL_CALL, "ok")


def test_every_network_has_steps_and_claims_with_a_day_and_a_source() -> None:
    assert set(STEPS) == set(CLAIMS) == set(PLATFORMS)
    for name in PLATFORMS:
        assert steps_of(name)
        for claim in CLAIMS[name]:
            assert claim.source.startswith("https://")
            assert date(2026, 1, 1) < claim.checked


@pytest.mark.parametrize(
    ("checks", "stage"),
    [
        ([Check(ENV, "skipped")], "app"),
        ([SET, Check(REAL_CALL, "failed")], "key"),
        ([SET, WORKS, Check(OWN_PAGES, "warning"), Check(PERMISSIONS, "warning")], "permissions"),
        ([SET, WORKS, Check(OWN_PAGES, "warning")], "pages"),
        ([SET, WORKS, Check(HOLDS, "warning")], "lasts"),
        ([SET, WORKS], None),
    ],
)
def test_the_step_that_was_reached_is_told_by_what_was_checked(
    checks: list[Check], stage: str | None
) -> None:
    for name in ("facebook", "instagram", "linkedin"):
        result = next_step(name, checks)
        assert (None if result is None else STEPS[name][result].stage) == stage


@responses.activate
def test_a_network_that_is_named_is_shown_step_by_step(run, monkeypatch) -> None:
    said = run("doctor", "facebook").stdout
    assert re.search(r"^→ 1\. Make an app", said, re.MULTILINE)
    assert "Reached: 0 of 7." in said
    monkeypatch.setenv("FACEBOOK_ACCESS_TOKEN", "EAACanaryCanary")
    root = "https://graph.facebook.com/v27.0"
    responses.get(f"{root}/me", json={"id": "1", "name": "Anna Esempio"})
    responses.get(f"{root}/me/accounts", json={"data": []})
    granted = [
        {"permission": name, "status": "granted"}
        for name in (
            "pages_show_list",
            "pages_read_engagement",
            "pages_read_user_content",
            "read_insights",
            "business_management",
        )
    ]
    responses.get(f"{root}/me/permissions", json={"data": granted})
    said = run("doctor", "facebook", "--language", "it").stdout
    assert re.search(r"^→ 4\. Nella finestra del consenso", said, re.MULTILINE)
    assert "business_management: è la prima cosa da guardare" in " ".join(said.split())
    assert "Passi fatti: 3 di 7." in said


@responses.activate
def test_without_names_the_easiest_way_comes_first_and_works_is_only_what_was_tried(run) -> None:
    responses.get(
        "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfiles", json={"profiles": []}
    )
    responses.get("https://mastodon.social/api/v1/instance", json={"uri": "x"})
    done = run("doctor")
    said = " ".join(done.stdout.split())
    assert "The easiest way to each network:" in said
    assert "linkedin: the owner's file:" in said
    assert "A key comes second: auditor doctor linkedin" in said
    assert "youtube: a free key, in minutes" in said
    assert "bluesky: auditor audit bluesky:NAME" in said
    data = json.loads(run("doctor", "--json").stdout)
    assert {value["name"] for value in data if value["tried"]} <= {
        "one real call",
        "own pages",
        "opens",
    }
    rows = [line for line in done.stdout.splitlines() if "API version" in line]
    assert rows
    assert not any("works" in line for line in rows)


@responses.activate
def test_what_was_checked_more_than_six_months_ago_is_told(run) -> None:
    import time_machine

    oldest = min(claim.checked for claim in CLAIMS["youtube"])
    assert outdated("youtube", oldest + GOOD_FOR) is None
    with time_machine.travel(oldest + GOOD_FOR + timedelta(days=2)):
        data = json.loads(run("doctor", "youtube", "--json").stdout)
        first_match = next(value for value in data if value["name"] == "what is known of it")
    assert first_match["status"] == "warning"
    assert "https://" in first_match["advice"]


def test_a_login_is_not_begun_with_an_address_that_no_browser_comes_back_to(
    run, monkeypatch
) -> None:
    monkeypatch.setenv("LINKEDIN_CLIENT_ID", "a")
    monkeypatch.setenv("LINKEDIN_CLIENT_SECRET", "b")
    done = run("login", "linkedin", "--redirect", "ftp://x", "--no-browser")
    assert done.exit_code == 2
    assert "ftp://x" in done.stderr
