"""Tokens that somebody got by logging in: in a file beside the store that nobody else can read."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from auditor.core.errors import InputError, UsageError
from auditor.core.files import clear_parts, make_folder, regular_text, write_text
from auditor.core.json_types import JsonValue, parse_json
from auditor.core.messages import msg
from connectors.errors import TransientError

_PATIENCE = 60.0
_LARGEST = 1_000_000
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
            "gives": self.gives,
            "access_token": self.access,
            "refresh_token": self.refresh,
            "expires_at": _written(self.expires_at),
            "refresh_expires_at": _written(self.refresh_expires_at),
            "scopes": list(self.scopes),
            "obtained_at": _written(self.obtained_at),
        }

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Token:
        """A token from what :meth:`as_data` gave. Raises KeyError, TypeError or ValueError."""
        return cls(
            gives=_word(data["gives"]),
            access=_word(data["access_token"]),
            refresh=None if data.get("refresh_token") is None else _word(data["refresh_token"]),
            expires_at=_parsed_time(data.get("expires_at")),
            refresh_expires_at=_parsed_time(data.get("refresh_expires_at")),
            scopes=tuple(map(_word, data.get("scopes") or ())),
            obtained_at=_parsed_time(data.get("obtained_at")),
        )


def _token(entry: JsonValue) -> Token | None:
    try:
        return Token.read(entry)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _written(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")


def _parsed_time(text: object) -> datetime | None:
    if text is None:
        return None
    moment = datetime.fromisoformat(_word(text))
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _word(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError(value)
    return value


class TokenFile:
    """The file of all tokens, one a network. Written beside and renamed, by one at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def tokens(self) -> dict[str, Token]:
        """The tokens by network; an entry that is no token, or a file that is none, gives none."""
        tokens = ((name, _token(entry)) for name, entry in self._entries().items())
        return {name: token for name, token in tokens if token is not None}

    def credentials(self) -> dict[str, str]:
        """The tokens by the names of the credentials that they stand for."""
        return {token.gives: token.access for token in self.tokens().values()}

    def keep(self, network: str, token: Token) -> None:
        """Write a network's token. The lock has to be held. Raises OSError."""
        self._write({**self._entries(), network: token.as_data()})

    def drop(self, network: str) -> bool:
        """Take a network's token out; whether there was one. The lock has to be held.

        Raises:
            OSError: the file cannot be written.
            UsageError: it cannot be understood, so that what it holds cannot be told apart.
        """
        clear_parts(self.path)
        for left in self.path.parent.glob(f".{self.path.name}.????????"):  # of earlier versions
            left.unlink(missing_ok=True)
        entries = self._entries(strict=True)
        if network not in entries:
            return False
        del entries[network]
        self._write(entries)
        return True

    def _entries(self, strict: bool = False) -> dict[str, Any]:
        try:
            entries = parse_json(regular_text(self.path, _LARGEST))["tokens"]
            if not isinstance(entries, dict):
                raise TypeError(entries)
        except FileNotFoundError:
            return {}
        except (OSError, InputError, ValueError, KeyError, TypeError):
            if not strict:
                return {}
            raise UsageError(
                msg("The logins in {file} cannot be understood.", file=str(self.path)),
                msg("Delete that file: all logins in it are gone then."),
            ) from None
        return {str(name): entry for name, entry in entries.items()}

    def _write(self, entries: Mapping[str, Any]) -> None:
        write_text(self.path, json.dumps({"tokens": dict(sorted(entries.items()))}, indent=1))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Alone with the file, whatever other processes do.

        Raises:
            TransientError: another one holds it for a minute.
        """
        from filelock import FileLock, Timeout

        make_folder(self.path.parent)
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
