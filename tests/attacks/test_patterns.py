"""No text makes a pattern search for ever: every pattern of the program, against texts made for it.

A pattern with one repetition within another, or four beside each other, does not end within the
limit on some of these texts; the others need a second or two for all of them.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC
from typing import Any

import pandas as pd
import pytest

from connectors.files.rows.dates import parse_dates

PACKAGES = ("auditor", "connectors", "reports")
UNITS = (
    *(
        " ",
        "\t",
        "a",
        "A",
        "1",
        "-",
        ".",
        ",",
        ":",
        "/",
        "@",
        "#",
        "_",
        "(",
        "[",
        "<",
        "*",
        "!",
        "?",
    ),
    *(
        "&",
        "=",
        "%",
        "'",
        '"',
        "é",
        "—",
        "\n",
        "a ",
        "1 ",
        "a.",
        "a-",
        "1.",
        "[](",
        "**",
        "> ",
        "a@",
    ),
    *("www.", "| ", "#a", "&a=", "[a]"),
)
STARTS = ("", "1", "2026-01-01 10", "http://", "a@", "[")
LENGTH, LIMIT = 400, 240


def patterns() -> Iterator[re.Pattern[Any]]:
    """The patterns that the modules of the program hold, also within tuples and dictionaries."""
    seen = set()
    for package in PACKAGES:
        path = importlib.import_module(package).__path__
        for module in pkgutil.walk_packages(path, f"{package}."):
            if module.name.endswith("__main__"):
                continue
            for value in vars(importlib.import_module(module.name)).values():
                for pattern in within(value):
                    if pattern not in seen:
                        seen.add(pattern)
                        yield pattern


def within(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict | list | tuple | set | frozenset) and depth < 3:
        for item in [*value.values()] if isinstance(value, dict) else [*value]:
            yield from within(item, depth + 1)


def attack() -> None:
    """Names each pattern before it is attacked, so that the last named is the one that hangs."""
    for pattern in patterns():
        print(repr(pattern.pattern), flush=True)
        for unit in UNITS:
            for start in STARTS:
                text = start + unit * (LENGTH // len(unit)) + "\0"
                subject = text if isinstance(pattern.pattern, str) else text.encode()
                pattern.search(subject)
                pattern.fullmatch(subject)


@pytest.mark.slow
def test_no_pattern_hangs() -> None:
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from tests.attacks.test_patterns import attack; attack()"],
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        last = (late.stdout or b"").decode().splitlines()[-1]
        pytest.fail(f"does not end on a short text: {last}")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) > 100


@pytest.mark.parametrize("unit", [" ", "\t", "1", ".", "a", ", "])
def test_a_long_cell_is_no_date(unit: str) -> None:
    cells = pd.Series([f"2026-01-01 10{unit * 5_000}!", f"{unit * 5_000}2026"], dtype=object)
    assert parse_dates(cells, UTC).utc.isna().all()
