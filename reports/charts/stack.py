"""Shares of a whole: one bar an account, a legend above, the numbers inside where they fit."""

from __future__ import annotations

from auditor.core.messages import Message, msg, msgn
from reports.charts.primitives import (
    NARROW,
    ON_COLOUR,
    STRONG,
    WIDE,
    box,
    cut,
    drawing,
    hatch,
    kind_ink,
    text_label,
)
from reports.figures import Stack, StackRow
from reports.language import Language

_SIGN = 6.9
_LEAST = 24.0


class _Layout:
    def __init__(self, data: Stack, language: Language, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        names = [language.text(row.name) for row in data.rows]
        longest = max((len(name) for name in names), default=0)
        self.left = min(240.0, 20 + 7.8 * longest) if wide else 6.0
        self.right = 84.0 if wide else 66.0
        self.row, self.bar = (36, 22) if wide else (48, 20)
        self.room = self.width - self.left - self.right
        self.legend = _legend_places(data, language, self.width)
        self.top = 20 + 22 * (self.legend[-1][1] + 1 if self.legend else 0)
        self.height = self.top + self.row * len(data.rows) + 4

    def y(self, index: int) -> float:
        return self.top + index * self.row + (0 if self.wide else 20)


def _legend_places(data: Stack, language: Language, width: float) -> list[tuple[float, int]]:
    """Where each name of the legend begins: across, and its line."""
    places, x, row = [], 6.0, 0
    for kind in data.kinds:
        wide = 30 + _SIGN * len(language.text(kind.name))
        if x > 6 and x + wide > width:
            x, row = 6.0, row + 1
        places.append((x, row))
        x += wide
    return places


def stack_words(row: StackRow, data: Stack) -> Message:
    """One account in words."""
    total = sum(row.parts)
    if not total:
        return msg("{name}: no post in this period", name=row.name)
    parts = [
        msg("{kind} {n}", kind=kind.name, n=n)
        for kind, n in zip(data.kinds, row.parts, strict=True)
        if n
    ]
    return msg("{name}: {parts}", name=row.name, parts=parts)


def stack(data: Stack, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of what the posts of every account are.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(data, language, wide)
    body = hatch(identifier)
    for kind, (x, row) in zip(data.kinds, at.legend, strict=True):
        y = 8 + 22 * row
        body += box(x, y, 12, 12, kind_ink(kind.ink, identifier), 2)
        body += text_label(x + 18, y + 10.5, language.text(kind.name))
    for index, stack_row in enumerate(data.rows):
        body += _row(stack_row, data, at, at.y(index), language, identifier)
    description = ". ".join(language.text(stack_words(row, data)) for row in data.rows)
    return drawing(identifier, at.width, at.height, title, f"{description}.", body)


def _row(
    row: StackRow, data: Stack, at: _Layout, y: float, language: Language, identifier: str
) -> str:
    name = cut(language.text(row.name), int((at.left - 14) / 7.6) if at.wide else 40)
    middle = y + at.bar / 2 + 4.5
    body = (
        text_label(at.left - 12, middle, name, ink=STRONG, anchor="end", weight=600)
        if at.wide
        else text_label(at.left, y - 6, name, ink=STRONG, weight=600)
    )
    total = sum(row.parts)
    if not total:
        return body + text_label(at.left, middle, language.text(msg("no post in this period")))
    x = at.left
    for kind, n in zip(data.kinds, row.parts, strict=True):
        if not n:
            continue
        width = at.room * n / total
        words = f"{language.text(kind.name)}: {n}" if at.wide else ""
        body += box(x, y, max(1.0, width - 1.5), at.bar, kind_ink(kind.ink, identifier), 0, words)
        share = language.percent(n / total, 0)
        full = f"{language.text(kind.name)} {share}"
        if width >= _SIGN * len(full) + 8:
            share = full
        if width >= _LEAST + 3 * (len(share) - 2):
            ink = STRONG if kind.ink == "unknown" else ON_COLOUR
            halo = kind.ink == "unknown"
            size = 12 if at.wide else 0
            body += text_label(
                x + width / 2 - 0.8, middle, share, ink=ink, anchor="middle", size=size, halo=halo
            )
        x += width
    posts = language.text(msgn("{n} post", "{n} posts", total))
    return body + text_label(at.left + at.room + 8, middle, posts)
