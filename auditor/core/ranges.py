"""Days and numbers as people write them, and the ends of what anybody can mean by them.

Beyond those ends lie slips of the keyboard and of calendars, with which no arithmetic works.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
MOST_FOLLOWERS = 10_000_000_000  # more than there are people
_MONTHS = (
    ("gennaio", "january"),
    ("febbraio", "february"),
    ("marzo", "march"),
    ("aprile", "april"),
    ("maggio", "may"),
    ("giugno", "june"),
    ("luglio", "july"),
    ("agosto", "august"),
    ("settembre", "september"),
    ("ottobre", "october"),
    ("novembre", "november"),
    ("dicembre", "december"),
)
_IN_DIGITS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_IN_WORDS = re.compile(
    r"(\d{1,2})(?:°|º|st|nd|rd|th)?\s+(?:of\s+|de\s+)?([a-zà-ù]{3,10})\.?,?\s+(\d{4})"
)
_MONTH_FIRST = re.compile(r"([a-z]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})([./])(\d{1,2})\2(\d{1,2})")

_ABOUT = re.compile(
    r"^(?:circa|ca\.?|quasi|oltre|about|around|approx\.?|almost|over|[~≈])\s*|"
    r"\s*(?:circa|ca\.?|about|approx\.?|follower|followers|iscritti|fan|persone|people|seguaci)$"
)
_NUMBER = re.compile(
    r"(\d+(?:[.,'’\s]\d+)*)\s*(k|mila|mil|migliaia|mln|m|mio|milion[ei]|millions?|thousand)?"
)
_TIMES = {"k": 1_000, "mila": 1_000, "mil": 1_000, "migliaia": 1_000, "thousand": 1_000}
_GROUPED = re.compile(r"\d{1,3}(?:([.,'’\s])\d{3})(?:\1\d{3})*|\d+")
_DECIMAL = re.compile(r"\d{1,5}(?:[.,]\d{1,2})?")


def local_today() -> date:
    """The day on the user's own calendar, by which they name files and read terms."""
    return date.today()  # noqa: DTZ011 - the user's own day is meant


def is_day(day: date) -> bool:
    """Whether an audit may be about a day."""
    return FIRST_DAY <= (day.date() if isinstance(day, datetime) else day) <= LAST_DAY


def between_days() -> Message:
    """The days that are taken, as advice."""
    return msg(
        "Days from {first} to {last} can be written.",
        first=FIRST_DAY.isoformat(),
        last=LAST_DAY.isoformat(),
    )


def check_day(option: str, text: str, *days: date) -> None:
    """Refuse days that no audit can be about.

    Args:
        option: where they were written, such as ``--as-of``.
        text: as they were written.
        *days: the days that were read from it.

    Raises:
        UsageError: one of them lies outside.
    """
    if not all(map(is_day, days)):
        raise UsageError(
            msg(
                "{option} '{text}' lies outside the days that can be audited.",
                option=option,
                text=text,
            ),
            between_days(),
        )


def is_timezone(name: str) -> bool:
    """Whether ``name`` is an IANA time zone, such as ``Europe/Rome``."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def read_day(text: str, day_first: bool) -> date | None:
    """The day that somebody wrote; ``None`` for what is none, and for one of two.

    ``2026-10-31``, ``31/10/2026``, ``31.10.2026``, ``31 ottobre 2026``, ``October 31, 2026``. With
    strokes ``3/4/2026`` is 3 April or 4 March.

    Args:
        text: what was written.
        day_first: whether the writer's country puts the day first between strokes.
    """
    plain = " ".join(text.casefold().split())
    try:
        return date.fromisoformat(plain)
    except ValueError:
        pass
    if match := _IN_DIGITS.fullmatch(plain):
        first, sign, second, year = int(match[1]), match[2], int(match[3]), int(match[4])
        if sign == "/" and not day_first and first != second and first <= 12:
            return None if second <= 12 else _day(year, first, second)
        return _day(year, second, first)
    if match := _YEAR_FIRST.fullmatch(plain):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _IN_WORDS.fullmatch(plain):
        return _day(int(match[3]), _month(match[2]), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(plain):
        return _day(int(match[3]), _month(match[1]), int(match[2]))
    return None


def read_count(text: str) -> int | None:
    """The whole number that somebody wrote; ``None`` for what is none.

    ``12400``, ``12.400``, ``12,400``, ``1,2k``, ``12 mila``, ``1.3 M``, ``circa 1.500``, ``1.500
    follower``. A single mark before three digits groups thousands, for nobody has half a follower;
    behind it, before "k", it is a decimal one.
    """
    plain = " ".join(text.casefold().split())
    for _ in range(2):
        plain = _ABOUT.sub("", plain).strip()
    match = _NUMBER.fullmatch(plain)
    if match is None or len(plain) > 40:
        return None
    digits, unit = match[1], match[2]
    if unit is None:
        return int(re.sub(r"\D", "", digits)) if _GROUPED.fullmatch(digits) else None
    if not _DECIMAL.fullmatch(digits):
        return None
    return round(float(digits.replace(",", ".")) * _TIMES.get(unit, 1_000_000))


def _month(name: str) -> int:
    """The month that three letters or more begin; 0 for none."""
    fits = (any(full.startswith(name) for full in names) for names in _MONTHS)
    return next((number for number, fit in enumerate(fits, start=1) if fit), 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
