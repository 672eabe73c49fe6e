"""Values with their units, as every place of the report and the terminal writes them."""

from __future__ import annotations

import math
from collections.abc import Callable

from auditor.core.messages import Message, msg, msgn
from reports.language import Percent, Rounded
from reports.safety import clean

_NOT_MEASURED = msg("not measured")
_TEXTS = {
    "not_reached": msg("not reached"),
}


def _rounded(value: float) -> int:
    """The count that chooses a plural form: only exactly one is singular."""
    return 1 if value == 1 else 2


def _days(value: float) -> Message:
    return msgn("{value} day", "{value} days", _rounded(round(value)), value=Rounded(value))


def _hours(value: float) -> Message:
    return msgn("{value} hour", "{value} hours", _rounded(value), value=_short(value))


def _short(value: float) -> Rounded:
    whole = value == round(value) or abs(value) >= 100
    return Rounded(value, 0 if whole else 1 if abs(value) >= 1 else 2)


def _plain(value: float) -> Message:
    return Message("{value}", {"value": _short(value)})


_WRITERS: dict[str, Callable[[float], Message]] = {
    "share": lambda value: Message("{value}", {"value": Percent(value)}),
    "percent": lambda value: Message("{value}", {"value": Percent(value / 100)}),
    "days": _days,
    "hours": _hours,
    "week": lambda value: msg("{value} a week", value=_short(value)),
    "share_week": lambda value: msg("{value} a week", value=Percent(value)),
    "thousand": lambda value: msg("{value} per 1,000 followers", value=_short(value)),
    "ratio": lambda value: msg("{value} times", value=_short(math.exp(value))),
    "ratio_month": lambda value: msg("{value} a month", value=Percent(math.expm1(value))),
    "points": lambda value: Message("{value}", {"value": Rounded(value)}),
}

# The spellings of units in a result, and how each is written.
_KINDS = {
    "share": "share",
    "%": "percent",
    "percent": "percent",
    "days": "days",
    "day": "days",
    "hours": "hours",
    "hour": "hours",
    "posts/week": "week",
    "posts_per_week": "week",
    "per week": "week",
    "per_week": "week",
    "share/week": "share_week",
    "share_per_week": "share_week",
    "per 1,000": "thousand",
    "per_1000": "thousand",
    "per_thousand": "thousand",
    "log ratio": "ratio",
    "log_ratio": "ratio",
    "log/month": "ratio_month",
    "log_per_month": "ratio_month",
    "points": "points",
    "score": "points",
}


def kind_of(unit: str) -> str:
    """How a unit is written; ``plain`` for a bare number."""
    return _KINDS.get(unit, "plain")


def quantity(value: float | str | None, unit: str, name: str = "") -> Message:
    """A value with its unit: ``4%``, ``39 days``, ``0.4 a week``, ``0.4 times``.

    Args:
        value: as the result holds it; text is a code such as ``not_reached``.
        unit: the result's code of the unit.
        name: the signal, for the few that need more than their unit.
    """
    if value is None:
        return _NOT_MEASURED
    if isinstance(value, str):
        return _TEXTS.get(value, Message("{value}", {"value": clean(value)}))
    if name == "resonance" and kind_of(unit) == "plain":
        return _WRITERS["ratio"](value)
    return _WRITERS.get(kind_of(unit), _plain)(value)


def limit_of(
    name: str, threshold: float | None, unit: str, higher_is_better: bool | None
) -> Message | None:
    """A threshold in words: ``at least 23%``, ``at most 30 days``.

    Args:
        name: the signal.
        threshold: its line.
        unit: its unit.
        higher_is_better: whether more is better.
    """
    if threshold is None:
        return None
    value = quantity(threshold, unit, name)
    if higher_is_better is None:
        return value
    if higher_is_better:
        return msg("at least {value}", value=value)
    return msg("at most {value}", value=value)
