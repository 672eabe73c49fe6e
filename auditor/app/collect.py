"""Reads accounts from their networks into the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from auditor.app.support.problems import Problem, problems_of, remarks_of
from auditor.app.support.selection import accounts_of
from auditor.app.workplace import Workplace
from auditor.core.messages import msg
from auditor.core.model import AccountRef, Window
from auditor.core.settings import Settings
from auditor.core.spec import AuditSpec
from auditor.core.traits import TRAITS

if TYPE_CHECKING:
    from auditor.store import Store
    from connectors.base import Connector
    from connectors.collecting.collect import CollectReport
    from connectors.http.session import Session


def history(days: int, now: datetime, since: datetime | None = None) -> Window:
    """What to read: ``days`` back from ``since`` (default: now), until now.

    Args:
        days: how many days back.
        now: the end of what is read, aware.
        since: the moment from which the days are counted back, aware.
    """
    return Window(min(since or now, now) - timedelta(days=days), now)


def split_by_connector(refs: Sequence[AccountRef]) -> tuple[list[AccountRef], list[AccountRef]]:
    """The accounts that a connector reads, and those that only files tell of."""
    from connectors.registry import PLATFORMS

    by_connector = [ref for ref in refs if ref.platform in PLATFORMS]
    return by_connector, [ref for ref in refs if ref.platform not in PLATFORMS]


def can_be_asked(settings: Settings, ref: AccountRef) -> bool:
    """Whether a connector reads the network of an account, with the keys that are set."""
    from connectors.registry import PLATFORMS, connector_class

    if ref.platform not in PLATFORMS:
        return False
    keys = connector_class(ref.platform).info.credentials
    return all(not key.required or settings.credentials.get(key.env) for key in keys)


def read_all(
    work: Workplace,
    store: Store,
    specs: Sequence[AuditSpec],
    window: Window,
    max_spend: float | None = None,
) -> CollectReport:
    """Read every account of some audits; see :func:`read_accounts`.

    Args:
        work: the settings, the place of the store and the observer of this call.
        store: the open store.
        specs: the audits, one a client.
        window: the days to read.
        max_spend: US dollars; a call that would make the reading cost more is not made.
    """
    refs, _others = split_by_connector(accounts_of(specs))
    closed = [ref for ref in refs if not can_be_asked(work.settings, ref)]
    if closed:
        # without a key the owner's files are what there is, and no error
        by_files = {holding.ref for holding in store.holdings() if "export" in holding.origins}
        refs = [ref for ref in refs if ref not in closed or ref not in by_files]
    return read_accounts(work, store, refs, window, max_spend=max_spend)


def read_accounts(
    work: Workplace,
    store: Store,
    refs: Sequence[AccountRef],
    window: Window,
    comments: bool = True,
    max_spend: float | None = None,
) -> CollectReport:
    """Read accounts side by side.

    Args:
        work: the settings, the place of the store and the observer of this call.
        store: the open store.
        refs: the accounts, each once.
        window: the days to read.
        comments: whether comments are read too.
        max_spend: US dollars; a call that would make the reading cost more is not made.

    Raises:
        KeyboardInterrupt: after every wait was ended; what was read is in the store.
        StoreError: the store cannot be written.
    """
    from connectors.collecting.collect import collect
    from connectors.http.session import Session
    from connectors.http.usage import Ledger

    budget = None if max_spend is None else int(max_spend * 1000 + 1e-6)
    session = Session(Ledger(store, budget), renewal=work.renewal())
    if max_spend is None:
        _tell_price(work, store, refs, window, comments)
    observer = work.observer
    observer.kept()
    observer.reading(len(refs))
    try:
        session.on_wait = observer.wait
        return collect(
            store,
            maker(work.settings, session),
            refs,
            window,
            comments=comments,
            on_progress=observer.progress,
            on_wait=observer.wait,
            stop=work.stop,
        )
    except KeyboardInterrupt:
        session.stop()
        raise
    finally:
        observer.ended()
        session.close()


def tell_report(work: Workplace, report: CollectReport) -> list[Problem]:
    """The problems of a collection; the observer hears of each, and of what else is lacking."""
    problems = problems_of(report)
    for problem in problems:
        work.observer.problem(problem)
    for account, words in remarks_of(report):
        work.observer.remark(account, words)
    return problems


def maker(settings: Settings, session: Session) -> Callable[[str], Connector]:
    """Makes the connector of a platform, with the keys and addresses of the settings."""
    from connectors.registry import make_connector

    def make(platform: str) -> Connector:
        return make_connector(platform, session, settings)

    return make


def _tell_price(
    work: Workplace, store: Store, refs: Sequence[AccountRef], window: Window, comments: bool
) -> None:
    """Before anything is asked: what it will cost in money, where it costs any."""
    from connectors.collecting.forecast import forecast
    from connectors.http.session import Session
    from connectors.registry import make_connector

    priced = [ref for ref in refs if TRAITS[ref.platform].paid and can_be_asked(work.settings, ref)]
    if not priced:
        return
    plans = [
        forecast(
            store, make_connector(ref.platform, Session(), work.settings), ref, window, comments
        ).money
        for ref in priced
    ]
    likely, most = sum(plan.likely for plan in plans), sum(plan.most for plan in plans)
    work.observer.note(
        msg(
            "X is paid for what is read: about ${likely} here, at most ${most}. --max-spend sets a "
            "limit.",
            likely=f"{likely:.2f}",
            most=f"{most:.2f}",
        )
    )
