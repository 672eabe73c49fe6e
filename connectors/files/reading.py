"""Reads all files of one call, whole, before anything is written."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from connectors.files.exports.registry import documents
from connectors.files.options import (
    ImportOptions,
    ImportRefused,
    NeedsAnswer,
    NotPosts,
)
from connectors.files.page_names import names_in, own_sheets, refuse_several_pages
from connectors.files.reading_record import FileReading, ImportReading, PassedOver
from connectors.files.rows.table_reading import read_table
from connectors.files.sources.discover import find_files, unreadable
from connectors.files.sources.recognition import refuse_thing
from connectors.files.sources.source import Source
from connectors.files.table.delimited import read_delimited
from connectors.files.table.elsewhere import refuse_elsewhere
from connectors.files.table.layout import Doubt, Layout
from connectors.files.table.parts import parts
from connectors.files.table.spreadsheet import is_packed, read_sheets
from connectors.files.table.table import Table

# Hears of a file: its name, how many were read before it, of how many.
OnFile = Callable[[str, int, int], None]


def read_files(
    paths: Sequence[str | Path],
    options: ImportOptions,
    now: datetime,
    on_file: OnFile | None = None,
) -> ImportReading:
    """Read files and folders of tables; nothing is written.

    Args:
        paths: files, or folders that are read whole (their tables, in the order of the names).
        options: what the user says.
        now: the moment of the import, aware.
        on_file: hears of every file before it is read: its name, how many were read, of how many.

    Raises:
        UsageError: a file cannot be read as it is, or something is to be asked. One bad file
            refuses the whole call.
    """
    with many_objects():
        return _read_files([Path(path) for path in paths], options, now, on_file or _nobody)


def _nobody(name: str, done: int, total: int) -> None:
    """Nobody listens."""


@contextmanager
def many_objects() -> Iterator[None]:
    """Make very many objects without the collector looking for cycles among them all the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_files(
    paths: Sequence[Path], options: ImportOptions, now: datetime, on_file: OnFile
) -> ImportReading:
    files = find_files(paths)
    options = replace(options, alone=len({source.path for source in files.sources}) == 1)
    passed = [PassedOver(name, reason) for name, reason in files.passed_over]
    readings, tables = _read_documents(files.sources, options, now)
    for number, source in enumerate(tables):
        on_file(source.label, number, len(tables))
        try:
            readings_of_file, refused = read_file(source, options, now)
        except NeedsAnswer as question:
            left = source.inside and options.accounts and not options.asking
            if not left or question.option != "account":
                raise
            passed.append(PassedOver(source.label, question.message))
        except ImportRefused as refusal:
            if not source.inside:
                raise
            passed.append(PassedOver(source.label, refusal.reason))
        else:
            readings += readings_of_file
            passed += refused
    if not readings:
        raise _nothing_to_read(passed)
    _check_followers(readings, options)
    refuse_several_pages(readings, options)
    return ImportReading(tuple(readings), tuple(passed))


def _read_documents(
    sources: Sequence[Source], options: ImportOptions, now: datetime
) -> tuple[list[FileReading], list[Source]]:
    """What is no table: archives of documents that belong together; and the sources left."""
    readings: list[FileReading] = []
    left = list(sources)
    for read_document in documents():
        documents_read, used = read_document(left, options, now)
        readings += documents_read
        left = [source for source in left if source not in used]
    return readings, left


def _nothing_to_read(passed: Sequence[PassedOver]) -> ImportRefused:
    # Those that somebody may have meant come first.
    tables = sorted(passed, key=lambda file: not file.name.lower().endswith(_OF_TABLES))
    names = [msg("{file} ({reason})", file=file.name, reason=file.reason) for file in tables[:10]]
    if len(passed) > len(names):
        names.append(msg("others: {n}", n=len(passed) - len(names)))
    return ImportRefused(
        msg("None of the files holds posts: {names}.", names=names),
        msg(
            "Export the posts as CSV or Excel (.xlsx) and import that file. A table that you made "
            "yourself is imported by itself, with --account."
        ),
    )


def _check_followers(readings: Sequence[FileReading], options: ImportOptions) -> None:
    accounts = {reading.account for reading in readings}
    if None in options.followers and len(accounts) > 1:
        raise UsageError(
            msg("--followers was given, but the files are about several accounts."),
            msg("Say whose they are, as in --followers facebook:esempio=1200"),
        )
    strange = [ref for ref in options.followers if ref is not None and ref not in accounts]
    if strange:
        raise UsageError(
            msg(
                "--followers names {account}, which the files are not about.",
                account=str(strange[0]),
            )
        )


_OF_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".xlsb", ".ods", ".json", ".zip")
UNSURE = msg("dates and words, but neither counts nor addresses of posts")


