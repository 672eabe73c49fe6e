"""A store and what can be done with it, for programs of others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from auditor.core.errors import UsageError
from auditor.core.messages import msg
from auditor.core.model import AccountRef
from auditor.core.refs import parse_ref
from auditor.library.audit import Audit
from auditor.library.frames import typed_frame

if TYPE_CHECKING:
    import pandas as pd

    from auditor.core.spec import AuditSpec
    from connectors.base import Estimate

_FLAGS = ("is_question", "invites", "has_lost_signs", "is_poll", "is_promotion")
_WORDS = (
    "account",
    "platform_id",
    "url",
    "kind",
    "format",
    "language",
    "text",
    "reply_to",
)
_TIMES = ("published_at", "observed_at", "deleted_seen_at")


class Library:
    """A store and what can be done with it. Use it in a ``with`` statement, or close it."""

    def __init__(self, location: str | Path | None = None) -> None:
        """Open a store.

        Args:
            location: the path of its file; ``None`` for the one that the command line uses.

        Raises:
            StoreError: it cannot be opened or brought up to date.
        """
        from auditor.app.workplace import Workplace

        self._work = Workplace.at(None if location is None else str(location))
        self._settings = self._work.settings
        self._store = self._work.open_store()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the store; it is closed at the end of a ``with`` statement too."""
        self._store.close()

    @property
    def accounts(self) -> list[str]:
        """The accounts that the store holds, such as ``facebook:esempio``, in their order."""
        return sorted(str(holding.ref) for holding in self._store.holdings())

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
            timezone=timezone,
            covers=covers,
            mapping=mapping,
            default_timezone=self._settings.timezone,
        )
        written = write_reading(self._store, read_files(paths, options, now), options, now)
        return typed_frame(
            [
                (str(account.account), account.posts, account.new_posts)
                for account in written.accounts
            ],
            {"account": "string", "posts": "Int64", "new_posts": "Int64"},
        )

    def collect(
        self,
        *accounts: str,
        history_days: int = 365,
        comments: bool = True,
        max_spend: float | None = None,
        now: datetime | None = None,
    ) -> pd.DataFrame:
        """Read accounts from their networks into the store, as ``auditor collect`` does.

        Args:
            accounts: addresses or names such as ``bluesky:esempio.example.com``.
            history_days: how many days back to read.
            comments: whether comments are read too.
            max_spend: US dollars; a call that would make the reading cost more is not made.
            now: the end of the days that are read, aware.

        Returns:
            A row an account: ``account``, ``status`` (read, same, partly, failed, stopped),
            ``posts_read``, ``posts_new``, ``comments_new``, ``calls`` (Int64), ``complete``
            (boolean), ``problem`` (why it was not read, <NA> where it was).

        Raises:
            UsageError: nothing is named, or no connector reads a network.
        """
        from auditor.app.collect import history, read_accounts, split_by_connector

        refs, unread = split_by_connector(self._refs(accounts))
        if unread:
            why = msg("this network cannot be asked yet.")
            raise UsageError(
                msg("{account}: {what}", account=str(unread[0]), what=why),
                msg("Read the files that its owner can download."),
            )
        window = history(history_days, now or datetime.now(UTC))
        report = read_accounts(self._work, self._store, refs, window, comments, max_spend)
        rows = [
            (
                str(account.ref),
                account.status,
                account.posts_read,
                account.posts_new,
                account.comments_new,
                account.calls,
                account.complete,
                None if account.error is None else str(account.error),
            )
            for account in report.accounts
        ]
        return typed_frame(
            rows,
            {
                "account": "string",
                "status": "string",
                "posts_read": "Int64",
                "posts_new": "Int64",
                "comments_new": "Int64",
                "calls": "Int64",
                "complete": "boolean",
                "problem": "string",
            },
        )

    def plan(
        self,
        *accounts: str,
        history_days: int = 365,
        comments: bool = True,
        now: datetime | None = None,
    ) -> pd.DataFrame:
        """What a reading will cost before anything is asked.

        Args:
            *accounts: addresses or names.
            history_days: how many days back.
            comments: whether comments are read too.
            now: the end of what is read, aware.

        Returns:
            A row an account: ``account``; of ``calls``, ``units``, ``money`` (US dollars) and
            ``seconds`` what is likely and, with ``_most`` behind, the most (Float64); ``needs``
            (what must be there first).
        """
        from auditor.app.collect import history
        from auditor.app.plan import plan_reading

        window = history(history_days, now or datetime.now(UTC))
        planned = plan_reading(self._work, self._store, self._refs(accounts), window, comments)
        names = ("calls", "units", "money", "seconds")
        rows = []
        for account in planned:
            plan = account.plan
            costs = (None if plan is None else getattr(plan, name) for name in names)
            ranges = (value for cost in costs for value in _likely_and_most(cost))
            needs = None if account.needs is None else str(account.needs)
            rows.append((str(account.ref), *ranges, needs))
        kinds = {f"{name}{end}": "Float64" for name in names for end in ("", "_most")}
        return typed_frame(rows, {"account": "string", **kinds, "needs": "string"})

    def find(self, address: str) -> pd.DataFrame:
        """Which pages a firm has on the networks, by what its own site says.

        Args:
            address: of the site, such as ``https://www.esempio.example.com``.

        Returns:
            A row an account: ``account``, ``href``, ``how`` it is named, and whether its page
            ``links_back`` (boolean, <NA> where that is not known).

        Raises:
            UsageError: it is the address of something else.
            ConnectorError: the site cannot be read.
        """
        from auditor.app.find import look

        links = look(self._work, address)
        rows = [
            (str(account.ref), account.href, account.how, links.back[account.ref])
            for account in links.found.accounts
        ]
        return typed_frame(
            rows,
            {
                "account": "string",
                "href": "string",
                "how": "string",
                "links_back": "boolean",
            },
        )

    def comments_by_day(self, account: str) -> pd.DataFrame:
        """How many comments were written under an account's posts, by day (UTC).

        Returns:
            A row a day with comments: ``day``, ``by_others`` and ``by_account`` (Int64).

        Raises:
            UsageError: the store holds nothing of the account.
        """
        import pandas as pd

        from auditor.store import columns

        with self._store.connect() as connection:
            comments = columns.select_comments(connection, list(self._rows_of([account]).values()))
        at = columns.times(comments["published_at"])
        timed = at != columns.NO_TIME
        frame = pd.DataFrame(
            {
                "day": pd.to_datetime(at[timed], unit="ms", utc=True).floor("D"),
                "own": pd.Series(comments["is_account"], dtype="boolean")[timed].to_numpy(),
            }
        )
        own = frame["own"].fillna(False).astype(bool)
        counts = frame.assign(by_others=~own, by_account=own).groupby("day")
        table = counts[["by_others", "by_account"]].sum().astype("Int64")
        return table.reset_index()

    def posts(self, *accounts: str) -> pd.DataFrame:
        """The posts of accounts (all without), by account and time.

        Returns:
            The columns of ``auditor export``: times in UTC, counts as Int64, ``<NA>`` for what is
            not known. ``has_time`` is false where only the day of a post is known.

        Raises:
            UsageError: the store holds nothing of an account.
        """
        import pandas as pd

        from auditor.store import export

        ids = list(self._rows_of(accounts).values()) if accounts else None
        with self._store.connect() as connection:
            rows = list(export.exported_posts(connection, ids))
        frame = pd.DataFrame(rows, columns=list(export.COLUMNS))
        frame["has_time"] = frame["published_at"].str.len().gt(10).astype("boolean")
        for name in _TIMES:
            frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601")
        for name in _WORDS:
            frame[name] = frame[name].astype("string")
        for name in _FLAGS:
            frame[name] = frame[name].astype("boolean")
        for name in (*export.COUNTS, "comments_read"):
            frame[name] = frame[name].astype("Int64")
        return frame

    def followers(self, account: str) -> pd.DataFrame:
        """Every known number of followers of an account: ``observed_at`` (UTC), ``followers``.

        Raises:
            UsageError: the store holds nothing of the account.
        """
        import pandas as pd

        from auditor.store import columns

        ids = list(self._rows_of([account]).values())
        with self._store.connect() as connection:
            profiles = columns.read_profiles(connection, ids)
        frame = pd.DataFrame(
            {
                "observed_at": pd.to_datetime(
                    pd.Series(profiles["observed_at"], dtype=object), utc=True, format="ISO8601"
                ),
                "followers": pd.array(list(profiles["followers"]), dtype="Int64"),
            }
        )
        told_numbers = frame[frame["followers"].notna()]
        return told_numbers.sort_values("observed_at", ignore_index=True)

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
        from auditor.result.build import run_audit

        moment = now or datetime.now(UTC)
        spec = self._spec(accounts, client, moment)
        return Audit(run_audit(self._store, spec, moment, as_of, offline=as_of is None))

    def forget(self, *accounts: str) -> None:
        """Erase accounts with all that hangs on them, to the last byte.

        Raises:
            UsageError: the store holds nothing of an account, or none is named.
        """
        if not accounts:
            raise UsageError(msg("No account is named."))
        self._store.forget(list(self._rows_of(accounts)))

    def _spec(self, accounts: Sequence[str], client: str | Path | None, now: datetime) -> AuditSpec:
        from auditor.core.client_file import read_client
        from auditor.core.spec import AuditSpec, SubjectSpec

        if (client is None) == (not accounts):
            raise UsageError(msg("Name accounts, or a client file."))
        if client is not None:
            return read_client(Path(client), today=now.astimezone().date())
        refs = tuple(self._rows_of(accounts))
        name = ", ".join(str(ref) for ref in refs)
        return AuditSpec(
            (SubjectSpec(name, "company", "client", refs),), timezone=self._settings.timezone
        )

    def _refs(self, accounts: Sequence[str]) -> list[AccountRef]:
        if not accounts:
            raise UsageError(msg("No account is named."))
        return list(dict.fromkeys(parse_ref(text) for text in accounts))

    def _rows_of(self, accounts: Sequence[str]) -> dict[AccountRef, int]:
        refs = list(dict.fromkeys(parse_ref(text) for text in accounts))
        rows = self._store.find(refs)
        for ref in refs:
            if ref not in rows:
                raise UsageError(
                    msg("The store holds nothing of {account}.", account=str(ref)),
                    msg("auditor status lists what it holds."),
                )
        return rows


def _likely_and_most(cost: Estimate | None) -> tuple[float | None, float | None]:
    return (None, None) if cost is None else (cost.likely, cost.most)
