"""Exported files: any table of posts, and the exports whose header is known.

>>> reading = read_files(["posts.csv"], options, now)       # doctest: +SKIP
>>> written = write_reading(store, reading, options, now)   # doctest: +SKIP

Heavy modules are loaded when a file is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from connectors.files.options import FIELDS, ImportOptions, ImportRefused, make_options

if TYPE_CHECKING:
    from auditor.core.messages import Message
    from auditor.store import Store
    from connectors.files.reading import OnFile
    from connectors.files.reading_record import FileReading, ImportReading, ImportWritten

__all__ = [
    "FIELDS",
    "ImportOptions",
    "ImportRefused",
    "describe",
    "make_options",
    "read_files",
    "summary",
    "write_reading",
]


def read_files(
    paths: Sequence[str | Path],
    options: ImportOptions,
    now: datetime,
    on_file: OnFile | None = None,
) -> ImportReading:
    """Read files and folders of tables, whole; see :func:`connectors.files.reading.read_files`.

    Args:
        paths: files and folders.
        options: what the user said of the files.
        now: the moment of the call, aware.
        on_file: hears of each file before it is read.
    """
    from connectors.files import reading

    return reading.read_files(paths, options, now, on_file)


def write_reading(
    store: Store, reading: ImportReading, options: ImportOptions, now: datetime
) -> ImportWritten:
    """Write a reading in one transaction; see :func:`connectors.files.write.write_reading`.

    Args:
        store: the open store.
        reading: what the files hold.
        options: what the user said of the files.
        now: the moment of the call, aware.
    """
    from connectors.files import write

    return write.write_reading(store, reading, options, now)


def summary(file: FileReading) -> list[Message]:
    """What is agreed to before it is written; see :mod:`connectors.files.reading_words`."""
    from connectors.files import reading_words as wording

    return wording.summary(file)


def describe(file: FileReading) -> list[Message]:
    """What was read from a file, line by line; see :mod:`connectors.files.reading_words`."""
    from connectors.files import reading_words as wording

    return wording.describe(file)
