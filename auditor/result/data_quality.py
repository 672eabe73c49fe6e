"""What a reader should know of the data: codes with values, which pages turn into sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.core.traits import TRAITS
from auditor.method.cohorts import cohorts
from auditor.method.facts import Bools, Facts
from auditor.method.score import LEAST_DAYS
from auditor.result.raw import RawDataQuality
from auditor.result.series import iso_one


def notes(facts: Facts, complete: Bools) -> list[RawDataQuality]:
    """The notes on every account; ``complete`` says whose reading lacks nothing."""
    rows: list[RawDataQuality] = [
        {"account": None, "code": f"unused_{name}", "params": {}} for name in facts.spec.not_used
    ]
    return [
        *rows,
        *(note for n in range(facts.count) for note in _of_account(facts, n, bool(complete[n]))),
    ]


# Notes of a run that a reader of the audit should know; the value is a count.
_MET = frozenset(
    {
        "shorts_by_length",
        "threads_cut",
        "feed_only",
        "comments_hidden",
        "facebook_ranked",
        "reels_unread",
        "undated",
        "ahead",
        "posts_not_told",
        "silence_unproven",
        "comments_refused",
    }
)

Note = tuple[str, dict[str, Any]]


def _of_account(facts: Facts, n: int, complete: bool) -> list[RawDataQuality]:
    runs, spans = facts.runs[n], facts.spans[n]
    if not runs:
        notes: list[Note] = [("nothing_read", {})]
    else:
        no_rows = any(run.stopped_because == "no_rows" for run in runs)
        notes = [("no_rows", {})] if no_rows else []
        if spans:
            notes += [
                *_about_spans(facts, n),
                *_about_readings(facts, n, complete),
                *_about_networks(facts, n),
                *_about_people(facts, n),
                *_about_cohort(facts, n),
            ]
    if facts.ahead and facts.ahead[n]:
        notes.append(("clock", {"n": len(facts.ahead[n]), "day": _day(max(facts.ahead[n]))}))
    ref = str(facts.refs[n])
    return [{"account": ref, "code": code, "params": params} for code, params in notes]


def _day(moment: int) -> str:
    return str(iso_one(moment))[:10]


def _about_spans(facts: Facts, n: int) -> Iterator[Note]:
    runs, spans = facts.runs[n], facts.spans[n]
    sources = {run.span_source for run in runs if run.covered_end is not None}
    yield from (
        (f"span_{source}", {})
        for source in ("rows", "user", "declared")
        if source in sources and any(run.origin == "export" for run in runs)
    )
    days = float(facts.covered_days[n])
    if days < LEAST_DAYS:
        yield "few_days", {"days": round(days, 1)}
    for first, second in itertools.pairwise(spans):
        if second.start > facts.history_start and first.end < facts.as_of:
            yield "gap", {"start": iso_one(first.end), "end": iso_one(second.start)}


def _about_readings(facts: Facts, n: int, complete: bool) -> Iterator[Note]:
    runs = facts.runs[n]
    if not complete:
        yield "incomplete", {}
    how = [run.how for run in runs if run.how]
    zones = {choice.get("zone") for choice in how if choice.get("zone_source") == "default"}
    yield from (("zone_assumed", {"zone": zone}) for zone in sorted(filter(None, zones)))


def _about_cohort(facts: Facts, n: int) -> Iterator[Note]:
    cohort = cohorts(facts)[n]
    if cohort is not None:
        least, most = cohort.followers
        code = "cohort_wide" if cohort.wide else "cohort"
        yield code, {"n": cohort.size, "least": least, "most": most}


def _about_networks(facts: Facts, n: int) -> Iterator[Note]:
    """What the newest reading from the network met with."""
    run_notes = [run.notes for run in facts.runs[n] if run.origin == "api"]
    yield from met((run_notes[-1] if run_notes else None) or {})
    day = TRAITS[facts.refs[n].platform].views_changed
    start, end = (str(iso_one(moment))[:10] for moment in (facts.history_start, facts.as_of))
    if day is not None and start < day.isoformat() <= end:
        yield "views_changed", {"start": day.isoformat()}


def met(notes: Mapping[str, Any]) -> Iterator[Note]:
    """What a reading met with, by the notes of its run: a code, with a reason behind a colon where
    it has one, and how often."""
    for key, n in sorted(notes.items()):
        code, _, why = key.partition(":")
        if code in _MET and n:
            yield code, {"n": n, "why": why} if why else {"n": n}


def _about_people(facts: Facts, n: int) -> Iterator[Note]:
    if facts.accounts["followers_origin"].iat[n] == "manual":
        yield "followers_typed", {}
    elif facts.accounts["followers"].isna().iat[n]:
        yield "followers_unknown", {}
    if not facts.accounts["authors_told"].iat[n]:
        yield "authors_untold", {}
    elif not facts.accounts["comments_read"].iat[n]:
        yield "comments_unread", {}
