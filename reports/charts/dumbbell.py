"""Pillars before and after: an open mark, a line, a full mark."""

from __future__ import annotations

from auditor.core.messages import Message, msg
from reports.charts.lollipop import ends_of, tone_of
from reports.charts.primitives import (
    FILLS,
    NARROW,
    STRONG,
    TEXT,
    WIDE,
    dot,
    drawing,
    line,
    short,
    text_label,
)
from reports.figures import Change, Dumbbell
from reports.language import Language, Rounded
from reports.palette import LIGHT


class _Layout:
    def __init__(self, rows: int, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        self.left, self.right = (150.0, 120.0) if wide else (12.0, 76.0)
        self.row = 36 if wide else 50
        self.height = 8 + self.row * rows + 28

    def x(self, score: float) -> float:
        return self.left + (self.width - self.left - self.right) * score / 100

    def y(self, index: int) -> float:
        return 8 + index * self.row + self.row / 2 + (0 if self.wide else 8)


def change_words(row: Change, sentence: Message) -> Message:
    """One row in words."""
    return Message(
        sentence.singular,
        {
            "name": row.name,
            "before": _measured_words(row.before),
            "after": _measured_words(row.after),
        },
    )


def _measured_words(value: float | None) -> Rounded | Message:
    return msg("not measured") if value is None else Rounded(value)


def _row(row: Change, data: Dumbbell, y: float, at: _Layout, language: Language) -> str:
    name = language.text(row.name)
    body = (
        text_label(at.left - 14, y + 4.5, name, ink=STRONG, anchor="end", weight=600)
        if at.wide
        else text_label(6, y - 13, name, ink=STRONG, weight=600)
    )
    body += line(at.x(0), y, at.x(100), y)
    if row.before is not None and row.after is not None:
        body += line(at.x(row.before), y, at.x(row.after), y, ink=TEXT, width=3)
    if row.before is not None:
        body += (
            f'<circle cx="{short(at.x(row.before))}" cy="{short(y)}" r="6" class="ring" '
            f'fill="{LIGHT.paper}" stroke="{LIGHT.mute}" stroke-width="2"/>'
        )
    if row.after is not None:
        body += dot(at.x(row.after), y, 7, FILLS[tone_of(row.after, data.zones)])
    numbers = (language.value(_short(value)) for value in (row.before, row.after))
    written = f" {data.between} ".join(numbers)
    return body + text_label(at.width - 6, y + 5, written, ink=STRONG, anchor="end", weight=700)


def _short(value: float | None) -> Rounded:
    return Rounded(value)


def dumbbell(data: Dumbbell, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of two values a row.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(len(data.rows), wide)
    body = "".join(_row(row, data, at.y(i), at, language) for i, row in enumerate(data.rows))
    for score in ends_of(data.zones):
        body += text_label(at.x(score), at.height - 8, f"{score:.0f}", anchor="middle")
    description = ". ".join(language.text(change_words(row, data.told)) for row in data.rows)
    return drawing(identifier, at.width, at.height, title, f"{description}.", body)
