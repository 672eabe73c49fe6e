"""What a use case does, shown on the terminal while it does it."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from auditor.app.observer import Observer
from auditor.app.support.problems import Problem
from auditor.cli.exit import Call, show_cause, show_error, show_failure, tell, tell_error
from auditor.cli.ui.i18n import say
from auditor.cli.ui.progress import Tell, Watch, watching, working
from auditor.core.errors import AuditorError
from auditor.core.messages import Message, abridged, msg
from auditor.core.model import AccountRef

if TYPE_CHECKING:
    from connectors.collecting.progress import Progress
    from connectors.http.rate_limit import Wait


class TerminalObserver(Observer):
    """Bars where somebody sits, lines on standard error; ``silent`` leaves out all but problems."""

    def __init__(self, state: Call, silent: bool) -> None:
        self.state, self.silent = state, silent
        self._shown = ExitStack()
        self._watch = Watch(silent)
        self._tell: Tell | None = None

    def step(self, what: Message, done: int, total: int) -> None:
        """Move the bar of what is being done.

        Args:
            what: what is being done, in words.
            done: how many are done.
            total: how many there are.
        """
        if self._tell is None:
            self._tell = self._shown.enter_context(working(self.silent))
        self._tell(what, done, total)

    def reading(self, accounts: int) -> None:
        """Open the bar over the calls of a reading."""
        self._watch = self._shown.enter_context(watching(accounts, self.silent))

    def progress(self, event: Progress) -> None:
        """Move it."""
        self._watch.progress(event)

    def wait(self, wait: Wait) -> None:
        """Say that a network asks to wait, where somebody would wonder."""
        self._watch.wait(wait)

    def ended(self) -> None:
        """Take the bar away."""
        self._shown.close()
        self._watch, self._tell = Watch(self.silent), None

    def note(self, words: Message) -> None:
        """A line."""
        if not self.silent:
            tell(say(abridged(words)))

    def remark(self, account: AccountRef, words: Message) -> None:
        """A line that begins with the account."""
        tell(say(abridged(msg("{account}: {what}", account=str(account), what=words))))

    def problem(self, problem: Problem) -> None:
        """An error in one or two lines."""
        account = str(problem.account)
        tell_error(msg("{account}: {what}", account=account, what=problem.message), problem.advice)
        show_cause(problem.cause, self.state)

    def refused(self, error: AuditorError) -> None:
        """An error in one or two lines; the call ends with the status for what was left out."""
        show_error(error, self.state)
        self.state.left_out = True

    def failed(self, client: str, error: Exception) -> None:
        """Which client gets no report, and why."""
        tell_error(msg("{client} gets no report:", client=client))
        show_failure(error, self.state)

    def kept(self) -> None:
        """From here on an interruption says that what was read is kept."""
        self.state.kept = True
