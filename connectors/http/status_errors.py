"""What an HTTP status means where a network has no rule of its own."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from auditor.core.errors import AuditorError
from auditor.core.messages import Message, msg, msgn
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, PlatformError, TransientError
from connectors.http.response import ApiResponse

_AGAIN = msg("Try again later; what was read is kept.")


def host_of(response: ApiResponse) -> str:
    """The host that answered."""
    return urlsplit(response.url).netloc


def too_busy(response: ApiResponse) -> TransientError | None:
    """The error of a status that passes by itself: throttled, out of order, timed out."""
    host = host_of(response)
    if response.status == 429:
        return TransientError(
            msg("{host} was asked too often and did not answer in the end.", host=host),
            _AGAIN,
            throttled=True,
        )
    if response.status in {408, 425} or response.status >= 500:
        return TransientError(
            msg("{host} is out of order (status {status}).", host=host, status=response.status),
            _AGAIN,
        )
    return None


def refused(response: ApiResponse) -> PlatformError:
    """The error of any other status that is not an answer."""
    return PlatformError(
        msg(
            "{host} refused the call (status {status}).",
            host=host_of(response),
            status=response.status,
        ),
        msg("Check the address of the account; if it is right, try again later."),
        Reason.UNREADABLE,
    )


def unexpected(host: str) -> ConnectorError:
    """The error of an answer that is JSON, but not in the form that it should have."""
    return PlatformError(
        msg("{host} answered in a form that is not known.", host=host),
        msg("Try again later; a newer version of this program may be needed."),
        Reason.UNREADABLE,
    )


def fault_of(error: Exception) -> ConnectorError:
    """What is no fault of a network, as the error of the one account that met with it."""
    if isinstance(error, AuditorError):
        return ConnectorError(error.message, error.advice, Reason.NOT_FETCHED)
    return ConnectorError(
        msg("something in the program itself went wrong ({kind}).", kind=type(error).__name__),
        msg(
            "The other accounts are not touched by it. Run the same command with --debug and "
            "report what it prints."
        ),
        Reason.UNREADABLE,
    )


def opens(number: int, names: Sequence[str]) -> Message:
    """What ``doctor`` says of the pages that a key opens; firms' names end with a dot."""
    return msgn(
        "Opens one page ({names}).", "Opens {n} pages ({names}).", number, names=", ".join(names)
    )


def is_json(response: ApiResponse) -> bool:
    """Whether the answer looks like JSON at all."""
    return response.body.lstrip()[:1] in {b"{", b"["}
