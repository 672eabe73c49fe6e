"""``auditor export``: all posts of the store as a table or as JSON."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, option, quiet_option, refs_argument
from auditor.cli.ui.i18n import language, ngettext
from auditor.cli.ui.output import clean, echo, json_text
from auditor.core.errors import UsageError
from auditor.core.files import writing
from auditor.core.messages import msg

# What a spreadsheet takes for a formula: at the beginning of a cell, and behind any sign at which a
# spreadsheet of another country would split it.
_FORMULA = re.compile(r"""(^[\t\r]?|[,;|\t\r\n])(["']*)(?=[=+\-@])""")
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
# Spreadsheets split at what stands between numbers in the country that they are set to.
_USUAL = {"it": ";", "en": ","}


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
    "--format", "kind", type=click.Choice(("csv", "json")), default="csv", show_default=True,
    words=msg("A table, or a list of objects."),
)  # fmt: skip
@option(
    "--separator", type=click.Choice(tuple(_SEPARATORS)),
    words=msg("What stands between the columns of a table. Default: what spreadsheets in the "
              "language in use expect, in Italian a semicolon."),
)  # fmt: skip
@option(
    "--out", metavar="FILE", words=msg("Where to write; - is standard output. Default: a new file.")
)
@quiet_option
@click.pass_obj
def command(
    state: State, /, refs: tuple[str, ...], kind: str, separator: str | None, out: str | None,
    quiet: bool,
) -> int:  # fmt: skip
    """Read post by post, write, say where."""
    from auditor.store import export

    with state.open_store() as store:
        accounts = _accounts(store, refs)
        with store.read() as connection, _target(out, kind) as (file, place):
            write = _write_csv if kind == "csv" else _write_json
            between = _SEPARATORS.get(separator or "") or _USUAL[state.language or language()]
            number = write(file, export.posts(connection, accounts), between)
    if place is not None and not quiet:
        words = ngettext("{n} post in {file}", "{n} posts in {file}", number)
        echo(words.format(n=number, file=place))
    return Exit.DONE


def _accounts(store: Any, refs: tuple[str, ...]) -> list[int] | None:
    from auditor.app.selection import parse_refs

    wanted = parse_refs(refs)
    known = store.find(wanted)
    for ref in wanted:
        if ref not in known:
            raise UsageError(
                msg("The store holds nothing of {account}.", account=str(ref)),
                msg("auditor status lists what it holds."),
            )
    return list(known.values()) if wanted else None


@contextmanager
def _target(out: str | None, kind: str) -> Iterator[tuple[IO[str], Path | None]]:
    """Standard output, or a file that is written beside first and then put in its place."""
    if out == "-":
        yield sys.stdout, None
        return
    path = Path(out) if out else _new_file(kind)
    if not path.parent.is_dir():
        raise UsageError(
            msg("The folder {folder} does not exist.", folder=str(path.parent)),
            msg("Make it, or name another file with --out."),
        )
    # Excel reads accents only behind a byte order mark.
    with writing(path, "utf-8-sig" if kind == "csv" else "utf-8", newline="") as file:
        yield file, path


def _new_file(kind: str) -> Path:
    """A name that is free: nothing is overwritten unless --out names it."""
    stem, number = f"posts-{date.today():%Y-%m-%d}", 1  # noqa: DTZ011 - the user's own day
    while (path := Path(f"{stem}{'' if number == 1 else f'-{number}'}.{kind}")).exists():
        number += 1
    return path


def _write_csv(file: IO[str], posts: Iterable[dict[str, Any]], separator: str) -> int:
    """Every text in quotation marks, so that no sign in it ends a cell."""
    from auditor.store.export import COLUMNS

    writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS)
    number = 0
    for number, post in enumerate(posts, start=1):  # noqa: B007 - the count is what is returned
        writer.writerow([_cell(post[name]) for name in COLUMNS])
    return number


def _cell(value: Any) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if isinstance(value, str):
        return _FORMULA.sub(r"\1\2'", clean(value))
    return value if isinstance(value, int | float) else str(value)


def _write_json(file: IO[str], posts: Iterable[dict[str, Any]], separator: str) -> int:
    del separator
    number = 0
    for number, post in enumerate(posts, start=1):
        file.write("[\n" if number == 1 else ",\n")
        file.write(json_text(post))
    file.write("\n]\n" if number else "[]\n")
    return number
