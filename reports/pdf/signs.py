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
# Zero-width joiner, shapes of a sign, skin tones, the frame of a key, letters of a flag's region.
_ZWJ = 0x200D
_KEYS, _ON_KEYS = frozenset("0123456789#*\ufe0f"), frozenset({0xFE0F, 0x20E3})
_PARTS = frozenset(
    {_ZWJ, 0x20E3, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080)}
)


@lru_cache(maxsize=2)
def _signs_of(name: str) -> frozenset[int]:
    """The signs of a font as it lies here; the list is made with the font."""
    ranges = (FONTS / name).read_text(encoding="ascii").split()
    codes: set[int] = set()
    for part in ranges:
        first, _, last = part.partition("-")
        codes.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(codes)


def printable(text: str) -> str:
    """A text in which every sign has a shape; a sign without one becomes a white square.

    Full-width and other forms that mean a plain letter become that letter. What only joins or tints
    an emoji stays with it, and goes with one that has no shape: a family is one square, and not
    seven.
    """
    letters, emoji = _signs_of("signs.txt"), _signs_of("emoji.txt")
    signs: list[str] = []
    # Whether the sign before is an emoji, or a square in the place of one, that others may join.
    last = ""
    for sign in unicodedata.normalize("NFC", page_text(text)):
        code = ord(sign)
        if code in _PARTS:
            if last == "emoji" or (signs and signs[-1] in _KEYS and code in _ON_KEYS):
                signs.append(sign)
            elif last == "square" and code == _ZWJ:
                last = "joined square"
            continue
        is_letter = code in letters or sign in "\n\t"
        if not is_letter and code in emoji:
            signs.append(sign)
            last = "emoji"
            continue
        plain = sign if is_letter else _ALIKE.get(sign) or unicodedata.normalize("NFKC", sign)
        has_shape = is_letter or (plain != sign and all(ord(part) in letters for part in plain))
        if has_shape:
            signs.append(plain)
            last = "emoji" if code in emoji else ""
        elif last != "joined square":
            signs.append(STAND_IN)
            last = "square"
        else:
            last = "square"
    return "".join(signs)
