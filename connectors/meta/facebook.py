"""Facebook pages, through the Graph API: own ones whole, others' as far as Meta allows it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from auditor.core.messages import msg
from auditor.core.model import Access, Account, AccountRef, Post, Window
from auditor.core.reasons import Reason
from connectors.base import AskedPost, CommentPage, Item, KnownAccount, Plan, PostPage, parted
from connectors.collecting.cost import free_plan, with_detours
from connectors.collecting.paging import place_after, post_at
from connectors.collecting.refusals import Refusals
from connectors.errors import CredentialError, PlatformError, StalePositionError
from connectors.http.json_fields import get_count, get_dict, get_dicts, get_rows, get_str
from connectors.http.response import ApiRules
from connectors.http.status_errors import unexpected
from connectors.meta import facebook_parse as parse
from connectors.meta.errors import BadParameterError, Judge, by_key, usage
from connectors.meta.facebook_errors import gone, wrong_token
from connectors.meta.facebook_fields import (
    COMMENT,
    OWN_FIELDS,
    OWN_PROFILE,
    POST,
    PROFILE,
    REEL,
    SCOPES,
)
from connectors.meta.graph import PAGE, REVIEW_BY, VERSION, Graph, Place, meta_login, onward, stale
from connectors.platform import ALL_OFFERED, Credential, PlatformInfo

KEY = "FACEBOOK_ACCESS_TOKEN"
WHERE = "https://developers.facebook.com/tools/explorer/"
HIDDEN, RANKED, NO_REELS = "comments_hidden", "facebook_ranked", "reels_unread"
POSTS, REELS = "posts", "reels"
# Nothing was shown: how much there is, and since when, stays unknown.
_NOTHING_SHOWN = PostPage((), None, {"posts": Reason.NO_PERMISSION}, open_end=True, partial=True)
# The network lists about so many posts of a year and no more, whatever there are.
_RANKED_FROM = 550


@dataclass
class _Page:
    """What was learned of one page in this run; its key is kept nowhere else."""

    token: str | None = None
    metrics: tuple[str, ...] = tuple(parse.METRICS)
    metrics_refused: Reason | None = None
    reel_fields: str = REEL
    reels: dict[str, str] = field(default_factory=dict)
    feed: dict[str, Post] = field(default_factory=dict)
    days: list[datetime] = field(default_factory=list)
    found: dict[str, int] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    listed: int = 0

    @property
    def own(self) -> bool:
        return self.token is not None


class Facebook(Graph):
    """Reads pages, their posts and Reels, and the comments under them."""

    key = KEY
    root = "https://graph.facebook.com"
    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="facebook",
        title="Facebook",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg(
                    "Of somebody who runs the page (then everything is read), or of an app with "
                    "Page Public Content Access (then any page, without who comments)."
                ),
                where=WHERE,
                scopes=SCOPES,
                lifetime=msg("lasts 60 days once it was exchanged for a long-lived one"),
            ),
        ),
        own=ALL_OFFERED,
        others={**ALL_OFFERED, "views": Reason.OWNER_ONLY, "replies": Reason.NO_PERMISSION},
        page_size=PAGE,
        history=msg("the whole page; of a year about 600 posts"),
        cost=msg("free; one call for 100 posts or Reels, and one for each post with comments"),
        docs="https://developers.facebook.com/docs/graph-api/overview/rate-limiting",
        api_version=VERSION,
        review_by=REVIEW_BY,
        in_order=False,
        old_pages=2,
        login=meta_login(KEY, "pages", SCOPES),
    )
    rules: ClassVar[ApiRules] = ApiRules(
        "facebook",
        Judge("Facebook", KEY, WHERE, SCOPES, gone),
        usage,
        bucket=by_key,
        keeps_time=True,
    )

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        self._own: list[Mapping[str, Any]] | None = None
        self._pages: dict[str, _Page] = {}
        self._refusals = Refusals(self.info.title)

    def resolve(self, ref: AccountRef) -> Account:
        """The page by name or number, with its profile; its own key is used where there is one."""
        mine = self._mine(ref.handle.lower())
        token = get_str(mine, "access_token") if mine is not None else None
        if mine is not None and token is None:
            token = self._token  # the key itself is the page's
        own = mine is not None
        name = str(mine["id"]) if mine is not None else ref.handle
        fields = OWN_PROFILE if own else PROFILE
        data = self._ask(name, token, fields=fields)
        if "id" not in data:
            raise gone()
        if not own and (listed := self._mine(str(data["id"]))) is not None:
            own, token = True, get_str(listed, "access_token") or self._token
        identifier = str(data["id"])
        self._pages[identifier] = _Page(token if own else None)
        access = Access.OWN if own else Access.OTHERS
        return parse.account(data, ref, datetime.now(UTC), access)

    def _mine(self, handle: str) -> Mapping[str, Any] | None:
        """The page of this name or number, if the key's owner runs it."""
        with self._lock:
            if self._own is None:
                self._own = self._managed_pages()
        for row in self._own:
            if handle in (str(row.get("id")), str(row.get("username") or "").lower()):
                return row
        return None

    def _managed_pages(self) -> list[Mapping[str, Any]]:
        """The pages that the key opens as their owner; of a page's own key that page."""
        try:
            return list(self._own_pages(OWN_FIELDS))
        except BadParameterError:
            data = self._ask("me", fields="id,username")
            return [{"id": data.get("id"), "username": data.get("username")}]
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
            return []  # a key that may not list pages can still read others'

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the posts; after them the Reels, which Facebook lists apart."""
        page, cursor = self._page_of(account), Place.read(position, POSTS)
        if cursor.part == REELS:
            return self._reels(account, page, cursor, window)
        try:
            data, cursor = self._feed(account, page, cursor, window)
        except BadParameterError as error:
            raise stale(error, cursor, POSTS) from error
        following = onward(data)
        listed, unread = parted(parse.items(data, _id(account)))
        page.feed.update({item.post.platform_id: item.post for item in listed})
        page.days += [item.moment for item in listed]
        reels = Place(REELS).write()
        last = following.after is None
        further = reels if last else Place(POSTS, following.after, cursor.size).write()
        ranked = last and parse.most_in_a_year(page.days) >= _RANKED_FROM
        page.listed += len(listed)
        return PostPage(
            listed,
            further,
            _unseen(page),
            next_list=reels,
            partial=ranked or following.lost,
            open_end=following.lost,
            notes={RANKED: len(page.days)} if ranked else {},
            unread=unread,
        )

    def _feed(
        self, account: Account, page: _Page, cursor: Place, window: Window
    ) -> tuple[Any, Place]:
        """The posts, with their insights where those are to be had."""

        def ask() -> tuple[Any, Place]:
            fields = POST
            if page.own and page.metrics:
                metrics = ",".join(page.metrics)
                fields += f",insights.metric({metrics}).period(lifetime){{name,values}}"
            return self._page(
                cursor,
                f"{_id(account)}/published_posts",
                fields,
                page.token,
                since=_unix(window.start),
                until=_unix(window.end),
            )

        try:
            return ask()
        except (BadParameterError, CredentialError) as error:
            if not (page.own and page.metrics) or error.reason is Reason.NO_CREDENTIAL:
                raise
            self._drop_metrics(account, page, error)
        return ask()

    def _drop_metrics(self, account: Account, page: _Page, error: Exception) -> None:
        """Keep the metrics that the network knows: one that it does not know fails the call."""
        if isinstance(error, CredentialError):
            page.metrics, page.metrics_refused = (), Reason.NO_PERMISSION
            return
        page.metrics = tuple(name for name in page.metrics if self._knows(account, page, name))

    def _knows(self, account: Account, page: _Page, metric: str) -> bool:
        fields = f"id,insights.metric({metric}).period(lifetime){{name,values}}"
        try:
            self._ask(f"{_id(account)}/published_posts", page.token, fields=fields, limit=1)
        except BadParameterError:
            return False
        return True

    def _reels(self, account: Account, page: _Page, cursor: Place, window: Window) -> PostPage:
        def ask() -> tuple[Any, Place]:
            return self._page(
                cursor,
                f"{_id(account)}/video_reels",
                page.reel_fields,
                page.token,
                since=_unix(window.start),
                until=_unix(window.end),
            )

        try:
            data, cursor = self._with_other_fields(page, ask)
        except BadParameterError as error:
            if cursor.after is not None:
                page.reel_fields = REEL
                raise stale(error, cursor, POSTS) from error
            return self._no_reels(account, page)
        except (PlatformError, CredentialError) as error:
            if error.reason is Reason.NO_CREDENTIAL or cursor.after is not None:
                raise
            return self._no_reels(account, page)
        following = onward(data)
        reels, unread = parted(parse.reels(data, _id(account)))
        listed = [_once(reel, page.feed) for reel in reels]
        for row in get_dicts(data, "data"):
            name = parse.post_of(row, _id(account))
            if name is not None and name not in page.feed:
                page.reels[name] = str(row.get("id"))
        after = following.after
        further = None if after is None else Place(REELS, after, cursor.size).write()
        if further is None and not listed and not self._shows_posts(account, page):
            return _NOTHING_SHOWN
        return PostPage(
            listed, further, unread=unread, partial=following.lost, open_end=following.lost
        )

    def _no_reels(self, account: Account, page: _Page) -> PostPage:
        """The end of a reading whose Reels are refused."""
        if not self._shows_posts(account, page):
            return _NOTHING_SHOWN
        return PostPage((), None, partial=True, notes={NO_REELS: 1})

    def _shows_posts(self, account: Account, page: _Page) -> bool:
        """Whether the key sees any post at all. To one that may not, Meta lists none of others'
        pages, with a good status: that is no silence."""
        if page.own or page.listed:
            return True
        data = self._ask(f"{_id(account)}/published_posts", page.token, fields="id", limit=1)
        return any(True for _ in get_dicts(data, "data"))

    def _with_other_fields(
        self, page: _Page, ask: Callable[[], tuple[Any, Place]]
    ) -> tuple[Any, Place]:
        """A video counts its reactions as such or, in some versions, as likes."""
        try:
            return ask()
        except BadParameterError:
            reel_fields = page.reel_fields.replace("reactions", "likes")
            if reel_fields == page.reel_fields:
                raise
            page.reel_fields = reel_fields
        return ask()

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """A page of the comments under one post, answers among them."""
        del window
        page = self._page_of(account)
        ids = [post.platform_id for post in posts]
        at = post_at(ids, position, "a")
        if at is None:
            return CommentPage(())
        post, after, name = at["p"], at["a"], _id(account)
        thread = self._refusals.ask(name, lambda: self._thread(page, post, after))
        met = self._refusals.met(name)
        if thread is None:
            return CommentPage((), {}, place_after(ids, post, "a"), notes=met)
        data, following = thread
        rows = [*parse.comments(data, post, name, page.own)]
        page.found[post] = page.found.get(post, 0) + len(rows)
        hidden = (
            after is None
            and following is None
            and not rows
            and bool(get_count(get_dict(data, "summary"), "total_count"))
        )
        if hidden and not page.own:
            raise wrong_token()
        unknown = any(row.is_account is None for row in rows)
        return CommentPage(
            rows,
            {post: page.found[post]} if following is None and not hidden else {},
            place_after(ids, post, "a", following),
            {"replies": Reason.NO_PERMISSION} if unknown else {},
            {**met, HIDDEN: 1} if hidden else met,
        )

    def _thread(
        self, page: _Page, post: str, after: Mapping[str, str] | None
    ) -> tuple[Any, Mapping[str, str] | None]:
        """A page of comments, and where the next one begins; without any for a post that was
        deleted since it was listed."""
        name = page.reels.get(post, post)
        try:
            data = self._ask(
                f"{name}/comments",
                page.token,
                filter="stream",
                order="chronological",
                summary="true",
                limit=PAGE,
                fields=COMMENT,
                **(after or {}),
            )
        except PlatformError as error:
            if error.reason is Reason.ACCOUNT_GONE:
                return {}, None
            if after is None or not isinstance(error, BadParameterError) or post in page.again:
                raise
            page.again.add(post)
            page.found.pop(post, None)
            raise StalePositionError(error, json.dumps({"p": post, "a": None})) from error
        get_rows(data, "data")
        following = onward(data)
        if following.lost:
            raise unexpected(self.info.title)
        return data, following.after

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """One call for the own pages, one for the page, one for 100 posts, one for the Reels, one
        for each post with comments."""
        plan = free_plan(account, window, comments, PAGE, resolving=3)
        # at most every metric is tried by itself, and a page of posts is asked four times smaller
        return with_detours(plan, 0, 0, len(parse.METRICS) + 4)

    def _page_of(self, account: Account) -> _Page:
        return self._pages.setdefault(_id(account), _Page())


def _once(reel: Item, feed: Mapping[str, Post]) -> Item:
    """A Reel that the list of posts has told already: that post, with what only the Reel knows."""
    in_feed = feed.get(reel.post.platform_id)
    if in_feed is None:
        return reel
    views = reel.post.counts.views if in_feed.counts.views is None else in_feed.counts.views
    post = replace(in_feed, format=reel.post.format, counts=replace(in_feed.counts, views=views))
    return replace(reel, post=post)


def _id(account: Account) -> str:
    return account.platform_id or account.ref.handle


def _unix(moment: datetime) -> int:
    return int(moment.timestamp())


def _unseen(page: _Page) -> dict[str, Reason]:
    """Views that the key may not read, though the page is one's own."""
    return {} if page.metrics_refused is None else {"views": page.metrics_refused}
