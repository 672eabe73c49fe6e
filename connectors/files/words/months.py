"""The names of the months, as Unicode's CLDR lists them for the languages that exports are in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

LANGUAGES = (
    "en",
    "it",
    "es",
    "fr",
    "de",
    "pt",
    "nl",
    "ca",
    "ro",
    "pl",
    "sv",
    "da",
    "nb",
    "cs",
    "hu",
    "tr",
    "el",
    "ru",
)
_SHORTEST = 3
# Written without a sign that is no letter elsewhere, and Excel's own short names.
_MORE = {"maerz": 3, "sett": 9}


def month_number(name: str) -> float:
    """The month, 1 to 12, that a name or its first letters stand for; NaN for none.

    Letters that begin two months, such as the French "jui", stand for none.
    """
    word = bare(name)
    names = _names()
    if word in names:
        return float(names[word])
    if len(word) < _SHORTEST:
        return float("nan")
    fitting = {number for full, number in names.items() if full.startswith(word)}
    return float(fitting.pop()) if len(fitting) == 1 else float("nan")


@cache
def _names() -> dict[str, int]:
    numbers = dict(_MORE)
    for word, number in _month_words():
        numbers.setdefault(word, number)
    return numbers


def _month_words() -> Iterator[tuple[str, int]]:
    from babel.dates import get_month_names

    for width in ("wide", "abbreviated"):
        for language in LANGUAGES:
            for context in ("stand-alone", "format"):
                for number, name in get_month_names(width, context, language).items():
                    yield bare(name), number


def bare(name: str) -> str:
    """A name in small letters without accents, points and the Catalan "de"."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l"))
    word = "".join(sign for sign in letters if not unicodedata.combining(sign))
    word = word.removeprefix("de ").removeprefix("d’").removeprefix("d'")
    return word.strip(" .")
