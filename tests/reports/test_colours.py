"""Colours that are told apart by every eye: series under three simulated deficiencies.

The matrices are those of Machado, Oliveira and Fernandes 2009 (severity 1), applied to linear RGB as
in the paper; the difference is CIE 1976's, with D65 as white.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from reports.palette import DARK, LIGHT, Palette

LEAST = 12.0
SERIES = ("k0", "k1", "k2", "k3", "k4", "k5")
VIEWS = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = XYZ @ np.ones(3)


def linear(colour: str) -> np.ndarray:
    channels = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = XYZ @ rgb / WHITE
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def difference(first: str, second: str, view: str) -> float:
    seen = [lab(np.clip(VIEWS[view] @ linear(colour), 0, 1)) for colour in (first, second)]
    return float(np.linalg.norm(seen[0] - seen[1]))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_pair_of_series_is_told_apart(palette: Palette, view: str) -> None:
    near = {
        f"{a} {b}": round(apart, 1)
        for a, b in itertools.combinations(SERIES, 2)
        if (apart := difference(getattr(palette, a), getattr(palette, b), view)) < LEAST
    }
    assert near == {}


def test_the_measure_tells_what_is_known() -> None:
    assert difference("#ffffff", "#000000", "all cones") == pytest.approx(100, abs=0.01)
    # Red and green of one lightness are one colour without the cones between them.
    assert difference("#b3261e", "#7a5a00", "deuteranopia") < difference(
        "#b3261e", "#7a5a00", "all cones"
    )
