"""The first sheet: its order, its words, its size on paper and on a phone, and that it is true."""

from __future__ import annotations

import random
import re
from copy import deepcopy
from datetime import date, timedelta
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from auditor.core.client_file import ClientFileError, read_client
from auditor.core.consultant import Consultant
from auditor.core.messages import Message
from auditor.core.model import AccountRef
from auditor.result.build import as_result, run_audit
from auditor.result.previous import figures_of
from auditor.result.read import read_result
from auditor.result.schema import AssignedAction, Result
from auditor.store import Store
from reports.brand import brand_of
from reports.html import render_html
from reports.language import Language
from reports.names import PageContext
from reports.overview import Entry, build_overview
from reports.page import build_page
from reports.sections.since import since
from reports.sheet.actions import actions, advised
from reports.sheet.first import first_things
from reports.sheet.headline import headline
from reports.sheet.lines import MOST_LINES, sheet
from tests.method.makers import AS_OF, make, spec_of, write
from tests.method.test_verdicts import CASES, audited

# A4 without the margins of the style sheet, and two screens of a phone, in CSS pixels.
PAPER = (695, 1020)
PHONE = (390, 844)
OF_THE_METHOD = (
    "risonanza",
    "mediana",
    "coorte",
    "intervallo",
    "logaritmic",
    "[S]",
    "[T]",
    "[D]",
    "β",
    "θ",
    "τ",
    "--",
    "auditor ",
    "reti ",
)
SPOKEN = {language: Language(language) for language in ("it", "en")}


def say(message: Message, language: str = "en") -> str:
    return SPOKEN[language].text(message)


def of_cases(folder: Path, cases: list[str]) -> Result:
    """The result of a client's pages, each as one of the cases of the verdicts."""
    made = []
    for network, case in zip(("facebook", "instagram", "x"), cases, strict=False):
        page = deepcopy(CASES[case][0])
        page.ref, page.subject = AccountRef(network, "esempio"), "Esempio S.p.A."
        made.append(page)
    with Store.open(folder / "cases.sqlite3") as store:
        write(store, made)
        return as_result(run_audit(store, spec_of(made), AS_OF + timedelta(days=1), AS_OF))


def words_of_the_sheet(page: str) -> str:
    start, end = page.index('id="verdict"'), page.index('id="numbers"')
    text = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", page[start:end], flags=re.S)
    return re.sub(r"<[^>]+>", " ", text)


def subset(result: Result, refs: list[str]) -> Result:
    """The same audit with some of its accounts, all of them the client's."""
    accounts = [account for account in result.accounts if account.ref in refs]
    client = next(subject for subject in result.subjects if subject.role == "client")
    subject = client.model_copy(
        update={"accounts": [account.ref for account in accounts], "team": []}
    )
    name = subject.name
    return result.model_copy(
        update={
            "accounts": [account.model_copy(update={"subject": name}) for account in accounts],
            "subjects": [subject],
        }
    )


def test_the_sheet_stands_before_the_numbers(demo: Result) -> None:
    page = render_html(demo, "it")
    ids = re.findall(r'<section[^>]*\bid="([a-z]+)"', page)
    assert ids.index("verdict") < ids.index("first") < ids.index("pillars")
    assert page.index('id="first"') < page.index('id="numbers"') < page.index('id="pillars"')
    assert "posts" in ids
    words = words_of_the_sheet(page).lower()
    assert [word for word in OF_THE_METHOD if word.lower() in words] == []


