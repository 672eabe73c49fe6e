"""Each case gets the sentence that is true of it, and what to do next."""

from __future__ import annotations

import errno
import json
import os
import socket
import sqlite3
import ssl
from pathlib import Path

import pytest
import responses
from attacks.serving import serving

from auditor.core.model import AccountRef
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError
from connectors.http.response import ApiRules
from connectors.http.session import Session
from connectors.http.usage import Ledger

pytestmark = pytest.mark.enable_socket
RULES = ApiRules("test", lambda reply: None)
URL = "https://api.example/x"


def refused(url: str, session: Session | None = None, **more: object) -> ConnectorError:
    session = session or Session(attempts=1)
    session.trust("127.0.0.1")
    with pytest.raises(ConnectorError) as caught:
        session.get(RULES, url, **more)  # type: ignore[arg-type]
    session.close()
    return caught.value


@pytest.mark.parametrize(
    "key", ["se—same", "sesamè", "sesame\n", "ses\rame", "ses\x00ame", "sésame", "se\u200bsame"]
)
@responses.activate
def test_a_key_with_a_sign_that_no_key_has(key: str) -> None:
    responses.get(URL, json={})
    error = refused(URL, headers={"Authorization": f"Bearer {key}"})
    assert isinstance(error, CredentialError)
    assert error.reason is Reason.NO_CREDENTIAL
    assert "sign that no key has" in str(error)
    assert key not in f"{error!r}{error.advice}"
    assert len(responses.calls) == 0


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def test_plain_http_and_closed_doors_are_no_bad_certificate() -> None:
    def plain(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad\r\n\r\n")

    for answer in (
        plain,
        lambda connection: None,
        lambda connection: connection.sendall(b"\x15\x03\x01\x00\x02\x02\x28"),
    ):
        with serving(answer, after_request=False) as port:
            error = refused(f"https://127.0.0.1:{port}/")
            assert "certificate" not in str(error), str(error)
            assert error.arrived is False or "cannot be reached" in str(error)
    assert "cannot be reached" in str(refused(f"https://127.0.0.1:{closed_port()}/"))


def test_a_certificate_that_is_not_valid_is_called_so() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("self_signed.pem"))  # of nobody, for this test

    def shake(connection: socket.socket) -> None:
        try:
            context.wrap_socket(connection, server_side=True).close()
        except OSError:
            return

    with serving(shake, after_request=False) as port:
        assert "certificate" in str(refused(f"https://127.0.0.1:{port}/"))


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_certificates_that_are_not_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for other in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "/nowhere/ca.pem")
    error = refused("https://127.0.0.1:9/")
    assert name in str(error)
    assert error.arrived is False


def test_a_proxy_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port()}")
    error = refused("https://api.example.com/x")
    assert "proxy" in str(error).lower()
    assert "HTTPS_PROXY" in str(error.advice)


@pytest.mark.parametrize(
    "case", ["closed port", "unknown name", "proxy", "no certificates", "handshake"]
)
def test_a_call_that_never_arrived_costs_nothing(
    case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = {"unknown name": "https://nowhere.invalid/"}.get(
        case, f"https://127.0.0.1:{closed_port()}/"
    )
    if case == "proxy":
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{closed_port()}")
        url = "https://api.example.com/"
    if case == "no certificates":
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")
    ledger = Ledger(None, 1_000)
    session = Session(ledger, attempts=3, sleep=lambda seconds: None)
    if case == "handshake":
        with serving(lambda connection: connection.sendall(b"no"), after_request=False) as port:
            refused(f"https://127.0.0.1:{port}/", session, money=10)
    else:
        refused(url, session, money=10)
    assert ledger.money() == 0


def test_a_call_that_may_have_arrived_is_booked() -> None:
    ledger = Ledger(None, 1_000)
    with serving(lambda connection: connection.recv(65_536) and None, after_request=False) as port:
        refused(f"http://127.0.0.1:{port}/", Session(ledger, attempts=1), money=10)
    assert ledger.money() == 10


STORES = {
    "postgresql://u:sesame@h/d": "psycopg",
    "postgresql+psycopg2://u:sesame@h/d": "psycopg2-binary",
    "mysql://u:sesame@h/d": "no kind of store",
    "http://h/d": "no kind of store",
    "nonsense://": "no kind of store",
    "oracle://u:sesame@h/d": "no kind of store",
    "sqlite://": "in memory",
    ":memory:": "in memory",
    "sqlite:///:memory:": "in memory",
    "://": "not one of a database",
}


@pytest.mark.parametrize("store", STORES)
def test_a_store_of_another_kind(run, store: str) -> None:
    Path("a.csv").write_text("Data,Testo,Mi piace\n2026-03-02 10:00,Ciao a tutti,1\n")
    for command in (["status"], ["import", "a.csv", "--account", "facebook:esempio", "--yes"]):
        done = run(*command, "--store", store)
        assert done.exit_code in (1, 2), done.output
        assert "in the program itself" not in done.output
        assert "sesame" not in done.output
    assert STORES[store] in done.stderr


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE post SET links = '{'",
        "UPDATE post SET published_at = 'ieri'",
        "UPDATE run SET notes = '{'",
        "UPDATE run SET started_at = ''",
        "UPDATE post SET mentions = 'x'",
        "UPDATE post_snapshot SET observed_at = '?'",
    ],
)
def test_a_damaged_store(run, change: str) -> None:
    Path("a.csv").write_text("Data,Testo,Mi piace\n2026-03-02 10:00,Ciao a tutti,1\n")
    call = ("import", "a.csv", "--account", "facebook:esempio", "--yes")
    assert run(*call).exit_code == 0
    with sqlite3.connect(os.environ["AUDITOR_STORE"]) as connection:
        connection.execute(change)
    for command in (
        call,
        ["export", "--out", "-"],
        ["status"],
        ["history", "facebook:esempio"],
        ["audit", "facebook:esempio", "--offline", "--out", "r"],
    ):
        done = run(*command)
        assert "in the program itself" not in done.output, (command, done.output)


