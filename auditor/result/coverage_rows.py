"""What was read of each account, as a result tells it."""

from __future__ import annotations

import itertools

from auditor.core.model import PARTS
from auditor.method.content import content_days, content_start
from auditor.method.facts import Bools, Facts
from auditor.method.windows import DAY
from auditor.result.raw_account import RawCoverage, RawSpan
from auditor.result.series import iso_moment, iso_one


def span(start: int, end: int, days: float) -> RawSpan:
    """A stretch of time: its edges (ms) as ISO 8601, and its length in days.

    Args:
        start: ms since 1970.
        end: ms since 1970.
        days: its length.
    """
    return {"start": iso_moment(start), "end": iso_moment(end), "days": days}


def coverage_row(facts: Facts, complete: Bools, n: int, posts_read: int) -> RawCoverage:
    """What was read of account ``n``: its spans, gaps, origins, and the days that count.

    Args:
        facts: all that was read, in frames.
        complete: whether all of the window was read, by account.
        n: the number of the account, from 0.
        posts_read: how many posts were read.
    """
    spans, runs = facts.spans[n], facts.runs[n]
    inside = [
        (max(span.start, facts.history_start), min(span.end, facts.as_of))
        for span in spans
        if span.end > facts.history_start and span.start < facts.as_of
    ]
    declared = [run.posts_declared for run in runs if run.posts_declared is not None]
    observed = facts.post_rows["observed"][facts.post_rows["account"] == n]
    gaps = [span(a[1], b[0], (b[0] - a[1]) / DAY) for a, b in itertools.pairwise(inside)]
    parts = [part for part in PARTS if facts.accounts[f"tells_{part}"].iat[n]]
    return {
        "start": iso_one(inside[0][0]) if inside else None,
        "end": iso_one(inside[-1][1]) if inside else None,
        "days": float(facts.covered_days[n]),
        "history_days": sum((end - start) / DAY for start, end in inside),
        "gaps": gaps,
        "complete": bool(complete[n]),
        "posts_read": posts_read,
        "posts_declared": declared[-1] if declared else None,
        "comments_read": bool(facts.accounts["comments_read"].iat[n]),
        "origin": list(dict.fromkeys(run.origin for run in runs)),
        "span_source": list(dict.fromkeys(run.span_source for run in runs if run.span_source)),
        "observed_at": iso_one(observed.max()) if len(observed) and observed.max() > 0 else None,
        "parts": parts,
        "content": span(int(content_start(facts)[n]), facts.as_of, float(content_days(facts)[n])),
    }
