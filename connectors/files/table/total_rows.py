"""Rows between posts that are none: sums, headings, the header once more."""

from __future__ import annotations

import pandas as pd

from connectors.files.table.cells import Columns
from connectors.files.table.table import Table
from connectors.files.words.months import month_number
from connectors.files.words.synonyms import TOTAL_WORDS, normalized
from connectors.files.words.terms import terms


def headings(table: Table, undated: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Rows without a date that repeat the header, and those that hold one cell of words."""
    cells = table.cells
    nothing = pd.Series(False, index=cells.index)
    if not undated.any():
        return nothing, nothing
    again, filled = nothing.copy(), pd.Series(0, index=cells.index)
    for column, name in dict(
        pair for use in table.layout.uses for pair in zip(use.places, use.columns, strict=True)
    ).items():
        texts = cells[column].astype(str).str.strip()
        again |= undated & (texts != "") & (texts == name)
        filled += texts != ""
    use = table.layout.use("published_at")
    words = cells[use.places[0]].astype(str).str.strip() if use else nothing.map(str)
    month = words.map(_is_heading).astype(bool)
    return again, undated & ~again & (filled == 1) & month


def _is_heading(cell: str) -> bool:
    """``Marzo 2026`` or ``Settimana 3`` where a date would stand."""
    words = terms(cell)
    names = [word for word in words if word.isalpha()]
    return (
        bool(names)
        and len(words) <= 4
        and (
            any(month_number(name) == month_number(name) for name in names)
            or bool(
                set(names) & {"settimana", "week", "woche", "semana", "semaine", "mese", "month"}
            )
        )
    )


def totals(table: Table, undated: pd.Series) -> pd.Series:
    """Rows that add up the others: no date, and no id, address and text, or a word that says so."""
    cells = table.cells
    if not undated.any():
        return pd.Series(False, index=cells.index)
    has_word = pd.Series(False, index=cells.index)
    for column in range(cells.shape[1]):
        words = cells.iloc[:, column].where(undated, "")
        has_word |= pd.Series(
            [word != "" and names_total(word) for word in words], index=cells.index
        )
    nameless = undated.copy()
    columns = Columns(table)
    for field_ in ("platform_id", "url", "text"):
        text = columns.text(field_)
        if text is not None:
            nameless &= text == ""
    blank_date = columns.text("published_at")
    if blank_date is not None:
        nameless &= blank_date == ""
    return (has_word & undated) | nameless


def names_total(cell: str) -> bool:
    """Whether a cell of a row without a date says that the row adds up others."""
    if normalized(cell) in TOTAL_WORDS:
        return True
    words = terms(cell)
    return 1 < len(words) <= 4 and words[0] in TOTAL_WORDS
