"""What a reading costs and what each network offers, told without asking anybody."""

from __future__ import annotations

import json

import pytest

from auditor.core.model import PLATFORMS as ALL
from connectors.registry import PLATFORMS

SECRET = "AIzaCanaryCanaryCanary"


def test_a_plan_asks_nobody_and_says_what_is_needed_first(run) -> None:
    done = run(
        "plan",
        "bluesky:esempio.example.com",
        "youtube:@esempio",
        "tiktok:esempio",
        "telegram:esempio_canale",
        "--json",
    )
    assert done.exit_code == 0, done.output
    bluesky, youtube, tiktok, telegram = json.loads(done.stdout)["accounts"]
    assert bluesky["needs"] is None
    assert bluesky["calls"] == sorted(bluesky["calls"])
    assert bluesky["units"] == [0, 0, 0]
    assert youtube["needs"] == "the key YOUTUBE_API_KEY"
    assert youtube["units"] == youtube["calls"]
    assert tiktok["needs"] == "the key TIKTOK_ACCESS_TOKEN"
    assert telegram["calls"] is None
    assert "a row for each post" in telegram["needs"]


def test_fewer_days_and_no_comments_cost_less(run) -> None:
    def most(*more: str) -> float:
        done = run("plan", "mastodon:esempio@social.example", "--json", *more)
        return json.loads(done.stdout)["accounts"][0]["calls"][2]

    assert most("--no-comments") < most()
    assert most("--history-days", "30") < most()


def test_the_quota_of_today_stands_beside_the_plan(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUTUBE_API_KEY", SECRET)
    done = run("plan", "youtube:@esempio", "--json")
    assert json.loads(done.stdout)["used_today"] == {"youtube": [0, 10_000]}
    stdout = run("--language", "it", "plan", "youtube:@esempio").stdout
    assert "oggi sono state usate 0 unità su 10.000" in stdout
    assert SECRET not in stdout + done.stdout


def test_platforms_says_what_each_offers_and_never_a_key(
    run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUTUBE_API_KEY", SECRET)
    data = json.loads(run("platforms", "--json").stdout)
    assert [network["platform"] for network in data["networks"]] == list(PLATFORMS)
    assert set(data["files"]) == set(ALL) - set(PLATFORMS)
    youtube = next(entry for entry in data["networks"] if entry["platform"] == "youtube")
    assert youtube["keys"][0]["set"] is True
    assert youtube["others"]["shares"] == "not_offered"
    assert youtube["keep_days"] == 30
    stdout = run("platforms").stdout
    assert "YOUTUBE_API_KEY (set)" in stdout
    assert SECRET not in stdout
