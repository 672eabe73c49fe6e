"""Whether a text invites an answer (method 2, section 2), and which of its signs were lost.

A question mark decides nothing: a hook that the advert answers itself invites nobody. A text
invites when it calls for an answer in words, or when it ends with a question that speaks to the
reader and sells nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from auditor.text import lexicon
from auditor.text.phrases import Phrases, Said, folded, phrase_lists

# How many words after "write to us" a way to be contacted still makes it a sale. [D]
_NEAR = 8
# A question of so few words with "or" in it asks to choose. [D]
_SHORT_CHOICE = 5
_OR = frozenset({"o", "or", "ou", "oder"})
_WHICH = frozenset({"which", "what", "who", "quale", "quali", "qual", "cosa", "chi"})
_BEST = ("best", "favorit", "favourit", "miglior", "preferit")
_VERBS = ("ate", "ete", "ite", "reste")
_RUNS = re.compile("\\?+|\ufffd+")
_YOUR_FAVOURITE = Phrases(("your favorite*", "your favourite*"))
_CLOSING = "\"'’”»)]}…!%"
_ENDS = re.compile(r"[?.!…\n]")
# The place of a link that a question mark follows. For private use, so that no text holds it.
LINK = "\ue000"
_MARKS = (
    "\u00bf\u037e\u055e\u061f\u1367\u1945\u203d\u2047\u2048\u2049\u2753\u2754\u2cfa\u2cfb\u2e2e\ua60f"
    "\ua6f7\ufe16\ufe56\uff1f\U00011143\U0001e95f"
)
# Greek writes its question mark as a semicolon.
MARKS = re.compile(f"[?{_MARKS}]|(?<=[\u0370-\u03ff\u1f00-\u1fff]);(?=\\s|$)")
ODD_MARKS = frozenset(f"{_MARKS};")


def lost_signs(text: str, language: str | None = None) -> list[int]:
    """Where a sign stands that was lost when the text was saved: U+FFFD, or a "?" in its place.

    A "?" that follows neither a letter, a digit, a closing sign, "…", "!" or "%" nor an emoji (it
    shows that emoji were kept) is one; in French a space stands before a question mark.
    """
    if "?" not in text and "\ufffd" not in text:
        return []
    positions: list[int] = []
    for run in _RUNS.finditer(text):
        start = run.start()
        if run[0][0] == "?":
            if _ends_words(text[start - 1 : start]):
                continue
            spaced = language == "fr" and text[start - 1 : start] in {" ", "\u00a0", "\u202f"}
            if spaced and _ends_words(text[max(0, start - 2) : start - 1]):
                continue
        positions.extend(range(start, run.end()))
    return positions


def _ends_words(sign: str) -> bool:
    return bool(sign) and (
        sign.isalnum() or sign in _CLOSING or sign == LINK or unicodedata.category(sign)[0] in "SM"
    )


def invites(
    bare: str, said: Said, language: str | None, *, promotes: bool | None, asks: bool
) -> bool | None:
    """Whether a text invites an answer; ``None`` in a language without a list.

    Args:
        bare: the text without its links.
        said: its words.
        language: a code such as ``it``; all lists are tried where it is not known.
        promotes: whether it sells; then only a call in words counts.
        asks: whether a question mark stands in it that was not lost.
    """
    if not said.words:
        return False
    if language is not None and language not in lexicon.INVITE_LANGUAGES:
        return None
    if _calls(said, language):
        return True
    if promotes or not asks:
        return False
    return any(_speaks(question, language) for question in _questions(bare, language))


def _calls(said: Said, language: str | None) -> bool:
    calls = _calls_in(language)
    if not calls.matches(said):
        return False
    ways = phrase_lists("contact_calls")
    if not ways.matches(said):
        return True
    contact = phrase_lists("contact_it_en")
    by_contact = {
        end for end in ways.ends(said) if contact.matches(Said(said.words[end : end + _NEAR]))
    }
    return any(end not in by_contact for end in calls.ends(said))


@cache
def _calls_in(language: str | None) -> Phrases:
    tongues = (language,) if language else lexicon.INVITE_LANGUAGES
    return phrase_lists(*[f"invite_{code}" for code in tongues])


def _questions(bare: str, language: str | None) -> list[tuple[str, bool]]:
    """The questions of a text, each with whether it is the last thing said."""
    lost = set(lost_signs(bare, language))
    cleaned = "".join(" " if index in lost else sign for index, sign in enumerate(bare))
    text = MARKS.sub("?", cleaned.replace("\u00bf", " "))
    end = _end_of_words(text)
    first_mark = len(text[:end].rstrip("?"))
    sentences, start = [], 0
    for mark in _ENDS.finditer(text):
        sentence = text[start : mark.start()].strip()
        start = mark.end()
        if mark[0] == "?" and sentence:
            sentences.append((sentence, first_mark <= mark.start() < end))
    return sentences


def _end_of_words(text: str) -> int:
    """Where a text ends without the handles, hashtags, emoji and other signs behind it."""
    end = len(text)
    while end:
        while end and not (text[end - 1].isalnum() or text[end - 1] == "?"):
            end -= 1
        start = end
        while start and not text[start - 1].isspace():
            start -= 1
        if start == end or text[start] not in "@#" or "?" in text[start:end]:
            break
        end = start
    return end


def _speaks(question: tuple[str, bool], language: str | None) -> bool:
    """Whether a question is put to the reader: the last one by more signs than those before it."""
    sentence, is_last = question
    said = Said(folded(sentence).split())
    if language in {None, "it"} and any(
        word == "voi" or word[:-1] == "vostr" for word in said.distinct
    ):
        return True
    if language in {None, "en"} and _YOUR_FAVOURITE.matches(said):
        return True
    if not is_last:
        return False
    tongues = (language,) if language else lexicon.INVITE_LANGUAGES
    if any(_readers(code).matches(said) for code in tongues):
        return True
    if language in {None, "it"} and any(
        word.endswith(_VERBS) and word not in _nouns() for word in said.distinct
    ):
        return True
    return _asks_to_choose(said.words)


def _asks_to_choose(words: Sequence[str]) -> bool:
    if len(words) <= _SHORT_CHOICE and not _OR.isdisjoint(words[1:-1]):
        return True
    return not _WHICH.isdisjoint(words) and any(word.startswith(_BEST) for word in words)


@cache
def _readers(language: str) -> Phrases:
    lines = (line.partition(":") for line in lexicon.forms("reader_words"))
    return Phrases(
        word for code, _, words in lines if code.strip() == language for word in words.split()
    )


@cache
def _nouns() -> frozenset[str]:
    """Italian words that end as a verb that speaks to several does, and are none."""
    return frozenset(lexicon.forms("no_verbs_it"))
