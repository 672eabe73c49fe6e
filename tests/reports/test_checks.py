"""Evidence, check by check: states follow from the result, nothing missing is graded."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.method.benchmarks import WORDS, table
from reports.html import render_html
from reports.language import Language
from reports.names import PageContext
from reports.page import build_page
from reports.sections.evidence import FOR_PROGRAMS, STATES, groups, judgeable, state_of
from reports.units import limit_of
from tests.method.makers import make
from tests.method.test_verdicts import CASES, WEEKLY, account, audited


@pytest.mark.parametrize("case", CASES)
def test_every_signal_stands_in_one_group(case: str, tmp_path: Path) -> None:
    result = audited(CASES[case][0], tmp_path)
    (account,) = result.accounts
    outcome = groups(PageContext(result), account)
    shown = [check.id for group in outcome for check in group.checks]
    assert sorted(shown) == sorted(set(account.signals) - FOR_PROGRAMS)
    assert "burstiness" not in shown
    assert [group.state for group in outcome] == [
        s for s in STATES if s in {g.state for g in outcome}
    ]


def test_what_is_missing_is_not_measured_and_never_failed(tmp_path: Path) -> None:
    for seed in range(3_000, 3_010):
        (folder := tmp_path / str(seed)).mkdir()
        result = audited(make(seed), folder)
        account_row = result.accounts[0]
        for signal in account_row.signals.values():
            state = state_of(result, account_row, signal)
            assert (state == "unknown") == (signal.value is None)
            assert (state == "fix") == (
                signal.passed is False and judgeable(result, account_row, signal)
            )


def test_a_smoothed_share_is_shown_as_counted(tmp_path: Path) -> None:
    result = audited(CASES["one-way"][0], tmp_path)
    checks = {
        c.title.singular: c
        for g in groups(PageContext(result), result.accounts[0])
        for c in g.checks
    }
    check = checks["Comments that got an answer"]
    assert check.value is None
    assert check.counted is not None
    assert Language("en").text(check.counted) == "0 of 30"


def test_each_check_shows_its_posts_its_formula_and_its_source(tmp_path: Path) -> None:
    page = render_html(audited(CASES["one-way"][0], tmp_path), "it")
    start = page.index('id="evidence"')
    section = page[start : page.index('id="data"')]
    assert 'href="#m-reply_rate"' in section
    assert "<code>risposti / commenti di altri" in page[page.index('id="m-reply_rate"') :]
    assert "<cite>[T]" in page[page.index('id="m-resonance"') :]
    assert "<q><bdi>oggi " in section
    assert "4 interazioni" in section


def test_the_heaviest_failures_come_first(tmp_path: Path) -> None:
    result = audited(CASES["unheard"][0], tmp_path)
    first = groups(PageContext(result), result.accounts[0])[0]
    assert first.state == "fix"
    assert first.checks[0].title.singular == "Far fewer reactions than comparable pages get"


def test_the_line_of_the_response_is_the_one_it_is_judged_by(tmp_path: Path) -> None:
    for seed in range(6_000, 6_030):
        (folder := tmp_path / str(seed)).mkdir()
        signal = audited(make(seed), folder).accounts[0].signals["resonance"]
        if isinstance(signal.value, float):
            assert signal.threshold is not None
            assert signal.passed == (signal.value >= signal.threshold)
    limit = limit_of("resonance", -0.6744897501960817, "log ratio", True)
    assert limit is not None
    assert Language("en").text(limit) == "at least 51%"


def test_of_a_page_read_too_little_the_numbers_stand_and_nothing_is_judged(tmp_path: Path) -> None:
    result = audited(account([1, 2, 3], [9], covered=7), tmp_path)
    states = {group.state for group in groups(PageContext(result), result.accounts[0])}
    assert states == {"compare", "unknown"}
    page = build_page(result)
    assert {str(sign.state.singular) for block in page.blocks for sign in block.signs} == {
        "Too little to judge",
    }
    assert page.first == ()
    assert not any(sign.used for block in page.blocks for sign in block.signs)


def test_a_share_that_is_whole_asks_for_no_more(tmp_path: Path) -> None:
    made = account(WEEKLY, [30], label="asks")
    result = audited(made, tmp_path)
    weeks = result.accounts[0].signals["active_weeks"]
    assert (weeks.details["counted"], weeks.details["of"]) == (13, 13)
    assert state_of(result, result.accounts[0], weeks) == "fine"


def test_the_published_figures_that_are_used_have_words_in_every_language() -> None:
    names = {message.singular for message in WORDS}
    for row in table():
        if row.used == "yes":
            assert {row.statistic, row.metric, row.denominator, row.sample} <= names


def test_a_share_of_three_posts_is_shown_and_not_judged(tmp_path: Path) -> None:
    result = audited(account([10, 40, 70], [9]), tmp_path)
    account_row = result.accounts[0]
    assert account_row.coverage.days == 91
    assert account_row.signals["invitation_share"].details["of"] == 3
    assert state_of(result, account_row, account_row.signals["invitation_share"]) == "compare"
    assert state_of(result, account_row, account_row.signals["posts_per_week"]) == "fix"
    assert build_page(result).first == ()
