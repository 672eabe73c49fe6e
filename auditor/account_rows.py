"""The accounts of a result: what was measured, scored and judged, one row an account."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from auditor import assembly, benchmarks, patterns, score, verdict, words
from auditor.advice import Advice, advise
from auditor.assembly import floats, iso_one
from auditor.cohorts import Cohort, cohorts
from auditor.facts import Bools, Facts, Floats
from auditor.model import PARTS
from auditor.networks import page_of
from auditor.reasons import Reason
from auditor.score import Scores, Showcase
from auditor.signals import SIGNALS, Columns
from auditor.signals.profile import profile_items
from auditor.signals.registry import NOT_REACHED, Column, Signal
from auditor.windows import DAY, from_ms

MOST_EVIDENCE = 5
Raw = dict[str, Any]


def span(start: int, end: int, days: float) -> Raw:
    """A stretch of time: its edges (ms) as ISO 8601, and its length in days."""
    return {"start": iso_one(start), "end": iso_one(end), "days": days}


def accounts(
    facts: Facts,
    columns: Columns,
    scores: Scores,
    showcase: Showcase,
    basis: verdict.Basis,
    kept: Any,
    texts: Mapping[int, tuple[Any, ...]],
) -> list[Raw]:
    """One row an account, in the order of the audit.

    Args:
        kept: the places of the posts that the result holds.
        texts: row of a post -> its id, address and the beginning of its text.
    """
    counts = assembly.counts(facts, texts)
    weeks, posts = assembly.weeks(facts), assembly.posts(facts, kept, texts)
    replies = assembly.replies(facts, texts)
    mixes, heatmaps = patterns.mixes(facts), patterns.heatmaps(facts)
    signals = _signals(facts, columns, scores, kept, texts)
    raised = verdict.flags(facts, columns)
    advised = advise(facts, columns)
    items = profile_items(facts)
    sizes = facts.per_account(facts.posts["account"].to_numpy())
    followers = assembly.ints(facts.accounts["followers"].to_numpy())
    origins = facts.accounts["followers_origin"].tolist()
    complete = verdict.read_whole(facts, facts.history_start)
    found = []
    for n, (ref, subject) in enumerate(zip(facts.refs, facts.subjects, strict=True)):
        row = facts.rows[n]
        found.append(
            {
                "ref": str(ref),
                "platform": ref.platform,
                "handle": ref.handle,
                "name": row.name if row else None,
                "url": (row.url if row else None) or page_of(ref.platform, ref.handle),
                "followers": followers[n],
                "followers_origin": origins[n],
                "subject": subject.name,
                "coverage": _coverage(facts, complete, n, int(sizes[n])),
                "missing": {name: why.value for name, why in sorted(facts.missing[n].items())},
                "counts": counts[n],
                "series": {
                    "weeks": weeks[n],
                    "posts": posts[n],
                    "posts_left_out": int(sizes[n]) - len(posts[n]),
                    "replies": replies[n],
                    "mix": mixes[n],
                    "heatmap": heatmaps[n],
                },
                "signals": signals[n],
                "pillars": _pillars(scores, signals[n], n),
                "score": _score(facts, scores, n),
                "showcase": _showcase(showcase, n),
                "verdict": _verdict(basis, signals[n], n),
                "flags": [_flag(code, facts, signals[n], n) for code in raised[n]],
                "advice": [_advice(one) for one in advised[n]],
                "benchmark": _benchmark(facts, columns, n),
                "cohort": _cohort(cohorts(facts)[n]),
                "profile": items[n],
            }
        )
    return found


def _number(values: Floats, n: int) -> float | None:
    value = float(values[n])
    return None if value != value else value


def _signals(
    facts: Facts,
    columns: Columns,
    scores: Scores,
    kept: Any,
    texts: Mapping[int, tuple[Any, ...]],
) -> list[dict[str, Raw]]:
    found: list[dict[str, Raw]] = [{} for _ in facts.refs]
    for name, one in SIGNALS.items():
        column = columns[name]
        values, n = floats(column.value), assembly.ints(column.n)
        points = floats(scores.points[name]) if name in scores.points else [None] * facts.count
        passed = _passed(one, column, scores)
        shown = _evidence(facts, one, kept, texts)
        for number in range(facts.count):
            reached = column.not_reached is None or not column.not_reached[number]
            missing = column.missing[number]
            found[number][name] = {
                "value": values[number] if reached else NOT_REACHED,
                "unit": one.unit,
                "n": n[number],
                "missing": None if missing is None else str(missing),
                "threshold": one.threshold,
                "points": points[number],
                "passed": passed[number],
                "source": one.source,
                "interval": _interval(column, number),
                "details": _details(column, number),
                "evidence": shown[number],
            }
    return found


def _passed(one: Signal, column: Column, scores: Scores) -> list[bool | None]:
    if one.threshold is None:
        return [None] * len(column.value)
    good = (
        scores.points["resonance"] >= verdict.ACTIVE_RESONANCE
        if one.id == "resonance"
        else column.value >= one.threshold
        if one.higher
        else column.value <= one.threshold
    )
    return [
        bool(yes) if there else None
        for yes, there in zip(good.tolist(), column.known.tolist(), strict=True)
    ]


def _interval(column: Column, n: int) -> list[float] | None:
    if column.low is None or column.high is None or np.isnan(column.low[n]):
        return None
    return [float(column.low[n]), float(column.high[n])]


def _details(column: Column, n: int) -> dict[str, float | None]:
    details: dict[str, float | None] = {}
    if column.counted is not None and column.of is not None and column.of[n] > 0:
        details = {"counted": _number(column.counted, n), "of": _number(column.of, n)}
    details.update({name: _number(values, n) for name, values in column.extra.items()})
    return details


def _evidence(
    facts: Facts, one: Signal, kept: Any, texts: Mapping[int, tuple[Any, ...]]
) -> list[list[str]]:
    """The ids of the posts that show a signal, at most five an account, the heaviest first."""
    shown: list[list[str]] = [[] for _ in facts.refs]
    if one.evidence is None or not len(kept):
        return shown
    weight = one.evidence(facts)[kept]
    places = np.flatnonzero(~np.isnan(weight))
    account = facts.posts["account"].to_numpy()[kept][places]
    order = np.lexsort((-places, -weight[places], account))
    account, places = account[order], places[order]
    first = np.searchsorted(account, account)
    rank = np.arange(len(account)) - first
    rows = facts.posts["row"].to_numpy()[kept][places]
    best = rank < MOST_EVIDENCE
    for number, row in zip(account[best].tolist(), rows[best].tolist(), strict=True):
        shown[number].append(texts[row][0])
    return shown


def _pillars(scores: Scores, signals: Mapping[str, Raw], n: int) -> Raw:
    found = {}
    for pillar, weight in score.PILLARS.items():
        value = _number(scores.pillars[pillar], n)
        whys = (signals[name]["missing"] for name in score.PARTS[pillar])
        found[pillar] = {
            "score": value,
            "low": None,
            "high": None,
            "weight": weight,
            "coverage": float(scores.known[pillar][n]),
            "missing": None if value is not None else next((w for w in whys if w), None),
        }
    return found


def _score(facts: Facts, scores: Scores, n: int) -> Raw:
    value = _number(scores.value, n)
    why: Reason | None = None
    if value is None:
        judged = facts.refs[n].platform not in score.NO_VERDICT
        why = Reason.TOO_FEW if judged else Reason.NOT_APPLICABLE
    return {
        "value": value,
        "low": None,
        "high": None,
        "worst": float(scores.worst[n]),
        "best": float(scores.best[n]),
        "coverage": min(1.0, float(scores.coverage[n])),
        "missing": why.value if why else None,
    }


def _showcase(found: Showcase, n: int) -> Raw:
    value = _number(found.value, n)
    return {
        "value": value,
        "known_weight": min(1.0, float(found.known[n])),
        "parts": {name: _number(values, n) for name, values in found.parts.items()},
        "used": [name for name, where in found.used.items() if where[n]],
        "missing": None if value is not None else Reason.NOT_FETCHED.value,
    }


def _verdict(basis: verdict.Basis, signals: Mapping[str, Raw], n: int) -> Raw:
    found = verdict.judge(basis, n)
    told = words.label(found.code, found.sub_label)
    broken = found.contradiction
    return {
        "code": found.code,
        "label": ", ".join(str(one) for one in told) or None,
        "provisional": found.provisional,
        "confidence": None,
        "confidence_level": None,
        "sub_label": found.sub_label,
        "contradiction": None
        if broken is None
        else {
            "met": broken.met,
            "met_value": broken.met_value,
            "broken": list(broken.broken),
            "broken_values": list(broken.broken_values),
            "silence_days": broken.silence_days,
        },
        "missing": found.missing.value if found.missing else None,
        "evidence": [_line(name, basis, signals, n) for name in found.evidence],
    }


def _line(name: str, basis: verdict.Basis, signals: Mapping[str, Raw], n: int) -> Raw:
    """A line of evidence: the value beside its threshold, with the posts behind it."""
    if name == "interactions_median":
        return {
            "signal": name, "value": _number(basis.median, n), "unit": "interactions/post",
            "threshold": 1.0, "n": int(basis.counted[n]), "passed": bool(basis.median[n] > 1),
            "source": "[D] method, section 6", "posts": [],
        }  # fmt: skip
    one = signals[name]
    keys = ("value", "unit", "threshold", "n", "passed", "source")
    return {"signal": name, **{key: one[key] for key in keys}, "posts": list(one["evidence"])}


def _flag(code: str, facts: Facts, signals: Mapping[str, Raw], n: int) -> Raw:
    lines: list[Raw] = []
    for name in verdict.FLAG_SIGNALS[code]:
        if name == "top_post_share":
            value = _number(verdict.top_share(facts), n)
            lines.append(
                {"signal": name, "value": value, "unit": "share", "threshold": 0.5, "n": None,
                 "passed": False, "source": "[D] method, section 6", "posts": []}
            )  # fmt: skip
        else:
            one = signals[name]
            keys = ("value", "unit", "threshold", "n", "passed", "source")
            lines.append({"signal": name, **{key: one[key] for key in keys},
                          "posts": list(one["evidence"])})  # fmt: skip
    return {"code": code, "evidence": lines}


def _advice(one: Advice) -> Raw:
    before, after = one.showcase_before, one.showcase_after
    change = after - before if before is not None and after is not None else None
    return {**asdict(one), "showcase_change": change}


def _benchmark(facts: Facts, columns: Columns, n: int) -> Raw | None:
    """The figure that expected interactions come from, with all that qualifies it."""
    cohort = cohorts(facts)[n]
    if cohort is not None:
        return _from_cohort(facts, columns, cohort, n)
    table = benchmarks.used(facts.refs[n].platform)
    if table is None:
        return None
    return {
        "name": table.publisher,
        "year": table.year,
        "platform": table.platform,
        "value": table.value,
        "unit": table.unit,
        "statistic": table.statistic,
        "metric": table.metric,
        "denominator": table.denominator,
        "sample": table.sample,
        "source": table.source,
        "licence": table.licence,
        "f_ref": table.f_ref,
        "expected_interactions": _number(columns["resonance"].extra["expected"], n),
        "note": table.note or None,
    }


def _from_cohort(facts: Facts, columns: Columns, cohort: Cohort, n: int) -> Raw:
    """The cohort in the place of a published figure: the median that it predicts for this size."""
    expected = _number(columns["resonance"].extra["expected"], n)
    followers = _number(facts.accounts["followers"].to_numpy(), n)
    least, most = cohort.followers
    return {
        "name": "cohort",
        "year": from_ms(facts.as_of).year,
        "platform": facts.refs[n].platform,
        "value": 100 * expected / followers if expected is not None and followers else None,
        "unit": "percent",
        "statistic": "median",
        "metric": "interactions per post",
        "denominator": "followers",
        "sample": f"{cohort.size} accounts, {least} to {most} followers",
        "source": "this store",
        "licence": "",
        "f_ref": None,
        "expected_interactions": expected,
        "note": None,
    }


def _cohort(found: Cohort | None) -> Raw | None:
    if found is None:
        return None
    return {
        "size": found.size,
        "followers_least": found.followers[0],
        "followers_most": found.followers[1],
        "slope": found.slope,
        "level": found.level,
        "own_slope": found.own_slope,
        "with_table": found.with_table,
        "wide": found.wide,
        "format_effects": dict(sorted(found.effects.items())),
    }


def _coverage(facts: Facts, complete: Bools, n: int, read: int) -> Raw:
    spans, runs = facts.spans[n], facts.runs[n]
    inside = [
        (max(one.start, facts.history_start), min(one.end, facts.as_of))
        for one in spans
        if one.end > facts.history_start and one.start < facts.as_of
    ]
    declared = [run.posts_declared for run in runs if run.posts_declared is not None]
    observed = facts.posts["observed"].to_numpy()[facts.posts["account"].to_numpy() == n]
    gaps = [span(a[1], b[0], (b[0] - a[1]) / DAY) for a, b in itertools.pairwise(inside)]
    told = [part for part in PARTS if facts.accounts[f"tells_{part}"].iat[n]]
    return {
        "start": iso_one(inside[0][0]) if inside else None,
        "end": iso_one(inside[-1][1]) if inside else None,
        "days": float(facts.covered_days[n]),
        "history_days": sum((end - start) / DAY for start, end in inside),
        "gaps": gaps,
        "complete": bool(complete[n]),
        "posts_read": read,
        "posts_declared": declared[-1] if declared else None,
        "comments_read": bool(facts.accounts["comments_read"].iat[n]),
        "origin": list(dict.fromkeys(run.origin for run in runs)),
        "span_source": list(dict.fromkeys(run.span_source for run in runs if run.span_source)),
        "observed_at": iso_one(observed.max()) if len(observed) and observed.max() > 0 else None,
        "parts": told,
    }
