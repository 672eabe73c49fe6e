"""Posts as arrays by name: what a frame gives, without what a frame costs for a few rows."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor.method.windows import Bools, Ints


class Rows:
    """Some rows of a frame; a column is an array, taken out when it is first asked for."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame
        self._at: Ints | None = None
        self._all: Rows = self
        self._columns: dict[str, npt.NDArray[Any]] = {}

    def __len__(self) -> int:
        return len(self._frame) if self._at is None else len(self._at)

    def __getitem__(self, name: str) -> npt.NDArray[Any]:
        column = self._columns.get(name)
        if column is None:
            whole = self._frame[name].to_numpy() if self._at is None else self._all[name]
            column = self._columns[name] = whole if self._at is None else whole[self._at]
        return column

    def told(self, name: str) -> Bools:
        """Where a column has a value."""
        return np.asarray(~pd.isna(self[name]))

    def where(self, chosen: Bools) -> Rows:
        """The rows among these for which ``chosen`` holds, in their order."""
        rows = Rows(self._frame)
        at = np.flatnonzero(chosen)
        rows._at = at if self._at is None else self._at[at]
        rows._all = self._all
        return rows
