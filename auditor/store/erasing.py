"""Forgetting an account: from every table, from free pages, from the log, from older copies."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from auditor.model import AccountRef
from auditor.store import naming
from auditor.store import schema as t


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: accounts with the number of their posts; older copies that were cleaned."""

    posts: dict[AccountRef, int]
    copies: tuple[Path, ...] = ()


def count(connection: sa.Connection, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    """How many posts the store holds of each of the accounts that it knows."""
    known = naming.find(connection, refs)
    posts = t.post.c
    rows = connection.execute(
        sa.select(posts.account_id, sa.func.count())
        .where(posts.account_id.in_(known.values()))
        .group_by(posts.account_id)
    ).all()
    counted = {int(account): int(number) for account, number in rows}
    return {ref: counted.get(row, 0) for ref, row in known.items()}


def erase(engine: sa.Engine, refs: Sequence[AccountRef]) -> Erased:
    """Erase accounts with all that hangs on them, so that no byte of them is left in the store.

    Copies that were made before an update of the store are cleaned the same way.
    """
    if engine.dialect.name != "sqlite":
        return Erased(_erase_rows(engine, refs))
    with engine.connect() as connection:
        names = _names(connection, refs)
    erased = _erase_rows(engine, refs)
    _squeeze(engine)
    return Erased(erased, tuple(_clean_copies(Path(engine.url.database or ""), names)))


def _erase_rows(engine: sa.Engine, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    with engine.execution_options(writing=True).begin() as connection:
        if engine.dialect.name == "sqlite":
            # zeros in place of what goes, also if no VACUUM can follow
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        found = count(connection, refs)
        rows = list(naming.find(connection, refs).values())
        connection.execute(sa.delete(t.account).where(t.account.c.id.in_(rows)))
    return found


def _names(connection: sa.Connection, refs: Sequence[AccountRef]) -> list[tuple[str, str]]:
    """All names of the accounts, by which an older copy may know them."""
    rows = set(naming.find(connection, refs).values())
    owner, alias = t.account.c, t.account_alias.c
    own = connection.execute(sa.select(owner.platform, owner.handle).where(owner.id.in_(rows)))
    other = connection.execute(
        sa.select(alias.platform, alias.handle).where(alias.account_id.in_(rows))
    )
    asked = [(ref.platform, ref.handle) for ref in refs]
    return list(dict.fromkeys([*((a, b) for a, b in own), *((a, b) for a, b in other), *asked]))


def _squeeze(engine: sa.Engine) -> None:
    """Write the file anew without free pages, and empty the log."""
    raw = engine.raw_connection()
    try:
        connection = raw.driver_connection
        if isinstance(connection, sqlite3.Connection):
            _squeeze_file(connection)
    finally:
        raw.close()


def _squeeze_file(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _clean_copies(store: Path, names: Sequence[tuple[str, str]]) -> list[Path]:
    cleaned = []
    for copy in sorted(store.parent.glob(f"{store.name}.before-*")):
        if copy.suffix in {".-wal", ".-shm"} or copy.name.endswith(("-wal", "-shm")):
            continue
        connection = sqlite3.connect(copy, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys=ON")
            asked = "DELETE FROM account WHERE platform = ? AND handle = ?"
            if sum(connection.execute(asked, name).rowcount for name in names):
                _squeeze_file(connection)
                cleaned.append(copy)
        finally:
            connection.close()
    return cleaned
