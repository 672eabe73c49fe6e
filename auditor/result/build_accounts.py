"""The accounts of a result: what was measured, scored and judged, one row an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from auditor.core import labels
from auditor.core.networks import page_of
from auditor.core.reasons import Reason
from auditor.method import benchmarks, coverage, flags, score
from auditor.method.advice import Advice, advise
from auditor.method.cohorts import Cohort, cohorts
from auditor.method.facts import Facts
from auditor.method.judging.rules import Judgement, Range
from auditor.method.signals import SIGNALS, Columns
from auditor.method.signals.profile import profile_items
from auditor.method.signals.registry import NOT_REACHED, Column, Signal
from auditor.method.signs import drawn, signs
from auditor.method.signs import number as value_of
from auditor.method.sites import Presumed, presumed
from auditor.method.verdict import Verdicts
from auditor.method.windows import LEAST_READ, from_ms
from auditor.method.yardstick import yardstick
from auditor.result import mix_and_hours, series
from auditor.result.coverage_rows import Raw, coverage_row
from auditor.result.series import floats

MOST_EVIDENCE = 5


def accounts(
    facts: Facts,
    columns: Columns,
    judged: Verdicts,
    kept: Any,
    texts: Mapping[int, tuple[Any, ...]],
) -> list[Raw]:
    """One row an account, in the order of the audit.

    Args:
        kept: the places of the posts that the result holds.
        texts: row of a post -> its id, address and the beginning of its text.
    """
    counts = series.counts(facts, texts)
    weeks, posts = series.weeks(facts), series.posts(facts, kept, texts)
    replies = series.replies(facts, texts)
    mixes, heatmaps = mix_and_hours.mixes(facts), mix_and_hours.heatmaps(facts)
    signals = _signals(facts, columns, kept, texts)
    raised = flags.flags(facts, columns)
    advised = advise(judged, columns)
    items, sites = profile_items(facts), presumed(facts)
    sizes = facts.per_account(facts.post_rows["account"])
    followers = series.ints(facts.accounts["followers"].to_numpy())
    origins = facts.accounts["followers_origin"].tolist()
    complete = coverage.read_whole(facts, facts.history_start)
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
                "coverage": coverage_row(facts, complete, n, int(sizes[n])),
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
                "pillars": _pillars(judged, columns, signals[n], n),
                "score": _score(judged, n),
                "showcase": _showcase(judged, n),
                "halves": _halves(judged, n),
                "presumed_site": _site(sites[n]),
                "verdict": _verdict(judged, columns, n),
                "flags": [_flag(code, facts, signals[n], n) for code in raised[n]],
                "advice": [_advice(one) for one in advised[n]],
                "benchmark": _benchmark(facts, columns, n),
                "cohort": _cohort(cohorts(facts)[n], yardstick(facts).source[n] == "cohort"),
                "profile": items[n],
            }
        )
    return found


def _signals(
    facts: Facts,
    columns: Columns,
    kept: Any,
    texts: Mapping[int, tuple[Any, ...]],
) -> list[dict[str, Raw]]:
    found: list[dict[str, Raw]] = [{} for _ in facts.refs]
    given = score.points(columns)
    for name, one in SIGNALS.items():
        column = columns[name]
        values, n = floats(column.value), series.ints(column.n)
        points = floats(given[name]) if name in given else [None] * facts.count
        passed = _passed(one, column)
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


def _passed(one: Signal, column: Column) -> list[bool | None]:
    if one.threshold is None:
        return [None] * len(column.value)
    good = column.value >= one.threshold if one.higher else column.value <= one.threshold
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
    facts: Facts, one: Signal, kept: Any, texts: Mapping[int, tuple[Any, ...]]
) -> list[list[str]]:
    """The ids of the posts that show a signal, at most five an account, the heaviest first."""
    shown: list[list[str]] = [[] for _ in facts.refs]
    if one.evidence is None or not len(kept):
        return shown
    weight = one.evidence(facts)[kept]
    places = np.flatnonzero(~np.isnan(weight))
    account = facts.post_rows["account"][kept][places]
    order = np.lexsort((-places, -weight[places], account))
    account, places = account[order], places[order]
    first = np.searchsorted(account, account)
    rank = np.arange(len(account)) - first
    rows = facts.post_rows["row"][kept][places]
    best = rank < MOST_EVIDENCE
    for number, row in zip(account[best].tolist(), rows[best].tolist(), strict=True):
        shown[number].append(texts[row][0])
    return shown


def _site(found: Presumed | None) -> Raw | None:
    return None if found is None else asdict(found)


def _pillars(judged: Verdicts, columns: Columns, signals: Mapping[str, Raw], n: int) -> Raw:
    """The pillars; the first three are drawn, the others stand where they were measured."""
    found, counted = judged.judgement, judged.measured
    read = judged.applies[n] and counted.covered_days[n] >= LEAST_READ - 1e-9
    openness = Range(
        100 - found.showcase.value, 100 - found.showcase.high, 100 - found.showcase.low
    )
    ranges: dict[str, Range | None] = {
        "presence": found.presence if read else None,
        "response": found.response if found.response_judged[n] else None,
        "openness": openness if _halves(judged, n) is not None else None,
    }
    told = {}
    for pillar, weight in score.PILLARS.items():
        known = 1.0
        if pillar in ranges:
            of = ranges[pillar]
            value, low, high = (None, None, None) if of is None else drawn(of, n)
        else:
            values, weights = score.pillar(pillar, columns)
            value, low, high, known = value_of(values, n), None, None, float(weights[n])
        whys = (signals[name]["missing"] for name in score.PARTS[pillar])
        told[pillar] = {
            "score": value, "low": low, "high": high, "weight": weight,
            "coverage": 0.0 if value is None else known,
            "missing": None if value is not None else next((w for w in whys if w), Reason.TOO_FEW),
        }  # fmt: skip
    return told


def _score(judged: Verdicts, n: int) -> Raw:
    """The mean of the draws, where enough was measured for one."""
    found = judged.judgement
    measured = float(found.coverage[n])
    enough = (
        judged.applies[n]
        and found.verdict[n] != "insufficient_data"
        and measured >= score.LEAST_COVERAGE - 1e-9
        and judged.measured.covered_days[n] >= score.LEAST_DAYS
    )
    value, low, high = drawn(found.score, n) if enough else (None, None, None)
    why = None if enough else Reason.TOO_FEW if judged.applies[n] else Reason.NOT_APPLICABLE
    return {"value": value, "low": low, "high": high, "coverage": min(1.0, measured),
            "missing": why.value if why else None}  # fmt: skip


def _showcase(judged: Verdicts, n: int) -> Raw:
    known = _halves(judged, n) is not None
    value, low, high = drawn(judged.judgement.showcase, n) if known else (None, None, None)
    return {"value": value, "low": low, "high": high,
            "missing": None if known else Reason.NOT_FETCHED.value}  # fmt: skip


def _halves(judged: Verdicts, n: int) -> Raw | None:
    """The two halves; none where no text of the page was read."""
    found, counted = judged.judgement, judged.measured
    posts = counted.invites_of[n] + counted.self_of[n] + counted.self_unknown[n]
    if not judged.applies[n] or not posts:
        return None

    def half(of: Range, parts: Mapping[str, Any]) -> Raw:
        value, low, high = drawn(of, n)
        return {"value": value, "low": low, "high": high,
                "parts": {name: value_of(values, n) for name, values in parts.items()}}  # fmt: skip

    told = counted.self_of[n] > 0
    itself = half(found.self_position, {})
    itself["parts"] = {"self_share": itself["value"] if told else None}
    return {"self": itself, "listens": half(found.listens, _parts(found))}


def _parts(found: Judgement) -> dict[str, Any]:
    names = {
        "replies": "reply_rate", "invites": "invitation_share", "names": "name_share",
        "team": "active_team",
    }  # fmt: skip
    return {names[name]: np.clip(values, 0, 100) for name, values in found.parts.items()}


def _verdict(judged: Verdicts, columns: Columns, n: int) -> Raw:
    found = judged.of(n)
    told = labels.label(found.code, found.sub_label)
    neutral = labels.label(found.code, found.sub_label, neutral=True)
    read = judged.measured.covered_days[n] >= LEAST_READ - 1e-9
    return {
        "code": found.code,
        "label": ", ".join(map(str, told)) or None,
        "neutral_label": ", ".join(map(str, neutral)) or None,
        "confidence": found.confidence,
        "level": found.level,
        "leans": found.leans,
        "shares": found.shares or {},
        "decides": found.decides,
        "sub_label": found.sub_label,
        "reasons": [asdict(one) for one in found.reasons],
        "signs": signs(judged, columns, n) if found.code is not None and read else [],
        "missing": found.missing.value if found.missing else None,
    }


def _flag(code: str, facts: Facts, signals: Mapping[str, Raw], n: int) -> Raw:
    lines: list[Raw] = []
    for name in flags.FLAG_SIGNALS[code]:
        if name == "top_post_share":
            value = value_of(flags.top_share(facts), n)
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
    return {**asdict(one), "showcase_change": one.showcase_after - one.showcase_before}


def _benchmark(facts: Facts, columns: Columns, n: int) -> Raw | None:
    """The figure that expected interactions come from, with all that qualifies it."""
    cohort = cohorts(facts)[n]
    if cohort is not None and yardstick(facts).source[n] == "cohort":
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
        "expected_interactions": value_of(columns["resonance"].extra["expected"], n),
        "note": table.note or None,
    }


def _from_cohort(facts: Facts, columns: Columns, cohort: Cohort, n: int) -> Raw:
    """The cohort in the place of a published figure: the median that it predicts for this size."""
    expected = value_of(columns["resonance"].extra["expected"], n)
    followers = value_of(facts.accounts["followers"].to_numpy(), n)
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


def _cohort(found: Cohort | None, used: bool) -> Raw | None:
    if found is None:
        return None
    return {
        "size": found.size,
        "followers_least": found.followers[0],
        "followers_most": found.followers[1],
        "slope": found.slope,
        "level": found.level,
        "volume": found.volume,
        "own_slope": found.slope is not None,
        "with_table": found.with_table,
        "wide": found.wide,
        "used": used,
        "format_effects": dict(sorted(found.effects.items())),
    }
