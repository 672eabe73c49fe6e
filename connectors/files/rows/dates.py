"""Dates as files write them, read with one order of day and month for the whole file.

ISO 8601, ``3/8/2017 3:45 pm``, ``5 giugno 2026``, ``1er août 2026``, ``Jun 5, 2026``, ``Wed Oct 10
20:19:24 +0000 2018``, seconds or milliseconds since 1970, spreadsheets' day numbers. A time with a
zone of its own keeps it; the others are read in the zone given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, tzinfo

import numpy as np
import pandas as pd

from connectors.files.words.months import month_number
from connectors.files.words.weekdays import weekday_number

_LONGEST = 200
_FIRST_EPOCH = 1_072_915_200_000  # 2004: no network is older
_EARLIEST, _LATEST = pd.Timestamp("1995-01-01", tz="UTC"), pd.Timestamp("2100-01-01", tz="UTC")
_ZONES = {
    "z": 0,
    "utc": 0,
    "gmt": 0,
    "cet": 60,
    "cest": 120,
    "est": -300,
    "edt": -240,
    "pst": -480,
    "pdt": -420,
}
_WEEKDAY = r"(?:[^\W\d_]{2,}(?:-[^\W\d_]+)?\.?,?\s+)?"
SHAPES = {
    "iso": r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)(?P<rest>.*)$",
    "compact": r"^(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)(?P<rest>.*)$",
    "numeric": rf"^{_WEEKDAY}(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.]"
    r"(?P<year>\d{4}|\d{2})(?!\d)(?P<rest>.*)$",
    "day_name": rf"^{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|re|º|°)?[\s\-./]+"
    r"(?:of |de |d[’'])?"
    r"(?P<name>[^\W\d_]{2,})\.?,?[\s\-./]+(?:del? )?(?P<year>\d{4}|\d{2})(?!\d)(?P<rest>.*)$",
    "name_day": rf"^{_WEEKDAY}(?P<name>[^\W\d_]{{3,}})\.?[\s\-]+(?P<day>\d{{1,2}})"
    r"(?:st|nd|rd|th)?,?[\s\-]+(?P<year>\d{4})(?!\d)(?P<rest>.*)$",
    "ctime": r"^[a-z]{3}\s(?P<name>[a-z]{3})\s+(?P<day>\d{1,2})\s"
    r"(?P<rest>\d{2}:\d{2}:\d{2}(?:\s(?:[+-]\d{4}|[a-z]{3,4}))?)\s(?P<year>\d{4})$",
}
_TIME = (
    r"^[\s,t·|–\-]*(?:alle ore|alle|ore|h|at|à|às|a las|um|om)?\s*(?P<hour>\d{1,2})"
    r"(?:[:.h](?P<minute>\d{2}))?(?:[:.](?P<second>\d{2}))?(?:[.,](?P<part>\d{1,9}))?"
    r"\s*(?:uhr|uur|hs?\.?)?"
    r"\s*(?:(?P<half>[ap])\.?\s?m\.?)?"
    r"\s*\(?(?P<zone>z|utc|gmt|cest|cet|est|edt|pst|pdt)?\)?"
    r"\s*(?:(?P<sign>[+\-−])(?P<off_hour>\d{1,2}):?(?P<off_minute>\d{2})?)?$"
)
# Other ways to write what the shapes read: 1. 9. 2026, 2026. 9. 1., 2026年9月1日, 20260901T100000Z.
_WRITTEN_AS = (
    (re.compile(r"^(\d{1,2})([./])\s+(\d{1,2})([./])\s+(?=\d{2,4})"), r"\1\2\3\4"),
    (re.compile(r"^(\d{4})\.\s+(\d{1,2})\.\s+(\d{1,2})\.?(?!\d)"), r"\1-\2-\3"),
    (re.compile(r"^(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]"), r"\1-\2-\3"),
    (re.compile(r"^(\d{8})t(\d{2})(\d{2})(\d{2})(?!\d)"), r"\1 \2:\3:\4"),
)
EPOCH = re.compile(r"^(?:\d{9,10}(?:\.\d+)?|\d{12,13}|\d{15,16}|\d{18,19})$")
_PLAIN_EPOCH = re.compile(r"^(?:\d{10}(?:\.\d+)?|\d{13})$")
_LAST_EPOCH = 2_051_222_400_000  # 2035
_SERIAL = re.compile(r"^[2-7]\d{4}(?:[.,]\d+)?$")


def plain_date(text: str) -> str:
    """A date as :data:`SHAPES` read it: small letters, single spaces, no spaces within the day.

    A longer text is cut: it is none, and many spaces would cost much time.
    """
    text = " ".join(text[:_LONGEST].lower().split())
    for pattern, written in _WRITTEN_AS:
        text = pattern.sub(written, text)
    return text


def plausible_epoch(text: str) -> bool:
    """Seconds or milliseconds since 1970 that lie between 2004 and 2035.

    Longer numbers are ids unless a header says that they are times.
    """
    if not _PLAIN_EPOCH.match(text):
        return False
    value = float(text)
    return _FIRST_EPOCH <= (value if value > 1e11 else value * 1000) < _LAST_EPOCH


_YEARLESS = re.compile(
    rf"^{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|re|º|°)?[\s\-]+(?:of |de )?"
    r"(?P<name>[^\W\d_]{3,})|(?P<name2>[^\W\d_]{3,})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?)\.?"
    r"(?P<rest>(?:[\s,]+\d{1,2}[:.]\d{2}(?!.*\s(?:19|20)\d{2}$).*)?)$"
)


_YEARLESS_NUMBERS = re.compile(
    r"^(?:(?P<weekday>[^\W\d_]{2,})\.?,?\s+)?(?P<first>\d{1,2})[/.\-](?P<second>\d{1,2})\.?"
    r"(?P<rest>(?:[\s,]+\d{1,2}[:.]\d{2}.*)?)$"
)


def with_years(column: pd.Series, last: date) -> tuple[pd.Series, int]:
    """Dates that name no year (``10 febbraio``) with one: the latest such day up to ``last``.

    Returns:
        The column, and in how many cells a year was added.
    """
    numbers = [
        match
        for text in column.unique()
        if (match := _YEARLESS_NUMBERS.match(text.strip().lower()))
    ]
    month_first = any(int(number["second"]) > 12 for number in numbers)
    full = {text: _with_year(text, last, month_first) for text in column.unique()}
    added = column.map(lambda text: full[text] != text)
    return column.map(full).astype(object), int(added.sum())


def _with_year(text: str, last: date, month_first: bool) -> str:
    numbers = _YEARLESS_NUMBERS.match(text.strip().lower())
    if numbers is not None:
        return _numbers_with_year(numbers, last, month_first) or text
    match = _YEARLESS.match(text.strip().lower())
    if match is None:
        return text
    name, number = match["name"] or match["name2"], int(match["day"] or match["day2"])
    month = month_number(name)
    if not month or month != month:
        return text
    for year in range(last.year, last.year - 5, -1):
        try:
            day = date(year, int(month), number)
        except ValueError:
            continue
        if day <= last:
            return f"{day.isoformat()}{match['rest'] and ' ' + match['rest'].strip(' ,')}"
    return text


def _numbers_with_year(match: re.Match[str], last: date, month_first: bool) -> str | None:
    """``gio 12/02``: the latest such day, on the weekday that is named, if one is."""
    day, month = int(match["first"]), int(match["second"])
    if month_first:
        day, month = month, day
    weekday = weekday_number(match["weekday"]) if match["weekday"] else None
    for year in range(last.year, last.year - 5, -1):
        try:
            day_of_year = date(year, month, day)
        except ValueError:
            continue
        if day_of_year <= last and weekday in (None, day_of_year.weekday()):
            return f"{day_of_year.isoformat()}{match['rest'] and ' ' + match['rest'].strip(' ,')}"
    return None


class AmbiguousOrder(Exception):
    """Day and month can be told apart in no value, or not alike in all; ``example`` is one."""

    def __init__(self, example: str, mixed: bool) -> None:
        super().__init__(example)
        self.example = example
        self.mixed = mixed


@dataclass(frozen=True)
class Dates:
    """A column of dates.

    ``utc`` is datetime64[ms, UTC], NaT where there is none; ``empty`` marks cells without
    anything; ``day_only`` those without a time of day; ``zoned`` those with a zone of their own.
    ``order`` is ``dmy`` or ``mdy`` where day and month had to be told apart.
    """

    utc: pd.Series
    empty: pd.Series
    day_only: pd.Series
    zoned: pd.Series
    order: str | None


def parse_dates(column: pd.Series, zone: tzinfo, order: str | None = None) -> Dates:
    """Read a column of texts as times.

    Args:
        column: texts of dates.
        zone: the zone of the times.
        order: ``dmy`` or ``mdy``, where the user says it.

    Raises:
        AmbiguousOrder: neither the values nor ``order`` tell the day from the month.
    """
    text = column.map({cell: plain_date(cell) for cell in column.unique()}).astype(object)
    pieces, used = _pieces(text, order)
    local, offset, day_only = _assemble(pieces)
    zoned = offset.notna()
    utc = _localize(local.where(~zoned), zone)
    utc = utc.where(~zoned, (local - pd.to_timedelta(offset.fillna(0), unit="m")))
    utc = utc.dt.tz_localize("UTC")
    epoch, serial = _from_numbers(text, zone)
    utc = utc.fillna(epoch).fillna(serial)
    utc = utc.where((utc >= _EARLIEST) & (utc < _LATEST)).astype("datetime64[ms, UTC]")
    return Dates(utc, text.isin(["", "-", "–", "n/a"]), day_only, zoned | epoch.notna(), used)


def local_days(column: pd.Series, order: str) -> pd.Series:
    """The days of a column's numeric dates under one order; NaT for every other cell."""
    text = column.str.strip().str.lower()
    part = text.str.extract(SHAPES["numeric"]).astype(object)
    day, month = ("first", "second") if order == "dmy" else ("second", "first")
    year = part["year"].where(part["year"].str.len() != 2, "20" + part["year"])
    frame = pd.DataFrame({"year": year, "month": part[month], "day": part[day]})
    numbers = frame.apply(pd.to_numeric, errors="coerce")
    days: pd.Series = pd.to_datetime(numbers, errors="coerce").astype("datetime64[ms]")
    return days


