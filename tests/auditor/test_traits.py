"""Every network has its row of traits, and the connectors declare what stands there."""

from __future__ import annotations

import pytest

from auditor.core.model import PLATFORMS
from auditor.core.networks import TITLES
from auditor.core.traits import TRAITS, networks_that
from connectors import registry


def test_every_network_has_a_row() -> None:
    assert tuple(TRAITS) == PLATFORMS
    assert set(TITLES) <= set(TRAITS)


@pytest.mark.parametrize("name", registry.PLATFORMS)
def test_a_connector_declares_what_stands_in_the_table(name: str) -> None:
    info = registry.connector_class(name).info
    traits = TRAITS[name]
    assert (info.keep_days, info.lists_replies) == (traits.keep_days, traits.lists_replies)


def test_networks_are_found_by_a_trait() -> None:
    assert networks_that("paid") == {"x"}
    assert networks_that("judged") == set(PLATFORMS) - {"google", "site"}
