"""Reads accounts from their networks into the store, and tells what could not be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from auditor.cli.base import State
from auditor.cli.ending import Exit, show_cause, tell, tell_error
from auditor.cli.key_files import tell_exposed
from auditor.cli.selection import accounts_of
from auditor.cli.words import say
from auditor.messages import Message, msg
from auditor.model import AccountRef, Window
from auditor.reasons import Reason
from auditor.spec import AuditSpec

if TYPE_CHECKING:
    from auditor.store import Store
    from connectors.base import Connector
    from connectors.collect import CollectReport
    from connectors.report import AccountReport
    from connectors.session import Session


_WANT_KEY = frozenset({Reason.NO_CREDENTIAL, Reason.NO_PERMISSION})


@dataclass(frozen=True)
class Problem:
    """An account that could not be read, and whether a key would have opened it."""

    account: AccountRef
    message: Message
    advice: Message | None
    wants_key: bool = False
    over_budget: bool = False
    some_read: bool = False
    cause: Exception | None = None

    def tell(self) -> None:
        """Print it on standard error."""
        tell_error(msg("{account}: {what}", account=str(self.account), what=self.message),
                   self.advice)  # fmt: skip

    def as_data(self) -> dict[str, Any]:
        """The same for a program."""
        return {
            "account": str(self.account),
            "message": say(self.message),
            "advice": None if self.advice is None else say(self.advice),
        }


def history(days: int, since: datetime | None = None, now: datetime | None = None) -> Window:
    """What to read: ``days`` back from ``since`` (default: now), until now."""
    end = now or datetime.now(UTC)
    return Window(min(since or end, end) - timedelta(days=days), end)


def split(refs: Sequence[AccountRef]) -> tuple[list[AccountRef], list[AccountRef]]:
    """The accounts that a connector reads, and those that only files tell of."""
    from connectors.registry import PLATFORMS

    read = [ref for ref in refs if ref.platform in PLATFORMS]
    return read, [ref for ref in refs if ref.platform not in PLATFORMS]


def can_be_asked(state: State, ref: AccountRef) -> bool:
    """Whether a connector reads the network of an account, with the keys that are set."""
    from connectors.registry import PLATFORMS, connector_class

    if ref.platform not in PLATFORMS:
        return False
    keys = connector_class(ref.platform).info.credentials
    return all(not one.required or state.settings.credentials.get(one.env) for one in keys)


def _told_by_files(store: Store) -> set[AccountRef]:
    return {one.ref for one in store.holdings() if "export" in one.origins}


def read_all(
    state: State, store: Store, specs: Sequence[AuditSpec], days: int, since: datetime | None,
    silent: bool, max_spend: float | None,
) -> CollectReport:  # fmt: skip
    """Read every account of the audits."""
    refs, _others = split(accounts_of(specs))
    closed = [ref for ref in refs if not can_be_asked(state, ref)]
    if closed:
        # without a key the owner's files are what there is, and no error
        by_files = _told_by_files(store)
        refs = [ref for ref in refs if ref not in closed or ref not in by_files]
    return read_accounts(state, store, refs, history(days, since), True, silent, max_spend)


def tell_calls(report: CollectReport) -> None:
    """One line on standard error: the calls made to each network beside those planned."""
    made: dict[str, list[AccountReport]] = {}
    for one in report.accounts:
        made.setdefault(one.ref.platform, []).append(one)
    told = [_calls_of(platform, rows) for platform, rows in made.items()]
    if told:
        tell(say(msg("Calls made: {list}.", list=", ".join(told))))


def _calls_of(platform: str, rows: Sequence[AccountReport]) -> str:
    calls, money = sum(one.calls for one in rows), sum(one.money for one in rows)
    if not money:
        return say(msg("{network} {calls} (planned {planned})", network=platform, calls=calls,
                       planned=_planned(rows)))  # fmt: skip
    expected = sum(one.planned_money or 0 for one in rows)
    return say(msg("{network} {calls} (planned {planned}), ${spent} (planned ${expected})",
                   network=platform, calls=calls, planned=_planned(rows),
                   spent=f"{money / 1000:.2f}", expected=f"{expected:.2f}"))  # fmt: skip


def _planned(rows: Sequence[AccountReport]) -> str:
    known = [one.planned_calls for one in rows if one.planned_calls is not None]
    return "–" if len(known) < len(rows) else str(round(sum(known)))


def calls_as_data(report: CollectReport) -> list[dict[str, Any]]:
    """The same for a program, an account each."""
    return [
        {"account": str(one.ref), "calls": one.calls, "units": one.units,
         "money": one.money / 1000, "planned_calls": one.planned_calls,
         "planned_money": one.planned_money}
        for one in report.accounts
    ]  # fmt: skip


def read_accounts(
    state: State, store: Store, refs: Sequence[AccountRef], window: Window, comments: bool,
    silent: bool, max_spend: float | None = None,
) -> CollectReport:  # fmt: skip
    """Read accounts side by side, with progress on a terminal.

    Interrupted, it stops every wait and leaves what was read in the store.
    """
    from auditor.cli.logins import renewal
    from auditor.cli.progress import watching
    from connectors.collect import collect
    from connectors.ledger import Ledger
    from connectors.session import Session

    budget = None if max_spend is None else int(max_spend * 1000 + 1e-6)
    tell_exposed(state.place)
    session = Session(Ledger(store, budget), renewal=renewal(state.settings, state.place))
    if max_spend is None and not silent:
        _tell_price(state, store, refs, window, comments)
    state.kept = True
    try:
        with watching(len(refs), silent) as watch:
            session.on_wait = watch.wait
            return collect(
                store, maker(state, session), refs, window, comments=comments,
                on_progress=watch.progress, on_wait=watch.wait,
            )  # fmt: skip
    except KeyboardInterrupt:
        session.stop()
        raise
    finally:
        session.close()


def _tell_price(
    state: State, store: Store, refs: Sequence[AccountRef], window: Window, comments: bool
) -> None:
    """Before anything is asked: what it will cost in money, where it costs any."""
    from connectors.forecast import forecast
    from connectors.registry import make_connector
    from connectors.session import Session

    priced = [ref for ref in refs if ref.platform == "x" and can_be_asked(state, ref)]
    if not priced:
        return
    plans = [forecast(store, make_connector(ref.platform, Session(), state.settings), ref, window,
                      comments).money for ref in priced]  # fmt: skip
    likely, most = sum(one.likely for one in plans), sum(one.most for one in plans)
    tell(say(msg("X is paid for what is read: about ${likely} here, at most ${most}. --max-spend "
                 "sets a limit.", likely=f"{likely:.2f}", most=f"{most:.2f}")))  # fmt: skip


def maker(state: State, session: Session) -> Any:
    """Makes the connector of a platform, with the keys and addresses of the settings."""
    from connectors.registry import make_connector

    def make(platform: str) -> Connector:
        connector: Connector = make_connector(platform, session, state.settings)
        return connector

    return make


def problems_of(report: CollectReport, state: State) -> list[Problem]:
    """What the report says went wrong, told on standard error."""
    problems = [
        Problem(
            one.ref,
            one.error,
            _or_a_file(one),
            one.reason in _WANT_KEY,
            one.over_budget,
            one.status == "partly",
            one.cause,
        )
        for one in report.accounts
        if one.error is not None
    ]
    for problem in problems:
        problem.tell()
        show_cause(problem.cause, state)
    _tell_parts(report)
    return problems


def _tell_parts(report: CollectReport) -> None:
    """What was read and lacks something, though nothing went wrong: a line each."""
    for one in report.accounts:
        if one.error is not None or one.same_as is not None:
            continue
        found = [*([] if one.complete else [_part(one)]), *_met(one)]
        for what in found:
            tell(say(msg("{account}: {what}", account=str(one.ref), what=what)))


def _part(one: AccountReport) -> Message:
    if one.declared is None:
        return msg("only a part of the posts was told; how many there are is not known.")
    return msg("only a part of the posts was told: {n} of {declared} that the network counts.",
               n=one.listed, declared=one.declared)  # fmt: skip


def _met(one: AccountReport) -> list[Message]:
    """What the reading met with, in the words of the report's notes."""
    from auditor.quality import met
    from auditor.words import note

    return [note(code, params) for code, params in met(one.notes)]


