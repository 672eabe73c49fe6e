"""The page over several clients in a real browser."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reports.html import render_overview
from reports.overview import Entry
from tests.method.test_verdicts import CASES, audited


@pytest.mark.enable_socket
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_page_is_accessible_quiet_and_narrow_enough(
    browser, tmp_path: Path, width: int, scheme: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    entries = []
    for n, case in enumerate(("active", "lazy", "seven days", "absent")):
        (folder := tmp_path / str(n)).mkdir()
        earlier = ((date(2026, 9, 1), 40.0), (date(2026, 10, 1), 52.0)) if n else ()
        entries.append(Entry(audited(CASES[case][0], folder), f"{n}/index.html", earlier))
    path = tmp_path / "index.html"
    path.write_text(render_overview(entries, "it"), encoding="utf-8")
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    requests_sent: list[str] = []
    page.on("request", lambda request: requests_sent.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth > window.innerWidth") is False
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
    violation = Axe().run(page, options=rules).response["violations"]
    assert [(value["id"], value["nodes"][0]["html"][:100]) for value in violation] == []
    assert requests_sent == [path.as_uri()]
    page.close()
