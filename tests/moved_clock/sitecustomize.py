"""Moves the clock of every Python process that has this folder on its path, for the whole session.

``PYTHONPATH=tests/moved_clock AUDITOR_TEST_DAYS_AHEAD=400 python -m pytest``: the tests, their
workers and the programs that they start live so many days later. A suite that is green only on the
day on which it was written is found out before that day is over.
"""

from __future__ import annotations

import os
import time

_DAYS = os.environ.get("AUDITOR_TEST_DAYS_AHEAD")
if _DAYS:
    import time_machine

    time_machine.travel(time.time() + float(_DAYS) * 86_400, tick=True).start()
