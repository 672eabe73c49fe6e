"""Data frames with a type for each column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def typed_frame(rows: Sequence[tuple[Any, ...]], types: dict[str, str]) -> pd.DataFrame:
    """Rows as a frame; ``types`` are the columns in order with their dtypes, <NA> for None."""
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(types), dtype=object)
    return frame.astype(types)
