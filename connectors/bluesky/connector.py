"""Bluesky, through its public view: every public account, without a key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from auditor.core.messages import msg
from auditor.core.model import Account, AccountRef, Comment, Window
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
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
from connectors.bluesky import parse
from connectors.collecting.cost import free_plan
from connectors.collecting.paging import next_post
from connectors.collecting.refusals import Refusals
from connectors.errors import ConnectorError, CredentialError, PlatformError
from connectors.http.rate_limit import rate_limit_usage
from connectors.http.request import Params
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.status_errors import host_of, is_json, refused, too_busy, unexpected
from connectors.platform import PlatformInfo

_PUBLIC_VIEW = "https://public.api.bsky.app"
_PAGE = 100
_DEPTH = 100  # of the 1,000 that may be asked; answers nest deeper than ten
_NO_SUCH = frozenset({400})
_GONE = frozenset(
    {
        "AccountTakedown",
        "AccountDeactivated",
        "AccountDeleted",
        "RepoTakendown",
        "RepoDeactivated",
        "RepoNotFound",
        "HandleNotFound",
        "NotFound",
    }
)
_GONE_WORDS = (
    "profile not found",
    "not found",
    "could not find",
    "deactivated",
    "suspended",
    "taken down",
    "unable to resolve handle",
)
_OFFERED = {
    "followers": None,
    "posts": None,
    "reactions": None,
    "comments": None,
    "shares": None,
    "views": Reason.NOT_OFFERED,
    "replies": None,
    "profile": None,
}


def classify(response: ApiResponse) -> ConnectorError | None:
    """Bluesky's own rules: an unknown account is a 400 with words."""
    if response.status < 400:
        return None
    busy = too_busy(response)
    if busy is not None:
        return busy
    if not is_json(response):
        return _front_refuses(response)
    data = response.json()
    name = str(data.get("error", "")) if isinstance(data, dict) else ""
    words = str(data.get("message", "")).lower() if isinstance(data, dict) else ""
    if response.status == 401 or name == "AuthMissing":
        return CredentialError(
            msg("{host} answers only those who are logged in.", host=host_of(response)),
            msg("Leave AUDITOR_BLUESKY_URL empty to ask the public view, which needs no key."),
        )
    if name in _GONE or any(part in words for part in _GONE_WORDS):
        return PlatformError(
            msg("This account does not exist on Bluesky, or no longer."),
            msg("Check how it is written; the owner may have changed the name."),
            Reason.ACCOUNT_GONE,
        )
    return refused(response)


def _front_refuses(response: ApiResponse) -> PlatformError:
    return PlatformError(
        msg(
            "{host} sent a web page instead of data (status {status}).",
            host=host_of(response),
            status=response.status,
        ),
        msg("Try again from another network, or set AUDITOR_BLUESKY_URL=https://api.bsky.app."),
        Reason.UNREADABLE,
    )


class Bluesky(Connector):
    """Reads profiles, author feeds and threads."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="bluesky",
        title="Bluesky",
        credentials=(),
        own=_OFFERED,
        others=_OFFERED,
        lists_replies=TRAITS["bluesky"].lists_replies,
        page_size=_PAGE,
        history=msg("everything since the account began"),
        cost=msg("free; one call for 100 posts, and one for each post with answers"),
        docs="https://docs.bsky.app/docs/advanced-guides/rate-limits",
    )
    rules: ClassVar[ApiRules] = ApiRules("bluesky", classify, rate_limit_usage, keeps_time=True)

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        self._refusals = Refusals(self.info.title)

    def host(self, ref: AccountRef) -> str:
        """One host for all accounts."""
        del ref
        return self._host

    def resolve(self, ref: AccountRef) -> Account:
        """The account by handle or DID, with its profile."""
        data = self._ask("app.bsky.actor.getProfile", [("actor", ref.handle)])
        if not data.get("did"):
            raise unexpected(self._host)
        return parse.account(data, ref, datetime.now(UTC))

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the author feed, replies and reposts included and labelled as such."""
        del window
        did = _did(account)
        params: list[tuple[str, str | int]] = [
            ("actor", did),
            ("filter", "posts_with_replies"),
            ("limit", _PAGE),
        ]
        if position is not None:
            params.append(("cursor", position))
        data = self._ask("app.bsky.feed.getAuthorFeed", params)
        if not isinstance(data.get("feed"), list):
            raise unexpected(self._host)
        following = data.get("cursor")
        items, unread = parted(parse.items(data["feed"], did))
        return PostPage(items, str(following) if following else None, unread=unread)

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """The thread of one post."""
        del window
        post, following = next_post(posts, position)
        if post is None:
            return CommentPage(())
        name = _did(account)
        comments = self._refusals.ask(name, lambda: self._thread(post, account))
        notes = self._refusals.met(name)
        if comments is None:
            return CommentPage((), {}, following, notes=notes)
        counted = sum(comment.counted for comment in comments)
        return CommentPage(comments, {post.platform_id: counted}, following, notes=notes)

    def _thread(self, post: AskedPost, account: Account) -> list[Comment]:
        params: Params = [
            ("uri", post.platform_id),
            ("depth", _DEPTH),
            ("parentHeight", 0),
        ]
        try:
            data = self._ask("app.bsky.feed.getPostThread", params)
        except PlatformError as error:
            if error.reason is Reason.ACCOUNT_GONE:  # deleted since it was listed
                return []
            raise
        if not isinstance(data.get("thread"), dict):
            raise unexpected(self._host)
        return parse.comments(data, post.platform_id, _did(account))

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """One call for the profile, one for 100 items, one for each post with answers."""
        return free_plan(account, window, comments, _PAGE)

    def check(self) -> list[Check]:
        """One real call; no key is needed."""
        name = msg("one real call")
        try:
            self._call("app.bsky.actor.getProfiles", [("actors", "bsky.app")], _NO_SUCH).json()
        except ConnectorError as error:
            return [Check(name, "failed", error.message, error.advice)]
        return [Check(name, "ok", msg("{host} answers; no key is needed.", host=self._host))]

    @property
    def _base(self) -> str:
        return self.base_url or _PUBLIC_VIEW

    @property
    def _host(self) -> str:
        return urlsplit(self._base).netloc

    def _ask(self, method: str, params: Params) -> dict[str, Any]:
        data = self._call(method, params).json()
        if not isinstance(data, dict):
            raise unexpected(self._host)
        return data

    def _call(
        self, method: str, params: Params, allow: frozenset[int] = frozenset()
    ) -> ApiResponse:
        return self.session.get(self.rules, f"{self._base}/xrpc/{method}", params, allow=allow)


def _did(account: Account) -> str:
    return account.platform_id or account.ref.handle
