"""Times in a network's answer: in words, and in numbers of whichever unit."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from connectors.http.json_fields import get_count, get_time, identifier

NINE = datetime(2026, 3, 3, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        1772528400,
        1772528400.0,
        1772528400000,
        1772528400000000,
        "1772528400",
        "1772528400000",
        "2026-03-03T10:00:00+01:00",
        "2026-03-03T09:00:00Z",
        "2026-03-03T09:00:00+0000",
    ],
)
def test_a_number_is_read_in_the_unit_that_falls_into_our_time(value: object) -> None:
    assert get_time({"t": value}, "t") == NINE


@pytest.mark.parametrize(
    "value", [0, -1, 1, "0", 1772528400 * 10**9, 7_000_000_000, True, None, "", "soon", [], 1e300]
)
def test_what_falls_into_no_unit_is_no_time(value: object) -> None:
    assert get_time({"t": value}, "t") is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (3, 3),
        (0, 0),
        (3.0, 3),
        ("3", 3),
        (2**63 - 1, 2**63 - 1),
        (2**63, None),
        (-1, None),
        ("-1", None),
        (3.5, None),
        ("3.5", None),
        ("tre", None),
        (True, None),
        ([3], None),
        ("\u00b3", None),
        (None, None),
        ("9" * 40, None),
        (float("inf"), None),
        (float("nan"), None),
    ],
)
def test_a_count_is_a_whole_number_that_fits(value: object, read: int | None) -> None:
    assert get_count({"n": value}, "n") == read


@pytest.mark.parametrize(
    ("value", "read"),
    [("a", "a"), (7, "7"), ("", None), (" ", None), (True, None), (None, None), ([1], None)],
)
def test_an_id_is_a_text_or_a_number(value: object, read: str | None) -> None:
    assert identifier({"id": value}, "id") == read
