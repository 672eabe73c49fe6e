"""Values with their units, as every place of the report and the terminal writes them."""

from __future__ import annotations

import math
from collections.abc import Callable

from auditor.core.messages import Message, msg, msgn
from auditor.core.units import Unit
from reports.language import Percent, Rounded
from reports.safety import page_text

_NOT_MEASURED = msg("not measured")
_TEXTS = {
    "not_reached": msg("half never got an answer"),
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


# From so many times on, times are told and no longer per cent [D].
_TIMES_FROM = 2.0


def against_expected(ratio: float) -> Message:
    """How much of what is expected it is: ``43%``, and from twice as much on ``2.9 times``."""
    if ratio < _TIMES_FROM:
        return Message("{value}", {"value": Percent(ratio)})
    return msg("{value} times", value=_short(ratio))


def of_expected(ratio: float) -> Message:
    """How much it is, as it stands before "what is expected": ``43% of``, ``2.9 times``."""
    if ratio < _TIMES_FROM:
        return msg("{share} of", share=Percent(ratio))
    return msg("{value} times", value=_short(ratio))


def _weekly(value: float) -> Message:
    return msg("{value} a week", value=_short(value))


_WRITERS: dict[str, Callable[[float], Message]] = {
    Unit.SHARE: lambda value: Message("{value}", {"value": Percent(value)}),
    Unit.PERCENT: lambda value: Message("{value}", {"value": Percent(value / 100)}),
    Unit.DAYS: _days,
    Unit.HOURS: _hours,
    Unit.POSTS_A_WEEK: _weekly,
    Unit.TIMES_A_WEEK: _weekly,
    Unit.SHARE_A_WEEK: lambda value: msg("{value} a week", value=Percent(value)),
    Unit.PER_THOUSAND: lambda value: msg("{value} per 1,000 followers", value=_short(value)),
    Unit.LOG_RATIO: lambda value: against_expected(math.exp(value)),
    Unit.LOG_A_MONTH: lambda value: msg("{value} a month", value=Percent(math.expm1(value))),
    Unit.POINTS: lambda value: Message("{value}", {"value": Rounded(value)}),
}


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
        return _TEXTS.get(value, Message("{value}", {"value": page_text(value)}))
    if name == "resonance" and unit not in _WRITERS:
        return _WRITERS[Unit.LOG_RATIO](value)
    return _WRITERS.get(unit, _plain)(value)


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


def hours_named(part: int) -> str:
    """A quarter of the day, from 0, by its hours: ``6–12``."""
    return f"{6 * part}\N{EN DASH}{6 * part + 6}"
