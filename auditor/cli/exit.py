"""How a command ends: its exit status, and errors in one or two lines."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import Any, Protocol

import click

from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo, show_usage_error
from auditor.cli.ui.terminal import shows_colours, speak_utf8
from auditor.core.errors import AuditorError
from auditor.core.messages import Message, abridged
from auditor.core.settings import Settings


class Call(Protocol):
    """What is to be known of a call when it ends."""

    debug: bool
    kept: bool
    left_out: bool

    @property
    def settings(self) -> Settings:
        """Its settings, keys among them."""


class Exit(IntEnum):
    """The exit statuses of the program."""

    DONE = 0
    SOME_FAILED = 1
    USAGE = 2
    NO_CREDENTIAL = 3
    BUDGET = 4
    FAIL_ON = 5
    INTERRUPTED = 130


# What docs/cli.md says of each, in English as all of that page.
MEANINGS: dict[Exit, str] = {
    Exit.DONE: "done",
    Exit.SOME_FAILED: "done, but of some account nothing is known; it is named, the rest is "
    "reported",
    Exit.USAGE: "the command, a file, a setting or the client file is not right: nothing was done",
    Exit.NO_CREDENTIAL: "nothing could be read for want of a key",
    Exit.BUDGET: "the calls or the money allowed are used up; what was read before is kept",
    Exit.FAIL_ON: "`--fail-on` matched",
    Exit.INTERRUPTED: "interrupted; what was read before is kept",
}
PRECEDENCE = (
    Exit.INTERRUPTED,
    Exit.USAGE,
    Exit.BUDGET,
    Exit.FAIL_ON,
    Exit.NO_CREDENTIAL,
    Exit.SOME_FAILED,
)


def worst_status(statuses: Iterable[Exit]) -> Exit:
    """The one status to end with when several hold."""
    present = set(statuses)
    return next((status for status in PRECEDENCE if status in present), Exit.DONE)


def run(start: Callable[[], Any], state: Call) -> int:
    """Run a command and return its exit status; whatever goes wrong is told in words."""
    speak_utf8()
    try:
        status = start()
        sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt, EOFError):
        tell(
            _("Interrupted. What was read is kept: the same command goes on from there.")
            if state.kept
            else _("Interrupted. Nothing of this call was kept: give the same command again.")
        )
        return Exit.INTERRUPTED
    except click.ClickException as error:
        show_usage_error(error)
        return Exit.USAGE
    except BrokenPipeError:
        _leave_the_pipe()
        return Exit.DONE
    except Exception as error:  # noqa: BLE001 - the last guard: no traceback for a user
        show_failure(error, state)
        return Exit.USAGE
    return int(status) if isinstance(status, int) else Exit.DONE


def show_failure(error: Exception, state: Call) -> None:
    """Whatever went wrong, in words: what the user can mend, the system's no, or our own fault."""
    if isinstance(error, AuditorError):
        show_error(error, state)
    elif isinstance(error, OSError):
        _show_system_error(error, state)
    else:
        _show_fault(error, state)


def show_cause(error: Exception | None, state: Call) -> None:
    """With ``--debug``, the technical details of an error that was told already."""
    if error is not None and state.debug:
        _show_traceback(error, state)


def show_error(error: AuditorError, state: Call | None = None) -> None:
    """An error on standard error: what is wrong and where, then what to do next."""
    tell_error(error.message, error.advice, getattr(error, "problems", ()))
    if state is not None and state.debug:
        _show_traceback(error, state)


def tell_error(
    message: Message, advice: Message | None = None, problems: Iterable[Message] = ()
) -> None:
    """A refusal in one or two lines; the findings of a file are listed between them.

    Args:
        message: what is wrong, for people.
        advice: what to do next.
        problems: the findings of a file, each a line.
    """
    message = abridged(message)
    lines = [f"  - {say(abridged(problem))}" for problem in problems]
    if advice is not None and lines:
        _headline(f"{say(message)} {say(advice)}")
    else:
        _headline(say(message))
        lines += [] if advice is None else [f"  {say(advice)}"]
    for line in lines:
        tell(line)


def tell(text: str) -> None:
    """A line for the person at the terminal, on standard error."""
    echo(text, err=True)


def _headline(text: str) -> None:
    label = _("Error:")
    if shows_colours(sys.stderr):
        label = click.style(label, fg="red", bold=True)
    echo(f" {text}", err=True, before=label)


def _show_system_error(error: OSError, state: Call) -> None:
    what = os.strerror(error.errno) if error.errno else type(error).__name__
    advice = None
    if error.errno in {errno.ENOSPC, getattr(errno, "EDQUOT", None)}:
        what = _("the disk is full")
        advice = _("Make room, then give the same command again.")
    elif error.errno == errno.EFBIG:
        what = _("the file would be larger than is allowed here")
        advice = _("Write to another folder, or ask for fewer accounts at a time.")
    elif error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        what = _("it may not be written or read by you")
        advice = _("Name another place, or ask whoever owns it.")
    path = f"{error.filename}: " if error.filename else ""
    _headline(f"{path}{what}")
    if advice is not None:
        tell(f"  {advice}")
    if state.debug:
        _show_traceback(error, state)


def _show_fault(error: Exception, state: Call) -> None:
    _headline(
        _("something in the program itself went wrong ({kind}).").format(kind=type(error).__name__)
    )
    if state.debug:
        _show_traceback(error, state)
    else:
        tell("  " + _("Run the same command with --debug and report what it prints."))


def _show_traceback(error: BaseException, state: Call) -> None:
    """The technical details, without any key that is set."""
    import traceback  # slow to import, seldom needed

    text = "".join(traceback.format_exception(error))
    for secret in _secrets(state):
        text = text.replace(secret, "***")
    tell(text.rstrip())


def _secrets(state: Call) -> Iterator[str]:
    try:
        yield from state.settings.credentials.values()
    except AuditorError:
        return


def _leave_the_pipe() -> None:
    """Whoever read our output has gone: say nothing more, and let Python close quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
