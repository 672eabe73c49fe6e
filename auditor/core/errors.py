"""What can go wrong, with what to do next. Every error a user can meet descends from here."""

from __future__ import annotations

from auditor.core.messages import Message


class AuditorError(Exception):
    """An error that is told to the user in one or two lines, never as a traceback.

    Args:
        message: what is wrong, and where.
        advice: what to do next.
    """

    def __init__(self, message: Message, advice: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.advice = advice


class UsageError(AuditorError):
    """Wrong usage, input or client file. The program ends with exit status 2."""


class InputError(UsageError):
    """A file or an address that cannot be read as it is."""


class MissingPackageError(UsageError):
    """A form that needs a package that is not installed; the advice says how to get it."""


class StoreError(AuditorError):
    """The store cannot be opened, migrated, read or written."""


class ResultError(UsageError):
    """A result file that does not agree with the schema."""
