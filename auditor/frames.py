"""Frames that facts are made of: accounts by number, unknown as NaN, comments in their threads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
import sqlalchemy as sa

from auditor.store import reading as db
from auditor.windows import Floats, Ints


def numbered(frame: pd.DataFrame, number: Mapping[int, int]) -> pd.DataFrame:
    """The frame with the audit's numbers of the accounts in place of the store's rows."""
    frame["account"] = np.array([number[row] for row in frame["account_id"]], dtype=np.int64)
    return frame.drop(columns="account_id")


def floats(values: Sequence[Any]) -> Floats:
    """Numbers and booleans as floats, null as NaN."""
    return np.array(values, dtype=object).astype(np.float64) if len(values) else np.empty(0)


def read_comments(
    connection: sa.Connection, ids: Sequence[int], number: Mapping[int, int], posts: pd.DataFrame
) -> pd.DataFrame:
    """Comments under the posts of the window, with the place of their post and their thread.

    ``authored`` says whether the network told who wrote one, the account or somebody else.
    """
    found = db.read_comments(connection, ids)
    frame = pd.DataFrame(
        {
            "row": np.array(found["id"], dtype=np.int64),
            "post_row": np.array(found["post_id"], dtype=np.int64),
            "at": db.times(found["published_at"]),
            "observed": db.times(found["observed_at"]),
            "is_account": np.array([one == 1 for one in found["is_account"]], dtype=bool),
            "authored": np.array([one is not None for one in found["is_account"]], dtype=bool),
            "counted": np.array(found["counted"], dtype=bool),
        }
    )
    for name in ("platform_id", "parent_id", "author_key", "text_hash"):
        frame[name] = pd.Series(found[name], dtype=object)
    frame["account_id"] = found["account_id"]
    frame = numbered(frame, number)
    frame["thread"] = threads(frame)
    place = pd.Series(np.arange(len(posts)), index=posts["row"].to_numpy())
    at = place.reindex(frame["post_row"]).to_numpy()
    frame["post"] = np.where(np.isnan(at), -1, at).astype(np.int64)
    frame = frame[frame["post"] >= 0].reset_index(drop=True)
    unknown = frame["at"].to_numpy() == db.NO_TIME
    if unknown.any():
        published = posts["at"].to_numpy()[frame["post"].to_numpy()]
        frame["at"] = np.where(unknown, published, frame["at"])
    frame["timed"] = ~unknown
    return frame


def threads(frame: pd.DataFrame) -> Ints:
    """For every comment the place of the comment that its thread begins with."""
    names = list(zip(frame["account"], frame["platform_id"], strict=True))
    place = {name: number for number, name in enumerate(names)}
    parents = [
        number if parent is None else place.get((account, parent), number)
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
