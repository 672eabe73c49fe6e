"""The parts that a printed section is made of, as plain data: every value is text by now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.brand import Brand
from reports.charts.draw import draw
from reports.figures import Figure, Table
from reports.language import Language
from reports.notes import Block, Span
from reports.pdf.signs import printable

Piece = dict[str, Any]


@dataclass
class Pieces:
    """Makes parts in a reader's language; ``charts`` are the drawings that they name.

    Args:
        voice: the language and zone.
        brand: whose colours the charts have.
    """

    voice: Language
    brand: Brand
    charts: dict[str, str] = field(default_factory=dict)

    def words(self, value: object) -> str:
        """A value as text whose every sign can be printed."""
        return printable(self.voice.value(value))

    def text(self, value: object, look: str = "") -> Piece:
        """A paragraph; ``look`` is ``small``, ``lead`` or nothing."""
        return {"kind": "text", "words": self.words(value), "look": look}

    def heading(self, value: object) -> Piece:
        """A heading inside a section."""
        return {"kind": "heading", "words": self.words(value)}

    def items(self, values: Iterable[object]) -> Piece:
        """A list."""
        return {"kind": "items", "items": [self.words(value) for value in values]}

    def facts(self, values: Iterable[tuple[object, object]]) -> Piece:
        """Names with their values."""
        pairs = [[self.words(name), self.words(value)] for name, value in values]
        return {"kind": "facts", "pairs": pairs}

    def table(
        self,
        columns: Sequence[object],
        rows: Iterable[Sequence[object]],
        tones: Sequence[str] = (),
    ) -> Piece:
        """A table, its head repeated on each sheet.

        Args:
            columns: the names.
            rows: the cells; the first of each row names it.
            tones: of each row; empty where no row has one.
        """
        return {
            "kind": "table",
            "columns": [self.words(name) for name in columns],
            "rows": [[self.words(cell) for cell in row] for row in rows],
            "tones": list(tones),
        }

    def numbers(self, table: Table) -> Piece:
        """The figures of a chart as a table."""
        return self.table(table.columns, table.rows)

    def figure(self, figure: Figure, after: object = None) -> Piece:
        """A chart with its finding; ``after`` stands below it."""
        name = f"{figure.id}.svg"
        self.charts[name] = draw(figure, self.voice)[0]
        return {
            "kind": "figure",
            "file": name,
            "title": self.words(figure.title),
            "reading": self.words(figure.reading),
            "account": "" if figure.account is None else self.words(figure.account),
            "after": "" if after is None else self.words(after),
        }

    def note(self, blocks: Sequence[Block]) -> list[Piece]:
        """A consultant's own words."""
        if not blocks:
            return []
        return [{"kind": "note", "name": printable(self.brand.name), "blocks": self._tree(blocks)}]

    def _tree(self, blocks: Sequence[Block]) -> list[Piece]:
        return [
            {
                "kind": block.kind,
                "spans": _runs(block.spans),
                "blocks": self._tree(block.blocks),
                "number": block.number,
                "rows": [[_runs(cell) for cell in row] for row in block.rows],
            }
            for block in blocks
        ]


def _runs(spans: Sequence[Span]) -> list[Piece]:
    return [
        {
            "text": printable(span.text),
            "bold": span.bold,
            "italic": span.italic,
            "code": span.code,
            "href": span.href,
        }
        for span in spans
    ]
