"""One audit: from the store to a result. The function that the command line and the tests call."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import numpy as np

from auditor.core.files import writing
from auditor.core.spec import AuditSpec, distinct
from auditor.core.traits import TRAITS
from auditor.core.version import __version__
from auditor.method import coverage, score
from auditor.method.facts import Facts, last_covered, load
from auditor.method.judging.lines import LINES, LISTENS
from auditor.method.judging.norms import NORMS_VERSION, Usual
from auditor.method.signals import SIGNALS, measure
from auditor.method.usual import usual
from auditor.method.verdict import verdicts
from auditor.method.windows import DAY, VERDICT_DAYS, to_ms
from auditor.result import series
from auditor.result.build_accounts import accounts
from auditor.result.coverage_rows import span
from auditor.result.data_quality import notes
from auditor.result.raw import (
    RawAssignedAction,
    RawClient,
    RawMethod,
    RawOwnNorm,
    RawProvenance,
    RawResult,
    RawRunRecord,
    RawSubject,
)
from auditor.result.raw_account import RawAccount
from auditor.result.schema import SCHEMA, Result
from auditor.result.series import iso_moment, iso_one
from auditor.result.team import team_rows
from auditor.store import Store
from auditor.store import columns as db
from auditor.store.columns import RunRow
from auditor.text import lexicon

# Where the zones of a scale from 0 to 100 change [D].
ZONES = (40.0, 70.0)


def run_audit(
    store: Store,
    spec: AuditSpec,
    now: datetime,
    as_of: datetime | None = None,
    history_days: int = 365,
    offline: bool = False,
) -> RawResult:
    """Judge the accounts of a spec by what the store holds.

    Args:
        store: the open store.
        spec: the audit: subjects, accounts, zone.
        now: the moment of the audit, aware; the result is the same for the same moment.
        as_of: the end of the windows; default ``now``, offline the end of what was covered.
        history_days: how far back the history goes, in days.
        offline: whether the end is that of what was read, without ``as_of``.

    Returns:
        The result as plain data (``auditor.result/2``); :func:`as_result` checks it.
    """
    spec = distinct(spec, store.find(spec.accounts))
    moment = to_ms(as_of) if as_of is not None else None
    if moment is None and offline:
        moment = last_covered(store, spec, to_ms(now))
    facts = load(store, spec, to_ms(now) if moment is None else moment, history_days, to_ms(now))
    return assemble(store, facts, now)


def as_result(raw: RawResult) -> Result:
    """The result as a checked object."""
    return Result.model_validate(raw)


def write_result(raw: RawResult, path: Path) -> None:
    """Write ``result.json``: beside first, then in its place. The same result, the same bytes."""
    with writing(path) as file:
        json.dump(raw, file, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        file.write("\n")


def assemble(store: Store, facts: Facts, now: datetime) -> RawResult:
    """Signals, score and verdicts of the facts, as a result.

    Args:
        store: the open store.
        facts: all that was read, in frames.
        now: the moment of the audit, aware.
    """
    columns = measure(facts)
    judged = verdicts(facts, columns, partial(usual, store, facts))
    kept_rows = series.kept_posts(facts)
    with store.connect() as connection:
        with_text = np.union1d(kept_rows, series.top_places(facts))
        texts = db.select_texts(connection, facts.post_rows["row"][with_text].tolist())
    rows = accounts(facts, columns, judged, kept_rows, texts)
    result: RawResult = {
        "schema": SCHEMA,
        "generated_at": iso_moment(to_ms(now)),
        "as_of": iso_moment(facts.as_of),
        "method": _method(judged.measured.usual),
        "client": _client(facts.spec),
        "window": span(facts.window_start, facts.as_of, VERDICT_DAYS),
        "history": span(
            facts.history_start, facts.as_of, (facts.as_of - facts.history_start) / DAY
        ),
        "subjects": _subjects(facts, rows),
        "accounts": rows,
        "data_quality": notes(facts, coverage.read_whole(facts, facts.history_start)),
        "provenance": _provenance(facts),
    }
    if facts.spec.plan:
        result["plan"] = _plan(facts.spec)
    return result


def _plan(spec: AuditSpec) -> list[RawAssignedAction]:
    return [
        {
            "action": entry.action,
            "who": entry.who,
            "by": entry.by.isoformat() if entry.by else None,
            "done": entry.done.isoformat() if entry.done else None,
        }
        for entry in spec.plan
    ]


def _method(norms: Usual) -> RawMethod:
    weight: dict[str, float] = {}
    pillar: dict[str, str] = {}
    for name, parts in score.PARTS.items():
        weight |= parts
        pillar |= dict.fromkeys(parts, name)
    return {
        "version": score.METHOD_VERSION,
        "weights": dict(score.PILLARS),
        "listens": dict(LISTENS),
        "norms": NORMS_VERSION,
        "own_norms": _own_norms(norms),
        "lexicons": lexicon.VERSION,
        "curves": {name: {"p50": p50, "p90": p90} for name, (p50, p90) in score.CURVES.items()},
        "full_points": dict(score.FULL),
        "zones": list(ZONES),
        "lines": dict(LINES),
        "least_coverage": score.LEAST_COVERAGE,
        "signals": {
            signal.id: {
                "title": signal.title.singular,
                "improve_title": signal.improve_title.singular,
                "failure_title": signal.failure_title.singular,
                "why": signal.why.singular,
                "unit": signal.unit,
                "pillar": pillar.get(signal.id),
                "weight": weight.get(signal.id),
                "threshold": signal.threshold,
                "higher_is_better": signal.higher,
                "formula": signal.formula,
                "source": signal.source,
            }
            for signal in SIGNALS.values()
        },
    }


def _own_norms(norms: Usual) -> list[RawOwnNorm]:
    """The norms that were worked out from pages of the store, with how many pages."""
    return [
        {"network": network, "rate": rate, "a": norm.a, "b": norm.b, "pages": norm.pages}
        for (network, rate), norm in sorted(norms.items())
    ]


def _client(spec: AuditSpec) -> RawClient:
    client = spec.client
    return {
        "name": client.name,
        "kind": client.kind,
        "language": spec.language,
        "timezone": spec.timezone,
        "domains": list(client.domains),
        "industry": spec.industry,
        "region": spec.region,
        "cohort": spec.cohort,
        "fictional": spec.fictional,
        "basis": spec.basis,
        "basis_date": spec.basis_date.isoformat() if spec.basis_date else None,
        "basis_until": spec.basis_until.isoformat() if spec.basis_until else None,
    }


def _subjects(facts: Facts, accounts: Sequence[RawAccount]) -> list[RawSubject]:
    """Every subject's pattern of verdicts; YouTube stays out of the median of the scores."""
    rows: list[RawSubject] = []
    for subject in facts.spec.subjects:
        own = [account for account in accounts if account["subject"] == subject.name]
        codes = [account["verdict"]["code"] for account in own if account["verdict"]["code"]]
        values = [
            account["score"]["value"]
            for account in own
            if account["score"]["value"] is not None and TRAITS[account["platform"]].blended
        ]
        rows.append(
            {
                "name": subject.name,
                "kind": subject.kind,
                "role": subject.role,
                "words": subject.tone,
                "accounts": [account["ref"] for account in own],
                "summary": {
                    "verdicts": {code: codes.count(code) for code in dict.fromkeys(codes)},
                    "median_score": float(np.median(values)) if values else None,
                    "excluded": [
                        account["ref"] for account in own if not TRAITS[account["platform"]].blended
                    ],
                },
                "team": team_rows(facts) if subject is facts.spec.client else [],
            }
        )
    return rows


def _provenance(facts: Facts) -> RawProvenance:
    versions = {
        facts.refs[n].platform: run.api_version
        for n, runs in enumerate(facts.runs)
        for run in runs
        if run.api_version
    }
    return {
        "tool_version": __version__,
        "api_versions": versions,
        "runs": [
            _run(str(facts.refs[n]), run) for n, runs in enumerate(facts.runs) for run in runs
        ],
    }


def _run(ref: str, run: RunRow) -> RawRunRecord:
    return {
        "account": ref,
        "origin": run.origin,
        "connector": run.connector,
        "api_version": run.api_version,
        "source": run.source,
        "started_at": iso_moment(run.started_at),
        "finished_at": iso_one(run.finished_at),
        "covered_start": iso_one(run.covered_start),
        "covered_end": iso_one(run.covered_end),
        "span_source": run.span_source,
        "complete": run.complete,
        "stopped_because": run.stopped_because,
        "rows": run.rows,
        "sha256": run.sha256,
        "file_rows": run.file_rows,
        "taken": run.file_taken,
        "how": run.how,
        "left_out": run.left_out or [],
        "calls": run.calls,
        "units": run.units,
        "money": run.money,
    }
