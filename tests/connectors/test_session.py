"""The session: retries, waits that are explained, redirects, and no secret ever shown."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
import requests
import responses
from responses.matchers import header_matcher, query_param_matcher

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.rate_limit import Gate, Stopped, Usage, Wait, rate_limit_usage
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.session import Session
from connectors.http.status_errors import refused, too_busy
from connectors.http.transport import user_agent

URL = "https://api.example/v1/things"
SECRET = "s3cr3t-k3y-of-the-firm"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def classify(reply: ApiResponse) -> ConnectorError | None:
    if reply.status < 400:
        return None
    if reply.status == 401:
        return CredentialError(msg("The key {what} has expired.", what=reply.text()))
    return too_busy(reply) or refused(reply)


RULES = ApiRules("example", classify, rate_limit_usage)


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = NOW
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def waits() -> list[Wait]:
    return []


@pytest.fixture
def patient(clock: Clock, waits: list[Wait]) -> Session:
    return Session(on_wait=waits.append, clock=clock, sleep=clock.sleep)


@responses.activate
def test_a_call_names_the_tool_and_its_version_and_is_counted(session: Session) -> None:
    responses.get(
        URL,
        json={"a": 1},
        match=[
            header_matcher({"User-Agent": user_agent()}),
            query_param_matcher({"limit": "40"}, strict_match=True),
        ],
    )
    reply = session.get(RULES, URL, [("limit", 40)], units=3)
    assert reply.json() == {"a": 1}
    assert "social-account-auditor/" in user_agent()
    assert (session.ledger.calls("example"), session.ledger.units("example")) == (1, 3)


@responses.activate
def test_a_throttled_answer_is_waited_for_and_explained(
    patient: Session, clock: Clock, waits: list[Wait]
) -> None:
    responses.get(URL, status=429, headers={"Retry-After": "30"})
    responses.get(URL, json=[])
    assert patient.get(RULES, URL).json() == []
    assert clock.slept == [30.0]
    (wait,) = waits
    assert (wait.host, wait.seconds, wait.until) == (
        "api.example",
        30.0,
        NOW + timedelta(seconds=30),
    )
    assert str(wait.why) == "api.example asks to wait before the next call."


@responses.activate
def test_retry_after_may_be_a_date(patient: Session, clock: Clock) -> None:
    date = format_datetime(NOW + timedelta(minutes=2), usegmt=True)
    responses.get(URL, status=503, headers={"Retry-After": date})
    responses.get(URL, json=[])
    patient.get(RULES, URL)
    assert clock.slept == [120.0]


@responses.activate
def test_a_wait_of_days_is_cut(patient: Session, clock: Clock) -> None:
    responses.get(URL, status=429, headers={"Retry-After": "999999"})
    responses.get(URL, json=[])
    patient.get(RULES, URL)
    assert clock.slept == [960.0]


@pytest.mark.parametrize(
    ("asked", "slept"),
    [("31536000", [960.0]), ("960", [960.0]), ("400", [400.0, 400.0]), ("1e300", [])],
)
@responses.activate
def test_no_call_waits_longer_than_a_reading_may(
    patient: Session, clock: Clock, asked: str, slept: list[float]
) -> None:
    responses.get(URL, status=429, headers={"Retry-After": asked})
    with pytest.raises(TransientError) as caught:
        patient.get(RULES, URL)
    if slept:
        assert "longer than a reading waits" in str(caught.value)
        assert [value for value in clock.slept if value > 60] == slept
        # others of that host are not kept waiting for the same refusal
        before = len(responses.calls)
        with pytest.raises(TransientError, match="longer than a reading waits"):
            patient.get(RULES, f"{URL}/other")
        assert len(responses.calls) == before
        clock.now += timedelta(seconds=float(asked) + 1)
        with pytest.raises(TransientError):
            patient.get(RULES, URL)
        assert len(responses.calls) > before


@pytest.mark.parametrize(
    ("name", "reset"),
    [
        ("RateLimit", "45"),
        ("X-RateLimit", str(int(NOW.timestamp()) + 45)),
        ("X-RateLimit", "2026-11-20T12:00:45.000000Z"),
    ],
)
@responses.activate
def test_a_spent_allowance_pauses_the_next_call_until_its_reset(
    patient: Session, clock: Clock, name: str, reset: str
) -> None:
    spent = {f"{name}-Limit": "300", f"{name}-Remaining": "0", f"{name}-Reset": reset}
    responses.get(URL, json=[], headers=spent)
    responses.get(URL, json=[])
    patient.get(RULES, URL)
    assert clock.slept == []
    patient.get(RULES, URL)
    assert clock.slept == [46.0]  # whole seconds are cut off


def test_calls_on_their_way_count_as_spent() -> None:
    gate = Gate(8)
    gate.learn("n", Usage(2, NOW + timedelta(seconds=60)), NOW)
    sentences: list[float] = []

    def never(seconds: float) -> None:
        raise Stopped

    def enter() -> None:
        gate.enter("n", lambda: NOW, never, lambda seconds, until: sentences.append(seconds))

    enter()
    enter()
    with pytest.raises(Stopped):
        enter()  # two are left and two are on their way: it waits for an answer
    assert sentences == []
    gate.learn("n", Usage(1, NOW + timedelta(seconds=60)), NOW)
    gate.leave("n")
    gate.learn("n", Usage(0, NOW + timedelta(seconds=60)), NOW)
    gate.leave("n")
    with pytest.raises(Stopped):
        enter()  # none is left and none on its way: it waits for the new count
    assert sentences == [60.0]
    gate.enter("other", lambda: NOW, never, lambda seconds, until: None)


@responses.activate
def test_a_failure_that_may_pass_is_tried_three_times_here_and_no_more(session: Session) -> None:
    responses.get(URL, status=500)
    with pytest.raises(TransientError, match="out of order"):
        session.get(RULES, URL)
    assert session.ledger.calls() == 3


@pytest.mark.parametrize("status", [401, 403, 404])
@responses.activate
def test_a_final_answer_is_never_asked_again(session: Session, status: int) -> None:
    responses.get(URL, status=status)
    with pytest.raises(ConnectorError):
        session.get(RULES, URL)
    assert session.ledger.calls() == 1


@responses.activate
def test_a_spent_quota_is_never_asked_again(session: Session) -> None:
    spent = ApiRules(
        "example", lambda reply: TransientError(msg("The quota is spent."), retry=False)
    )
    responses.get(URL, json={})
    with pytest.raises(TransientError):
        session.get(spent, URL)
    assert session.ledger.calls() == 1


@responses.activate
def test_an_allowed_status_comes_back_unjudged(session: Session) -> None:
    responses.get(URL, status=404, json={})
    assert session.get(RULES, URL, allow=frozenset({404})).status == 404


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<!doctype html><p>Just a moment", "api.example sent a web page instead of data."),
        ('{"feed": [{"post": "cut of', "The answer of api.example breaks off before its end."),
        ('{"feed": [', "The answer of api.example breaks off before its end."),
        ("", "api.example sent an empty answer."),
        ("{'feed': []}", "api.example sent an answer that is no valid JSON."),
    ],
)
@responses.activate
def test_what_is_not_json_is_told_in_one_line(session: Session, body: str, words: str) -> None:
    responses.get(URL, body=body)
    reply = session.get(RULES, URL)
    with pytest.raises(PlatformError) as caught:
        reply.json()
    assert str(caught.value) == words
    assert caught.value.reason is Reason.UNREADABLE
    assert caught.value.__context__ is None


@responses.activate
def test_an_endless_answer_is_refused(clock: Clock) -> None:
    responses.get(URL, body=b"x" * 2_000)
    with pytest.raises(PlatformError, match="too long"):
        Session(longest_body=1_000).get(RULES, URL)


@pytest.mark.parametrize(
    "url", ["http://api.example/v1", "ftp://api.example", "https://u:p@x.example"]
)
def test_only_https_is_asked(session: Session, url: str) -> None:
    with pytest.raises(PlatformError):
        session.get(RULES, url)
    assert session.ledger.calls() == 0


@responses.activate
def test_this_machine_may_be_asked_without_https(session: Session) -> None:
    responses.get("http://127.0.0.1:2584/xrpc/x", json={})
    assert session.get(RULES, "http://127.0.0.1:2584/xrpc/x").status == 200


@responses.activate
def test_a_redirect_to_another_host_is_not_followed_with_a_secret(session: Session) -> None:
    responses.get(URL, status=302, headers={"Location": "https://elsewhere.example/steal"})
    with pytest.raises(PlatformError, match=r"sends on to elsewhere\.example"):
        session.get(RULES, URL, headers={"Authorization": f"Bearer {SECRET}"})
    assert len(responses.calls) == 1


@responses.activate
def test_a_redirect_without_a_secret_is_followed_over_https(session: Session) -> None:
    responses.get(URL, status=301, headers={"Location": "https://www.api.example/v1/things"})
    responses.get("https://www.api.example/v1/things", json={"moved": True})
    assert session.get(RULES, URL).json() == {"moved": True}


@pytest.mark.parametrize("target", ["http://api.example/open", "https://127.0.0.1/inside"])
@responses.activate
def test_a_redirect_into_the_open_or_into_this_machine_is_refused(
    session: Session, target: str
) -> None:
    responses.get(URL, status=302, headers={"Location": target})
    with pytest.raises(PlatformError):
        session.get(RULES, URL)


@responses.activate
def test_redirects_in_a_circle_end(session: Session) -> None:
    responses.get(URL, status=302, headers={"Location": URL})
    with pytest.raises(PlatformError, match="without end"):
        session.get(RULES, URL)


def everything_told(error: BaseException) -> str:
    """What a person or a log could see of an error, its causes included."""
    sentences, current = [], error
    while current is not None:
        sentences += [repr(current), str(current), str(vars(current))]
        current = current.__cause__ or current.__context__
    return "\n".join(sentences) + "".join(traceback.format_exception(error))


@pytest.mark.parametrize(
    "failure",
    [
        requests.exceptions.ConnectionError(f"https://api.example/v1?key={SECRET}"),
        requests.exceptions.ReadTimeout(f"https://api.example/v1?key={SECRET}"),
        requests.exceptions.SSLError(f"https://api.example/v1?key={SECRET}"),
        requests.exceptions.ChunkedEncodingError(f"https://api.example/v1?key={SECRET}"),
    ],
)
@responses.activate
def test_no_secret_is_in_a_failure_of_the_line(session: Session, failure: Exception) -> None:
    responses.get(URL, body=failure)
    with pytest.raises(ConnectorError) as caught:
        session.get(RULES, URL, [("key", SECRET)])
    assert SECRET not in everything_told(caught.value)


@responses.activate
def test_a_key_that_the_server_repeats_is_left_out(session: Session) -> None:
    responses.get(URL, status=401, body=f"{SECRET} (of api.example)")
    with pytest.raises(CredentialError) as caught:
        session.get(RULES, URL, [("key", SECRET)])
    assert str(caught.value) == "The key … (of api.example) has expired."
    assert SECRET not in everything_told(caught.value)


@responses.activate
def test_no_secret_is_in_an_answers_address(session: Session) -> None:
    responses.get(URL, json={})
    assert SECRET not in session.get(RULES, URL, [("key", SECRET), ("id", "1")]).url


def test_no_secret_is_in_the_log(
    session: Session, caplog: pytest.LogCaptureFixture, small_world: object
) -> None:
    session.trust("127.0.0.1")
    with caplog.at_level(logging.DEBUG):
        session.get(RULES, f"{small_world.url}/_seen", [("key", SECRET)])  # type: ignore[attr-defined]
    assert "/_seen" in caplog.text
    assert SECRET not in caplog.text


@responses.activate
def test_a_stop_ends_a_wait_at_once() -> None:
    responses.get(URL, status=429, headers={"Retry-After": "300"})
    waiting = threading.Event()
    session = Session(on_wait=lambda wait: waiting.set())
    errors: list[ConnectorError] = []

    def ask() -> None:
        try:
            session.get(RULES, URL)
        except ConnectorError as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert waiting.wait(10)
    session.stop()
    thread.join(10)
    assert [str(error) for error in errors] == ["The reading was stopped."]


def test_at_most_eight_calls_are_with_one_host(many_at_once: Callable[[int], int]) -> None:
    assert many_at_once(24) == 8


@pytest.fixture
def many_at_once() -> Callable[[int], int]:
    from loopback import Loopback, World

    def ask(threads: int) -> int:
        with Loopback(World(1, 1), delay=0.5) as server:
            session = Session()
            session.trust("127.0.0.1")
            url = f"{server.url}/api/v1/accounts/lookup"
            calls = [
                threading.Thread(target=session.get, args=(RULES, url, [("acct", "esempio0")]))
                for _ in range(threads)
            ]
            for call in calls:
                call.start()
            for call in calls:
                call.join()
            return server.most_at_once

    return ask


def test_a_refusal_with_a_nearer_count_is_waited_for_and_no_longer() -> None:
    gate = Gate(8)
    gate.learn("n", Usage(299, NOW + timedelta(seconds=300)), NOW)
    gate.learn("n", Usage(0, NOW + timedelta(seconds=3)), NOW)
    sentences: list[float] = []

    def asleep(seconds: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        gate.enter("n", lambda: NOW, asleep, lambda seconds, until: sentences.append(seconds))
    assert sentences == [3.0]
    gate.enter("n", lambda: NOW + timedelta(seconds=3), asleep, lambda seconds, until: None)
