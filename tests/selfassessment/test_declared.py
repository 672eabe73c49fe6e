"""What is declared beside what was measured: in the result, on the page, in honest words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from auditor.core.errors import InputError
from auditor.result.declared import beside, verdict
from auditor.result.read import read_result
from auditor.result.schema import Result
from auditor.selfassessment.answers import AnswersFile, parse_answers

LOW = {f"{a}{n}": 1 for a in "ABC" for n in range(1, 5)}
HIGH = {f"{a}{n}": 4 for a in "ABC" for n in range(1, 5)} | {"A3": 0, "C1": 0, "C2": 0}
COMMON = {f"{a}{n}": 4 for a in "DE" for n in range(1, 5)} | {"E3": 0}


def answers(kind: str = "company", **more: Any) -> AnswersFile:
    data = {
        "schema": "auditor.answers/1",
        "kind": kind,
        "saved_at": "2026-11-20T10:00:00Z",
        "networks": {"facebook": HIGH, "threads": LOW},
        "common": COMMON,
        **more,
    }
    return parse_answers(data, "answers.json")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Result:
    from click.testing import CliRunner

    from auditor.cli.main import main

    folder = tmp_path_factory.mktemp("demo")
    assert CliRunner().invoke(main, ["demo", "--out", str(folder)]).exit_code == 0
    return read_result(folder / "result.json")


@pytest.mark.parametrize(
    ("declared", "measured", "low", "high", "said"),
    [
        (80, 60, 55, 64, "over"),
        (80, 60, 55, 66, "not_certain"),
        (80, 60, None, None, "over"),
        (80, 65, None, None, "agrees"),
        (80, 66, 65, 95, "agrees"),
        (80, 66, 50, 95, "not_certain"),
        (20, 60, 40, 70, "under"),
        (20, 60, 30, 70, "not_certain"),
        (20, 36, None, None, "under"),
        (None, 60, 50, 70, None),
        (60, None, None, None, None),
    ],
)
def test_a_difference_is_told_only_where_the_interval_allows_it(
    declared: Any, measured: Any, low: Any, high: Any, said: Any
) -> None:
    assert verdict(declared, measured, low, high) == said


def test_the_answers_of_a_network_stand_beside_each_of_its_accounts(demo: Result) -> None:
    neighbours = beside(demo, answers())
    mine = {
        ref for subject in demo.subjects if subject.role == "client" for ref in subject.accounts
    }
    facebook = {
        account_row.ref for account_row in demo.accounts if account_row.platform == "facebook"
    } & mine
    assert {read_account.ref for read_account in neighbours.accounts} == facebook
    assert neighbours.not_audited == ["threads"]
    assert "instagram" in neighbours.not_answered
    by_name = {dimension.dimension: dimension for dimension in neighbours.accounts[0].dimensions}
    account = next(entry for entry in demo.accounts if entry.ref in facebook)
    assert by_name["A"].declared == 100
    assert by_name["A"].measured == account.pillars["presence"].score
    assert by_name["B"].measured == account.pillars["openness"].score
    assert by_name["D"].measured == account.pillars["community"].score
    parts = {"own_link_share": 2, "promo_share": 1, "duplicate_share": 1}
    expected = {
        name: account.signals[name].value
        for name in parts
        if account.signals[name].value is not None
    }
    share = sum(parts[name] * float(value) for name, value in expected.items()) / sum(
        parts[name] for name in expected
    )
    assert by_name["C"].measured == pytest.approx(100 * (1 - share))


def test_content_is_not_measured_where_neither_links_nor_promotion_are_known(demo: Result) -> None:
    blind = demo.model_copy(deep=True)
    for account in blind.accounts:
        for name in ("own_link_share", "promo_share"):
            account.signals[name].value = None
    (account_row,) = beside(blind, answers()).accounts
    assert (account_row.dimensions[2].measured, account_row.dimensions[2].verdict) == (None, None)


def test_answers_of_another_kind_are_refused(demo: Result) -> None:
    with pytest.raises(InputError, match="answers of a professional"):
        beside(demo, answers("professional"))


def test_presence_on_the_paradox_is_measured_where_it_can_be(demo: Result) -> None:
    proofs = {f"P{n}": {"value": 4, "links": []} for n in range(1, 9)}
    standing = beside(demo, answers(authority=proofs)).standing
    assert standing is not None
    refs = {
        ref for subject in demo.subjects if subject.role == "client" for ref in subject.accounts
    }
    scores = sorted(
        account_row.score.value
        for account_row in demo.accounts
        if account_row.ref in refs
        and account_row.platform != "youtube"
        and account_row.score.value is not None
    )
    middle = len(scores) // 2
    median = scores[middle] if len(scores) % 2 else (scores[middle - 1] + scores[middle]) / 2
    assert standing.measured
    assert standing.presence == pytest.approx(median, abs=1e-5)
    unread = demo.model_copy(deep=True)
    for account in unread.accounts:
        account.score.value = account.score.low = account.score.high = None
    declared = beside(unread, answers(authority=proofs)).standing
    assert declared is not None
    assert (declared.measured, declared.presence) == (False, 100)


def test_without_answers_the_result_is_as_it_was(demo: Result) -> None:
    assert "selfassessment" not in json.loads(demo.to_json())


def section(page: str) -> str:
    match = re.search(r'<section id="selfassessment".*?</section>', page, re.DOTALL)
    assert match is not None
    return re.sub(r"<[^>]+>", " ", match[0])


def test_the_report_of_a_result_shows_both(run: Any, demo: Result) -> None:
    Path("result.json").write_text(demo.to_json(), encoding="utf-8")
    proofs = {f"P{n}": {"value": 4, "links": ["https://x.example.com"]} for n in range(1, 9)}
    data = answers(authority=proofs).model_dump(mode="json", by_alias=True)
    Path("answers.json").write_text(json.dumps(data), encoding="utf-8")
    for language, words in (
        (
            "en",
            (
                "declared",
                "measured",
                "Answered and not audited: Threads",
                "20 November 2026",
                "The paradox",
            ),
        ),
        ("it", ("dichiarat", "misurat", "Threads", "20 novembre 2026", "Il paradosso")),
    ):
        done = run(
            "report",
            "result.json",
            "--answers",
            "answers.json",
            "--out",
            language,
            "--language",
            language,
            "--format",
            "all",
        )
        assert done.exit_code == 0, done.stderr
        text = section(Path(language, "index.html").read_text(encoding="utf-8"))
        assert [word for word in words if word not in text] == []
        written = json.loads(Path(language, "result.json").read_text(encoding="utf-8"))
        assert written["selfassessment"]["accounts"][0]["network"] == "facebook"
        assert read_result(Path(language, "result.json")).selfassessment is not None


def test_an_audit_takes_the_answers_with_it(run: Any) -> None:
    from tests.test_docs import ROWS

    Path("posts.csv").write_text(
        "\n".join(["id,date,text,likes,comments,shares", *ROWS, ""]), encoding="utf-8"
    )
    assert run("import", "posts.csv", "--account", "facebook:esempio", "--quiet").exit_code == 0
    data = answers().model_dump(mode="json", by_alias=True)
    Path("answers.json").write_text(json.dumps(data), encoding="utf-8")
    done = run(
        "audit", "facebook:esempio", "--offline", "--answers", "answers.json", "--out", "esame"
    )
    assert done.exit_code == 0, done.stderr
    result = read_result(Path("esame/result.json"))
    assert result.selfassessment is not None
    assert "What is said and what was measured" in Path("esame/index.html").read_text(
        encoding="utf-8"
    )
    Path("answers.json").write_text("{", encoding="utf-8")
    done = run(
        "audit", "facebook:esempio", "--offline", "--answers", "answers.json", "--out", "zwei"
    )
    assert (done.exit_code, Path("zwei").exists()) == (2, False)


def test_hostile_names_of_networks_stay_text_on_the_page(run: Any, demo: Result) -> None:
    Path("result.json").write_text(demo.to_json(), encoding="utf-8")
    evil = "<script>alert(1)</script>"
    data = answers(networks={evil: LOW}).model_dump(mode="json", by_alias=True)
    Path("answers.json").write_text(json.dumps(data), encoding="utf-8")
    assert run("report", "result.json", "--answers", "answers.json", "--out", "o").exit_code == 0
    page = Path("o/index.html").read_text(encoding="utf-8")
    assert evil not in page
    assert "&lt;script&gt;alert(1)" in page
