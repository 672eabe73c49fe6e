"""The posts of an audit's accounts as one frame, read in parts so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
import sqlalchemy as sa

from auditor.core.model import PARTS
from auditor.method.cohort_data import newest_counts
from auditor.method.frames import as_floats, observed_by
from auditor.method.windows import Ints, from_ms
from auditor.store import columns as db
from auditor.store.schema import encode_time

ACCOUNTS_AT_ONCE = 250
_FLAGS = (
    "is_question",
    "invites",
    "is_poll",
    "is_promotion",
    "on_own_thread",
    "has_clock",
    "has_lost_signs",
)
# Few values that come again and again: each is kept once.
_WORDS = ("kind", "format", "links", "mentions", "reply_to")


def read_posts(
    connection: sa.Connection,
    ids: Sequence[int],
    number: Mapping[int, int],
    start: int,
    end: int,
    latest: int,
) -> pd.DataFrame:
    """The posts of a span (ms), each once, with the newest known value of every count.

    Args:
        connection: an open connection to the store, within a transaction.
        ids: the store's rows of the accounts; ``number`` gives the audit's number of each.
        number: row of an account -> its number.
        start: ms since 1970.
        end: ms since 1970.
        latest: counts that were read later (ms) give way to all others.
    """
    lookup = np.full(max(ids, default=0) + 1, -1, dtype=np.int64)
    lookup[list(number)] = list(number.values())
    span = encode_time(from_ms(start)), encode_time(from_ms(end))
    interned: dict[object, object] = {}
    batches = (db.select_posts(connection, some, *span) for some in _batches(ids))
    parts = [
        newest_counts(observed_by(_frame(batch, lookup, interned), latest)) for batch in batches
    ]
    frame = parts[0] if len(parts) == 1 else pd.concat(parts, ignore_index=True)
    del parts
    # The order of rows in the store must not matter: an account's posts go by time, then by row.
    order = np.lexsort((frame["row"], frame["at"], frame["account"]))
    if (order[1:] > order[:-1]).all():
        return frame
    return frame.iloc[order].reset_index(drop=True)


def _batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, max(len(ids), 1), ACCOUNTS_AT_ONCE):
        yield ids[first : first + ACCOUNTS_AT_ONCE]


def _frame(columns: db.Columns, lookup: Ints, interned: dict[object, object]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "row": np.array(columns["id"], dtype=np.int64),
            "account": lookup[np.array(columns["account_id"], dtype=np.int64)],
            "at": db.times(columns["published_at"]),
            "observed": db.times(columns["observed_at"]),
            "comments_read": db.times(columns["comments_read_at"]),
        }
    )
    for name in (*_FLAGS, *PARTS, "interactions"):
        frame[name] = as_floats(columns[name])
    for name in _WORDS:
        frame[name] = pd.Series(
            [interned.setdefault(value, value) for value in columns[name]], dtype=object
        )
    frame["fingerprint"] = pd.Series(columns["fingerprint"], dtype=object)
    return frame
