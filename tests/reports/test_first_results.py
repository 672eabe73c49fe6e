"""Results of version 1 of the method: still drawn, as they were judged, and never compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.result.read import parse_result, read_result
from reports.html import render_html
from reports.page import build_page
from tests.method.test_verdicts import WEEKLY, account, audited

FIRST = Path(__file__).with_name("result_1.json")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("it", ("confusa", "Giudicata con la versione 1 del metodo", "social-assente")),
        ("en", ("confused", "Judged by version 1 of the method", "social-absent")),
    ],
)
def test_a_result_of_version_1_is_drawn_as_it_was_judged(
    language: str, words: tuple[str, ...]
) -> None:
    result = read_result(FIRST)
    assert result.method.version == "1"
    assert [entry.verdict.code for entry in result.accounts] == [
        "confused",
        "social_lazy",
        "absent",
    ]
    page = render_html(result, language)
    assert all(word in page for word in words)
    # its advice was worked out by that version
    assert [thing.id for thing in build_page(result).first] == ["decide"]
    scores = [entry["score"]["value"] for entry in json.loads(FIRST.read_text())["accounts"]]
    assert [entry.score.value for entry in result.accounts] == scores
    assert all(value.verdict.confidence is None for value in result.accounts)


def test_what_is_no_result_is_still_refused() -> None:
    text = FIRST.read_text().replace('"accounts":[', '"accounts":[3,')
    with pytest.raises(Exception, match="not a result of this program"):
        parse_result(text)


def csv_of(folder: Path) -> Path:
    rows = [
        f"2026-{month:02}-{day:02} 10:00,Sconto sulla novità {month}.{day},{day % 3},0,0"
        for month in range(1, 11)
        for day in (2, 9, 16, 23)
    ]
    path = folder / "a.csv"
    path.write_text("\n".join(["date,text,likes,comments,shares", *rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("kept", [True, False])
def test_beside_it_the_earlier_day_is_judged_anew_where_its_posts_are_kept(
    run: Any, tmp_path: Path, kept: bool
) -> None:
    handle = "uno" if kept else "due"
    assert run("import", csv_of(tmp_path), "--account", f"facebook:{handle}").exit_code == 0
    earlier = json.loads(FIRST.read_text())
    account_ = next(entry for entry in earlier["accounts"] if entry["ref"] == "facebook:uno")
    account_["ref"] = f"facebook:{handle}"
    earlier["accounts"], earlier["subjects"][0]["accounts"] = [account_], [account_["ref"]]
    earlier["as_of"] = "2026-06-30T13:30:00Z" if kept else "2025-06-30T13:30:00Z"
    (tmp_path / "earlier.json").write_text(json.dumps(earlier))
    done = run(
        "audit",
        f"facebook:{handle}",
        "--offline",
        "--as-of",
        "2026-10-31",
        "--previous",
        tmp_path / "earlier.json",
        "--out",
        tmp_path / "out",
    )
    assert done.exit_code == 0, done.output
    result = read_result(tmp_path / "out" / "result.json")
    assert result.previous is not None
    assert (result.previous.method_version, result.previous.judged_anew) == ("2", "1")
    assert list(result.previous.accounts) == ([f"facebook:{handle}"] if kept else [])
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "The method has changed since (version 1, now 2)" in page


def test_without_the_posts_nothing_of_version_1_is_compared(tmp_path: Path) -> None:
    from auditor.result.previous import figures_of

    new = audited(account(WEEKLY, [9]), tmp_path)
    earlier = read_result(FIRST)
    new.accounts[0].ref = earlier.accounts[0].ref
    new.subjects[0].accounts = [earlier.accounts[0].ref]
    earlier.as_of = earlier.as_of.replace(year=2025)
    new.previous = figures_of(earlier, new)
    since = build_page(new).since
    assert since is not None
    assert since.pages == ()
    assert since.note is not None
