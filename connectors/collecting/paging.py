"""Walks a listing page by page: never the same page twice, never without end, and resumable.

What every network's listing has in common lives here once: where the next page begins, when the
window or the declared total ends it, a cursor that comes again, empty pages before the end.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from auditor.core.messages import msg
from auditor.core.model import Post, Window
from auditor.core.reasons import Reason
from connectors.base import AskedPost, Item, PostPage
from connectors.errors import PlatformError, StalePositionError

if TYPE_CHECKING:
    from auditor.store import ResumePoint

POSTS = "posts"
COMMENTS = "comments"
MOST_PAGES = 5_000
# A page may be empty before the end: what it held is left out. With this many more in a row than
# the declared total could fill, the listing is left as a part [D].
_EMPTY_PAGES = 40
_TOTAL_UNKNOWN = 6_000
# A listing that ends by itself with less than this share of the declared total is not whole [D]:
# some networks count items that only followers see.
_ENOUGH = 0.8
_TIMES = ("oldest", "first")
_YOUNG_ENOUGH = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Step:
    """A page taken: the posts of the window, where to go on (``None``: the end), and the oldest
    moment that the listing has come to. ``short``: it ended by itself before the window's start,
    though far more is declared than was listed; nobody can tell what lies behind. ``page`` is what
    the connector gave."""

    posts: Sequence[Post]
    position: str | None
    oldest: datetime | None
    page: PostPage
    short: bool = False


@dataclass(slots=True)
class Reached:
    """How far one run has come. ``at`` is the connector's own position in its stream.

    ``oldest`` is the oldest moment read without a gap and ``first`` the first post seen; ``calls``,
    ``units`` and ``money`` are what earlier sittings of the same run have spent; ``partial``: not
    all that was published was told.
    """

    at: str | None = None
    listed: int = 0
    posts: int = 0
    comments: int = 0
    calls: int = 0
    units: int = 0
    money: int = 0
    oldest: datetime | None = None
    first: datetime | None = None
    ended: bool = False
    partial: bool = False

    def encode(self, calls: int, units: int, money: int = 0) -> str:
        """As the store keeps it, with what this sitting has spent so far added.

        Args:
            calls: calls of this sitting.
            units: units of this sitting.
            money: thousandths of a US dollar.
        """
        data = asdict(self)
        data["calls"] += calls
        data["units"] += units
        data["money"] += money
        for name in _TIMES:
            data[name] = data[name].isoformat() if data[name] else None
        return json.dumps(data, separators=(",", ":"))


def decode(position: str) -> Reached | None:
    """What :meth:`Reached.encode` wrote; ``None`` for what another version wrote."""
    try:
        data = json.loads(position)
        for name in _TIMES:
            data[name] = datetime.fromisoformat(data[name]) if data[name] else None
        return Reached(**data)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def choose_resume_point(
    points: Mapping[str, ResumePoint], window: Window, now: datetime
) -> tuple[ResumePoint, Reached] | None:
    """The point to go on from: younger than a day, and of a run that asked for no less.

    Args:
        points: by stream, where a run stopped.
        window: the days to read.
        now: the moment of the call, aware.
    """
    for stream in (COMMENTS, POSTS):
        point = points.get(stream)
        if point is None or point.asked is None or now - point.started_at > _YOUNG_ENOUGH:
            continue
        reached = decode(point.position)
        if reached is not None and point.asked.start <= window.start:
            return point, reached
    return None


class Cursors:
    """The positions of one listing, each of which may come only once."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._seen: set[str] = set()
        self._begun_again: set[str | None] = set()

    def take(self, position: str) -> None:
        """Remember a position.

        Raises:
            PlatformError: it came before, so the listing runs in a circle.
        """
        if position in self._seen:
            raise self.circle()
        self._seen.add(position)

    def begin_again(self, stale: StalePositionError) -> str | None:
        """Where a list begins whose cursor the network no longer takes; once for each list."""
        if stale.start in self._begun_again:
            raise stale
        self._begun_again.add(stale.start)
        self._seen.clear()
        return stale.start

    def circle(self) -> PlatformError:
        """The error for a listing that does not get on."""
        return PlatformError(
            msg("{host} gives the same page again and again.", host=self._host),
            msg("What was read is kept. Try again later."),
            Reason.UNREADABLE,
        )


@dataclass
class _Path:
    """How far a walk is: entries read, ids seen, empty pages in a row."""

    cursors: Cursors
    read: int
    ids: set[str] = field(default_factory=set)
    empty: int = 0
    old: int = 0

    def begin_again(self, stale: StalePositionError) -> str | None:
        """The position from which a list is read anew."""
        position = self.cursors.begin_again(stale)
        self.ids, self.empty, self.old = set(), 0, 0
        if position is None:
            self.read = 0
        return position

    def add(self, items: Sequence[Item]) -> None:
        new = {
            item.post.platform_id: item for item in items if item.post.platform_id not in self.ids
        }
        self.ids.update(new)
        self.read += sum(item.in_total for item in new.values())
        self.empty = 0 if items else self.empty + 1
        if items and not new:
            raise self.cursors.circle()


