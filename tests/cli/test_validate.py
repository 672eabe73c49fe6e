"""``auditor validate --cases``: pages in numbers, good and bad."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

CASE = {
    "id": "one",
    "network": "facebook",
    "year": 2026.8,
    "followers": 2000,
    "covered_days": 91,
    "posts_per_week_newest_first": [2] * 13,
    "longest_silence": 3.5,
    "days_since_last_post": 1.75,
    "interactions_each": 3,
    "invite": 0,
    "self": 26,
    "names": None,
    "replied_of": None,
    "team_active": None,
}


def write(path: Path, value: Any) -> str:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(path)


def test_cases_are_judged_as_a_table_and_as_json(run: Any, tmp_path: Path) -> None:
    path = write(tmp_path / "c.json", [CASE, {**CASE, "id": None, "invite": 26, "self": 0}])
    table = run("validate", "--cases", path)
    assert table.exit_code == 0
    assert "social_lazy" in table.stdout
    data = json.loads(run("validate", "--cases", path, "--json").stdout)
    assert [value["verdict"] for value in data] == ["social_lazy", "active"]
    assert set(data[0]) == {
        "id",
        "verdict",
        "confidence",
        "leans",
        "shares",
        "decides",
        "S",
        "self_position",
        "listens",
        "response",
        "presence",
        "score",
        "coverage",
    }
    assert all(len(data[0][name]) == 3 for name in ("S", "listens", "score"))
    italian = run("--language", "it", "validate", "--cases", path)
    assert "vetrina" in italian.stdout


def test_no_case_is_no_error(run: Any, tmp_path: Path) -> None:
    assert (
        json.loads(run("validate", "--cases", write(tmp_path / "c.json", []), "--json").stdout)
        == []
    )


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{",
        "[1]",
        "{}",
        "null",
        "[" * 100_000,
        "[NaN]",
        *(
            json.dumps([{**CASE, **change}])
            for change in (
                {"followers": -1},
                {"followers": "many"},
                {"covered_days": 92},
                {"covered_days": None},
                {"posts_per_week_newest_first": [1] * 14},
                {"posts_per_week_newest_first": [-1]},
                {"invite": 27},
                {"self": 27},
                {"names": 27},
                {"replied_of": [3, 2]},
                {"replied_of": [1]},
                {"team_active": 1.5},
                {"network": None},
                {"year": 20268},
                {"interactions_each": 1e300},
                {"longest_silence": -1},
                {"posts_per_week_newest_first": [100_000] * 13},
            )
        ),
        json.dumps([CASE]).replace("2000", "1e999"),
    ],
)
def test_a_case_that_cannot_be_is_named(run: Any, tmp_path: Path, value: str) -> None:
    output = run("validate", "--cases", write(tmp_path / "c.json", value))
    assert output.exit_code == 2
    assert "c.json" in output.stderr
    assert len(output.stderr.splitlines()) <= 4
    assert "Traceback" not in output.stderr