@pytest.mark.enable_socket
@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("pages", [1, 3, 6, 40])
def test_the_sheet_fits_a_page_of_paper_and_two_screens_of_a_phone(
    browser: Any, demo: Result, tmp_path: Path, language: str, pages: int
) -> None:
    own = next(subject for subject in demo.subjects if subject.role == "client").accounts
    if pages <= len(own):
        result = subset(demo, own[:pages])
    else:
        accounts = [
            demo.accounts[n % len(own)].model_copy(
                update={
                    "ref": f"facebook:pagina{n}",
                    "handle": f"pagina{n}",
                    "platform": "facebook",
                }
            )
            for n in range(pages)
        ]
        result = subset(demo.model_copy(update={"accounts": accounts}), [a.ref for a in accounts])
    path = tmp_path / "page.html"
    path.write_text(render_html(result, language), encoding="utf-8")
    place = "document.querySelector('#numbers').getBoundingClientRect().top + scrollY"
    for (width, height), medium, screens in ((PHONE, "screen", 2), (PAPER, "print", 1)):
        view = browser.new_page(viewport={"width": width, "height": height})
        view.emulate_media(media=medium)
        view.goto(path.as_uri())
        end = view.evaluate(place)
        view.close()
        assert end <= screens * height + (40 if medium == "screen" else 0), (medium, end)


@pytest.mark.enable_socket
@pytest.mark.parametrize("language", ["it", "en"])
def test_so_does_a_sheet_with_the_face_of_who_hands_it_over(
    browser: Any, demo: Result, tmp_path: Path, language: str
) -> None:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (600, 200), (15, 92, 110)).save(logo)
    contact = ("Anna Prova", "anna@prova.example", "+39 000 0000000", "https://prova.example")
    brand = brand_of(Consultant("Studio Prova", logo, "#0f5c6e", contact))
    path = tmp_path / "page.html"
    path.write_text(render_html(demo, language, brand), encoding="utf-8")
    view = browser.new_page(viewport={"width": PHONE[0], "height": PHONE[1]})
    view.goto(path.as_uri())
    end = view.evaluate("document.querySelector('#numbers').getBoundingClientRect().top + scrollY")
    view.close()
    assert end <= 2 * PHONE[1] + 40


# The networks of a set of pages that are all of one kind, in the order of the cases.
SETS = {
    "one": ["lazy"],
    "two": ["lazy", "active"],
    "little": ["seven days", "three posts"],
    "absent": ["absent", "paused", "absent"],
    "loved": ["rare and loved", "one-way"],
}


@pytest.mark.enable_socket
@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize("cases", SETS.values(), ids=SETS)
def test_a_short_sheet_has_lines_to_write_on_and_no_word_is_cut(
    browser: Any, tmp_path: Path, language: str, cases: list[str]
) -> None:
    """On paper no third of it is white; on a narrow phone and a tablet the parts stand in a row."""
    path = tmp_path / "page.html"
    path.write_text(render_html(of_cases(tmp_path, cases), language), encoding="utf-8")
    view = browser.new_page(viewport={"width": PAPER[0], "height": PAPER[1]})
    view.emulate_media(media="print")
    view.goto(path.as_uri())
    end = view.evaluate("document.querySelector('#numbers').getBoundingClientRect().top")
    assert PAPER[1] * 2 / 3 <= end <= PAPER[1]
    view.emulate_media(media="screen")
    assert view.locator(".jot").is_hidden()
    for width in (320, 390, 768, 1280):
        view.set_viewport_size({"width": width, "height": 900})
        assert view.evaluate("document.documentElement.scrollWidth") <= width
        # A name of one word stands on one line.
        heights = view.evaluate(
            "[...document.querySelectorAll('.lines .which bdi')].map(e => e.getClientRects().length)"
        )
        assert set(heights) == {1}, width
        tops = view.evaluate(
            "[...document.querySelectorAll('.ladder>li')].map(e => e.getBoundingClientRect().top)"
        )
        assert len(set(tops)) == (1 if width >= 768 else len(tops)), width
        cards = view.evaluate(
            "[...document.querySelectorAll('.things>li')].map(e => e.getBoundingClientRect().top)"
        )
        assert len(set(cards)) == (min(1, len(cards)) if width >= 768 else len(cards)), width
        if cases == SETS["little"]:
            assert all(why.is_visible() for why in view.locator(".lines .why").all())
    view.close()


