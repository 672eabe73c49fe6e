"""The report's colours, light and dark, with the contrast that text needs computed.

Ratios follow WCAG 2.2 (relative luminance of sRGB); text keeps 4.5:1 on its ground.
"""

from __future__ import annotations

from dataclasses import dataclass


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: int) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def linear_channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of ``#rrggbb`` as amounts of light, 0 to 1."""
    red, green, blue = _channels(colour)
    return _linear(red), _linear(green), _linear(blue)


def luminance(colour: str) -> float:
    """Relative luminance 0..1 of ``#rrggbb``."""
    red, green, blue = linear_channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True, slots=True)
class Palette:
    """Named colours of one appearance. Names are those of the style sheet's variables."""

    page: str
    paper: str
    ink: str
    mute: str
    rule: str
    soft: str
    bad: str
    warn: str
    good: str
    badbg: str
    warnbg: str
    brand: str
    bar: str
    other: str
    missing: str
    zone0: str
    zone1: str
    zone2: str
    k0: str
    k1: str
    k2: str
    k3: str
    k4: str
    k5: str
    q0: str
    q1: str
    q2: str
    q3: str
    q4: str


LIGHT = Palette(
    page="#f4f3f0",
    paper="#ffffff",
    ink="#1d2126",
    mute="#565d66",
    rule="#dfe2e6",
    soft="#f1f3f5",
    bad="#b3261e",
    warn="#855700",
    good="#1b6e45",
    badbg="#fbe9e7",
    warnbg="#fdf3d8",
    brand="#0f5c6e",
    bar="#0f5c6e",
    other="#767e87",
    missing="#7d858d",
    zone0="#fbe0dd",
    zone1="#fdf0cc",
    zone2="#dcefe3",
    k0="#0f5c6e",
    k1="#896e16",
    k2="#a65394",
    k3="#606060",
    k4="#5b65b2",
    k5="#3d5f1a",
    q0="#f1f3f5",
    q1="#cfe6ea",
    q2="#9ccbd5",
    q3="#2f7d92",
    q4="#0f5c6e",
)
DARK = Palette(
    page="#14171a",
    paper="#1c2024",
    ink="#eceef0",
    mute="#a9b0b9",
    rule="#343a41",
    soft="#262b31",
    bad="#ff9c92",
    warn="#f0c566",
    good="#7fd3a4",
    badbg="#41211e",
    warnbg="#3a2f14",
    brand="#5fb7cc",
    bar="#5fb7cc",
    other="#8f98a1",
    missing="#7d858e",
    zone0="#4a2622",
    zone1="#423511",
    zone2="#1c4030",
    k0="#5fb7cc",
    k1="#d9ac63",
    k2="#ba7ea3",
    k3="#b4b4b4",
    k4="#a7bbf9",
    k5="#c0de92",
    q0="#262b31",
    q1="#1f3d45",
    q2="#2d6070",
    q3="#57a9bd",
    q4="#8fd6e6",
)
