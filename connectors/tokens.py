"""Tokens that somebody got by logging in: in a file beside the store that nobody else can read."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from auditor.messages import msg
from connectors.base import TransientError

_PATIENCE = 60.0
_SOON = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Token:
    """One network's token. ``expires_at`` is ``None`` where nobody says; ``scopes`` are what was
    granted. Secrets stay out of every representation."""

    gives: str
    access: str = field(repr=False)
    refresh: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()
    obtained_at: datetime | None = None

    def ends_by(self, moment: datetime) -> bool:
        """Whether it is known to have ended by then."""
        return self.expires_at is not None and self.expires_at <= moment

    def as_data(self) -> dict[str, Any]:
        """As the file keeps it."""
        return {
            "gives": self.gives, "access_token": self.access, "refresh_token": self.refresh,
            "expires_at": _written(self.expires_at),
            "refresh_expires_at": _written(self.refresh_expires_at),
            "scopes": list(self.scopes), "obtained_at": _written(self.obtained_at),
        }  # fmt: skip

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Token:
        """The contrary. Raises KeyError, TypeError or ValueError for what is no token."""
        return cls(
            gives=str(data["gives"]), access=str(data["access_token"]),
            refresh=data.get("refresh_token"), expires_at=_moment(data.get("expires_at")),
            refresh_expires_at=_moment(data.get("refresh_expires_at")),
            scopes=tuple(data.get("scopes") or ()), obtained_at=_moment(data.get("obtained_at")),
        )  # fmt: skip


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _moment(text: Any) -> datetime | None:
    return None if text is None else datetime.fromisoformat(str(text))


class TokenFile:
    """The file of all tokens, one a network. Written beside and renamed, by one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def tokens(self) -> dict[str, Token]:
        """The tokens by network; none from a file that is not there or cannot be understood."""
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
            return {str(name): Token.read(one) for name, one in data["tokens"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def credentials(self) -> dict[str, str]:
        """The tokens by the names of the credentials that they stand for."""
        return {one.gives: one.access for one in self.tokens().values()}

    def keep(self, network: str, token: Token) -> None:
        """Write a network's token. The lock has to be held. Raises OSError."""
        self._write({**self.tokens(), network: token})

    def drop(self, network: str) -> bool:
        """Take a network's token out; whether there was one. The lock has to be held."""
        found = self.tokens()
        if network not in found:
            return False
        del found[network]
        self._write(found)
        return True

    def _write(self, found: Mapping[str, Token]) -> None:
        data = {"tokens": {name: one.as_data() for name, one in sorted(found.items())}}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # made readable by its owner alone, before anything is in it
        handle, name = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(data, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the file, whatever other processes do.

        Raises:
            TransientError: another one holds it for a minute.
        """
        from filelock import FileLock, Timeout

        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(
            self.path.with_name(f"{self.path.name}.lock"), timeout=_PATIENCE, mode=0o600
        )
        try:
            lock.acquire()
        except Timeout:
            raise TransientError(
                msg("Another run keeps the logins in {file} to itself.", file=str(self.path)),
                msg("Wait until it has ended, then try again."),
            ) from None
        try:
            yield
        finally:
            lock.release()


def is_due(token: Token, now: datetime) -> bool:
    """Whether a token has ended, or will before the next call is answered."""
    return token.ends_by(now + _SOON)
