"""Erases accounts from the store, to the last byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.core.errors import UsageError
from auditor.core.messages import msg
from auditor.core.model import AccountRef

if TYPE_CHECKING:
    from auditor.store import Store
    from auditor.store.erasing import Erased


@dataclass(frozen=True)
class Forgotten:
    """What was erased; ``finished`` says that an earlier erasing, broken off, was ended too."""

    erased: Erased
    finished: bool


def forget(store: Store, refs: Sequence[AccountRef], rows: Mapping[AccountRef, int]) -> Forgotten:
    """Erase accounts; one that only older copies of the store hold is erased there.

    Args:
        store: the open store.
        refs: the accounts, each once.
        rows: their rows, where the store has them.

    Raises:
        UsageError: neither the store nor a copy holds anything of them.
    """
    erased = store.forget(list(rows) or refs)
    finished = store.has_finished
    if not rows and not (erased.copies or erased.unread or finished):
        raise _unknown(refs[0])
    return Forgotten(erased, finished)


def held(store: Store, refs: Sequence[AccountRef]) -> dict[AccountRef, int]:
    """The accounts with the number of their posts; none where the store knows none of them.

    Raises:
        UsageError: it knows some and not all.
    """
    from auditor.store.erasing import count

    with store.connect() as connection:
        counts = count(connection, refs)
    missing = next((ref for ref in refs if ref not in counts), None)
    if counts and missing is not None:
        raise _unknown(missing)
    return counts


def _unknown(ref: AccountRef) -> UsageError:
    return UsageError(
        msg("The store holds nothing of {account}.", account=str(ref)),
        msg("auditor status lists what it holds. Nothing was erased."),
    )
