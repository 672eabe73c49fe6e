"""A brand's colour in the report: as it is on the bar, corrected wherever something is read."""

from __future__ import annotations

from dataclasses import replace

from reports.brand.oklch import difference, from_oklch, oklch
from reports.palette import DARK, LIGHT, Palette, contrast

# What text needs on its ground, WCAG 2.2, success criterion 1.4.3.
_READABLE = 4.5
# A mark nearer than this to the colour of a state would look like that state [D].
_APART = 12.0
_STEP = 0.005


def branded(palette: Palette, colour: str) -> Palette:
    """A palette with a brand's colour.

    The bar takes it as it is. Links and marks take its hue, darker on a light ground and lighter on
    a dark one until it can be read; near the colour of a state they keep their own.

    Args:
        palette: the light or the dark one.
        colour: the brand's, ``#rrggbb``.
    """
    shade = _readable(palette, colour)
    states = (palette.bad, palette.warn, palette.good)
    is_state = min(difference(shade, state) for state in states) < _APART
    return replace(palette, brand=colour, bar=palette.bar if is_state else shade)


def palettes(colour: str | None) -> tuple[Palette, Palette]:
    """The light and the dark palette with a brand's colour, or as they are without one."""
    if colour is None:
        return LIGHT, DARK
    return branded(LIGHT, colour), branded(DARK, colour)


def _readable(palette: Palette, colour: str) -> str:
    grounds = (palette.page, palette.paper, palette.soft)
    light, chroma, hue = oklch(colour)
    step = (
        -_STEP if contrast(palette.paper, "#000000") > contrast(palette.paper, "#ffffff") else _STEP
    )
    shade = colour
    while min(contrast(shade, ground) for ground in grounds) < _READABLE:
        light = min(max(light + step, 0.0), 1.0)
        shade = from_oklch(light, chroma, hue)
    return shade
