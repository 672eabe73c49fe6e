"""Until when a key holds and what it may do, as far as somebody says: lines of ``doctor``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auditor.core.messages import Message, msg, msgn
from connectors.auth.oauth import App
from connectors.auth.tokens import Token
from connectors.base import PERMISSIONS, Check
from connectors.errors import ConnectorError
from connectors.http.json_fields import get_time
from connectors.key_steps import HOLDS
from connectors.platform import Login

_AHEAD = timedelta(days=7)
# Asked for to get a refresh token, and not always told among what was granted.
_ONLY_TO_RENEW = "offline.access"
_NAME = HOLDS


@dataclass(frozen=True, slots=True)
class LoginToken:
    """A key in use. ``token`` is its login, ``None`` for one that is set by hand; ``app`` is the
    app that it is of, where that is known; ``shadowed``: a login that a key set by hand hides."""

    network: str
    login: Login
    secret: str
    token: Token | None = None
    app: App | None = None
    shadowed: bool = False


def checks(held: LoginToken, now: datetime) -> list[Check]:
    """When the key ends, a week ahead, and which permissions it lacks."""
    ends, scopes, ended = _introspected(held)
    checks_of_login = (
        []
        if not held.shadowed
        else [
            Check(
                msg("login"),
                "warning",
                msg("A key that is set by hand is used instead of it."),
                msg("Leave that key out of the environment and of .env to use the login."),
            )
        ]
    )
    renewed = held.token is not None and held.token.refresh is not None and held.app is not None
    if ended or (ends is not None and ends <= now):
        checks_of_login.append(_over(held, ends, renewed))
    elif ends is not None:
        checks_of_login.append(_lasting(held, ends, now, renewed))
    missing = _missing(held.login, scopes)
    if missing:
        checks_of_login.append(
            Check(
                PERMISSIONS,
                "warning",
                msg("The key was not given: {scopes}.", scopes=", ".join(missing)),
                msg(
                    "Ask for them in the app at {where}, then: auditor login {network}",
                    where=held.login.console,
                    network=held.network,
                ),
            )
        )
    return checks_of_login


def _introspected(held: LoginToken) -> tuple[datetime | None, Sequence[str], bool]:
    """End, permissions and whether it is over: as the network says it, else as the login noted."""
    token = held.token
    noted = (token.expires_at, token.scopes) if token is not None else (None, ())
    if held.app is None or held.login.introspect is None:
        return (*noted, False)
    try:
        data = held.app.introspected(held.secret)
    except ConnectorError:
        return (*noted, False)
    value = data.get("scopes") or str(data.get("scope") or "").replace(",", " ").split()
    scopes = [str(scope) for scope in value] if isinstance(value, list) else []
    over = data.get("is_valid") is False or data.get("active") is False
    ends = get_time(data, "expires_at", to_come=True)
    return ends or noted[0], scopes or noted[1], over


def _over(held: LoginToken, ends: datetime | None, renewed: bool) -> Check:
    if renewed:
        return Check(_NAME, "ok", msg("It has ended, and is renewed with the next call."))
    said = (
        msg("It no longer holds.")
        if ends is None
        else msg("It has ended on {date}.", date=ends.date())
    )
    return Check(_NAME, "failed", said, _renew(held))


def _lasting(held: LoginToken, ends: datetime, now: datetime, renewed: bool) -> Check:
    if renewed:
        return Check(
            _NAME, "ok", msg("Until {date}; then it is renewed by itself.", date=ends.date())
        )
    if held.login.renew is not None and held.token is not None and held.app is not None:
        return Check(
            _NAME,
            "ok",
            msg("Until {date}; a reading in its last days renews it.", date=ends.date()),
        )
    days = max(0, (ends - now).days)
    if ends - now <= _AHEAD:
        said = msgn(
            "It ends on {date}: one day is left.",
            "It ends on {date}: {n} days are left.",
            days,
            date=ends.date(),
        )
        return Check(_NAME, "warning", said, _renew(held))
    return Check(_NAME, "ok", msg("Until {date}.", date=ends.date()))


def _renew(held: LoginToken) -> Message:
    return msg(
        "Get a new one: auditor login {network} (the app is at {where}).",
        network=held.network,
        where=held.login.console,
    )


def _missing(login: Login, scopes: Sequence[str]) -> list[str]:
    """What the nearest product of the network needs and the key was not given."""
    if not scopes:
        return []
    nearest = max(login.products.values(), key=lambda product: len(set(product) & set(scopes)))
    return [scope for scope in nearest if scope not in scopes and scope != _ONLY_TO_RENEW]
