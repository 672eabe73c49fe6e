"""Identity and completeness: the items of every profile, filled, empty or not known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from auditor.core.messages import Message, msg, msgn
from auditor.core.traits import TRAITS
from auditor.result.schema_account import AccountResult, Reviews
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
SAME, DIFFERS, UNKNOWN = "good", "bad", "none"
ICONS = {SAME: "✓", DIFFERS: "✕", UNKNOWN: "?"}
_WORDS = {SAME: msg("yes"), DIFFERS: msg("no"), UNKNOWN: msg("cannot be told")}
_POSTAL, _LEAST_LETTERS = 5, 3  # digits of a postal code; shorter words are abbreviations
_LAST_DIGITS = 9  # country codes and leading zeros are written in many ways


@dataclass(frozen=True, slots=True)
class Cell:
    """An item of a profile: its state as tone, icon and word."""

    item: Message
    tone: str
    icon: str
    word: Message


@dataclass(frozen=True, slots=True)
class Compared:
    """A row: what is compared, whether it agrees (as tone and icon), and in words."""

    item: Message
    tone: str
    icon: str
    words: Message

    @property
    def word(self) -> Message:
        """Whether it agrees, in a word."""
        return _WORDS[self.tone]


@dataclass(frozen=True, slots=True)
class Identity:
    """The matrix: a row a page, a cell an item; under which names the client appears, and how many
    reviews its pages have; and what site and pages say of one identity, compared."""

    title: Message
    names: Message | None
    reviews: tuple[Message, ...]
    compared: tuple[Compared, ...]
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
    reviews, rows_compared = _reviews(page), compared(page)
    if not rows and not reviews and not rows_compared:
        return None
    title = _title(page.client, filled, told_items)
    return Identity(title, _names(page), reviews, rows_compared, tuple(rows))


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


def compared(page: PageContext) -> tuple[Compared, ...]:
    """A row for each thing of which two pages, or the site and a page, tell something."""
    return tuple(row for row in _rows(page) if row is not None)


def _rows(page: PageContext) -> Iterator[Compared | None]:
    yield _site_to_pages(page)
    yield _pages_to_site(page)
    yield _phones(page)
    yield _values(page, msg("Place"), "place")
    yield _categories(page)


def _row(item: Message, tone: str, words: Message) -> Compared:
    return Compared(item, tone, ICONS[tone], words)


def _site_to_pages(page: PageContext) -> Compared | None:
    """Whether the home page leads to the pages; where it names another one of the same network,
    that is told, since a page may go by two names."""
    sites = [a for a in page.own if a.identity is not None and a.identity.links is not None]
    pages = [a for a in page.own if TRAITS[a.platform].judged]
    if not sites or not pages:
        return None
    links = [link for a in sites if a.identity is not None for link in a.identity.links or ()]
    not_linked = [account for account in pages if account.ref not in links]
    item = msg("Site to pages")
    if not not_linked:
        return _row(
            item,
            SAME,
            msgn(
                "The home page leads to the page.",
                "The home page leads to all {n} pages.",
                len(pages),
            ),
        )
    words = [_instead(page, account, links) for account in not_linked]
    return _row(
        item,
        DIFFERS,
        msgn(
            "The home page does not lead to {names}.",
            "Of {n} pages the home page leads to {linked}; not to {names}.",
            len(pages),
            linked=len(pages) - len(not_linked),
            names=words,
        ),
    )


def _instead(page: PageContext, account: AccountResult, links: Sequence[str]) -> Message:
    name = page.names[account.ref]
    others = [link for link in links if link.partition(":")[0] == account.platform]
    if not others:
        return name
    return msg("{page} (it names {other})", page=name, other=page_text(others[0]))


def _pages_to_site(page: PageContext) -> Compared | None:
    told = [a for a in page.own if a.profile.website is not None]
    if not told:
        return None
    without = [account for account in told if not account.profile.website]
    item = msg("Pages to site")
    if not without:
        return _row(
            item,
            SAME,
            msgn(
                "The page names the site.", "All {n} pages that tell it name the site.", len(told)
            ),
        )
    return _row(
        item,
        DIFFERS,
        msgn(
            "{names} does not name the site.",
            "Of {n} pages that tell it {linked} name the site; not {names}.",
            len(told),
            linked=len(told) - len(without),
            names=[page.names[account.ref] for account in without],
        ),
    )


def _phones(page: PageContext) -> Compared | None:
    told = [
        (account, account.identity.phones)
        for account in page.own
        if account.identity is not None and account.identity.phones
    ]
    if not told:
        return None
    numbers = [{_digits(phone) for phone in phones} for _, phones in told]
    item = msg("Telephone")
    if set.intersection(*numbers):
        first = page_text(told[0][1][0])
        return _row(
            item,
            SAME if len(told) > 1 else UNKNOWN,
            msgn("{phone}, on one page.", "{phone}, on {n} pages.", len(told), phone=first),
        )
    return _row(item, DIFFERS, _listed(page, [(a, ", ".join(phones)) for a, phones in told]))


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-_LAST_DIGITS:]


def _values(page: PageContext, item: Message, name: str) -> Compared | None:
    """A row for a text that should be the same everywhere, however it is written."""
    told = [
        (account, str(value))
        for account in page.own
        if account.identity is not None and (value := getattr(account.identity, name))
    ]
    if not told:
        return None
    texts = [value for _, value in told]
    pairs = list(combinations(texts, 2))
    if all(_is_same(*pair) for pair in pairs):
        first = page_text(told[0][1])
        words = msgn("{place}, on one page.", "{place}, on {n} pages.", len(told), place=first)
        return _row(item, SAME if len(told) > 1 else UNKNOWN, words)
    differs = any(_differs(*pair) for pair in pairs)
    return _row(item, DIFFERS if differs else UNKNOWN, _listed(page, told))


def _is_same(one: str, other: str) -> bool:
    """Whether two addresses are one: no word of the shorter is missing from the longer, but for
    postal codes and what is abbreviated."""
    words, others = _words_of(one), _words_of(other)
    return words <= others or others <= words


def _differs(one: str, other: str) -> bool:
    """Whether two addresses are surely two: other numbers of the house, or no name in common."""
    words, others = _words_of(one), _words_of(other)
    numbers, further = ({w for w in part if w[0].isdigit()} for part in (words, others))
    if numbers and further and numbers.isdisjoint(further):
        return True
    return (words - numbers).isdisjoint(others - further)


def _words_of(text: str) -> frozenset[str]:
    bare = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return frozenset(
        word
        for word in re.findall(r"\w+", plain)
        if (word[0].isdigit() and len(word) < _POSTAL) or len(word) >= _LEAST_LETTERS
    )


def _categories(page: PageContext) -> Compared | None:
    """Networks have lists of categories of their own: they are put side by side, nothing more."""
    told = [
        (account, account.identity.category)
        for account in page.own
        if account.identity is not None and account.identity.category
    ]
    return _row(msg("Category"), UNKNOWN, _listed(page, told)) if told else None


def _listed(page: PageContext, told: Sequence[tuple[AccountResult, str]]) -> Message:
    pairs = [
        msg("{page}: {value}", page=page.names[account.ref], value=page_text(value))
        for account, value in told
    ]
    return msg("{names}.", names=pairs)
