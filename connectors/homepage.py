"""What a page of a firm's own site tells of the firm: its links, by how they are given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_IN_SCRIPT = re.compile(r"https?:\\?/\\?/[^\s\"'<>\\)]+(?:\\?/[^\s\"'<>\\)]*)*")
_FEEDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_FIRMS = frozenset(
    {
        "Organization",
        "Corporation",
        "LocalBusiness",
        "Person",
        "NGO",
        "Store",
        "Restaurant",
        "WebSite",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """An address on a page. ``how``: ``link``, ``sameAs``, ``me``, ``meta`` or ``script``."""

    href: str
    how: str
    words: str = ""


@dataclass
class Page(HTMLParser):
    """The links, feeds, language variants and names of one page."""

    links: list[Link] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    variants: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    _open: list[str] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _script: str | None = None
    _title: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    @classmethod
    def read(cls, text: str) -> Page:
        """A page from its HTML, however it is written."""
        page = cls()
        page.feed(text)
        page.close()
        return page

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: (value or "").strip() for name, value in attrs}
        if tag == "html" and told.get("lang"):
            self.language = told["lang"]
        elif tag == "a" and told.get("href"):
            self._open.append(told["href"])
            self._words = [told.get("aria-label") or told.get("title") or ""]
            if "me" in told.get("rel", "").lower().split():
                self.links.append(Link(told["href"], "me"))
        elif tag == "link" and told.get("href"):
            self._head_link(told)
        elif tag == "meta":
            self._meta(told)
        elif tag == "script":
            self._script = told.get("type", "").lower() or "script"
        self._title = tag == "title"

    def _head_link(self, told: Mapping[str, str]) -> None:
        relations = told.get("rel", "").lower().split()
        if "me" in relations:
            self.links.append(Link(told["href"], "me"))
        if "alternate" in relations and told.get("hreflang"):
            self.variants[told["hreflang"].lower()] = told["href"]
        elif "alternate" in relations and told.get("type", "").lower().partition(";")[0] in _FEEDS:
            self.feeds.append(told["href"])

    def _meta(self, told: Mapping[str, str]) -> None:
        name = (told.get("property") or told.get("name") or "").lower()
        content = told.get("content", "")
        if name == "og:site_name" and content:
            self.names.setdefault("site", content)
        elif name in {"og:see_also", "article:publisher"} and content.startswith("http"):
            self.links.append(Link(content, "meta"))
        elif name == "twitter:site" and content.startswith("@"):
            self.links.append(Link(f"https://x.com/{content[1:]}", "meta"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            words = " ".join(" ".join(self._words).split())
            self.links.append(Link(self._open.pop(), "link", words))
        elif tag == "script":
            self._script = None
        elif tag == "title":
            self._title = False

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._take_script(data)
        elif self._title:
            self.names["title"] = self.names.get("title", "") + data
        elif self._open:
            self._words.append(data)

    def _take_script(self, data: str) -> None:
        if self._script == "application/ld+json":
            self._take_declared(data)
        else:
            for found in _IN_SCRIPT.findall(data):
                self.links.append(Link(found.replace("\\/", "/"), "script"))

    def _take_declared(self, data: str) -> None:
        try:
            declared = json.loads(data)
        except (ValueError, RecursionError):
            return
        for thing in _things(declared):
            kinds = thing.get("@type")
            kinds = set(kinds) if isinstance(kinds, list) else {kinds}
            same = thing.get("sameAs")
            for href in same if isinstance(same, list) else [same]:
                if isinstance(href, str):
                    self.links.append(Link(href, "sameAs"))
            if kinds & _FIRMS and isinstance(thing.get("name"), str):
                self.names.setdefault("declared", thing["name"])

    @property
    def name(self) -> str | None:
        """The firm's name as the page tells it: declared, the site's, else the title's end."""
        told = self.names.get("declared") or self.names.get("site") or self.names.get("title")
        return " ".join(told.split())[:80] or None if told else None


def _things(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Every object inside a declaration."""
    if depth > 20:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _things(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _things(inner, depth + 1)
