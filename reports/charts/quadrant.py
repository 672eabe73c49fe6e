"""A place on two scales cut at 50: hollow where not measured, dashed where not documented."""

from __future__ import annotations

from collections.abc import Callable

from reports.charts.primitives import (
    NARROW,
    STRONG,
    WIDE,
    Ink,
    dot,
    drawing,
    line,
    short,
    text_label,
)
from reports.figures import Quadrant
from reports.language import Language
from reports.palette import LIGHT

_SIDE_WIDE, _SIDE_NARROW = 360.0, 250.0


def quadrant(data: Quadrant, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart; the names of its four corners stand in them.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    width = WIDE if wide else NARROW
    side = _SIDE_WIDE if wide else _SIDE_NARROW
    left, top = (width - side) / 2, 26.0
    height = top + side + 44

    def at(x: float, y: float) -> tuple[float, float]:
        return left + side * x / 100, top + side * (100 - y) / 100

    middle = at(50, 50)
    body = "".join(
        line(*at(*start), *at(*end))
        for start, end in (
            ((0, 0), (100, 0)),
            ((0, 100), (100, 100)),
            ((0, 0), (0, 100)),
            ((100, 0), (100, 100)),
            ((50, 0), (50, 100)),
            ((0, 50), (100, 50)),
        )
    )
    places = ((25, 93), (75, 93), (25, 9), (75, 9))
    for (x, y), words in zip(places, data.corners, strict=True):
        where = at(x, y)
        for number, part in enumerate(_lines(language.text(words))):
            body += text_label(where[0], where[1] + 15 * number, part, anchor="middle")
    body += _mark(data, at)
    body += text_label(
        middle[0], height - 10, language.text(data.across), ink=STRONG, anchor="middle"
    )
    body += text_label(left, 16, language.text(data.upward), ink=STRONG)
    return drawing(identifier, width, height, title, title, body)


def _mark(data: Quadrant, at: Callable[[float, float], tuple[float, float]]) -> str:
    point = at(data.x, data.y)
    body = ""
    if data.low is not None and data.high is not None:
        body += line(*at(data.x, data.low), *at(data.x, data.high), ink=STRONG, width=2)
    where = f'cx="{short(point[0])}" cy="{short(point[1])}"'
    if data.dashed:
        body += (
            f'<circle {where} r="14" class="ring" fill="none" stroke="{LIGHT.mute}" '
            'stroke-width="2" stroke-dasharray="4 3"/>'
        )
    if not data.hollow:
        return body + dot(*point, 9, Ink("bar", LIGHT.bar))
    return body + (
        f'<circle {where} r="9" class="ring" fill="{LIGHT.paper}" stroke="{LIGHT.mute}" '
        'stroke-width="2"/>'
    )


def _lines(text: str) -> list[str]:
    """A name in two lines where it is long."""
    words = text.split()
    if len(text) <= 16 or len(words) < 2:
        return [text]
    half = (len(words) + 1) // 2
    return [" ".join(words[:half]), " ".join(words[half:])]
