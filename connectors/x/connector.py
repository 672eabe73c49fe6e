"""X, through the API v2: everything public, paid by what is read."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

from auditor.core.json_types import JsonValue
from auditor.core.messages import Message, msg
from auditor.core.model import Access, Account, AccountRef, Window
from auditor.core.traits import TRAITS
from connectors.auth.credentials import required
from connectors.base import (
    AskedPost,
    Check,
    CommentPage,
    Connector,
    Estimate,
    Item,
    KnownAccount,
    Plan,
    PostPage,
    parted,
)
from connectors.collecting.cost import ITEMS_A_DAY, SECONDS_A_CALL
from connectors.errors import StalePositionError
from connectors.http.json_fields import get_dict, get_str, identifier
from connectors.http.response import ApiRules
from connectors.http.session_errors import over_budget
from connectors.http.status_errors import host_of, unexpected
from connectors.platform import ALL_OFFERED, Credential, Login, PlatformInfo
from connectors.x import parse
from connectors.x.errors import KEY, WHERE, BadRequestError, classify, private_account, usage
from connectors.x.prices import COUNTS, OWNED, POST, PRICES_OF, USER, owned_price, price

_BASE = "https://api.x.com/2"
_PAGE, _SMALLEST, _SEARCH_PAGE, _SEARCH_SMALLEST = 100, 5, 500, 10
_DEEPEST, _DENSE = 3_200, 800
_COUNT_DAYS = 31
_BEHIND = timedelta(seconds=30)
_USER_FIELDS = (
    "created_at,description,entities,location,name,profile_banner_url,profile_image_url,protected,"
    "public_metrics,url,username"
)
# In the specification until 2.159; what knows it no longer is asked without.
_NEWEST = ",most_recent_tweet_id"
# The documented spelling, and that of the specification since version 2.167.
_TWEETS = {
    "tweet.fields": "attachments,conversation_id,created_at,entities,in_reply_to_user_id,lang,"
    "note_tweet,public_metrics,referenced_tweets",
}
_POSTS = {
    "post.fields": "attachments,conversation_id,created_at,entities,lang,note_post,public_metrics",
    "expansions": "referenced_posts",
}
TIMELINE, SEARCH, UNPROVEN = "timeline", "search", "silence_unproven"


def _endpoint(path: str, mark: str) -> str:
    """The endpoint of a path, by which X counts: without the account in it."""
    pattern = re.sub(r"/username/[^/]+", "/username/-", re.sub(r"/\d+(?=/|$)", "/-", path))
    return f"{pattern} {mark}"


def _between(path: str) -> float:
    """Seconds between two calls: one a second where all of X is searched."""
    return 1.0 if path.endswith("/search/all") else 0.0


class X(Connector):
    """Reads profiles, posts and own replies, and how many answers came in on each day."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="x",
        title="X",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg(
                    "The Bearer token of an app with credits: opens every public account. What is "
                    "read is paid for; --max-spend sets a limit."
                ),
                where=WHERE,
                lifetime=msg("does not expire; its owner can make a new one"),
            ),
        ),
        own=ALL_OFFERED,
        others=ALL_OFFERED,
        lists_replies=TRAITS["x"].lists_replies,
        page_size=_PAGE,
        history=msg("everything; the newest 3,200 posts and replies, then by search"),
        cost=msg(
            "$0.005 for each post or reply, $0.01 for the profile and for each month of counts; "
            "with a login its own posts cost $0.001 each (prices of {date})",
            date=PRICES_OF,
        ),
        docs="https://docs.x.com/x-api/getting-started/pricing",
        api_version="2",
        review_by=date(2027, 2, 22),
        counts_listing=False,
        counts_incoming=True,
        login=Login(
            gives=KEY,
            authorize="https://api.x.com/2/oauth2/authorize",
            redeem="https://api.x.com/2/oauth2/token",
            app_id="X_CLIENT_ID",
            app_key="X_CLIENT_SECRET",
            console=WHERE,
            products={"read": ("tweet.read", "users.read", "offline.access")},
            pkce=True,
            public=True,
            basic=True,
            lasts=timedelta(hours=2),
            app_token="https://api.x.com/oauth2/token",  # noqa: S106 - an address
        ),
    )
    rules: ClassVar[ApiRules] = ApiRules(
        "x",
        classify,
        usage,
        bucket=_endpoint,
        price=price,
        between=_between,
        keeps_time=True,
    )

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        self._lock = threading.Lock()
        self._own_id: str | None = None
        self._fields = _TWEETS
        self._newest = _NEWEST
        self._listed: dict[str, int] = {}
        self._last: dict[str, str] = {}

    def host(self, ref: AccountRef) -> str:
        """One host for all accounts."""
        del ref
        return urlsplit(self._base).netloc

    @property
    def _base(self) -> str:
        return self.base_url or _BASE

    def resolve(self, ref: AccountRef) -> Account:
        """The account by name, with its profile."""
        path = f"users/by/username/{quote(ref.handle, safe='')}"
        data = self._user(path)
        user = get_dict(data, "data")
        if not user.get("id"):
            raise unexpected(urlsplit(self._base).netloc)
        name = str(user["id"])
        self._listed.pop(name, None)
        account = parse.account(user, ref, datetime.now(UTC))
        return replace(account, access=Access.OWN) if name == self._me() else account

    def _me(self) -> str | None:
        """The id of the account whose login is used: its own posts cost less. ``None`` without."""
        with self._lock:
            if self._own_id is None:
                self._own_id = ""
                if self._is_login():
                    own = get_dict(self._ask("users/me", OWNED, {}, own=True), "data")
                    self._own_id = identifier(own, "id") or ""
        return self._own_id or None

    def _user(self, path: str) -> JsonValue:
        """An account, with the id of its newest post where X still tells it."""
        try:
            return self._ask(path, USER, {"user.fields": f"{_USER_FIELDS}{self._newest}"})
        except BadRequestError:
            if not self._newest:
                raise
            self._newest = ""
        return self._ask(path, USER, {"user.fields": _USER_FIELDS})

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of posts, quotes and replies; reposts are not read, and not paid for."""
        if account.details.get("protected") == "yes":
            raise private_account()
        at = json.loads(position) if position else {"l": TIMELINE, "a": None, "u": None}
        try:
            if at["l"] == SEARCH:
                return self._searched(account, window, at)
            return self._timeline(account, window, at, position)
        except BadRequestError as error:
            if at["a"] is None:
                raise
            self._fields = _TWEETS
            start = None if at["l"] == TIMELINE else _position(SEARCH, None, at["u"])
            raise StalePositionError(error, start) from error

    def _timeline(
        self, account: Account, window: Window, at: Mapping[str, Any], position: str | None
    ) -> PostPage:
        params = {
            "start_time": _iso(window.start),
            "end_time": _iso(_until(window)),
            "pagination_token": at["a"],
        }
        path = f"users/{_id(account)}/tweets"
        own = account.access is Access.OWN
        data = self._page(path, _PAGE, _SMALLEST, {"exclude": "retweets", **params}, own)
        token = get_str(get_dict(data, "meta"), "next_token")
        empty = position is None and token is None and parse.is_empty(data)
        if empty and _may_have(account, window):
            # asked without reposts, X has been seen to answer nothing where there was something
            data = self._page(path, _PAGE, _SMALLEST, params, own)
            token = get_str(get_dict(data, "meta"), "next_token")
            if token is None and parse.is_empty(data):
                return PostPage((), None, open_end=True, partial=True, notes={UNPROVEN: 1})
        items, unread = parted(parse.items(data, _id(account)))
        onward = None if token is None else _position(TIMELINE, token, None)
        deep = self._is_deep(account, position, items) and token is None
        last = self._last.get(_id(account))
        if deep and last is not None:
            # the timeline holds no more; what is older is found by search
            onward = _position(SEARCH, None, last)
        return PostPage(items, onward, open_end=deep and last is None, unread=unread)

    def _is_deep(self, account: Account, position: str | None, items: Sequence[Item]) -> bool:
        """Whether a timeline that ended may have ended by its depth, in which reposts count that
        are not listed. How many a reading that was interrupted had listed is not known."""
        name = _id(account)
        if position is None:
            self._listed[name] = 0
            self._last.pop(name, None)
        if items:
            self._last[name] = items[-1].post.platform_id
        if name in self._listed:
            self._listed[name] += len(items)
        declared = account.profile.posts if account.profile else None
        listed = self._listed.get(name)
        if declared is None:
            return listed is None or listed >= _DEEPEST
        return declared >= _DEEPEST and (listed is None or listed >= _DENSE)

    def _searched(self, account: Account, window: Window, at: Mapping[str, Any]) -> PostPage:
        name = account.details.get("username", account.ref.handle)
        data = self._page(
            "tweets/search/all",
            _SEARCH_PAGE,
            _SEARCH_SMALLEST,
            {
                "query": f"from:{name} -is:retweet",
                "start_time": _iso(window.start),
                "until_id": at["u"],
                "next_token": at["a"],
            },
        )
        token = get_str(get_dict(data, "meta"), "next_token")
        onward = None if token is None else _position(SEARCH, token, at["u"])
        items, unread = parted(parse.items(data, _id(account)))
        return PostPage(items, onward, unread=unread)

    def _page(
        self, path: str, most: int, least: int, params: Mapping[str, str | None], own: bool = False
    ) -> JsonValue:
        """A page of posts, no larger than the budget; in the other spelling where the first one
        is no longer known."""
        while True:
            price = OWNED if own else POST
            each = price if self._fields is _TWEETS else 2 * price
            size = self._affordable(each, most, least)
            query = {**params, "max_results": str(size), **self._fields}
            try:
                return self._ask(path, size * each, query, own)
            except BadRequestError:
                if self._fields is _POSTS:
                    raise
                self._fields = _POSTS

    def _affordable(self, each: int, most: int, least: int) -> int:
        left = self.session.ledger.left()
        if left is None:
            return most
        if left // each < least:
            raise over_budget(self.session.ledger)
        return min(most, left // each)

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """How many answers came in on each day: a month a call, instead of paying for each."""
        del posts
        name = account.details.get("username", account.ref.handle)
        start = window.start.replace(hour=0, minute=0, second=0, microsecond=0)
        data = self._ask(
            "tweets/counts/all",
            COUNTS,
            {
                "query": f"to:{name} -from:{name}",
                "granularity": "day",
                "start_time": _iso(start),
                "end_time": _iso(_until(window)),
                "next_token": position,
            },
        )
        token = get_str(get_dict(data, "meta"), "next_token")
        return CommentPage((), position=token, incoming=parse.incoming_by_day(data))

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """A price for the profile, for each post and reply, and for each month of counts."""
        months = -(-round(window.days) // _COUNT_DAYS) if comments else 0
        guessed = [round(window.days * a_day) for a_day in ITEMS_A_DAY]
        items = [
            guess if account.posts_in_window is None else account.posts_in_window
            for guess in guessed
        ]
        calls = [float(1 + max(1, -(-n // _PAGE)) + months) for n in items]
        each = OWNED if account.access is Access.OWN else POST
        money = [(USER + n * each + months * COUNTS) / 1000 for n in items]
        # at most the other spelling has to be used, in which what is answered is paid for too
        money[2] += (items[2] if account.replies is None else account.replies) * each / 1000
        money = [round(dollars, 3) for dollars in money]
        seconds = [n * pace for n, pace in zip(calls, SECONDS_A_CALL, strict=True)]
        return Plan(Estimate(*calls), Estimate(0, 0, 0), Estimate(*money), Estimate(*seconds))

    def check(self) -> list[Check]:
        """The key, and a call that is free: how much of the month's reads is used."""
        return self.try_key(self._reads_used)[0]

    def _reads_used(self) -> Message:
        data = get_dict(self._ask("usage/tweets", 0, {"days": "1"}), "data")
        used, most = data.get("project_usage"), data.get("project_cap")
        return msg(
            "X accepts the key; {used} of {most} posts of this month are read.",
            used=str(used),
            most=str(most),
        )

    def _is_login(self) -> bool:
        """Whether the key in use is a person's, of a login."""
        key = required(self.info.credentials[0], self.credentials)
        return self.session.mark({"Authorization": f"Bearer {key}"}) is not None

    def _bearer(self) -> str:
        """The key for what anybody may read. Counts and the whole search are refused to a person's
        key: then it is the app's own, which its two keys give."""
        renewal = self.session.renewal
        if renewal is not None and self._is_login():
            app_key = renewal.app_token(self.info.platform)
            if app_key is not None:
                return app_key
        return required(self.info.credentials[0], self.credentials)

    def _ask(
        self, path: str, most: int, params: Mapping[str, str | None], own: bool = False
    ) -> JsonValue:
        """One answer; ``own`` asks with the person's key, at the price of owned reads."""
        key = required(self.info.credentials[0], self.credentials) if own else self._bearer()
        rules = _OWN_RULES if own else self.rules
        query = [(name, value) for name, value in params.items() if value is not None]
        headers = {"Authorization": f"Bearer {key}"}
        response = self.session.get(rules, f"{self._base}/{path}", query, headers, money=most)
        data = response.json()
        if not isinstance(data, dict):
            raise unexpected(host_of(response))
        return data


_OWN_RULES = replace(X.rules, price=owned_price)


def _may_have(account: Account, window: Window) -> bool:
    """Whether an account may have published in a span, by its own count and its newest post."""
    declared = account.profile.posts if account.profile else None
    newest = parse.time_of(account.details.get("newest", ""))
    return declared != 0 and (newest is None or newest >= window.start)


def _id(account: Account) -> str:
    return account.platform_id or ""


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _until(window: Window) -> datetime:
    """The end that may be asked: X wants it some seconds behind its own clock."""
    return min(window.end, datetime.now(UTC) - _BEHIND)


def _position(part: str, token: str | None, until: str | None) -> str:
    return json.dumps({"l": part, "a": token, "u": until}, separators=(",", ":"))
