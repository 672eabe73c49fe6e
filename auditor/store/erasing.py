"""Forgetting an account: from every table, from free pages, from the log, from older copies."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa

from auditor.core.files import clear_parts, escaped
from auditor.core.model import AccountRef
from auditor.store import aliases
from auditor.store import schema as t


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: accounts with the number of their posts; older copies that were cleaned, and
    those that could not be read; other files beside the store that are SQLite's, as a copy made by
    hand is, and were not touched. ``held``: another program reads the store, so that what was
    erased still lies in its file."""

    posts: dict[AccountRef, int]
    copies: tuple[Path, ...] = ()
    unread: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    held: bool = False


def count(connection: sa.Connection, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    """How many posts the store holds of each of the accounts that it knows."""
    ids = aliases.find(connection, refs)
    posts = t.post.c
    rows = connection.execute(
        sa.select(posts.account_id, sa.func.count())
        .where(posts.account_id.in_(ids.values()))
        .group_by(posts.account_id)
    ).all()
    counted = {int(account): int(number) for account, number in rows}
    return {ref: counted.get(row, 0) for ref, row in ids.items()}


def erase(engine: sa.Engine, refs: Sequence[AccountRef]) -> Erased:
    """Erase accounts with all that hangs on them, so that no byte of them is left in the store.

    Copies that were made before an update of the store are cleaned the same way, and first: as long
    as the store itself knows an account, whatever was broken off can be asked for again. Accounts
    that the store no longer knows are looked for in the copies all the same.
    """
    if engine.dialect.name != "sqlite":
        return Erased(_erase_rows(engine, refs))
    with engine.connect() as connection:
        names = _names(connection, refs)
    clear_parts(Path(engine.url.database or ""))  # a copy that was killed half-way
    cleaned, unread = _clean_copies(Path(engine.url.database or ""), names)
    erased = _erase_rows(engine, refs)
    held = not _squeeze(engine)
    by_hand = tuple(_copies_by_hand(Path(engine.url.database or "")))
    return Erased(erased, tuple(cleaned), tuple(unread), by_hand, held)


def finish(engine: sa.Engine) -> bool:
    """End a forgetting that was broken off after its rows and before its bytes; whether it did.

    It does not wait: where another program reads the store, the next one that opens it tries again.
    """
    if engine.dialect.name == "sqlite" and _is_begun(engine):
        with contextlib.suppress(sqlite3.Error):
            return _squeeze(engine, patience=0)
    return False


def _is_begun(engine: sa.Engine) -> bool:
    """Whether rows were erased whose bytes may still lie in the file: a mark in its header."""
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql("PRAGMA user_version").scalar())


def _erase_rows(engine: sa.Engine, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    with engine.execution_options(writing=True).begin() as connection:
        if engine.dialect.name == "sqlite":
            # zeros in place of what goes, also if no VACUUM can follow
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        counts = count(connection, refs)
        rows = list(aliases.find(connection, refs).values())
        if rows and engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA user_version=1")
        connection.execute(sa.delete(t.account).where(t.account.c.id.in_(rows)))
    return counts


def _names(connection: sa.Connection, refs: Sequence[AccountRef]) -> list[tuple[str, str]]:
    """All names of the accounts, by which an older copy may know them."""
    rows = set(aliases.find(connection, refs).values())
    owner, alias = t.account.c, t.account_alias.c
    own = connection.execute(sa.select(owner.platform, owner.handle).where(owner.id.in_(rows)))
    aliased = connection.execute(
        sa.select(alias.platform, alias.handle).where(alias.account_id.in_(rows))
    )
    named_refs = [(ref.platform, ref.handle) for ref in refs]
    return list(
        dict.fromkeys([*((a, b) for a, b in own), *((a, b) for a, b in aliased), *named_refs])
    )


def _squeeze(engine: sa.Engine, patience: float | None = None) -> bool:
    """Write the file anew without free pages, and empty the log. False where somebody reads it.

    ``patience``: seconds to wait for others; without it as long as the store waits for anything.
    """
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        if not isinstance(connection, sqlite3.Connection):
            return True
        if patience is not None:
            connection.execute(f"PRAGMA busy_timeout={int(patience * 1000)}")
        return _squeeze_file(connection)
    finally:
        raw.invalidate()  # its own settings are not for others


def _squeeze_file(connection: sqlite3.Connection) -> bool:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        connection.execute("VACUUM")
        connection.execute("PRAGMA user_version=0")
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) and "busy" not in str(error):
            raise
        return False
    busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        connection.execute("PRAGMA user_version=1")
    return not busy


def _copies_by_hand(store: Path) -> list[Path]:
    """SQLite's files beside the store that bear its name and something more."""
    own = (f"{store.name}-", f"{store.name}.before-")
    copies = []
    for path in sorted(store.parent.glob(f"*{escaped(store.stem)}*")):
        if path.name == store.name or path.name.startswith(own) or not path.is_file():
            continue
        with contextlib.suppress(OSError), path.open("rb") as file:
            if file.read(16) == b"SQLite format 3\x00":
                copies.append(path)
    return copies


def _clean_copies(store: Path, names: Sequence[tuple[str, str]]) -> tuple[list[Path], list[Path]]:
    """The copies that held one of the accounts and hold it no more, and those that are no store."""
    cleaned, unread = [], []
    for copy in sorted(store.parent.glob(f"{escaped(store.name)}.before-*")):
        if copy.name.endswith(("-wal", "-shm", "-journal")) or not _holds_something(copy):
            continue
        try:
            if _clean_copy(copy, names):
                cleaned.append(copy)
        except (sqlite3.Error, OSError):
            unread.append(copy)
    return cleaned, unread


def _holds_something(copy: Path) -> bool:
    """A copy that was never written, as one that was broken off leaves, holds nobody."""
    return not copy.is_file() or copy.stat().st_size > 0


def _clean_copy(copy: Path, names: Sequence[tuple[str, str]]) -> bool:
    with closing(
        sqlite3.connect(f"file:{quote(str(copy))}?mode=rw", uri=True, isolation_level=None)
    ) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")
        statement = "DELETE FROM account WHERE platform = ? AND handle = ?"
        if not sum(connection.execute(statement, name).rowcount for name in names):
            return False
        if not _squeeze_file(connection):
            raise sqlite3.OperationalError("in use")
        return True
