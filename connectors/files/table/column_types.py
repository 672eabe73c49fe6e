"""What the values of a column look like: dates, addresses, ids, running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC

import pandas as pd

from connectors.files.rows.dates import (
    SHAPES,
    AmbiguousOrder,
    parse_dates,
    plain_date,
    plausible_epoch,
)
from connectors.files.table.post_urls import is_post
from connectors.files.words.missing import MISSING

_MOST = 0.8
_DATES = tuple(re.compile(shape) for shape in SHAPES.values())
_COUNT = re.compile(
    r"[+\-−]?\s*\d[\d.,'’\s\u00a0\u202f]*(?:e\+?\d+)?\s*[^\W\d_]{0,14}(?:\s+[^\W\d_]{0,14})?\.?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+\-−]?[\d.,'’\s]+%?|-|–")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}([:.]\d{2})?(\s*[ap]\.?m\.?)?")


def _share(cells: Iterable[str], test: re.Pattern[str]) -> float:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return sum(test.fullmatch(cell) is not None for cell in filled) / len(filled) if filled else 0.0


def dates(cells: Sequence[str]) -> bool:
    """Most cells are a date, as a file may write it, or a count of seconds since 1970."""
    filled = [plain_date(cell) for cell in cells if cell.strip()]
    count = sum(
        any(shape.match(cell) for shape in _DATES) or plausible_epoch(cell) for cell in filled
    )
    return bool(filled) and count >= _MOST * len(filled)


def are_counts(cells: Sequence[str]) -> bool:
    """Most cells that hold something are a count, if need be with its unit: ``12 commenti``.

    A column without any value may be one of counts.
    """
    filled = [cell.strip() for cell in cells if cell.strip().lower() not in MISSING]
    fitting = sum(_COUNT.fullmatch(cell) is not None for cell in filled)
    return fitting >= _MOST * len(filled)


def collected(cells: Sequence[str], columns: Sequence[Sequence[str]]) -> bool:
    """Whether a column of dates is the moment of the collection, not of the publication.

    All its rows lie within an hour while another column spans more than a day and ends before.
    """
    mine = _moments(cells)
    if len(mine) < 2 or mine.max() - mine.min() > pd.Timedelta(hours=1):
        return False
    for column in columns:
        moments = _moments(column)
        if (
            len(moments) > 1
            and moments.max() - moments.min() > pd.Timedelta(days=1)
            and moments.max() <= mine.min() + pd.Timedelta(days=1)
        ):
            return True
    return False


def _moments(cells: Sequence[str]) -> pd.Series:
    column = pd.Series([cell for cell in cells if cell.strip()], dtype=object)
    for order in ("dmy", "mdy"):
        try:
            return parse_dates(column, UTC, order).utc.dropna()
        except AmbiguousOrder:
            continue
    return pd.Series(dtype="datetime64[ms, UTC]")


def clocks(cells: Sequence[str]) -> bool:
    """Most cells are a time of day without a day."""
    return _share((cell.lower() for cell in cells), _CLOCK) >= _MOST


def addresses(cells: Sequence[str]) -> bool:
    """Most cells are a web address."""
    return _share(cells, re.compile(r"(?:https?://|www\.)\S+")) >= _MOST


def post_addresses(cells: Sequence[str]) -> bool:
    """Most cells are the address of a post on one of the networks."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and sum(map(is_post, filled)) >= _MOST * len(filled)


def are_numbers(cells: Sequence[str]) -> bool:
    """Most cells are a number."""
    return _share(cells, _NUMBER) >= _MOST


def identifiers(cells: Sequence[str]) -> bool:
    """Most cells are one unbroken word, each another one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    unbroken = sum(len(cell.split()) == 1 for cell in filled)
    return bool(filled) and unbroken >= _MOST * len(filled) and len(set(filled)) == len(filled)


def running_text(cells: Sequence[str]) -> bool:
    """Most cells are several words, and no dates, numbers or addresses."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    several = sum(len(cell.split()) > 1 for cell in filled)
    return (
        bool(filled) and several >= 0.5 * len(filled) and not (dates(cells) or are_numbers(cells))
    )
