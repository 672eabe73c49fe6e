"""Which pages a firm has on the networks, by what its own site says: a few pages, never a crawl."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.reasons import Reason
from auditor.core.refs import parse_ref
from connectors.errors import ConnectorError, PlatformError
from connectors.http.redaction import is_loopback
from connectors.http.request import join_url
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.session import Session
from connectors.http.transport import is_public, private_host_error, user_agent
from connectors.site.connector import classify
from connectors.site.homepage import TEMPLATES, Link, Page, is_mastodon

RULES = ApiRules("site", classify, in_flight=2)
LONGEST_PAGE = 5 * 1024 * 1024
_MOST_REDIRECTS = 5
_MOST_PAGES = 4
_MOST_VARIANTS = 3
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({401, 403, 404, 405, 406, 410})
_HTML = {"Accept": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"}
_ABOUT = (
    "contatt",
    "contact",
    "kontakt",
    "impressum",
    "imprint",
    "chi-siamo",
    "chi siamo",
    "about",
    "note-legali",
    "note legali",
    "legal",
    "uber-uns",
    "azienda",
)
_STRENGTH = ("sameAs", "me", "link", "meta", "script")

Resolve = Callable[[str], Sequence[str]]


@dataclass(slots=True)
class NamedAccount:
    """An account that the site names: on which pages, and how (the strongest way)."""

    ref: AccountRef
    href: str
    how: str
    pages: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SiteReport:
    """What a site tells. ``wrong`` are links to networks that lead to no page of the firm."""

    address: str
    host: str
    name: str | None = None
    language: str | None = None
    feed: str | None = None
    accounts: list[NamedAccount] = field(default_factory=list)
    wrong: list[tuple[str, Message]] = field(default_factory=list)
    variants: dict[str, str] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    unread: list[tuple[str, Message]] = field(default_factory=list)
    by_ref: dict[AccountRef, NamedAccount] = field(default_factory=dict)

    def complain(self, href: str, why: Message) -> None:
        """Note a link that leads to no page of the firm, each once."""
        if href not in self._complained:
            self._complained.add(href)
            self.wrong.append((href, why))

    _complained: set[str] = field(default_factory=set)


def addresses_of(host: str) -> Sequence[str]:
    """The numbers behind a host name; none when it has none."""
    try:
        return sorted({str(address[4][0]) for address in socket.getaddrinfo(host, None)})
    except OSError:
        return ()


class Finder:
    """Reads a firm's own site as a visitor does: the home page, and the pages that it names as
    contact, imprint or other language. The session is its own: it refuses private networks."""

    def __init__(self, session: Session, resolve: Resolve = addresses_of) -> None:
        self._session = session
        self._resolve = resolve
        self._local = False
        session.guard(self._refuse_number)

    def find(self, address: str) -> SiteReport:
        """The pages that the site names.

        Raises:
            ConnectorError: the home page cannot be read, or its owner does not want it read.
        """
        start = urlsplit(address)
        self._local = is_loopback(start.hostname or "")
        robots = self._robots(address)
        if not robots.can_fetch(address, user_agent()):
            raise PlatformError(
                msg("{host} asks programs not to read this page (robots.txt).", host=start.netloc),
                msg("Write the addresses of its pages yourself."),
                Reason.NO_PERMISSION,
            )
        url, page = self._home(address)
        site = SiteReport(url, urlsplit(url).netloc, page.name, page.language)
        self._take_page(site, url, page)
        for link in self._others(url, page):
            if robots.can_fetch(link, user_agent()):
                self._read_other(site, link)
        site.accounts = _settled(site.accounts)
        return site

    def _home(self, address: str) -> tuple[str, Page]:
        url, response = self._get(address)
        text = response.text()
        if "<" not in text[:2_000]:
            raise PlatformError(
                msg("{host} did not send a web page.", host=urlsplit(url).netloc),
                msg("Give the address of the firm's home page."),
                Reason.UNREADABLE,
            )
        return url, Page.read(text)

    def _read_other(self, site: SiteReport, url: str) -> None:
        try:
            reached, response = self._get(url)
        except ConnectorError as error:
            site.unread.append((url, error.message))
            return
        self._take_page(site, reached, Page.read(response.text()))

    def _take_page(self, site: SiteReport, url: str, page: Page) -> None:
        site.pages.append(url)
        if site.feed is None and page.feeds:
            every = [href for _, href in page.feeds]
            posts_feeds = [href for href in every if "comment" not in href] or every
            feed = join_url(url, posts_feeds[0])
            site.feed = feed if _same_site(feed, site.address) else None
        for language, href in page.variants.items():
            site.variants.setdefault(language, join_url(url, href))
        for link in page.links:
            self._take_link(site, url, link)

    def _take_link(self, site: SiteReport, url: str, link: Link) -> None:
        href = join_url(url, link.href)
        if not href.lower().startswith(("http://", "https://")) or _same_site(href, site.address):
            return
        try:
            ref = parse_ref(href)
        except UsageError as error:
            if link.how != "script" and _looks_social(href):
                site.complain(href, error.message)
            return
        if ref.platform == "site" or (ref.platform == "mastodon" and not is_mastodon(link, href)):
            return
        if ref.handle.lstrip("@").rpartition("/")[2] in TEMPLATES:
            site.complain(href, msg("it is the page of whoever makes such sites."))
            return
        account = site.by_ref.get(ref)
        if account is None:
            site.by_ref[ref] = NamedAccount(ref, href, link.how, [url])
            site.accounts.append(site.by_ref[ref])
            return
        if url not in account.pages:
            account.pages.append(url)
        account.how = min(account.how, link.how, key=_STRENGTH.index)

    def _others(self, url: str, page: Page) -> Iterator[str]:
        """The pages of the same site that the home page names, each once."""
        visited = {_plain(url)}
        linked = [
            join_url(url, link.href)
            for link in page.links
            if link.how == "link"
            and any(word in f"{link.words} {link.href}".lower() for word in _ABOUT)
        ]
        variants = [join_url(url, href) for href in page.variants.values()]
        for most, addresses in ((_MOST_PAGES, linked), (_MOST_VARIANTS, variants)):
            count = 0
            for address in addresses:
                if count < most and _same_site(address, url) and _plain(address) not in visited:
                    visited.add(_plain(address))
                    count += 1
                    yield address.partition("#")[0]

    def _robots(self, address: str) -> Protego:
        try:
            _, response = self._get(join_url(address, "/robots.txt"), _GONE)
        except ConnectorError:
            return Protego.parse("")
        return Protego.parse(response.text().lstrip("\ufeff") if response.status == 200 else "")

    def _get(self, address: str, allow: frozenset[int] = frozenset()) -> tuple[str, ApiResponse]:
        """A page of the site, redirects followed as long as they stay on it."""
        url = address
        for _ in range(_MOST_REDIRECTS):
            self._refuse_private(url)
            response = self._session.get(RULES, url, headers=_HTML, allow=_REDIRECTS | allow)
            if response.status not in _REDIRECTS:
                return url, response
            target = join_url(url, _location(response))
            if not _same_site(target, address):
                raise PlatformError(
                    msg(
                        "{host} sends on to {other}, which is not followed.",
                        host=urlsplit(url).netloc,
                        other=urlsplit(target).netloc,
                    ),
                    msg("If that is the firm's site, give its address."),
                )
            url = target
        host = urlsplit(url).netloc
        raise PlatformError(
            msg("{host} sends from one address to the next without end.", host=host),
            msg("Give the address that opens in a browser."),
        )

    def _refuse_private(self, url: str) -> None:
        """From a public start, no address inside this network is asked."""
        host = urlsplit(url).hostname or ""
        if self._local:
            if not is_loopback(host):
                raise private_host_error(host)
            return
        numbers = [host] if _is_number(host) else self._resolve(host)
        if is_loopback(host) or any(not is_public(number) for number in numbers):
            raise private_host_error(host)

    def _refuse_number(self, host: str, number: str) -> None:
        """Refuse a private number that answers: a name may have been given another since."""
        number = number.partition("%")[0]
        fine = is_loopback(number) if self._local else is_public(number)
        if not fine:
            raise private_host_error(host)


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _location(response: ApiResponse) -> str:
    return next((text for name, text in response.headers.items() if name.lower() == "location"), "")


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.lower().removeprefix("www.")


def _same_site(first: str, second: str) -> bool:
    return _bare(first) == _bare(second)


def _plain(url: str) -> str:
    parts = urlsplit(url)
    return f"{_bare(url)}{parts.path.rstrip('/')}?{parts.query}"


def _looks_social(href: str) -> bool:
    from auditor.core.networks import network_of

    return network_of(_bare(href)) is not None


def _settled(accounts: Sequence[NamedAccount]) -> list[NamedAccount]:
    """What stands in a script only is taken where nothing better names that network."""
    better = {account.ref.platform for account in accounts if account.how != "script"}
    return [
        account
        for account in accounts
        if account.how != "script" or account.ref.platform not in better
    ]
