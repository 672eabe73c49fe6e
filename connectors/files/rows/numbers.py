"""The counts of a table: what its columns of numbers tell, and what in them is no number."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from auditor.core.messages import Message, msg
from auditor.core.model import COUNT_FIELDS
from auditor.core.reasons import Reason
from connectors.files.options import ImportRefused
from connectors.files.rows.counts import Floats, Marks, find_marks, parse_counts, sum_known
from connectors.files.table.layout import ColumnUse, How
from connectors.files.table.table import Table
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import terms

_LONGEST_WORD = 12
_FEW_WORDS = 3


@dataclass(frozen=True)
class Numbers:
    """The counts of a table by field, the marks they were read with, and what was no count."""

    marks: Marks
    values: dict[str, Floats]
    unreadable: dict[str, np.ndarray]
    uses: tuple[ColumnUse, ...]
    warnings: tuple[Message, ...] = ()
    missing: dict[str, Reason] = field(default_factory=dict)


def read_numbers(table: Table) -> Numbers:
    """All counts, with dot and comma decided once for the file.

    Raises:
        ImportRefused: a column of counts holds not a single number, only words of many kinds.
    """
    uses = [use for use in table.layout.uses if use.field in (*COUNT_FIELDS, "followers")]
    cells = table.cells
    marks = find_marks(cells[index] for use in uses for index in use.places)
    values: dict[str, Floats] = {}
    unreadable: dict[str, np.ndarray] = {}
    not_told = table.layout.export.zero_is_unknown if table.layout.export else ()
    kept_uses: list[ColumnUse] = [use for use in table.layout.uses if use not in uses]
    warnings: list[Message] = []
    for use in uses:
        parts = [parse_counts(cells[index], marks) for index in use.places]
        numbers = sum_known([part for part, _ in parts])
        bad = np.logical_or.reduce([mask for _, mask in parts])
        if bad.any() and np.isnan(numbers).all():
            if not _say_there_is_none(table, use, bad):
                raise _words_instead(table, use, bad)
            warnings.append(_no_number(table, use, bad))
        elif bad.any():
            warnings.append(_unreadable_cells(table, use, bad))
        kept_uses.append(use)
        if use.field in not_told:
            numbers = np.where(numbers == 0, np.nan, numbers)
        values[use.field], unreadable[use.field] = numbers, bad & np.isnan(numbers)
    missing = {
        name: Reason.NOT_OFFERED
        for name in COUNT_FIELDS
        if name not in values or (len(values[name]) and np.isnan(values[name]).all())
    }
    return Numbers(marks, values, unreadable, tuple(kept_uses), tuple(warnings), missing)


def _say_there_is_none(table: Table, use: ColumnUse, bad: np.ndarray) -> bool:
    """Whether cells without a number repeat a few words, as they do where a network hides a count.

    What people wrote is another thing in each row.
    """
    if use.how is How.ASKED:
        return False
    cells = [cell for at in use.places for cell in table.cells[at][bad] if cell.strip()]
    words = {normalized(cell) for cell in cells}
    short = all(len(word) <= 30 and not any(map(str.isdigit, word)) for word in words)
    few = len(words) == 1 or (len(words) <= _FEW_WORDS and len(cells) >= 2 * len(words))
    return short and few


def _no_number(table: Table, use: ColumnUse, bad: np.ndarray) -> Message:
    return msg(
        "The column '{column}' holds no number, only words such as '{example}': what it counts is "
        "unknown.",
        column=" + ".join(use.columns),
        example=_example(table, use, bad),
    )


def _example(table: Table, use: ColumnUse, bad: np.ndarray) -> str:
    cells = table.cells[list(use.places)].apply(" ".join, axis=1)
    return shown(str(cells[bad].iloc[0]))


def shown(text: str) -> str:
    """A cell as an error may repeat it: short, on one line, and nobody's words."""
    line = " ".join(text.split())
    words = [word for word in terms(line) if word.isalpha()]
    if len(words) > 1 or any(len(word) > _LONGEST_WORD for word in words):
        return "…"
    return line if len(line) <= 40 else line[:39] + "…"


def _words_instead(table: Table, use: ColumnUse, bad: np.ndarray) -> ImportRefused:
    parts = {"column": " + ".join(use.columns), "example": _example(table, use, bad)}
    return ImportRefused(
        msg(
            "{file}: the column '{column}' holds no numbers, but words such as '{example}'.",
            file=table.source.label,
            **parts,
        ),
        msg("Name another column in --map {field}=COLUMN", field=use.field),
    )


def _unreadable_cells(table: Table, use: ColumnUse, bad: np.ndarray) -> Message:
    return msg(
        "The column '{column}' has cells that are no numbers, such as '{example}' (cells: {n}): "
        "these are unknown.",
        column=" + ".join(use.columns),
        example=_example(table, use, bad),
        n=int(bad.sum()),
    )
