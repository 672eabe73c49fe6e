"""``auditor doctor``: what works, what a key opens and when it ends; one cheap call a network."""

from __future__ import annotations

import json

import pytest
import responses

KEY = "AIzaCanaryCanaryCanary"


@pytest.fixture
def networks() -> None:
    responses.get(
        "https://youtube.googleapis.com/youtube/v3/channels", json={"items": [{"id": "x"}]}
    )
    responses.get("https://social.example/api/v1/accounts/verify_credentials", json={"id": "1"})
    responses.get("https://social.example/api/v1/instance", json={"domain": "social.example"})


@responses.activate
def test_a_key_that_works_says_what_it_opens_and_when_it_ends(
    run, networks: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUTUBE_API_KEY", KEY)
    monkeypatch.setenv("MASTODON_ACCESS_TOKEN", f"social.example={KEY}")
    done = run("doctor", "youtube", "mastodon", "--json")
    assert done.exit_code == 0, done.output
    found = {(one["network"], one["name"]): one for one in json.loads(done.stdout)}
    youtube = found["youtube", "YOUTUBE_API_KEY is set"]
    assert youtube["expires"] == "The key does not expire."
    assert "every public channel" in youtube["opens"]
    mastodon = found["mastodon", "MASTODON_ACCESS_TOKEN is set"]
    assert mastodon["expires"] == "The key does not expire; its owner can revoke it."
    assert KEY not in done.output
    assert "does not expire" in run("doctor", "youtube").stdout


@responses.activate
def test_a_key_that_fails_says_what_to_do(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUTUBE_API_KEY", KEY)
    error = {"error": {"code": 400, "errors": [{"reason": "badRequest"}],
                       "details": [{"reason": "API_KEY_INVALID"}]}}  # fmt: skip
    responses.get(
        "https://youtube.googleapis.com/youtube/v3/channels", json=error, status=400
    )  # fmt: skip
    done = run("doctor", "youtube", "--json")
    assert done.exit_code == 1
    failed = [one for one in json.loads(done.stdout) if one["status"] == "failed"]
    assert [one["name"] for one in failed] == ["one real call"]
    assert failed[0]["advice"]
    assert KEY not in done.output


def test_a_key_that_is_not_set_names_the_place_where_it_is_made(run) -> None:
    done = run("doctor", "youtube", "--json")
    (one,) = [one for one in json.loads(done.stdout) if one["network"] == "youtube"]
    assert (one["status"], one["expires"]) == ("failed", None)
    assert "https://console.cloud.google.com" in one["advice"]
