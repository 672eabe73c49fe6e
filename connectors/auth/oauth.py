"""OAuth 2.0 as a network's login wants it: the address to open, the code that comes back, the
token for it, and a new one when it has ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from auditor.core.json_types import JsonValue, parse_json
from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.auth.tokens import Token
from connectors.errors import CredentialError, PlatformError, TransientError
from connectors.http.request import refuse_open_line
from connectors.platform import Login

_TIMEOUT = (10.0, 30.0)
_AGAIN = msg("Run auditor login again: a code holds for minutes, and once.")


class Flow:
    """One login of one person.

    ``redirect`` is the address to come back to, as the app has registered it; ``place`` replaces
    the network's scheme and host, for a gateway or a test.
    """

    def __init__(
        self,
        title: str,
        login: Login,
        credentials: Mapping[str, str],
        redirect: str,
        scopes: Sequence[str],
        version: str | None = None,
        store_location: str | None = None,
    ) -> None:
        from oauthlib.oauth2 import WebApplicationClient

        self.title, self.login = title, login
        self._redirect, self._scopes = redirect, tuple(scopes)
        self._app = App(title, login, credentials, version, store_location)
        self._client = WebApplicationClient(self._app.name)
        self._state = ""
        self._verifier: str | None = None

    def address(self) -> str:
        """What has to be opened in a browser; each time another."""
        from oauthlib.common import generate_token

        self._state = generate_token(32)
        params: dict[str, str] = dict(self.login.extra)
        if self.login.app_name != "client_id":
            params[self.login.app_name] = self._app.name
        if self.login.pkce:
            self._verifier = self._client.create_code_verifier(64)
            params |= {
                "code_challenge": self._client.create_code_challenge(self._verifier, "S256"),
                "code_challenge_method": "S256",
            }
        whole: str = self._client.prepare_request_uri(
            self._app.versioned(self.login.authorize),
            redirect_uri=self._redirect,
            scope=self.login.separator.join(self._scopes),
            state=self._state,
            **params,
        )
        return self._app.moved(whole)

    def code(self, address: str) -> str:
        """The code in the address that the browser came back to.

        Raises:
            CredentialError: the person refused, the address is of another login, or of none.
        """
        from oauthlib.oauth2 import MismatchingStateError, OAuth2Error

        try:
            parts = urlsplit(address.strip().strip("<>\"'"))
            # the address on this machine is no https, which the parser would not read
            whole = urlunsplit(parts._replace(scheme="https", fragment=""))
            return str(self._client.parse_request_uri_response(whole, self._state)["code"])
        except MismatchingStateError:
            failure = _foreign(self.title)
        except OAuth2Error as error:
            refused = error.error in {"access_denied", "user_cancelled_login"}
            failure = _refused(self.title) if refused else _no_code(self.title)
        except (ValueError, KeyError):
            failure = _no_code(self.title)
        # raised outside the handler: the library's errors carry the whole address
        raise failure

    def token(self, code: str) -> Token:
        """The token for a code. Raises CredentialError, TransientError, PlatformError."""
        params = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._redirect}
        if self._verifier:
            params["code_verifier"] = self._verifier
        token = self._app.ask(params)
        return self._app.long_lived(token) if self.login.exchange else token


class App:
    """An app registered with a network, by its two keys: what asks for tokens."""

    def __init__(
        self,
        title: str,
        login: Login,
        credentials: Mapping[str, str],
        version: str | None = None,
        moved_to: str | None = None,
    ) -> None:
        self.title, self.login = title, login
        self.name = credentials.get(login.app_id, "")
        self._secret = credentials.get(login.app_key, "")
        self._version, self._place = version, moved_to

    def versioned(self, address: str) -> str:
        """An address of the declaration, with the API's version in it."""
        return address.format(version=self._version)

    def moved(self, address: str) -> str:
        """An address on the host that replaces the network's own, if any does."""
        if self._place is None:
            return address
        parts, target = urlsplit(address), urlsplit(self._place)
        return urlunsplit(parts._replace(scheme=target.scheme, netloc=target.netloc))

    def ask(self, what: Mapping[str, str], old: Token | None = None) -> Token:
        """The token for a code, or for an ``old`` one.

        Raises:
            CredentialError: the network does not take the code, or does not know the app.
        """
        params = dict(what)
        basic = self.login.basic and bool(self._secret)
        if not basic:
            params[self.login.app_name] = self.name
            if self._secret:
                params["client_secret"] = self._secret
        address = self.moved(self.versioned(self.login.redeem))
        status, data = _send(
            address, params, self.login.by_get, (self.name, self._secret) if basic else None
        )
        if status >= 400 or not data.get("access_token"):
            raise self._failure(status, data, what["grant_type"])
        return self._token(data, old)

    def own_token(self) -> str | None:
        """The app's own token (RFC 6749, client credentials); ``None`` for an app without a secret
        or a network that gives none.

        Raises:
            CredentialError: the network does not know the app.
        """
        if self.login.app_token is None or not self._secret:
            return None
        address = self.moved(self.login.app_token)
        status, data = _send(
            address, {"grant_type": "client_credentials"}, False, (self.name, self._secret)
        )
        token = data.get("access_token")
        if status >= 400 or not isinstance(token, str) or not token:
            raise self._failure(status, data)
        return token

    def long_lived(self, token: Token) -> Token:
        """A token that holds for months, for a person's token that holds for an hour."""
        grant = self.login.exchange or ""
        if self.login.exchange_at is not None:
            secret = {"client_secret": self._secret}
            return self._by_itself(self.login.exchange_at, grant, token, secret)
        return self.ask({"grant_type": grant, grant: token.access}, token)

    def _by_itself(
        self, address: str, grant: str, token: Token, more: Mapping[str, str] | None = None
    ) -> Token:
        """The token that a network gives for a token, without a refresh token.

        Args:
            address: where it is given.
            grant: the name of the grant.
            token: the token that it stands for.
            more: what else is sent.
        """
        params = {"grant_type": grant, "access_token": token.access, **(more or {})}
        status, data = _send(self.moved(address), params, True, None)
        if status >= 400 or not data.get("access_token"):
            raise self._failure(status, data, "" if more else "refresh_token")
        return self._token(data, token)

    def renewed(self, token: Token) -> Token:
        """A new token by the refresh token. Raises CredentialError when that has ended too."""
        if self.login.renew is not None and self.login.renew_at is not None:
            return self._by_itself(self.login.renew_at, self.login.renew, token)
        if token.refresh is None:
            raise _ended(self.title)
        return self.ask({"grant_type": "refresh_token", "refresh_token": token.refresh}, token)

    def introspected(self, secret: str) -> Mapping[str, Any]:
        """What the network says of a token: ``expires_at``, ``scope`` or ``scopes``, and whether it
        holds. Raises CredentialError, TransientError, PlatformError."""
        address = self.moved(self.versioned(self.login.introspect or ""))
        params = {"client_id": self.name, "client_secret": self._secret, "token": secret}
        if self.login.by_get:
            params = {"input_token": secret, "access_token": f"{self.name}|{self._secret}"}
        status, data = _send(address, params, self.login.by_get, None)
        if status >= 400:
            raise self._failure(status, data)
        inner = data.get("data")
        return inner if isinstance(inner, dict) else data

    def _token(self, data: Mapping[str, Any], old: Token | None) -> Token:
        now = datetime.now(UTC)
        lasts = data.get("expires_in")
        later = data.get("refresh_token_expires_in") or data.get("refresh_expires_in")
        ends = _after(now, lasts) or (now + self.login.lasts if self.login.lasts else None)
        scopes = str(data.get("scope") or "").replace(",", " ").split()
        refresh = data.get("refresh_token") or (old.refresh if old else None)
        kept_until = _after(now, later) or (old.refresh_expires_at if old else None)
        return Token(
            self.login.gives,
            str(data["access_token"]),
            refresh,
            ends,
            kept_until,
            tuple(scopes) or (old.scopes if old else ()),
            now,
        )

    def _failure(self, status: int, data: Mapping[str, Any], grant: str = "") -> Exception:
        error = data.get("error")
        kind = error if isinstance(error, str) else ""
        if status == 429 or status >= 500:
            return TransientError(
                msg(
                    "{title} does not give a token now (status {status}).",
                    title=self.title,
                    status=status,
                ),
                _AGAIN,
            )
        if kind in {"invalid_client", "unauthorized_client"} or status == 401:
            return CredentialError(
                msg(
                    "{title} does not know the app of {name}.",
                    title=self.title,
                    name=self.login.app_id,
                ),
                msg(
                    "Copy both of its keys whole from {where} into {name} and {secret}.",
                    where=self.login.console,
                    name=self.login.app_id,
                    secret=self.login.app_key,
                ),
                Reason.NO_CREDENTIAL,
            )
        if grant == "refresh_token":
            return _ended(self.title)
        return CredentialError(
            msg("{title} does not take this code, or no longer.", title=self.title),
            _AGAIN,
            Reason.NO_CREDENTIAL,
        )


