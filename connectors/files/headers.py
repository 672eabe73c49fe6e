"""Which column holds which field of a post: by the words of the header, or as the user says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from auditor.errors import UsageError
from auditor.messages import Message, msg
from connectors.files import shapes, synonyms
from connectors.files.export import Export
from connectors.files.known import exports
from connectors.files.options import NotPosts
from connectors.files.synonyms import plain

_HEADER_WITHIN = 20
_SHOWN_COLUMNS = 40


class How(StrEnum):
    """How a field's columns are found and joined."""

    HEADER = "header"
    VALUES = "values"
    ASKED = "asked"
    SUMMED = "summed"
    FILLED = "filled"


@dataclass(frozen=True)
class ColumnUse:
    """The columns (their names and places) that one field is read from."""

    field: str
    columns: tuple[str, ...]
    places: tuple[int, ...]
    how: How = How.HEADER


@dataclass(frozen=True)
class Layout:
    """A header that was understood: its row, what each field is read from, which export it is.

    ``export`` is ``None`` for a table that nobody knows.
    """

    export: Export | None
    row: int
    header: tuple[str, ...]
    uses: tuple[ColumnUse, ...]

    @property
    def kind(self) -> str:
        """The export's name; ``table`` for any other."""
        return self.export.kind if self.export else "table"

    def use(self, field: str) -> ColumnUse | None:
        """How ``field`` is read, or ``None`` when the file does not offer it."""
        return next((use for use in self.uses if use.field == field), None)

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that no field is read from."""
        taken = {place for use in self.uses for place in use.places}
        return tuple(n for i, n in enumerate(self.header) if i not in taken and n.strip())


def find_layout(
    rows: Sequence[Sequence[str]],
    mapping: Mapping[str, str],
) -> Layout | None:
    """The first of the leading rows that is a header, with what it says.

    A row is a header when a known export has it (of several, the one that explains most columns),
    or when it names a date and something that
    tells one post from another (an id, an address, a text or a format): a date with nothing
    but figures is a day's total. Columns named in ``mapping`` make any row a header that has them.
    """
    for index, row in enumerate(rows[:_HEADER_WITHIN]):
        header = tuple(cell.strip() for cell in row)
        known = [one for one in map(partial(_known, header, mapping), exports()) if one]
        if known:
            export, uses = max(known, key=lambda one: len(one[1]))
            return Layout(export, index, header, uses)
        found = table_uses(header, mapping, rows[index + 1 :])
        if found:
            return Layout(None, index, header, found)
    return None


def _known(
    header: Sequence[str], mapping: Mapping[str, str], export: Export
) -> tuple[Export, tuple[ColumnUse, ...]] | None:
    """What an export's fields are read from, if this is its header."""
    places = export.places(header)
    if places is None:
        return None
    uses = [
        named(field, header, columns, How.FILLED if len(columns) > 1 else How.HEADER)
        for field, columns in places.items()
    ]
    full = _with_asked(uses, header, mapping)
    return None if full is None else (export, full)


def table_uses(
    header: Sequence[str], mapping: Mapping[str, str], body: Sequence[Sequence[str]] = ()
) -> tuple[ColumnUse, ...] | None:
    """What the fields of any table are read from, or ``None`` when it is no header of posts.

    Of several columns whose words fit, the values in ``body`` choose.
    """
    try:
        asked = [_asked(field, column, header) for field, column in mapping.items()]
    except KeyError:
        return None
    taken = {place for use in asked for place in use.places}
    places = _places(header, taken)
    done = {use.field for use in asked}
    found: list[ColumnUse] = []
    for field in synonyms.SYNONYMS:
        if field not in done:
            found += _by_words(field, places, header, body)
            _take(places, found)
    if not any(use.field == "published_at" for use in (*asked, *found)) and found:
        found += _date_by_values(places, header, body)
    if "reactions" not in done | {use.field for use in found}:
        found += _reaction_types(places, header)
    uses = (*asked, *found)
    return uses if _is_of_posts(uses) else None


def _is_of_posts(uses: Sequence[ColumnUse]) -> bool:
    fields = {use.field: use.how for use in uses}
    if "published_at" not in fields:
        return False
    return fields["published_at"] is How.ASKED or bool(
        fields.keys() & {"platform_id", "url", "text", "format"}
    )


def _with_asked(
    uses: Sequence[ColumnUse], header: Sequence[str], mapping: Mapping[str, str]
) -> tuple[ColumnUse, ...] | None:
    try:
        asked = [_asked(field, column, header) for field, column in mapping.items()]
    except KeyError:
        return None
    return (*asked, *(use for use in uses if use.field not in mapping))


def _places(header: Sequence[str], taken: set[int]) -> dict[str, int]:
    places: dict[str, int] = {}
    for index, name in enumerate(header):
        if index not in taken:
            places.setdefault(plain(name), index)
    places.pop("", None)
    return places


def _take(places: dict[str, int], found: Sequence[ColumnUse]) -> None:
    """A column is read for one field only."""
    taken = {place for use in found for place in use.places}
    for word in [word for word, place in places.items() if place in taken]:
        del places[word]


def _cells(body: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in body if len(row) > place]


