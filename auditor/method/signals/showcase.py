"""The parts of what a page says of itself, each for itself: links home, promotion, repetition."""

from __future__ import annotations

import numpy as np
import pandas as pd

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
from auditor.core.units import Unit
from auditor.method.content import in_content
from auditor.method.facts import Facts, Floats, Ints
from auditor.method.post_rows import Rows
from auditor.method.signals.openness import no_text, self_signs
from auditor.method.signals.registry import (
    Column,
    Columns,
    Objects,
    column,
    missing_reasons,
    share,
    signal,
)
from auditor.method.sites import sites_of


def _part(facts: Facts, name: str, why: Objects) -> Column:
    """Posts with one sign of self / posts of which it is known whether they have it."""
    yes = self_signs(facts)[name].to_numpy()
    chosen = in_content(facts) & ~np.isnan(yes)
    account = facts.post_rows["account"][chosen]
    n, counted = facts.per_account(account), facts.per_account(account, yes[chosen] == 1)
    result = column(share(counted, n), n, why)
    result.counted, result.of = counted, n
    return result


def _newest(facts: Facts, name: str) -> Floats:
    chosen = in_content(facts) & (self_signs(facts)[name].to_numpy() == 1)
    return np.where(chosen, facts.post_rows["at"], np.nan)


def _posts(facts: Facts) -> Floats:
    return facts.per_account(facts.post_rows["account"][in_content(facts)])


@signal(
    id="own_link_share",
    unit=Unit.SHARE,
    title=msg("Posts that lead to the firm's own site"),
    improve_title=msg("Many posts lead to the firm's own site"),
    failure_title=msg("Most posts just lead to the firm's own site"),
    why=msg("A post that sends people away to the shop is an advertisement, not a conversation."),
    formula=msg(
        "own posts that link to a site of the subject, named or presumed / own posts of which it "
        "is known where their links lead"
    ),
    source="[D]",
)
def own_link_share(facts: Facts, columns: Columns) -> Column:
    """Share of own posts that link to an own site; null where none is named or presumed."""
    del columns
    why = no_text(facts)
    unknown = np.array([not sites_of(facts, number) for number in range(facts.count)], dtype=bool)
    why[~unknown & (_posts(facts) > 0)] = Reason.LINKS_UNRESOLVED
    why[unknown] = Reason.OWN_DOMAIN_UNKNOWN
    result = _part(facts, "home", why)
    result.value[unknown] = np.nan
    result.missing[unknown] = Reason.OWN_DOMAIN_UNKNOWN
    return result


@signal(
    id="promo_share",
    unit=Unit.SHARE,
    title=msg("Posts that sell"),
    improve_title=msg("Many posts sell"),
    failure_title=msg("Most posts sell"),
    why=msg("Nobody follows a page to read advertisements."),
    formula=msg(
        "own posts that hold a form of the promotion lexicon / own posts in a language of the "
        "lexicon; no value when over half are in other languages"
    ),
    source="[T] it, en",
)
def promo_share(facts: Facts, columns: Columns) -> Column:
    """Share of own posts that promote."""
    del columns
    result = _part(facts, "sells", no_text(facts))
    inside = in_content(facts) & facts.post_rows.told("is_question")
    texts = facts.per_account(facts.post_rows["account"][inside])
    foreign = texts > 2 * result.n
    result.value[foreign] = np.nan
    result.missing[foreign] = Reason.NOT_APPLICABLE
    return result


def _copies_evidence(facts: Facts) -> Floats:
    return _newest(facts, "repeats")


@signal(
    id="duplicate_share",
    unit=Unit.SHARE,
    title=msg("Posts that repeat an earlier one"),
    improve_title=msg("Some posts repeat earlier ones"),
    failure_title=msg("Many posts repeat earlier ones"),
    why=msg("The same text again tells followers that there is nothing new to say."),
    formula=msg(
        "own posts whose text is near-identical (Jaccard of word 5-shingles ≥ .8) to an "
        "earlier own post of the subject / own posts"
    ),
    source="[D]",
    evidence=_copies_evidence,
)
def duplicate_share(facts: Facts, columns: Columns) -> Column:
    """Share of own posts that repeat an earlier own post of the subject."""
    del columns
    return _part(facts, "repeats", no_text(facts))


def formats(facts: Facts, posts: Rows) -> Ints:
    """Of every account how many of some posts have each format (accounts × formats)."""
    codes, names = pd.factorize(posts["format"])
    cell = posts["account"] * len(names) + codes
    return np.bincount(cell, minlength=facts.count * len(names)).reshape(facts.count, len(names))


@signal(
    id="top_format_share",
    unit=Unit.SHARE,
    title=msg("Posts of the most used format"),
    improve_title=msg("One format dominates"),
    failure_title=msg("Nearly all posts have one format"),
    why=msg("Always the same form makes each post look like the one before."),
    formula=msg("own posts of the most used format / own posts whose format is known"),
    source="[D]",
)
def top_format_share(facts: Facts, columns: Columns) -> Column:
    """Share of the most used format."""
    del columns
    posts = facts.post_rows
    posts = posts.where(in_content(facts) & posts.told("format"))
    n = facts.per_account(posts["account"])
    top = np.where(n > 0, formats(facts, posts).max(axis=1, initial=0), np.nan)
    has_one_format = np.array([TRAITS[ref.platform].one_format for ref in facts.refs], dtype=bool)
    why = _no_format(facts)
    why[has_one_format] = Reason.NOT_APPLICABLE
    result = column(np.where(has_one_format, np.nan, share(top, n)), n, why)
    result.counted, result.of = np.where(np.isnan(top), 0, top), n
    return result


def _no_format(facts: Facts) -> Objects:
    why = missing_reasons(facts, "format", default=Reason.NOT_OFFERED)
    why[_posts(facts) == 0] = Reason.TOO_FEW
    return why
