"""All posts of the store, one after another, each with the newest known value of every count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from auditor.core.model import COUNT_FIELDS
from auditor.store import schema as t
from auditor.store.damage import json_value

_AT_ONCE = 2_000
COUNTS = tuple(COUNT_FIELDS)
COLUMNS: tuple[str, ...] = (
    "account",
    "platform_id",
    "url",
    "published_at",
    "kind",
    "format",
    "language",
    "text",
    "links",
    "is_question",
    "invites",
    "has_lost_signs",
    "is_poll",
    "is_promotion",
    "reply_to",
    *COUNTS,
    "observed_at",
    "comments_read",
    "deleted_seen_at",
)


def exported_posts(
    connection: sa.Connection, account_ids: Sequence[int] | None
) -> Iterator[dict[str, Any]]:
    """Every item of the accounts (all without), by account and time, as plain values.

    Unknown is ``None``; times are ISO 8601, UTC, a date alone where no time of day was told.
    ``observed_at`` is when the newest of the counts was seen.
    """
    own, shot = t.post.c, t.post_snapshot.c
    query = (
        sa.select(
            own.id,
            t.account.c.platform,
            t.account.c.handle,
            own.platform_id,
            own.url,
            own.published_at,
            own.has_clock,
            own.kind,
            own.format,
            own.language,
            own.text,
            own.links,
            own.is_question,
            own.invites,
            own.has_lost_signs,
            own.is_poll,
            own.is_promotion,
            own.reply_to,
            own.comments_read_count,
            own.deleted_seen_at,
            shot.observed_at,
            *(shot[name] for name in COUNTS),
        )
        .select_from(
            t.post.join(t.account, t.account.c.id == own.account_id).outerjoin(
                t.post_snapshot, shot.post_id == own.id
            )
        )
        .order_by(
            t.account.c.platform, t.account.c.handle, own.published_at, own.id, shot.observed_at
        )
    )
    if account_ids is not None:
        query = query.where(own.account_id.in_(account_ids))
    number, current = None, None
    result = connection.execution_options(yield_per=_AT_ONCE).execute(query)
    for row in result.mappings():
        if row["id"] != number:
            if current is not None:
                yield current
            number, current = row["id"], _post(row)
        if current is not None:
            _observe(current, row)
    if current is not None:
        yield current


def _post(row: sa.RowMapping) -> dict[str, Any]:
    published = _time(row["published_at"])
    links = row["links"]
    return {
        **dict.fromkeys(COLUMNS),
        "account": f"{row['platform']}:{row['handle']}",
        "published_at": published if row["has_clock"] or published is None else published[:10],
        "links": json_value(links) if isinstance(links, str) else links,
        "invites": True if row["is_poll"] else row["invites"],
        "comments_read": row["comments_read_count"],
        "deleted_seen_at": _time(row["deleted_seen_at"]),
        **{
            name: row[name]
            for name in (
                "platform_id",
                "url",
                "kind",
                "format",
                "language",
                "text",
                "is_question",
                "has_lost_signs",
                "is_poll",
                "is_promotion",
                "reply_to",
            )
        },
    }


def _observe(post: dict[str, Any], row: sa.RowMapping) -> None:
    """Take what a later observation tells; nothing is overwritten by nothing."""
    counts = {name: row[name] for name in COUNTS if row[name] is not None}
    post.update(counts)
    if row["observed_at"] is not None:
        post["observed_at"] = _time(row["observed_at"])


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ")
