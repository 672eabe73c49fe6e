"""The method beside people: their agreement, the tool's, and the page on which they label."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from auditor.method.judging import labels
from auditor.method.judging.agreement import alpha, calibration, kappa, macro_f1, majority
from auditor.method.judging.gates import WORLDS, gates
from auditor.result.read import read_result
from reports import labelling
from reports.labelling import facts_of, render_labelling

HEAD = "page,rater,label,seconds"


@pytest.fixture
def demo(run: Any, tmp_path: Path) -> Path:
    assert run("demo", "--out", tmp_path / "demo").exit_code == 0
    return tmp_path / "demo" / "result.json"


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return path


def test_kappa_is_that_of_the_textbook() -> None:
    """Cohen's own kind of table: 50 cases, 20 and 15 alike, 5 and 10 apart: κ = .40."""
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert kappa(first, second) == pytest.approx(0.4)
    assert math.isnan(kappa(["a", "a"], ["a", "a"]))
    assert math.isnan(kappa([], []))


def test_alpha_is_that_of_krippendorffs_example() -> None:
    """Four observers, twelve units, five values and gaps: α = .743 for nominal data."""
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    assert alpha(list(zip(a, b, c, d, strict=True))) == pytest.approx(0.743, abs=0.0005)
    assert math.isnan(alpha([[1, None], [2, None]]))


def test_the_other_measures() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert majority(["a", "a", "b"]) == "a"
    assert majority(["a", "b", None]) is None
    assert calibration([0.5, 0.9, 0.9], [True, True, False])[-1] == (0.85, 2, 0.5)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_every_gate_holds_and_the_command_says_so(run: Any) -> None:
    done = run("validate", "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert len(data["worlds"]) == 9
    assert all(world["holds"] for world in data["worlds"])
    assert data["seconds"] < 60


def test_a_gate_that_does_not_hold_is_told() -> None:
    gate = gates(seeds=(11,), worlds=WORLDS[:1])[0]
    assert gate.holds
    assert sum(gate.confusion.values()) == gate.judged
    from dataclasses import replace

    assert not replace(gate, least_f1=0.99).holds
    assert not replace(gate, least_right=0.999).holds


def test_labels_are_compared_with_the_verdicts(run: Any, demo: Path, tmp_path: Path) -> None:
    rows = [
        f"{page},{rater},{label},{seconds}"
        for page, value in {
            "facebook:esempio": ("social_lazy",) * 3,
            "instagram:esempio": ("active", "active", "one_way"),
            "x:esempio": ("absent", "absent", "cannot_tell"),
            "youtube:@esempio": ("one_way", "one_way", "active"),
            "linkedin:company/esempio": ("active", "one_way", "absent"),
        }.items()
        for rater, label, seconds in zip("abc", value, (10, 20, ""), strict=True)
    ]
    path = table(tmp_path / "labels.csv", *rows)
    done = run("validate", "--labels", path, "--result", demo, "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert (data["pages"], data["raters"], data["compared"]) == (5, 3, 4)
    assert data["right"] == pytest.approx(3 / 4)
    assert {"people": "one_way", "tool": "without_direction", "n": 1} in data["confusion"]
    assert data["median_seconds"] == 20
    assert sum(entry["n"] for entry in data["calibration"]) == 4
    text = run("validate", "--labels", path, "--result", demo, "--language", "it").stdout
    assert "4 pagine con una maggioranza e un giudizio" in text


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["facebook:esempio,a,alive,1"], "Line 2"),
        (["facebook:esempio,,active,1"], "Line 2"),
        (["p,a,active,1", "p,a,active,1"], "twice"),
        ([], "columns"),
    ],
)
def test_a_table_that_is_none_is_told(
    run: Any, demo: Path, tmp_path: Path, rows: list[str], words: str
) -> None:
    path = table(tmp_path / "labels.csv", *rows)
    done = run("validate", "--labels", path, "--result", demo)
    assert done.exit_code == 2
    assert words in done.stderr


def test_one_thing_at_a_time(run: Any, demo: Path, tmp_path: Path) -> None:
    path = table(tmp_path / "labels.csv", "p,a,active,1")
    assert run("validate", "--labels", path).exit_code == 2
    cases = tmp_path / "cases.json"
    cases.write_text("[]")
    assert run("validate", "--cases", cases, "--labels", path, "--result", demo).exit_code == 2


def test_the_facts_hold_no_verdict(demo: Path) -> None:
    result = read_result(demo)
    for language in ("it", "en"):
        pages = list(facts_of(result, language))
        assert [page["page"] for page in pages] == [
            account.ref for account in result.accounts if account.coverage.days >= 28
        ]
        outcome = json.dumps(pages, ensure_ascii=False)
        for word in ("social_lazy", "social-lazy", "social-pigra", "score", "punteggio", "confid"):
            assert word not in outcome


def test_the_page_and_the_reader_of_tables_mean_the_same() -> None:
    assert (labelling.LABELS, labelling.COLUMNS) == (labels.LABELS, labels.COLUMNS)


def test_a_text_cannot_leave_its_place() -> None:
    evil = {"page": "x:a", "facts": [["a", "b"]], "texts": ["</script><script>alert(1)</script>"]}
    assert "</script><script>alert" not in render_labelling([evil], "en")
