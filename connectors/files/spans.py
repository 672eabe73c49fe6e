"""The span of time that a file covers, and who says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from auditor.errors import UsageError
from auditor.messages import Message, msg
from auditor.model import Window
from connectors.files.dates import month_number
from connectors.files.options import day_span
from connectors.files.sources import Source

_ISO = r"(\d{4}-\d{2}-\d{2})"
_NAMED = r"([A-Za-z]{3}-\d{2}-\d{4})"
_PATTERNS = (
    rf"(?<!\d){_ISO}(?:_to_|_|\.\.| - | to ){_ISO}(?!\d)",
    rf"(?<![A-Za-z]){_NAMED}_{_NAMED}(?!\d)",
    r"(?<!\d)((?:19|20)\d{6})[_-]((?:19|20)\d{6})(?!\d)",
)


@dataclass(frozen=True)
class Span:
    """The span covered, ``declared``, ``user`` or ``rows``, and what is to be said about it."""

    covered: Window | None
    source: str
    warnings: tuple[Message, ...] = ()


def days_in_name(name: str) -> tuple[date, date] | None:
    """The first and the last day that a file's name declares, both included."""
    for pattern in _PATTERNS:
        found = re.search(pattern, name)
        days = (_day(found[1]), _day(found[2])) if found else (None, None)
        if days[0] and days[1] and days[0] <= days[1]:
            return days[0], days[1]
    return None


def days_of(source: Source) -> tuple[date, date] | None:
    """The days that a file's own name declares, else its archive's."""
    return next(filter(None, map(days_in_name, source.names)), None)


def _day(text: str) -> date | None:
    try:
        if text[0].isalpha():
            month, day, year = text.split("-")
            return date(int(year), int(month_number(month.lower())), int(day))
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_span(
    file: str,
    rows: Window | None,
    declared: tuple[date, date] | None,
    asked: tuple[date, date] | None,
    zone: tzinfo,
    observed_at: datetime,
) -> Span:
    """What the file declares, else what the user says, else from the first to the last row.

    A file without a row covers nothing, whoever declares what: no data is not silence. No span
    reaches beyond the observation.
    """
    if rows is None:
        return Span(None, "declared" if declared else ("user" if asked else "rows"))
    warnings: list[Message] = []
    if declared:
        span = _until(day_span(*declared, zone), observed_at)
        if span.start <= rows.start and rows.end <= span.end:
            if asked:
                warnings.append(msg("The span is the one that the file declares, not --covers."))
            return Span(span, "declared", tuple(warnings))
        warnings.append(msg("The file has posts outside the days in its name: these are not used."))
    if asked:
        span = _until(day_span(*asked, zone), observed_at)
        if span.start >= span.end:
            raise UsageError(
                msg("--covers begins after the day on which {file} was observed.", file=file),
                msg("Correct --covers or --observed-at."),
            )
        if rows.start < span.start or rows.end > span.end:
            warnings.append(msg("The file has posts outside the span given with --covers."))
        return Span(span, "user", tuple(warnings))
    return Span(rows, "rows", tuple(warnings))


def period(days: tuple[date, date], source: str, zone: tzinfo, observed_at: datetime) -> Span:
    """The days of a period as what is covered, whatever the rows say."""
    return Span(_until(day_span(*days, zone), observed_at), source)


def _until(span: Window, moment: datetime) -> Window:
    return Window(span.start, max(span.start, min(span.end, moment)))


def row_span(first: datetime, last: datetime) -> Window:
    """From the first to the last row; the end lies a millisecond later, so the last is inside."""
    return Window(first, last + timedelta(milliseconds=1))
