"""The team: who of those listed takes part, and nobody is guessed or named besides them."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.core.model import AccountRef, Comment
from auditor.core.spec import TeamMember
from auditor.result.build import as_result, run_audit
from auditor.result.schema import Result
from auditor.store import Store
from tests.method.makers import AS_OF, Made, spec_of, write
from tests.method.test_verdicts import account

PLACE = "store.sqlite3"


def member(name: str, *accounts: str) -> TeamMember:
    refs = tuple(AccountRef("bluesky", entry) for entry in accounts)
    return TeamMember(name, refs, "responsabile", "consent", date(2026, 1, 2), date(2028, 1, 2))


ANNA = member("Anna Esempio", "anna.example.com")
BRUNO = member("Bruno Esempio", "did:plc:bruno")
CARLA = member("Carla Esempio", "carla.example.com")
ELSEWHERE = TeamMember("Dario Esempio", (AccountRef("linkedin", "in/dario"),), None, "self")


def page(*comments: Comment, read: bool = True) -> Made:
    made = account([0.5 + 3 * n for n in range(60)], [9])
    made.ref = AccountRef("bluesky", "esempio.example.com")
    made.comments = list(comments)
    made.comments_read = read
    return made


def said(n: int, who: str, days: float, handle: str | None = None, **more) -> Comment:
    """A comment so many days before the audit, under the newest post that was there."""
    post = f"p{math.ceil((days - 0.5) / 3)}"
    return Comment(
        f"c{n}", post, AS_OF - timedelta(days=days), author_id=who, author_handle=handle, **more
    )


def audited(made: list[Made], team: tuple[TeamMember, ...], folder: Path) -> Result:
    with Store.open(folder / PLACE) as store:
        write(store, made)
        first, *others = spec_of(made).subjects
        rivals = [replace(other, role="competitor") for other in others]
        spec = replace(spec_of(made), subjects=(first, *rivals), team=team)
        return as_result(run_audit(store, spec, AS_OF, AS_OF))


def signals(result: Result, n: int = 0) -> dict[str, float | str | None]:
    entry = result.accounts[n].signals
    return {
        name: entry[name].value
        for name in ("active_team", "team_share", "unique_commenters", "reply_rate")
    }


def flags(result: Result) -> set[str]:
    return {flag.code for flag in result.accounts[0].flags}


PUBLIC = [said(n, f"x{n}", 3 + 7 * n) for n in range(4)]
BY_ANNA = said(5, "did:plc:anna", 40, "anna.example.com")
BY_BRUNO = said(6, "did:plc:bruno", 50, "bruno.example.com")


def test_members_are_known_by_a_handle_or_an_id(tmp_path: Path) -> None:
    result = audited([page(*PUBLIC, BY_ANNA, BY_BRUNO)], (ANNA, BRUNO, CARLA), tmp_path)
    assert signals(result)["active_team"] == pytest.approx(2 / 3)
    assert signals(result)["team_share"] == pytest.approx(2 / 6)
    rows = {value.name: value for value in result.subjects[0].team}
    assert [rows[entry.name].comments for entry in (ANNA, BRUNO, CARLA)] == [1, 1, 0]
    assert rows["Anna Esempio"].last_seen == AS_OF - timedelta(days=40)
    assert rows["Carla Esempio"].last_seen is None
    assert rows["Anna Esempio"].weeks.count(1) == 1
    assert "absent_managers" not in flags(result)


def test_the_team_is_no_public(tmp_path: Path) -> None:
    comments = (*PUBLIC, BY_ANNA, BY_BRUNO)
    alone = audited([page(*comments)], (), tmp_path)
    (tmp_path / PLACE).unlink()
    listed = audited([page(*comments)], (ANNA, BRUNO), tmp_path)
    assert alone.accounts[0].signals["unique_commenters"].n == 6
    assert listed.accounts[0].signals["unique_commenters"].n == 4
    assert signals(alone)["reply_rate"] == signals(listed)["reply_rate"]


def test_without_a_list_nobody_is_guessed(tmp_path: Path) -> None:
    result = audited([page(*PUBLIC, BY_ANNA)], (), tmp_path)
    active_team = result.accounts[0].signals["active_team"]
    assert (active_team.value, active_team.missing, result.subjects[0].team) == (
        None,
        "not_applicable",
        [],
    )


@pytest.mark.parametrize(
    ("comments", "team", "absent"),
    [
        ((), (ANNA,), True),
        ((BY_ANNA,), (ANNA,), False),
        ((BY_ANNA,), (ANNA, BRUNO), False),
        ((BY_ANNA,), (ANNA, BRUNO, CARLA), True),
        ((BY_ANNA, BY_BRUNO), (ANNA, BRUNO, CARLA), False),
        ((said(9, "did:plc:anna", 120, "anna.example.com"),), (ANNA,), True),
    ],
)
def test_absent_managers(tmp_path: Path, comments, team, absent: bool) -> None:
    result = audited([page(*PUBLIC, *comments)], team, tmp_path)
    assert ("absent_managers" in flags(result)) is absent


@pytest.mark.parametrize(("public", "only"), [(1, True), (2, True), (3, False)])
def test_staff_only_is_half_of_the_comments_or_more(tmp_path: Path, public, only: bool) -> None:
    result = audited([page(*PUBLIC[:public], BY_ANNA, BY_BRUNO)], (ANNA, BRUNO), tmp_path)
    assert ("staff_only" in flags(result)) is only


def test_who_could_not_be_seen_is_not_absent(tmp_path: Path) -> None:
    """No account on the network, or comments that were not read: not known, never zero."""
    result = audited([page(*PUBLIC)], (ELSEWHERE,), tmp_path)
    assert (signals(result)["active_team"], flags(result)) == (None, set())
    (team,) = result.subjects[0].team
    assert (team.comments, team.missing, team.pages) == (None, "not_applicable", [])
    (tmp_path / PLACE).unlink()
    result = audited([page(read=False)], (ANNA,), tmp_path)
    assert (signals(result)["active_team"], flags(result)) == (None, set())
    (team,) = result.subjects[0].team
    assert (team.comments, team.missing, set(team.weeks)) == (None, "not_fetched", {None})


def test_a_competitor_has_no_team_of_the_client(tmp_path: Path) -> None:
    rival = page(*PUBLIC, BY_ANNA)
    rival.ref, rival.subject = AccountRef("bluesky", "altro.example.com"), "Altro S.r.l."
    result = audited([page(*PUBLIC), rival], (ANNA,), tmp_path)
    assert result.accounts[1].signals["active_team"].missing == "not_applicable"
    assert result.subjects[0].team[0].comments == 0
    assert result.subjects[1].team == []


def test_an_answer_by_the_team_is_told_apart(tmp_path: Path) -> None:
    outcome = said(1, "x", 20)
    answer = Comment(
        "c2", outcome.post_id, AS_OF - timedelta(days=19), "c1", "did:plc:anna", "anna.example.com"
    )
    late = Comment("c3", outcome.post_id, AS_OF - timedelta(days=18), "c1", "io", is_account=True)
    result = audited([page(outcome, answer)], (ANNA,), tmp_path)
    first = result.accounts[0].series.replies[0]
    assert (first.hours, first.by) == (None, "team")
    (tmp_path / PLACE).unlink()
    result = audited([page(outcome, answer, late)], (ANNA,), tmp_path)
    first = result.accounts[0].series.replies[0]
    assert (first.hours, first.by) == (48, "team")
    assert result.accounts[0].series.replies[1].by == "account"


def test_a_list_given_later_works_on_what_is_stored_and_names_nobody_else(tmp_path: Path) -> None:
    made = page(*PUBLIC, BY_ANNA, said(8, "did:plc:zoe", 30, "zoe.example.com"))
    assert audited([made], (), tmp_path).subjects[0].team == []
    with Store.open(tmp_path / PLACE) as store:
        spec = replace(spec_of([made]), team=(ANNA,))
        result = as_result(run_audit(store, spec, AS_OF, AS_OF))
    assert result.subjects[0].team[0].comments == 1
    value = (tmp_path / PLACE).read_bytes() + result.to_json().encode()
    assert b"zoe" not in value
    assert b"did:plc:anna" not in value
