"""Dialogue: does the account answer, and does it speak with anybody?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS
from auditor.core.units import Unit
from auditor.method.facts import Bools, Facts, Floats, Ints, once
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

HOUR = 3_600_000
LEAST_COMMENTS = 5
_FAR = 1 << 43


@once
def comments_by_others(facts: Facts) -> pd.DataFrame:
    """Comments by others under own posts of the window, and reviews written in it, with
    ``answered`` (ms; NaN: not yet).

    ``team_answered`` is the same for the declared team, whose answers are not the account's.
    """
    comments = facts.comments
    inside = in_window(facts, comments)
    mine = comments["is_account"].to_numpy()
    comments_of_others: pd.DataFrame = comments[inside & ~mine].copy()
    comments_of_others["answered"] = _first_answer(comments_of_others, comments[mine])
    team = _first_answer(comments_of_others, comments[comments["member"].to_numpy() >= 0])
    comments_of_others["team_answered"] = np.where(
        comments_of_others["member"].to_numpy() >= 0, np.nan, team
    )
    return comments_of_others


def in_window(facts: Facts, comments: pd.DataFrame) -> Bools:
    """Which comments count: those under own posts of the window, and reviews written in it.

    Args:
        facts: all that was read.
        comments: some of its comments.
    """
    post, at = comments["post"].to_numpy(), comments["at"].to_numpy()
    written = (at >= facts.window_start) & (at < facts.as_of)
    under_posts = np.append(facts.post_rows["in_window"], False)[post]
    return np.where(post >= 0, under_posts, written)


def _first_answer(public: pd.DataFrame, mine: pd.DataFrame) -> Floats:
    """For every comment the first of the account in its thread, not earlier (ms); NaN without."""
    if public.empty or mine.empty:
        return np.full(len(public), np.nan)
    keys = np.sort(mine["thread"].to_numpy() * _FAR + mine["at"].to_numpy())
    comment_keys = public["thread"].to_numpy() * _FAR + public["at"].to_numpy()
    index = np.searchsorted(keys, comment_keys, side="left")
    answers = np.full(len(public), np.nan)
    inside = index < len(keys)
    key = keys[index[inside]] if len(keys) else np.empty(0, dtype=np.int64)
    same = key // _FAR == public["thread"].to_numpy()[inside]
    answers[np.flatnonzero(inside)[same]] = (key % _FAR)[same]
    return answers


def _unread(facts: Facts) -> Objects:
    """Why nothing is known of comments: none was read, or none was written."""
    why = missing_reasons(facts, "replies", default=Reason.NOT_FETCHED)
    why[facts.accounts["comments_read"].to_numpy()] = Reason.NOTHING_TO_MEASURE
    return why


def incoming_counts(facts: Facts) -> tuple[Floats, Floats]:
    """Where a network tells only how many comments came in: that number, and posts answered."""
    if facts.incoming.empty:
        return np.full(facts.count, np.nan), np.full(facts.count, np.nan)
    start, end = facts.window_start, facts.as_of
    days = pd.to_datetime(facts.incoming["day"]).to_numpy().astype("datetime64[ms]")
    at = days.astype(np.int64)
    inside = (at >= start) & (at < end)
    account, day = facts.incoming["account"].to_numpy()[inside], at[inside] // DAY
    has_number = np.zeros(facts.count, dtype=bool)
    has_number[account] = True
    counts = facts.incoming["comments"].to_numpy(dtype=np.float64)[inside]
    number = np.where(has_number, facts.per_account(account, counts), np.nan)
    rows = _replies_to_others(facts)
    replies = pd.DataFrame({name: rows[name] for name in ("account", "at", "reply_to")})
    replies = replies[replies["reply_to"].notna()].drop_duplicates(["account", "reply_to"])
    # only what was answered on the days that are told stands beside what came in on them
    owner = replies["account"].to_numpy()
    same = np.isin(owner * _FAR + replies["at"].to_numpy() // DAY, account * _FAR + day)
    return number, np.minimum(facts.per_account(owner[same]), number)


def _unanswered_evidence(facts: Facts) -> Floats:
    """Posts with unanswered comments, those with the most first."""
    public = comments_by_others(facts)
    open_ = public[np.isnan(public["answered"].to_numpy())]
    posts = open_["post"].to_numpy()
    count = np.bincount(posts[posts >= 0], minlength=len(facts.post_rows)).astype(np.float64)
    return np.where(count > 0, count, np.nan)


@signal(
    id="reply_rate",
    unit=Unit.SHARE,
    title=msg("Comments that got an answer"),
    improve_title=msg("Some comments stay without an answer"),
    failure_title=msg("Comments stay without an answer"),
    why=msg("Who asks and gets no answer does not ask again."),
    formula=msg(
        "replied / comments by others, under own posts of the window, or reviews written in it; "
        "replied: a comment by the account in the same thread, not earlier. Where a network tells "
        "no more than how many answers came in on each day, that number stands for the comments, "
        "and replied is how many different posts the account answered on those days, at most that "
        "number"
    ),
    source=msg("[S] 65 % is Socially Devoted's line; half of the pages answer 12 % or less [S/D]"),
    evidence=_unanswered_evidence,
)
def reply_rate(facts: Facts, columns: Columns) -> Column:
    """Share of comments that the account answered, as counted."""
    del columns
    public = comments_by_others(facts)
    account = public["account"].to_numpy()
    n = facts.per_account(account)
    replied = facts.per_account(account, ~np.isnan(public["answered"].to_numpy()))
    number, distinct = incoming_counts(facts)
    only_number = ~facts.accounts["comments_read"].to_numpy() & ~np.isnan(number)
    n = np.where(only_number, number, n)
    replied = np.where(only_number, distinct, replied)
    value = share(replied, n)
    why = _unread(facts)
    why[only_number] = Reason.NOTHING_TO_MEASURE
    result = column(value, n, why)
    result.counted, result.of = replied, n
    return result


@signal(
    id="reply_time",
    unit=Unit.HOURS,
    title=msg("Hours until an answer"),
    improve_title=msg("Answers could come sooner"),
    failure_title=msg("Answers come late or never"),
    why=msg("Most people who write to a firm expect an answer within the day."),
    formula=msg(
        "Kaplan–Meier median of hours from a comment to the account's first reply; unanswered "
        "comments are censored at the observation; 5 comments or more"
    ),
    source=msg("[S] 24 h and 4 h bracket what is observed and what customers expect"),
)
def reply_time(facts: Facts, columns: Columns) -> Column:
    """Median hours to the first reply, censored; "not reached" is a value of its own."""
    del columns
    timed_comments = comments_by_others(facts)
    timed_comments = timed_comments[timed_comments["timed"].to_numpy()]
    account = timed_comments["account"].to_numpy()
    answered = timed_comments["answered"].to_numpy()
    event = ~np.isnan(answered)
    end = np.where(event, answered, timed_comments["observed"].to_numpy())
    hours = np.maximum(end - timed_comments["at"].to_numpy(), 0) / HOUR
    median = kaplan_meier_median(account, hours, event, facts.count)
    n = facts.per_account(account)
    enough = n >= LEAST_COMMENTS
    why = _unread(facts)
    why[n > 0] = Reason.TOO_FEW
    result = column(np.where(enough, median, np.nan), n, why)
    result.not_reached = enough & np.isnan(median)
    result.missing[result.not_reached] = None
    return result


def kaplan_meier_median(account: Ints, hours: Floats, event: Bools, count: int) -> Floats:
    """The time at which half have got an answer; NaN where that is never reached.

    Args:
        account: the number of the account of each comment.
        hours: until the answer, or until nobody looked any more.
        event: whether it was answered.
        count: how many accounts there are.
    """
    order = np.lexsort((~event, hours, account))
    account, hours, event = account[order], hours[order], event[order]
    n = np.bincount(account, minlength=count)
    start = np.concatenate([[0], np.cumsum(n)])
    median = np.full(count, np.nan)
    for number in np.flatnonzero(n):
        part = slice(start[number], start[number + 1])
        at_risk = np.arange(n[number], 0, -1)
        left = np.cumprod(np.where(event[part], 1 - 1 / at_risk, 1.0))
        reached = np.flatnonzero(left <= 0.5 + 1e-9)
        if len(reached):
            median[number] = hours[part][reached[0]]
    return median


@signal(
    id="thread_depth",
    unit=Unit.SHARE,
    title=msg("Conversations that went on"),
    why=msg("A second answer shows that somebody really talks, not just acknowledges."),
    formula=msg("comment threads with two or more turns by the account / comment threads"),
    source="[D]",
)
def thread_depth(facts: Facts, columns: Columns) -> Column:
    """Threads of others in which the account spoke twice or more / threads of others."""
    del columns
    comments = facts.comments
    if comments.empty:
        none = np.zeros(facts.count)
        result = column(np.full(facts.count, np.nan), none, _unread(facts))
        result.counted, result.of = none, none
        return result
    comments = comments[in_window(facts, comments)]
    mine = comments["is_account"].to_numpy()
    threads = comments[~mine].drop_duplicates("thread")
    turns = comments[mine].groupby("thread").size()
    deep = threads["thread"].map(turns).fillna(0).to_numpy() >= 2
    account = threads["account"].to_numpy()
    n, yes = facts.per_account(account), facts.per_account(account, deep)
    result = column(share(yes, n), n, _unread(facts))
    result.counted, result.of = yes, n
    return result


def _replies_to_others(facts: Facts) -> Rows:
    """The account's replies on others' posts in the covered window."""
    posts = facts.post_rows
    at, account = posts["at"], posts["account"]
    chosen = (posts["kind"] == "reply") & (posts["on_own_thread"] != 1)
    chosen &= (at >= facts.window_start) & facts.cover.contains(account, at)
    return posts.where(chosen)


@signal(
    id="outbound_comments",
    unit=Unit.TIMES_A_WEEK,
    title=msg("Comments on others' posts per week"),
    why=msg("Who joins others' conversations is found by people who do not follow yet."),
    formula=msg(
        "the account's comments and replies on others' posts × 7 / covered days (4 or more), "
        "where visible"
    ),
    source="[D]",
)
def outbound_comments(facts: Facts, columns: Columns) -> Column:
    """Replies to others per week, where a network shows them."""
    del columns
    n = facts.per_account(_replies_to_others(facts)["account"])
    lists_replies = np.array(
        [
            TRAITS[ref.platform].lists_replies and "outbound" not in missing
            for ref, missing in zip(facts.refs, facts.missing, strict=True)
        ],
        dtype=bool,
    )
    days = np.where(facts.week_read, facts.covered_days, np.nan)
    value = np.where(lists_replies | (n > 0), share(n * 7, days), np.nan)
    unread = np.where(facts.covered_days > 0, Reason.TOO_FEW, Reason.NOT_FETCHED)
    untold = missing_reasons(facts, "outbound", default=Reason.NOT_OFFERED)
    why = np.where(lists_replies | (n > 0), unread, untold).astype(object)
    return column(value, np.where(np.isnan(value), np.nan, n), why)
