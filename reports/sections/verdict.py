"""The verdict: one ladder, and a block an account with its sentence and the signs behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from auditor.core import labels
from auditor.core.messages import Message, msg, msgn
from auditor.core.units import Unit
from auditor.result.schema_account import AccountResult
from reports.figures import Fact
from reports.language import NO_VALUE, Rounded
from reports.names import PageContext, age_of, platform_name
from reports.safety import page_text, safe_url
from reports.sections.evidence import Group, groups
from reports.sections.signs import Sign, signs_of
from reports.units import quantity
from reports.verdict_certainty import confidence_words, leaning_words, no_score, to_add
from reports.verdict_reasons import reason_words

__all__ = ["RUNG_NAMES", "TONES", "AccountBlock", "Rung", "account_blocks", "ladder", "to_add"]

TONES = {
    "social_lazy": "bad",
    "absent": "bad",
    "without_direction": "warn",
    "confused": "warn",
    "one_way": "none",
    "active": "good",
}
# Of more pages than this, a rung says how many stand on it and folds their names [D].
MOST_CHIPS = 12
# The rungs, from nobody there to a page that lets others in; "not enough data" stands beside.
_RUNGS: dict[str, Message] = {
    "absent": msg("no post, or hardly any"),
    "social_lazy": msg("speaks of itself, and nobody responds"),
    "without_direction": msg("no rhythm, or nobody responds"),
    "one_way": msg("regular, and lets few others in"),
    "active": msg("regular, and lets others in"),
    "confused": msg("as version 1 of the method judged it"),
    "insufficient_data": msg("not on the ladder yet"),
}
_ALWAYS = ("absent", "social_lazy", "without_direction", "one_way", "active")
RUNG_NAMES: dict[str, Message] = {
    "absent": msg("Absent"),
    "social_lazy": msg("Shop window"),
    "without_direction": msg("Without direction"),
    "one_way": msg("One-way"),
    "active": msg("Active"),
    "confused": msg("Confused"),
    "insufficient_data": msg("Not enough data"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A page on its rung."""

    name: Message
    anchor: str
    score: float | None
    competitor: bool
    as_of: date | None
    leans: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder and the pages that stand on it."""

    code: str
    name: Message
    meaning: Message
    tone: str
    chips: tuple[Chip, ...]
    is_folded: bool

    @property
    def count(self) -> Message:
        """How many pages stand on it."""
        return msgn("{n} page", "{n} pages", len(self.chips))


@dataclass(frozen=True, slots=True)
class AccountBlock:
    """One account: its verdict in words and the signs that show it."""

    key: str
    name: Message
    network: Any
    subject: str
    handle: str
    url: str
    label: tuple[Message, ...]
    leans: bool
    leaning: Message | None
    tone: str
    reason: Message
    confidence: Message | None
    flags: tuple[Message, ...]
    score: Message | None
    range: Message | None
    no_score: Message | None
    figures: tuple[Fact, ...]
    signs: tuple[Sign, ...]
    groups: tuple[Group, ...]
    benchmark: Message | None
    site: Message | None
    competitor: bool
    first: bool


def ladder(blocks: tuple[AccountBlock, ...], page: PageContext) -> tuple[Rung, ...]:
    """Every page on its rung; rungs without a page stay, so that one sees the whole ladder."""
    codes = {account.ref: account.verdict.code for account in page.result.accounts}
    placed: dict[str, list[Chip]] = {code: [] for code in _RUNGS}
    for account, block in zip(page.order, blocks, strict=True):
        code = codes[account.ref]
        if code is not None:
            old = age_of(page.result, account.coverage.end)
            day = old.day if old is not None else None
            chip = Chip(
                block.name,
                block.key,
                account.score.value,
                block.competitor,
                day,
                account.verdict.leans,
            )
            placed[code].append(chip)
    is_folded = len(blocks) > MOST_CHIPS
    return tuple(
        Rung(
            code,
            page.in_own_words(code, (RUNG_NAMES[code],))[0],
            meaning,
            TONES.get(code, "none"),
            tuple(placed[code]),
            is_folded and bool(placed[code]),
        )
        for code, meaning in _RUNGS.items()
        if code in _ALWAYS or placed[code]
    )


def account_blocks(page: PageContext) -> Iterator[AccountBlock]:
    """A block an account, the client's first, the worst of them on top."""
    names = page.names
    rivals = page.rivals_refs
    for number, account in enumerate(page.order, start=1):
        yield _block(page, account, names, f"a{number}", account.ref in rivals, number == 1)


