"""From a file to cells: texts with separators and spreadsheets, as columns of strings.

Only the columns that a post is read from are kept, so that memory follows what is used.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter

import numpy as np
import pandas as pd

from auditor.core.messages import Message, msg, msgn
from connectors.files.options import ImportRefused, NotPosts
from connectors.files.sources.encodings import LARGEST_FILE, STRAY_SIGNS, Scan, scan
from connectors.files.sources.refusals import too_long, too_wide, unclosed_quote
from connectors.files.sources.source import Source
from connectors.files.table.blocks import Block, blocks
from connectors.files.table.header import find_layout, not_understood
from connectors.files.table.layout import Layout
from connectors.files.table.table import Table
from connectors.files.words.synonyms import TOTAL_WORDS, normalized

SEPARATORS: tuple[str, ...] = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 1 << 18
_SAMPLE_ROWS = 120
_LARGEST_BLOCKS = 20_000_000  # such tables are made by hand
_HABIT = 0.2  # so many rows that end early are the writer's habit
# As many as a sheet of Excel has.
_MOST_COLUMNS = 16_384
_MEND = msg("Export the file again, or mend that line, and import it anew: nothing was written.")


def read_delimited(source: Source, mapping: Mapping[str, str]) -> list[Table]:
    """A CSV or similar file: one table, or several that stand side by side.

    Raises:
        ImportRefused: it is no text, no table, or its header is not understood.
    """
    check_size(source)
    scanned = scan(source)
    encoding, stray = scanned.encoding, scanned.stray
    table_found = _find(source, encoding, mapping)
    if table_found.side_by_side != [Block()] and source.size <= _LARGEST_BLOCKS:
        tables = _blocks(source, encoding, table_found, mapping, bool(stray))
        if tables:
            return [_with_doubts(table, scanned) for table in tables]
    if table_found.layout.subject is not None:
        return [about_something_else(source, table_found.layout)]
    return [_with_doubts(_whole_table(source, encoding, table_found, bool(stray)), scanned)]


def _whole_table(source: Source, encoding: str, table_found: TableFound, stray: bool) -> Table:
    layout, separator = table_found.layout, table_found.separator
    try:
        table = _load(source, encoding, separator, layout, strict=True, stray=stray)
    except csv.Error as error:
        _refuse_unclosed(source, str(error))
        table = None
    if table is None or (table.too_wide and _has_backslash_quotes(source, encoding)):
        table = _least_ragged(source, encoding, separator, layout, table, stray)
    _check_rows(table)
    return replace(table, notes=_notes(source, encoding, separator, layout))


def _with_doubts(table: Table, scanned: Scan) -> Table:
    warnings = list(table.warnings)
    if scanned.stray:
        warnings.append(
            msgn(
                "{n} stray control character was dropped.",
                "{n} stray control characters were dropped.",
                scanned.stray,
            )
        )
    if not scanned.sure:
        warnings.append(
            msg(
                "Its accented letters fit more than one encoding: look at the texts, and where they"
                " are wrong save the file again as CSV UTF-8."
            )
        )
    return replace(table, warnings=tuple(warnings))


def _blocks(
    source: Source, encoding: str, table_found: TableFound, mapping: Mapping[str, str], stray: bool
) -> list[Table]:
    """The tables that stand side by side, each with its own header."""
    with source.text(encoding) as handle:
        lines = (line.translate(STRAY_SIGNS) for line in handle) if stray else handle
        rows = list(csv.reader(lines, delimiter=table_found.separator))
    tables = []
    for number, block in enumerate(table_found.side_by_side, start=1):
        part = block.cut(rows)
        layout = find_layout(part, mapping)
        if layout is None:
            continue
        title = block.label or (str(number) if len(table_found.side_by_side) > 1 else None)
        if layout.subject is not None:
            tables.append(about_something_else(source, layout, title))
            continue
        table = of_rows(source, part, layout, title, block.label)
        tables.append(replace(table, encoding=encoding, separator=table_found.separator))
    return tables


def of_rows(
    source: Source,
    rows: Sequence[Sequence[str]],
    layout: Layout,
    title: str | None,
    label: str | None,
) -> Table:
    """A table from rows at hand, such as those of a sheet; short rows are filled up.

    Args:
        source: the file, or the member of an archive.
        rows: rows of texts.
        layout: what the header says.
        title: the name of the sheet.
        label: the network whose columns these are.
    """
    pick, width = picker(layout), len(layout.header)
    body = rows[layout.row + 1 :]
    cells_of_rows = [pick(([*row] + [""] * width)[:width]) for row in body]
    lines = list(range(layout.row + 2, layout.row + 2 + len(body)))
    return Table(
        source,
        layout,
        cells_frame(cells_of_rows, lines, layout),
        sheet=title,
        notes=words_of(rows[: layout.row]),
        label=label,
    )


def about_something_else(source: Source, layout: Layout, sheet: str | None = None) -> Table:
    """A table that holds no posts: known by its header, and no row of it is read.

    Args:
        source: the file, or the member of an archive.
        layout: what the header says.
        sheet: the name of the sheet.
    """
    return Table(source, layout, pd.DataFrame(), sheet)


def _notes(source: Source, encoding: str, separator: str, layout: Layout) -> tuple[str, ...]:
    if not layout.row:
        return ()
    with source.text(encoding) as handle:
        rows = islice(csv.reader(handle, delimiter=separator), layout.row)
        return words_of(list(rows))


def words_of(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The cells of the rows above a header that hold something."""
    return tuple(cell.strip() for row in rows for cell in row if cell.strip())


