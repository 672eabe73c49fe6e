"""LinkedIn's second official way to one's own pages: the Pages Data Portability API, which the EU's
Digital Markets Act asks for. Finders name what there is, batches tell it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from auditor.core.model import Comment, Window
from auditor.core.reasons import Reason
from connectors.collecting.paging import post_at
from connectors.errors import (
    MALFORMED,
    CredentialError,
    PlatformError,
    StalePositionError,
    TransientError,
)
from connectors.http.json_fields import get_count, get_dict, get_dicts, get_rows, get_str
from connectors.http.request import Params
from connectors.linkedin import parse
from connectors.linkedin.api import Api, Payload, next_cursor, next_start, urns
from connectors.linkedin.community import (
    PAGE,
    Listed,
    Route,
    Thread,
    ids_inside,
    may_read,
    page_names,
)
from connectors.linkedin.errors import FEED, FIGURES, BadRequestError

# Where each call takes a minute, little may be lost by a stop.
_POSTS_A_STEP, _FEW = 50, 5
_COMMENTS = "dmaComments"
_METRICS = "IMPRESSIONS,UNIQUE_IMPRESSIONS,CLICKS"
# Each post is a call: those on which a verdict rests; a weekly reading keeps the others.
_REACH = timedelta(days=91)


class Portability(Route):
    """The Pages Data Portability API."""

    title = "Pages Data Portability API (DMA)"

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self._again: set[str] = set()
        # why no further figures are asked for
        self._figures_end: Reason | None = None

    def pages(self) -> list[str]:
        try:
            return self._roles("")
        except BadRequestError:  # where the filter is not optional
            return self._roles("role=(value:ADMINISTRATOR)&")

    def _roles(self, only: str) -> list[str]:
        start: int | None = 0
        organizations: list[str] = []
        while start is not None:
            path = f"dmaOrganizationAcls?{only}state=(value:APPROVED)"
            params: Params = [("q", "roleAssignee"), ("start", start), ("count", PAGE)]
            data = self.api.ask(path, params)
            for element in filter(may_read, get_dicts(data, "elements")):
                name = get_dict(element, "key").get("organization") or element.get("organization")
                organizations.append(parse.organization_id(name) or "")
            start = next_start(data, start, PAGE)
        return [name for name in dict.fromkeys(organizations) if name]

    def organization(self, name: str) -> Payload | None:
        if name.isdigit():
            return self.api.batch("dmaOrganizations", [name]).get(name)
        try:
            data = self.api.ask("dmaOrganizations", [("q", "vanityName"), ("vanityName", name)])
        except BadRequestError:
            return None
        return next(iter(get_dicts(data, "elements")), None)

    def names(self, pages: Sequence[str]) -> list[str]:
        return page_names(self.api.batch("dmaOrganizations", pages), pages)

    def followers(self, page: str) -> tuple[int | None, Reason | None]:
        number, why = super().followers(page)
        if number is not None:
            return number, None
        try:
            data = self.api.ask(
                "dmaOrganizationalPageFollows",
                [
                    ("q", "followee"),
                    ("followee", f"urn:li:organizationalPage:{page}"),
                    ("edgeType", "MEMBER_FOLLOWS_ORGANIZATIONAL_PAGE"),
                    ("maxPaginationCount", 1),
                ],
            )
        except (CredentialError, PlatformError) as error:
            if error.reason is Reason.NO_CREDENTIAL:
                raise
            return None, why
        # members are listed by consent; that the total counts all of them nobody documents
        number = get_count(get_dict(data, "paging"), "total")
        return number, None if number is not None else why

    def posts(self, page: str, window: Window, position: str | None) -> Listed:
        data = self._find("postsByAuthor", "author", f"urn:li:organization:{page}", position)
        all_names = list(dict.fromkeys(urns(data)))
        names = [name for name in all_names if "instantRepost" not in name]
        rows_of = self.api.batch("dmaPosts", names, [("viewContext", "READER")])
        rows = [{"id": name, **rows_of[name]} for name in names if name in rows_of]
        social = self._social("dmaSocialMetadata", ids_inside(rows, window))
        return Listed(
            rows,
            next_cursor(data),
            len(names) - len(rows),
            social,
            self._figures(rows, window),
        )

    def _figures(self, rows: Sequence[Payload], window: Window) -> dict[str, parse.Statistics]:
        """Impressions, reach and clicks of the posts of the last 13 weeks, a call each; the newest
        first, as long as LinkedIn allows it."""
        start = max(window.start, window.end - _REACH)
        span = f"(timeRange:(start:{_ms(start)},end:{_ms(window.end)}))"
        figures = dict.fromkeys(
            (str(row["id"]) for row in rows), parse.Statistics(why=Reason.NOT_FETCHED)
        )
        for name in ids_inside(rows, Window(start, window.end)):
            end = self._figures_end
            end = self._figures_end
            known = parse.Statistics(why=end)
            figures[name] = self._figures_of(name, span) if end is None else known
        return figures

    def _figures_of(self, post: str, span: str) -> parse.Statistics:
        path = f"{FIGURES}?metricTypes=List({_METRICS})&timeIntervals={span}"
        try:
            data = self.api.ask(path, [("q", "trend"), ("sourceEntity", post)])
            get_rows(data, "elements")
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
            self._figures_end = error.reason
        except TransientError as error:
            if error.retry:
                raise
            self._figures_end = Reason.NOT_FETCHED
        except (PlatformError, *MALFORMED):
            return parse.Statistics(why=Reason.UNREADABLE)
        else:
            return parse.Statistics(told=parse.figures(data), why=Reason.BELOW_THRESHOLD)
        return parse.Statistics(why=self._figures_end)

    def _find(self, finder: str, parameter: str, urn: str, cursor: str | None) -> Payload:
        paging = [("paginationCursor", cursor)] if cursor else []
        return self.api.ask(
            FEED, [("q", finder), (parameter, urn), ("maxPaginationCount", PAGE), *paging]
        )

    def comments(self, page: str, posts: Sequence[str], position: str | None) -> Thread:
        """Many posts a step: names first, then the comments themselves, in few calls."""
        at = post_at(posts, position, "c")
        if at is None:
            return Thread([], [], None)
        names: dict[str, str] = {}
        ended: list[str] = []
        post, cursor, number = str(at["p"]), at["c"], posts.index(at["p"])
        for _ in range(_FEW if self.api.is_slow else _POSTS_A_STEP):
            try:
                data = self.refusals.ask(page, partial(self._from, post, cursor))
            except StalePositionError:
                cursor = None
                continue
            if data is not None:
                names.update(dict.fromkeys(urns(data), post))
                cursor = next_cursor(data)
                if cursor is not None:
                    continue
                ended.append(post)
            cursor = None
            number += 1
            if number >= len(posts):
                return self._thread(names, page, ended, None)
            post = posts[number]
        onward = json.dumps({"p": post, "c": cursor}, separators=(",", ":"))
        return self._thread(names, page, ended, onward)

    def _thread(
        self, names: dict[str, str], page: str, ended: Sequence[str], onward: str | None
    ) -> Thread:
        """The comments of some posts; one whose answers are refused has not been read whole."""
        comments, cut = self._comments_by_name(names, page)
        whole = [post for post in ended if post not in cut]
        return Thread(comments, whole, onward, self.refusals.met(page))

    def _from(self, post: str, cursor: str | None) -> Payload:
        """A page of the names of comments; a cursor that is no longer taken, once a post, begins
        them again."""
        try:
            return self._under(post, cursor)
        except BadRequestError as error:
            if cursor is None or post in self._again:
                raise
            self._again.add(post)
            raise StalePositionError(error) from error

    def _under(self, urn: str, cursor: str | None) -> Payload:
        try:
            return self._find("commentsOnEntity", "entity", urn, cursor)
        except PlatformError as error:
            if error.reason is not Reason.ACCOUNT_GONE:
                raise
            return {}

    def _comments_by_name(self, names: dict[str, str], page: str) -> tuple[list[Comment], set[str]]:
        """The comments behind their names, and the answers that no list of theirs has told; with
        the posts of which some answers were refused."""
        cut: set[str] = set()
        rows = self.api.batch(_COMMENTS, list(names))
        with_answers = {get_str(row, "parentComment") for row in rows.values()}
        further: dict[str, tuple[str, str | None]] = {}
        for name, row in rows.items():
            if parse.answers(row) and name not in with_answers:
                below = self.refusals.ask(page, partial(self._under, name, None))
                if below is None:
                    cut.add(names[name])
                    continue
                further.update(
                    {urn: (names[name], name) for urn in urns(below) if urn not in names}
                )
        rows.update(self.api.batch(_COMMENTS, list(further)))
        every = {**{name: (post, None) for name, post in names.items()}, **further}
        comments = [
            _comment(name, rows.get(name), page, *parents) for name, parents in every.items()
        ]
        return comments, cut


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1_000)


def _comment(name: str, row: Payload | None, page: str, post: str, parent: str | None) -> Comment:
    """One comment; of one that is not told, only that it is there."""
    parsed = None if row is None else parse.comment({**row, "commentUrn": name}, post, page, parent)
    return parsed or Comment(
        platform_id=name, post_id=post, published_at=None, parent_id=parent, is_account=None
    )