def is_clock(column: pd.Series) -> bool:
    """Whether a column holds times of day only, such as ``3:45 pm``."""
    values = column[column.str.strip() != ""].str.strip().str.lower()
    return len(values) > 0 and bool(values.str.match(r"^\d{1,2}[:.]\d{2}.{0,12}$").all())


def _pieces(text: pd.Series, order: str | None) -> tuple[pd.DataFrame, str | None]:
    """Year, month, day (float) and the rest of the text, for every value that a shape fits."""
    names = ["year", "month", "day"]
    parts = pd.DataFrame(np.nan, index=text.index, columns=names)
    parts["rest"] = pd.Series([None] * len(text), index=text.index, dtype=object)
    left, used = text[text != ""], None
    for shape, pattern in SHAPES.items():
        if left.empty:
            break
        part = left.str.extract(pattern).astype(object)
        part = part[part["year"].notna()]
        if part.empty:
            continue
        if shape == "numeric":
            used = order_of(part, left, order)
            day, month = ("first", "second") if used != "mdy" else ("second", "first")
            part = part.rename(columns={day: "day", month: "month"})
        elif "name" in part:
            part["month"] = part["name"].map(month_number)
        part["year"] = part["year"].where(part["year"].str.len() != 2, "20" + part["year"])
        for name in names:
            parts.loc[part.index, name] = pd.to_numeric(part[name], errors="coerce").astype(float)
        parts.loc[part.index, "rest"] = part["rest"]
        left = left.drop(part.index)
    return parts, used


