"""The signs under a verdict: exactly the conditions of the rules, with value, line and side."""

from __future__ import annotations

from typing import TypedDict

import numpy as np

from auditor.core.units import Unit
from auditor.method.facts import Floats
from auditor.method.judging.lines import LINES
from auditor.method.judging.rules import Range
from auditor.method.signals import Column, Columns
from auditor.method.verdict import Verdicts


class RawSign(TypedDict):
    """A sign as the result holds it; see :class:`auditor.result.schema_verdict.Sign`."""

    id: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    line: float | None
    higher_is_better: bool | None
    passed: bool | None
    counted: float | None
    of: float | None


_RHYTHM = (
    ("active_weeks", Unit.SHARE, "regular_weeks", True),
    ("posts_per_week", Unit.POSTS_A_WEEK, "regular_posts", True),
    ("longest_silence", Unit.DAYS, "regular_silence", False),
)


def signs(verdicts: Verdicts, columns: Columns, n: int) -> list[RawSign]:
    """The signs of account ``n``: rhythm, the two halves and what they give, the response.

    Args:
        verdicts: the verdicts with all that they are made from.
        columns: the signals that were measured, by name.
        n: the number of the account, from 0.
    """
    rows = [
        _sign(
            name,
            unit,
            (none_for_nan(columns[name].value, n), None, None),
            LINES[line],
            higher,
            counts=_counts(columns[name], n),
        )
        for name, unit, line, higher in _RHYTHM
    ]
    judgement = verdicts.judgement
    if verdicts.measured.invites_of[n] + verdicts.measured.self_of[n] > 0:
        self_share = columns["self_share"]
        rows.append(
            _sign(
                "self",
                Unit.POINTS,
                drawn(judgement.self_position, n),
                None,
                False,
                counts=_counts(self_share, n),
            )
        )
        rows.append(
            _sign("listens", Unit.POINTS, drawn(judgement.listens, n), LINES["listens"], True)
        )
        showcase = drawn(judgement.showcase, n)
        side = _side(showcase[0], LINES["open"], LINES["showcase"])
        rows.append(
            {**_sign("showcase", Unit.POINTS, showcase, LINES["showcase"], False), "passed": side}
        )
    if judgement.response_judged[n]:
        response = drawn(judgement.response, n)
        heard = response[0] is not None and response[0] > LINES["unheard"]
        sign = _sign("response", Unit.POINTS, response, LINES["unheard"], True)
        rows.append({**sign, "passed": heard})
    if verdicts.measured.mature[n] >= LINES["near_zero_posts"]:
        near = columns["near_zero_share"]
        held = float(judgement.conditions["near_zero"][n])
        rows.append(
            {
                **_sign(
                    "near_zero",
                    Unit.SHARE,
                    (none_for_nan(near.value, n), None, None),
                    0.5,
                    False,
                    counts=_counts(near, n),
                ),
                "passed": held < 0.5,
            }
        )
    return rows


def _side(value: float | None, good: float, bad: float) -> bool | None:
    """Fine, to fix, or between the two lines."""
    if value is None or good < value < bad:
        return None
    return value <= good


def _sign(
    name: str,
    unit: Unit,
    values: tuple[float | None, float | None, float | None],
    line: float | None,
    higher: bool,
    counts: tuple[float | None, float | None] = (None, None),
) -> RawSign:
    value, low, high = values
    passed = None
    if value is not None and line is not None:
        passed = bool(value >= line if higher else value <= line)
    return {
        "id": name,
        "value": value,
        "low": low,
        "high": high,
        "unit": unit,
        "line": line,
        "higher_is_better": higher,
        "passed": passed,
        "counted": counts[0],
        "of": counts[1],
    }


def _counts(column: Column, n: int) -> tuple[float | None, float | None]:
    if column.counted is None or column.of is None or not column.of[n] > 0:
        return None, None
    return none_for_nan(column.counted, n), none_for_nan(column.of, n)


def none_for_nan(values: Floats, n: int) -> float | None:
    """A value; NaN is null."""
    value = float(values[n])
    return None if value != value else value


def drawn(bounds: Range, n: int) -> tuple[float | None, float | None, float | None]:
    """Mean, 5th and 95th percentile of points, held within 0 and 100."""
    values = (bounds.value, bounds.low, bounds.high)
    value, low, high = (none_for_nan(np.clip(bound, 0, 100), n) for bound in values)
    return value, low, high
