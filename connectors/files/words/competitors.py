"""Which rows are a competitor's, by a column that says of each row whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.core.word_lists import word_lists
from connectors.files.words.owner_words import names_competitors
from connectors.files.words.subject_words import THINGS
from connectors.files.words.terms import stem_pattern, terms
from connectors.files.words.yes_no import YES, answer

_LISTS = word_lists("connectors.files.words", "owner_words")
_OURS, _THEIRS = stem_pattern(_LISTS["ours"]), stem_pattern(_LISTS["theirs"])
_OTHER = stem_pattern([*_LISTS["theirs"], *_LISTS["other"]])
_OF_PAGES = stem_pattern([*_LISTS["clients"], *_LISTS["pages"]])
_BESIDE, _NOT = frozenset(_LISTS["beside ours"]), frozenset(_LISTS["not"])
_MOST_WORDS, _MOST_VALUES = 4, 10


def says_competitor(header: str, cell: str) -> bool:
    """Whether a cell of a column that tells competitors says that its row is one's: ``competitor``,
    ``loro``, a yes below ``Is competitor``, a no below ``Our page``.

    Args:
        header: the column's name.
        cell: the cell.
    """
    yes = answer(cell)
    if yes is not None:
        return yes if _names_them(header) else not yes and _names_us(header)
    return names_competitors(cell) or _are_all(_OTHER, cell)


def tells_competitors(header: str, cells: Sequence[str]) -> bool:
    """Whether the cells of a column say which rows are a competitor's: ``noi``, ``competitor``.

    Args:
        header: its name; under ``Topic`` or ``Category`` a competitor is what a row is about.
        cells: its cells.
    """
    filled = {cell.strip() for cell in cells if cell.strip()}
    if len(filled) > _MOST_VALUES or any(len(cell.split()) > _MOST_WORDS for cell in filled):
        return False
    if filled and all(answer(cell) is not None for cell in filled):
        return _names_them(header) or _names_us(header)
    return THINGS.isdisjoint(terms(header)) and (
        (any(map(names_competitors, filled)) and not names_competitors(header))
        or _are_we_and_they(filled)
    )


def marks_only_us(header: str, cells: Sequence[str]) -> bool:
    """Whether a column marks the rows that are ours and leaves the others blank.

    Args:
        header: its name.
        cells: its cells.
    """
    answers = {answer(cell) for cell in cells if cell.strip()}
    return _names_us(header) and answers == {True} and "" in cells


def _are_we_and_they(cells: set[str]) -> bool:
    """Whether some cells say "we" and some "they", and none anything else."""
    ours, theirs = ({cell for cell in cells if _are_all(words, cell)} for words in (_OURS, _OTHER))
    return bool(ours) and bool(theirs) and ours | theirs == cells


def _are_all(pattern: re.Pattern[str], cell: str) -> bool:
    words = [word for word in terms(cell) if word not in _BESIDE]
    return bool(words) and all(map(pattern.fullmatch, words))


def _names_us(header: str) -> bool:
    """Whether a header asks if a row is ours: ``Eigene Seite``, but not ``Own photo``."""
    return _asks_theirs(header) if _is_turned(header) else _asks_ours(header)


def _names_them(header: str) -> bool:
    """Whether a header asks if a row is somebody else's: ``Competitor?``, ``Not ours``."""
    return _asks_ours(header) if _is_turned(header) else _asks_theirs(header)


def _is_turned(header: str) -> bool:
    """Whether a header denies what it asks; "no" does where no "yes" stands beside it."""
    words = terms(header)
    return not _NOT.isdisjoint(words) or (words[:1] == ("no",) and YES.isdisjoint(words))


def _asks_ours(header: str) -> bool:
    return _is_of_pages(_OURS, header)


def _asks_theirs(header: str) -> bool:
    with_page = any(map(_OF_PAGES.fullmatch, terms(header)))
    return names_competitors(header) or _is_of_pages(_OTHER if with_page else _THEIRS, header)


def _is_of_pages(whose: re.Pattern[str], header: str) -> bool:
    words = [word for word in terms(header) if word not in _BESIDE | _NOT]
    others = [word for word in words if whose.fullmatch(word) is None]
    return len(others) < len(words) and all(map(_OF_PAGES.fullmatch, others))
