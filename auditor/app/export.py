"""All posts of the store as a table or as JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from auditor.app.support.selection import parse_refs
from auditor.core.errors import UsageError
from auditor.core.messages import msg
from auditor.core.plain_text import json_text, spreadsheet_text

if TYPE_CHECKING:
    from auditor.store import Store

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
# Spreadsheets split at what stands between numbers in the country that they are set to.
_USUAL = {"it": ";", "en": ","}


def separator_of(name: str | None, language: str) -> str:
    """What stands between columns; without a name what spreadsheets of a language expect."""
    return SEPARATORS.get(name or "") or _USUAL[language]


def export_posts(
    store: Store, accounts: Sequence[int] | None, file: IO[str], kind: str, separator: str
) -> int:
    """Write posts with their newest counts, post by post.

    Args:
        store: the open store.
        accounts: the store's rows; ``None`` for all.
        file: where they are written.
        kind: ``csv`` or ``json``.
        separator: what stands between the columns of a table.

    Returns:
        How many posts were written.
    """
    from auditor.store import export

    write = _write_csv if kind == "csv" else _write_json
    with store.connect() as connection:
        return write(file, export.exported_posts(connection, accounts), separator)


def known_accounts(store: Store, refs: Sequence[str]) -> list[int] | None:
    """The store's rows of accounts; ``None``, which means all, where none is named.

    Raises:
        UsageError: an address is none, or the store holds nothing of it.
    """
    accounts = parse_refs(refs)
    rows = store.find(accounts)
    for ref in accounts:
        if ref not in rows:
            raise UsageError(
                msg("The store holds nothing of {account}.", account=str(ref)),
                msg("auditor status lists what it holds."),
            )
    return list(rows.values()) if accounts else None


def new_file(kind: str, today: date) -> Path:
    """A name that is free: nothing is overwritten unless --out names it."""
    stem, number = f"posts-{today:%Y-%m-%d}", 1
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


def _cell(value: object) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = " ".join(map(str, value))
    if isinstance(value, str):
        return spreadsheet_text(value)
    return value if isinstance(value, int | float) else str(value)


def _write_json(file: IO[str], posts: Iterable[dict[str, Any]], separator: str) -> int:
    del separator
    number = 0
    for number, post in enumerate(posts, start=1):
        file.write("[\n" if number == 1 else ",\n")
        file.write(json_text(post))
    file.write("\n]\n" if number else "[]\n")
    return number
