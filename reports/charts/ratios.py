"""Response against what comparable pages get, in per cent, with its interval."""

from __future__ import annotations

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
from reports.language import Language
from reports.palette import LIGHT
from reports.units import against_expected

# The axis ends between these; what lies beyond stands at its end, with its number beside [D].
_LEAST_END, _MOST_END = 2.0, 4.0
_OWN = Ink("bar", LIGHT.bar)
_OTHER = Ink("oth", LIGHT.other)


class _Layout:
    def __init__(self, data: Ratios, language: Language, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        longest = max(len(language.text(row.name)) for row in data.rows)
        self.left = min(250.0, 22 + 7.8 * longest) if wide else 24.0
        self.right = 92.0 if wide else 84.0
        self.row = 40 if wide else 52
        self.height = 26 + self.row * len(data.rows) + 26
        largest = max(value for row in data.rows for value in (row.ratio, row.high or 0.0))
        self.end = min(max(largest, _LEAST_END), _MOST_END)
        self.step = 0.5 if self.end <= _LEAST_END else 1.0

    def x(self, ratio: float) -> float:
        share = min(max(ratio, 0.0), self.end) / self.end
        return self.left + (self.width - self.left - self.right) * share

    def y(self, index: int) -> float:
        return 26 + index * self.row + (self.row / 2 if self.wide else self.row / 2 + 9)


def ratio_words(row: RatioRow) -> Message:
    """One page in words."""
    ratio = against_expected(row.ratio)
    if row.low is None or row.high is None:
        return msg("{name}, of what is expected: {ratio}", name=row.name, ratio=ratio)
    return msg(
        "{name}, of what is expected: {ratio} (between {low} and {high})",
        name=row.name,
        ratio=ratio,
        low=against_expected(row.low),
        high=against_expected(row.high),
    )


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
    number = language.text(against_expected(row.ratio))
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
    body, number = "", 0
    while number * at.step <= at.end:
        x = at.x(number * at.step)
        body += line(x, 22, x, foot)
        words = language.percent(number * at.step, 0)
        body += text_label(x, at.height - 8, words, anchor="middle")
        number += 1
    body += line(at.x(1), 18, at.x(1), foot, ink=DARK_LINE, width=1.6, dash="4 3")
    body += text_label(
        at.x(1), 12, language.text(msg("as expected")), ink=STRONG, anchor="middle", weight=600
    )
    body += "".join(_row(row, at.y(i), at, language) for i, row in enumerate(data.rows))
    description = ". ".join(language.text(ratio_words(row)) for row in data.rows)
    return drawing(identifier, at.width, at.height, title, f"{description}.", body)
