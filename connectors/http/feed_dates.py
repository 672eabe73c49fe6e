"""Dates of feeds that are written in words of the feed's language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

_LANGUAGES = ("it", "de", "fr", "es", "pt", "nl", "en")
_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(
    r"(?P<day>\d{1,2})(?:\.|º|er|st|nd|rd|th)?(?:\s+(?:de|di|del))?[\s-]+(?P<month>[^\W\d_]+)\.?,?"
    r"(?:\s+(?:de|di|del))?[\s-]+(?P<year>\d{4}|\d{2})\b"
    r"(?:[\s,]+(?:ore|alle|um|à|at)?\s*(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?))?"
    r"(?:\s*(?P<zone>[+-]\d{2}:?\d{2}|GMT|UTC?|Z))?"
)
_FEWEST_LETTERS = 3


def date_in_words(text: str) -> datetime | None:
    """``gio, 12 febbraio 2026 10:00:00 +0100`` in UTC; ``None`` for what is no date.

    Without a zone the time is taken as UTC, as feeds without one are [D].
    """
    match = _DATE.search(text)
    month = _month(match["month"]) if match else None
    if match is None or month is None:
        return None
    time = (match["time"] or "00:00").replace(".", ":")
    zone = (match["zone"] or "+0000").replace(":", "")
    zone = "+0000" if zone[0] not in "+-" else zone
    year = match["year"] if len(match["year"]) > 2 else f"20{match['year']}"
    try:
        parsed = parsedate_to_datetime(f"{match['day']} {_ENGLISH[month - 1]} {year} {time} {zone}")
        return parsed.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def _month(word: str) -> int | None:
    """The month that a word names, in full or shortened, if it is the same one in all languages."""
    low = word.lower()
    if len(low) < _FEWEST_LETTERS:
        return None
    meant = {number for name, number in _months() if name.startswith(low)}
    return meant.pop() if len(meant) == 1 else None


@cache
def _months() -> frozenset[tuple[str, int]]:
    from babel.dates import get_month_names

    return frozenset(
        (name.lower().rstrip("."), int(number))
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in get_month_names(width, "format", language).items()
    )
