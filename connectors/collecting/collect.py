"""Many accounts at once into the store: resumable, interruptible, one failure never all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from auditor.core.errors import AuditorError
from auditor.core.model import AccountRef, Window
from auditor.core.reasons import Reason
from connectors.base import Connector
from connectors.collecting.account_reader import AccountReader
from connectors.collecting.progress import AccountReport, Order, Progress
from connectors.errors import ConnectorError
from connectors.http.rate_limit import Wait

if TYPE_CHECKING:
    from auditor.store import Store

__all__ = ["AccountReport", "CollectReport", "Progress", "collect"]

_LOOK_UP = 0.5


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What a collection came to, an entry for each account in the order asked."""

    accounts: tuple[AccountReport, ...]

    @property
    def calls(self) -> int:
        """Calls of all accounts."""
        return sum(account.calls for account in self.accounts)

    @property
    def units(self) -> int:
        """Quota units of all accounts."""
        return sum(account.units for account in self.accounts)

    @property
    def posts_read(self) -> int:
        """Posts of all accounts that were read in this sitting."""
        return sum(account.posts_read for account in self.accounts)

    @property
    def posts_new(self) -> int:
        """Posts of all accounts that the store did not hold before."""
        return sum(account.posts_new for account in self.accounts)

    @property
    def comments_new(self) -> int:
        """Comments of all accounts that the store did not hold before."""
        return sum(account.comments_new for account in self.accounts)

    @property
    def planned_calls(self) -> float | None:
        """What the plans thought likely, of the accounts that have one."""
        counts = [
            account.planned_calls for account in self.accounts if account.planned_calls is not None
        ]
        return sum(counts) if counts else None


def collect(
    store: Store,
    make: Callable[[str], Connector],
    refs: Sequence[AccountRef],
    history: Window | int,
    comments: bool = True,
    now: Callable[[], datetime] | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    on_wait: Callable[[Wait], None] | None = None,
    workers: int = 32,
    stop: threading.Event | None = None,
) -> CollectReport:
    """Read accounts side by side and write what they did.

    Args:
        store: the open store.
        make: gives the connector of a platform; called once each.
        refs: the accounts, each once.
        history: the window to read, or its length in days until now.
        comments: whether comments are read too.
        now: the clock; replaced in tests.
        on_progress: hears of every page; one call at a time, from any thread.
        on_wait: hears of every pause that a network asks for.
        workers: accounts at once. The session keeps each host's own limit of calls, so more
            workers than that only keep the host's places filled while others write.
        stop: once set, every account ends as interrupted, and the report says so.

    Raises:
        KeyboardInterrupt: after all that was read is written and every run is closed as
            interrupted; the next collection goes on from there.
        StoreError: the store cannot be written.
    """
    clock = now or (lambda: datetime.now(UTC))
    window = _last_days(history, clock()) if isinstance(history, int) else history
    order = Order(window, comments, clock, _one_at_a_time(on_progress), stop or threading.Event())
    accounts = tuple(dict.fromkeys(refs))
    connectors = _connectors(make, accounts, on_wait)
    with ThreadPoolExecutor(max_workers=max(1, min(workers, len(accounts)))) as pool:
        futures = [
            pool.submit(_read_account, store, connectors[ref.platform], ref, order)
            for ref in accounts
        ]
        try:
            _await(futures, order, connectors)
        except BaseException:
            _stop(pool, order, connectors)
            raise
    return CollectReport(tuple(future.result() for future in futures))


def _last_days(days: int, end: datetime) -> Window:
    return Window(end - timedelta(days=days), end)


def _one_at_a_time(tell: Callable[[Progress], None] | None) -> Callable[[Progress], None]:
    lock = threading.Lock()

    def tell_locked(event: Progress) -> None:
        if tell is not None:
            with lock:
                tell(event)

    return tell_locked


def _connectors(
    make: Callable[[str], Connector],
    refs: Sequence[AccountRef],
    on_wait: Callable[[Wait], None] | None,
) -> dict[str, Connector | AuditorError]:
    """A connector for each platform, or the error that making it gave."""
    made: dict[str, Connector | AuditorError] = {}
    for platform in dict.fromkeys(ref.platform for ref in refs):
        try:
            connector = made[platform] = make(platform)
        except AuditorError as error:
            made[platform] = error
            continue
        if on_wait is not None:
            connector.session.on_wait = on_wait
    return made


def _read_account(
    store: Store, connector: Connector | AuditorError, ref: AccountRef, order: Order
) -> AccountReport:
    if isinstance(connector, Connector):
        return AccountReader(store, connector, ref, order).read()
    reason = connector.reason if isinstance(connector, ConnectorError) else Reason.NOT_OFFERED
    order.tell(Progress(ref, "done", done=True))
    return AccountReport(ref, reason=reason, error=connector.message, advice=connector.advice)


def _await(
    futures: Sequence[Future[AccountReport]],
    order: Order,
    connectors: Mapping[str, Connector | AuditorError],
) -> None:
    """Wait for all, waking up now and then so that an interruption is heard on every system."""
    waiting = set(futures)
    while waiting:
        done, waiting = wait(waiting, timeout=_LOOK_UP, return_when=FIRST_EXCEPTION)
        for future in done:
            future.result()
        if order.stop.is_set():
            _end_waits(connectors)


def _end_waits(connectors: Mapping[str, Connector | AuditorError]) -> None:
    for connector in connectors.values():
        if isinstance(connector, Connector):
            connector.session.stop()


def _stop(
    pool: ThreadPoolExecutor, order: Order, connectors: dict[str, Connector | AuditorError]
) -> None:
    """Let every thread end its page, and start no other account."""
    order.stop.set()
    _end_waits(connectors)
    pool.shutdown(wait=True, cancel_futures=True)
