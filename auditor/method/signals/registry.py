"""What a signal is: a small function over the facts of all accounts, with its words and sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from auditor.core.messages import Message
from auditor.core.reasons import Reason
from auditor.core.units import Unit
from auditor.method.facts import Facts, Floats

Objects = npt.NDArray[np.object_]
NOT_REACHED = "not_reached"


@dataclass
class Column:
    """One signal of all accounts.

    ``value`` is NaN where there is none, ``missing`` then holds the reason. ``n`` is how many cases
    stand behind it (NaN: does not apply). ``counted`` of ``of`` is a share as counted, before any
    prior. ``not_reached`` marks a median that was not reached: a value of its own.
    """

    value: Floats
    n: Floats
    missing: Objects
    counted: Floats | None = None
    of: Floats | None = None
    low: Floats | None = None
    high: Floats | None = None
    not_reached: npt.NDArray[np.bool_] | None = None
    extra: dict[str, Floats] = field(default_factory=dict)

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Where there is a value."""
        present = ~np.isnan(self.value)
        return present if self.not_reached is None else present | self.not_reached


def column(value: Floats, n: Floats, reason: Reason | Objects) -> Column:
    """A column whose NaN values have one reason, or each its own.

    Args:
        value: one an account; NaN where it is missing.
        n: how many cases stand behind it.
        reason: why a value is missing, one for all or one an account.
    """
    missing = np.full(len(value), None, dtype=object)
    empty = np.isnan(value)
    missing[empty] = reason[empty] if isinstance(reason, np.ndarray) else reason
    return Column(np.asarray(value, dtype=np.float64), np.asarray(n, dtype=np.float64), missing)


Measure = Callable[[Facts, "Columns"], Column]
Evidence = Callable[[Facts], Floats]
Columns = dict[str, Column]


@dataclass(frozen=True)
class Signal:
    """A declared signal. ``threshold`` is the line of "passed"; ``higher`` whether more is better.

    ``evidence`` gives every post a weight (NaN: does not show it); the heaviest are linked.
    """

    id: str
    pillar: str | None
    unit: Unit
    title: Message
    improve_title: Message
    failure_title: Message
    why: Message
    formula: str
    source: str
    measure: Measure
    threshold: float | None = None
    higher: bool | None = None
    evidence: Evidence | None = None


SIGNALS: dict[str, Signal] = {}


def signal(
    *,
    id: str,
    unit: Unit,
    title: Message,
    why: Message,
    formula: Message,
    source: Message | str,
    pillar: str | None = None,
    improve_title: Message | None = None,
    failure_title: Message | None = None,
    threshold: float | None = None,
    higher: bool | None = None,
    evidence: Evidence | None = None,
) -> Callable[[Measure], Measure]:
    """Declares the function below as a signal; its texts live with it, for translators.

    A source that holds no words of a language is plain text.

    Args:
        id: its name in the result.
        unit: what its value is counted in.
        title: its title when it is fine.
        why: why it matters.
        formula: the formula in words.
        source: where formula and line come from: [S], [T], [D].
        pillar: the pillar that it belongs to; ``None`` for detail.
        improve_title: its title when it has room.
        failure_title: its title when it failed.
        threshold: its line; ``None`` without one.
        higher: whether more is better.
        evidence: weighs the posts that show it.
    """

    def declare(measure: Measure) -> Measure:
        if id in SIGNALS:
            raise ValueError(f"the signal '{id}' is declared twice")
        source_text = source if isinstance(source, str) else source.singular
        SIGNALS[id] = Signal(
            id,
            pillar,
            unit,
            title,
            improve_title or title,
            failure_title or title,
            why,
            formula.singular,
            source_text,
            measure,
            threshold,
            higher,
            evidence,
        )
        return measure

    return declare


def missing_reasons(facts: Facts, *fields: str, default: Reason) -> Objects:
    """For every account why a field is missing."""
    return np.array(
        [facts.why(number, *fields, default=default) for number in range(facts.count)],
        dtype=object,
    )


def share(counted: npt.ArrayLike, of: npt.ArrayLike) -> Floats:
    """A share; NaN where there is nothing to share."""
    with np.errstate(invalid="ignore", divide="ignore"):
        top, under = np.asarray(counted, dtype=np.float64), np.asarray(of, dtype=np.float64)
        return np.where(under > 0, top / under, np.nan)
