"""What came of a week's work, sent to whoever did it: by mail, or to services that apprise knows.

Nothing leaves this computer unless somebody asks for it and has said where to.
"""

from __future__ import annotations

import io
import logging
import re
import smtplib
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import unquote, urlsplit

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg

Result = TypeVar("Result")
# What most mail servers take, less what their encoding adds [D].
_MOST_BYTES = 15_000_000
_TIMEOUT = 60
# For all that one mail or message takes, however slowly a server talks, and all that it may say.
_LONGEST_SECONDS, _MOST_ANSWERED = 300, 1_000_000
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+")
_PORTS = {"smtps": 465, "smtp": 587}
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class MailServer:
    """A mail server; ``user`` is empty where it asks for no name.

    Args:
        host: its name.
        port: its port.
        from_the_start: encrypted from the first byte; else by STARTTLS, which is asked for always
            but on this computer itself.
        user: the name to log in with.
        password: its password.
    """

    host: str
    port: int
    from_the_start: bool
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Delivery:
    """Where a summary goes. ``services`` are apprise's addresses, which hold keys."""

    server: MailServer | None = None
    sender: str = ""
    recipients: tuple[str, ...] = ()
    services: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Summary:
    """What is sent: a subject, a text, and the files that go with a mail, by the names they get."""

    subject: str
    text: str
    files: Mapping[str, Path] = field(default_factory=dict)


class _Service(Protocol):
    def notify(self, *, title: str, body: str) -> bool: ...


@dataclass(frozen=True)
class Delivered:
    """What was sent where, and what could not be sent, in words without a key."""

    sent: tuple[Message, ...] = ()
    problems: tuple[Message, ...] = ()


def delivery_of(values: Mapping[str, str]) -> Delivery:
    """Where a summary goes, by the settings.

    Args:
        values: the settings ``AUDITOR_SMTP_URL``, ``AUDITOR_MAIL_FROM``, ``AUDITOR_MAIL_TO`` and
            ``AUDITOR_NOTIFY_URLS`` that are set.

    Raises:
        UsageError: nothing is set, an address is none, or apprise is not installed.
    """
    services = tuple((values.get("AUDITOR_NOTIFY_URLS") or "").split())
    address = values.get("AUDITOR_SMTP_URL") or ""
    if not address and not services:
        raise UsageError(
            msg("Nothing says where to send what came of the week."),
            msg(
                "Set AUDITOR_SMTP_URL, AUDITOR_MAIL_FROM and AUDITOR_MAIL_TO, or "
                "AUDITOR_NOTIFY_URLS; config.example.env shows how."
            ),
        )
    if services:
        _services(services)
    if not address:
        return Delivery(services=services)
    sender = _mail_address("AUDITOR_MAIL_FROM", values)
    listed = re.split(r"[\s,;]+", values.get("AUDITOR_MAIL_TO") or "")
    recipients = [name for name in listed if name]
    if not recipients or not all(map(_ADDRESS.fullmatch, recipients)):
        raise UsageError(
            msg("{name} does not hold mail addresses.", name="AUDITOR_MAIL_TO"),
            msg("Write one or more, with commas between, such as anna@example.com."),
        )
    return Delivery(_server(address), sender, tuple(dict.fromkeys(recipients)), services)


def try_server(server: MailServer) -> Message | None:
    """Whether a mail server lets itself be reached and logged in to; nothing is sent.

    Returns:
        Why not; ``None`` where it does.
    """

    def greet() -> Message | bool:
        try:
            with _connection(server) as connection:
                connection.noop()
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            return _reason(error, server.host)
        return True

    answer = _within_time(greet)
    if answer is None:
        return msg("The mail server {host} does not come to an end.", host=server.host)
    return answer if isinstance(answer, Message) else None


def deliver(delivery: Delivery, summary: Summary) -> Delivered:
    """Send a summary to every place; what fails in one costs only that one.

    Args:
        delivery: where to.
        summary: what.
    """
    sent: list[Message] = []
    problems: list[Message] = []
    if delivery.server is not None:
        problem = _send_mail(delivery.server, delivery.sender, delivery.recipients, summary)
        if problem is None:
            names = ", ".join(delivery.recipients)
            sent.append(msg("Sent to {names} by {host}.", names=names, host=delivery.server.host))
        else:
            problems.append(problem)
    for number, service in enumerate(_services(delivery.services), start=1):
        title, body = summary.subject, summary.text
        if _within_time(partial(service.notify, title=title, body=body)):
            sent.append(msg("Sent to service {n} of AUDITOR_NOTIFY_URLS.", n=number))
        else:
            problems.append(
                msg(
                    "Service {n} of AUDITOR_NOTIFY_URLS did not take the message: its address may "
                    "have changed, or it cannot be reached.",
                    n=number,
                )
            )
    return Delivered(tuple(sent), tuple(problems))


