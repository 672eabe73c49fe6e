"""A year of weeks: bars of interactions, dots of posts, bands of silence, hatching of no data."""

from __future__ import annotations

import math
from collections import defaultdict

from auditor.core.messages import Message, msg, msgn
from reports.charts.primitives import (
    BAD_TEXT,
    DARK_LINE,
    NARROW,
    STRONG,
    TEXT,
    WIDE,
    Ink,
    box,
    drawing,
    hatch,
    line,
    nice_steps,
    safe,
    short,
    text_label,
)
from reports.figures import Silence, Week, Weekly
from reports.language import Language
from reports.palette import LIGHT

_BAR = Ink("bar", LIGHT.bar)
_BAND = Ink("gap", LIGHT.badbg)
_NIL = Ink("nil", LIGHT.bad)
# Widths of a sign at 13 px.
_DIGIT, _BOLD = 7.4, 7.6
# A week alone does not fill the chart.
_WIDEST = 36.0


class _Layout:
    def __init__(self, data: Weekly, wide: bool) -> None:
        self.wide = wide
        self.width = WIDE if wide else NARROW
        self.top, self.plot = (30, 190) if wide else (34, 165)
        self.base = self.top + self.plot
        self.height = self.base + 56
        largest = max((week.interactions or 0 for week in data.weeks), default=0)
        self.ticks = nice_steps(largest)
        # Room for the longest number of the axis, and for the median's beside the plot.
        self.left = max(36.0, 14 + _DIGIT * len(f"{self.ticks[-1]:,.0f}"))
        median = f"{data.median or 0:,.1f}"
        self.right = 16 + _BOLD * (len("mediana ") + len(median)) if wide else 6.0
        room = (self.width - self.left - self.right) / max(1, len(data.weeks))
        self.step = min(_WIDEST, room)

    def x(self, index: float) -> float:
        return self.left + index * self.step

    def y(self, value: float) -> float:
        return self.base - self.plot * value / self.ticks[-1]


def week_words(week: Week) -> Message:
    """One week in words."""
    if week.posts is None:
        return msg("Week of {day}: no data", day=week.start)
    posts = msgn("{n} post", "{n} posts", week.posts)
    if week.interactions is None:
        return msg("Week of {day}: {posts}, interactions not known", day=week.start, posts=posts)
    reactions = msgn("{n} interaction", "{n} interactions", week.interactions)
    return msg(
        "Week of {day}: {posts}, {interactions}",
        day=week.start,
        posts=posts,
        interactions=reactions,
    )


def _axis(at: _Layout, language: Language) -> str:
    body = ""
    for value in at.ticks:
        body += line(at.left, at.y(value), at.width - at.right, at.y(value))
        body += text_label(at.left - 8, at.y(value) + 4.5, language.number(value, 0), anchor="end")
    return body


def _months(data: Weekly, at: _Layout, language: Language) -> str:
    body = ""
    last = -9.0
    room = 34 if at.wide else 30
    for index, week in enumerate(data.weeks):
        if not index or week.start.day > 7 or (not at.wide and week.start.month % 3 != 1):
            continue
        x = at.x(index)
        if x - last < room or x > at.width - at.right - 8:
            continue
        january = week.start.month == 1 and at.wide
        words = (
            language.date(week.start, "MMMy")
            if january
            else language.months()[week.start.month - 1]
        )
        body += line(x, at.base + 26, x, at.base + 31, ink=Ink("tk", "#9aa1aa"))
        body += text_label(x, at.base + 46, words, anchor="middle")
        last = x + (16 if january else 0)
    return body


def _silences(data: Weekly, at: _Layout, language: Language) -> str:
    body = ""
    longest = max(data.silences, key=lambda silence: silence.weeks, default=None)
    right = at.left - 200.0
    for silence in data.silences:
        words = language.text(
            msgn("{n} week without posts", "{n} weeks without posts", silence.weeks)
        )
        x = at.x(silence.first)
        body += box(x, at.top, silence.weeks * at.step, at.plot + 26, _BAND, title=words)
        text = words if silence == longest else language.text(_weeks(silence))
        if silence != longest and (not at.wide or silence.weeks < 3):
            continue
        half = 3.4 * len(text)
        middle = at.x((silence.first + silence.end) / 2)
        middle = min(max(middle, at.left + half), at.width - at.right - half)
        if silence == longest or middle - half > right:
            body += text_label(middle, at.top - 10, text, ink=BAD_TEXT, anchor="middle", weight=600)
            right = middle + half + 8
    return body


def _weeks(silence: Silence) -> Message:
    return msgn("{n} week", "{n} weeks", silence.weeks)


