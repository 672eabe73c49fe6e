"""The check of translations says what each catalogue lacks, by content."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reports.language import LOCALES
from tools.generate import catalogue


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    shutil.copytree(LOCALES, tmp_path / "locales")
    return tmp_path / "locales"


def po_of(locales: Path) -> Path:
    return locales / "it" / "LC_MESSAGES" / "auditor.po"


def test_what_is_shipped_is_complete(locales: Path) -> None:
    assert catalogue.check(locales=locales) == []


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('msgstr " Si rinnova da sola."', 'msgstr ""', "missing: It is renewed"),
        (
            'msgid " It is renewed by itself."',
            'msgid "It was renewed."',
            "no longer in the program: It was renewed.",
        ),
        ('msgid " It is renewed by itself."', 'msgid "It was renewed."', "missing: It is renewed"),
        ("Vale fino al {date}", "Vale fino al {data}", "names other values: It holds until"),
        ("Si rinnova da sola.", "Si rinnova.", "not compiled: It is renewed"),
        (
            '#: auditor/cli/commands/login.py\nmsgid " It is renewed',
            '#: auditor/cli/commands/login.py\n#, fuzzy\nmsgid " It is renewed',
            "fuzzy: It is renewed",
        ),
    ],
)
def test_a_fault_is_named(before: str, after: str, fault: str, locales: Path) -> None:
    path = po_of(locales)
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")
    lines = [" ".join(line.split()) for line in catalogue.check(locales=locales)]
    assert any(line.startswith(f"it: {fault}") for line in lines), lines


def test_what_was_mended_is_compiled_and_sound_again(locales: Path) -> None:
    path = po_of(locales)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Si rinnova da sola.", "Si rinnova."), encoding="utf-8")
    catalogue.update(locales=locales)
    assert catalogue.check(locales=locales) == []
    assert 'msgstr " Si rinnova."' in path.read_text(encoding="utf-8")
