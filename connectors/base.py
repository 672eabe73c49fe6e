"""What a platform must offer to be read: the contract of every connector.

A connector is one class in one file. It knows how to ask its platform and how to turn an answer
into the facts of :mod:`auditor.core.model`; it never touches the store, the score or the report.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from auditor.core.messages import Message, msg
from auditor.core.model import Access, Account, AccountRef, Comment, Post, Profile, Window
from auditor.core.ranges import local_today
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError
from connectors.platform import PlatformInfo

if TYPE_CHECKING:
    from connectors.http.response import ApiRules
    from connectors.http.session import Session


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure known beforehand only roughly: least, likely, most."""

    least: float
    likely: float
    most: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What reading one account will cost: calls, quota units, US dollars, seconds."""

    calls: Estimate
    units: Estimate
    money: Estimate
    seconds: Estimate
    note: Message | None = None


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """What is already known of an account when its cost is planned; ``None`` is unknown."""

    ref: AccountRef
    posts_in_window: int | None = None
    posts_with_comments: int | None = None
    comments: int | None = None
    access: Access | None = None
    replies: int | None = None


PERMISSIONS, REAL_CALL = msg("permissions"), msg("one real call")


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ``doctor``. ``status``: ok, warning, failed or skipped."""

    name: Message
    status: str
    detail: Message | None = None
    advice: Message | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a listing: the post, its place in time, and whether that place counts.

    ``moment`` is what the listing is ordered by. ``pinned`` entries stand out of order.
    ``in_total`` says whether the account's own total of posts includes it.
    """

    post: Post
    moment: datetime
    pinned: bool = False
    in_total: bool = True


def parted(entries: Iterable[Item | None]) -> tuple[list[Item], int]:
    """The entries that could be read, and how many could not (``None``)."""
    every = list(entries)
    items = [entry for entry in every if entry is not None]
    return items, len(every) - len(items)


@dataclass(frozen=True, slots=True)
class PostPage:
    """One page of a listing as the network gave it.

    ``position`` is where the next one begins, ``None`` on the last; ``missing`` fields that this
    account does not give, with the reason. ``open_end``: it ends here although more may lie
    behind, as in a feed of the newest entries. ``unchanged``: nothing has changed since an earlier
    reading, which came back to that moment. ``refused``: why the account gives no more than this.
    ``keep`` is told to the connector at the next reading
    among ``Account.details``; its names begin with ``kept_``. ``notes`` counts what a reader of
    the audit should know. ``next_list`` is where another list of the same account begins, to be
    read also when this one is past the window. ``partial``: not all that was published is told;
    ``unread`` entries have no readable id or time and are left out.
    """

    items: Sequence[Item]
    position: str | None = None
    missing: Mapping[str, Reason] = field(default_factory=dict)
    open_end: bool = False
    unchanged: datetime | None = None
    refused: ConnectorError | None = None
    keep: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    next_list: str | None = None
    partial: bool = False
    unread: int = 0


@dataclass(frozen=True, slots=True)
class AskedPost:
    """An own post whose comments are wanted; ``comments`` is what the network counts."""

    platform_id: str
    published_at: datetime
    comments: int | None


@dataclass(frozen=True, slots=True)
class CommentPage:
    """One page of comments. ``read`` says of which posts all comments were read, and how many
    were found; ``position`` is where the next page begins, ``None`` on the last; ``notes`` as in
    :class:`PostPage`; ``incoming`` how many came in on each day, where only that is told."""

    comments: Sequence[Comment]
    read: Mapping[str, int] = field(default_factory=dict)
    position: str | None = None
    missing: Mapping[str, Reason] = field(default_factory=dict)
    notes: Mapping[str, int] = field(default_factory=dict)
    incoming: Mapping[date, int] = field(default_factory=dict)


class Connector(ABC):
    """A platform's reader. One instance serves all threads.

    What it learns of an account it keeps by that account's id.
    ``base_url`` is what stands before the API's path (``AUDITOR_<PLATFORM>_URL`` sets it).
    ``credentials`` maps environment names to secrets that are present.
    """

    info: ClassVar[PlatformInfo]
    rules: ClassVar[ApiRules]
    version: ClassVar[str] = "1"

    def __init__(
        self,
        session: Session,
        credentials: Mapping[str, str],
        base_url: str | None = None,
        api_version: str | None = None,
    ) -> None:
        self.session = session
        self.credentials = credentials
        self.base_url = base_url
        if base_url is not None:
            session.trust(urlsplit(base_url).hostname or "")
        self.api_version = api_version or self.info.api_version
        self.prepare()

    def prepare(self) -> None:
        """What a network holds beside session and keys, set before the first call."""
        return

    @abstractmethod
    def host(self, ref: AccountRef) -> str:
        """The host that is asked about an account."""

    @abstractmethod
    def resolve(self, ref: AccountRef) -> Account:
        """The account behind an address. Raises :class:`ConnectorError` if there is none."""

    def profile(self, account: Account) -> Profile:
        """What the account tells of itself now."""
        if account.profile is None:
            raise NotImplementedError
        return account.profile

    @abstractmethod
    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """One page of the listing, newest first; the walker asks for the next and knows when to
        stop.

        Args:
            account: the account.
            window: the days to read.
            position: where to go on; ``None`` for the first page.
        """

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """One page of the comments under ``posts`` (in the order given), own replies included.

        Args:
            account: the account.
            posts: what is asked for, in the order given.
            window: the days to read.
            position: where to go on; ``None`` for the first page.
        """
        del account, posts, window, position
        return CommentPage(())

    @abstractmethod
    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """What reading the window costs, from what is known.

        Args:
            account: what is known of the account.
            window: the days to read.
            comments: whether comments are read too.
        """

    def try_key(self, call: Callable[[], Message]) -> tuple[list[Check], bool]:
        """The lines of ``doctor`` on the key and on one real call, which tells what came of it;
        whether it went through."""
        key = self.info.credentials[0]
        name = msg("{env} is set", env=key.env)
        if not self.credentials.get(key.env):
            return [Check(name, "skipped", None, msg("Get it at {where}.", where=key.where))], False
        try:
            answer = call()
        except ConnectorError as error:
            return [
                Check(name, "ok"),
                Check(REAL_CALL, "failed", error.message, error.advice),
            ], False
        return [Check(name, "ok"), Check(REAL_CALL, "ok", answer)], True

    def check_version(self) -> Check:
        """A line of ``doctor``: until when the API's version should be looked at again."""
        when = self.info.review_by
        name = msg("API version {version}", version=self.api_version)
        if when is None:
            return Check(name, "ok")
        if when <= local_today():
            return Check(
                name,
                "warning",
                msg("It was to be looked at again by {date}.", date=when),
                msg("Take a newer version of this program."),
            )
        return Check(name, "ok", msg("To be looked at again by {date}.", date=when))

    def check_claims(self) -> Check | None:
        """A line of ``doctor`` where what is taken for granted here was checked long ago."""
        from connectors.claims import outdated

        claim = outdated(self.info.platform, local_today())
        if claim is None:
            return None
        return Check(
            msg("what is known of it"),
            "warning",
            msg("Last checked on {date}: {claim}", date=claim.checked, claim=claim.words),
            msg(
                "Networks change: look at {source}, or take a newer version of this program.",
                source=claim.source,
            ),
        )

    @abstractmethod
    def check(self) -> list[Check]:
        """Whether it works now: key present and valid, and one cheap real call."""
