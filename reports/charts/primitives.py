"""The strokes of every chart: text, line, box, mark, and the frame that names the drawing.

Colours are presentation attributes for light and print; the class beside each lets the page's
style sheet re-ink it for dark.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

from reports.palette import LIGHT
from reports.safety import page_text

WIDE = 840
NARROW = 340


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour and the class that re-inks it."""

    css: str
    colour: str


TEXT = Ink("tx", LIGHT.mute)
STRONG = Ink("ti", LIGHT.ink)
BAD_TEXT = Ink("tb", LIGHT.bad)
RULE = Ink("rl", LIGHT.rule)
DARK_LINE = Ink("md", LIGHT.ink)
ZONES = (Ink("z0", LIGHT.zone0), Ink("z1", LIGHT.zone1), Ink("z2", LIGHT.zone2))
FILLS = {"bad": Ink("fb", LIGHT.bad), "warn": Ink("fw", LIGHT.warn), "good": Ink("fg", LIGHT.good)}
# Text on a coloured mark: the paper's colour, light on dark marks and dark on light ones.
ON_COLOUR = Ink("on", LIGHT.paper)
STROKES = {
    "bad": Ink("sb", LIGHT.bad),
    "warn": Ink("sw", LIGHT.warn),
    "good": Ink("sg", LIGHT.good),
}


def kind_ink(name: str, identifier: str) -> Ink:
    """The colour of a kind (``k0`` … ``k5``); what is unknown is hatched."""
    if name == "unknown":
        return Ink("uk", f"url(#{identifier}-h)")
    return Ink(name, getattr(LIGHT, name))


def hatch(identifier: str) -> str:
    """The pattern of what nobody knows, ``url(#<identifier>-h)``."""
    return (
        f'<defs><pattern id="{identifier}-h" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" class="hb" '
        f'fill="{LIGHT.paper}"/>'
        f'<line x1="0" y1="0" x2="0" y2="6" class="hl" stroke="{LIGHT.missing}" stroke-width="2"/>'
        "</pattern></defs>"
    )


def short(value: float) -> str:
    """A coordinate with one decimal at most."""
    text = f"{value:.1f}"
    return text[:-2] if text.endswith(".0") else text


