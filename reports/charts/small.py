"""Small drawings inside rows: the track of a sign, a year of weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from auditor.core.messages import Message, msg
from reports.charts.primitives import (
    DARK_LINE,
    FILLS,
    ZONES,
    Ink,
    box,
    dot,
    drawing,
    line,
    short,
)
from reports.figures import Track, Week
from reports.language import Language, Rounded
from reports.palette import LIGHT

_BAR = Ink("bar", LIGHT.bar)
_UNREAD = Ink("ms", LIGHT.missing)
_LINE = Ink("dl", LIGHT.bar)
_GROUND = Ink("rl", LIGHT.rule)
_NONE = Ink("q1", LIGHT.q1)
_HEIGHT = 30.0


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


def trend(points: Sequence[tuple[date, float]], language: Language, identifier: str) -> str:
    """A score from 0 to 100 over some days, as a small line.

    Args:
        points: the days with their scores, oldest first.
        language: the language of its words.
        identifier: a name that no other drawing of the page has.
    """
    width, height = 120.0, _HEIGHT
    first, last = points[0][0], points[-1][0]
    span = max((last - first).days, 1)
    places = [
        (4 + (width - 8) * (day - first).days / span, 3 + (height - 6) * (1 - score / 100))
        for day, score in points
    ]
    path = "M" + "L".join(f"{short(x)} {short(y)}" for x, y in places)
    body = line(0, height - 0.5, width, height - 0.5, ink=_GROUND)
    body += (
        f'<path d="{path}" fill="none" class="{_LINE.css}" stroke="{_LINE.colour}" '
        'stroke-width="2"/>'
    )
    body += "".join(dot(x, y, 2.5, _BAR) for x, y in places)
    words = [msg("{score} on {day}", score=Rounded(score), day=day) for day, score in points]
    name = language.text(msg("The score over time"))
    return drawing(identifier, width, height, name, f"{language.value(words)}.", body, "spark")


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
