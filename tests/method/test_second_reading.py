"""Two readings of the method, written apart, agree on some 500 random accounts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from auditor.result.build import as_result, run_audit
from auditor.store import Store
from tests.method.makers import AS_OF, Made, make, spec_of, write
from tests.method.plain import Read, read
from tests.method.plain_draws import OWN

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

Both = list[tuple[Made, dict[str, Any], Read]]


def few() -> list[Made]:
    """So few of each network that published medians are all there is to compare with."""
    by_name: dict[str, list[Made]] = {}
    for seed in range(150):
        made = make(seed)
        by_name.setdefault(made.ref.platform, []).append(made)
    return [made for value in by_name.values() for made in value[:10]]


def many() -> list[Made]:
    """Cohorts of ten to thirty."""
    return [make(seed) for seed in range(300)]


def one_network() -> list[Made]:
    """Cohorts with a slope of their own: one with a published median, one without."""
    return [make(seed, ("facebook", "bluesky")) for seed in range(1000, 1240)]


WORLDS = {"few": few, "many": many, "two networks": one_network}


@pytest.fixture(scope="module")
def read_twice(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Both]:
    return {
        name: twice(make_all(), tmp_path_factory.mktemp("w")) for name, make_all in WORLDS.items()
    }


def twice(accounts: list[Made], folder: Path) -> Both:
    with Store.open(folder / "store.sqlite3") as store:
        write(store, accounts)
        raw = run_audit(store, spec_of(accounts), AS_OF, AS_OF)
    as_result(raw)
    json.dumps(raw, allow_nan=False)
    by_name = {account["ref"]: account for account in raw["accounts"]}
    OWN.update(
        {
            (own_norm["network"], own_norm["rate"]): (own_norm["a"], own_norm["b"])
            for own_norm in raw["method"]["own_norms"]
        }
    )
    read_again = [(made, by_name[str(made.ref)], read(made, accounts)) for made in accounts]
    OWN.clear()
    return read_again


@pytest.fixture(params=list(WORLDS))
def both(request: pytest.FixtureRequest, read_twice: dict[str, Both]) -> Both:
    return read_twice[request.param]


def test_the_worlds_reach_every_kind_of_cohort(read_twice: dict[str, Both]) -> None:
    kinds = {
        name: {
            value["cohort"] and (value["cohort"]["own_slope"], value["cohort"]["with_table"])
            for _, value, _ in world
        }
        for name, world in read_twice.items()
    }
    assert kinds["few"] == {None}
    assert kinds["many"] >= {(False, True), (False, False)}
    assert kinds["two networks"] == {(True, False)}


def near(one: Any, other: Any) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one == other
    return abs(one - other) <= 1e-9 * max(1.0, abs(one))


def differences(pairs: dict[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    return {name: pair for name, pair in pairs.items() if not near(*pair)}


def test_every_signal_agrees(both) -> None:
    for made, value, plain in both:
        assert set(value["signals"]) == set(plain.signals)
        pairs = {
            name: (value["signals"][name]["value"], plain.signals[name]) for name in plain.signals
        }
        assert differences(pairs) == {}, made.ref


def test_a_missing_value_has_a_reason_and_a_known_one_none(both) -> None:
    for _, value, _ in both:
        for signal in value["signals"].values():
            assert (signal["value"] is None) == (signal["missing"] is not None)


def test_score_and_halves_agree(both) -> None:
    for made, entry, plain in both:
        score, showcase, halves = entry["score"], entry["showcase"], entry["halves"]
        assert score["coverage"] == pytest.approx(min(1.0, plain.judged.coverage), abs=2e-6)
        by_name = {"score": (score, plain.score is not None), "S": (showcase, halves is not None)}
        if halves is not None:
            by_name |= {"V": (halves["self"], True), "L": (halves["listens"], True)}
        if entry["pillars"]["response"]["score"] is not None:
            response = entry["pillars"]["response"]
            by_name["R"] = ({**response, "value": response["score"]}, True)
        for name, (values, value) in by_name.items():
            if not value:
                assert values["value"] is None, (made.ref, name)
                continue
            mean, ends = plain.judged.means[name], plain.judged.ends[name]
            assert values["value"] == pytest.approx(mean, abs=2e-6), (made.ref, name)
            assert (values["low"], values["high"]) == pytest.approx(ends, abs=2e-6), name


def test_every_verdict_agrees(both) -> None:
    for made, value, plain in both:
        verdict = value["verdict"]
        assert (verdict["code"], verdict["sub_label"]) == (plain.code, plain.sub_label), made.ref
        if verdict["confidence"] is not None:
            assert verdict["shares"] == pytest.approx(plain.judged.shares, abs=0.0026), made.ref


def test_the_accounts_reach_every_verdict(read_twice: dict[str, Both]) -> None:
    """A comparison of accounts that all look alike would show nothing."""
    codes = Counter(
        value["verdict"]["code"] for world in read_twice.values() for _, value, _ in world
    )
    every = ("absent", "insufficient_data", "social_lazy", "active", "one_way", "without_direction")
    assert min(codes[code] for code in every) >= 3, codes
