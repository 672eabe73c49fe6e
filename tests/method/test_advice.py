"""What to do first: only what was measured, worked out by scoring again, the best first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.method.advice import EFFORT
from auditor.result.schema import Result
from reports.html import render_html
from reports.names import PageContext
from reports.sheet.first import first_things
from tests.method.makers import AS_OF, Made, make
from tests.method.test_verdicts import CASES, WEEKLY, account, audited, commented, text


def advice(made: Made, folder: Path) -> dict:
    return {value.id: value for value in audited(made, folder).accounts[0].advice}


def test_the_change_of_the_score_is_what_scoring_again_gives(tmp_path: Path) -> None:
    made = commented(account(WEEKLY, [30]), 1, 0.9)
    result = audited(made, tmp_path)
    invite_every_fifth = {a.id: a for a in result.accounts[0].advice}["invite_every_fifth"]
    window = [post for post in made.posts if (AS_OF - post.published_at).days < 91]
    assert (invite_every_fifth.value, invite_every_fifth.of) == (0, len(window))
    names = {post.platform_id for post in window[: int(invite_every_fifth.target)]}
    made.posts = [
        replace(post, text=text(n, "asks")) if post.platform_id in names else post
        for n, post in enumerate(made.posts)
    ]
    again = tmp_path / "again"
    again.mkdir()
    after = audited(made, again).accounts[0].score.value
    before = result.accounts[0].score.value
    assert after - before == pytest.approx(invite_every_fifth.score_change, abs=2e-6)


def test_nothing_is_advised_that_was_not_measured(tmp_path: Path) -> None:
    for seed in range(2_000, 2_020):
        folder = tmp_path / str(seed)
        folder.mkdir()
        account_row = audited(make(seed), folder).accounts[0]
        for value in account_row.advice:
            assert account_row.signals[value.signal].value is not None
            assert value.value != value.target
            assert value.effort == EFFORT[value.id]
        order = [entry.priority for entry in account_row.advice]
        assert order == sorted(order, reverse=True)


def test_who_answers_asks_and_posts_gets_no_advice(tmp_path: Path) -> None:
    assert advice(CASES["active"][0], tmp_path) == {}


def test_a_silent_page_is_told_to_publish(tmp_path: Path) -> None:
    result = advice(CASES["irregular"][0], tmp_path)
    assert result["post_weekly"].value == 6
    assert result["post_weekly"].target == 13


def test_of_a_page_that_nobody_tends_only_whether_to_keep_it_is_asked(tmp_path: Path) -> None:
    assert advice(CASES["paused"][0], tmp_path) == {}


def test_what_would_decide_comes_after_what_changes_the_score(tmp_path: Path) -> None:
    result = audited(CASES["leans"][0], tmp_path)
    decides = result.accounts[0].verdict.decides
    assert decides is not None
    things = [thing.id for thing in first_things(PageContext(result))]
    assert things[-1] == f"settle_{decides}"
    assert len(things) == len(set(things)) > 1


def three(result: Result) -> str:
    return render_html(result, "en")


def test_the_page_shows_three_things_and_none_where_there_is_none(tmp_path: Path) -> None:
    lazy = audited(commented(account(WEEKLY, [2], label="sells"), 1, 0.0), tmp_path)
    page = three(lazy)
    assert '<section id="first"' in page
    assert "30 of 30" in page
    (folder := tmp_path / "active").mkdir()
    assert '<section id="first"' not in three(audited(CASES["active"][0], folder))
