"""From a result to what the page shows: numbers, sentences, their order. No markup.

The sentence, the value and the state of a thing are made from the same value, so that they cannot
disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from auditor import words
from auditor.messages import Message, msg, msgn
from auditor.result import Result, RunRecord
from auditor.result_account import AccountResult, Evidence
from reports.advice import Thing, first_things
from reports.checks import SMOOTHED, Group, counted_words, groups
from reports.contradiction import contradiction_words
from reports.figures import Figure as Figure_
from reports.findings import pillar_figure, rhythm_figure
from reports.language import NO_VALUE, Rounded
from reports.names import platform_name
from reports.posts import PostLink, post_links
from reports.safety import clean, safe_url
from reports.units import limit_of, quantity, threshold_unit

PARTS: dict[str, str] = {
    "no_reply": "reply_rate",
    "no_dialogue": "dialogue_share",
    "own_link_share": "own_link_share",
    "promo_share": "promo_share",
    "duplicate_share": "duplicate_share",
    "top_format_share": "top_format_share",
}
_ORDER = ("social_lazy", "absent", "confused", "active", "insufficient_data")
_TONES = {
    "social_lazy": "bad", "absent": "bad", "confused": "warn", "active": "good",
}  # fmt: skip
_STATES = {True: ("good", msg("Fine")), False: ("bad", msg("To fix"))}
_LEAST_DAYS = 28
_BASIS = {"self": msg("at the person's own request"), "consent": msg("with the person's consent")}


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
    why: Message | None
    posts: tuple[PostLink, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A name with its value."""

    name: Message
    value: Any


@dataclass(frozen=True, slots=True)
class AccountBlock:
    """One account: its verdict in words and the signs that show it."""

    key: str
    network: Any
    handle: str
    url: str
    label: tuple[Message, ...]
    tone: str
    provisional: bool
    reason: Message
    count: Message | None
    flags: tuple[Message, ...]
    figures: tuple[Figure, ...]
    signs: tuple[Sign, ...]
    groups: tuple[Group, ...]
    benchmark: Message | None
    competitor: bool
    first: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """One run or file: what was taken and what was left out, and why."""

    account: str
    source: str
    facts: tuple[Figure, ...]
    left_out: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All that the page shows."""

    title: Message
    client: str
    fictional: bool
    facts: tuple[Figure, ...]
    headline: Message
    pattern: tuple[Figure, ...]
    blocks: tuple[AccountBlock, ...]
    things: tuple[Thing, ...]
    pillars: tuple[Figure_, ...]
    rhythm: tuple[Figure_, ...]
    notes: tuple[tuple[str, tuple[Message, ...]], ...]
    readings: tuple[Reading, ...]
    method: tuple[Message, ...]


def last_day(end: datetime) -> datetime:
    """The last moment inside a window: people see no exclusive end."""
    return end - timedelta(milliseconds=1)


def build_page(result: Result) -> Page:
    """What the page of a result shows."""
    blocks = tuple(_blocks(result))
    own = [block for block in blocks if not block.competitor]
    return Page(
        title=msg("Social audit: {client}", client=clean(result.client.name)),
        client=clean(result.client.name),
        fictional=result.client.fictional,
        facts=tuple(_facts(result)),
        headline=_headline(result),
        pattern=tuple(_pattern(own)),
        blocks=blocks,
        things=tuple(first_things(_accounts_of(result, "client"))),
        pillars=tuple(_figures_of(result, pillar_figure)),
        rhythm=tuple(_figures_of(result, rhythm_figure)),
        notes=tuple(_notes(result)),
        readings=tuple(_reading(run) for run in result.provenance.runs),
        method=tuple(_method(result)),
    )


def _figures_of(
    result: Result, make: Callable[[AccountResult, str, Message, bool], Figure_ | None]
) -> Iterator[Figure_]:
    """A figure for every account that has one; the first is open, the others are folded."""
    first = True
    for number, account in enumerate(_in_order(result), start=1):
        where = msg("{network} · {handle}", network=platform_name(account.platform),
                    handle=clean(account.handle))  # fmt: skip
        figure = make(account, f"a{number}", where, first)
        if figure is not None:
            first = False
            yield figure


def _in_order(result: Result) -> Iterator[AccountResult]:
    """The client's accounts, worst first, then the competitors'."""
    for role in ("client", "competitor"):
        yield from sorted(_accounts_of(result, role), key=_rank)


def _facts(result: Result) -> Iterator[Figure]:
    own = list(_accounts_of(result, "client"))
    read = sum(account.coverage.posts_read for account in own)
    window = msg(
        "{start} – {end}", start=result.window.start.date(), end=last_day(result.window.end).date()
    )
    yield Figure(msg("Period judged"), window)
    names = list(dict.fromkeys(platform_name(account.platform) for account in own))
    yield Figure(msg("Networks"), names)
    yield Figure(msg("Posts read"), read)
    yield Figure(msg("Made on"), result.generated_at.date())
    client = result.client
    if client.basis and client.basis_date:
        yield Figure(
            msg("Basis of the audit of a person"),
            msg("{basis}, given on {day}", basis=_BASIS[client.basis],
                day=date.fromisoformat(client.basis_date)),
        )  # fmt: skip


def _accounts_of(result: Result, role: str) -> Iterator[AccountResult]:
    refs = {ref for subject in result.subjects if subject.role == role for ref in subject.accounts}
    return (account for account in result.accounts if account.ref in refs)


def _headline(result: Result) -> Message:
    """The pattern of the client's verdicts in one sentence."""
    codes = [account.verdict.code for account in _accounts_of(result, "client")]
    judged = [code for code in codes if code not in (None, "insufficient_data")]
    lazy, active = judged.count("social_lazy"), judged.count("active")
    if not judged:
        return msg("Too little is known for a verdict: see what to add below.")
    if active == len(judged):
        return msgn("This page is alive.", "All {n} pages are alive.", len(judged))
    if lazy * 2 >= len(judged):
        return msgn(
            "{lazy} of {n} page is a shop window.", "{lazy} of {n} pages are shop windows.",
            len(judged), lazy=lazy,
        )  # fmt: skip
    if active == 0:
        return msgn(
            "This page is not alive with people.", "None of {n} pages is alive with people.",
            len(judged),
        )  # fmt: skip
    return msgn(
        "Only {active} page of {n} is alive with people.",
        "Only {active} pages of {n} are alive with people.",
        active, active=active, n=len(judged),
    )  # fmt: skip


