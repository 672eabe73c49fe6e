"""A firm by its own site: found, written down, audited in one step, and what is closed is said."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.connectors.loopback import Loopback, World
from tests.connectors.test_finder import Site

pytestmark = [pytest.mark.enable_socket, pytest.mark.usefixtures("written_day")]
PAGE = """<html lang="it"><head><title>Esempio S.p.A.</title>
<link rel="alternate" type="application/rss+xml" href="/feed"></head><body>
<a href="https://bsky.app/profile/esempio0.example">Bluesky</a>
<a href="https://www.linkedin.com/company/esempio">LinkedIn</a>
<a href="https://www.youtube.com/@esempio">YouTube</a></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Esempio</title>
<item><guid>a</guid><title>Novità</title><pubDate>Tue, 03 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>"""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The firm's site, and the one network of its pages that is open."""
    with Loopback(World(1, 60)) as server:
        monkeypatch.setenv("AUDITOR_BLUESKY_URL", server.url)
        result = Site({"/": PAGE, "/feed": FEED})
        yield result
        result.close()


def test_find_lists_the_pages_and_offers_a_client_file(run, site: Site) -> None:
    stdout = run("--language", "it", "find", site.url).stdout
    assert "bluesky:esempio0.example" in stdout
    assert "non si sa" in stdout
    data = json.loads(run("find", site.url, "--json").stdout)
    assert [account["ref"] for account in data["accounts"]] == [
        "bluesky:esempio0.example",
        "linkedin:company/esempio",
        "youtube:@esempio",
    ]
    assert [account["links_back"] for account in data["accounts"]] == [False, None, None]
    assert run("find", site.url, "--out", "ditta.toml").exit_code == 0
    client = tomllib.loads(Path("ditta.toml").read_text(encoding="utf-8"))["client"]
    assert client["name"] == "Esempio S.p.A."
    assert len(client["accounts"]) == 4
    assert run("find", site.url, "--out", "ditta.toml").exit_code == 2


def test_a_site_is_audited_in_one_step_and_what_is_closed_is_said(run, site: Site) -> None:
    done = run("audit", site.url, "--out", "esame")
    assert done.exit_code == 1, done.output
    assert "names 4 pages" in done.stderr
    assert "The key YOUTUBE_API_KEY is not set" in done.stderr
    assert "linkedin:company/esempio" in done.stderr
    assert "Analytics, Content, Export" in done.stderr
    assert re.search(r"Calls made: bluesky \d+ \(planned \d+\)", done.stderr)
    result = json.loads(Path("esame/result.json").read_text(encoding="utf-8"))
    assert result["client"]["name"] == "Esempio S.p.A."
    accounts = {account["ref"]: account for account in result["accounts"]}
    assert accounts["bluesky:esempio0.example"]["coverage"]["posts_read"] == 60
    closed = accounts["linkedin:company/esempio"]
    assert (closed["verdict"]["code"], closed["url"]) == (
        "insufficient_data",
        "https://www.linkedin.com/company/esempio/",
    )
    page = Path("esame/index.html").read_text(encoding="utf-8")
    assert 'href="https://www.linkedin.com/company/esempio/"' in page
    assert "needs a key, or a file that its owner can download" in page


def test_a_site_that_cannot_be_read_is_told_in_a_line(run, site: Site) -> None:
    site.pages["/robots.txt"] = "User-agent: *\nDisallow: /"
    done = run("audit", site.url)
    assert done.exit_code == 1
    assert "robots.txt" in done.stderr
    assert list(Path().iterdir()) == []


def test_a_page_on_a_network_is_no_site(run) -> None:
    done = run("find", "https://www.facebook.com/esempio")
    assert done.exit_code == 2
    assert "auditor audit facebook:esempio" in done.stderr
