"""The units of the numbers in a result, as :mod:`auditor.result` writes them."""

from __future__ import annotations

from enum import StrEnum


class Unit(StrEnum):
    """What the value of a signal, a sign or an action is counted in."""

    SHARE = "share"
    """0 to 1."""
    PERCENT = "%"
    """0 to 100."""
    POINTS = "points"
    """0 to 100."""
    DAYS = "days"
    HOURS = "hours"
    POSTS_A_WEEK = "posts/week"
    TIMES_A_WEEK = "per week"
    SHARE_A_WEEK = "share/week"
    """Growth: 0.01 is one per cent a week."""
    PER_THOUSAND = "per 1,000"
    """A thousand followers."""
    LOG_RATIO = "log ratio"
    """The natural logarithm of how many times as much."""
    LOG_A_MONTH = "log/month"
    """The natural logarithm of the change within a month."""
    BALANCE = "-1..1"
    """-1 is clockwork, 0 chance, 1 bursts."""
    COUNT = "count"
    ITEMS = "items"
    """Parts of a profile."""
    WEEKS = "weeks"
