"""Progress goes by the calls that are planned, not by the accounts that are done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auditor.cli.ui.progress import Calls
from auditor.core.model import AccountRef, Window
from connectors.collecting.paging import Reached
from connectors.collecting.progress import Progress
from connectors.collecting.run import Pace

END = datetime(2026, 11, 20, tzinfo=UTC)
YEAR = Window(END - timedelta(days=365), END)

ONE, TWO = AccountRef("bluesky", "uno.example.com"), AccountRef("bluesky", "due.example.com")


def test_an_account_that_has_not_begun_counts_as_much_as_the_others() -> None:
    calls = Calls(2)
    calls.hear(Progress(ONE, "posts", calls=5, planned=20))
    assert (calls.so_far, calls.in_all) == (5, 40)


def test_an_account_longer_than_planned_is_never_done_before_its_end() -> None:
    calls = Calls(1)
    calls.hear(Progress(ONE, "posts", calls=30, planned=20))
    assert calls.so_far < calls.in_all == 31


def test_at_the_end_all_is_done() -> None:
    calls = Calls(2)
    calls.hear(Progress(ONE, "done", calls=3, planned=20, done=True))
    assert calls.in_all == 6
    calls.hear(Progress(TWO, "done", calls=9, done=True))
    assert calls.so_far == calls.in_all == 12


def reached(listed: int, days: float) -> Reached:
    return Reached(listed=listed, oldest=YEAR.end - timedelta(days=days))


def test_where_the_total_is_declared_the_bar_goes_by_posts() -> None:
    """A plan of 40 calls, an account with 1,000 posts in the year, 100 a call."""
    pace = Pace(before=1, after=5)
    seen = [pace.in_all(1 + n, reached(100 * n, 36.5 * n), 1_000, YEAR) for n in range(1, 10)]
    assert seen == [pytest.approx(16)] * 9


def test_a_window_shorter_than_the_account_ends_sooner_than_its_total() -> None:
    """Of 10,000 posts the 500 of a year are read: the days come back tell it, not the total."""
    pace = Pace(before=1, after=0)
    assert pace.in_all(2, reached(100, 73), 10_000, YEAR) == pytest.approx(6)


def test_without_a_total_the_days_alone_tell_and_without_both_the_plan_stays() -> None:
    pace = Pace(before=1, after=0)
    assert pace.in_all(3, reached(80, 182.5), None, YEAR) == pytest.approx(5)
    assert pace.in_all(3, Reached(), None, YEAR) is None
