"""The sites of a subject: those that were named, and the one to which most of its links lead.

Nothing is presumed of shared services and shorteners, and what somebody denied is not presumed
again (method 2, section 2).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from auditor.core.networks import UNREAD, network_of
from auditor.core.word_lists import word_list
from auditor.method.facts import Facts, once
from auditor.store.damage import json_value

# At least half of all links to other sites, and three of them. [D; T: right on 51 of 53 pages]
LEAST_SHARE, LEAST_LINKS = 0.5, 3
SHORTENERS = frozenset(word_list("auditor.core", "shorteners"))
_SHARED = frozenset(word_list("auditor.core", "shared_services")) | UNREAD


@dataclass(frozen=True, slots=True)
class PresumedSite:
    """A site that nobody named: ``links`` of ``of`` links to other sites lead there."""

    domain: str
    links: int
    of: int


def host_of(link: str) -> str:
    """The host of a link in lower case, without ``www.``; empty when it has none."""
    try:
        host = urlsplit(link if "://" in link else f"https://{link}").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


def is_home(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of the subject's own domains or below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@cache
def _suffixes() -> object:
    from publicsuffixlist import PublicSuffixList  # reads a long list: only where it is needed

    return PublicSuffixList()


@cache
def registered(host: str) -> str:
    """The domain that somebody registered: ``shop.esempio.co.uk`` is ``esempio.co.uk``."""
    if host.replace(".", "").isdigit():
        return host
    suffix = _suffixes().privatesuffix(host)  # type: ignore[attr-defined]
    return suffix if isinstance(suffix, str) else host


def is_inside(host: str) -> bool:
    """Whether a host is a network's own: a link there does not leave the networks."""
    return network_of(host) is not None


def is_shared_host(host: str) -> bool:
    """Whether a host serves everybody, so that a link there tells nothing of whose site it is."""
    return network_of(host) is not None or is_home(host, _SHARED) or host in SHORTENERS


@once
def hosts(facts: Facts) -> list[tuple[str, ...] | None]:
    """The hosts of every post's links to other sites, ``None`` where links are not told."""
    by_post: list[tuple[str, ...] | None] = []
    for text in facts.posts["links"].tolist():
        if not isinstance(text, str):
            by_post.append(None)
            continue
        every = () if text == "[]" else tuple(map(host_of, json_value(text) or ()))
        by_post.append(tuple(host for host in every if host and not is_inside(host)))
    return by_post


@once
def presumed(facts: Facts) -> tuple[PresumedSite | None, ...]:
    """Of every account the site that its subject is presumed to have beside those named."""
    counts: dict[int, Counter[str]] = {}
    subject = facts.accounts["subject"].to_numpy()[facts.post_rows["account"]]
    own = facts.post_rows["own"]
    for number, mine, outside in zip(subject.tolist(), own.tolist(), hosts(facts), strict=True):
        if mine and outside:
            counts.setdefault(number, Counter()).update(outside)
    subject_of = dict(zip(facts.accounts["subject"].tolist(), facts.subjects, strict=True))
    sites = {
        number: _most(count, (*subject_of[number].domains, *subject_of[number].not_domains))
        for number, count in counts.items()
    }
    return tuple(sites.get(number) for number in facts.accounts["subject"].tolist())


def _most(count: Counter[str], settled: Sequence[str]) -> PresumedSite | None:
    """The site to which most links lead; not one that was named, or denied."""
    total = sum(count.values())
    by_domain: Counter[str] = Counter()
    for host, n in count.items():
        if not is_shared_host(host) and not is_home(host, settled):
            by_domain[registered(host)] += n
    if not by_domain:
        return None
    domain, n = max(by_domain.items(), key=lambda pair: (pair[1], pair[0]))
    enough = n >= LEAST_LINKS and n >= LEAST_SHARE * total and not is_shared_host(domain)
    return PresumedSite(domain, n, total) if enough else None


def sites_of(facts: Facts, account: int) -> tuple[str, ...]:
    """All sites of an account's subject, the presumed one last."""
    guess = presumed(facts)[account]
    return (*facts.subjects[account].domains, *((guess.domain,) if guess else ()))


@once
def links_home(facts: Facts) -> pd.DataFrame:
    """Per own post: ``home`` (1 leads home, 0 does not, NaN nobody can tell) and ``outside``,
    whether it holds a link to another site."""
    posts = facts.post_rows
    home, outside = np.full(len(posts), np.nan), np.zeros(len(posts), dtype=bool)
    domains = [sites_of(facts, number) for number in range(facts.count)]
    hosts_of = hosts(facts)
    account = posts["account"]
    for index in np.flatnonzero(posts["own"]):
        linked, own = hosts_of[index], domains[account[index]]
        if linked is None:
            continue
        outside[index] = bool(linked)
        home[index] = _leads(linked, own)
    return pd.DataFrame({"home": home, "outside": outside})


def _leads(linked: tuple[str, ...], own: tuple[str, ...]) -> float:
    """A link behind a shortener, or any where no site is known, may lead home."""
    if not linked:
        return 0.0
    if own and any(is_home(host, own) for host in linked):
        return 1.0
    hidden = not own or any(host in SHORTENERS for host in linked)
    return float("nan") if hidden else 0.0