def walk(
    fetch: Callable[[str | None], PostPage],
    window: Window,
    host: str,
    reached: Reached,
    total: int | None,
    in_order: bool = True,
    old_pages: int = 1,
    empty_pages: int = _EMPTY_PAGES,
    most_pages: int = MOST_PAGES,
) -> Iterator[Step]:
    """The pages of a listing from where ``reached`` is, newest first.

    It ends without a position, before the window's start, or when exactly ``total`` entries were
    read (a network may give a cursor on its last page, and asking it would cost a call).
    A listing that is not in order ends with ``old_pages`` pages in a row that are older as a whole.
    Where an account has two lists, the end of one is the beginning of the next. With more than
    ``empty_pages`` empty pages in a row, or after ``most_pages`` in all, it ends as a part.
    ``reached.listed`` is kept up to date.

    Args:
        fetch: gives the page at a position.
        window: the days to read.
        host: the host, for words.
        reached: how far the reading came.
        total: how many items the network declares.
        in_order: whether the list is newest first.
        old_pages: pages before the window after which it ends.
        empty_pages: empty pages in a row after which it ends.
        most_pages: pages after which it ends in any case.
    """
    cursors = Cursors(host)
    path = _Path(cursors, reached.listed)
    position = reached.at
    for number in range(1, most_pages + 1):
        if position is not None:
            cursors.take(position)
        try:
            page = fetch(position)
        except StalePositionError as stale:
            position = path.begin_again(stale)
            continue
        if page.unchanged is not None:
            yield Step((), None, page.unchanged, page)
            return
        path.add(page.items)
        reached.listed = path.read
        oldest = next((item.moment for item in reversed(page.items) if not item.pinned), None)
        whole = total is not None and total > 0 and path.read == total
        moments = [item.moment for item in page.items if not item.pinned]
        edge = oldest if in_order else max(moments, default=None)
        if edge is not None:
            path.old = path.old + 1 if edge < window.start else 0
        past = path.old >= old_pages
        position = None if whole else page.next_list if past else page.position
        if page.next_list is not None:
            oldest = None  # what another list still holds may lie anywhere
        if position is not None and position == page.next_list:
            path.old, path.ids = 0, set()
        inside = [item.post for item in page.items if _within(item.post, window)]
        ended = position is None and not whole and not past
        endless = path.empty > empty_pages or number == most_pages
        lost = endless and position is not None
        position = None if lost else position
        short = lost or (ended and total is not None and path.read < _ENOUGH * total)
        yield Step(inside, position, oldest, page, short)
        if position is None:
            return
    raise cursors.circle()


def empty_pages(declared: int | None, page_size: int) -> int:
    """How many empty pages in a row a listing may have, by what its account declares."""
    return _EMPTY_PAGES + (_TOTAL_UNKNOWN if declared is None else declared) // page_size


def _within(post: Post, window: Window) -> bool:
    return window.start <= post.published_at < window.end


def post_at(
    ids: Sequence[str], position: str | None, cursor: str, begin: object = None
) -> dict[str, Any] | None:
    """Where the comments of posts are read on: ``p`` is the post, ``cursor`` names the place in it,
    which begins with ``begin``. A post that is no longer asked for begins them all again: what
    comes after it would be left out. ``None`` without posts.

    Args:
        ids: the posts, in their order.
        position: where to go on; ``None`` for the first page.
        cursor: the name of the place within a post.
        begin: where each post begins.
    """
    if not ids:
        return None
    at: dict[str, Any] = json.loads(position) if position else {}
    return at if at.get("p") in ids else {"p": ids[0], cursor: begin}


def place_after(
    ids: Sequence[str], post: str, cursor: str, further: object = None, begin: object = None
) -> str | None:
    """The position after a page of one post's comments: ``further`` in the same post, else the next
    post; ``None`` after the last.

    Args:
        ids: the posts, in their order.
        post: the one that was read.
        cursor: the name of the place within a post.
        further: where the same post goes on; ``None`` when it is read.
        begin: where each post begins.
    """
    if further is not None:
        return json.dumps({"p": post, cursor: further}, separators=(",", ":"))
    number = ids.index(post) + 1
    if number >= len(ids):
        return None
    return json.dumps({"p": ids[number], cursor: begin}, separators=(",", ":"))


def next_post(
    posts: Sequence[AskedPost], position: str | None
) -> tuple[AskedPost | None, str | None]:
    """Where comments are asked post by post: the one to ask now, and the next position.

    A position is the id of the post asked last.
    """
    ids = [post.platform_id for post in posts]
    index = ids.index(position) + 1 if position in ids else 0
    if index >= len(posts):
        return None, None
    return posts[index], ids[index] if index + 1 < len(posts) else None
