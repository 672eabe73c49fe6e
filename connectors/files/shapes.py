"""What the values of a column look like: dates, addresses, ids, running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from connectors.files.dates import EPOCH, SHAPES

_MOST = 0.8
_DATES = tuple(re.compile(shape) for shape in SHAPES.values())
_NUMBER = re.compile(r"[+\-−]?[\d.,'’\s]+%?|-|–")
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}([:.]\d{2})?(\s*[ap]\.?m\.?)?")


def _share(cells: Iterable[str], test: re.Pattern[str]) -> float:
    filled = [cell.strip() for cell in cells if cell.strip()]
    return sum(test.fullmatch(cell) is not None for cell in filled) / len(filled) if filled else 0.0


def dates(cells: Sequence[str]) -> bool:
    """Most cells are a date, as a file may write it, or a count of seconds since 1970."""
    filled = [cell.strip().lower() for cell in cells if cell.strip()]
    found = sum(
        any(shape.match(cell) for shape in _DATES) or EPOCH.match(cell) is not None
        for cell in filled
    )
    return bool(filled) and found >= _MOST * len(filled)


def clocks(cells: Sequence[str]) -> bool:
    """Most cells are a time of day without a day."""
    return _share((cell.lower() for cell in cells), _CLOCK) >= _MOST


def addresses(cells: Sequence[str]) -> bool:
    """Most cells are a web address."""
    return _share(cells, re.compile(r"(?:https?://|www\.)\S+")) >= _MOST


def numbers(cells: Sequence[str]) -> bool:
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
    return bool(filled) and several >= 0.5 * len(filled) and not (dates(cells) or numbers(cells))
