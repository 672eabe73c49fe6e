"""Dates that a spreadsheet of another country has turned: 02/03 typed as a cell of 2 March.

It reads what it can (days up to 12) in its own order and leaves the rest as text, so that one
column holds cells turned round and texts as they were written. The order holds for the whole
column; the texts, the posts' ids, the days that the file covers, today and the order of the rows
are the witnesses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum

import pandas as pd

from auditor.core.messages import Message, msg, msgn
from connectors.files.options import ImportRefused
from connectors.files.rows.date_order import all_inside, near, until
from connectors.files.rows.dates import SHAPES

_ISO = r"^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)(.*)$"
_SERIAL = r"^[2-7]\d{4}(?:[.,]\d+)?$"
_ADVICE = msg("Import the file as it was downloaded, without opening and saving it before.")
_SAID: dict[str, Message] = {
    "mdy": msg("as the others are written, the month first"),
    "dmy": msg("as the others are written, the day first"),
}


class Verdict(Enum):
    """Whether the typed cells of a column are turned round."""

    AS_IS = "as_is"
    TURNED = "turned"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


def turned_back(
    column: pd.Series,
    file: str,
    known_order: str | None,
    moments: pd.Series | None,
    span: tuple[date, date] | None,
    today: date,
) -> tuple[pd.Series, list[Message]]:
    """A column of dates in one order, and what is to be said of it.

    Args:
        column: the cells, as texts; a spreadsheet's date is in ISO 8601 or a day number.
        file: its name, for the error.
        known_order: the order in which the export writes dates, if it is known.
        moments: the times in the posts' ids, where they have some.
        span: the days that the file declares.
        today: the last day that a post may have.

    Raises:
        ImportRefused: the witnesses contradict each other.
    """
    text = column.str.strip()
    typed = text.str.match(_ISO) | text.str.match(_SERIAL)
    numeric = text.str.lower().str.extract(SHAPES["numeric"])
    written = numeric["year"].notna() & ~typed
    if not typed.any() or not (written.any() or known_order):
        return column, []
    cells = _from_serials(text).where(typed, text)
    parts = cells.where(typed).str.extract(_ISO)
    days, months = _numbers(parts[2]), _numbers(parts[1])
    if bool((days[typed] > 12).any()) or bool((days[typed] == months[typed]).all()):
        return cells.where(typed, column), []
    order = _order_of(numeric[written]) if written.any() else known_order
    if order is None:
        return cells.where(typed, column), []
    turned = cells.where(~typed, parts[0] + "-" + parts[2] + "-" + parts[1] + parts[3].fillna(""))
    back = _verdict(cells, turned, numeric[written], order, moments, span, today)
    if back is Verdict.UNKNOWN:
        return cells.where(typed, column), []
    if back is Verdict.CONTRADICTED:
        raise ImportRefused(
            msg(
                "{file}: a spreadsheet has changed the dates, and nothing tells which is the day.",
                file=file,
            ),
            _ADVICE,
        )
    if back is Verdict.AS_IS:
        return cells.where(typed, column), []
    note = msgn(
        "A spreadsheet had turned day and month of {n} date round: it is read {how}.",
        "A spreadsheet had turned day and month of {n} dates round: they are read {how}.",
        int(typed.sum()),
        how=_SAID[order],
    )
    return turned.where(typed, column), [note]


def _numbers(column: pd.Series) -> pd.Series:
    return pd.to_numeric(column, errors="coerce").astype(float)


def _from_serials(text: pd.Series) -> pd.Series:
    """Day numbers of a spreadsheet as ISO 8601; every other cell as it is."""
    serial = text.str.match(_SERIAL)
    if not serial.any():
        return text
    value = _numbers(text.where(serial, "").str.replace(",", "."))
    stamps = pd.Timestamp("1899-12-30") + pd.to_timedelta((value * 86_400).round(), unit="s")
    return stamps.dt.strftime("%Y-%m-%d %H:%M:%S").where(serial, text).astype(object)


def _order_of(numeric: pd.DataFrame) -> str | None:
    """The order of texts that a spreadsheet could not read: each has a day above 12."""
    first, second = _numbers(numeric["first"]), _numbers(numeric["second"])
    if bool((second > 12).all()):
        return "mdy"
    return "dmy" if bool((first > 12).all()) else None


def _verdict(
    cells: pd.Series,
    turned: pd.Series,
    numeric: pd.DataFrame,
    order: str,
    moments: pd.Series | None,
    span: tuple[date, date] | None,
    today: date,
) -> Verdict:
    """What the witnesses say of the typed cells."""
    as_is, swapped = _days(cells, numeric, order), _days(turned, numeric, order)
    tests: list[Callable[[pd.Series], bool]] = [lambda days: until(days, today)]
    if moments is not None:
        tests.append(lambda days: near(days, moments))
    if span is not None:
        tests.append(lambda days: all_inside(days, span))
    says: set[bool] = set()
    for test in tests:
        straight, round_ = test(as_is), test(swapped)
        if straight != round_:
            says.add(round_)
    if len(says) == 2:
        return Verdict.CONTRADICTED
    if says:
        return Verdict.TURNED if says.pop() else Verdict.AS_IS
    if len(numeric):
        return Verdict.TURNED  # what could be read was, in the other order: the texts are the rest
    straight, round_ = _is_ordered(as_is), _is_ordered(swapped)
    if straight == round_:
        return Verdict.UNKNOWN
    return Verdict.TURNED if round_ else Verdict.AS_IS


def _days(cells: pd.Series, numeric: pd.DataFrame, order: str) -> pd.Series:
    """The days of a column: typed cells as they are, texts in their order."""
    typed = cells.str.extract(_ISO)
    frame = pd.DataFrame({"year": typed[0], "month": typed[1], "day": typed[2]})
    if len(numeric):
        day, month = ("first", "second") if order == "dmy" else ("second", "first")
        year = numeric["year"].where(numeric["year"].str.len() != 2, "20" + numeric["year"])
        frame.loc[numeric.index, ["year", "month", "day"]] = pd.DataFrame(
            {"year": year, "month": numeric[month], "day": numeric[day]}
        )
    numbers = frame.apply(pd.to_numeric, errors="coerce")
    days: pd.Series = pd.to_datetime(numbers, errors="coerce").astype("datetime64[ms]")
    return days


def _is_ordered(days: pd.Series) -> bool:
    present = days.dropna()
    return present.nunique() > 2 and bool(
        present.is_monotonic_increasing or present.is_monotonic_decreasing
    )
