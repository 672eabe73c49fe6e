"""Where a printed sheet would stay white: lines to write on, for whoever reads it at a meeting."""

from __future__ import annotations

from collections.abc import Sequence

from reports.brand.brand import Brand
from reports.language import Language
from reports.sections.since import Since
from reports.sheet.first import Thing
from reports.sheet.lines import Sheet

# In CSS pixels, as the style sheet prints them at most; measured by a test in a browser.
_PAGE = 1_020
_HEAD, _LOGO, _LADDER, _BELOW = 185, 80, 130, 50
_LETTERS, _ROW, _FEWEST_ROWS = 58, 16, 2
_THINGS = {0: 30, 1: 230, 2: 330}
_THREE_THINGS, _SINCE, _NEWS, _CONTACT = 380, 70, 24, 40
_RULED, _LEAST = 30, 3


def ruled_lines(
    sheet: Sheet, things: Sequence[Thing], since: Since | None, brand: Brand, language: Language
) -> int:
    """How many lines to write on fit below the sheet; none where fewer than three would.

    Args:
        sheet: the pages, a line each.
        things: what to do first.
        since: what changed since the last audit.
        brand: whoever hands it over.
        language: of the reader.
    """
    used = _HEAD + _LADDER + _BELOW + _THINGS.get(len(things), _THREE_THINGS)
    for line in sheet.lines:
        rows = -(-len(language.text(line.reason)) // _LETTERS)
        used += _ROW // 2 + _ROW * max(rows, _FEWEST_ROWS)
    used += 0 if since is None else _SINCE + _NEWS * len(since.news)
    used += (_LOGO if brand.logo else 0) + (_CONTACT if brand.contact else 0)
    lines = (_PAGE - used) // _RULED
    return lines if lines >= _LEAST else 0
