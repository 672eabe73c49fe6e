"""Why the text of a table cannot be read: the refusals, with what to do."""

from __future__ import annotations

import csv

from auditor.core.messages import msg
from connectors.files.options import ImportRefused
from connectors.files.sources.source import Source


def too_long(source: Source) -> ImportRefused:
    """A cell that is longer than any post."""
    return ImportRefused(
        msg(
            "{file} has a cell of more than {n} characters, which no post has.",
            file=source.label,
            n=csv.field_size_limit(),
        ),
        msg(
            "Look whether a quotation mark there is opened and never closed; mend the file in a "
            "spreadsheet and save it as CSV."
        ),
    )


def too_wide(source: Source, width: int) -> ImportRefused:
    """A row of more columns than a spreadsheet has."""
    return ImportRefused(
        msg(
            "{file} has {n} columns, more than a spreadsheet can hold.",
            file=source.label,
            n=width,
        ),
        msg("Export the posts again as CSV or Excel (.xlsx) and import that file."),
    )


def unclosed_quote(source: Source) -> ImportRefused:
    """A quotation mark that is opened and never closed."""
    return ImportRefused(
        msg("{file} has a quotation mark that is opened and never closed.", file=source.label),
        msg("Export the posts again, or mend the file in a spreadsheet and save it as CSV."),
    )
