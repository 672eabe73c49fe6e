"""The one place from which tests take the time of day; all other times in them stand written there.

A test that needs it lays everything around :func:`now`: a fixed date beside the real clock is right
on some days only. The command line reads the real clock, so its tests do.
"""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC)


def days_until(moment: datetime) -> float:
    """Days from this machine's own time, whatever clock the tests live on, to a moment."""
    return (moment.timestamp() - time_machine.escape_hatch.time.time()) / 86_400