def _mail_address(name: str, values: Mapping[str, str]) -> str:
    address = (values.get(name) or "").strip()
    if not _ADDRESS.fullmatch(address):
        raise UsageError(
            msg("{name} does not hold a mail address.", name=name),
            msg("Write one, such as anna@example.com."),
        )
    return address


def _server(address: str) -> MailServer:
    """The mail server of ``smtps://name:password@host:465``."""
    advice = msg("Write smtps://NAME:PASSWORD@HOST, or smtp://… for a server with STARTTLS.")
    wrong = UsageError(msg("AUDITOR_SMTP_URL is not the address of a mail server."), advice)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    except ValueError:
        raise wrong from None
    if parts.scheme not in _PORTS or not host or parts.path.strip("/"):
        raise wrong
    if bool(user) != bool(password):
        raise wrong
    return MailServer(host, port or _PORTS[parts.scheme], parts.scheme == "smtps", user, password)


def _mail(sender: str, recipients: Sequence[str], summary: Summary) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(summary.subject.split())
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(summary.text)
    room = _MOST_BYTES
    for name, path in summary.files.items():
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if len(content) <= room:
            room -= len(content)
            message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message


def _send_mail(
    server: MailServer, sender: str, recipients: Sequence[str], summary: Summary
) -> Message | None:
    """Send a mail; why it could not be sent, else ``None``."""
    message = _mail(sender, recipients, summary)

    def send() -> Mapping[str, object] | Message:
        try:
            with _connection(server) as connection:
                return connection.send_message(message, sender, recipients)
        except (OSError, smtplib.SMTPException, UnicodeError) as error:
            return _reason(error, server.host)

    refused = _within_time(send)
    if refused is None:
        return msg("The mail server {host} does not come to an end.", host=server.host)
    if isinstance(refused, Message):
        return refused
    if not refused:
        return None
    return msg(
        "The mail server {host} did not take these recipients: {names}.",
        host=server.host,
        names=", ".join(sorted(refused)),
    )


def _within_time(work: Callable[[], Result]) -> Result | None:
    """What some work gives, or ``None`` where it fails or takes longer than anything may: a timeout
    of a connection begins anew with each byte."""
    results: list[Result] = []

    def run() -> None:
        with suppress(Exception):
            results.append(work())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(_LONGEST_SECONDS)
    return results[0] if results else None


class _Answers(io.BufferedReader):
    """What a mail server says, up to a bound: an answer of several lines has no end of its own."""

    said = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        self.said += len(line)
        if self.said > _MOST_ANSWERED:
            raise smtplib.SMTPServerDisconnected("it does not stop talking")
        return line


class _Bounded(smtplib.SMTP):
    """A connection that reads no answer without end."""

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock is not None:
            self.file = _Answers(self.sock.makefile("rb", buffering=0))
        return super().getreply()


class _BoundedSsl(_Bounded, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _connection(server: MailServer) -> smtplib.SMTP:
    """A connection that is encrypted and logged in; in the clear only on this computer."""
    context = ssl.create_default_context()
    if server.from_the_start:
        connection: smtplib.SMTP = _BoundedSsl(
            server.host, server.port, timeout=_TIMEOUT, context=context
        )
    else:
        connection = _Bounded(server.host, server.port, timeout=_TIMEOUT)
    try:
        if not server.from_the_start and server.host not in _LOCAL:
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _reason(error: Exception, host: str) -> Message:
    """Why a mail server did not take a mail, without a word of what was sent to it."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return msg("The mail server {host} refuses the name or the password.", host=host)
    if isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPSenderRefused):
        return msg("The mail server {host} refuses the sender or all recipients.", host=host)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return msg(
            "The mail server {host} does not encrypt: nothing was sent in the clear.", host=host
        )
    if isinstance(error, smtplib.SMTPResponseException):
        code = error.smtp_code
        return msg("The mail server {host} refuses the mail ({code}).", host=host, code=code)
    if isinstance(error, ssl.SSLError):
        return msg("The certificate of the mail server {host} is not valid.", host=host)
    return msg("The mail server {host} cannot be reached, or breaks off.", host=host)


def _services(addresses: Sequence[str]) -> list[_Service]:
    """Apprise's services of these addresses, each by itself."""
    if not addresses:
        return []
    try:
        import apprise
    except ImportError:
        raise UsageError(
            msg("AUDITOR_NOTIFY_URLS needs a package that is not installed."),
            msg("Install it: pip install 'social-account-auditor[notify]'"),
        ) from None
    # It would write an address that it cannot read, key and all.
    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
    services: list[_Service] = []
    for number, address in enumerate(addresses, start=1):
        service = apprise.Apprise.instantiate(address)
        if service is None:
            raise UsageError(
                msg("Service {n} of AUDITOR_NOTIFY_URLS is none that is known.", n=number),
                msg("How they are written: https://github.com/caronc/apprise/wiki"),
            )
        services.append(service)
    return services
