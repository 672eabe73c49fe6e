"""The platforms that can be asked: one line each, loaded when it is used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from auditor.core.errors import UsageError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.core.settings import Settings
    from connectors.base import Connector
    from connectors.http.session import Session

PLATFORMS: dict[str, str] = {
    "bluesky": "connectors.bluesky.connector:Bluesky",
    "mastodon": "connectors.mastodon.connector:Mastodon",
    "linkedin": "connectors.linkedin.connector:LinkedIn",
    "facebook": "connectors.meta.facebook:Facebook",
    "instagram": "connectors.meta.instagram:Instagram",
    "threads": "connectors.meta.threads:Threads",
    "x": "connectors.x.connector:X",
    "youtube": "connectors.youtube.connector:YouTube",
    "pinterest": "connectors.pinterest.connector:Pinterest",
    "tiktok": "connectors.tiktok.connector:TikTok",
    "google": "connectors.google.connector:GoogleProfile",
    "site": "connectors.site.connector:Site",
}


def connector_class(platform: str) -> type[Connector]:
    """The connector of a platform.

    Raises:
        UsageError: no connector reads this platform.
    """
    if platform not in PLATFORMS:
        raise UsageError(
            msg("'{name}' is not a network that can be asked.", name=platform),
            msg(
                "Networks that can: {names}. For others, import the files that they export.",
                names=", ".join(PLATFORMS),
            ),
        )
    module, _, name = PLATFORMS[platform].partition(":")
    connector: type[Connector] = getattr(import_module(module), name)
    return connector


def make_connector(platform: str, session: Session, settings: Settings) -> Connector:
    """A connector with its keys, its address and its API version from the settings.

    Args:
        platform: the network.
        session: asks the network, paced and counted.
        settings: keys, addresses and versions.

    Raises:
        UsageError: no connector reads this platform.
    """
    from connectors.auth.credentials import present

    kind = connector_class(platform)
    return kind(
        session,
        present(kind.info, settings.credentials),
        settings.base_urls.get(platform),
        settings.api_versions.get(platform),
    )
