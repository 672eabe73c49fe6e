"""The short form of the fuzzing, and everything that ever fell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.attacks import fuzz

# What fell once, by family: it must never fall again.
FALLS: list[tuple[str, Any]] = [
    (
        "feeds",
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><pubDate>0000-00-00 00:00:00</pubDate></item></channel></rss>',
    ),
    (
        "feeds",
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>&#xFFFFFFFF;</title></item></channel></rss>',
    ),
    (
        "feeds",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"date_published": "9999-12-31T23:59:59-14:00"}]}',
    ),
    (
        "pages",
        '<a href="http://[x">x</a><script type="application/ld+json">{"@type": {"a": 1}}</script>',
    ),
    ("archives", b"PK\x05\x06" + b"\x00" * 18),
    ("settings", [("X_BEARER_TOKEN", "a\nb c d")]),
    ("answers and tokens", ({"x": {"scopes": 7, "gives": "X", "access_token": "y"}}, [])),
    ("client files", b'[client]\nname = "E"\naccounts = ["facebook:a"]\nbasis_date = 9999-12-31\n'),
]


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AUDITOR_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("AUDITOR_STORE", str(tmp_path / "s.sqlite3"))


@pytest.mark.skipif(os.name != "posix", reason="a limit of time by a signal")
@pytest.mark.parametrize("family", fuzz.FAMILIES)
def test_a_few_of_each_family(family: str) -> None:
    tally = fuzz.Tally()
    fuzz.rounds(family, 12 if family in ("workbooks", "results") else 40, 7, tally)
    assert tally.fell == {}
    assert tally.tried > 5


@pytest.mark.skipif(os.name != "posix", reason="a limit of time by a signal")
@pytest.mark.parametrize(("family", "value"), FALLS)
def test_what_fell_once_stands(family: str, value: Any) -> None:
    tally = fuzz.Tally()
    fuzz.attempt(family, value, tally)
    assert tally.fell == {}