def _pattern(blocks: Iterable[AccountBlock]) -> Iterator[Figure]:
    labels = [block.label[0] for block in blocks if block.label]
    counts = Counter(label.singular for label in labels)
    for text, n in counts.items():
        yield Figure(Message(text), n)


def _rank(account: AccountResult) -> tuple[int, float, str]:
    code = account.verdict.code
    place = _ORDER.index(code) if code else len(_ORDER)
    score = account.score.value
    return place, score if score is not None else 101.0, account.ref


def _blocks(result: Result) -> Iterator[AccountBlock]:
    number = 0
    for role in ("client", "competitor"):
        for account in sorted(_accounts_of(result, role), key=_rank):
            number += 1
            yield _block(result, account, f"a{number}", role == "competitor", first=number == 1)


def _block(
    result: Result, account: AccountResult, key: str, competitor: bool, first: bool
) -> AccountBlock:
    verdict = account.verdict
    signs = tuple(_signs(result, account))
    decided = [sign for sign in signs if sign.used]
    bad = sum(sign.tone == "bad" for sign in decided)
    count = None
    if verdict.code not in (None, "insufficient_data", "absent") and decided:
        count = msgn(
            "{bad} of {n} sign of a shop window", "{bad} of {n} signs of a shop window",
            len(decided), bad=bad,
        )  # fmt: skip
    return AccountBlock(
        key=key,
        network=platform_name(account.platform),
        handle=clean(account.handle),
        url=safe_url(account.url),
        label=words.label(verdict.code, verdict.sub_label),
        tone=_TONES.get(verdict.code or "", "none"),
        provisional=verdict.provisional,
        reason=reason_words(account),
        count=count,
        flags=tuple(words.FLAGS[flag.code] for flag in account.flags),
        figures=tuple(_figures(account)),
        signs=signs,
        groups=groups(result, account),
        benchmark=_benchmark(account),
        competitor=competitor,
        first=first,
    )


def _figures(account: AccountResult) -> Iterator[Figure]:
    counts, score = account.counts, account.score
    yield Figure(msg("Own posts"), counts.own_posts)
    if counts.replies:
        yield Figure(msg("Replies to others"), counts.replies)
    yield Figure(msg("Interactions per post, mean"), _exact(counts.interactions_mean))
    yield Figure(msg("Interactions per post, median"), _exact(counts.interactions_median))
    yield Figure(msg("Interactions, largest"), counts.interactions_max)
    if counts.zero_share is not None:
        yield Figure(msg("Posts without any reaction"), quantity(counts.zero_share, "share"))
    yield Figure(msg("Followers"), account.followers)
    if score.value is not None:
        yield Figure(msg("Score"), msg("{value} of 100", value=Rounded(score.value)))
    else:
        between = msg("none: between {low} and {high} by what is not known",
                      low=Rounded(score.worst), high=Rounded(score.best))  # fmt: skip
        yield Figure(msg("Score"), between if account.verdict.code else NO_VALUE)


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
        return _to_add(account)
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


