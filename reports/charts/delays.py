"""Hours until the first answer, a lane an account; comments without an answer beside them."""

from __future__ import annotations

import math
from collections import Counter

from auditor.core.messages import Message, msg, msgn
from reports.charts.primitives import (
    BAD_TEXT,
    NARROW,
    STRONG,
    WIDE,
    Ink,
    box,
    cut,
    drawing,
    line,
    short,
    text_label,
)
from reports.figures import DelayRow, Delays
from reports.language import Language
from reports.palette import LIGHT

_HOURS: tuple[tuple[float, Message], ...] = (
    (0.25, msg("15 min")),
    (1, msg("1 h")),
    (4, msg("4 h")),
    (24, msg("1 day")),
    (168, msg("1 week")),
    (720, msg("30 days")),
)
_DOT = Ink("bar", LIGHT.bar)
_NONE = msg("no answer")
_SIGN = 7.0  # about the width of a letter
_MOST = 7  # dots on top of each other


class _Layout:
    def __init__(self, data: Delays, language: Language, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        longest = max(len(language.text(row.name)) for row in data.rows)
        self.left = min(240.0, 20 + 7.8 * longest) if wide else 14.0
        self.lane = max(130.0 if wide else 78.0, 8 + 8 * len(language.text(_NONE)))
        self.row = 46 if wide else 62
        self.top = 30.0
        self.base = self.top + self.row * len(data.rows)
        self.end = self.width - self.lane - 12
        hours = [hour for row in data.rows for hour in row.hours]
        self.last = max(168.0, *hours) if hours else 168.0

    def x(self, hours: float) -> float:
        low = _HOURS[0][0]
        bounded = min(max(hours, low), self.last)
        share = math.log(bounded / low) / math.log(self.last / low)
        return self.left + 8 + (self.end - self.left - 16) * share

    def y(self, index: int) -> float:
        return self.top + index * self.row + self.row - 12


def delay_words(row: DelayRow) -> Message:
    """One account in words."""
    return msg(
        "{name}: {answered}, {open}",
        name=row.name,
        answered=msgn("{n} comment answered", "{n} comments answered", row.answered),
        open=msgn("{n} without an answer", "{n} without an answer", row.unanswered),
    )


def _dots(row: DelayRow, y: float, at: _Layout) -> str:
    """Equal waits are stacked, so that many stay visible."""
    columns: Counter[int] = Counter()
    path = ""
    for hours in sorted(row.hours):
        column = round(at.x(hours) / 7)
        height = columns[column]
        columns[column] += 1
        if height < _MOST:
            path += f"M{short(column * 7)} {short(y - 4 - height * 4.4)}h0"
    if not path:
        return ""
    return (
        f'<path d="{path}" class="dl" stroke="{_DOT.colour}" stroke-width="6" '
        'stroke-linecap="round" fill="none"/>'
    )


def _row(row: DelayRow, index: int, at: _Layout, language: Language) -> str:
    y = at.y(index)
    name = cut(language.text(row.name), int((at.left - 16) / 7.6) if at.wide else 30)
    body = (
        text_label(at.left - 12, y, name, ink=STRONG, anchor="end", weight=600)
        if at.wide
        else text_label(6, y - 36, name, ink=STRONG, weight=600)
    )
    body += line(at.left, y, at.end, y)
    body += _dots(row, y, at)
    number = language.number(row.unanswered, 0)
    ink = BAD_TEXT if row.unanswered else STRONG
    return body + text_label(
        at.end + 12 + at.lane / 2, y, number, ink=ink, anchor="middle", weight=700, size=16
    )


def _scale(at: _Layout, language: Language) -> str:
    """The lines of the scale, named as far as there is room; the first and last always."""
    marks = [(at.x(hours), language.text(words)) for hours, words in _HOURS if hours <= at.last]
    body = "".join(line(x, at.top, x, at.base) for x, _ in marks)
    edge, first = math.inf, marks[0][0] + _SIGN * len(marks[0][1]) / 2 + 6
    for n, (x, words) in reversed(list(enumerate(marks))):
        half = _SIGN * len(words) / 2
        if n == 0 or (x + half + 6 <= edge and x - half >= first):
            body += text_label(x, at.base + 18, words, anchor="middle")
            edge = x - half
    return body


def delays(data: Delays, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of how long people wait.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(data, language, wide)
    body = box(at.end + 12, at.top - 4, at.lane, at.base - at.top + 8, Ink("gap", LIGHT.badbg), 4)
    body += text_label(
        at.end + 12 + at.lane / 2,
        at.top - 12,
        language.text(_NONE),
        ink=BAD_TEXT,
        anchor="middle",
        weight=600,
    )
    body += _scale(at, language)
    body += "".join(_row(row, index, at, language) for index, row in enumerate(data.rows))
    description = ". ".join(language.text(delay_words(row)) for row in data.rows)
    return drawing(identifier, at.width, at.base + 30, title, f"{description}.", body)
