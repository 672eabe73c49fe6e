"""Rows as arrays: what they give is what a frame would give."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.method.post_rows import Rows
from auditor.method.signals.resonance import medians

FRAME = pd.DataFrame({"n": [1.0, np.nan, 3.0, 4.0], "word": ["a", None, "c", "d"]})


def test_rows_of_rows_are_those_of_the_frame() -> None:
    rows = Rows(FRAME)
    some = rows.where(np.array([True, True, False, True]))
    last = some.where(some.told("word"))
    assert (len(rows), len(some), len(last)) == (4, 3, 2)
    assert list(last["word"]) == ["a", "d"]
    assert list(last["n"]) == [1.0, 4.0]
    assert list(rows.told("n")) == [True, False, True, True]
    assert len(last.where(np.zeros(2, dtype=bool))["n"]) == 0


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.floats(-1e9, 1e9))))
def test_medians_are_those_of_pandas(values: list[tuple[int, float]]) -> None:
    account = np.array([value for value, _ in values], dtype=np.int64)
    numbers = np.array([number for _, number in values], dtype=np.float64)
    expected = pd.Series(numbers).groupby(account).median().reindex(range(5)).to_numpy()
    np.testing.assert_array_equal(medians(account, numbers, 5), expected)
