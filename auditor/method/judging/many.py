"""Many accounts judged in parts, so that memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar, cast

import numpy as np

from auditor.method.judging.measured import Measured
from auditor.method.judging.rules import Judgement, Range, judge

AT_ONCE = 200

_Field = TypeVar("_Field")


def judge_all(measured: Measured, at_once: int = AT_ONCE) -> Judgement:
    """The verdicts of any number of accounts: those of :func:`judge`, without the draws."""
    parts = [
        judge(measured.take(np.arange(first, min(first + at_once, measured.count))))
        for first in range(0, max(measured.count, 1), at_once)
    ]
    return Judgement(
        **{
            field.name: _concatenated([getattr(part, field.name) for part in parts])
            for field in fields(Judgement)
        }
    )


def _concatenated(parts: Sequence[_Field]) -> _Field:
    """One field of several judgements, account after account, whatever it is."""
    return cast("_Field", _one_after_the_other(parts))


def _one_after_the_other(parts: Sequence[Any]) -> object:
    first = parts[0]
    if isinstance(first, Range):
        return Range(
            *(
                np.concatenate([getattr(part, name) for part in parts])
                for name in ("value", "low", "high")
            )
        )
    if isinstance(first, dict):
        return {name: np.concatenate([part[name] for part in parts]) for name in first}
    if isinstance(first, tuple):
        return tuple(value for part in parts for value in part)
    return np.concatenate(parts)
