"""Days on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from auditor.errors import UsageError
from auditor.messages import msg


def read_as_of(text: str | None, timezone: str) -> datetime | None:
    """The moment that ``--as-of`` names, in UTC: a date is the end of that day in the zone.

    Raises:
        UsageError: it is neither a date nor a time.
    """
    if text is None:
        return None
    zone = ZoneInfo(timezone)
    try:
        day = date.fromisoformat(text.strip())
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            msg("--as-of '{text}' is not a date.", text=text),
            msg("Write it as in --as-of 2026-10-31"),
        ) from None
