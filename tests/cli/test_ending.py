"""The exit status when several hold: the gravest of them, in one order."""

from __future__ import annotations

import itertools

import pytest

from auditor.cli.ending import Exit, worst

ORDER = (130, 2, 4, 5, 3, 1, 0)


@pytest.mark.parametrize(("graver", "lesser"), [*itertools.combinations(ORDER, 2)])
def test_the_graver_status_wins_in_whatever_order_they_come(graver: int, lesser: int) -> None:
    for pair in ((graver, lesser), (lesser, graver)):
        assert worst(map(Exit, pair)) == graver


def test_all_at_once_and_none() -> None:
    assert worst(map(Exit, ORDER)) == 130
    assert worst([]) == 0
