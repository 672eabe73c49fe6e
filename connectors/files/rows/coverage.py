"""The span of time that a file covers, and who says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import Window
from connectors.files.options import day_span
from connectors.files.sources.source import Source
from connectors.files.words.months import month_number

_ISO = r"(\d{4}-\d{2}-\d{2})"
_NAMED = r"([A-Za-z]{3}-\d{2}-\d{4})"
_WRITTEN = re.compile(
    r"(?<!\d)(?:(?P<iso>\d{4}-\d{2}-\d{2})"
    r"|(?P<first>\d{1,2})[/.](?P<second>\d{1,2})[/.](?P<year>\d{4}))(?!\d)"
)
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
        match = re.search(pattern, name)
        days = (_day(match[1]), _day(match[2])) if match else (None, None)
        if days[0] and days[1] and days[0] <= days[1]:
            return days[0], days[1]
    return None


def days_in_notes(notes: Sequence[str], order: str | None) -> tuple[date, date] | None:
    """The two days that a line above the header names; numeric ones in the file's own order."""
    for line in notes:
        days = [_written(match, order) for match in _WRITTEN.finditer(line)]
        written = [day for day in days if day is not None]
        if len(days) == len(written) == 2 and written[0] <= written[1]:
            return written[0], written[1]
    return None


def _written(match: re.Match[str], order: str | None) -> date | None:
    if match["iso"]:
        return _day(match["iso"])
    first, second = int(match["first"]), int(match["second"])
    if order is None and first <= 12 and second <= 12 and first != second:
        return None
    day_first = order == "dmy" or (order is None and first > 12)
    day, month = (first, second) if day_first else (second, first)
    try:
        return date(int(match["year"]), month, day)
    except ValueError:
        return None


_LIFETIME = re.compile(
    r"lifetime|all[ _-]?time|since (?:the )?(?:beginning|start|publi)|da sempre"
    r"|dall.(?:inizio|apertura)"
    r"|intero periodo|tutto il periodo|gesamt(?:er|e)? (?:zeitraum|laufzeit)"
    r"|desde el (?:principio|inicio)|depuis (?:le début|la création)|desde o início",
    re.IGNORECASE,
)


def is_lifetime(source: Source, notes: Sequence[str]) -> bool:
    """Whether a file says that its counts are those since the publication, not of some days."""
    return any(_LIFETIME.search(text) for text in (*source.names, source.member or "", *notes))


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
    covers: tuple[date, date] | None,
    zone: tzinfo,
    observed_at: datetime,
) -> Span:
    """What the file declares, else what the user says, else from the first to the last row.

    A file without a row covers nothing, whoever declares what: no data is not silence. No span
    reaches beyond the observation.

    Args:
        file: the name of the file, for people.
        rows: from the first to the last row.
        declared: first and last day that the file declares.
        covers: first and last day that the user says.
        zone: the zone of the times.
        observed_at: when it was read, aware.
    """
    if rows is None:
        return Span(None, "declared" if declared else ("user" if covers else "rows"))
    warnings: list[Message] = []
    if declared:
        span = _until(day_span(*declared, zone), observed_at)
        if span.start <= rows.start and rows.end <= span.end:
            if covers:
                warnings.append(msg("The span is the one that the file declares, not --covers."))
            return Span(span, "declared", tuple(warnings))
        warnings.append(msg("The file has posts outside the days in its name: these are not used."))
    if covers:
        span = _until(day_span(*covers, zone), observed_at)
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
    """The days of a period as what is covered, whatever the rows say.

    Args:
        days: first and last day.
        source: who says so.
        zone: the zone of the times.
        observed_at: when it was read, aware.
    """
    return Span(_until(day_span(*days, zone), observed_at), source)


def archive_span(rows: Window, made: datetime) -> Span:
    """An archive lacks nothing from its first row to the moment at which it was made."""
    end = max(rows.end, made)
    note = msg(
        "An archive is whole until the day on which it was made ({day}): what it does not hold was "
        "not published. Another day: --observed-at DATE",
        day=end.date(),
    )
    return Span(Window(rows.start, end), "declared", (note,))


def _until(span: Window, moment: datetime) -> Window:
    return Window(span.start, max(span.start, min(span.end, moment)))


def row_span(first: datetime, last: datetime) -> Window:
    """From the first to the last row; the end lies a millisecond later, so the last is inside."""
    return Window(first, last + timedelta(milliseconds=1))
