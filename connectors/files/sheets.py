"""Spreadsheets (xlsx, xls, ods), read by python-calamine; macros are never run."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from auditor.messages import Message, msg, msgn
from connectors.files import synonyms
from connectors.files.encodings import STRAY_SIGNS
from connectors.files.headers import HEADER_WITHIN, Layout, find_layout, not_understood
from connectors.files.options import ImportRefused, NotPosts
from connectors.files.sources import Source
from connectors.files.synonyms import plain
from connectors.files.tabular import (
    Table,
    about_something_else,
    check_size,
    frame,
    picker,
    words_of,
)
from connectors.files.workbook_marks import Marks, marks_of

Rows = list[list[str]]
_LARGEST_UNPACKED = 1_000_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def is_packed(source: Source) -> bool:
    """Whether the file is a spreadsheet or another package, told by its first bytes."""
    with source.binary() as handle:
        head = handle.read(8)
    return head[:4] in (b"PK\x03\x04", b"PK\x05\x06") or head == _OLE


def read_sheets(source: Source, mapping: Mapping[str, str]) -> list[Table]:
    """Every sheet whose header is understood.

    Raises:
        ImportRefused: no spreadsheet, protected by a password, with macros, or no sheet of posts.
    """
    sheets = sheets_of(source)
    marks = marks_of(source)
    tables: list[Table] = []
    for number, (name, rows) in enumerate(sheets):
        side_by_side = blocks(rows)
        for place, (label, block) in enumerate(side_by_side, start=1):
            title = name if len(side_by_side) == 1 else f"{name} · {label or place}"
            layout = find_layout(block, mapping)
            if layout is None:
                continue
            if layout.subject is not None:
                tables.append(about_something_else(source, layout, title))
                continue
            told = tuple(_told_of(marks.get(number, Marks())))
            tables.append(_table(source, title, label, block, layout, told))
    if not tables:
        filled = [rows for _, rows in sheets if rows]
        raise not_understood(source.shown, filled[0] if filled else [], mapping)
    return tables


def _table(
    source: Source, name: str, label: str | None, rows: Rows, layout: Layout,
    told: tuple[Message, ...],
) -> Table:  # fmt: skip
    pick, width = picker(layout), len(layout.header)
    body = rows[layout.row + 1 :]
    kept = [pick((row + [""] * width)[:width]) for row in body]
    lines = list(range(layout.row + 2, layout.row + 2 + len(body)))
    return Table(source, layout, frame(kept, lines, layout), sheet=name, warnings=told,
                 notes=words_of(rows[: layout.row]), label=label)  # fmt: skip


def _told_of(marks: Marks) -> Iterator[Message]:
    if marks.hidden:
        yield msgn("{n} hidden row was read like the others.",
                   "{n} hidden rows were read like the others.", marks.hidden)  # fmt: skip
    if marks.no_value:
        yield msgn(
            "{n} cell holds a formula without a value, which is unknown: open the file, save it, "
            "and import it again.",
            "{n} cells hold formulas without a value, which are unknown: open the file, save it, "
            "and import it again.", marks.no_value,
        )  # fmt: skip


def blocks(rows: Rows) -> list[tuple[str | None, Rows]]:
    """A sheet as it is, or its tables that stand side by side, each with the words above it.

    Tables stand side by side when one row says the same again after an empty column.
    """
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        spans = _spans(row)
        if len(spans) < 2:
            continue
        heads = [{plain(cell) for cell in row[start:end]} for start, end in spans]
        if all(len(head) > 1 and head & synonyms.DATE_WORDS for head in heads):
            return [
                (_label(rows[:at], start, end), [one[start:end] for one in rows])
                for start, end in spans
            ]
    return [(None, rows)]


def _spans(row: Sequence[str]) -> list[tuple[int, int]]:
    """The runs of filled cells of a row: first and last place (excluded)."""
    found: list[tuple[int, int]] = []
    for place, cell in enumerate(row):
        if not cell.strip():
            continue
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return found


def _label(above: Rows, start: int, end: int) -> str | None:
    cells = [cell.strip() for row in reversed(above) for cell in row[start:end] if cell.strip()]
    return cells[0] if cells else None


def _check_package(source: Source) -> None:
    with source.binary() as handle:
        packed = zipfile.is_zipfile(handle)
    if packed:
        _check_zip(source)
        return
    with source.binary() as handle:
        piece = handle.read(1 << 20)
    if "EncryptedPackage".encode("utf-16-le") in piece:
        raise _protected(source)


def _check_zip(source: Source) -> None:
    with source.binary() as handle, zipfile.ZipFile(handle) as package:
        names = set(package.namelist())
        size = sum(info.file_size for info in package.infolist())
    if not names & set(_WORKBOOKS):
        raise NotPosts(
            msg("{file} is a ZIP archive, not a table.", file=source.shown),
            msg("Unpack it and import the tables inside."),
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise ImportRefused(
            msg("{file} contains macros and is not opened.", file=source.shown),
            msg("Save it as .xlsx or CSV, without macros, and import that file."),
        )
    if size > _LARGEST_UNPACKED:
        raise ImportRefused(
            msg("{file} unpacks to more than 1 GB.", file=source.shown),
            msg("Export shorter spans of time and import the files together."),
        )


def _protected(source: Source) -> ImportRefused:
    return ImportRefused(
        msg("{file} is protected by a password.", file=source.shown),
        msg("Open it, save it without a password and import that file."),
    )


def sheet_names(source: Source) -> list[str]:
    """The names of a workbook's sheets; none of a file that is no workbook."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with source.binary() as handle:
            return list(CalamineWorkbook.from_filelike(handle).sheet_names)
    except (PasswordError, CalamineError, OSError, ValueError):
        return []


def sheets_of(source: Source) -> list[tuple[str, list[list[str]]]]:
    """All sheets of a workbook as texts.

    Raises:
        ImportRefused: it cannot be opened.
    """
    check_size(source)
    _check_package(source)
    return _sheets(source)


def _sheets(source: Source) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with source.binary() as handle:
            book = CalamineWorkbook.from_filelike(handle)
            return [(name, _rows_of(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except PasswordError:
        raise _protected(source) from None
    except (CalamineError, OSError, ValueError):
        raise ImportRefused(
            msg("{file} cannot be opened as a spreadsheet.", file=source.shown),
            msg("Open it, save it as .xlsx or CSV and import that file."),
        ) from None


def _rows_of(sheet: Any) -> list[list[str]]:
    """The cells of a sheet as texts; each cell of a merged range has the range's value."""
    rows = _texts(sheet.to_python(skip_empty_area=False))
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if left != right or bottom >= len(rows) or left >= len(rows[top]):
            continue  # a title over several columns is no value of each
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and not row[left]:
                row[left] = rows[top][left]
    return rows


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    return [[_text(value) for value in row] for row in rows]


def _text(value: Any) -> str:
    """A cell as a file of text would write it; whole numbers without a decimal mark."""
    if isinstance(value, str):
        return value.translate(STRAY_SIGNS)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
