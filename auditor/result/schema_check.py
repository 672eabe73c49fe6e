"""What a result from a file must hold beyond its schema, before a page is drawn from it.

A result may come from another version, another program or a stranger: what refers to nothing, what
no page can hold and numbers that are none are told with their place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from auditor.core.errors import ResultError
from auditor.core.messages import Message, msg
from auditor.result.schema import Result

MOST_ACCOUNTS = 200
_LARGEST_NUMBER = 1e19  # more than a count of 63 bits
_DEEPEST = 40


def check_result(result: Result, data: Any, name: str) -> None:
    """Refuse a result that cannot be drawn.

    Args:
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


def _problems(result: Result, data: Any) -> Iterator[Message]:
    if len(result.accounts) > MOST_ACCOUNTS:
        yield msg("it holds {n} accounts, and a page shows {most} at most",
                  n=len(result.accounts), most=MOST_ACCOUNTS)  # fmt: skip
    yield from (msg("{place} is no number that a page can show", place=".".join(map(str, place)))
                for place in _strange_numbers(data, ()))  # fmt: skip
    yield from _strange_details(result)
    subjects = {one.name for one in result.subjects}
    yield from (msg("{account} belongs to {name}, who is not in it", account=one.ref,
                    name=one.subject)
                for one in result.accounts if one.subject not in subjects)  # fmt: skip
    refs = {one.ref for one in result.accounts}
    pages = (page.ref for subject in result.subjects for one in subject.team for page in one.pages)
    yield from (msg("{account} is named and not among the accounts", account=ref)
                for ref in pages if ref not in refs)  # fmt: skip
    used = {name: one.ref for one in result.accounts for name in one.signals}
    yield from (msg("the method does not say what {name} is", name=name)
                for name in used if name not in result.method.signals)  # fmt: skip


def _strange_details(result: Result) -> Iterator[Message]:
    """Counts beside a signal that are no numbers."""
    for account in result.accounts:
        for name, signal in account.signals.items():
            counts = [signal.details.get(key) for key in ("counted", "of")]
            if any(not isinstance(one, int | float | None) for one in counts):
                yield msg("the counts of {name} are no numbers", name=name)


def _strange_numbers(data: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """Where numbers stand that are endless, none at all, or larger than any count."""
    if isinstance(data, float | int) and not isinstance(data, bool):
        if not math.isfinite(data) or abs(data) > _LARGEST_NUMBER:
            yield place
        return
    if len(place) > _DEEPEST:
        yield place
        return
    if isinstance(data, dict):
        for name, value in data.items():
            yield from _strange_numbers(value, (*place, str(name)))
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for number, value in enumerate(data):
            yield from _strange_numbers(value, (*place, number))
