"""A platform's answer, and the rules by which it is judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from auditor.core.json_types import JsonValue, parse_json
from auditor.core.messages import Message, msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, PlatformError
from connectors.http.rate_limit import Usage
from connectors.http.usage import Quota


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """A platform's answer. ``url`` is without secrets."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str

    def json(self) -> JsonValue:
        """The body as JSON. Raises :class:`connectors.errors.PlatformError` (reason unreadable)
        with one line that says what came instead: an HTML page, a cut-off body, nothing."""
        try:
            return parse_json(self.body)
        except ValueError as error:
            cut_off = isinstance(error, json.JSONDecodeError) and _ends_early(error)
        # raised outside the handler: the parser's error carries the whole body
        raise PlatformError(_not_json(self, cut_off), LATER, Reason.UNREADABLE)

    def text(self) -> str:
        """The body as text, by its declared encoding, else UTF-8."""
        declared = self.headers.get("Content-Type", self.headers.get("content-type", ""))
        encoding = declared.lower().partition("charset=")[2].split(";")[0].strip("\"' ")
        try:
            return self.body.decode(encoding or "utf-8", errors="replace")
        except (LookupError, UnicodeError):  # some names of encodings stand for other things
            return self.body.decode("utf-8", errors="replace")


LATER = msg("Try again later; if it stays so, check the address in the settings.")


def _ends_early(error: json.JSONDecodeError) -> bool:
    at_the_end = error.pos >= len(error.doc.rstrip()) - 1
    return at_the_end or error.msg.startswith(("Unterminated", "Invalid \\u"))


def _not_json(response: ApiResponse, cut_off: bool) -> Message:
    host = urlsplit(response.url).netloc
    start = response.body.lstrip()[:1]
    if not start:
        return msg("{host} sent an empty answer.", host=host)
    if start == b"<":
        return msg("{host} sent a web page instead of data.", host=host)
    if cut_off:
        return msg("The answer of {host} breaks off before its end.", host=host)
    return msg("{host} sent an answer that is no valid JSON.", host=host)


@dataclass(frozen=True, slots=True)
class ApiRules:
    """How one platform wants to be asked.

    ``classify`` turns an answer that is not what was asked into an error by the platform's own
    rules, before any retry (``None``: the answer is good). ``usage`` reads what the
    answer's headers say is left of the allowance. ``secrets`` are
    names of query parameters and headers never to be shown. ``used_up`` is the error of a day's
    ``quota`` that has nothing left: the network is not asked then. ``bucket`` names the allowance
    that a call takes from, by its path and a mark of its key, where a network has more than one.
    ``price`` is what an answer costs, in thousandths of a dollar; ``between`` are the seconds to
    let pass between two calls of a path. ``keeps_time``: its servers' clocks are right.
    """

    platform: str
    classify: Callable[[ApiResponse], ConnectorError | None]
    usage: Callable[[Mapping[str, str], datetime], Usage | None] | None = None
    in_flight: int = 8
    secrets: tuple[str, ...] = ("key", "access_token", "Authorization")
    units_per_call: int = 0
    quota: Quota | None = None
    used_up: Callable[[], ConnectorError] | None = None
    bucket: Callable[[str, str], str] | None = None
    price: Callable[[ApiResponse], int] | None = None
    between: Callable[[str], float] | None = None
    keeps_time: bool = False