def test_the_lead_speaks_only_of_what_was_worked_out(tmp_path: Path) -> None:
    page = build_page(of_cases(tmp_path, ["leans", "unheard"]))
    assert [thing.is_computed for thing in page.first] == [True, False]
    assert page.first_lead is not None
    assert say(page.first_lead).startswith("The first gives most")
    assert say(page.first_lead, "it").startswith("La prima è quella")


@pytest.mark.parametrize(
    ("cases", "words"),
    [(["absent"], "tenerla viva o chiuderla"), (["absent", "paused"], "tenerle vive o chiuderle")],
)
def test_pages_to_be_decided_upon_are_one_or_several(
    cases: list[str], words: str, tmp_path: Path
) -> None:
    page = build_page(of_cases(tmp_path, cases))
    assert words in say(page.first[0].title, "it")


def test_one_action_on_several_pages_is_one(demo: Result) -> None:
    page = PageContext(demo)
    kinds = [action.id for action in actions(page)]
    assert len(kinds) == len(set(kinds))
    several = next(action for action in actions(page) if len(action.parts) > 1)
    title = say(several.title(page))
    assert all(say(page.names[account.ref]) in title for _, account in several.parts)
    gains = [action.gain for action in actions(page)]
    assert all(a >= b for a, b in pairwise(gains))


def test_pages_to_be_decided_upon_and_unknown_ones_get_no_action(demo: Result) -> None:
    for account in demo.accounts:
        if account.verdict.code in {"absent", "insufficient_data"}:
            assert advised(demo, account) == []
    assert {account.verdict.code for account in demo.accounts} >= {"absent", "insufficient_data"}


def test_from_two_weeks_on_the_age_of_what_is_known_is_part_of_the_finding(demo: Result) -> None:
    fresh = PageContext(demo)
    assert fresh.age is None
    assert not say(headline(fresh)).startswith("As of")
    old = demo.model_copy(update={"generated_at": demo.as_of + timedelta(days=104)})
    page = PageContext(old)
    assert say(headline(page)).startswith("As of 31 October 2026: ")
    assert "104 days before this report" in say(sheet(page).age or Message(""))
    chips = [chip for rung in build_page(old).ladder for chip in rung.chips]
    assert all(chip.as_of is not None for chip in chips if "YouTube" not in say(chip.name))
    overview = build_overview([Entry(old, "a.html")])
    assert "104 days since is not known" in say(overview.rows[0].headline)
    assert overview.rows[0].old


def test_who_does_what_by_when_stands_on_the_sheet(demo: Result, tmp_path: Path) -> None:
    client = tmp_path / "client.toml"
    text = (
        '[client]\nname = "Prova"\naccounts = ["facebook:prova"]\n'
        '[[plan]]\naction = "halve_self"\nwho = "Anna <b>"\nby = 2027-01-31\n'
        '[[plan]]\naction = "answer_half"\ndone = 2026-10-20\n'
    )
    client.write_text(text, encoding="utf-8")
    spec = read_client(client)
    assert [(entry.action, entry.who, entry.by, entry.done) for entry in spec.plan] == [
        ("halve_self", "Anna <b>", date(2027, 1, 31), None),
        ("answer_half", None, None, date(2026, 10, 20)),
    ]
    plan = [
        AssignedAction(action=entry.action, who=entry.who, by=entry.by, done=entry.done)
        for entry in spec.plan
    ]
    result = demo.model_copy(update={"plan": plan})
    by_id = {thing.id: thing for thing in first_things(PageContext(result))}
    assert (by_id["halve_self"].who, by_id["halve_self"].by) == ("Anna <b>", date(2027, 1, 31))
    assert by_id["answer_half"].done == date(2026, 10, 20)
    page = render_html(result, "it")
    assert "Anna &lt;b&gt;" in page
    assert "31 gennaio 2027" in words_of_the_sheet(page)
    client.write_text(text + '[[plan]]\naction = "halve_self"\n', encoding="utf-8")
    with pytest.raises(ClientFileError, match="halve_self stands there twice"):
        read_client(client)
    client.write_text(text.replace("answer_half", "answer_all"), encoding="utf-8")
    with pytest.raises(ClientFileError, match="must be"):
        read_client(client)


