"""From the store to frames of facts for one audit: accounts, posts, comments, what was covered.

Accounts are numbered from 0 in the order of the audit; frames refer to them by that number. Times
are milliseconds (UTC). A float column holds NaN where nothing is known, never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import sqlalchemy as sa

from auditor.core.model import PARTS, AccountRef
from auditor.core.reasons import Reason
from auditor.core.spec import AuditSpec, SubjectSpec
from auditor.method.cohort_data import Others, interactions, load_others
from auditor.method.frames import AHEAD, ENDLESS, numbered, profiles_by, read_comments
from auditor.method.post_frames import read_posts
from auditor.method.post_kinds import add_kinds, own_names
from auditor.method.post_rows import Rows
from auditor.method.windows import (
    DAY,
    LEAST_READ,
    VERDICT_DAYS,
    Bools,
    Cover,
    Covered,
    Floats,
    Ints,
    block_edges,
    covered_blocks,
    join_spans,
)
from auditor.store import Store
from auditor.store import columns as db
from auditor.store.person_keys import comments_of

T = TypeVar("T")

LEAST_COHORT = 10
PROFILE_ITEMS: tuple[str, ...] = (
    "name",
    "picture",
    "cover",
    "bio",
    "website",
    "contact",
    "location",
    "hours",
    "category",
    "named_person",
)


@dataclass(frozen=True)
class Facts:
    """All that is known for one audit.

    ``accounts`` has one row an account (index 0..n-1): subject, platform, followers …; ``posts``
    one row a post of the history window, ordered by account and time; ``comments`` one row a
    comment under such a post or a review under none (``post``: -1; ``member``: which of the team
    wrote it, -1 for others). ``refs`` and
    ``subjects`` are in the order of the accounts. ``others`` are the store's further accounts.
    ``ahead``: when readings were made that lie in the future, an account (ms).
    """

    spec: AuditSpec
    refs: tuple[AccountRef, ...]
    subjects: tuple[SubjectSpec, ...]
    as_of: int
    history_start: int
    accounts: pd.DataFrame
    posts: pd.DataFrame
    comments: pd.DataFrame
    incoming: pd.DataFrame
    cover: Cover
    spans: tuple[tuple[Covered, ...], ...]
    runs: tuple[tuple[db.RunRow, ...], ...]
    missing: tuple[Mapping[str, Reason], ...]
    rows: tuple[db.AccountRow | None, ...]
    snapshots: pd.DataFrame
    others: Others
    ahead: tuple[tuple[int, ...], ...] = ()
    known: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def count(self) -> int:
        """How many accounts."""
        return len(self.refs)

    @property
    def window_start(self) -> int:
        """The start of the verdict window: 91 days before ``as_of``."""
        return self.as_of - VERDICT_DAYS * DAY

    @cached_property
    def post_rows(self) -> Rows:
        """The posts as arrays by name."""
        return Rows(self.posts)

    @cached_property
    def covered_days(self) -> Floats:
        """Covered days of the verdict window, an account."""
        return self.cover.days(self.window_start, self.as_of)

    @cached_property
    def week_read(self) -> Bools:
        """Of which accounts enough was read to speak of a week."""
        return self.covered_days >= LEAST_READ - 1e-9

    @cached_property
    def edges(self) -> Ints:
        """The edges of the verdict window's thirteen blocks."""
        return block_edges(self.as_of)

    @cached_property
    def blocks(self) -> Bools:
        """Which of the blocks count (accounts × 13)."""
        return covered_blocks(self.cover, self.edges)

    def per_account(self, account: Ints, weights: Floats | Ints | Bools | None = None) -> Floats:
        """A sum (or count) by account."""
        values = None if weights is None else np.asarray(weights, dtype=np.float64)
        return np.bincount(account, values, minlength=self.count).astype(np.float64)

    def why(self, number: int, *fields: str, default: Reason) -> Reason:
        """Why a field of an account is missing, as its runs told; else ``default``."""
        reasons = self.missing[number]
        return next((reasons[name] for name in fields if name in reasons), default)


