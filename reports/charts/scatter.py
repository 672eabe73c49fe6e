"""Posts by day and interactions, the vertical axis logarithmic; network by colour and shape."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta

from auditor.core.messages import Message, msg, msgn
from reports.charts.primitives import NARROW, WIDE, Ink, drawing, kind_ink, line, short, text_label
from reports.figures import Scatter
from reports.language import Language

_SHAPES = ("circle", "square", "triangle", "diamond", "cross", "bar")
_ZERO = 0.5  # where a post without interactions stands on the logarithmic axis


def _path(kind: str, x: float, y: float, r: float) -> str:
    """A mark as a piece of one path, so that many marks cost little."""
    if kind == "square":
        side = short(1.8 * r)
        return f"M{short(x - 0.9 * r)} {short(y - 0.9 * r)}h{side}v{side}h-{side}z"
    if kind == "triangle":
        return (
            f"M{short(x)} {short(y - 1.2 * r)}l{short(1.1 * r)} {short(2 * r)}h{short(-2.2 * r)}z"
        )
    if kind == "diamond":
        a, b = short(1.1 * r), short(1.3 * r)
        return f"M{short(x)} {short(y - 1.3 * r)}l{a} {b}l-{a} {b}l-{a} -{b}z"
    if kind == "cross":
        a, b = short(0.7 * r), short(1.3 * r)
        corner = f"M{short(x - 0.35 * r)} {short(y - 1.65 * r)}"
        return f"{corner}h{a}v{b}h{b}v{a}h-{b}v{b}h-{a}v-{b}h-{b}v-{a}h{b}z"
    if kind == "bar":
        a, b = short(2.6 * r), short(0.9 * r)
        return f"M{short(x - 1.3 * r)} {short(y - 0.45 * r)}h{a}v{b}h-{a}z"
    return f"M{short(x)} {short(y)}h0"  # a round end of a line is a dot


_SIGN_HEIGHT = 14  # numbers of the axis stand this far apart, or the upper one is left out


def _drawn(path: str, ink: Ink, shape: str, radius: float, faint: bool = True) -> str:
    if shape == "circle":
        attributes = ' stroke-opacity=".72"' if faint else ""
        return (
            f'<path d="{path}" class="s{ink.css}" stroke="{ink.colour}" stroke-linecap="round" '
            f'stroke-width="{short(2 * radius)}"{attributes}/>'
        )
    attributes = ' fill-opacity=".72"' if faint else ""
    return f'<path d="{path}" class="{ink.css}" fill="{ink.colour}"{attributes}/>'


def _look(number: int) -> tuple[Ink, str]:
    return kind_ink(f"k{number % 6}", ""), _SHAPES[(number + number // 6) % 6]


class _Layout:
    def __init__(self, data: Scatter, language: Language, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        counts = [mark.interactions for mark in data.marks]
        self.low = _ZERO if min(counts) < 1 else 10 ** math.floor(math.log10(min(counts)))
        self.high = 10 ** math.ceil(math.log10(max(2, max(counts) * 1.05)))
        self.left = 16 + 7.4 * len(language.number(self.high, 0))
        self.right = 10
        self.names = [
            f"{language.text(name)} ({n})"
            for (_, name), n in zip(data.networks, _sizes(data), strict=True)
        ]
        self.places = self._legend()
        self.top = 16 + 22 * (self.places[-1][1] + 1)
        self.plot = 230 if wide else 210
        self.base = self.top + self.plot
        days = [mark.day for mark in data.marks]
        self.first, self.last = min(days), max(days)

    def _legend(self) -> list[tuple[float, int]]:
        places, x, row = [], 6.0, 0
        for name in self.names:
            wide = 34 + 7 * len(name)
            if x > 6 and x + wide > self.width:
                x, row = 6.0, row + 1
            places.append((x, row))
            x += wide
        return places

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.left + 8 + (self.width - self.left - self.right - 16) * share

    def y(self, value: float) -> float:
        share = math.log(max(value, _ZERO) / self.low) / math.log(self.high / self.low)
        return self.base - 6 - (self.plot - 12) * share


def _sizes(data: Scatter) -> list[int]:
    sizes = Counter(mark.network for mark in data.marks)
    return [sizes[network] for network in range(len(data.networks))]


def _axes(at: _Layout, language: Language) -> str:
    values = [0.0] if at.low == _ZERO else []
    step = max(1.0, at.low)
    while step <= at.high:
        if not values or at.y(values[-1]) - at.y(step) >= _SIGN_HEIGHT:
            values.append(step)
        step *= 10
    body = "".join(
        line(at.left, at.y(value), at.width - at.right, at.y(value))
        + text_label(at.left - 8, at.y(value) + 4.5, language.number(value, 0), anchor="end")
        for value in values
    )
    return body + _months(at, language)


def _months(at: _Layout, language: Language) -> str:
    body, edge = "", at.left - 40.0
    room = 70 if at.wide else 62
    day = at.first.replace(day=1)
    while day <= at.last:
        if day >= at.first and at.x(day) - edge >= room and at.x(day) < at.width - 34:
            edge = at.x(day)
            body += text_label(edge, at.base + 19, language.date(day, "MMMy"), anchor="middle")
        day = (day.replace(day=28) + timedelta(days=7)).replace(day=1)
    if body:
        return body
    return text_label(at.left + 8, at.base + 19, language.date(at.first, "medium"))


def scatter_words(data: Scatter) -> Message:
    """The chart in words: posts a network."""
    sizes = zip(data.networks, _sizes(data), strict=True)
    lines = [msg("{name}: {n}", name=name, n=n) for (_, name), n in sizes]
    total = msgn(
        "{n} post by day and interactions", "{n} posts by day and interactions", len(data.marks)
    )
    return msg("{total}: {days}.", total=total, days=lines)


def scatter(data: Scatter, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of every post's response.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(data, language, wide)
    body = _axes(at, language)
    radius = 4.4 if wide else 3.6
    for number, (name, (x, row)) in enumerate(zip(at.names, at.places, strict=True)):
        ink, shape = _look(number)
        y = 14 + 22 * row
        body += _drawn(_path(shape, x + 7, y - 4.5, 5), ink, shape, 5, faint=False) + text_label(
            x + 18, y, name
        )
        marks = "".join(
            _path(shape, at.x(mark.day), at.y(mark.interactions), radius)
            for mark in data.marks
            if mark.network == number
        )
        body += _drawn(marks, ink, shape, radius)
    description = language.text(scatter_words(data))
    return drawing(identifier, at.width, at.base + 30, title, description, body)
