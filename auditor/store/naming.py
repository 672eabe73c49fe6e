"""Accounts by what they are called: a handle, an id, an older handle."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from auditor.model import Account, AccountRef
from auditor.store import schema as t

# There, an id means nothing without its server.
_LOCAL_IDS = frozenset({"mastodon"})


def find(connection: sa.Connection, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    """The ids of those accounts that the store knows, by handle, by another name or by id."""
    owners = t.account.c
    rows = connection.execute(
        sa.select(owners.id, owners.platform, owners.handle, owners.platform_id)
    ).all()
    others = connection.execute(
        sa.select(
            t.account_alias.c.account_id, t.account_alias.c.platform, t.account_alias.c.handle
        )
    )
    known = {(platform, identifier): row for row, platform, _, identifier in rows
             if identifier and platform not in _LOCAL_IDS}  # fmt: skip
    known |= {(platform, handle): row for row, platform, handle in others}
    known |= {(platform, handle): row for row, platform, handle, _ in rows}
    found = {ref: known.get((ref.platform, ref.handle)) for ref in refs}
    return {ref: row for ref, row in found.items() if row is not None}


def same(connection: sa.Connection, account: Account) -> int | None:
    """The row of an account that was just read, under whatever name it is kept."""
    ref, owner, alias = account.ref, t.account.c, t.account_alias.c
    asked = [
        sa.select(owner.id).where(owner.platform == ref.platform, owner.handle == ref.handle),
        sa.select(alias.account_id).where(
            alias.platform == ref.platform, alias.handle == ref.handle
        ),
    ]  # fmt: skip
    if ref.platform not in _LOCAL_IDS:
        ids = {ref.handle, account.platform_id or ref.handle}
        asked.append(
            sa.select(owner.id).where(owner.platform == ref.platform, owner.platform_id.in_(ids))
        )
    for one in asked:
        found = connection.execute(one).scalar()
        if found is not None:
            return int(found)
    return None


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
    """Keep the name by which the account was asked; a handle says more than an id."""
    where = t.account.c
    kept = connection.execute(sa.select(where.handle).where(where.id == row)).scalar()
    other = account.ref.handle
    if kept == other:
        return
    if kept == account.platform_id:
        connection.execute(sa.update(t.account).where(where.id == row).values(handle=other))
        _forget(connection, AccountRef(account.ref.platform, other))
        other = str(kept)
    alias = AccountRef(account.ref.platform, other)
    _forget(connection, alias)
    connection.execute(
        sa.insert(t.account_alias).values(
            account_id=row, platform=alias.platform, handle=alias.handle
        )
    )


def _forget(connection: sa.Connection, ref: AccountRef) -> None:
    where = t.account_alias.c
    connection.execute(
        sa.delete(t.account_alias).where(where.platform == ref.platform, where.handle == ref.handle)
    )
