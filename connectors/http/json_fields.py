"""Taking values out of a network's answer: what is absent or of another kind is ``None``."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from auditor.store.storable import whole_text
from connectors.http.feed_dates import date_in_words

_OLDEST, _CLOCKS_DIFFER = datetime(2004, 1, 1, tzinfo=UTC), timedelta(days=1)
_TO_COME = timedelta(days=3_653)
_EPOCH = re.compile(r"[0-9]{9,17}")
_COUNT = re.compile(r"[0-9]{1,19}")
_LARGEST = 2**63 - 1
# No network or feed began before; what is dated so was never told.
_FIRST_FEEDS = datetime(1990, 1, 1, tzinfo=UTC)
# Bounded on every side, so that a hostile text takes no longer than its length.
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_PHONE = re.compile(r"(?:\+|\b00|\b0)\d[\d\s()./-]{6,30}\d")
_ADDRESS = re.compile(r"https?://[^\s<>\"']+|\bwww\.[^\s<>\"']+", re.IGNORECASE)


def get_count(data: Mapping[str, Any], *names: str) -> int | None:
    """A count by the first of its names that is there; a negative one is a hidden one, and one
    beyond 63 bits is none. Some networks write numbers as texts."""
    for name in names:
        value = data.get(name)
        if isinstance(value, str) and _COUNT.fullmatch(value):
            value = int(value)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value if 0 <= value <= _LARGEST else None
    return None


def add(*counts: int | None) -> int | None:
    """The sum of the counts that are known; ``None`` when the first is not."""
    return None if counts[0] is None else sum(count for count in counts if count is not None)


def get_str(data: Mapping[str, Any], name: str) -> str | None:
    """A text that is not empty."""
    value = data.get(name)
    return value if isinstance(value, str) and value.strip() else None


def identifier(data: Mapping[str, Any], name: str) -> str | None:
    """An id as text, however it is written; an empty one is none. It may be asked for again, so
    half a sign in it is replaced here already."""
    value = data.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return whole_text(value) if isinstance(value, str) and value.strip() else None


def get_dict(data: object, name: str) -> Mapping[str, Any]:
    """An inner object, empty when it is not there."""
    value = data.get(name) if isinstance(data, dict) else None
    return value if isinstance(value, dict) else {}


def get_rows(data: object, name: str) -> list[Any]:
    """The list that an answer must have, as it is told.

    Raises:
        TypeError: it has none, so that nothing can be said of what it should hold.
    """
    value = data.get(name) if isinstance(data, dict) else None
    if not isinstance(value, list):
        raise TypeError(name)
    return value


def get_dicts(data: object, name: str) -> Iterator[Mapping[str, Any]]:
    """The objects of an inner list."""
    value = data.get(name) if isinstance(data, dict) else None
    return dicts_in(value)


def dicts_in(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; anything else in it is left out."""
    return (
        (element for element in value if isinstance(element, dict))
        if isinstance(value, list)
        else iter(())
    )


def get_time(data: Mapping[str, Any], name: str, to_come: bool = False) -> datetime | None:
    """A time in UTC, to the millisecond; ``None`` when it is absent or no time.

    A number is seconds, milliseconds or microseconds since 1970, whichever falls between 2004,
    when the oldest of these networks began, and now (``to_come``: in ten years).

    Args:
        data: what the network answered.
        name: the name of the field.
        to_come: whether it may lie in the future.
    """
    value = data.get(name)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_epoch(value, to_come)
    if not isinstance(value, str):
        return None
    if _EPOCH.fullmatch(value):
        return _of_epoch(int(value), to_come)
    try:
        parsed = datetime.fromisoformat(value)
        parsed = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return _plausible(parsed.replace(microsecond=parsed.microsecond // 1000 * 1000))


_WRITTEN_DAY = re.compile(r"\s*([+-]?\d{1,9})-(\d{1,2})-(\d{1,2})(?!\d)")


def _plausible(parsed: datetime) -> datetime | None:
    """A time that somebody may have meant: years such as 1 or 9999 stand for none."""
    return parsed if _FIRST_FEEDS <= parsed <= datetime.now(UTC) + _TO_COME else None


def _of_epoch(value: float, to_come: bool) -> datetime | None:
    latest = datetime.now(UTC) + (_TO_COME if to_come else _CLOCKS_DIFFER)
    for unit in (1, 1_000, 1_000_000):
        seconds = value / unit
        if _OLDEST.timestamp() <= seconds <= latest.timestamp():
            return datetime.fromtimestamp(int(seconds * 1_000) / 1_000, UTC)
    return None


def entry_moment(row: Mapping[str, Any]) -> datetime | None:
    """When an entry of a feed was published (UTC), as feedparser read it or in words."""
    parsed = row.get("published_parsed") or row.get("updated_parsed")
    if parsed is None:
        words = date_in_words(str(row.get("published") or row.get("updated") or ""))
        return None if words is None else _plausible(words)
    name = "published" if row.get("published_parsed") else "updated"
    try:
        moment = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return _plausible(moment) if _is_written(moment, str(row.get(name) or "")) else None


def _is_written(moment: datetime, text: str) -> bool:
    """Whether a moment is the day that stands written, give or take a zone: feedparser makes
    2000-01-01 of the year -1, and 2 March of 30 February."""
    match = _WRITTEN_DAY.match(text)
    if match is None:
        return True
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except (ValueError, OverflowError):
        return False
    return abs((moment.date() - day).days) <= 1


def has_contact(text: str | None) -> bool | None:
    """Whether a profile's text names an e-mail address or a telephone number."""
    return None if text is None else bool(_MAIL.search(text) or _PHONE.search(text))


def first_address(text: str | None) -> str | None:
    """The first web address written in a text."""
    match = _ADDRESS.search(text or "")
    return match[0].rstrip(".,;:!?)") if match else None
