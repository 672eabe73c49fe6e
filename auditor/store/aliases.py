"""Accounts by what they are called: a handle, an id, an older handle."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from auditor.core.model import Account, AccountRef
from auditor.core.traits import networks_that
from auditor.store import schema as t
from auditor.store.merge_accounts import merge

_LOCAL_IDS = networks_that("local_ids")


def find(connection: sa.Connection, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    """The ids of those accounts that the store knows, by handle, by another name or by id."""
    owners = t.account.c
    rows = connection.execute(
        sa.select(owners.id, owners.platform, owners.handle, owners.platform_id)
    ).all()
    aliased = connection.execute(
        sa.select(
            t.account_alias.c.account_id, t.account_alias.c.platform, t.account_alias.c.handle
        )
    )
    row_of = {
        (platform, identifier): row
        for row, platform, _, identifier in rows
        if identifier and platform not in _LOCAL_IDS
    }
    row_of |= {(platform, handle): row for row, platform, handle in aliased}
    row_of |= {(platform, handle): row for row, platform, handle, _ in rows}
    row_of_ref = {ref: row_of.get((ref.platform, ref.handle)) for ref in refs}
    return {ref: row for ref, row in row_of_ref.items() if row is not None}


def ids_of(connection: sa.Connection, refs: Sequence[AccountRef]) -> dict[AccountRef, str]:
    """The network's own ids of those accounts whose id the store knows."""
    rows = find(connection, refs)
    owner = t.account.c
    owners = connection.execute(
        sa.select(owner.id, owner.platform_id).where(owner.id.in_(set(rows.values())))
    )
    ids = {row.id: row.platform_id for row in owners}
    return {ref: platform_id for ref, row in rows.items() if (platform_id := ids.get(row))}


def same(connection: sa.Connection, account: Account) -> int | None:
    """The row of an account that was just read, under whatever name it is kept."""
    return next(iter(account_rows(connection, account)), None)


def account_rows(connection: sa.Connection, account: Account) -> list[int]:
    """All rows of an account: the one with the network's own id first, then the oldest.

    A row with another id of the network is another account, whatever it is called.
    """
    platform, owner, alias = account.ref.platform, t.account.c, t.account_alias.c
    platform_id = None if platform in _LOCAL_IDS else account.platform_id
    names = {account.ref.handle, *account.also, *([platform_id] if platform_id else [])}
    aliased = sa.select(alias.account_id).where(alias.platform == platform, alias.handle.in_(names))
    conditions = [owner.handle.in_(names), owner.id.in_(aliased)]
    if platform not in _LOCAL_IDS:
        conditions.append(owner.platform_id.in_(names))
    rows = connection.execute(
        sa.select(owner.id, owner.platform_id)
        .where(owner.platform == platform, sa.or_(*conditions))
        .order_by(owner.id)
    ).all()
    mine = [
        row
        for row in rows
        if not (platform_id and row.platform_id and row.platform_id != platform_id)
    ]
    return [int(row.id) for row in sorted(mine, key=lambda row: row.platform_id is None)]


def release(connection: sa.Connection, account: Account) -> None:
    """Take the account's handles from other accounts, with ids of their own, that had them."""
    platform, platform_id = account.ref.platform, account.platform_id
    if platform_id is None or platform in _LOCAL_IDS:
        return
    owner, alias = t.account.c, t.account_alias.c
    names = {account.ref.handle, *account.also}
    other_owners = sa.select(owner.id).where(
        owner.platform == platform, owner.platform_id != platform_id
    )
    connection.execute(
        sa.delete(t.account_alias).where(
            alias.platform == platform, alias.handle.in_(names), alias.account_id.in_(other_owners)
        )
    )
    former = connection.execute(
        sa.select(owner.id, owner.platform_id).where(
            owner.platform == platform, owner.handle.in_(names), owner.platform_id != platform_id
        )
    ).all()
    for row in former:
        _forget(connection, AccountRef(platform, row.platform_id))
        twin = connection.execute(
            sa.select(owner.id).where(owner.platform == platform, owner.handle == row.platform_id)
        ).scalar()
        if twin is not None:
            merge(connection, row.id, twin)
            _forget(connection, AccountRef(platform, row.platform_id))
        connection.execute(
            sa.update(t.account).where(owner.id == row.id).values(handle=row.platform_id)
        )


def with_followers(connection: sa.Connection, account_ids: Sequence[int]) -> set[int]:
    """Those accounts of which some observation tells the number of followers."""
    where = t.profile_snapshot.c
    rows = connection.execute(
        sa.select(where.account_id)
        .where(where.account_id.in_(account_ids), where.followers.is_not(None))
        .distinct()
    )
    return {int(row) for row in rows.scalars()}


def call(connection: sa.Connection, row: int, account: Account) -> None:
    """Keep the names by which the account was asked and is known; a handle says more than an id.

    Args:
        connection: an open connection to the store, within a transaction.
        row: the row of the account.
        account: the account as the network told it.
    """
    where, platform = t.account.c, account.ref.platform
    current = str(connection.execute(sa.select(where.handle).where(where.id == row)).scalar())
    names = {current, account.ref.handle, *account.also}
    platform_id = account.platform_id
    main = current
    if current == platform_id:
        main = next(
            (name for name in (account.ref.handle, *account.also) if name != platform_id), current
        )
    if main != current:
        _forget(connection, AccountRef(platform, main))
        connection.execute(sa.update(t.account).where(where.id == row).values(handle=main))
    for name in sorted(names - {main}):
        _forget(connection, AccountRef(platform, name))
        connection.execute(
            sa.insert(t.account_alias).values(account_id=row, platform=platform, handle=name)
        )


def _forget(connection: sa.Connection, ref: AccountRef) -> None:
    where = t.account_alias.c
    connection.execute(
        sa.delete(t.account_alias).where(where.platform == ref.platform, where.handle == ref.handle)
    )
