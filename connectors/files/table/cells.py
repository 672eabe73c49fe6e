"""The cells of a table by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from connectors.files.table.layout import ColumnUse, How
from connectors.files.table.table import Table


@dataclass
class Columns:
    """The cells of a table by field, joined where a field has several columns."""

    table: Table

    def text(self, name: str) -> pd.Series | None:
        """A field's cells; several columns are joined by a space. ``None`` without the field."""
        use = self.table.layout.use(name)
        return None if use is None else self.joined(use)

    def joined(self, use: ColumnUse) -> pd.Series:
        """The cells of a use's columns, joined by a space and without blanks around; or of each row
        the first that is filled."""
        cells = self.table.cells
        text = cells[use.places[0]].str.strip()
        if use.how is How.FILLED:
            for column in use.places[1:]:
                text = text.where(text != "", cells[column].str.strip())
            return text.astype(object)
        if use.how is How.FULLER:
            columns = [cells[column].str.strip() for column in use.places]
            texts = [fuller(parts) for parts in zip(*columns, strict=True)]
            return pd.Series(texts, index=text.index, dtype=object)
        for column in use.places[1:]:
            text = (text + " " + cells[column].str.strip()).str.strip()
        return text.astype(object)


def fuller(texts: Sequence[str]) -> str:
    """A title and a description as one text: the fuller stands, with what only the other says.

    A title is often the beginning of the description, cut off.
    """
    pieces: list[str] = []
    for text in texts:
        bare = _bare(text)
        if not bare or any(bare in _bare(piece) for piece in pieces):
            continue
        pieces = [piece for piece in pieces if _bare(piece) not in bare]
        pieces.append(text)
    return "\n".join(pieces)


def _bare(text: str) -> str:
    return " ".join(text.split()).rstrip(".… ").casefold()
