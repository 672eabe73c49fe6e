"""Colours by lightness, chroma and hue as they are seen.

OKLab and its polar form are Björn Ottosson's, "A perceptual color space for image processing"
(2020), https://bottosson.github.io/posts/oklab/; the difference of two colours is CIE 1976's ΔE.
"""

from __future__ import annotations

import math

from reports.palette import linear_channels

Triple = tuple[float, float, float]
_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)
_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
_WHITE = (0.95047, 1.0, 1.08883)


def _product(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def oklch(colour: str) -> Triple:
    """Lightness 0 to 1, chroma and hue (radians) of ``#rrggbb``."""
    long, middle, short = _product(_TO_LMS, linear_channels(colour))
    light, a, b = _product(_TO_LAB, (math.cbrt(long), math.cbrt(middle), math.cbrt(short)))
    return light, math.hypot(a, b), math.atan2(b, a)


def from_oklch(light: float, chroma: float, hue: float) -> str:
    """The ``#rrggbb`` of a colour; its chroma is lowered until a screen can show it.

    Args:
        light: lightness, 0 to 1.
        chroma: colourfulness, 0 for grey.
        hue: radians.
    """
    while True:
        channels = _channels(light, chroma, hue)
        if chroma == 0 or all(-1e-4 <= channel <= 1.0001 for channel in channels):
            break
        chroma = max(0.0, chroma - 0.004)
    return "#" + "".join(f"{_encoded(channel):02x}" for channel in channels)


def _channels(light: float, chroma: float, hue: float) -> Triple:
    polar = (light, chroma * math.cos(hue), chroma * math.sin(hue))
    long, middle, short = _product(_FROM_LAB, polar)
    return _product(_FROM_LMS, (long**3, middle**3, short**3))


def _encoded(channel: float) -> int:
    value = min(max(channel, 0.0), 1.0)
    coded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(255 * coded)


def difference(first: str, second: str) -> float:
    """How far two colours are apart for an eye that sees all colours: ΔE of CIE 1976."""
    return math.dist(_lab(first), _lab(second))


def _lab(colour: str) -> Triple:
    ratios = (
        value / white
        for value, white in zip(_product(_TO_XYZ, linear_channels(colour)), _WHITE, strict=True)
    )
    x, y, z = (
        math.cbrt(ratio) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116
        for ratio in ratios
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
