"""What the connectors' tests share: sessions that do not wait, answers from files, a store."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.core.model import Window
from connectors.http.session import Session
from tests.passing_clock import PassingClock

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from loopback import AS_OF, Loopback, World  # noqa: E402

# They start programs, which have the real clock: everything in them lies around it.
REAL_CLOCK = {"test_login", "test_killed_anywhere", "test_collect_stops"}


def on_a_written_day(module: str) -> bool:
    return module.rpartition(".")[2] not in REAL_CLOCK


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if (
            isinstance(item, pytest.Function)
            and item.path.is_relative_to(HERE)
            and on_a_written_day(item.module.__name__)
        ):
            item.add_marker("same_on_every_day")


@pytest.fixture(autouse=True)
def day_of_the_answers(request: pytest.FixtureRequest) -> None:
    """What networks answer here is written down, and so is the day on which it is read."""
    if on_a_written_day(request.module.__name__):
        request.getfixturevalue("written_day")


@pytest.fixture
def session() -> Iterator[Session]:
    clock = PassingClock()
    result = Session(attempts=3, clock=clock, sleep=clock.sleep)
    yield result
    result.close()


@pytest.fixture
def payload() -> Callable[[str], Any]:
    """Reads ``fixtures/<network>/<name>.json``."""

    def read(name: str) -> Any:
        return json.loads((HERE / "fixtures" / f"{name}.json").read_text(encoding="utf-8"))

    return read


@pytest.fixture
def year() -> Window:
    return Window(AS_OF - timedelta(days=365), AS_OF)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    return lambda: AS_OF


@pytest.fixture
def small_world() -> Iterator[Loopback]:
    """Three accounts with 90 posts each, on both networks."""
    with Loopback(World(3, 90)) as server:
        yield server


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    from auditor.store import Store

    with Store.open(tmp_path / "store.sqlite3") as opened:
        yield opened
