"""What is moved about in the house changes no result."""

from __future__ import annotations

import json

from tests.method.kept_results import KEPT, digests


def test_the_results_of_twenty_stores_are_those_that_are_kept() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    result = digests()
    changed = [number for number, digest in kept.items() if result.get(number) != digest]
    assert not changed, "a result changed: if that is meant, python -m tests.method.kept_results"
