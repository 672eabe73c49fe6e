"""What was read when: a row a page, a thin bar for each file or reading, blank where none was."""

from __future__ import annotations

from auditor.core.messages import Message, msg, msgn
from reports.charts.primitives import (
    NARROW,
    RULE,
    STRONG,
    WIDE,
    Ink,
    box,
    cut,
    drawing,
    line,
    text_label,
)
from reports.figures import StripRow, Strips
from reports.language import Language
from reports.palette import LIGHT

_BAR = 6.0
_INKS = {True: Ink("k1", LIGHT.k1), False: Ink("bar", LIGHT.bar)}
MOST_BARS = 16


class _Layout:
    def __init__(self, data: Strips, language: Language, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        longest = max((len(language.text(row.name)) for row in data.rows), default=0)
        self.left = min(240.0, 24 + 7.8 * longest) if wide else 6.0
        self.room = self.width - self.left - 8
        self.tops: list[float] = []
        y = 26.0
        for row in data.rows:
            y += 0 if wide else 20
            self.tops.append(y)
            y += max(18.0, (_BAR + 2) * len(row.bars)) + 10
        self.height = y

    def x(self, share: float) -> float:
        return self.left + self.room * share


def strip_words(row: StripRow) -> Message:
    """One page in words."""
    if not row.bars:
        return msg("{name}: nothing was read", name=row.name)
    readings = msgn("{n} reading", "{n} readings", len(row.bars))
    gaps = msgn("{n} gap", "{n} gaps", row.gaps)
    return msg("{name}: {readings}, {gaps}", name=row.name, readings=readings, gaps=gaps)


def strips(data: Strips, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of what was read of every page.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(data, language, wide)
    body = ""
    for share, day, anchor in ((0.0, data.start, "start"), (1.0, data.end, "end")):
        body += line(at.x(share), 18, at.x(share), at.height - 4, ink=RULE)
        body += text_label(at.x(share), 13, language.date(day, "medium"), anchor=anchor)
    for row, top in zip(data.rows, at.tops, strict=True):
        name = cut(language.text(row.name), int((at.left - 14) / 7.6) if wide else 40)
        if wide:
            body += text_label(at.left - 12, top + 12, name, ink=STRONG, anchor="end", weight=600)
        else:
            body += text_label(at.left, top - 6, name, ink=STRONG, weight=600)
        room = max(0.0, 16 - (_BAR + 2) * len(row.bars)) / 2
        for number, bar in enumerate(row.bars):
            y = top + room + (_BAR + 2) * number
            wide_bar = max(2.0, at.room * (bar.end - bar.start))
            body += box(at.x(bar.start), y, wide_bar, _BAR, _INKS[bar.is_file], 1)
        if not row.bars:
            body += text_label(at.left, top + 12, language.text(msg("nothing was read")))
    words = ". ".join(language.text(strip_words(row)) for row in data.rows)
    return drawing(identifier, at.width, at.height, title, f"{words}.", body)
