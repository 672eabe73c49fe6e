"""Asking a host politely: pacing, retries with an explained wait, no secret ever shown."""

from __future__ import annotations

import math
import random
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import (
    MALFORMED,
    ConnectorError,
    CredentialError,
    PlatformError,
    TransientError,
)
from connectors.http.rate_limit import Gate, Stopped, Usage, Wait, header, retry_after, told_time
from connectors.http.redaction import scrubbed
from connectors.http.renewal import Renewal
from connectors.http.request import ApiRequest, Body, Params, make_request, redirected
from connectors.http.response import LATER, ApiResponse, ApiRules
from connectors.http.session_errors import (
    failure_of,
    other_clock,
    over_budget,
    refuse_strange_keys,
    stopped,
)
from connectors.http.transport import (
    goes_through_proxy,
    http_session,
    is_inside_by_name,
    is_public,
    private_host_error,
    proxies_for,
)
from connectors.http.usage import Ledger, Reservation

if TYPE_CHECKING:
    import requests


_AGES = 10 * 365 * 86_400.0
_LONGEST_BODY = 32 * 1024 * 1024
_LONGEST_ANSWER = 120.0  # seconds, from the first byte sent to the last one read
_CLOCKS_APART = timedelta(days=2)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHUNK = 64 * 1024
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 5.0


