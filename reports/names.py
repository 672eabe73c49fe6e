"""Names of networks and pages, and the order in which pages are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from auditor.core import labels
from auditor.core.messages import Message, msg
from auditor.core.networks import TITLES
from auditor.result.schema import Result
from auditor.result.schema_account import AccountResult
from reports.safety import page_text

_SITE = msg("Website")
_ORDER = (
    "social_lazy",
    "absent",
    "without_direction",
    "confused",
    "one_way",
    "active",
    "insufficient_data",
)


def platform_name(platform: str) -> str | Message:
    """The name of a network; ``site`` is the only one that is translated."""
    return _SITE if platform == "site" else TITLES.get(platform, platform)


def last_day(end: datetime) -> datetime:
    """The last moment inside a window: people see no exclusive end."""
    return end - timedelta(milliseconds=1)


def accounts_of(result: Result, role: str) -> Iterator[AccountResult]:
    """The accounts of the client or of its competitors, in the result's order."""
    refs = {ref for subject in result.subjects if subject.role == role for ref in subject.accounts}
    return (account for account in result.accounts if account.ref in refs)


def has_enough_days(result: Result, account: AccountResult) -> bool:
    """Enough days were read, as a verdict asks for: on fewer, rates are chance."""
    return account.coverage.days >= result.method.least_days


def label_of(result: Result, account: AccountResult) -> tuple[Message, ...]:
    """The words of a verdict: sharp ones only where the subject's tone is sharp and it is sure."""
    verdict = account.verdict
    sharp = any(
        account.ref in subject.accounts for subject in result.subjects if subject.words == "sharp"
    )
    return labels.verdict_words(verdict.code, verdict.sub_label, neutral=not sharp or verdict.leans)


def in_order(result: Result) -> Iterator[AccountResult]:
    """The client's accounts, worst first, then the competitors'."""
    for role in ("client", "competitor"):
        yield from sorted(accounts_of(result, role), key=_rank)


def _rank(account: AccountResult) -> tuple[int, float, str]:
    code = account.verdict.code
    rank = _ORDER.index(code) if code else len(_ORDER)
    score = account.score.value
    return rank, score if score is not None else 101.0, account.ref


def page_names(result: Result) -> dict[str, Message]:
    """The name of every page: its network; with the handle where the network occurs twice.

    A competitor's page goes by the competitor's name first.
    """
    names: dict[str, Message] = {}
    clients = Counter(account.platform for account in accounts_of(result, "client"))
    for subject in result.subjects:
        own = [account for account in result.accounts if account.ref in subject.accounts]
        rival = subject.role == "competitor"
        times = Counter(account.platform for account in own) if rival else clients
        for account in own:
            network = platform_name(account.platform)
            name = Message("{network}", {"network": network})
            if times[account.platform] > 1:
                name = msg(
                    "{network} · {handle}", network=network, handle=page_text(account.handle)
                )
            if rival:
                name = msg("{subject} · {page}", subject=page_text(subject.name), page=name)
            names[account.ref] = name
    return names


# From so many days on the age of what is known is part of the finding [D].
OLD_DAYS = 14


@dataclass(frozen=True, slots=True)
class Age:
    """The last day of which anything is known, and how many days before the report it was."""

    day: date
    days: int


def age_of(result: Result, end: datetime | None) -> Age | None:
    """How old it is what is known up to ``end``; ``None`` for less than two weeks."""
    if end is None:
        return None
    days = (result.generated_at - end).days
    zone = ZoneInfo(result.client.timezone)
    return Age(last_day(end).astimezone(zone).date(), days) if days >= OLD_DAYS else None


@dataclass(frozen=True)
class PageContext:
    """A result, and what every section asks of it: worked out once a page.

    Args:
        result: what the audit found.
        words: a consultant's own words, by verdict.
    """

    result: Result
    words: Mapping[str, str] = field(default_factory=dict)

    def label(self, account: AccountResult) -> tuple[Message, ...]:
        """The words of a page's verdict: the consultant's own, else as its subject's tone asks."""
        return self.in_own_words(account.verdict.code, label_of(self.result, account))

    def in_own_words(self, code: str | None, label: Sequence[Message]) -> tuple[Message, ...]:
        """The words of a verdict with the consultant's own in place of its name, if she has one.

        Args:
            code: the verdict.
            label: its words, its finer name last if it has one.
        """
        own = self.words.get(code or "")
        return tuple(label) if own is None else (msg("{words}", words=own), *label[1:])

    @cached_property
    def names(self) -> dict[str, Message]:
        """The name of every page, by account."""
        return page_names(self.result)

    @cached_property
    def order(self) -> list[AccountResult]:
        """The accounts as they are shown: the client's, worst first, then the competitors'."""
        return list(in_order(self.result))

    @cached_property
    def own(self) -> list[AccountResult]:
        """The client's accounts, in the result's order."""
        return list(accounts_of(self.result, "client"))

    @cached_property
    def client(self) -> str:
        """The client's name, fit for a page."""
        return page_text(self.result.client.name)

    @cached_property
    def age(self) -> Age | None:
        """How old the whole audit is; ``None`` where it is of these two weeks."""
        return age_of(self.result, self.result.as_of)

    @cached_property
    def own_refs(self) -> frozenset[str]:
        """Those by name."""
        return frozenset(account.ref for account in self.own)

    @cached_property
    def rivals(self) -> list[AccountResult]:
        """The competitors' accounts, in the result's order."""
        return list(accounts_of(self.result, "competitor"))

    @cached_property
    def rivals_refs(self) -> frozenset[str]:
        """Those by name."""
        return frozenset(account.ref for account in self.rivals)
