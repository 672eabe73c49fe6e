"""From columns to the rows of a result, column by column: never a filter an account."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from auditor.method.facts import Facts, Floats, Ints
from auditor.method.signals.copies import copies
from auditor.method.signals.dialogue import comments_by_others
from auditor.method.signals.openness import is_invitation
from auditor.method.signals.resonance import medians
from auditor.method.sites import links_home
from auditor.method.windows import BLOCK, DAY, block_edges
from auditor.result.raw_account import (
    RawCounts,
    RawFollowerCount,
    RawSeriesPost,
    RawSeriesReply,
    RawTopPost,
    RawWeek,
)

MOST_POSTS, TOP, FLOP = 600, 100, 100
MOST_REPLIES = 600
MOST_FOLLOWER_COUNTS = 400
WEEKS = 52
HOUR = 3_600_000

_Row = TypeVar("_Row")


def iso_times(values: Ints) -> list[str]:
    """Times (ms) as ISO 8601 in UTC, to the second."""
    moments = np.asarray(values, dtype=np.int64).astype("datetime64[ms]")
    return [f"{text}Z" for text in np.datetime_as_string(moments, unit="s").tolist()]


def iso_moment(value: int) -> str:
    """A moment (ms) as ISO 8601 in UTC, to the second."""
    return iso_times(np.array([value]))[0]


def iso_one(value: float | None) -> str | None:
    """One time; nothing stays nothing."""
    return None if value is None or value != value else iso_moment(int(value))


def ints(values: Floats) -> list[int | None]:
    """Whole numbers; NaN is null."""
    return [None if value != value else int(value) for value in values.tolist()]


def optional_floats(values: Floats) -> list[float | None]:
    """Numbers; NaN is null."""
    return [None if value != value else value for value in values.tolist()]


def optional_bools(values: Floats) -> list[bool | None]:
    """Yes, no, or null."""
    return [None if value != value else value == 1 for value in values.tolist()]


def split_by_account(rows: list[_Row], account: Ints, count: int) -> list[list[_Row]]:
    """Rows in the order of their accounts, one list an account.

    Args:
        rows: rows of the result.
        account: the number of the account of each row.
        count: how many accounts there are.
    """
    cuts = np.searchsorted(account, np.arange(count + 1)).tolist()
    return [rows[a:b] for a, b in itertools.pairwise(cuts)]


def kept_posts(facts: Facts) -> Ints:
    """The places of the posts that a result holds: all, or the newest, the top and the flop."""
    account = facts.post_rows["account"]
    sizes = np.bincount(account, minlength=facts.count)
    if sizes.max(initial=0) <= MOST_POSTS:
        return np.arange(len(account))
    cuts = np.concatenate([[0], np.cumsum(sizes)])
    y = facts.post_rows["y"]
    kept_rows: list[Ints] = []
    for start, end in itertools.pairwise(cuts):
        places = np.arange(start, end)
        if end - start > MOST_POSTS:
            newest = places[-(MOST_POSTS - TOP - FLOP) :]
            older = places[: -(MOST_POSTS - TOP - FLOP)]
            with_count = older[~np.isnan(y[older])]
            ranked = with_count[np.argsort(y[with_count], kind="stable")]
            chosen = np.concatenate([ranked[:FLOP], ranked[-TOP:], newest])
            places = np.unique(chosen)
        kept_rows.append(places)
    return np.concatenate(kept_rows)


def post_series(
    facts: Facts, kept_rows: Ints, texts: Mapping[int, tuple[Any, ...]]
) -> list[list[RawSeriesPost]]:
    """The posts of every account, newest last.

    Args:
        facts: all that was read, in frames.
        kept_rows: numbers of the posts that the result holds.
        texts: by row, what is read of a post only for the page.
    """
    frame = facts.posts.iloc[kept_rows]
    row = frame["row"].tolist()
    fields = [texts[row_id] for row_id in row]
    columns: dict[str, Sequence[Any]] = {
        "id": [post[0] for post in fields],
        "url": [post[1] for post in fields],
        "published_at": iso_times(frame["at"].to_numpy()),
        "kind": frame["kind"].tolist(),
        "format": frame["format"].tolist(),
        "text": [post[2] for post in fields],
        "reactions": ints(frame["reactions"].to_numpy()),
        "comments": ints(frame["comments"].to_numpy()),
        "shares": ints(frame["shares"].to_numpy()),
        "interactions": ints(frame["y"].to_numpy()),
        "is_question": optional_bools(frame["is_question"].to_numpy()),
        "invites": optional_bools(is_invitation(facts)[kept_rows]),
        "has_mention": optional_bools(frame["names_others"].to_numpy()),
        "is_poll": optional_bools(frame["is_poll"].to_numpy()),
        "is_promotion": optional_bools(frame["is_promotion"].to_numpy()),
        "links_home": optional_bools(links_home(facts)["home"].to_numpy()[kept_rows]),
        "is_duplicate": optional_bools(copies(facts)[kept_rows]),
        "mature": frame["mature"].tolist(),
    }
    names = tuple(columns)
    rows = [
        cast("RawSeriesPost", dict(zip(names, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]
    for post, has_clock in zip(rows, frame["has_clock"].tolist(), strict=True):
        if not has_clock:
            post["has_clock"] = False
    return split_by_account(rows, frame["account"].to_numpy(), facts.count)


def account_counts(facts: Facts, texts: Mapping[int, tuple[Any, ...]]) -> list[RawCounts]:
    """The counts of every account over the history window."""
    frame = facts.posts
    account = frame["account"].to_numpy()
    kind = frame["kind"].to_numpy()
    own = frame["own"].to_numpy()
    y = frame["y"].to_numpy()
    with_count = own & ~np.isnan(y)
    number = facts.per_account(account[with_count])
    total = facts.per_account(account[with_count], y[with_count])
    largest, top = _largest(facts, account, y, with_count)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = np.where(number > 0, total / number, np.nan)
        none = facts.per_account(account[with_count], y[with_count] == 0)
        zero = np.where(number > 0, none / number, np.nan)
    columns: dict[str, Sequence[Any]] = {
        "own_posts": ints(facts.per_account(account[own])),
        "replies": ints(facts.per_account(account[kind == "reply"])),
        "reposts": ints(facts.per_account(account[kind == "repost"])),
        "mature_posts": ints(facts.per_account(account[own & frame["mature"].to_numpy()])),
        "counted_posts": ints(number),
        "interactions_sum": ints(np.where(number > 0, total, np.nan)),
        "interactions_mean": optional_floats(mean),
        "interactions_median": optional_floats(
            medians(account[with_count], y[with_count], facts.count)
        ),
        "interactions_max": ints(largest),
        "zero_share": optional_floats(zero),
        "top_post": [_top_post(frame, row, texts) for row in top.tolist()],
    }
    names = tuple(columns)
    return [
        cast("RawCounts", dict(zip(names, values, strict=True)))
        for values in zip(*columns.values(), strict=True)
    ]


def _largest(
    facts: Facts, account: Ints, y: Floats, with_count: npt.NDArray[np.bool_]
) -> tuple[Floats, Ints]:
    """The largest count of every account, and the place of the newest post that has it (or -1)."""
    places = np.flatnonzero(with_count)
    order = np.lexsort((places, y[places], account[places]))
    last = pd.Series(places[order], index=account[places][order]).groupby(level=0).last()
    top = np.full(facts.count, -1, dtype=np.int64)
    top[last.index.to_numpy(dtype=np.int64)] = last.to_numpy()
    return np.where(top >= 0, y[top] if len(y) else np.nan, np.nan), top


def _top_post(
    frame: pd.DataFrame, row: int, texts: Mapping[int, tuple[Any, ...]]
) -> RawTopPost | None:
    if row < 0:
        return None
    post = frame.iloc[row].to_dict()
    identifier, url, _ = texts[int(post["row"])]
    return {
        "id": identifier,
        "url": url,
        "published_at": iso_moment(int(post["at"])),
        "interactions": int(post["y"]),
    }


def top_places(facts: Facts) -> Ints:
    """The places of every account's post with the most interactions."""
    y = facts.post_rows["y"]
    with_count = facts.post_rows["own"] & ~np.isnan(y)
    top = _largest(facts, facts.post_rows["account"], y, with_count)[1]
    return top[top >= 0]


