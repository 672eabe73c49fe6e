"""How long raw data of a network may be kept, and forgetting what is older.

YouTube's terms let nobody keep API data for more than 30 days without refreshing it. What came from
files or was typed in belongs to whoever brought it, and stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from auditor.core.model import Origin
from auditor.core.traits import TRAITS
from auditor.store import schema as t

KEEP_DAYS: dict[str, int] = {
    name: traits.keep_days for name, traits in TRAITS.items() if traits.keep_days is not None
}
PURGED = "purged"
_YEARS = timedelta(days=2 * 365)
_WEEK = timedelta(days=7)


def purge(engine: sa.Engine, now: datetime, keep: Mapping[str, int] = KEEP_DAYS) -> int:
    """Erase what its network's API told longer ago than it may be kept.

    Runs of that age lose the span that they covered, so that it is read anew. Returns how many
    posts were erased.

    Args:
        engine: the engine of the store.
        now: the moment of the call, aware.
        keep: network -> days.
    """
    erased = 0
    for platform, days in keep.items():
        limit = now - timedelta(days=days)
        with engine.begin() as connection:
            old = connection.execute(_old_runs(platform, limit).limit(1)).first()
        if old is not None and _is_trusted(engine, now):
            with engine.execution_options(writing=True).begin() as connection:
                erased += _purge(connection, platform, limit)
    return erased


def _is_trusted(engine: sa.Engine, now: datetime) -> bool:
    """Whether the clock may be believed that so much time has passed.

    Not when it is ahead of all readings by years, nor ahead of all but a few of one week that such
    a clock has made itself: what is erased then no network gives again.
    """
    with engine.begin() as connection:
        made = connection.execute(sa.select(t.run.c.started_at).order_by(t.run.c.started_at))
        moments: list[datetime] = [row.started_at for row in made]
    believed = moments[0]
    for number, moment in enumerate(moments):
        if moment - believed > _YEARS and moments[-1] - moment < _WEEK:
            break
        believed = moments[number]
    return now - believed <= _YEARS


def _ask_again(connection: sa.Connection, accounts: list[int]) -> None:
    """Posts that have lost comments no longer count as read to the end."""
    left = (
        sa.select(sa.func.count())
        .where(t.comment.c.post_id == t.post.c.id, t.comment.c.counted.is_(True))
        .scalar_subquery()
    )
    connection.execute(
        sa.update(t.post)
        .where(t.post.c.account_id.in_(accounts), t.post.c.comments_read_count > left)
        .values(comments_read_count=None, comments_read_at=None)
    )


def _old_runs(platform: str, limit: datetime) -> sa.Select[tuple[int, int]]:
    """Readings by the network's own connector that are too old and were not purged yet."""
    return sa.select(t.run.c.id, t.run.c.account_id).where(
        t.run.c.connector == platform,
        t.run.c.started_at < limit,
        sa.or_(t.run.c.stopped_because.is_(None), t.run.c.stopped_because != PURGED),
    )


def _purge(connection: sa.Connection, platform: str, limit: datetime) -> int:
    rows = connection.execute(_old_runs(platform, limit)).all()
    runs, accounts = [row.id for row in rows], sorted({row.account_id for row in rows})
    by_api = Origin.API.value
    connection.execute(
        sa.delete(t.post_snapshot).where(
            t.post_snapshot.c.origin == by_api,
            t.post_snapshot.c.observed_at < limit,
            t.post_snapshot.c.post_id.in_(
                sa.select(t.post.c.id).where(t.post.c.account_id.in_(accounts))
            ),
        )
    )
    connection.execute(
        sa.delete(t.profile_snapshot).where(
            t.profile_snapshot.c.account_id.in_(accounts),
            t.profile_snapshot.c.origin == by_api,
            t.profile_snapshot.c.observed_at < limit,
        )
    )
    connection.execute(
        sa.delete(t.comment).where(
            t.comment.c.account_id.in_(accounts),
            t.comment.c.observed_at < limit,
        )
    )
    _ask_again(connection, accounts)
    snapshots = sa.select(t.post_snapshot.c.post_id).where(t.post_snapshot.c.post_id == t.post.c.id)
    gone = connection.execute(
        sa.delete(t.post).where(t.post.c.account_id.in_(accounts), ~sa.exists(snapshots))
    )
    connection.execute(
        sa.update(t.run)
        .where(t.run.c.id.in_(runs))
        .values(
            covered_start=None,
            covered_end=None,
            complete=False,
            comments_read=False,
            stopped_because=PURGED,
        )
    )
    return int(gone.rowcount)
