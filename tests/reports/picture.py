"""The picture of the README: the top of the demo's page. ``python -m tests.reports.picture`` makes it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from click.testing import CliRunner

TARGET = Path(__file__).resolve().parents[2] / "docs" / "report.png"
WIDTH, HEIGHT = 1180, 1186


def main() -> None:
    """Write the demo's report, look at it in a browser, keep the top of it."""
    from playwright.sync_api import sync_playwright

    from auditor.cli.main import main as auditor

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        done = CliRunner().invoke(auditor, ["demo", "--out", folder, "--language", "en"])
        assert done.exit_code == 0, done.output
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto((Path(folder) / "index.html").as_uri())
        page.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    main()
