"""Whether somebody else may have written each row: a column of names, or addresses in a group.

A header word tells it only in languages and tools that are listed; the cells tell it in any.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from connectors.files.table import column_types, post_urls
from connectors.files.table.layout import ColumnUse, Doubt, How
from connectors.files.words import synonyms
from connectors.files.words.owner_words import names_somebody, network_of
from connectors.files.words.subject import (
    different_in_most_rows,
    joined_words,
    names_somebody_else,
)
from connectors.files.words.subject_words import NAMES, THINGS
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import count_of, stem_pattern, terms

_MOST = 0.8
_LONGEST_NAME = 40
# Fewer rows of one title may be posts that were repeated.
_FEWEST = 10
# Before the rows are read, a sample is enough to see that texts name the people.
_LOOKED_AT = 200
_HANDLE = re.compile(r"@[\w.-]{2,40}|[a-z]{2,}(?:[._-][a-z]+)*[._-]?\d{0,4}")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE)
# What stands after a name in brackets.
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ID = re.compile(r"[\w:.-]*\d[\w:.-]{6,200}")
# An id that a spreadsheet has rounded is that of many posts.
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_CODES = frozenset(
    ["id", "ids", "urn", "uri", "shortcode", "code", "codice", "identificativo", "ref"]
)
# What an id is of when it is one of a post, the row's own or the one that it stands below.
_POST_WORDS = (
    "post posts *post media video* reel* tweet* status* toot* pin object* content* contenut* "
    "beitrag* publicac* publicat* parent* padre genitore root thread* conversation* original* "
    "reply* replied* antwort* rispost* respuesta* message* ugc activity share*"
)
_OF_POSTS = stem_pattern(_POST_WORDS.split())
_PARTICLE_WORDS = (
    "de da di del della dello degli dei lo la le van von der den du des el al bin ten ter y e dos "
    "das"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())


def doubt_of(
    header: Sequence[str], uses: Sequence[ColumnUse], body: Sequence[Sequence[str]]
) -> tuple[Doubt, str] | None:
    """Why the rows of a table may be those of others, and the column that shows it.

    Args:
        header: the names of the columns.
        uses: what the fields of a post are read from.
        body: the rows below the header, as texts.
    """
    by_field = {use.field: use for use in uses}
    text = by_field.get("text")
    texts = [] if text is None else [" ".join(_cells_at(row, text.places)) for row in body]
    date = by_field.get("published_at")
    days = [] if date is None else [" ".join(_cells_at(row, date.places)) for row in body]
    url = by_field.get("url")
    if url is not None:
        doubt = _doubt_of_addresses(body, url.places[0], texts, days)
        if doubt is not None:
            return doubt, url.columns[0]
    reply = by_field.get("reply_to")
    if text is not None and reply is not None and reply.how is not How.ASKED:
        answered = [" ".join(_cells_at(row, reply.places)).strip() for row in body]
        if _are_shared(answered, texts):
            return Doubt.BELOW, reply.columns[0]
    for doubt, cells in ((Doubt.BELOW, texts), (Doubt.DAYS, days)):
        if cells and (column := _shared_id(header, uses, body, cells)) is not None:
            return doubt, header[column]
    is_told_apart = url is not None or "platform_id" in by_field
    if text is not None and not is_told_apart and _are_figures_by_day(text, texts, days):
        return Doubt.DAYS, text.columns[0]
    people = _column_of_people(header, uses, body, texts[:_LOOKED_AT])
    return None if people is None else (Doubt.NAMES, header[people])


def _are_figures_by_day(text: ColumnUse, texts: Sequence[str], days: Sequence[str]) -> bool:
    """Whether nearly all rows bear a title that rows of other days bear too.

    Args:
        text: what the title is read from.
        texts: the title of each row.
        days: the date of each row.
    """
    titles = [title.strip() for title in texts]
    return len(texts) >= _FEWEST and text.how is not How.ASKED and _are_shared(titles, days)


def _column_of_people(
    header: Sequence[str],
    uses: Sequence[ColumnUse],
    body: Sequence[Sequence[str]],
    texts: Sequence[str],
) -> int | None:
    """The column with somebody else in nearly every row, whom the texts do not name.

    Args:
        header: the names of the columns.
        uses: what the fields of a post are read from.
        body: the rows below the header.
        texts: the texts of the first rows.
    """
    used = {column for use in uses for column in use.places}
    for column, name in enumerate(header):
        if column in used or not name.strip() or _says_what_it_is(name):
            continue
        names = [row[column].strip() if len(row) > column else "" for row in body]
        named = not NAMES.isdisjoint(terms(name))
        if _are_people(names, len(body), named) and not _named_in(texts, names):
            return column
    return None


def _doubt_of_addresses(
    body: Sequence[Sequence[str]], column: int, texts: Sequence[str], days: Sequence[str]
) -> Doubt | None:
    """What the addresses of the rows say of who wrote them.

    Args:
        body: the rows below the header.
        column: where their addresses are.
        texts: the text of each row; none where there is no column of texts.
        days: the date of each row; none where there is no column of dates.
    """
    cells = [row[column].strip() if len(row) > column else "" for row in body]
    filled = [cell for cell in cells if cell]
    for doubt, test in ((Doubt.GROUP, post_urls.in_group), (Doubt.COMMENTS, post_urls.is_comment)):
        if filled and sum(map(test, filled)) >= _MOST * len(filled):
            return doubt
    posts = {cell: _post_of(cell) if post_urls.is_post(cell) else "" for cell in set(cells)}
    of_rows = [posts[cell] for cell in cells]
    if _are_shared(of_rows, texts):
        return Doubt.BELOW
    return Doubt.DAYS if _are_shared(of_rows, days) else None


def _shared_id(
    header: Sequence[str],
    uses: Sequence[ColumnUse],
    body: Sequence[Sequence[str]],
    others: Sequence[str],
) -> int | None:
    """The column of ids of posts that rows with other cells share, used for it or not.

    Args:
        header: the names of the columns.
        uses: what the fields of a post are read from.
        body: the rows below the header.
        others: the text or the date of each row.
    """
    asked = {column for use in uses if use.how is How.ASKED for column in use.places}
    for column, name in enumerate(header):
        if column in asked or not _names_a_post(name):
            continue
        cells = [row[column].strip() if len(row) > column else "" for row in body]
        ids = ["" if _ROUNDED.fullmatch(cell) else cell for cell in cells]
        is_id = "id" in terms(name) or all(_ID.fullmatch(cell) for cell in ids if cell)
        if is_id and _are_shared(ids, others):
            return column
    return None


def _names_a_post(header: str) -> bool:
    """Whether a header is one of ids of posts: a listed one, or ``ID post padre``, but not
    ``Page ID`` or ``Campaign ID``."""
    words = set(terms(header))
    return normalized(header) in synonyms.SYNONYMS["platform_id"] or (
        not _CODES.isdisjoint(words) and any(map(_OF_POSTS.fullmatch, words))
    )


def _are_shared(posts: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether nearly all rows say something else of the same post.

    Args:
        posts: what tells the post of each row from others; blank where nothing does.
        cells: the text or the date of each row.
    """
    cells_of: dict[str, set[str]] = {}
    for post, cell in zip(posts, cells, strict=False):
        cells_of.setdefault(post, set()).add(cell)
    below = [post for post in posts if post and len(cells_of.get(post, ())) > 1]
    return len(below) > _MOST * len(posts)