def _date_by_values(
    places: dict[str, int], header: Sequence[str], body: Sequence[Sequence[str]]
) -> list[ColumnUse]:
    """The first column whose values are dates, where no word of the header tells."""
    for place in places.values():
        if shapes.dates(_cells(body, place)):
            return [named("published_at", header, [place], How.VALUES)]
    return []


_FITS: dict[str, Callable[[Sequence[str]], bool]] = {
    "published_at": lambda cells: shapes.dates(cells) or shapes.clocks(cells),
    "text": shapes.running_text,
    "platform_id": shapes.identifiers,
    "url": shapes.addresses,
}
# Words that stand for other things too are believed only when the values agree.
_ONLY_BY_VALUES = {"platform_id": {"content", "contenuti", "urn"}}


def _by_words(
    field: str, places: dict[str, int], header: Sequence[str], body: Sequence[Sequence[str]]
) -> list[ColumnUse]:
    if field == "published_at":
        both = _day_and_clock(places, header)
        if both:
            return [both]
    words = [word for word in synonyms.SYNONYMS[field] if word in places]
    fits = _FITS.get(field)
    if fits is not None:
        fitting = [word for word in words if fits(_cells(body, places[word]))]
        unsure = _ONLY_BY_VALUES.get(field, set())
        words = fitting or [word for word in words if word not in unsure]
    if field == "text":
        words = [word for word in words if not _counts_something(body, places[word])]
    return [named(field, header, [places[words[0]]])] if words else []


def _counts_something(body: Sequence[Sequence[str]], place: int) -> bool:
    """A column "posts" may count posts."""
    return shapes.numbers(_cells(body, place))


def _day_and_clock(places: dict[str, int], header: Sequence[str]) -> ColumnUse | None:
    """A day in one column and its time in another; the values are checked when read."""
    days = [place for word, place in places.items() if word in synonyms.DAY_WORDS]
    clocks = [place for word, place in places.items() if word in synonyms.CLOCK_WORDS]
    fuller = [w for w in synonyms.SYNONYMS["published_at"] if w in places
              and w not in synonyms.DAY_WORDS | synonyms.CLOCK_WORDS]  # fmt: skip
    if len(days) == 1 and len(clocks) == 1 and not fuller:
        return named("published_at", header, [days[0], clocks[0]])
    return None


def _reaction_types(places: dict[str, int], header: Sequence[str]) -> list[ColumnUse]:
    found = [
        next((places[word] for word in words if word in places), None)
        for words in synonyms.REACTION_TYPES
    ]
    columns = [place for place in found if place is not None]
    how = How.SUMMED if len(columns) > 1 else How.HEADER
    return [named("reactions", header, columns, how)] if columns else []


def named(
    field: str, header: Sequence[str], places: Sequence[int], how: How = How.HEADER
) -> ColumnUse:
    """A use of the columns at ``places``."""
    return ColumnUse(field, tuple(header[place] for place in places), tuple(places), how)


def _asked(field: str, columns: str, header: Sequence[str]) -> ColumnUse:
    """The columns that the user names; ``KeyError`` with the first that is not there."""
    places = _places(header, set())
    exact = {name: index for index, name in reversed(list(enumerate(header)))}

    def place(name: str) -> int:
        return exact[name] if name in exact else places[plain(name)]

    try:
        return named(field, header, [place(columns.strip())], How.ASKED)
    except KeyError:
        names = [name.strip() for name in columns.split("+")]
        return named(field, header, [_or_name(place, name) for name in names], How.ASKED)


def _or_name(place: Callable[[str], int], name: str) -> int:
    try:
        return place(name)
    except KeyError:
        raise KeyError(name) from None


def not_understood(
    file: str, rows: Sequence[Sequence[str]], mapping: Mapping[str, str]
) -> UsageError:
    """Why no row of a file is a header: what it has, and what to write."""
    header = next((row for row in rows if sum(bool(c.strip()) for c in row) > 1), None)
    header = header or next((row for row in rows if any(c.strip() for c in row)), ())
    columns = [cell.strip() for cell in header if cell.strip()][:_SHOWN_COLUMNS]
    if mapping:
        for field, column in mapping.items():
            try:
                _asked(field, column, [c.strip() for c in header])
            except KeyError as error:
                return UsageError(
                    msg("{file} has no column '{column}'.", file=file, column=error.args[0]),
                    msg("Its columns are: {columns}.", columns=columns),
                )
    return NotPosts(*_no_header(file, columns))


def _no_header(file: str, columns: list[str]) -> tuple[Message, Message]:
    if not columns:
        return (
            msg("{file} holds no table.", file=file),
            msg("Export the posts again as CSV or Excel (.xlsx) and import that file."),
        )
    shown = [name if len(name) <= 60 else name[:59] + "…" for name in columns]
    advice = msg(
        "Columns seen: {columns}. Say which one holds the date, as in --map published_at=COLUMN, "
        "or --map published_at=DATE+TIME for two columns.",
        columns=shown,
    )
    words = {plain(name) for name in columns}
    if words & set(synonyms.SYNONYMS["published_at"]):
        return msg(
            "{file} has dates but nothing that tells one post from another: it may hold totals "
            "by day.",
            file=file,
        ), advice
    return msg("{file} has no column with the dates of posts.", file=file), advice
