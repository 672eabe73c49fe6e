"""From the news feeds of sites to posts: RSS, Atom, JSON Feed, and WordPress' own answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from auditor.core.json_types import JsonValue
from auditor.core.messages import msg
from auditor.core.model import Format, Post
from auditor.core.reasons import Reason
from connectors.base import Item, PostPage, parted
from connectors.errors import PlatformError
from connectors.http.html_text import text_of_html
from connectors.http.json_fields import entry_moment, get_rows, get_str, get_time, identifier
from connectors.http.request import join_url
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of

_WORDPRESS_MADE = "wordpress.org"
_LONGEST_TEXT = 2_000
# A number beyond the last sign, on which feedparser gives up.
_SIGN, _LAST_SIGN = re.compile(rb"&#([xX][0-9a-fA-F]{1,20}|[0-9]{1,20});"), 0x10FFFF
_BEGINNING = 16_384
# What may stand before the root of a feed: declarations, style sheets, comments.
_PROLOG = re.compile(
    r"(?:\s*(?:<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>))*\s*", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[a-z]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_UNTOLD = dict.fromkeys(("reactions", "comments", "shares"), Reason.NOT_OFFERED)


def feed_kind(response: ApiResponse) -> str | None:
    """Whether an answer is itself a feed, by its content and not by what it says it is."""
    text = _decoded(response.body[:_BEGINNING]).lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return "json" if _is_json_feed(response) else None
    return "feed" if _ROOT.match(_PROLOG.sub("", text, count=1)) else None


def _decoded(body: bytes) -> str:
    """The beginning of an answer as text: all that tells a feed is ASCII."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    return body.decode("utf-8", "replace")


def _is_json_feed(response: ApiResponse) -> bool:
    try:
        data = response.json()
    except PlatformError:
        return False
    return isinstance(data, dict) and "jsonfeed.org" in str(data.get("version"))


def wordpress_item(row: JsonValue) -> Item | None:
    """A post as WordPress' own interface tells it; ``None`` without an id or a time."""
    when = get_time(row, "date_gmt") if isinstance(row, dict) else None
    if when is None or identifier(row, "id") is None:
        return None
    texts = [_rendered(row, name) for name in ("title", "excerpt")]
    return _item(str(row["id"]), when, get_str(row, "link"), texts)


def _rendered(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return text_of_html(str(value.get("rendered") or "")).text if isinstance(value, Mapping) else ""


def json_page(response: ApiResponse) -> PostPage:
    """A page of a JSON Feed."""
    data = response.json()
    entries_read, unread = parted(_of_json(row) for row in get_rows(data, "items"))
    return PostPage(newest_first(entries_read), get_str(data, "next_url"), unread=unread)


def _of_json(row: object) -> Item | None:
    if not isinstance(row, dict):
        return None
    when = get_time(row, "date_published") or get_time(row, "date_modified")
    name = identifier(row, "id") or get_str(row, "url")
    if when is None or name is None:
        return None
    content = get_str(row, "content_text") or text_of_html(str(row.get("content_html") or "")).text
    return _item(name, when, get_str(row, "url"), [str(row.get("title") or ""), content])


def feed_page(response: ApiResponse, address: str) -> PostPage:
    """A page of an RSS or Atom feed; the next one where the feed names it (RFC 5005)."""
    import feedparser

    parsed = feedparser.parse(_SIGN.sub(_real_sign, response.body), sanitize_html=False)
    ids = Counter(str(row.get("id")) for row in parsed.entries if row.get("id"))
    twice = frozenset(name for name, times in ids.items() if times > 1)
    if not parsed.get("version"):
        raise PlatformError(
            msg("{host} sent a feed that cannot be read.", host=host_of(response)),
            msg("Check it in a browser; if it opens there, try again later."),
            Reason.UNREADABLE,
        )
    feed_items, unread = parted(_entry(row, twice) for row in parsed.entries)
    entries_read = newest_first(feed_items)
    links = parsed.feed.get("links", [])
    following = next((link.get("href") for link in links if link.get("rel") == "next"), None)
    if (
        following is None
        and entries_read
        and _WORDPRESS_MADE in str(parsed.feed.get("generator", ""))
    ):
        following = _next_number(address)
    position = join_url(address, following) if following else ""
    return PostPage(entries_read, position or None, unread=unread)


def _real_sign(match: re.Match[bytes]) -> bytes:
    """A sign written by its number, if there is one of that number."""
    digits = match[1].lower()
    number = int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    exists = 0 < number <= _LAST_SIGN and not 0xD800 <= number <= 0xDFFF
    return match[0] if exists else b"&#xFFFD;"


def newest_first(items: list[Item]) -> list[Item]:
    """In the order of time: some feeds put a kept entry first, or the oldest."""
    return sorted(items, key=lambda item: item.moment, reverse=True)


def counts_pages(address: str) -> bool:
    """Whether a feed's page was reached by its number, and not by a link of the page before."""
    return any(name == "paged" for name, _ in parse_qsl(urlsplit(address).query))


def _next_number(address: str) -> str:
    """WordPress counts the pages of its feeds without naming them."""
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))
    query["paged"] = str(int(query.get("paged", "1")) + 1)
    return urlunsplit(parts._replace(query=urlencode(query)))


def _entry(row: JsonValue, twice: frozenset[str]) -> Item | None:
    """An entry of a feed. An id that several entries have is none: their links tell them apart."""
    when, link = entry_moment(row), row.get("link")
    name = row.get("id") or link
    if name in twice and link:
        name = link
    if when is None or not name:
        return None
    texts = [
        unescape(str(row.get("title") or "")),
        text_of_html(str(row.get("summary") or "")).text,
    ]
    return _item(str(name), when, link, texts)


def _item(name: str, when: datetime, link: str | None, texts: Sequence[str]) -> Item:
    """An entry as a post: dates and words; what people did with it is not told."""
    text = "\n".join(part for part in texts if part)[:_LONGEST_TEXT]
    post = Post(
        name,
        when,
        url=link,
        format=Format.ARTICLE,
        text=text,
        links=(),
        is_poll=False,
        missing=dict(_UNTOLD),
    )
    return Item(post, when)
