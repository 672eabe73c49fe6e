"""The tables as an Excel workbook: typed cells, native charts, set up for print, no formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

from auditor.core.messages import msg
from auditor.core.plain_text import terminal_text
from reports.language import Language
from reports.palette import LIGHT, Palette
from reports.tables.build import Column, Kind, Sheet, Value

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_NUMBER_FORMATS: dict[Kind, str] = {
    "count": "#,##0",
    "number": "#,##0.0##",
    "share": "0%",
    "day": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm",
}
_LONGEST_CELL = 32_000
_A4 = 9
_CHART_ROWS = 16
_WIDEST = 24
_WIDTHS = {"text": 60, "title": 46, "what": 60, "reason": 34}


def workbook(
    sheets: Sequence[Sheet],
    voice: Language,
    title: str,
    made_at: datetime,
    palette: Palette = LIGHT,
    notes: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A workbook of the tables; the same bytes for the same tables.

    Args:
        sheets: the tables, the first with one row an account, the fourth with the weeks.
        voice: the reader's language, with the zone that times are in.
        title: of the workbook.
        made_at: the moment of the result.
        palette: whose colour the bars of the charts have.
        notes: a consultant's own words, each with the title of its section.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties(
        {"title": _text(title)[:255], "created": made_at.astimezone(UTC).replace(tzinfo=None)}
    )
    looks = _Looks(book, palette)
    for sheet in sheets:
        page = book.add_worksheet(voice.text(sheet.title)[:31])
        _fill(page, sheet, voice, looks)
    _score_chart(book, sheets[0], voice, palette)
    _week_chart(book, sheets, voice, palette)
    if notes:
        _notes(book, notes, voice, looks)
    _fields(book, sheets, voice, looks)
    book.close()
    return buffer.getvalue()


class _Looks:
    def __init__(self, book: Workbook, palette: Palette) -> None:
        self.head: Format = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "top",
                "bottom": 2,
                "bottom_color": palette.bar,
            }
        )
        self.text: Format = book.add_format({"valign": "top"})
        self.by_kind: dict[str, Format] = {
            kind: book.add_format({"valign": "top", "num_format": form})
            for kind, form in _NUMBER_FORMATS.items()
        }


def _text(text: str) -> str:
    """A text as a cell can hold it."""
    return terminal_text(text)[:_LONGEST_CELL]


def _fill(page: Worksheet, sheet: Sheet, voice: Language, looks: _Looks) -> None:
    for at, column in enumerate(sheet.columns):
        words = voice.text(column.title)
        if column.kind == "moment":
            words = voice.text(msg("{title} ({zone})", title=words, zone=str(voice.timezone)))
        page.write_string(0, at, _text(words), looks.head)
    for number, row in enumerate(sheet.rows, start=1):
        for at, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, (number, at), column, value, voice, looks)
    last_column = len(sheet.columns) - 1
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _width(column, [row[at] for row in sheet.rows], voice))
    page.set_row(0, 32)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(sheet.rows), 1), last_column)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, max(len(sheet.rows), 1), last_column)
    page.set_footer("&L&A&R&P / &N")


def _write(
    page: Worksheet,
    cell: tuple[int, int],
    column: Column,
    value: Value,
    voice: Language,
    looks: _Looks,
) -> None:
    """One cell with its type; unknown stays empty.

    Args:
        page: the sheet.
        cell: its row and column, from 0.
        column: what its values are.
        value: what it holds.
        voice: for what is said in words.
        looks: of the cells.
    """
    if value is None:
        return
    if isinstance(value, bool):
        page.write_string(*cell, voice.text(msg("yes") if value else msg("no")), looks.text)
    elif isinstance(value, datetime):
        page.write_datetime(*cell, value, looks.by_kind["moment"])
    elif isinstance(value, date):
        page.write_datetime(*cell, datetime.combine(value, time()), looks.by_kind["day"])
    elif isinstance(value, int | float):
        page.write_number(*cell, value, looks.by_kind.get(column.kind, looks.text))
    elif column.kind == "url":
        page.write_url(*cell, value, string=_text(value)[:255])
    else:
        page.write_string(*cell, _text(value), looks.text)


def _width(column: Column, values: Sequence[Value], voice: Language) -> float:
    if column.kind in ("day", "moment"):
        return 12 if column.kind == "day" else 17
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    head = max(len(word) for word in voice.text(column.title).split())
    return float(min(max(longest, head, 6) + 2, _WIDTHS.get(column.name, _WIDEST)))


def _column_of(sheet: Sheet, name: str) -> int:
    return next(at for at, column in enumerate(sheet.columns) if column.name == name)


def _score_chart(book: Workbook, accounts: Sheet, voice: Language, palette: Palette) -> None:
    """The score of each page, beside the overview's table; a page without one has no bar."""
    if not accounts.rows:
        return
    name, last = voice.text(accounts.title)[:31], len(accounts.rows)
    chart = book.add_chart({"type": "bar"})
    page, score = _column_of(accounts, "page"), _column_of(accounts, "score")
    chart.add_series(
        {
            "name": [name, 0, score],
            "categories": [name, 1, page, last, page],
            "values": [name, 1, score, last, score],
            "fill": {"color": palette.bar},
            "data_labels": {"value": True, "num_format": "0"},
        }
    )
    title = voice.text(msg("Score of each page, from 0 to 100"))
    _dress(chart, title)
    chart.set_x_axis({"min": 0, "max": 100})
    chart.set_y_axis({"reverse": True})
    sheet = book.get_worksheet_by_name(name)
    sheet.insert_chart(last + 2, 1, chart, {"description": title})
    sheet.print_area(0, 0, last + 2 + _CHART_ROWS, len(accounts.columns) - 1)


