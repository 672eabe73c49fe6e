"""The tables. Their names and columns are relied on by people who open the file themselves.

Nulls stay null. Every key is chosen so that writing the same observation twice changes nothing.
Times are UTC, in SQLite as text ``YYYY-MM-DDTHH:MM:SS.mmmZ`` (sortable, readable by anybody).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from auditor.store.damage import moment as read_moment


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time of millisecond precision."""

    impl = sa.String(24)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(24))
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> object:
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return encode_time(moment) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if isinstance(value, str):
            return read_moment(value)
        moment: datetime = value
        return moment.astimezone(UTC)


def encode_time(moment: datetime) -> str:
    """A time as SQLite keeps it: ISO 8601, UTC, milliseconds, ending in ``Z``."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:23] + "Z"


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)


def _owner() -> sa.Column[int]:
    return sa.Column(
        "account_id", sa.ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True
    )


def _run(nullable: bool = True) -> sa.Column[int]:
    return sa.Column("run_id", sa.ForeignKey("run.id", ondelete="SET NULL"), nullable=nullable)


account = sa.Table(
    "account",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("platform", sa.String(32), nullable=False),
    sa.Column("handle", sa.String(512), nullable=False),
    sa.Column("platform_id", sa.String(512)),
    sa.Column("name", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("created_at", UtcTime),
    sa.Column("first_seen_at", UtcTime, nullable=False),
    sa.Column("timezone", sa.String(64)),
    sa.Column("details", sa.JSON),
    sa.UniqueConstraint("platform", "handle"),
)

# Other ways to write an account that is known: its id, an older handle.
account_alias = sa.Table(
    "account_alias",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("platform", sa.String(32), nullable=False),
    sa.Column("handle", sa.String(512), nullable=False),
    sa.UniqueConstraint("platform", "handle"),
)

run = sa.Table(
    "run",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("connector", sa.String(64), nullable=False),
    sa.Column("connector_version", sa.String(32)),
    sa.Column("api_version", sa.String(32)),
    sa.Column("source", sa.Text),
    sa.Column("started_at", UtcTime, nullable=False),
    sa.Column("finished_at", UtcTime),
    sa.Column("asked_start", UtcTime),
    sa.Column("asked_end", UtcTime),
    sa.Column("covered_start", UtcTime),
    sa.Column("covered_end", UtcTime),
    sa.Column("span_source", sa.String(16)),
    sa.Column("complete", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("stopped_because", sa.Text),
    sa.Column("comments_read", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("rows", sa.Integer),
    sa.Column("posts_declared", sa.Integer),
    sa.Column("calls", sa.Integer),
    sa.Column("units", sa.Integer),
    sa.Column("money", sa.Float),
    sa.Column("notes", sa.JSON),
)

profile_snapshot = sa.Table(
    "profile_snapshot",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    _run(),
    sa.Column("observed_at", UtcTime, nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("followers", sa.Integer),
    sa.Column("following", sa.Integer),
    sa.Column("posts", sa.Integer),
    sa.Column("name", sa.Text),
    sa.Column("bio", sa.Text),
    sa.Column("website", sa.Text),
    sa.Column("has_picture", sa.Boolean),
    sa.Column("has_cover", sa.Boolean),
    sa.Column("has_contact", sa.Boolean),
    sa.Column("has_location", sa.Boolean),
    sa.Column("has_named_person", sa.Boolean),
    sa.Column("has_hours", sa.Boolean),
    sa.Column("has_category", sa.Boolean),
    sa.Column("rating", sa.Float),
    sa.Column("reviews", sa.Integer),
    # A line each.
    sa.Column("phones", sa.Text),
    sa.Column("category", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("links", sa.Text),
    sa.UniqueConstraint("account_id", "observed_at", "origin"),
)

post = sa.Table(
    "post",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("platform_id", sa.String(512), nullable=False),
    sa.Column("url", sa.Text),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("format", sa.String(32)),
    sa.Column("text", sa.Text),
    sa.Column("published_at", UtcTime, nullable=False),
    sa.Column("links", sa.JSON),
    sa.Column("mentions", sa.JSON),
    sa.Column("is_question", sa.Boolean),
    sa.Column("invites", sa.Boolean),
    sa.Column("has_lost_signs", sa.Boolean),
    sa.Column("is_poll", sa.Boolean),
    sa.Column("is_promotion", sa.Boolean),
    sa.Column("fingerprint", sa.LargeBinary),
    sa.Column("language", sa.String(16)),
    sa.Column("features_version", sa.String(16)),
    sa.Column("reply_to", sa.String(512)),
    sa.Column("thread_root", sa.String(512)),
    sa.Column("on_own_thread", sa.Boolean),
    sa.Column("has_clock", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("comments_read_at", UtcTime),
    sa.Column("comments_read_count", sa.Integer),
    sa.Column("deleted_seen_at", UtcTime),
    _run(),
    sa.UniqueConstraint("account_id", "platform_id"),
    sa.Index("ix_post_account_id_published_at", "account_id", "published_at"),
)

post_snapshot = sa.Table(
    "post_snapshot",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("post_id", sa.ForeignKey("post.id", ondelete="CASCADE"), nullable=False, index=True),
    _run(),
    sa.Column("observed_at", UtcTime, nullable=False),
    sa.Column("origin", sa.String(16), nullable=False),
    sa.Column("reactions", sa.Integer),
    sa.Column("comments", sa.Integer),
    sa.Column("shares", sa.Integer),
    sa.Column("interactions", sa.Integer),
    sa.Column("views", sa.Integer),
    sa.Column("saves", sa.Integer),
    sa.Column("impressions", sa.Integer),
    sa.Column("reach", sa.Integer),
    sa.Column("clicks", sa.Integer),
    sa.UniqueConstraint("post_id", "observed_at", "origin"),
)

comment = sa.Table(
    "comment",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("post_id", sa.ForeignKey("post.id", ondelete="CASCADE"), index=True),
    sa.Column("platform_id", sa.String(512), nullable=False),
    sa.Column("parent_id", sa.String(512)),
    sa.Column("author_key", sa.String(64)),
    sa.Column("author_name_key", sa.String(64)),
    sa.Column("is_account", sa.Boolean),
    sa.Column("is_team", sa.Boolean),
    sa.Column("counted", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("published_at", UtcTime),
    sa.Column("is_question", sa.Boolean),
    sa.Column("text_hash", sa.String(64)),
    sa.Column("observed_at", UtcTime, nullable=False),
    sa.UniqueConstraint("account_id", "platform_id"),
)

team_action = sa.Table(
    "team_action",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("post_id", sa.ForeignKey("post.id", ondelete="CASCADE")),
    sa.Column("author_key", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("seen_at", UtcTime, nullable=False),
    sa.UniqueConstraint("account_id", "post_id", "author_key", "kind"),
)

incoming = sa.Table(
    "incoming",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("comments", sa.Integer, nullable=False),
    sa.UniqueConstraint("account_id", "day"),
)

post_alias = sa.Table(
    "post_alias",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("post_id", sa.ForeignKey("post.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("platform_id", sa.String(512), nullable=False),
    sa.UniqueConstraint("account_id", "platform_id"),
)

source_file = sa.Table(
    "source_file",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("run_id", sa.ForeignKey("run.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("layout", sa.String(64), nullable=False),
    sa.Column("how", sa.JSON),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("taken", sa.Integer, nullable=False),
    sa.Column("left_out", sa.JSON),
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("platform", sa.String(32), nullable=False),
    sa.Column("day", sa.String(10), nullable=False),
    sa.Column("bucket", sa.String(128), nullable=False),
    sa.Column("calls", sa.Integer, nullable=False, server_default="0"),
    sa.Column("units", sa.Integer, nullable=False, server_default="0"),
    sa.Column("money", sa.Integer, nullable=False, server_default="0"),
    sa.UniqueConstraint("platform", "day", "bucket"),
)

cursor = sa.Table(
    "cursor",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("run_id", sa.ForeignKey("run.id", ondelete="CASCADE"), nullable=False),
    sa.Column("stream", sa.String(32), nullable=False),
    sa.Column("position", sa.Text, nullable=False),
    sa.Column("began_at", UtcTime, nullable=False),
    sa.Column("updated_at", UtcTime, nullable=False),
    sa.UniqueConstraint("account_id", "stream"),
)

missing = sa.Table(
    "missing",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    _owner(),
    sa.Column("run_id", sa.ForeignKey("run.id", ondelete="CASCADE")),
    sa.Column("field", sa.String(64), nullable=False),
    sa.Column("reason", sa.String(32), nullable=False),
    sa.UniqueConstraint("account_id", "run_id", "field"),
)

setting = sa.Table(
    "setting",
    metadata,
    sa.Column("name", sa.String(64), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)
