"""``auditor doctor``: what works, what a key opens and when it ends; one cheap call a network."""

from __future__ import annotations

import json

import pytest
import responses

pytestmark = pytest.mark.usefixtures("written_day")
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
    by_name = {(row["network"], row["name"]): row for row in json.loads(done.stdout)}
    youtube = by_name["youtube", "YOUTUBE_API_KEY is set"]
    assert youtube["expires"] == "The key does not expire."
    assert "every public channel" in youtube["opens"]
    mastodon = by_name["mastodon", "MASTODON_ACCESS_TOKEN is set"]
    assert mastodon["expires"] == "The key does not expire; its owner can revoke it."
    assert KEY not in done.output
    assert "does not expire" in run("doctor", "youtube").stdout


@responses.activate
def test_a_key_that_fails_says_what_to_do(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUTUBE_API_KEY", KEY)
    error = {
        "error": {
            "code": 400,
            "errors": [{"reason": "badRequest"}],
            "details": [{"reason": "API_KEY_INVALID"}],
        }
    }
    responses.get("https://youtube.googleapis.com/youtube/v3/channels", json=error, status=400)
    done = run("doctor", "youtube", "--json")
    assert done.exit_code == 1
    failed = [row for row in json.loads(done.stdout) if row["status"] == "failed"]
    assert [value["name"] for value in failed] == ["one real call"]
    assert failed[0]["advice"]
    assert KEY not in done.output


def test_a_key_that_is_not_set_names_the_place_where_it_is_made(run) -> None:
    done = run("doctor", "youtube", "--json")
    (entry, version) = [row for row in json.loads(done.stdout) if row["network"] == "youtube"]
    assert "23 November 2027" in version["detail"]
    assert (entry["status"], entry["expires"]) == ("skipped", None)
    assert "https://console.cloud.google.com" in entry["advice"]


GRAPH = "https://graph.facebook.com/v27.0"


def of_facebook(run, monkeypatch: pytest.MonkeyPatch, **headers: str) -> dict[str, dict[str, str]]:
    monkeypatch.setenv("FACEBOOK_ACCESS_TOKEN", "EAACanaryCanary")
    responses.get(f"{GRAPH}/me", json={"id": "1", "name": "Anna Esempio"}, headers=headers)
    pages = [{"id": "7", "name": "Esempio S.p.A.", "access_token": "EAACanaryPage"}]
    responses.get(f"{GRAPH}/me/accounts", json={"data": pages})
    done = run("doctor", "facebook", "--json")
    assert "Canary" not in done.output
    return {row["name"]: row for row in json.loads(done.stdout) if row["network"] == "facebook"}


@responses.activate
def test_a_key_of_facebook_names_the_pages_that_it_opens(run, monkeypatch) -> None:
    account_ref = of_facebook(run, monkeypatch, **{"facebook-api-version": "v27.0"})
    assert "Esempio S.p.A." in account_ref["own pages"]["detail"]
    assert account_ref["one real call"]["status"] == "ok"
    assert (
        account_ref["API version v27.0"]["status"],
        "4 November 2027" in account_ref["API version v27.0"]["detail"],
    ) == (
        "ok",
        True,
    )


@responses.activate
def test_a_version_that_has_died_is_told_with_how_to_set_another(run, monkeypatch) -> None:
    version = of_facebook(run, monkeypatch, **{"facebook-api-version": "v28.0"})[
        "API version v27.0"
    ]
    assert version["status"] == "warning"
    assert "answers as v28.0" in version["detail"]
    assert "AUDITOR_FACEBOOK_API_VERSION" in version["advice"]


@responses.activate
def test_a_version_whose_end_is_known_and_past_is_told(run, monkeypatch) -> None:
    monkeypatch.setenv("FACEBOOK_ACCESS_TOKEN", "EAACanaryCanary")
    monkeypatch.setenv("AUDITOR_FACEBOOK_API_VERSION", "v20.0")
    dead = {"error": {"code": 2635, "message": "(#2635) You are calling a deprecated version"}}
    responses.get("https://graph.facebook.com/v20.0/me", json=dead, status=400)
    done = run("doctor", "facebook", "--json")
    by_name = {row["name"]: row for row in json.loads(done.stdout)}
    assert "24 September 2026" in by_name["API version v20.0"]["detail"]
    assert "AUDITOR_FACEBOOK_API_VERSION" in by_name["one real call"]["advice"]


@responses.activate
def test_a_key_of_x_is_tried_by_a_call_that_is_free(run, monkeypatch) -> None:
    monkeypatch.setenv("X_BEARER_TOKEN", "AAAACanaryCanary")
    usage = {"data": {"project_usage": "120", "project_cap": "3000000"}}
    responses.get("https://api.x.com/2/usage/tweets", json=usage)
    done = run("doctor", "x", "--json")
    by_name = {row["name"]: row for row in json.loads(done.stdout)}
    assert "120 of 3000000" in by_name["one real call"]["detail"]
    assert "22 February 2027" in by_name["API version 2"]["detail"]
    assert done.exit_code == 0


@responses.activate
def test_a_permission_that_was_not_given_is_named(run, monkeypatch) -> None:
    rows = [
        {"permission": "pages_show_list", "status": "granted"},
        {"permission": "pages_read_engagement", "status": "granted"},
        {"permission": "pages_read_user_content", "status": "declined"},
    ]
    responses.get(f"{GRAPH}/me/permissions", json={"data": rows})
    permission = of_facebook(run, monkeypatch)["permissions"]
    assert permission["status"] == "warning"
    assert permission["detail"] == (
        "The key was not given: pages_read_user_content, read_insights, business_management."
    )
    assert "https://developers.facebook.com/apps/" in permission["advice"]


@responses.activate
def test_a_key_of_linkedin_says_which_way_it_opens_and_which_pages(run, monkeypatch) -> None:
    monkeypatch.setenv("LINKEDIN_ACCESS_TOKEN", "AQXCanaryCanary")
    rest = "https://api.linkedin.com/rest"
    responses.get(f"{rest}/organizationAcls", json={"code": "ACCESS_DENIED"}, status=403)
    mine = {"elements": [{"key": {"organization": "urn:li:organization:123"}}]}
    responses.get(f"{rest}/dmaOrganizationAcls", json=mine)
    named = {"results": {"123": {"localizedName": "Esempio S.p.A."}}}
    responses.get(f"{rest}/dmaOrganizations", json=named)
    done = run("doctor", "linkedin", "--json")
    by_name = {row["name"]: row for row in json.loads(done.stdout)}
    assert "Pages Data Portability API" in by_name["one real call"]["detail"]
    assert by_name["own pages"]["detail"] == "Opens one page (Esempio S.p.A.)."
    assert "15 August 2027" in by_name["API version 202608"]["detail"]
    assert "Canary" not in done.output
