"""What was read of every account: wholly or not, and whether it was regular before it stopped."""

from __future__ import annotations

import numpy as np

from auditor.method.facts import Bools, Facts
from auditor.method.judging.lines import LINES
from auditor.method.signals.presence import last_post
from auditor.method.windows import DAY, LEAST_READ, Ints, block_edges

PAUSE_BLOCKS, LEAST_PAUSE_BLOCKS = 26, 13


def wholly_covered(facts: Facts) -> Bools:
    """Whether all that was covered of the window was read completely, by whatever run."""
    return read_whole(facts, facts.window_start)


def read_whole(facts: Facts, start: int) -> Bools:
    """Whether all that was covered from ``start`` (ms) on was read completely, by whatever run."""
    complete = np.zeros(facts.count, dtype=bool)
    for number, runs in enumerate(facts.runs):
        end = facts.as_of
        parts = [
            (max(run.covered_start, start), min(run.covered_end, end), run.complete)
            for run in runs
            if run.covered_start is not None and run.covered_end is not None
        ]
        every = _length([(a, b) for a, b, _ in parts])
        complete[number] = every > 0 and _length([(a, b) for a, b, c in parts if c]) == every
    return complete


def _length(spans: list[tuple[int, int]]) -> int:
    """The length of a union of spans."""
    total, reached = 0, -(1 << 62)
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def paused(facts: Facts) -> Bools:
    """Whether the 26 weeks before the last post were regular (70 % of the blocks with a post)."""
    is_paused = np.zeros(facts.count, dtype=bool)
    last = last_post(facts)
    own = facts.posts[facts.posts["own"].to_numpy()]
    grouped = dict(tuple(own.groupby("account")["at"])) if len(own) else {}
    for number in np.flatnonzero(~np.isnan(last)):
        end = int(last[number]) + 1
        edges = block_edges(end, PAUSE_BLOCKS)
        counts = np.histogram(grouped[number], bins=edges)[0] > 0
        readable = _read_blocks(facts, int(number), edges)
        if readable.sum() >= LEAST_PAUSE_BLOCKS:
            is_paused[number] = (counts & readable).sum() / readable.sum() >= LINES["regular_weeks"]
    return is_paused


def _read_blocks(facts: Facts, number: int, edges: Ints) -> Bools:
    at = facts.cover.position(np.full(len(edges), number), edges)
    return np.asarray(np.diff(at) >= LEAST_READ * DAY)
