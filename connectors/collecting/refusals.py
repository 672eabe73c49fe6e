"""Calls made entry by entry (comments of a post, figures of a medium): what one of them costs.

An entry that is refused is unknown, with its reason, and the walk goes on; three in a row with the
same refusal are the account's. What would fail for every call (a key that is not accepted, a quota,
somebody's wish to stop) ends the walk at once.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from auditor.core.reasons import Reason
from connectors.errors import MALFORMED, ConnectorError, StalePositionError, TransientError
from connectors.http.status_errors import unexpected

REFUSED = "comments_refused"
_IN_A_ROW = 3
_FOR_ALL = frozenset({Reason.NO_CREDENTIAL, Reason.RETIRED_BY_PLATFORM})
_T = TypeVar("_T")


class Refusals:
    """What was refused of each account, by the name of the network."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._in_a_row: dict[str, tuple[object, int]] = {}
        self._met: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def ask(self, account: str, call: Callable[[], _T]) -> _T | None:
        """The answer to one call, or ``None`` where it is refused for its entry alone.

        Raises:
            ConnectorError: it would fail for others too, or is the third in a row of its kind.
        """
        try:
            answer = call()
        except StalePositionError:
            raise
        except ConnectorError as error:
            self.refuse(account, error)
        except MALFORMED:
            self.refuse(account, unexpected(self._title))
        else:
            self._in_a_row.pop(account, None)
            return answer
        return None

    def refuse(self, account: str, error: ConnectorError) -> None:
        """Note a refusal. Raises it where it is not its entry's alone."""
        if fails_for_all(error):
            raise error
        kind = (type(error), error.reason, error.message.singular)
        before, times = self._in_a_row.get(account, (kind, 0))
        times = times + 1 if before == kind else 1
        self._in_a_row[account] = (kind, times)
        if times >= _IN_A_ROW:
            self._in_a_row.pop(account)
            raise error
        self._met[account][f"{REFUSED}:{error.reason}"] += 1

    def met(self, account: str) -> Mapping[str, int]:
        """What was refused since this was asked last, counted by reason, as notes of a run."""
        return self._met.pop(account, {})


def fails_for_all(error: ConnectorError) -> bool:
    """Whether an error is not of the entry that was asked for, but of every call."""
    if isinstance(error, TransientError):
        return not error.retry or error.throttled
    return type(error) is ConnectorError or error.reason in _FOR_ALL


def in_halves(
    names: Sequence[str],
    ask: Callable[[Sequence[str]], Mapping[str, _T]],
    refused: type[ConnectorError],
) -> tuple[dict[str, _T], list[str]]:
    """A batch that may be refused for one of its members: asked again in halves.

    Returns what was told by name, and the names that were refused each by itself.

    Args:
        names: the members of the batch.
        ask: asks for some of them.
        refused: the error that means that one of them is at fault.
    """
    try:
        return dict(ask(names)), []
    except refused:
        if len(names) == 1:
            return {}, list(names)
    middle = len(names) // 2
    answers, out = in_halves(names[:middle], ask, refused)
    second_half, further = in_halves(names[middle:], ask, refused)
    return {**answers, **second_half}, [*out, *further]
