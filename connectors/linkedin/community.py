"""What the two official ways to one's own pages on LinkedIn have in common, and the first of them:
the Community Management API."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import ClassVar
from urllib.parse import quote

from auditor.core.model import Comment, Window
from auditor.core.reasons import Reason
from connectors.collecting.paging import place_after, post_at
from connectors.collecting.refusals import Refusals, in_halves
from connectors.errors import CredentialError, PlatformError, StalePositionError
from connectors.http.json_fields import get_count, get_dict, get_dicts, get_rows, identifier
from connectors.linkedin import parse
from connectors.linkedin.api import Api, Payload, id_list, next_start
from connectors.linkedin.errors import BadRequestError

PAGE = 100
_BATCH = 50
# Statistics reach back so far and no further, on a rolling basis.
_COUNTED = timedelta(days=365)


@dataclass
class Listed:
    """A page of posts: ``rows`` as told, ``unread`` of them only by name, where it goes on, and
    the social metadata (``None``: refused) and the statistics of those in the window."""

    rows: Sequence[Payload]
    following: str | None
    unread: int = 0
    social: dict[str, Payload] | None = None
    statistics: dict[str, parse.Statistics] = field(default_factory=dict)


@dataclass
class Thread:
    """Some comments under posts: which posts are read to the end, and where it goes on."""

    found: list[Comment]
    ended: list[str]
    position: str | None
    met: Mapping[str, int] = field(default_factory=dict)


class Route(ABC):
    """One way to read one's own pages."""

    title: ClassVar[str]

    def __init__(self, api: Api) -> None:
        self.api = api
        self.refusals = Refusals("LinkedIn")

    @abstractmethod
    def pages(self) -> list[str]:
        """The numbers of the pages that the key's owner administers.

        Raises:
            CredentialError: the key is not of this route.
        """

    @abstractmethod
    def organization(self, name: str) -> Payload | None:
        """The page of a name or number."""

    @abstractmethod
    def posts(self, page: str, window: Window, position: str | None) -> Listed:
        """A page of the posts, newest first."""

    @abstractmethod
    def comments(self, page: str, posts: Sequence[str], position: str | None) -> Thread:
        """Comments under posts, answers among them."""

    @abstractmethod
    def names(self, pages: Sequence[str]) -> list[str]:
        """What some pages are called; their numbers where that is not told."""

    def followers(self, page: str) -> tuple[int | None, Reason | None]:
        """How many follow a page, anybody's: the number, or why it is not known."""
        path = f"networkSizes/{quote(f'urn:li:organization:{page}', safe='')}"
        try:
            data = self.api.ask(path, [("edgeType", "COMPANY_FOLLOWED_BY_MEMBER")])
        except (CredentialError, PlatformError) as error:
            if error.reason is Reason.NO_CREDENTIAL:
                raise
            return None, Reason.NO_PERMISSION
        return get_count(data, "firstDegreeSize"), None

    def _social(self, path: str, names: Sequence[str]) -> dict[str, Payload] | None:
        """The counts of posts; ``None`` where the key may not read them."""
        try:
            return self.api.batch(path, names)
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
            return None


def page_names(organizations: Mapping[str, Payload], pages: Sequence[str]) -> list[str]:
    """The names of pages, by their numbers."""
    return [parse.name_of(organizations.get(page, {})) or page for page in pages]


# Who may read a page's posts; others of its roles place advertisements or job offers only.
_READERS = frozenset(
    {"ADMINISTRATOR", "CONTENT_ADMINISTRATOR", "CONTENT_ADMIN", "CURATOR", "ANALYST"}
)


def may_read(role: Payload) -> bool:
    """Whether a role that somebody has on a page lets read its posts; one that is not told may."""
    role_name = str(role.get("role") or get_dict(role, "key").get("role") or "").upper()
    return not role_name or role_name in _READERS


def ids_inside(rows: Sequence[Payload], window: Window) -> list[str]:
    """The ids of the posts of the window: of others nothing more is asked."""
    names = []
    for row in rows:
        name, when = identifier(row, "id"), parse.published_at(row)
        if name is not None and when is not None and window.start <= when < window.end:
            names.append(name)
    return names


