"""The names of the days of the week, as Unicode's CLDR lists them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from connectors.files.words.months import LANGUAGES, bare

_SHORTEST = 3


def weekday_number(name: str) -> int | None:
    """The day that a name or its first letters stand for, 0 for Monday; ``None`` for no one day.

    Letters that begin different days in two languages stand for none of them.
    """
    word = bare(name)
    whole = {number for full, number in _names() if full == word}
    if not whole and len(word) >= _SHORTEST:
        whole = {number for full, number in _names() if full.startswith(word)}
    return whole.pop() if len(whole) == 1 else None


@cache
def _names() -> frozenset[tuple[str, int]]:
    return frozenset(_weekday_words())


def _weekday_words() -> Iterator[tuple[str, int]]:
    from babel.dates import get_day_names

    for width in ("wide", "abbreviated", "short"):
        for language in LANGUAGES:
            for context in ("stand-alone", "format"):
                for number, name in get_day_names(width, context, language).items():
                    yield bare(name), number
