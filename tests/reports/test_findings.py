"""Findings are true in every case: one pillar, all good, nothing read, one post, a silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from auditor.result.schema import Result
from reports.html import render_html
from reports.language import Language
from reports.names import PageContext
from reports.page import build_page
from reports.palette import DARK, LIGHT, contrast
from reports.sections.data import covered_figure
from reports.sections.networks import networks
from reports.sections.pillars import pillar_figure
from reports.sections.rhythm import rhythm_figure
from reports.sheet.headline import headline
from tests.method.makers import AS_OF
from tests.method.test_verdicts import CASES, WEEKLY, account, audited

pillars = partial(pillar_figure, (40.0, 70.0))


def finding_of(result: Result, make) -> str | None:
    figure = make(result.accounts[0], "a1", "x", True)
    return None if figure is None else Language("en").text(figure.title)


def test_with_one_pillar_there_is_no_strongest_and_weakest(tmp_path: Path) -> None:
    made = account(WEEKLY, [9], followers=None)
    for n, post in enumerate(made.posts):
        made.posts[n] = type(post)(post.platform_id, post.published_at, counts=post.counts)
    assert (
        finding_of(audited(made, tmp_path), pillars) == "Only Presence could be measured: 92 of 100"
    )


def test_strongest_and_weakest_are_what_the_table_says(tmp_path: Path) -> None:
    result = audited(CASES["active"][0], tmp_path)
    figure = pillars(result.accounts[0], "a1", "x", True)
    assert figure is not None
    scores = {
        name: p.score for name, p in result.accounts[0].pillars.items() if p.score is not None
    }
    best, worst = max(scores.values()), min(scores.values())
    assert f"({best:.0f})" in Language("en").text(figure.title)
    assert f"({worst:.0f})" in Language("en").text(figure.title)
    assert len(figure.table.rows) == 5


def test_a_page_read_for_nothing_has_no_figure_and_says_why(tmp_path: Path) -> None:
    made = account([], [0])
    made.spans = []
    result = audited(made, tmp_path)
    assert finding_of(result, rhythm_figure) is None
    assert finding_of(result, pillars) is None
    page = render_html(result, "en")
    assert '<section id="rhythm"' not in page
    assert '<li id="rhythm">Rhythm: read the posts of a page.</li>' in page
    assert "Nothing was read of this account." in page


@pytest.mark.parametrize(
    ("days", "title"),
    [
        ([0.5 + n for n in range(360)], "A post in every one of the 52 weeks read"),
        ([], "No post in the 52 weeks read"),
        ([3], "Posts in 1.9% of the weeks read; silent for 51 weeks in a row"),
    ],
)
def test_the_rhythm_says_what_the_weeks_show(tmp_path: Path, days, title: str) -> None:
    result = audited(account(days, [9], covered=364), tmp_path)
    assert finding_of(result, rhythm_figure) == title


def test_weeks_that_were_not_read_are_no_silence(tmp_path: Path) -> None:
    made = account([n for n in WEEKLY if n < 40], [9])
    made.spans = [
        (AS_OF - timedelta(days=200), AS_OF - timedelta(days=150), "api", True),
        (AS_OF - timedelta(days=42), AS_OF, "api", True),
    ]
    result = audited(made, tmp_path)
    figure = rhythm_figure(result.accounts[0], "a1", "x", True)
    assert figure is not None
    unread = [week for week in figure.chart.weeks if week.posts is None]
    assert len(unread) >= 14
    assert sum(silence.weeks for silence in figure.chart.silences) <= 8


def test_ids_are_unique_and_no_style_stands_in_the_markup(tmp_path: Path) -> None:
    import re

    page = render_html(audited(CASES["irregular"][0], tmp_path), "it")
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "style=" not in page


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_and_mark_has_its_contrast(palette) -> None:
    for ground in (palette.page, palette.paper):
        for ink in (palette.ink, palette.mute, palette.bad, palette.warn, palette.good):
            assert contrast(ink, ground) >= 4.5
        for mark in (palette.bar, palette.other, palette.missing):
            assert contrast(mark, ground) >= 3
        assert contrast(palette.bar, ground) >= 4.5  # links
    for zone in (palette.zone0, palette.zone1, palette.zone2):
        for mark in (palette.bad, palette.warn, palette.good):
            assert contrast(mark, zone) >= 3
    for kind in (palette.k0, palette.k1, palette.k2, palette.k3, palette.k4, palette.k5):
        assert contrast(palette.paper, kind) >= 4.5  # the numbers inside a bar
    for dark in (palette.q3, palette.q4):
        assert contrast(palette.paper, dark) >= 4.5
    for light in (palette.q1, palette.q2):
        assert contrast(palette.ink, light) >= 4.5
    assert contrast(palette.bad, palette.badbg) >= 4.5
    assert contrast(palette.ink, palette.warnbg) >= 4.5
    for ink in (palette.bar, palette.ink, palette.mute):
        assert contrast(ink, palette.soft) >= 4.5


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        (1, "This page is active."),
        (2, "Both pages are active."),
        (3, "All three pages are active."),
    ],
)
def test_all_active_is_said_with_their_number(tmp_path: Path, pages: int, words: str) -> None:
    result = audited(CASES["active"][0], tmp_path)
    rows, subject = result.accounts[0], result.subjects[0]
    result.accounts = [rows.model_copy(update={"ref": f"facebook:p{n}"}) for n in range(pages)]
    result.subjects = [subject.model_copy(update={"accounts": [a.ref for a in result.accounts]})]
    assert Language("en").text(headline(PageContext(result))) == words


def test_one_page_judged_of_several_is_not_this_page(tmp_path: Path) -> None:
    result = audited(CASES["into the void"][0], tmp_path)
    rows, subject = result.accounts[0], result.subjects[0]
    verdict = rows.verdict.model_copy(update={"code": "insufficient_data"})
    result.accounts.append(rows.model_copy(update={"ref": "facebook:altra", "verdict": verdict}))
    result.subjects = [subject.model_copy(update={"accounts": [a.ref for a in result.accounts]})]
    assert Language("en").text(headline(PageContext(result))) == (
        "The only page that can be judged is a shop window. About 1 more nothing can be said yet."
    )


def test_competitors_come_after_the_client(tmp_path: Path) -> None:
    page = build_page(audited(CASES["active"][0], tmp_path))
    assert [block.competitor for block in page.blocks] == [False]


@pytest.mark.enable_socket
@pytest.mark.parametrize("likes", [3, 250_000])
def test_large_numbers_stay_inside_the_chart_at_every_width(
    browser, tmp_path: Path, likes: int
) -> None:
    path = tmp_path / "page.html"
    made = account(WEEKLY, [likes])
    made.posts = [
        replace(post, counts=replace(post.counts, reactions=9 * likes))
        if post.published_at.weekday() == 1
        else post
        for post in made.posts
    ]
    text = render_html(audited(made, tmp_path), "it")
    assert 'id="a1-times"' in text
    path.write_text(text.replace("<details", "<details open"), encoding="utf-8")
    outside = """() => [...document.querySelectorAll('svg')].filter(s => s.getClientRects().length)
        .flatMap(s => [...s.querySelectorAll('text')].filter(t => {
            const a = t.getBoundingClientRect(), b = s.getBoundingClientRect();
            return a.left < b.left - 1 || a.right > b.right + 1;
        }).map(t => t.textContent))"""
    for width in (320, 736, 737, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(path.as_uri())
        assert page.evaluate(outside) == []
        page.close()


@pytest.mark.parametrize("hours", [0, 0.024, 24, 95])
def test_hardly_anything_read_is_told_as_nothing_known(tmp_path: Path, hours: float) -> None:
    made = account([], [0], followers=None)
    made.spans = [(AS_OF - timedelta(hours=hours), AS_OF, "api", True)] if hours else []
    result = audited(made, tmp_path)
    signals = result.accounts[0].signals
    assert signals["posts_per_week"].value is signals["longest_silence"].value is None
    assert finding_of(result, pillars) is None
    title = Language("en").text(networks(PageContext(result)).title)
    assert title == (
        "Too little of the last 13 weeks was read to speak of these pages"
        if hours
        else "Nothing was read of these pages"
    )
    page = render_html(result, "en")
    for claim in (">0 a week", "no post in", ">0 days", "Presence ("):
        assert claim not in page


@pytest.mark.parametrize(
    ("days", "covered", "title"),
    [
        (
            [],
            7,
            "0 own posts read; one page of 1 has no post in what was read of the last 13 weeks",
        ),
        ([], 91, "0 own posts read; one page of 1 has no post in the last 13 weeks"),
        ([1.0], 2, "1 own post read on one page, which published in the last 13 weeks"),
    ],
)
def test_the_networks_title_speaks_of_what_was_read(
    tmp_path: Path, days: list[float], covered: float, title: str
) -> None:
    result = audited(account(days, [4], covered=covered), tmp_path)
    assert Language("en").text(networks(PageContext(result)).title) == title


def test_the_strip_of_days_read_names_its_gaps(tmp_path: Path) -> None:
    made = account([n for n in WEEKLY if n < 40], [9])
    made.spans = [
        (AS_OF - timedelta(days=200), AS_OF - timedelta(days=150), "api", True),
        (AS_OF - timedelta(days=42), AS_OF, "api", True),
    ]
    figure = covered_figure(PageContext(audited(made, tmp_path)))
    assert figure is not None
    assert Language("en").text(figure.title) == (
        "One gap of 108 days in what was read, on Facebook"
    )
    (row,) = figure.chart.rows
    first, second = ((round(365 * bar.start), round(365 * bar.end)) for bar in row.bars)
    assert (first, second) == ((165, 215), (323, 365))
    assert len(figure.table.rows) == 2


def test_without_a_gap_the_strip_claims_none_and_one_reading_needs_none(tmp_path: Path) -> None:
    made = account(WEEKLY, [9])
    made.spans = [
        (AS_OF - timedelta(days=200), AS_OF - timedelta(days=100), "api", True),
        (AS_OF - timedelta(days=100), AS_OF, "api", True),
    ]
    figure = covered_figure(PageContext(audited(made, tmp_path)))
    assert figure is not None
    assert Language("en").text(figure.title) == "No gap inside what was read"
    for name, spans in (("one", made.spans[1:]), ("none", [])):
        (tmp_path / name).mkdir()
        made.spans = spans
        assert covered_figure(PageContext(audited(made, tmp_path / name))) is None
