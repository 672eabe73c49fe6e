"""Where the tokens of logins are kept, and what renews them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.settings import APP_NAME, Settings, config_folder, without_local_addresses

if TYPE_CHECKING:
    from connectors.auth.oauth import App
    from connectors.auth.renewal import Renewal
    from connectors.auth.tokens import TokenFile


def token_file(location: str | None) -> TokenFile:
    """The file beside the store; beside the settings where the store is a server's."""
    from connectors.auth.tokens import TokenFile

    store = _file_of(location)
    if store is None:
        return TokenFile(config_folder(os.environ) / "tokens.json")
    return TokenFile(store.parent / f"{store.stem}.tokens.json")


def _file_of(location: str | None) -> Path | None:
    """The store's file, as the store itself finds it (which would bring SQLAlchemy)."""
    location = (location or "").strip()
    if not location:
        import platformdirs

        return platformdirs.user_data_path(APP_NAME, appauthor=False) / "store.sqlite3"
    scheme, mark, path = location.partition(":///")
    if mark:
        return Path(path) if scheme.startswith("sqlite") and path else None
    return None if "://" in location else Path(location).expanduser()


def with_tokens(settings: Settings, location: str | None) -> Settings:
    """The settings with the tokens of logins among the keys; a key that is set by hand wins."""
    tokens = token_file(location).tokens()
    if not tokens:
        return settings
    keys = {token.gives: token.access for token in tokens.values()}
    settings = without_local_addresses(settings, tokens)
    return replace(settings, credentials={**keys, **settings.credentials})


def renewal(settings: Settings, location: str | None) -> Renewal | None:
    """What gets new tokens; ``None`` without a login."""
    file = token_file(location)
    if not file.tokens():
        return None
    from connectors.auth.renewal import Renewal

    return Renewal(file, app_of(settings))


def app_of(settings: Settings) -> Callable[[str], App | None]:
    """Gives the app of a network, if its keys are set."""
    from connectors.auth.oauth import App
    from connectors.registry import PLATFORMS, connector_class

    @cache
    def find(network: str) -> App | None:
        info = connector_class(network).info if network in PLATFORMS else None
        if info is None or info.login is None or not settings.credentials.get(info.login.app_id):
            return None
        version = settings.api_versions.get(network) or info.api_version
        return App(
            info.title, info.login, settings.credentials, version, settings.login_urls.get(network)
        )

    return find
