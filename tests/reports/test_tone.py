"""Sharp words for one's own pages, neutral ones for whatever goes to third parties."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from auditor.core.client_file import ClientFileError, read_client
from auditor.result.read import read_result
from auditor.result.schema import Result
from reports.html import render_html
from reports.names import accounts_of, label_of

FILE = (
    '[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n{more}\n'
    '[[competitors]]\nname = "Altro"\naccounts = ["facebook:altro"]\n'
)


def subjects(folder: Path, more: str) -> list[str]:
    path = folder / "client.toml"
    path.write_text(FILE.format(more=more), encoding="utf-8")
    tomllib.loads(path.read_text(encoding="utf-8"))
    return [subject.tone for subject in read_client(path).subjects]


@pytest.mark.parametrize(
    ("more", "tones"),
    [
        ("", ["sharp", "neutral"]),
        ('words = "neutral"', ["neutral", "neutral"]),
        ('words = "sharp"', ["sharp", "neutral"]),
        ('kind = "professional"\nbasis = "self"\nbasis_date = 2026-11-01', ["neutral", "neutral"]),
        (
            'kind = "professional"\nbasis = "self"\nbasis_date = 2026-11-01\nwords = "sharp"',
            ["sharp", "neutral"],
        ),
    ],
)
def test_the_client_file_says_the_tone(more: str, tones: list[str], tmp_path: Path) -> None:
    assert subjects(tmp_path, more) == tones


def test_any_other_tone_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ClientFileError) as refusal:
        subjects(tmp_path, 'words = "rude"')
    assert "words" in str(refusal.value)


@pytest.fixture
def result(run: Any, tmp_path: Path) -> Result:
    assert run("demo", "--out", tmp_path / "demo").exit_code == 0
    return read_result(tmp_path / "demo" / "result.json")


@pytest.mark.parametrize(("language", "sharp"), [("en", "social-lazy"), ("it", "social-pigra")])
def test_a_neutral_page_never_says_a_sharp_word(result: Result, language: str, sharp: str) -> None:
    quiet = result.model_copy(
        update={
            "subjects": [
                subject.model_copy(update={"words": "neutral"}) for subject in result.subjects
            ]
        }
    )
    for value, expected in ((result, True), (quiet, False)):
        labels = [
            str(word)
            for account in accounts_of(value, "client")
            for word in label_of(value, account)
        ]
        assert any("social-lazy" in label for label in labels) == expected
        shown = render_html(value, language).lower().partition('<script type="application/json"')[0]
        assert (sharp in shown) == expected
