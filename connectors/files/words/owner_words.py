"""Columns that say of which network and whose a row is, and the words by which networks go."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from auditor.core.networks import ALIASES
from auditor.core.word_lists import word_lists
from connectors.files.table.post_urls import is_home
from connectors.files.words.months import month_number
from connectors.files.words.subject import names_somebody_else
from connectors.files.words.subject_words import NOT_THE_AUTHOR, THINGS
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import stem_pattern, terms
from connectors.files.words.yes_no import answer

if TYPE_CHECKING:
    from connectors.files.table.layout import ColumnUse

_LISTS = word_lists("connectors.files.words", "owner_words")
_NETWORK_HEADERS = frozenset(map(normalized, _LISTS["network headers"]))
# In the order in which they are believed: a handle, an address, an id, a name.
_ACCOUNT_HEADERS = tuple(map(normalized, _LISTS["account headers"]))
# Of people: they are believed after columns of pages and clients.
_PEOPLE_HEADERS = tuple(map(normalized, _LISTS["people headers"]))
_CLIENTS, _PAGES = stem_pattern(_LISTS["clients"]), stem_pattern(_LISTS["pages"])
_ABOUT_SOMEBODY = stem_pattern(_LISTS["about somebody"])
_NO_PAGES = (THINGS | NOT_THE_AUTHOR) - frozenset(_LISTS["with pages of their own"])
_CODE = frozenset(["id", "code", "codice", "nr", "nummer", "kundennummer", "number", "codigo"])
_COMPETITORS = stem_pattern(_LISTS["competitors"])
_ABOUT_COMPETITORS = stem_pattern(_LISTS["about competitors"])
_SHORT = {
    "fb": "facebook",
    "ig": "instagram",
    "insta": "instagram",
    "in": "linkedin",
    "li": "linkedin",
    "lk": "linkedin",
    "tw": "x",
    "twitter": "x",
    "x": "x",
    "twitterx": "x",
    "xtwitter": "x",
    "yt": "youtube",
    "tt": "tiktok",
    "tk": "tiktok",
    "pin": "pinterest",
    "thread": "threads",
    "bsky": "bluesky",
    "tg": "telegram",
    "masto": "mastodon",
    "tik": "tiktok",
    "linkedln": "linkedin",
    "metafacebook": "facebook",
    "you": "youtube",
}
_NAMES = (
    "facebook",
    "instagram",
    "threads",
    "linkedin",
    "pinterest",
    "tiktok",
    "youtube",
    "bluesky",
    "mastodon",
    "telegram",
    "twitter",
)
_LIKE_ADDRESS = re.compile(r"/\S*|\S*(?://|/\S*/|\w\.\w{2})\S*")
_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[a-z]{2,10}){1,2}", re.IGNORECASE)
_REPEATED = stem_pattern(_LISTS["repeated"])
_LINKS = frozenset(_LISTS["links"])
_OF_LINKS = _LINKS | frozenset(_LISTS["sites"])
_IS_SENTENCE = re.compile(r".*(?:[.!?…]|(?:\S+\s+){5,}\S+)", re.DOTALL)
_IS_ADDRESS = re.compile(r"\w\.\w{2,}/\w")
# Short words that are parts of names too.
_AMBIGUOUS = frozenset({"in", "you", "pin", "tik", "thread", "li", "lk", "tk"})
_MOST = 0.8


def network_of(text: str) -> str | None:
    """The network that a word of a table stands for: ``IG`` and ``Pagina Instagram`` to instagram.

    ``None`` for any other word and for one that names two networks.
    """
    networks = networks_in(text)
    return next(iter(networks)) if len(networks) == 1 else None


@lru_cache(maxsize=4_000)
def networks_in(text: str) -> frozenset[str]:
    """All networks that a cell names: ``FB + IG`` names two."""
    word = normalized(text)
    # The address of a page tells more than its network.
    if not word or len(text) > 80 or _IS_ADDRESS.search(text):
        return frozenset()
    if word in _SHORT:
        return frozenset({_SHORT[word]})
    names = {name for name in _NAMES if name in word} | {
        _SHORT[part] for part in terms(text) if part in _SHORT and part not in _AMBIGUOUS
    }
    networks = {ALIASES.get(name, name) for name in names}
    if not networks and word in ALIASES:
        networks = {ALIASES[word]}
    return frozenset(networks)


_OF_PAGES = frozenset(_LISTS["words of pages"])
_OF_SHEETS = frozenset(_LISTS["words of sheets"])


def names_somebody(sheet: str) -> bool:
    """Whether a sheet's name may be somebody's: no network, no period, no kind of post in it."""
    words = [word for word in terms(sheet) if not re.search(r"\d", word)]
    return network_of(sheet) is None and any(
        word not in _OF_SHEETS and math.isnan(month_number(word)) for word in words
    )


def _filled(body: Sequence[Sequence[str]], column: int) -> list[str]:
    return [row[column].strip() for row in body if len(row) > column and row[column].strip()]


def _are_networks(cells: Sequence[str]) -> bool:
    """Whether at least half of the cells name a network; the others may say "Newsletter"."""
    return bool(cells) and sum(bool(networks_in(cell)) for cell in cells) >= 0.5 * len(cells)


def _are_surely_networks(cells: Sequence[str]) -> bool:
    """Whether nearly all cells name a network, and not the same: then no header is needed."""
    networks = [names for cell in cells if (names := networks_in(cell))]
    return (
        len(networks) >= _MOST * len(cells)
        and len(set(networks)) > 1
        and all(len(cell) <= 30 for cell in cells)
    )


def uses(
    places: dict[str, int],
    header: Sequence[str],
    body: Sequence[Sequence[str]],
    make_use: Callable[..., ColumnUse],
) -> list[ColumnUse]:
    """The columns ``network`` and ``account``, taken out of ``places``.

    A column is one of networks when most of its cells name one; one of accounts by its header,
    unless its cells are networks or running text.

    Args:
        places: word of the header -> place; what is used is taken out.
        header: the names of the columns.
        body: the rows below the header, as texts.
        make_use: makes the use of a column.
    """
    uses_found = []
    network = next(
        (
            column
            for word, column in places.items()
            if word in _NETWORK_HEADERS and _are_networks(_filled(body, column))
        ),
        None,
    )
    if network is None:
        network = next(
            (column for column in places.values() if _are_surely_networks(_filled(body, column))),
            None,
        )
    if network is not None:
        uses_found.append(make_use("network", header, [network]))
    accounts = _account_columns({w: p for w, p in places.items() if p != network}, header, body)
    several = [column for column in accounts if len(set(_filled(body, column))) > 1]
    if accounts:
        uses_found.append(make_use("account", header, (several or accounts)[:1]))
    used = {column for use in uses_found for column in use.places}
    for word in [word for word, column in places.items() if column in used]:
        del places[word]
    return uses_found


def _account_columns(
    places: dict[str, int], header: Sequence[str], body: Sequence[Sequence[str]]
) -> list[int]:
    """The columns that tell whose a row is; what people wrote counts where nothing else does.

    Args:
        places: word of the header -> place.
        header: the names of the columns.
        body: the rows below the header, as texts.
    """
    of_pages = [
        *(places[word] for word in _ACCOUNT_HEADERS if word in places),
        *(at for at in places.values() if names_competitors(header[at])),
    ]
    by_parts = [
        column
        for column in places.values()
        if (
            may_name_pages(header[column])
            or (_are_homes(_filled(body, column)) and not names_somebody_else(header[column]))
        )
        and _are_repeated_names(header[column], _filled(body, column))
    ]
    of_people = [places[word] for word in _PEOPLE_HEADERS if word in places]
    choices = (
        [at for at in some if _tells_accounts(_filled(body, at))]
        for some in (of_pages, by_parts, of_people)
    )
    return next(filter(None, choices), [])


def may_name_pages(header: str) -> bool:
    """Whether a header may stand above clients of an agency, or above pages, by its parts:
    ``Kundenname``, ``Account di pubblicazione``, but not ``Account manager`` and not a header that
    is surely one of pages."""
    if normalized(header) in _ACCOUNT_HEADERS:
        return False
    words = terms(header)
    names_pages = any(_CLIENTS.fullmatch(word) or _PAGES.fullmatch(word) for word in words)
    return names_pages and not is_about_something(header)


def is_about_something(header: str) -> bool:
    """Whether a header says what a post is about or for, and not whose it is: ``Obiettivo``."""
    return any(map(_ABOUT_SOMEBODY.fullmatch, terms(header)))


def other_names(
    places: dict[str, int],
    header: Sequence[str],
    body: Sequence[Sequence[str]],
    make_use: Callable[..., ColumnUse],
) -> list[ColumnUse]:
    """The columns whose cells may be names of a few pages, though no field is read from them.

    They tell whose a row is where the account's own name is among them, whatever their header. A
    column of networks is one of them where it names pages beside: ``FB Esempio``.

    Args:
        places: word of the header -> place, of the columns of networks and those without a field.
        header: the names of the columns; a column without one is called by its letter.
        body: the rows below the header, as texts.
        make_use: makes the use of columns.
    """
    unnamed = [column for column, name in enumerate(header) if not name.strip()]
    names = [
        column
        for column in sorted({*places.values(), *unnamed})
        if _NO_PAGES.isdisjoint(terms(header[column]))
        and not any(map(_REPEATED.fullmatch, terms(header[column])))
        and len(set(_filled(body, column))) > 1
        and _are_repeated_names(header[column], _filled(body, column))
    ]
    letters = list(header)
    for column in unnamed:
        letters[column] = ascii_uppercase[column] if column < len(ascii_uppercase) else str(column)
    return [make_use("names", letters, names)] if names else []


def _are_homes(cells: Sequence[str]) -> bool:
    """Whether nearly all cells are addresses of accounts."""
    return bool(cells) and sum(map(is_home, cells)) >= _MOST * len(cells)


def _are_repeated_names(header: str, cells: Sequence[str]) -> bool:
    """Whether cells may be names of a few pages; another in each row is what a row is about.

    Args:
        header: the header of the column; numbers are names where it speaks of a code.
        cells: its filled cells.
    """
    different = set(cells)
    if not _tells_accounts(cells) or len(different) > max(1, len(cells) / 2):
        return False
    words = terms(header)
    of_links = not _LINKS.isdisjoint(words) and (
        is_about_something(header) or not any(map(_PAGES.fullmatch, words))
    )
    if of_links and not _are_homes(cells):
        return False
    of_hosts = all(map(_HOST.fullmatch, different)) and _OF_LINKS.isdisjoint(terms(header))
    if all(map(_LIKE_ADDRESS.fullmatch, different)) and not (of_hosts or _are_homes(cells)):
        return False
    is_code = not _CODE.isdisjoint(terms(header))
    return is_code or any(_is_name(cell) for cell in different)


def _is_name(cell: str) -> bool:
    """Whether a cell has a word that is no kind of post, period or page: not ``Reel`` or ``2026``."""
    name = beside_network(cell)
    return any(map(str.isalpha, cell)) and (is_home(cell) or (bool(name) and names_somebody(name)))


def are_titles(names: Mapping[str, int]) -> bool:
    """Whether what stands in a column are titles, in which a page's name is no more than a word.

    Names of pages come again, and few of them are sentences.

    Args:
        names: each text of the column, with the number of its rows.
    """
    alone = sum(rows == 1 for rows in names.values())
    sentences = sum(_IS_SENTENCE.fullmatch(name) is not None for name in names)
    return alone > len(names) / 2 or sentences > len(names) / 4


def names_competitors(header: str) -> bool:
    """Whether somebody else's page stands under a header, unless the user names it: ``Competitor
    brand``, but not ``Competitors mentioned``."""
    words = terms(header)
    return any(map(_COMPETITORS.fullmatch, words)) and not any(
        map(_ABOUT_COMPETITORS.fullmatch, words)
    )


def beside_network(cell: str) -> str:
    """What a cell says beside its network: ``Esempio - Facebook`` to ``esempio``."""
    return " ".join(
        word for word in terms(cell) if network_of(word) is None and word not in _OF_PAGES
    )


def _tells_accounts(cells: Sequence[str]) -> bool:
    """Whether cells may be names: short, no networks alone, no answers to a question."""
    only_networks = _are_networks(cells) and len(set(map(beside_network, cells))) < 2
    if not cells or only_networks or all(answer(cell) is not None for cell in cells):
        return False
    return all(len(cell) <= 120 and any(map(str.isalnum, cell)) for cell in cells)
