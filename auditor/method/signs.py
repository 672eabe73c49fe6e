"""The signs under a verdict: exactly the conditions of the rules, with value, line and side."""

from __future__ import annotations

from typing import Any

import numpy as np

from auditor.method.facts import Floats
from auditor.method.judging.rules import LINES, Range
from auditor.method.signals import Column, Columns
from auditor.method.verdict import Verdicts

Raw = dict[str, Any]
_RHYTHM = (
    ("active_weeks", "share", "regular_weeks", True),
    ("posts_per_week", "posts/week", "regular_posts", True),
    ("longest_silence", "days", "regular_silence", False),
)


def signs(found: Verdicts, columns: Columns, n: int) -> list[Raw]:
    """The signs of account ``n``: rhythm, the two halves and what they give, the response."""
    rows = [
        _sign(name, unit, (number(columns[name].value, n), None, None), LINES[line], higher,
              counts=_counts(columns[name], n))
        for name, unit, line, higher in _RHYTHM
    ]  # fmt: skip
    judgement = found.judgement
    if found.measured.invites_of[n] + found.measured.self_of[n] > 0:
        told = columns["self_share"]
        rows.append(_sign("self", "points", drawn(judgement.self_position, n), None, False,
                          counts=_counts(told, n)))  # fmt: skip
        rows.append(_sign("listens", "points", drawn(judgement.listens, n), LINES["listens"], True))
        showcase = drawn(judgement.showcase, n)
        side = _side(showcase[0], LINES["open"], LINES["showcase"])
        rows.append({**_sign("showcase", "points", showcase, LINES["showcase"], False),
                     "passed": side})  # fmt: skip
    if judgement.response_judged[n]:
        response = drawn(judgement.response, n)
        heard = response[0] is not None and response[0] > LINES["unheard"]
        sign = _sign("response", "points", response, LINES["unheard"], True)
        rows.append({**sign, "passed": heard})
    if found.measured.mature[n] >= LINES["near_zero_posts"]:
        near = columns["near_zero_share"]
        held = float(judgement.conditions["near_zero"][n])
        rows.append({**_sign("near_zero", "share", (number(near.value, n), None, None), 0.5, False,
                             counts=_counts(near, n)), "passed": held < 0.5})  # fmt: skip
    return rows


def _side(value: float | None, good: float, bad: float) -> bool | None:
    """Fine, to fix, or between the two lines."""
    if value is None or good < value < bad:
        return None
    return value <= good


def _sign(
    name: str, unit: str, values: tuple[float | None, float | None, float | None],
    line: float | None, higher: bool, counts: tuple[float | None, float | None] = (None, None),
) -> Raw:  # fmt: skip
    value, low, high = values
    passed = None
    if value is not None and line is not None:
        passed = bool(value >= line if higher else value <= line)
    return {
        "id": name, "value": value, "low": low, "high": high, "unit": unit, "line": line,
        "higher_is_better": higher, "passed": passed, "counted": counts[0], "of": counts[1],
    }  # fmt: skip


def _counts(column: Column, n: int) -> tuple[float | None, float | None]:
    if column.counted is None or column.of is None or not column.of[n] > 0:
        return None, None
    return number(column.counted, n), number(column.of, n)


def number(values: Floats, n: int) -> float | None:
    """A value; NaN is null."""
    value = float(values[n])
    return None if value != value else value


def drawn(found: Range, n: int) -> tuple[float | None, float | None, float | None]:
    """Mean, 5th and 95th percentile of points, held within 0 and 100."""
    values = (found.value, found.low, found.high)
    value, low, high = (number(np.clip(one, 0, 100), n) for one in values)
    return value, low, high
