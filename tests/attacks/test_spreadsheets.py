"""A damaged or hostile workbook is refused in words; it takes neither the program nor the machine."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from connectors.files.options import ImportRefused
from connectors.files.sources.source import Source
from connectors.files.table import spreadsheet_child
from connectors.files.table.spreadsheet import sheet_names, sheets_of

XLS = Path(__file__).parents[1] / "connectors/fixtures/exports/esempio_followers_1782900000000.xls"


def source_of(tmp_path: Path, data: bytes, name: str) -> Source:
    path = tmp_path / name
    path.write_bytes(data)
    return Source(path)


def workbook(cell: str = "B2", extra: str = "") -> bytes:
    """A small .xlsx, with one more cell at any address, or with more in its sheet."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("Foglio1")
        sheet.write_row(0, 0, ["Data", "Testo", "Mi piace"])
        sheet.write_row(1, 0, ["2026-11-02", "Ciao", 3])
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made.getvalue())) as old, zipfile.ZipFile(changed, "w") as new:
        for value in old.infolist():
            data = old.read(value)
            if value.filename.endswith("sheet1.xml"):
                stray = f'<row r="9"><c r="{cell}"><v>1</v></c>{extra}</row></sheetData>'
                data = data.replace(b"</sheetData>", stray.encode())
            new.writestr(value.filename, data, zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def refused(source: Source) -> bool:
    """Whether it is refused, in words with a next step; else it is read."""
    try:
        sheets_of(source)
    except ImportRefused as error:
        return bool(error.message and error.advice)
    return False


def test_a_good_workbook_is_read_as_before(tmp_path: Path) -> None:
    (name, rows), *_ = sheets_of(source_of(tmp_path, workbook("B9"), "a.xlsx"))
    assert (name, rows[1]) == ("Foglio1", ["2026-11-02", "Ciao", "3"])
    assert sheet_names(Source(XLS))


@pytest.mark.parametrize("length", [*range(600, 6_000, 824), 5_544])
def test_a_download_that_broke_off_is_refused(tmp_path: Path, length: int) -> None:
    source = source_of(tmp_path, XLS.read_bytes()[:length], "cut.xls")
    assert refused(source) or sheet_names(source)


def test_a_chain_of_sectors_that_leads_to_itself_is_refused_within_limits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(XLS.read_bytes())
    data[4_644:4_648] = b"\x09\x00\x00\x00"
    monkeypatch.setattr(spreadsheet_child, "SECONDS", 20)
    began = time.monotonic()
    assert refused(source_of(tmp_path, bytes(data), "ring.xls"))
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    "cell", ["XFD1048576", "ZZZZZZ99999999999", "A99999999999", "ZZZ1", "1", "A0", ""]
)
def test_a_stray_cell_takes_no_memory_but_its_own(tmp_path: Path, cell: str) -> None:
    source = source_of(tmp_path, workbook(cell), "stray.xlsx")
    assert refused(source) or sheets_of(source)


@pytest.mark.parametrize("seed", range(6))
def test_workbooks_changed_at_random_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    for name, good in (("a.xlsx", workbook()), ("a.xls", XLS.read_bytes())):
        data = bytearray(good)
        for _ in range(rng.randrange(1, 9)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        source = source_of(tmp_path, bytes(data), name)
        assert refused(source) in (True, False)


def test_the_other_process_is_given_no_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import subprocess

    given: list[Any] = []
    plain = subprocess.run

    def look(*args: Any, **more: Any) -> Any:
        given.append(more["env"])
        return plain(*args, **more)

    monkeypatch.setenv("X_BEARER_TOKEN", "AAAACanary")
    monkeypatch.setattr(subprocess, "run", look)
    sheets_of(source_of(tmp_path, workbook("B9"), "a.xlsx"))
    assert given
    assert "AAAACanary" not in str(given)
