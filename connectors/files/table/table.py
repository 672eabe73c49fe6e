"""A table as columns of strings, with what its header says."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from auditor.core.messages import Message
from connectors.files.sources.source import Source
from connectors.files.table.layout import Layout


@dataclass(frozen=True)
class Table:
    """A table of posts: its layout and the cells of the columns in use.

    ``cells`` has one column of strings for each place of the layout that is used, and its index
    holds the line (or row) in the file. ``too_wide`` are the lines with more cells than the
    header, which are not in ``cells``; ``too_short`` those that end before a column in use, with
    how many cells they have. ``notes`` are the lines of words above the header, ``label`` the words
    right above a block that stands beside others.
    """

    source: Source
    layout: Layout
    cells: pd.DataFrame
    sheet: str | None = None
    encoding: str | None = None
    separator: str | None = None
    too_wide: tuple[int, ...] = ()
    too_short: tuple[tuple[int, int], ...] = ()
    warnings: tuple[Message, ...] = field(default=())
    notes: tuple[str, ...] = ()
    label: str | None = None