def load(
    store: Store,
    spec: AuditSpec,
    as_of: int,
    history_days: int,
    now: int | None = None,
    with_others: bool = True,
) -> Facts:
    """The facts of an audit as of a moment (ms), with a history of so many days.

    Readings made later than ``now``, by a clock that was wrong then or is now, say nothing of what
    was covered, and their counts give way to all others.

    Args:
        store: the open store.
        spec: the audit: subjects, accounts, zone.
        as_of: the end of the windows, ms since 1970.
        history_days: how many days before it are looked at.
        now: the moment of the audit, ms since 1970; later readings say nothing.
        with_others: whether the store's further accounts are loaded for comparison.
    """
    latest = ENDLESS if now is None else now + AHEAD
    refs = spec.accounts
    owner = {ref: subject for subject in spec.subjects for ref in subject.accounts}
    subjects = tuple(owner[ref] for ref in refs)
    row_of = store.find(refs)
    number = {row: index for index, ref in enumerate(refs) if (row := row_of.get(ref)) is not None}
    start, size = as_of - history_days * DAY, len(refs)
    with store.connect() as connection:
        ids = list(number)
        every_run = db.read_runs(connection, ids)
        runs = _by_account([run for run in every_run if run.started_at <= latest], number, size)
        ahead = _by_account([run for run in every_run if run.started_at > latest], number, size)
        spans = tuple(tuple(_spans(runs_of_account)) for runs_of_account in runs)
        cover = Cover(spans)
        posts = read_posts(connection, ids, number, start, as_of, latest)
        comments = read_comments(connection, ids, number, posts)
        comments["member"] = _members(connection, spec, row_of, comments)
        profiles = profiles_by(pd.DataFrame(db.read_profiles(connection, ids)), latest)
        missing = _missing(db.read_missing(connection, ids), number, size, runs)
        incoming = numbered(pd.DataFrame(db.read_incoming(connection, ids)), number)
        rows = db.select_accounts(connection, ids)
        platforms = [ref.platform for ref in refs] if with_others else []
        strangers = load_others(connection, platforms, ids, (start, as_of), LEAST_COHORT)
    snapshots = numbered(profiles, number)
    accounts = _accounts(refs, subjects, snapshots, posts, runs)
    comments = _authored(comments, accounts)
    _add_interactions(posts, accounts, comments)
    add_kinds(posts, [own_names(subject, spec) for subject in subjects], cover, as_of)
    return Facts(
        spec,
        refs,
        subjects,
        as_of,
        start,
        accounts,
        posts,
        comments,
        incoming,
        cover,
        spans,
        runs,
        missing,
        tuple(rows.get(row_of[ref]) if ref in row_of else None for ref in refs),
        snapshots,
        strangers,
        tuple(tuple(run.started_at for run in runs_ahead) for runs_ahead in ahead),
    )


def _members(
    connection: sa.Connection,
    spec: AuditSpec,
    row_of: Mapping[AccountRef, int],
    comments: pd.DataFrame,
) -> Ints:
    """For every comment the place in the team of who wrote it; -1 for everybody else."""
    own = [row_of[ref] for ref in spec.client.accounts if ref in row_of]
    member_of = comments_of(connection, own, [member.accounts for member in spec.team])
    return np.array([member_of.get(row, -1) for row in comments["row"].tolist()], dtype=np.int64)


