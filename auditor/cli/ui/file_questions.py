"""Questions about a file that was dropped: whose it is, and what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cli.commands.import_ import passed_over
from auditor.cli.ui import prompts
from auditor.cli.ui.i18n import say
from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.refs import parse_ref

if TYPE_CHECKING:
    from connectors.files.options import ImportOptions, NeedsAnswer
    from connectors.files.reading_record import ImportReading

_ORDERS = {"1": "dmy", "2": "mdy"}


def is_right(reading: ImportReading) -> bool:
    """Shows what was understood, and whether somebody agrees; Enter agrees."""
    from connectors.files import summary

    for file in reading.files:
        first, *details = summary(file)
        prompts.tell_open(say(first))
        for line in details:
            prompts.hint(line)
    for line in passed_over(reading):
        prompts.hint(line)
    return prompts.ask_unless_no(msg("Is this right? Enter: yes. n: leave it out."))


def read_with_questions(
    path: Path, options: ImportOptions, proposed: Sequence[AccountRef] = ()
) -> tuple[ImportReading, ImportOptions] | None:
    """The file, with what it does not tell asked for; nothing when it is left or cannot be read.

    Args:
        path: the file or folder.
        options: what is said of it already.
        proposed: accounts that were given before, of which it may be.
    """
    from connectors.files import read_files
    from connectors.files.options import NeedsAnswer

    while True:
        try:
            return read_files([path], options, datetime.now(UTC)), options
        except NeedsAnswer as question:
            answered = answer_question(question, options, proposed)
            if answered is None:
                return None
            options = answered
        except UsageError as error:
            prompts.tell_wrong(error.message, error.advice)
            return None


def answer_page(question: NeedsAnswer, options: ImportOptions) -> ImportOptions | None:
    """Which of the pages that a file names is the one that was meant, or that all rows are its."""
    from connectors.files.words.synonyms import normalized

    prompts.explain(question.message)
    for number, name in enumerate(question.choices, start=1):
        prompts.hint(msg("{n}: {name}", n=number, name=name))
    may_be_all = question.option == "page or posts"
    answer = prompts.ask(
        msg(
            "Which of these is the page? Write its number; 0 if all rows are the page's own posts. "
            "Enter: leave the file out."
        )
        if may_be_all
        else msg("Which of these is the page? Write its number. Enter: leave the file out.")
    )
    while answer:
        if may_be_all and answer == "0":
            return replace(options, posts=True)
        if answer.isdecimal() and len(answer) < 6 and 1 <= int(answer) <= len(question.choices):
            name = question.choices[int(answer) - 1]
            return replace(options, pages={**options.pages, normalized(name): options.accounts[-1]})
        answer = prompts.ask_more()
    return None


def answer_question(
    question: NeedsAnswer, options: ImportOptions, proposed: Sequence[AccountRef] = ()
) -> ImportOptions | None:
    """The options with what was answered; ``None`` when the file is left out.

    Args:
        question: what the file does not tell.
        options: what is said of it already.
        proposed: accounts of which it may be.
    """
    option, why = question.option, question.message
    if option == "account":
        account = ask_account(why, proposed)
        return None if account is None else replace(options, accounts=(*options.accounts, account))
    if option == "posts":
        prompts.explain(why)
        yes = prompts.ask_yes(msg("Are these posts that the page itself published? y/N"))
        return replace(options, posts=True) if yes else None
    if option in ("page", "page or posts"):
        return answer_page(question, options)
    prompts.explain(why)
    order = prompts.ask(
        msg(
            "1: the day comes first (3/4 is 3 April). 2: the month comes first. "
            "Enter: leave the file out."
        )
    )
    return replace(options, date_order=_ORDERS[order]) if order in _ORDERS else None


def ask_account(why: Message, proposed: Sequence[AccountRef] = ()) -> AccountRef | None:
    """Whose a file is; a number stands for an account that was given before."""
    prompts.explain(why)
    for number, ref in enumerate(proposed, start=1):
        prompts.hint(msg("{n}: {name}", n=number, name=str(ref)))
    answer = prompts.ask(
        msg(
            "Whose posts are these? Paste the address of the page, or write it as "
            "facebook:name. Enter: leave the file out."
        )
    )
    while answer:
        if answer.isdecimal() and 1 <= int(answer[:3]) <= len(proposed):
            return proposed[int(answer) - 1]
        try:
            return parse_ref(answer)
        except UsageError as error:
            prompts.tell_wrong(error.message, error.advice)
        answer = prompts.ask_more()
    return None
