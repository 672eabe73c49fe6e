"""The exports of the fixtures, read as a user's call would read them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.files import make_options, read_files

if TYPE_CHECKING:
    from connectors.files.reading_record import FileReading

FOLDER = Path(__file__).parents[1] / "fixtures" / "exports"
NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)


def read_all(*names: str, **options) -> tuple[FileReading, ...]:
    """Every reading of these fixtures, in one call."""
    return read_files([FOLDER / name for name in names], make_options(**options), NOW).files


def read(name: str, **options) -> FileReading:
    """The one reading of a fixture."""
    (file,) = read_all(name, **options)
    return file
