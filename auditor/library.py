"""The program as a library: files in, posts and verdicts out as data frames, nothing printed.

What it reads and keeps is what the command line does: the same store, the same settings. Networks
are read by the command line (``auditor collect``); what was read is here.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from auditor.errors import UsageError
from auditor.messages import msg
from auditor.model import AccountRef
from auditor.refs import parse_ref

if TYPE_CHECKING:
    import pandas as pd

    from auditor.result import Result
    from auditor.spec import AuditSpec

__all__ = ["Audit", "Library"]

_FLAGS = ("is_question", "invites", "has_lost_signs", "is_poll", "is_promotion")
_WORDS = (
    "account", "platform_id", "url", "kind", "format", "language", "text", "reply_to",
)  # fmt: skip
_TIMES = ("published_at", "observed_at", "deleted_seen_at")


class Library:
    """A store and what can be done with it. Use it in a ``with`` statement, or close it."""

    def __init__(self, place: str | Path | None = None) -> None:
        """Open a store.

        Args:
            place: the path of its file; ``None`` for the one that the command line uses.

        Raises:
            StoreError: it cannot be opened or brought up to date.
        """
        from auditor.settings import load_settings
        from auditor.store import Store

        self._settings = load_settings()
        self._store = Store.open(place if place is not None else self._settings.store)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.close()

    def close(self) -> None:
        """Close the store; it is closed at the end of a ``with`` statement too."""
        self._store.close()

    @property
    def accounts(self) -> list[str]:
        """The accounts that the store holds, such as ``facebook:esempio``, in their order."""
        return sorted(str(one.ref) for one in self._store.holdings())

    def read_files(
        self,
        paths: Sequence[str | Path],
        account: str | Sequence[str] | None = None,
        followers: int | None = None,
        timezone: str | None = None,
        covers: str | None = None,
        mapping: Sequence[str] = (),
    ) -> pd.DataFrame:
        """Read files and folders of posts into the store, as ``auditor import`` does.

        Args:
            paths: files or folders; nothing is written unless all of them can be read.
            account: whose they are, where the files do not say.
            followers: of the account, where the files do not say.
            timezone: of times that carry none; an IANA name or an offset.
            covers: the days that the files cover, such as ``2026-10-01..2026-10-31``.
            mapping: columns by name, such as ``published_at=Data``.

        Returns:
            A row an account: ``account``, ``posts`` and ``new_posts`` (Int64).

        Raises:
            UsageError: a file is not understood, or something must be said; the advice says what.
        """
        from connectors.files import make_options, read_files, write_reading

        now = datetime.now(UTC)
        options = make_options(
            account=account,
            followers=() if followers is None else (str(followers),),
            timezone=timezone, covers=covers, mapping=mapping,
            default_timezone=self._settings.timezone,
        )  # fmt: skip
        written = write_reading(self._store, read_files(paths, options, now), options, now)
        return _frame(
            [(str(one.account), one.posts, one.new_posts) for one in written.accounts],
            {"account": "string", "posts": "Int64", "new_posts": "Int64"},
        )

    def posts(self, *accounts: str) -> pd.DataFrame:
        """The posts of accounts (all without), by account and time.

        Returns:
            The columns of ``auditor export``: times in UTC, counts as Int64, ``<NA>`` for what is
            not known. ``has_time`` is false where only the day of a post is known.

        Raises:
            UsageError: the store holds nothing of an account.
        """
        import pandas as pd

        from auditor.store import outgoing

        ids = list(self._known(accounts).values()) if accounts else None
        with self._store.read() as connection:
            rows = list(outgoing.posts(connection, ids))
        frame = pd.DataFrame(rows, columns=list(outgoing.COLUMNS))
        frame["has_time"] = frame["published_at"].str.len().gt(10).astype("boolean")
        for name in _TIMES:
            frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601")
        for name in _WORDS:
            frame[name] = frame[name].astype("string")
        for name in _FLAGS:
            frame[name] = frame[name].astype("boolean")
        for name in (*outgoing.COUNTS, "comments_read"):
            frame[name] = frame[name].astype("Int64")
        return frame

    def followers(self, account: str) -> pd.DataFrame:
        """Every known number of followers of an account: ``observed_at`` (UTC), ``followers``.

        Raises:
            UsageError: the store holds nothing of the account.
        """
        import pandas as pd

        from auditor.store import reading

        ids = list(self._known([account]).values())
        with self._store.read() as connection:
            found = reading.read_profiles(connection, ids)
        frame = pd.DataFrame(
            {"observed_at": pd.to_datetime(pd.Series(found["observed_at"], dtype=object), utc=True,
                                           format="ISO8601"),
             "followers": pd.array(list(found["followers"]), dtype="Int64")}
        )  # fmt: skip
        known = frame[frame["followers"].notna()]
        return known.sort_values("observed_at", ignore_index=True)

    def audit(
        self,
        *accounts: str,
        client: str | Path | None = None,
        as_of: datetime | None = None,
        now: datetime | None = None,
    ) -> Audit:
        """Judge accounts, or all of a client file, by what the store holds.

        Args:
            accounts: addresses or names such as ``facebook:esempio``.
            client: a client file in place of them.
            as_of: the end of the windows, aware; the end of what was read without.
            now: the moment of the audit, aware; what was read later says nothing.

        Raises:
            UsageError: nothing is named, or the store holds nothing of an account.
        """
        from auditor.audit import run_audit

        spec = self._spec(accounts, client)
        moment = now or datetime.now(UTC)
        return Audit(run_audit(self._store, spec, moment, as_of, offline=as_of is None))

    def forget(self, *accounts: str) -> None:
        """Erase accounts with all that hangs on them, to the last byte.

        Raises:
            UsageError: the store holds nothing of an account, or none is named.
        """
        if not accounts:
            raise UsageError(msg("No account is named."))
        self._store.forget(list(self._known(accounts)))

    def _spec(self, accounts: Sequence[str], client: str | Path | None) -> AuditSpec:
        from auditor.client import read_client
        from auditor.spec import AuditSpec, SubjectSpec

        if (client is None) == (not accounts):
            raise UsageError(msg("Name accounts, or a client file."))
        if client is not None:
            return read_client(Path(client), today=datetime.now(UTC).date())
        refs = tuple(self._known(accounts))
        name = ", ".join(str(ref) for ref in refs)
        return AuditSpec(
            (SubjectSpec(name, "company", "client", refs),), timezone=self._settings.timezone
        )

    def _known(self, accounts: Sequence[str]) -> dict[AccountRef, int]:
        refs = list(dict.fromkeys(parse_ref(text) for text in accounts))
        found = self._store.find(refs)
        for ref in refs:
            if ref not in found:
                raise UsageError(
                    msg("The store holds nothing of {account}.", account=str(ref)),
                    msg("auditor status lists what it holds."),
                )
        return found


@dataclass(frozen=True)
class Audit:
    """What an audit found. ``data`` is the result as ``result.json`` holds it."""

    data: dict[str, Any]

    @property
    def result(self) -> Result:
        """The result as a checked object (``auditor.result/2``)."""
        from auditor.audit import as_result

        return as_result(self.data)

    @property
    def verdicts(self) -> pd.DataFrame:
        """A row an account: its verdict, how sure it is (0..1), its score with its interval.

        ``<NA>`` where there is none; ``leans`` says that the verdict only leans there.
        """
        rows = [
            (
                one["ref"], one["verdict"]["code"], one["verdict"]["label"],
                one["verdict"]["confidence"], one["verdict"]["leans"], one["score"]["value"],
                one["score"]["low"], one["score"]["high"], one["followers"],
            )
            for one in self.data["accounts"]
        ]  # fmt: skip
        return _frame(rows, {
            "account": "string", "verdict": "string", "label": "string", "confidence": "Float64",
            "leans": "boolean", "score": "Float64", "score_low": "Float64",
            "score_high": "Float64", "followers": "Int64",
        })  # fmt: skip

    @property
    def signals(self) -> pd.DataFrame:
        """A row an account and signal: ``value`` with its ``unit``, of how many cases (``n``), and
        why it is ``missing`` where it is."""
        units = {name: one["unit"] for name, one in self.data["method"]["signals"].items()}
        rows = [
            (
                one["ref"],
                name,
                _number(signal["value"]),
                units[name],
                signal["n"],
                signal["missing"],
            )
            for one in self.data["accounts"]
            for name, signal in one["signals"].items()
        ]
        return _frame(rows, {
            "account": "string", "signal": "string", "value": "Float64", "unit": "string",
            "n": "Int64", "missing": "string",
        })  # fmt: skip

    def html(self, language: str = "en") -> str:
        """The report as one page of HTML, in ``en`` or ``it``."""
        from reports.html import render_html

        return render_html(self.result, language)

    def to_json(self) -> str:
        """The result as ``result.json`` holds it."""
        return json.dumps(self.data, ensure_ascii=False, allow_nan=False)


def _number(value: object) -> float | None:
    """A signal's value; ``None`` for one that is no number, such as a median not reached."""
    return float(value) if isinstance(value, int | float) else None


def _frame(rows: Sequence[tuple[Any, ...]], types: dict[str, str]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=list(types), dtype=object)
    return frame.astype(types)
