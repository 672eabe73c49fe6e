"""The time zone that a table tells for all its times: in the date's header, or above the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import available_timezones

from connectors.files.table.table import Table

_NAMED = {
    "utc": "UTC",
    "gmt": "UTC",
    "cet": "CET",
    "cest": "CET",
    "mez": "CET",
    "mesz": "CET",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_WORD = re.compile(
    r"(?:time\s?zone|timezone|fuso orario|zeitzone|zona horaria|fuseau horaire|fuso horário)"
    r"\s*[:=]?\s*(.*)$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[]([^)\]]+)[)\]]")
_LAST = re.compile(r"(?:^|[\s_-])(utc|gmt|cet|cest)$", re.IGNORECASE)


def zone_in_file(table: Table) -> str | None:
    """An IANA name or an offset such as ``+01:00``; ``None`` where the table tells none."""
    use = table.layout.use("published_at")
    words = [*_of_headers(use.columns if use else ()), *_of_notes(table.notes)]
    return next((zone for word in words if (zone := zone_in_words(word))), None)


def _of_headers(columns: tuple[str, ...]) -> Iterator[str]:
    for column in columns:
        yield from _BRACKETS.findall(column)
        last = _LAST.search(column.strip())
        if last:
            yield last[1]


def _of_notes(notes: tuple[str, ...]) -> Iterator[str]:
    """The words behind "time zone" above the table, in the same cell or in the next."""
    for number, note in enumerate(notes):
        match = _WORD.search(note)
        if match:
            yield match[1] or (notes[number + 1] if number + 1 < len(notes) else "")


def zone_in_words(words: str) -> str | None:
    """What words stand for: ``GMT+1``, ``Europe/Rome``, ``UTC``, ``(UTC+01:00) Rome``."""
    bare = words.strip().strip("()[]").strip()
    if bare in available_timezones():
        return bare
    if bare.casefold() in _NAMED:
        return _NAMED[bare.casefold()]
    match = _OFFSET.match(bare)
    if match is None or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return next(
            (
                name
                for word in re.split(r"[\s,;()]+", words)
                if "/" in word and (name := word) in available_timezones()
            ),
            None,
        )
    return f"{'+' if match[1] == '+' else '-'}{int(match[2]):02}:{match[3] or '00'}"
