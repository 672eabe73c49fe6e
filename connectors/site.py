"""The company's own site: what its news feed says of rhythm; nobody's reactions are told there."""

from __future__ import annotations

import calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from html.parser import HTMLParser
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from auditor.messages import msg
from auditor.model import Account, AccountRef, Format, Post, Profile, Window
from auditor.reasons import Reason
from connectors.answers import host_of, too_busy
from connectors.base import (
    Check,
    Connector,
    ConnectorError,
    Item,
    KnownAccount,
    Plan,
    PlatformError,
    PlatformInfo,
    PostPage,
)
from connectors.markup import plain
from connectors.payload import moment, objects, word
from connectors.planning import free_plan
from connectors.secrecy import is_loopback
from connectors.session import Reply, Rules

_FEEDS = {
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "json",
}
_USUAL = ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json")
_WORDPRESS = "https://api.w.org/"
_PAGE = 100
_NOTHING = frozenset({404, 410, 400, 401, 403, 405, 406})
_LONGEST_TEXT = 2_000
_UNTOLD = dict.fromkeys(("reactions", "comments", "shares"), Reason.NOT_OFFERED)
_OFFERED: dict[str, Reason | None] = {
    "followers": Reason.NOT_OFFERED,
    "posts": None,
    "reactions": Reason.NOT_OFFERED,
    "comments": Reason.NOT_OFFERED,
    "shares": Reason.NOT_OFFERED,
    "views": Reason.NOT_OFFERED,
    "replies": Reason.NOT_OFFERED,
    "profile": Reason.NOT_OFFERED,
}


def classify(reply: Reply) -> ConnectorError | None:
    """A site's statuses mean what they say."""
    if reply.status < 400:
        return None
    busy = too_busy(reply)
    if busy is not None:
        return busy
    reason = Reason.ACCOUNT_GONE if reply.status in {404, 410} else Reason.UNREADABLE
    return PlatformError(
        msg("{host} does not show this page (status {status}).", host=host_of(reply),
            status=reply.status),
        msg("Check the address of the site, written site:https://…"),
        reason,
    )  # fmt: skip


@dataclass
class _Head(HTMLParser):
    """The feeds and the name that a page declares in its head."""

    feeds: list[tuple[str, str]] = field(default_factory=list)
    api: str | None = None
    title: str = ""
    inside: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.inside = tag == "title" and not self.title
        relations = told.get("rel", "").lower().split()
        if tag != "link" or not told.get("href"):
            return
        kind = _FEEDS.get(told.get("type", "").lower().partition(";")[0].strip())
        if "alternate" in relations and kind:
            self.feeds.append((kind, told["href"]))
        if _WORDPRESS in relations:
            self.api = told["href"]

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.title += data

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "title"


