"""Which columns of a table that nobody knows hold which field: by header words, then by values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from auditor.core.model import COUNT_FIELDS
from connectors.files.table import column_types, row_kinds
from connectors.files.table.layout import ColumnUse, How, column_use
from connectors.files.words import money, owner_words, paid, synonyms
from connectors.files.words.competitors import tells_competitors
from connectors.files.words.moments import is_of_something_else
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import bare_word, count_of, is_total_header, share_of_count

COUNTS: tuple[str, ...] = (*COUNT_FIELDS, "followers")
Body = Sequence[Sequence[str]]


def table_uses(
    header: Sequence[str], mapping: Mapping[str, str], body: Body = ()
) -> tuple[ColumnUse, ...] | None:
    """What the fields of any table are read from, or ``None`` when it is no header of posts.

    Of several columns whose words fit, the values in ``body`` choose.

    Args:
        header: the names of the columns.
        mapping: fields and the columns that the user names for them.
        body: the rows below the header, as texts.
    """
    try:
        mapped = [asked_use(field, column, header) for field, column in mapping.items()]
    except KeyError:
        return None
    used = {column for use in mapped for column in use.places}
    places = places_of(header, used)
    done = {use.field for use in mapped}
    uses_found = owner_words.uses(_without_paid(places, body), header, body, column_use)
    _take_out(places, uses_found)
    for field in synonyms.SYNONYMS:
        if field not in done:
            uses_found += _by_words(field, places, header, body)
            _take_out(places, uses_found)
    is_understood = any(not owner_words.may_name_pages(use.columns[0]) for use in uses_found)
    if is_understood and not any(use.field == "published_at" for use in (*mapped, *uses_found)):
        uses_found += _date_by_values(places, header, body)
        _take_out(places, uses_found)
    uses_found = _own_address(uses_found, places, header, body)
    _take_out(places, uses_found)
    uses_found += _marks(places, header, body)
    uses_found += _counts_by_meaning(places, header, body, done | {use.field for use in uses_found})
    if "reactions" not in done | {use.field for use in uses_found}:
        uses_found += _reaction_types(places, header)
    networks = [column for use in uses_found if use.field == "network" for column in use.places]
    places |= {f"network {column}": column for column in networks}
    uses_found += owner_words.other_names(places, header, body, column_use)
    uses = (*mapped, *_organic(uses_found, done, header, body))
    return uses if is_of_posts(uses) else None


def _without_paid(places: dict[str, int], body: Body) -> dict[str, int]:
    """The columns but those whose cells say "organic" and "paid": they name no pages."""
    return {
        word: column
        for word, column in places.items()
        if not paid.are_paid_or_organic(_few_values(body, column))
    }


def _few_values(body: Body, column: int) -> set[str]:
    """The different filled cells of a column, and no more of them than are enough to be many."""
    values: set[str] = set()
    for row in body:
        values |= {cell.strip() for cell in row[column : column + 1]} - {""}
        if len(values) > paid.MOST_VALUES:
            break
    return values


def _own_address(
    uses: list[ColumnUse], places: dict[str, int], header: Sequence[str], body: Body
) -> list[ColumnUse]:
    """The uses with the column whose values are addresses of posts as that of the post's address.

    A column that was taken for it by its header then holds what the posts link to.
    """
    used = next((use for use in uses if use.field == "url"), None)
    if used is not None and column_types.post_addresses(cells_of(body, used.places[0])):
        return uses
    column = next(
        (at for at in places.values() if column_types.post_addresses(cells_of(body, at))), None
    )
    if column is None:
        return uses
    kept_uses = [use for use in uses if use is not used]
    if used is not None and all(use.field != "links" for use in kept_uses):
        kept_uses.append(column_use("links", header, used.places))
    return [*kept_uses, column_use("url", header, [column], How.VALUES)]


def _marks(places: dict[str, int], header: Sequence[str], body: Body) -> list[ColumnUse]:
    """The columns by which rows are told apart that are no posts of the page's own."""
    words = {
        "status": row_kinds.STATUS_HEADERS,
        "paid": paid.PAID_HEADERS,
        "campaign": paid.CAMPAIGN_HEADERS,
        "spent": paid.SPENT_HEADERS,
        "ad": paid.AD_HEADERS,
    }
    uses = [
        column_use(field, header, [column])
        for field, headers in words.items()
        if (column := next((p for word, p in places.items() if word in headers), None)) is not None
    ]
    tests: dict[str, Callable[[int], bool]] = {
        "campaign": lambda column: paid.names_paid_campaign(header[column]),
        "ad": lambda column: paid.names_advert_id(header[column]),
        "paid": lambda column: paid.tells_paid(header[column], cells_of(body, column)),
        "owner": lambda column: tells_competitors(header[column], cells_of(body, column)),
        "spent": lambda column: paid.is_money_spent(header[column], cells_of(body, column)),
    }
    for field, test in tests.items():
        if all(use.field != field for use in uses):
            column = next((at for at in places.values() if test(at)), None)
            uses += [] if column is None else [column_use(field, header, [column])]
    _take_out(places, uses)
    return uses