def _check_rows(table: Table) -> None:
    """A row that is wider or shorter than the header has lost its order: nobody can mend it.

    Where many rows end early, the writer leaves blank cells away.
    """
    header = table.layout.header
    if table.too_wide:
        raise ImportRefused(
            msg(
                "{file}, line {line}: the row goes on after the last column, '{column}'.",
                file=table.source.label,
                line=table.too_wide[0],
                column=header[-1],
            ),
            _MEND,
        )
    if table.too_short and len(table.too_short) <= _HABIT * len(table.cells):
        line, cells = table.too_short[0]
        raise ImportRefused(
            msg(
                "{file}, line {line}: the row ends before the column '{column}'.",
                file=table.source.label,
                line=line,
                column=header[cells],
            ),
            _MEND,
        )


def _has_backslash_quotes(source: Source, encoding: str) -> bool:
    with source.text(encoding) as handle:
        return any('\\"' in line for line in handle)


def _least_ragged(
    source: Source,
    encoding: str,
    separator: str,
    layout: Layout,
    strict: Table | None,
    stray: bool,
) -> Table:
    """A file whose quotation marks are not doubled: with a backslash, or as they come.

    Of the readings that succeed, the one with the fewest rows of a wrong width.
    """
    loose = msg("Some quotation marks are not written as in other files; check the first rows.")
    tables = [] if strict is None else [strict]
    for escape in ("\\", None):
        try:
            tables.append(
                _load(source, encoding, separator, layout, False, (loose,), escape, stray)
            )
        except csv.Error as error:
            _refuse_unclosed(source, str(error))
    if not tables:
        raise unclosed_quote(source)
    return min(tables, key=lambda table: len(table.too_wide))


def check_size(source: Source) -> None:
    """Refuses empty files and those too large for one reading."""
    size = source.size
    if size == 0:
        raise NotPosts(
            msg("{file} is empty.", file=source.label),
            msg("Export the posts again and import the new file."),
        )
    if size > LARGEST_FILE:
        raise ImportRefused(
            msg("{file} is larger than 1 GB.", file=source.label),
            msg("Export shorter spans of time and import the files together."),
        )


def _refuse_unclosed(source: Source, error: str) -> None:
    if "end of data" in error:
        raise unclosed_quote(source) from None
    if "field limit" in error:
        raise too_long(source) from None


@dataclass(frozen=True)
class TableFound:
    """How a text is to be read: its layout, its separator, and the tables side by side in it."""

    layout: Layout
    separator: str
    side_by_side: list[Block]


