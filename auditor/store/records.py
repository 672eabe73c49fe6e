"""What a run and a resume point are, as the store's writers take them and its readers give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from auditor.model import AccountRef, Origin, Window


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
class ResumePoint:
    """Where an unfinished run goes on: its run, stream (``posts`` or ``comments``), position."""

    run_id: int
    stream: str
    position: str
    started_at: datetime
    asked: Window | None


@dataclass(frozen=True, slots=True)
class StoredAccount:
    """An account as the store knows it, with how fresh it is."""

    id: int
    ref: AccountRef
    name: str | None
    url: str | None
    platform_id: str | None
    posts: int
    newest_post_at: datetime | None
    followers: int | None
    last_run_at: datetime | None
    origins: tuple[str, ...]
    complete: bool | None
    timezone: str | None = None
