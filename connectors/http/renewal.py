"""What a session asks of whoever renews keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    pass


class Renewal(Protocol):
    """What gets new tokens for those of a login that have ended."""

    def before(self, headers: Mapping[str, str]) -> Mapping[str, str]:
        """The headers of a call with a token that still holds."""

    def after(self, headers: Mapping[str, str]) -> Mapping[str, str] | None:
        """The headers for a second try of a call whose key was refused; ``None``: there is none."""

    def mark(self, headers: Mapping[str, str]) -> str | None:
        """A name of the login that a token belongs to; ``None`` for another key."""

    def app_token(self, network: str) -> str | None:
        """The own token of a network's app; ``None`` where there is none."""
