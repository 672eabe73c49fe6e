"""Network by network: the same few numbers of every page, and a year of weeks beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from auditor.core.messages import Message, msg, msgn
from auditor.core.traits import TRAITS
from auditor.core.units import Unit
from auditor.result.schema_account import AccountResult
from reports.figures import Week
from reports.language import NO_VALUE, Rounded
from reports.names import PageContext
from reports.safety import page_text
from reports.sections.evidence import counted_words
from reports.sections.verdict import TONES
from reports.units import quantity

COLUMNS: tuple[Message, ...] = (
    msg("Followers"),
    msg("Posts per week"),
    msg("Median interactions"),
    msg("Comments answered"),
    msg("Last post"),
    msg("Score"),
)


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """A page in the table: cells in the order of :data:`COLUMNS`, and its weeks."""

    key: str
    name: Message
    handle: str
    label: tuple[Message, ...]
    tone: str
    cells: tuple[Any, ...]
    weeks: tuple[Week, ...]
    weeks_title: Message


@dataclass(frozen=True, slots=True)
class Networks:
    """The table: the client's pages, YouTube's apart, and the competitors'."""

    title: Message
    groups: tuple[tuple[Message | None, tuple[NetworkRow, ...]], ...]


def networks(page: PageContext) -> Networks:
    """The table of all pages."""
    names = page.names
    own = page.own_refs
    rows = [
        (account, _row(page, account, names[account.ref], f"n{number}"))
        for number, account in enumerate(page.order, start=1)
    ]
    mine = [row for account, row in rows if account.ref in own and TRAITS[account.platform].blended]
    videos = [
        row for account, row in rows if account.ref in own and not TRAITS[account.platform].blended
    ]
    rivals = [row for account, row in rows if account.ref not in own]
    groups: list[tuple[Message | None, tuple[NetworkRow, ...]]] = [(None, tuple(mine))]
    groups.append(
        (
            msg(
                "YouTube: calculated by this program from YouTube's counts, not a figure of YouTube"
            ),
            tuple(videos),
        )
    )
    groups.append((msg("Competitors"), tuple(rivals)))
    title = _title([a for a, _ in rows if a.ref in own], page.result.window.days)
    return Networks(title, tuple(g for g in groups if g[1]))


def _title(own: list[AccountResult], days: float) -> Message:
    own = [account for account in own if account.coverage.start is not None]
    if not own:
        return msg("Nothing was read of these pages")
    own = [
        account
        for account in own
        if account.signals["posts_per_week"].value is not None or _posts(account)
    ]
    if not own:
        return msg("Too little of the last 13 weeks was read to speak of these pages")
    posts = sum(account.counts.own_posts for account in own)
    silent = [account for account in own if not _posts(account)]
    total = msgn("{n} own post read", "{n} own posts read", posts)
    if not silent:
        return msgn(
            "{total} on one page, which published in the last 13 weeks",
            "{total} on {n} pages, and all published in the last 13 weeks",
            len(own),
            total=total,
        )
    if any(account.coverage.days < days - 1 for account in silent):
        return msgn(
            "{total}; one page of {pages} has no post in what was read of the last 13 weeks",
            "{total}; {n} pages of {pages} have no post in what was read of the last 13 weeks",
            len(silent),
            total=total,
            pages=len(own),
        )
    return msgn(
        "{total}; one page of {pages} has no post in the last 13 weeks",
        "{total}; {n} pages of {pages} have no post in the last 13 weeks",
        len(silent),
        total=total,
        pages=len(own),
    )


def _posts(account: AccountResult) -> bool:
    mix = account.series.mix
    return mix is not None and mix.posts > 0


def _row(page: PageContext, account: AccountResult, name: Message, key: str) -> NetworkRow:
    signals, score = account.signals, account.score.value
    weekly, last = signals["posts_per_week"], signals["days_since_last_post"]
    median = account.counts.interactions_median
    weeks = tuple(
        Week(week.start.date(), week.posts, week.interactions) for week in account.series.weeks
    )
    cells = (
        account.followers,
        NO_VALUE if weekly.value is None else _weekly(_number(weekly.value)),
        NO_VALUE if median is None else Rounded(median, 0 if median == int(median) else 1),
        counted_words(signals["reply_rate"]) or NO_VALUE,
        _ago(_number(last.value)),
        NO_VALUE if score is None else Rounded(score),
    )
    weeks_read = sum(week.posts is not None for week in weeks)
    return NetworkRow(
        key,
        name,
        page_text(account.handle),
        page.label(account),
        TONES.get(account.verdict.code or "", "none"),
        cells,
        weeks,
        msgn("Posts a week over {n} week read", "Posts a week over {n} weeks read", weeks_read),
    )


def _number(value: float | str | None) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def _weekly(value: float | None) -> Rounded:
    return Rounded(value, 0 if value == 0 else 1)


def _ago(days: float | None) -> object:
    if days is None:
        return NO_VALUE
    if days < 1:
        return msg("less than a day ago")
    return msg("{days} ago", days=quantity(days, Unit.DAYS))
