"""A firm's site served on this machine: what it names is found whole and right, and no more is asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from unittest import mock

import pytest

from connectors.errors import ConnectorError
from connectors.http.session import Session
from connectors.site.finder import LONGEST_PAGE, Finder

pytestmark = pytest.mark.enable_socket

HOME = """<!doctype html><html lang="it"><head><title>Esempio S.p.A. | il pastificio</title>
<link rel="alternate" type="application/rss+xml" href="/comments/feed">
<link rel="alternate" type="application/rss+xml" href="/feed">
<link rel="alternate" hreflang="en" href="/en/">
<meta name="twitter:site" content="@esempio_spa">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
 {"@type": "Organization", "name": "Esempio S.p.A.", "sameAs": ["https://www.pinterest.it/esempio/",
  "https://www.facebook.com/esempio"]}]}</script>
<script>window.social = {"tiktok": "https:\\/\\/www.tiktok.com\\/@esempio", "yt": "https://www.youtube.com/@altro"};</script>
</head><body>
<a href="https://www.facebook.com/esempio/?ref=sito">Facebook</a>
<a href="https://www.facebook.com/sharer/sharer.php?u=x">Condividi</a>
<a href="https://www.instagram.com/">Instagram</a>
<a href="https://www.instagram.com/esempio.pasta">Instagram</a>
<a href="https://www.linkedin.com/company/esempio">LinkedIn</a>
<a href="https://www.youtube.com/@Esempio">YouTube</a>
<a href="https://bsky.app/profile/esempio.example.com">Bluesky</a>
<a href="https://twitter.com/wordpress">tema</a>
<a rel="me" href="https://social.example/@esempio">Mastodon</a>
<a href="https://fornitore.example.com/@qualcuno">un fornitore</a>
<a href="/contatti">Contatti</a> <a href="/chi-siamo">Chi siamo</a> <a href="/prodotti">Prodotti</a>
<a href="/vai">Note legali</a> <a href="mailto:info@esempio.example.com">scrivi</a>
</body></html>"""


class Site:
    """A server of pages; ``asked`` are the paths that somebody wanted."""

    def __init__(self, pages: dict[str, Any]) -> None:
        self.pages, self.asked = pages, []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                page = site.pages.get(self.path)
                if page is None:
                    self.send_error(404)
                    return
                status, headers, body = page if isinstance(page, tuple) else (200, {}, page)
                data = body.encode() if isinstance(body, str) else body
                self.send_response(status)
                for name, value in {"Content-Type": "text/html", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def serve() -> Iterator[Any]:
    made: list[Site] = []

    def start(pages: dict[str, Any]) -> Site:
        made.append(Site(pages))
        return made[-1]

    yield start
    for value in made:
        value.close()


@pytest.fixture
def finder() -> Iterator[Finder]:
    session = Session(attempts=1, longest_body=LONGEST_PAGE, sleep=lambda seconds: None)
    yield Finder(session)
    session.close()


def moved(target: str) -> tuple[int, dict[str, str], str]:
    return 301, {"Location": target}, ""


def test_a_site_is_found_whole_and_nothing_outside_it_is_asked(serve: Any, finder: Finder) -> None:
    elsewhere = serve({"/": HOME, "/privacy": HOME})
    contact = (
        '<html><body><a href="https://www.instagram.com/esempio.pasta">seguici</a></body></html>'
    )
    site = serve(
        {
            "/": HOME,
            "/contatti": contact,
            "/chi-siamo": "<html><body>Noi</body></html>",
            "/en/": '<html><body><a href="https://x.com/esempio_en">X</a></body></html>',
            "/vai": moved(f"{elsewhere.url}privacy"),
        }
    )
    site_report = finder.find(site.url)
    assert (site_report.name, site_report.language) == ("Esempio S.p.A.", "it")
    assert {str(account.ref): account.how for account in site_report.accounts} == {
        "facebook:esempio": "sameAs",
        "pinterest:esempio": "sameAs",
        "instagram:esempio.pasta": "link",
        "linkedin:company/esempio": "link",
        "youtube:@esempio": "link",
        "bluesky:esempio.example.com": "link",
        "mastodon:esempio@social.example": "me",
        "x:esempio_spa": "meta",
        "x:esempio_en": "link",
        "tiktok:esempio": "script",
    }
    instagram = next(
        account for account in site_report.accounts if account.ref.platform == "instagram"
    )
    assert len(instagram.pages) == 2
    assert {href for href, _why in site_report.wrong} == {
        "https://www.facebook.com/sharer/sharer.php?u=x",
        "https://www.instagram.com/",
        "https://twitter.com/wordpress",
    }
    assert site_report.feed == f"{site.url}feed"
    assert [url for url, _why in site_report.unread] == [f"{site.url}vai"]
    assert elsewhere.asked == []
    assert sorted(site.asked) == sorted(
        ["/robots.txt", "/", "/contatti", "/chi-siamo", "/vai", "/en/"]
    )


def test_a_redirect_inside_the_site_is_followed(serve: Any, finder: Finder) -> None:
    site = serve({"/": moved("/it/"), "/it/": HOME})
    assert finder.find(site.url).address == f"{site.url}it/"


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ({"/": HOME, "/robots.txt": "User-agent: *\nDisallow: /"}, "robots.txt"),
        ({"/": moved("/a"), "/a": moved("/")}, "without end"),
        ({"/": b"x" * (LONGEST_PAGE + 1)}, "too long"),
        ({"/": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 " + b"x" * 100)}, "web page"),
        ({}, "does not show this page"),
        ({"/": moved("http://127.0.0.1:9/")}, "is not followed"),
        ({"/": moved("https://www.esempio.example.com/")}, "is not followed"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_line(
    serve: Any, finder: Finder, pages: dict[str, Any], words: str
) -> None:
    site = serve(pages)
    with pytest.raises(ConnectorError, match=words) as caught:
        finder.find(site.url)
    assert caught.value.advice is not None


@pytest.mark.parametrize(
    ("rules", "asked"),
    [
        (
            "User-agent: *\nDisallow: /*?sid=\nDisallow: /chi-siamo$",
            ["/", "/contatti", "/vai", "/en/"],
        ),
        ("User-agent: *\nDisallow: /c*i\nAllow: /contatti", ["/", "/contatti", "/vai", "/en/"]),
        (
            "User-agent: *\nDisallow: /*.php$\nDisallow: /*/$",
            ["/", "/contatti", "/chi-siamo", "/vai"],
        ),
        ("\ufeffUser-Agent: *\nDisallow: /en/", ["/", "/contatti", "/chi-siamo", "/vai"]),
    ],
)
def test_robots_with_wildcards_are_kept_to(
    serve: Any, finder: Finder, rules: str, asked: list[str]
) -> None:
    site = serve({"/": HOME, "/robots.txt": rules})
    finder.find(site.url)
    assert site.asked == ["/robots.txt", *asked]


def test_a_page_without_links_names_nobody(serve: Any, finder: Finder) -> None:
    site = serve({"/": "<html><head><title>Vuota</title></head><body>Ciao</body></html>"})
    site_report = finder.find(site.url)
    assert (site_report.accounts, site_report.wrong, site_report.feed) == ([], [], None)


@pytest.mark.parametrize(
    "number", ["10.0.0.7", "192.168.1.1", "127.0.0.1", "169.254.169.254", "::1"]
)
def test_from_a_public_start_a_private_target_is_refused(number: str) -> None:
    requests_sent: list[str] = []

    class Silent(Session):
        def get(self, *args: Any, **more: Any) -> Any:
            requests_sent.append(str(args))
            raise AssertionError("nobody is asked")

    finder = Finder(Silent(), resolve=lambda host: [number])
    with pytest.raises(ConnectorError, match="private network"):
        finder.find("https://www.esempio.example.com/")
    assert requests_sent == []


def test_a_name_that_leads_elsewhere_a_moment_later_is_asked_nothing(serve: Any) -> None:
    """The name resolves to a public number when it is looked at, and to this machine after."""
    site = serve({"/": HOME})
    session = Session(attempts=1)
    finder = Finder(session, resolve=lambda host: ["93.184.215.14"])
    own = socket.getaddrinfo

    def turned(host: str, *args: Any, **more: Any) -> Any:
        return own("127.0.0.1" if host == "esempio.example" else host, *args, **more)

    with mock.patch("socket.getaddrinfo", turned), pytest.raises(ConnectorError, match="private"):
        finder.find(f"https://esempio.example:{site.server.server_address[1]}/")
    assert site.asked == []
    session.close()


def test_broken_pages_are_read_as_far_as_they_go(serve: Any, finder: Finder) -> None:
    broken = (
        '<html><body><a href="https://x.com/esempio">X<a href="https://t.me/esempio">T</a></a>'
        '<script type="application/ld+json">{"sameAs": [</script>'
        '<script type="application/ld+json">{"sameAs": ["https://www.tiktok.com/@esempio", 7]}</script>'
    )
    site_report = finder.find(serve({"/": broken}).url)
    assert {str(account.ref) for account in site_report.accounts} == {
        "x:esempio",
        "telegram:esempio",
        "tiktok:esempio",
    }
