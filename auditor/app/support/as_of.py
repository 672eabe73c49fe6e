"""Days on the command line."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from auditor.core.errors import UsageError
from auditor.core.messages import msg
from auditor.core.ranges import check_day


def read_as_of(text: str | None, timezone: str) -> datetime | None:
    """The moment that ``--as-of`` names, in UTC: a date is the end of that day in the zone.

    Raises:
        UsageError: it is neither a date nor a time, or lies outside all that can be audited.
    """
    if text is None:
        return None
    zone = ZoneInfo(timezone)
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        pass
    else:
        check_day("--as-of", text, day)
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            msg("--as-of '{text}' is not a date.", text=text),
            msg("Write it as in --as-of 2026-10-31"),
        ) from None
    check_day("--as-of", text, moment)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
