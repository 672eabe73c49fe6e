"""Why a field is missing is told of a known field only: a misspelt one would never be asked for."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.core.fields import FIELDS, check_fields
from auditor.core.model import Account, AccountRef
from auditor.core.reasons import Reason
from auditor.store import Store
from connectors import registry


def test_a_field_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite3") as store, store.write() as writer:
        account = writer.account(
            Account(AccountRef("facebook", "esempio")), datetime(2026, 1, 1, tzinfo=UTC)
        )
        with pytest.raises(ValueError, match="comment"):
            writer.missing(account, 1, {"comment": Reason.NOT_FETCHED})


@pytest.mark.parametrize("name", registry.PLATFORMS)
def test_what_a_connector_offers_are_known_fields(name: str) -> None:
    info = registry.connector_class(name).info
    check_fields([*info.own, *info.others])


def test_no_field_stands_there_twice() -> None:
    assert len(FIELDS) == len(set(FIELDS))
