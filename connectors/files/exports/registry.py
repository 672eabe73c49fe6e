"""The exports that are recognised: one line each, loaded when a file is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from auditor.core.json_types import JsonValue
from connectors.files.exports.declaration import Export

if TYPE_CHECKING:
    from connectors.files.options import ImportOptions
    from connectors.files.reading_record import FileReading
    from connectors.files.sources.source import Source

EXPORTS: tuple[str, ...] = (
    "connectors.files.exports.x_analytics:MONTHLY",
    "connectors.files.exports.x_analytics:CONTENT",
    "connectors.files.exports.x_analytics:OVERVIEW",
    "connectors.files.exports.meta:FACEBOOK",
    "connectors.files.exports.meta:INSTAGRAM",
    "connectors.files.exports.linkedin:PAGE_CONTENT",
    "connectors.files.exports.linkedin:PAGE_METRICS",
    "connectors.files.exports.linkedin:CREATOR",
    "connectors.files.exports.video_studios:YOUTUBE",
    "connectors.files.exports.video_studios:YOUTUBE_CHART",
    "connectors.files.exports.video_studios:TIKTOK",
    "connectors.files.exports.linkedin_archive:SHARES",
    "connectors.files.exports.linkedin_archive:COMMENTS",
    "connectors.files.exports.youtube_takeout:VIDEOS",
    "connectors.files.exports.youtube_takeout:COMMENTS",
    "connectors.files.exports.crowdtangle:FACEBOOK",
    "connectors.files.exports.crowdtangle:INSTAGRAM",
)


# What is no table: functions that take the sources they know and give their readings.
DOCUMENTS: tuple[str, ...] = (
    "connectors.files.exports.x_archive:read",
    "connectors.files.exports.linkedin_figures:read",
    "connectors.files.exports.google_takeout:read",
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


def _load(line: str) -> JsonValue:
    module, _, name = line.partition(":")
    return getattr(import_module(module), name)
