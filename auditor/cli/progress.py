"""Progress of a long reading, on standard error of a terminal, and nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from auditor.cli.ending import tell
from auditor.cli.terminal import shows_progress
from auditor.cli.words import _, language, say, speaking_here

if TYPE_CHECKING:
    from connectors.session import Wait

_TOLD_FROM = 5.0


class Watch:
    """Hears how far a reading is; this one says nothing but long waits."""

    def __init__(self, silent: bool = False) -> None:
        self.silent = silent
        self._spoken = language()
        self._lock = threading.Lock()

    def progress(self, event: Any) -> None:
        """One account went on by a page, or is done."""

    def wait(self, wait: Wait) -> None:
        """A network asks to wait; told when somebody would wonder. Called in any thread."""
        if self.silent or wait.seconds < _TOLD_FROM:
            return
        with self._lock:
            self.print(self._words(wait))

    def print(self, text: str) -> None:
        """A line for the person who waits."""
        tell(text)

    def _words(self, wait: Wait) -> str:
        with speaking_here(self._spoken):
            until = wait.until.astimezone().strftime("%H:%M:%S")
            pause = _("It goes on in {seconds} s, at {time}.")
            return f"{say(wait.why)} " + pause.format(seconds=round(wait.seconds), time=until)


class Drawn(Watch):
    """Draws a bar over the accounts, and what is being read beside it."""

    def __init__(self, accounts: int) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        self.bar = Progress(
            SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TimeRemainingColumn(), TextColumn("{task.fields[now]}", markup=False),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self.task = self.bar.add_task(_("Reading"), total=accounts, now="")

    def progress(self, event: Any) -> None:
        """Move the bar when an account is done, and name the one that is being read."""
        account = str(event.ref)
        posts = int(getattr(event, "posts", 0) or 0)
        done = bool(getattr(event, "done", False))
        self.bar.update(self.task, advance=1 if done else 0, now=f"{account} ({posts})")

    def print(self, text: str) -> None:
        """A line above the bar."""
        self.bar.console.print(text, markup=False, highlight=False)


@contextmanager
def watching(accounts: int, silent: bool) -> Iterator[Watch]:
    """Watch a reading: with a bar on a terminal, else without a word."""
    if silent or not shows_progress() or not accounts:
        yield Watch(silent)
        return
    watch = Drawn(accounts)
    with watch.bar:
        yield watch
