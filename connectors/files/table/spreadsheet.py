"""Spreadsheets (xlsx, xls, ods), read by python-calamine in a process of its own; macros are never
run."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace

from auditor.core.json_types import JsonValue
from auditor.core.messages import Message, msg, msgn
from connectors.files.options import ImportRefused, NotPosts
from connectors.files.sources.encodings import STRAY_SIGNS
from connectors.files.sources.source import DAMAGED, Source
from connectors.files.table import spreadsheet_child
from connectors.files.table.blocks import Block, blocks
from connectors.files.table.delimited import about_something_else, check_size, of_rows
from connectors.files.table.header import find_layout, not_understood
from connectors.files.table.layout import Layout
from connectors.files.table.table import Table
from connectors.files.table.workbook_marks import Marks, marks_of

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
        for number_of_block, block in enumerate(side_by_side, start=1):
            title = name if len(side_by_side) == 1 else f"{name} · {block.label or number_of_block}"
            part = block.cut(rows)
            layout = find_layout(part, mapping)
            if layout is None:
                continue
            if layout.subject is not None:
                tables.append(about_something_else(source, layout, title))
                continue
            notes = tuple(_told_of(marks.get(number, Marks()), layout, block))
            table = of_rows(source, part, layout, title, block.label)
            tables.append(replace(table, warnings=notes))
    if not tables:
        filled = [rows for _, rows in sheets if rows]
        raise not_understood(source.label, filled[0] if filled else [], mapping)
    return tables


def _told_of(marks: Marks, layout: Layout, block: Block) -> Iterator[Message]:
    if marks.hidden:
        yield msgn(
            "{n} hidden row was read like the others.",
            "{n} hidden rows were read like the others.",
            marks.hidden,
        )
    used = {column for use in layout.uses for column in use.places}
    hidden = [
        layout.header[column] for column in sorted(used) if block.place(column) in marks.columns
    ]
    if hidden:
        yield msgn(
            "{n} hidden column was read like the others: {columns}.",
            "{n} hidden columns were read like the others: {columns}.",
            len(hidden),
            columns=hidden,
        )
    if marks.no_value:
        yield msgn(
            "{n} cell holds a formula without a value, which is unknown: open the file, save it, "
            "and import it again.",
            "{n} cells hold formulas without a value, which are unknown: open the file, save it, "
            "and import it again.",
            marks.no_value,
        )


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
    try:
        with source.binary() as handle, zipfile.ZipFile(handle) as package:
            names = set(package.namelist())
            size = sum(info.file_size for info in package.infolist())
    except DAMAGED:
        raise _damaged(source) from None
    if not names & set(_WORKBOOKS):
        raise NotPosts(
            msg("{file} is a ZIP archive, not a table.", file=source.label),
            msg("Unpack it and import the tables inside."),
        )
    if any(name.endswith("vbaProject.bin") for name in names):
        raise ImportRefused(
            msg("{file} contains macros and is not opened.", file=source.label),
            msg("Save it as .xlsx or CSV, without macros, and import that file."),
        )
    if size > _LARGEST_UNPACKED:
        raise ImportRefused(
            msg("{file} unpacks to more than 1 GB.", file=source.label),
            msg("Export shorter spans of time and import the files together."),
        )


def _protected(source: Source) -> ImportRefused:
    return ImportRefused(
        msg("{file} is protected by a password.", file=source.label),
        msg("Open it, save it without a password and import that file."),
    )


def sheet_names(source: Source) -> list[str]:
    """The names of a workbook's sheets; none of a file that is no workbook."""
    names = _told_apart(source, "names")
    return names if isinstance(names, list) else []


def sheets_of(source: Source) -> list[tuple[str, list[list[str]]]]:
    """All sheets of a workbook as texts.

    Raises:
        ImportRefused: it cannot be opened.
    """
    check_size(source)
    _check_package(source)
    answer = _told_apart(source, "sheets")
    if answer == "password":
        raise _protected(source)
    if not isinstance(answer, list):
        raise _damaged(source)
    return [
        (name, [[cell.translate(STRAY_SIGNS) for cell in row] for row in rows])
        for name, rows in answer
    ]


def _told_apart(source: Source, what: str) -> JsonValue:
    """What :mod:`connectors.files.table.spreadsheet_child` tells of a workbook; ``None`` where that
    process ended in any other way: too much memory, too long, a fault of the library."""
    with source.binary() as handle:
        data = handle.read()
    try:
        done = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-X", "utf8", spreadsheet_child.__file__, what, str(_unpacked(data))],
            input=data,
            capture_output=True,
            timeout=spreadsheet_child.SECONDS,
            check=False,
            env=_environment(),
        )
        return json.loads(done.stdout) if done.returncode == 0 else None
    except (subprocess.TimeoutExpired, ValueError):
        return None


def _unpacked(data: bytes) -> int:
    """How large a workbook is once it is unpacked, as it says itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return sum(info.file_size for info in package.infolist())
    except DAMAGED:
        return len(data)


def _environment() -> dict[str, str]:
    """What a process needs to start, and no key."""
    names = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "TMPDIR", "TEMP")
    return {name: os.environ[name] for name in names if name in os.environ}


def _damaged(source: Source) -> ImportRefused:
    with source.binary() as handle:
        if handle.read(2) == b"PK" and not zipfile.is_zipfile(handle):
            return ImportRefused(
                msg("{file} was cut short: its end is missing.", file=source.label),
                msg("The download did not end: download it again and import the new file."),
            )
    return ImportRefused(
        msg("{file} cannot be opened as a spreadsheet.", file=source.label),
        msg("Open it, save it as .xlsx or CSV and import that file."),
    )
