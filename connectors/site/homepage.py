"""What a page of a firm's own site tells of the firm: its links, by how they are given."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

from auditor.core.json_types import parse_json

_IN_SCRIPT = re.compile(r"https?:\\?/\\?/[^\s\"'<>\\)]+(?:\\?/[^\s\"'<>\\)]*)*")
_FEEDS = {
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/feed+json": "json",
}
_WORDPRESS = "https://api.w.org/"
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


# Accounts that the makers of sites leave in their templates.
TEMPLATES = frozenset(
    {
        "wordpress",
        "wix",
        "squarespace",
        "shopify",
        "elementor",
        "webflow",
        "weebly",
        "jimdo",
        "godaddy",
        "joomla",
        "drupal",
        "prestashop",
        "envato",
        "themeforest",
    }
)


@dataclass(frozen=True, slots=True)
class Link:
    """An address on a page. ``how``: ``link``, ``sameAs``, ``me``, ``meta`` or ``script``."""

    href: str
    how: str
    words: str = ""


@dataclass
class Page:
    """The links, feeds (each with its kind: ``feed`` or ``json``), language variants and names of
    one page; ``api`` is the address of WordPress' own interface, ``declared`` what the page
    declares of things (schema.org) that have a telephone or an address."""

    links: list[Link] = field(default_factory=list)
    feeds: list[tuple[str, str]] = field(default_factory=list)
    variants: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    language: str | None = None
    api: str | None = None
    declared: list[Mapping[str, Any]] = field(default_factory=list)

    @classmethod
    def read(cls, text: str) -> Page:
        """A page from its HTML, however it is written, as a browser takes it."""
        from selectolax.lexbor import LexborHTMLParser  # loads a library in C

        page = cls()
        root = LexborHTMLParser(text).root
        for node in root.traverse() if root is not None else ():
            attributes = {name: (value or "").strip() for name, value in node.attributes.items()}
            page._take_node(str(node.tag), attributes, node)
        return page

    def _take_node(self, tag: str, attributes: Mapping[str, str], node: LexborNode) -> None:
        if tag == "html":
            self.language = attributes.get("lang") or None
        elif tag == "a" and attributes.get("href"):
            self._link(attributes, node)
        elif tag == "link" and attributes.get("href"):
            self._head_link(attributes)
        elif tag == "meta":
            self._meta(attributes)
        elif tag == "script":
            self._script(attributes.get("type", "").lower(), node.text(deep=True))
        elif tag == "title" and not _in_a_picture(node):
            self.names.setdefault("title", node.text(deep=True))

    def _link(self, attributes: Mapping[str, str], node: LexborNode) -> None:
        label = attributes.get("aria-label") or attributes.get("title") or ""
        words = f"{label} {node.text(deep=True)}"
        if "me" in attributes.get("rel", "").lower().split():
            self.links.append(Link(attributes["href"], "me"))
        self.links.append(Link(attributes["href"], "link", " ".join(words.split())))

    def _head_link(self, attributes: Mapping[str, str]) -> None:
        relations = attributes.get("rel", "").lower().split()
        kind = _FEEDS.get(attributes.get("type", "").lower().partition(";")[0].strip())
        if "me" in relations:
            self.links.append(Link(attributes["href"], "me"))
        if _WORDPRESS in relations:
            self.api = attributes["href"]
        if "alternate" in relations and attributes.get("hreflang"):
            self.variants[attributes["hreflang"].lower()] = attributes["href"]
        elif "alternate" in relations and kind:
            self.feeds.append((kind, attributes["href"]))

    def _meta(self, attributes: Mapping[str, str]) -> None:
        name = (attributes.get("property") or attributes.get("name") or "").lower()
        content = attributes.get("content", "")
        if name == "og:site_name" and content:
            self.names.setdefault("site", content)
        elif name in {"og:see_also", "article:publisher"} and content.startswith("http"):
            self.links.append(Link(content, "meta"))
        elif name == "twitter:site" and content.startswith("@"):
            self.links.append(Link(f"https://x.com/{content[1:]}", "meta"))

    def _script(self, kind: str, data: str) -> None:
        if kind == "application/ld+json":
            self._take_declared(data)
        else:
            for address in _IN_SCRIPT.findall(data):
                self.links.append(Link(address.replace("\\/", "/"), "script"))

    def _take_declared(self, data: str) -> None:
        try:
            declared = parse_json(data)
        except ValueError:
            return
        for thing in _things(declared):
            kinds = thing.get("@type")
            types = {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])}
            if "telephone" in thing or "address" in thing:
                self.declared.append(thing)
            same = thing.get("sameAs")
            for href in same if isinstance(same, list) else [same]:
                if isinstance(href, str):
                    self.links.append(Link(href, "sameAs"))
            if types & _FIRMS and isinstance(thing.get("name"), str):
                self.names.setdefault("declared", thing["name"])

    @property
    def title(self) -> str | None:
        """What the page itself is called."""
        return " ".join(self.names.get("title", "").split()) or None

    @property
    def name(self) -> str | None:
        """The firm's name as the page tells it: declared, the site's, else the title's end."""
        title = self.names.get("declared") or self.names.get("site") or self.names.get("title")
        return " ".join(title.split())[:80] or None if title else None


def is_mastodon(link: Link, href: str) -> bool:
    """Whether an address with a user in it is one of Mastodon: any site may be written so."""
    return link.how in {"me", "sameAs"} or "mastodon" in f"{link.words} {href}".lower()


def _in_a_picture(node: LexborNode) -> bool:
    """Whether a title is an icon's: SVG has an element of the same name."""
    inside = node.parent
    while inside is not None:
        if inside.tag == "svg":
            return True
        inside = inside.parent
    return False


def _things(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
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
