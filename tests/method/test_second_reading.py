"""Two readings of the method, written apart, agree on 300 random accounts to 1e-9."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import as_result, run_audit
from auditor.store import Store
from tests.method.makers import AS_OF, Made, make, spec_of, write
from tests.method.plain import Read, read

pytestmark = pytest.mark.slow

ACCOUNTS = 300


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Made, dict[str, Any], Read]]:
    accounts = [make(seed) for seed in range(ACCOUNTS)]
    place: Path = tmp_path_factory.mktemp("second") / "store.sqlite3"
    with Store.open(place) as store:
        write(store, accounts)
        raw = run_audit(store, spec_of(accounts), AS_OF, AS_OF)
    as_result(raw)
    found = {one["ref"]: one for one in raw["accounts"]}
    return [(made, found[str(made.ref)], read(made, accounts)) for made in accounts]


def near(one: Any, other: Any) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= 1e-9 * max(1.0, abs(one))


def differences(pairs: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {name: pair for name, pair in pairs.items() if not near(*pair)}


def test_every_signal_agrees(both) -> None:
    for made, found, plain in both:
        assert set(found["signals"]) == set(plain.signals)
        pairs = {
            name: (found["signals"][name]["value"], plain.signals[name]) for name in plain.signals
        }
        assert differences(pairs) == {}, made.ref


def test_a_missing_value_has_a_reason_and_a_known_one_none(both) -> None:
    for _, found, _ in both:
        for signal in found["signals"].values():
            assert (signal["value"] is None) == (signal["missing"] is not None)


def test_pillars_score_and_showcase_agree(both) -> None:
    for made, found, plain in both:
        score = found["score"]
        pairs = {
            name: (found["pillars"][name]["score"], plain.pillars[name]) for name in plain.pillars
        }
        pairs |= {
            "score": (score["value"], plain.score),
            "worst": (score["worst"], plain.worst),
            "best": (score["best"], plain.best),
            "coverage": (score["coverage"], plain.coverage),
            "S": (found["showcase"]["value"], plain.s),
        }
        assert differences(pairs) == {}, made.ref


def test_every_verdict_agrees(both) -> None:
    for made, found, plain in both:
        verdict = found["verdict"]
        assert (verdict["code"], verdict["sub_label"], verdict["provisional"]) == plain.verdict, (
            made.ref
        )


def test_the_accounts_reach_every_verdict(both) -> None:
    """A comparison of accounts that all look alike would show nothing."""
    codes = Counter(found["verdict"]["code"] for _, found, _ in both)
    assert (
        min(codes[c] for c in ("absent", "insufficient_data", "social_lazy", "active", "confused"))
        >= 5
    )
