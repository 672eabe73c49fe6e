"""Google Business Profile: reviews with their answers, posts, and how full the profile is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from auditor.core.messages import Message, msg
from auditor.core.model import Account, AccountRef, Comment, Window
from auditor.core.reasons import Reason
from connectors.auth.credentials import required
from connectors.base import (
    AskedPost,
    Check,
    CommentPage,
    Connector,
    KnownAccount,
    Plan,
    PostPage,
    parted,
)
from connectors.collecting.cost import free_plan, with_detours
from connectors.collecting.refusals import fails_for_all
from connectors.errors import MALFORMED, ConnectorError, PlatformError, StalePositionError
from connectors.google import parse
from connectors.google.errors import KEY, SCOPE, WHERE, BadRequestError, classify
from connectors.http.json_fields import get_count, get_dicts, get_str
from connectors.http.response import ApiRules
from connectors.http.status_errors import host_of, opens, unexpected
from connectors.platform import Credential, Login, PlatformInfo

_T = TypeVar("_T")
_ACCOUNTS = "https://mybusinessaccountmanagement.googleapis.com"
_LOCATIONS = "https://mybusinessbusinessinformation.googleapis.com"
_OF_A_PROFILE = "https://mybusiness.googleapis.com"
_POSTS, _REVIEWS, _LISTED = 100, 50, 100
_MOST_PAGES = 200
_NAMED = 5
_LAGS = 10  # what a number may be ahead of its list [D]
# An answer may follow weeks after its review, whose own time does not tell of it.
_READ_BACK = timedelta(days=120)
_REVIEWS_LIKELY = (50, 100, 1_000)
_OFFERED = {
    "followers": Reason.NOT_OFFERED,
    "posts": None,
    "reactions": Reason.NOT_OFFERED,
    "comments": Reason.NOT_OFFERED,
    "shares": Reason.NOT_OFFERED,
    "views": Reason.NOT_OFFERED,
    "replies": None,
    "profile": None,
}


class GoogleProfile(Connector):
    """Reads profiles that the key's owner owns or manages."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="google",
        title="Google Business Profile",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg(
                    "Of somebody who owns or manages the profile: Google shows all reviews with "
                    "their dates and answers to nobody else."
                ),
                where=WHERE,
                scopes=(SCOPE,),
                lifetime=msg("lasts an hour; a login renews it"),
            ),
        ),
        own=_OFFERED,
        others=dict.fromkeys(_OFFERED, Reason.OWNER_ONLY),
        page_size=_POSTS,
        history=msg("all reviews with their answers, and the posts that Google still shows"),
        cost=msg("free, once Google has approved the project; one call for 50 reviews"),
        docs="https://developers.google.com/my-business/content/review-data",
        api_version="v4",
        review_by=date(2027, 5, 30),
        in_order=False,
        counts_listing=False,
        login=Login(
            gives=KEY,
            authorize="https://accounts.google.com/o/oauth2/v2/auth",
            redeem="https://oauth2.googleapis.com/token",
            app_id="GOOGLE_CLIENT_ID",
            app_key="GOOGLE_CLIENT_SECRET",
            console=WHERE,
            products={"own": (SCOPE,)},
            pkce=True,
            extra={"access_type": "offline", "prompt": "consent"},
            lasts=timedelta(hours=1),
        ),
    )
    rules: ClassVar[ApiRules] = ApiRules("google", classify, in_flight=4, keeps_time=True)

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        self._lock = threading.Lock()
        self._listed: list[tuple[str, Mapping[str, Any]]] | None = None
        self._first: dict[str, Mapping[str, Any]] = {}
        self._owner: dict[str, str] = {}
        self._read: dict[str, int] = {}

    def host(self, ref: AccountRef) -> str:
        """One host for all profiles."""
        del ref
        return urlsplit(self.base_url or _OF_A_PROFILE).netloc

    def resolve(self, ref: AccountRef) -> Account:
        """A profile that the key opens, by its number or its place id, with what it tells."""
        listed = self._profiles()
        owner, row = next(
            ((owner, row) for owner, row in listed if parse.goes_by(row, ref.handle)),
            (None, None),
        )
        if owner is None or row is None:
            raise _not_opened(ref, [row for _, row in listed])
        number = parse.location_id(row)
        self._owner[number] = owner
        totals = _unless_refused(partial(self._reviews, number, None))
        if totals is not None:
            self._first[number] = totals
        photos = _unless_refused(partial(self._photos, number))
        return parse.account(row, ref, photos, totals or {}, datetime.now(UTC))

    def _profiles(self) -> list[tuple[str, Mapping[str, Any]]]:
        """All locations that the key opens, each with the account through which it does; asked for
        once."""
        with self._lock:
            if self._listed is None:
                locations = f"{self.base_url or _LOCATIONS}/v1"
                by_name: dict[str, tuple[str, Mapping[str, Any]]] = {}
                accounts = f"{self.base_url or _ACCOUNTS}/v1/accounts"
                for account in self._all(accounts, "accounts", pageSize=20):
                    name = get_str(account, "name") or ""
                    rows = self._all(
                        f"{locations}/{name}/locations",
                        "locations",
                        readMask=parse.READ_MASK,
                        pageSize=_LISTED,
                    )
                    for row in rows:
                        by_name.setdefault(parse.location_id(row), (name, row))
                self._listed = list(by_name.values())
            return self._listed

    def _all(self, url: str, rows: str, **params: str | int) -> Iterator[Mapping[str, Any]]:
        """The rows of all pages of a list."""
        token: str | None = None
        tokens: set[str] = set()
        for _ in range(_MOST_PAGES):
            data = self._ask(url, **params, **({"pageToken": token} if token else {}))
            yield from get_dicts(data, rows)
            token = get_str(data, "nextPageToken")
            if token is None or token in tokens:
                return
            tokens.add(token)

    def _photos(self, number: str) -> int | None:
        """How many photos and videos a profile has; ``None`` where Google does not say."""
        data = self._ask(self._of(number, "media"), pageSize=1)
        count = get_count(data, "totalMediaItemCount")
        return sum(1 for _ in get_dicts(data, "mediaItems")) if count is None else count

    def _reviews(self, number: str, token: str | None) -> Mapping[str, Any]:
        paging = {"pageToken": token} if token else {}
        url = self._of(number, "reviews")
        return self._ask(url, pageSize=_REVIEWS, orderBy="updateTime desc", **paging)

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the profile's posts that people see."""
        del window
        paging = {"pageToken": position} if position else {}
        try:
            data = self._ask(self._of(_number(account), "localPosts"), pageSize=_POSTS, **paging)
        except PlatformError as error:
            if error.reason is Reason.NOT_OFFERED:  # hotels and some others may have no posts
                return PostPage((), missing={"posts": error.reason}, refused=error, open_end=True)
            raise _stale(error, position) from error
        items, unread = parted(parse.items(parse.listed(data, "localPosts")))
        return PostPage(items, get_str(data, "nextPageToken"), unread=unread)

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """A page of the reviews with their answers, those changed last first."""
        del posts
        number = _number(account)
        data = self._first.pop(number, None) if position is None else None
        try:
            data = self._reviews(number, position) if data is None else data
        except PlatformError as error:
            if error.reason is Reason.NOT_OFFERED:
                return CommentPage((), missing={"replies": error.reason})
            raise _stale(error, position) from error
        comments, unread = parse.comments(data)
        changed, token = parse.changed_at(data), get_str(data, "nextPageToken")
        since = min(window.start, window.end - _READ_BACK)
        short = self._is_short(account, position, comments)
        if bool(changed) and max(changed) < since:
            token = None
        elif token is None and short:
            return CommentPage(comments, missing={"replies": Reason.UNREADABLE})
        notes = {"undated": unread} if unread else {}
        return CommentPage(comments, {}, token, notes=notes)

    def _is_short(
        self, account: Account, position: str | None, comments: Sequence[Comment]
    ) -> bool:
        """Whether a list that was read from its beginning ends far below the number of reviews that
        Google tells; one that an earlier sitting began is not counted."""
        told = account.profile.reviews if account.profile else None
        number = _number(account)
        if position is None:
            self._read[number] = 0
        if told is None or number not in self._read:
            return False
        self._read[number] += sum(comment.parent_id is None for comment in comments)
        return told - self._read[number] > max(_LAGS, told / 10)

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """Two calls for the profile, one for its photos, one for 100 posts and for 50 reviews."""
        plan = free_plan(account, window, False, _POSTS, resolving=4)
        if not comments:
            return plan
        reviews = [account.comments or likely for likely in _REVIEWS_LIKELY]
        further = [-(-number // _REVIEWS) - 1 for number in reviews]
        return with_detours(plan, *further)

    def check(self) -> list[Check]:
        """The key, and the profiles that it opens."""
        return self.try_key(self._opened)[0]

    def _opened(self) -> Message:
        rows = [row for _, row in self._profiles()]
        return opens(len(rows), _names(rows))

    def _of(self, number: str, what: str) -> str:
        """The address of what belongs to a profile."""
        if number not in self._owner:
            for owner, row in self._profiles():
                self._owner.setdefault(parse.location_id(row), owner)
        owner = self._owner.get(number, "accounts/-")
        return f"{self.base_url or _OF_A_PROFILE}/v4/{owner}/locations/{number}/{what}"

    def _ask(self, url: str, **params: str | int) -> Mapping[str, Any]:
        key = required(self.info.credentials[0], self.credentials)
        headers = {"Authorization": f"Bearer {key}"}
        response = self.session.get(self.rules, url, list(params.items()), headers)
        data = response.json()
        if not isinstance(data, dict):
            raise unexpected(host_of(response))
        return data


def _number(account: Account) -> str:
    return account.platform_id or account.ref.handle


def _unless_refused(call: Callable[[], _T]) -> _T | None:
    """What a call tells that a profile can do without; ``None`` where it alone is refused.

    Raises:
        ConnectorError: it would fail for every call.
    """
    try:
        return call()
    except ConnectorError as error:
        if fails_for_all(error):
            raise
    except MALFORMED:
        pass
    return None


def _stale(error: PlatformError, position: str | None) -> PlatformError:
    """A cursor that was refused is asked for no more: the list begins again."""
    old = position is not None and isinstance(error, BadRequestError)
    return StalePositionError(error) if old else error


def _names(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    names = [f"google:{parse.location_id(row)} {get_str(row, 'title') or ''}" for row in rows]
    return [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]


def _not_opened(ref: AccountRef, rows: Sequence[Mapping[str, Any]]) -> PlatformError:
    return PlatformError(
        msg("The key {name} opens no profile google:{handle}.", name=KEY, handle=ref.handle),
        msg("It opens: {names}.", names="; ".join(_names(rows)))
        if rows
        else msg("It opens none: log in as somebody who owns or manages the profile."),
        Reason.OWNER_ONLY,
    )
