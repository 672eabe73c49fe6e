"""No sentence says what was not read or what the draws do not support: over 1,000 generated results."""

from __future__ import annotations

import re

import pytest

from auditor.result.build import as_result, run_audit
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from auditor.store import Store
from reports.language import Language
from reports.page import build_page
from reports.verdict_reasons import counted_of_all, reason_words
from tests.method.makers import AS_OF, make, spec_of, write

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
SPOKEN = {language: Language(language) for language in ("it", "en")}
ALIVE = re.compile(r"\b(alive|viva|vivo|vive)\b", re.IGNORECASE)
ANSWERS = {
    "en": re.compile(r"\banswers (\(|\d)"),
    "it": re.compile(r"\brisponde (\(|a \d)"),
}
UNREAD = {
    "en": "Whether it answers comments is not known",
    "it": "Se risponde ai commenti non si sa",
}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Result]:
    matches = []
    for first in range(0, 1000, 250):
        made = [make(seed) for seed in range(20_000 + first, 20_250 + first)]
        path = tmp_path_factory.mktemp("many") / "store.sqlite3"
        with Store.open(path) as store:
            write(store, made)
            matches.append(as_result(run_audit(store, spec_of(made), AS_OF, AS_OF)))
    return matches


def every(results: list[Result]) -> list[tuple[Result, AccountResult]]:
    return [(result, account) for result in results for account in result.accounts]


@pytest.mark.parametrize("language", ["it", "en"])
def test_nothing_is_said_of_answers_that_were_not_read(
    results: list[Result], language: str
) -> None:
    accounts = every(results)
    assert len(accounts) == 1000
    for result, account in accounts:
        sentence = SPOKEN[language].text(reason_words(result, account))
        assert not ALIVE.search(sentence), sentence
        read = counted_of_all(account, "reply_rate") is not None
        if not read:
            assert not ANSWERS[language].search(sentence), sentence
        if UNREAD[language] in sentence:
            assert not read
            assert not account.coverage.comments_read
        elif account.verdict.code in {"active", "one_way", "social_lazy"} and not read:
            assert account.coverage.comments_read


def test_what_is_said_of_counts_is_what_was_counted(results: list[Result]) -> None:
    for result, account in every(results):
        sentence = SPOKEN["en"].text(reason_words(result, account))
        for name, pattern in (
            ("self_share", r"\((\d+) of (\d+) posts sell"),
            ("invitation_share", r"invites an answer \((\d+) of (\d+) posts\)"),
            ("invitation_share", r"rarely invites an answer \((\d+) of (\d+) posts?\)"),
            ("reply_rate", r"answers \((\d+) of (\d+) comments?\)"),
        ):
            match = re.search(pattern, sentence.replace(",", ""))
            if match is not None:
                assert counted_of_all(account, name) == (int(match[1]), int(match[2])), sentence


def test_a_sharp_word_stands_only_where_the_draws_support_it(results: list[Result]) -> None:
    for result in results:
        page = build_page(result)
        by_key = {block.key: block for block in page.blocks}
        for account, block in zip(_in_order(result), by_key.values(), strict=True):
            words = " ".join(SPOKEN["en"].text(part) for part in block.label)
            if "social-lazy" in words:
                assert (account.verdict.confidence or 0) >= 0.70
                assert not account.verdict.leans
            assert block.leans == account.verdict.leans
            for reason in account.verdict.reasons:
                assert reason.share > 0


def _in_order(result: Result) -> list[AccountResult]:
    from reports.names import in_order

    return list(in_order(result))
