"""One run of a reading while it lasts, and what is worked out of what it has read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from auditor.core.model import Account, Post, PostKind, Window
from auditor.core.reasons import Reason
from connectors.base import AskedPost, Item
from connectors.collecting.paging import Reached
from connectors.errors import ConnectorError

if TYPE_CHECKING:
    from auditor.store import PostToAsk


# Posts whose counts still move, and are therefore read again [D].
MOVING = timedelta(days=30)
_AHEAD = timedelta(days=1)  # [D]


@dataclass(slots=True)
class ReadingRun:
    """One run in the store while it is being read."""

    id: int
    account_id: int
    started_at: datetime
    asked: Window
    reached: Reached
    posts_done: bool = False
    comments_done: bool = False
    short: bool = False
    open_end: bool = False
    unchanged: bool = False
    has_comments: bool = True
    notes: Counter[str] = field(default_factory=Counter)

    @property
    def complete(self) -> bool:
        """Whether every post of the span was told: the listing came to an end that the network
        itself proves, and nothing in it was left out."""
        return self.posts_done and not (self.short or self.reached.partial)


@dataclass(frozen=True, slots=True)
class Pace:
    """How many calls a reading will come to, by what its pages have brought so far.

    ``before`` calls were made when the listing began; ``after`` are planned for what follows it.
    """

    before: int
    after: float

    def in_all(
        self, calls: int, reached: Reached, declared: int | None, window: Window
    ) -> float | None:
        """Calls in all, by the posts listed of those declared and the days come back; ``None``
        where neither tells anything yet.

        Args:
            calls: how many calls.
            reached: how far the listing came.
            declared: how many posts the network declares.
            window: the days to read.
        """
        made = calls - self.before
        left = []
        if declared and reached.listed:
            left.append(made * max(0.0, declared / reached.listed - 1))
        if reached.oldest is not None and reached.oldest < window.end:
            share = (window.end - reached.oldest) / (window.end - window.start)
            left.append(made * max(0.0, 1 / share - 1))
        return None if not left else calls + min(left) + self.after


def asked(post: PostToAsk) -> AskedPost:
    return AskedPost(post.platform_id, post.published_at, post.comments)


def may_have_new_comments(post: PostToAsk, moving: datetime) -> bool:
    """Whether there may be comments that were not read yet.

    Under a young post an answer may have come that the network's count does not tell of.
    """
    if post.comments == 0:
        return False
    if post.published_at >= moving:
        return True
    return post.read is None or post.comments is None or post.comments != post.read


def first_of(before: datetime | None, posts: Sequence[Post]) -> datetime | None:
    """The first moment at which the account published, as far as is known."""
    return min([post.published_at for post in posts] + ([before] if before else []), default=None)


def missing_of(posts: Sequence[Post]) -> dict[str, Reason]:
    """What at least one own post does not tell, with the reason."""
    return {
        name: reason
        for post in posts
        if post.kind is PostKind.POST
        for name, reason in post.missing.items()
    }


def covered(run: ReadingRun, account: Account | None) -> Window | None:
    """The span that was read without a gap: as far as the listing came, until it began.

    An account that is younger than the window is covered from its beginning.
    """
    end = min(run.asked.end, run.started_at)
    start = run.reached.oldest
    if run.posts_done:
        if start is None and (run.short or run.open_end):
            return None
        start = start or run.asked.start
        created = account.created_at if account else None
        if created is not None and created > start:
            start = min(created, run.reached.first or created)
    if start is None or start >= end:
        return None
    return Window(max(start, run.asked.start), end)


def unread(run: ReadingRun, error: ConnectorError | None) -> dict[str, Reason]:
    """What an error left unread for good."""
    if error is None:
        return {}
    names = ("replies",) if run.posts_done else ("posts", "replies")
    return dict.fromkeys(names, error.reason)


def from_the_future(items: Iterable[Item], now: datetime) -> int:
    """How many entries lie further ahead than any zone explains, so that no date is believed."""
    return sum(item.post.published_at > now + _AHEAD for item in items)


def dollars_spent(thousandths: int) -> float | None:
    """Dollars, where a reading costs any."""
    return thousandths / 1000 if thousandths else None
