"""The section of the team: true in every case, and nobody named who is not on the list."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.result.schema import Result
from reports.html import render_html
from reports.language import Language
from reports.names import PageContext
from reports.sections.people import people
from tests.method.test_team import (
    ANNA,
    BRUNO,
    BY_ANNA,
    BY_BRUNO,
    CARLA,
    ELSEWHERE,
    PUBLIC,
    audited,
    member,
    page,
)


def title(result: Result, language: str = "en") -> str:
    outcome = people(PageContext(result))
    assert outcome is not None
    return Language(language).text(outcome.title)


@pytest.mark.parametrize(
    ("comments", "team", "told"),
    [
        ((), (ANNA,), "The one person on the list did not comment in the last 13 weeks"),
        ((), (ANNA, BRUNO), "None of the 2 people on the list commented in the last 13 weeks"),
        ((BY_ANNA,), (ANNA,), "The one person on the list commented in the last 13 weeks"),
        ((BY_ANNA,), (ANNA, BRUNO), "1 person of the 2 on the list commented in the last 13 weeks"),
        (
            (BY_ANNA, BY_BRUNO),
            (ANNA, BRUNO, CARLA),
            "2 people of the 3 on the list commented in the last 13 weeks",
        ),
        (
            (BY_ANNA, BY_BRUNO),
            (ANNA, BRUNO),
            "All 2 people on the list commented in the last 13 weeks",
        ),
        ((), (ELSEWHERE,), "Whether the team takes part cannot be known from what was read"),
        (
            (BY_ANNA,),
            (ANNA, ELSEWHERE),
            "The one person on the list commented in the last 13 weeks",
        ),
    ],
)
def test_the_title_is_what_the_rows_say(tmp_path: Path, comments, team, told: str) -> None:
    assert title(audited([page(*PUBLIC, *comments)], team, tmp_path)) == told


def test_weeks_that_were_not_read_are_not_claimed(tmp_path: Path) -> None:
    made = page(*PUBLIC)
    made.spans = [(made.spans[0][1].replace(day=1), *made.spans[0][1:])]
    result = audited([made], (ANNA,), tmp_path)
    assert title(result) == "The one person on the list did not comment in the weeks that were read"
    assert title(result, "it").endswith("non ha commentato nelle settimane lette")


def test_without_a_team_the_page_says_how_to_look_for_one(tmp_path: Path) -> None:
    html = render_html(audited([page(*PUBLIC, BY_ANNA)], (), tmp_path), "en")
    assert '<section id="people"' not in html
    assert "The team: list the firm&#39;s own people in the client file" in html


def test_the_page_names_the_list_and_nobody_else(tmp_path: Path) -> None:
    hostile = member("<b>Zoe</b> Esempio", "zoe.example.com")
    html = render_html(audited([page(*PUBLIC, BY_ANNA, BY_BRUNO)], (ANNA, hostile), tmp_path), "en")
    assert "Anna Esempio" in html
    assert "&lt;b&gt;Zoe&lt;/b&gt; Esempio" in html
    assert "<b>Zoe" not in html
    assert "bruno" not in html.lower()
    assert "Looked at with the person&#39;s consent, given on 2 January 2026: Anna Esempio" in html
    assert "comments of 6 are by the team" not in html
    assert "1 comment of 6 is by the team" in html