def _block(
    page: PageContext,
    account: AccountResult,
    names: Mapping[str, Message],
    key: str,
    competitor: bool,
    first: bool,
) -> AccountBlock:
    verdict = account.verdict
    return AccountBlock(
        key=key,
        name=names[account.ref],
        network=platform_name(account.platform),
        subject=page_text(account.subject) if competitor else "",
        handle=page_text(account.handle),
        url=safe_url(account.url),
        label=page.label(account),
        leans=verdict.leans,
        leaning=leaning_words(account),
        tone=TONES.get(verdict.code or "", "none"),
        reason=reason_words(page.result, account),
        confidence=confidence_words(account),
        flags=tuple(labels.FLAGS[flag.code] for flag in account.flags),
        score=score_words(account),
        range=range_words(account),
        no_score=no_score(account),
        figures=tuple(_figures(account)),
        signs=tuple(signs_of(page, account, key)),
        groups=groups(page, account),
        benchmark=_benchmark(account),
        site=_site(account),
        competitor=competitor,
        first=first,
    )


def score_words(account: AccountResult) -> Message | None:
    """The score as a number; ``None`` without one."""
    value = account.score.value
    return None if value is None else msg("{value} of 100", value=Rounded(value))


def range_words(account: AccountResult) -> Message | None:
    """Between which numbers the score lies; ``None`` where they are the same or not known."""
    low, high = account.score.low, account.score.high
    if low is None or high is None or round(low) == round(high):
        return None
    return msg("between {low} and {high}", low=Rounded(low), high=Rounded(high))


def _site(account: AccountResult) -> Message | None:
    """The site that is presumed, and how to deny it."""
    site = account.presumed_site
    if site is None:
        return None
    return msg(
        "Presumably your site: {domain} ({n} of {total} links lead there). If it is not, write it "
        "under not_domains in the client file.",
        domain=page_text(site.domain),
        n=site.links,
        total=site.of,
    )


def _figures(account: AccountResult) -> Iterator[Fact]:
    counts, score = account.counts, account.score
    was_read = account.coverage.start is not None
    yield Fact(msg("Own posts"), counts.own_posts if was_read else NO_VALUE)
    if counts.replies:
        yield Fact(msg("Replies to others"), counts.replies)
    yield Fact(msg("Interactions per post, average"), _exact(counts.interactions_mean))
    yield Fact(msg("Interactions on the middle post"), _exact(counts.interactions_median))
    yield Fact(msg("Most interactions on one post"), counts.interactions_max)
    if counts.zero_share is not None:
        yield Fact(msg("Posts without any reaction"), quantity(counts.zero_share, Unit.SHARE))
    yield Fact(msg("Followers"), account.followers)
    if score.value is not None:
        yield Fact(msg("Score"), msg("{value} of 100", value=Rounded(score.value)))
    else:
        why = no_score(account)
        yield Fact(msg("Score"), NO_VALUE if why is None else msg("none: {why}", why=why))


def _exact(value: float | None) -> object:
    """A mean or a median with the digits that it needs: two decimals unless it is whole."""
    return value if value is None or value == round(value) else Rounded(value, 2)


def _benchmark(account: AccountResult) -> Message | None:
    """The figure beside the number, with all that qualifies it."""
    figure, cohort = account.benchmark, account.cohort
    if figure is None or figure.expected_interactions is None:
        return None
    if cohort is not None and cohort.used:
        return msg(
            "Compared with: {n} other pages of this network that are kept here, {least} to {most} "
            "followers. Expected for this size: {expected} interactions a post.",
            n=cohort.size,
            least=cohort.followers_least,
            most=cohort.followers_most,
            expected=Rounded(figure.expected_interactions, 1),
        )
    return msg(
        "Compared with: {name} (data of {year}): {statistic} of {metric} / {denominator} = "
        "{value}%; sample: {sample}. Expected for this size: {expected} interactions a post.",
        name=figure.name,
        year=str(figure.year or NO_VALUE),
        statistic=Message(figure.statistic),
        metric=Message(figure.metric),
        denominator=Message(figure.denominator),
        value=figure.value,
        sample=Message(figure.sample),
        expected=Rounded(figure.expected_interactions, 1),
    )
