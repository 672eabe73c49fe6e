"""Presence: how often and how regularly an account publishes, in covered time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from auditor.core.units import Unit
from auditor.method.facts import Facts, Floats, Ints, once
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
from auditor.method.windows import BLOCK, DAY

LEAST_GAPS = 5


def _unread(facts: Facts) -> Objects:
    """Why nothing is known of the window: nothing of it was read, or hardly anything."""
    why = missing_reasons(facts, "posts", default=Reason.NOT_FETCHED)
    return np.where(facts.covered_days > 0, np.full(facts.count, Reason.TOO_FEW), why)


@once
def window_posts(facts: Facts) -> Rows:
    """The own posts of the covered verdict window."""
    return facts.post_rows.where(facts.post_rows["in_window"])


@once
def posts_in_window(facts: Facts) -> Floats:
    """How many own posts an account has in the covered window."""
    return facts.per_account(window_posts(facts)["account"])


@signal(
    id="posts_per_week",
    pillar="presence",
    unit=Unit.POSTS_A_WEEK,
    title=msg("Posts per week"),
    improve_title=msg("It could publish a little more often"),
    failure_title=msg("It seldom publishes"),
    why=msg("Who publishes seldom is not there when people look for an answer."),
    formula=msg("own posts × 7 / covered days of the window (4 or more)"),
    source=msg(
        "[D] .75 a week is the least of an active page; 3.5 a week is near the medians of large "
        "brands [S: Rival IQ 2023]"
    ),
    threshold=0.75,
    higher=True,
)
def posts_per_week(facts: Facts, columns: Columns) -> Column:
    """Own posts × 7 / covered days."""
    del columns
    n, days = posts_in_window(facts), np.where(facts.week_read, facts.covered_days, np.nan)
    return column(share(n * 7, days), np.where(facts.week_read, n, np.nan), _unread(facts))


@signal(
    id="active_weeks",
    pillar="presence",
    unit=Unit.SHARE,
    title=msg("Weeks with at least one post"),
    improve_title=msg("Some weeks pass without a post"),
    failure_title=msg("Many weeks pass without a post"),
    why=msg("A regular rhythm keeps a page alive more than a burst now and then."),
    formula=msg(
        "7-day blocks with at least one own post / blocks (those with 4 covered days or more)"
    ),
    source="[D] .70",
    threshold=0.70,
    higher=True,
)
def active_weeks(facts: Facts, columns: Columns) -> Column:
    """Blocks with a post / blocks that count."""
    del columns
    blocks = facts.blocks
    posts = window_posts(facts)
    block = (posts["at"] - facts.window_start) // BLOCK
    filled = np.zeros(blocks.shape, dtype=bool)
    filled[posts["account"], block] = True
    active, total = (filled & blocks).sum(axis=1), blocks.sum(axis=1)
    result = column(share(active, total), np.where(total > 0, total, np.nan), _unread(facts))
    result.counted, result.of = active.astype(np.float64), total.astype(np.float64)
    return result


def _gaps(facts: Facts) -> tuple[Ints, Floats, Ints]:
    """Account, length (days of covered time) and first post (place) of gaps between own posts."""
    at = np.flatnonzero(facts.post_rows["in_window"])
    account = facts.post_rows["account"][at]
    position = facts.cover.position(account, facts.post_rows["at"][at])
    same = account[1:] == account[:-1]
    days = (position[1:] - position[:-1])[same] / DAY
    return account[1:][same], days, at[1:][same]


def edge_positions(facts: Facts) -> tuple[Ints, Ints]:
    """Covered time of every account at the start and at the end of the window."""
    accounts = np.arange(facts.count)
    start = facts.cover.position(accounts, np.full(facts.count, facts.window_start))
    return start, facts.cover.position(accounts, np.full(facts.count, facts.as_of))


def _silence_evidence(facts: Facts) -> Floats:
    """The posts that end the longest gaps, the longer the heavier."""
    account, days, posts = _gaps(facts)
    del account
    weight = np.full(len(facts.post_rows), np.nan)
    weight[posts] = days
    return weight


@signal(
    id="longest_silence",
    pillar="presence",
    unit=Unit.DAYS,
    title=msg("Longest silence"),
    improve_title=msg("The longest silence could be shorter"),
    failure_title=msg("It falls silent for more than a month"),
    why=msg("After a month without a post, people think that a page was given up."),
    formula=msg(
        "longest gap between consecutive own posts, the window's edges included, where 4 days or "
        "more were read; time that was not read is no silence"
    ),
    source=msg("[D] 30 days"),
    threshold=30.0,
    higher=False,
    evidence=_silence_evidence,
)
def longest_silence(facts: Facts, columns: Columns) -> Column:
    """Longest gap in covered time, edges included."""
    del columns
    posts = window_posts(facts)
    account = posts["account"]
    position = facts.cover.position(account, posts["at"])
    start, end = edge_positions(facts)
    longest = (end - start).astype(np.float64)
    first, last = np.full(facts.count, np.nan), np.full(facts.count, np.nan)
    np.fmin.at(first, account, position.astype(np.float64))
    np.fmax.at(last, account, position.astype(np.float64))
    with_posts = ~np.isnan(first)
    longest[with_posts] = np.fmax(first - start, end - last)[with_posts]
    who, days, _ = _gaps(facts)
    np.fmax.at(longest, who, days * DAY)
    value = np.where(facts.week_read, longest / DAY, np.nan)
    return column(value, np.where(facts.week_read, with_posts, np.nan), _unread(facts))


@signal(
    id="days_since_last_post",
    unit=Unit.DAYS,
    title=msg("Days since the last post"),
    failure_title=msg("The last post is more than a month old"),
    why=msg("The first thing a visitor sees is how old the newest post is."),
    formula=msg("end of the covered span − last own post, in covered days"),
    source=msg("[D] 30 days"),
    threshold=30.0,
    higher=False,
)
def days_since_last_post(facts: Facts, columns: Columns) -> Column:
    """Covered days from the last own post to the end."""
    del columns
    last = last_post(facts)
    has_posts = ~np.isnan(last)
    accounts = np.arange(facts.count)
    safe = np.where(has_posts, last, 0).astype(np.int64)
    since = edge_positions(facts)[1] - facts.cover.position(accounts, safe)
    covered = np.array([len(span) > 0 for span in facts.spans], dtype=bool)
    value = np.where(has_posts & covered, since / DAY, np.nan)
    why = np.where(covered, np.full(facts.count, Reason.NOTHING_TO_MEASURE), _unread(facts))
    return column(value, np.where(has_posts, 1, np.nan), why)


def last_post(facts: Facts) -> Floats:
    """The time (ms) of every account's last own post of the history; NaN without one."""
    own = facts.post_rows.where(facts.post_rows["own"])
    last = np.full(facts.count, np.nan)
    np.fmax.at(last, own["account"], own["at"].astype(np.float64))
    return last


