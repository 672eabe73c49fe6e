"""The errors of a call that was not answered: stopped, over the budget, too slow."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import (
    BudgetError,
    ConnectorError,
    CredentialError,
    PlatformError,
    TransientError,
)
from connectors.http.rate_limit import TookTooLong
from connectors.http.response import LATER
from connectors.http.usage import Ledger, dollar_text


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
        msg(
            "The limit of ${limit} does not hold the next call; ${spent} are spent.",
            limit=dollar_text(ledger.budget or 0),
            spent=dollar_text(ledger.money()),
        ),
        msg("What was read is kept. The same command with a higher --max-spend goes on from here."),
        retry=False,
    )


def other_clock(host: str, there: datetime, here: datetime) -> ConnectorError:
    """The error of a computer whose clock is days away from that of a network.

    Args:
        host: the host that was asked.
        there: the network's time.
        here: this computer's time.
    """
    return ConnectorError(
        msg(
            "{host} says that it is {there}, and this computer says {here}.",
            host=host,
            there=there.date().isoformat(),
            here=here.date().isoformat(),
        ),
        msg(
            "Set the clock of this computer and give the same command again: what is read by a "
            "wrong one would be wrong for ever."
        ),
        Reason.NOT_FETCHED,
    )


def refuse_strange_keys(headers: Mapping[str, str], url: str) -> None:
    """Refuse a key that holds what no key holds: it was not copied whole, or with something more.

    Raises:
        CredentialError: with what to do; the key is not shown.
    """
    for value in headers.values():
        if not value.isascii() or not value.isprintable():
            raise CredentialError(
                msg(
                    "The key for {host} holds a sign that no key has: a line end, an accent, a "
                    "long dash.",
                    host=urlsplit(url).netloc,
                ),
                msg("Copy it once more, by itself, and set it again."),
                Reason.NO_CREDENTIAL,
            )


def failure_of(error: Exception, host: str) -> ConnectorError:
    """What a call's error means, in words that are true of it; whether it arrived."""
    import requests
    import urllib3

    if isinstance(error, TookTooLong):
        return too_slow(host)
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLError | requests.exceptions.SSLError) for cause in causes):
        return _not_sent(_not_secure(host, causes))
    if any(isinstance(cause, _never_connected()) for cause in causes):
        proxied = any(isinstance(cause, requests.exceptions.ProxyError) for cause in causes)
        return _not_sent(_proxy(host) if proxied else _unreachable(host))
    if isinstance(error, requests.exceptions.Timeout | urllib3.exceptions.ReadTimeoutError):
        return _silent(host)
    broken = (
        urllib3.exceptions.ProtocolError,
        urllib3.exceptions.DecodeError,
        requests.exceptions.ChunkedEncodingError,
        http.client.HTTPException,
    )
    if isinstance(error, broken):
        return _breaks_off(host)
    if isinstance(error, OSError) and "certificate" in str(error).lower():
        return _not_sent(_no_certificates())
    if isinstance(error, requests.exceptions.RequestException | UnicodeError | OSError):
        return _unreachable(host)
    raise error


def _never_connected() -> tuple[type[BaseException], ...]:
    import requests
    import urllib3

    return (
        requests.exceptions.ConnectTimeout,
        requests.exceptions.ProxyError,
        urllib3.exceptions.NewConnectionError,
        urllib3.exceptions.NameResolutionError,
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidHeader,
    )


def _not_sent(error: ConnectorError) -> ConnectorError:
    error.arrived = False
    return error


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error with those that it was made of, each once."""
    visited: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        cause = waiting.pop()
        if not isinstance(cause, BaseException) or id(cause) in visited:
            continue
        visited.add(id(cause))
        yield cause
        waiting += [*cause.args, getattr(cause, "reason", None), cause.__cause__, cause.__context__]


def _not_secure(host: str, causes: Sequence[BaseException]) -> ConnectorError:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return PlatformError(
            msg("The certificate of {host} is not valid.", host=host),
            msg(
                "Check the address and the clock of this computer; a proxy or a virus scanner that "
                "opens secure connections has to be named in REQUESTS_CA_BUNDLE."
            ),
        )
    return TransientError(
        msg("{host} does not open a secure connection (https).", host=host),
        msg("Check the address and its port, then try again."),
    )


def _no_certificates() -> ConnectorError:
    return PlatformError(
        msg("The certificates that REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE names are not there."),
        msg("Correct that path, or take the variable away."),
    )


def _proxy(host: str) -> ConnectorError:
    return TransientError(
        msg("The proxy that is set does not connect to {host}.", host=host),
        msg("Check the variables HTTPS_PROXY and HTTP_PROXY."),
    )


def _unreachable(host: str) -> ConnectorError:
    return TransientError(
        msg("{host} cannot be reached.", host=host),
        msg("Check the connection and the address, then try again."),
    )


def _breaks_off(host: str) -> ConnectorError:
    error = TransientError(msg("The answer of {host} breaks off before its end.", host=host), LATER)
    error.reason = Reason.UNREADABLE
    return error


def too_slow(host: str) -> TransientError:
    """The error of an answer that does not end."""
    return TransientError(
        msg("{host} does not end its answer in time.", host=host),
        msg("Try again later; if it stays so, leave this account out."),
        retry=False,
    )


def _silent(host: str) -> TransientError:
    """The error of a host that says nothing for too long."""
    return TransientError(
        msg("{host} does not answer in time.", host=host),
        msg("Check the connection and the address, then try again."),
    )
