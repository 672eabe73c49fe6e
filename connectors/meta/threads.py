"""Threads: the key's own account whole, others' posts without their counts (profile discovery)."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from auditor.core.messages import Message, msg
from auditor.core.model import Access, Account, AccountRef, Window
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
from connectors.base import (
    AskedPost,
    Check,
    CommentPage,
    Estimate,
    KnownAccount,
    Plan,
    PostPage,
    parted,
)
from connectors.collecting.cost import free_plan
from connectors.collecting.paging import place_after, post_at
from connectors.collecting.refusals import Refusals
from connectors.errors import CredentialError, PlatformError, StalePositionError
from connectors.http.json_fields import get_dict, get_rows, get_str
from connectors.http.response import ApiRules
from connectors.http.status_errors import unexpected
from connectors.meta import threads_parse as parse
from connectors.meta.errors import BadParameterError, Judge, by_key, usage
from connectors.meta.graph import PAGE, Graph, Place, stale
from connectors.meta.insights import Insights, PostMetrics
from connectors.platform import ALL_OFFERED, Credential, Login, PlatformInfo

KEY = "THREADS_ACCESS_TOKEN"
WHERE = "https://developers.facebook.com/docs/threads/get-started"
CONSOLE = "https://developers.facebook.com/apps/"
_SCOPES = (
    "threads_basic",
    "threads_read_replies",
    "threads_manage_insights",
    "threads_profile_discovery",
)
POSTS, REPLIES = "threads", "replies"
_PROFILE = "id,username,name,threads_profile_picture_url,threads_biography,is_verified"
_LOOKED_UP = "username,name,profile_picture_url,biography,is_verified,follower_count"
_POST = (
    "id,media_type,permalink,username,text,timestamp,shortcode,is_quote_post,has_replies,"
    "link_attachment_url"
)
_REPLY = f"{_POST},root_post,replied_to"
_ANSWER = "id,text,username,timestamp,is_reply_owned_by_me,root_post,replied_to"
_METRICS = PostMetrics(
    parse.METRICS,
    parse.with_metrics,
    parse.COUNTED,
    dict.fromkeys(parse.COUNTED, Reason.UNREADABLE),
)
_COUNTS = ("reactions", "comments", "shares", "views", "replies", "outbound")


def _unseen() -> PlatformError:
    return PlatformError(
        msg("Threads shows no public profile of this name."),
        msg(
            "Check how it is written. Profiles of fewer than 100 followers, private ones and those "
            "of minors are never shown, so this does not say that there is none."
        ),
        Reason.NOT_OFFERED,
    )


class Threads(Graph):
    """Reads the key's own account, and of others what profile discovery shows."""

    key = KEY
    root = "https://graph.threads.net"
    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="threads",
        title="Threads",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg(
                    "Of the account itself. Others' posts are shown, without their counts, to an "
                    "app that Meta has reviewed for it."
                ),
                where=WHERE,
                scopes=_SCOPES,
                lifetime=msg("lasts 60 days once it was exchanged for a long-lived one"),
            ),
        ),
        own=ALL_OFFERED,
        others={
            **ALL_OFFERED,
            **dict.fromkeys(
                ("reactions", "comments", "shares", "views", "replies"), Reason.OWNER_ONLY
            ),
        },
        page_size=PAGE,
        history=msg("everything since the account's first post"),
        cost=msg(
            "free; others: one call for 100 posts; own: one more for each post, and one for each "
            "with comments"
        ),
        docs="https://developers.facebook.com/docs/threads/overview",
        api_version="v1.0",
        review_by=date(2027, 5, 30),
        lists_replies=TRAITS["threads"].lists_replies,
        login=Login(
            gives=KEY,
            authorize="https://threads.net/oauth/authorize",
            redeem="https://graph.threads.net/oauth/access_token",
            app_id="THREADS_CLIENT_ID",
            app_key="THREADS_CLIENT_SECRET",
            console=CONSOLE,
            products={"own": _SCOPES[:3], "others": _SCOPES},
            https_only=True,
            exchange="th_exchange_token",
            exchange_at="https://graph.threads.net/access_token",
            renew="th_refresh_token",
            renew_at="https://graph.threads.net/refresh_access_token",
            separator=",",
            lasts=timedelta(days=60),
        ),
    )
    rules: ClassVar[ApiRules] = ApiRules(
        "threads",
        Judge("Threads", KEY, WHERE, _SCOPES, _unseen),
        usage,
        bucket=by_key,
        keeps_time=True,
    )

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        self._me: Mapping[str, Any] | None = None
        self._own_posts: defaultdict[str, set[str]] = defaultdict(set)
        self._insights: dict[str, Insights] = {}
        self._answers: Counter[str] = Counter()
        self._again: set[str] = set()
        self._refusals = Refusals(self.info.title)

    def resolve(self, ref: AccountRef) -> Account:
        """The key's own account with its followers, else what profile discovery shows."""
        me, handle = self._owner(), ref.handle.lower()
        now = datetime.now(UTC)
        if handle in (str(me.get("username") or "").lower(), str(me.get("id"))):
            return self._with_followers(parse.account(me, ref, now, Access.OWN))
        try:
            data = self._ask("profile_lookup", username=handle, fields=_LOOKED_UP)
        except BadParameterError as error:
            raise _unseen() from error
        return parse.account(data, ref, now, Access.OTHERS)

    def _owner(self) -> Mapping[str, Any]:
        """The account that the key belongs to."""
        with self._lock:
            if self._me is None:
                self._me = self._ask("me", fields=_PROFILE)
        return self._me

    def _with_followers(self, account: Account) -> Account:
        """The own account with its followers; without the permission for them they are unknown."""
        profile = self.profile(account)
        try:
            data = self._ask(f"{_id(account)}/threads_insights", metric="followers_count")
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
            return replace(
                account, profile=replace(profile, missing={"followers": Reason.NO_PERMISSION})
            )
        except PlatformError:
            return account
        return replace(account, profile=parse.with_followers(profile, data))

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the posts, with the insights of one's own; after these its replies."""
        start = Place.read(position, POSTS)
        if account.access is not Access.OWN:
            return self._posts_of_others(account, window, start)
        if start.part == REPLIES:
            return self._replies(account, window, start)
        try:
            data, cursor = self._listed(f"{_id(account)}/threads", _POST, start, window)
        except BadParameterError as error:
            raise stale(error, start, POSTS) from error
        parsed, unread = parted(parse.items(data))
        self._own_posts[_id(account)].update(item.post.platform_id for item in parsed)
        metrics = self._insights.setdefault(
            _id(account), Insights(self._ask, self.info.title, _METRICS)
        )
        posts = [
            metrics.add(item, window, (str(item.post.format), "")) if item.in_total else item
            for item in parsed
        ]
        replies, lost = Place(REPLIES).write(), _is_lost(data)
        refused = metrics.refused
        return PostPage(
            posts,
            _next(data, cursor) or replies,
            {} if refused is None else dict.fromkeys(parse.COUNTED, refused),
            next_list=replies,
            unread=unread,
            partial=lost,
            open_end=lost,
        )

    def _replies(self, account: Account, window: Window, start: Place) -> PostPage:
        """A page of what the account has answered, under its own posts and others'."""
        try:
            data, cursor = self._listed(f"{_id(account)}/replies", _REPLY, start, window)
        except BadParameterError as error:
            raise stale(error, start, POSTS) from error
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION or start.after is not None:
                raise
            return PostPage((), None, {"outbound": Reason.NO_PERMISSION})
        is_own = self._own_posts[_id(account)].__contains__
        replies, unread = parted(parse.items(data, is_own))
        lost = _is_lost(data)
        return PostPage(replies, _next(data, cursor), unread=unread, partial=lost, open_end=lost)

    def _posts_of_others(self, account: Account, window: Window, start: Place) -> PostPage:
        handle = account.details.get("username", account.ref.handle)
        try:
            data, cursor = self._listed("profile_posts", _POST, start, window, username=handle)
        except BadParameterError as error:
            raise stale(error, start, POSTS) from error
        parsed, unread = parted(parse.items(data))
        missing = dict.fromkeys(_COUNTS, Reason.OWNER_ONLY)
        lost = _is_lost(data)
        return PostPage(
            parsed, _next(data, cursor), missing, unread=unread, partial=lost, open_end=lost
        )

    def _listed(
        self, path: str, fields: str, start: Place, window: Window, **params: str
    ) -> tuple[Any, Place]:
        """A page of a listing, of the days to read."""
        since, until = (str(int(moment.timestamp())) for moment in (window.start, window.end))
        return self._page(start, path, fields, None, since=since, until=until, **params)

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """A page of the conversation under one's own post, answers of every depth in it."""
        del window
        ids = [post.platform_id for post in posts]
        at = post_at(ids, position, "a")
        if at is None:
            return CommentPage(())
        post, after, name = at["p"], at["a"], _id(account)
        data = self._refusals.ask(name, partial(self._conversation, post, after))
        met = self._refusals.met(name)
        if data is None:
            return CommentPage((), {}, place_after(ids, post, "a"), notes=met)
        owner = account.details.get("username", account.ref.handle)
        comments = list(parse.comments(data, post, owner))
        self._answers[post] += len(comments)
        counted = next((asked.comments for asked in posts if asked.platform_id == post), None)
        rows = len(get_rows(data, "data"))
        # a page that is not full is the last only where all that is counted was found
        whole = rows < PAGE and counted is not None and self._answers[post] >= counted
        cursor = None if whole else _cursor(data)
        further = None if cursor == after else cursor
        read = {post: self._answers[post]} if further is None else {}
        return CommentPage(comments, read, place_after(ids, post, "a", further), notes=met)

    def _conversation(self, post: str, after: str | None) -> Mapping[str, Any]:
        """A page of the conversation under a post; none under one that was deleted meanwhile."""
        try:
            data = self._ask(
                f"{post}/conversation", fields=_ANSWER, reverse="false", limit=PAGE, after=after
            )
        except PlatformError as error:
            if error.reason is Reason.NOT_OFFERED:
                return {"data": []}
            if after is None or not isinstance(error, BadParameterError) or post in self._again:
                raise
            self._again.add(post)
            self._answers.pop(post, None)
            raise StalePositionError(error, json.dumps({"p": post, "a": None})) from error
        get_rows(data, "data")
        if _is_lost(data):
            raise unexpected(self.info.title)
        return dict(data)

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """Others: two calls, and one for 100 posts. Own: one more for each post's figures, one for
        each with comments, and one for 100 replies."""
        foreign = free_plan(account, window, False, PAGE, resolving=3)
        own = free_plan(account, window, comments, PAGE, resolving=5)
        insights = free_plan(account, window, False, 1, resolving=0).calls
        is_own = account.access is not Access.OTHERS
        likely = own.calls.likely + insights.likely if is_own else foreign.calls.likely
        calls = Estimate(foreign.calls.least, likely, own.calls.most + insights.most)
        if account.access is Access.OWN:
            calls = replace(calls, least=own.calls.least + insights.least)
        seconds = Estimate(calls.least * 0.1, calls.likely * 0.3, calls.most * 1.0)
        return replace(foreign, calls=calls, seconds=seconds)

    def check(self) -> list[Check]:
        """The key, one call for its account, and the version."""
        checks, _ = self.try_key(self._opens)
        return checks if checks[0].status == "skipped" else [*checks, self.check_version()]

    def _opens(self) -> Message:
        return msg("Opens threads:{name}.", name=str(self._owner().get("username") or "?"))


def _id(account: Account) -> str:
    return account.platform_id or ""


def _cursor(data: object) -> str | None:
    """The cursor of the next page. A page without entries is the last; a short one need not be."""
    if not get_rows(data, "data"):
        return None
    return get_str(get_dict(get_dict(data, "paging"), "cursors"), "after")


def _is_lost(data: object) -> bool:
    """Whether there is a next page that cannot be asked for."""
    paging = get_dict(data, "paging")
    told = get_dict(paging, "cursors").get("after") or paging.get("next")
    return bool(told and get_rows(data, "data")) and _cursor(data) is None


def _next(data: object, cursor: Place) -> str | None:
    after = _cursor(data)
    return None if after is None else Place(cursor.part, {"after": after}, cursor.size).write()
