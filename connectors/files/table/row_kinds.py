"""Rows among posts that are none, or not the page's own doing: stories, drafts, comments, paid ones.

A cell says it by its word, under a header that speaks of kinds, states or campaigns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from auditor.core.messages import Message, msg
from auditor.core.word_lists import word_lists
from connectors.files.table import column_types
from connectors.files.words.owner_words import names_competitors
from connectors.files.words.subject_words import THINGS
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import stem_pattern, terms
from connectors.files.words.yes_no import NO, answer

if TYPE_CHECKING:
    from connectors.files.table.table import Table

STORY = msg("a story, which vanishes after a day and is not judged")
TALK = msg("a comment, a message or a review, not a post of the page")
PAID = msg("paid for: it is no organic post and stands in no figure")
COMPETITOR = msg("a competitor's, not one of the page")
UNPUBLISHED = msg("not public: a draft, planned, private or taken down")

_LISTS = word_lists("connectors.files.table", "row_kinds")
_STORIES = frozenset(_LISTS["stories"])
_TALKS = frozenset(map(normalized, _LISTS["talk"]))
_PAID = frozenset(map(normalized, _LISTS["paid"]))
_UNPUBLISHED = frozenset(map(normalized, _LISTS["unpublished"]))
STATUS_HEADERS = frozenset(map(normalized, _LISTS["status headers"]))
PAID_HEADERS = frozenset(map(normalized, _LISTS["paid headers"]))
CAMPAIGN_HEADERS = frozenset(map(normalized, _LISTS["campaign headers"]))
SPENT_HEADERS = frozenset(map(normalized, _LISTS["spent headers"]))
AD_HEADERS = frozenset(map(normalized, _LISTS["ad headers"]))
# A header is one of money spent with one of these words, or with two of the others.
_SPENT_TERMS = frozenset(_LISTS["spent words"])
_COST_TERMS, _ADVERT_TERMS = frozenset(_LISTS["cost words"]), frozenset(_LISTS["advert words"])
_PAID_TERMS = frozenset(
    word
    for phrase in _LISTS["paid"]
    if " " not in phrase and phrase != "ad"
    for word in terms(phrase)
)
_PAID_WORDS, _PAID_OR_ELSE = (stem_pattern(_LISTS[name]) for name in ("paid words", "paid or else"))
_ORGANIC = frozenset(map(normalized, _LISTS["organic"]))
_NEGATIONS = NO | {
    "not",
    "nicht",
    "kein",
    "keine",
    "sin",
    "sans",
    "senza",
    "without",
    "pas",
    "organic",
}
_MOST_WORDS, _MOST_VALUES = 4, 10
_CURRENCY = re.compile(r"[€$£]")
_SUM = re.compile(r"[1-9]")
_NO_CAMPAIGN = frozenset(map(normalized, _LISTS["no campaign"]))


def no_posts(table: Table) -> Iterator[tuple[Message, pd.Series]]:
    """The kinds of rows that are left out of the posts, each with its mask."""
    words = {
        field: column
        for field in ("format", "kind", "status", "paid", "campaign", "spent", "ad", "owner")
        if (column := _cells(table, field)) is not None
    }
    kinds = [words[field] for field in ("format", "kind") if field in words]
    urls = _cells(table, "url")
    nothing = pd.Series(False, index=table.cells.index)
    story, talk, paid = nothing.copy(), nothing.copy(), nothing.copy()
    for column in [*kinds, *([words["status"]] if "status" in words else [])]:
        paid |= _holds(column, is_paid)
    for column in kinds:
        story |= _holds(column, lambda cell: bool(_STORIES & set(terms(cell))))
        talk |= _holds(column, lambda cell: normalized(cell) in _TALKS)
    if urls is not None:
        story |= urls.str.contains(r"/stories/\w", regex=True)
    if "paid" in words:
        paid |= _holds(
            words["paid"], lambda cell: is_paid(cell) or answer(cell) is True or _is_sum(cell)
        )
    if "spent" in words:
        paid |= _holds(words["spent"], lambda cell: _SUM.search(cell) is not None)
    if "ad" in words:
        paid |= _holds(words["ad"], lambda cell: normalized(cell) not in _NO_CAMPAIGN | {""})
    if "campaign" in words:
        has_campaign = _holds(
            words["campaign"], lambda cell: normalized(cell) not in _NO_CAMPAIGN | {""}
        )
        # Where every row has a campaign it is a plan's own word for a theme.
        paid |= has_campaign & (not has_campaign.all() or table.layout.export is not None)
    if "owner" in words:
        yield COMPETITOR, _holds(words["owner"], names_competitors)
    yield STORY, story
    yield TALK, talk
    yield PAID, paid
    if "status" in words:
        yield UNPUBLISHED, _holds(words["status"], lambda cell: normalized(cell) in _UNPUBLISHED)


def is_paid(cell: str) -> bool:
    """Whether a cell says that a row was paid for: ``Sponsored photo``, but not ``not sponsored``."""
    words = terms(cell)
    if normalized(cell) in _PAID:
        return True
    # "ad" is a word of Italian too, but none ends with it.
    says_it = not _PAID_TERMS.isdisjoint(words) or words[-1:] == ("ad",)
    return says_it and len(words) <= _MOST_WORDS and _NEGATIONS.isdisjoint(words)


def tells_paid(cells: Sequence[str]) -> bool:
    """Whether the cells of a column say of each row that it was paid for or is organic."""
    words = {cell.strip() for cell in cells if cell.strip()}
    if len(words) > _MOST_VALUES:
        return False
    paid = {word for word in words if is_paid(word)}
    return bool(paid) and all(
        normalized(word) in _ORGANIC | NO | _NO_CAMPAIGN for word in words - paid
    )


def tells_competitors(header: str, cells: Sequence[str]) -> bool:
    """Whether the cells of a column say which rows are a competitor's: ``noi``, ``competitor``.

    Args:
        header: its name; under ``Topic`` or ``Category`` a competitor is what a row is about.
        cells: its cells.
    """
    filled = {cell.strip() for cell in cells if cell.strip()}
    return (
        len(filled) <= _MOST_VALUES
        and all(len(cell.split()) <= _MOST_WORDS for cell in filled)
        and any(map(names_competitors, filled))
        and THINGS.isdisjoint(terms(header))
        and not names_competitors(header)
    )


def answers_paid(header: str, cells: Sequence[str]) -> bool:
    """Whether a column answers with yes or no whether a row was paid for: ``ADV: sì``.

    Args:
        header: its name.
        cells: its cells.
    """
    words = terms(header)
    return (
        any(map(_PAID_WORDS.fullmatch, words))
        and not any(map(_PAID_OR_ELSE.fullmatch, words))
        and _NEGATIONS.isdisjoint(words)
        and _answer(cells)
    )


def may_be_paid(header: Sequence[str], body: Sequence[Sequence[str]]) -> list[str]:
    """The columns that answer with yes or no what may be that, or an offer: ``Promo: sì``.

    Args:
        header: the names of the columns.
        body: the rows below it, as texts.
    """
    return [
        name
        for column, name in enumerate(header)
        if any(map(_PAID_OR_ELSE.fullmatch, terms(name)))
        and _answer([row[column] for row in body if len(row) > column])
    ]


def _answer(cells: Sequence[str]) -> bool:
    filled = {cell.strip() for cell in cells if cell.strip()}
    others = {cell for cell in filled if answer(cell) is None}
    return any(map(answer, filled)) and all(
        normalized(cell) in _ORGANIC | _NO_CAMPAIGN for cell in others
    )


def _is_sum(cell: str) -> bool:
    return _SUM.search(cell) is not None and column_types.are_counts([_CURRENCY.sub("", cell)])


def is_money_spent(header: str, cells: Sequence[str]) -> bool:
    """Whether a column is of what was spent on a row: ``Amount spent (USD)``, ``Budget promozione``, ``Ads``.

    Args:
        header: its name.
        cells: its cells.
    """
    words = set(terms(header))
    named = (
        not words.isdisjoint(_SPENT_TERMS)
        or not (words.isdisjoint(_COST_TERMS) or words.isdisjoint(_ADVERT_TERMS))
        or (bool(words) and all(map(_PAID_WORDS.fullmatch, words)))
    )
    return named and column_types.are_counts([_CURRENCY.sub("", cell) for cell in cells])


def _cells(table: Table, field: str) -> pd.Series | None:
    use = table.layout.use(field)
    return None if use is None else table.cells[use.places[0]].astype(str).str.strip()


def _holds(column: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    answers = {cell: test(cell) for cell in column.unique()}
    return column.map(answers).astype(bool)
