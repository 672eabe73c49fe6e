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
    first: Message | None
    as_of: date
    old: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the page shows."""

    title: Message
    headline: Message
    rows: tuple[Row, ...]


def build_overview(entries: Sequence[tuple[Result, str]]) -> Overview:
    """What the page over these results shows, the worst client first.

    Args:
        entries: each result with the address of its report, relative to this page.
    """
    ordered = sorted(entries, key=lambda entry: (*_rank(entry[0]), entry[0].client.name))
    judged = [pair for result, _ in ordered for pair in _judged(result)]
    return Overview(
        title=msgn("{n} client", "{n} clients", len(entries)),
        headline=verdict_pattern(judged) or _TOO_LITTLE,
        rows=tuple(_row(result, href) for result, href in ordered),
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


def _row(result: Result, href: str) -> Row:
    codes, scores, things = _codes(result), _scores(result), first_things(PageContext(result))
    rungs = tuple(
        Rung(name, number, TONES.get(code, "none"))
        for code, name in RUNG_NAMES.items()
        if (number := codes.count(code))
    )
    return Row(
        client=page_text(result.client.name),
        href=href,
        headline=_headline(result),
        pages=len(codes),
        rungs=rungs,
        score=Rounded(median(scores)) if scores else None,
        first=things[0].title if things else None,
        as_of=last_day(result.as_of).astimezone(ZoneInfo(result.client.timezone)).date(),
        old=age_of(result, result.as_of) is not None,
    )


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
