"""One post of an account is one post, whatever source told it.

Two rows are one post when they have the same id, or the same address, or the same text within
60 seconds (a text that is not empty, a time of day in both). Rows of one source with ids of their
own are what that source says they are: different posts, also on different pages of one reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from auditor.core.model import Post

MADE_UP = "row:"
NEAR_MS = 60_000


@dataclass
class Known:
    """The posts of an account that the store has, by their names, addresses and texts."""

    by_id: dict[str, int] = field(default_factory=dict)
    by_url: dict[str, int] = field(default_factory=dict)
    by_text: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    main_id: dict[int, str] = field(default_factory=dict)

    def add(
        self, row: int, platform_id: str, url: str | None, text: str | None, moment: int | None
    ) -> None:
        """Learn a post; ``moment`` (ms) is ``None`` where only the day is known.

        Args:
            row: its row.
            platform_id: the network's id.
            url: its address.
            text: its words.
            moment: ms since 1970; ``None`` where only the day is told.
        """
        self.by_id.setdefault(platform_id, row)
        self.main_id.setdefault(row, platform_id)
        if url:
            self.by_url.setdefault(url, row)
        if text and text.strip() and moment is not None:
            self.by_text.setdefault(text, []).append((moment, row))

    def find(self, post: Post, moment: int) -> int | None:
        """The row of the same post, if it is known."""
        stored = self.by_id.get(post.platform_id)
        if stored is None and post.url:
            stored = self.by_url.get(post.url)
        if stored is None and post.text and post.has_clock:
            stored = next(
                (row for at, row in self.by_text.get(post.text, ()) if abs(at - moment) <= NEAR_MS),
                None,
            )
        return stored


def own_id(platform_id: str) -> bool:
    """Whether an id is the network's, not one that an import made up for a row without."""
    return not platform_id.startswith(MADE_UP)


def match(posts: Sequence[Post], moments: Iterable[int], stored_posts: Known) -> list[int | None]:
    """For each post the stored row that is the same post, or ``None``; asks only what is stored.

    Args:
        posts: the posts.
        moments: of each post, ms since 1970.
        stored_posts: what the store has of the account.
    """
    if not stored_posts.by_id:
        return [None] * len(posts)
    return [stored_posts.find(post, moment) for post, moment in zip(posts, moments, strict=True)]
