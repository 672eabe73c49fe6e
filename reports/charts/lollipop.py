"""Pillars on a scale from 0 to 100, with interval; a pillar not measured says so in words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from auditor.core.messages import Message, msg
from reports.charts.primitives import (
    DARK_LINE,
    FILLS,
    NARROW,
    STROKES,
    STRONG,
    TEXT,
    WIDE,
    ZONES,
    cut,
    dot,
    drawing,
    group,
    interval,
    line,
    short,
    text_label,
)
from reports.figures import Lollipop, LollipopRow, Zones
from reports.language import Language


class _Layout:
    def __init__(self, wide: bool, names: Sequence[str]) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        longest = max(map(len, names), default=0)
        self.left = min(250.0, max(128.0, 24 + 7.8 * longest)) if wide else 8.0
        self.right = 112 if wide else 44
        self.row = 38 if wide else 50
        self.height = 8 + self.row * len(names) + 28

    def x(self, score: float) -> float:
        return self.left + (self.width - self.left - self.right) * score / 100

    def y(self, index: int) -> float:
        return 8 + index * self.row + (self.row / 2 if self.wide else self.row / 2 + 8)


def tone_of(score: float, zones: Zones) -> str:
    """The tone of a score 0..100 by the zone in which it lies."""
    low, high = zones
    return "bad" if score < low else "warn" if score < high else "good"


def ends_of(zones: Zones) -> tuple[float, ...]:
    """The marks of a scale from 0 to 100: its ends, and where its zones change."""
    return (0.0, *zones, 100.0)


def _row(row: LollipopRow, zones: Zones, y: float, at: _Layout, language: Language) -> str:
    name = cut(language.text(row.name), int((at.left - 16) / 7.6) if at.wide else 40)
    if at.wide:
        body = text_label(at.left - 14, y + 4.5, name, ink=STRONG, anchor="end", weight=600)
    else:
        body = text_label(at.left, y - 13, name, ink=STRONG, weight=600)
    if row.score is None:
        return body + _not_measured(row, y, at, language)
    tone = tone_of(row.score, zones)
    marks = line(at.x(0), y, at.x(row.score), y, ink=STROKES[tone], width=3)
    if row.low is not None and row.high is not None:
        marks += interval(at.x(row.low), at.x(row.high), y)
    if row.typical is not None:
        marks += line(at.x(row.typical), y - 11, at.x(row.typical), y + 11, ink=DARK_LINE, width=2)
    marks += dot(at.x(row.score), y, 7.5, FILLS[tone])
    body += group(marks, language.text(score_words(row)))
    return body + _number(row, y, at, language)


def _zones(data: Lollipop, at: _Layout) -> str:
    """The zones behind every row that has a score, a path a zone."""
    lines = [at.y(index) - 7 for index, row in enumerate(data.rows) if row.score is not None]
    body = ""
    for (start, end), zone in zip(pairwise(ends_of(data.zones)), ZONES, strict=False):
        wide = short(at.x(end) - at.x(start) - 1.5)
        path = "".join(f"M{short(at.x(start))} {short(y)}h{wide}v14h-{wide}z" for y in lines)
        body += f'<path d="{path}" class="{zone.css}" fill="{zone.colour}"/>' if path else ""
    return body


def _number(row: LollipopRow, y: float, at: _Layout, language: Language) -> str:
    score = language.number(row.score, 0)
    if not at.wide:
        return text_label(at.width - 6, y + 5, score, ink=STRONG, anchor="end", weight=700, size=15)
    words = text_label(at.x(100) + 44, y + 5, score, ink=STRONG, anchor="end", weight=700, size=15)
    if row.low is not None and row.high is not None:
        span = f"{language.number(row.low, 0)}–{language.number(row.high, 0)}"
        words += text_label(at.x(100) + 52, y + 4.5, span, size=12)
    return words


def _not_measured(row: LollipopRow, y: float, at: _Layout, language: Language) -> str:
    words = language.text(score_words(row, with_name=False))
    body = line(at.x(0), y, at.x(100), y, ink=TEXT, width=1, dash="2 5")
    if not at.wide and len(words) > 46:
        words = language.text(msg("not measured"))
    return body + text_label(at.x(0) + 2, y + (4.5 if at.wide else 5), words, ink=TEXT, halo=True)


def score_words(row: LollipopRow, with_name: bool = True) -> Message:
    """One row of the chart in words."""
    if row.score is None:
        words = msg("not measured: {reason}", reason=row.missing)
    elif row.low is None or row.high is None:
        words = msg("{score} out of 100", score=round(row.score))
    else:
        words = msg(
            "{score} out of 100, between {low} and {high}",
            score=round(row.score),
            low=round(row.low),
            high=round(row.high),
        )
    return msg("{name}: {words}", name=row.name, words=words) if with_name else words


def lollipop(data: Lollipop, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of one account's pillars.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(wide, [language.text(row.name) for row in data.rows])
    body = _zones(data, at)
    body += "".join(_row(row, data.zones, at.y(i), at, language) for i, row in enumerate(data.rows))
    for score in ends_of(data.zones):
        anchor = "middle" if wide or 0 < score < 100 else "start" if score == 0 else "end"
        body += text_label(at.x(score), at.height - 8, f"{score:.0f}", anchor=anchor)
    description = ". ".join(language.text(score_words(row)) for row in data.rows)
    return drawing(identifier, at.width, at.height, title, f"{description}.", body)
