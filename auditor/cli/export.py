"""``auditor export``: all posts of the store as a table or as JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO, Any

import click

from auditor.cli import base
from auditor.cli.base import Example, State, option, quiet_option, refs_argument
from auditor.cli.ending import Exit
from auditor.cli.words import ngettext
from auditor.errors import UsageError
from auditor.files import writing
from auditor.messages import msg

# A cell that begins so is taken for a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@base.command(
    "export",
    msg(
        "Write all posts that the store holds, with their newest counts.\n\nWithout REF, those of "
        "every account. Unknown stays empty (CSV) or null (JSON); a text that a spreadsheet would "
        "take for a formula gets an apostrophe before it."
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
    "--out", metavar="FILE", words=msg("Where to write; - is standard output. Default: a new file.")
)
@quiet_option
@click.pass_obj
def command(
    state: State, /, refs: tuple[str, ...], kind: str, out: str | None, quiet: bool
) -> int:  # fmt: skip
    """Read post by post, write, say where."""
    from auditor.store import outgoing

    with state.open_store() as store:
        accounts = _accounts(store, refs)
        with store.read() as connection, _target(out, kind) as (file, place):
            write = _write_csv if kind == "csv" else _write_json
            number = write(file, outgoing.posts(connection, accounts))
    if place is not None and not quiet:
        words = ngettext("{n} post in {file}", "{n} posts in {file}", number)
        click.echo(words.format(n=number, file=place))
    return Exit.DONE


def _accounts(store: Any, refs: tuple[str, ...]) -> list[int] | None:
    from auditor.cli.selection import parse_refs

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


def _write_csv(file: IO[str], posts: Iterable[dict[str, Any]]) -> int:
    from auditor.store.outgoing import COLUMNS

    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    number = 0
    for number, post in enumerate(posts, start=1):  # noqa: B007 - the count is what is returned
        writer.writerow([_cell(post[name]) for name in COLUMNS])
    return number


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return str(value)


def _write_json(file: IO[str], posts: Iterable[dict[str, Any]]) -> int:
    number = 0
    for number, post in enumerate(posts, start=1):
        file.write("[\n" if number == 1 else ",\n")
        file.write(json.dumps(post, ensure_ascii=False))
    file.write("\n]\n" if number else "[]\n")
    return number
