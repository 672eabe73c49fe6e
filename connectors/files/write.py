"""Writes a reading to the store: all files of a call in one transaction, one run a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from auditor.core.model import Account, AccountRef, Origin, Profile
from connectors.files.options import ImportOptions
from connectors.files.reading import many_objects
from connectors.files.reading_record import (
    AccountWritten,
    FileReading,
    ImportReading,
    ImportWritten,
)

if TYPE_CHECKING:
    from auditor.store import Store, Writer

CONNECTOR_VERSION = "1"


def write_reading(
    store: Store, reading: ImportReading, options: ImportOptions, now: datetime
) -> ImportWritten:
    """Write what was read; either all of it is kept or nothing.

    A file that the store knows by its content, read in the same way, adds nothing; read in another
    way it takes the place of the earlier reading.

    Args:
        store: the open store.
        reading: what the files hold.
        options: what the user said of the files.
        now: the moment of the call, aware.

    Raises:
        StoreError: the store cannot be written.
    """
    with many_objects():
        return _write_reading(store, reading, options, now)


def _write_reading(
    store: Store, reading: ImportReading, options: ImportOptions, now: datetime
) -> ImportWritten:
    written: dict[AccountRef, AccountWritten] = {}
    ids_of: dict[AccountRef, set[str]] = {}
    with store.write() as writer:
        for file in _in_order(reading.files):
            account_written = _write_file(writer, file, options, now)
            before = written.get(file.account, AccountWritten(file.account, 0, 0, 0))
            ids = ids_of.setdefault(file.account, set())
            ids.update(post.platform_id for post in file.posts)
            written[file.account] = replace(
                account_written,
                files=before.files + account_written.files,
                posts=len(ids),
                new_posts=before.new_posts + account_written.new_posts,
                reviews=before.reviews + account_written.reviews,
                new_reviews=before.new_reviews + account_written.new_reviews,
                known_files=before.known_files + account_written.known_files,
            )
    return ImportWritten(tuple(written.values()))


def _in_order(files: Sequence[FileReading]) -> list[FileReading]:
    """The file whose days end later is written later: of one post its counts stand, and what it
    does not know erases nothing."""
    nothing = datetime.min.replace(tzinfo=UTC)
    return sorted(files, key=lambda file: file.covered.end if file.covered else nothing)


def _write_file(
    writer: Writer, file: FileReading, options: ImportOptions, now: datetime
) -> AccountWritten:
    from auditor.store import RunEnd, RunStart

    account_id = writer.account(Account(file.account, name=file.account_name), now)
    manifest = file.manifest(options)
    earlier = writer.file_run(account_id, manifest.sha256, manifest.layout)
    if earlier is not None and earlier[1] == manifest.how:
        return AccountWritten(
            file.account, 1, len(file.posts), 0, known_files=1, reviews=len(file.reviews)
        )
    if earlier is not None:
        writer.drop_run(earlier[0])
    if options.timezone and "/" in options.timezone:
        writer.timezone(account_id, options.timezone)
    start = RunStart(
        origin=Origin.EXPORT,
        connector=f"file:{file.kind}",
        started_at=now,
        connector_version=CONNECTOR_VERSION,
        source=file.source.label,
        asked=file.asked,
    )
    run_id = writer.start_run(account_id, start)
    writer.source_file(run_id, manifest)
    _write_followers(writer, account_id, run_id, file)
    new = writer.posts(
        account_id, run_id, file.posts, _seen_at(writer, account_id, file), Origin.EXPORT
    )
    new_reviews = writer.comments(account_id, run_id, file.reviews, file.observed_at)
    if file.figures is None:
        writer.missing(account_id, run_id, file.missing)
    is_told = file.posts or file.reviews or file.figures is not None
    end = RunEnd(
        finished_at=now,
        covered=file.covered,
        complete=file.complete,
        span_source=file.span_source,
        stopped_because=None if is_told else "no_rows",
        comments_read=bool(file.reviews),
        rows=len(file.posts) or len(file.reviews),
        posts_declared=None,
        notes=_notes(file),
    )
    writer.finish_run(run_id, end)
    return AccountWritten(
        file.account,
        1,
        len(file.posts),
        new,
        reviews=len(file.reviews),
        new_reviews=new_reviews,
    )


def _seen_at(writer: Writer, account_id: int, file: FileReading) -> datetime:
    """When the counts were seen: before those of a file whose days end later, whatever was read
    first."""
    if file.covered is None:
        return file.observed_at
    later = writer.seen_by_later_files(account_id, file.covered.end)
    if later is None or file.observed_at < later:
        return file.observed_at
    return later - timedelta(milliseconds=1)


def _write_followers(writer: Writer, account_id: int, run_id: int, file: FileReading) -> None:
    if file.followers is not None:
        typed = Profile(file.observed_at, followers=file.followers)
        writer.profile(account_id, run_id, typed, Origin.MANUAL)
    if file.profile is not None:
        writer.profile(account_id, run_id, file.profile, Origin.EXPORT)


def _notes(file: FileReading) -> dict[str, Any]:
    """What the reading of the file is to be remembered for, beside its manifest."""
    return {"declared_total": dict(file.declared_total)} if file.declared_total else {}
