"""Evidence, check by check: states follow from the result, nothing missing is graded."""

from __future__ import annotations

from pathlib import Path

import pytest

from reports.html import render_html
from reports.language import Language
from reports.sections.evidence import STATES, groups, state_of
from reports.units import limit_of
from tests.method.makers import make
from tests.method.test_verdicts import CASES, audited


@pytest.mark.parametrize("case", CASES)
def test_every_signal_stands_in_one_group(case: str, tmp_path: Path) -> None:
    result = audited(CASES[case][0], tmp_path)
    (account,) = result.accounts
    found = groups(result, account)
    assert sum(len(group.checks) for group in found) == len(account.signals)
    assert [group.state for group in found] == [s for s in STATES if s in {g.state for g in found}]


def test_what_is_missing_is_not_measured_and_never_failed(tmp_path: Path) -> None:
    for seed in range(3_000, 3_010):
        (folder := tmp_path / str(seed)).mkdir()
        for signal in audited(make(seed), folder).accounts[0].signals.values():
            state = state_of(signal)
            assert (state == "unknown") == (signal.value is None)
            assert (state == "fix") == (signal.passed is False)


def test_a_smoothed_share_is_shown_as_counted(tmp_path: Path) -> None:
    result = audited(CASES["lazy, provisional"][0], tmp_path)
    checks = {c.title.singular: c for g in groups(result, result.accounts[0]) for c in g.checks}
    check = checks["Comments stay without an answer"]
    assert check.value is None
    assert check.counted is not None
    assert Language("en").text(check.counted) == "0 of 30"


def test_each_check_shows_its_posts_its_formula_and_its_source(tmp_path: Path) -> None:
    page = render_html(audited(CASES["lazy, provisional"][0], tmp_path), "it")
    start = page.index('id="evidence"')
    section = page[start : page.index('id="data"')]
    assert "Non chiede quasi mai e non cita nessuno" in section
    assert 'href="#m-dialogue_share"' in section
    assert "<code>(own posts that ask a question" in page[page.index('id="m-dialogue_share"') :]
    assert "<cite>[D]" in section
    assert "<q><bdi>oggi " in section
    assert "9 interazioni" in section


def test_the_heaviest_failures_come_first(tmp_path: Path) -> None:
    result = audited(CASES["lazy"][0], tmp_path)
    first = groups(result, result.accounts[0])[0]
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
    assert Language("en").text(limit) == "at least 0.51 times"
