"""What an unfinished or an earlier reading left behind: where to go on, and what is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from auditor.core.model import Window
from auditor.store import schema as t

# Runs by one connector of which the newest whole one says how far back an account was read.
_COMPLETE = t.run.c.complete.is_(True)


@dataclass(frozen=True, slots=True)
class ResumePoint:
    """Where an unfinished run goes on: its run, stream (``posts`` or ``comments``), position."""

    run_id: int
    stream: str
    position: str
    started_at: datetime
    asked: Window | None


@dataclass(frozen=True, slots=True)
class PostToAsk:
    """An own post whose comments may be read: how many its network counts, and how many were
    found under it when they were last read (``None``: never)."""

    platform_id: str
    published_at: datetime
    comments: int | None
    read: int | None


def resume_points(connection: sa.Connection, account_id: int) -> dict[str, ResumePoint]:
    """The points of an account's unfinished run, by stream."""
    rows = connection.execute(
        sa.select(
            t.cursor.c.run_id,
            t.cursor.c.stream,
            t.cursor.c.position,
            t.run.c.started_at,
            t.run.c.asked_start,
            t.run.c.asked_end,
        )
        .join(t.run, t.run.c.id == t.cursor.c.run_id)
        .where(t.cursor.c.account_id == account_id)
    ).all()
    return {
        row.stream: ResumePoint(
            row.run_id,
            row.stream,
            row.position,
            row.started_at,
            _window(row.asked_start, row.asked_end),
        )
        for row in rows
    }


def whole_runs(connection: sa.Connection, account_id: int, connector: str) -> list[Window]:
    """What a connector's whole readings asked for, until where they came: an account that is
    younger than what was asked is read wholly all the same.

    Args:
        connection: an open connection to the store, within a transaction.
        account_id: the row of the account.
        connector: the name of the connector.
    """
    rows = connection.execute(
        sa.select(t.run.c.asked_start, t.run.c.covered_end).where(
            t.run.c.account_id == account_id,
            t.run.c.connector == connector,
            _COMPLETE,
            t.run.c.covered_end.is_not(None),
        )
    ).all()
    return [window for row in rows if (window := _window(*row)) is not None]


def kept_details(connection: sa.Connection, account_id: int) -> dict[str, str]:
    """What a connector wants to be told again of an account (names begin with ``kept_``)."""
    details = connection.execute(
        sa.select(t.account.c.details).where(t.account.c.id == account_id)
    ).scalar()
    return {name: text for name, text in (details or {}).items() if name.startswith("kept_")}


def items_in(connection: sa.Connection, account_id: int, window: Window) -> int:
    """How many items of an account, of every kind, were published in a span.

    Args:
        connection: an open connection to the store, within a transaction.
        account_id: the row of the account.
        window: the span.
    """
    row = connection.execute(
        sa.select(sa.func.count()).where(
            t.post.c.account_id == account_id,
            t.post.c.published_at >= window.start,
            t.post.c.published_at < window.end,
        )
    )
    return int(row.scalar_one())


def posts_to_ask(connection: sa.Connection, account_id: int, window: Window) -> list[PostToAsk]:
    """The own posts of a span, newest first, with what is known of their comments.

    Args:
        connection: an open connection to the store, within a transaction.
        account_id: the row of the account.
        window: the span.
    """
    newest = (
        sa.select(t.post_snapshot.c.comments)
        .where(t.post_snapshot.c.post_id == t.post.c.id, t.post_snapshot.c.comments.is_not(None))
        .order_by(t.post_snapshot.c.observed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = connection.execute(
        sa.select(
            t.post.c.platform_id,
            t.post.c.published_at,
            newest.label("comments"),
            t.post.c.comments_read_count,
        )
        .where(
            t.post.c.account_id == account_id,
            t.post.c.kind == "post",
            t.post.c.published_at >= window.start,
            t.post.c.published_at < window.end,
        )
        .order_by(t.post.c.published_at.desc(), t.post.c.id)
    ).all()
    return [PostToAsk(*row) for row in rows]


def save_point(
    connection: sa.Connection,
    account_id: int,
    run_id: int,
    stream: str,
    position: str | None,
    began_at: datetime,
    now: datetime,
) -> None:
    """Keep a point, or take it away (``position`` None).

    Args:
        connection: an open connection to the store, within a transaction.
        account_id: the row of the account.
        run_id: the run that read it; ``None`` for what a person typed.
        stream: ``posts`` or ``comments``.
        position: where to go on; ``None`` takes the point away.
        began_at: when the run began, aware.
        now: the moment of the call, aware.
    """
    where = (t.cursor.c.account_id == account_id, t.cursor.c.stream == stream)
    connection.execute(sa.delete(t.cursor).where(*where))
    if position is not None:
        connection.execute(
            sa.insert(t.cursor).values(
                account_id=account_id,
                run_id=run_id,
                stream=stream,
                position=position,
                began_at=began_at,
                updated_at=now,
            )
        )


def _window(start: datetime | None, end: datetime | None) -> Window | None:
    return None if start is None or end is None or start >= end else Window(start, end)
