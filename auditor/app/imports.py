"""Files that networks export: read and shown, then written, in two steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.app.workplace import Workplace
from auditor.core.messages import msg, msgn
from auditor.core.model import AccountRef
from auditor.core.traits import TRAITS

if TYPE_CHECKING:
    from connectors.files import ImportOptions
    from connectors.files.reading_record import ImportReading, ImportWritten


@dataclass(frozen=True)
class ImportRequest:
    """Files and folders to be read, what is said of them, and the moment of reading, aware."""

    paths: Sequence[Path]
    options: ImportOptions
    now: datetime


@dataclass(frozen=True)
class ImportOutcome:
    """What was written, and the accounts whose number of followers nobody has told yet."""

    written: ImportWritten
    followers_unknown: Sequence[AccountRef]


def read(work: Workplace, request: ImportRequest) -> ImportReading:
    """Read all files, whole, and write nothing. What was said of their accounts before counts.

    Raises:
        UsageError: a file is no list of posts, or does not tell what it must; nothing is read.
    """
    from connectors.files import read_files

    options = replace(request.options, remembered=work.told_before())
    try:
        return read_files(
            request.paths,
            options,
            request.now,
            lambda name, done, total: work.observer.step(
                msg("Reading {file}", file=name), done, total
            ),
        )
    finally:
        work.observer.ended()


def write(work: Workplace, request: ImportRequest, reading: ImportReading) -> ImportOutcome:
    """Write a reading in one transaction, all files of it or none.

    Args:
        work: the settings, the place of the store and the observer of this call.
        request: what was asked for.
        reading: what the files hold, and the options under which each was read.

    Raises:
        StoreError: the store cannot be written; nothing of the reading is in it.
    """
    from connectors.files import write_reading

    try:
        with work.open_store() as store:
            words = msgn("Writing {n} post", "Writing {n} posts", reading.posts)
            work.observer.step(words, 0, 1)
            written = write_reading(store, reading, request.options, request.now)
            work.observer.kept()
            with_followers = store.followers_known(reading.accounts)
    finally:
        work.observer.ended()
    unknown = [
        ref
        for ref in reading.accounts
        if ref not in with_followers and not TRAITS[ref.platform].reviews
    ]
    return ImportOutcome(written, unknown)
