"""The words that files use for the fields of a post, in English, Italian, German, Spanish, French and
Portuguese.

Compared without case, accents, spaces and signs. In each list the first that a file has wins.
"""

from __future__ import annotations

from functools import lru_cache

from auditor.core.word_lists import word_lists

_LISTS = word_lists("connectors.files.words", "synonyms")


@lru_cache(maxsize=20_000)
def normalized(header: str) -> str:
    """A header without case, accents, spaces and signs: ``Num_Réactions`` to ``numreactions``."""
    import unicodedata

    split = unicodedata.normalize("NFKD", header.replace("\ufeff", "")).casefold()
    return "".join(letter for letter in split if letter.isalnum())


def _lists_of(kind: str) -> dict[str, tuple[str, ...]]:
    """The lists ``[kind name]`` by their names, in plain words."""
    return {
        title.removeprefix(f"{kind} "): tuple(map(normalized, words))
        for title, words in _LISTS.items()
        if title.startswith(f"{kind} ")
    }


SYNONYMS: dict[str, tuple[str, ...]] = _lists_of("column")
KNOWN_WORDS: frozenset[str] = frozenset(word for words in SYNONYMS.values() for word in words)
DATE_WORDS: frozenset[str] = frozenset(SYNONYMS["published_at"])
REACTION_TYPES: tuple[tuple[str, ...], ...] = tuple(_lists_of("reaction").values())
# When a row was changed: never the day of publication, and no sure moment of collection.
CHANGED_WORDS = frozenset(map(normalized, _LISTS["changed"]))
# A column under such a word tells when the rows were collected.
COLLECTED_WORDS: tuple[str, ...] = tuple(map(normalized, _LISTS["collected"]))
TITLE_WORDS: frozenset[str] = frozenset(map(normalized, _LISTS["titles"]))
DAY_WORDS: frozenset[str] = frozenset(map(normalized, _LISTS["day"]))
CLOCK_WORDS: frozenset[str] = frozenset(map(normalized, _LISTS["clock"]))
TOTAL_WORDS: frozenset[str] = frozenset(map(normalized, _LISTS["total"]))
# Meta writes the month first whatever the language of the screen.
META_DATE_WORDS: frozenset[str] = frozenset(
    map(normalized, ("publish time", "orario di pubblicazione"))
)
MONTHS_LAST_WORDS: frozenset[str] = frozenset(map(normalized, _LISTS["days before months"]))