def _week_chart(book: Workbook, sheets: Sequence[Sheet], voice: Language, palette: Palette) -> None:
    """The interactions of each week of the first page, beside the weeks' table."""
    weeks = sheets[3]
    if not weeks.rows:
        return
    name = voice.text(weeks.title)[:31]
    first = str(weeks.rows[0][1])
    last = sum(row[0] == weeks.rows[0][0] for row in weeks.rows)
    chart = book.add_chart({"type": "column"})
    week, interactions = _column_of(weeks, "week"), _column_of(weeks, "interactions")
    chart.add_series(
        {
            "name": [name, 0, interactions],
            "categories": [name, 1, week, last, week],
            "values": [name, 1, interactions, last, interactions],
            "fill": {"color": palette.bar},
            "gap": 40,
        }
    )
    title = voice.text(msg("Interactions by week, {page}", page=first))
    _dress(chart, title)
    chart.set_x_axis({"text_axis": True, "num_format": "dd/mm", "interval_unit": 4})
    at = len(weeks.columns) + 1
    book.get_worksheet_by_name(name).insert_chart(1, at, chart, {"description": _text(title)})


def _dress(chart: Any, title: str) -> None:  # noqa: ANN401 - the library gives it no type
    chart.set_title({"name": _text(title).lstrip("=")[:255], "overlay": False})
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")


def _notes(
    book: Workbook, notes: Sequence[tuple[str, str]], voice: Language, looks: _Looks
) -> None:
    page = book.add_worksheet(voice.text(msg("Notes"))[:31])
    wrapped = book.add_format({"valign": "top", "text_wrap": True})
    for at, title in enumerate((msg("Section"), msg("Note"))):
        page.write_string(0, at, voice.text(title), looks.head)
    for row, (section, text) in enumerate(notes, start=1):
        page.write_string(row, 0, _text(section), looks.text)
        page.write_string(row, 1, _text(text), wrapped)
    page.set_column(0, 0, 26)
    page.set_column(1, 1, 90)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)


def _fields(book: Workbook, sheets: Sequence[Sheet], voice: Language, looks: _Looks) -> None:
    """What each column is called for programs."""
    page = book.add_worksheet(voice.text(msg("Columns"))[:31])
    for at, title in enumerate((msg("Sheet"), msg("Column"), msg("Name for programs"))):
        page.write_string(0, at, voice.text(title), looks.head)
    row = 1
    for sheet in sheets:
        for column in sheet.columns:
            page.write_string(row, 0, voice.text(sheet.title), looks.text)
            page.write_string(row, 1, voice.text(column.title), looks.text)
            page.write_string(row, 2, f"{sheet.name}.{column.name}", looks.text)
            row += 1
    page.set_column(0, 2, 30)
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.freeze_panes(1, 0)
