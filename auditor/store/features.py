"""The features of stored texts, made again when their version changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from auditor.store.schema import post, setting
from auditor.text.features import FEATURES_VERSION, features

_NAME = "features_version"
_BATCH = 20_000
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def remake_features(engine: sa.Engine) -> int:
    """Make the features of all stored texts again if they are of another version.

    Returns how many posts changed. What was not kept as text keeps its old features.
    """
    with engine.connect() as connection:
        version = connection.execute(
            sa.select(setting.c.value).where(setting.c.name == _NAME)
        ).scalar()
    if version == FEATURES_VERSION:
        return 0
    changed = 0
    with engine.execution_options(writing=True).begin() as connection:
        while rows := _stale(connection):
            _rewrite(connection, rows)
            changed += len(rows)
        connection.execute(sa.delete(setting).where(setting.c.name == _NAME))
        connection.execute(sa.insert(setting).values(name=_NAME, value=FEATURES_VERSION))
    return changed


def _stale(connection: sa.Connection) -> Sequence[Any]:
    return connection.execute(
        sa.select(post.c.id, post.c.text, post.c.language)
        .where(post.c.text.is_not(None), post.c.features_version != FEATURES_VERSION)
        .limit(_BATCH)
    ).all()


def _rewrite(connection: sa.Connection, rows: Sequence[Any]) -> None:
    made = features([row.text for row in rows], [row.language for row in rows])
    connection.execute(
        sa.update(post)
        .where(post.c.id == sa.bindparam("row"))
        .values(
            is_question=sa.bindparam("asks"),
            invites=sa.bindparam("invited"),
            has_lost_signs=sa.bindparam("lost"),
            is_promotion=sa.bindparam("sells"),
            fingerprint=sa.bindparam("mark"),
            language=sa.bindparam("spoken"),
            mentions=sa.bindparam("named"),
            features_version=FEATURES_VERSION,
        ),
        [
            {
                "row": row.id,
                "asks": features_of_post.is_question,
                "invited": features_of_post.invites,
                "lost": features_of_post.has_lost_signs,
                "sells": features_of_post.is_promotion,
                "mark": features_of_post.fingerprint,
                "spoken": features_of_post.language,
                "named": list(features_of_post.mentions or ()),
            }
            for row, features_of_post in zip(rows, made, strict=True)
        ],
    )


def encode_list(values: Sequence[str] | None) -> str | None:
    """A list as the store keeps it; ``None`` (unknown) stays null."""
    if not values:
        return None if values is None else "[]"
    return _ENCODER.encode(list(values))
