"""Comments into the store: keys of people and features, no names and no texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from auditor.core.model import Comment
from auditor.store import schema as t
from auditor.store.schema import encode_time
from auditor.store.storable import each_once
from auditor.store.writing.bulk import insert_rows
from auditor.text.features import features, text_hash

# What may be told of a comment later, in the order in which its row is written.
_DETAILS = (
    "post_id",
    "parent_id",
    "author_key",
    "author_name_key",
    "is_account",
    "counted",
    "published_at",
    "is_question",
    "text_hash",
    "observed_at",
)


class CommentWriter:
    """Writes the comments under the posts of one account.

    Args:
        connection: an open connection to the store, within a transaction.
        key_of: an id or a handle -> the key of that person.
        account_id: the row of the account.
    """

    def __init__(
        self, connection: sa.Connection, key_of: Callable[[str], str], account_id: int
    ) -> None:
        self.connection = connection
        self.key_of = key_of
        self.account_id = account_id

    def write(self, comments: Sequence[Comment], observed_at: datetime) -> int:
        """Write comments as they were seen at a moment; returns how many were new."""
        before = self._count()
        rows = self._rows(each_once(comments), observed_at)
        rows.sort(key=lambda row: row[1])
        keep = ", ".join(f"{name} = COALESCE(excluded.{name}, {name})" for name in _DETAILS)
        insert_rows(
            self.connection,
            t.comment,
            ("account_id", "platform_id", *_DETAILS),
            rows,
            f"ON CONFLICT (account_id, platform_id) DO UPDATE SET {keep}",
        )
        return self._count() - before

    def _count(self) -> int:
        count = sa.select(sa.func.count()).where(t.comment.c.account_id == self.account_id)
        return int(self.connection.execute(count).scalar_one())

    def _rows(self, comments: Sequence[Comment], observed_at: datetime) -> list[tuple[Any, ...]]:
        ids = post_ids(self.connection, self.account_id)
        marks = features([comment.text for comment in comments])
        moment = encode_time(observed_at)
        return [
            (
                self.account_id,
                comment.platform_id,
                ids.get(comment.post_id) if comment.post_id else None,
                comment.parent_id,
                self.key_of(comment.author_id) if comment.author_id else None,
                self.key_of(comment.author_handle) if comment.author_handle else None,
                comment.is_account,
                comment.counted,
                encode_time(comment.published_at) if comment.published_at else None,
                mark.is_question,
                text_hash(comment.text) if comment.text else None,
                moment,
            )
            for comment, mark in zip(comments, marks, strict=True)
        ]


def post_ids(connection: sa.Connection, account_id: int) -> dict[str, int]:
    """The rows of an account's posts by every id that they are known under."""
    rows = connection.exec_driver_sql(
        "SELECT platform_id, post_id FROM post_alias WHERE account_id = ? "
        "UNION ALL SELECT platform_id, id FROM post WHERE account_id = ?",
        (account_id, account_id),
    ).all()
    return {str(name): int(row) for name, row in rows}
