"""What a store holds, as frames, for the tests of reading."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import sqlalchemy as sa

from auditor.store import Store
from auditor.store import schema as t


def frames(store: Store) -> Any:
    """All rows: posts (with their newest counts), profiles, comments, runs, missing."""
    with store.connect() as connection:
        read = {
            name: pd.DataFrame(
                [dict(row) for row in connection.execute(sa.select(table)).mappings()],
                columns=[column.name for column in table.columns],
            )
            for name, table in (
                ("posts", t.post),
                ("snapshots", t.post_snapshot),
                ("profiles", t.profile_snapshot),
                ("comments", t.comment),
                ("runs", t.run),
                ("missing", t.missing),
                ("accounts", t.account),
            )
        }
    counts = read["snapshots"].sort_values("observed_at").groupby("post_id").last()
    owner = read["posts"].set_index("id")["account_id"]
    read["snapshots"]["account_id"] = read["snapshots"]["post_id"].map(owner)
    names = ["reactions", "comments", "shares", "views"]
    read["posts"] = read["posts"].join(counts[names], on="id")
    return SimpleNamespace(**read)
