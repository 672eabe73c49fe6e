"""What is usual on a network by the pages of the store, where enough of them were read.

Thirty pages of a network with twenty posts each replace the table's norm of a rate; of more pages
than can be looked at in a moment, some evenly spaced by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from auditor.core.refs import parse_ref
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.method.facts import Facts, load
from auditor.method.judging.fitting import LEAST_PAGES, fitted
from auditor.method.judging.measured import Measured
from auditor.method.judging.norms import Norm, Usual
from auditor.method.judging.page import measured_pages
from auditor.method.signals import measure
from auditor.method.windows import DAY, Floats
from auditor.store import Store

MOST_OTHERS = 100
_HISTORY_DAYS = 182
RATES: dict[str, tuple[str, str]] = {
    "invites": ("invites", "invites_of"),
    "self": ("self_told", "self_of"),
    "names": ("names", "names_of"),
    "replies": ("replied", "comments"),
}


@dataclass(frozen=True)
class _Pages:
    networks: Sequence[str]
    counted: dict[str, Floats]
    of: dict[str, Floats]


def usual(store: Store, facts: Facts, measured_pages: Measured) -> Usual:
    """(network, rate) -> the norm by the pages of the audit and of the store.

    Args:
        store: the open store.
        facts: all that was read, in frames.
        measured_pages: what was measured of the accounts of the audit.
    """
    sizes = Counter(measured_pages.networks) + Counter(facts.others.platforms)
    networks = sorted(name for name, size in sizes.items() if size >= LEAST_PAGES)
    if not networks:
        return {}
    pages = [_pages(measured_pages), *_of_others(store, facts, networks)]
    norms: dict[tuple[str, str], Norm] = {}
    for network in networks:
        for rate in RATES:
            norm = fitted(*_concatenated(pages, network, rate))
            if norm is not None:
                norms[network, rate] = norm
    return norms


def _concatenated(pages: Sequence[_Pages], network: str, rate: str) -> tuple[Floats, Floats]:
    """What was seen of a rate on all pages of a network, and of how many."""
    here = [np.array([name == network for name in page.networks], dtype=bool) for page in pages]
    yes = [page.counted[rate][chosen] for page, chosen in zip(pages, here, strict=True)]
    of = [page.of[rate][chosen] for page, chosen in zip(pages, here, strict=True)]
    return np.concatenate(yes), np.concatenate(of)


def _pages(measured_pages: Measured) -> _Pages:
    return _Pages(
        measured_pages.networks,
        {rate: getattr(measured_pages, yes) for rate, (yes, _) in RATES.items()},
        {rate: getattr(measured_pages, of) for rate, (_, of) in RATES.items()},
    )


def _of_others(store: Store, facts: Facts, networks: Sequence[str]) -> list[_Pages]:
    """What was counted of the store's pages that are not in the audit."""
    names: list[str] = []
    for network in networks:
        here = sorted(
            name
            for name, platform in zip(facts.others.names, facts.others.platforms, strict=True)
            if platform == network
        )
        places = np.linspace(0, len(here) - 1, min(len(here), MOST_OTHERS)).round().astype(int)
        names += [here[index] for index in places]
    if not names:
        return []
    subjects = tuple(
        SubjectSpec(name, "company", "competitor", (parse_ref(name),)) for name in names
    )
    history = min(_HISTORY_DAYS, (facts.as_of - facts.history_start) // DAY)
    strangers = load(store, AuditSpec(subjects), facts.as_of, history, with_others=False)
    return [_pages(measured_pages(strangers, measure(strangers)))]
