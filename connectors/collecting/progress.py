"""What a collection wants of an account, what it tells on the way, and what came of it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from auditor.core.messages import Message
from auditor.core.model import Account, AccountRef, Window
from auditor.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Progress:
    """One account went on. ``calls`` were made and ``planned`` thought likely in all, by the plan
    and then by the pace seen; ``declared`` is how many posts the network counts."""

    ref: AccountRef
    stage: str
    posts: int = 0
    comments: int = 0
    calls: int = 0
    planned: float | None = None
    done: bool = False
    declared: int | None = None


@dataclass(slots=True)
class AccountReport:
    """What reading one account came to. Counts are of this sitting; the store may hold more.

    ``status`` is ``read``, ``same`` (``same_as`` is another name of it), ``partly``, ``failed`` or
    ``stopped``; ``planned_calls`` what the connector's plan thought likely. ``money`` is in
    thousandths of a dollar, ``planned_money`` in dollars; ``over_budget``: the limit ended it;
    ``complete`` as :attr:`connectors.collecting.run.ReadingRun.complete`; ``cause`` is a fault of
    the program itself or of the store. ``listed`` of ``declared`` posts were told; ``notes`` counts
    what the reading met with.
    """

    ref: AccountRef
    posts_read: int = 0
    posts_new: int = 0
    comments_read: int = 0
    comments_new: int = 0
    calls: int = 0
    units: int = 0
    money: int = 0
    planned_calls: float | None = None
    planned_money: float | None = None
    over_budget: bool = False
    complete: bool = False
    same_as: AccountRef | None = None
    stopped: bool = False
    reason: Reason | None = None
    error: Message | None = None
    advice: Message | None = None
    cause: Exception | None = None
    listed: int = 0
    declared: int | None = None
    notes: Mapping[str, int] = field(default_factory=dict)

    @property
    def status(self) -> str:
        """One word for how it ended."""
        if self.same_as is not None:
            return "same"
        if self.stopped:
            return "stopped"
        if self.error is None:
            return "read"
        return "partly" if self.posts_read else "failed"


@dataclass(frozen=True, slots=True)
class Order:
    """What is wanted of every account of one collection. ``fresh`` reads the whole window again."""

    window: Window
    comments: bool
    now: Callable[[], datetime]
    tell: Callable[[Progress], None]
    stop: threading.Event
    fresh: bool = False
    _claimed: dict[tuple[str, str], AccountRef] = field(default_factory=dict)

    def claim(self, host: str, account: Account) -> AccountRef | None:
        """Take an account for oneself; the name under which another already reads it, if so."""
        if not account.platform_id:
            return None
        # one step, whatever other threads do
        first = self._claimed.setdefault((host, account.platform_id), account.ref)
        return None if first == account.ref else first
