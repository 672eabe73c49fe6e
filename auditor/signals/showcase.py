"""The signs of a shop window: links home, promotion, repetition, one format."""

from __future__ import annotations

from urllib.parse import urlsplit

import numpy as np
import pandas as pd

from auditor import lexicon
from auditor.facts import Facts, Floats, once
from auditor.messages import msg
from auditor.reasons import Reason
from auditor.signals.copies import copies
from auditor.signals.dialogue import no_text
from auditor.signals.presence import posts_in_window
from auditor.signals.registry import Column, Columns, Objects, column, reasons, share, signal
from auditor.store.damage import json_value

ONE_FORMAT = frozenset({"youtube", "tiktok", "site", "google"})
MOST_UNRESOLVED = 0.20
SHORTENERS = frozenset(lexicon.forms("shorteners"))


def host_of(link: str) -> str:
    """The host of a link in lower case, without ``www.``; empty when it has none."""
    try:
        host = urlsplit(link if "://" in link else f"https://{link}").hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


def is_home(host: str, domains: tuple[str, ...]) -> bool:
    """Whether a host is one of the subject's own domains or below one."""
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@once
def links_of(facts: Facts) -> pd.DataFrame:
    """Per post: whether it links home (1, 0, NaN), its links, and those behind a shortener."""
    posts = facts.posts
    home = np.full(len(posts), np.nan)
    hidden, total = np.zeros(len(posts)), np.zeros(len(posts))
    account = posts["account"].to_numpy()
    texts = posts["links"].to_numpy()
    domains = [subject.domains for subject in facts.subjects]
    for place in np.flatnonzero(posts["in_window"].to_numpy()):
        own = domains[account[place]]
        if not own or not isinstance(texts[place], str):
            continue
        hosts = [host_of(link) for link in json_value(texts[place])]
        at_home = [is_home(host, own) for host in hosts]
        home[place] = float(any(at_home))
        total[place] = len(hosts)
        hidden[place] = sum(
            host in SHORTENERS and not mine for host, mine in zip(hosts, at_home, strict=True)
        )
    return pd.DataFrame({"home": home, "total": total, "hidden": hidden})


def _home_evidence(facts: Facts) -> Floats:
    """Own posts of the window that link home, the newest first."""
    return np.where(links_of(facts)["home"] == 1, facts.posts["at"], np.nan)


@signal(
    id="own_link_share",
    unit="share",
    title=msg("Posts that lead to the own site"),
    improve_title=msg("Many posts lead to the own site"),
    failure_title=msg("Most posts only lead to the own site"),
    why=msg("A post that sends people away to the shop is an advertisement, not a conversation."),
    formula=msg(
        "own posts that link to the subject's own domains / own posts; no value when over 20 % "
        "of the links hide behind a shortener that is not listed"
    ),
    source=msg("[D] .65; [T] one newspaper's shortener moved its share from .07 to .93"),
    threshold=0.65,
    higher=False,
    evidence=_home_evidence,
)
def own_link_share(facts: Facts, columns: Columns) -> Column:
    """Share of own posts that link to an own domain."""
    del columns
    links = links_of(facts)
    account = facts.posts["account"].to_numpy()
    known = links["home"].notna().to_numpy()
    n = facts.per_account(account[known])
    yes = facts.per_account(account[known], links["home"].to_numpy()[known])
    total = facts.per_account(account, links["total"].to_numpy())
    hidden = facts.per_account(account, links["hidden"].to_numpy())
    why = no_text(facts)
    unresolved = share(hidden, total) > MOST_UNRESOLVED
    why[unresolved] = Reason.LINKS_UNRESOLVED
    unknown = np.array([not subject.domains for subject in facts.subjects], dtype=bool)
    why[unknown] = Reason.OWN_DOMAIN_UNKNOWN
    by_nature = facts.accounts["platform"].to_numpy() == "pinterest"
    why[by_nature] = Reason.NOT_APPLICABLE
    value = np.where(unresolved | unknown | by_nature, np.nan, share(yes, n))
    found = column(value, n, why)
    found.counted, found.of = yes, n
    return found


@once
def is_promotion(facts: Facts) -> Floats:
    """1 where a post promotes and neither asks nor names anybody; NaN where nobody can tell."""
    posts = facts.posts
    sells = posts["is_promotion"].to_numpy()
    talks = (posts["is_question"].to_numpy() == 1) | (posts["names_others"].to_numpy() == 1)
    return np.where(np.isnan(sells), np.nan, ((sells == 1) & ~talks).astype(np.float64))


