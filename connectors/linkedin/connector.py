"""LinkedIn: own pages by either of its two official ways, others' by name and followers only."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, ClassVar
from urllib.parse import urlsplit

from auditor.core.messages import msg
from auditor.core.model import Access, Account, AccountRef, Window
from auditor.core.reasons import Reason
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
from connectors.collecting.cost import free_plan, with_detours
from connectors.errors import ConnectorError, CredentialError, PlatformError, StalePositionError
from connectors.http.json_fields import identifier
from connectors.http.response import ApiRules
from connectors.http.status_errors import opens
from connectors.key_steps import OWN_PAGES
from connectors.linkedin import member, parse
from connectors.linkedin.api import Api
from connectors.linkedin.community import PAGE, Community, Listed, Route
from connectors.linkedin.errors import (
    COMMUNITY_SCOPES,
    DMA_SCOPES,
    ENDS,
    KEY,
    REVIEW_BY,
    VERSION,
    WHERE,
    BadRequestError,
    classify,
    endpoint,
    gone,
)
from connectors.linkedin.member import MemberData
from connectors.linkedin.member_figures import MemberFigures
from connectors.linkedin.portability import Portability
from connectors.platform import ALL_OFFERED, Credential, Login, PlatformInfo

_BASE = "https://api.linkedin.com"
NOT_TOLD, _SHOWN = "posts_not_told", 5


def _owner_only() -> PlatformError:
    return PlatformError(
        msg(
            "LinkedIn shows the posts of a page to its administrators only; name and followers "
            "were read."
        ),
        msg(
            "One of them can make a key, or download the page's posts and hand on the file: "
            "Analytics, Content, Export. Then: auditor import FILE"
        ),
        Reason.OWNER_ONLY,
    )


class LinkedIn(Connector):
    """Reads pages, their posts, and the comments under them."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="linkedin",
        title="LinkedIn",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg(
                    "Of an administrator of the page, by an app with the Community Management API "
                    "or, in the EU, the Pages Data Portability API (easier to get). Which of them "
                    "it is, the program finds out by itself."
                ),
                where=WHERE,
                scopes=(*COMMUNITY_SCOPES, *DMA_SCOPES),
                lifetime=msg("lasts 60 days"),
            ),
            Credential(
                env=member.KEY,
                purpose=msg(
                    "Optional. Of a person in the EU or Switzerland, who makes it in minutes: the "
                    "person's own posts and comments elsewhere, without counts; never messages."
                ),
                where="https://www.linkedin.com/developers/tools/oauth/token-generator",
                scopes=(member.SCOPE,),
                lifetime=msg("lasts a year"),
                required=False,
            ),
            Credential(
                env=member.MEMBER,
                purpose=msg("Optional. Whose key that is, as in linkedin.com/in/NAME: NAME."),
                where="https://www.linkedin.com/in/me/",
                required=False,
            ),
        ),
        own=ALL_OFFERED,
        others=dict.fromkeys(ALL_OFFERED, Reason.OWNER_ONLY) | {"followers": None},
        page_size=PAGE,
        history=msg(
            "all posts; impressions and clicks of the last 12 months; shares by the Community "
            "Management API only"
        ),
        cost=msg(
            "free; one call for 100 posts, two or three more for their figures, and one for each "
            "post with comments. The Pages Data Portability API may allow one call a minute"
        ),
        docs="https://learn.microsoft.com/linkedin/marketing/versioning",
        api_version=VERSION,
        review_by=REVIEW_BY,
        in_order=False,
        login=Login(
            gives=KEY,
            authorize="https://www.linkedin.com/oauth/v2/authorization",
            redeem="https://www.linkedin.com/oauth/v2/accessToken",
            app_id="LINKEDIN_CLIENT_ID",
            app_key="LINKEDIN_CLIENT_SECRET",
            console=WHERE,
            introspect="https://www.linkedin.com/oauth/v2/introspectToken",
            products={"portability": DMA_SCOPES, "community": COMMUNITY_SCOPES},
            lasts=timedelta(days=60),
        ),
    )
    rules: ClassVar[ApiRules] = ApiRules("linkedin", classify, bucket=endpoint, keeps_time=True)

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        self._lock = threading.Lock()
        self._route: Route | None = None
        self._pages: list[str] = []
        self._found: defaultdict[str, set[str]] = defaultdict(set)

    def host(self, ref: AccountRef) -> str:
        """One host for all accounts."""
        del ref
        return urlsplit(self._base).netloc

    @property
    def _base(self) -> str:
        return self.base_url or _BASE

    @cached_property
    def _api(self) -> Api:
        token = required(self.info.credentials[0], self.credentials)
        return Api(self.session, self.rules, self._base, self.api_version or VERSION, token)

    @cached_property
    def _member(self) -> MemberData:
        token = self.credentials.get(member.KEY)
        if not token:
            raise _persons()
        api = Api(self.session, self.rules, self._base, member.VERSION, token)
        return MemberData(api, self.credentials.get(member.MEMBER, ""))

    @cached_property
    def _member_figures(self) -> MemberFigures | None:
        """What tells figures of a member's posts: the key that pages are read with."""
        return MemberFigures(self._api) if self.credentials.get(KEY) else None

    def _way(self) -> Route:
        """The route that the key opens: what is refused on the first is tried on the second."""
        with self._lock:
            if self._route is None:
                self._route, self._pages = self._tried()
        return self._route

    def _tried(self) -> tuple[Route, list[str]]:
        community = Community(self._api)
        try:
            return community, community.pages()
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
        portability = Portability(self._api)
        return portability, portability.pages()

    def resolve(self, ref: AccountRef) -> Account:
        """The page by name or number, with its profile; followers of anybody's page."""
        kind, _, name = ref.handle.partition("/")
        if kind == "in":
            return self._member.account(ref, datetime.now(UTC))
        route = self._way()
        data = route.organization(name)
        if data is None or not data.get("id"):
            raise gone()
        page = str(data["id"])
        own = page in self._pages
        if own and isinstance(route, Community) and not _has_description(data):
            data = {**data, **route.administered(page)}
        return parse.account(
            data,
            ref,
            datetime.now(UTC),
            Access.OWN if own else Access.OTHERS,
            route.followers(page),
        )

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the posts of one's own page. Of others' there is none to be had."""
        if _is_person(account.ref):
            page = self._member.posts(window, position)
            figures = self._member_figures
            return page if figures is None else figures.added(page, window)
        if account.access is not Access.OWN:
            return PostPage(
                (),
                None,
                {"posts": Reason.OWNER_ONLY, "replies": Reason.OWNER_ONLY},
                open_end=True,
                partial=True,
                refused=_owner_only(),
            )
        try:
            listed = self._way().posts(_id(account), window, position)
        except BadRequestError as error:
            raise _stale(error, position) from error
        items, unread = parted(_items(listed))
        return PostPage(
            items,
            listed.following,
            partial=listed.unread > 0,
            open_end=listed.unread > 0,
            notes={NOT_TOLD: listed.unread} if listed.unread else {},
            unread=unread,
        )

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """Comments under the posts of one's own page, answers among them; a member's are untold."""
        del window
        if _is_person(account.ref):
            return CommentPage((), missing={"replies": Reason.NOT_OFFERED})
        names = [post.platform_id for post in posts]
        thread = self._way().comments(_id(account), names, position)
        for comment in thread.found:
            self._found[str(comment.post_id)].add(comment.platform_id)
        comments_of = {post: len(self._found[post]) for post in thread.ended}
        unknown = any(comment.is_account is None for comment in thread.found)
        return CommentPage(
            thread.found,
            comments_of,
            thread.position,
            {"replies": Reason.NO_PERMISSION} if unknown else {},
            thread.met,
        )

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """The own pages, the page, its followers; 100 posts a call, their figures 50 a call, and a
        call for each post with comments."""
        if _is_person(account.ref):
            mine = free_plan(account, window, False, PAGE, resolving=2)
            if not self.credentials.get(KEY):
                return mine
            most = 5 * free_plan(account, window, True, PAGE, resolving=0).calls.most
            return with_detours(mine, 1, 1, int(most))
        plan = free_plan(account, window, comments, PAGE, resolving=3)
        figures = free_plan(account, window, False, PAGE // 2, resolving=0).calls
        each = free_plan(account, window, True, PAGE, resolving=0).calls
        own = Estimate(
            plan.calls.least + (2 * figures.least if account.posts_in_window else 0),
            plan.calls.likely + 2 * figures.likely,
            # more by the other route: the key is tried there, answers and figures are asked apart
            2 * plan.calls.most + 4 * figures.most + each.most + 3,
        )
        calls = own if account.access is Access.OWN else Estimate(3, own.likely, own.most)
        if account.access is Access.OTHERS:
            calls = Estimate(3, 3, 6)
        seconds = Estimate(calls.least * 0.1, calls.likely * 0.3, calls.most * 1.0)
        note = msg("With the Pages Data Portability API up to one minute a call.")
        return Plan(calls, plan.units, plan.money, seconds, note)

    def check(self) -> list[Check]:
        """The key, one real call, which of the two ways it opens, and the version."""
        checks, went = self.try_key(
            lambda: msg("LinkedIn accepts the key, by the {route}.", route=self._way().title)
        )
        members = [self._check_member()] if self.credentials.get(member.KEY) else []
        if checks[0].status == "skipped":
            return [*checks, *members]
        return [*checks, *([self._own_pages()] if went else []), *members, self.check_version()]

    def _check_member(self) -> Check:
        name = msg("{env} is set", env=member.KEY)
        try:
            return Check(name, "ok", self._member.opens())
        except ConnectorError as error:
            return Check(name, "failed", error.message, error.advice)

    def _own_pages(self) -> Check:
        name = OWN_PAGES
        if not self._pages:
            return Check(
                name,
                "warning",
                msg("The key's owner runs no page."),
                msg("Of others' pages only name and followers are shown."),
            )
        return Check(name, "ok", opens(len(self._pages), self._names(self._way())))

    def _names(self, way: Route) -> list[str]:
        first_pages = self._pages[:_SHOWN]
        try:
            return way.names(first_pages) if first_pages else []
        except ConnectorError:
            return first_pages

    def check_version(self) -> Check:
        """Until when the version is served, where that is known."""
        end = ENDS.get(self.api_version or "")
        if end is None:
            return super().check_version()
        name = msg("API version {version}", version=self.api_version)
        if end <= datetime.now(UTC).date():
            return Check(
                name,
                "warning",
                msg("It is no longer served since {date}.", date=end),
                msg(
                    "Set {name} to a newer one, or take a newer version of this program.",
                    name="AUDITOR_LINKEDIN_API_VERSION",
                ),
            )
        return Check(name, "ok", msg("It is served until {date}.", date=end))


def _id(account: Account) -> str:
    return account.platform_id or ""


def _is_person(ref: AccountRef) -> bool:
    return ref.handle.startswith("in/")


def _stale(error: BadRequestError, position: str | None) -> PlatformError:
    """A page that is refused further on: its position is what LinkedIn no longer knows."""
    return error if position is None else StalePositionError(error)


def _has_description(data: Mapping[str, Any]) -> bool:
    return any(data.get(name) for name in ("localizedDescription", "description"))


def _items(listed: Listed) -> Iterator[Item | None]:
    """The posts of a page that stand in public; ``None`` for one without a readable id or time."""
    for row in listed.rows:
        if not isinstance(row, dict):
            yield None
            continue
        if not parse.is_published(row):
            continue
        name = identifier(row, "id") or ""
        post = parse.post(
            row,
            None if listed.social is None else listed.social.get(name, {}),
            listed.statistics.get(name, parse.Statistics()),
        )
        yield None if post is None else Item(post, post.published_at)


def _persons() -> PlatformError:
    return PlatformError(
        msg("LinkedIn shows the posts of a person to nobody but that person."),
        msg(
            "In the EU the person can make a key for them, {key}: auditor doctor linkedin says "
            "how. Or download them: Settings, Data privacy, Get a copy of your data. Then: auditor "
            "import FILE",
            key=member.KEY,
        ),
        Reason.OWNER_ONLY,
    )
