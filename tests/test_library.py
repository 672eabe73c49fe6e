"""The library: what the command line does with a store, as objects and data frames."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import auditor
from auditor.core.errors import UsageError
from auditor.core.model import AccountRef
from auditor.library import Library
from auditor.result.read import read_result
from connectors.site.finder import NamedAccount, SiteReport
from tests.connectors.loopback import AS_OF, Loopback, World

PAGE = Path(__file__).parents[1] / "docs" / "library.md"
LAST = datetime(2026, 6, 30, 10, tzinfo=UTC)


def table(folder: Path, posts: int = 30) -> Path:
    path = folder / "posts.csv"
    rows = [
        f"{LAST - timedelta(days=3 * n):%Y-%m-%d %H:%M},Che cosa ne pensate numero {n}?,{n},{n % 3}"
        for n in range(posts)
    ]
    path.write_text("\n".join(["Data,Testo,Mi piace,Commenti", *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path) -> Any:
    with auditor.open(tmp_path / "s.sqlite3") as opened:
        opened.read_files([table(tmp_path)], account="facebook:esempio", followers=1200)
        yield opened


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[Loopback]:
    """Bluesky on this machine."""
    with Loopback(World(1, 30)) as server:
        monkeypatch.setenv("AUDITOR_BLUESKY_URL", server.url)
        yield server


def test_files_in_and_posts_out(library: Library) -> None:
    assert library.accounts == ["facebook:esempio"]
    posts = library.posts("facebook:esempio")
    assert len(posts) == 30
    assert posts["published_at"].max() == pd.Timestamp(LAST)
    assert str(posts["published_at"].dtype).endswith("UTC]")
    assert posts["reactions"].sum() == sum(range(30))
    assert posts["shares"].isna().all()  # unknown, not zero
    assert {str(posts[name].dtype) for name in ("reactions", "shares", "views")} == {"Int64"}
    assert posts["is_question"].dtype == "boolean"
    assert posts["has_time"].all()


def test_the_same_file_adds_nothing(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    again = library.read_files([path], account="facebook:esempio", followers=1200)
    assert again["new_posts"].tolist() == [0]


def test_followers_have_their_moment(library: Library) -> None:
    followers = library.followers("facebook:esempio")
    assert followers["followers"].tolist() == [1200]
    assert str(followers["observed_at"].dtype).endswith("UTC]")


def test_an_audit_is_that_of_the_command_line(library: Library, tmp_path: Path, run: Any) -> None:
    audit = library.audit("facebook:esempio")
    library.close()
    done = run(
        "--store",
        tmp_path / "s.sqlite3",
        "audit",
        "facebook:esempio",
        "--offline",
        "--out",
        tmp_path / "report",
    )
    assert done.exit_code == 0, done.output
    result = read_result(tmp_path / "report" / "result.json")
    mine, theirs = audit.result.accounts[0], result.accounts[0]
    assert mine.verdict == theirs.verdict
    assert mine.score == theirs.score
    assert audit.result.as_of == result.as_of
    assert json.loads(audit.to_json()) == audit.data


def test_verdicts_and_signals_are_typed(library: Library) -> None:
    audit = library.audit("facebook:esempio")
    (row,) = audit.verdicts.to_dict("records")
    assert row["account"] == "facebook:esempio"
    assert row["verdict"] == audit.result.accounts[0].verdict.code
    assert row["score_low"] <= row["score"] <= row["score_high"]
    signals = audit.signals.set_index("signal")
    assert signals.loc["invitation_share", "value"] == 1.0
    assert signals.loc["invitation_share", "unit"] == "share"
    unread = signals.loc["reply_rate"]
    assert pd.isna(unread["value"])
    assert isinstance(unread["missing"], str)
    assert audit.signals["value"].dtype == "Float64"


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_page_is_the_reports(library: Library, language: str) -> None:
    page = library.audit("facebook:esempio").html(language)
    assert f'<html lang="{language}">' in page


def test_the_report_bears_the_consultants_name_and_words(library: Library, tmp_path: Path) -> None:
    consultant, notes = tmp_path / "consulente.toml", tmp_path / "nota.md"
    consultant.write_text('[consultant]\nname = "Studio Prova"\n')
    notes.write_text("Parole mie.\n")
    audit = library.audit("facebook:esempio")
    page = audit.html("it", consultant=consultant, notes=notes)
    assert "Studio Prova" in page
    assert "Parole mie." in page
    files = audit.write(tmp_path / "new" / "out", ("html", "csv", "mail"), "it", consultant, notes)
    assert {path.name for path in files} >= {"index.html", "accounts.csv", "mail.eml", "mail.txt"}
    assert (tmp_path / "new" / "out" / "index.html").read_text(encoding="utf-8") == page
    with pytest.raises(UsageError, match="'doc' is not a form of report"):
        audit.write(tmp_path / "new", ("doc",))


def test_a_client_file_is_judged_whole(library: Library, tmp_path: Path) -> None:
    client = tmp_path / "client.toml"
    client.write_text('[client]\nname = "Esempio"\naccounts = ["facebook:esempio"]\n')
    assert library.audit(client=client).result.client.name == "Esempio"


@pytest.mark.parametrize(
    "call",
    [
        lambda library: library.posts("facebook:altro"),
        lambda library: library.audit("facebook:altro"),
        lambda library: library.followers("facebook:altro"),
        lambda library: library.forget("facebook:altro"),
        lambda library: library.audit(),
        lambda library: library.forget(),
    ],
)
def test_what_the_store_does_not_hold_is_an_error(library: Library, call: Any) -> None:
    with pytest.raises(UsageError):
        call(library)
    assert library.accounts == ["facebook:esempio"]


def test_forgotten_is_gone(library: Library) -> None:
    library.forget("facebook:esempio")
    assert library.accounts == []


def test_nothing_is_printed(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    audit = library.audit("facebook:esempio")
    audit.html("it"), audit.verdicts, audit.signals, library.posts()
    assert capsys.readouterr() == ("", "")


def test_to_import_it_loads_nothing() -> None:
    code = "import auditor, sys; print({'pandas', 'sqlalchemy', 'requests'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
    assert sorted(auditor.__all__) == ["__version__", "open"]


def test_networks_are_planned_read_and_shown(tmp_path: Path, network: Loopback) -> None:
    account = "bluesky:esempio0.example"
    with auditor.open(tmp_path / "n.sqlite3") as library:
        planned = library.plan(account, now=AS_OF)
        read = library.collect(account, now=AS_OF)
        again = library.collect(account, now=AS_OF)
        posts, by_day = library.posts(account), library.comments_by_day(account)
    assert planned["calls"].iloc[0] <= planned["calls_most"].iloc[0]
    assert planned["money"].tolist() == [0.0]
    assert read["status"].tolist() == ["read"]
    assert read["posts_new"].tolist() == [len(posts)]
    assert read["problem"].isna().all()
    assert again["posts_new"].tolist() == [0]
    assert by_day["by_others"].sum() == read["comments_new"].sum() - by_day["by_account"].sum()
    assert by_day["day"].is_monotonic_increasing


def test_what_cannot_be_read_is_told_in_its_row(tmp_path: Path, network: Loopback) -> None:
    with auditor.open(tmp_path / "n.sqlite3") as library:
        read = library.collect("bluesky:nobody.example", "bluesky:esempio0.example", now=AS_OF)
        with pytest.raises(UsageError):
            library.collect("telegram:esempio_canale")
        with pytest.raises(UsageError):
            library.plan()
        needs = library.plan("tiktok:esempio", now=AS_OF)["needs"]
    assert read["status"].tolist() == ["failed", "read"]
    assert read["problem"].notna().tolist() == [True, False]
    assert needs.notna().all()


def test_a_site_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = AccountRef("bluesky", "esempio0.example")
    address = "https://www.esempio.example.com"
    named = NamedAccount(account, "https://bsky.app/profile/esempio0.example", "link", [address])
    site_report = SiteReport(address, "www.esempio.example.com", "Esempio S.p.A.", accounts=[named])
    monkeypatch.setattr("connectors.site.finder.Finder.find", lambda self, site: site_report)
    with auditor.open(tmp_path / "n.sqlite3") as library:
        table = library.find(address)
        with pytest.raises(UsageError):
            library.find("https://www.instagram.com/esempio")
    assert table["account"].tolist() == [str(account)]


def test_the_page_of_the_docs_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: Loopback, written_day: datetime
) -> None:
    monkeypatch.chdir(tmp_path)
    table(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 5
    names: dict[str, Any] = {}
    for block in blocks:
        exec(block, names)
    assert "<html" in names["page"]
    assert names["weekly"].sum() == sum(range(30))
    assert names["read"]["status"].tolist() == ["read"]


def test_the_notebook_of_the_docs_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table(tmp_path)
    notebook = json.loads(PAGE.with_suffix(".ipynb").read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in notebook["cells"]:
        assert cell.get("outputs", []) == []
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert '<html lang="it">' in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert names["weekly"].sum() == sum(range(30))
