"""What came of a week, sent on request: to a real mail server and a real service on this machine."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from auditor.app.support import delivery
from auditor.app.support.delivery import Delivery, MailServer, Summary, deliver, delivery_of
from auditor.core.errors import UsageError
from auditor.core.settings import load_settings
from tests.cli.test_weekly import NOW, ROWS

pytestmark = pytest.mark.enable_socket
KEY = "s3gret-P4ss"
CERTIFICATE = Path(__file__).parents[1] / "attacks" / "self_signed.pem"


class Inbox:
    """A mail server that keeps what it takes."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.recipients: list[list[str]] = []
        self.refused: frozenset[str] = frozenset()

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=default))
        self.recipients.append(list(envelope.rcpt_tos))
        return "250 OK"


def login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and data.password == KEY.encode()
    return AuthResult(success=right, handled=right)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Inbox, str]]:
    """A mail server on this computer, and its address, which the settings name."""
    handler = Inbox()
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=(port := free_port()),
        authenticator=login,
        auth_require_tls=False,
    )
    controller.start()
    address = f"smtp://anna:{KEY}@127.0.0.1:{port}"
    monkeypatch.setenv("AUDITOR_SMTP_URL", address)
    monkeypatch.setenv("AUDITOR_MAIL_FROM", "auditor@studio.example")
    monkeypatch.setenv("AUDITOR_MAIL_TO", "anna@studio.example")
    yield handler, address
    controller.stop()


@pytest.fixture
def service() -> Iterator[tuple[list[dict[str, Any]], str]]:
    messages: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            messages.append(json.loads(body))
            self.send_response(200 if "fail" not in self.path else 500)
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield messages, f"json://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def clients(run: Any) -> Path:
    folder = Path("clienti")
    for name in ("uno", "due"):
        (folder / name).mkdir(parents=True)
        (folder / f"{name}.toml").write_text(
            f'[client]\nname = "{name.title()}"\nlanguage = "it"\naccounts = ["facebook:{name}"]\n'
        )
    (folder / "uno" / "posts.csv").write_text(ROWS)
    return folder


def week(run: Any, *arguments: str) -> Any:
    with time_machine.travel(NOW, tick=True):
        return run("--language", "it", "weekly", "clienti", "--offline", *arguments)


def test_a_mail_says_what_came_of_the_week_with_the_reports(
    run: Any, clients: Path, inbox: tuple[Inbox, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, _ = inbox
    monkeypatch.setenv("AUDITOR_MAIL_TO", "anna@studio.example, ugo@studio.example")
    done = week(run, "--format", "html,pdf", "--notify")
    assert "anna@studio.example, ugo@studio.example" in done.output
    assert KEY not in done.output
    assert handler.recipients == [["anna@studio.example", "ugo@studio.example"]]
    mail = handler.mails[0]
    assert mail["Subject"] == "Esami social della settimana: 2 clienti"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[attr-defined]
    assert "Uno: " in text
    assert "clienti/reports/uno" in text
    assert "Due: " in text
    files = [part.get_filename() for part in mail.walk() if part.get_filename()]
    assert files == ["uno.pdf"]


def test_nothing_leaves_unless_it_is_asked_for(
    run: Any, clients: Path, inbox: tuple[Inbox, str]
) -> None:
    handler, _ = inbox
    week(run, "--format", "html")
    assert handler.mails == []


def test_a_week_that_fails_as_a_whole_is_told_too(
    run: Any, clients: Path, inbox: tuple[Inbox, str]
) -> None:
    handler, _ = inbox
    for path in clients.glob("*.toml"):
        path.write_text("no = [client")
    assert week(run, "--format", "html", "--notify").exit_code == 2
    assert handler.mails[0]["Subject"] == "Esami social della settimana: non riusciti"


def test_without_a_place_nothing_is_done(run: Any, clients: Path) -> None:
    done = week(run, "--format", "html", "--notify")
    assert done.exit_code == 2
    assert "AUDITOR_SMTP_URL" in done.output
    assert not (clients / "reports").exists()


def test_a_service_gets_the_words_and_a_broken_one_costs_only_itself(
    service: tuple[list[dict[str, Any]], str],
) -> None:
    messages, address = service
    both = delivery_of({"AUDITOR_NOTIFY_URLS": f"{address}fail {address}"})
    done = deliver(both, Summary("Esami", "Uno: tutto bene"))
    assert [message["title"] for message in messages][-1] == "Esami"
    assert [str(line) for line in done.sent] == ["Sent to service 2 of AUDITOR_NOTIFY_URLS."]
    assert len(done.problems) == 1
    assert address not in str(done.problems[0])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "wrong"}, "refuses the name or the password"),
        ({"port": 1}, "cannot be reached"),
        ({"from_the_start": True}, "certificate|cannot be reached"),
    ],
)
def test_a_mail_server_that_says_no_is_told_in_words(
    change: dict[str, Any], words: str, inbox: tuple[Inbox, str]
) -> None:
    handler, address = inbox
    values = {
        "AUDITOR_SMTP_URL": address,
        "AUDITOR_MAIL_FROM": "a@studio.example",
        "AUDITOR_MAIL_TO": "b@studio.example",
    }
    target = delivery_of(values)
    assert target.server is not None
    done = deliver(replace(target, server=replace(target.server, **change)), Summary("x", "y"))
    assert re.search(words, str(done.problems[0])), done.problems
    assert KEY not in str(done.problems[0])
    assert handler.mails == []


