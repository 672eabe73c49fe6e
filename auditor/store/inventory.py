"""What the store holds: of each account, how much, from where and how fresh; and its readings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from auditor.core.model import AccountRef
from auditor.store import schema as t


@dataclass(frozen=True, slots=True)
class Holding:
    """One account: own posts and all items, comments, the newest reading, where it came from.

    ``first`` and ``last`` are the times of the oldest and the newest item. ``origins`` are among
    ``api``, ``export`` and ``manual``. ``read_at`` is ``None`` where every try brought nothing, not
    even that there are no posts; ``tried_at`` is the last try.
    """

    ref: AccountRef
    name: str | None
    posts: int
    items: int
    comments: int
    first: datetime | None
    last: datetime | None
    read_at: datetime | None
    tried_at: datetime | None
    covered_start: datetime | None
    covered_end: datetime | None
    followers: int | None
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of an account: from where, of which span, how much, and whether it was whole."""

    started_at: datetime
    origin: str
    connector: str
    file: str | None
    covered_start: datetime | None
    covered_end: datetime | None
    rows: int | None
    complete: bool
    comments_read: bool
    stopped_because: str | None
    followers: int | None


@dataclass(frozen=True, slots=True)
class RememberedOptions:
    """What was said of an account's files before: its zone, the order of day and month by layout,
    the columns, by their fingerprint, of tables of which it was said that they hold posts, and the
    names by which files call the account."""

    timezone: str | None
    orders: dict[str, str] = field(default_factory=dict)
    posts: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def told_before(connection: sa.Connection) -> dict[AccountRef, RememberedOptions]:
    """Of every account with imported files, how the newest of them were read."""
    owners, runs, files = t.account.c, t.run.c, t.source_file.c
    rows = connection.execute(
        sa.select(owners.platform, owners.handle, owners.timezone, files.layout, files.how)
        .join(t.run, runs.account_id == owners.id)
        .join(t.source_file, files.run_id == runs.id)
        .order_by(runs.id)
    )
    by_account: dict[AccountRef, RememberedOptions] = {}
    for platform, handle, zone, layout, how in rows:
        options = by_account.setdefault(AccountRef(platform, handle), RememberedOptions(zone))
        if how and how.get("date_order"):
            options.orders[layout.partition(":")[0]] = how["date_order"]
        if how and how.get("posts"):
            options.posts.add(how["posts"])
        options.names.update((how or {}).get("names", ()))
    return by_account


def holdings(connection: sa.Connection) -> list[Holding]:
    """Every account of the store, by network and name."""
    items = _by_account(
        connection,
        sa.select(
            t.post.c.account_id,
            sa.func.sum(sa.case((t.post.c.kind == "post", 1), else_=0)),
            sa.func.count(),
            sa.func.min(t.post.c.published_at, type_=t.UtcTime()),
            sa.func.max(t.post.c.published_at, type_=t.UtcTime()),
        ).group_by(t.post.c.account_id),
    )
    comments = _by_account(
        connection,
        sa.select(t.comment.c.account_id, sa.func.count()).group_by(t.comment.c.account_id),
    )
    runs = _by_account(
        connection,
        sa.select(
            t.run.c.account_id,
            sa.func.max(t.run.c.started_at, type_=t.UtcTime()),
            sa.func.min(t.run.c.covered_start, type_=t.UtcTime()),
            sa.func.max(t.run.c.covered_end, type_=t.UtcTime()),
        ).group_by(t.run.c.account_id),
    )
    origins = _origins(connection)
    followers = _followers(connection)
    where = t.account.c
    rows = connection.execute(
        sa.select(where.id, where.platform, where.handle, where.name).order_by(
            where.platform, where.handle
        )
    )
    return [
        _holding(
            AccountRef(platform, handle),
            name,
            items.get(row),
            comments.get(row),
            runs.get(row),
            followers.get(row),
            origins.get(row, ()),
        )
        for row, platform, handle, name in rows
    ]


Row = tuple[Any, ...] | None


def _holding(
    ref: AccountRef,
    name: str | None,
    items: Row,
    comments: Row,
    runs: Row,
    followers: int | None,
    origins: tuple[str, ...],
) -> Holding:
    posts, number, first, last = items or (0, 0, None, None)
    tried_at, start, end = runs or (None, None, None)
    has_answered = bool(number or comments or end is not None or followers is not None)
    return Holding(
        ref=ref,
        name=name,
        posts=int(posts or 0),
        items=number,
        comments=(comments or (0,))[0],
        first=first,
        last=last,
        read_at=tried_at if has_answered else None,
        tried_at=tried_at,
        covered_start=start,
        covered_end=end,
        followers=followers,
        origins=origins,
    )


def readings(connection: sa.Connection, account_id: int) -> list[Reading]:
    """All readings of an account, oldest first."""
    run, file, shot = t.run.c, t.source_file.c, t.profile_snapshot.c
    followers = (
        sa.select(shot.followers)
        .where(shot.run_id == run.id, shot.followers.is_not(None))
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        sa.select(
            run.started_at,
            run.origin,
            run.connector,
            file.name,
            run.covered_start,
            run.covered_end,
            run.rows,
            run.complete,
            run.comments_read,
            run.stopped_because,
            followers,
        )
        .select_from(t.run.outerjoin(t.source_file, file.run_id == run.id))
        .where(run.account_id == account_id)
        .order_by(run.started_at, run.id)
    )
    return [Reading(*row[:7], bool(row[7]), bool(row[8]), *row[9:]) for row in rows]


def _by_account(connection: sa.Connection, query: sa.Select[Any]) -> dict[int, tuple[Any, ...]]:
    return {int(row[0]): tuple(row[1:]) for row in connection.execute(query)}


def _origins(connection: sa.Connection) -> dict[int, tuple[str, ...]]:
    origins: dict[int, tuple[str, ...]] = {}
    query = sa.select(t.run.c.account_id, t.run.c.origin).distinct().order_by(t.run.c.origin)
    for account, origin in connection.execute(query):
        origins[account] = (*origins.get(account, ()), str(origin))
    return origins


def _followers(connection: sa.Connection) -> dict[int, int]:
    """The newest number of followers of each account."""
    shot = t.profile_snapshot.c
    query = (
        sa.select(shot.account_id, shot.followers)
        .where(shot.followers.is_not(None))
        .order_by(shot.observed_at)
    )
    return {int(account): int(number) for account, number in connection.execute(query)}
