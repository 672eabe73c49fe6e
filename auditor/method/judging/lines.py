"""The lines of the verdicts, the weights of the score and of its parts (method 2, 5 and 6)."""

from __future__ import annotations

CODES: tuple[str, ...] = ("absent", "social_lazy", "without_direction", "one_way", "active")


ABSENT, LAZY, WITHOUT_DIRECTION, ONE_WAY, ACTIVE = range(len(CODES))


TOO_LITTLE = "insufficient_data"


# The lines of the verdicts (method 2, section 6), by the names under which a result tells them.
LINES: dict[str, float] = {
    "least_days": 28,
    "least_posts": 4,
    "absent_days": 56,
    "absent_posts": 2,
    "absent_silence": 60,
    "absent_weeks": 0.12,
    "regular_weeks": 0.70,
    "regular_posts": 0.75,
    "regular_silence": 30,
    "showcase": 60,
    "unheard": 20,
    "typical": 50,
    "near_zero": 3,
    "void": 1,
    "near_zero_posts": 8,
    "near_zero_response": 80,
    "listens": 55,
    "open": 50,
    "expected_sum": 5,
    "outbound": 2,
    "confident": 0.70,
    "sure": 0.85,
    "decides": 0.05,
}


# Weights of the parts of "listens" [D], replies heaviest: accounts that answer get more [S].
LISTENS: dict[str, float] = {"replies": 0.50, "invites": 0.30, "names": 0.20, "team": 0.20}


FULL_TEAM = 0.5


WEIGHTS: dict[str, float] = {
    "presence": 20,
    "response": 35,
    "openness": 35,
    "community": 7,
    "profile": 3,
}


PRESENCE: dict[str, float] = {"posts_per_week": 0.40, "active_weeks": 0.35, "silence": 0.25}


FULL_WEEKS = 0.9


# p50 and p90 of the curves.
WEEKLY_CURVE, SILENCE_CURVE = (1.0, 3.5), (21.0, 8.0)


# The variance of one post's logarithm, and how alike posts of a week are. [T]
POST_VARIANCE = 1.32**2 * 1.12


# What would settle a verdict, and the draws that would then be known.
DECIDING: dict[str, tuple[str, ...]] = {
    "comments": ("unread",),
    "followers or comparison": ("theta",),
    "posts": ("invites", "self"),
    "own_sites": ("home",),
}


FIFTHS = 5