def weeks(facts: Facts) -> list[list[RawWeek]]:
    """The last 52 blocks of seven days of every account, oldest first; unread weeks are null."""
    edges = block_edges(facts.as_of, WEEKS)
    accounts = np.arange(facts.count)
    cover = facts.cover
    at = np.stack([cover.position(accounts, np.full(facts.count, edge)) for edge in edges], axis=1)
    covered = np.diff(at, axis=1) / DAY
    frame = facts.posts[facts.post_rows["own"]]
    block = (frame["at"].to_numpy() - edges[0]) // BLOCK
    inside = block >= 0
    account, block = frame["account"].to_numpy()[inside], block[inside]
    y = frame["y"].to_numpy()[inside]
    cell = account * WEEKS + block
    size = facts.count * WEEKS
    n = np.bincount(cell, minlength=size)
    with_count = ~np.isnan(y)
    total = np.bincount(cell[with_count], y[with_count], minlength=size)
    has_count = np.bincount(cell[with_count], minlength=size) > 0
    is_readable = (covered.reshape(-1) > 0) | (n > 0)
    starts = iso_times(edges[:-1]) * facts.count
    rows: list[RawWeek] = [
        {"start": start, "covered": days, "posts": posts_, "interactions": sum_}
        for start, days, posts_, sum_ in zip(
            starts,
            covered.reshape(-1).round(6).tolist(),
            ints(np.where(is_readable, n, np.nan)),
            ints(np.where(has_count, total, np.nan)),
            strict=True,
        )
    ]
    return [rows[number * WEEKS : (number + 1) * WEEKS] for number in range(facts.count)]


