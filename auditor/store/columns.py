"""Reading what an audit needs: whole columns of many accounts at once, never row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from auditor.core.model import COUNT_FIELDS
from auditor.core.traits import networks_that
from auditor.store import schema as t
from auditor.store.damage import DamagedError, json_value

POST_COLUMNS: tuple[str, ...] = (
    "p.id",
    "p.account_id",
    "p.kind",
    "p.published_at",
    "p.format",
    "p.links",
    "p.mentions",
    "p.is_question",
    "p.invites",
    "p.has_lost_signs",
    "p.is_poll",
    "p.is_promotion",
    "p.fingerprint",
    "p.reply_to",
    "p.on_own_thread",
    "p.has_clock",
    "p.comments_read_at",
    "s.observed_at",
    *(f"s.{name}" for name in COUNT_FIELDS),
)
_IDS_AT_ONCE = 20_000
_WITH_REVIEWS = ", ".join(f"'{name}'" for name in sorted(networks_that("reviews")))

Columns = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as stored."""

    id: int
    platform: str
    handle: str
    name: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run as stored, with the manifest of its file; times in milliseconds or ``None``."""

    id: int
    account_id: int
    origin: str
    connector: str
    api_version: str | None
    source: str | None
    started_at: int
    finished_at: int | None
    covered_start: int | None
    covered_end: int | None
    span_source: str | None
    complete: bool
    stopped_because: str | None
    comments_read: bool
    rows: int | None
    posts_declared: int | None
    calls: int | None
    units: int | None
    money: float | None
    file: str | None
    sha256: str | None
    file_rows: int | None
    file_taken: int | None
    how: Any
    left_out: Any
    notes: Any = None


def times(values: Sequence[str | None]) -> npt.NDArray[np.int64]:
    """Stored times as milliseconds; the least integer where there is none."""
    bare = [value[:23] if value else "NaT" for value in values]
    try:
        return np.array(bare, dtype="datetime64[ms]").astype(np.int64)
    except ValueError as error:
        raise DamagedError() from error


NO_TIME = int(np.iinfo(np.int64).min)


def _marks(ids: Sequence[int]) -> str:
    return "(" + ", ".join(map(str, map(int, ids))) + ")"


def _columns(
    connection: sa.Connection, names: Sequence[str], sql: str, args: tuple[object, ...] = ()
) -> Columns:
    rows = connection.exec_driver_sql(f"SELECT {', '.join(names)} {sql}", args).cursor.fetchall()
    short = [name.partition(".")[2] or name for name in names]
    filled = zip(*rows, strict=True) if rows else [()] * len(names)
    return {name: list(column) for name, column in zip(short, filled, strict=True)}


def select_posts(
    connection: sa.Connection, account_ids: Sequence[int], start: str, end: str
) -> Columns:
    """Posts published in a span with all their snapshots, ordered by account, time, observation.

    Args:
        connection: an open connection to the store, within a transaction.
        account_ids: the rows of the accounts.
        start: the beginning, as the store writes times.
        end: the end, as the store writes times.
    """
    sql = (
        f"FROM post p LEFT JOIN post_snapshot s ON s.post_id = p.id "
        f"WHERE p.account_id IN {_marks(account_ids)} AND p.published_at >= ? "
        f"AND p.published_at < ? ORDER BY p.account_id, p.published_at, p.id, s.observed_at"
    )
    return _columns(connection, POST_COLUMNS, sql, (start, end))


def select_comments(connection: sa.Connection, account_ids: Sequence[int]) -> Columns:
    """All comments under posts of the accounts, and the reviews of those that have some."""
    names = (
        "id",
        "account_id",
        "post_id",
        "platform_id",
        "parent_id",
        "author_key",
        "is_account",
        "counted",
        "published_at",
        "text_hash",
        "observed_at",
    )
    return _columns(
        connection,
        names,
        f"FROM comment WHERE account_id IN {_marks(account_ids)} AND (post_id IS NOT NULL "
        f"OR account_id IN (SELECT id FROM account WHERE platform IN ({_WITH_REVIEWS}))) "
        "ORDER BY account_id, id",
    )


def read_others(
    connection: sa.Connection, platforms: Sequence[str], account_ids: Sequence[int]
) -> list[tuple[int, str, str]]:
    """Row, network and handle of the accounts of some networks that are not among the known.

    Args:
        connection: an open connection to the store, within a transaction.
        platforms: the networks.
        account_ids: rows that are left out.
    """
    where = t.account.c
    rows = connection.execute(
        sa.select(where.id, where.platform, where.handle)
        .where(where.platform.in_(platforms), where.id.not_in(account_ids))
        .order_by(where.platform, where.handle)
    )
    return [(row.id, row.platform, row.handle) for row in rows]


def read_followers(connection: sa.Connection, account_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Every known number of followers with its account's row, the newest last."""
    columns = _columns(
        connection,
        ("account_id", "followers"),
        f"FROM profile_snapshot WHERE account_id IN {_marks(account_ids)} "
        "AND followers IS NOT NULL ORDER BY observed_at, id",
    )
    return list(zip(columns["account_id"], columns["followers"], strict=True))


