"""Resonance: is the audience's response what the page's size predicts?"""

from __future__ import annotations

import numpy as np

from auditor.core.messages import msg
from auditor.core.model import PARTS
from auditor.core.reasons import Reason
from auditor.core.units import Unit
from auditor.method.cohorts import cohorts
from auditor.method.content import in_content
from auditor.method.facts import Facts, Floats, Ints, once
from auditor.method.judging.distributions import normal_cdf, normal_quantile
from auditor.method.judging.lines import LINES, POST_VARIANCE
from auditor.method.judging.norms import expectations
from auditor.method.post_rows import Rows
from auditor.method.signals.registry import (
    Column,
    Columns,
    Objects,
    column,
    missing_reasons,
    share,
    signal,
)
from auditor.method.windows import DAY
from auditor.method.yardstick import expected_of, yardstick

TRIM = 0.2
CLIP = 3.0
Z90 = 1.645
LEAST_TREND = 12
MOST_TREND = 1000


@once
def mature(facts: Facts) -> Rows:
    """Mature own posts of the content window whose interactions are known."""
    posts = facts.post_rows
    chosen = in_content(facts) & posts["mature"]
    return posts.where(chosen & posts.told("y"))


def log_ratio(y: Floats, expectation: Floats) -> Floats:
    """r = clip(ln((y + .5) / (E + .5)), −3, +3)."""
    return np.clip(np.log((y + 0.5) / (expectation + 0.5)), -CLIP, CLIP)


def trimmed_mean(account: Ints, values: Floats, count: int) -> Floats:
    """The mean of every account's values without the lowest and highest ⌊.2 n⌋; NaN without any.

    ``account`` and ``values`` belong together, in any order.

    Args:
        account: the number of the account of each value.
        values: the values.
        count: how many accounts there are.
    """
    order = np.lexsort((values, account))
    account, values = account[order], values[order]
    n = np.bincount(account, minlength=count)
    start = np.concatenate([[0], np.cumsum(n)])[:-1]
    rank = np.arange(len(values)) - start[account]
    cut = np.floor(TRIM * n + 1e-9).astype(np.int64)
    inside = (rank >= cut[account]) & (rank < n[account] - cut[account])
    total = np.bincount(account[inside], values[inside], minlength=count)
    return share(np.asarray(total, dtype=np.float64), np.bincount(account[inside], minlength=count))


def _why(facts: Facts) -> Objects:
    """Why there is no resonance: no followers, no yardstick, too little expected."""
    why = missing_reasons(facts, "followers", default=Reason.NOT_FETCHED)
    followers = facts.accounts["followers"].to_numpy()
    why[followers == 0] = Reason.NOTHING_TO_MEASURE
    has_table = np.array([name in expectations() for name in facts.accounts["platform"]])
    some = has_table | np.array([cohort is not None for cohort in cohorts(facts)], dtype=bool)
    why[~some] = Reason.NO_BENCHMARK
    unsupported = ~has_table & (followers > 0) & np.isnan(yardstick(facts).expected)
    why[unsupported] = Reason.NO_BENCHMARK  # its cohort has no five pages of about its size
    why[~np.isnan(yardstick(facts).expected)] = Reason.TOO_FEW
    return why


def _quiet_evidence(facts: Facts) -> Floats:
    """Own posts of the window by interactions, the fewest first."""
    posts = facts.post_rows
    return np.where(in_content(facts) & posts["mature"], -posts["y"], np.nan)


@signal(
    id="resonance",
    pillar="resonance",
    unit=Unit.LOG_RATIO,
    title=msg("Response against what the page's size predicts"),
    improve_title=msg("The response could be stronger"),
    failure_title=msg("Far fewer reactions than comparable pages get"),
    why=msg("Likes alone say little: what counts is whether they are many for so many followers."),
    formula=msg(
        "θ = raw/(1 + v); raw = trimmed mean (20 % at each end) of ln((y+.5)/(E+.5)) clipped at "
        "±3; v = 1.12·1.32²/n + V, with V the uncertainty of E; points R = 100 Φ(θ); no value when "
        "fewer than 5 interactions are expected of all posts together"
    ),
    source=msg(
        "[T] spread of posts on 369 Facebook pages, slopes and volume on 361; E from comparable "
        "pages of the store, else from a published median [S]; line at R = 20 [T]"
    ),
    threshold=float(normal_quantile(np.array([LINES["unheard"] / 100]))[0]),
    higher=True,
    evidence=_quiet_evidence,
)
def resonance(facts: Facts, columns: Columns) -> Column:
    """θ of every account; raw, E, ΣE and V in ``extra``."""
    del columns
    posts = mature(facts)
    account = posts["account"]
    expectation = expected_of(facts, posts)
    r = log_ratio(posts["y"], expectation)
    fine = ~np.isnan(r)
    raw = trimmed_mean(account[fine], r[fine], facts.count)
    n = facts.per_account(account)
    measure = yardstick(facts)
    total = np.where(np.isnan(measure.expected), np.nan, facts.per_account(account, expectation))
    with np.errstate(divide="ignore", invalid="ignore"):
        noise = POST_VARIANCE / n + measure.log_variance
        theta = np.where(total >= LINES["expected_sum"], raw / (1 + noise), np.nan)
        sd = np.where(np.isnan(theta), np.nan, np.sqrt(noise / (1 + noise)))
    result = column(theta, n, _why(facts))
    result.low, result.high = theta - Z90 * sd, theta + Z90 * sd
    result.extra = {
        "raw": raw,
        "expected": measure.expected,
        "expected_sum": total,
        "log_variance": measure.log_variance,
        "sd": sd,
    }
    return result


