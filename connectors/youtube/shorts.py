"""Which videos are Shorts: the API marks them nowhere, but a channel's own list of Shorts does.

The list ``UUSH…`` is read beside the uploads, newest first, only as far as short videos need it.
Where there is none (it stands in no documentation), or behind the page where it breaks off, the
length decides and the audit says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from auditor.core.model import Format
from connectors.base import Item
from connectors.youtube.parse import playlist_videos

BY_LENGTH = "shorts_by_length"
_MOST_PAGES = 40

# Gives the page behind a token of the list, or nothing where there is no list.
Ask = Callable[[str | None], Mapping[str, Any] | None]


@dataclass
class ShortsList:
    """How far the list has been read. ``ids`` are Shorts of which the uploads have not come yet.

    ``broken``: a page was refused; of videos older than ``reached`` the list says nothing.
    """

    token: str | None = None
    reached: datetime | None = None
    ended: bool = False
    broken: bool = False
    ids: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, data: Mapping[str, Any] | None) -> ShortsList:
        """As :meth:`write` gave it; the beginning without."""
        if data is None:
            return cls()
        reached = datetime.fromisoformat(data["r"]) if data["r"] else None
        return cls(data["t"], reached, data["e"], data["b"], set(data["i"]))

    def write(self) -> dict[str, Any]:
        """As plain data, to go on from."""
        reached = self.reached.isoformat() if self.reached else None
        return {
            "t": self.token,
            "r": reached,
            "e": self.ended,
            "b": self.broken,
            "i": sorted(self.ids),
        }

    def tell(self, items: Sequence[Item], ask: Ask) -> list[Item]:
        """The videos with those that are only short told from Shorts."""
        short = [item for item in items if item.post.format is Format.SHORT_VIDEO]
        if short:
            self._read_back_to(short, ask)
        told_items = [self._with_format(item) for item in items]
        self.ids -= {item.post.platform_id for item in items}
        return told_items

    def by_length(self, items: Sequence[Item]) -> int:
        """How many of these count as Shorts by their length alone."""
        return sum(
            item.post.format is Format.SHORT_VIDEO and self._is_beyond(item) for item in items
        )

    def _is_beyond(self, item: Item) -> bool:
        return self.broken and (self.reached is None or item.post.published_at < self.reached)

    def _with_format(self, item: Item) -> Item:
        post = item.post
        short = post.format is Format.SHORT_VIDEO
        if not short or post.platform_id in self.ids or self._is_beyond(item):
            return item
        return replace(item, post=replace(post, format=Format.VIDEO))

    def _read_back_to(self, short: Sequence[Item], ask: Ask) -> None:
        oldest = min(item.post.published_at for item in short)
        ids_wanted = {item.post.platform_id for item in short}
        for _ in range(_MOST_PAGES):
            past = self.reached is not None and self.reached < oldest
            if self.ended or past or ids_wanted <= self.ids:
                return
            page = ask(self.token)
            if page is None:
                self.ended = self.broken = True
                return
            rows = playlist_videos(page)
            following = page.get("nextPageToken")
            new = {name for name, _ in rows} - self.ids
            self.ids |= new
            self.reached = min([when for _, when in rows], default=self.reached)
            self.ended = not following or following == self.token or (bool(rows) and not new)
            self.token = following
