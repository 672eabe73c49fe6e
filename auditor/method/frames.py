"""Frames that facts are made of: accounts by number, unknown as NaN, comments in their threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from auditor.method.windows import DAY, Floats, Ints, from_ms
from auditor.store import columns as db
from auditor.store.schema import encode_time

# A reading that lies further ahead was made by a clock that was wrong, or is now [D].
AHEAD = 7 * DAY
NO_POST = 0  # in place of the store's row of a post
ENDLESS = 253_370_764_800_000  # the beginning of the year 9999, in milliseconds


def numbered(frame: pd.DataFrame, number: Mapping[int, int]) -> pd.DataFrame:
    """The frame with the audit's numbers of the accounts in place of the store's rows."""
    frame["account"] = np.array([number[row] for row in frame["account_id"]], dtype=np.int64)
    return frame.drop(columns="account_id")


def profiles_by(profiles: pd.DataFrame, latest: int) -> pd.DataFrame:
    """Snapshots of profiles, those made after ``latest`` (ms) only of accounts without another: a
    clock that was wrong once does not make them the newest for ever."""
    if not len(profiles):
        return profiles
    made = profiles["observed_at"].to_numpy() <= encode_time(from_ms(latest))
    if made.all():
        return profiles
    account = profiles["account_id"].to_numpy()
    return profiles[made | ~np.isin(account, account[made])].reset_index(drop=True)


def observed_by(posts: pd.DataFrame, latest: int) -> pd.DataFrame:
    """Snapshots of posts, of each post in the order in which they were made, those made after
    ``latest`` (ms) first and without a moment."""
    ahead = posts["observed"].to_numpy() > latest
    if not ahead.any():
        return posts
    posts.loc[ahead, "observed"] = 0
    return posts.sort_values(["row", "observed"], kind="stable", ignore_index=True)


def as_floats(values: Sequence[Any]) -> Floats:
    """Numbers and booleans as floats, null as NaN."""
    return np.array(values, dtype=object).astype(np.float64) if len(values) else np.empty(0)


def read_comments(
    connection: sa.Connection, ids: Sequence[int], number: Mapping[int, int], posts: pd.DataFrame
) -> pd.DataFrame:
    """Comments under the posts of the window, with the place of their post and their thread; a
    review, which stands under none, has -1.

    ``authored`` says whether the network told who wrote one, the account or somebody else.

    Args:
        connection: an open connection to the store, within a transaction.
        ids: the rows of the accounts.
        number: row of an account -> its number.
        posts: the posts of the window.
    """
    columns = db.select_comments(connection, ids)
    frame = pd.DataFrame(
        {
            "row": np.array(columns["id"], dtype=np.int64),
            "post_row": np.array([row or NO_POST for row in columns["post_id"]], dtype=np.int64),
            "at": db.times(columns["published_at"]),
            "observed": db.times(columns["observed_at"]),
            "is_account": np.array([flag == 1 for flag in columns["is_account"]], dtype=bool),
            "authored": np.array([flag is not None for flag in columns["is_account"]], dtype=bool),
            "counted": np.array(columns["counted"], dtype=bool),
        }
    )
    for name in ("platform_id", "parent_id", "author_key", "text_hash"):
        frame[name] = pd.Series(columns[name], dtype=object)
    frame["account_id"] = columns["account_id"]
    frame = numbered(frame, number)
    frame["thread"] = threads(frame)
    index = pd.Series(np.arange(len(posts)), index=posts["row"].to_numpy())
    at = index.reindex(frame["post_row"]).to_numpy()
    frame["post"] = np.where(np.isnan(at), -1, at).astype(np.int64)
    untimed = frame["at"].to_numpy() == db.NO_TIME
    of_profile = (frame["post_row"].to_numpy() == NO_POST) & ~untimed
    counted = (frame["post"].to_numpy() >= 0) | of_profile
    frame = pd.DataFrame(frame[counted]).reset_index(drop=True)
    unknown = frame["at"].to_numpy() == db.NO_TIME
    if unknown.any():
        published = posts["at"].to_numpy()[frame["post"].to_numpy()]
        frame["at"] = np.where(unknown, published, frame["at"])
    frame["timed"] = ~unknown
    return frame


def threads(frame: pd.DataFrame) -> Ints:
    """For every comment the place of the comment that its thread begins with."""
    names = list(zip(frame["account"], frame["platform_id"], strict=True))
    number_of = {name: number for number, name in enumerate(names)}
    parents = [
        number if parent is None else number_of.get((account, parent), number)
        for number, (account, parent) in enumerate(
            zip(frame["account"], frame["parent_id"], strict=True)
        )
    ]
    root: Ints = np.array(parents, dtype=np.int64)
    for _ in range(64):
        higher = root[root] if len(root) else root
        if (higher == root).all():
            break
        root = higher
    return root
