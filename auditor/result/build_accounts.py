"""The accounts of a result: what was measured, scored and judged, one row an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, cast

import numpy as np
import pandas as pd

from auditor.core import labels
from auditor.core.networks import page_of
from auditor.core.reasons import Reason
from auditor.core.units import Unit
from auditor.method import coverage, flags, score
from auditor.method.advice import Advice, advise
from auditor.method.cohorts import cohorts
from auditor.method.facts import Facts, Ints
from auditor.method.judging.rules import Judgement, Range
from auditor.method.signals import SIGNALS, Columns
from auditor.method.signals.identities import Identity, identities
from auditor.method.signals.profile import profile_items
from auditor.method.signals.registry import NOT_REACHED, Column, Signal
from auditor.method.signs import drawn, signs
from auditor.method.signs import none_for_nan as value_of
from auditor.method.sites import PresumedSite, presumed
from auditor.method.verdict import Verdicts
from auditor.method.windows import LEAST_READ
from auditor.method.yardstick import yardstick
from auditor.result import mix_and_hours, series
from auditor.result import raw_account as raw
from auditor.result.compared_with import benchmark, cohort_row
from auditor.result.coverage_rows import coverage_row
from auditor.result.series import optional_floats

MOST_EVIDENCE = 5


def accounts(
    facts: Facts,
    columns: Columns,
    judged: Verdicts,
    kept_rows: Ints,
    texts: Mapping[int, tuple[Any, ...]],
) -> list[raw.RawAccount]:
    """One row an account, in the order of the audit.

    Args:
        facts: all that was read, in frames.
        columns: the signals that were measured, by name.
        judged: the verdicts with all that they are made from.
        kept_rows: numbers of the posts that the result holds.
        texts: row of a post -> its id, address and the beginning of its text.
    """
    counts = series.account_counts(facts, texts)
    weeks, posts = series.weeks(facts), series.post_series(facts, kept_rows, texts)
    replies = series.replies(facts, texts)
    mixes, heatmaps = mix_and_hours.mixes(facts), mix_and_hours.heatmaps(facts)
    followed = series.followers(facts)
    signals = _signals(facts, columns, kept_rows, texts)
    raised = flags.account_flags(facts, columns)
    advised = advise(judged, columns)
    items, sites, reviews = profile_items(facts), presumed(facts), _reviews(facts)
    sizes = facts.per_account(facts.post_rows["account"])
    followers = series.ints(facts.accounts["followers"].to_numpy())
    origins = facts.accounts["followers_origin"].tolist()
    complete = coverage.read_whole(facts, facts.history_start)
    rows: list[raw.RawAccount] = []
    for n, (ref, subject) in enumerate(zip(facts.refs, facts.subjects, strict=True)):
        row = facts.rows[n]
        rows.append(
            {
                "ref": str(ref),
                "platform": ref.platform,
                "handle": ref.handle,
                "name": row.name if row else None,
                "url": (row.url if row else None) or page_of(ref.platform, ref.handle),
                "followers": followers[n],
                "followers_origin": origins[n],
                "subject": subject.name,
                "coverage": coverage_row(facts, complete, n, int(sizes[n])),
                "missing": {name: why.value for name, why in sorted(facts.missing[n].items())},
                "counts": counts[n],
                "series": {
                    "weeks": weeks[n],
                    "posts": posts[n],
                    "posts_left_out": int(sizes[n]) - len(posts[n]),
                    "replies": replies[n],
                    "mix": mixes[n],
                    "followers": followed[n],
                    "heatmap": heatmaps[n],
                },
                "signals": signals[n],
                "pillars": _pillars(judged, columns, signals[n], n),
                "score": _score(judged, n),
                "showcase": _showcase(judged, n),
                "halves": _halves(judged, n),
                "presumed_site": _site(sites[n]),
                "verdict": _verdict(judged, columns, n),
                "flags": [_flag(code, facts, signals[n], n) for code in raised[n]],
                "advice": [_advice(advice) for advice in advised[n]],
                "benchmark": benchmark(facts, columns, n),
                "cohort": cohort_row(cohorts(facts)[n], yardstick(facts).source[n] == "cohort"),
                "profile": cast("raw.RawProfileChecks", items[n]),
                "reviews": reviews[n],
                "identity": _identity(identities(facts)[n]),
            }
        )
    return rows


def _reviews(facts: Facts) -> list[raw.RawReviews | None]:
    """What each network said last of all reviews of an account; ``None`` where it told nothing."""
    rows: list[raw.RawReviews | None] = [None] * facts.count
    frame = facts.snapshots
    for number, rating, count in zip(
        frame["account"], frame["rating"], frame["reviews"], strict=True
    ):
        last: raw.RawReviews | None = rows[number]
        stars = None if last is None else last["rating"]
        number_of = None if last is None else last["count"]
        if not pd.isna(rating):
            stars = float(rating)
        if not pd.isna(count):
            number_of = int(count)
        if stars is not None or number_of is not None:
            rows[number] = {"rating": stars, "count": number_of}
    return rows


def _identity(told: Identity) -> raw.RawIdentity | None:
    if not told.is_told:
        return None
    return {
        "phones": None if told.phones is None else list(told.phones),
        "category": told.category,
        "place": told.place,
        "links": None if told.links is None else list(told.links),
    }


def _signals(
    facts: Facts,
    columns: Columns,
    kept_rows: Ints,
    texts: Mapping[int, tuple[Any, ...]],
) -> list[dict[str, raw.RawSignal]]:
    by_account: list[dict[str, raw.RawSignal]] = [{} for _ in facts.refs]
    given_points = score.signal_points(columns)
    for name, signal in SIGNALS.items():
        column = columns[name]
        values, n = optional_floats(column.value), series.ints(column.n)
        points = (
            optional_floats(given_points[name]) if name in given_points else [None] * facts.count
        )
        passed = _passed(signal, column)
        evidence = _evidence(facts, signal, kept_rows, texts)
        for number in range(facts.count):
            reached = column.not_reached is None or not column.not_reached[number]
            missing = column.missing[number]
            by_account[number][name] = {
                "value": values[number] if reached else NOT_REACHED,
                "unit": signal.unit,
                "n": n[number],
                "missing": None if missing is None else str(missing),
                "threshold": signal.threshold,
                "points": points[number],
                "passed": passed[number],
                "source": signal.source,
                "interval": _interval(column, number),
                "details": _details(column, number),
                "evidence": evidence[number],
            }
    return by_account


def _passed(signal: Signal, column: Column) -> list[bool | None]:
    if signal.threshold is None:
        return [None] * len(column.value)
    good = column.value >= signal.threshold if signal.higher else column.value <= signal.threshold
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
        details = {"counted": value_of(column.counted, n), "of": value_of(column.of, n)}
    details.update({name: value_of(values, n) for name, values in column.extra.items()})
    return details


def _evidence(
    facts: Facts, signal: Signal, kept_rows: Ints, texts: Mapping[int, tuple[Any, ...]]
) -> list[list[str]]:
    """The ids of the posts that show a signal, at most five an account, the heaviest first."""
    by_account: list[list[str]] = [[] for _ in facts.refs]
    if signal.evidence is None or not len(kept_rows):
        return by_account
    weight = signal.evidence(facts)[kept_rows]
    places = np.flatnonzero(~np.isnan(weight))
    account = facts.post_rows["account"][kept_rows][places]
    order = np.lexsort((-places, -weight[places], account))
    account, places = account[order], places[order]
    first = np.searchsorted(account, account)
    rank = np.arange(len(account)) - first
    rows = facts.post_rows["row"][kept_rows][places]
    best = rank < MOST_EVIDENCE
    for number, row in zip(account[best].tolist(), rows[best].tolist(), strict=True):
        by_account[number].append(texts[row][0])
    return by_account


def _site(site: PresumedSite | None) -> raw.RawSite | None:
    return None if site is None else {"domain": site.domain, "links": site.links, "of": site.of}


def _pillars(
    judged: Verdicts, columns: Columns, signals: Mapping[str, raw.RawSignal], n: int
) -> dict[str, raw.RawPillar]:
    """The pillars; the first three are drawn, the others stand where they were measured."""
    judgement, counted = judged.judgement, judged.measured
    is_readable = judged.applies[n] and counted.covered_days[n] >= LEAST_READ - 1e-9
    openness = Range(
        100 - judgement.showcase.value, 100 - judgement.showcase.high, 100 - judgement.showcase.low
    )
    ranges: dict[str, Range | None] = {
        "presence": judgement.presence if is_readable else None,
        "response": judgement.response if judgement.response_judged[n] else None,
        "openness": openness if _halves(judged, n) is not None else None,
    }
    pillars: dict[str, raw.RawPillar] = {}
    for pillar, weight in score.PILLARS.items():
        coverage = 1.0
        if pillar in ranges:
            of = ranges[pillar]
            value, low, high = (None, None, None) if of is None else drawn(of, n)
        else:
            values, weights = score.pillar(pillar, columns)
            value, low, high, coverage = value_of(values, n), None, None, float(weights[n])
        whys = (signals[name]["missing"] for name in score.PARTS[pillar])
        pillars[pillar] = {
            "score": value,
            "low": low,
            "high": high,
            "weight": weight,
            "coverage": 0.0 if value is None else coverage,
            "missing": None if value is not None else next((w for w in whys if w), Reason.TOO_FEW),
        }
    return pillars


def _score(judged: Verdicts, n: int) -> raw.RawTotalScore:
    """The mean of the draws, where enough was measured for one."""
    judgement = judged.judgement
    measured = float(judgement.coverage[n])
    enough = (
        judged.applies[n]
        and judgement.verdict[n] != "insufficient_data"
        and measured >= score.LEAST_COVERAGE - 1e-9
        and judged.measured.covered_days[n] >= score.LEAST_DAYS
    )
    value, low, high = drawn(judgement.score, n) if enough else (None, None, None)
    why = None if enough else Reason.TOO_FEW if judged.applies[n] else Reason.NOT_APPLICABLE
    return {
        "value": value,
        "low": low,
        "high": high,
        "coverage": min(1.0, measured),
        "missing": why.value if why else None,
    }


def _showcase(judged: Verdicts, n: int) -> raw.RawShowcase:
    has_halves = _halves(judged, n) is not None
    value, low, high = drawn(judged.judgement.showcase, n) if has_halves else (None, None, None)
    return {
        "value": value,
        "low": low,
        "high": high,
        "missing": None if has_halves else Reason.NOT_FETCHED.value,
    }


def _halves(judged: Verdicts, n: int) -> raw.RawHalves | None:
    """The two halves; none where no text of the page was read."""
    judgement, counted = judged.judgement, judged.measured
    posts = counted.invites_of[n] + counted.self_of[n] + counted.self_unknown[n]
    if not judged.applies[n] or not posts:
        return None

    def half(of: Range, parts: Mapping[str, Any]) -> raw.RawHalf:
        value, low, high = drawn(of, n)
        return {
            "value": value,
            "low": low,
            "high": high,
            "parts": {name: value_of(values, n) for name, values in parts.items()},
        }

    is_measured = counted.self_of[n] > 0
    itself = half(judgement.self_position, {})
    itself["parts"] = {"self_share": itself["value"] if is_measured else None}
    return {"self": itself, "listens": half(judgement.listens, _parts(judgement))}


def _parts(judgement: Judgement) -> dict[str, Any]:
    names = {
        "replies": "reply_rate",
        "invites": "invitation_share",
        "names": "name_share",
        "team": "active_team",
    }
    return {names[name]: np.clip(values, 0, 100) for name, values in judgement.parts.items()}


def _verdict(judged: Verdicts, columns: Columns, n: int) -> raw.RawVerdict:
    verdict = judged.of(n)
    label = labels.verdict_words(verdict.code, verdict.sub_label)
    neutral = labels.verdict_words(verdict.code, verdict.sub_label, neutral=True)
    is_readable = judged.measured.covered_days[n] >= LEAST_READ - 1e-9
    return {
        "code": verdict.code,
        "label": ", ".join(map(str, label)) or None,
        "neutral_label": ", ".join(map(str, neutral)) or None,
        "confidence": verdict.confidence,
        "level": verdict.level,
        "leans": verdict.leans,
        "shares": verdict.shares or {},
        "decides": verdict.decides,
        "sub_label": verdict.sub_label,
        "reasons": [{"code": why.code, "share": why.share} for why in verdict.reasons],
        "signs": signs(judged, columns, n) if verdict.code is not None and is_readable else [],
        "missing": verdict.missing.value if verdict.missing else None,
    }


def _flag(code: str, facts: Facts, signals: Mapping[str, raw.RawSignal], n: int) -> raw.RawFlag:
    lines: list[raw.RawEvidence] = []
    for name in flags.FLAG_SIGNALS[code]:
        if name == "top_post_share":
            value = value_of(flags.top_share(facts), n)
            lines.append(
                {
                    "signal": name,
                    "value": value,
                    "unit": Unit.SHARE,
                    "threshold": 0.5,
                    "n": None,
                    "passed": False,
                    "source": "[D] method, section 6",
                    "posts": [],
                }
            )
        else:
            row = signals[name]
            lines.append(
                {
                    "signal": name,
                    "value": row["value"],
                    "unit": row["unit"],
                    "threshold": row["threshold"],
                    "n": row["n"],
                    "passed": row["passed"],
                    "source": row["source"],
                    "posts": list(row["evidence"]),
                }
            )
    return {"code": code, "evidence": lines}


def _advice(advice: Advice) -> raw.RawAdvice:
    change = advice.showcase_after - advice.showcase_before
    return cast("raw.RawAdvice", {**asdict(advice), "showcase_change": change})
