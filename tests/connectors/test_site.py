"""A site's own news: found where they are declared or usual, read as dates and words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import responses
from responses.matchers import query_param_matcher
from walking import walked

from auditor.core.model import AccountRef, Format, Window
from auditor.core.reasons import Reason
from connectors.errors import PlatformError
from connectors.http.session import Session
from connectors.site.connector import Site

HOME = "https://esempio.example.com"
REF = AccountRef("site", HOME)
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Esempio</title>
<item><guid>a</guid><title>Vi piace la nuova forma?</title><link>https://esempio.example.com/a</link>
<pubDate>Tue, 03 Nov 2026 09:00:00 +0100</pubDate><description>&lt;p&gt;Dal &lt;b&gt;forno&lt;/b&gt;.&lt;/p&gt;</description></item>
<item><guid>undated</guid><title>Senza data</title></item>
<item><guid>b</guid><title>Prima</title><pubDate>Mon, 01 Jun 2026 08:00:00 GMT</pubDate></item>
</channel></rss>"""


@pytest.fixture
def site(session: Session) -> Site:
    return Site(session, {})


def page(*links: str) -> str:
    return f"<!doctype html><html><head><title>Esempio S.p.A.</title>{''.join(links)}</head></html>"


def link(kind: str, href: str, rel: str = "alternate") -> str:
    return f'<link rel="{rel}" type="{kind}" href="{href}">'


def home(body: str) -> None:
    responses.get(HOME, body=body, content_type="text/html")


@responses.activate
def test_a_declared_feed_gives_dates_and_words_and_no_counts(site: Site, year: Window) -> None:
    home(
        page(
            link("application/rss+xml", "/comments/feed"), link("application/rss+xml", "/news.xml")
        )
    )
    responses.get(f"{HOME}/news.xml", body=RSS)
    account = site.resolve(REF)
    assert (account.name, account.details["feed"]) == ("Esempio S.p.A.", f"{HOME}/news.xml")
    (step,) = walked(site, account, year)
    first, second = step.posts
    assert first.published_at == datetime(2026, 11, 3, 8, tzinfo=UTC)
    assert first.text == "Vi piace la nuova forma?\nDal forno."
    assert (first.url, first.format) == (f"{HOME}/a", Format.ARTICLE)
    assert first.counts.reactions is None
    assert set(first.missing.values()) == {Reason.NOT_OFFERED}
    assert second.platform_id == "b"


@responses.activate
def test_wordpress_gives_the_whole_window_page_by_page(site: Site, year: Window) -> None:
    home(page(link("", f"{HOME}/wp-json/", "https://api.w.org/")))
    posts = f"{HOME}/wp-json/wp/v2/posts"
    responses.get(
        posts, json=[{"id": 1}], match=[query_param_matcher({"per_page": "1", "_fields": "id"})]
    )
    query: dict[str, Any] = {
        "per_page": 100,
        "orderby": "date",
        "after": "2025-11-20T12:00:00",
        "_fields": "id,date_gmt,link,title,excerpt",
    }
    for number, day in ((1, "2026-11-02"), (2, "2026-01-05")):
        row = {
            "id": number,
            "date_gmt": f"{day}T07:00:00",
            "link": f"{HOME}/{number}",
            "title": {"rendered": "Caff&egrave;"},
            "excerpt": {"rendered": "<p>Nuovo</p>"},
        }
        responses.get(
            posts,
            json=[row],
            headers={"X-WP-TotalPages": "2"},
            match=[query_param_matcher({**query, "page": number})],
        )
    account = site.resolve(REF)
    matches = [post for step in walked(site, account, year) for post in step.posts]
    assert [post.platform_id for post in matches] == ["1", "2"]
    assert matches[0].text == "Caffè\nNuovo"
    assert matches[0].published_at == datetime(2026, 11, 2, 7, tzinfo=UTC)


@responses.activate
def test_a_json_feed_goes_on_at_its_next_address(site: Site, year: Window) -> None:
    home(page(link("application/feed+json", "/feed.json")))
    first = {
        "version": "https://jsonfeed.org/version/1.1",
        "next_url": f"{HOME}/feed2.json",
        "items": [
            {"id": "x", "date_published": "2026-10-01T10:00:00+02:00", "content_html": "<p>Uno</p>"}
        ],
    }
    second = {
        "items": [{"id": "y", "date_published": "2026-09-01T10:00:00Z", "content_text": "Due"}]
    }
    responses.get(f"{HOME}/feed.json", json=first)
    responses.get(f"{HOME}/feed2.json", json=second)
    account = site.resolve(REF)
    assert [post.text for step in walked(site, account, year) for post in step.posts] == [
        "Uno",
        "Due",
    ]


@responses.activate
def test_an_undeclared_feed_is_looked_for_at_the_usual_places(site: Site) -> None:
    home(page())
    responses.get(f"{HOME}/feed/", status=404)
    responses.get(f"{HOME}/rss.xml", body=RSS)
    assert site.resolve(REF).details["feed"] == f"{HOME}/rss.xml"


@responses.activate
def test_the_address_of_a_feed_is_read_as_it_is(site: Site) -> None:
    responses.get(f"{HOME}/feed", body=RSS)
    assert site.resolve(AccountRef("site", f"{HOME}/feed")).details["kind"] == "feed"


@responses.activate
def test_a_site_without_a_feed_says_so_and_is_not_silent(site: Site, year: Window) -> None:
    home(page())
    for path in ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json"):
        responses.get(f"{HOME}/{path}", status=404)
    listed = site.posts(site.resolve(REF), year)
    assert listed.refused is not None
    assert "no news feed" in str(listed.refused)
    assert (listed.refused.reason, listed.open_end) == (Reason.NOT_OFFERED, True)
    assert listed.missing == {"posts": Reason.NOT_OFFERED}


@responses.activate
def test_a_feed_that_is_no_feed_is_told(site: Site, year: Window) -> None:
    home(page(link("application/rss+xml", "/news.xml")))
    responses.get(f"{HOME}/news.xml", body="<html>Manutenzione</html>")
    account = site.resolve(REF)
    with pytest.raises(PlatformError, match="cannot be read"):
        list(walked(site, account, year))


@responses.activate
def test_a_site_is_asked_over_https_also_when_its_address_says_http(site: Site) -> None:
    home(page())
    responses.get(f"{HOME}/feed/", body=RSS)
    assert site.resolve(AccountRef("site", "http://esempio.example.com")).url == HOME
