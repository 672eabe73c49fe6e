"""One door to every chart: a figure in, markup at two widths out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reports.charts.delays import delays
from reports.charts.dumbbell import dumbbell
from reports.charts.followers import followers
from reports.charts.heatmap import heatmap
from reports.charts.lollipop import lollipop
from reports.charts.quadrant import quadrant
from reports.charts.ratios import ratios
from reports.charts.response_map import response_map
from reports.charts.stack import stack
from reports.charts.strips import strips
from reports.charts.weekly import weekly
from reports.figures import (
    Delays,
    Dumbbell,
    Figure,
    Followers,
    Heatmap,
    Lollipop,
    Quadrant,
    Ratios,
    ResponseMap,
    Stack,
    Strips,
    Weekly,
)
from reports.language import Language

_DRAWERS: dict[type, Callable[[Any, Language, str, str, bool], str]] = {
    Delays: delays,
    Dumbbell: dumbbell,
    Followers: followers,
    Heatmap: heatmap,
    Lollipop: lollipop,
    Quadrant: quadrant,
    Ratios: ratios,
    ResponseMap: response_map,
    Stack: stack,
    Strips: strips,
    Weekly: weekly,
}


def draw(figure: Figure, language: Language) -> tuple[str, str]:
    """A figure's chart, wide and narrow. Both carry the figure's finding as their name."""
    drawer, title = _DRAWERS[type(figure.chart)], language.text(figure.title)
    return (
        drawer(figure.chart, language, f"{figure.id}-w", title, True),
        drawer(figure.chart, language, f"{figure.id}-n", title, False),
    )
