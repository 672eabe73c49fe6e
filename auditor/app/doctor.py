"""Which networks can be read now: each asked by one cheap call."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from auditor.app.workplace import Workplace
from auditor.core.errors import AuditorError, UsageError
from auditor.core.messages import Message, msg
from auditor.core.settings import load_settings

if TYPE_CHECKING:
    from auditor.store import Store
    from connectors.base import Check, Connector
    from connectors.http.session import Session

# What is told by a call that went through; of everything else nobody has tried whether it works.
_TRIED = frozenset({"one real call", "own pages", "opens"})


def has_worked(check: Check) -> bool:
    """Whether a check tells of a call that went through."""
    return check.name.singular in _TRIED and check.status == "ok"


def named_networks(names: Sequence[str]) -> tuple[str, ...]:
    """The networks of these names, each once; all that can be asked where none is named.

    Raises:
        UsageError: one of them cannot be asked.
    """
    from connectors.registry import PLATFORMS

    unknown = next((name for name in names if name not in PLATFORMS), None)
    if unknown is not None:
        raise UsageError(
            msg("'{name}' is not a network that can be asked.", name=unknown),
            msg("Write one or more of: {names}.", names=", ".join(PLATFORMS)),
        )
    return tuple(dict.fromkeys(names)) or tuple(PLATFORMS)


def check_networks(
    work: Workplace, networks: Sequence[str], store: Store | None
) -> dict[str, list[Check]]:
    """The checks of each network, in order; the networks are asked side by side.

    Args:
        work: the settings, the place of the store and the observer of this call.
        networks: names of networks.
        store: what is asked is counted there; ``None`` where it cannot be opened.
    """
    from connectors.http.session import Session
    from connectors.http.usage import Ledger

    session = Session(Ledger(store), attempts=2, renewal=work.renewal())
    try:
        with ThreadPoolExecutor(max_workers=8) as pool:
            answers = pool.map(lambda name: _checks(work, name, session), networks)
            return dict(zip(networks, answers, strict=True))
    finally:
        session.close()


def _checks(work: Workplace, platform: str, session: Session) -> list[Check]:
    from connectors.base import REAL_CALL, Check
    from connectors.errors import MALFORMED
    from connectors.http.status_errors import unexpected
    from connectors.registry import make_connector

    try:
        connector = make_connector(platform, session, work.settings)
        try:
            checks = list(connector.check())
        except MALFORMED:
            failure = unexpected(connector.info.title)
            checks = [Check(REAL_CALL, "failed", failure.message, failure.advice)]
        names = {check.name.singular for check in checks}
        checks += [
            check for check in _of_login(work, connector) if check.name.singular not in names
        ]
        version = connector.check_version()
        has_version = any(check.name.singular == version.name.singular for check in checks)
        if not has_version and connector.info.review_by is not None:
            checks.append(version)
        claims = connector.check_claims()
        return checks if claims is None else [*checks, claims]
    except AuditorError as error:
        return [Check(msg("one real call"), "failed", error.message, error.advice)]


def _of_login(work: Workplace, connector: Connector) -> list[Check]:
    """Until when the key holds and what it lacks, where a login or the network tells."""
    from auditor.app.support.tokens import app_of, token_file

    info = connector.info
    secret = connector.credentials.get(info.login.gives) if info.login is not None else None
    if info.login is None or not secret:
        return []
    from connectors.auth.expiry import LoginToken, checks

    token = token_file(work.place).tokens().get(info.platform)
    by_hand = load_settings().credentials.get(info.login.gives)
    if token is not None and by_hand is None:
        secret = token.access  # it may have been renewed by the call before
    held = LoginToken(
        info.platform,
        info.login,
        secret,
        None if by_hand else token,
        app_of(work.settings)(info.platform),
        token is not None and by_hand is not None,
    )
    return checks(held, datetime.now(UTC))


def easiest(name: str, checks: Sequence[Check]) -> Message:
    """What gives posts of a network soonest: what works already, else the file, else the key."""
    from connectors.files.where_to_export import WHERE
    from connectors.registry import connector_class

    info = connector_class(name).info
    works = any(map(has_worked, checks))
    if works or not any(key.required for key in info.credentials):
        return msg("auditor audit {network}:NAME", network=name)
    if all(key.easy for key in info.credentials):
        return msg("a free key, in minutes: auditor doctor {network} says how.", network=name)
    if name in WHERE:
        return msg(
            "the owner's file: {where} Then: auditor import FILE. A key comes second: auditor "
            "doctor {network} says how.",
            where=WHERE[name],
            network=name,
        )
    return msg("a key: auditor doctor {network} says how.", network=name)
