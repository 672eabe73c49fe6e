"""The check of translations says what each catalogue lacks, by content."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

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


# Names of menus and of what networks offer, as their own screens write them.
_MENUS = re.compile(r"'[^']*'|\bEsporta dati\b|\bScarica dati\b|Ottieni una copia dei tuoi dati")
_YOURS = re.compile(
    r"\b(?:vostr[oaie]|avete|potete|volete|dovete|tuo|tua|tuoi|tue|puoi|hai|devi)\b"
)
# A sentence or its second half that begins as an order to one or to several people does.
_ORDER = re.compile(
    r"(?:^|[.:;] |, | e | o |\boppure |\bpoi )(?:"
    r"[A-Za-z]{3,}(?<!d)(?:a|e|i)te(?:l[oaie]|ne|vi)|"
    r"(?:Controll|Salv|Indic|Lanci|Aggiung|Import|Us|Copi|Mand|Cerc|Prov|Riprov|Aspett|Guard)"
    r"(?:ate|a|i)\b|"
    r"(?:Scriv|Scegli|Prend|Chiud|Togl|Mett|Legg|Ripet|Apr)(?:ete|ite|iete|i)\b|Fate\b)",
    re.IGNORECASE,
)


def test_the_command_line_speaks_with_one_voice() -> None:
    """Advice stands in the infinitive; descriptions of commands in the third person."""
    catalogue_it = read_po(po_of(LOCALES).open("rb"), locale="it")
    wrong = []
    for message in catalogue_it:
        rooms = {place.split("/")[0] for place, _line in message.locations}
        places = {place for place, _line in message.locations}
        if not message.id or not rooms <= {"auditor", "connectors"}:
            continue
        if any(
            place.startswith(("auditor/method", "auditor/selfassessment", "auditor/core/labels"))
            for place in places
        ):
            continue
        forms = [message.string] if isinstance(message.string, str) else message.string
        for form in forms:
            bare = _MENUS.sub("", form)
            described = any(place.startswith("auditor/cli/") for place in places)
            if _YOURS.search(bare) or (_ORDER.search(bare) and not described):
                wrong.append(form)
    assert not wrong, "\n".join(wrong)
