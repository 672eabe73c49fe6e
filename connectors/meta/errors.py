"""Meta's errors (Facebook, Instagram), judged by their codes: the status is 400 for nearly all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from auditor.core.json_types import parse_json
from auditor.core.messages import Message, msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.rate_limit import Usage, header
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of, is_json, refused, too_busy

_THROTTLED = frozenset({4, 17, 32, 341, 613, *range(80_000, 80_010)})
_LONGEST_WAIT = 15 * 60.0
_UNSAID_WAIT = 60.0
_SLOWER_FROM, _FULL, _LONGEST_PAUSE = 75.0, 100.0, 30.0
_LOOK_AGAIN = 300.0
_TOO_OLD = 2_108_006
_GONE = frozenset({(100, 33), (24, 2_207_006)})
_TOKEN_WHY: dict[int, Message] = {
    458: msg("the app was removed from the account"),
    459: msg("the account has to be confirmed on the network first"),
    460: msg("the password was changed"),
    463: msg("it has expired"),
    464: msg("the account is not confirmed"),
    467: msg("it is no longer valid"),
    492: msg("its owner has no role on the page any more"),
}


class TooMuchAskedError(PlatformError):
    """The page asked for is too large for the network: ask for fewer entries."""


class BadParameterError(PlatformError):
    """A field, a metric or an id that the network does not know."""


class UnexplainedError(TransientError):
    """An error without a cause, which often means that too much was asked at once."""


def error_of(response: ApiResponse) -> Mapping[str, Any]:
    """The error that an answer tells; empty when it tells none."""
    data = response.json() if is_json(response) else None
    error = data.get("error") if isinstance(data, dict) else None
    return error if isinstance(error, dict) else {}


def _number(error: Mapping[str, Any], name: str) -> int:
    try:
        return int(error.get(name) or 0)
    except (TypeError, ValueError):
        return 0


@dataclass(frozen=True, slots=True)
class Judge:
    """The rules of one of Meta's networks.

    ``key`` is the environment name of its token, ``where`` where one is got, ``scopes`` are the
    permissions it needs, ``gone`` is the error of an account that is not there.
    """

    title: str
    key: str
    where: str
    scopes: tuple[str, ...]
    gone: Callable[[], PlatformError]

    def __call__(self, response: ApiResponse) -> ConnectorError | None:
        """The error of an answer; ``None`` for one that tells none."""
        error = error_of(response) if response.status >= 400 or b'"error"' in response.body else {}
        if not error:
            return None if response.status < 400 else too_busy(response) or refused(response)
        code, subcode = _number(error, "code"), _number(error, "error_subcode")
        said = str(error.get("message") or "").lower()
        return (
            self._passes(response, code, said)
            or self._key_refused(code, subcode)
            or self._value_refused(response, code, subcode, said)
            or too_busy(response)
            or refused(response)
        )

    def _passes(self, response: ApiResponse, code: int, said: str) -> ConnectorError | None:
        if code in _THROTTLED:
            return _throttled(response, self.title)
        return _passing(response, said) if code in {1, 2} else None

    def _key_refused(self, code: int, subcode: int) -> ConnectorError | None:
        if code in {102, 190}:
            return _bad_token(self.title, self.key, self.where, subcode)
        if code == 368:
            return PlatformError(
                msg("{title} has blocked this key for a while.", title=self.title),
                msg("Look into the app's page at {where} for the cause.", where=self.where),
                Reason.NO_PERMISSION,
            )
        return _dead_version(self.title, self.key) if code == 2635 else None

    def _value_refused(
        self, response: ApiResponse, code: int, subcode: int, said: str
    ) -> ConnectorError | None:
        if subcode == _TOO_OLD:
            return PlatformError(
                msg("The network no longer tells it: too old."), None, Reason.TOO_OLD
            )
        if code == 10 and "enough viewers" in said:
            return PlatformError(msg("Too few people have seen it."), None, Reason.BELOW_THRESHOLD)
        if code in {3, 10, 1705} or 200 <= code <= 299:
            return self._not_allowed()
        if (code, subcode) in _GONE or code in {803, 110}:
            return self.gone()
        if code in {100, 2500, 3001}:
            return BadParameterError(
                msg("{host} does not know a part of what was asked.", host=host_of(response)),
                msg("A newer version of this program may be needed."),
                Reason.UNREADABLE,
            )
        return None

    def _not_allowed(self) -> CredentialError:
        return CredentialError(
            msg("The key {name} may not read this on {title}.", name=self.key, title=self.title),
            msg(
                "Own pages need the permissions {scopes}; those of others a feature that Meta "
                "grants after a review ({where}). Their owner can also export a file.",
                scopes=", ".join(self.scopes),
                where=self.where,
            ),
            Reason.NO_PERMISSION,
        )


def _passing(response: ApiResponse, said: str) -> ConnectorError:
    if "reduce the amount" in said:
        return TooMuchAskedError(
            msg("{host} finds one page of posts too large.", host=host_of(response)),
            msg("Try again later; what was read is kept."),
            Reason.NOT_FETCHED,
        )
    return UnexplainedError(
        msg(
            "{host} is out of order (status {status}).",
            host=host_of(response),
            status=response.status,
        ),
        msg("Try again later; what was read is kept."),
    )


def _bad_token(title: str, key: str, where: str, subcode: int) -> CredentialError:
    why = _TOKEN_WHY.get(subcode)
    advice = msg("Make a new one at {where} and set {name}.", where=where, name=key)
    if why is None:
        return CredentialError(
            msg("{title} does not accept the key {name}.", title=title, name=key), advice
        )
    return CredentialError(
        msg("{title} does not accept the key {name}: {why}.", title=title, name=key, why=why),
        advice,
    )


def _dead_version(title: str, key: str) -> PlatformError:
    network = key.partition("_")[0]
    return PlatformError(
        msg("{title} no longer serves the API version that was asked.", title=title),
        msg("Set {name} to a newer one, for example v27.0.", name=f"AUDITOR_{network}_API_VERSION"),
        Reason.RETIRED_BY_PLATFORM,
    )


def _throttled(response: ApiResponse, title: str) -> TransientError:
    minutes = max((_minutes(usage) for usage in _business(response.headers)), default=0.0)
    wait = minutes * 60 if minutes > 0 else _UNSAID_WAIT
    if wait > _LONGEST_WAIT:
        # asking before its time would lengthen the block
        return TransientError(
            msg(
                "{title} allows no more calls with this key for {minutes} minutes.",
                title=title,
                minutes=round(minutes),
            ),
            msg("Run the same command after that: it goes on where it stopped."),
            retry=False,
        )
    return TransientError(
        msg("{host} was asked too often and did not answer in the end.", host=host_of(response)),
        msg("Try again later; what was read is kept."),
        wait,
        throttled=True,
    )


def usage(headers: Mapping[str, str], now: datetime) -> Usage | None:
    """What Meta's headers say is used up, in percent: pauses begin at three quarters."""
    rows = [*_business(headers), _json(header(headers, "x-app-usage"))]
    minutes = max((_minutes(row) for row in rows), default=0.0)
    if minutes > 0:
        return Usage(0, now + timedelta(minutes=minutes))
    used = max((_percent(row) for row in rows), default=0.0)
    if used >= _FULL:
        return Usage(0, now + timedelta(seconds=_LOOK_AGAIN))
    if used < _SLOWER_FROM:
        return None
    share = (used - _SLOWER_FROM) / (_FULL - _SLOWER_FROM)
    return Usage(0, now + timedelta(seconds=share * _LONGEST_PAUSE))


def by_key(path: str, mark: str) -> str:
    """The name of the allowance that a call takes from: Meta counts for each key."""
    del path
    return mark


def _business(headers: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    usage = _json(header(headers, "x-business-use-case-usage"))
    for rows in usage.values():
        yield from (row for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()


def _json(text: str | None) -> Mapping[str, Any]:
    try:
        data = parse_json(text or "{}")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def _minutes(row: Mapping[str, Any]) -> float:
    value = row.get("estimated_time_to_regain_access")
    return float(value) if isinstance(value, (int, float)) else 0.0


def _percent(row: Mapping[str, Any]) -> float:
    values = (row.get(name) for name in ("call_count", "total_time", "total_cputime"))
    return max((float(value) for value in values if isinstance(value, (int, float))), default=0.0)
