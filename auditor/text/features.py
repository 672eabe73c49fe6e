"""What a text shows: a question, an invitation, names, a promotion, links, its fingerprint.

Called when a post is written, a whole batch at once, and never when scoring: over many posts this
costs more than all scoring. :data:`FEATURES_VERSION` is stored beside what was found, and features
of another version are made again from the texts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from auditor.text import lexicon
from auditor.text.invitations import LINK, MARKS, ODD_MARKS, invites, lost_signs
from auditor.text.lexicon.small_words import COUNTED, MOST, SHIFTS
from auditor.text.phrases import Phrases, Said, folded, phrase_lists, tokens

FEATURES_VERSION = f"2.{lexicon.VERSION}"
SHINGLE = 5

_DOMAINS = (
    "com|org|net|info|biz|it|eu|shop|store|online|site|website|blog|app|io|co|me|tv|ai|dev|cloud"
    "|example|test|srl|group|design|wine|pizza|restaurant|agency|studio|digital|marketing|edu|gov"
    "|uk|de|fr|es|ch|at|nl|be|pt|pl|se|us|ca|ly|gl|gy"
)
_DOT = re.compile(r"[a-z0-9]\.[a-z]{2}", re.IGNORECASE)
_LINK = re.compile(
    r"https?://[^\s<>\"«»]+|www\.[^\s<>\"«»]+"
    rf"|(?<![\w@./-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:{_DOMAINS})(?![\w@-])(?:/[^\s<>\"«»]*)?",
    re.IGNORECASE,
)
_LINK_END = ".,;:!?'\"”’)]}…"
_MENTION = re.compile(r"(?<![\w@/.])@(\w(?:[\w.-]*\w)?(?:@[\w-]+(?:\.[\w-]+)+)?)")
_CREDIT = re.compile(
    r"(?:\b(?:photo|photos|picture|pictures|pic|image|images|video|ph|credits?|foto|fotografia"
    r"|immagine|immagini|riprese|scatto|scatti|crediti?|courtesy|repost|regram|rt)\b"
    r"[\s:./|–—-]*(?:credits?|courtesy)?[\s:./|–—-]*(?:(?:by|di|da|from|of|from)\b)?[\s:]*"
    r"|\b(?:via|by|©|cc)\s*:?\s*|[📷📸🎥©]\s*(?:by\s*|di\s*|:\s*)*)$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"[\s,;&+/|·-]*(?:\b(?:e|ed|and|et|y|und)\b[\s,]*)?", re.IGNORECASE)
_SIGNS = re.compile(r"[^\w\s]+")
_MOST_PIECES = 500_000
_U64 = np.uint64
_MULTIPLIER = 0x9E3779B97F4A7C15


class _Bare(dict[str, str]):
    """Each piece between blanks without its signs; most pieces come again and again."""

    def __missing__(self, piece: str) -> str:
        if len(self) > _MOST_PIECES:
            self.clear()
        bare = self[piece] = _SIGNS.sub("", piece)
        return bare


_BARE = _Bare()


def _words(pieces: Sequence[str]) -> list[str]:
    return list(filter(None, map(_BARE.__getitem__, pieces)))


class Features(NamedTuple):
    """What one text shows. All ``None`` where the source gives no text.

    ``invites`` is ``None`` in a language without a list of calls, ``is_promotion`` in one without a
    lexicon; ``has_lost_signs`` says that emoji or accents became "?" when the text was saved;
    ``mentions`` are handles in lower case without credits; ``links`` those in the text;
    ``fingerprint`` holds sorted distinct little-endian 64-bit hashes; without words it is empty.
    """

    is_question: bool | None = None
    invites: bool | None = None
    has_lost_signs: bool | None = None
    mentions: tuple[str, ...] | None = None
    links: tuple[str, ...] | None = None
    is_promotion: bool | None = None
    fingerprint: bytes | None = None
    language: str | None = None


_UNKNOWN = Features()
_Shown = tuple[
    bool, bool | None, bool, tuple[str, ...], tuple[str, ...], bool | None, str | None
]  # Features without a fingerprint


def features(
    texts: Sequence[str | None], languages: Sequence[str | None] | None = None
) -> list[Features]:
    """The features of a batch of texts; ``languages`` are the platform's words for them."""
    declared = languages if languages is not None else [None] * len(texts)
    words: list[list[str]] = []
    parts: list[_Shown | None] = []
    for text, language in zip(texts, declared, strict=True):
        if text is None:
            words.append([])
            parts.append(None)
            continue
        bare, links = _without_links(text)
        pieces = folded(bare).split()
        words.append(_words(pieces))
        parts.append(_show(bare, pieces, links, _primary(language) if language else None))
    return [
        _UNKNOWN if part is None else Features(*part[:-1], mark, part[-1])
        for part, mark in zip(parts, fingerprints(words), strict=True)
    ]


def _show(bare: str, pieces: Sequence[str], links: tuple[str, ...], language: str | None) -> _Shown:
    """What a text shows but for its fingerprint."""
    spoken = language or _language_of(pieces)
    said = Said(pieces)
    sells = _promotes(said, spoken)
    lost = lost_signs(bare, spoken)
    asks = _asks(bare, lost)
    calls = invites(bare, said, spoken, promotes=sells, asks=asks)
    return asks, calls, bool(lost), mentions_in(bare), links, sells, spoken


def _asks(bare: str, lost: Sequence[int]) -> bool:
    if not lost:
        return "?" in bare or (
            not bare.isascii() and not ODD_MARKS.isdisjoint(bare) and MARKS.search(bare) is not None
        )
    gone = set(lost)
    return any(mark.start() not in gone for mark in MARKS.finditer(bare))