def is_of_posts(uses: Sequence[ColumnUse]) -> bool:
    """Whether there is a date, and something that tells one row from another."""
    fields = {use.field: use.how for use in uses}
    if "published_at" not in fields:
        return False
    return fields["published_at"] is How.ASKED or bool(
        fields.keys() & {"platform_id", "url", "text", "format"}
    )


def places_of(header: Sequence[str], used: set[int]) -> dict[str, int]:
    """Plain header word -> its first place, without the places that are taken."""
    places: dict[str, int] = {}
    for index, name in enumerate(header):
        if index not in used:
            places.setdefault(normalized(name) or name.strip(), index)
    places.pop("", None)
    return places


def _take_out(places: dict[str, int], uses: Sequence[ColumnUse]) -> None:
    """A column is read for one field only."""
    used = {column for use in uses for column in use.places}
    for word in [word for word, column in places.items() if column in used]:
        del places[word]


def cells_of(body: Body, column: int) -> list[str]:
    """The cells of a column in the rows that reach it."""
    return [row[column] for row in body if len(row) > column]


def may_be_publication(header: str) -> bool:
    """Whether dates under a header that is in no list may be those of the publication."""
    word = normalized(header)
    not_of_posts = synonyms.CHANGED_WORDS | set(synonyms.COLLECTED_WORDS)
    return word not in not_of_posts and not is_of_something_else(header)


def _date_by_values(places: dict[str, int], header: Sequence[str], body: Body) -> list[ColumnUse]:
    """The first column whose values are dates, where no word of the header tells."""
    for column in places.values():
        if may_be_publication(header[column]) and column_types.dates(cells_of(body, column)):
            return [column_use("published_at", header, [column], How.VALUES)]
    return []


_FITS: dict[str, Callable[[Sequence[str]], bool]] = {
    "published_at": lambda cells: column_types.dates(cells) or column_types.clocks(cells),
    "text": column_types.running_text,
    "platform_id": column_types.identifiers,
    "url": column_types.addresses,
}
# Words that stand for other things too are believed only when the values agree.
_ONLY_BY_VALUES = {
    "platform_id": {"content", "contenuti", "urn", "inhalt", "inhalte", "contenido"},
    "comments": {"comment", "commento"},
    "shares": {"share"},
    "format": {"source"},
}


def _by_words(
    field: str, places: dict[str, int], header: Sequence[str], body: Body
) -> list[ColumnUse]:
    if field == "published_at":
        return _published(places, header, body)
    words = [word for word in synonyms.SYNONYMS[field] if word in places]
    if field in COUNTS:
        words = [word for word in words if not _is_money(places[word], header, body)]
    fits = column_types.are_counts if field in COUNTS else _FITS.get(field)
    if fits is not None:
        fitting = [word for word in words if fits(cells_of(body, places[word]))]
        unsure = _ONLY_BY_VALUES.get(field, set())
        words = fitting or [word for word in words if word not in unsure]
    if field == "text":
        words = words or [
            word
            for word, column in places.items()
            if bare_word(header[column]) in synonyms.SYNONYMS["text"]
            and column_types.running_text(cells_of(body, column))
        ]
        return _texts([w for w in words if not _counts_something(body, places[w])], places, header)
    if words and field in COUNTS:
        return [column_use(field, header, [_whole_count(places[words[0]], places, header, body)])]
    return [column_use(field, header, [places[words[0]]])] if words else []


def _is_money(column: int, header: Sequence[str], body: Body) -> bool:
    return money.is_money(header[column], cells_of(body, column))


def _whole_count(column: int, places: dict[str, int], header: Sequence[str], body: Body) -> int:
    """Of a count and a column that calls itself its total, the total."""
    if is_total_header(header[column]):
        return column
    field = count_of(header[column])
    totals = (
        candidate
        for candidate in places.values()
        if is_total_header(header[candidate])
        and count_of(header[candidate]) == field
        and column_types.are_counts(cells_of(body, candidate))
    )
    return column if field is None else next(totals, column)


def _texts(words: Sequence[str], places: dict[str, int], header: Sequence[str]) -> list[ColumnUse]:
    """The text of a post, and its title where that is another column."""
    title = next((word for word in words if word in synonyms.TITLE_WORDS), None)
    text = next((word for word in words if word not in synonyms.TITLE_WORDS), None)
    columns = [places[word] for word in (title, text) if word is not None]
    if not columns:
        return []
    how = How.FULLER if len(columns) > 1 else How.HEADER
    return [column_use("text", header, sorted(columns), how)]