def _to_add(account: AccountResult) -> Message:
    """What is missing for a verdict, and what to connect to get one."""
    if account.verdict.missing == "no_audience_side":
        return msg(
            "How the public responds is not known: add the number of followers (--followers) or "
            "read the comments, and a verdict becomes possible."
        )
    if account.coverage.start is None:
        return msg("No post was read: import a file with posts, or check that it is not empty.")
    if account.coverage.days >= _LEAST_DAYS:
        n = account.signals["posts_per_week"].n or 0
        return msgn(
            "Only {n} own post in 91 days: a verdict needs four that are older than three days.",
            "Only {n} own posts in 91 days: a verdict needs four that are older than three days.",
            n,
        )  # fmt: skip
    return msg(
        "Only {days} days of the last 91 and {posts} own posts were read: import a longer span, "
        "four weeks at least.",
        days=Rounded(account.coverage.days), posts=account.counts.own_posts,
    )  # fmt: skip


def _signs(result: Result, account: AccountResult) -> Iterator[Sign]:
    for part, name in PARTS.items():
        signal, method = account.signals[name], result.method.signals[name]
        if signal.passed is None:
            tone, state, title = "none", msg("Not measured"), method.title
        else:
            tone, state = _STATES[signal.passed]
            title = method.title if signal.passed else method.failure_title
        counted = counted_words(signal)
        yield Sign(
            title=Message(title),
            value=None if name in SMOOTHED and counted else quantity(
                signal.value, signal.unit, name),
            limit=limit_of(name, signal.threshold, threshold_unit(name, signal.unit),
                           method.higher_is_better),
            counted=counted,
            tone=tone,
            state=state,
            used=part in account.showcase.used,
            why=None if signal.missing is None else Message("{why}", {"why": signal.missing}),
            posts=tuple(post_links(account, signal.evidence)),
        )  # fmt: skip


def _benchmark(account: AccountResult) -> Message | None:
    """The published figure beside the number, with all that qualifies it."""
    figure = account.benchmark
    if figure is None or figure.expected_interactions is None:
        return None
    return msg(
        "Compared with: {name}, {year}, {statistic} of {metric} / {denominator} = {value}%; "
        "sample: {sample}. Expected for this size: {expected} interactions a post.",
        name=figure.name, year=str(figure.year or NO_VALUE), statistic=figure.statistic,
        metric=figure.metric, denominator=figure.denominator, value=figure.value,
        sample=figure.sample, expected=Rounded(figure.expected_interactions, 1),
    )  # fmt: skip


def _notes(result: Result) -> Iterator[tuple[str, tuple[Message, ...]]]:
    refs = {account.ref for account in result.accounts}
    of_file = tuple(
        words.QUALITY[note.code]
        for note in result.data_quality
        if note.account not in refs and note.code in words.QUALITY
    )
    if of_file:
        yield result.client.name, of_file
    for account in result.accounts:
        found = tuple(
            Message(words.QUALITY[note.code].singular, _params(note.params))
            for note in result.data_quality
            if note.account == account.ref and note.code in words.QUALITY
        )
        if found:
            yield account.ref, found


def _params(params: dict[str, Any]) -> dict[str, Any]:
    """Times of a note as dates."""
    return {
        name: datetime.fromisoformat(value).date() if name in ("start", "end") else value
        for name, value in params.items()
    }


def _reading(run: RunRecord) -> Reading:
    facts = [Figure(msg("Kind"), clean(run.connector))]
    if run.covered_start and run.covered_end:
        span = msg("{start} – {end}", start=run.covered_start.date(),
                   end=last_day(run.covered_end).date())  # fmt: skip
        facts.append(Figure(msg("Covers"), span))
    if run.file_rows is not None:
        facts.append(Figure(msg("Rows in the file"), run.file_rows))
        facts.append(Figure(msg("Posts taken"), run.taken))
    if run.sha256:
        facts.append(Figure(msg("SHA-256 of the file"), run.sha256))
    how = run.how or {}
    if how.get("zone"):
        facts.append(Figure(msg("Time zone"), clean(str(how["zone"]))))
    columns = how.get("columns")
    if columns:
        named = [f"{name} ← {' + '.join(map(str, used))}" for name, used in columns.items()]
        facts.append(Figure(msg("Columns"), [clean(one) for one in named]))
    left = tuple(msg("{n} × {reason}", n=one.n, reason=Message(one.reason)) for one in run.left_out)
    return Reading(run.account, clean(run.source or NO_VALUE), tuple(facts), left)


def _method(result: Result) -> Iterator[Message]:
    yield msg("Method, version {version}.", version=result.method.version)
    yield msg("Verdicts are not yet validated against human judgement.")
    yield msg(
        "[S] is a published source, [T] was measured on real data, [D] is a design choice without "
        "outside authority."
    )
    yield msg("Commenters are private persons: neither their names nor their words are kept.")