def read_file(
    source: Source, options: ImportOptions, now: datetime
) -> tuple[list[FileReading], list[PassedOver]]:
    """One file: a reading for each account in each table of it; and the sheets passed over.

    Args:
        source: the file, or the member of an archive.
        options: what the user said of the files.
        now: the moment of the call, aware.
    """
    try:
        refuse_thing(source)
        if is_packed(source):
            tables = read_sheets(source, options.mapping)
        else:
            tables = read_delimited(source, options.mapping)
    except OSError:
        raise unreadable(source.path) from None
    readings: list[FileReading] = []
    passed: list[PassedOver] = []
    refusals: list[NotPosts | NeedsAnswer] = []
    for table in tables:
        table_options, remarks = _as_before(table, options)
        try:
            _refuse_no_posts(table, table_options)
            part = parts(table, table_options)
            for account, rows in part.tables:
                refuse_elsewhere(rows, account)
        except NeedsAnswer as question:
            if question.option != "posts":
                raise
            refusals.insert(0, question)
            passed.append(PassedOver(_sheet_name(table), _why_unsure(table.layout)))
            continue
        except NotPosts as refusal:
            refusals.append(refusal)
            passed.append(PassedOver(_sheet_name(table), refusal.reason))
            continue
        passed += [PassedOver(_sheet_name(table), reason) for reason in part.left_out]
        for number, (account, rows) in enumerate(part.tables):
            left_out = part.others if number == 0 else ()
            reading = read_table(
                rows, account, table_options, now, left_out, [*remarks, *part.warnings]
            )
            readings.append(replace(reading, pages=names_in(rows)))
    if not readings:
        raise (
            refusals[0]
            if refusals
            else NotPosts(
                msg(
                    "{file} holds no row of {account}.",
                    file=source.label,
                    account=", ".join(map(str, options.accounts)),
                ),
                part.left_out[0] if part.left_out else None,
            )
        )
    before = all(reading.posts_of for reading in readings)
    own, others = own_sheets(readings, replace(options, posts=options.posts or before))
    return own, [*passed, *others]


def _as_before(table: Table, options: ImportOptions) -> tuple[ImportOptions, list[Message]]:
    """The options with what was said before of tables with the same columns, and a line on it."""
    if options.posts or not options.posts_before(table.layout.fingerprint):
        return options, []
    return replace(options, posts=True), [
        msg("Of tables with these columns you said before that all rows are posts of the page.")
    ]


def _sheet_name(table: Table) -> str:
    return f"{table.source.label} [{table.sheet}]" if table.sheet else table.source.label


def _refuse_no_posts(table: Table, options: ImportOptions) -> None:
    """A known file without posts is named as what it is; what may be anything is asked for."""
    export, subject, file = table.layout.export, table.layout.subject, table.source.label
    if export is not None and export.no_posts is not None:
        raise NotPosts(
            msg("{file} is {kind}: {why}.", file=file, kind=export.name, why=export.no_posts),
            msg("Import the list of the posts, which stands beside it."),
            msg("{kind}: {why}", kind=export.name, why=export.no_posts),
        )
    if subject is not None:
        raise NotPosts(
            msg("{file} holds {kind}: {why}.", file=file, kind=subject.name, why=subject.why),
            msg(
                "Import the list of the page's own posts. If this is one, say which column holds "
                "the date: --map published_at=COLUMN"
            ),
            msg("{kind}: {why}", kind=subject.name, why=subject.why),
        )
    if export is None and table.source.inside:
        raise NotPosts(
            msg("{file} does not say which network it is of.", file=file),
            None,
            msg(
                "it does not say which network it is of; if it is of one page, import it by itself "
                "with --account"
            ),
        )
    if table.layout.doubt is not None and not options.posts:
        raise _whose_rows(file, *table.layout.doubt)
    if not table.layout.sure and not options.posts:
        raise NeedsAnswer(
            msg(
                "{file} has dates and words, but neither counts nor addresses of posts: nothing in "
                "it says that these are posts of the page.",
                file=file,
            ),
            msg("If they are, add --posts"),
            "posts",
        )


def _whose_rows(file: str, doubt: Doubt, column: str) -> NeedsAnswer:
    """The question whether rows that others may have written are posts of the page."""
    words = {"file": file, "column": column}
    why = {
        Doubt.GROUP: msg(
            "{file}: the addresses in the column '{column}' are those of a group, in which "
            "everybody writes.",
            **words,
        ),
        Doubt.COMMENTS: msg(
            "{file}: the addresses in the column '{column}' are those of comments.", **words
        ),
        Doubt.BELOW: msg(
            "{file}: by the column '{column}' rows with different words belong to the same post, "
            "as comments below it do.",
            **words,
        ),
        Doubt.DAYS: msg(
            "{file}: by the column '{column}' rows of different days belong to the same post, as "
            "comments below it and figures by day do.",
            **words,
        ),
        Doubt.NAMES: msg(
            "{file}: the column '{column}' names somebody else in nearly every row, as if each had "
            "written it.",
            **words,
        ),
    }[doubt]
    return NeedsAnswer(why, msg("If all rows are posts of the page itself, add --posts"), "posts")


def _why_unsure(layout: Layout) -> Message:
    if layout.doubt is None:
        return UNSURE
    doubt, column = layout.doubt
    if doubt is Doubt.GROUP:
        return msg("addresses of a group, in which everybody writes")
    if doubt is Doubt.DAYS:
        return msg("rows of several days of the same posts: comments, or figures by day")
    if doubt in (Doubt.COMMENTS, Doubt.BELOW):
        return msg("addresses of comments, or of the posts above them")
    return msg("somebody else in nearly every row of the column '{column}'", column=column)


__all__ = ["find_files", "many_objects", "read_file", "read_files", "read_table"]