def test_a_disk_without_room(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*arguments: object, **more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("auditor.store.engine.make_private", full)
        done = run("status")
        assert "the disk is full" in done.stderr
        assert "store of this program" not in done.stderr
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        done = run("demo", "--out", "d")
        assert "the disk is full" in done.stderr
        assert "Make room" in done.stderr


def test_a_cell_that_is_too_long(run) -> None:
    Path("a.csv").write_text(
        f"Data,Testo,Mi piace\n2026-03-02 10:00,{'x' * 200_000},1\n2026-03-03 10:00,y,1\n"
    )
    done = run("import", "a.csv", "--account", "facebook:esempio", "--dry-run")
    assert done.exit_code in (0, 2)
    assert "opened and never closed." not in done.output.split("\n")[0]


RESULTS = {
    "Infinity": lambda data: data["accounts"][0]["signals"]["posts_per_week"].update(
        threshold=float("inf")
    ),
    "NaN": lambda data: data["method"]["signals"]["posts_per_week"].update(threshold=float("nan")),
    "huge": lambda data: data["accounts"][0]["score"].update(value=10**30),
    "unknown page": lambda data: data["subjects"][0]["team"][0]["pages"][0].update(
        ref="facebook:nobody"
    ),
    "unknown subject": lambda data: data["accounts"][0].update(subject="Nobody"),
    "object": lambda data: data["accounts"][0]["signals"]["own_link_share"]["details"].update(
        counted={}
    ),
    "no method": lambda data: data["method"]["signals"].pop("posts_per_week"),
    "no line": lambda data: data["method"]["lines"].pop("unheard"),
    "heatmap": lambda data: data["accounts"][1]["series"]["heatmap"][0].pop(),
    "weeks": lambda data: data["accounts"][0]["series"].update(
        weeks=data["accounts"][0]["series"]["weeks"] * 500
    ),
    "accounts": lambda data: data.update(accounts=data["accounts"] * 100),
    "params": lambda data: data["data_quality"][0]["params"].update(start="x" * 99),
    "deep": lambda data: data["accounts"][0]["signals"]["own_link_share"]["details"].update(
        x=json.loads("[" * 90 + "]" * 90)
    ),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> str:
    from click.testing import CliRunner

    from auditor.cli.main import main

    folder = tmp_path_factory.mktemp("demo")
    assert CliRunner().invoke(main, ["demo", "--out", str(folder)]).exit_code == 0
    return (folder / "result.json").read_text()


@pytest.mark.parametrize("kind", RESULTS)
def test_a_result_that_cannot_be_drawn(run, demo: str, kind: str) -> None:
    data = json.loads(demo)
    RESULTS[kind](data)
    Path("result.json").write_text(json.dumps(data))
    done = run("report", "result.json", "--out", "r")
    assert done.exit_code == 2, done.output
    assert "in the program itself" not in done.output
    assert "result.json" in done.stderr
    assert not list(Path().rglob("*.part"))


def test_the_demos_own_result_is_drawn(run, demo: str) -> None:
    Path("result.json").write_text(demo)
    assert run("report", "result.json", "--out", "r").exit_code == 0
    assert AccountRef("facebook", "esempio")