def _uncovered(data: Weekly, at: _Layout, identifier: str, language: Language) -> str:
    """Hatched stretches: nobody read these weeks, so they are no silence."""
    runs: list[list[int]] = []
    for index, week in enumerate(data.weeks):
        if week.posts is None:
            if runs and runs[-1][1] == index:
                runs[-1][1] = index + 1
            else:
                runs.append([index, index + 1])
    if not runs:
        return ""
    words = language.text(msg("no data"))
    body = hatch(identifier)
    for first, end in runs:
        x, width = at.x(first), (end - first) * at.step
        body += (
            f'<rect x="{short(x)}" y="{at.top}" width="{short(width)}" height="{at.plot + 26}" '
            f'fill="url(#{identifier}-h)"><title>{words}</title></rect>'
        )
        if width > 60:
            body += text_label(
                x + width / 2, at.top + at.plot / 2, words, anchor="middle", halo=True
            )
    return body


def _bars(data: Weekly, at: _Layout) -> str:
    """Bars, dots and dashes: a path each, which is far smaller than a mark each."""
    foot = short(at.base + 14)
    bars = dashes = ""
    dots: dict[int, str] = defaultdict(str)
    for index, week in enumerate(data.weeks):
        if week.posts is None:
            continue
        x = at.x(index)
        if not week.posts:
            dashes += f"M{round(x + at.step * 0.3)} {foot}h{round(at.step * 0.4)}"
            continue
        dots[week.posts] += f"M{short(x + at.step / 2)} {foot}h0"
        if week.interactions is not None:
            top = round(min(at.y(week.interactions), at.base - 1))
            bars += (
                f"M{short(x + at.step * 0.12)} {at.base}V{top}h{short(at.step * 0.76)}V{at.base}"
            )
    body = f'<path d="{bars}" class="{_BAR.css}" fill="{_BAR.colour}"/>' if bars else ""
    if dashes:
        body += f'<path d="{dashes}" class="{_NIL.css}" stroke="{_NIL.colour}" stroke-width="1.5"/>'
    for posts, path in sorted(dots.items()):
        radius = min(at.step * 0.46, 1.2 + (1.15 if at.wide else 0.7) * math.sqrt(posts))
        body += (
            f'<path d="{path}" class="md" stroke="{DARK_LINE.colour}" stroke-linecap="round" '
            f'stroke-width="{short(2 * radius)}"/>'
        )
    return body


def _tooltips(data: Weekly, at: _Layout, language: Language) -> str:
    """What stands under the pointer, week by week."""
    size = f'y="{at.top}" width="{short(at.step)}" height="{at.plot + 26}"'
    marks = "".join(
        f'<rect x="{short(at.x(index))}" {size}>'
        f"<title>{safe(language.text(week_words(week)))}</title></rect>"
        for index, week in enumerate(data.weeks)
        if week.posts is not None
    )
    return f'<g fill="transparent">{marks}</g>'


def _median(data: Weekly, at: _Layout, language: Language) -> str:
    if data.median is None:
        return ""
    y = at.y(data.median)
    words = language.text(msg("middle {value}", value=data.median))
    body = line(at.left, y, at.width - at.right, y, ink=DARK_LINE, width=1.3, dash="4 3")
    if at.wide:
        return body + text_label(at.width - at.right + 8, y + 4.5, words, ink=STRONG, weight=600)
    # Beside the plot there is no room, and on it the words would lie over the bars.
    return body + text_label(
        6,
        at.height + 28,
        language.text(msg("Dashed line: {what}", what=msg("middle {value}", value=data.median))),
        ink=TEXT,
    )


def weekly(data: Weekly, language: Language, identifier: str, title: str, wide: bool) -> str:
    """The chart of one account's weeks.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
        title: the finding, in words.
        wide: for a page of 760 px and more, else for a telephone.
    """
    at = _Layout(data, wide)
    body = _axis(at, language) + _silences(data, at, language)
    body += _uncovered(data, at, identifier, language)
    body += _bars(data, at) + _months(data, at, language) + _median(data, at, language)
    body += _tooltips(data, at, language) if wide and data.hover else ""
    legend = msg("Bars: interactions. Dots: posts. Dashes: no post.")
    body += text_label(at.left if wide else 6, at.height + 12, language.text(legend), ink=TEXT)
    description = language.text(_description(data))
    room = 22 if wide else 38
    return drawing(identifier, at.width, at.height + room, title, description, body)


def _description(data: Weekly) -> Message:
    weeks_read = [week for week in data.weeks if week.posts is not None]
    silent = sum(1 for week in weeks_read if not week.posts)
    return msg(
        "{weeks} weeks read, {silent} of them without a post. Median of interactions in a week "
        "with posts: {median}.",
        weeks=len(weeks_read),
        silent=silent,
        median=data.median,
    )