def _post_of(url: str) -> str:
    """What tells the post at an address from others: the same for all ways to write the address."""
    network = post_urls.network_of(url) or ""
    return f"{network} {post_urls.post_id(url, network)}"


def _cells_at(row: Sequence[str], places: Sequence[int]) -> list[str]:
    return [row[column] for column in places if len(row) > column]


def _says_what_it_is(header: str) -> bool:
    """Whether a header names people who did not write the row, or things."""
    return (
        names_somebody_else(header)
        or not THINGS.isdisjoint(terms(header))
        or normalized(header) in synonyms.KNOWN_WORDS
        or count_of(header) is not None
    )


def _are_people(cells: Sequence[str], rows: int, named: bool) -> bool:
    """Whether cells are people: names, handles, mail addresses, homes; another in nearly every row.

    Args:
        cells: the cells of the column, empty ones too.
        rows: how many rows there are.
        named: the header says that they are names, however they are written.
    """
    people = [cell for cell in cells if cell]
    # Codes with a number, autunno-1, autunno-2, are nobody.
    stems = [cell if set("/@") & set(cell) else cell.rstrip("0123456789") for cell in people]
    if not different_in_most_rows(stems, rows) or column_types.dates(people):
        return False
    return sum(_is_person(cell, named) for cell in people) >= _MOST * len(people)


def _is_person(cell: str, named: bool) -> bool:
    """Whether a cell may be somebody: ``Prova, Anna``, ``@anna.prova``, ``anna88``, ``a@b.it``."""
    if _MAIL.fullmatch(cell):
        return True
    if "/" in cell:
        return post_urls.is_home(cell)
    bare = _ASIDE.sub(" ", cell).strip()
    if len(bare) > _LONGEST_NAME or network_of(bare) is not None or not names_somebody(bare):
        return False
    if _HANDLE.fullmatch(bare):
        return True
    words = [word for word in re.split(r"[\s,;]+", bare) if any(map(str.isalnum, word))]
    if len(words) > 1 and words[-1].isdecimal():
        words = words[:-1]
    return 1 <= len(words) <= 5 and all(_is_part_of_a_name(word, named) for word in words)


def _is_part_of_a_name(word: str, named: bool) -> bool:
    letters = "".join(letter for letter in word if letter.isalnum())
    if not letters.isalpha():
        return False
    return named or not letters[0].islower() or word.lower() in _PARTICLES


def _named_in(texts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether most texts name the person beside them: guests are named, writers name others."""
    pairs = [
        (joined_words(text), joined_words(name)) for text, name in zip(texts, names, strict=False)
    ]
    pairs = [(text, name) for text, name in pairs if text and name]
    return bool(pairs) and sum(name in text for text, name in pairs) > len(pairs) / 2