def _authored(comments: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    """The comments whose author is told. Of an account with others, too, nobody knows who was
    answered: its comments count as not read."""
    authored = comments["authored"].to_numpy()
    nameless = accounts.index.isin(comments["account"].to_numpy()[~authored])
    accounts["authors_told"] = ~nameless
    accounts.loc[nameless, "comments_read"] = False
    with_author: pd.DataFrame = comments[authored].drop(columns="authored").reset_index(drop=True)
    return with_author


def last_covered(store: Store, spec: AuditSpec, now: int) -> int | None:
    """The latest end of what was read of any of the accounts (ms), not later than ``now``; ``None``
    when nothing was. Readings that were made in the future tell nothing of it.

    Args:
        store: the open store.
        spec: the audit: subjects, accounts, zone.
        now: the moment of the audit, ms since 1970.
    """
    row_of = store.find(spec.accounts)
    if not row_of:
        return None
    with store.connect() as connection:
        runs = db.read_runs(connection, list(row_of.values()))
    ends = [
        min(run.covered_end, now)
        for run in runs
        if run.covered_end is not None and run.started_at <= now + AHEAD
    ]
    return max(ends, default=None)


def _by_account(
    runs: Sequence[db.RunRow], number: Mapping[int, int], count: int
) -> tuple[tuple[db.RunRow, ...], ...]:
    grouped: list[list[db.RunRow]] = [[] for _ in range(count)]
    for run in runs:
        grouped[number[run.account_id]].append(run)
    return tuple(map(tuple, grouped))


def _spans(runs: Sequence[db.RunRow]) -> list[Covered]:
    return join_spans(
        Covered(run.covered_start, run.covered_end, run.span_source == "rows")
        for run in runs
        if run.covered_start is not None and run.covered_end is not None
    )


def _missing(
    columns: db.Columns, number: Mapping[int, int], count: int, runs: Sequence[Sequence[db.RunRow]]
) -> tuple[dict[str, Reason], ...]:
    """Why fields are missing: what the newest run says, or a later whole one no longer says."""
    reasons: list[dict[str, Reason]] = [{} for _ in range(count)]
    newest_whole = [
        max((run.id for run in runs_of_account if run.complete), default=0)
        for runs_of_account in runs
    ]
    broken = [{run.id for run in runs_of_account if not run.complete} for runs_of_account in runs]
    for row, run_id, name, reason in zip(*(columns[key] for key in columns), strict=True):
        index = number[row]
        if run_id in broken[index] and run_id < newest_whole[index]:
            continue
        reasons[index][name] = Reason(reason)
    return tuple(reasons)


def _accounts(
    refs: Sequence[AccountRef],
    subjects: Sequence[SubjectSpec],
    snapshots: pd.DataFrame,
    posts: pd.DataFrame,
    runs: Sequence[Sequence[db.RunRow]],
) -> pd.DataFrame:
    """One row an account: who it is, how many follow it, which parts of an interaction are told."""
    count = len(refs)
    names = list(dict.fromkeys(subject.name for subject in subjects))
    frame = pd.DataFrame(index=pd.RangeIndex(count))
    frame["platform"] = pd.Series([ref.platform for ref in refs], dtype=object)
    frame["subject"] = [names.index(subject.name) for subject in subjects]
    frame["professional"] = [subject.kind == "professional" for subject in subjects]
    followers, origin = _followers(refs, subjects, snapshots)
    frame["followers"] = followers
    frame["followers_origin"] = pd.Series(origin, dtype=object)
    account = posts["account"].to_numpy()
    for part in PARTS:
        tells = np.bincount(account, posts[part].notna().to_numpy(), minlength=count) > 0
        frame[f"tells_{part}"] = tells
    read_posts = np.bincount(
        account, posts["comments_read"].to_numpy() != db.NO_TIME, minlength=count
    )
    by_run = [any(run.comments_read for run in runs_of_account) for runs_of_account in runs]
    frame["comments_read"] = (read_posts > 0) | np.array(by_run, dtype=bool)
    return frame


def _followers(
    refs: Sequence[AccountRef], subjects: Sequence[SubjectSpec], snapshots: pd.DataFrame
) -> tuple[Floats, list[str | None]]:
    """The newest known number of followers; what a client file says where nothing else does."""
    values = np.full(len(refs), np.nan)
    origin: list[str | None] = [None] * len(refs)
    for index, followers, source in zip(
        snapshots["account"], snapshots["followers"], snapshots["origin"], strict=True
    ):
        if followers is not None and followers == followers:
            values[index], origin[index] = followers, source
    for index, (ref, subject) in enumerate(zip(refs, subjects, strict=True)):
        if np.isnan(values[index]) and ref in subject.followers:
            values[index], origin[index] = subject.followers[ref], "manual"
    return values, origin


def _add_interactions(posts: pd.DataFrame, accounts: pd.DataFrame, comments: pd.DataFrame) -> None:
    """``y``: the sum of the parts that the account's source tells, else a told total.

    A post without one of the parts that the account otherwise has is unknown. The account's own
    comments that the network counts are taken out, where the comments were read.
    """
    account = posts["account"].to_numpy()
    under_posts = comments["counted"].to_numpy() & (comments["post"].to_numpy() >= 0)
    own = comments[comments["is_account"].to_numpy() & under_posts]
    own_comments = np.bincount(own["post"].to_numpy(), minlength=len(posts)).astype(np.float64)
    tells = {part: accounts[f"tells_{part}"].to_numpy()[account] for part in PARTS}
    posts["y"] = interactions(posts, own_comments, tells)
    posts["comments"] = np.maximum(posts["comments"].to_numpy() - own_comments, 0)


def once(make: Callable[[Facts], T]) -> Callable[[Facts], T]:
    """Works out something about an audit's facts once, however many signals ask for it."""
    name = f"{make.__module__}.{make.__name__}"

    @wraps(make)
    def cached(facts: Facts) -> T:
        if name not in facts.known:
            facts.known[name] = make(facts)
        value: T = facts.known[name]
        return value

    return cached


__all__ = [
    "PARTS",
    "PROFILE_ITEMS",
    "Bools",
    "Facts",
    "Floats",
    "Ints",
    "last_covered",
    "load",
    "once",
]
