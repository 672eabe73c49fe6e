"""Texts and addresses from outside, made harmless before they reach a page.

Escaping is the template engine's task; here control and direction characters go, and an address
that is not the web's is no address.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from markupsafe import Markup

# C0 and C1 controls without tab and line feed, zero-width marks, and the characters that
# override reading direction, lone surrogates and non-characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064"
    "\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001\U000e0020-\U000e007f]"
)
_SPACE = re.compile(r"\s+")
_WEB = {"http", "https"}


def page_text(text: str | None) -> str:
    """A text without control, direction and invisible characters. ``None`` is empty."""
    return _UNSEEN.sub("", text) if text else ""


def quote(text: str | None, length: int = 220) -> str:
    """A short quotation on one line, cut at a word with an ellipsis."""
    line = _SPACE.sub(" ", page_text(text)).strip()
    if len(line) <= length:
        return line
    cut = line[:length].rsplit(" ", 1)[0] or line[:length]
    return cut.rstrip(",;:.- ") + "…"


def safe_url(address: str | None) -> str:
    """The address when it is http or https with a host, else an empty text."""
    if not address:
        return ""
    tidy = page_text(address).strip()
    if any(sign in tidy for sign in " \n\t\\\"'<>`"):
        return ""
    try:
        parts = urlsplit(tidy)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in _WEB or not host or parts.username or parts.password:
        return ""
    return tidy


def own_markup(text: str) -> Markup:
    """Markup made by this program: its drawings and styles, and scripts whose data are escaped."""
    return Markup(text)  # noqa: S704 - the one place where text becomes markup


def script_json(data: object) -> str:
    """JSON that can stand inside a script element: no ``<``, no line separators of Unicode."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, escaped)
    return text.encode("utf-8", "replace").decode("utf-8")
