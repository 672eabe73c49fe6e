"""What the tests of importing share: a moment, a file from its lines, a short way to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from connectors.files import make_options, read_files
from connectors.files.reading_record import FileReading, ImportReading

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Writes a file from its lines and gives its path."""

    def make(
        *lines: str, name: str = "posts.csv", encoding: str = "utf-8", end: str = "\n"
    ) -> Path:
        path = tmp_path / name
        path.write_bytes(end.join([*lines, ""]).encode(encoding))
        return path

    return make


@pytest.fixture
def read() -> Callable[..., FileReading]:
    """Reads one file as the page facebook:esempio, unless told otherwise."""

    def read_file(path: Path, **options: Any) -> FileReading:
        options.setdefault("account", "facebook:esempio")
        options.setdefault("posts", True)
        (file,) = read_files([path], make_options(**options), NOW).files
        return file

    return read_file


@pytest.fixture
def read_all() -> Callable[..., ImportReading]:
    """Reads a file with all its sheets as the page facebook:esempio, unless told otherwise."""

    def read_file(path: Path, **options: Any) -> ImportReading:
        options.setdefault("account", "facebook:esempio")
        return read_files([path], make_options(**options), NOW)

    return read_file
