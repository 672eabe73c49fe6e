"""Which single-byte encoding a text is in, by the letters that its languages have."""

from __future__ import annotations

import re
from itertools import islice

# Letters beyond ASCII: those that a text of the language is full of, and those it has seldom.
_LETTERS_OF = {
    "it": ("àèìòùé", "íîÀÈÉÌÒÙ"),
    "en": ("", "éèïôêçñÉ"),
    "de": ("äöüßÄÖÜ", "éèà"),
    "fr": ("éèàêçÉ", "âîôûùëïüœæÿÈÀÊÇÂÎÔŒ"),
    "es": ("áéíóúñ", "üÁÉÍÓÚÑÜçÇ"),
    "pt": ("ãçáéíóêõú", "âàôüÃÇÁÉÍÓÊÕÚÂÀÔ"),
}
_OF_NAMES = frozenset("šžŠŽÿŸåøæÅØÆñöüÜ")
_SIGNS = frozenset("’‘“”«»„‚…–—€£°ªº¿¡•®©™²³½¼·§×‰´\u00a0¢¥±µ")
_WITHIN_WORDS = frozenset("’‘·\u00ad–—\u00a0…•®™")
_FREQUENT, _SELDOM, _SIGN, _NEVER = 2, 1, 1, -3
_USUAL = "cp1252"
_OTHERS = ("mac_roman", "cp850")
# How much more the signs must speak for another encoding than for the usual one.
_MARGIN = 3
_LINES = 2000
_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_SIGN_WITH_NEIGHBOURS = re.compile(r"(?=(^|.)([^\x00-\x7f])(.|$))", re.DOTALL)


def encoding_by_letters(data: bytes) -> tuple[str, bool]:
    """``cp1252``, ``mac_roman`` or ``cp850``, and whether the signs of the text leave no doubt.

    Each line is read in each encoding and held against the letters of six languages. The letters of
    a line must belong to one language, so that ``Nïo Ä sù aìïo`` is a text in none of them.
    """
    lines = [match.group() for match in islice(_LINE.finditer(data), _LINES)]
    points = {
        name: sum(_points(line.decode(name, "replace")) for line in lines)
        for name in (_USUAL, *_OTHERS)
    }
    best = max(_OTHERS, key=lambda name: points[name])
    if points[best] < points[_USUAL] + _MARGIN:
        best = _USUAL
    second = max(points[name] for name in points if name != best)
    return best, points[best] >= second + _MARGIN


def _points(line: str) -> int:
    letters: list[str] = []
    points = 0
    for before, sign, after in _SIGN_WITH_NEIGHBOURS.findall(line):
        within = before.isalpha() and after.isalpha()
        if sign.isalpha() and sign not in "ªº":
            small_before = before.islower() and sign.isupper()
            if small_before or before.isdigit() or after.isdigit():
                points += _NEVER
            letters.append(sign)
        elif sign in _SIGNS and not (within and sign not in _WITHIN_WORDS):
            points += _SIGN
        else:
            points += _NEVER
    return points + max(
        sum(_points_of_letter(letter, frequent, seldom) for letter in letters)
        for frequent, seldom in _LETTERS_OF.values()
    )


def _points_of_letter(letter: str, frequent: str, seldom: str) -> int:
    if letter in frequent:
        return _FREQUENT
    if letter in seldom:
        return _SELDOM
    return 0 if letter in _OF_NAMES else _NEVER
