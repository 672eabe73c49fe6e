"""What each account says of who it is, as it was told last: the facts of one identity."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from auditor.method.facts import Facts, once


@dataclass(frozen=True, slots=True)
class Identity:
    """What an account says of itself. ``None`` is not told; ``links`` are the accounts to which a
    site leads, as :func:`auditor.core.refs.parse_ref` writes them."""

    phones: tuple[str, ...] | None = None
    category: str | None = None
    place: str | None = None
    links: tuple[str, ...] | None = None

    @property
    def is_told(self) -> bool:
        """Whether anything of it is."""
        return any(
            value is not None for value in (self.phones, self.category, self.place, self.links)
        )


@once
def identities(facts: Facts) -> list[Identity]:
    """The identity of each account: of every item the last that was told."""
    last: list[dict[str, str]] = [{} for _ in facts.refs]
    for row in facts.snapshots.to_dict("records"):
        items = last[int(row["account"])]
        for name in ("phones", "category", "place", "links"):
            if not pd.isna(row[name]):
                items[name] = str(row[name])
    return [
        Identity(
            _lines(items.get("phones")),
            items.get("category") or None,
            items.get("place") or None,
            _lines(items.get("links")),
        )
        for items in last
    ]


def _lines(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(line for line in text.split("\n") if line)
