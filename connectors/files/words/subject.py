"""A kind of table that is no list of posts, known by its header words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.core.messages import Message
from connectors.files.words.subject_words import NOT_THE_AUTHOR
from connectors.files.words.terms import terms


@dataclass(frozen=True)
class Subject:
    """A kind of table that holds no posts of the account.

    Args:
        kind: its name.
        name: what it is, for people.
        why: why it is not read.
        groups: for each group the header words, ``|`` between them; all groups must be met.
        cells: header words of a column, and the values that all its cells have.
        unless: header words with which it is another thing.
        by_authors: only columns of those who wrote a row speak for it, not those of people who are
            tagged, quoted or mentioned in it.
        never_counts: it has no such counts as networks give of posts; a table that has two of them
            is another thing.
    """

    kind: str
    name: Message
    why: Message
    groups: tuple[str, ...]
    cells: tuple[str, str] | None = None
    unless: str = ""
    by_authors: bool = False
    never_counts: bool = True

    @cached_property
    def _groups(self) -> tuple[re.Pattern[str], ...]:
        return tuple(word_pattern(words) for words in self.groups)

    @cached_property
    def _unless(self) -> re.Pattern[str] | None:
        return word_pattern(self.unless) if self.unless else None

    def fits(self, header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
        """Whether a table with this header and these first rows is of this kind.

        Each group is met by another column.
        """
        names = [
            "" if self.by_authors and names_somebody_else(cell) else joined_words(cell)
            for cell in header
        ]
        if self._unless is not None and any(self._unless.fullmatch(name) for name in names):
            return False
        met = [
            {at for at, name in enumerate(names) if group.fullmatch(name)} for group in self._groups
        ]
        if not all(met) or len(set().union(*met)) < len(met):
            return False
        return self.cells is None or self._cells_fit(names, body)

    def _cells_fit(self, names: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
        assert self.cells is not None
        column, values = word_pattern(self.cells[0]), word_pattern(self.cells[1])
        for at, name in enumerate(names):
            if not column.fullmatch(name):
                continue
            filled = [joined_words(row[at]) for row in body if len(row) > at and row[at].strip()]
            if filled and sum(values.fullmatch(cell) is not None for cell in filled) >= 0.8 * len(
                filled
            ):
                return True
        return False


# Up to so many people may be those who write for a page.
_STAFF = 5


def different_in_most_rows(cells: Sequence[str], rows: int) -> bool:
    """Whether filled cells say another thing in nearly every row, and more than a staff has."""
    different = len(set(map(joined_words, cells)))
    return different > _STAFF and different > rows / 2


def names_somebody_else(header: str) -> bool:
    """Whether a column is of people, or of the first of several, who did not write the row."""
    words = set(terms(header))
    return bool(words & NOT_THE_AUTHOR) or any(map(str.isdigit, words))


def joined_words(header: str) -> str:
    """A header's words in one: ``Connected On`` to ``connectedon``."""
    return "".join(terms(header))


def word_pattern(words: str) -> re.Pattern[str]:
    """What matches any of some words, ``|`` between them, ``*`` for anything."""
    return re.compile(
        "|".join(
            ".*".join(re.escape(joined_words(part)) for part in word.strip().split("*"))
            for word in words.split("|")
        )
    )
