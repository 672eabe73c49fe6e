"""X's errors, judged by the types of its problems: a status of 200 may carry only errors."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.json_fields import dicts_in
from connectors.http.rate_limit import Usage, header, until_of
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of, is_json, refused, too_busy

KEY = "X_BEARER_TOKEN"
WHERE = "https://console.x.com"
_CUT_OFF = 1.0


class BadRequestError(PlatformError):
    """A parameter that the network does not know, or no longer."""


def gone() -> PlatformError:
    """The error of an account that nobody finds."""
    return PlatformError(
        msg("This account does not exist on X, or no longer."),
        msg("Check how it is written: x:name."),
        Reason.ACCOUNT_GONE,
    )


def private_account() -> PlatformError:
    """The error of an account that shows its posts to followers only."""
    return PlatformError(
        msg("This account on X shows its posts to followers only."),
        msg("Its owner can open it, or export its posts."),
        Reason.ACCOUNT_PRIVATE,
    )


def problems(response: ApiResponse) -> list[Mapping[str, Any]]:
    """The problems that an answer tells: its own, then those in its list of errors."""
    data = response.json() if is_json(response) else None
    if not isinstance(data, dict):
        return []
    own = [data] if response.status >= 400 else []
    return [*own, *dicts_in(data.get("errors"))]


def problem_type(problem: Mapping[str, Any]) -> str:
    """The last part of a problem's type."""
    return str(problem.get("type") or "").rpartition("/")[2]


def classify(response: ApiResponse) -> ConnectorError | None:
    """X's rules: the type of the problem says more than the status."""
    if response.status < 400:
        return _empty(response)
    reported = problems(response)
    kinds = {problem_type(problem) for problem in reported}
    if "usage-capped" in kinds:
        return _used_up()
    if response.status == 402 or any("credit" in str(problem).lower() for problem in reported):
        return _no_credits()
    if response.status == 429 or "rate-limit-exceeded" in kinds:
        return _too_often(response)
    if response.status == 401:
        return CredentialError(
            msg("X does not accept the key {name}.", name=KEY),
            msg("Copy the Bearer token of your app whole from {where}.", where=WHERE),
        )
    return _of_value(response, kinds) or too_busy(response) or refused(response)


def _of_value(response: ApiResponse, kinds: set[str]) -> ConnectorError | None:
    if "resource-not-found" in kinds or response.status == 404:
        return gone()
    if "not-authorized-for-resource" in kinds:
        return private_account()
    if "unsupported-authentication" in kinds:
        return CredentialError(
            msg("X refuses this to the key of a login: it needs the app's own Bearer token."),
            msg(
                "Set both keys of the app, X_CLIENT_ID and X_CLIENT_SECRET, or its Bearer token "
                "{name}, copied from {where}.",
                name=KEY,
                where=WHERE,
            ),
            Reason.NO_PERMISSION,
        )
    if response.status == 403:
        return CredentialError(
            msg("The key {name} may not read this on X.", name=KEY),
            msg(
                "Look at the app's project and plan at {where}: reading needs a project with "
                "credits.",
                where=WHERE,
            ),
            Reason.NO_PERMISSION,
        )
    if response.status == 400:
        return BadRequestError(
            msg("{host} does not know a part of what was asked.", host=host_of(response)),
            msg("A newer version of this program may be needed."),
            Reason.UNREADABLE,
        )
    return None


def _empty(response: ApiResponse) -> ConnectorError | None:
    """The error of a good status without data; a listing without entries has a ``meta``."""
    if b'"errors"' not in response.body:
        return None
    data = response.json()
    if not isinstance(data, dict) or "data" in data or "meta" in data:
        return None
    reported = problems(response)
    if not reported:
        return None
    kinds = {problem_type(problem) for problem in reported}
    if "not-authorized-for-resource" in kinds:
        return private_account()
    suspended = any("suspended" in str(problem.get("detail")).lower() for problem in reported)
    if "resource-not-found" in kinds or suspended:
        return gone()
    return refused(response)


def _too_often(response: ApiResponse) -> TransientError:
    return TransientError(
        msg("{host} was asked too often and did not answer in the end.", host=host_of(response)),
        msg("Try again later; what was read is kept."),
        throttled=True,
    )


def _used_up() -> TransientError:
    return TransientError(
        msg("The month's reads of this key on X are used up."),
        msg(
            "Look at {where} when they are counted anew; the same command goes on then.",
            where=WHERE,
        ),
        retry=False,
    )


def _no_credits() -> TransientError:
    return TransientError(
        msg("The X account of this key has no credits left."),
        msg("Buy some at {where}; the same command goes on from here.", where=WHERE),
        retry=False,
    )


def usage(headers: Mapping[str, str], now: datetime) -> Usage | None:
    """The allowance of the endpoint that was asked, by ``x-rate-limit-*``."""
    try:
        remaining = float(header(headers, "x-rate-limit-remaining") or "")
    except ValueError:
        return None
    seconds = until_of(header(headers, "x-rate-limit-reset"), now)
    if seconds is None:
        return None
    # it comes in whole seconds, cut off
    return Usage(remaining, now + timedelta(seconds=seconds + _CUT_OFF))
