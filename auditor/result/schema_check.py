"""What a result from a file must hold beyond its schema, before a page is drawn from it.

A result may come from another version, another program or a stranger: what refers to nothing, what
no page can hold and numbers that are none are told with their place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from auditor.core.errors import ResultError
from auditor.core.messages import Message, msg
from auditor.result.schema import Result

MOST_ACCOUNTS = 200
_LARGEST_NUMBER = 1e19  # more than a count of 63 bits
_DEEPEST = 40


def check_result(result: Result, data: object, name: str) -> None:
    """Refuse a result that cannot be drawn.

    Args:
        result: the result as it was read.
        data: the result's JSON as it stood in the file.
        name: the file, for the error.

    Raises:
        ResultError: with what is wrong and where.
    """
    problem = next(_problems(result, data), None)
    if problem is not None:
        raise ResultError(
            msg("{file} is not a result that can be drawn: {what}.", file=name, what=problem),
            msg("Give the result.json that 'auditor audit' wrote, or run the audit again."),
        )


def _problems(result: Result, data: object) -> Iterator[Message]:
    if len(result.accounts) > MOST_ACCOUNTS:
        yield msg(
            "it holds {n} accounts, and a page shows {most} at most",
            n=len(result.accounts),
            most=MOST_ACCOUNTS,
        )
    yield from (
        msg("{place} is no number that a page can show", place=".".join(map(str, where)))
        for where in _strange_numbers(data, ())
    )
    yield from _strange_details(result)
    subjects = {subject.name for subject in result.subjects}
    yield from (
        msg(
            "{account} belongs to {name}, who is not in it",
            account=account.ref,
            name=account.subject,
        )
        for account in result.accounts
        if account.subject not in subjects
    )
    refs = {account.ref for account in result.accounts}
    pages = (
        page.ref for subject in result.subjects for member in subject.team for page in member.pages
    )
    yield from (
        msg("{account} is named and not among the accounts", account=ref)
        for ref in pages
        if ref not in refs
    )
    used = {name: account.ref for account in result.accounts for name in account.signals}
    yield from (
        msg("the method does not say what {name} is", name=name)
        for name in used
        if name not in result.method.signals
    )


def _strange_details(result: Result) -> Iterator[Message]:
    """Counts beside a signal that are no numbers."""
    for account in result.accounts:
        for name, signal in account.signals.items():
            counts = [signal.details.get(key) for key in ("counted", "of")]
            if any(not isinstance(count, int | float | None) for count in counts):
                yield msg("the counts of {name} are no numbers", name=name)


def _strange_numbers(data: object, where: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where numbers stand that are endless, none at all, or larger than any count."""
    if isinstance(data, float | int) and not isinstance(data, bool):
        if not math.isfinite(data) or abs(data) > _LARGEST_NUMBER:
            yield where
        return
    if len(where) > _DEEPEST:
        yield where
        return
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _strange_numbers(value, (*where, str(name)))
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for number, value in enumerate(data):
            yield from _strange_numbers(value, (*where, number))
