"""What all tests share: a clean environment, the optional material, the browser switch."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner, Result

from auditor.cli.main import main
from auditor.core.model import PLATFORMS

Run = Callable[..., Result]


def pytest_configure(config: pytest.Config) -> None:
    """Ctrl-C is heard even where the tests were started in the background, which ignores it.

    A clock that was to be moved and stands still would let every test of it pass unseen.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    days = os.environ.get("AUDITOR_TEST_DAYS_AHEAD")
    if not days:
        return
    with tempfile.NamedTemporaryFile() as file:
        ahead = time.time() - Path(file.name).stat().st_mtime
    if abs(ahead - float(days) * 86_400) > 60:
        raise pytest.UsageError(
            "AUDITOR_TEST_DAYS_AHEAD is set and the clock was not moved: "
            "set PYTHONPATH=tests/moved_clock too"
        )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """With the clock moved, what runs on a day that is written down is left out: it would be the
    same run once more."""
    if not os.environ.get("AUDITOR_TEST_DAYS_AHEAD"):
        return
    same = [item for item in items if item.get_closest_marker("same_on_every_day")]
    config.hook.pytest_deselected(items=same)
    items[:] = [item for item in items if item not in set(same)]


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees the keys, settings, language or store of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    starts = ("AUDITOR_", *(f"{name.upper()}_" for name in PLATFORMS))
    kept = {
        "AUDITOR_TEST_MATERIAL",
        "AUDITOR_REQUIRE_BROWSER",
        "AUDITOR_BLUESKY_TEST_URL",
        "AUDITOR_BLUESKY_TEST_HANDLE",
        "AUDITOR_TEST_DAYS_AHEAD",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            strange = name.startswith(starts) and name not in kept
            if strange or name in {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"}:
                patch.delenv(name)
        patch.setenv("AUDITOR_CONFIG_DIR", str(home))
        patch.setenv("AUDITOR_STORE", str(home / "store.sqlite3"))
        yield


@pytest.fixture
def material() -> Path:
    """The folder of optional material: real exports, machine-readable specs."""
    named = os.environ.get("AUDITOR_TEST_MATERIAL")
    if not named or not Path(named).is_dir():
        pytest.skip("no material: set AUDITOR_TEST_MATERIAL to its folder")
    return Path(named)


@pytest.fixture(scope="session")
def require_browser() -> bool:
    """Whether a missing browser is a failure (``AUDITOR_REQUIRE_BROWSER=1``), not a skip."""
    return os.environ.get("AUDITOR_REQUIRE_BROWSER", "") not in {"", "0"}


@pytest.fixture
def written_day() -> Iterator[datetime]:
    """The clock of the written answers: 20 November 2026, noon in UTC, and ticking."""
    day = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with time_machine.travel(day, tick=True):
        yield day


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Calls ``auditor`` with these arguments, in an empty working folder."""
    folder = tmp_path / "working"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def call(*arguments: str | Path, keys: str | None = None) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments], input=keys)

    return call
