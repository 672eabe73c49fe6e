"""Which column holds which field of a post: by the words of the header, or as the user says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from connectors.files.exports.declaration import Export
from connectors.files.exports.registry import exports
from connectors.files.options import NotPosts
from connectors.files.rows.writers import doubt_of
from connectors.files.table import column_types, likeness, post_urls
from connectors.files.table.columns import (
    COUNTS,
    asked_use,
    beside_paid,
    cells_of,
    may_be_publication,
    table_uses,
)
from connectors.files.table.layout import HEADER_WITHIN, ColumnUse, How, Layout, column_use
from connectors.files.words import paid, synonyms
from connectors.files.words.moments import is_of_publication
from connectors.files.words.subjects import subject_of
from connectors.files.words.synonyms import normalized
from connectors.files.words.terms import count_of

_LONGEST_NAME = 60
# Dates, times, addresses, lines of a script: no name of a column has them.
_NO_NAME = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d|\d:\d\d|://|@\w|[{}\[\]=<>]")
_SHOWN_COLUMNS = 40


def find_layout(
    rows: Sequence[Sequence[str]],
    mapping: Mapping[str, str],
) -> Layout | None:
    """The first of the leading rows that is a header, with what it says.

    A row is a header when a known export has it (of several, the one that explains most columns),
    when it is that of a known thing that is no post, or when it names a date and something that
    tells one post from another (an id, an address, a text or a format): a date with nothing
    but figures is a day's total. Columns named in ``mapping`` make any row a header that has them.
    """
    for index, row in enumerate(rows[:HEADER_WITHIN]):
        header = tuple(cell.strip() for cell in row)
        if sum(map(bool, header)) < 2 and not mapping:
            continue
        body = rows[index + 1 :]
        exports_fitting = [
            fitting for fitting in map(partial(_fitting, header, mapping), exports()) if fitting
        ]
        if exports_fitting:
            export, uses = max(exports_fitting, key=lambda fitting: len(fitting[1]))
            return Layout(export, index, header, uses)
        subject = None if mapping else subject_of(header, body)
        if subject is not None:
            return Layout(None, index, header, (), subject)
        table_columns = table_uses(header, mapping, body)
        if table_columns:
            return Layout(
                None,
                index,
                header,
                table_columns,
                sure=_speaks_for_posts(table_columns, body),
                doubt=None if mapping else doubt_of(header, table_columns, body),
                notes=_perhaps_paid(header, table_columns, body),
            )
    return None


def _perhaps_paid(
    header: Sequence[str], uses: Sequence[ColumnUse], body: Sequence[Sequence[str]]
) -> tuple[Message, ...]:
    """A line for each column that may answer whether a row was paid for, or counts what was."""
    used = {name for use in uses for name in use.columns}
    said = {paid_column for _, paid_column in beside_paid(uses, header)}
    return (
        *(
            msg(
                "'{column}' may say which rows were paid for. If it does: --map paid=\"{column}\"",
                column=column,
            )
            for column in paid.may_be_paid(header, body)
            if column not in used
        ),
        *(
            msg(
                "'{column}' counts what was paid for in some rows: their other counts may have "
                "been paid for too.",
                column=column,
            )
            for column in paid.paid_shares(header, body)
            if column not in said
        ),
    )


def _speaks_for_posts(uses: Sequence[ColumnUse], body: Sequence[Sequence[str]]) -> bool:
    """Whether a table has counts, or addresses of posts beside something else, or the user's word.

    A date and words are what messages, comments, notes and orders have too. A list of addresses
    with dates of nobody knows what may hold bookmarks.
    """
    by_field = {use.field: use for use in uses}
    if by_field.keys() & set(COUNTS) or any(use.how is How.ASKED for use in uses):
        return True
    url, date = by_field.get("url"), by_field.get("published_at")
    if url is None or not by_field.keys() & {"text", "platform_id", "format"}:
        return False
    if date is not None and date.how is How.VALUES and not is_of_publication(date.columns[0]):
        return False
    cells = [cell for cell in cells_of(body, url.places[0]) if cell.strip()]
    return bool(cells) and sum(map(post_urls.is_post, cells)) >= 0.8 * len(cells)


def _fitting(
    header: Sequence[str], mapping: Mapping[str, str], export: Export
) -> tuple[Export, tuple[ColumnUse, ...]] | None:
    """What an export's fields are read from, if this is its header."""
    places = export.places(header)
    if places is None:
        return None
    uses = [
        column_use(field, header, columns, _how(export, field) if len(columns) > 1 else How.HEADER)
        for field, columns in places.items()
    ]
    full = _with_asked(uses, header, mapping)
    return None if full is None else (export, full)


def _how(export: Export, field: str) -> How:
    if field in export.summed:
        return How.SUMMED
    return How.FULLER if field in export.fuller else How.FILLED


