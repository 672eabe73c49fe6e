"""What a table is about, when it is about something else than posts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.files.table import column_types
from connectors.files.words.subject import Subject, joined_words, word_pattern
from connectors.files.words.subject_list import SUBJECTS
from connectors.files.words.subject_words import COMMENT, TEXT
from connectors.files.words.terms import count_of

_TEXT_WORDS, _SAID = word_pattern(TEXT), word_pattern(COMMENT)
# The counts that networks give of posts; a comment has likes and replies at most.
_OF_POSTS = frozenset({"comments", "shares", "saves", "reach", "impressions", "clicks", "views"})
_ONE_COMMENT = re.compile(
    "comment|commento|kommentar|comentario|commentaire|.*(?:repl|rispost|antwort|respuest|repons|respost).*"
)


def subject_of(header: Sequence[str], body: Sequence[Sequence[str]]) -> Subject | None:
    """What a table is about, if that is a known thing that is no post."""
    if sum(bool(cell.strip()) for cell in header) < 2:
        return None
    posts = _has_counts_of_posts(header)
    if _comments_are_words(header, body):
        return next(subject for subject in SUBJECTS if subject.kind == "comments")
    return next(
        (
            subject
            for subject in SUBJECTS
            if not (posts and subject.never_counts) and subject.fits(header, body)
        ),
        None,
    )


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


def _has_counts_of_posts(header: Sequence[str]) -> bool:
    counted = {count_of(cell) for cell in header if not _ONE_COMMENT.fullmatch(joined_words(cell))}
    return len(counted & _OF_POSTS) + bool(counted & {"likes", "reactions"}) >= 2
