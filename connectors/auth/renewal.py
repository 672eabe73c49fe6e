"""Tokens of logins, renewed when they have ended: before a call, or once after it was refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from connectors.auth.oauth import App
from connectors.auth.tokens import Token, TokenFile, is_due
from connectors.errors import ConnectorError
from connectors.http.usage import bucket_of

_BEARER = "Bearer "
# A long-lived token is renewed when it is a day old, no sooner.
_YOUNG = timedelta(hours=24)
_TRY_AGAIN = timedelta(minutes=30)


class Renewal:
    """Knows which keys in use are tokens of a login, and gets new ones for them.

    ``app`` gives the app of a network, ``None`` when its two keys are not set.
    """

    def __init__(
        self,
        file: TokenFile,
        app: Callable[[str], App | None],
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._file, self._app = file, app
        self._now = now or (lambda: datetime.now(UTC))
        self._kept = {token.access: (name, token) for name, token in file.tokens().items()}
        self._instead: dict[str, str] = {}
        self._put_off: dict[str, datetime] = {}
        self._app_tokens: dict[str, str | None] = {}
        self._lock = threading.Lock()

    def before(self, headers: Mapping[str, str]) -> Mapping[str, str]:
        """The headers of a call with a token that still holds.

        One that could be renewed and is not goes on being used until it ends.

        Raises:
            ConnectorError: the token has ended, and the network gives no other.
        """
        secret = _secret(headers)
        if secret in self._instead:
            return _with(headers, self._instead[secret])
        token_of = self._kept.get(secret)
        if token_of is None or not self._is_due(*token_of) or not self._can(*token_of):
            return headers
        try:
            renewed = self._renewed(secret)
        except ConnectorError:
            if is_due(token_of[1], self._now()):
                raise
            self._put_off[secret] = self._now() + _TRY_AGAIN
            return headers
        return headers if renewed is None else _with(headers, renewed)

    def after(self, headers: Mapping[str, str]) -> Mapping[str, str] | None:
        """The headers for a second try of a call whose key was refused; ``None``: there is none."""
        secret = _secret(headers)
        if secret not in self._kept or not self._can(*self._kept[secret]):
            return None
        renewed = self._renewed(secret)
        return None if renewed is None else _with(headers, renewed)

    def mark(self, headers: Mapping[str, str]) -> str | None:
        """A name of the login that a token belongs to, which tells nothing of it."""
        token_of = self._kept.get(_secret(headers))
        app = None if token_of is None else self._app(token_of[0])
        return (
            None if token_of is None else bucket_of("login", token_of[0], app.name if app else "")
        )

    def app_token(self, network: str) -> str | None:
        """The own token of a network's app, asked for once; ``None`` where its keys are not set.

        Raises:
            ConnectorError: the network gives none.
        """
        app = self._app(network)
        if app is None:
            return None
        with self._lock:
            if network not in self._app_tokens:
                self._app_tokens[network] = app.own_token()
        return self._app_tokens[network]

    def _is_due(self, network: str, token: Token) -> bool:
        """Whether a token has ended, or is to be renewed while it still holds."""
        app, now = self._app(network), self._now()
        if app is None or app.login.renew is None:
            return is_due(token, now)
        if self._put_off.get(token.access, now) > now:
            return False
        young = token.obtained_at is not None and now - token.obtained_at < _YOUNG
        return not young and token.ends_by(now + app.login.renew_within)

    def _can(self, network: str, token: Token) -> bool:
        app = self._app(network)
        if app is not None and app.login.renew is not None:
            return not is_due(token, self._now())
        ended = token.refresh_expires_at is not None and token.refresh_expires_at <= self._now()
        return token.refresh is not None and not ended and self._app(network) is not None

    def _renewed(self, secret: str) -> str | None:
        """The token that stands instead: another thread's, another process's, or a new one.

        Raises:
            ConnectorError: the network gives none.
        """
        with self._lock:
            if secret in self._instead:
                return self._instead[secret]
            name = self._kept[secret][0]
            app = self._app(name)
            if app is None:
                return None
            with self._file.locked():
                token = self._file.tokens().get(name)
                if token is None:
                    return None
                if token.access == secret:
                    token = app.renewed(token)
                    self._file.keep(name, token)
            self._instead[secret] = token.access
            self._kept[token.access] = (name, token)
            return token.access


def _secret(headers: Mapping[str, str]) -> str:
    return headers.get("Authorization", "").removeprefix(_BEARER)


def _with(headers: Mapping[str, str], secret: str) -> Mapping[str, str]:
    return {**headers, "Authorization": f"{_BEARER}{secret}"}
