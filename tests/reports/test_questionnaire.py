"""The questionnaire in a real browser: same digits as Python, by keyboard, quiet, accessible."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from auditor.result.read import read_result
from auditor.selfassessment.answers import parse_answers
from auditor.selfassessment.assessment import as_data, assessments
from auditor.selfassessment.items import ITEMS, is_asked_once
from auditor.selfassessment.sentences import opening
from reports.language import Language
from reports.questionnaire import render_questionnaire
from tests.selfassessment.test_scoring import answer_set
from tests.test_docs import ROWS

pytestmark = pytest.mark.enable_socket
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"],
    }
}
WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"
RESULT = "() => JSON.parse(document.documentElement.dataset.result)"
NETWORKS = ("facebook", "instagram", "linkedin", "youtube")


class Page:
    """A page in the browser, with what it asked for and what its policy refused."""

    def __init__(
        self,
        browser: Any,
        folder: Path,
        kind: Any = "company",
        language: str = "en",
        networks: tuple[str, ...] = NETWORKS,
        **more: Any,
    ) -> None:
        self.path = folder / "questionnaire.html"
        self.path.write_text(render_questionnaire(kind, networks, language), encoding="utf-8")
        self.folder, self.requests, self.problems = folder, [], []
        self.at = browser.new_page(**{"viewport": {"width": 1280, "height": 900}, **more})
        self.at.on("request", lambda request: self.requests.append(request.url))
        self.at.on(
            "console", lambda one: self.problems.append(one.text) if one.type == "error" else None
        )
        self.at.on("pageerror", lambda one: self.problems.append(str(one)))
        self.at.goto(self.path.as_uri())

    def result(self) -> Any:
        return self.at.evaluate(RESULT)

    def load(self, data: Any) -> None:
        path = self.folder / "given.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        self.at.evaluate("() => delete document.querySelector('#load').dataset.read")
        self.at.set_input_files("#load", str(path))
        self.at.wait_for_selector("#load[data-read]", state="attached")

    def step(self, name: str) -> None:
        """Go on until a screen is shown."""
        for _ in range(9):
            if self.at.is_visible(f"#s-{name}"):
                return
            self.at.click("#next")
        raise AssertionError(f"{name} was never shown")

    def save(self) -> Any:
        self.step("result")
        with self.at.expect_download() as waited:
            self.at.click("#save")
        path = self.folder / "saved.json"
        waited.value.save_as(path)
        return json.loads(path.read_text(encoding="utf-8"))

    def quiet(self) -> None:
        """Nothing was asked of anybody, nothing refused, nothing kept."""
        assert [
            request
            for request in self.requests
            if not request.startswith(("file:", "data:", "blob:"))
        ] == []
        assert self.problems == []
        kept = "() => [localStorage.length, sessionStorage.length, document.cookie]"
        assert self.at.evaluate(kept) == [0, 0, ""]


@pytest.mark.parametrize("kind", ["company", "professional"])
def test_the_page_and_python_give_the_same_digits(browser: Any, tmp_path: Path, kind: str) -> None:
    page = Page(browser, tmp_path, kind)
    for seed in range(100):
        data = {**answer_set(seed), "kind": kind}
        page.load(data)
        result = parse_answers(data, "answers.json")
        assert page.result() == as_data(result), seed
        said = page.at.evaluate("() => document.querySelector('#result .says').textContent")
        assert said == Language("en").value(opening(result, assessments(result)))
    page.quiet()


def test_what_is_saved_is_what_python_reads(browser: Any, tmp_path: Path, run: Any) -> None:
    page = Page(browser, tmp_path)
    page.load(answer_set(3) | {"kind": "company"})
    before = page.result()
    saved = page.save()
    assert saved["schema"] == "auditor.answers/1"
    done = run("assess", page.folder / "saved.json", "--json")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout) == before
    page.at.reload()
    assert page.result()["networks"] == {}  # nothing is kept unless it is saved
    page.load(saved)
    assert page.result() == before
    page.quiet()


def answered_by_keyboard(page: Page) -> None:
    """From the first key to the result: space chooses, arrows move, enter goes on."""
    at = page.at
    at.focus('input[value="facebook"]')
    at.keyboard.press("Space")
    at.focus('input[value="linkedin"]')
    at.keyboard.press("Space")
    for _ in range(5):
        at.focus("#next")
        at.keyboard.press("Enter")
        names = at.evaluate("""() => [...new Set([...document.querySelectorAll('.screen:not([hidden]) input[type=radio]')]
            .filter(one => one.offsetParent).map(one => one.name))]""")
        for name in names:
            at.focus(f'input[name="{name}"][value="0"]')
            at.keyboard.press("Space")
            at.keyboard.press("ArrowDown")
            at.keyboard.press("ArrowDown")
    at.focus("#next")
    at.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["it", "en"])
def test_filled_by_keyboard_saved_loaded_again_and_read_by_an_audit(
    browser: Any, tmp_path: Path, run: Any, language: str
) -> None:
    page = Page(browser, tmp_path, language=language)
    answered_by_keyboard(page)
    assert page.at.is_visible("#s-result")
    assert page.at.evaluate("() => document.activeElement.id") == "h-result"
    result = page.result()
    assert set(result["networks"]) == {"facebook", "linkedin"}
    for network in result["networks"].values():
        assert (network["shown"], network["level"]) == (50, "under_construction")
    saved = page.save()
    page.at.reload()
    page.load(saved)
    assert page.result() == result
    page.quiet()
    Path("posts.csv").write_text(
        "\n".join(["id,date,text,likes,comments,shares", *ROWS, ""]), "utf-8"
    )
    assert run("import", "posts.csv", "--account", "facebook:esempio", "--quiet").exit_code == 0
    done = run(
        "audit",
        "facebook:esempio",
        "--offline",
        "--answers",
        page.folder / "saved.json",
        "--language",
        language,
        "--out",
        "esame",
    )
    assert done.exit_code == 0, done.stderr
    selfassessment = read_result(Path("esame/result.json")).selfassessment
    assert selfassessment is not None
    assert [dimension.declared for dimension in selfassessment.accounts[0].dimensions] == [
        50,
        50,
        50,
        50,
    ]
    assert selfassessment.not_audited == ["linkedin"]


def test_no_statement_is_answered_beforehand_and_d_and_e_come_first(
    browser: Any, tmp_path: Path
) -> None:
    page = Page(browser, tmp_path)
    assert page.at.locator("input:checked").count() == 0
    page.at.check('input[value="facebook"]')
    seen = []
    for _ in range(7):
        seen.append(page.at.evaluate("() => document.querySelector('.screen:not([hidden])').id"))
        page.at.click("#next")
    assert seen == ["s-start", "s-D", "s-E", "s-A", "s-B", "s-C", "s-result"]


def test_a_network_answers_as_the_first_one(browser: Any, tmp_path: Path) -> None:
    page = Page(browser, tmp_path)
    page.at.check('input[value="facebook"]')
    page.at.check('input[value="youtube"]')
    page.step("A")
    page.at.check('input[name="facebook.A1"][value="3"]')
    row = page.at.locator('[data-item="A1"] [data-network="youtube"]')
    row.locator(".copy").click()
    assert page.at.is_checked('input[name="youtube.A1"][value="3"]')
    assert "As Facebook" in row.inner_text()
    assert not page.at.is_visible('[data-item="A1"] [data-network="instagram"]')


def test_no_platform_at_all_is_an_answer(browser: Any, tmp_path: Path) -> None:
    page = Page(browser, tmp_path)
    page.at.check('input[value="facebook"]')
    page.at.check("#nowhere")
    assert not page.at.is_checked('input[value="facebook"]')
    page.at.click("#next")
    assert page.at.is_visible("#s-result")
    assert page.result()["nowhere"]["level"] == "absent"
    assert page.save()["present"] is False


def test_the_paradox_is_a_page_of_its_own_after_the_result(browser: Any, tmp_path: Path) -> None:
    page = Page(browser, tmp_path, "professional", "it")
    page.load(answer_set(5) | {"kind": "professional", "authority": {}})
    page.step("authority")
    for number in range(1, 7):
        page.at.check(f'input[name="authority.P{number}"][value="4"]')
    page.at.fill('input[name="links.P1"]', "https://prova.example.com/albo")
    authority = page.result()["authority"]
    assert (authority["shown"], authority["documented"], authority["answered"]) == (100, 1, 6)
    assert "Il paradosso: " in page.at.inner_text("#paradox")
    assert page.at.locator("#paradox svg").count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "is broken"),
        ("[]", "no file of answers"),
        ('{"schema": "x"}', "no file of answers"),
        ({"schema": "auditor.answers/9", "kind": "company"}, "newer version"),
        (
            {"schema": "auditor.answers/1", "kind": "company", "networks": {"x": {"A1": 7}}},
            "is broken",
        ),
        ({"schema": "auditor.answers/1", "kind": "company", "common": {"A1": 1}}, "is broken"),
        ({"schema": "auditor.answers/1", "kind": "professional"}, "other kind"),
    ],
)
def test_a_file_that_is_not_right_changes_nothing(
    browser: Any, tmp_path: Path, data: Any, said: str
) -> None:
    page = Page(browser, tmp_path)
    page.load(answer_set(3) | {"kind": "company"})
    before = page.result()
    page.load(data)
    assert said in page.at.inner_text("#problem")
    assert page.result() == before


def test_foreign_networks_are_added_and_hostile_words_stay_text(
    browser: Any, tmp_path: Path, run: Any
) -> None:
    evil = "<img src=x onerror=\"document.title='run'\">"
    answers = {f"A{n}": 2 for n in range(1, 5)}
    text = json.dumps(
        {
            "schema": "auditor.answers/1",
            "kind": "company",
            "networks": {"mastodon": answers, evil: answers},
            "common": {},
        }
    ).replace('"mastodon"', '"__proto__": {"A1": 4}, "mastodon"')
    page = Page(browser, tmp_path)
    title = page.at.title()
    page.load(text)
    result = page.result()
    assert list(result["networks"]) == ["mastodon", evil]
    page.step("A")
    assert page.at.is_visible('[data-item="A1"] [data-network="mastodon"]')
    assert evil in page.at.inner_text("#s-A")
    page.step("result")
    assert evil in page.at.inner_text("#result")
    assert page.at.title() == title
    assert page.at.locator("img").count() == 0
    assert set(page.save()["networks"]) == {"mastodon", evil}
    page.quiet()


VIEWS = [
    pytest.param(width, scheme, language, marks=[] if view == 1 else [pytest.mark.slow])
    for view, (width, scheme, language) in enumerate(
        (width, scheme, language)
        for width in (320, 1280)
        for scheme in ("light", "dark")
        for language in ("it", "en")
    )
]


@pytest.mark.parametrize(("width", "scheme", "language"), VIEWS)
def test_every_screen_is_accessible_and_narrow_enough(
    browser: Any, tmp_path: Path, width: int, scheme: str, language: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = Page(
        browser,
        tmp_path,
        "company",
        language,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
    )

    def look(where: str) -> None:
        output = Axe().run(page.at, options=RULES)
        assert output.response["violations"] == [], (where, output.generate_report())
        assert not page.at.evaluate(WIDE), where

    look("start")
    page.at.check('input[value="facebook"]')
    page.at.check('input[value="linkedin"]')
    page.step("A")
    page.at.check('input[name="facebook.A1"][value="3"]')
    look("half filled")
    page.load(answer_set(3) | {"kind": "company"})
    page.step("result")
    page.at.evaluate(
        "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
    )
    look("result")
    page.step("authority")
    look("authority")
    page.quiet()


def test_the_result_stands_on_paper_without_what_is_pressed(browser: Any, tmp_path: Path) -> None:
    page = Page(browser, tmp_path)
    page.load(answer_set(3) | {"kind": "company"})
    page.step("result")
    page.at.evaluate(
        "() => document.querySelectorAll('details').forEach(one => { one.open = true })"
    )
    page.at.emulate_media(media="print")
    assert page.at.is_visible("#result .says")
    assert page.at.is_visible("#result svg")
    assert page.at.locator("button:visible").count() == 0


def test_without_a_script_it_is_a_form_with_the_scoring_explained(
    browser: Any, tmp_path: Path
) -> None:
    page = Page(browser, tmp_path, java_script_enabled=False)
    for item in ITEMS:
        name = f"common.{item.id}" if is_asked_once(item) else f"facebook.{item.id}"
        assert page.at.locator(f'input[name="{name}"]').count() == 6
        assert page.at.is_visible(f"#q-{item.id}")
    assert "20 to 39 showcase" in page.at.inner_text("#scoring")
    assert not page.at.is_visible("#next")
    assert not page.at.is_visible("#save")


def test_the_form_is_named_and_written_as_it_was_asked(run: Any, tmp_path: Path) -> None:
    done = run(
        "questionnaire", "--networks", "linkedin,x", "--language", "it", "--kind", "professional"
    )
    assert done.exit_code == 0, done.stderr
    text = Path("questionnaire.html").read_text(encoding="utf-8")
    assert 'lang="it"' in text
    assert 'name="linkedin.A1"' in text
    assert 'name="facebook.A1"' not in text
    assert "Rispondo a chi commenta" in text
    assert run("questionnaire", "--networks", "myspace").exit_code == 2
    assert run("questionnaire", "--networks", ",").exit_code == 2
