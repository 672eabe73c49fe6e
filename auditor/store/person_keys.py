"""Persons as keys: an HMAC with a secret of this store alone, which nobody can turn back."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from auditor.core.model import AccountRef
from auditor.store import aliases
from auditor.store import schema as t

_KEY = "author_key"


def person_key(secret: bytes, platform: str, name: str) -> str:
    """The key of a person by an id or a handle.

    Args:
        secret: the store's own secret.
        platform: the network.
        name: an id or a handle.
    """
    return hmac.new(secret, f"{platform}\n{name}".encode(), hashlib.sha256).hexdigest()[:32]


def kept_secret(connection: sa.Connection) -> bytes | None:
    """The store's secret, if a person was ever written."""
    where = t.setting.c
    value = connection.execute(sa.select(where.value).where(where.name == _KEY)).scalar()
    return None if value is None else bytes.fromhex(value)


def new_secret(connection: sa.Connection) -> bytes:
    """A secret for a store that has none yet."""
    made = secrets.token_hex(32)
    connection.execute(sa.insert(t.setting).values(name=_KEY, value=made))
    return bytes.fromhex(made)


def comments_of(
    connection: sa.Connection, account_ids: Sequence[int], people: Sequence[Sequence[AccountRef]]
) -> Mapping[int, int]:
    """Which comments under these accounts' posts are by which of some people.

    Args:
        connection: an open connection to the store, within a transaction.
        account_ids: rows of the accounts under whose posts to look.
        people: the accounts of each person; a handle or an id of the network.

    Returns:
        Row of a comment -> place of the person.
    """
    secret = kept_secret(connection)
    if secret is None or not people:
        return {}
    refs = [ref for accounts in people for ref in accounts]
    ids = aliases.ids_of(connection, refs)
    keys = {
        person_key(secret, ref.platform, name): person
        for person, accounts in enumerate(people)
        for ref in accounts
        for name in {ref.handle, ids.get(ref, ref.handle)}
    }
    comment = t.comment.c
    rows = connection.execute(
        sa.select(comment.id, comment.author_key, comment.author_name_key).where(
            comment.account_id.in_(account_ids),
            comment.is_account.is_(False),
            sa.or_(comment.author_key.in_(keys), comment.author_name_key.in_(keys)),
        )
    )
    return {int(row): keys[by_id if by_id in keys else by_name] for row, by_id, by_name in rows}
