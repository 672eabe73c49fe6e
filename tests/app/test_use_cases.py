"""Every use case without a screen: no click, no output, two languages at once."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from auditor.app import imports
from auditor.app.audit import AuditOutcome, AuditRequest, carry_out, specs_for, write_overview_of
from auditor.app.collect import history, read_accounts, tell_report
from auditor.app.compare import as_data, read_both
from auditor.app.doctor import check_networks, has_worked, named_networks
from auditor.app.export import export_posts, known_accounts, separator_of
from auditor.app.find import look, specs_of_sites
from auditor.app.forget import forget, held
from auditor.app.login import begin_login, forget_token, keep_token, network_with_login
from auditor.app.observer import Observer
from auditor.app.plan import plan_reading, used_today
from auditor.app.questionnaire import write_questionnaire
from auditor.app.report import ReportRequest, write_again
from auditor.app.status import status
from auditor.app.support.problems import Problem
from auditor.app.support.selection import choose_audits
from auditor.app.workplace import Workplace
from auditor.core.errors import AuditorError, ResultError, UsageError
from auditor.core.messages import Message
from auditor.core.model import AccountRef
from auditor.core.settings import Settings
from connectors import registry
from connectors.auth.tokens import Token
from connectors.errors import CredentialError
from connectors.files import make_options
from connectors.site.finder import SiteReport
from tests.connectors.loopback import AS_OF, Loopback, World

READS = [AccountRef("bluesky", "esempio0.example"), AccountRef("bluesky", "nobody.example")]


class Heard(Observer):
    """Keeps what it hears."""

    def __init__(self) -> None:
        self.steps: list[str] = []
        self.notes: list[str] = []
        self.problems: list[Problem] = []
        self.refusals: list[str] = []
        self.failures: list[str] = []
        self.calls: list[str] = []

    def step(self, what: Message, done: int, total: int) -> None:
        self.steps.append(str(what))

    def reading(self, accounts: int) -> None:
        self.calls.append(f"reading {accounts}")

    def progress(self, event: Any) -> None:
        self.calls.append("progress")

    def ended(self) -> None:
        self.calls.append("ended")

    def note(self, words: Message) -> None:
        self.notes.append(str(words))

    def problem(self, problem: Problem) -> None:
        self.problems.append(problem)

    def refused(self, error: AuditorError) -> None:
        self.refusals.append(str(error))

    def failed(self, client: str, error: Exception) -> None:
        self.failures.append(client)

    def kept(self) -> None:
        self.calls.append("kept")


@pytest.fixture(autouse=True)
def nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    assert capfd.readouterr() == ("", "")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with Loopback(World(1, 30)) as result:
        yield result


@pytest.fixture
def work(tmp_path: Path, server: Loopback) -> Workplace:
    settings = Settings(base_urls={"bluesky": server.url})
    return Workplace(settings, str(tmp_path / "s.sqlite3"), Heard())


def heard(work: Workplace) -> Heard:
    assert isinstance(work.observer, Heard)
    return work.observer


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "posts.csv"
    rows = [f"2026-0{1 + n // 28}-{1 + n % 28:02d},Buongiorno {n},{n}" for n in range(60)]
    path.write_text("\n".join(["Data,Testo,Mi piace", *rows, ""]), encoding="utf-8")
    return path


def test_files_are_read_and_then_written(work: Workplace, table: Path) -> None:
    options = make_options(account="facebook:esempio")
    request = imports.ImportRequest([table], options, AS_OF)
    reading = imports.read(work, request)
    assert not Path(str(work.place)).exists()
    outcome = imports.write(work, request, reading)
    assert [account.new_posts for account in outcome.written.accounts] == [60]
    assert outcome.followers_unknown == [AccountRef("facebook", "esempio")]
    assert heard(work).steps[0] == "Reading posts.csv"
    assert heard(work).calls == ["ended", "kept", "ended"]
    assert AccountRef("facebook", "esempio") in work.told_before()


def test_a_file_that_is_refused_leaves_nothing_open(work: Workplace, tmp_path: Path) -> None:
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n")
    request = imports.ImportRequest([path], make_options(account="facebook:esempio"), AS_OF)
    with pytest.raises(UsageError):
        imports.read(work, request)
    assert heard(work).calls == ["ended"]


def test_accounts_are_read_and_problems_heard(work: Workplace) -> None:
    with work.open_store() as store:
        report = read_accounts(work, store, READS, history(90, AS_OF))
    problems = tell_report(work, report)
    assert [account.status for account in report.accounts] == ["read", "failed"]
    assert problems == heard(work).problems
    assert [problem.account for problem in problems] == READS[1:]
    calls = heard(work).calls
    assert (calls[:2], calls[-1]) == (["kept", "reading 2"], "ended")
    assert "progress" in calls


def test_a_reading_that_is_stopped_goes_on_from_there(work: Workplace, server: Loopback) -> None:
    work.stop.set()
    with work.open_store() as store:
        report = read_accounts(work, store, READS[:1], history(90, AS_OF))
    assert [account.status for account in report.accounts] == ["stopped"]
    again = Workplace(work.settings, work.place, Heard())
    with again.open_store() as store:
        report = read_accounts(again, store, READS[:1], history(90, AS_OF))
    assert [account.status for account in report.accounts] == ["read"]


def test_a_reading_is_planned_without_a_call(work: Workplace, server: Loopback) -> None:
    with work.open_store() as store:
        accounts = [*READS[:1], AccountRef("tiktok", "esempio"), AccountRef("x", "esempio")]
        planned = plan_reading(work, store, accounts, history(90, AS_OF))
        used = used_today(work, store, AS_OF)
    assert [value.needs is None for value in planned] == [True, False, False]
    assert planned[0].plan is not None
    assert used == {}
    assert server.calls == 0


def request(tmp_path: Path, **more: Any) -> AuditRequest:
    return AuditRequest(AS_OF, "en", out=tmp_path / "out", **more)


def audited(work: Workplace, tmp_path: Path, clients: list[str], **more: Any) -> AuditOutcome:
    result = request(tmp_path, **more)
    specs = specs_for(work, [] if clients else [str(READS[0])], clients, result)
    with work.open_store() as store:
        return carry_out(work, store, specs, result)


def test_an_audit_reads_judges_and_writes(work: Workplace, tmp_path: Path) -> None:
    outcome = audited(work, tmp_path, [], as_of=f"{AS_OF:%Y-%m-%d}")
    (done,) = outcome.done
    assert outcome.read is not None
    assert not outcome.problems
    assert {path.name for path in done.files} >= {"result.json", "index.html"}
    assert heard(work).steps == ["Judging esempio0.example"]


def client(tmp_path: Path, name: str, account: str) -> str:
    path = tmp_path / f"{name}.toml"
    path.write_text(f'[client]\nname = "{name}"\naccounts = ["{account}"]\n', encoding="utf-8")
    return str(path)


def test_one_client_of_several_costs_only_itself(
    work: Workplace, tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = imports.ImportRequest([table], make_options(account="facebook:esempio"), AS_OF)
    imports.write(work, entry, imports.read(work, entry))
    broken = tmp_path / "broken.toml"
    broken.write_text("[client]\nname = 3\n", encoding="utf-8")
    files = [
        client(tmp_path, "Uno", "facebook:esempio"),
        str(broken),
        client(tmp_path, "Due", "facebook:esempio"),
        client(tmp_path, "Tre", "facebook:no"),
    ]
    from auditor.result import build

    plain = build.run_audit

    def run(store: Any, spec: Any, *rest: Any, **more: Any) -> Any:
        if spec.client.name == "Due":
            raise OSError("the disk is full")
        return plain(store, spec, *rest, **more)

    monkeypatch.setattr(build, "run_audit", run)
    outcome = audited(work, tmp_path, files, offline=True)
    assert [value.result.client.name for value in outcome.done] == ["Uno"]
    assert outcome.failed == ["Due"]
    assert heard(work).failures == ["Due"]
    assert len(heard(work).refusals) == 1
    assert [problem.account.handle for problem in outcome.problems] == ["no"]
    assert write_overview_of(request(tmp_path), outcome).is_file()


def test_a_site_stands_for_its_pages(work: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    site_report = SiteReport(
        "https://www.esempio.example.com", "www.esempio.example.com", "Esempio"
    )
    monkeypatch.setattr("connectors.site.finder.Finder.find", lambda self, site: site_report)
    assert look(work, "https://www.esempio.example.com").back == {}
    assert specs_of_sites(work, ["https://www.esempio.example.com"]) == []
    assert heard(work).refusals == ["www.esempio.example.com names no page on a network."]


def test_two_languages_at_once(work: Workplace, tmp_path: Path, table: Path) -> None:
    entry = imports.ImportRequest([table], make_options(account="facebook:esempio"), AS_OF)
    imports.write(work, entry, imports.read(work, entry))
    pages: dict[str, str] = {}

    def audit(language: str) -> None:
        mine = Workplace(work.settings, work.place, Heard())
        with mine.open_store() as store:
            outcome = carry_out(
                mine,
                store,
                choose_audits(mine, ["facebook:esempio"], [], AS_OF),
                AuditRequest(
                    datetime(2026, 11, 1, tzinfo=UTC),
                    language,
                    offline=True,
                    out=tmp_path / language,
                    language=language,
                ),
            )
        pages[language] = (outcome.done[0].folder / "index.html").read_text(encoding="utf-8")

    threads = [
        threading.Thread(target=audit, args=(value,)) for value in ("it", "en") for _ in "12"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for language, page in pages.items():
        assert f'<html lang="{language}">' in page


def imported(work: Workplace, table: Path) -> None:
    entry = imports.ImportRequest([table], make_options(account="facebook:esempio"), AS_OF)
    imports.write(work, entry, imports.read(work, entry))


def test_what_the_store_holds_is_told_exported_and_forgotten(work: Workplace, table: Path) -> None:
    imported(work, table)
    store_status = status(work)
    assert [str(holding.ref) for holding in store_status.holdings] == ["facebook:esempio"]
    assert store_status.size is not None
    assert store_status.size > 0
    with work.open_store() as store:
        file = io.StringIO()
        rows = known_accounts(store, ["facebook:esempio"])
        assert export_posts(store, rows, file, "csv", separator_of(None, "it")) == 60
        assert file.getvalue().count(";") > 60
        with pytest.raises(UsageError):
            known_accounts(store, ["facebook:altro"])
        refs = [AccountRef("facebook", "esempio")]
        result = held(store, refs)
        assert list(result.values()) == [60]
        forgotten = forget(store, refs, result)
        assert forgotten.erased.posts == {refs[0]: 60}
        with pytest.raises(UsageError):
            forget(store, refs, held(store, refs))
    assert status(work).holdings == []


def test_a_report_is_written_again_and_two_are_compared(
    work: Workplace, tmp_path: Path, table: Path
) -> None:
    imported(work, table)
    file = client(tmp_path, "Uno", "facebook:esempio")
    (done,) = audited(work, tmp_path, [file], offline=True).done
    earlier = tmp_path / "earlier"
    audited(work, earlier, [file], offline=True, as_of="2026-02-10")
    request = ReportRequest(
        done.folder, ["html"], "it", date(2026, 11, 1), tmp_path / "again", previous=earlier / "out"
    )
    (page,) = write_again(request)
    (same,) = write_again(replace(request, previous=done.folder))
    assert "Nessun dato nuovo dal" in same.read_text(encoding="utf-8")
    (page,) = write_again(request)
    assert '<html lang="it">' in page.read_text(encoding="utf-8")
    both = read_both(done.folder, done.folder / "result.json")
    (row,) = as_data(both)
    assert row["first"] == row["second"]
    with pytest.raises(ResultError):
        read_both(done.folder, tmp_path / "nothing.json")


def test_networks_are_checked_side_by_side(work: Workplace) -> None:
    assert len(named_networks([])) == len(registry.PLATFORMS)
    with pytest.raises(UsageError):
        named_networks(["myspace"])
    wanted = named_networks(["bluesky", "youtube", "bluesky"])
    checked = check_networks(work, wanted, None)
    assert list(checked) == ["bluesky", "youtube"]
    assert any(map(has_worked, checked["bluesky"]))
    assert not any(map(has_worked, checked["youtube"]))


def test_a_login_begins_and_its_token_is_kept_and_erased(work: Workplace) -> None:
    info = network_with_login("linkedin")
    with pytest.raises(UsageError):
        network_with_login("mastodon")
    with pytest.raises(CredentialError):
        begin_login(work, info, None, "http://127.0.0.1:1/x", None)
    assert info.login is not None
    keys = {info.login.app_id: "name", info.login.app_key: "sesame"}
    mine = replace(work, settings=Settings(credentials=keys))
    flow, back = begin_login(mine, info, "https://www.example.com/auditor", "http://x", None)
    assert back == "https://www.example.com/auditor"
    assert "sesame" not in flow.address()
    with pytest.raises(UsageError):
        begin_login(mine, info, "ftp://www.example.com", "http://x", None)
    kept = keep_token(work, info, Token(info.login.gives, "sesame"))
    assert kept.is_file()
    assert forget_token(work, info)
    assert not forget_token(work, info)


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_questionnaire_is_one_file(tmp_path: Path, language: str) -> None:
    write_questionnaire(tmp_path / "q.html", "company", ["facebook", "youtube"], language)
    page = (tmp_path / "q.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in page
