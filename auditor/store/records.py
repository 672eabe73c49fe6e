"""What a run and an imported file are, as the store's writers take them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from auditor.core.model import Origin, Window


@dataclass(frozen=True, slots=True)
class RunStart:
    """How a run began. ``source`` names the host or the file, never with a token in it."""

    origin: Origin
    connector: str
    started_at: datetime
    connector_version: str | None = None
    api_version: str | None = None
    source: str | None = None
    asked: Window | None = None


@dataclass(frozen=True, slots=True)
class RunEnd:
    """How a run ended.

    ``covered`` is the span that was really read; ``span_source`` says who told it: ``api``,
    ``declared`` (by the file or its name), ``user`` or ``rows`` (first to last row). ``complete``
    is true when nothing of the covered span is missing. ``posts_declared`` is what the platform
    says there is in all.
    """

    finished_at: datetime
    covered: Window | None
    complete: bool
    span_source: str = "api"
    stopped_because: str | None = None
    comments_read: bool = False
    rows: int | None = None
    posts_declared: int | None = None
    calls: int | None = None
    units: int | None = None
    money: float | None = None
    notes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The manifest of an imported file: what it was, how it was read, what was left out.

    ``sha256`` is of its content. ``how`` holds the reading's settings; ``left_out`` one entry a
    reason: ``{"reason": …, "n": …, "lines": [...]}``.
    """

    name: str
    sha256: str
    layout: str
    how: Mapping[str, Any]
    rows: int
    taken: int
    left_out: tuple[Mapping[str, Any], ...] = ()
