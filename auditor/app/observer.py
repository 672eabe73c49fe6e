"""Who hears what a use case does while it does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.core.errors import AuditorError
from auditor.core.messages import Message
from auditor.core.model import AccountRef

if TYPE_CHECKING:
    from auditor.app.support.problems import Problem
    from connectors.collecting.progress import Progress
    from connectors.http.rate_limit import Wait


class Observer:
    """Hears everything and says nothing. A face overrides what it shows.

    Any method may be called in any thread.
    """

    def step(self, what: Message, done: int, total: int) -> None:
        """Something is being done, and so many of so many are done.

        Args:
            what: what is being done, in words.
            done: how many are done.
            total: how many there are.
        """

    def reading(self, accounts: int) -> None:
        """The reading of so many accounts begins."""

    def progress(self, event: Progress) -> None:
        """One account went on by a page, or is done."""

    def wait(self, wait: Wait) -> None:
        """A network asks to wait."""

    def ended(self) -> None:
        """What was begun by :meth:`step` or :meth:`reading` is over, well or not."""

    def note(self, words: Message) -> None:
        """Something worth knowing that is no problem."""

    def remark(self, account: AccountRef, words: Message) -> None:
        """What an account's reading lacks, though nothing went wrong."""

    def problem(self, problem: Problem) -> None:
        """An account could not be read."""

    def refused(self, error: AuditorError) -> None:
        """A client file or a site was left out, the others go on."""

    def failed(self, client: str, error: Exception) -> None:
        """The report of one client of several could not be made."""

    def kept(self) -> None:
        """What is read from now on is kept in the store, whatever comes."""
