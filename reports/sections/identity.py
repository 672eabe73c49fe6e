"""Identity and completeness: the items of every profile, filled, empty or not known."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.core.messages import Message, msg, msgn
from reports.names import PageContext
from reports.safety import page_text

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
    filled = told_items = 0
    for account in page.order:
        values = {item: getattr(account.profile, item) for item in ITEMS}
        if all(value is None for value in values.values()):
            continue
        if account.ref in own:
            filled += sum(value is True for value in values.values())
            told_items += sum(value is not None for value in values.values())
        cells = tuple(Cell(ITEMS[item], *STATES[value]) for item, value in values.items())
        rows.append((titles[account.ref], cells))
    if not rows:
        return None
    return Identity(_title(page.client, filled, told_items), _names(page), tuple(rows))


def _title(client: str, filled: int, total: int) -> Message:
    if not total:
        return msg("Of the profiles of {client} nothing is known", client=client)
    if filled == total:
        return msgn("The one known item is filled", "All {n} known items are filled", total)
    return msgn(
        "{n} known item of {total} is filled",
        "{n} known items of {total} are filled",
        filled,
        total=total,
    )


def _names(page: PageContext) -> Message | None:
    """Whether the client goes by one name; ``None`` when fewer than two names are known."""
    names = [page_text(account.name) for account in page.own if account.name]
    if len(names) < 2:
        return None
    different = list(dict.fromkeys(names))
    if len(different) == 1:
        return msg("One name on all pages: {name}.", name=different[0])
    return msg("{n} different names: {names}.", n=len(different), names=different)