@signal(
    id="burstiness",
    unit=Unit.BALANCE,
    title=msg("Burstiness"),
    why=msg("Close to 1 the posts come in bursts, close to −1 like clockwork; 0 is chance."),
    formula=msg("A = (√(n+1)·r − √(n−1)) / ((√(n+1)−2)·r + √(n−1)), r = σ/μ of the n gaps, n ≥ 5"),
    source=msg("[S] Kim & Jo 2016, Physical Review E 94:032311"),
)
def burstiness(facts: Facts, columns: Columns) -> Column:
    """Kim & Jo's finite-size burstiness of the gaps between own posts."""
    del columns
    who, days, _ = _gaps(facts)
    n = facts.per_account(who)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = facts.per_account(who, days) / n
        spread = np.sqrt(facts.per_account(who, (days - mean[who]) ** 2) / n)
        r = spread / mean
        up, down = np.sqrt(n + 1), np.sqrt(np.maximum(n - 1, 0))
        value = (up * r - down) / ((up - 2) * r + down)
    value = np.where((n >= LEAST_GAPS) & (mean > 0), value, np.nan)
    why = np.where(n < LEAST_GAPS, Reason.TOO_FEW, Reason.NOTHING_TO_MEASURE).astype(object)
    return column(value, n, why)


@signal(
    id="network_breadth",
    unit=Unit.SHARE,
    title=msg("Networks in use"),
    why=msg("A network that is claimed and left empty tells visitors that nobody is home."),
    formula=msg("networks of the subject with an own post in the window / networks claimed"),
    source="[D]",
)
def network_breadth(facts: Facts, columns: Columns) -> Column:
    """Of the subject's networks, those with an own post in the window."""
    del columns
    subject = facts.accounts["subject"].to_numpy()
    platform, names = pd.factorize(facts.accounts["platform"].to_numpy())
    shape = (int(subject.max(initial=-1)) + 1, len(names))
    readable, used = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    np.logical_or.at(readable, (subject, platform), facts.week_read)
    np.logical_or.at(used, (subject, platform), posts_in_window(facts) > 0)
    n = readable.sum(axis=1)[subject].astype(np.float64)
    n[n == 0] = np.nan
    used = np.where(np.isnan(n), np.nan, (used & readable).sum(axis=1)[subject])
    result = column(share(used, n), n, _unread(facts))
    result.counted, result.of = used, n
    return result
