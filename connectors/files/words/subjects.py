"""What a table is about, when it is about something else than posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.files.table import column_types
from connectors.files.words.moments import is_of_saving
from connectors.files.words.subject import (
    Subject,
    different_in_most_rows,
    joined_words,
    names_somebody_else,
    word_pattern,
)
from connectors.files.words.subject_list import SUBJECTS
from connectors.files.words.subject_words import BY, COMMENT, PERSON, TEXT
from connectors.files.words.terms import count_of, terms

_TEXT_WORDS, _SAID = word_pattern(TEXT), word_pattern(COMMENT)
_COMMENTS = next(subject for subject in SUBJECTS if subject.kind == "comments")
_SAVED = next(subject for subject in SUBJECTS if subject.kind == "saved")
# The counts that networks give of posts; a comment has likes and replies at most.
_OF_POSTS = frozenset({"comments", "shares", "saves", "reach", "impressions", "clicks", "views"})
_ONE_COMMENT = re.compile(
    "comment|commento|kommentar|comentario|commentaire|.*(?:repl|rispost|antwort|respuest|repons|respost).*"
)
_WORDS_OF_A_NAME = 4


def subject_of(header: Sequence[str], body: Sequence[Sequence[str]]) -> Subject | None:
    """What a table is about, if that is a known thing that is no post."""
    if sum(bool(cell.strip()) for cell in header) < 2:
        return None
    posts = _has_counts_of_posts(header)
    if _comments_are_words(header, body):
        return _COMMENTS
    known = next(
        (
            subject
            for subject in SUBJECTS
            if not (posts and subject.never_counts) and subject.fits(header, body)
        ),
        None,
    )
    if known is None and not posts and _has_dates_of_saving(header, body):
        return _SAVED
    return known or (_COMMENTS if _another_person_in_each_row(header, body) else None)


def _comments_are_words(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a column "comment" holds what people said, and no other holds a post's text."""
    names = [joined_words(cell) for cell in header]
    if any(_TEXT_WORDS.fullmatch(name) for name in names):
        return False
    return any(
        _SAID.fullmatch(name)
        and column_types.running_text([row[at] for row in body if len(row) > at])
        for at, name in enumerate(names)
    )


def _has_dates_of_saving(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a column tells when something was saved, in whatever words."""
    return any(
        is_of_saving(name) and column_types.dates([row[at] for row in body if len(row) > at])
        for at, name in enumerate(header)
    )


def _another_person_in_each_row(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a column of people names somebody else in nearly every row: the public wrote them,
    also below the posts of one page, whatever the addresses say."""
    for at, cell in enumerate(header):
        if names_somebody_else(cell) or not _names_the_writer(cell):
            continue
        names = [row[at].strip() for row in body if len(row) > at and row[at].strip()]
        if column_types.are_numbers(names) or column_types.dates(names):
            continue
        if not names or sum(len(name.split()) for name in names) > _WORDS_OF_A_NAME * len(names):
            continue
        if different_in_most_rows(names, len(body)):
            return True
    return False


def _names_the_writer(header: str) -> bool:
    """Whether a header has a word for those who write, or says by whom: ``Veröffentlicht von``."""
    words = terms(header)
    return not PERSON.isdisjoint(words) or (
        1 < len(words) <= _WORDS_OF_A_NAME and (words[-1] in BY or words[0] in BY)
    )


def _has_counts_of_posts(header: Sequence[str]) -> bool:
    counted = {count_of(cell) for cell in header if not _ONE_COMMENT.fullmatch(joined_words(cell))}
    return len(counted & _OF_POSTS) + bool(counted & {"likes", "reactions"}) >= 2
