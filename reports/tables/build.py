"""Five tables of a result, tidy: a row a thing, unknown is nothing, values as measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from auditor.core.messages import Message, msg
from auditor.core.reasons import WORDS as REASONS
from auditor.core.reasons import Reason
from auditor.core.units import Unit
from auditor.result.schema_account import AccountResult
from reports.language import Language
from reports.names import PageContext, last_day, platform_name
from reports.page import Page
from reports.safety import page_text, safe_url
from reports.sections.appendix import kind_and_format
from reports.sections.plan import Step

Kind = Literal["text", "count", "number", "share", "day", "moment", "flag", "url"]
Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its stable name, its title in words, and what its values are.

    ``moment`` is a naive time in the client's zone, ``share`` a number from 0 to 1.
    """

    name: str
    title: Message
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table."""

    name: str
    title: Message
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class _Source:
    page: PageContext
    voice: Language
    zone: ZoneInfo

    def words(self, value: object) -> str:
        """A value in words, without signs that no cell shows."""
        return page_text(self.voice.value(value))

    def name(self, account: AccountResult) -> str:
        """The name of a page."""
        return self.words(self.page.names[account.ref])

    def local(self, moment: datetime) -> datetime:
        """A moment in the client's zone, as spreadsheets hold it."""
        return moment.astimezone(self.zone).replace(tzinfo=None)


def sheets_of(page: PageContext, shown: Page, language: str) -> tuple[Sheet, ...]:
    """The tables: accounts, signals, posts, weeks, actions.

    Args:
        page: the result.
        shown: what its report shows.
        language: of the words in the cells.
    """
    zone = ZoneInfo(page.result.client.timezone)
    source = _Source(page, Language(language, page.result.client.timezone), zone)
    return (
        Sheet("accounts", msg("Overview"), _ACCOUNTS, tuple(_accounts(source))),
        Sheet("signals", msg("Checks"), _SIGNALS, tuple(_signals(source))),
        Sheet("posts", msg("Posts"), _POSTS, tuple(_posts(source))),
        Sheet("weeks", msg("Weeks"), _WEEKS, tuple(_weeks(source))),
        Sheet("actions", msg("Actions"), _ACTIONS, tuple(_actions(source, shown))),
    )


_PAGE = (Column("account", msg("Address")), Column("page", msg("Page")))
_ACCOUNTS = (
    *_PAGE,
    Column("network", msg("Network")),
    Column("subject", msg("Firm")),
    Column("is_competitor", msg("Competitor"), "flag"),
    Column("verdict", msg("Verdict")),
    Column("verdict_code", msg("Code of the verdict")),
    Column("confidence", msg("How sure"), "share"),
    Column("score", msg("Score"), "number"),
    Column("score_low", msg("Score, at least"), "number"),
    Column("score_high", msg("Score, at most"), "number"),
    Column("followers", msg("Followers"), "count"),
    Column("own_posts", msg("Posts read"), "count"),
    Column("interactions_median", msg("Interactions of the middle post"), "number"),
    Column("days_read", msg("Days read of 91"), "number"),
    Column("last_day", msg("Known up to"), "day"),
    Column("missing", msg("What is not known, and why")),
    Column("url", msg("Link"), "url"),
)
_SIGNALS = (
    *_PAGE,
    Column("signal", msg("Code of the check")),
    Column("title", msg("Check")),
    Column("value", msg("Value"), "number"),
    Column("unit", msg("Unit")),
    Column("low", msg("At least"), "number"),
    Column("high", msg("At most"), "number"),
    Column("line", msg("Line"), "number"),
    Column("passed", msg("Passed"), "flag"),
    Column("counted", msg("Cases"), "count"),
    Column("of", msg("Of"), "count"),
    Column("reason", msg("Why it is not known")),
)
_POSTS = (
    *_PAGE,
    Column("id", msg("Code of the post")),
    Column("published_at", msg("When"), "moment"),
    Column("kind", msg("Kind")),
    Column("text", msg("Text")),
    Column("reactions", msg("Reactions"), "count"),
    Column("comments", msg("Comments"), "count"),
    Column("shares", msg("Shares"), "count"),
    Column("interactions", msg("Interactions"), "count"),
    Column("invites", msg("Invites an answer"), "flag"),
    Column("names_others", msg("Names somebody else"), "flag"),
    Column("sells", msg("Sells"), "flag"),
    Column("links_home", msg("Leads to the own site"), "flag"),
    Column("repeats", msg("Repeats an earlier post"), "flag"),
    Column("url", msg("Link"), "url"),
)
_WEEKS = (
    *_PAGE,
    Column("week", msg("Week of"), "day"),
    Column("days_read", msg("Days read of 7"), "number"),
    Column("posts", msg("Posts"), "count"),
    Column("interactions", msg("Interactions"), "count"),
)
_ACTIONS = (
    Column("action", msg("Code of the action")),
    Column("what", msg("What")),
    Column("within_days", msg("Within days"), "count"),
    Column("effect", msg("Effect")),
    Column("effort", msg("Effort")),
    Column("who", msg("Who")),
    Column("by", msg("By when"), "day"),
    Column("done", msg("Done on"), "day"),
)


