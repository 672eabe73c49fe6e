"""Asking a host politely: pacing, retries with an explained wait, no secret ever shown."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from auditor.messages import Message, msg
from auditor.reasons import Reason
from connectors.base import (
    MALFORMED,
    BudgetError,
    ConnectorError,
    CredentialError,
    PlatformError,
    TransientError,
)
from connectors.ledger import Held, Ledger, dollars
from connectors.pacing import Gate, Stopped, Usage, header, retry_after
from connectors.question import Params, Question, make_question, redirected
from connectors.reply import LATER, Reply, Rules
from connectors.secrecy import scrubbed
from connectors.transport import http_session, inside, is_public, proxies_for

if TYPE_CHECKING:
    import requests

    from connectors.renewal import Renewal

_LONGEST_BODY = 32 * 1024 * 1024
_LONGEST_DOWNLOAD = 120.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHUNK = 64 * 1024
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause that somebody should be told of: how long (seconds), until when (UTC), and why."""

    host: str
    seconds: float
    until: datetime
    why: Message


class Session:
    """One session for all connectors and threads of a run.

    Args:
        ledger: counts the calls.
        on_wait: hears of every pause that a host asks for, in whichever thread waits.
        attempts: how often one GET is tried in all when the failure may pass.
        timeout: seconds to connect, and between two pieces of an answer.
        longest_wait: seconds; a longer wait that a host asks for is cut to this.
        longest_body: bytes that an answer may have.
        clock, sleep: replaced in tests.
        renewal: gets new tokens for those of a login that have ended.
    """

    def __init__(
        self,
        ledger: Ledger | None = None,
        on_wait: Callable[[Wait], None] | None = None,
        attempts: int = 5,
        timeout: tuple[float, float] = (10.0, 30.0),
        longest_wait: float = 960.0,
        longest_body: int = _LONGEST_BODY,
        clock: Callable[[], datetime] | None = None,
        sleep: Callable[[float], None] | None = None,
        renewal: Renewal | None = None,
    ) -> None:
        self.renewal = renewal
        self.ledger = ledger or Ledger()
        self.on_wait = on_wait
        self._attempts = attempts
        self._timeout = timeout
        self._longest_wait = longest_wait
        self._longest_body = longest_body
        self._clock = clock or (lambda: datetime.now(UTC))
        self._sleep = sleep or self._sleep_until_stopped
        self._stopped = threading.Event()
        self._gates: dict[str, Gate] = {}
        self._lock = threading.Lock()
        self._trusted: set[str] = set()
        self._http = http_session()
        self.guard(self._refuse_private)

    def get(
        self,
        rules: Rules,
        url: str,
        params: Params = (),
        headers: Mapping[str, str] | None = None,
        units: int | None = None,
        allow: frozenset[int] = frozenset(),
        money: int = 0,
    ) -> Reply:
        """One GET, which costs at most ``money`` (thousandths of a dollar). Retries what is
        transient, waits as long as the host asks (clamped, and told through ``on_wait``), counts
        the call. Statuses in ``allow`` come back without being classified. Raises CredentialError,
        TransientError, PlatformError."""
        sent = headers or {}
        if self.renewal is not None:
            sent = self.renewal.before(sent)
        mark = self.mark(sent)
        try:
            return self._tried(make_question(rules, url, params, sent, units, money, mark), allow)
        except CredentialError as error:
            again = None
            if self.renewal is not None and error.reason is Reason.NO_CREDENTIAL:
                again = self.renewal.after(sent)
            if again is None:
                raise
        return self._tried(make_question(rules, url, params, again, units, money, mark), allow)

    def mark(self, headers: Mapping[str, str]) -> str | None:
        """What stands for a login in the accounts of quota and money, whatever its token is now."""
        return None if self.renewal is None else self.renewal.mark(headers)

    def _tried(self, question: Question, allow: frozenset[int]) -> Reply:
        """Ask until it is answered, or as often as this session tries."""
        for attempt in range(1, self._attempts):
            try:
                return self._follow(question, allow)
            except TransientError as error:
                if not error.retry:
                    raise
                if not self._gate(question).is_closed(question.allowance, self._clock()):
                    self._pause(attempt)
        return self._follow(question, allow)

    def _pause(self, attempt: int) -> None:
        """Before another try: twice as long each time, and never all threads at once."""
        longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** (attempt - 1))
        try:
            self._sleep(longest * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
        except Stopped:
            raise stopped() from None

    def guard(self, check: Callable[[str, str], None]) -> None:
        """From now on, give the host and the number of every new connection to ``check``, before
        anything is asked over it; what it raises ends the call."""
        from connectors.guarded import guarded

        for scheme in ("https://", "http://"):
            self._http.mount(scheme, guarded(check))

    def trust(self, host: str) -> None:
        """A host that whoever runs this program has named, wherever it stands: a gateway of the
        settings, a site on this machine."""
        self._trusted.add(host.lower())

    def _refuse_private(self, host: str, number: str) -> None:
        """No address that a stranger names leads into a private network."""
        if not is_public(number) and host.lower() not in self._trusted:
            raise inside(host)

    def stop(self) -> None:
        """End every wait at once; further calls fail as stopped."""
        self._stopped.set()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _follow(self, question: Question, allow: frozenset[int]) -> Reply:
        """Ask, and follow redirects that stay safe."""
        for _ in range(_MOST_REDIRECTS):
            reply = self._ask(question)
            target = header(reply.headers, "location")
            if reply.status in _REDIRECTS and reply.status not in allow and target:
                question = redirected(question, target)
                continue
            return self._judged(question, reply, allow)
        raise PlatformError(
            msg("{host} sends from one address to the next without end.", host=question.host),
            LATER,
        )

    def _ask(self, question: Question) -> Reply:
        gate, network, allowance = (
            self._gate(question), question.rules.platform, question.allowance
        )  # fmt: skip
        try:
            gate.enter(allowance, self._clock, self._sleep, lambda left, until: self._tell(
                question.host, left, until))  # fmt: skip
        except Stopped:
            raise stopped() from None
        try:
            if self._stopped.is_set():
                raise stopped()
            self._reserve(question)
            held = self._hold(question)
            self.ledger.count(network, question.units)
            reply = self._send(question)
            if held is not None:
                self.ledger.settle(held, _cost(question.rules, reply))
            self._learn(gate, question, reply)
        finally:
            gate.leave(allowance)
        return reply

    def _reserve(self, question: Question) -> None:
        """Nothing is sent that the day's quota does not hold."""
        rules = question.rules
        if rules.quota is None or rules.used_up is None:
            return
        if not self.ledger.allows(rules.platform, question.units, rules.quota, question.bucket,
                                  self._clock()):  # fmt: skip
            raise rules.used_up()

    def _hold(self, question: Question) -> Held | None:
        """Nothing is sent that the run's budget does not hold."""
        if question.money == 0:
            return None
        held = self.ledger.reserve(
            question.rules.platform, question.bucket, question.money, self._clock()
        )
        if held is None:
            raise over_budget(self.ledger)
        return held

    def _send(self, question: Question) -> Reply:
        import requests
        import urllib3

        failure: ConnectorError
        try:
            with self._http.get(
                question.url, headers=dict(question.headers), timeout=self._timeout,
                allow_redirects=False, stream=True, proxies=proxies_for(question.url),
            ) as answer:  # fmt: skip
                body = self._body(answer, question.host)
                return Reply(answer.status_code, answer.headers, body, question.shown)
        except requests.exceptions.SSLError:
            failure = PlatformError(
                msg("The certificate of {host} is not valid.", host=question.host), LATER
            )
        except (requests.exceptions.Timeout, urllib3.exceptions.ReadTimeoutError):
            failure = _silent(question.host)
        except (urllib3.exceptions.ProtocolError, urllib3.exceptions.DecodeError,
                requests.exceptions.ChunkedEncodingError):  # fmt: skip
            failure = TransientError(
                msg("The answer of {host} breaks off before its end.", host=question.host),
                LATER,
            )
            failure.reason = Reason.UNREADABLE
        except (requests.exceptions.RequestException, UnicodeError):
            failure = TransientError(
                msg("{host} cannot be reached.", host=question.host),
                msg("Check the connection and the address, then try again."),
            )
        # raised outside the handler: the library's errors carry the whole address, keys included
        raise failure

    def _body(self, answer: requests.Response, host: str) -> bytes:
        deadline = time.monotonic() + _LONGEST_DOWNLOAD
        pieces: list[bytes] = []
        length = 0
        # what has come so far, and not a whole piece: a body that drips is then ended in time
        while piece := answer.raw.read1(_CHUNK, decode_content=True):
            pieces.append(piece)
            length += len(piece)
            if length > self._longest_body:
                raise PlatformError(
                    msg("The answer of {host} is too long to be what was asked.", host=host),
                    LATER,
                )
            if time.monotonic() > deadline:
                raise _silent(host)
        return b"".join(pieces)

    def _judged(self, question: Question, reply: Reply, allow: frozenset[int]) -> Reply:
        if reply.status in allow:
            return reply
        error = question.rules.classify(reply)
        if error is None:
            return reply
        error = scrubbed(error, question.secrets)
        if isinstance(error, TransientError) and error.retry:
            wait = error.wait
            if wait is None:
                wait = retry_after(reply.headers, self._clock())
            if wait:
                self._close(question, min(wait, self._longest_wait))
        raise error

    def _close(self, question: Question, seconds: float) -> None:
        """Ask nothing more for a while: of the host, or of the bucket that is used up."""
        gate, now = self._gate(question), self._clock()
        if question.rules.bucket is None:
            gate.close_for(seconds, now)
        else:
            gate.learn(question.allowance, Usage(0, now + timedelta(seconds=seconds)), now)

    def _learn(self, gate: Gate, question: Question, reply: Reply) -> None:
        now, rules = self._clock(), question.rules
        try:
            usage = rules.usage(reply.headers, now) if rules.usage else None
        except MALFORMED:
            usage = None  # what a header says oddly costs no answer
        if usage is not None:
            until = min(usage.until, now + timedelta(seconds=self._longest_wait))
            gate.learn(question.allowance, Usage(usage.remaining, until), now)
        pause = rules.between(urlsplit(question.url).path) if rules.between else 0.0
        if pause:
            gate.learn(question.allowance, Usage(0, now + timedelta(seconds=pause)), now)

    def _gate(self, question: Question) -> Gate:
        with self._lock:
            if question.host not in self._gates:
                self._gates[question.host] = Gate(question.rules.in_flight)
            return self._gates[question.host]

    def _tell(self, host: str, seconds: float, until: datetime) -> None:
        if self.on_wait is not None:
            why = msg("{host} asks to wait before the next call.", host=host)
            self.on_wait(Wait(host, seconds, until, why))

    def _sleep_until_stopped(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise Stopped


def stopped() -> ConnectorError:
    """The error of a call that somebody's wish to stop prevents."""
    return ConnectorError(
        msg("The reading was stopped."),
        msg("Run the same command again: it goes on where it stopped."),
        Reason.NOT_FETCHED,
    )


def over_budget(ledger: Ledger) -> BudgetError:
    """The error of a call that the budget does not hold."""
    return BudgetError(
        msg("The limit of ${limit} does not hold the next call; ${spent} are spent.",
            limit=dollars(ledger.budget or 0), spent=dollars(ledger.money())),
        msg("What was read is kept. The same command with a higher --max-spend goes on from here."),
        retry=False,
    )  # fmt: skip


def _cost(rules: Rules, reply: Reply) -> int:
    """What an answer costs; failed calls are free."""
    return 0 if rules.price is None or reply.status >= 300 else rules.price(reply)


def _silent(host: str) -> TransientError:
    return TransientError(
        msg("{host} does not answer in time.", host=host),
        msg("Check the connection and the address, then try again."),
    )
