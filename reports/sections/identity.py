"""Identity and completeness: the items of every profile, filled, empty or not known."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import Reviews
from reports.language import Rounded
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
    "hours": msg("Opening hours"),
    "category": msg("Category"),
    "named_person": msg("A person is named"),
}
# What most networks have no room for: shown where a page has it.
_OF_PLACES = ("hours", "category")
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
    """The matrix: a row a page, a cell an item; under which names the client appears, and how many
    reviews its pages have."""

    title: Message
    names: Message | None
    reviews: tuple[Message, ...]
    rows: tuple[tuple[Message, tuple[Cell, ...]], ...]


def identity(page: PageContext) -> Identity | None:
    """The matrix of all pages of which something is known; ``None`` when nothing is."""
    titles = page.names
    own = page.own_refs
    rows = []
    filled = told_items = 0
    items = _items(page)
    for account in page.order:
        values = {item: getattr(account.profile, item) for item in items}
        if all(value is None for value in values.values()):
            continue
        if account.ref in own:
            filled += sum(value is True for value in values.values())
            told_items += sum(value is not None for value in values.values())
        cells = tuple(Cell(ITEMS[item], *STATES[value]) for item, value in values.items())
        rows.append((titles[account.ref], cells))
    reviews = _reviews(page)
    if not rows and not reviews:
        return None
    title = _title(page.client, filled, told_items)
    return Identity(title, _names(page), reviews, tuple(rows))


def _items(page: PageContext) -> list[str]:
    """The items of the matrix."""
    return [
        item
        for item in ITEMS
        if item not in _OF_PLACES
        or any(getattr(account.profile, item) is not None for account in page.order)
    ]


def _reviews(page: PageContext) -> tuple[Message, ...]:
    """A line for each page that has reviews: how many, and their stars."""
    titles = page.names
    return tuple(
        _stars(titles[account.ref], account.reviews)
        for account in page.order
        if account.reviews is not None and account.reviews.count
    )


def _stars(name: Message, reviews: Reviews) -> Message:
    count = reviews.count or 0
    if reviews.rating is None:
        return msgn("{page}: one review.", "{page}: {n} reviews.", count, page=name)
    return msgn(
        "{page}: one review, of {stars} stars out of 5.",
        "{page}: {n} reviews, {stars} stars out of 5 on average.",
        count,
        page=name,
        stars=Rounded(reviews.rating, 1),
    )


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
