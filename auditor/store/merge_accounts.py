"""Two rows that turn out to be one account become one, and nothing that was observed is lost."""

from __future__ import annotations

from typing import TypeVar

import sqlalchemy as sa

from auditor.core.model import Post
from auditor.store import schema as t
from auditor.store.damage import moment as read_moment
from auditor.store.writing.deduplicate import own_id
from auditor.store.writing.post_writer import known_posts, milliseconds

_Change = TypeVar("_Change", sa.Insert, sa.Update)
_OWNED = (
    t.account_alias,
    t.run,
    t.profile_snapshot,
    t.post,
    t.post_alias,
    t.comment,
    t.team_action,
    t.incoming,
    t.cursor,
    t.missing,
)
_TOLD = ("platform_id", "name", "url", "created_at", "timezone", "details")
_KEPT_OF_POST = frozenset(
    {"id", "account_id", "platform_id", "kind", "published_at", "has_clock", "deleted_seen_at"}
)


def merge(connection: sa.Connection, main: int, double: int) -> None:
    """Give all of an account's rows to another and take it away.

    A post that both know is one post with the observations of both; of two rows with the same key
    the one of ``main`` stays.

    Args:
        connection: an open connection to the store, within a transaction.
        main: the row that stays.
        double: the row that goes.
    """
    for old, new in _same_posts(connection, main, double):
        _merge_posts(connection, main, old, new)
    for table in _OWNED:
        _move(connection, table, "account_id", main, table.c.account_id == double)
    where = t.account.c
    before = connection.execute(sa.select(t.account).where(where.id == double)).one()
    mine = connection.execute(sa.select(t.account).where(where.id == main)).one()
    connection.execute(sa.delete(t.account).where(where.id == double))
    values = {name: getattr(before, name) for name in _TOLD if getattr(mine, name) is None}
    values["first_seen_at"] = min(mine.first_seen_at, before.first_seen_at)
    connection.execute(sa.update(t.account).where(where.id == main).values(values))
    name = {"platform": before.platform, "handle": before.handle}
    connection.execute(_or_ignore(sa.insert(t.account_alias)).values(account_id=main, **name))


def _same_posts(connection: sa.Connection, main: int, double: int) -> list[tuple[int, int]]:
    """Posts of the other account that are posts of the kept one, with their rows there."""
    main_posts = known_posts(connection, main)
    if not main_posts.by_id:
        return []
    rows = connection.exec_driver_sql(
        "SELECT id, platform_id, url, text, published_at, has_clock FROM post WHERE account_id = ?",
        (double,),
    ).all()
    pairs = []
    for row, name, url, text, moment, clock in rows:
        at = read_moment(moment)
        post = Post(name, at, url=url, text=text, has_clock=bool(clock))
        same = main_posts.find(post, milliseconds(at))
        if same is not None:
            pairs.append((row, same))
    return pairs


def _merge_posts(connection: sa.Connection, account_id: int, old: int, new: int) -> None:
    for table in (t.post_snapshot, t.comment, t.team_action, t.post_alias):
        _move(connection, table, "post_id", new, table.c.post_id == old)
    post = t.post.c
    before, mine = (
        connection.execute(sa.select(t.post).where(post.id == row)).one()._mapping
        for row in (old, new)
    )
    connection.execute(sa.delete(t.post).where(post.id == old))
    values = {
        name: value
        for name, value in before.items()
        if name not in _KEPT_OF_POST and value is not None and mine[name] is None
    }
    name, main = before["platform_id"], mine["platform_id"]
    if own_id(name) and not own_id(main):
        values["platform_id"], name = name, main
    if values:
        connection.execute(sa.update(t.post).where(post.id == new).values(values))
    if name != mine["platform_id"] or "platform_id" in values:
        row = {"account_id": account_id, "post_id": new, "platform_id": name}
        connection.execute(_or_ignore(sa.insert(t.post_alias)).values(row))


def _move(
    connection: sa.Connection, table: sa.Table, column: str, to: int, where: sa.ColumnElement[bool]
) -> None:
    connection.execute(_or_ignore(sa.update(table)).where(where).values({column: to}))


def _or_ignore(statement: _Change) -> _Change:
    return statement.prefix_with("OR IGNORE", dialect="sqlite")