class Community(Route):
    """The Community Management API."""

    title = "Community Management API"

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self._cut: set[str] = set()
        self._again: set[str] = set()

    def pages(self) -> list[str]:
        start: int | None = 0
        organizations: list[str] = []
        while start is not None:
            data = self.api.ask(
                "organizationAcls",
                [
                    ("q", "roleAssignee"),
                    ("state", "APPROVED"),
                    ("start", start),
                    ("count", PAGE),
                ],
            )
            names = (
                parse.organization_id(row.get("organization"))
                for row in get_dicts(data, "elements")
                if may_read(row)
            )
            organizations += [name for name in names if name is not None]
            start = next_start(data, start, PAGE)
        return list(dict.fromkeys(organizations))

    def organization(self, name: str) -> Payload | None:
        if name.isdigit():
            data = self.api.ask(f"organizationsLookup?ids={id_list([name])}")
            return get_dict(get_dict(data, "results"), name) or None
        data = self.api.ask("organizations", [("q", "vanityName"), ("vanityName", name)])
        return next(iter(get_dicts(data, "elements")), None)

    def names(self, pages: Sequence[str]) -> list[str]:
        return page_names(self.api.batch("organizationsLookup", pages), pages)

    def administered(self, page: str) -> Payload:
        """A page as only its administrators see it."""
        return self.api.ask(f"organizations/{page}")

    def posts(self, page: str, window: Window, position: str | None) -> Listed:
        start = int(position or 0)
        author = f"urn:li:organization:{page}"
        data = self.api.ask(
            "posts",
            [
                ("q", "author"),
                ("author", author),
                ("count", PAGE),
                ("start", start),
                ("sortBy", "CREATED"),
            ],
            finder=True,
        )
        every = get_rows(data, "elements")
        rows = [row for row in every if isinstance(row, dict)]
        following = next_start(data, start, PAGE)
        inside_names = ids_inside(rows, window)
        return Listed(
            every,
            None if following is None else str(following),
            social=self._social("socialMetadata", inside_names),
            statistics=self._statistics(author, rows, inside_names),
        )

    def _statistics(
        self, author: str, rows: Sequence[Payload], names: Sequence[str]
    ) -> dict[str, parse.Statistics]:
        """Each kind of post is asked for by its own name: the others would be left out."""
        since = datetime.now(UTC) - _COUNTED
        when = {str(row.get("id")): parse.published_at(row) for row in rows}
        statistics: dict[str, parse.Statistics] = {}
        for kind, parameter in (("share", "shares"), ("ugcPost", "ugcPosts")):
            mine = [name for name in names if name.startswith(f"urn:li:{kind}:")]
            young = [name for name in mine if (at := when[name]) is not None and at >= since]
            old = parse.Statistics(why=Reason.TOO_OLD)
            statistics.update(dict.fromkeys(mine, old))
            for first in range(0, len(young), _BATCH):
                statistics.update(self._of_kind(author, parameter, young[first : first + _BATCH]))
        return statistics

    def _of_kind(
        self, author: str, parameter: str, names: Sequence[str]
    ) -> dict[str, parse.Statistics]:
        def ask(part: Sequence[str]) -> dict[str, parse.Statistics]:
            path = f"organizationalEntityShareStatistics?{parameter}={id_list(part)}"
            data = self.api.ask(
                path, [("q", "organizationalEntity"), ("organizationalEntity", author)]
            )
            by_post = parse.statistics_by_post(data)
            return {name: parse.Statistics(True, by_post.get(name)) for name in part}

        try:
            answers, refused = in_halves(names, ask, BadRequestError)
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
            return dict.fromkeys(names, parse.Statistics(why=error.reason))
        return {**answers, **dict.fromkeys(refused, parse.Statistics(why=Reason.UNREADABLE))}

    def comments(self, page: str, posts: Sequence[str], position: str | None) -> Thread:
        at = post_at(posts, position, "s", 0)
        if at is None:
            return Thread([], [], None)
        post, start = str(at["p"]), int(at["s"])
        thread = self.refusals.ask(page, lambda: self._of_post(post, start))
        if thread is None:
            onward = place_after(posts, post, "s", begin=0)
            return Thread([], [], onward, self.refusals.met(page))
        rows, following = thread
        comments = [
            comment for row in rows if (comment := parse.comment(row, post, page)) is not None
        ]
        for row in rows:
            answers = self.refusals.ask(page, partial(self._answers, row, post, page))
            if answers is None:
                self._cut.add(post)
            comments += answers or []
        ended = [post] if following is None and post not in self._cut else []
        return Thread(
            comments, ended, place_after(posts, post, "s", following, 0), self.refusals.met(page)
        )

    def _of_post(self, post: str, start: int) -> tuple[list[Payload], int | None]:
        """A page of the comments of a post, which may have been deleted since it was listed."""
        try:
            return self._under(post, start)
        except PlatformError as error:
            if error.reason is Reason.ACCOUNT_GONE:
                return [], None
            if start == 0 or not isinstance(error, BadRequestError) or post in self._again:
                raise
            self._again.add(post)
            beginning = json.dumps({"p": post, "s": 0}, separators=(",", ":"))
            raise StalePositionError(error, beginning) from error

    def _under(self, urn: str, start: int) -> tuple[list[Payload], int | None]:
        path = f"socialActions/{quote(urn, safe='')}/comments"
        data = self.api.ask(path, [("start", start), ("count", PAGE)])
        return list(get_dicts(data, "elements")), next_start(data, start, PAGE)

    def _answers(self, row: Payload, post: str, page: str) -> list[Comment]:
        """The answers to a comment, which the list of comments does not hold."""
        parent, start = parse.comment_urn(row), 0 if parse.answers(row) else None
        by_id: dict[str, Comment] = {}
        while start is not None and parent is not None:
            rows, start = self._under(parent, start)
            answers = (parse.comment(row, post, page, parent) for row in rows)
            new = {
                answer.platform_id: answer
                for answer in answers
                if answer is not None and answer.platform_id not in by_id
            }
            if not new and rows:
                break  # the same page again
            by_id.update(new)
        return list(by_id.values())
