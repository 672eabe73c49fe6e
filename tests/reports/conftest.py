"""A real browser for the tests of the page, and the example that they draw."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from auditor.result.schema import Result

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="module")
def browser(require_browser: bool) -> Iterator[Any]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        reason = "no browser: install Chromium and '.[browser]'"
        if require_browser:
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The result of the bundled example."""
    from auditor import demo
    from auditor.result.build import as_result, run_audit
    from auditor.store import Store

    path = tmp_path_factory.mktemp("demo") / "store.sqlite3"
    with Store.open(path) as store:
        demo.write_demo(store)
        raw = run_audit(store, demo.SPEC, demo.GENERATED_AT, demo.AS_OF, demo.HISTORY_DAYS, True)
    return as_result(raw)
