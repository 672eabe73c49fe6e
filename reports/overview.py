"""One page over several clients: who needs help first, with a link to each report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from zoneinfo import ZoneInfo

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema import Result
from reports.language import Rounded
from reports.names import PageContext, accounts_of, age_of, last_day
from reports.safety import page_text
from reports.sections.verdict import RUNG_NAMES, TONES
from reports.sheet.first import first_things
from reports.sheet.headline import Judged, verdict_pattern

_TOO_LITTLE = msg("Too little is known for a verdict.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A client's result, the address of its report relative to the page, and its earlier scores
    (the day, the middle score of its pages), oldest first."""

    result: Result
    href: str
    earlier: tuple[tuple[date, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """How many pages of a client stand on one rung of the ladder."""

    name: Message
    count: int
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One client: its pages by verdict, the median of their scores, what to do first."""

    client: str
    href: str
    headline: Message
    pages: int
    rungs: tuple[Rung, ...]
    score: Rounded | None
    change: Message | None
    trend: tuple[tuple[date, float], ...]
    key: str
    first: Message | None
    as_of: date
    old: bool


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A client without a report: of nothing that it has was anything known, or it failed."""

    client: str
    why: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page shows."""

    title: Message
    headline: Message
    rows: tuple[Row, ...]
    unjudged: tuple[Unjudged, ...]


def build_overview(entries: Sequence[Entry], unjudged: Sequence[Unjudged] = ()) -> Overview:
    """What the page over these results shows, the worst client first, those without one last.

    Args:
        entries: each result with the address of its report and its earlier scores.
        unjudged: the clients without a report.
    """
    ordered = sorted(entries, key=lambda entry: (*_rank(entry.result), entry.result.client.name))
    judged = [pair for entry in ordered for pair in _judged(entry.result)]
    return Overview(
        title=msgn("{n} client", "{n} clients", len(entries) + len(unjudged)),
        headline=_of_all(verdict_pattern(judged) or _TOO_LITTLE, len(unjudged)),
        rows=tuple(_row(entry, f"c{number}") for number, entry in enumerate(ordered, start=1)),
        unjudged=tuple(
            Unjudged(page_text(client.client), client.why)
            for client in sorted(unjudged, key=lambda client: client.client)
        ),
    )


def _of_all(sentence: Message, unjudged: int) -> Message:
    if not unjudged:
        return sentence
    return msgn(
        "{sentence} Of {n} client nothing is known.",
        "{sentence} Of {n} clients nothing is known.",
        unjudged,
        sentence=sentence,
    )


def _codes(result: Result) -> list[str | None]:
    return [account.verdict.code for account in accounts_of(result, "client")]


def _judged(result: Result) -> list[Judged]:
    return [
        (account.verdict.code, account.verdict.leans) for account in accounts_of(result, "client")
    ]


def _scores(result: Result) -> list[float]:
    scores = (account.score.value for account in accounts_of(result, "client"))
    return [score for score in scores if score is not None]


def _rank(result: Result) -> tuple[int, float, float, float]:
    """Judged first; then the more pages nobody tends, the fewer active, the lower the score."""
    judged = [code for code in _codes(result) if code not in (None, "insufficient_data")]
    if not judged:
        return 1, 0.0, 0.0, 0.0
    untended = sum(code in {"social_lazy", "absent"} for code in judged) / len(judged)
    scores = _scores(result)
    return 0, -untended, judged.count("active") / len(judged), median(scores) if scores else 101.0


def _row(entry: Entry, key: str) -> Row:
    result = entry.result
    codes, score, things = _codes(result), _middle(result), first_things(PageContext(result))
    last_day_known = last_day(result.as_of).astimezone(ZoneInfo(result.client.timezone)).date()
    earlier = tuple(pair for pair in entry.earlier if pair[0] < last_day_known)
    rungs = tuple(
        Rung(name, number, TONES.get(code, "none"))
        for code, name in RUNG_NAMES.items()
        if (number := codes.count(code))
    )
    return Row(
        client=page_text(result.client.name),
        href=entry.href,
        headline=_headline(result),
        pages=len(codes),
        rungs=rungs,
        score=None if score is None else Rounded(score),
        change=_change(earlier, score),
        trend=earlier if score is None else (*earlier, (last_day_known, score)),
        key=key,
        first=things[0].title if things else None,
        as_of=last_day_known,
        old=age_of(result, result.as_of) is not None,
    )


def _middle(result: Result) -> float | None:
    """The middle score of the client's pages, those apart whose score is another thing."""
    client = next(subject for subject in result.subjects if subject.role == "client")
    return client.summary.median_score


def _change(earlier: Sequence[tuple[date, float]], score: float | None) -> Message | None:
    """The score of the time before; ``None`` where one of the two is not known."""
    if not earlier or score is None:
        return None
    day, before = earlier[-1]
    difference = round(score) - round(before)
    if not difference:
        return msg("as on {day}", day=day)
    sign = "▲" if difference > 0 else "▼"
    return msg("{sign} {before} on {day}", sign=sign, before=Rounded(before), day=day)


def _headline(result: Result) -> Message:
    sentence = verdict_pattern(_judged(result)) or _TOO_LITTLE
    old = age_of(result, result.as_of)
    if old is None:
        return sentence
    return msgn(
        "{sentence} What happened in the {n} day since is not known.",
        "{sentence} What happened in the {n} days since is not known.",
        old.days,
        sentence=sentence,
    )


COLUMNS: tuple[Message, ...] = (
    msg("Client"),
    msg("Pages by verdict"),
    msg("Score, median"),
    msg("To do first"),
    msg("As of"),
)