def resonance_points(theta: Floats) -> Floats:
    """100 Φ(θ)."""
    return 100 * normal_cdf(theta)


def _rate(facts: Facts, name: str, factor: float) -> Column:
    """The mean of a count over mature posts / followers × factor; the median in ``extra``."""
    posts = facts.post_rows
    chosen = in_content(facts) & posts["mature"]
    posts = posts.where(chosen & posts.told(name))
    account, values = posts["account"], posts[name]
    followers = facts.accounts["followers"].to_numpy()
    n = facts.per_account(account)
    per = np.where(followers > 0, factor / np.where(followers > 0, followers, 1), np.nan)
    why = missing_reasons(facts, "followers", default=Reason.NOT_FETCHED)
    why[followers == 0] = Reason.NOTHING_TO_MEASURE
    has_followers = ~np.isnan(per)
    why[has_followers] = missing_reasons(facts, name, default=Reason.TOO_FEW)[has_followers]
    result = column(share(facts.per_account(account, values), n) * per, n, why)
    result.extra = {"median": medians(account, values, facts.count) * per}
    return result


def medians(account: Ints, values: Floats, count: int) -> Floats:
    """The median of every account's values; NaN without any.

    Args:
        account: the number of the account of each value.
        values: the values.
        count: how many accounts there are.
    """
    n = np.bincount(account, minlength=count)
    some = np.flatnonzero(n)
    ordered = values[np.lexsort((values, account))]
    start = (np.cumsum(n) - n)[some]
    middle = ordered[start + (n[some] - 1) // 2] + ordered[start + n[some] // 2]
    result = np.full(count, np.nan)
    result[some] = middle / 2
    return result


@signal(
    id="engagement_rate",
    unit=Unit.PERCENT,
    title=msg("Engagement rate by followers"),
    why=msg("For comparison with published figures of the same definition, and for nothing else."),
    formula=msg("mean and median over mature posts of interactions / followers × 100"),
    source=msg("[S] Rival IQ's definition"),
)
def engagement_rate(facts: Facts, columns: Columns) -> Column:
    """Interactions a post / followers × 100."""
    del columns
    return _rate(facts, "y", 100)


@signal(
    id="popularity",
    unit=Unit.PER_THOUSAND,
    title=msg("Popularity: reactions per post and 1,000 followers"),
    why=msg("How many of those who follow react at all."),
    formula=msg("P3: mean reactions per post / followers × 1,000"),
    source=msg("[S] Bonsón & Ratkai 2013, doi 10.1108/OIR-03-2012-0054"),
)
def popularity(facts: Facts, columns: Columns) -> Column:
    """P3 of Bonsón & Ratkai."""
    del columns
    return _rate(facts, "reactions", 1000)


@signal(
    id="commitment",
    unit=Unit.PER_THOUSAND,
    title=msg("Commitment: comments per post and 1,000 followers"),
    why=msg("A comment costs more than a like: it shows who cares."),
    formula=msg("C3: mean comments per post / followers × 1,000"),
    source=msg("[S] Bonsón & Ratkai 2013, doi 10.1108/OIR-03-2012-0054"),
)
def commitment(facts: Facts, columns: Columns) -> Column:
    """C3 of Bonsón & Ratkai."""
    del columns
    return _rate(facts, "comments", 1000)


@signal(
    id="virality",
    unit=Unit.PER_THOUSAND,
    title=msg("Virality: shares per post and 1,000 followers"),
    why=msg("Who shares a post puts their own name beside it."),
    formula=msg("V3: mean shares per post / followers × 1,000"),
    source=msg("[S] Bonsón & Ratkai 2013, doi 10.1108/OIR-03-2012-0054"),
)
def virality(facts: Facts, columns: Columns) -> Column:
    """V3 of Bonsón & Ratkai."""
    del columns
    return _rate(facts, "shares", 1000)


@signal(
    id="zero_interaction_share",
    unit=Unit.SHARE,
    title=msg("Posts without any reaction"),
    why=msg("Posts that nobody reacts to show whether anybody is there."),
    formula=msg("mature posts with 0 interactions / mature posts"),
    source=msg("[D] shown beside the cohort's median where there is a cohort"),
)
def zero_interaction_share(facts: Facts, columns: Columns) -> Column:
    """Mature posts with no interaction / mature posts."""
    del columns
    posts = mature(facts)
    account = posts["account"]
    zero, n = facts.per_account(account, posts["y"] == 0), facts.per_account(account)
    result = column(share(zero, n), n, _no_counts(facts))
    result.counted, result.of = zero, n
    peers = [np.nan if cohort is None else cohort.zero_share for cohort in cohorts(facts)]
    result.extra = {"cohort_median": np.array(peers)}
    return result


def _near_zero_evidence(facts: Facts) -> Floats:
    posts = facts.post_rows
    chosen = in_content(facts) & posts["mature"] & (posts["y"] <= LINES["near_zero"])
    return np.where(chosen, posts["at"], np.nan)


@signal(
    id="near_zero_share",
    unit=Unit.SHARE,
    title=msg("Posts with three interactions or fewer"),
    why=msg("Next to no reaction, on a page of any size, means that nobody is there."),
    formula=msg("mature posts with 3 interactions or fewer / mature posts"),
    source="[D] 3",
    evidence=_near_zero_evidence,
)
def near_zero_share(facts: Facts, columns: Columns) -> Column:
    """Mature posts with 3 interactions or fewer / mature posts; those with 1 or none in extra."""
    del columns
    posts = mature(facts)
    account, y = posts["account"], posts["y"]
    few, n = facts.per_account(account, y <= LINES["near_zero"]), facts.per_account(account)
    result = column(share(few, n), n, _no_counts(facts))
    result.counted, result.of = few, n
    result.extra = {
        "void": facts.per_account(account, y <= LINES["void"]),
        "median": medians(account, y, facts.count),
    }
    return result


def _no_counts(facts: Facts) -> Objects:
    """Why no mature post has a known count."""
    none_told = ~facts.accounts[[f"tells_{part}" for part in PARTS]].to_numpy().any(axis=1)
    why = np.full(facts.count, Reason.TOO_FEW, dtype=object)
    why_untold = missing_reasons(facts, "reactions", default=Reason.TOO_FEW)
    why[none_told] = why_untold[none_told]
    return why


@signal(
    id="comment_share",
    unit=Unit.SHARE,
    title=msg("Comments among the interactions"),
    why=msg("The more of the response is words, the more of a conversation it is."),
    formula=msg("comments / interactions, over mature posts"),
    source="[D]",
)
def comment_share(facts: Facts, columns: Columns) -> Column:
    """Comments / interactions."""
    del columns
    posts = mature(facts)
    posts = posts.where(posts.told("comments"))
    account = posts["account"]
    comments = facts.per_account(account, posts["comments"])
    total = facts.per_account(account, posts["y"])
    why = missing_reasons(facts, "comments", default=Reason.NOTHING_TO_MEASURE)
    result = column(share(comments, total), facts.per_account(account), why)
    result.counted, result.of = comments, total
    return result


@signal(
    id="resonance_trend",
    unit=Unit.LOG_A_MONTH,
    title=msg("Trend of the response"),
    why=msg("Below zero the response is fading, above zero it is growing."),
    formula=msg(
        "Theil–Sen slope of ln((y+.5)/(E+.5)) per 30 days over the history, 12 posts or more "
        "(of more than 1,000 posts, 1,000 evenly spaced)"
    ),
    source=msg("[S] Theil 1950, Sen 1968"),
)
def resonance_trend(facts: Facts, columns: Columns) -> Column:
    """Theil–Sen slope of the log ratio over mature own posts of the history."""
    del columns
    posts = facts.post_rows
    chosen = posts["own"] & posts["mature"] & posts.told("y")
    posts = posts.where(chosen)
    account = posts["account"]
    n = facts.per_account(account)
    ratio = log_ratio_unclipped(posts["y"], expected_of(facts, posts))
    days = posts["at"] / DAY
    cuts = np.searchsorted(account, np.arange(facts.count + 1))
    value = np.full(facts.count, np.nan)
    for number in np.flatnonzero(n >= LEAST_TREND):
        part = slice(cuts[number], cuts[number + 1])
        if not np.isnan(ratio[part]).any():
            value[number] = theil_sen(days[part], ratio[part]) * 30
    return column(value, n, np.where(n < LEAST_TREND, Reason.TOO_FEW, _why(facts)).astype(object))


def log_ratio_unclipped(y: Floats, expectation: Floats) -> Floats:
    """ln((y + .5) / (E + .5))."""
    return np.asarray(np.log((y + 0.5) / (expectation + 0.5)))


def theil_sen(x: Floats, y: Floats) -> float:
    """The median slope over all pairs with different x; NaN when there is none."""
    if len(x) > MOST_TREND:
        sample = np.linspace(0, len(x) - 1, MOST_TREND).round().astype(np.int64)
        x, y = x[sample], y[sample]
    first, second = np.triu_indices(len(x), 1)
    run = x[second] - x[first]
    apart = run > 0
    if not apart.any():
        return float("nan")
    return float(np.median((y[second] - y[first])[apart] / run[apart]))
