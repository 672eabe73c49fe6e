"""What asking networks has cost, by the networks' own days."""

from __future__ import annotations

import sqlalchemy as sa

from auditor.store import schema as t


def spent(connection: sa.Connection, platform: str, day: str, bucket: str) -> int:
    """Units that a day has cost so far.

    Args:
        connection: an open connection to the store, within a transaction.
        platform: the network.
        day: the day of the network, as ISO 8601.
        bucket: the name of the key in the books, which tells nothing of it.
    """
    row = connection.execute(sa.select(t.ledger.c.units).where(_is(platform, day, bucket))).scalar()
    return int(row or 0)


def reserve(
    connection: sa.Connection, platform: str, day: str, bucket: str, units: int, most: int
) -> bool:
    """Add one call of so many units, unless the day would come to more than ``most``.

    Args:
        connection: an open connection to the store, within a transaction.
        platform: the network.
        day: the day of the network, as ISO 8601.
        bucket: the name of the key in the books, which tells nothing of it.
        units: units of its quota that the call costs.
        most: what the day may cost at most, in the same units.
    """
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
    """Add calls and thousandths of a dollar to a day; less money when less was asked in the end.

    Args:
        connection: an open connection to the store, within a transaction.
        platform: the network.
        day: the day of the network, as ISO 8601.
        bucket: the name of the key in the books, which tells nothing of it.
        calls: how many calls.
        money: thousandths of a US dollar.
    """
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
