"""What a header that was understood says: which column holds which field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from auditor.core.messages import Message
from connectors.files.exports.declaration import Export
from connectors.files.words.subject import Subject
from connectors.files.words.synonyms import normalized

HEADER_WITHIN = 60


class How(StrEnum):
    """How a field's columns are found and joined."""

    HEADER = "header"
    VALUES = "values"
    ASKED = "asked"
    SUMMED = "summed"
    FILLED = "filled"
    FULLER = "fuller"


class Doubt(StrEnum):
    """What speaks against the account as the writer of the rows."""

    NAMES = "names"
    GROUP = "group"
    COMMENTS = "comments"
    BELOW = "below"
    DAYS = "days"


@dataclass(frozen=True)
class ColumnUse:
    """The columns (their names and places) that one field is read from."""

    field: str
    columns: tuple[str, ...]
    places: tuple[int, ...]
    how: How = How.HEADER


def column_use(
    field: str, header: Sequence[str], places: Sequence[int], how: How = How.HEADER
) -> ColumnUse:
    """A use of the columns at ``places``.

    Args:
        field: the field.
        header: the names of the columns.
        places: places of the columns, from 0.
        how: how they were found.
    """
    return ColumnUse(field, tuple(header[column] for column in places), tuple(places), how)


@dataclass(frozen=True)
class Layout:
    """A header that was understood: its row, what each field is read from, which export it is.

    ``export`` is ``None`` for a table that nobody knows. ``subject`` is what it is about instead of
    posts. ``sure`` is false where nothing but a date and words speaks for posts. ``doubt`` is what
    speaks for others as the writers of the rows, with the column that shows it. ``notes`` say
    what is to be said of unused columns.
    """

    export: Export | None
    row: int
    header: tuple[str, ...]
    uses: tuple[ColumnUse, ...]
    subject: Subject | None = None
    sure: bool = True
    doubt: tuple[Doubt, str] | None = None
    notes: tuple[Message, ...] = ()

    @property
    def kind(self) -> str:
        """The export's name; ``table`` for any other."""
        return self.export.kind if self.export else "table"

    @property
    def fingerprint(self) -> str:
        """What tells tables with these columns from others, without their names."""
        words = "\x1f".join(map(normalized, self.header))
        return sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def use(self, field: str) -> ColumnUse | None:
        """How ``field`` is read, or ``None`` when the file does not offer it."""
        return next((use for use in self.uses if use.field == field), None)

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that no field is read from."""
        used = {at for use in self.uses if use.field != "names" for at in use.places}
        return tuple(n for i, n in enumerate(self.header) if i not in used and n.strip())