def _or_a_file(one: AccountReport) -> Message | None:
    """The advice of an error; without a key the owner's file is the other way."""
    from connectors.exports import where_to_click
    from connectors.registry import connector_class

    info = connector_class(one.ref.platform).info
    keys = info.credentials
    if one.reason is not Reason.NO_CREDENTIAL or one.advice is None or all(k.easy for k in keys):
        return one.advice
    advice = one.advice
    if info.login is not None:
        advice = msg("{advice} Or let the program get it: auditor login {network}.", advice=advice,
                     network=one.ref.platform)  # fmt: skip
    return msg("{advice} Or its owner downloads a file: {where} Then: auditor import FILE",
               advice=advice, where=where_to_click(one.ref.platform))  # fmt: skip


def no_connector(refs: Sequence[AccountRef]) -> list[Problem]:
    """Accounts that no connector reads: told, with the way that there is."""
    problems = [
        Problem(ref, msg("this network cannot be asked yet."), _how_to_read(ref)) for ref in refs
    ]
    for problem in problems:
        problem.tell()
    return problems


def status_of(problems: Sequence[Problem], accounts: Collection[AccountRef]) -> Exit:
    """The exit status for what could not be read of these accounts."""
    failed = {problem.account for problem in problems}
    if not failed:
        return Exit.DONE
    if any(problem.over_budget for problem in problems):
        return Exit.BUDGET
    nothing = failed >= set(accounts) and not any(problem.some_read for problem in problems)
    wants_key = any(problem.wants_key for problem in problems)
    return Exit.NO_CREDENTIAL if nothing and wants_key else Exit.SOME_FAILED


def without_data(refs: Sequence[AccountRef]) -> list[Problem]:
    """Accounts of which the store holds nothing: told, with the way to get them."""
    problems = [Problem(ref, msg("the store holds nothing of it."), _how_to_read(ref))
                for ref in refs]  # fmt: skip
    for problem in problems:
        problem.tell()
    return problems


def _how_to_read(ref: AccountRef) -> Message:
    from connectors.exports import where_to_click
    from connectors.registry import PLATFORMS

    if ref.platform in PLATFORMS:
        return msg("Run the same command without --offline.")
    return msg("Its owner can download a file: {where} Then: auditor import FILE --account {ref}",
               where=where_to_click(ref.platform), ref=str(ref))  # fmt: skip
