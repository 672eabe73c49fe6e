"""Small drawings inside rows: the gauge of a score, the track of a sign, a year of weeks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from auditor.core.messages import Message, msg
from reports.charts.lollipop import tone_of
from reports.charts.primitives import (
    DARK_LINE,
    FILLS,
    STROKES,
    STRONG,
    ZONES,
    Ink,
    box,
    dot,
    drawing,
    line,
    short,
    text_label,
)
from reports.figures import Gauge, Track, Week
from reports.language import Language, Rounded
from reports.palette import LIGHT

_BAR = Ink("bar", LIGHT.bar)
_UNREAD = Ink("ms", LIGHT.missing)
_GROUND = Ink("rl", LIGHT.rule)
_NONE = Ink("q1", LIGHT.q1)
_BAND = Ink("bd", LIGHT.missing)
_HEIGHT = 30.0
_CENTRE, _RADIUS = (60.0, 58.0), 44.0


def _point(score: float, radius: float) -> tuple[float, float]:
    angle = math.pi * min(max(score, 0), 100) / 100
    return _CENTRE[0] - radius * math.cos(angle), _CENTRE[1] - radius * math.sin(angle)


def _arc(start: float, end: float, ink: Ink, width: float, radius: float = _RADIUS) -> str:
    x1, y1 = _point(start, radius)
    x2, y2 = _point(max(end, start + 0.5), radius)
    return (
        f'<path d="M{short(x1)} {short(y1)}A{short(radius)} {short(radius)} 0 0 1 {short(x2)} '
        f'{short(y2)}" fill="none" class="{ink.css}" stroke="{ink.colour}" '
        f'stroke-width="{short(width)}"/>'
    )


def gauge(data: Gauge, language: Language, identifier: str) -> str:
    """A half circle from 0 to 100: the score with its interval.

    Args:
        data: the values that are drawn.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
    """
    low = data.value if data.low is None else data.low
    high = data.value if data.high is None else data.high
    body = _arc(0, 100, _GROUND, 9)
    body += _arc(0, data.value, STROKES[tone_of(data.value, data.zones)], 9)
    if high - low >= 1:
        body += _arc(low, high, _BAND, 3, _RADIUS - 9)
    x1, y1 = _point(data.value, _RADIUS - 7)
    x2, y2 = _point(data.value, _RADIUS + 7)
    body += line(x1, y1, x2, y2, ink=DARK_LINE, width=3, cap="round")
    body += text_label(
        _CENTRE[0],
        _CENTRE[1] - 2,
        language.number(data.value, 0),
        ink=STRONG,
        anchor="middle",
        weight=700,
        size=26,
    )
    for score, anchor in ((0, "start"), (100, "end")):
        x, _ = _point(score, _RADIUS + 4)
        body += text_label(x, _CENTRE[1] + 14, f"{score}", anchor=anchor, size=11)
    name = language.text(msg("{page}: score", page=data.name))
    return drawing(
        identifier, 120, 76, name, language.text(_gauge_words(data, low, high)), body, "gauge"
    )


def _gauge_words(data: Gauge, low: float, high: float) -> Message:
    if data.low is None:
        return msg("{score} of 100.", score=Rounded(data.value))
    return msg(
        "{score} of 100, 90% interval from {low} to {high}.",
        score=Rounded(data.value),
        low=Rounded(low),
        high=Rounded(high),
    )


def track(data: Track) -> str:
    """A share from 0 to 1 beside its line. The row says the same in words, so it is hidden."""

    def at(value: float) -> float:
        return 6 + 208 * min(max(value, 0), 1)

    if data.threshold is None:
        body = box(6, 7, 208, 8, ZONES[1])
    else:
        limit = at(data.threshold)
        left, right = (ZONES[0], ZONES[2]) if data.higher_is_better else (ZONES[2], ZONES[0])
        body = box(6, 7, limit - 6, 8, left) + box(limit, 7, 214 - limit, 8, right)
        body += line(limit, 2, limit, 20, ink=DARK_LINE, width=2)
    if data.low is not None and data.high is not None and data.high - data.low >= 0.02:
        body += line(at(data.low), 11, at(data.high), 11, ink=DARK_LINE, width=2)
    tone = {True: "good", False: "bad", None: "warn"}[data.passed]
    body += dot(at(data.value), 11, 6, FILLS[tone])
    size = 'viewBox="0 0 220 22" width="220" height="22"'
    return f'<svg class="track" {size} aria-hidden="true">{body}</svg>'


def sparkline(weeks: Sequence[Week], title: Message, language: Language, identifier: str) -> str:
    """Posts a week over a year; weeks that were not read are a grey foot, not a zero.

    Args:
        weeks: oldest first.
        title: the finding, in words.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
    """
    words = language.text(_spark_words(weeks))
    name = language.text(title)
    return drawing(identifier, 156, _HEIGHT, name, words, _bars(weeks, 156), "spark")


def strip(weeks: Sequence[Week], title: Message, language: Language, identifier: str) -> str:
    """Comments a week by one person over the weeks judged; the same foot for what was not read.

    Args:
        weeks: oldest first.
        title: the finding, in words.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
    """
    posts = [week.posts for week in weeks if week.posts is not None]
    words = language.text(
        msg(
            "Comments in {active} of {read} weeks read; {most} in the fullest week.",
            active=sum(n > 0 for n in posts),
            read=len(posts),
            most=max(posts, default=0),
        )
    )
    name = language.text(title)
    step, largest = 12.0, max(posts, default=0) or 1
    body = line(0, _HEIGHT - 0.5, step * len(weeks), _HEIGHT - 0.5, ink=_GROUND)
    for number, week in enumerate(weeks):
        ink = _UNREAD if week.posts is None else _BAR if week.posts else _NONE
        high = max(3.0, (_HEIGHT - 3) * (week.posts or 0) / largest)
        body += box(number * step, _HEIGHT - 1 - high, step * 0.78, high, ink)
    return drawing(identifier, step * len(weeks), _HEIGHT, name, words, body, "spark")


def _bars(weeks: Sequence[Week], width: float) -> str:
    height = _HEIGHT
    step = width / max(1, len(weeks))
    largest = max((week.posts or 0 for week in weeks), default=0) or 1
    body = line(0, height - 0.5, width, height - 0.5, ink=Ink("rl", LIGHT.rule))
    bars = feet = ""
    for index, week in enumerate(weeks):
        x = short(index * step)
        if week.posts is None:
            feet += f"M{x} {short(height - 4)}h{short(step)}v3h-{short(step)}z"
        elif week.posts:
            high = max(1.5, (height - 3) * week.posts / largest)
            wide = short(step * 0.78)
            bars += f"M{x} {short(height - 1 - high)}h{wide}v{short(high)}h-{wide}z"
    for path, ink in ((feet, _UNREAD), (bars, _BAR)):
        if path:
            body += f'<path d="{path}" class="{ink.css}" fill="{ink.colour}"/>'
    return body


def _spark_words(weeks: Sequence[Week]) -> Message:
    counts = [week.posts for week in weeks if week.posts is not None]
    return msg(
        "Posts in {active} of {read} weeks read; {most} in the fullest week.",
        active=sum(posts > 0 for posts in counts),
        read=len(counts),
        most=max(counts, default=0),
    )
