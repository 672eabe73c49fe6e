"""Where a reading of YouTube goes on: tokens of lists and the shorts between them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from connectors.youtube.shorts import ShortsList


@dataclass
class Position:
    """Where the reading of comments is: in the channel's stream, or at single videos."""

    token: str | None = None
    found: Counter[str] = field(default_factory=Counter)
    videos: list[str] | None = None
    page: int = 0
    unread: list[str] = field(default_factory=list)
    empty: int = 0

    @classmethod
    def read(cls, position: str | None) -> Position:
        if position is None:
            return cls()
        data = json.loads(position)
        return cls(
            data["t"], Counter(data["n"]), data["v"], data["p"], data.get("x", []), data.get("e", 0)
        )

    def write(self) -> str:
        data = {
            "t": self.token,
            "n": self.found,
            "v": self.videos,
            "p": self.page + 1,
            "x": self.unread,
            "e": self.empty,
        }
        return json.dumps(data, separators=(",", ":"))


def read_position(position: str | None) -> tuple[str | None, ShortsList]:
    if position is None:
        return None, ShortsList()
    data = json.loads(position)
    return data["t"], ShortsList.read(data["s"])


def write_position(token: str | None, shorts: ShortsList) -> str | None:
    if token is None:
        return None
    return json.dumps({"t": token, "s": shorts.write()}, separators=(",", ":"))
