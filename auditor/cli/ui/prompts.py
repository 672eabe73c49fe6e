"""Questions on the terminal: each can be left with Enter, and nothing is lost by it."""

from __future__ import annotations

import shutil
import textwrap
from getpass import getpass

import click

from auditor.cli.ui.i18n import _, say
from auditor.cli.ui.output import echo
from auditor.core.messages import Message, abridged
from auditor.core.ranges import MOST_FOLLOWERS, read_count

_WIDEST = 88
_YES = frozenset({"y", "yes", "s", "si", "sì"})


def ask(question: Message) -> str:
    """What somebody answers, without blanks around it; nothing when it is left with Enter."""
    echo()
    explain(question)
    return _line()


def ask_more() -> str:
    """A further line under the same question."""
    return _line()


def ask_yes(question: Message) -> bool:
    """Whether somebody says yes; Enter says no."""
    return ask(question).casefold() in _YES


def ask_unless_no(question: Message) -> bool:
    """Whether somebody agrees; Enter agrees, and so does whatever is no "no"."""
    return ask(question).casefold() not in {"n", "no"}


def ask_number(question: Message, again: Message) -> int | None:
    """A whole number as people write it: ``12.400``, ``1,2k``, ``circa 12 mila``; nothing when it
    is left."""
    answer = ask(question)
    while answer:
        number = read_count(answer)
        if number is not None and number <= MOST_FOLLOWERS:
            return number
        answer = ask(again)
    return None


def ask_secret(question: Message) -> str:
    """A key, which is not shown while it is pasted; nothing when it is left with Enter."""
    echo()
    explain(question)
    try:
        return getpass("> ").strip()
    except EOFError:
        return ""


def paste() -> str:
    """A line that somebody pastes, at most as long as the terminal takes."""
    return _line()


def tell_done(text: str) -> None:
    """Something that was understood."""
    echo(text, before=click.style("  ✓ ", fg="green"))


def tell_open(text: str) -> None:
    """Something that is still missing."""
    echo(text, before=click.style("  – ", fg="yellow"))


def tell_wrong(message: Message, advice: Message | None = None) -> None:
    """Something that cannot be used, and what to do about it."""
    words = _wrapped(say(abridged(message)), "    ").lstrip()
    echo(words, before=click.style("  ✕ ", fg="red"))
    if advice is not None:
        hint(advice)


def hint(text: Message) -> None:
    """What belongs to the line above."""
    echo(_wrapped(say(text), "    "))


def explain(text: Message) -> None:
    """A sentence between questions."""
    echo(_wrapped(say(text)))


def _wrapped(text: str, indent: str = "") -> str:
    """Lines of whole words, no wider than the window and no wider than one likes to read."""
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _line() -> str:
    try:
        return input("> ").strip()
    except EOFError:
        echo()
        return ""


def left() -> str:
    """The words for an answer that was left."""
    return _("left out")