def _after(now: datetime, seconds: JsonValue) -> datetime | None:
    try:
        return now + timedelta(seconds=int(seconds))
    except (TypeError, ValueError, OverflowError):
        return None


def _send(
    address: str, data: Mapping[str, str], by_get: bool, auth: tuple[str, str] | None
) -> tuple[int, Mapping[str, Any]]:
    """One call to where tokens are given; what it carries is shown nowhere."""
    import requests

    from connectors.http.transport import http_session

    refuse_open_line(address)
    host = urlsplit(address).netloc
    http = http_session()
    try:
        if by_get:
            answer = http.get(address, params=data, timeout=_TIMEOUT, allow_redirects=False)
        else:
            answer = http.post(
                address, data=data, timeout=_TIMEOUT, allow_redirects=False, auth=auth
            )
        status, body = answer.status_code, answer.content
    except requests.exceptions.RequestException:
        status, body = 0, b""
    finally:
        http.close()
    if status == 0:
        # raised outside the handler: the library's errors carry the whole address
        raise TransientError(
            msg("{host} cannot be reached.", host=host),
            msg("Check the connection and the address, then try again."),
        )
    try:
        content = parse_json(body)
    except ValueError:
        content = None
    if not isinstance(content, dict):
        if status < 400:
            raise PlatformError(
                msg("{host} answered in a form that is not known.", host=host), _AGAIN
            )
        return status, {}
    return status, content


_ONCE_MORE = msg("Run auditor login again, and copy the whole address after you have agreed.")


def _foreign(title: str) -> CredentialError:
    return CredentialError(
        msg("The answer does not belong to this login to {title}; nothing was kept.", title=title),
        _ONCE_MORE,
        Reason.NO_CREDENTIAL,
    )


def _refused(title: str) -> CredentialError:
    return CredentialError(
        msg("{title} was told not to let this program read.", title=title),
        msg("Run auditor login again and agree there, or use files: auditor import FILE"),
        Reason.NO_CREDENTIAL,
    )


def _no_code(title: str) -> CredentialError:
    return CredentialError(
        msg("This is not the address that {title} sent back to: it holds no code.", title=title),
        _ONCE_MORE,
        Reason.NO_CREDENTIAL,
    )


def _ended(title: str) -> CredentialError:
    return CredentialError(
        msg("The login to {title} has ended.", title=title),
        msg("Run auditor login again."),
        Reason.NO_CREDENTIAL,
    )
