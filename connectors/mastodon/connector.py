"""Mastodon and servers that speak its API, each account on its own server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, ClassVar
from urllib.parse import parse_qs, quote, urlsplit

from auditor.core.json_types import JsonValue
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
from connectors.collecting.cost import free_plan, with_detours
from connectors.collecting.paging import next_post
from connectors.collecting.refusals import Refusals
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.json_fields import get_rows
from connectors.http.rate_limit import header, rate_limit_usage
from connectors.http.request import Params
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.status_errors import host_of, is_json, refused, too_busy, unexpected
from connectors.mastodon import feed, parse
from connectors.mastodon.webfinger import serving_host
from connectors.platform import Credential, PlatformInfo

TOKEN = "MASTODON_ACCESS_TOKEN"  # noqa: S105 - a name, not a secret
CUT = "threads_cut"
_PAGE = 40
_MOST_ANSWERS = 60  # under one post, for those who show no token
_NAMES = {"Accept": "application/jrd+json, application/xrd+xml, application/json, */*;q=0.5"}
_FEED = {"Accept": "application/rss+xml, application/atom+xml, */*;q=0.5"}
_NO_FEED = frozenset({401, 403, 404, 406, 410})
_EXAMPLE_SERVER = "mastodon.social"
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
    """Mastodon's rules: the statuses mean what they say."""
    if response.status < 400:
        return None
    busy = too_busy(response)
    if busy is not None:
        return busy
    if response.status in {401, 403}:
        return _closed(response)
    if response.status in {404, 410}:
        return _gone(response)
    return refused(response)


def _closed(response: ApiResponse) -> CredentialError:
    reason = Reason.NO_CREDENTIAL if response.status == 401 else Reason.NO_PERMISSION
    return _wants_token(host_of(response), reason)


def _wants_token(host: str, reason: Reason = Reason.NO_CREDENTIAL) -> CredentialError:
    return CredentialError(
        msg("{host} shows its accounts only with a valid token.", host=host),
        msg(
            "Make a token on that server (Preferences, Development, scope read) and set {name}; "
            "if one is set, it has expired or is another server's.",
            name=TOKEN,
        ),
        reason,
    )


def _gone(response: ApiResponse) -> PlatformError:
    if response.status == 404 and not is_json(response):
        return PlatformError(
            msg("{host} does not answer as a Mastodon server does.", host=host_of(response)),
            msg("Check the server in the address, written mastodon:user@server."),
            Reason.UNREADABLE,
        )
    return _no_account(host_of(response))


def _no_account(host: str) -> PlatformError:
    return PlatformError(
        msg("This account does not exist on {host}, or no longer.", host=host),
        msg("Check how it is written; the owner may have moved to another server."),
        Reason.ACCOUNT_GONE,
    )


def _is_private(account: Account) -> bool:
    """Whether an account that counts posts shows none because it is locked."""
    posts = account.profile.posts if account.profile else None
    return bool(posts) and account.details.get("locked") == "yes"


def _private(host: str) -> PlatformError:
    return PlatformError(
        msg("This account on {host} shows its posts to followers only.", host=host),
        msg("Its owner can open it, or export its posts."),
        Reason.ACCOUNT_PRIVATE,
    )


