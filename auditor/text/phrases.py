"""Lists of words found in texts: whole words, any ending where a form says so, signs as they stand.

Accents and case do not count, so that "perche'", "perchè" and "perché" are one word. A form may
hold one of the signs $, €, £, % and ?; then the text must hold it too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from auditor.text import lexicon

_WORD_OR_SIGN = re.compile(r"\w+|[$€£%?]")
_MOST_WORDS = 500_000
_ANY = ""

Form = tuple[tuple[str, bool], ...]


def tokens(piece: str) -> list[str]:
    """The words and signs of a folded text, in order."""
    return _WORD_OR_SIGN.findall(piece)


class Said:
    """The words and signs of a folded text, without accents: in order, each once, as one line.

    ``distinct`` also holds the empty word, which stands for a second word with any ending.
    """

    __slots__ = ("distinct", "line", "words")

    def __init__(self, pieces: Sequence[str]) -> None:
        """Take what stands between the blanks of a folded text."""
        self.words = list(chain.from_iterable(map(_PIECES.__getitem__, pieces)))
        self.distinct = {_ANY, *self.words}
        self.line = f" {' '.join(self.words)} "


class Phrases:
    """Forms of one or more lists.

    ``single`` are the forms of one word; ``longer`` maps a first word to second words to forms. A
    word of a text that has a stem ("prenot*") is added by :class:`_Vocabulary`.
    """

    def __init__(self, forms: Iterable[str]) -> None:
        self.single: set[str] = set()
        self.longer: dict[str, dict[str, list[tuple[str, Form]]]] = {}
        self.stems: list[str] = []
        for text in forms:
            form = _form(text)
            if len(form) == 1:
                word, any_ending = form[0]
                self.stems.append(word) if any_ending else self.single.add(word)
                continue
            if any(any_ending for _, any_ending in form[:-1]):
                raise ValueError(f"only the last word may have any ending: {text}")
            words = " ".join(word for word, _ in form)
            line = f" {words}" if form[-1][1] else f" {words} "
            second = _ANY if form[1][1] else form[1][0]
            self.longer.setdefault(form[0][0], {}).setdefault(second, []).append((line, form))
        VOCABULARY.listen(self)

    def matches(self, said: Said) -> bool:
        """Whether a form stands in the text."""
        if not self.single.isdisjoint(said.distinct):
            return True
        for first in self.longer.keys() & said.distinct:
            seconds = self.longer[first]
            for second in seconds.keys() & said.distinct:
                for line, _ in seconds[second]:
                    if line in said.line:
                        return True
        return False

    def _begun(self, said: Said) -> Iterator[tuple[str, Form]]:
        """The forms whose first two words are in the text."""
        for first in self.longer.keys() & said.distinct:
            seconds = self.longer[first]
            for second in seconds.keys() & said.distinct:
                yield from seconds[second]

    def ends(self, said: Said) -> list[int]:
        """The positions behind each form that stands in the text."""
        forms = [form for line, form in self._begun(said) if line in said.line]
        ends = [index + 1 for index, word in enumerate(said.words) if word in self.single]
        for start in range(len(said.words)) if forms else ():
            ends += [start + len(form) for form in forms if _stands(form, said.words, start)]
        return ends


def _stands(form: Form, words: Sequence[str], position: int) -> bool:
    part = words[position : position + len(form)]
    return len(part) == len(form) and all(
        word == expected or (any_ending and word.startswith(expected))
        for word, (expected, any_ending) in zip(part, form, strict=True)
    )


def _form(form: str) -> Form:
    parts = re.findall(r"\w+\*?|[$€£%?]", folded(form))
    return tuple((_bare(part.rstrip("*")), part.endswith("*")) for part in parts)


class _Vocabulary(dict[str, str]):
    """Each word without its accents. A word that is new is shown to the lists with stems once."""

    def __init__(self) -> None:
        super().__init__()
        self._lists: list[Phrases] = []

    def listen(self, phrases: Phrases) -> None:
        """Show a list the words to come, and those that were seen."""
        if phrases.stems:
            self._lists.append(phrases)
            self.clear()
            _PIECES.clear()

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        bare = self[word] = _bare(word)
        for phrases in self._lists:
            if any(map(bare.startswith, phrases.stems)):
                phrases.single.add(bare)
        return bare


VOCABULARY = _Vocabulary()


class _Pieces(dict[str, tuple[str, ...]]):
    """The words of each piece between blanks; most pieces come again and again."""

    def __missing__(self, piece: str) -> tuple[str, ...]:
        if len(self) > _MOST_WORDS:
            self.clear()
        words = self[piece] = tuple(map(VOCABULARY.__getitem__, tokens(piece)))
        return words


_PIECES = _Pieces()


def _bare(word: str) -> str:
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def folded(text: str) -> str:
    """NFKC and without case."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


@cache
def phrase_lists(*names: str) -> Phrases:
    """The forms of lists such as ``invite_it``."""
    return Phrases(form for name in names for form in lexicon.forms(name))
