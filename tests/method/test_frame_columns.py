"""The frames of an audit's facts have the columns of the table, and no others."""

from __future__ import annotations

import pandas as pd
import pytest

from auditor.method.facts import Facts, load
from auditor.method.frame_columns import COLUMNS
from auditor.method.windows import to_ms
from auditor.store import Store
from tests.method import makers

# Words are objects or pandas' own strings; a column without a value has no other dtype to hold.
_WORDS = {"object", "str", "string", "float64"}


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    with Store.open(tmp_path_factory.mktemp("frames") / "s.sqlite3") as store:
        accounts = [makers.make(number) for number in range(20)]
        makers.write(store, accounts)
        return load(store, makers.spec_of(accounts), to_ms(makers.AS_OF), 365)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_frame_has_the_columns_of_the_table(facts: Facts, name: str) -> None:
    frame: pd.DataFrame = getattr(facts, name)
    assert list(frame) == list(COLUMNS[name])
    for column, value in COLUMNS[name].items():
        dtype = str(frame[column].dtype)
        assert dtype in (_WORDS if value.dtype == "object" else {value.dtype}), column
        if value.missing == "never":
            assert not frame[column].isna().any(), column
