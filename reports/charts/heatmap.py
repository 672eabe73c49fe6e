"""Weekday by hour: darker means more posts, the number stands in the cell."""

from __future__ import annotations

import math
from collections import defaultdict

from auditor.core.messages import Message, msg, msgn
from reports.charts.primitives import (
    NARROW,
    ON_COLOUR,
    STRONG,
    WIDE,
    Ink,
    box,
    drawing,
    short,
    text_label,
)
from reports.figures import Heatmap
from reports.language import Language, Weekday
from reports.palette import LIGHT

_INKS = tuple(Ink(f"q{step}", getattr(LIGHT, f"q{step}")) for step in range(5))
_DARK_FROM = 3  # from this level on, numbers need the light ink


def hours_shown(data: Heatmap) -> range:
    """The hours that hold a post, and at least 6 to 21."""
    used = [hour for hour in range(24) if any(row[hour] for row in data.counts)]
    return range(min([6, *used]), max([21, *used]) + 1)


def _cuts(largest: int) -> tuple[int, ...]:
    """Where the levels 1 to 4 begin; a small table needs fewer."""
    cuts = [1]
    for share in (0.25, 0.5, 0.75):
        cut = max(cuts[-1] + 1, math.ceil(largest * share))
        if cut <= largest:
            cuts.append(cut)
    return tuple(cuts)


class _Layout:
    def __init__(self, hours: range, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        self.left, self.top = (52.0, 24.0) if wide else (40.0, 24.0)
        columns, self.rows = (len(hours), 7) if wide else (7, len(hours))
        self.across = (self.width - self.left - 2) / columns
        self.down = 30 if wide else 21
        self.foot = self.top + self.rows * self.down

    def corner(self, day: int, column: int) -> tuple[float, float]:
        across, down = (column, day) if self.wide else (day, column)
        return self.left + across * self.across, self.top + down * self.down


def _names(hours: range, at: _Layout, language: Language) -> str:
    days = list(language.weekdays())
    clock = [str(hour) for hour in hours]
    across, down = (clock, days) if at.wide else (days, clock)
    body = "".join(
        text_label(at.left + (i + 0.5) * at.across, 14, name, anchor="middle")
        for i, name in enumerate(across)
    )
    return body + "".join(
        text_label(at.left - 8, at.top + (i + 0.5) * at.down + 4.5, name, anchor="end")
        for i, name in enumerate(down)
    )


def _ground(at: _Layout) -> str:
    """The empty cells: one field, and the paper's lines across it."""
    columns = round((at.width - at.left - 2) / at.across)
    right = short(at.left + columns * at.across)
    grid = "".join(
        f"M{short(at.left)} {short(at.top + n * at.down)}H{right}" for n in range(at.rows + 1)
    )
    grid += "".join(
        f"M{short(at.left + n * at.across)} {short(at.top)}V{short(at.foot)}"
        for n in range(columns + 1)
    )
    field = box(at.left, at.top, columns * at.across, at.rows * at.down, _INKS[0])
    return f'{field}<path d="{grid}" class="gr" stroke="{LIGHT.paper}" stroke-width="2"/>'


def _cells(data: Heatmap, hours: range, at: _Layout, cuts: tuple[int, ...]) -> str:
    """A path a level, which is far smaller than a rectangle a cell; numbers above."""
    paths: dict[int, str] = defaultdict(str)
    numbers = ["", ""]
    wide, high = short(at.across - 2), short(at.down - 2)
    for day, row in enumerate(data.counts):
        for column, hour in enumerate(hours):
            count, (x, y) = row[hour], at.corner(day, column)
            level = sum(count >= cut for cut in cuts)
            if level:
                paths[level] += f"M{short(x + 1)} {short(y + 1)}h{wide}v{high}h-{wide}z"
            if count:
                middle = x + at.across / 2
                down = y + at.down / 2 + 4.5
                numbers[level >= _DARK_FROM] += (
                    f'<text x="{round(middle)}" y="{round(down)}">{count}</text>'
                )
    drawn = "".join(
        f'<path d="{path}" class="{_INKS[level].css}" fill="{_INKS[level].colour}"/>'
        for level, path in sorted(paths.items())
    )
    size = 12 if at.wide else 13  # narrow drawings shrink on a phone
    for ink, texts in zip((STRONG, ON_COLOUR), numbers, strict=True):
        look = f'class="{ink.css}" fill="{ink.colour}" text-anchor="middle" font-size="{size}"'
        drawn += f"<g {look}>{texts}</g>" if texts else ""
    return _ground(at) + drawn


def _legend(at: _Layout, cuts: tuple[int, ...], largest: int, language: Language) -> str:
    ends = (*(cut - 1 for cut in cuts[1:]), largest)
    names = ["0"]
    names += [str(a) if a == b else f"{a}–{b}" for a, b in zip(cuts, ends, strict=True)]
    words = language.text(msg("Posts in a cell:"))
    x, y = (at.left if at.wide else 6.0), at.foot + 14
    body = text_label(x, y + 11, words)
    x, y = (x + 12 + 7.2 * len(words), y) if at.wide else (x, y + 20)
    for step, name in enumerate(names):
        body += box(x, y, 14, 14, _INKS[step], 3) + text_label(x + 19, y + 11.5, name)
        x += 34 + 8 * len(name)
    return body


def heatmap_words(data: Heatmap) -> Message:
    """The map in words: posts a day."""
    days = [
        msg("{day}: {n}", day=Weekday(day), n=sum(row))
        for day, row in enumerate(data.counts)
        if sum(row)
    ]
    return msg("{total}: {days}.", total=_total(data), days=days)


def _total(data: Heatmap) -> Message:
    total = sum(map(sum, data.counts))
    return msgn("{n} post by weekday and hour", "{n} posts by weekday and hour", total)


def heatmap(data: Heatmap, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of when an account posts.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    hours = hours_shown(data)
    at = _Layout(hours, wide)
    largest = max(map(max, data.counts))
    cuts = _cuts(largest)
    body = _names(hours, at, language) + _cells(data, hours, at, cuts)
    body += _legend(at, cuts, largest, language)
    description = language.text(heatmap_words(data))
    return drawing(identifier, at.width, at.foot + (36 if wide else 56), title, description, body)
