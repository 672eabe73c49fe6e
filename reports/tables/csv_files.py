"""The tables as CSV: stable names of columns, written as spreadsheets of a country read them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from auditor.core.plain_text import spreadsheet_text
from reports.tables.build import Sheet, Value

# What stands between columns, and a sign that lets Excel know the encoding.
_FORMS = {"it": (";", "\N{ZERO WIDTH NO-BREAK SPACE}"), "en": (",", "")}


def csv_files(sheets: Iterable[Sheet], language: str) -> Iterator[tuple[str, str]]:
    """The name of each file, and its content.

    In Italian ``;`` stands between the columns, a comma in numbers and days are ``31/12/2026``, as
    its spreadsheets expect; in English a comma, a point, and days as ISO 8601 writes them.

    Args:
        sheets: the tables.
        language: ``it`` or ``en``.
    """
    separator, mark = _FORMS[language]
    for sheet in sheets:
        buffer = io.StringIO()
        writer = csv.writer(
            buffer, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
        )
        writer.writerow([column.name for column in sheet.columns])
        for row in sheet.rows:
            writer.writerow([_cell(value, language) for value in row])
        yield f"{sheet.name}.csv", mark + buffer.getvalue()


class _Bare(float):
    """A number that is written as this text, without quotation marks."""

    def __new__(cls, text: str) -> _Bare:
        made = super().__new__(cls, 0.0)
        made.text = text
        return made

    text: str

    def __repr__(self) -> str:
        return self.text

    __str__ = __repr__


def _cell(value: Value, language: str) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        text = repr(round(value, 6))
        return _Bare(text.replace(".", ",") if language == "it" else text)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}" if language == "it" else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}" if language == "it" else value.isoformat()
    return spreadsheet_text(value)