def _with_asked(
    uses: Sequence[ColumnUse], header: Sequence[str], mapping: Mapping[str, str]
) -> tuple[ColumnUse, ...] | None:
    try:
        mapped = [asked_use(field, column, header) for field, column in mapping.items()]
    except KeyError:
        return None
    return (*mapped, *(use for use in uses if use.field not in mapping))


def not_understood(
    file: str, rows: Sequence[Sequence[str]], mapping: Mapping[str, str]
) -> UsageError:
    """Why no row of a file is a header: what it has, and what to write.

    Args:
        file: the name of the file, for people.
        rows: rows of texts.
        mapping: fields and the columns that the user names for them.
    """
    header, body, is_header = _likely_header(rows)
    columns = [cell.strip() for cell in header if cell.strip()][:_SHOWN_COLUMNS]
    if mapping:
        for field, column in mapping.items():
            try:
                asked_use(field, column, [c.strip() for c in header])
            except KeyError as error:
                return UsageError(
                    msg("{file} has no column '{column}'.", file=file, column=error.args[0]),
                    msg("Its columns are: {columns}.", columns=columns),
                )
    likely = None if mapping else likeness.export_like(file, rows)
    if likely is not None:
        return NotPosts(
            msg(
                "{file} seems to be an export of {export}, in a language that is not known here.",
                file=file,
                export=likely,
            ),
            msg("Set the network's screen to English or Italian, export again, and import that."),
        )
    has_dates = any(_may_be_dates(name, cells_of(body, at)) for at, name in enumerate(header))
    return NotPosts(*_no_header(file, columns, is_header, has_dates, _text_column(header, body)))


def _likely_header(
    rows: Sequence[Sequence[str]],
) -> tuple[Sequence[str], Sequence[Sequence[str]], bool]:
    """The row that names the columns of what is no list of posts, the rows below it, and whether it
    surely does: titles and days may stand above it."""
    wide = [
        at for at, row in enumerate(rows[:HEADER_WITHIN]) if sum(bool(c.strip()) for c in row) > 1
    ]
    wide = wide or [at for at, row in enumerate(rows) if any(c.strip() for c in row)][:1]
    for at in wide:
        if _names_columns(rows[at], rows[at + 1 :]):
            return rows[at], rows[at + 1 :], True
    return (rows[wide[0]], rows[wide[0] + 1 :], False) if wide else ((), (), False)


def _may_be_dates(name: str, cells: Sequence[str]) -> bool:
    word = normalized(name)
    return word in synonyms.SYNONYMS["published_at"] or (
        may_be_publication(name) and column_types.dates(cells)
    )


def _text_column(header: Sequence[str], body: Sequence[Sequence[str]]) -> str | None:
    """The name of the one column that holds words of its own in most rows, if only one does."""
    names = [
        name.strip()
        for column, name in enumerate(header)
        if name.strip()
        and normalized(name) not in synonyms.SYNONYMS["published_at"]
        and column_types.running_text(cells_of(body, column))
    ]
    return names[0] if len(names) == 1 else None


def _names_columns(header: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether a row surely names columns and is not somebody's words: only then is it repeated.

    It holds a known header word, or words above numbers and dates.
    """
    names = [cell.strip() for cell in header]
    if any(len(name) > _LONGEST_NAME or _NO_NAME.search(name) for name in names):
        return False
    if any(normalized(name) in synonyms.KNOWN_WORDS or count_of(name) for name in names if name):
        return True
    return any(
        name and (column_types.are_numbers(cells) or column_types.dates(cells))
        for column, name in enumerate(names)
        if any(cells := cells_of(body, column))
    )


def _no_header(
    file: str, columns: list[str], is_header: bool, has_dates: bool, text: str | None
) -> tuple[Message, Message]:
    if not columns:
        return (
            msg("{file} holds no table.", file=file),
            msg("Export the posts again as CSV or Excel (.xlsx) and import that file."),
        )
    if not is_header:
        return (
            msg("{file} has no header with names of columns.", file=file),
            msg(
                "Write the names of the columns into its first row (date, text, likes, comments), "
                "and import it again."
            ),
        )
    names = [name if len(name) <= 60 else name[:59] + "…" for name in columns]
    advice = msg(
        "Columns seen: {columns}. Say which one holds the date, as in --map published_at=COLUMN, "
        "or --map published_at=DATE+TIME for two columns.",
        columns=names,
    )
    if has_dates:
        if text is not None:
            return msg(
                "{file} has dates, but no column whose name says that it holds what was posted.",
                file=file,
            ), msg(
                'If the words of the posts stand in “{column}”, add --map text="{column}"',
                column=text,
            )
        return msg(
            "{file} has dates but nothing that tells one post from another: it may hold totals "
            "by day.",
            file=file,
        ), advice
    return msg("{file} has no column with the dates of posts.", file=file), advice
