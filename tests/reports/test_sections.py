"""The sections of the page: every finding is true of the numbers beside it, in every case."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from auditor.core.errors import ResultError
from auditor.core.messages import Message
from auditor.core.model import Account, AccountRef, Counts, Origin, Profile
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import as_result, run_audit
from auditor.result.previous import add_previous, figures_of
from auditor.result.schema import Result
from auditor.store import Store
from reports.figures import ResponseMap
from reports.html import render_html
from reports.language import Language
from reports.names import PageContext, page_names
from reports.page import build_page
from reports.sections.best import best_and_worst
from reports.sections.compared import compared
from reports.sections.compared_posts import compared_posts, times_figures
from reports.sections.dialogue import dialogue_figure
from reports.sections.mix import mix_figures
from reports.sections.plan import plan
from reports.sections.response import response_figures
from reports.sections.rhythm import hours_figure
from reports.sections.since import since
from tests.method.makers import AS_OF, Made, make, spec_of, write
from tests.method.test_verdicts import CASES, WEEKLY, account, audited, commented

SECTIONS = [
    "masthead",
    "verdict",
    "first",
    "pillars",
    "compared",
    "rhythm",
    "mix",
    "response",
    "dialogue",
    "networks",
    "identity",
    "evidence",
    "plan",
    "since",
    "data",
    "method",
    "appendix",
]


def say(message: Message) -> str:
    return Language("en").text(message)


def together(made: list[Made], tmp_path: Path, rivals: int = 0) -> Result:
    """An audit of several accounts; the last so many belong to a competitor."""
    store = Store.open(tmp_path / "several.sqlite")
    write(store, made)
    refs = [value.ref for value in made]
    own, other = refs[: len(refs) - rivals], refs[len(refs) - rivals :]
    subjects = [SubjectSpec("Prova", "company", "client", tuple(own))]
    if other:
        subjects.append(SubjectSpec("Rivale", "company", "competitor", tuple(other)))
    raw = run_audit(store, AuditSpec(tuple(subjects)), AS_OF + timedelta(days=5), AS_OF)
    return as_result(raw)


def renamed(made: Made, handle: str, platform: str = "facebook") -> Made:
    made.ref = AccountRef(platform, handle)
    return made


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_kind_of_account_has_a_whole_page_with_each_section_once(
    tmp_path: Path, language: str
) -> None:
    for seed in range(5_000, 5_016):
        (folder := tmp_path / str(seed)).mkdir()
        store = Store.open(folder / "one.sqlite")
        made = make(seed)
        write(store, [made])
        result = as_result(run_audit(store, spec_of([made]), AS_OF + timedelta(days=1), AS_OF))
        page = render_html(result, language)
        ids = re.findall(r'\bid="([\w-]+)"', page)
        assert len(ids) == len(set(ids)), seed
        lacking = [name for name in SECTIONS if name not in ids]
        assert set(lacking) <= {"compared", "since"}, seed
        assert "nan" not in re.sub(r"[a-z]{4,}", "", page.split("<body>")[1].split("<script")[0])


def test_two_pages_on_one_network_are_told_apart_by_their_handles(tmp_path: Path) -> None:
    a, b = renamed(account(WEEKLY, [9]), "uno"), renamed(account(WEEKLY, [9]), "due")
    c = renamed(account(WEEKLY, [9]), "tre", "instagram")
    names = page_names(together([a, b, c], tmp_path))
    assert [say(name) for name in names.values()] == [
        "Facebook · uno",
        "Facebook · due",
        "Instagram",
    ]


def test_a_competitor_goes_by_its_own_name(tmp_path: Path) -> None:
    a, b = renamed(account(WEEKLY, [9]), "uno"), renamed(account(WEEKLY, [9]), "due")
    assert [say(n) for n in page_names(together([a, b], tmp_path, rivals=1)).values()] == [
        "Facebook",
        "Rivale · Facebook",
    ]


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("sells", "30 posts of 30 speak of the page itself"),
        ("plain", "0 posts of 30 speak of the page itself"),
    ],
)
def test_the_mix_counts_what_speaks_of_the_page_itself(
    tmp_path: Path, label: str, title: str
) -> None:
    figures = list(mix_figures(PageContext(audited(account(WEEKLY, [9], label=label), tmp_path))))
    assert say(figures[0].title) == title
    assert figures[0].table.rows[0][1] == int(title.split()[0])


def test_without_texts_nobody_says_what_the_posts_are_about(tmp_path: Path) -> None:
    made = account(WEEKLY, [9])
    made.posts = [replace(post, text=None, links=None, mentions=None) for post in made.posts]
    (kinds,) = mix_figures(PageContext(audited(made, tmp_path)))
    assert "cannot be told" in say(kinds.title)


def test_posts_are_compared_where_there_are_enough_of_a_kind(tmp_path: Path) -> None:
    result = audited(account(WEEKLY, [3, 9], label="asks"), tmp_path)
    (own,) = compared_posts(PageContext(result))
    for part in own.parts:
        rows = [row for row in part.table.rows if row[1] < 5]
        assert all(row[2] == "–" for row in rows)
        assert sum(row[1] >= 5 for row in part.table.rows) >= 2
    few = audited(account(WEEKLY[:4], [9]), tmp_path / "few")
    assert list(compared_posts(PageContext(few))) == []


@pytest.mark.parametrize("clock", [True, False])
def test_a_day_that_gets_more_is_drawn(tmp_path: Path, clock: bool) -> None:
    made = account(WEEKLY, [3, 9], label="asks")
    made.posts = [
        replace(
            post,
            has_clock=clock,
            counts=Counts(40 if post.published_at.weekday() == 1 else 4, 1, 0),
        )
        for post in made.posts
    ]
    result = audited(made, tmp_path)
    (figure,) = times_figures(PageContext(result))
    assert say(figure.title).startswith("Most response: Tuesday, 41 interactions; ")
    assert isinstance(figure.chart, ResponseMap)
    posts = [post for post in result.accounts[0].series.posts if post.mature]
    days = [row[-1] for row in figure.chart.cells]
    assert sum(cell.posts for cell in days[:7]) == days[7].posts == len(posts)
    assert {len(row) for row in figure.chart.cells} == {5 if clock else 1}
    for row in figure.chart.cells:
        assert all((cell.middle is None) == (cell.posts < 5) for cell in row)
        assert sum(cell.posts for cell in row[:-1]) == (row[-1].posts if clock else 0)
    (own,) = compared_posts(PageContext(result))
    assert own.times is None


def test_days_that_get_as_much_are_one_sentence(tmp_path: Path) -> None:
    page = PageContext(audited(account(WEEKLY, [3, 9], label="asks"), tmp_path))
    assert list(times_figures(page)) == []
    (own,) = compared_posts(page)
    assert say(own.times).startswith("No day of the week")


def test_the_best_and_the_worst_posts_say_what_sets_them_apart(tmp_path: Path) -> None:
    made = account(WEEKLY, [3])
    made.posts[0] = replace(
        made.posts[0], text="Chi di voi viene sabato?", counts=Counts(500, 3, 2)
    )
    made.posts[1] = replace(made.posts[1], text=None, counts=Counts(0, 0, 0))
    result = audited(made, tmp_path)
    (own,) = best_and_worst(PageContext(result))
    best, worst = own.best[0], own.worst[0]
    assert (best.text, say(best.interactions)) == ("Chi di voi viene sabato?", "505 interactions")
    assert [say(words) for words in best.counts] == ["500 reactions", "3 comments", "2 shares"]
    n = len([post for post in result.accounts[0].series.posts if post.mature])
    assert f"invites an answer (1 of {n - 1} posts do)" in say(best.apart)
    assert (worst.text, say(worst.interactions)) == ("", "0 interactions")
    assert "sets it apart" in say(worst.apart)
    few = audited(account(WEEKLY[:5], [9]), tmp_path / "few")
    assert list(best_and_worst(PageContext(few))) == []


def test_two_threads_are_told_without_names(tmp_path: Path) -> None:
    result = audited(commented(account(WEEKLY, [9]), 2, 0.5), tmp_path)
    (own,) = best_and_worst(PageContext(result))
    assert [thread.answered for thread in own.threads] == [True, False]
    assert [say(thread.words) for thread in own.threads] == [
        "Somebody wrote, and the page answered after 2 hours.",
        "Somebody wrote, and nobody answered.",
    ]


def test_the_dialogue_counts_every_comment_once(tmp_path: Path) -> None:
    result = audited(commented(account(WEEKLY, [9]), 2, 0.5), tmp_path)
    figure = dialogue_figure(PageContext(result))
    assert figure is not None
    (row,) = figure.chart.rows
    assert (row.answered, row.unanswered, len(row.hours)) == (30, 30, 30)
    assert say(figure.title) == "30 comments of 60 got an answer"
    assert set(row.hours) == {2.0}


@pytest.mark.parametrize(
    ("answered", "title"),
    [(0.0, "None of 30 comments got an answer"), (1.0, "All 30 comments got an answer")],
)
def test_none_and_all_answered_are_told_as_such(
    tmp_path: Path, answered: float, title: str
) -> None:
    figure = dialogue_figure(
        PageContext(audited(commented(account(WEEKLY, [9]), 1, answered), tmp_path))
    )
    assert figure is not None
    assert say(figure.title) == title


def test_comments_that_were_not_read_are_no_silence(tmp_path: Path) -> None:
    result = audited(account(WEEKLY, [9]), tmp_path)
    assert dialogue_figure(PageContext(result)) is None
    assert any(name == "dialogue" for name, _ in build_page(result).not_measured)


def test_few_posts_make_no_habit(tmp_path: Path) -> None:
    result = audited(account([1, 2, 3], [9]), tmp_path)
    figure = hours_figure(result.accounts[0], "a1", Message("x"), True)
    assert figure is not None
    assert say(figure.title).startswith("Only 3 posts")
    assert sum(row[1] for row in figure.table.rows) == 3


def test_head_to_head_compares_the_days_that_both_were_read(tmp_path: Path) -> None:
    mine = renamed(account(WEEKLY, [10]), "uno")
    theirs = renamed(account([0.5 + n for n in range(28)], [100], covered=28), "due")
    (duel,) = compared(PageContext(together([mine, theirs], tmp_path, rivals=1)))
    rows = duel.figure.table.rows
    assert say(duel.days).endswith(": 28 days")
    assert [say(row[0]) for row in rows[2:]] == [
        "Middle value, all together",
        "Middle value of the competitors",
    ]
    assert rows[0][1].number == pytest.approx(10 * 7 / 28)  # posts at .5, 3.5 … 27.5 days ago
    assert rows[1][1].number == 7
    assert (rows[0][2].number, rows[1][2].number, rows[2][2].number) == (10, 100, 55)
    assert duel.note is not None
    assert say(duel.note) == (
        "Not read for the same time: Facebook: 91 days and Rivale · Facebook: 28 days of the 91."
    )


def test_without_a_shared_network_nobody_is_compared(tmp_path: Path) -> None:
    mine = renamed(account(WEEKLY, [10]), "uno")
    theirs = renamed(account(WEEKLY, [10]), "due", "instagram")
    result = together([mine, theirs], tmp_path, rivals=1)
    assert compared(PageContext(result)) == ()
    assert '<section id="compared"' not in render_html(result, "en")


def test_since_tells_what_moved_and_nothing_else(tmp_path: Path) -> None:
    (before := tmp_path / "a").mkdir()
    (after := tmp_path / "b").mkdir()
    old = audited(
        commented(account(WEEKLY, [2, 3], label="sells", followers=60_000), 1, 0.0), before
    )
    new = audited(commented(account(WEEKLY, [30], label="asks"), 1, 0.9), after)
    new.as_of += timedelta(days=90)
    new.previous = figures_of(old, new)
    result = since(PageContext(new))
    assert result is not None
    (page,) = result.pages
    was, is_ = old.accounts[0].score.value, new.accounts[0].score.value
    assert was is not None
    assert is_ is not None
    assert say(page.figure.title) == (
        f"from social-lazy (showcase page) to active; the score goes from {was:.0f} to {is_:.0f}"
    )
    changed = {
        name
        for name, signal in new.accounts[0].signals.items()
        if signal.threshold is not None and signal.passed != old.accounts[0].signals[name].passed
    }
    assert len(page.checks) == len(changed) > 0
    assert '<section id="since"' in render_html(new, "it")


def test_an_earlier_result_must_be_earlier_and_of_these_pages(tmp_path: Path) -> None:
    audit_result = audited(CASES["active"][0], tmp_path)
    sooner = audit_result.model_copy(update={"as_of": audit_result.as_of - timedelta(days=1)})
    with pytest.raises(ResultError, match="not before"):
        figures_of(audit_result, sooner)
    same = audit_result.model_copy(update={"previous": figures_of(audit_result, audit_result)})
    section = since(PageContext(same))
    assert section is not None
    assert say(section.lead).startswith("No new data since ")
    other = audit_result.model_copy(deep=True)
    other.accounts[0].ref = "x:altro"
    later = audit_result.model_copy(deep=True)
    later.as_of += timedelta(days=30)
    with pytest.raises(ResultError, match="another client"):
        figures_of(other, later)
    raw = add_previous(later.model_dump(mode="json", by_alias=True), audit_result)
    assert Result.model_validate(raw).previous is not None


def test_a_page_left_alone_is_a_decision_first(tmp_path: Path) -> None:
    result = plan(PageContext(audited(CASES["absent"][0], tmp_path)))
    assert result is not None
    assert say(result.steps[0].what).startswith("Decide whether Facebook is kept alive")
    assert [step.days for step in result.steps] == sorted(step.days for step in result.steps)


def test_the_signs_are_the_conditions_of_the_rules_and_what_was_not_read_says_so(
    tmp_path: Path,
) -> None:
    (block,) = build_page(audited(CASES["into the void"][0], tmp_path)).blocks
    by_name = {say(sign.title): sign for sign in block.signs}
    assert list(by_name) == [
        "Weeks with at least one post",
        "Posts per week",
        "Longest silence",
        "Speaks only of itself",
        "Listens",
        "Speaks of itself and does not listen",
        "Posts with three interactions or fewer",
        "Response against what the page's size predicts",
    ]
    used = {title for title, sign in by_name.items() if sign.used}
    assert {
        "Speaks of itself and does not listen",
        "Posts with three interactions or fewer",
    } <= used
    limit = by_name["Listens"].limit
    assert limit is not None
    assert "answers: not read" in say(limit)
    response = by_name["Response against what the page's size predicts"]
    assert (response.tone, say(response.state)) == ("none", "Not measured")


def test_of_a_page_that_was_not_read_nothing_is_told_as_zero(tmp_path: Path) -> None:
    made = account([], [0])
    made.spans = []
    page = build_page(audited(made, tmp_path))
    assert say(page.networks.title) == "Nothing was read of these pages"
    own = next(fact for fact in page.blocks[0].figures if say(fact.name) == "Own posts")
    assert own.value == "–"


def test_of_many_pages_each_rung_says_how_many_and_folds_their_names(tmp_path: Path) -> None:
    made = [renamed(account(WEEKLY[:6], [9], covered=20), f"conto{n}") for n in range(13)]
    result = together(made, tmp_path)
    (rung,) = [rung for rung in build_page(result).ladder if rung.chips]
    assert (rung.is_folded, len(rung.chips), say(rung.count)) == (True, 13, "13 pages")
    assert "conto12" in render_html(result, "en")


def test_the_json_inside_the_page_says_what_the_result_says(tmp_path: Path) -> None:
    result = audited(commented(account(WEEKLY, [9]), 1, 0.5), tmp_path)
    text = re.search(
        r'<script type="application/json" id="result">(.*?)</script>', render_html(result, "it")
    )
    assert text is not None
    inside = json.loads(text[1])
    whole = json.loads(result.to_json())
    (sentences,), (account_,) = inside["accounts"], whole["accounts"]
    assert "series" not in sentences
    for name, value in account_.items():
        if name not in ("series", "signals"):
            assert sentences[name] == value, name
    for name, signal in account_["signals"].items():
        for key, value in sentences["signals"][name].items():
            assert signal[key] == value
        assert sentences["signals"][name].get("value") == signal["value"]


def test_the_mix_and_the_check_on_the_page_itself_count_the_same(tmp_path: Path) -> None:
    made = account(WEEKLY, [9], label="asks")
    made.posts = [
        replace(post, links=("https://altro.example.com/x",) if n < 20 else ())
        for n, post in enumerate(made.posts)
    ]
    result = audited(made, tmp_path)  # most links lead to one site: presumably their own
    details = result.accounts[0].signals["self_share"].details
    figure = next(iter(mix_figures(PageContext(result))))
    assert say(figure.title) == "20 posts of 30 speak of the page itself"
    assert (details["counted"], details["of"], details["home"]) == (20, 30, 20)
    assert "Presumably your site: example.com (20 of 20 links lead there)" in render_html(
        result, "en"
    )


@pytest.mark.parametrize(("language", "name"), [("it", ">Sito<"), ("en", ">Website<")])
def test_a_website_is_a_page_among_the_others(tmp_path: Path, language: str, name: str) -> None:
    site = account(WEEKLY, [0], followers=None)
    site.ref = AccountRef("site", "https://esempio.example.com")
    site.posts = [replace(post, counts=type(post.counts)()) for post in site.posts]
    result = together([CASES["lazy"][0], site], tmp_path)
    page = render_html(result, language)
    assert name in page
    assert "https://esempio.example.com" in page


def test_followers_are_drawn_over_the_days_on_which_they_were_counted(tmp_path: Path) -> None:
    made = account(WEEKLY, [9])
    with Store.open(tmp_path / "f.sqlite") as store:
        write(store, [made])
        with store.write() as writer:
            for days, followers in ((60, 900), (30, 1_200), (30, 1_250), (1, 1_100)):
                at = AS_OF - timedelta(days=days)
                row = writer.account(Account(made.ref), at)
                writer.profile(row, None, Profile(at, followers=followers), Origin.API)
        result = as_result(run_audit(store, spec_of([made]), AS_OF, AS_OF))
    counted = [row.followers for row in result.accounts[0].series.followers]
    assert [n for n in counted if n in {900, 1_200, 1_250, 1_100}] == [900, 1_250, 1_100]
    figure = list(response_figures(PageContext(result)))[-1]
    assert say(figure.title).startswith("Followers: from ")
    assert say(figure.title).endswith("days")
    assert "to 1,100 in" in say(figure.title)
    alone = audited(account(WEEKLY, [9]), tmp_path / "alone")
    assert not any("followers" in part.id for part in response_figures(PageContext(alone)))
