"""Of what a column of dates is, by the parts of its header: a publication, or something else."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.core.word_lists import word_lists
from connectors.files.words.terms import stem_pattern, terms

_LISTS = word_lists("connectors.files.words", "moments")


_PUBLICATION, _SAVED = stem_pattern(_LISTS["publication"]), stem_pattern(_LISTS["saved"])
_OF_THINGS, _OF_PEOPLE, _POST = (
    stem_pattern(_LISTS[name]) for name in ("of things", "of people", "post")
)
_OTHER = stem_pattern([*_LISTS["saved"], *_LISTS["other"]])
# "Total" and "once more", where in German and Dutch they would be "until".
_IN_BRACKETS = re.compile(r"\((?:tot|bis)\.?\)", re.IGNORECASE)


@lru_cache(maxsize=4_000)
def is_of_something_else(header: str) -> bool:
    """Whether a header says that its dates are not those of a publication: ``Date de sauvegarde``.

    One that speaks of a publication too, ``Data creazione evento``, says nothing, unless it is that
    of a comment, a review or an order, ``Kommentar erstellt am``, or of a user and not of a post.
    """
    words = terms(_IN_BRACKETS.sub("", header))
    return (
        any(map(_OF_THINGS.fullmatch, words))
        or (any(map(_OF_PEOPLE.fullmatch, words)) and not any(map(_POST.fullmatch, words)))
        or (any(map(_OTHER.fullmatch, words)) and not is_of_publication(header))
    )


@lru_cache(maxsize=4_000)
def is_of_publication(header: str) -> bool:
    """Whether a word of a header speaks of publishing: ``Data messa online``."""
    return any(map(_PUBLICATION.fullmatch, terms(header)))


@lru_cache(maxsize=4_000)
def is_of_saving(header: str) -> bool:
    """Whether a header of a column of dates says that something was saved, bookmarked or liked."""
    return any(map(_SAVED.fullmatch, terms(header))) and is_of_something_else(header)
