"""Which posts tell what a page speaks of and how it is answered (method 2, section 1).

The last 91 days; where these hold fewer than 20 mature own posts, so many weeks more as give 20, at
most 26 weeks, and never over a gap in what was read.
"""

from __future__ import annotations

import numpy as np

from auditor.method.facts import Bools, Facts, Floats, Ints, once
from auditor.method.windows import BLOCK, BLOCKS, DAY

ENOUGH, MOST_WEEKS = 20, 26


@once
def content_start(facts: Facts) -> Ints:
    """Since when (ms) the posts of every account count for what it speaks of."""
    posts = facts.post_rows
    account, at = posts["account"], posts["at"]
    chosen = posts["own"] & posts["mature"]
    chosen &= facts.cover.contains(account, at)
    back = (facts.as_of - 1 - at) // BLOCK
    chosen &= (back >= 0) & (back < MOST_WEEKS)
    cell = account[chosen] * MOST_WEEKS + back[chosen]
    counts = np.bincount(cell, minlength=facts.count * MOST_WEEKS).reshape(-1, MOST_WEEKS)
    reached = counts.cumsum(axis=1) >= ENOUGH
    weeks = np.where(reached.any(axis=1), reached.argmax(axis=1) + 1, MOST_WEEKS)
    return np.asarray(facts.as_of - BLOCK * np.clip(weeks, BLOCKS, _readable(facts)))


def _readable(facts: Facts) -> Ints:
    """How many weeks before the audit's moment were read of every account without a gap."""
    weeks = np.full(facts.count, BLOCKS, dtype=np.int64)
    for number, spans in enumerate(facts.spans):
        reaching = [span.start for span in spans if span.start <= facts.window_start <= span.end]
        if reaching:
            first = max(reaching[0], facts.history_start)
            weeks[number] = max(BLOCKS, (facts.as_of - first) // BLOCK)
    return np.minimum(weeks, MOST_WEEKS)


@once
def in_content(facts: Facts) -> Bools:
    """The own posts of that time, one flag a post."""
    posts = facts.post_rows
    account, at = posts["account"], posts["at"]
    inside = (at >= content_start(facts)[account]) & facts.cover.contains(account, at)
    return np.asarray(posts["own"] & inside)


@once
def content_days(facts: Facts) -> Floats:
    """Covered days of that time, an account."""
    accounts = np.arange(facts.count)
    start = facts.cover.position(accounts, content_start(facts))
    end = facts.cover.position(accounts, np.full(facts.count, facts.as_of))
    return np.asarray((end - start) / DAY)


@once
def per_week(facts: Facts) -> Floats:
    """Own posts a week in that time; NaN where nothing of it was read."""
    n = facts.per_account(facts.post_rows["account"][in_content(facts)])
    days = content_days(facts)
    return np.where(days > 0, n * 7 / np.where(days > 0, days, 1), np.nan)
