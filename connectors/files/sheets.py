"""Spreadsheets (xlsx, xls, ods), read by python-calamine; macros are never run."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from auditor.messages import msg
from connectors.files.headers import find_layout, not_understood
from connectors.files.options import ImportRefused, NotPosts
from connectors.files.sources import Source
from connectors.files.tabular import Table, check_size, frame, picker, words_of

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
    tables = []
    for name, rows in sheets:
        layout = find_layout(rows, mapping)
        if layout is None:
            continue
        pick, width = picker(layout), len(layout.header)
        body = rows[layout.row + 1 :]
        kept = [pick((row + [""] * width)[:width]) for row in body]
        lines = list(range(layout.row + 2, layout.row + 2 + len(body)))
        notes = words_of(rows[: layout.row])
        tables.append(Table(source, layout, frame(kept, lines, layout), sheet=name, notes=notes))
    if not tables:
        filled = [rows for _, rows in sheets if rows]
        raise not_understood(source.shown, filled[0] if filled else [], mapping)
    return tables


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
            return [
                (name, _texts(book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
                for name in book.sheet_names
            ]
    except PasswordError:
        raise _protected(source) from None
    except (CalamineError, OSError, ValueError):
        raise ImportRefused(
            msg("{file} cannot be opened as a spreadsheet.", file=source.shown),
            msg("Open it, save it as .xlsx or CSV and import that file."),
        ) from None


def _texts(rows: list[list[Any]]) -> list[list[str]]:
    return [[_text(value) for value in row] for row in rows]


def _text(value: Any) -> str:
    """A cell as a file of text would write it; whole numbers without a decimal mark."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