def _published(places: dict[str, int], header: Sequence[str], body: Body) -> list[ColumnUse]:
    """The day of publication; a column that tells the moment of the collection is named as that."""
    both = _day_and_clock(places, header)
    if both:
        return [both]
    words = [word for word in synonyms.SYNONYMS["published_at"] if word in places]
    fitting = [word for word in words if _FITS["published_at"](cells_of(body, places[word]))]
    words = fitting or words
    if not words:
        return []
    columns = [cells_of(body, places[word]) for word in words] if len(words) > 1 else []
    collected = (
        []
        if not columns
        else [
            word
            for word, cells in zip(words, columns, strict=True)
            if column_types.collected(cells, columns)
        ]
    )
    left = [word for word in words if word not in collected] or words
    uses = [column_use("published_at", header, [places[left[0]]])]
    moments = [*collected, *(word for word in synonyms.COLLECTED_WORDS if word in places)]
    if moments and moments[0] != left[0] and column_types.dates(cells_of(body, places[moments[0]])):
        uses.append(column_use("observed_at", header, [places[moments[0]]]))
    return uses


def _counts_something(body: Body, column: int) -> bool:
    """A column "posts" may count posts."""
    return column_types.are_numbers(cells_of(body, column))


def _day_and_clock(places: dict[str, int], header: Sequence[str]) -> ColumnUse | None:
    """A day in one column and its time in another; the values are checked when read."""
    days = [column for word, column in places.items() if word in synonyms.DAY_WORDS]
    clocks = [column for word, column in places.items() if word in synonyms.CLOCK_WORDS]
    fuller = [
        w
        for w in synonyms.SYNONYMS["published_at"]
        if w in places and w not in synonyms.DAY_WORDS | synonyms.CLOCK_WORDS
    ]
    if len(days) == 1 and len(clocks) == 1 and not fuller:
        return column_use("published_at", header, [days[0], clocks[0]])
    return None


def _counts_by_meaning(
    places: dict[str, int], header: Sequence[str], body: Body, done: set[str]
) -> list[ColumnUse]:
    """The counts whose headers are written in another way: ``public_metrics.like_count``."""
    meant: dict[str, list[int]] = {}
    for column in sorted(set(places.values())):
        field = count_of(header[column])
        if field is not None and column_types.are_counts(cells_of(body, column)):
            meant.setdefault(field, []).append(column)
    uses = [
        column_use(field, header, meant[field][:1])
        for field in COUNTS
        if field in meant and field not in done
    ]
    if "likes" in meant and "reactions" not in done | {use.field for use in uses}:
        kinds = {word for words in synonyms.REACTION_TYPES[1:] for word in words}
        if not kinds & places.keys():
            uses.append(column_use("reactions", header, meant["likes"][:1]))
    _take_out(places, uses)
    return uses


def _organic(
    uses: list[ColumnUse], done: set[str], header: Sequence[str], body: Body
) -> list[ColumnUse]:
    """The uses with the organic counts in place of those that hold what was paid for too."""
    organic: dict[str, int] = {}
    for column, name in enumerate(header):
        share = share_of_count(name)
        if share is not None and share[1] and column_types.are_counts(cells_of(body, column)):
            organic.setdefault("reactions" if share[0] == "likes" else share[0], column)
    counts = [field for field in COUNTS if field in organic and field not in done]
    return [
        *(use for use in uses if use.field not in counts),
        *(column_use(field, header, [organic[field]]) for field in counts),
    ]


def beside_paid(uses: Sequence[ColumnUse], header: Sequence[str]) -> list[tuple[str, str]]:
    """The columns that may count what was paid for too, each with the column that says so."""
    shares = [(name, share) for name in header if (share := share_of_count(name)) is not None]
    return [
        (use.columns[0], name)
        for use in uses
        for name, (count, organic) in shares
        if not organic
        and use.field == ("reactions" if count == "likes" else count)
        and share_of_count(use.columns[0]) is None
    ]


def _reaction_types(places: dict[str, int], header: Sequence[str]) -> list[ColumnUse]:
    likes = [column for column in places.values() if count_of(header[column]) == "likes"]
    columns_of = [
        next((places[word] for word in words if word in places), None)
        for words in synonyms.REACTION_TYPES
    ]
    columns = [column for column in columns_of if column is not None]
    if likes and columns_of[0] is None:
        columns.insert(0, likes[0])
    how = How.SUMMED if len(columns) > 1 else How.HEADER
    return [column_use("reactions", header, columns, how)] if columns else []


def asked_use(field: str, columns: str, header: Sequence[str]) -> ColumnUse:
    """The columns that the user names; ``KeyError`` with the first that is not there.

    Args:
        field: the field.
        columns: names of columns, with ``+`` between several.
        header: the names of the columns.
    """
    places = places_of(header, set())
    exact = {name: index for index, name in reversed(list(enumerate(header)))}

    def column_of(name: str) -> int:
        return exact[name] if name in exact else places[normalized(name)]

    try:
        return column_use(field, header, [column_of(columns.strip())], How.ASKED)
    except KeyError:
        names = [name.strip() for name in columns.split("+")]
        return column_use(field, header, [_or_name(column_of, name) for name in names], How.ASKED)


def _or_name(column_of: Callable[[str], int], name: str) -> int:
    try:
        return column_of(name)
    except KeyError:
        raise KeyError(name) from None
