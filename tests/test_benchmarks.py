"""The benchmarks run: what is not run between two measurements breaks without a word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent / "benchmarks"
SMALL = {"bench.py": ("--rows", "50", "--accounts", "10"), "forms.py": ("--clients", "1")}


@pytest.mark.slow
@pytest.mark.parametrize("script", sorted(path.name for path in BENCHMARKS.glob("*.py")))
def test_a_benchmark_prints_its_table(script: str) -> None:
    made = subprocess.run(
        [sys.executable, str(BENCHMARKS / script), *SMALL[script]],
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert (made.returncode, made.stderr) == (0, "")
    assert len(made.stdout.splitlines()) > 5