def test_the_next_audit_says_what_was_done_of_the_plan(demo: Result, tmp_path: Path) -> None:
    then = [
        AssignedAction(action=name, who="Anna", by=date(2026, 12, 1))
        for name in ("halve_self", "answer_half", "fill_profile")
    ]
    earlier = demo.model_copy(update={"plan": then})
    later = demo.model_copy(
        update={
            "as_of": demo.as_of + timedelta(days=90),
            "plan": [
                then[0].model_copy(update={"done": date(2026, 12, 20)}),
                then[1],
                then[2].model_copy(update={"by": date(2027, 6, 1)}),
            ],
        }
    )
    result = later.model_copy(update={"previous": figures_of(earlier, later)})
    section = since(PageContext(result))
    assert section is not None
    news = [say(line) for line in section.news]
    assert "Done on 20 December 2026: halve the posts that speak only of yourselves" in news
    assert "Not done, Anna, by 1 December 2026: answer at least half of the comments" in news
    assert "Still to do: fill the empty items of the profile" in news
    path = tmp_path / "result.json"
    path.write_text(result.to_json(), encoding="utf-8")
    assert read_result(path).plan == result.plan
    ids = re.findall(r'<section[^>]*\bid="([a-z]+)"', render_html(result, "en"))
    assert ids.index("since") == ids.index("verdict") + 1


def test_many_pages_are_counted_and_not_listed(tmp_path: Path) -> None:
    result = audited(CASES["active"][0], tmp_path)
    accounts = [
        result.accounts[0].model_copy(update={"ref": f"facebook:pagina{n}", "handle": f"pagina{n}"})
        for n in range(20)
    ]
    page = PageContext(
        subset(result.model_copy(update={"accounts": accounts}), [a.ref for a in accounts])
    )
    lines = sheet(page)
    assert len(lines.lines) == MOST_LINES
    assert say(lines.others or Message("")) == "and 15 more pages below"


AVOIDED = Path(__file__).resolve().parents[2] / "docs" / "parole.md"


def avoided_words() -> list[str]:
    rows = [line.split("|") for line in AVOIDED.read_text(encoding="utf-8").splitlines()]
    cells = [row[2] for row in rows if len(row) > 4 and not row[2].strip().startswith(("non", "-"))]
    return [word.strip() for cell in cells for word in cell.split(",") if word.strip()]


def test_the_page_keeps_to_its_words(demo: Result) -> None:
    assert "mediana" in avoided_words()
    assert len(avoided_words()) > 15
    page = render_html(demo, "it")
    body = page[page.index("<body>") : page.index('<script type="application/json"')]
    start, end = body.index('<section id="method"'), body.index('<section id="appendix"')
    words = unescape(re.sub(r"<[^>]+>", " ", body[:start] + body[end:]))
    found = [
        word
        for word in avoided_words()
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", words, re.IGNORECASE)
    ]
    assert found == []


