"""Every fault on every network: no reading ends early, and what is lost is told."""

from __future__ import annotations

import pytest
from fault_injector import FAULTS, SEEDS, good_values, try_fault
from nets import NETS


@pytest.fixture(scope="module")
def good(request: pytest.FixtureRequest) -> dict[str, dict[str, tuple[object, ...]]]:
    import time_machine
    from loopback import AS_OF

    with time_machine.travel(AS_OF, tick=False):
        return {name: good_values(name) for name in NETS}


def test_a_good_reading_is_whole(good: dict[str, dict[str, tuple[object, ...]]]) -> None:
    assert {len(posts) for posts in good.values()} == {5}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_only_what_it_took(
    fault: str, good: dict[str, dict[str, tuple[object, ...]]]
) -> None:
    outcomes = {name: try_fault(name, fault, SEEDS[0], good[name]) for name in NETS}
    assert {name: outcome.wrong for name, outcome in outcomes.items() if outcome.wrong} == {}
    assert any(entry.applies for entry in outcomes.values())
