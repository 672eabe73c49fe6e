"""Response against what comparable pages get: a ratio with its interval, logarithmic."""

from __future__ import annotations

import math

from auditor.core.messages import Message, msg
from reports.charts.primitives import (
    DARK_LINE,
    NARROW,
    STRONG,
    TEXT,
    WIDE,
    Ink,
    cut,
    dot,
    drawing,
    group,
    interval,
    line,
    text_label,
)
from reports.figures import RatioRow, Ratios
from reports.language import Language, Rounded
from reports.palette import LIGHT

_STEPS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
_OWN = Ink("bar", LIGHT.bar)
_OTHER = Ink("oth", LIGHT.other)


class _Layout:
    def __init__(self, data: Ratios, language: Language, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        longest = max(len(language.text(row.name)) for row in data.rows)
        self.left = min(250.0, 22 + 7.8 * longest) if wide else 24.0
        self.right = 66.0 if wide else 56.0
        self.row = 40 if wide else 52
        self.height = 26 + self.row * len(data.rows) + 26
        values = [v for row in data.rows for v in (row.ratio, row.low, row.high) if v]
        self.low = max((s for s in _STEPS if s <= min([0.3, *values])), default=_STEPS[0])
        self.high = min((s for s in _STEPS if s >= max([3.0, *values])), default=_STEPS[-1])

    def x(self, ratio: float) -> float:
        bounded = min(max(ratio, self.low), self.high)
        share = math.log(bounded / self.low) / math.log(self.high / self.low)
        return self.left + (self.width - self.left - self.right) * share

    def y(self, index: int) -> float:
        return 26 + index * self.row + (self.row / 2 if self.wide else self.row / 2 + 9)


def ratio_words(row: RatioRow) -> Message:
    """One page in words."""
    ratio = _written(row.ratio)
    if row.low is None or row.high is None:
        return msg("{name}: {ratio} times what is expected", name=row.name, ratio=ratio)
    return msg(
        "{name}: {ratio} times what is expected, 90% interval from {low} to {high}",
        name=row.name,
        ratio=ratio,
        low=_written(row.low),
        high=_written(row.high),
    )


def _written(ratio: float) -> Rounded:
    return Rounded(ratio, 0 if ratio >= 10 else 1 if ratio >= 1 else 2 if ratio >= 0.02 else 3)


def _times(ratio: float, language: Language) -> str:
    return f"{language.value(_written(ratio))}×"


def _row(row: RatioRow, y: float, at: _Layout, language: Language) -> str:
    ink, weight = (STRONG, 700) if row.own else (TEXT, 400)
    name = cut(language.text(row.name), int((at.left - 16) / 7.6) if at.wide else 40)
    if at.wide:
        body = text_label(at.left - 14, y + 4.5, name, ink=ink, anchor="end", weight=weight)
    else:
        body = text_label(6, y - 14, name, ink=ink, weight=weight)
    marks = ""
    if row.low is not None and row.high is not None:
        marks += interval(at.x(row.low), at.x(row.high), y, 5)
    marks += dot(at.x(row.ratio), y, 8 if row.own else 6, _OWN if row.own else _OTHER)
    body += group(marks, language.text(ratio_words(row)))
    number = _times(row.ratio, language)
    return body + text_label(
        at.width - 4, y + 5, number, ink=STRONG, anchor="end", weight=700, size=15
    )


def ratios(data: Ratios, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of every page's response against what its size predicts.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(data, language, wide)
    foot = at.height - 28
    body, last = "", -99.0
    for step in _STEPS:
        if at.low <= step <= at.high:
            body += line(at.x(step), 22, at.x(step), foot)
            if at.x(step) - last >= 40:
                last = at.x(step)
                body += text_label(last, at.height - 8, _times(step, language), anchor="middle")
    body += line(at.x(1), 18, at.x(1), foot, ink=DARK_LINE, width=1.6, dash="4 3")
    body += text_label(
        at.x(1), 12, language.text(msg("as expected")), ink=STRONG, anchor="middle", weight=600
    )
    body += "".join(_row(row, at.y(i), at, language) for i, row in enumerate(data.rows))
    description = ". ".join(language.text(ratio_words(row)) for row in data.rows)
    return drawing(identifier, at.width, at.height, title, f"{description}.", body)
