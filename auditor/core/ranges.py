"""The ends of what anybody can mean: days of an audit, numbers of followers.

Beyond them lie slips of the keyboard and the ends of calendars, with which no arithmetic works.
"""

from __future__ import annotations

from datetime import date, datetime

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
MOST_FOLLOWERS = 10_000_000_000  # more than there are people


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
