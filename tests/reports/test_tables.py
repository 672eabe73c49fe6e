"""Spreadsheets and CSV: typed values, unknown is empty, and no text is a formula anywhere."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from auditor.result.schema import Result
from reports.brand import NO_BRAND
from reports.language import Language
from reports.names import PageContext
from reports.page import build_page
from reports.tables import Sheet, csv_files, sheets_of, workbook
from tests.method.test_verdicts import CASES, audited
from tests.reports.test_pdf import HOSTILE

MARKS = {"it": "\N{ZERO WIDTH NO-BREAK SPACE}", "en": ""}


def tables(result: Result, language: str = "it") -> tuple[Sheet, ...]:
    return sheets_of(PageContext(result), build_page(result), language)


def book(result: Result, language: str = "it") -> bytes:
    voice = Language(language, result.client.timezone)
    return workbook(
        tables(result, language), voice, result.client.name, result.generated_at, NO_BRAND.light
    )


def test_a_value_is_what_was_measured_and_unknown_is_nothing(demo: Result) -> None:
    by_name = {sheet.name: sheet for sheet in tables(demo)}
    assert list(by_name) == ["accounts", "signals", "posts", "weeks", "actions"]
    names = [column.name for column in by_name["accounts"].columns]
    rows = {row[0]: dict(zip(names, row, strict=True)) for row in by_name["accounts"].rows}
    for account in demo.accounts:
        row = rows[account.ref]
        assert row["score"] == account.score.value
        assert row["followers"] == account.followers
        assert row["verdict_code"] == account.verdict.code
        assert (row["score"] is None) <= bool(row["missing"])
    assert len(by_name["posts"].rows) == sum(len(a.series.posts) for a in demo.accounts)
    assert len(by_name["weeks"].rows) == sum(len(a.series.weeks) for a in demo.accounts)
    signals = [column.name for column in by_name["signals"].columns]
    for row in by_name["signals"].rows:
        values = dict(zip(signals, row, strict=True))
        assert (values["value"] is None) == bool(values["reason"])
    weeks = [row for row in by_name["weeks"].rows if row[3] == 0]
    assert weeks
    assert all(row[4] is None for row in weeks)


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_csv_is_read_as_its_country_writes_it(demo: Result, language: str) -> None:
    files = dict(csv_files(tables(demo, language), language))
    text = files["accounts.csv"].removeprefix(MARKS[language])
    assert files["accounts.csv"].startswith(MARKS[language])
    separator = {"it": ";", "en": ","}[language]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    first = next(row for row in rows if row["account"] == "facebook:esempio")
    assert first["score"].startswith({"it": "35,", "en": "35."}[language])
    assert first["last_day"] == {"it": "31/10/2026", "en": "2026-10-31"}[language]
    unknown = next(row for row in rows if row["account"] == "x:esempio")
    assert unknown["score"] == ""
    assert unknown["missing"] != ""


def test_the_workbook_has_typed_cells_and_native_charts(demo: Result) -> None:
    data = book(demo)
    opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert opened.sheet_names == [
        "Panoramica",
        "Controlli",
        "Post",
        "Settimane",
        "Azioni",
        "Colonne",
    ]
    rows = opened.get_sheet_by_name("Panoramica").to_python()
    head = rows[0]
    facebook = next(row for row in rows if row[0] == "facebook:esempio")
    assert isinstance(facebook[head.index("Punteggio")], float)
    last_day = [column.name for column in tables(demo)[0].columns].index("last_day")
    assert str(facebook[last_day])[:10] == "2026-10-31"
    x = next(row for row in rows if row[0] == "x:esempio")
    assert x[head.index("Punteggio")] == ""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert sum(name.startswith("xl/charts/") for name in names) == 2
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert 'orientation="landscape"' in sheet
        assert "fitToHeight" in sheet


def hostile(tmp_path: Path, text: str) -> Result:
    result = audited(CASES["lazy"][0], tmp_path)
    clean = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for post in result.accounts[0].series.posts:
        post.text = clean[:280]
        post.url = clean
    result.client.name = clean
    result.subjects[0].name = clean
    result.accounts[0].subject = clean
    result.accounts[0].handle = clean
    return result


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_a_formula_in_any_table(tmp_path: Path, text: str) -> None:
    result = hostile(tmp_path, text)
    for language in ("it", "en"):
        for content in dict(csv_files(tables(result, language), language)).values():
            body = content.removeprefix(MARKS[language])
            assert not re.search(r'(^|[;,\t])"?[=+@]', body, re.MULTILINE)
            assert "\x1b" not in body
        data = book(result, language)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            cells = b"".join(archive.read(name) for name in archive.namelist() if "sheet" in name)
        assert b"<f>" not in cells
        assert b"<f " not in cells
        opened = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = opened.get_sheet_by_index(2).to_python()
        if text == "0012":
            assert "0012" in rows[1]


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_tables(tmp_path: Path, case: str) -> None:
    result = audited(CASES[case][0], tmp_path)
    assert book(result)
    assert len(dict(csv_files(tables(result), "it"))) == 5


def test_the_same_workbook_on_another_day(demo: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    first = book(demo), dict(csv_files(tables(demo), "it"))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    try:
        with time_machine.travel(demo.generated_at + timedelta(days=1)):
            assert (book(demo), dict(csv_files(tables(demo), "it"))) == first
    finally:
        monkeypatch.undo()
        time.tzset()


def test_all_forms_are_written_by_one_call(run: Any) -> None:
    assert run("demo", "--out", "d").exit_code == 0
    done = run("report", "d", "--format", "all", "--out", "all")
    assert done.exit_code == 0, done.output
    files = {str(path.relative_to("all")) for path in Path("all").rglob("*") if path.is_file()}
    tables = {f"csv/{name}.csv" for name in ("accounts", "signals", "posts", "weeks", "actions")}
    assert files >= tables | {"index.html", "result.json", "report.pdf", "report.xlsx"}
    assert files >= {"mail.eml", "mail.txt", "png/sheet.png"}
