"""Weekday by part of the day: what posts get then, darker where it is clearly more than usual."""

from __future__ import annotations

from collections import defaultdict

from auditor.core.messages import Message, msg
from reports.charts.primitives import (
    NARROW,
    ON_COLOUR,
    STRONG,
    TEXT,
    WIDE,
    Ink,
    box,
    drawing,
    safe,
    short,
    text_label,
)
from reports.figures import ResponseCell, ResponseMap
from reports.language import Language, Rounded, Weekday
from reports.palette import LIGHT
from reports.units import hours_named

_LESS, _USUAL, _MORE = (Ink(f"q{step}", getattr(LIGHT, f"q{step}")) for step in (1, 2, 4))
_FEW = Ink("q0", LIGHT.q0)
_WEEK = 7
_HIGH = 34.0
_DIGIT = 7.6  # px of a digit of 13 px


def _ink(cell: ResponseCell) -> Ink:
    return {None: _FEW, -1: _LESS, 0: _USUAL, 1: _MORE}[cell.against_usual]


def _words_of(cell: ResponseCell, language: Language) -> str:
    if cell.middle is not None:
        return language.value(Rounded(cell.middle, 0 if cell.middle == int(cell.middle) else 1))
    return f"({cell.posts})" if cell.posts else ""


def response_map(
    data: ResponseMap, language: Language, identifier: str, title: str, wide: bool
) -> str:
    """The chart of what posts get, by weekday and part of the day.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    width = WIDE if wide else NARROW
    everything = language.text(msg("all"))
    days = [*language.weekdays(), everything]
    parts = [*(hours_named(part) for part in range(len(data.cells[0]) - 1)), everything]
    across, down = (days, parts) if wide else (parts, days)
    left, top = 62.0, 24.0
    step = (width - left - 2) / len(across)
    body = "".join(
        text_label(left + (n + 0.5) * step, 14, name, anchor="middle")
        for n, name in enumerate(across)
    )
    for n, name in enumerate(down):
        body += text_label(left - 8, top + (n + 0.5) * _HIGH + 4.5, name, anchor="end")
    corners = {
        (day, part): (
            left + (part if not wide else day) * step,
            top + (day if not wide else part) * _HIGH,
        )
        for day, row in enumerate(data.cells)
        for part in range(len(row))
    }
    body += _fields(data, corners, step) + _numbers(data, corners, step, language)
    foot = top + len(down) * _HIGH
    legend, high = _legend(language, foot + 14, wide)
    description = language.text(response_words(data))
    return drawing(identifier, width, foot + high + 8, title, description, body + legend)


Corners = dict[tuple[int, int], tuple[float, float]]


def _fields(data: ResponseMap, corners: Corners, step: float) -> str:
    """A path an ink, which is far smaller than a rectangle a cell."""
    paths: dict[Ink, str] = defaultdict(str)
    for (day, part), (x, y) in corners.items():
        across, down = short(step - 2), short(_HIGH - 2)
        paths[_ink(data.cells[day][part])] += (
            f"M{short(x + 1)} {short(y + 1)}h{across}v{down}h-{across}z"
        )
    return "".join(
        f'<path d="{path}" class="{ink.css}" fill="{ink.colour}"/>' for ink, path in paths.items()
    )


def _numbers(data: ResponseMap, corners: Corners, step: float, language: Language) -> str:
    texts: dict[Ink, str] = defaultdict(str)
    for (day, part), (x, y) in corners.items():
        cell = data.cells[day][part]
        words = _words_of(cell, language)
        if not words:
            continue
        room = (step - 4) / (_DIGIT * len(words))
        small = f' font-size="{short(13 * room)}"' if room < 1 else ""
        middle, down = round(x + step / 2), round(y + _HIGH / 2 + 4.5)
        texts[_text_ink(cell)] += f'<text x="{middle}" y="{down}"{small}>{safe(words)}</text>'
    return "".join(
        f'<g class="{ink.css}" fill="{ink.colour}" text-anchor="middle">{words}</g>'
        for ink, words in texts.items()
    )


def _text_ink(cell: ResponseCell) -> Ink:
    if cell.middle is None:
        return TEXT
    return ON_COLOUR if cell.against_usual == 1 else STRONG


def _legend(language: Language, y: float, wide: bool) -> tuple[str, float]:
    names = (
        (_MORE, msg("clearly more than usual")),
        (_USUAL, msg("about as much")),
        (_LESS, msg("clearly less")),
        (_FEW, msg("(n) posts: too few")),
    )
    body, x = "", 6.0
    for ink, name in names:
        words = language.text(name)
        body += box(x, y, 14, 14, ink, 3) + text_label(x + 20, y + 11.5, words)
        if wide:
            x += 44 + 7.2 * len(words)
        else:
            y += 20
    return body, 22.0 if wide else 20.0 * len(names) + 6


def response_words(data: ResponseMap) -> Message:
    """The map in words: the days that have enough posts."""
    days = [
        msg("{day}: {n}", day=Weekday(day), n=Rounded(row[-1].middle))
        for day, row in enumerate(data.cells[:_WEEK])
        if row[-1].middle is not None
    ]
    return (
        msg("Interactions of the middle post of each day: {days}.", days=days)
        if days
        else msg("No day of the week has five posts.")
    )
