"""The signals: one small function each, over all accounts at once."""

from __future__ import annotations

from auditor.method.facts import Facts
from auditor.method.signals import (
    community,
    dialogue,
    openness,
    presence,
    profile,
    resonance,
    showcase,
    team,
)
from auditor.method.signals.registry import SIGNALS, Column, Columns, Signal

__all__ = ["SIGNALS", "Column", "Columns", "Signal", "measure"]

_MODULES = (presence, resonance, dialogue, openness, showcase, community, team, profile)


def measure(facts: Facts) -> Columns:
    """Every signal of every account."""
    columns: Columns = {}
    for name, signal in SIGNALS.items():
        columns[name] = signal.measure(facts, columns)
    return columns
