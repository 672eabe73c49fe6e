"""Accounts of the store that are not in the audit, on its networks: the rest of a cohort."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import sqlalchemy as sa

from auditor.core.model import PARTS
from auditor.method.frames import as_floats
from auditor.method.windows import Cover, Covered, Floats, Ints, from_ms, join_spans
from auditor.store import columns as db
from auditor.store.schema import encode_time


@dataclass(frozen=True)
class Others:
    """Accounts by number, and their own posts.

    ``posts`` has account, row, at (ms), observed (ms), format, the parts, interactions, and
    ``own_comments``: the account's own among the comments that the network counts.
    """

    names: tuple[str, ...]
    platforms: tuple[str, ...]
    followers: Floats
    cover: Cover
    posts: pd.DataFrame

    @property
    def count(self) -> int:
        """How many accounts."""
        return len(self.names)


def load_others(
    connection: sa.Connection,
    platforms: Sequence[str],
    account_ids: Sequence[int],
    span: tuple[int, int],
    least: int,
) -> Others:
    """The other accounts of these networks, with their posts of a span (ms).

    Args:
        connection: an open connection to the store, within a transaction.
        platforms: the network of every account of the audit.
        account_ids: rows that are left out.
        span: beginning and end, ms since 1970.
        least: networks with fewer accounts than this, with those of the audit, are left out.
    """
    rows = db.read_others(connection, sorted(set(platforms)), account_ids)
    sizes = {name: platforms.count(name) for name in set(platforms)}
    for _, platform, _ in rows:
        sizes[platform] += 1
    rows = [row for row in rows if sizes[row[1]] > least]
    ids = [row for row, _, _ in rows]
    number = {row: index for index, row in enumerate(ids)}
    return Others(
        names=tuple(f"{platform}:{handle}" for _, platform, handle in rows),
        platforms=tuple(platform for _, platform, _ in rows),
        followers=_followers(connection, ids, number),
        cover=Cover(_spans(connection, ids, number)),
        posts=_posts(connection, ids, number, span),
    )


def _followers(connection: sa.Connection, ids: list[int], number: dict[int, int]) -> Floats:
    counts = np.full(len(ids), np.nan)
    for row, followers in db.read_followers(connection, ids):
        counts[number[row]] = followers
    return counts


def _spans(
    connection: sa.Connection, ids: list[int], number: dict[int, int]
) -> list[list[Covered]]:
    spans: list[list[Covered]] = [[] for _ in ids]
    for run in db.read_runs(connection, ids):
        if run.covered_start is not None and run.covered_end is not None:
            span = Covered(run.covered_start, run.covered_end, run.span_source == "rows")
            spans[number[run.account_id]].append(span)
    return [join_spans(runs_of_account) for runs_of_account in spans]


def _posts(
    connection: sa.Connection, ids: list[int], number: dict[int, int], span: tuple[int, int]
) -> pd.DataFrame:
    start, end = (encode_time(from_ms(edge)) for edge in span)
    columns = db.read_own_posts(connection, ids, start, end)
    frame = pd.DataFrame(
        {
            "row": np.array(columns["id"], dtype=np.int64),
            "account": np.array([number[row] for row in columns["account_id"]], dtype=np.int64),
            "at": db.times(columns["published_at"]),
            "observed": db.times(columns["observed_at"]),
            **{name: as_floats(columns[name]) for name in (*PARTS, "interactions")},
        }
    )
    frame["format"] = pd.Series(columns["format"], dtype=object)
    frame = newest_counts(frame)
    counted = db.read_own_comments(connection, ids)
    own_comments = frame["row"].map(counted).fillna(0) if counted else 0.0
    frame["own_comments"] = np.asarray(own_comments, dtype=np.float64) + np.zeros(len(frame))
    return frame


def newest_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a post, of rows by post and time: of every count the newest that is known."""
    row = frame["row"].to_numpy()
    if not len(row) or not (row[1:] == row[:-1]).any():
        return frame
    counts = frame.groupby("row", sort=False)[[*PARTS, "interactions", "observed"]].last()
    newest = frame.drop_duplicates("row", keep="last").set_index("row")
    newest[list(counts.columns)] = counts
    return newest.reset_index()


def interactions(frame: pd.DataFrame, own_comments: Floats, tells: dict[str, Ints]) -> Floats:
    """Of every post the sum of the parts that its account's source tells, else a told total.

    Args:
        frame: posts with their counts.
        own_comments: comments by the account itself, one a post.
        tells: part -> whether the source of the post's account tells it, a post.
    """
    total = np.zeros(len(frame))
    any_part = np.zeros(len(frame), dtype=bool)
    for part in PARTS:
        values = frame[part].to_numpy()
        values = np.maximum(values - own_comments, 0) if part == "comments" else values
        is_counted = np.asarray(tells[part], dtype=bool)
        total = total + np.where(is_counted, values, 0.0)
        any_part |= is_counted
    total[~any_part] = np.nan
    alone = np.maximum(frame["interactions"].to_numpy() - own_comments, 0)
    return np.where(np.isnan(alone), total, alone)
