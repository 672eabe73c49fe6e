"""Many rows at once, through the driver: several hundred a statement, in the order of their key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

_PARAMETERS = 30_000  # SQLite takes 32,766 in one statement


def insert_rows(
    connection: sa.Connection,
    table: sa.Table,
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    conflict: str = "",
) -> None:
    """Insert tuples in the order of ``columns``; values as the database keeps them.

    ``conflict`` is what stands after the values, such as ``ON CONFLICT DO NOTHING``.

    Args:
        connection: an open connection to the store, within a transaction.
        table: the table.
        columns: names of its columns.
        rows: tuples in their order.
        conflict: what stands after the values, such as ``ON CONFLICT DO NOTHING``.
    """
    if not rows:
        return
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    marks = f"({', '.join([mark] * len(columns))})"
    head = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES "
    size = max(1, min(500, _PARAMETERS // len(columns)))
    full = head + ", ".join([marks] * size) + " " + conflict
    for start in range(0, len(rows), size):
        part = rows[start : start + size]
        text = full if len(part) == size else head + ", ".join([marks] * len(part)) + " " + conflict
        connection.exec_driver_sql(text, tuple(value for row in part for value in row))
