"""No key is ever shown: not in an address, an error, or a line of the log."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from auditor.core.messages import Message
from connectors.errors import ConnectorError

_HIDDEN = "…"
_SHORTEST_SECRET = 6


def is_loopback(host: str) -> bool:
    """Whether a host name is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def without_secrets(url: str, names: Sequence[str]) -> str:
    """The address with the values of the named query parameters left out."""
    parts = urlsplit(url)
    hidden = {name.lower() for name in names}
    query = [
        (name, _HIDDEN if name.lower() in hidden else value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
    ]
    return urlunsplit(parts._replace(query=urlencode(query, safe=_HIDDEN), fragment=""))


def scrubbed(error: ConnectorError, secrets: Sequence[str]) -> ConnectorError:
    """An error without the keys that a server repeats in its words."""
    real = [secret for secret in secrets if len(secret) >= _SHORTEST_SECRET]
    if not any(secret in f"{error.message} {error.advice}" for secret in real):
        return error
    error.message = _clean(error.message, real)
    error.advice = error.advice and _clean(error.advice, real)
    error.args = (str(error.message),)
    return error


def _clean(message: Message, secrets: Sequence[str]) -> Message:
    params = dict(message.params)
    for name, value in params.items():
        for secret in secrets:
            if isinstance(value, str):
                value = value.replace(secret, _HIDDEN)
        params[name] = _clean(value, secrets) if isinstance(value, Message) else value
    return replace(message, params=params)


def hide_query(record: logging.LogRecord) -> bool:
    """The HTTP library's debug lines hold whole addresses; leave their queries out."""
    if isinstance(record.args, tuple):
        record.args = tuple(
            value.partition("?")[0] if isinstance(value, str) else value for value in record.args
        )
    return True
