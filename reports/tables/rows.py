"""A long table as a workbook, row by row: memory does not grow with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import IO, TYPE_CHECKING

from auditor.core.plain_text import terminal_text

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_LONGEST_CELL = 32_000
_MOST_ROWS = 1_048_575


def write_rows(
    file: IO[bytes], name: str, titles: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Write a table of any length as a sheet; rows beyond what Excel holds go into further ones.

    Args:
        file: where it is written.
        name: of the sheet.
        titles: of the columns.
        rows: texts, numbers, days, naive times; ``None`` is an empty cell.

    Returns:
        How many rows were written.
    """
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        head = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        sheet: Worksheet | None = None
        number = 0
        for number, row in enumerate(rows, start=1):
            line = (number - 1) % _MOST_ROWS
            if line == 0:
                sheet = book.add_worksheet(name[:31] if number == 1 else None)
                _head(sheet, titles, head)
            assert sheet is not None
            for at, value in enumerate(row):
                if isinstance(value, datetime):
                    sheet.write_datetime(line + 1, at, value, moment)
                elif isinstance(value, date):
                    sheet.write_datetime(line + 1, at, datetime.combine(value, time()), day)
                elif isinstance(value, int | float):
                    sheet.write_number(line + 1, at, value)
                elif value is not None:
                    sheet.write_string(line + 1, at, terminal_text(value)[:_LONGEST_CELL])
        if sheet is None:
            _head(book.add_worksheet(name[:31]), titles, head)
    return number


def _head(sheet: Worksheet, titles: Sequence[str], look: Format) -> None:
    sheet.set_column(0, len(titles) - 1, 16)
    sheet.freeze_panes(1, 0)
    for at, title in enumerate(titles):
        sheet.write_string(0, at, title, look)
