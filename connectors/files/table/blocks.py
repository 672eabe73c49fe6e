"""Several tables in one: side by side, or with columns of their own for each network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from connectors.files.table.layout import HEADER_WITHIN
from connectors.files.words import synonyms
from connectors.files.words.owner_words import network_of
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import count_of, terms
from connectors.files.words.yes_no import NO, YES

Rows = Sequence[Sequence[str]]
Span = tuple[int, int]
_MARKS = YES | frozenset(["ok", *"✓✔✅☑●"])
_NO_MARKS = NO | frozenset(["", *"-–✗✘❌☐○"])


@dataclass(frozen=True)
class Block:
    """A table among others in the same rows.

    Args:
        columns: the places of its columns; ``None`` for all.
        label: the words above it, or the network whose columns they are.
        header: the row of the header, where names of columns change.
        names: place -> the name of a column without the network in it.
        marks: place -> the network that a mark in this column stands for.
    """

    columns: tuple[int, ...] | None = None
    label: str | None = None
    header: int = 0
    names: Mapping[int, str] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)

    def cut(self, rows: Rows) -> list[list[str]]:
        """The block's part of the rows; marks become one column that names the networks."""
        return [self._cut(row, number) for number, row in enumerate(rows)]

    def place(self, column: int) -> int:
        """Where a column of the part stands in the whole rows."""
        return column if self.columns is None else self.columns[column]

    def _cut(self, row: Sequence[str], number: int) -> list[str]:
        cells = list(row)
        if number == self.header:
            for column, name in self.names.items():
                cells[column] = name
        if self.marks and number >= self.header:
            cells = self._with_networks(cells, number == self.header)
        if self.columns is None:
            return cells
        return [cells[column] if column < len(cells) else "" for column in self.columns]

    def _with_networks(self, cells: list[str], header: bool) -> list[str]:
        first = min(self.marks)
        networks = [
            network
            for column, network in self.marks.items()
            if column < len(cells) and _plain_mark(cells[column]) in _MARKS
        ]
        cell_of_network = "network" if header else " + ".join(networks)
        return [
            cell_of_network if column == first else "" if column in self.marks else cell
            for column, cell in enumerate(cells)
        ]


def blocks(rows: Rows) -> list[Block]:
    """The tables in some rows; the whole as one where there are no several.

    Tables stand side by side when one row says the same again, after an empty column or without;
    networks have columns of their own where at least two have counts, or marks of where a post is.
    """
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        spans = [part for span in _filled(row) for part in _repeated(row, span)]
        heads = [{normalized(cell) for cell in row[start:end]} for start, end in spans]
        if len(spans) > 1 and all(len(h) > 1 and h & synonyms.DATE_WORDS for h in heads):
            return [
                Block(tuple(range(start, end)), _label(rows[:at], start, end))
                for start, end in spans
            ]
        if synonyms.DATE_WORDS & {normalized(cell) for cell in row}:
            return _by_network(row, rows[at + 1 :], at) or [Block()]
    return [Block()]


def _by_network(header: Sequence[str], body: Rows, at: int) -> list[Block]:
    networks = {
        column: network
        for column, cell in enumerate(header)
        if (network := network_of(cell)) is not None
    }
    names = {column: _without_network(header[column]) for column in networks}
    marks = {
        column: network
        for column, network in networks.items()
        if not names[column] and _are_marks(body, column)
    }
    if len(set(marks.values())) > 1:
        return [Block(header=at, marks=marks)]
    counted = {networks[column] for column, name in names.items() if count_of(name) is not None}
    if len(counted) < 2:
        return []
    shared = [column for column in range(len(header)) if column not in networks]
    return [
        Block(
            tuple(sorted([*shared, *own])), network, at, {column: names[column] for column in own}
        )
        for network in sorted(counted)
        if (own := [column for column in networks if networks[column] == network])
    ]


def _without_network(header: str) -> str:
    words = terms(header)
    return " ".join(word for word in words if network_of(word) is None)


def _are_marks(body: Rows, column: int) -> bool:
    cells = [_plain_mark(row[column]) for row in body if len(row) > column]
    return bool(_MARKS & set(cells)) and set(cells) <= _MARKS | _NO_MARKS


def _plain_mark(cell: str) -> str:
    return normalized(cell) or cell.strip().rstrip("\ufe0f")


def _filled(row: Sequence[str]) -> list[Span]:
    """The runs of filled cells of a row: first and last place (excluded)."""
    spans: list[Span] = []
    for column, cell in enumerate(row):
        if not cell.strip():
            continue
        if spans and spans[-1][1] == column:
            spans[-1] = (spans[-1][0], column + 1)
        else:
            spans.append((column, column + 1))
    return spans


def _repeated(row: Sequence[str], span: Span) -> Iterator[Span]:
    """A run of cells, cut where it begins to say the same words again."""
    start, end = span
    words = [normalized(cell) for cell in row[start:end]]
    width = next((column for column in range(2, len(words)) if words[column] == words[0]), None)
    if width is None or len(words) % width or words != words[:width] * (len(words) // width):
        yield span
        return
    for first in range(start, end, width):
        yield first, first + width


def _label(above: Rows, start: int, end: int) -> str | None:
    cells = [cell.strip() for row in reversed(above) for cell in row[start:end] if cell.strip()]
    return cells[0] if cells else None