class Site(Connector):
    """Finds a site's feed (declared, or at the usual places) and reads its entries."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="site",
        title="Website",
        credentials=(),
        own=_OFFERED,
        others=_OFFERED,
        page_size=_PAGE,
        history=msg("what the site's feed holds: the newest entries, or all with WordPress"),
        cost=msg("free; one to a few calls"),
        docs="https://www.rssboard.org/rss-specification",
        in_flight=2,
        has_dialogue=False,
    )
    rules: ClassVar[Rules] = Rules("site", classify, in_flight=2)

    def host(self, ref: AccountRef) -> str:
        """The site itself."""
        return urlsplit(self._address(ref)).netloc

    def resolve(self, ref: AccountRef) -> Account:
        """Where the news of a site are: its own declaration first, then the usual places."""
        address = self._address(ref)
        reply = self._get(address)
        kind, name = _kind_of(reply), None
        found = (kind, address) if kind else None
        if found is None:
            head = _Head()
            head.feed(reply.text())
            name = " ".join(head.title.split()) or None
            found = self._declared(head, address) or self._usual(address)
        if found is None:
            raise PlatformError(
                msg("{host} declares no news feed.", host=urlsplit(address).netloc),
                msg("If it has one, give its own address: site:https://…/feed"),
                Reason.NOT_OFFERED,
            )
        return Account(
            ref=ref,
            name=name,
            url=address,
            profile=Profile(datetime.now(UTC), name=name),
            details={"kind": found[0], "feed": found[1]},
        )

    def _declared(self, head: _Head, address: str) -> tuple[str, str] | None:
        if head.api:
            api = urljoin(address, head.api)
            if self._opens(f"{api.rstrip('/')}/wp/v2/posts?per_page=1&_fields=id"):
                return "wordpress", api
        for kind, link in head.feeds:
            if "comments" not in link:
                return kind, urljoin(address, link)
        return None

    def _usual(self, address: str) -> tuple[str, str] | None:
        for path in _USUAL:
            place = f"{address.rstrip('/')}/{path}"
            reply = self.session.get(self.rules, place, headers=_ANYTHING, allow=_NOTHING)
            kind = _kind_of(reply) if reply.status == 200 else None
            if kind:
                return kind, place
        return None

    def _opens(self, address: str) -> bool:
        reply = self.session.get(self.rules, address, allow=_NOTHING)
        return reply.status == 200 and reply.body.lstrip()[:1] == b"["

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the news."""
        kind, feed = account.details.get("kind", "feed"), account.details.get("feed", "")
        if kind == "wordpress":
            return self._wordpress(feed, window, int(position or 1))
        reply = self._get(position or feed)
        if kind == "json":
            return _json_page(reply)
        return _feed_page(reply, position or feed)

    def _wordpress(self, api: str, window: Window, page: int) -> PostPage:
        reply = self.session.get(
            self.rules,
            f"{api.rstrip('/')}/wp/v2/posts",
            [
                ("per_page", _PAGE), ("page", page), ("orderby", "date"),
                ("after", window.start.strftime("%Y-%m-%dT%H:%M:%S")),
                ("_fields", "id,date_gmt,link,title,excerpt"),
            ],
        )  # fmt: skip
        pages = _number(reply.headers, "x-wp-totalpages") or 1
        items = [item for row in objects(reply.json()) if (item := _wordpress_item(row))]
        return PostPage(items, str(page + 1) if page < pages else None)

    def plan(self, known: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """A call for the page, one for the feed, one more for 100 entries."""
        del comments
        return free_plan(known, window, False, _PAGE, resolving=2)

    def check(self) -> list[Check]:
        """There is no host to try: every site is its own."""
        return [Check(msg("needs no key"), "ok", msg("Every site is asked by itself."))]

    def _address(self, ref: AccountRef) -> str:
        address = self.base_url or ref.handle
        if address.startswith("http://") and not is_loopback(urlsplit(address).hostname or ""):
            return f"https://{address.removeprefix('http://')}"  # asked over https or not at all
        return address

    def _get(self, address: str) -> Reply:
        return self.session.get(self.rules, address, headers=_ANYTHING)


_ANYTHING = {"Accept": "text/html, application/feed+json, application/rss+xml, */*;q=0.5"}


def _number(headers: Mapping[str, str], name: str) -> int | None:
    value = next((text for key, text in headers.items() if key.lower() == name), "")
    return int(value) if value.isdigit() else None


def _kind_of(reply: Reply) -> str | None:
    """Whether an answer is itself a feed, by its content and not by what it says it is."""
    start = reply.body.lstrip()[:400].lower()
    if start.startswith(b"{") and b"jsonfeed.org" in start:
        return "json"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and any(
        mark in start for mark in (b"<rss", b"<feed", b"<rdf")
    ):
        return "feed"
    return None


def _wordpress_item(row: Mapping[str, Any]) -> Item | None:
    when = moment(row, "date_gmt")
    if when is None or row.get("id") is None:
        return None
    texts = [_rendered(row, name) for name in ("title", "excerpt")]
    return _item(str(row["id"]), when, word(row, "link"), texts)


def _rendered(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return plain(str(value.get("rendered") or "")).text if isinstance(value, Mapping) else ""


def _json_page(reply: Reply) -> PostPage:
    """A page of a JSON Feed."""
    data = reply.json()
    rows = objects(data.get("items")) if isinstance(data, Mapping) else iter(())
    items = []
    for row in rows:
        when = moment(row, "date_published") or moment(row, "date_modified")
        identifier = row.get("id") or row.get("url")
        if when is None or not identifier:
            continue
        content = word(row, "content_text") or plain(str(row.get("content_html") or "")).text
        texts = [str(row.get("title") or ""), content]
        items.append(_item(str(identifier), when, word(row, "url"), texts))
    following = word(data, "next_url") if isinstance(data, Mapping) else None
    return PostPage(items, following)


def _feed_page(reply: Reply, address: str) -> PostPage:
    """A page of an RSS or Atom feed; the next one where the feed names it (RFC 5005)."""
    import feedparser

    parsed = feedparser.parse(reply.body, sanitize_html=False)
    if not parsed.get("version"):
        raise PlatformError(
            msg("{host} sent a feed that cannot be read.", host=host_of(reply)),
            msg("Check it in a browser; if it opens there, try again later."),
            Reason.UNREADABLE,
        )
    items = [item for row in parsed.entries if (item := _entry(row))]
    links = parsed.feed.get("links", [])
    following = next((one.get("href") for one in links if one.get("rel") == "next"), None)
    return PostPage(items, urljoin(address, following) if following else None)


def _entry(row: Any) -> Item | None:
    read = row.get("published_parsed") or row.get("updated_parsed")
    identifier = row.get("id") or row.get("link")
    if read is None or not identifier:
        return None
    when = datetime.fromtimestamp(calendar.timegm(read), UTC)
    texts = [unescape(str(row.get("title") or "")), plain(str(row.get("summary") or "")).text]
    return _item(str(identifier), when, row.get("link"), texts)


def _item(identifier: str, when: datetime, link: str | None, texts: Sequence[str]) -> Item:
    """An entry as a post: dates and words; what people did with it is not told."""
    text = "\n".join(part for part in texts if part)[:_LONGEST_TEXT]
    post = Post(identifier, when, url=link, format=Format.ARTICLE, text=text, links=(),
                is_poll=False, missing=dict(_UNTOLD))  # fmt: skip
    return Item(post, when)
