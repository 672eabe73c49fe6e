"""``auditor export``: all posts of the store as a table or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import click

from auditor.app.export import SEPARATORS, export_posts, known_accounts, new_file, separator_of
from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, option, quiet_option, refs_argument
from auditor.cli.ui.i18n import language, ngettext
from auditor.cli.ui.output import echo
from auditor.core.errors import UsageError
from auditor.core.files import writing
from auditor.core.messages import msg
from auditor.core.ranges import local_today


@framework.command(
    "export",
    msg(
        "Write all posts that the store holds, with their newest counts.\n\nWithout REF, those of "
        "every account. Unknown stays empty (CSV) or null (JSON); what a spreadsheet would take "
        "for a formula gets an apostrophe before it."
    ),
    (
        Example("auditor export facebook:esempio", msg("A table for a spreadsheet:")),
        Example("auditor export --format json --out -", msg("Everything, for another program:")),
    ),
)
@refs_argument
@option(
    "--format",
    "kind",
    type=click.Choice(("csv", "json")),
    default="csv",
    show_default=True,
    words=msg("A table, or a list of objects."),
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
    out: str | None,
    quiet: bool,
) -> int:
    """Read post by post, write, say where."""
    spoken = state.language or language()
    work = state.workplace()
    with work.open_store() as store:
        accounts = known_accounts(store, refs)
        with _target(out, kind) as (file, path):
            number = export_posts(store, accounts, file, kind, separator_of(separator, spoken))
    if path is not None and not quiet:
        words = ngettext("{n} post in {file}", "{n} posts in {file}", number)
        echo(words.format(n=number, file=path))
    return Exit.DONE


@contextmanager
def _target(out: str | None, kind: str) -> Iterator[tuple[IO[str], Path | None]]:
    """Standard output, or a file that is written beside first and then put in its place."""
    if out == "-":
        yield sys.stdout, None
        return
    path = Path(out) if out else new_file(kind, local_today())
    if not path.parent.is_dir():
        raise UsageError(
            msg("The folder {folder} does not exist.", folder=str(path.parent)),
            msg("Make it, or name another file with --out."),
        )
    # Excel reads accents only behind a byte order mark.
    with writing(path, "utf-8-sig" if kind == "csv" else "utf-8", newline="") as file:
        yield file, path
