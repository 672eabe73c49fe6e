"""Logins: how one begins, and what becomes of its token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from auditor.app.support.tokens import token_file
from auditor.core.errors import UsageError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.app.workplace import Workplace
    from connectors.auth.oauth import Flow
    from connectors.auth.tokens import Token
    from connectors.platform import Login, PlatformInfo

_ELSEWHERE = "https://localhost/auditor"


def network_with_login(network: str) -> PlatformInfo:
    """The network, if it has a login.

    Raises:
        UsageError: it has none.
    """
    from connectors.registry import PLATFORMS, connector_class

    infos = {name: connector_class(name).info for name in PLATFORMS}
    networks = [name for name, info in infos.items() if info.login is not None]
    if network not in networks:
        raise UsageError(
            msg("There is no login for '{name}'.", name=network),
            msg(
                "Networks with one: {names}. What others need: auditor platforms.",
                names=", ".join(networks),
            ),
        )
    return infos[network]


def _scopes(login: Login, product: str | None) -> tuple[str, ...]:
    if product is None:
        return next(iter(login.products.values()))
    if product not in login.products:
        raise UsageError(
            msg("--product '{name}' is not one of this network.", name=product),
            msg("Write one of: {names}.", names=", ".join(login.products)),
        )
    return login.products[product]


def _flow(
    work: Workplace, info: PlatformInfo, login: Login, back: str, scopes: tuple[str, ...]
) -> Flow:
    from connectors.auth.oauth import Flow

    settings, name = work.settings, info.platform
    return Flow(
        info.title,
        login,
        settings.credentials,
        back,
        scopes,
        settings.api_versions.get(name) or info.api_version,
        settings.login_urls.get(name),
    )


def begin_login(
    work: Workplace, info: PlatformInfo, redirect: str | None, here: str, product: str | None
) -> tuple[Flow, str]:
    """What leads a person to the network's page and back, and the address that they come back to.

    Args:
        work: the settings, the place of the store and the observer of this call.
        info: what the network offers.
        redirect: the address that the app has registered; ``None`` for ``here``, or where a
            network sends back to https only for one that is pasted.
        here: the address on this computer at which somebody waits.
        product: what the app may do; ``None`` is the usual.

    Raises:
        UsageError: the address or the product is none.
        CredentialError: the app's own keys are not set.
    """
    from connectors.auth.credentials import app_keys

    login = info.login
    if login is None:
        raise RuntimeError("a network without a login was let through")
    scopes = _scopes(login, product)
    back = redirect or (_ELSEWHERE if login.https_only else here)
    if not back.lower().startswith(("https://", "http://")):
        raise UsageError(
            msg(
                "--redirect '{address}' is not an address that a browser comes back to.",
                address=back,
            ),
            msg(
                "Give the one that is registered with the app: it begins with https:// or, on "
                "this computer, http://"
            ),
        )
    app_keys(info.title, login, work.settings.credentials, back)
    return _flow(work, info, login, back, scopes), back


def keep_token(work: Workplace, info: PlatformInfo, token: Token) -> Path:
    """Keep the token of a login; returns the file in which it lies.

    Args:
        work: the settings, the place of the store and the observer of this call.
        info: what the network offers.
        token: the token, with when it ends.
    """
    file = token_file(work.place)
    with file.locked():
        file.keep(info.platform, token)
    return file.path


def forget_token(work: Workplace, info: PlatformInfo) -> bool:
    """Erase the token of an earlier login; whether there was one."""
    file = token_file(work.place)
    with file.locked():
        return file.drop(info.platform)