def read_own_posts(
    connection: sa.Connection, account_ids: Sequence[int], start: str, end: str
) -> Columns:
    """What a response is counted from: own posts of a span with all their snapshots.

    Args:
        connection: an open connection to the store, within a transaction.
        account_ids: the rows of the accounts.
        start: the beginning, as the store writes times.
        end: the end, as the store writes times.
    """
    names = (
        "p.id",
        "p.account_id",
        "p.published_at",
        "p.format",
        "s.observed_at",
        "s.reactions",
        "s.comments",
        "s.shares",
        "s.interactions",
    )
    return _columns(
        connection,
        names,
        f"FROM post p JOIN post_snapshot s ON s.post_id = p.id "
        f"WHERE p.account_id IN {_marks(account_ids)} AND p.kind = 'post' "
        "AND p.published_at >= ? AND p.published_at < ? "
        "ORDER BY p.account_id, p.published_at, p.id, s.observed_at",
        (start, end),
    )


def read_own_comments(connection: sa.Connection, account_ids: Sequence[int]) -> dict[int, int]:
    """Row of a post -> how many comments that the network counts are the account's own."""
    columns = _columns(
        connection,
        ("post_id", "COUNT(*) AS n"),
        f"FROM comment WHERE account_id IN {_marks(account_ids)} AND is_account AND counted "
        "AND post_id IS NOT NULL GROUP BY post_id",
    )
    return dict(zip(columns["post_id"], columns["COUNT(*) AS n"], strict=True))


def read_incoming(connection: sa.Connection, account_ids: Sequence[int]) -> Columns:
    """How many comments came in on each day, where only that is told."""
    return _columns(
        connection,
        ("account_id", "day", "comments"),
        f"FROM incoming WHERE account_id IN {_marks(account_ids)} ORDER BY account_id, day",
    )


def read_profiles(connection: sa.Connection, account_ids: Sequence[int]) -> Columns:
    """All snapshots of profiles, oldest first."""
    names = (
        "account_id",
        "observed_at",
        "origin",
        "followers",
        "name",
        "bio",
        "website",
        "has_picture",
        "has_cover",
        "has_contact",
        "has_location",
        "has_named_person",
        "has_hours",
        "has_category",
        "rating",
        "reviews",
        "phones",
        "category",
        "place",
        "links",
    )
    return _columns(
        connection,
        names,
        f"FROM profile_snapshot WHERE account_id IN {_marks(account_ids)} "
        "ORDER BY account_id, observed_at, id",
    )


def read_missing(connection: sa.Connection, account_ids: Sequence[int]) -> Columns:
    """Why fields are missing, run by run, oldest first."""
    return _columns(
        connection,
        ("account_id", "run_id", "field", "reason"),
        f"FROM missing WHERE account_id IN {_marks(account_ids)} ORDER BY account_id, run_id",
    )


def select_texts(connection: sa.Connection, post_ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Id, address and text of some posts, by row: what a page quotes."""
    texts: dict[int, tuple[Any, ...]] = {}
    for first in range(0, len(post_ids), _IDS_AT_ONCE):
        part = post_ids[first : first + _IDS_AT_ONCE]
        rows = connection.exec_driver_sql(
            f"SELECT id, platform_id, url, substr(text, 1, 280) FROM post "
            f"WHERE id IN {_marks(part)}"
        ).cursor.fetchall()
        texts.update((row[0], row[1:]) for row in rows)
    return texts


def select_accounts(connection: sa.Connection, account_ids: Sequence[int]) -> dict[int, AccountRow]:
    """The accounts by their row."""
    rows = connection.exec_driver_sql(
        f"SELECT id, platform, handle, name, url FROM account WHERE id IN {_marks(account_ids)}"
    )
    return {row[0]: AccountRow(*row) for row in rows}


def read_runs(connection: sa.Connection, account_ids: Sequence[int]) -> list[RunRow]:
    """All runs of the accounts, oldest first."""

    rows = connection.exec_driver_sql(
        "SELECT r.id, r.account_id, r.origin, r.connector, r.api_version, r.source, r.started_at, "
        "r.finished_at, r.covered_start, r.covered_end, r.span_source, r.complete, "
        "r.stopped_because, r.comments_read, r.rows, r.posts_declared, r.calls, r.units, r.money, "
        "f.name, f.sha256, f.rows, f.taken, f.how, f.left_out, r.notes "
        "FROM run r LEFT JOIN source_file f ON f.run_id = r.id "
        f"WHERE r.account_id IN {_marks(account_ids)} ORDER BY r.account_id, r.started_at, r.id"
    ).cursor.fetchall()
    if not rows:
        return []
    moments = [_optional(times([row[column] for row in rows])) for column in (6, 7, 8, 9)]
    made = []
    for number, row in enumerate(rows):
        started, finished, first, last = (column[number] for column in moments)
        details = [json_value(value) for value in row[23:26]]
        values = [
            *row[:6],
            started or 0,
            finished,
            first,
            last,
            row[10],
            bool(row[11]),
            row[12],
            bool(row[13]),
            *row[14:23],
            *details,
        ]
        made.append(RunRow(*values))
    return made


def _optional(values: npt.NDArray[np.int64]) -> list[int | None]:
    return [None if value == NO_TIME else value for value in values.tolist()]
