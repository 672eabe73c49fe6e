"""When a host may be asked again: what its headers say, and the gate that holds threads back."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from auditor.core.messages import Message

_EPOCH_FROM = 1_000_000_000
_CUT_OFF = 1.0
_LOOK_AGAIN = 0.25


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds that ``Retry-After`` asks for, given as seconds or as an HTTP date.

    ``None`` when it is absent or says nothing that can be read.
    """
    return until_of(header(headers, "retry-after"), now)


@dataclass(frozen=True, slots=True)
class Usage:
    """What a host's headers tell: how many calls are left, and when it counts anew."""

    remaining: float
    until: datetime


def rate_limit_usage(headers: Mapping[str, str], now: datetime) -> Usage | None:
    """The allowance by ``RateLimit-*`` or ``X-RateLimit-*``; ``None`` when they tell none.

    The reset is read as seconds, Unix time or an ISO date, as servers differ. It often comes in
    whole seconds, cut off: a second more is waited, so that no call comes too early.
    """
    remaining = _number(_limit_header(headers, "remaining"))
    seconds = until_of(_limit_header(headers, "reset"), now)
    if remaining is None or seconds is None:
        return None
    return Usage(remaining, now + timedelta(seconds=seconds + _CUT_OFF))


def header(headers: Mapping[str, str], name: str) -> str | None:
    """A header by its lower-case name, however the server spells it."""
    text = headers.get(name)
    if text is not None:
        return text
    return next((value for key, value in headers.items() if key.lower() == name), None)


def _limit_header(headers: Mapping[str, str], part: str) -> str | None:
    return header(headers, f"ratelimit-{part}") or header(headers, f"x-ratelimit-{part}")


def _number(text: str | None) -> float | None:
    try:
        value = float((text or "").split(",")[0].split(";")[0])
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


def until_of(text: str | None, now: datetime) -> float | None:
    if not text:
        return None
    number = _number(text)
    if number is not None:
        seconds = number - now.timestamp() if number >= _EPOCH_FROM else number
        return max(0.0, seconds)
    moment = _parsed_time(text.strip())
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def told_time(headers: Mapping[str, str]) -> datetime | None:
    """What a host's clock says; ``None`` where it says nothing, or a copy of an answer does."""
    date = header(headers, "date")
    if date is None or header(headers, "age") is not None:
        return None
    return _parsed_time(date.strip())


def _parsed_time(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text)
        except (ValueError, TypeError, IndexError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


@dataclass(frozen=True, slots=True)
class Wait:
    """A pause that somebody should be told of: how long (seconds), until when (UTC), and why."""

    host: str
    seconds: float
    until: datetime
    why: Message


class Stopped(Exception):
    """The session was told to stop while it waited."""


class TookTooLong(Exception):
    """An answer that was not at its end when its time was over.

    Neither an OSError nor an error of HTTP, so that no library takes it for one to try again.
    """


@dataclass(slots=True)
class _Allowance:
    """The fewest calls that a network's headers said are left until it counts anew."""

    remaining: float
    until: datetime

    @property
    def order(self) -> tuple[float, float]:
        """Fewer left come first, of equal ones those that are counted anew later."""
        return self.remaining, -self.until.timestamp()


class Gate:
    """One host's door: so many calls at a time, none before the moment the host named, and never
    more than its headers say are left, those on their way counted."""

    def __init__(self, in_flight: int) -> None:
        self._most = in_flight
        self._change = threading.Condition()
        self._inside: Counter[str] = Counter()
        self._open_at: datetime | None = None
        self._told: datetime | None = None
        self._allowed: dict[str, _Allowance] = {}

    def close_for(self, seconds: float, now: datetime) -> None:
        """Let nobody in for ``seconds``; a longer closing that is already set stays."""
        until = now + timedelta(seconds=seconds)
        with self._change:
            if self._open_at is None or until > self._open_at:
                self._open_at = until

    def is_closed(self, network: str, now: datetime) -> bool:
        """Whether the host asked for a pause that is not over."""
        with self._change:
            usage_now = self._allowed.get(network)
            used_up = usage_now is not None and usage_now.remaining < 1 and usage_now.until > now
            return used_up or (self._open_at is not None and self._open_at > now)

    def learn(self, network: str, usage: Usage, now: datetime) -> None:
        """What an answer's headers said; within one period the fewest left is the truth.

        Args:
            network: whose allowance it is.
            usage: what is left, and until when.
            now: the moment of the call, aware.
        """
        with self._change:
            previous = self._allowed.get(network)
            order = (usage.remaining, -usage.until.timestamp())
            if previous is None or now >= previous.until or order < previous.order:
                # The fewest left come with the moment of their own new count.
                self._allowed[network] = _Allowance(usage.remaining, usage.until)

    def enter(
        self,
        network: str,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        tell: Callable[[float, datetime], None],
    ) -> None:
        """Take a place, after waiting for the door. ``tell`` hears of each closing once.

        Args:
            network: whose allowance it is.
            clock: tells the time.
            sleep: waits so many seconds.
            tell: hears of a wait: seconds, and until when.
        """
        while True:
            with self._change:
                until = self._closed_until(network, clock())
                if until is None:
                    if self._inside.total() < self._most and self._may(network):
                        self._inside[network] += 1
                        return
                    self._change.wait(_LOOK_AGAIN)
                    sleeping = False
                else:
                    first, self._told = self._told != until, until
                    sleeping = True
            if not sleeping:
                sleep(0)
                continue
            if until is not None:
                seconds = max(0.0, (until - clock()).total_seconds())
                if first and seconds > 0:
                    tell(seconds, until)
                sleep(seconds)

    def leave(self, network: str) -> None:
        """Give the place back."""
        with self._change:
            self._inside[network] -= 1
            self._change.notify_all()

    def _closed_until(self, network: str, now: datetime) -> datetime | None:
        """The moment before which nobody enters: the host asked, or nothing is left."""
        if self._open_at is not None and self._open_at > now:
            return self._open_at
        usage_now = self._allowed.get(network)
        if usage_now is None:
            return None
        if usage_now.until <= now:
            del self._allowed[network]
            return None
        return usage_now.until if usage_now.remaining < 1 and not self._inside[network] else None

    def _may(self, network: str) -> bool:
        """Whether one more call is left, with those on their way counted as spent."""
        usage_now = self._allowed.get(network)
        return usage_now is None or usage_now.remaining - self._inside[network] >= 1
