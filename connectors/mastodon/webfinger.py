"""Which server serves a name: ``@firma@firma.example`` may live on ``social.firma.example``.

Asked by WebFinger (RFC 7033) at the host of the name; where that has none, at the address that its
host-meta (RFC 6415) gives for such questions.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

from connectors.errors import ConnectorError
from connectors.http.json_fields import get_dicts, get_str
from connectors.http.response import ApiResponse

_ACTIVITY = ("application/activity+json", "application/ld+json")
Ask = Callable[[str], ApiResponse | None]


def serving_host(ask: Ask, handle: str, host: str) -> str | None:
    """The host of the server that serves ``user@host``; ``None`` where nothing tells it.

    ``ask`` gives the answer to a GET, ``None`` where there is none.

    Args:
        ask: gives the answer to a GET; ``None`` where there is none.
        handle: the name before the server.
        host: the host in the handle.
    """
    resource = quote(f"acct:{handle}", safe="")
    server = _self_of(ask(f"https://{host}/.well-known/webfinger?resource={resource}"))
    if server is not None:
        return server
    template = _template(ask(f"https://{host}/.well-known/host-meta"))
    if template is None or _public_host(template) is None:
        return None
    return _self_of(ask(template.replace("{uri}", resource)))


def _self_of(response: ApiResponse | None) -> str | None:
    """The host of the account itself, as an answer of WebFinger names it."""
    if response is None:
        return None
    try:
        data: Any = response.json()
    except ConnectorError:
        return None
    for entry in get_dicts(data, "links"):
        kind = (get_str(entry, "type") or "").partition(";")[0].strip()
        if entry.get("rel") == "self" and kind in _ACTIVITY:
            return _public_host(get_str(entry, "href") or "")
    return None


def _template(response: ApiResponse | None) -> str | None:
    """The address for questions about names that a host-meta document gives."""
    if response is None:
        return None
    from selectolax.lexbor import LexborHTMLParser

    for link in LexborHTMLParser(response.text()).css("link"):
        template = link.attributes.get("template") or ""
        if link.attributes.get("rel") == "lrdd" and "{uri}" in template:
            return template
    return None


def _public_host(url: str) -> str | None:
    """The host of an https address; none of a number or of a name inside a network."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        is_name = "." in host and not host.endswith((".localhost", ".local", ".internal"))
        return parts.netloc.lower() if parts.scheme == "https" and is_name else None
    return None
