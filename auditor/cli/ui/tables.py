"""Tables on the terminal: in colour where colours are seen, plain text everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from auditor.cli.ui.output import echo
from auditor.cli.ui.program import as_called
from auditor.cli.ui.terminal import shows_colours


@dataclass(frozen=True)
class Table:
    """Rows of texts below their headings.

    ``right`` are the numbers of the columns that hold figures; ``styles`` map a row's number to
    a colour of its line.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    styles: dict[int, str] = field(default_factory=dict)
    title: str | None = None


def show(table: Table) -> None:
    """Print a table on standard output."""
    if sys.stdout.isatty():
        _show_rich(table)
        return
    if table.title:
        echo(table.title)
    for line in plain_lines(table):
        echo(line)


def plain_lines(table: Table) -> list[str]:
    """The table as lines of plain text, its columns two spaces apart, nothing cut off."""
    rows = [[_one_line(cell) for cell in row] for row in (table.headings, *table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_line(row, widths, table.right) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int], right: frozenset[int]) -> str:
    cells = (
        cell.rjust(width) if number in right else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _one_line(text: str) -> str:
    """Without line ends and control characters: a name from a network is not to be trusted."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def _show_rich(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(
        title=table.title, box=box.SIMPLE_HEAD, title_justify="left", padding=(0, 1, 0, 0)
    )
    for number, heading in enumerate(table.headings):
        if number in table.right:  # figures are never cut off: a narrow terminal folds the words
            drawn.add_column(heading.replace(" ", "\n"), justify="right", no_wrap=True)
        else:
            drawn.add_column(heading, overflow="fold")
    for number, row in enumerate(table.rows):
        style = table.styles.get(number, "")
        drawn.add_row(*(Text(as_called(_one_line(cell)), style=style) for cell in row))
    Console(no_color=not shows_colours(sys.stdout)).print(drawn)