CODES = {
    "absent": "Absent",
    "social_lazy": "Shop window",
    "without_direction": "Without direction",
    "one_way": "One-way",
    "active": "Active",
    "insufficient_data": "Not enough data",
}
ALIKE = {
    "social_lazy": "shop windows",
    "active": "active",
    "absent": "absent",
    "one_way": "one-way",
    "without_direction": "without direction",
}
SURE = {"high": "sure", "medium": "fairly sure", "low": "unsure"}


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_sentence_of_the_sheet_is_untrue_of_its_result(tmp_path: Path) -> None:
    """What may stand on the sheet is worked out from the result once more, 1,000 times."""
    chance = random.Random(34)
    made = [make(seed) for seed in range(40_000, 40_250)]
    for name in ("into the void", "lazy"):
        for n in range(3):
            lazy = deepcopy(CASES[name][0])
            lazy.ref = AccountRef("facebook", f"{name.replace(' ', '')}{n}")
            made.append(lazy)
    with Store.open(tmp_path / "store.sqlite3") as store:
        write(store, made)
        whole = as_result(run_audit(store, spec_of(made), AS_OF, AS_OF))
    by_code: dict[str | None, list[str]] = {}
    for account in whole.accounts:
        by_code.setdefault(account.verdict.code, []).append(account.ref)
    every = [account.ref for account in whole.accounts]
    seen: set[str] = set()
    for _ in range(1000):
        # half of them of one verdict, which by chance alone hardly any would be
        refs = chance.choice([every, chance.choice(list(by_code.values()))])
        result = subset(whole, chance.sample(refs, min(len(refs), chance.randrange(1, 9))))
        page = PageContext(result)
        seen |= check_headline(result, say(headline(page)))
        check_lines(result, page)
        check_actions(result, page)
        words = " ".join(
            [
                say(headline(page), "it"),
                *(say(thing.title, "it") for thing in first_things(page)),
                *(say(thing.effect, "it") for thing in first_things(page)),
                *(say(line.reason, "it") for line in sheet(page).lines),
            ]
        ).lower()
        assert [word for word in OF_THE_METHOD if word.lower() in words] == []
    assert seen >= {"active", "lazy", "none active", "all", "unsure"}


def check_headline(result: Result, sentence: str) -> set[str]:
    verdicts = [account.verdict for account in result.accounts if account.verdict.code is not None]
    sure = [v.code for v in verdicts if v.code != "insufficient_data" and not v.leans]
    left = len(verdicts) - len(sure)
    kinds = set()
    match = re.search(r"About (\d+) more nothing can be said yet", sentence)
    if match is not None:
        assert int(match[1]) == left, sentence
        kinds.add("unsure")
    elif sure:
        assert left == 0, sentence
    if (
        match := re.search(r"(\d+) pages? of (\d+) (?:is|are) active, (\d+) not", sentence)
    ) is not None:
        active = sure.count("active")
        assert [int(part) for part in match.groups()] == [active, len(sure), len(sure) - active]
        kinds.add("active")
    if (match := re.search(r"(\d+) pages? of (\d+) (?:is|are) (?:a )?shop", sentence)) is not None:
        assert [int(part) for part in match.groups()] == [sure.count("social_lazy"), len(sure)]
        kinds.add("lazy")
    if "None of" in sentence or "is not active" in sentence:
        assert "active" not in sure
        kinds.add("none active")
    if sentence.startswith(("All", "Both")):
        assert len(set(sure)) == 1
        assert ALIKE[sure[0] or ""] in sentence
        kinds.add("all")
    assert not re.search(r"\bonly\b", sentence.replace("The only page that can be judged", ""))
    return kinds


def check_lines(result: Result, page: PageContext) -> None:
    by_name = {say(page.names[account.ref]): account for account in result.accounts}
    for line in sheet(page).lines:
        account = by_name[say(line.name)]
        assert say(line.label[0]) == CODES[account.verdict.code or ""]
        assert line.leans == account.verdict.leans
        assert (line.score is None) == (account.score.value is None)
        if line.score is not None:
            assert say(line.score) == f"{round(account.score.value or 0)} of 100"
        level = account.verdict.level
        assert (None if line.sure is None else say(line.sure)) == (level and SURE[level])


def check_actions(result: Result, page: PageContext) -> None:
    things, found = first_things(page), actions(page)
    assert [thing.id for thing in things[: len(found)]] == [action.id for action in found][:3]
    for action in found:
        for advice, account in action.parts:
            assert account.verdict.code not in {None, "absent", "insufficient_data"}
            assert advice.target != advice.value
        target = say(action.target).replace(",", "")
        numbers = [int(part) for part in re.findall(r"\d+", target)]
        assert numbers[0] == sum(int(advice.target) for advice, _ in action.parts)
        assert numbers[-1] == sum(int(advice.value) for advice, _ in action.parts)
    absent = any(account.verdict.code == "absent" for account in result.accounts)
    if any(thing.id == "decide" for thing in things):
        assert absent
