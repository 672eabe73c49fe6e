"""Which signs the fonts of the printed report have, and what stands for those that none has."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from reports.safety import page_text

FONTS = Path(__file__).parent.parent / "static" / "fonts"
# Stands for a sign that no font here has, so that nothing vanishes unseen.
STAND_IN = "\N{WHITE SQUARE}"
_ALIKE = {"\N{MULTIPLICATION X}": "\N{BALLOT X}"}
_JOINERS = {0x200D, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), 0x20E3}


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    """The signs of Inter as it lies here; the list is made with the font."""
    ranges = (FONTS / "signs.txt").read_text(encoding="ascii").split()
    codes: set[int] = set()
    for part in ranges:
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)


def printable(text: str) -> str:
    """A text in which every sign has a shape; a sign without one becomes a white square.

    Full-width and other forms that mean a plain letter become that letter. Signs that only join or
    tint an emoji go with it: a family is one square, and not seven.
    """
    signs: list[str] = []
    for sign in unicodedata.normalize("NFC", page_text(text)):
        code = ord(sign)
        if code in _covered() or sign in "\n\t":
            signs.append(sign)
        elif code in _JOINERS:
            if code == 0x200D and signs and signs[-1] == STAND_IN:
                signs.append("\0")
        else:
            plain = _ALIKE.get(sign) or unicodedata.normalize("NFKC", sign)
            known = plain != sign and all(ord(part) in _covered() for part in plain)
            if not known and signs and signs[-1] == "\0":
                signs.pop()
                continue
            signs.append(plain if known else STAND_IN)
    return "".join(signs).replace("\0", "")
