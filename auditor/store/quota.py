"""What asking networks has cost, by the networks' own days."""

from __future__ import annotations

import sqlalchemy as sa

from auditor.store import schema as t


def spent(connection: sa.Connection, platform: str, day: str, bucket: str) -> int:
    """Units that a day has cost so far."""
    row = connection.execute(sa.select(t.ledger.c.units).where(_is(platform, day, bucket))).scalar()
    return int(row or 0)


def reserve(
    connection: sa.Connection, platform: str, day: str, bucket: str, units: int, most: int
) -> bool:
    """Add one call of so many units, unless the day would come to more than ``most``."""
    table, before = t.ledger, spent(connection, platform, day, bucket)
    if before + units > most:
        return False
    raised = {"calls": table.c.calls + 1, "units": table.c.units + units}
    row = connection.execute(
        sa.update(table).where(_is(platform, day, bucket)).values(raised)
    ).rowcount
    if not row:
        first = {"platform": platform, "day": day, "bucket": bucket, "calls": 1, "units": units}
        connection.execute(sa.insert(table).values(first))
    return True


def charge(
    connection: sa.Connection, platform: str, day: str, bucket: str, calls: int, money: int
) -> None:
    """Add calls and thousandths of a dollar to a day; less money when less was asked in the end."""
    table = t.ledger
    raised = {"calls": table.c.calls + calls, "money": table.c.money + money}
    row = connection.execute(
        sa.update(table).where(_is(platform, day, bucket)).values(raised)
    ).rowcount
    if not row:
        first = {"platform": platform, "day": day, "bucket": bucket, "calls": calls, "money": money}
        connection.execute(sa.insert(table).values(first))


def _is(platform: str, day: str, bucket: str) -> sa.ColumnElement[bool]:
    where = t.ledger.c
    return sa.and_(where.platform == platform, where.day == day, where.bucket == bucket)
