"""Progress goes by the calls that are planned, not by the accounts that are done."""

from __future__ import annotations

from auditor.cli.progress import Calls
from auditor.model import AccountRef
from connectors.report import Progress

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