def _find(source: Source, encoding: str, mapping: Mapping[str, str]) -> TableFound:
    """The layout and the separator under which most fields are understood."""
    with source.text(encoding) as handle:
        sample = handle.read(_SAMPLE_CHARACTERS).translate(STRAY_SIGNS)
    best: TableFound | None = None
    widest: list[list[str]] = []
    for separator in SEPARATORS:
        rows = list(islice(_rows(io.StringIO(sample, newline=""), separator), _SAMPLE_ROWS))
        if (width := max(map(len, rows), default=0)) > _MOST_COLUMNS:
            raise too_wide(source, width)
        layout = find_layout(rows, mapping)
        if layout and (best is None or len(layout.uses) > len(best.layout.uses)):
            best = TableFound(layout, separator, blocks(rows))
        if max(map(len, rows), default=0) > max(map(len, widest), default=0):
            widest = rows
    if best is None:
        raise not_understood(source.label, widest, mapping)
    return best


def _rows(lines: io.TextIOBase | io.StringIO, separator: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines, delimiter=separator)
    except csv.Error:
        return


def _load(
    source: Source,
    encoding: str,
    separator: str,
    layout: Layout,
    strict: bool,
    warnings: tuple[Message, ...] = (),
    escape: str | None = None,
    stray: bool = False,
) -> Table:
    pick = picker(layout)
    width = len(layout.header)
    cells_of_rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    wide: list[int] = []
    short: list[tuple[int, int]] = []
    needed = used_places(layout)[-1]
    row: list[str] = []
    cut = False
    with source.text(encoding) as handle:
        whole = (line.translate(STRAY_SIGNS) for line in handle) if stray else handle
        reader = csv.reader(whole, delimiter=separator, strict=strict, escapechar=escape)
        for row in islice(reader, layout.row + 1, None):
            cut = len(row) < width
            if len(row) != width:
                if not any(row):
                    continue
                if len(row) > width and any(row[width:]):
                    wide.append(reader.line_num)
                    continue
                if len(row) <= needed and _is_note(row, width, separator):
                    continue
                if len(row) <= needed and not _is_total(row):
                    short.append((reader.line_num, len(row)))
                row = row + [""] * (width - len(row))
            cells_of_rows.append(pick(row))
            lines.append(reader.line_num)
    if not strict and cut and any("\n" in cell for cell in row):
        raise csv.Error("unexpected end of data")
    cells = cells_frame(cells_of_rows, lines, layout)
    return Table(
        source, layout, cells, None, encoding, separator, tuple(wide), tuple(short), warnings
    )


def _is_total(row: Sequence[str]) -> bool:
    return normalized(next(filter(str.strip, row), "")) in TOTAL_WORDS


def _is_note(row: Sequence[str], width: int, separator: str) -> bool:
    """A line of words between the rows or under them: one cell, no number, no other separator."""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) != 1 or width < 3 or " " not in filled[0].strip():
        return False
    most_of_others = max(filled[0].count(mark) for mark in SEPARATORS if mark != separator)
    return not filled[0].strip()[0].isdigit() and most_of_others < width // 2


def picker(layout: Layout) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Takes the used places of a row, always as a tuple."""
    places = used_places(layout)
    if len(places) == 1:
        return lambda row: (row[places[0]],)
    pick: Callable[[Sequence[str]], tuple[str, ...]] = itemgetter(*places)
    return pick


def used_places(layout: Layout) -> list[int]:
    """The places of all columns in use, in order, each once."""
    return sorted({column for use in layout.uses for column in use.places})


def cells_frame(
    rows: Sequence[tuple[str, ...]], lines: Sequence[int], layout: Layout
) -> pd.DataFrame:
    """The used cells as columns of strings, without rows that hold nothing.

    Args:
        rows: the rows, cells as texts.
        lines: the line of each row in the file.
        layout: what the header says.
    """
    places = used_places(layout)
    index: pd.Index = pd.Index(np.array(lines, dtype=np.int64))
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(places)
    table = pd.DataFrame(
        {p: pd.Series(c, index=index, dtype=object) for p, c in zip(places, columns, strict=False)},
        index=index,
    )
    return table[~(table == "").all(axis=1)] if len(table) else table