# What a number is counted in, in words; a sign such as % stays.
_UNITS: dict[str, Message] = {
    Unit.SHARE: msg("share, from 0 to 1"),
    Unit.POINTS: msg("points of 100"),
    Unit.DAYS: msg("days"),
    Unit.HOURS: msg("hours"),
    Unit.POSTS_A_WEEK: msg("posts a week"),
    Unit.TIMES_A_WEEK: msg("times a week"),
    Unit.SHARE_A_WEEK: msg("share a week"),
    Unit.PER_THOUSAND: msg("for 1,000 followers"),
    Unit.LOG_RATIO: msg("logarithm of how many times as much"),
    Unit.LOG_A_MONTH: msg("logarithm of the change in a month"),
    Unit.BALANCE: msg("from −1 to 1"),
    Unit.COUNT: msg("number"),
    Unit.ITEMS: msg("items of the profile"),
    Unit.WEEKS: msg("weeks"),
}


def _accounts(source: _Source) -> Iterator[tuple[Value, ...]]:
    for account in source.page.order:
        verdict, score, counts = account.verdict, account.score, account.counts
        end = account.coverage.end
        yield (
            account.ref,
            source.name(account),
            source.words(platform_name(account.platform)),
            page_text(account.subject),
            account.ref not in source.page.own_refs,
            ", ".join(source.words(part) for part in source.page.label(account)) or None,
            verdict.code,
            verdict.confidence,
            score.value,
            score.low,
            score.high,
            account.followers,
            counts.own_posts,
            counts.interactions_median,
            account.coverage.days,
            None if end is None else source.local(last_day(end)).date(),
            _missing(source, account),
            safe_url(account.url) or None,
        )


def _missing(source: _Source, account: AccountResult) -> str | None:
    whys = dict.fromkeys(source.words(REASONS[why]) for why in account.missing.values())
    if account.score.value is None and account.score.missing is not None:
        whys.setdefault(source.words(REASONS[account.score.missing]))
    return "; ".join(whys) or None


def _signals(source: _Source) -> Iterator[tuple[Value, ...]]:
    for account in source.page.order:
        for name, signal in account.signals.items():
            low, high = signal.interval or (None, None)
            method = source.page.result.method.signals[name]
            counted, of = signal.details.get("counted"), signal.details.get("of")
            value = signal.value if isinstance(signal.value, int | float) else None
            why: Reason | None = signal.missing
            yield (
                account.ref,
                source.name(account),
                name,
                source.words(Message(method.title)),
                value,
                source.words(_UNITS[signal.unit]) if signal.unit in _UNITS else signal.unit,
                low,
                high,
                signal.threshold,
                signal.passed,
                counted if isinstance(counted, int | float) else None,
                of if isinstance(of, int | float) else None,
                source.words(REASONS[why])
                if why is not None
                else page_text(signal.value)
                if isinstance(signal.value, str)
                else None,
            )


def _posts(source: _Source) -> Iterator[tuple[Value, ...]]:
    for account in source.page.order:
        for post in sorted(account.series.posts, key=lambda post: (post.published_at, post.id)):
            local = source.local(post.published_at)
            yield (
                account.ref,
                source.name(account),
                page_text(post.id),
                local if post.has_clock else local.date(),
                source.words(kind_and_format(post)),
                page_text(post.text) or None,
                post.reactions,
                post.comments,
                post.shares,
                post.interactions,
                post.invites,
                post.has_mention,
                post.is_promotion,
                post.links_home,
                post.is_duplicate,
                safe_url(post.url) or None,
            )


def _weeks(source: _Source) -> Iterator[tuple[Value, ...]]:
    for account in source.page.order:
        for week in account.series.weeks:
            yield (
                account.ref,
                source.name(account),
                source.local(week.start).date(),
                week.covered,
                week.posts,
                week.interactions,
            )


def _actions(source: _Source, shown: Page) -> Iterator[tuple[Value, ...]]:
    steps: Sequence[Step] = () if shown.plan is None else shown.plan.steps
    for step in steps:
        yield (
            step.id,
            source.words(step.what),
            step.days,
            source.words(step.effect_words),
            source.words(step.effort_words),
            step.who or None,
            step.by,
            step.done,
        )
