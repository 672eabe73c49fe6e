"""How many followed a page over time: a line through the days on which it was counted."""

from __future__ import annotations

from auditor.core.messages import msg
from reports.charts.primitives import (
    NARROW,
    RULE,
    STRONG,
    WIDE,
    Ink,
    dot,
    drawing,
    line,
    short,
    text_label,
)
from reports.figures import Followers
from reports.language import Language
from reports.palette import LIGHT

_INK = Ink("sk0", LIGHT.k0)
_DOT = Ink("k0", LIGHT.k0)
_TOP, _FOOT, _HEIGHT = 22.0, 26.0, 170.0
# More counts than this are a line without its dots.
_MOST_DOTS = 60


def followers(data: Followers, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of a page's followers; the axis begins near the fewest, and says so.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    width = WIDE if wide else NARROW
    low, high = min(data.counts), max(data.counts)
    numbers = [language.number(low, 0), language.number(high, 0)]
    left = 18 + 8.0 * max(map(len, numbers))
    room, depth = width - left - 12, _HEIGHT - _TOP - _FOOT
    first, last = data.days[0], data.days[-1]
    span, rise = max((last - first).days, 1), max(high - low, 1)
    points = [
        (left + room * (day - first).days / span, _TOP + depth * (high - count) / rise)
        for day, count in zip(data.days, data.counts, strict=True)
    ]
    body = ""
    for count, words in zip((high, low), reversed(numbers), strict=True):
        y = _TOP + depth * (high - count) / rise
        body += line(left, y, width - 12, y, ink=RULE)
        body += text_label(left - 8, y + 4.5, words, anchor="end")
        if high == low:
            break
    path = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)
    body += (
        f'<path d="{path}" fill="none" class="{_INK.css}" stroke="{_INK.colour}" stroke-width="2"/>'
    )
    shown = points if len(points) <= _MOST_DOTS else [points[0], points[-1]]
    body += "".join(dot(x, y, 3.5, _DOT) for x, y in shown)
    for day, x, anchor in ((first, left, "start"), (last, width - 12, "end")):
        body += text_label(x, _HEIGHT - 6, language.date(day, "medium"), anchor=anchor)
    end_words = language.number(data.counts[-1], 0)
    end = (width - 12, points[-1][1] - 8)
    body += text_label(*end, end_words, ink=STRONG, anchor="end", weight=700)
    description = language.text(
        msg(
            "From {first} on {start} to {last} on {end}.",
            first=data.counts[0],
            start=first,
            last=data.counts[-1],
            end=last,
        )
    )
    return drawing(identifier, width, _HEIGHT, title, description, body)