def cut(text: str, length: int) -> str:
    """A name that fits: cut with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def safe(text: str) -> str:
    """A text that can stand in markup."""
    return escape(page_text(text), quote=True)


def text_label(
    x: float,
    y: float,
    words: str,
    *,
    ink: Ink = TEXT,
    anchor: str = "",
    weight: int = 0,
    size: float = 0,
    halo: bool = False,
) -> str:
    """A text at its baseline. ``anchor`` is start (default), middle or end.

    Args:
        x: px from the left.
        y: px from the top.
        words: the text.
        ink: colour and its name in the style sheet.
        anchor: ``start``, ``middle`` or ``end``.
        weight: 400 or 600 and more.
        size: px.
        halo: whether it stands out from what is behind it.
    """
    attributes = f' text-anchor="{anchor}"' if anchor else ""
    attributes += f' font-weight="{weight}"' if weight else ""
    attributes += f' font-size="{short(size)}"' if size else ""
    # The drawing itself has the ink of plain text: most texts need to say nothing.
    css = " ".join(([] if ink == TEXT else [ink.css]) + (["halo"] if halo else []))
    look = f' class="{css}"' if css else ""
    look += "" if ink == TEXT else f' fill="{ink.colour}"'
    return f'<text x="{round(x)}" y="{short(y)}"{look}{attributes}>{safe(words)}</text>'


def line(
    x1: float,
    y1: float,
    x2: float,
    y2: float,
    *,
    ink: Ink = RULE,
    width: float = 1,
    dash: str = "",
    cap: str = "",
) -> str:
    """A straight stroke.

    Args:
        x1: px from the left.
        y1: px from the top.
        x2: px from the left.
        y2: px from the top.
        ink: colour and its name in the style sheet.
        width: px.
        dash: lengths of strokes and gaps.
        cap: how its ends look.
    """
    attributes = f' stroke-width="{short(width)}"' if width != 1 else ""
    attributes += f' stroke-dasharray="{dash}"' if dash else ""
    attributes += f' stroke-linecap="{cap}"' if cap else ""
    return (
        f'<line x1="{short(x1)}" y1="{short(y1)}" x2="{short(x2)}" y2="{short(y2)}" '
        f'class="{ink.css}" stroke="{ink.colour}"{attributes}/>'
    )


def box(
    x: float, y: float, width: float, height: float, ink: Ink, radius: float = 0, title: str = ""
) -> str:
    """A filled rectangle, with a title when there is something to say of it.

    Args:
        x: px from the left.
        y: px from the top.
        width: px.
        height: px.
        ink: colour and its name in the style sheet.
        radius: of its corners, px.
        title: what a pointer is told of it.
    """
    attributes = f' rx="{short(radius)}"' if radius else ""
    start = (
        f'<rect x="{short(x)}" y="{short(y)}" width="{short(max(0, width))}" '
        f'height="{short(max(0, height))}" class="{ink.css}" fill="{ink.colour}"{attributes}'
    )
    return f"{start}><title>{safe(title)}</title></rect>" if title else f"{start}/>"


def dot(x: float, y: float, radius: float, ink: Ink) -> str:
    """A filled circle.

    Args:
        x: px from the left.
        y: px from the top.
        radius: px.
        ink: colour and its name in the style sheet.
    """
    return (
        f'<circle cx="{short(x)}" cy="{short(y)}" r="{short(radius)}" class="{ink.css}" '
        f'fill="{ink.colour}"/>'
    )


def group(body: str, title: str) -> str:
    """Strokes that share one title."""
    return f"<g><title>{safe(title)}</title>{body}</g>"


def interval(x1: float, x2: float, y: float, half: float = 4) -> str:
    """A whisker from ``x1`` to ``x2``.

    Args:
        x1: px from the left.
        x2: px from the left.
        y: px from the top.
        half: half the height of its ends, px.
    """
    ink = Ink("ci", LIGHT.ink)
    up, down = short(y - half), short(2 * half)
    path = f"M{short(x1)} {short(y)}H{short(x2)}M{short(x1)} {up}v{down}M{short(x2)} {up}v{down}"
    return f'<path d="{path}" class="{ink.css}" stroke="{ink.colour}" stroke-width="1.6"/>'


def nice_steps(largest: float, count: int = 4) -> list[float]:
    """Round axis values from 0 that reach ``largest`` in about ``count`` steps of whole numbers."""
    if largest <= 0:
        return [0, 1]
    step = 10 ** math.floor(math.log10(largest / count))
    step *= next(factor for factor in (1, 2, 5, 10) if factor * step * count >= largest)
    step = max(1.0, step)
    return [step * index for index in range(math.ceil(largest / step) + 1)]


def drawing(
    identifier: str,
    width: float,
    height: float,
    title: str,
    description: str,
    body: str,
    css: str = "",
) -> str:
    """The drawing with its name and description; ``identifier`` must be unique in the page.

    Args:
        identifier: a name that no other drawing of the page has.
        width: px.
        height: px.
        title: its name.
        description: what it shows, in words.
        body: what is drawn.
        css: a class of the style sheet.
    """
    classes = f"{css or 'chart'} {TEXT.css}"
    return (
        f'<svg class="{classes}" viewBox="0 0 {short(width)} {short(height)}" '
        f'width="{short(width)}" height="{short(height)}" role="img" '
        f'aria-labelledby="{identifier}-t {identifier}-d" font-size="13" '
        f'fill="{TEXT.colour}"><title id="{identifier}-t">{safe(title)}</title>'
        f'<desc id="{identifier}-d">{safe(description)}</desc>{body}</svg>'
    )
