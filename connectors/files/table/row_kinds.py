"""Rows among posts that are none, or not the page's own doing: stories, drafts, comments, paid ones.

A cell says it by its word, under a header that speaks of kinds, states or campaigns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from auditor.core.messages import Message, msg
from auditor.core.word_lists import word_lists
from connectors.files.words.competitors import marks_only_us, says_competitor, tells_competitors
from connectors.files.words.paid import NO_CAMPAIGN, is_paid, says_paid
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import terms

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
_UNPUBLISHED = frozenset(map(normalized, _LISTS["unpublished"]))
STATUS_HEADERS = frozenset(map(normalized, _LISTS["status headers"]))


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
        header = _header_of(table, "paid")
        paid |= _holds(words["paid"], lambda cell: says_paid(header, cell) is True)
    if "spent" in words:
        paid |= _holds(words["spent"], lambda cell: says_paid("", cell) is True)
    if "ad" in words:
        paid |= _holds(words["ad"], lambda cell: normalized(cell) not in NO_CAMPAIGN | {""})
    if "campaign" in words:
        has_campaign = _holds(
            words["campaign"], lambda cell: normalized(cell) not in NO_CAMPAIGN | {""}
        )
        # Where every row has a campaign it is a plan's own word for a theme.
        paid |= has_campaign & (not has_campaign.all() or table.layout.export is not None)
    yield COMPETITOR, _competitors(table, words)
    yield STORY, story
    yield TALK, talk
    yield PAID, paid
    if "status" in words:
        yield UNPUBLISHED, _holds(words["status"], lambda cell: normalized(cell) in _UNPUBLISHED)


def _competitors(table: Table, words: Mapping[str, pd.Series]) -> pd.Series:
    """The rows that a column of kinds or of owners says are a competitor's."""
    rivals = pd.Series(False, index=table.cells.index)
    for field in ("format", "kind", "owner"):
        cells = words.get(field)
        header = _header_of(table, field)
        if cells is not None and tells_competitors(header, list(cells.unique())):
            rivals |= _holds(cells, partial(says_competitor, header))
            if marks_only_us(header, list(cells.unique())):
                rivals |= cells == ""
    return rivals


def unclear_paid(table: Table) -> tuple[str, str, int] | None:
    """The column of paid rows, a cell of it that says neither yes nor no, and how many such there
    are; ``None`` where there is none."""
    cells = _cells(table, "paid")
    if cells is None:
        return None
    header = _header_of(table, "paid")
    unclear = cells[(cells != "") & _holds(cells, lambda cell: says_paid(header, cell) is None)]
    return None if unclear.empty else (header, str(unclear.iloc[0]), len(unclear))


def _header_of(table: Table, field: str) -> str:
    use = table.layout.use(field)
    return "" if use is None else use.columns[0]


def _cells(table: Table, field: str) -> pd.Series | None:
    use = table.layout.use(field)
    return None if use is None else table.cells[use.places[0]].astype(str).str.strip()


def _holds(column: pd.Series, test: Callable[[str], bool]) -> pd.Series:
    answers = {cell: test(cell) for cell in column.unique()}
    return column.map(answers).astype(bool)
