"""``auditor export``: all posts of the store as a table or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from auditor.app.export import (
    SEPARATORS,
    Reader,
    export_posts,
    export_workbook,
    known_accounts,
    new_file,
    separator_of,
)
from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, option, quiet_option, refs_argument
from auditor.cli.ui.i18n import language, ngettext
from auditor.cli.ui.output import echo
from auditor.core.errors import UsageError
from auditor.core.files import writing, writing_bytes
from auditor.core.messages import msg
from auditor.core.ranges import local_today


@framework.command(
    "export",
    msg(
        "Write all posts that the store holds, with their newest counts.\n\nWithout REF, those of "
        "every account. A table has its columns, days and times as its reader writes them, in the "
        "zone of the settings; unknown stays empty (null in JSON), and what a spreadsheet would "
        "take for a formula gets an apostrophe before it."
    ),
    (
        Example("auditor export facebook:esempio", msg("A table for a spreadsheet:")),
        Example("auditor export --format xlsx", msg("An Excel workbook of everything:")),
        Example("auditor export --format json --out -", msg("Everything, for another program:")),
    ),
)
@refs_argument
@option(
    "--format",
    "kind",
    type=click.Choice(("csv", "xlsx", "json")),
    default="csv",
    show_default=True,
    words=msg("A table, an Excel workbook, or a list of objects."),
)
@option(
    "--separator",
    type=click.Choice(tuple(SEPARATORS)),
    words=msg(
        "What stands between the columns of a table. Default: what spreadsheets in the "
        "language in use expect, in Italian a semicolon."
    ),
)
@option(
    "--machine-names",
    is_flag=True,
    words=msg("Names of columns and times for programs, the same in every language and zone."),
)
@option(
    "--out", metavar="FILE", words=msg("Where to write; - is standard output. Default: a new file.")
)
@quiet_option
@click.pass_obj
def command(
    state: State,
    /,
    refs: tuple[str, ...],
    kind: str,
    separator: str | None,
    machine_names: bool,
    out: str | None,
    quiet: bool,
) -> int:
    """Read post by post, write, say where."""
    from reports.language import Language

    spoken = state.language or language()
    work = state.workplace()
    reader = Reader(Language(spoken, work.settings.timezone), spoken)
    with work.open_store() as store:
        accounts = known_accounts(store, refs)
        if kind == "xlsx":
            path = _path(out, kind)
            if path is None:
                raise UsageError(
                    msg("A workbook is no text for standard output."),
                    msg("Name a file with --out, or take --format csv."),
                )
            with writing_bytes(path) as binary:
                number = export_workbook(store, accounts, binary, reader)
        else:
            with _target(out, kind) as (file, path):
                number = export_posts(
                    store,
                    accounts,
                    file,
                    kind,
                    separator_of(separator, spoken),
                    None if machine_names else reader,
                )
    if path is not None and not quiet:
        words = ngettext("{n} post in {file}", "{n} posts in {file}", number)
        echo(words.format(n=number, file=path))
    return Exit.DONE


def _path(out: str | None, kind: str) -> Path | None:
    """The file to write; ``None`` is standard output."""
    if out == "-":
        return None
    path = Path(out) if out else new_file(kind, local_today())
    if not path.parent.is_dir():
        raise UsageError(
            msg("The folder {folder} does not exist.", folder=str(path.parent)),
            msg("Make it, or name another file with --out."),
        )
    return path


@contextmanager
def _target(out: str | None, kind: str) -> Iterator[tuple[IO[str], Path | None]]:
    """Standard output, or a file that is written beside first and then put in its place."""
    path = _path(out, kind)
    if path is None:
        yield sys.stdout, None
        return
    # Excel reads accents only behind a byte order mark.
    with writing(path, "utf-8-sig" if kind == "csv" else "utf-8", newline="") as file:
        yield file, path