def order_of(part: pd.DataFrame, text: pd.Series, order: str | None) -> str | None:
    """``dmy`` or ``mdy`` for all numeric dates of a file; ``None`` when both read the same.

    Args:
        part: the numbers of the dates, as columns.
        text: the dates as written.
        order: ``dmy`` or ``mdy``, where the user says it.
    """
    first, second = part["first"].astype(int), part["second"].astype(int)
    day_first, month_first = first > 12, second > 12
    if day_first.any() and month_first.any():
        raise AmbiguousOrder(str(text[month_first[month_first].index[0]]), mixed=True)
    shown_order = "dmy" if day_first.any() else ("mdy" if month_first.any() else None)
    if shown_order is None and order is None and not (first == second).all():
        raise AmbiguousOrder(str(text[first[first != second].index[0]]), mixed=False)
    if shown_order and order and shown_order != order:
        wrong = day_first if shown_order == "dmy" else month_first
        raise AmbiguousOrder(str(text[wrong[wrong].index[0]]), mixed=True)
    return shown_order or order


def _assemble(pieces: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """The local time (naive), the offset in minutes (NaN without one) and whether it is a day."""
    tail = pieces["rest"].fillna("").str.strip()
    day_only = tail == ""
    clock = tail.str.extract(_TIME).astype(object)
    number = {
        name: pd.to_numeric(clock[name], errors="coerce").astype(float)
        for name in ("hour", "minute", "second", "off_hour", "off_minute")
    }
    hour, minute, second = number["hour"], number["minute"].fillna(0), number["second"].fillna(0)
    half = clock["half"].notna()
    readable = (clock["minute"].notna() | half) & (minute < 60) & (second < 60)
    readable &= (half & hour.between(1, 12)) | (~half & (hour < 24))
    hour = hour.where(~half, hour % 12 + 12 * (clock["half"] == "p"))
    part = ("0." + clock["part"].fillna("0").astype(str)).astype(float)
    seconds = (hour * 3600 + minute * 60 + second + part).where(readable)
    days = pd.to_datetime(pieces[["year", "month", "day"]], errors="coerce").astype(
        "datetime64[ms]"
    )
    seconds = seconds.where(~day_only, 0.0)
    local = days + pd.to_timedelta((seconds * 1000).round(), unit="ms")
    offset = clock["zone"].map(_ZONES).astype(float)
    own = (number["off_hour"] * 60 + number["off_minute"].fillna(0)).where(
        clock["sign"] == "+", -(number["off_hour"] * 60 + number["off_minute"].fillna(0))
    )
    total = offset.fillna(0) + own.fillna(0)
    return (
        local.astype("datetime64[ms]"),
        total.where(offset.notna() | own.notna()),
        day_only & days.notna(),
    )


def _localize(local: pd.Series, zone: tzinfo) -> pd.Series:
    """Local times to UTC (naive); the hour that comes twice in autumn is taken as summer time."""
    summer = np.ones(len(local), dtype=bool)
    aware = local.dt.tz_localize(zone, ambiguous=summer, nonexistent="shift_forward")
    utc: pd.Series = aware.dt.tz_convert("UTC").dt.tz_localize(None).astype("datetime64[ms]")
    return utc


def _from_numbers(text: pd.Series, zone: tzinfo) -> tuple[pd.Series, pd.Series]:
    """Seconds or milliseconds since 1970, and the day numbers of spreadsheets."""
    value = pd.to_numeric(text.str.replace(",", "."), errors="coerce").astype(float)
    epoch = value.where(text.str.match(EPOCH))
    for _ in range(2):  # nanoseconds and microseconds: the unit follows from the magnitude
        epoch = epoch.where(~(epoch > 1e14), epoch / 1000)
    epoch = epoch.where(epoch > 1e11, epoch * 1000)
    epoch = epoch.where((epoch >= _FIRST_EPOCH) & (epoch < _LAST_EPOCH))
    serial = value.where(text.str.match(_SERIAL))
    from_serial = pd.Timestamp("1899-12-30") + pd.to_timedelta((serial * 86_400).round(), unit="s")
    utc = _localize(from_serial.astype("datetime64[ms]"), zone).dt.tz_localize("UTC")
    since = pd.to_datetime(epoch, unit="ms", utc=True, errors="coerce")
    return since.astype("datetime64[ms, UTC]"), utc.astype("datetime64[ms, UTC]")
