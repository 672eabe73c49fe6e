"""``--fail-on`` raises an alarm for a verdict that is sure, and none for what a page leans to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from auditor.result.read import read_result

DAYS = [(month, day) for month in range(7, 11) for day in (2, 5, 9, 12, 16, 19, 23, 26)]


def csv_of(path: Path, text: str, likes: int) -> Path:
    rows = [f"2026-{m:02}-{d:02} 10:00,{text} {m}.{d},{likes},0,0" for m, d in DAYS]
    path.write_text("\n".join(["date,text,likes,comments,shares", *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "likes", "leans", "status"),
    [("Sconto del 20% sulla novità", 1, False, 5), ("Oggi al lavoro in bottega", 40, True, 0)],
)
def test_only_what_is_sure_raises_the_alarm(
    run: Any, tmp_path: Path, text: str, likes: int, leans: bool, status: int
) -> None:
    path = csv_of(tmp_path / "posts.csv", text, likes)
    assert run("import", path, "--account", "facebook:esempio").exit_code == 0
    every = "social_lazy,one_way,active,without_direction,absent"
    done = run(
        "audit",
        "facebook:esempio",
        "--offline",
        "--as-of",
        "2026-10-27",
        "--out",
        tmp_path / "out",
        "--fail-on",
        every,
    )
    (account,) = read_result(tmp_path / "out" / "result.json").accounts
    assert account.verdict.leans is leans
    assert done.exit_code == status, done.output
