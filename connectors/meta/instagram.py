"""Instagram: own professional accounts whole, others' by their counts (Business Discovery)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from auditor.core.messages import msg
from auditor.core.model import Access, Account, AccountRef, Comment, Window
from auditor.core.reasons import Reason
from connectors.base import AskedPost, CommentPage, Estimate, KnownAccount, Plan, PostPage, parted
from connectors.collecting.cost import free_plan
from connectors.collecting.paging import place_after, post_at
from connectors.collecting.refusals import Refusals
from connectors.errors import ConnectorError, CredentialError, PlatformError, StalePositionError
from connectors.http.json_fields import get_dict, get_dicts, get_rows, get_str, identifier
from connectors.http.response import ApiRules
from connectors.http.status_errors import unexpected
from connectors.meta import instagram_parse as parse
from connectors.meta.errors import (
    BadParameterError,
    Judge,
    TooMuchAskedError,
    UnexplainedError,
    by_key,
    usage,
)
from connectors.meta.graph import PAGE, REVIEW_BY, VERSION, Graph, Place, meta_login, onward, stale
from connectors.meta.insights import Insights, PostMetrics
from connectors.platform import ALL_OFFERED, Credential, PlatformInfo

KEY = "INSTAGRAM_ACCESS_TOKEN"
WHERE = "https://developers.facebook.com/docs/instagram-platform/overview"
_SCOPES = (
    "instagram_basic",
    "instagram_manage_insights",
    "instagram_manage_comments",
    "pages_read_engagement",
    "pages_show_list",
    "business_management",
)
_FACEBOOK, _INSTAGRAM = "https://graph.facebook.com", "https://graph.instagram.com"
MEDIA = "media"
_COMMENTS = 50
_PROFILE = (
    "id,username,name,biography,website,profile_picture_url,followers_count,follows_count,"
    "media_count"
)
_OWN_FIELDS = f"id,instagram_business_account{{{_PROFILE}}}"
_ONLY_PROFILE = (
    "user_id,username,name,biography,website,profile_picture_url,followers_count,follows_count,"
    "media_count"
)
_MEDIUM = "id,caption,media_type,media_product_type,timestamp,permalink,like_count,comments_count"
_VIEWS = ",view_count"
_METRICS = PostMetrics(
    tuple(parse.METRICS),
    parse.with_metrics,
    ("shares", "views"),
    {"shares": Reason.BELOW_THRESHOLD},
    kept=timedelta(days=730),
)
_ANSWER = "id,text,timestamp,username,from{id,username},parent_id"
_COMMENT = f"{_ANSWER},replies.limit({_COMMENTS}){{{_ANSWER}}}"


def _unseen() -> PlatformError:
    return PlatformError(
        msg("Instagram shows no professional account of this name."),
        msg(
            "Check how it is written. Personal, private and age-restricted accounts are never "
            "shown, so this does not say that there is none."
        ),
        Reason.NOT_OFFERED,
    )


class Instagram(Graph):
    """Reads own professional accounts, and the public counts of others."""

    key = KEY
    root = _FACEBOOK
    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="instagram",
        title="Instagram",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg(
                    "Of somebody who runs a professional account. Made with Facebook Login it "
                    "also shows the counts of others; made with Instagram Login its own only."
                ),
                where=WHERE,
                scopes=_SCOPES,
                lifetime=msg("lasts 60 days once it was exchanged for a long-lived one"),
            ),
        ),
        own=ALL_OFFERED,
        others={**ALL_OFFERED, "shares": Reason.OWNER_ONLY, "replies": Reason.OWNER_ONLY},
        page_size=PAGE,
        history=msg("everything since the account's first post"),
        cost=msg(
            "free; others: one call for 100 posts; own: one more for each post, and one for each "
            "with comments"
        ),
        docs="https://developers.facebook.com/docs/graph-api/overview/rate-limiting",
        api_version=VERSION,
        review_by=REVIEW_BY,
        in_order=False,
        login=meta_login(KEY, "accounts", _SCOPES),
    )
    rules: ClassVar[ApiRules] = ApiRules(
        "instagram",
        Judge("Instagram", KEY, WHERE, _SCOPES, _unseen),
        usage,
        bucket=by_key,
        keeps_time=True,
    )

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        # keys of the two products belong to two hosts
        self._direct = self.credentials.get(KEY, "").startswith("IG")
        self._own: list[Mapping[str, Any]] | None = None
        self._first: dict[str, Any] = {}
        self._found: Counter[str] = Counter()
        self._again: set[str] = set()
        self._cut: set[str] = set()
        self._views = _VIEWS
        self._insights: dict[str, Insights] = {}
        self._refusals = Refusals(self.info.title)

    @property
    def _root(self) -> str:
        return self.base_url or (_INSTAGRAM if self._direct else _FACEBOOK)

    def resolve(self, ref: AccountRef) -> Account:
        """The account by name, with its profile: one's own, else what Business Discovery shows."""
        own = self._mine()
        handle = ref.handle.lower()
        row = next((own_row for own_row in own if handle in _names(own_row)), None)
        if row is not None:
            # the profile rides along with the list of own pages
            is_whole = self._direct or "media_count" in row
            data = row if is_whole else self._ask(str(row["id"]), fields=_PROFILE)
            return parse.account(data, ref, datetime.now(UTC), Access.OWN)
        if self._direct or not own:
            raise _cannot_discover(self._direct)
        data = self._discover(str(own[0]["id"]), handle, Place(MEDIA), profile=True)
        account = parse.account(data, ref, datetime.now(UTC), Access.OTHERS)
        self._first[account.platform_id or ""] = data
        return account

    def _mine(self) -> list[Mapping[str, Any]]:
        """The professional accounts that the key's owner runs."""
        with self._lock:
            if self._own is None:
                self._own = self._managed_accounts()
        return self._own

    def _managed_accounts(self) -> list[Mapping[str, Any]]:
        if not self._direct:
            try:
                pages = list(self._own_pages(_OWN_FIELDS))
            except BadParameterError:  # the key is of the other product
                self._direct = True
            else:
                accounts = [get_dict(page, "instagram_business_account") for page in pages]
                return [own_row for own_row in accounts if own_row.get("id")]
        return [self._ask("me", fields=_ONLY_PROFILE)]

    def _discover(
        self, asking: str, handle: str, cursor: Place, profile: bool = False
    ) -> Mapping[str, Any]:
        """Another account as one's own sees it; the first page of its posts rides along."""
        while True:
            after = f".after({cursor.after['after']})" if cursor.after else ""
            media = f"media{after}.limit({cursor.size}){{{_MEDIUM}{self._views}}}"
            fields = f"{_PROFILE},{media}" if profile else media
            try:
                data = self._ask(
                    asking, fields=f"business_discovery.username({handle}){{{fields}}}"
                )
            except BadParameterError:
                if not self._views:
                    raise
                self._views = ""
            except (TooMuchAskedError, UnexplainedError):
                smaller = cursor.smaller()
                if smaller is None:
                    raise
                cursor = smaller
            else:
                discovered = get_dict(data, "business_discovery")
                if profile and "id" not in discovered:
                    raise _unseen()
                return {**discovered, "_size": cursor.size}

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the posts, with the insights of one's own."""
        start = Place.read(position, MEDIA)
        if account.access is Access.OWN:
            return self._own_posts(account, window, start)
        first = self._first.pop(_id(account), None) if position is None else None
        asking = str(self._mine()[0]["id"])
        try:
            discovered = first or self._discover(asking, account.details["username"], start)
        except BadParameterError as error:
            self._views = _VIEWS if start.after else self._views
            raise stale(error, start, MEDIA) from error
        media = get_dict(discovered, "media")
        cursor = get_str(get_dict(get_dict(media, "paging"), "cursors"), "after")
        # there is no address of a next page here: a page without posts is the last
        listed = media.get("data") or []
        rows, unread = parted(parse.items(media)) if media else ([], 0)
        size = int(discovered["_size"])
        following = Place(MEDIA, {"after": cursor}, size).write() if cursor and listed else None
        missing = {"replies": Reason.OWNER_ONLY, "shares": Reason.OWNER_ONLY}
        return PostPage(rows, following, missing, unread=unread)

    def _own_posts(self, account: Account, window: Window, cursor: Place) -> PostPage:
        try:
            data, cursor = self._own_media(f"{_id(account)}/media", cursor)
        except BadParameterError as error:
            self._views = _VIEWS if cursor.after else self._views
            raise stale(error, cursor, MEDIA) from error
        parsed, unread = parted(parse.items(data))
        metrics = self._insights.setdefault(
            _id(account), Insights(self._ask, self.info.title, _METRICS)
        )
        kinds = parse.kinds(data)
        listed = [
            metrics.add(item, window, kinds.get(item.post.platform_id, ("", ""))) for item in parsed
        ]
        following = onward(data)
        after = following.after
        further = None if after is None else Place(MEDIA, after, cursor.size).write()
        missing = (
            {} if metrics.refused is None else {"views": metrics.refused, "shares": metrics.refused}
        )
        return PostPage(
            listed, further, missing, unread=unread, partial=following.lost, open_end=following.lost
        )

    def _own_media(self, path: str, cursor: Place) -> tuple[Any, Place]:
        try:
            return self._page(cursor, path, f"{_MEDIUM}{self._views}", None)
        except BadParameterError:
            if not self._views:
                raise
            self._views = ""
        return self._page(cursor, path, _MEDIUM, None)

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """A page of the comments under one's own post, with all answers."""
        del window
        ids = [post.platform_id for post in posts]
        at = post_at(ids, position, "a")
        if at is None:
            return CommentPage(())
        post, after, name = at["p"], at["a"], _id(account)
        thread = self._refusals.ask(name, lambda: self._thread(account, post, after))
        met = self._refusals.met(name)
        if thread is None:
            return CommentPage((), {}, place_after(ids, post, "a"), notes=met)
        comments, following, whole = thread
        self._found[post] += len(comments)
        if not whole:
            self._cut.add(post)
        ended = following is None and post not in self._cut
        comments_of = {post: self._found[post]} if ended else {}
        return CommentPage(comments, comments_of, place_after(ids, post, "a", following), notes=met)

    def _thread(
        self, account: Account, post: str, after: Mapping[str, str] | None
    ) -> tuple[list[Comment], Mapping[str, str] | None, bool]:
        """A page of comments with all answers, where the next one begins, and whether every answer
        was told."""
        owner = (_id(account), account.details.get("username", account.ref.handle))
        try:
            data = self._ask(f"{post}/comments", fields=_COMMENT, limit=_COMMENTS, **(after or {}))
        except PlatformError as error:
            if error.reason is Reason.NOT_OFFERED:  # deleted since it was listed
                return [], None, True
            if after is None or not isinstance(error, BadParameterError) or post in self._again:
                raise
            self._again.add(post)
            self._found.pop(post, None)
            raise StalePositionError(error, json.dumps({"p": post, "a": None})) from error
        get_rows(data, "data")
        following, whole = onward(data), True
        if following.lost:
            raise unexpected(self.info.title)
        comments = list(parse.comments(data, post, owner))
        for row in get_dicts(data, "data"):
            answers = self._refusals.ask(owner[0], partial(self._more_answers, row, post, owner))
            whole = whole and answers is not None
            comments += answers or []
        return comments, following.after, whole

    def _more_answers(
        self, row: Mapping[str, Any], post: str, owner: tuple[str, str]
    ) -> list[Comment]:
        """The answers to a comment that are not told with it."""
        parent, after = str(row.get("id")), onward(get_dict(row, "replies")).after
        answers: list[Comment] = []
        cursors: list[Mapping[str, str]] = []
        while after is not None and after not in cursors:
            cursors.append(after)
            data = self._ask(f"{parent}/replies", fields=_ANSWER, limit=_COMMENTS, **after)
            answers += [
                parse.comment(row, post, parent, owner)
                for row in get_dicts(data, "data")
                if identifier(row, "id")
            ]
            after = onward(data).after
        return answers

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """Others: one call for the own pages, one for 100 posts. Own: one more for
        each post's figures, and one for each post with comments."""
        foreign = free_plan(account, window, False, PAGE, resolving=1)
        own = free_plan(account, window, comments, PAGE, resolving=1)
        insights = free_plan(account, window, False, 1, resolving=0).calls
        likely = (
            own.calls.likely + insights.likely
            if account.access is Access.OWN
            else foreign.calls.likely
        )
        calls = Estimate(foreign.calls.least, likely, own.calls.most + insights.most)
        if account.access is Access.OWN:
            calls = replace(calls, least=own.calls.least + insights.least)
        seconds = Estimate(calls.least * 0.1, calls.likely * 0.3, calls.most * 1.0)
        return replace(foreign, calls=calls, seconds=seconds)


def _id(account: Account) -> str:
    return account.platform_id or ""


def _names(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return (str(row.get("id")), str(row.get("user_id")), str(row.get("username") or "").lower())


def _cannot_discover(direct: bool) -> ConnectorError:
    what = (
        msg("A key of Instagram Login shows its own account and no other.")
        if direct
        else msg("The key's owner runs no professional account, and only such a one sees others.")
    )
    return CredentialError(
        what,
        msg(
            "Use a key made with Facebook Login, of somebody whose page has a professional "
            "Instagram account: {where}",
            where=WHERE,
        ),
        Reason.NO_PERMISSION,
    )
