"""The exports that are recognised: one line each, loaded when a file is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from connectors.files.export import Export

if TYPE_CHECKING:
    from connectors.files.options import ImportOptions
    from connectors.files.records import FileReading
    from connectors.files.sources import Source

EXPORTS: tuple[str, ...] = (
    "connectors.files.x_analytics:MONTHLY",
    "connectors.files.x_analytics:CONTENT",
    "connectors.files.x_analytics:OVERVIEW",
    "connectors.files.meta_content:FACEBOOK",
    "connectors.files.meta_content:INSTAGRAM",
    "connectors.files.linkedin_exports:PAGE_CONTENT",
    "connectors.files.linkedin_exports:PAGE_METRICS",
    "connectors.files.linkedin_exports:CREATOR",
    "connectors.files.video_studios:YOUTUBE",
    "connectors.files.video_studios:YOUTUBE_CHART",
    "connectors.files.video_studios:TIKTOK",
    "connectors.files.linkedin_archive:SHARES",
    "connectors.files.linkedin_archive:COMMENTS",
    "connectors.files.youtube_takeout:VIDEOS",
    "connectors.files.youtube_takeout:COMMENTS",
    "connectors.files.crowdtangle:FACEBOOK",
    "connectors.files.crowdtangle:INSTAGRAM",
)


# What is no table: functions that take the sources they know and give their readings.
DOCUMENTS: tuple[str, ...] = (
    "connectors.files.x_archive:read",
    "connectors.files.linkedin_figures:read",
)
Reader = Callable[
    [Sequence["Source"], "ImportOptions", datetime], tuple[list["FileReading"], list["Source"]]
]


@cache
def documents() -> tuple[Reader, ...]:
    """The readers of documents."""
    return tuple(_load(line) for line in DOCUMENTS)


@cache
def exports() -> tuple[Export, ...]:
    """All of them."""
    return tuple(_load(line) for line in EXPORTS)


def _load(line: str) -> Any:
    module, _, name = line.partition(":")
    return getattr(import_module(module), name)
