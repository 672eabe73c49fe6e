"""The short form of the campaign: every deed broken off at some of its steps, killed and without room."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CAMPAIGN = Path(__file__).with_name("campaign.py")


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.skipif(os.name != "posix", reason="processes are forked")
def test_every_deed_is_made_good_by_the_next_call() -> None:
    done = subprocess.run(
        [sys.executable, str(CAMPAIGN), "--every", "15"],
        capture_output=True,
        text=True,
        timeout=360,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [line.split() for line in done.stdout.splitlines()[1:]]
    assert len(rows) == 20
    assert all(int(row[-3]) > 0 and row[-1] == "0" for row in rows)
