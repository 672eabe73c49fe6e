"""The suite holds on any day: no real clock stands beside dates that are written down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
MAY = {"real_clock.py", "conftest.py", "sitecustomize.py", "test_clock.py"}
READS = re.compile(r"\b(?:datetime\.now|datetime\.today|date\.today|utcnow|time\.time|time_ns)\(")


def test_tests_take_the_time_from_one_place() -> None:
    matches = [
        f"{path.relative_to(TESTS)}:{number}"
        for path in TESTS.rglob("*.py")
        if path.name not in MAY and "benchmarks" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if READS.search(line)
    ]
    assert not matches, "take it from real_clock.now() and lay everything around it"


@pytest.mark.parametrize(
    "line", ["a = datetime.now(UTC)", "date.today()", "time.time() - 3", "datetime.utcnow()"]
)
def test_a_reading_of_the_clock_is_seen(line: str) -> None:
    assert READS.search(line)
