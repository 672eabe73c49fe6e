"""The verdict: one sentence, one ladder, a block an account with the signs that decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor import words
from auditor.messages import Message, msg, msgn
from auditor.result import Result
from auditor.result_account import AccountResult, Evidence, Signal
from reports.figures import Fact, Gauge, Track
from reports.language import NO_VALUE, Rounded
from reports.names import LEAST_DAYS, accounts_of, in_order, page_names, platform_name
from reports.posts import PostLink, post_links
from reports.safety import clean, safe_url
from reports.sections.contradiction import contradiction_words
from reports.sections.evidence import SMOOTHED, Group, counted_words, groups, judgeable
from reports.units import limit_of, quantity

PARTS: dict[str, str] = {
    "no_reply": "reply_rate",
    "no_dialogue": "dialogue_share",
    "own_link_share": "own_link_share",
    "promo_share": "promo_share",
    "duplicate_share": "duplicate_share",
    "top_format_share": "top_format_share",
}
TONES = {
    "social_lazy": "bad", "absent": "bad", "confused": "warn", "active": "good",
}  # fmt: skip
_STATES = {True: ("good", msg("Fine")), False: ("bad", msg("To fix"))}
_MOST_CHIPS = 8
# The rungs, from nobody there to alive; "not enough data" stands beside the ladder.
_RUNGS: dict[str, Message] = {
    "absent": msg("no post, or hardly any"),
    "social_lazy": msg("shows itself, talks with nobody"),
    "confused": msg("does one thing well and undoes it"),
    "active": msg("regular, answers, involves people"),
    "insufficient_data": msg("not on the ladder yet"),
}
RUNG_NAMES: dict[str, Message] = {
    "absent": msg("Absent"),
    "social_lazy": msg("Shop window"),
    "confused": msg("Confused"),
    "active": msg("Active"),
    "insufficient_data": msg("Not enough data"),
}


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: its title (true at its value), value, threshold, state and the posts behind."""

    title: Message
    value: Message | None
    limit: Message | None
    counted: Message | None
    tone: str
    state: Message
    used: bool
    track: Track | None
    anchor: str
    why: Message | None
    posts: tuple[PostLink, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A page on its rung."""

    name: Message
    anchor: str
    score: float | None
    competitor: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder and the pages that stand on it."""

    code: str
    name: Message
    meaning: Message
    tone: str
    chips: tuple[Chip, ...]

    @property
    def first(self) -> tuple[Chip, ...]:
        """The pages that are shown at once."""
        return self.chips[:_MOST_CHIPS] if len(self.chips) > _MOST_CHIPS + 1 else self.chips

    @property
    def others(self) -> tuple[Chip, ...]:
        """The pages of a crowded rung that are folded."""
        return self.chips[len(self.first) :]

    @property
    def others_words(self) -> Message:
        """How many are folded."""
        return msgn("and {n} more", "and {n} more", len(self.others))


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
    tone: str
    provisional: bool
    reason: Message
    count: Message | None
    flags: tuple[Message, ...]
    gauge: Gauge | None
    between: Message | None
    figures: tuple[Fact, ...]
    signs: tuple[Sign, ...]
    groups: tuple[Group, ...]
    benchmark: Message | None
    competitor: bool
    first: bool


def ladder(blocks: tuple[AccountBlock, ...], result: Result) -> tuple[Rung, ...]:
    """Every page on its rung; rungs without a page stay, so that one sees the whole ladder."""
    codes = {account.ref: account.verdict.code for account in result.accounts}
    placed: dict[str, list[Chip]] = {code: [] for code in _RUNGS}
    for account, block in zip(in_order(result), blocks, strict=True):
        code = codes[account.ref]
        if code is not None:
            chip = Chip(block.name, block.key, account.score.value, block.competitor)
            placed[code].append(chip)
    return tuple(
        Rung(code, RUNG_NAMES[code], meaning, TONES.get(code, "none"), tuple(placed[code]))
        for code, meaning in _RUNGS.items()
        if code != "insufficient_data" or placed[code]
    )


def account_blocks(result: Result) -> Iterator[AccountBlock]:
    """A block an account, the client's first, the worst of them on top."""
    names = page_names(result)
    rivals = {account.ref for account in accounts_of(result, "competitor")}
    for number, account in enumerate(in_order(result), start=1):
        yield _block(result, account, names, f"a{number}", account.ref in rivals, number == 1)


def _block(
    result: Result, account: AccountResult, names: Mapping[str, Message], key: str,
    competitor: bool, first: bool,
) -> AccountBlock:  # fmt: skip
    verdict = account.verdict
    signs = tuple(_signs(result, account, key))
    decided = [sign for sign in signs if sign.used]
    bad = sum(sign.tone == "bad" for sign in decided)
    count = None
    if verdict.code not in (None, "insufficient_data", "absent") and decided:
        count = msgn(
            "{n} sign of a shop window, of {total}", "{n} signs of a shop window, of {total}",
            bad, total=len(decided),
        )  # fmt: skip
    return AccountBlock(
        key=key,
        name=names[account.ref],
        network=platform_name(account.platform),
        subject=clean(account.subject) if competitor else "",
        handle=clean(account.handle),
        url=safe_url(account.url),
        label=words.label(verdict.code, verdict.sub_label),
        tone=TONES.get(verdict.code or "", "none"),
        provisional=verdict.provisional,
        reason=reason_words(account),
        count=count,
        flags=tuple(words.FLAGS[flag.code] for flag in account.flags),
        gauge=_gauge(account, names[account.ref]),
        between=_between(account),
        figures=tuple(_figures(account)),
        signs=signs,
        groups=groups(result, account),
        benchmark=_benchmark(account),
        competitor=competitor,
        first=first,
    )


def _gauge(account: AccountResult, name: Message) -> Gauge | None:
    score = account.score
    if score.value is None:
        return None
    return Gauge(name, score.value, score.low, score.high, score.worst, score.best)


def _between(account: AccountResult) -> Message | None:
    """Where the score must lie, when too little is known to give one."""
    score = account.score
    if score.value is not None or account.verdict.code is None:
        return None
    return msg("between {low} and {high} of 100, by what is not known",
               low=Rounded(score.worst), high=Rounded(score.best))  # fmt: skip


def _figures(account: AccountResult) -> Iterator[Fact]:
    counts, score = account.counts, account.score
    read = account.coverage.start is not None
    yield Fact(msg("Own posts"), counts.own_posts if read else NO_VALUE)
    if counts.replies:
        yield Fact(msg("Replies to others"), counts.replies)
    yield Fact(msg("Interactions per post, mean"), _exact(counts.interactions_mean))
    yield Fact(msg("Interactions per post, median"), _exact(counts.interactions_median))
    yield Fact(msg("Interactions, largest"), counts.interactions_max)
    if counts.zero_share is not None:
        yield Fact(msg("Posts without any reaction"), quantity(counts.zero_share, "share"))
    yield Fact(msg("Followers"), account.followers)
    if score.value is not None:
        yield Fact(msg("Score"), msg("{value} of 100", value=Rounded(score.value)))
    else:
        between = msg("none: between {low} and {high} by what is not known",
                      low=Rounded(score.worst), high=Rounded(score.best))  # fmt: skip
        yield Fact(msg("Score"), between if account.verdict.code else NO_VALUE)


def _exact(value: float | None) -> Any:
    """A mean or a median with the digits that it needs: two decimals unless it is whole."""
    return value if value is None or value == round(value) else Rounded(value, 2)


def reason_words(account: AccountResult) -> Message:
    """Why this verdict, in one sentence made from the values that decided."""
    verdict = account.verdict
    if verdict.code is None:
        return msg("No verdict is given for this kind of account.")
    if verdict.contradiction is not None:
        return contradiction_words(verdict.contradiction, account)
    lines = [_line(line, account) for line in verdict.evidence if line.value is not None]
    if verdict.code == "insufficient_data":
        return to_add(account)
    return msg("Why: {lines}.", lines=lines)


def _line(line: Evidence, account: AccountResult) -> Message:
    name = _EVIDENCE.get(line.signal)
    value = quantity(line.value, line.unit, line.signal)
    if line.signal in SMOOTHED:
        value = counted_words(account.signals[line.signal]) or value
    if name is None:
        return Message("{value}", {"value": value})
    return Message("{name}: {value}", {"name": name, "value": value})


_EVIDENCE: dict[str, Message] = {
    "posts_per_week": msg("posts"),
    "active_weeks": msg("weeks with a post"),
    "longest_silence": msg("longest silence"),
    "days_since_last_post": msg("time since the last post"),
    "resonance": msg("response against what is expected"),
    "reply_rate": msg("comments with an answer"),
    "dialogue_share": msg("posts that ask or name somebody"),
    "interactions_median": msg("median interactions per post"),
    "outbound_comments": msg("comments on others' posts"),
    "top_post_share": msg("share of the strongest post"),
}


def to_add(account: AccountResult) -> Message:
    """What is missing for a verdict, and what to connect to get one."""
    if account.verdict.missing == "no_audience_side":
        return msg(
            "How the public responds is not known: add the number of followers or "
            "read the comments, and a verdict becomes possible."
        )
    if account.coverage.start is None:
        return msg(
            "No post was read: this page needs a key, or a file that its owner can download."
        )
    if account.coverage.days >= LEAST_DAYS:
        n = account.signals["posts_per_week"].n or 0
        return msgn(
            "Only {n} own post in the {days} days read: a verdict needs four that are older than "
            "three days.",
            "Only {n} own posts in the {days} days read: a verdict needs four that are older than "
            "three days.",
            n, days=Rounded(account.coverage.days),
        )  # fmt: skip
    if account.coverage.days < 1:
        return msg(
            "Less than a day of the last 91 was read: import a longer span, four weeks at least."
        )
    return msgn(
        "Only {n} day of the last 91 was read: import a longer span, four weeks at least.",
        "Only {n} days of the last 91 were read: import a longer span, four weeks at least.",
        int(account.coverage.days),
    )  # fmt: skip


def _void(account: AccountResult) -> Iterator[Sign]:
    """Into the void, the median of the interactions decides too, and counts as a sign."""
    lines = [line for line in account.verdict.evidence if line.signal == "interactions_median"]
    for line in lines if account.verdict.sub_label == "into_the_void" else ():
        yield Sign(
            title=msg("Half of the posts get one interaction at most"),
            value=Message("{value}", {"value": _exact(_plain(line.value))}),
            limit=msg("more than {value}", value=Rounded(line.threshold)),
            counted=None,
            tone="bad",
            state=msg("To fix"),
            used=True,
            track=None,
            anchor="",
            why=None,
            posts=(),
        )


def _plain(value: float | str | None) -> float | None:
    return None if value is None or isinstance(value, str) else float(value)


def _signs(result: Result, account: AccountResult, key: str) -> Iterator[Sign]:
    yield from _void(account)
    decided = account.verdict.code not in (None, "insufficient_data")
    for part, name in PARTS.items():
        signal, method = account.signals[name], result.method.signals[name]
        if signal.passed is None:
            tone, state, title = "none", msg("Not measured"), method.title
        elif not judgeable(account, signal):
            tone, state, title = "none", msg("Too little to judge"), method.title
        else:
            tone, state = _STATES[signal.passed]
            title = method.title if signal.passed else method.failure_title
        counted = counted_words(signal)
        yield Sign(
            title=Message(title),
            value=None if name in SMOOTHED and counted else quantity(
                signal.value, signal.unit, name),
            limit=limit_of(name, signal.threshold, signal.unit,
                           method.higher_is_better),
            counted=counted,
            tone=tone,
            state=state,
            used=decided and part in account.showcase.used,
            track=_track(signal, method.higher_is_better) if judgeable(account, signal) else None,
            anchor=f"{key}-{name}",
            why=None if signal.missing is None else Message("{why}", {"why": signal.missing}),
            posts=tuple(post_links(account, signal.evidence)),
        )  # fmt: skip


def _track(signal: Signal, higher: bool | None) -> Track | None:
    """The sign on a scale of shares; none where there is no share or no line."""
    if not isinstance(signal.value, (int, float)) or signal.threshold is None or higher is None:
        return None
    return Track(signal.value, signal.threshold, higher, bool(signal.passed))


def _benchmark(account: AccountResult) -> Message | None:
    """The figure beside the number, with all that qualifies it."""
    figure, cohort = account.benchmark, account.cohort
    if figure is None or figure.expected_interactions is None:
        return None
    if cohort is not None:
        return msg(
            "Compared with: {n} other pages of this network that are kept here, {least} to {most} "
            "followers. Expected for this size: {expected} interactions a post.",
            n=cohort.size, least=cohort.followers_least, most=cohort.followers_most,
            expected=Rounded(figure.expected_interactions, 1),
        )  # fmt: skip
    return msg(
        "Compared with: {name} (data of {year}): {statistic} of {metric} / {denominator} = "
        "{value}%; sample: {sample}. Expected for this size: {expected} interactions a post.",
        name=figure.name, year=str(figure.year or NO_VALUE), statistic=Message(figure.statistic),
        metric=Message(figure.metric), denominator=Message(figure.denominator),
        value=figure.value, sample=Message(figure.sample),
        expected=Rounded(figure.expected_interactions, 1),
    )  # fmt: skip
