"""One client on twelve networks, six of them without a key: what can be read is reported, and of
each other it is said what is missing and how to get it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from companies import Companies
from loopback import Loopback

pytestmark = pytest.mark.enable_socket
CLIENT = """
[client]
name = "Esempio S.p.A."
accounts = [
    "bluesky:esempio0.example", "@esempio0@social.example", "facebook:esempio0", "x:esempio0",
    "instagram:esempio0", "linkedin:company/esempio0", "youtube:@esempio", "tiktok:esempio",
    "https://www.threads.com/@esempio", "pinterest:esempio", "telegram:esempio_canale",
    "google:Esempio",
]
"""
OPEN = (
    "bluesky:esempio0.example",
    "mastodon:esempio0@social.example",
    "facebook:esempio0",
    "x:esempio0",
    "instagram:esempio0",
    "linkedin:company/esempio0",
)
CLOSED = {
    "youtube:@esempio": ("YOUTUBE_API_KEY", "console.cloud.google.com"),
    "tiktok:esempio": (
        "TIKTOK_ACCESS_TOKEN",
        "auditor login tiktok",
        "TikTok Studio, Analytics, Content, Download data",
    ),
    "threads:esempio": ("THREADS_ACCESS_TOKEN", "auditor login threads"),
    "pinterest:esempio": ("PINTEREST_ACCESS_TOKEN", "auditor login pinterest"),
    "telegram:esempio_canale": ("auditor import",),
    "google:Esempio": (
        "GOOGLE_ACCESS_TOKEN",
        "auditor login google",
        "takeout.google.com, Deselect all, then Google Business Profile",
    ),
}


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with Loopback(Companies(1, 60)) as server:
        for name in ("BLUESKY", "MASTODON"):
            monkeypatch.setenv(f"AUDITOR_{name}_URL", server.url)
        for name in ("FACEBOOK", "X", "INSTAGRAM", "LINKEDIN"):
            monkeypatch.setenv(f"AUDITOR_{name}_URL", f"{server.url}/{name.lower()}")
        for name in ("FACEBOOK", "INSTAGRAM", "LINKEDIN"):
            monkeypatch.setenv(f"{name}_ACCESS_TOKEN", "EAAcanarycanary")
        monkeypatch.setenv("X_BEARER_TOKEN", "AAAAcanarycanary")
        yield


def test_what_can_be_read_is_reported_and_of_the_rest_the_way_is_told(run, networks: None) -> None:
    Path("esempio.toml").write_text(CLIENT, encoding="utf-8")
    done = run(
        "audit", "--client", "esempio.toml", "--out", "esame", "--as-of", "2026-11-20T12:00:00Z"
    )
    assert done.exit_code == 1, done.stderr
    result = json.loads(Path("esame/result.json").read_text(encoding="utf-8"))
    accounts = {account["ref"]: account for account in result["accounts"]}
    assert set(accounts) == {*OPEN, *CLOSED}
    for ref in OPEN:
        assert accounts[ref]["coverage"]["posts_read"] == 60, ref
        assert accounts[ref]["verdict"]["code"] != "insufficient_data"
    outcome = done.stderr.splitlines()
    for ref, words in CLOSED.items():
        # Google's profile is nobody's page of posts, and gets no verdict
        expected = {"insufficient_data"} if not ref.startswith("google") else {None}
        assert {accounts[ref]["verdict"]["code"]} == expected, ref
        first = next(n for n, line in enumerate(outcome) if ref in line)
        said = " ".join(outcome[first : first + 2])
        assert not [word for word in words if word not in said], (ref, said)
    summary = {line.split()[0]: line for line in done.stdout.splitlines() if ":" in line}
    assert " 60 " in summary["facebook:esempio0"]
    assert " 0 " not in summary["tiktok:esempio"]  # nothing was read: that is no zero
    page = Path("esame/index.html").read_text(encoding="utf-8")
    for name in ("YouTube", "TikTok", "Threads", "Pinterest", "Telegram"):
        assert name in page
    assert "canary" not in done.output + page


def test_the_doctor_says_of_each_network_what_it_lacks(run, networks: None) -> None:
    done = run("doctor", "--json")
    assert done.stdout, done.stderr
    data = json.loads(done.stdout)
    skipped = {
        value["network"]: value["advice"]
        for value in data
        if value["status"] == "skipped" and value["advice"]
    }
    assert {"youtube", "tiktok", "threads", "pinterest"} <= set(skipped)
    for network in ("tiktok", "threads", "pinterest", "google"):
        assert f"auditor login {network}" in skipped[network]
    works = {
        entry["network"]
        for entry in data
        if (entry["name"], entry["status"]) == ("one real call", "ok")
    }
    assert {"bluesky", "facebook"} <= works
