"""The page on which people label: by keyboard, narrow, and read by the command that compares."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.result.read import read_result
from reports.labelling import facts_of


@pytest.fixture
def demo(run: Any, tmp_path: Path) -> Path:
    assert run("demo", "--out", tmp_path / "demo").exit_code == 0
    return tmp_path / "demo" / "result.json"


@pytest.mark.enable_socket
def test_pages_are_labelled_by_keyboard_and_saved(
    browser: Any, run: Any, demo: Path, tmp_path: Path
) -> None:
    """What the page saves is what the command reads."""
    out = tmp_path / "labelling.html"
    assert run("label", demo, "--out", out, "--language", "it").exit_code == 0
    page = browser.new_page(viewport={"width": 320, "height": 800})
    requests_sent: list[str] = []
    page.on("request", lambda request: requests_sent.append(request.url))
    page.on("dialog", lambda one: one.accept())
    page.goto(out.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.fill("#rater", "anna")
    page.locator("#where").focus()
    count = len(list(facts_of(read_result(demo), "it")))
    for _ in range(count):
        page.keyboard.press("2")
    page.keyboard.press("Backspace")
    page.keyboard.press("5")
    assert "etichett" in page.locator("#where").inner_text()
    with page.expect_download() as waiting:
        page.click("#save")
    waiting.value.save_as(tmp_path / "labels.csv")
    assert requests_sent == [out.as_uri()]
    page.close()
    done = run("validate", "--labels", tmp_path / "labels.csv", "--result", demo, "--json")
    assert json.loads(done.stdout)["pages"] == count
    text = (tmp_path / "labels.csv").read_text()
    assert text.count("social_lazy") == count - 1
    assert text.count('"active"') == 1


@pytest.mark.enable_socket
def test_the_page_is_accessible(browser: Any, run: Any, demo: Path, tmp_path: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    out = tmp_path / "labelling.html"
    assert run("label", demo, "--out", out).exit_code == 0
    page = browser.new_page()
    page.goto(out.as_uri())
    violation = Axe().run(page).response["violations"]
    page.close()
    assert [(value["id"], value["nodes"][0]["html"][:120]) for value in violation] == []
