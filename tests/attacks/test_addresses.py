"""Addresses that strangers name: none leads inwards, and an odd one costs nothing but itself."""

from __future__ import annotations

import socket
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import responses
from attacks.serving import serving

from auditor.core.model import AccountRef, Window
from connectors.errors import ConnectorError, PlatformError, TransientError
from connectors.http.request import join_url
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.session import Session
from connectors.http.transport import is_public
from connectors.site.connector import Site
from connectors.site.homepage import Page

pytestmark = pytest.mark.enable_socket
RULES = ApiRules("test", lambda reply: None)
HOME = "https://evil.example.com"
END = datetime(2026, 11, 20, tzinfo=UTC)
YEAR = Window(END - timedelta(days=365), END)
INSIDE = [
    "127.0.0.1",
    "10.0.0.5",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "240.0.0.1",
    "::1",
    "fe80::1",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "2002:7f00:1::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "x",
]


@pytest.mark.parametrize("number", INSIDE)
def test_a_number_inside_is_no_public_one(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["93.184.216.34", "8.8.8.8", "2606:4700::6810:85e5"])
def test_a_public_number_is_one(number: str) -> None:
    assert is_public(number)


def hello(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")


def test_what_nobody_named_is_not_asked_on_this_machine() -> None:
    """The guard looks at the connection itself, so that a name that changes its number is met."""
    requests_sent: list[int] = []
    with serving(lambda connection: (requests_sent.append(1), hello(connection))[0]) as port:  # type: ignore[func-returns-value]
        session = Session(attempts=1)
        with pytest.raises(PlatformError, match="private network"):
            session.get(RULES, f"http://127.0.0.1:{port}/")
        assert requests_sent == []
        session.trust("127.0.0.1")
        assert session.get(RULES, f"http://127.0.0.1:{port}/").json() == {}
        session.close()


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/rss+xml" href="http://127.0.0.1:{port}/_search">',
        '<link rel="alternate" type="application/feed+json" href="http://localhost:{port}/x">',
        '<link rel="https://api.w.org/" href="http://127.0.0.1:{port}/api">',
    ],
)
def test_a_page_that_names_this_machine_is_not_followed(link: str) -> None:
    requests_sent: list[int] = []
    with serving(lambda connection: (requests_sent.append(1), hello(connection))[0]) as port:  # type: ignore[func-returns-value]
        session = Session(attempts=1)
        site = Site(session, {})
        with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
            mock.add_passthru("http://127.0.0.1")
            mock.add_passthru("http://localhost")
            mock.get(f"{HOME}/", body=f"<html><head>{link.format(port=port)}</head></html>")
            with pytest.raises(ConnectorError):
                site.posts(site.resolve(AccountRef("site", HOME)), YEAR)
        session.close()
    assert requests_sent == []


