"""What a result from a file must hold beyond its schema, before a page is drawn from it.

A result may come from another version, another program or a stranger: what refers to nothing, what
no page can hold and numbers that are none are told with their place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.core.errors import ResultError
from auditor.core.messages import Message, msg
from auditor.core.ranges import is_day
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
    for name, moment in (("as_of", result.as_of), ("generated_at", result.generated_at)):
        if not is_day(moment):
            yield msg("{place} is no day that an audit can be of", place=name)
    if len(result.accounts) > MOST_ACCOUNTS:
        yield msg(
            "it holds {n} accounts, and a page shows {most} at most",
            n=len(result.accounts),
            most=MOST_ACCOUNTS,
        )
    where = _strange_number(data)
    if where is not None:
        yield msg("{place} is no number that a page can show", place=".".join(where))
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


def _strange_number(data: object, depth: int = 0) -> tuple[str, ...] | None:
    """Where a number stands that is endless, none at all, or larger than any count.

    Every report walks through all of its result: what JSON can hold is told by its exact type.
    """
    if depth > _DEEPEST:
        return ()
    members: Iterable[tuple[object, object]] = ()
    if type(data) is dict:
        members = data.items()
    elif type(data) is list:
        members = enumerate(data)
    for name, value in members:
        kind = type(value)
        if kind is float or kind is int:
            # No comparison with NaN is true.
            if not -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER:  # type: ignore[operator]
                return (str(name),)
        elif kind is dict or kind is list:
            where = _strange_number(value, depth + 1)
            if where is not None:
                return (str(name), *where)
    return None
