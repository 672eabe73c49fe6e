"""Whoever hands a report over: her face on it, and nothing of what was measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

# Sharp words name a showcase page as one; neutral ones are for whatever goes to third parties.
Tone = Literal["sharp", "neutral"]
VerdictName = Literal[
    "social_lazy", "absent", "without_direction", "one_way", "active", "insufficient_data"
]
# The parts of a report behind its first sheet, in their usual order.
SectionName = Literal[
    "pillars",
    "compared",
    "rhythm",
    "mix",
    "response",
    "posts",
    "dialogue",
    "networks",
    "identity",
    "selfassessment",
    "people",
    "evidence",
    "plan",
    "data",
    "method",
    "appendix",
]
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)


@dataclass(frozen=True, slots=True)
class Consultant:
    """Whoever hands a report over, and how it looks; nothing of it changes what was measured.

    ``colour`` is ``#rrggbb``, ``contact`` lines such as a mail address, ``verdicts`` own words by
    verdict, ``hide`` sections that are left out, ``order`` those that come first,
    ``slides`` an agency's template for presentations; ``tone`` is that
    of clients whose file says nothing of it.
    """

    name: str
    logo: Path | None = None
    colour: str | None = None
    contact: tuple[str, ...] = ()
    footer: str | None = None
    confidential: str | None = None
    tone: Tone | None = None
    verdicts: Mapping[VerdictName, str] = field(default_factory=dict)
    hide: tuple[SectionName, ...] = ()
    order: tuple[SectionName, ...] = ()
    slides: Path | None = None
