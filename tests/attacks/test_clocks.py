"""A clock that was wrong once moves no window, erases nothing, and is told."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import responses
import time_machine

from auditor.core.model import Account, AccountRef, Counts, Origin, Post, Profile, Window
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.result.build import run_audit
from auditor.store import RunEnd, RunStart, Store
from connectors.bluesky.connector import Bluesky
from connectors.errors import ConnectorError
from connectors.http.session import Session

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
REF = AccountRef("facebook", "esempio")
SPEC = AuditSpec((SubjectSpec("Esempio", "company", "client", (REF,)),))


def read(store: Store, at: datetime, reactions: int, followers: int) -> None:
    """A reading at a moment of the same 40 posts, which lie before ``NOW``."""
    with store.write() as writer:
        account = writer.account(Account(REF))
        run = writer.start_run(account, RunStart(Origin.API, "facebook", at))
        posts = [
            Post(
                f"p{n}",
                NOW - timedelta(days=2 * n + 4),
                text=f"Testo {n}",
                counts=Counts(reactions=reactions, comments=1, shares=0),
            )
            for n in range(40)
        ]
        writer.posts(account, run, posts, at, Origin.API)
        writer.profile(account, run, Profile(at, followers=followers), Origin.API)
        writer.finish_run(run, RunEnd(at, Window(at - timedelta(days=365), at), complete=True))


def audit(store: Store, offline: bool, now: datetime = NOW) -> dict[str, object]:
    return run_audit(store, SPEC, now, offline=offline)


@pytest.mark.parametrize("years", [24, 2, 1])
@pytest.mark.parametrize("offline", [True, False])
@pytest.mark.parametrize("order", ["before", "after"])
def test_a_reading_of_the_future_moves_no_window(
    tmp_path: Path, years: int, offline: bool, order: str
) -> None:
    with Store.open(tmp_path / "right.sqlite3") as store:
        read(store, NOW, 7, 1_000)
        right = audit(store, offline)
    wrong = NOW + timedelta(days=years * 365)
    with Store.open(tmp_path / "wrong.sqlite3") as store:
        if order == "before":
            read(store, wrong, 999, 5)
        read(store, NOW, 7, 1_000)
        if order == "after":
            read(store, wrong, 999, 5)
        audit_result = audit(store, offline)
    assert audit_result["as_of"] == right["as_of"]
    mine, other = audit_result["accounts"][0], right["accounts"][0]  # type: ignore[index]
    assert mine["verdict"] == other["verdict"]
    assert mine["signals"] == other["signals"]
    notes = [value for value in audit_result["data_quality"] if value["code"] == "clock"]  # type: ignore[index]
    assert [note["params"]["n"] for note in notes] == [1]
    assert notes[0]["params"]["day"] == f"{wrong:%Y-%m-%d}"


def test_a_clock_that_is_years_behind_now_is_told_too(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s.sqlite3") as store:
        read(store, NOW, 7, 1_000)
        audit_result = audit(store, True, datetime(2000, 1, 1, 0, 5, tzinfo=UTC))
    (note,) = (value for value in audit_result["data_quality"] if value["code"] == "clock")  # type: ignore[index]
    assert note["params"]["day"] == "2026-11-20"


@pytest.mark.parametrize("days", [-9_000, -3, 3, 365, 8_600])
@responses.activate
def test_what_would_be_read_by_a_wrong_clock_is_not_read(days: int) -> None:
    ref = AccountRef("bluesky", "esempio.example.com")
    with time_machine.travel(NOW + timedelta(days=days), tick=False):
        responses.get(
            "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile",
            json={"did": "did:plc:x", "handle": "esempio.example.com"},
            headers={"Date": format_datetime(NOW, usegmt=True)},
        )
        session = Session(attempts=1)
        with pytest.raises(ConnectorError, match="this computer says") as caught:
            Bluesky(session, {}).resolve(ref)
        session.close()
    assert "Set the clock" in str(caught.value.advice)


@pytest.mark.parametrize("headers", [{}, {"Date": "soon"}, {"Age": "9999999"}, {"Date": ""}])
@pytest.mark.parametrize("off", [0, 1])
@responses.activate
def test_a_host_without_a_clock_or_a_day_away_is_believed(
    headers: dict[str, str], off: int
) -> None:
    ref = AccountRef("bluesky", "esempio.example.com")
    date = format_datetime(NOW - timedelta(days=300 if "Age" in headers else off), usegmt=True)
    with time_machine.travel(NOW, tick=False):
        responses.get(
            "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile",
            json={"did": "did:plc:x", "handle": "esempio.example.com"},
            headers={"Date": date, **headers},
        )
        session = Session(attempts=1)
        assert Bluesky(session, {}).resolve(ref).platform_id == "did:plc:x"
        session.close()


def test_status_and_audit_go_on(run, tmp_path: Path) -> None:
    with time_machine.travel(NOW, tick=False):
        with Store.open(tmp_path / "s.sqlite3") as store:
            read(store, NOW + timedelta(days=8_600), 3, 3)
        done = run("audit", str(REF), "--offline", "--store", tmp_path / "s.sqlite3", "--out", "r")
        assert done.exit_code in (0, 1), done.output
        data = json.loads(Path("r/result.json").read_text())
        assert data["as_of"] < "2026-12"
        page = Path("r/index.html").read_text()
        assert "2050" in page
        assert "in the future" in page
