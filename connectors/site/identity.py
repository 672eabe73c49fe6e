"""What a site's home page says of who the firm is: telephones, a place, accounts it leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from auditor.core.errors import UsageError
from auditor.core.refs import parse_ref
from connectors.http.json_fields import dicts_in, get_str
from connectors.http.request import join_url
from connectors.site.homepage import TEMPLATES, Page, is_mastodon

_MOST_PHONES = 5
_LEAST_DIGITS, _LEAST_LINKS = 6, 5  # [D]


def phones(page: Page) -> tuple[str, ...] | None:
    """The telephone numbers that a page declares or links, as they stand there, each once. ``None``
    without one: it may stand in the text."""
    numbers: dict[str, str] = {}
    for text in _numbers(page):
        digits = re.sub(r"\D", "", text)
        if len(digits) >= _LEAST_DIGITS:
            numbers.setdefault(digits[-9:], text)
    return tuple(numbers.values())[:_MOST_PHONES] or None


def _numbers(page: Page) -> Iterator[str]:
    for thing in page.declared:
        value = thing.get("telephone")
        for text in value if isinstance(value, list) else [value]:
            if isinstance(text, str):
                yield text.strip()
    for link in page.links:
        if link.href.lower().startswith("tel:"):
            yield unquote(link.href[4:]).partition(";")[0].strip()


def place(page: Page) -> str | None:
    """Street and town of the first address that a page declares; ``None`` where there is none."""
    for thing in page.declared:
        value = thing.get("address")
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        for address in dicts_in(value if isinstance(value, list) else [value]):
            if (text := _street_and_town(address)) is not None:
                return text
    return None


def _street_and_town(address: Mapping[str, Any]) -> str | None:
    parts = [get_str(address, "streetAddress"), get_str(address, "addressLocality")]
    return ", ".join(" ".join(part.split()) for part in parts if part) or None


def accounts(page: Page, address: str) -> tuple[str, ...] | None:
    """The accounts on networks to which a page leads, in its order, each once. What stands in a
    script only may be anybody's. ``None`` for a page that leads to none and has hardly a link: a
    browser builds it.

    Args:
        page: the page.
        address: its own address.
    """
    refs: dict[str, None] = {}
    for link in page.links:
        href = join_url(address, link.href)
        if link.how == "script" or not href.lower().startswith(("http://", "https://")):
            continue
        try:
            ref = parse_ref(href)
        except UsageError:
            continue
        if ref.platform == "site" or ref.handle.lstrip("@").rpartition("/")[2] in TEMPLATES:
            continue
        if ref.platform == "mastodon" and not is_mastodon(link, href):
            continue
        refs[str(ref)] = None
    links = sum(link.how == "link" for link in page.links)
    return tuple(refs) if refs or links >= _LEAST_LINKS else None