def _promotion_evidence(facts: Facts) -> Floats:
    chosen = facts.posts["in_window"].to_numpy() & (is_promotion(facts) == 1)
    return np.where(chosen, facts.posts["at"], np.nan)


@signal(
    id="promo_share",
    unit="share",
    title=msg("Posts that only sell"),
    improve_title=msg("Many posts only sell"),
    failure_title=msg("Most posts only sell"),
    why=msg("Nobody follows a page to read advertisements."),
    formula=msg(
        "own posts that match the promotion lexicon and neither ask nor mention / own posts in "
        "a language of the lexicon; no value when over half are in other languages"
    ),
    source=msg("[D] .65; lexicon it, en"),
    threshold=0.65,
    higher=False,
    evidence=_promotion_evidence,
)
def promo_share(facts: Facts, columns: Columns) -> Column:
    """Share of own posts that promote and open no dialogue."""
    del columns
    sells = is_promotion(facts)
    inside = facts.posts["in_window"].to_numpy()
    account = facts.posts["account"].to_numpy()
    known = inside & ~np.isnan(sells)
    n, yes = facts.per_account(account[known]), facts.per_account(account[known], sells[known])
    has_text = inside & facts.posts["is_question"].notna().to_numpy()
    foreign = facts.per_account(account[has_text]) > 2 * n
    why = no_text(facts)
    why[foreign] = Reason.NOT_APPLICABLE
    found = column(np.where(foreign, np.nan, share(yes, n)), n, why)
    found.counted, found.of = yes, n
    return found


def _copies_evidence(facts: Facts) -> Floats:
    chosen = facts.posts["in_window"].to_numpy() & (copies(facts) == 1)
    return np.where(chosen, facts.posts["at"], np.nan)


@signal(
    id="duplicate_share",
    unit="share",
    title=msg("Posts that repeat an earlier one"),
    improve_title=msg("Some posts repeat earlier ones"),
    failure_title=msg("Many posts repeat earlier ones"),
    why=msg("The same text again tells followers that there is nothing new to say."),
    formula=msg(
        "own posts whose text is near-identical (Jaccard of word 5-shingles ≥ .8) to an "
        "earlier own post of the subject / own posts"
    ),
    source="[D] .20",
    threshold=0.20,
    higher=False,
    evidence=_copies_evidence,
)
def duplicate_share(facts: Facts, columns: Columns) -> Column:
    """Share of own posts that repeat an earlier own post of the subject."""
    del columns
    again = copies(facts)
    chosen = facts.posts["in_window"].to_numpy() & ~np.isnan(again)
    account = facts.posts["account"].to_numpy()[chosen]
    n, yes = facts.per_account(account), facts.per_account(account, again[chosen])
    found = column(share(yes, n), n, no_text(facts))
    found.counted, found.of = yes, n
    return found


@signal(
    id="top_format_share",
    unit="share",
    title=msg("Posts of the most used format"),
    improve_title=msg("One format dominates"),
    failure_title=msg("Nearly all posts have one format"),
    why=msg("Always the same form makes each post look like the one before."),
    formula=msg("own posts of the most used format / own posts whose format is known"),
    source="[D] .90",
    threshold=0.90,
    higher=False,
)
def top_format_share(facts: Facts, columns: Columns) -> Column:
    """Share of the most used format."""
    del columns
    posts = facts.posts[facts.posts["in_window"].to_numpy()]
    posts = posts[posts["format"].notna().to_numpy()]
    sizes = posts.groupby(["account", "format"]).size()
    top = sizes.groupby(level=0).max().reindex(range(facts.count)).to_numpy(dtype=np.float64)
    n = facts.per_account(posts["account"].to_numpy())
    one = facts.accounts["platform"].isin(ONE_FORMAT).to_numpy()
    why = _no_format(facts)
    why[one] = Reason.NOT_APPLICABLE
    found = column(np.where(one, np.nan, share(top, n)), n, why)
    found.counted, found.of = np.where(np.isnan(top), 0, top), n
    return found


def _no_format(facts: Facts) -> Objects:
    why = reasons(facts, "format", default=Reason.NOT_OFFERED)
    why[posts_in_window(facts) == 0] = Reason.TOO_FEW
    return why
