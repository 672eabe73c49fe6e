"""What goes wrong when a network is asked, each with its reason and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.core.errors import AuditorError
from auditor.core.messages import Message
from auditor.core.reasons import Reason

if TYPE_CHECKING:
    pass


class ConnectorError(AuditorError):
    """A platform did not give what was asked.

    ``reason`` is what the store writes beside the values that are missing because of it;
    ``arrived`` is false of a call that never reached its network, which charges nothing for it.
    """

    reason: Reason = Reason.UNREADABLE
    arrived: bool = True

    def __init__(
        self, message: Message, advice: Message | None = None, reason: Reason | None = None
    ) -> None:
        super().__init__(message, advice)
        if reason is not None:
            self.reason = reason


class CredentialError(ConnectorError):
    """A key is absent, wrong, expired, or lacks a permission. Never retried."""

    reason = Reason.NO_CREDENTIAL


class TransientError(ConnectorError):
    """The platform asks to wait, or fails for a moment.

    ``wait`` is in seconds, ``None`` when the platform did not say. ``retry`` is false for a quota
    that is spent: waiting within a run cannot help. ``throttled``: too much was asked, so that any
    other call would be refused too.
    """

    reason = Reason.NOT_FETCHED

    def __init__(
        self,
        message: Message,
        advice: Message | None = None,
        wait: float | None = None,
        retry: bool = True,
        throttled: bool = False,
    ) -> None:
        super().__init__(message, advice)
        self.wait = wait
        self.retry = retry
        self.throttled = throttled


class BudgetError(TransientError):
    """What may be spent does not hold the next call. What was read is kept, and goes on later."""


class PlatformError(ConnectorError):
    """The platform's answer is final: account gone, private, or not what it should be."""


class StalePositionError(PlatformError):
    """The network no longer knows a cursor, as happens to one that was kept for a while.

    ``start`` is the position from which the same list is read anew, ``None`` for the beginning.
    """

    def __init__(self, cause: PlatformError, start: str | None = None) -> None:
        super().__init__(cause.message, cause.advice, cause.reason)
        self.start = start


# What a connector meets in an answer that has no known form.
MALFORMED = (
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    AttributeError,
    OverflowError,
    RecursionError,
)
