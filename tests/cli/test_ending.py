"""The exit status when several hold: the gravest of them, in one order."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from auditor.cli.exit import Exit, worst_status

ORDER = (130, 2, 4, 5, 3, 1, 0)


@pytest.mark.parametrize(("graver", "lesser"), [*itertools.combinations(ORDER, 2)])
def test_the_graver_status_wins_in_whatever_order_they_come(graver: int, lesser: int) -> None:
    for pair in ((graver, lesser), (lesser, graver)):
        assert worst_status(map(Exit, pair)) == graver


def test_all_at_once_and_none() -> None:
    assert worst_status(map(Exit, ORDER)) == 130
    assert worst_status([]) == 0


@pytest.mark.parametrize("command", ["questionnaire", "assess"])
def test_a_folder_is_not_taken_for_the_file_to_write(run, command: str, tmp_path: Path) -> None:
    done = run(command, "--out", tmp_path)
    assert done.exit_code == 2
    assert "directory" in done.stderr
    assert "ValueError" not in done.output