def test_a_key_for_this_machine_goes_to_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []

    def proxy(connection: socket.socket) -> None:
        seen.append(b"asked")
        hello(connection)

    with serving(proxy) as through, serving(hello) as port:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{through}")
        monkeypatch.delenv("no_proxy", raising=False)
        session = Session(attempts=1)
        session.trust("127.0.0.1")
        session.get(RULES, f"http://127.0.0.1:{port}/", headers={"Authorization": "Bearer x"})
        session.close()
    assert seen == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.0.0.1",
        "2130706433",
        "10.0.0.5",
        "[::1]",
        "localhost",
        "a.localhost",
        "169.254.169.254",
        "[fe80::1]",
        "[::ffff:10.0.0.1]",
        "0",
    ],
)
def test_a_proxy_is_not_asked_for_what_stands_inside(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    seen: list[int] = []
    with serving(lambda connection: (seen.append(1), hello(connection))[0]) as through:  # type: ignore[func-returns-value]
        for name in ("http_proxy", "https_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{through}")
        session = Session(attempts=1)
        with pytest.raises(ConnectorError):
            session.get(RULES, f"https://{host}/")
        session.close()
    assert seen == []


DRIPS = {
    "headers": b"HTTP/1.1 200 OK\r\nX-Drip: ",
    "status": b"HTTP/1.1",
    "continue": b"",
    "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
}


@pytest.mark.parametrize("kind", DRIPS)
@pytest.mark.parametrize("proxied", [False, True])
def test_an_answer_that_drips_ends_in_time(
    kind: str, proxied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.http.session._LONGEST_ANSWER", 1.0)
    piece = {"continue": b"HTTP/1.1 100 Continue\r\n\r\n", "chunks": b"1\r\nx\r\n"}.get(kind, b"1")

    def drip(connection: socket.socket) -> None:
        connection.sendall(DRIPS[kind])
        for _ in range(200):
            connection.sendall(piece)
            time.sleep(0.05)

    with serving(drip) as port:
        session = Session(attempts=5, sleep=lambda seconds: None)
        session.trust("127.0.0.1")
        if proxied:
            monkeypatch.setattr(
                "connectors.http.session.proxies_for",
                lambda url: {"http": f"http://127.0.0.1:{port}"},
            )
        began = time.monotonic()
        with pytest.raises(TransientError, match="in time"):
            session.get(RULES, f"http://127.0.0.1:{port}/")
        assert time.monotonic() - began < 8
        session.close()


def test_answers_over_one_connection_have_their_time_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("connectors.http.session._LONGEST_ANSWER", 2.0)

    def slow(connection: socket.socket) -> None:
        for _ in range(3):
            time.sleep(0.9)
            hello(connection)
            connection.recv(65_536)

    with serving(slow) as port:
        session = Session(attempts=1)
        session.trust("127.0.0.1")
        for _ in range(3):
            assert session.get(RULES, f"http://127.0.0.1:{port}/").json() == {}
        session.close()


@pytest.mark.parametrize("length", ["Content-Length: 100000\r\n", ""])
def test_a_body_that_drips_ends_in_time(length: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.http.session._LONGEST_ANSWER", 1.0)

    def drip(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\n{length}\r\n".encode())
        for _ in range(100):
            connection.sendall(b"x")
            time.sleep(0.1)

    with serving(drip) as port:
        session = Session(attempts=1)
        session.trust("127.0.0.1")
        began = time.monotonic()
        with pytest.raises(TransientError, match="in time"):
            session.get(RULES, f"http://127.0.0.1:{port}/")
        assert time.monotonic() - began < 5
        session.close()


ODD = [
    "http://[x",
    "https://[::1",
    "http://a:99999999/",
    "//[",
    "http://\x00/",
    "https://a:b/",
    "",
    "\ud83d",
    "https://ex\u200bample.com:x",
    "javascript:alert(1)",
    "http://%zz/",
]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_address_never_raises(odd: str) -> None:
    assert isinstance(join_url(HOME, odd), str)
    page = Page.read(
        f'<a href="{odd}">x</a><link rel="alternate" hreflang="en" href="{odd}">'
        f'<a href="https://www.facebook.com/esempio">f</a>'
    )
    assert any("facebook" in link.href for link in page.links)


@pytest.mark.parametrize("odd", ODD)
def test_one_odd_link_of_a_page_costs_no_other(odd: str) -> None:
    from connectors.site.finder import Finder

    html = (
        f'<html><head><title>Esempio</title><link rel="alternate" type="application/rss+xml" href="{odd}">'
        f'<link rel="alternate" hreflang="de" href="{odd}">'
        f'<script type="application/ld+json">{{"@type": {{"a": 1}}, "sameAs": ["{odd}"]}}</script></head>'
        f'<body><a href="{odd}">Contatti</a><a href="https://www.facebook.com/esempio">f</a></body>'
    )
    session = Session(attempts=1, sleep=lambda seconds: None)
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.get("https://esempio.example.com/robots.txt", status=404)
        mock.get("https://esempio.example.com/", body=html.encode("utf-8", "surrogatepass"))
        site_report = Finder(session, lambda host: ["93.184.216.34"]).find(
            "https://esempio.example.com/"
        )
    session.close()
    assert [str(account.ref) for account in site_report.accounts] == ["facebook:esempio"]


@pytest.mark.parametrize(
    "charset", ["idna", "undefined", "unicode_escape", "nonsense", "rot13", "hex", "punycode"]
)
def test_an_odd_name_of_an_encoding_costs_no_page(charset: str) -> None:
    reply = ApiResponse(
        200, {"Content-Type": f"text/html; charset={charset}"}, "perché".encode(), HOME
    )
    assert isinstance(reply.text(), str)


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "</", "<?", '<a a="', "<svg>", "&#", "<a href=x>"]
)
def test_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    """200 KB of it under a second, in a page and in a post."""
    from connectors.http.html_text import text_of_html

    text: Any = piece * (200_000 // len(piece))
    for read in (Page.read, text_of_html):
        began = time.process_time()
        read(text)
        assert time.process_time() - began < 3  # a second on an idle machine


@pytest.mark.parametrize("piece", ["x", "0", "a.", "+1", "x@", "00 ", "1@a.", "-"])
def test_hostile_words_of_a_profile_are_read_in_linear_time(piece: str) -> None:
    from connectors.http.json_fields import first_address, has_contact

    text = piece * (200_000 // len(piece))
    began = time.process_time()
    has_contact(text)
    first_address(text)
    assert time.process_time() - began < 3


def test_a_page_with_thousands_of_links_is_read_in_time() -> None:
    from connectors.site.finder import Finder

    links = "".join(f'<a href="https://www.facebook.com/pagina{n}">x</a>' for n in range(6_000))
    session = Session(attempts=1, sleep=lambda seconds: None)
    began = time.process_time()
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        mock.get("https://esempio.example.com/robots.txt", status=404)
        mock.get("https://esempio.example.com/", body=f"<html><body>{links}</body></html>")
        site_report = Finder(session, lambda host: ["93.184.216.34"]).find(
            "https://esempio.example.com/"
        )
    session.close()
    assert len(site_report.accounts) == 6_000
    assert time.process_time() - began < 10