def _without_links(text: str) -> tuple[str, tuple[str, ...]]:
    if "." not in text or not (":" in text or _DOT.search(text)):
        return text, ()
    links: list[str] = []

    def take(match: re.Match[str]) -> str:
        link = match[0].rstrip(_LINK_END)
        links.append(link)
        tail = match[0][len(link) :]
        return (LINK if tail.startswith("?") else " ") + tail

    bare = _LINK.sub(take, text)
    return bare, tuple(dict.fromkeys(links))


def mentions_in(text: str) -> tuple[str, ...]:
    """Handles named with ``@``, in lower case, but for credits ("photo by", "foto di", "via")."""
    if "@" not in text:
        return ()
    mentions = []
    credited = -1  # where the last credit ends: what is listed behind it is a credit too
    for match in _MENTION.finditer(text):
        in_list = credited >= 0 and _LISTED.fullmatch(text, credited, match.start()) is not None
        if in_list or _CREDIT.search(text, max(0, match.start() - 40), match.start()):
            credited = match.end()
        else:
            mentions.append(match[1].lower())
    return tuple(dict.fromkeys(mentions))


def credits_in(text: str) -> frozenset[str]:
    """Handles that stand in the text as credits only."""
    credited = {match[1].lower() for match in _MENTION.finditer(text)}
    return frozenset(credited - set(mentions_in(text)))


def normalised(text: str) -> str:
    """NFKC, case-folded, without links and punctuation, its spaces joined."""
    return " ".join(_words(folded(_without_links(text)[0]).split()))


def text_hash(text: str) -> str:
    """A hash of the normalised text, by which copied comments are told; 16 hex digits."""
    return blake2b(normalised(text).encode(), digest_size=8).hexdigest()


def _primary(language: str | None) -> str | None:
    """``it-IT`` is ``it``; ``und`` and the like are no language."""
    code = (language or "").replace("_", "-").partition("-")[0].lower()
    return code if 2 <= len(code) <= 3 and code not in {"und", "mul", "zxx", "qme"} else None


class _Small(dict[str, int]):
    """How many small words of each language stand in a piece between blanks."""

    def __missing__(self, piece: str) -> int:
        if len(self) > _MOST_PIECES:
            self.clear()
        total = self[piece] = sum(COUNTED.get(word, 0) for word in tokens(piece))
        return total


_SMALL = _Small()


def _language_of(pieces: Sequence[str]) -> str | None:
    """The language of most small words, two of them or more; none when two languages tie."""
    total = sum(map(_SMALL.__getitem__, pieces))
    return _most(total) if total else None


@lru_cache(maxsize=50_000)
def _most(total: int) -> str | None:
    counts = sorted((total >> shift & MOST, language) for language, shift in SHIFTS)
    (second, _), (most, first) = counts[-2:]
    return first if most >= 2 and most > second else None


def _promotes(said: Said, language: str | None) -> bool | None:
    if not said.words:
        return False
    if language is not None and language not in lexicon.PROMOTION_LANGUAGES:
        return None
    return _promotions_in(language).matches(said)


@cache
def _promotions_in(language: str | None) -> Phrases:
    tried = (language,) if language else lexicon.PROMOTION_LANGUAGES
    return phrase_lists(*[f"promotion_{code}" for code in tried])


def fingerprints(words: Sequence[Sequence[str]]) -> list[bytes]:
    """The sorted distinct 64-bit hashes of each text's word 5-shingles.

    A text of fewer than five words has one hash, of all of them; one without words has none.
    Little-endian bytes, 8 a hash. All texts are hashed at once.
    """
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    total = int(lengths.sum())
    if total == 0:
        return [b""] * len(words)
    codes_of = _Numbers()
    codes = np.fromiter(
        map(codes_of.__getitem__, chain.from_iterable(words)), dtype=np.int64, count=total
    )
    flat = np.fromiter(map(_hash, codes_of), dtype=_U64, count=len(codes_of))[codes]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    owner, hashes = _shingles(flat, starts, lengths)
    order = np.lexsort((hashes, owner))
    owner, hashes = owner[order], hashes[order]
    new = np.ones(len(owner), dtype=bool)
    new[1:] = (owner[1:] != owner[:-1]) | (hashes[1:] != hashes[:-1])
    owner, hashes = owner[new], hashes[new]
    cuts = np.searchsorted(owner, np.arange(len(words) + 1))
    data = hashes.astype("<u8").tobytes()
    return [data[8 * a : 8 * b] for a, b in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True)]


class _Numbers(dict[str, int]):
    """Each word's number, in the order in which they came; made without a step of Python for a word
    that is known."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little") | 1


def _shingles(
    flat: npt.NDArray[np.uint64], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint64]]:
    """The text and the hash of every shingle, by a polynomial in 64-bit arithmetic."""
    texts = np.repeat(np.arange(len(lengths)), lengths)
    position = np.arange(len(flat)) - starts[texts]
    size = np.minimum(lengths, SHINGLE)
    first = position + size[texts] <= lengths[texts]
    at = np.flatnonzero(first)
    value = np.zeros(len(at), dtype=_U64)
    mix = _U64(_MULTIPLIER)
    with np.errstate(over="ignore"):
        for step in range(SHINGLE):
            inside = step < size[texts[at]]
            word = flat[np.minimum(at + step, len(flat) - 1)]
            value = np.where(inside, (value + word) * mix ^ (value >> _U64(29)), value)
    return texts[at], value
