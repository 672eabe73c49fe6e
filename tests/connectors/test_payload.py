"""Times in a network's answer: in words, and in numbers of whichever unit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.payload import moment, undated

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [1772528400, 1772528400.0, 1772528400000, 1772528400000000, "1772528400", "1772528400000",
     "2026-03-03T10:00:00+01:00", "2026-03-03T09:00:00Z", "2026-03-03T09:00:00+0000"],
)  # fmt: skip
def test_a_number_is_read_in_the_unit_that_falls_into_our_time(value: object) -> None:
    assert moment({"t": value}, "t") == NINE


@pytest.mark.parametrize(
    "value", [0, -1, 1, "0", 1772528400 * 10**9, 7_000_000_000, True, None, "", "soon", [], 1e300]
)
def test_what_falls_into_no_unit_is_no_time(value: object) -> None:
    assert moment({"t": value}, "t") is None


def test_entries_without_a_readable_time_are_counted() -> None:
    rows = [{"id": "a", "t": 1772528400}, {"id": "b", "t": 0}, {"id": "c"}, {"t": 0}]
    assert undated(rows, "t") == 2
    assert undated(rows, "t", "u") == 2
    assert undated(rows[:1], "t") == 0
