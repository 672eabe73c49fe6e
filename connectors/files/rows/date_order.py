"""Who tells day from month where no date of a file does: ids, spans, today, the file's language.

Asked in this order, each for the whole column; the first that decides is named in the reading.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pandas as pd

from auditor.core.messages import Message, msg
from connectors.files.exports.declaration import Export
from connectors.files.exports.x_analytics import times_of_ids
from connectors.files.rows.dates import local_days
from connectors.files.words.synonyms import META_DATE_WORDS, MONTHS_LAST_WORDS, normalized

ORDERS = ("dmy", "mdy")
BY_IDS = msg("No date tells the day from the month; the times in the posts' ids do.")
BY_SPAN = msg("No date tells the day from the month; the days that the file covers do.")
BY_TODAY = msg("No date tells the day from the month; read the other way, posts lie in the future.")
BY_META = msg("No date tells the day from the month; Meta's exports write the month first.")
BY_LANGUAGE = msg(
    "No date tells the day from the month; they were read with the day first, as in Italian. If "
    "that is wrong, add --date-order mdy"
)


def by_export(export: Export) -> Message:
    """That an export is known to write dates in one order."""
    if export.date_order == "mdy":
        return msg("No date tells the day from the month; these exports write the month first.")
    return msg("No date tells the day from the month; these exports write the day first.")


def order_of_column(
    column: pd.Series,
    header: str,
    ids: pd.Series | None,
    urls: pd.Series | None,
    span: tuple[date, date] | None,
    today: date,
    export: Export | None = None,
) -> tuple[str, Message] | None:
    """The order that a witness tells, with the words that name the witness; ``None`` for none.

    Args:
        column: texts of dates.
        header: its name.
        ids: ids of the posts.
        urls: addresses of the posts.
        span: first and last day that the file declares.
        today: after which no post lies.
        export: the export, where it is known.
    """
    days = {order: local_days(column, order) for order in ORDERS}
    word = normalized(header)
    tests: list[tuple[Callable[[pd.Series], bool], Message]] = []
    moments = moments_of(ids, urls)
    if moments is not None:
        tests.append((lambda days: near(days, moments), BY_IDS))
    if span is not None:
        tests.append((lambda days: all_inside(days, span), BY_SPAN))
    tests.append((lambda days: until(days, today), BY_TODAY))
    for test, words in tests:
        fitting = [order for order in ORDERS if test(days[order])]
        if len(fitting) == 1:
            return fitting[0], words
    if export is not None and export.date_order is not None:
        return export.date_order, by_export(export)
    if word in META_DATE_WORDS:
        return "mdy", BY_META
    if word in MONTHS_LAST_WORDS:
        return "dmy", BY_LANGUAGE
    return None


def _stamp(day: date) -> pd.Timestamp:
    return pd.Timestamp(day)


def until(days: pd.Series, today: date) -> bool:
    return bool((days.dropna() <= _stamp(today + timedelta(days=1))).all())


def all_inside(days: pd.Series, span: tuple[date, date]) -> bool:
    present = days.dropna()
    return bool(((present >= _stamp(span[0])) & (present <= _stamp(span[1]))).all())


def near(days: pd.Series, moments: pd.Series) -> bool:
    both = days.notna() & moments.notna()
    apart = (days[both] - moments[both].dt.tz_localize(None).dt.normalize()).abs()
    return bool(both.any()) and bool((apart <= pd.Timedelta(days=1)).all())


def moments_of(ids: pd.Series | None, urls: pd.Series | None) -> pd.Series | None:
    """The moments in ids of X or LinkedIn, where a column or the addresses hold such ids."""
    for column in (urls, ids):
        if column is None:
            continue
        pieces = column.str.extract(
            r"(?:status(?:es)?/|urn:li:(?:activity|share|ugcPost):|^)(\d{18,19})(?:\D|$)"
        )[0]
        if pieces.notna().mean() < 0.8:
            continue
        linkedin = column.str.contains("urn:li:").any()
        return _linkedin(pieces) if linkedin else times_of_ids(pieces.fillna(""))
    return None


def _linkedin(ids: pd.Series) -> pd.Series:
    """LinkedIn's ids hold milliseconds since 1970 above their lowest 22 bits."""
    whole = ids.fillna("0").astype("int64")
    stamps = pd.to_datetime(whole // 2**22, unit="ms", utc=True)
    return stamps.astype("datetime64[ms, UTC]").where(whole > 0)
