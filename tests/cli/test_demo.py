"""The demo: every rung of the ladder and a page of which nobody can be sure, the same everywhere."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path

import pytest

from auditor import demo
from auditor.demo.story import CHARACTERS
from auditor.demo.write import make

EXPECTED = {
    "facebook:esempio": "social_lazy",
    "instagram:esempio": "active",
    "youtube:@esempio": "without_direction",
    "x:esempio": "absent",
    "bluesky:esempio.example.com": "insufficient_data",
    "facebook:altro": "one_way",
}


@pytest.fixture
def result(run, tmp_path: Path) -> dict:
    done = run("demo", "--out", tmp_path / "demo")
    assert done.exit_code == 0, done.output
    return json.loads((tmp_path / "demo" / "result.json").read_text(encoding="utf-8"))


def test_each_account_gets_the_verdict_it_was_written_for(result: dict) -> None:
    verdicts = {account["ref"]: account["verdict"]["code"] for account in result["accounts"]}
    assert {ref: verdicts[ref] for ref in EXPECTED} == EXPECTED
    leaning = [account["ref"] for account in result["accounts"] if account["verdict"]["leans"]]
    assert leaning == ["linkedin:company/esempio"]


def test_the_firm_is_marked_as_fictional_and_has_a_competitor(result: dict) -> None:
    assert result["client"]["fictional"] is True
    assert [(subject["name"], subject["role"]) for subject in result["subjects"]] == [
        ("Esempio S.p.A.", "client"),
        ("Altro S.r.l.", "competitor"),
    ]


def test_the_response_can_be_compared_where_figures_are_published(result: dict) -> None:
    compared = {
        account["platform"] for account in result["accounts"] if account["benchmark"] is not None
    }
    assert {"facebook", "instagram"} <= compared


def test_comments_and_answers_are_there(result: dict) -> None:
    instagram = next(
        account for account in result["accounts"] if account["platform"] == "instagram"
    )
    assert instagram["signals"]["reply_rate"]["value"] > 0.65
    assert instagram["series"]["replies"]


def test_two_demos_give_the_same_result(run, tmp_path: Path) -> None:
    texts = []
    for name in ("first", "second"):
        assert run("demo", "--out", tmp_path / name).exit_code == 0
        texts.append((tmp_path / name / "result.json").read_bytes())
    assert texts[0] == texts[1]


def stored(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        return int(connection.execute("SELECT count(*) FROM account").fetchone()[0])


def test_a_demo_into_the_same_folder_replaces_the_first(run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("demo", "--out", tmp_path / "demo").exit_code == 0
    assert stored(tmp_path / "demo" / "demo.sqlite3") == len(CHARACTERS)


def test_the_demo_touches_no_other_store(run, tmp_path: Path) -> None:
    run("demo", "--out", tmp_path / "demo")
    assert not Path(os.environ["AUDITOR_STORE"]).exists()


def test_the_demo_holds_at_most_300_posts() -> None:
    assert sum(len(make(value)[0]) for value in CHARACTERS) <= 300


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_demos_page_can_be_sent_by_mail(run, tmp_path: Path, language: str) -> None:
    run("demo", "--out", tmp_path / "demo", "--language", language)
    assert (tmp_path / "demo" / "index.html").stat().st_size < 550 * 1024


def test_without_a_folder_the_demo_makes_a_new_one_each_time(run) -> None:
    run("demo")
    done = run("demo", "--language", "it")
    assert {path.name for path in Path.cwd().iterdir()} == {"demo-report", "demo-report-2"}
    assert "demo-report-2" in done.stdout
    assert 'lang="it"' in Path("demo-report-2/index.html").read_text(encoding="utf-8")


def test_the_terminal_tells_the_verdict_of_each_account(run, tmp_path: Path) -> None:
    lines = run("demo", "--out", tmp_path / "demo").stdout.splitlines()
    assert all(any(line.startswith(ref) for line in lines) for ref in EXPECTED)


@pytest.mark.parametrize("character", CHARACTERS, ids=lambda character: str(character.ref))
def test_no_text_is_posted_twice_and_counts_agree_with_the_comments(character) -> None:
    posts, comments = make(character)
    assert len({post.text for post in posts}) == len(posts)
    for post in posts:
        under = [comment for comment in comments if comment.post_id == post.platform_id]
        assert post.counts.comments == len(under)


@pytest.mark.parametrize("character", CHARACTERS, ids=lambda character: str(character.ref))
def test_nothing_happens_after_the_demos_date_nor_before_its_post(character) -> None:
    posts, comments = make(character)
    published = {post.platform_id: post.published_at for post in posts}
    assert all(moment < demo.AS_OF for moment in published.values())
    assert all(
        published[comment.post_id] < comment.published_at < demo.AS_OF for comment in comments
    )


def test_only_reserved_sites_are_linked() -> None:
    for character in CHARACTERS:
        for post in make(character)[0]:
            links = [word for word in (post.text or "").split() if word.startswith("http")]
            assert all(".example.com" in link for link in links)