class Session:
    """One session for all connectors and threads of a run.

    Args:
        ledger: counts the calls.
        on_wait: hears of every pause that a host asks for, in whichever thread waits.
        attempts: how often one GET is tried in all when the failure may pass.
        timeout: seconds to connect, and between two pieces of an answer.
        longest_wait: seconds; a longer wait that a host asks for is cut to this, and no call waits
            longer than this in all.
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
        self._shut: dict[tuple[str, str], tuple[datetime, TransientError]] = {}
        self._http = http_session()
        self.guard(self._refuse_private)

    def get(
        self,
        rules: ApiRules,
        url: str,
        params: Params = (),
        headers: Mapping[str, str] | None = None,
        units: int | None = None,
        allow: frozenset[int] = frozenset(),
        money: int = 0,
        body: Body | None = None,
    ) -> ApiResponse:
        """One GET, or a POST that only asks. Retries what is transient, waits as long as the host
        asks (clamped, and told through ``on_wait``), counts the call. Raises CredentialError,
        TransientError, PlatformError.

        Args:
            rules: how the network is asked, and how its errors are judged.
            url: the address, without query.
            params: the query.
            headers: headers of the request.
            units: units of its quota that the call costs.
            allow: statuses above 399 that are answers.
            money: thousandths of a US dollar that the call costs at most.
            body: what is asked, for a network that wants to be asked by POST with JSON.
        """
        sent = headers or {}
        refuse_strange_keys(sent, url)
        if self.renewal is not None:
            sent = self.renewal.before(sent)
        more = (units, money, self.mark(sent), body)
        try:
            return self._tried(make_request(rules, url, params, sent, *more), allow)
        except CredentialError as error:
            again = None
            if self.renewal is not None and error.reason is Reason.NO_CREDENTIAL:
                again = self.renewal.after(sent)
            if again is None:
                raise
        return self._tried(make_request(rules, url, params, again, *more), allow)

    def mark(self, headers: Mapping[str, str]) -> str | None:
        """What stands for a login in the accounts of quota and money, whatever its token is now."""
        return None if self.renewal is None else self.renewal.mark(headers)

    def _tried(self, request: ApiRequest, allow: frozenset[int]) -> ApiResponse:
        """Ask until it is answered, or as often and as long as this session tries."""
        waited = 0.0
        for attempt in range(1, self._attempts):
            try:
                return self._follow(request, allow)
            except TransientError as error:
                if not error.retry:
                    raise
                waited += min(error.wait or 0.0, self._longest_wait)
                if waited > self._longest_wait:
                    raise self._shut_out(request, error) from None
                if not self._gate(request).is_closed(request.allowance, self._clock()):
                    self._pause(attempt)
        return self._follow(request, allow)

    def _shut_out(self, request: ApiRequest, refusal: TransientError) -> TransientError:
        """The error for a host that asks for longer pauses than a reading makes: what else would
        be asked of it until then fails with the same words, and at once."""
        seconds = min(refusal.wait or 0.0, _AGES)
        error = TransientError(
            msg(
                "{host} asks for a pause of {minutes} minutes, longer than a reading waits.",
                host=request.host,
                minutes=math.ceil(seconds / 60),
            ),
            msg("What was read is kept: give the same command again after that."),
            wait=refusal.wait,
            retry=False,
            throttled=True,
        )
        error.reason = refusal.reason
        with self._lock:
            self._shut[request.host, request.allowance] = (
                self._clock() + timedelta(seconds=seconds),
                error,
            )
        return error

    def _refuse_shut(self, request: ApiRequest) -> None:
        with self._lock:
            until, error = self._shut.get((request.host, request.allowance), (None, None))
        if until is not None and error is not None and self._clock() < until:
            raise error

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
        from connectors.http.connect_guard import guarded

        for scheme in ("https://", "http://"):
            self._http.mount(scheme, guarded(check, lambda: _LONGEST_ANSWER))

    def trust(self, host: str) -> None:
        """A host that whoever runs this program has named, wherever it stands: a gateway of the
        settings, a site on this machine."""
        self._trusted.add(host.lower())

    def _refuse_private(self, host: str, number: str) -> None:
        """No address that a stranger names leads into a private network."""
        if not is_public(number) and host.lower() not in self._trusted:
            raise private_host_error(host)

    def stop(self) -> None:
        """End every wait at once; further calls fail as stopped."""
        self._stopped.set()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _follow(self, request: ApiRequest, allow: frozenset[int]) -> ApiResponse:
        """Ask, and follow redirects that stay safe."""
        for _ in range(_MOST_REDIRECTS):
            response = self._ask(request)
            target = header(response.headers, "location")
            if response.status in _REDIRECTS and response.status not in allow and target:
                request = redirected(request, target)
                continue
            return self._judged(request, response, allow)
        raise PlatformError(
            msg("{host} sends from one address to the next without end.", host=request.host),
            LATER,
        )

    def _ask(self, request: ApiRequest) -> ApiResponse:
        gate, network, allowance = (
            self._gate(request),
            request.rules.platform,
            request.allowance,
        )
        self._refuse_shut(request)
        try:
            gate.enter(
                allowance,
                self._clock,
                self._sleep,
                lambda left, until: self._tell(request.host, left, until),
            )
        except Stopped:
            raise stopped() from None
        try:
            if self._stopped.is_set():
                raise stopped()
            self._reserve(request)
            held = self._hold(request)
            self.ledger.count(network, request.units)
            try:
                response = self._send(request)
            except ConnectorError as error:
                if held is not None and not error.arrived:
                    self.ledger.settle(held, 0)
                raise
            if held is not None:
                self.ledger.settle(held, _cost(request.rules, response))
            self._check_clock(request, response)
            self._learn(gate, request, response)
        finally:
            gate.leave(allowance)
        return response

    def _check_clock(self, request: ApiRequest, response: ApiResponse) -> None:
        """A reading by a clock that is wrong would be wrong for ever: the host's clock is asked."""
        if not request.rules.keeps_time:
            return
        there, here = told_time(response.headers), self._clock()
        if there is not None and abs(there - here) > _CLOCKS_APART:
            raise other_clock(request.host, there, here)

    def _reserve(self, request: ApiRequest) -> None:
        """Nothing is sent that the day's quota does not hold."""
        rules = request.rules
        if rules.quota is None or rules.used_up is None:
            return
        if not self.ledger.allows(
            rules.platform, request.units, rules.quota, request.bucket, self._clock()
        ):
            raise rules.used_up()

    def _hold(self, request: ApiRequest) -> Reservation | None:
        """Nothing is sent that the run's budget does not hold."""
        if request.money == 0:
            return None
        held = self.ledger.reserve(
            request.rules.platform, request.bucket, request.money, self._clock()
        )
        if held is None:
            raise over_budget(self.ledger)
        return held

    def _send(self, request: ApiRequest) -> ApiResponse:
        host = urlsplit(request.url).hostname or ""
        behind = goes_through_proxy(request.url) and is_inside_by_name(host)
        if behind and host.lower() not in self._trusted:
            raise private_host_error(host)
        try:
            with self._http.request(
                request.method,
                request.url,
                json=request.body,
                headers=dict(request.headers),
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
                proxies=proxies_for(request.url),
            ) as answer:
                body = self._body(answer, request.host)
                return ApiResponse(answer.status_code, answer.headers, body, request.shown)
        except ConnectorError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a library raises over an odd answer
            failure = failure_of(error, request.host)
        # raised outside the handler: the library's errors carry the whole address, keys included
        raise failure

    def _body(self, answer: requests.Response, host: str) -> bytes:
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
        return b"".join(pieces)

    def _judged(
        self, request: ApiRequest, response: ApiResponse, allow: frozenset[int]
    ) -> ApiResponse:
        if response.status in allow:
            return response
        error = request.rules.classify(response)
        if error is None:
            return response
        error = scrubbed(error, request.secrets)
        if isinstance(error, TransientError) and error.retry:
            wait = error.wait
            if wait is None:
                wait = retry_after(response.headers, self._clock())
            error.wait = wait
            if wait:
                self._close(request, min(wait, self._longest_wait))
        raise error

    def _close(self, request: ApiRequest, seconds: float) -> None:
        """Ask nothing more for a while: of the host, or of the bucket that is used up."""
        gate, now = self._gate(request), self._clock()
        if request.rules.bucket is None:
            gate.close_for(seconds, now)
        else:
            gate.learn(request.allowance, Usage(0, now + timedelta(seconds=seconds)), now)

    def _learn(self, gate: Gate, request: ApiRequest, response: ApiResponse) -> None:
        now, rules = self._clock(), request.rules
        try:
            usage = rules.usage(response.headers, now) if rules.usage else None
        except MALFORMED:
            usage = None  # what a header says oddly costs no answer
        if usage is not None:
            until = min(usage.until, now + timedelta(seconds=self._longest_wait))
            gate.learn(request.allowance, Usage(usage.remaining, until), now)
        pause = rules.between(urlsplit(request.url).path) if rules.between else 0.0
        if pause:
            gate.learn(request.allowance, Usage(0, now + timedelta(seconds=pause)), now)

    def _gate(self, request: ApiRequest) -> Gate:
        with self._lock:
            if request.host not in self._gates:
                self._gates[request.host] = Gate(request.rules.in_flight)
            return self._gates[request.host]

    def _tell(self, host: str, seconds: float, until: datetime) -> None:
        if self.on_wait is not None:
            why = msg("{host} asks to wait before the next call.", host=host)
            self.on_wait(Wait(host, seconds, until, why))

    def _sleep_until_stopped(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise Stopped


def _cost(rules: ApiRules, response: ApiResponse) -> int:
    """What an answer costs; failed calls are free."""
    return 0 if rules.price is None or response.status >= 300 else rules.price(response)