def _answered_by(public: pd.DataFrame) -> list[str | None]:
    own, team = public["answered"].to_numpy(), public["team_answered"].to_numpy()
    first = np.where(np.isnan(own) | (team < own), "team", "account")
    nobody = np.isnan(own) & np.isnan(team)
    return [None if none else str(by) for by, none in zip(first, nobody, strict=True)]


def replies(facts: Facts, texts: Mapping[int, tuple[Any, ...]]) -> list[list[RawSeriesReply]]:
    """Comments by others under posts of the window with the delay of the first answer (hours)."""
    public = comments_by_others(facts)
    public = public.iloc[np.lexsort((public["at"], public["account"]))]
    newest = public.groupby("account").cumcount(ascending=False) < MOST_REPLIES
    public = public[newest.to_numpy()]
    hours = (public["answered"].to_numpy() - public["at"].to_numpy()) / HOUR
    rows: list[RawSeriesReply] = [
        {
            "post": texts[row][0] if row in texts else None,
            "commented_at": at,
            "hours": delay,
            "by": by,
        }
        for row, at, delay, by in zip(
            public["post_row"].tolist(),
            iso_times(public["at"].to_numpy()),
            optional_floats(hours),
            _answered_by(public),
            strict=True,
        )
    ]
    return split_by_account(rows, public["account"].to_numpy(), facts.count)


def followers(facts: Facts) -> list[list[RawFollowerCount]]:
    """How many followed every account inside the history, oldest first, the last of each day."""
    frame = facts.snapshots
    by_account: list[dict[str, RawFollowerCount]] = [{} for _ in facts.refs]
    at = pd.to_datetime(frame["observed_at"], format="ISO8601", utc=True)
    moments = at.astype("datetime64[ms, UTC]").astype("int64").to_numpy()
    inside = (moments >= facts.history_start) & (moments <= facts.as_of)
    known = inside & frame["followers"].notna().to_numpy()
    for account, moment, count in zip(
        frame["account"].to_numpy()[known],
        moments[known],
        frame["followers"].to_numpy()[known],
        strict=True,
    ):
        text = iso_moment(int(moment))
        by_account[account][text[:10]] = {"at": text, "followers": int(count)}
    return [list(days.values())[-MOST_FOLLOWER_COUNTS:] for days in by_account]
