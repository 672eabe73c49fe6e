"""Scores of answers, against a reading of the method that knows nothing of the program's."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from auditor.selfassessment.answers import parse_answers
from auditor.selfassessment.assessment import as_data
from auditor.selfassessment.authority import Proof, standing
from auditor.selfassessment.scoring import Fraction as Value

WEIGHTS = {
    "A": Fraction(20),
    "B": Fraction(30),
    "C": Fraction(20),
    "D": Fraction(20),
    "E": Fraction(10),
}
TURNED = {"A3", "C1", "C2", "E3"}
NETWORKS = ("facebook", "instagram", "linkedin", "youtube", "a network of tomorrow")


def drawn(chance: random.Random, names: str) -> dict[str, int | None]:
    """Answers with gaps: not known, and not answered at all."""
    by_name: dict[str, int | None] = {}
    for name in (f"{letter}{n}" for letter in names for n in range(1, 5)):
        if chance.random() < 0.8:
            by_name[name] = None if chance.random() < 0.15 else chance.randrange(5)
    return by_name


def answer_set(seed: int) -> dict[str, Any]:
    chance = random.Random(seed)
    networks = chance.sample(NETWORKS, chance.randrange(0, len(NETWORKS) + 1))
    return {
        "schema": "auditor.answers/1",
        "kind": chance.choice(["company", "professional"]),
        "language": "it",
        "saved_at": "2026-11-26T10:00:00Z",
        "present": True,
        "networks": {name: drawn(chance, "ABC") for name in networks},
        "common": drawn(chance, "DE"),
        "authority": {
            f"P{n}": {
                "value": None if chance.random() < 0.1 else chance.randrange(5),
                "links": ["https://prova.example.com"] if chance.random() < 0.4 else [],
            }
            for n in range(1, 9)
            if chance.random() < 0.9
        },
    }


def plain_points(name: str, answer: int | None) -> int | None:
    return None if answer is None else 4 - answer if name in TURNED else answer


def plain_dimension(letter: str, answers: dict[str, int | None]) -> Fraction | None:
    sentences = [
        plain_points(name, answers.get(name)) for name in (f"{letter}{n}" for n in range(1, 5))
    ]
    expected = [value for value in sentences if value is not None]
    return Fraction(25 * sum(expected), len(expected)) if len(expected) >= 3 else None


def plain_total(answers: dict[str, int | None]) -> Fraction | None:
    by_name = {letter: plain_dimension(letter, answers) for letter in WEIGHTS}
    expected = {letter: value for letter, value in by_name.items() if value is not None}
    weight = sum(WEIGHTS[letter] for letter in expected)
    if weight < 50:
        return None
    return (
        sum((WEIGHTS[letter] * value for letter, value in expected.items()), Fraction(0)) / weight
    )


def plain_level(total: Fraction | None) -> str | None:
    if total is None:
        return None
    shown = int(total + Fraction(1, 2))
    return (
        "absent"
        if shown < 20
        else "showcase"
        if shown < 40
        else "under_construction"
        if shown < 60
        else "active"
        if shown < 80
        else "networked"
    )


def plain_advice(answers: dict[str, int | None]) -> list[str]:
    """The two that weigh most, one a dimension, ties by order."""
    if plain_total(answers) is None:
        return []
    lost = []
    for position, name in enumerate(f"{letter}{n}" for letter in WEIGHTS for n in range(1, 5)):
        worth = plain_points(name, answers.get(name))
        if worth is not None and worth < 4:
            lost.append((-WEIGHTS[name[0]] * (4 - worth), position, name))
    chosen: list[str] = []
    for _, _, name in sorted(lost):
        if len(chosen) < 2 and name[0] not in {value[0] for value in chosen}:
            chosen.append(name)
    return chosen


@pytest.mark.parametrize("seed", range(200))
def test_scores_equal_an_independent_computation(seed: int) -> None:
    data = answer_set(seed)
    result = as_data(parse_answers(data, "answers.json"))
    assert list(result["networks"]) == list(data["networks"])
    shared: set[str] = set()
    for name, network in result["networks"].items():
        answers = {**data["common"], **data["networks"][name]}
        for letter in WEIGHTS:
            expected = plain_dimension(letter, answers)
            dimension = network["dimensions"][letter]
            assert (dimension is None) == (expected is None)
            if dimension is not None and expected is not None:
                assert dimension == float(expected)
        total = plain_total(answers)
        assert (network["total"] is None) == (total is None)
        if total is not None:
            assert network["total"] == float(total)
            assert network["shown"] == int(total + Fraction(1, 2))
        assert network["level"] == plain_level(total)
        advice = plain_advice(answers)
        shared |= {value for value in advice if value[0] in "DE"}
        assert network["advice"] == [entry for entry in advice if entry[0] in "ABC"]
    assert result["advice"] == sorted(shared)


@pytest.mark.parametrize("seed", range(200))
def test_authority_equals_an_independent_computation(seed: int) -> None:
    data = answer_set(seed)
    by_name = {
        name: value for name, value in data["authority"].items() if value["value"] is not None
    }
    authority = as_data(parse_answers(data, "answers.json"))["authority"]
    if len(by_name) < 6:
        assert authority is None
        return
    weights = {
        name: Fraction(1) if entry["links"] else Fraction(1, 2) for name, entry in by_name.items()
    }
    x = (
        25
        * sum(weights[name] * cell["value"] for name, cell in by_name.items())
        / sum(weights.values())
    )
    totals = [plain_total({**data["common"], **network}) for network in data["networks"].values()]
    y = max((total for total in totals if total is not None), default=Fraction(0))
    assert authority["value"] == float(x)
    assert authority["presence"] == float(y)
    assert (
        authority["quadrant"]
        == {
            (True, False): "invisible_excellence",
            (True, True): "authoritative_and_present",
            (False, False): "to_be_built",
            (False, True): "more_visible_than_documented",
        }[x >= 50, y >= 50]
    )
    assert authority["borderline"] == (abs(x - 50) <= 8 or abs(y - 50) <= 8)


def test_no_platform_at_all_is_an_answer() -> None:
    data = {"schema": "auditor.answers/1", "kind": "company", "present": False}
    result = as_data(parse_answers(data, "answers.json"))
    assert (result["networks"], result["nowhere"]["level"]) == ({}, "absent")
    assert (result["nowhere"]["total"], result["nowhere"]["shown"]) == (0, 0)


def test_full_marks_leave_nothing_to_do() -> None:
    best = {
        name: 0 if name in TURNED else 4 for name in (f"{a}{n}" for a in "ABC" for n in range(1, 5))
    }
    common = {
        name: 0 if name in TURNED else 4 for name in (f"{a}{n}" for a in "DE" for n in range(1, 5))
    }
    data = {
        "schema": "auditor.answers/1",
        "kind": "company",
        "networks": {"x": best},
        "common": common,
    }
    x = as_data(parse_answers(data, "a"))["networks"]["x"]
    assert (x["shown"], x["level"], x["advice"], x["weakest"]) == (
        100,
        "networked",
        [],
        None,
    )


def test_a_measured_interval_decides_what_is_near_the_line() -> None:
    proofs = {f"P{n}": Proof(4) for n in range(1, 9)}
    clear = standing(proofs, Value(70, 1), 60, 80)
    near = standing(proofs, Value(70, 1), 45, 95)
    assert clear is not None
    assert near is not None
    assert (clear.borderline, near.borderline) == (False, True)
    assert (clear.documented, clear.answered) == (0, 8)


# The file -----------------------------------------------------------------------------------------

GOOD: dict[str, Any] = {
    "schema": "auditor.answers/1",
    "kind": "company",
    "language": "it",
    "present": True,
    "networks": {"facebook": {"A1": 3, "B1": None}},
    "common": {"D1": 2},
    "authority": {},
}


def assessed(run: Any, text: str | bytes, *more: str) -> Any:
    path = Path("answers.json")
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return run("assess", path, *more)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "auditor.answers/2"}, "newer version"),
        ({"schema": "somebody.else/1"}, "is no file of answers"),
        ({"schema": None}, "is no file of answers"),
        ({"kind": "robot"}, "broken at kind"),
        ({"networks": {"facebook": {"A1": 5}}}, "broken at networks.facebook.A1"),
        ({"networks": {"facebook": {"A1": True}}}, "broken at networks.facebook.A1"),
        ({"networks": {"facebook": {"A1": "3"}}}, "broken at networks.facebook.A1"),
        ({"networks": {"facebook": {"D1": 3}}}, "broken at networks.facebook.D1"),
        ({"networks": [1]}, "broken at networks"),
        ({"networks": {" ": {}}}, "broken at networks"),
        ({"networks": {"x" * 61: {}}}, "broken at networks"),
        ({"present": "yes, of course"}, "broken at present"),
        ({"saved_at": "yesterday"}, "broken at saved_at"),
        ({"common": {"A1": 1}}, "broken at common.A1"),
        ({"authority": {"P9": {"value": 1}}}, "broken at authority.P9"),
        ({"authority": {"P1": {"value": 1, "links": "x"}}}, "broken at authority.P1.links"),
        ({"extra": 1}, "broken at extra"),
    ],
)
def test_a_file_that_is_not_right_is_refused_in_a_line(change: Any, said: str, run: Any) -> None:
    done = assessed(run, json.dumps({**GOOD, **change}))
    assert done.exit_code == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 2
    assert done.stdout == ""


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", "null", b"\xff\xfe\x00", "[" * 100_000])
def test_what_is_no_json_of_answers_is_refused(text: str | bytes, run: Any) -> None:
    done = assessed(run, text)
    assert (done.exit_code, "Traceback" in done.stderr) == (2, False)
    assert "answers.json" in done.stderr


def test_a_file_that_is_not_there_is_said(run: Any) -> None:
    assert run("assess", "nowhere.json").exit_code == 2


def test_names_that_are_no_network_are_none_and_others_are_kept(run: Any) -> None:
    text = json.dumps({**GOOD, "networks": {"threads": {"A1": 1}, "<b>x</b>": {"A1": 1}}})
    text = text.replace('"threads"', '"__proto__": {"A1": 4}, "threads"')
    data = json.loads(assessed(run, text, "--json").stdout)
    assert list(data["networks"]) == ["threads", "<b>x</b>"]


def test_the_terminal_opens_with_one_sentence_in_either_language(run: Any) -> None:
    full = {**{f"{a}{n}": 1 for a in "ABC" for n in range(1, 5)}}
    common = {f"{a}{n}": 1 for a in "DE" for n in range(1, 5)}
    text = json.dumps(
        {**GOOD, "networks": {"facebook": full, "x": {**full, "B1": 4}}, "common": common}
    )
    english = assessed(run, text).stdout.splitlines()[0]
    assert english.startswith("Facebook is the weakest: ")
    assert "On Monday: " in english
    italian = assessed(run, text, "--language", "it").stdout.splitlines()[0]
    assert italian.startswith("Facebook è la rete più debole: ")
    assert "Lunedì: " in italian


def test_the_schema_is_shipped_and_holds() -> None:
    import jsonschema

    from auditor.result.schemas.__main__ import ANSWERS, answers_text

    assert ANSWERS.read_text(encoding="utf-8") == answers_text(), (
        "run 'python -m auditor.result.schemas'"
    )
    schema = json.loads(ANSWERS.read_text(encoding="utf-8"))
    for seed in range(20):
        jsonschema.validate(answer_set(seed), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**GOOD, "networks": {"x": {"A1": 9}}}, schema)
