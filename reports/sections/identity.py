"""Identity and completeness: the items of every profile, filled, empty or not known."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.core.messages import Message, msg, msgn
from reports.names import PageContext
from reports.safety import clean

ITEMS: dict[str, Message] = {
    "name": msg("Name"),
    "picture": msg("Picture"),
    "cover": msg("Cover"),
    "bio": msg("Description of 40 characters"),
    "website": msg("Own site linked"),
    "contact": msg("Contact"),
    "location": msg("Place"),
    "named_person": msg("A person is named"),
}
STATES: dict[bool | None, tuple[str, str, Message]] = {
    True: ("good", "✓", msg("filled")),
    False: ("bad", "✕", msg("empty")),
    None: ("none", "?", msg("not known")),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """An item of a profile: its state as tone, icon and word."""

    item: Message
    tone: str
    icon: str
    word: Message


@dataclass(frozen=True, slots=True)
class Identity:
    """The matrix: a row a page, a cell an item; and under which names the client appears."""

    title: Message
    names: Message | None
    rows: tuple[tuple[Message, tuple[Cell, ...]], ...]


def identity(page: PageContext) -> Identity | None:
    """The matrix of all pages of which something is known; ``None`` when nothing is."""
    titles = page.names
    own = page.own_refs
    rows = []
    filled = known = 0
    for account in page.order:
        values = {item: getattr(account.profile, item) for item in ITEMS}
        if all(value is None for value in values.values()):
            continue
        if account.ref in own:
            filled += sum(value is True for value in values.values())
            known += sum(value is not None for value in values.values())
        cells = tuple(Cell(ITEMS[item], *STATES[value]) for item, value in values.items())
        rows.append((titles[account.ref], cells))
    if not rows:
        return None
    return Identity(_title(filled, known), _names(page), tuple(rows))


def _title(filled: int, known: int) -> Message:
    if not known:
        return msg("Of the client's profiles nothing is known")
    if filled == known:
        return msgn("The one known item is filled", "All {n} known items are filled", known)
    return msgn(
        "{n} known item of {total} is filled", "{n} known items of {total} are filled",
        filled, total=known,
    )  # fmt: skip


def _names(page: PageContext) -> Message | None:
    """Whether the client goes by one name; ``None`` when fewer than two names are known."""
    found = [clean(one.name) for one in page.own if one.name]
    if len(found) < 2:
        return None
    different = list(dict.fromkeys(found))
    if len(different) == 1:
        return msg("One name on all pages: {name}.", name=different[0])
    return msg("{n} different names: {names}.", n=len(different), names=different)