class Mastodon(Connector):
    """Reads profiles, statuses and their contexts. A token is sent to its own server only."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="mastodon",
        title="Mastodon",
        credentials=(
            Credential(
                env=TOKEN,
                purpose=msg(
                    "Optional. Longer threads, and servers that are closed to strangers. Write it "
                    "server=token: it goes to that server only, without a server to none."
                ),
                where="https://docs.joinmastodon.org/client/token/",
                scopes=("read",),
                lifetime=msg("does not expire; its owner can revoke it"),
                required=False,
            ),
        ),
        own=_OFFERED,
        others=_OFFERED,
        lists_replies=TRAITS["mastodon"].lists_replies,
        page_size=_PAGE,
        history=msg("everything that the account's server keeps"),
        cost=msg("free; one call for 40 posts, and one for each post with answers"),
        docs="https://docs.joinmastodon.org/api/rate-limits/",
        api_version="v1",
        review_by=date(2027, 11, 23),
    )
    rules: ClassVar[ApiRules] = ApiRules("mastodon", classify, rate_limit_usage)

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        server, _, self._token = self.credentials.get(TOKEN, "").partition("=")
        self._token_server = server.strip().lower().removeprefix("https://").rstrip("/")
        self._refusals = Refusals(self.info.title)

    def host(self, ref: AccountRef) -> str:
        """The account's own server: another knows only a part of its posts."""
        return self._host(ref.handle.rpartition("@")[2])

    def resolve(self, ref: AccountRef) -> Account:
        """The account by ``user@server``, asked on its own server, with its profile."""
        user, _, server = ref.handle.partition("@")
        try:
            server, data = self._looked_up(ref.handle, user, server)
        except CredentialError:
            resolved = self._by_feed(ref, user, server)
            if resolved is None:
                raise
            return resolved
        if not isinstance(data, dict) or data.get("id") is None:
            raise unexpected(self._host(server))
        if data.get("suspended") is True:
            raise _no_account(self._host(server))
        account = parse.account(data, ref, datetime.now(UTC))
        return replace(account, details={**account.details, "server": server})

    def _looked_up(self, handle: str, user: str, server: str) -> tuple[str, Any]:
        """The account on the server of its name, else on the one that serves that name."""
        try:
            return server, self._lookup(handle, user, server)
        except (PlatformError, TransientError) as error:
            if error.reason is Reason.ACCOUNT_GONE or self.base_url:
                raise
            host = serving_host(self._webfinger, handle, server)
            if host is None or host == server:
                raise
        return host, self._lookup(handle, user, host)

    def _lookup(self, handle: str, user: str, server: str) -> JsonValue:
        name = handle if self.base_url else user
        return self._ask(server, "accounts/lookup", [("acct", name)]).json()

    def _webfinger(self, url: str) -> ApiResponse | None:
        """An answer about a name; ``None`` where there is none."""
        try:
            response = self.session.get(self.rules, url, headers=_NAMES, allow=_NO_FEED)
        except ConnectorError:
            return None
        return response if response.status == 200 else None

    def _by_feed(self, ref: AccountRef, user: str, server: str) -> Account | None:
        """The account as its public feed shows it; ``None`` where it has none."""
        for path in feed.PLACES:
            url = f"{self._base(server)}/{path.format(user=quote(user, safe=''))}"
            try:
                response = self.session.get(self.rules, url, headers=_FEED, allow=_NO_FEED)
            except ConnectorError:
                return None
            if feed.is_feed(response):
                return feed.account(ref, f"{self._base(server)}/@{user}", url)
        return None

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the public statuses: posts, replies and boosts, labelled as such."""
        del window
        if "feed" in account.details:
            response = self.session.get(self.rules, account.details["feed"], headers=_FEED)
            return feed.page(response, _wants_token(self.host(account.ref)))
        params: list[tuple[str, str | int]] = [("limit", _PAGE)]
        if position is not None:
            params.append(("max_id", position))
        own_id = _id(account)
        path = f"accounts/{quote(own_id, safe='')}/statuses"
        response = self._ask(_server(account), path, params)
        data = response.json()
        if not isinstance(data, list):
            raise unexpected(host_of(response))
        items, unread = parted(parse.items(data, own_id))
        if position is None and not items and _is_private(account):
            raise _private(host_of(response))
        return PostPage(items, next_cursor(response, data), unread=unread)

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """The context of one status."""
        del window
        post, following = next_post(posts, position)
        if post is None:
            return CommentPage(())
        name = str(account.ref)
        answer = self._refusals.ask(name, lambda: self._context(post, account))
        refused = self._refusals.met(name)
        if answer is None:
            return CommentPage((), {}, following, notes=refused)
        comments, cut = answer
        counted = sum(comment.counted for comment in comments)
        notes = {**refused, CUT: 1} if cut else refused
        return CommentPage(comments, {post.platform_id: counted}, following, notes=notes)

    def _context(self, post: AskedPost, account: Account) -> tuple[list[Comment], bool]:
        """What is said under a status, and whether the server may have more of it."""
        path = f"statuses/{quote(post.platform_id, safe='')}/context"
        try:
            response = self._ask(_server(account), path)
        except PlatformError as error:
            if error.reason is Reason.ACCOUNT_GONE:  # deleted since it was listed
                return [], False
            raise
        data = response.json()
        answers = get_rows(data, "descendants")
        cut = not self._headers(_server(account)) and len(answers) >= _MOST_ANSWERS
        return parse.comments(data, post.platform_id, _id(account), _server(account)), cut

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """One call for the profile, one for 40 items, one for each post with answers."""
        # At most a token is tried after the first refusal, or the feeds of a closed server.
        plan = free_plan(account, window, comments, _PAGE)
        return with_detours(plan, 0, 0, 1 + len(feed.PLACES))

    def check(self) -> list[Check]:
        """One real call, on the server of the token, else on a well-known one."""
        server = self._token_server if self._token else _EXAMPLE_SERVER
        return [self._check_token(), self._check_call(server)]

    def _check_token(self) -> Check:
        name = msg("{env} is set", env=TOKEN)
        if not self.credentials.get(TOKEN):
            return Check(name, "skipped", msg("Not needed: open servers answer without it."))
        if not self._token or not self._token_server:
            return Check(
                name,
                "warning",
                msg("It does not say which server it belongs to, so it is sent to none."),
                msg("Write it as server=token; no other server ever gets it."),
            )
        if not self._headers(self._token_server):
            return Check(
                name,
                "warning",
                msg(
                    "It belongs to {host} and is not sent to {other}.",
                    host=self._token_server,
                    other=self._host(self._token_server),
                ),
                msg("Empty AUDITOR_MASTODON_URL to ask that server."),
            )
        try:
            self._ask(self._token_server, "accounts/verify_credentials")
        except ConnectorError as error:
            return Check(name, "failed", error.message, error.advice)
        return Check(name, "ok", msg("{host} accepts it.", host=self._token_server))

    def _check_call(self, server: str) -> Check:
        name = msg("one real call")
        try:
            url = f"{self._base(server)}/api/{self.api_version}/instance"
            self.session.get(self.rules, url, allow=frozenset({401, 404})).json()
        except ConnectorError as error:
            return Check(name, "failed", error.message, error.advice)
        return Check(name, "ok", msg("{host} answers.", host=self._host(server)))

    def _base(self, server: str) -> str:
        return self.base_url or f"https://{server}"

    def _host(self, server: str) -> str:
        return urlsplit(self._base(server)).netloc

    def _ask(self, server: str, path: str, params: Params = ()) -> ApiResponse:
        """Ask with the token on its own server, without it on every other."""
        url = f"{self._base(server)}/api/{self.api_version}/{path}"
        return self.session.get(self.rules, url, params, self._headers(server))

    def _headers(self, server: str) -> dict[str, str]:
        """The token for the host that is asked, which may be another than the account's."""
        server_parts = urlsplit(self._base(server))
        is_token_server = self._token and self._token_server in {
            server_parts.hostname,
            server_parts.netloc.lower(),
        }
        return {"Authorization": f"Bearer {self._token}"} if is_token_server else {}


def next_cursor(response: ApiResponse, data: Sequence[Any]) -> str | None:
    """Where the next page begins: the ``max_id`` of the ``Link`` header's next address.

    The address itself is never followed. A server without that header is taken by its last id,
    as long as its pages are full.
    """
    from requests.utils import parse_header_links

    link = header(response.headers, "link")
    if link is None:
        last = data[-1] if len(data) >= _PAGE else None
        return str(last["id"]) if isinstance(last, dict) and last.get("id") else None
    for link_header in parse_header_links(link):
        if "next" in link_header.get("rel", "").lower().split():
            query = parse_qs(urlsplit(link_header.get("url", "")).query)
            return query.get("max_id", [None])[0]
    return None


def _server(account: Account) -> str:
    return account.details.get("server") or account.ref.handle.rpartition("@")[2]


def _id(account: Account) -> str:
    return account.platform_id or ""
