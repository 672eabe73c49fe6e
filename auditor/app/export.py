"""All posts of the store as a table or as JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from auditor.app.support.selection import parse_refs
from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.plain_text import json_text, spreadsheet_text

if TYPE_CHECKING:
    from auditor.store import Store
    from reports.language import Language

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}
# Spreadsheets split at what stands between numbers in the country that they are set to.
_USUAL = {"it": ";", "en": ","}
_DAYS = {"it": "%d/%m/%Y", "en": "%Y-%m-%d"}
_TIMES = {"it": "%d/%m/%Y %H:%M", "en": "%Y-%m-%d %H:%M"}
_MOMENTS = frozenset({"published_at", "observed_at", "deleted_seen_at"})
_DAY = len("2026-11-30")
# Words by which the file can be imported again.
_TITLES: dict[str, Message] = {
    "account": msg("Account"),
    "platform_id": msg("Post ID"),
    "url": msg("Link to the post"),
    "published_at": msg("Date"),
    "kind": msg("Kind"),
    "format": msg("Format"),
    "language": msg("Language"),
    "text": msg("Text"),
    "links": msg("Links in the text"),
    "is_question": msg("Asks something"),
    "invites": msg("Invites an answer"),
    "has_lost_signs": msg("Signs were lost"),
    "is_poll": msg("Poll"),
    "is_promotion": msg("Sells"),
    "reply_to": msg("Answer to"),
    "reactions": msg("Reactions"),
    "comments": msg("Comments"),
    "shares": msg("Shares"),
    "interactions": msg("Interactions"),
    "views": msg("Views"),
    "saves": msg("Saves"),
    "impressions": msg("Impressions"),
    "reach": msg("Reach"),
    "clicks": msg("Clicks"),
    "observed_at": msg("Counts seen on"),
    "comments_read": msg("Comments read"),
    "deleted_seen_at": msg("Seen as deleted on"),
}


def separator_of(name: str | None, language: str) -> str:
    """What stands between columns; without a name what spreadsheets of a language expect."""
    return SEPARATORS.get(name or "") or _USUAL[language]


@dataclass(frozen=True)
class Reader:
    """Whoever opens a table: the language of its columns, days and numbers, and the zone of its
    times; ``None`` in its place are names and times for programs."""

    voice: Language
    code: str

    def title(self, name: str) -> str:
        """What a column is called."""
        return self.voice.text(_TITLES[name])

    def value(self, name: str, value: object) -> object:
        """A value as the reader writes it; times as naive ones in the reader's zone."""
        if isinstance(value, bool):
            return self.voice.text(msg("yes") if value else msg("no"))
        if isinstance(value, str) and name in _MOMENTS:
            moment = datetime.fromisoformat(value)
            if len(value) <= _DAY:
                return moment.date()
            return moment.astimezone(self.voice.timezone).replace(tzinfo=None)
        return value


def export_posts(
    store: Store,
    accounts: Sequence[int] | None,
    file: IO[str],
    kind: str,
    separator: str,
    reader: Reader | None = None,
) -> int:
    """Write posts with their newest counts, post by post.

    Args:
        store: the open store.
        accounts: the store's rows; ``None`` for all.
        file: where they are written.
        kind: ``csv`` or ``json``.
        separator: what stands between the columns of a table.
        reader: who opens the table; ``None`` for a program.

    Returns:
        How many posts were written.
    """
    from auditor.store import export

    with store.connect() as connection:
        posts = export.exported_posts(connection, accounts)
        if kind == "json":
            return _write_json(file, posts)
        return _write_csv(file, posts, separator, reader)


def export_workbook(
    store: Store, accounts: Sequence[int] | None, file: IO[bytes], reader: Reader
) -> int:
    """Write posts with their newest counts as an Excel workbook, row by row.

    Args:
        store: the open store.
        accounts: the store's rows; ``None`` for all.
        file: where they are written.
        reader: who opens it.

    Returns:
        How many posts were written.

    Raises:
        MissingPackageError: the package that writes workbooks is not installed.
    """
    from auditor.store.export import COLUMNS, exported_posts
    from reports.forms import missing_package
    from reports.tables.rows import write_rows

    lacked = missing_package("xlsx")
    if lacked is not None:
        raise lacked
    with store.connect() as connection:
        rows = (
            [reader.value(name, _joined(post[name])) for name in COLUMNS]
            for post in exported_posts(connection, accounts)
        )
        titles = [reader.title(name) for name in COLUMNS]
        return write_rows(file, reader.voice.text(msg("Posts")), titles, rows)


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


def _write_csv(
    file: IO[str], posts: Iterable[dict[str, Any]], separator: str, reader: Reader | None
) -> int:
    """Every text in quotation marks, so that no sign in it ends a cell."""
    from auditor.store.export import COLUMNS

    writer = csv.writer(file, delimiter=separator, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(COLUMNS if reader is None else [reader.title(name) for name in COLUMNS])
    number = 0
    for number, post in enumerate(posts, start=1):  # noqa: B007 - the count is what is returned
        writer.writerow([_cell(name, post[name], reader) for name in COLUMNS])
    return number


def _joined(value: object) -> object:
    return " ".join(map(str, value)) if isinstance(value, list) else value


def _cell(name: str, value: object, reader: Reader | None) -> str | int | float:
    value = _joined(value)
    if reader is not None:
        value = reader.value(name, value)
        if isinstance(value, datetime):
            return value.strftime(_TIMES[reader.code])
        if isinstance(value, date):
            return value.strftime(_DAYS[reader.code])
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return spreadsheet_text(value)
    return value if isinstance(value, int | float) else str(value)


def _write_json(file: IO[str], posts: Iterable[dict[str, Any]]) -> int:
    number = 0
    for number, post in enumerate(posts, start=1):
        file.write("[\n" if number == 1 else ",\n")
        file.write(json_text(post))
    file.write("\n]\n" if number else "[]\n")
    return number
