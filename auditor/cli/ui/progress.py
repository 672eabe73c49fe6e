"""Progress of a long reading, on standard error of a terminal, and nowhere else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from auditor.cli.exit import tell
from auditor.cli.ui.i18n import _, language, say, speaking_here
from auditor.cli.ui.terminal import shows_progress
from auditor.core.messages import Message
from auditor.core.plain_text import terminal_text

if TYPE_CHECKING:
    from connectors.collecting.progress import Progress
    from connectors.http.rate_limit import Wait

_TOLD_FROM = 5.0


class Watch:
    """Hears how far a reading is; this one says nothing but long waits."""

    def __init__(self, silent: bool = False) -> None:
        self.silent = silent
        self._spoken = language()
        self._lock = threading.Lock()

    def progress(self, event: Progress) -> None:
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


@dataclass
class Calls:
    """How many calls a reading has made, and how many it will come to as far as is known.

    An account that has not begun is taken for as long as the others are on average.
    """

    accounts: int
    made: dict[object, int] = field(default_factory=dict)
    planned: dict[object, float] = field(default_factory=dict)
    ended: set[object] = field(default_factory=set)

    def hear(self, event: Progress) -> None:
        """One account went on."""
        self.made[event.ref] = event.calls
        if event.planned is not None:
            self.planned[event.ref] = event.planned
        if event.done:
            self.ended.add(event.ref)
            self.planned[event.ref] = event.calls

    @property
    def so_far(self) -> int:
        """Calls made."""
        return sum(self.made.values())

    @property
    def in_all(self) -> float:
        """Calls that it will come to."""
        counts = [
            max(planned, self.made.get(ref, 0) + (ref not in self.ended))
            for ref, planned in self.planned.items()
        ]
        usual = sum(counts) / len(counts) if counts else 10.0
        return max(1.0, sum(counts) + usual * (self.accounts - len(counts)))


class Drawn(Watch):
    """Draws a bar over the calls planned, with the time left, and what is being read beside it."""

    def __init__(self, accounts: int) -> None:
        super().__init__()
        from rich import progress
        from rich.console import Console

        self.calls = Calls(accounts)
        self.bar = progress.Progress(
            progress.SpinnerColumn(),
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.TextColumn("{task.fields[ended]}"),
            progress.TimeRemainingColumn(),
            progress.TextColumn("{task.fields[now]}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self.task = self.bar.add_task(
            _("Reading"), total=self.calls.in_all, now="", ended=f"0/{accounts}"
        )

    def progress(self, event: Progress) -> None:
        """Move the bar, and name the account that has just gone on."""
        self.calls.hear(event)
        of_all = f"/{event.declared}" if event.declared else ""
        self.bar.update(
            self.task,
            completed=self.calls.so_far,
            total=self.calls.in_all,
            ended=f"{len(self.calls.ended)}/{self.calls.accounts}",
            now=terminal_text(f"{event.ref} ({event.posts}{of_all})"),
        )

    def print(self, text: str) -> None:
        """A line above the bar."""
        self.bar.console.print(terminal_text(text), markup=False, highlight=False)


@contextmanager
def watching(accounts: int, silent: bool) -> Iterator[Watch]:
    """Watch a reading: with a bar on a terminal, else without a word."""
    if silent or not shows_progress() or not accounts:
        yield Watch(silent)
        return
    watch = Drawn(accounts)
    with watch.bar:
        yield watch


Tell = Callable[[Message, int, int], None]


def _say_nothing(what: Message, done: int, total: int) -> None:
    """Where nobody sits."""


@contextmanager
def working(silent: bool) -> Iterator[Tell]:
    """Show what is being done, and how many of how many are done: ``tell(what, done, total)``.

    With several things to do there is a bar and the time left, with one a mark that moves.
    Nothing is shown where nobody sits, nor for what is over in a moment.
    """
    if silent or not shows_progress():
        yield _say_nothing
        return
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=None)

        def tell(what: Message, done: int, total: int) -> None:
            bar.update(
                task,
                description=terminal_text(say(what)),
                completed=done,
                total=total if total > 1 else None,
            )

        yield tell
