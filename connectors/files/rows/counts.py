"""Counts as files write them: ``12.400``, ``12,400``, ``1.2K``, ``213,1 mila``, ``-``.

What the dot and the comma mean is decided once for the whole file, from all its counts. A count
is a whole number: what is none (a word, a negative, a fraction) is unreadable, never zero.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor.core.messages import Message, msg
from connectors.files.words.missing import MISSING
from connectors.files.words.terms import count_of

_SCALES = {
    "k": 10**3,
    "mila": 10**3,
    "mille": 10**3,
    "thousand": 10**3,
    "tsd": 10**3,
    "m": 10**6,
    "mln": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "milione": 10**6,
    "milioni": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "mld": 10**9,
    "billion": 10**9,
    "miliardo": 10**9,
    "miliardi": 10**9,
}
_SPACES = re.compile(r"(?<=\d)[\s'’\u00a0\u202f](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"\+?(\d[\d.,]*)(?:e\+?(\d{1,2}))?\s*([a-z]*)\.?")
_UNIT = re.compile(r"(\+?\d[\d.,]*(?:\s*(?:k|m|mila|mln)\b)?)\s*([^\W\d_][^\d]*)")
_MARK = re.compile(r"[.,]")
_LARGEST, _LONGEST = 10**15, 60

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Marks:
    """What dot and comma mean in this file: ``decimal``, ``thousands`` or ``None`` (not met)."""

    dot: str | None = None
    comma: str | None = None

    def describe(self) -> Message:
        """The marks in words."""
        if "decimal" in (self.dot, self.comma):
            sign = "." if self.dot == "decimal" else ","
            return msg("'{sign}' is read as the decimal mark", sign=sign)
        signs = [s for s, role in ((".", self.dot), (",", self.comma)) if role == "thousands"]
        if signs:
            return msg("'{sign}' is read as the thousands mark", sign=signs[0])
        return msg("numbers are written without marks")


def find_marks(columns: Iterable[pd.Series]) -> Marks:
    """Decide what dot and comma mean from all counts of a file.

    A mark followed by other than three digits, or after a lone zero, is decimal; one that comes
    twice, or before the other, groups thousands. When every value has exactly three digits after
    its only mark it groups thousands, for a count has no thousandth parts.
    """
    roles: dict[str, set[str]] = {".": set(), ",": set()}
    for column in columns:
        for value in column[column.str.contains(_MARK)].unique():
            _learn(_without_unit(_plain(value)), roles)
    dot, comma = _role(roles["."]), _role(roles[","])
    if dot == "decimal" and roles[","]:
        comma = "thousands"
    elif comma == "decimal" and roles["."]:
        dot = "thousands"
    return Marks(dot, comma)


def _role(roles: set[str]) -> str | None:
    if not roles:
        return None
    return "decimal" if "decimal" in roles and "thousands" not in roles else "thousands"


def _learn(text: str, roles: dict[str, set[str]]) -> None:
    match = _NUMBER.fullmatch(text)
    if not match or match[3]:  # the mark of "1.2K" is a decimal one, whatever the others are
        return
    digits = match[1]
    signs = _MARK.findall(digits)
    if len(set(signs)) == 2:
        roles[signs[-1]].add("decimal")
        roles[signs[0]].add("thousands")
    elif len(signs) > 1:
        roles[signs[0]].add("thousands")
    elif signs:
        whole, _, decimals = digits.partition(signs[0])
        clear = len(decimals) != 3 or len(whole) > 3 or whole.startswith("0")
        roles[signs[0]].add("decimal" if clear else "either")


def parse_counts(column: pd.Series, marks: Marks) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """A column of texts as counts.

    Returns:
        The counts (float64, NaN where there is none) and a mask of the cells that hold something
        that is no count.
    """
    codes, uniques = pd.factorize(column, use_na_sentinel=False)
    values = np.array([_count(str(text), marks) for text in uniques], dtype=np.float64)
    unreadable = np.isinf(values)
    values[unreadable] = np.nan
    if not len(values):
        return np.empty(0), np.empty(0, dtype=bool)
    return values[codes], unreadable[codes]


def sum_known(parts: Sequence[Floats]) -> Floats:
    """Row by row the sum of the counts that are known; NaN where none is."""
    table = np.vstack(parts)
    total = np.nansum(table, axis=0)
    total[np.isnan(table).all(axis=0)] = np.nan
    return np.asarray(total, dtype=np.float64)


def _plain(text: str) -> str:
    return _SPACES.sub("", text.strip().lower())


def _count(text: str, marks: Marks) -> float:
    """The count, NaN for none, infinity for what is no count."""
    plain = _plain(text)
    if plain in MISSING:
        return float("nan")
    if len(plain) > _LONGEST:
        return float("inf")
    if plain.isascii() and plain.isdigit():
        value = int(plain)
        return float(value) if value < _LARGEST else float("inf")
    plain = _without_unit(plain)
    match = _NUMBER.fullmatch(plain)
    if not match or (match[3] and match[3] not in _SCALES):
        return float("inf")
    scaled = bool(match[3]) and len(_MARK.findall(match[1])) == 1
    digits = match[1].replace(",", ".") if scaled else _without_marks(match[1], marks)
    if digits is None:
        return float("inf")
    value_ = float(digits) * 10 ** int(match[2] or 0) * _SCALES.get(match[3], 1)
    whole = round(value_)
    return float(whole) if abs(value_ - whole) < 1e-6 and whole < _LARGEST else float("inf")


def _without_unit(text: str) -> str:
    """A number without the word for what it counts: ``12 commenti`` to ``12``."""
    match = _UNIT.fullmatch(text)
    return match[1] if match and count_of(match[2]) is not None else text


def _without_marks(digits: str, marks: Marks) -> str | None:
    for sign, role in ((".", marks.dot), (",", marks.comma)):
        if role == "thousands":
            if sign in digits and not re.fullmatch(
                rf"\d{{1,3}}(?:\{sign}\d{{3}})+(?:[.,]\d+)?", digits
            ):
                return None
            digits = digits.replace(sign, "")
    digits = digits.replace(",", ".")
    return digits if re.fullmatch(r"\d+(?:\.\d*)?", digits) else None