def test_recipients_that_are_refused_are_named(inbox: tuple[Inbox, str]) -> None:
    handler, address = inbox
    handler.refused = frozenset({"gone@studio.example"})
    values = {
        "AUDITOR_SMTP_URL": address,
        "AUDITOR_MAIL_FROM": "a@studio.example",
        "AUDITOR_MAIL_TO": "b@studio.example gone@studio.example",
    }
    done = deliver(delivery_of(values), Summary("x", "y"))
    assert "gone@studio.example" in str(done.problems[0])
    assert handler.recipients == [["b@studio.example"]]


@pytest.mark.parametrize(("password", "status", "code"), [(KEY, "ok", 0), ("wrong", "failed", 1)])
def test_the_doctor_tries_the_mail_server_and_sends_nothing(
    password: str,
    status: str,
    code: int,
    run: Any,
    inbox: tuple[Inbox, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handler, address = inbox
    monkeypatch.setattr("auditor.app.doctor.check_networks", lambda *_: {})
    monkeypatch.setenv("AUDITOR_SMTP_URL", address.replace(KEY, password))
    monkeypatch.setenv("AUDITOR_NOTIFY_URLS", "json://127.0.0.1:1/ json://127.0.0.1:2/")
    done = run("doctor", "--json")
    rows = {row["name"]: row for row in json.loads(done.output) if row["network"] == "notify"}
    assert rows["mail server"]["status"] == status
    assert rows["services"]["detail"].startswith("2 addresses; nobody has tried them")
    assert done.exit_code == code
    assert handler.mails == []
    assert KEY not in done.output
    monkeypatch.setenv("AUDITOR_MAIL_TO", "nobody")
    assert "does not hold mail addresses" in run("doctor").output


def test_a_server_that_does_not_encrypt_gets_no_password(
    inbox: tuple[Inbox, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    handler, address = inbox
    monkeypatch.setattr(delivery, "_LOCAL", frozenset())
    values = {
        "AUDITOR_SMTP_URL": address,
        "AUDITOR_MAIL_FROM": "a@studio.example",
        "AUDITOR_MAIL_TO": "b@studio.example",
    }
    done = deliver(delivery_of(values), Summary("x", "y"))
    assert "does not encrypt" in str(done.problems[0])
    assert handler.mails == []


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def shake_hands() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                context.wrap_socket(connection, server_side=True).close()

        thread = threading.Thread(target=shake_hands, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        target = Delivery(MailServer("127.0.0.1", port, True), "a@b.example", ("c@d.example",))
        done = deliver(target, Summary("x", "y"))
        thread.join(10)
    assert "certificate" in str(done.problems[0])


@pytest.mark.parametrize(
    ("answer", "pause", "words"),
    [
        (b"220-" + b"x" * 500 + b"\r\n", 0.0, "cannot be reached, or breaks off"),
        (b"x", 0.0, "refuses the mail|cannot be reached"),
        (b"2", 0.1, "does not come to an end"),
        (b"220 \xff\r\n\x00\r\n", 0.0, "refuses the mail|cannot be reached"),
    ],
    ids=["lines without end", "a line without end", "a byte now and then", "no words"],
)
def test_a_mail_server_without_an_end_is_left(
    answer: bytes, pause: float, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "_LONGEST_SECONDS", 5)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                while True:
                    connection.sendall(answer)
                    time.sleep(pause)

        threading.Thread(target=talk, daemon=True).start()
        port = server.getsockname()[1]
        target = Delivery(MailServer("127.0.0.1", port, False), "a@b.example", ("c@d.example",))
        began = time.monotonic()
        done = deliver(target, Summary("x", "y"))
    assert re.search(words, str(done.problems[0])), done.problems
    assert time.monotonic() - began < 20


def test_a_service_without_an_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_LONGEST_SECONDS", 3)
    with socket.create_server(("127.0.0.1", 0)) as server:

        def talk() -> None:
            connection, _ = server.accept()
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n")
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.1)

        threading.Thread(target=talk, daemon=True).start()
        address = f"json://127.0.0.1:{server.getsockname()[1]}/"
        done = deliver(Delivery(services=(address,)), Summary("x", "y"))
    assert "did not take the message" in str(done.problems[0])


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"AUDITOR_SMTP_URL": f"https://a:{KEY}@mail.example"},
        {"AUDITOR_SMTP_URL": f"smtps://a:{KEY}@"},
        {"AUDITOR_SMTP_URL": f"smtps://a:{KEY}@mail.example:port"},
        {"AUDITOR_SMTP_URL": "smtps://nameonly@mail.example"},
        {"AUDITOR_SMTP_URL": f"smtps://a:{KEY}@mail.example/folder"},
        {"AUDITOR_MAIL_TO": ""},
        {"AUDITOR_MAIL_TO": "nobody"},
        {"AUDITOR_MAIL_FROM": "a@b.example\nBcc: c@d.example"},
        {"AUDITOR_NOTIFY_URLS": f"nowhere://{KEY}@x"},
        {"AUDITOR_NOTIFY_URLS": KEY},
    ],
    ids=str,
)
def test_settings_that_are_wrong_are_told_without_a_key(
    values: dict[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    right = {
        "AUDITOR_SMTP_URL": f"smtps://a:{KEY}@mail.example",
        "AUDITOR_MAIL_FROM": "a@b.example",
        "AUDITOR_MAIL_TO": "a@b.example",
    }
    with pytest.raises(UsageError) as refused:
        delivery_of({**right, **values} if values else {})
    printed = capfd.readouterr()
    assert KEY not in f"{refused.value}{refused.value.advice}{printed.out}{printed.err}"


def test_a_strangers_folder_sends_nothing_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, here = tmp_path / "user", tmp_path / "here"
    for folder in (user, here):
        folder.mkdir()
    (here / ".env").write_text("AUDITOR_MAIL_TO=stranger@evil.example\n")
    (user / ".env").write_text(
        f"AUDITOR_SMTP_URL=smtps://a:{KEY}@mail.example\nAUDITOR_MAIL_FROM=a@b.example\n"
        "AUDITOR_MAIL_TO=anna@b.example\n"
    )
    environ = {"AUDITOR_CONFIG_DIR": str(user)}
    settings = load_settings(environ, here)
    assert settings.delivery["AUDITOR_MAIL_TO"] == "anna@b.example"
    assert any("AUDITOR_MAIL_TO" in str(notice) for notice in settings.notices)
    assert KEY not in repr(settings)
    (user / ".env").unlink()
    assert load_settings(environ, here).delivery == {"AUDITOR_MAIL_TO": "stranger@evil.example"}
