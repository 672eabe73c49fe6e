"""What docs/reliability.md says of limits is what the program holds to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from auditor.core.ranges import FIRST_DAY, LAST_DAY, MOST_FOLLOWERS
from auditor.method.frames import AHEAD
from auditor.method.windows import DAY
from auditor.result.schema_check import MOST_ACCOUNTS
from auditor.store import retention
from connectors.collecting import paging
from connectors.files.sources import archives
from connectors.files.table import spreadsheet_child
from connectors.http import session
from connectors.site import connector

PAGE = (Path(__file__).parents[2] / "docs" / "reliability.md").read_text(encoding="utf-8")


def row(start: str) -> str:
    return next(line for line in PAGE.splitlines() if line.startswith(f"| {start}"))


def test_the_limits_are_those_of_the_program() -> None:
    assert f"{session._LONGEST_ANSWER:.0f} seconds, {session._LONGEST_BODY >> 20} MB" in row(
        "an answer"
    )
    assert f"{session.Session()._longest_wait / 60:.0f} minutes" in row("waiting")
    assert f"{paging.MOST_PAGES:,}; of a website {connector._MOST_PAGES}" in row(
        "pages of one listing"
    )
    assert f"{spreadsheet_child.SECONDS} seconds" in row("a spreadsheet")
    assert f"{archives._LARGEST // 10**9} GB" in row("an archive")
    assert f"{FIRST_DAY} to {LAST_DAY}" in row("days of an audit")
    assert f"{MOST_FOLLOWERS:,}" in row("followers")
    assert f" {MOST_ACCOUNTS} " in row("accounts on one page")


def test_the_clocks_are_those_of_the_program() -> None:
    text = " ".join(PAGE.split())
    assert timedelta(days=2) == session._CLOCKS_APART
    assert "more than two days away" in text
    assert AHEAD == 7 * DAY
    assert "more than a week ahead" in text
    assert timedelta(days=730) == retention._YEARS
    assert "more than two years ahead" in text
