"""The page in a real browser: accessible, quiet, narrow enough, whole without a script, harmless."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from auditor.result.read import read_result
from auditor.result.schema import Result
from reports import html
from reports.html import render_html
from tests.method.test_verdicts import CASES, account, audited, commented

pytestmark = pytest.mark.enable_socket
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
}
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"
EVIL = '</q><script>document.title = "run"</script><img src=x onerror="document.title=\'run\'">'


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Result:
    from click.testing import CliRunner

    from auditor.cli.main import main

    folder = tmp_path_factory.mktemp("demo")
    assert CliRunner().invoke(main, ["demo", "--out", str(folder)]).exit_code == 0
    return read_result(folder / "result.json")


def put(folder: Path, text: str) -> str:
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    return path.as_uri()


VIEWS = [
    pytest.param(width, scheme, language, marks=[] if view == 1 else [pytest.mark.slow])
    for view, (width, scheme, language) in enumerate(
        (width, scheme, language)
        for width in (320, 1280)
        for scheme in ("light", "dark")
        for language in ("it", "en")
    )
]


# Pairs of texts of one drawing that lie over each other.
COLLISIONS = """() => [...document.querySelectorAll('svg')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')]
    .map(text => [text.textContent, text.getBoundingClientRect()])
    .filter(([, box]) => box.width)
  return boxes.flatMap(([words, a], n) => boxes.slice(n + 1)
    .filter(([, b]) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
      && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)
    .map(([others]) => [words, others]))
})"""


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_text_of_a_chart_lies_over_another(
    browser, demo: Result, tmp_path: Path, width: int
) -> None:
    # From no interaction to a million; comments that waited a day and longer than a week.
    far = account([1 + 3 * n for n in range(30)], [0, 900_000])
    late = commented(far, 2, 0.9)
    late.comments = [
        replace(comment, published_at=comment.published_at + timedelta(hours=9 * n))
        if comment.is_account
        else comment
        for n, comment in enumerate(late.comments)
    ]
    for result in (demo, audited(late, tmp_path)):
        for language in ("it", "en"):
            page = browser.new_page(viewport={"width": width, "height": 800})
            page.goto(put(tmp_path, render_html(result, language)))
            page.evaluate(UNFOLD)
            assert page.evaluate(COLLISIONS) == []
            page.close()


def test_a_failed_sign_is_red_beside_one_that_is_fine(browser, tmp_path: Path) -> None:
    result = audited(CASES["one-way"][0], tmp_path)
    assert result.accounts[0].verdict.code == "one_way"
    page = browser.new_page()
    page.goto(put(tmp_path, render_html(result, "en")))
    page.evaluate(UNFOLD)
    colour = "one => getComputedStyle(one).color"
    bad = page.locator(".block .signs > .t-bad > .state").first.evaluate(colour)
    good = page.locator(".block .signs > .t-good > .state").first.evaluate(colour)
    assert bad != good
    page.close()


@pytest.mark.parametrize(("width", "scheme", "language"), VIEWS)
def test_the_page_is_accessible_quiet_and_narrow_enough(
    browser, demo: Result, tmp_path: Path, language: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    url = put(tmp_path, render_html(demo, language))
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    requests_sent: list[str] = []
    noise: list[str] = []
    page.on("request", lambda request: requests_sent.append(request.url))
    page.on(
        "console", lambda message: noise.append(message.text) if message.type == "error" else None
    )
    page.goto(url)
    assert page.evaluate(WIDE) is False
    page.evaluate(UNFOLD)
    assert page.evaluate(WIDE) is False
    violation = Axe().run(page, options=RULES).response["violations"]
    context.close()
    assert [(value["id"], value["nodes"][0]["html"][:120]) for value in violation] == []
    assert requests_sent == [url]
    assert noise == []


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("case", ["absent", "leans", "irregular", "into the void"])
def test_every_state_of_a_page_is_accessible(
    browser, tmp_path: Path, case: str, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    url = put(tmp_path, render_html(audited(CASES[case][0], tmp_path), language))
    page = browser.new_page(viewport={"width": 320, "height": 800})
    page.goto(url)
    page.evaluate(UNFOLD)
    assert page.evaluate(WIDE) is False
    violation = Axe().run(page, options=RULES).response["violations"]
    page.close()
    assert [value["id"] for value in violation] == []


def hostile(folder: Path) -> Result:
    """A page whose posts carry code in their texts."""
    made = account([1 + 3 * n for n in range(30)], [0, 1])
    made.posts = [replace(post, text=f"{EVIL} {n}") for n, post in enumerate(made.posts)]
    return audited(made, folder)


def title_of(browser: Any, folder: Path, text: str) -> str:
    page = browser.new_page()
    page.goto(put(folder, text))
    page.wait_for_timeout(150)
    title: str = page.title()
    page.close()
    return title


def test_code_in_a_post_stays_text(browser, tmp_path: Path) -> None:
    text = render_html(hostile(tmp_path), "en")
    assert "&lt;script&gt;" in text
    assert title_of(browser, tmp_path, text) != "run"


def test_escaping_holds_without_the_policy(browser, tmp_path: Path) -> None:
    text = render_html(hostile(tmp_path), "en")
    bare = text.replace('http-equiv="Content-Security-Policy"', 'name="nothing"')
    assert bare != text
    assert title_of(browser, tmp_path, bare) != "run"


def test_the_policy_holds_without_escaping(
    browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = hostile(tmp_path)
    monkeypatch.setattr(html.environment(), "autoescape", False)
    html.environment().cache.clear()
    text = render_html(result, "en")
    assert '<script>document.title = "run"</script>' in text
    assert title_of(browser, tmp_path, text) != "run"
    open_door = text.replace('http-equiv="Content-Security-Policy"', 'name="nothing"')
    assert title_of(browser, tmp_path, open_door) == "run"  # or the two layers would show nothing
    monkeypatch.undo()
    html.environment().cache.clear()


@pytest.mark.enable_socket
@pytest.mark.parametrize("language", ["it", "en"])
def test_on_paper_the_sheet_is_page_one_of_at_most_twelve(
    browser, demo: Result, tmp_path: Path, language: str
) -> None:
    page = browser.new_page()
    page.goto(put(tmp_path, render_html(demo, language)))
    whole = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", whole)) <= 12
    # What stands on page one ends above the first page's foot: A4 without its margins, at 96 dpi.
    page.set_viewport_size({"width": round((210 - 26) / 25.4 * 96), "height": 1000})
    page.emulate_media(media="print")
    foot = page.evaluate("document.querySelector('#numbers').getBoundingClientRect().top")
    assert foot < (297 - 27) / 25.4 * 96
    page.close()
