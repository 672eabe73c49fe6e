"""Verdicts, their finer names, contradictions and flags (method, section 6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from auditor.facts import Bools, Facts, Floats
from auditor.reasons import Reason
from auditor.score import Scores, Showcase, judged
from auditor.signals import Column, Columns
from auditor.signals.dialogue import by_others
from auditor.signals.presence import last_post, posts_in_window
from auditor.signals.profile import profile_items
from auditor.signals.resonance import mature, medians
from auditor.windows import DAY, VERDICT_DAYS, Ints, block_edges

LEAST_DAYS, WHOLE_DAYS = 28, 56
LEAST_MATURE, VOID_MATURE = 4, 12
LONG_SILENCE = 30
NEWSROOM = 35
PAUSE_BLOCKS, LEAST_PAUSE_BLOCKS = 26, 13

# The lines of the verdicts.
ACTIVE_WEEKS, WEEKLY, ACTIVE_S, ACTIVE_RESONANCE = 0.70, 0.75, 0.65, 25.0
PROVISIONAL_LAZY, PROVISIONAL_ACTIVE = 0.80, 0.55
VOID_S = 0.65
LAZY_S, LAZY_RESONANCE = 0.75, 60.0
DEEP_S, DEEP_RESONANCE = 0.65, 20.0
LONG_AGO, RARE_WEEKS = 60, 0.12
RARE_PRESENCE = 40.0
MANY_MANAGERS, STAFF_SHARE = 3, 0.5
# The same lines by name, as a result tells them.
LINES: dict[str, float] = {
    "least_days": LEAST_DAYS, "least_posts": LEAST_MATURE, "absent_days": WHOLE_DAYS,
    "absent_silence": LONG_AGO, "absent_weeks": RARE_WEEKS, "void_posts": VOID_MATURE,
    "void_showcase": VOID_S, "lazy_showcase": LAZY_S, "lazy_resonance": LAZY_RESONANCE,
    "deep_showcase": DEEP_S, "deep_resonance": DEEP_RESONANCE, "newsroom": NEWSROOM,
    "active_weeks": ACTIVE_WEEKS, "active_posts": WEEKLY, "active_showcase": ACTIVE_S,
    "active_resonance": ACTIVE_RESONANCE, "provisional_lazy": PROVISIONAL_LAZY,
    "provisional_active": PROVISIONAL_ACTIVE, "rare_presence": RARE_PRESENCE,
}  # fmt: skip


@dataclass(frozen=True)
class Contradiction:
    """What a confused page does well and what breaks it, as condition codes with values.

    ``met`` is ``None`` when no condition of "active" is met; then two are ``broken``.
    """

    met: str | None
    met_value: float | None
    broken: tuple[str, ...]
    broken_values: tuple[float, ...]
    silence_days: float | None


@dataclass(frozen=True)
class Verdict:
    """The verdict on one account. ``code`` is ``None`` where no verdict applies."""

    code: str | None
    sub_label: str | None = None
    provisional: bool = False
    missing: Reason | None = None
    contradiction: Contradiction | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Basis:
    """What the rules look at, an array of all accounts each."""

    complete: Bools
    covered: Floats
    posts: Floats
    mature: Floats
    median: Floats
    counted: Floats
    since_last: Floats
    active_weeks: Floats
    per_week: Floats
    s: Floats
    presence: Floats
    resonance: Floats
    expected_sum: Floats
    reply_rate: Floats
    outbound: Floats
    followers: Floats
    silence: Floats
    paused: Bools
    professional: Bools
    judged: Bools


def basis(facts: Facts, columns: Columns, scores: Scores, showcase: Showcase) -> Basis:
    """Everything that the verdicts are made from."""
    counted = mature(facts)
    account = counted["account"].to_numpy()
    chosen = facts.posts["in_window"].to_numpy() & facts.posts["mature"].to_numpy()
    outbound = columns["outbound_comments"].value * facts.covered_days / 7
    return Basis(
        complete=whole(facts),
        covered=facts.covered_days,
        posts=posts_in_window(facts),
        mature=facts.per_account(facts.posts["account"].to_numpy()[chosen]),
        median=medians(account, counted["y"].to_numpy(), facts.count),
        counted=facts.per_account(account),
        since_last=columns["days_since_last_post"].value,
        active_weeks=columns["active_weeks"].value,
        per_week=columns["posts_per_week"].value,
        s=showcase.value,
        presence=scores.pillars["presence"],
        resonance=scores.pillars["resonance"],
        expected_sum=columns["resonance"].extra["expected_sum"],
        reply_rate=columns["reply_rate"].value,
        outbound=outbound,
        followers=facts.accounts["followers"].to_numpy(),
        silence=columns["longest_silence"].value,
        paused=paused(facts),
        professional=facts.accounts["professional"].to_numpy(),
        judged=judged(facts),
    )


def whole(facts: Facts) -> Bools:
    """Whether all that was covered of the window was read completely, by whatever run."""
    return read_whole(facts, facts.window_start)


def read_whole(facts: Facts, start: int) -> Bools:
    """Whether all that was covered from ``start`` (ms) on was read completely, by whatever run."""
    found = np.zeros(facts.count, dtype=bool)
    for number, runs in enumerate(facts.runs):
        end = facts.as_of
        parts = [
            (max(run.covered_start, start), min(run.covered_end, end), run.complete)
            for run in runs
            if run.covered_start is not None and run.covered_end is not None
        ]
        every = _length([(a, b) for a, b, _ in parts])
        found[number] = every > 0 and _length([(a, b) for a, b, c in parts if c]) == every
    return found


def _length(spans: list[tuple[int, int]]) -> int:
    """The length of a union of spans."""
    total, reached = 0, -(1 << 62)
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


def paused(facts: Facts) -> Bools:
    """Whether the 26 weeks before the last post were regular (70 % of the blocks with a post)."""
    found = np.zeros(facts.count, dtype=bool)
    last = last_post(facts)
    own = facts.posts[facts.posts["own"].to_numpy()]
    grouped = dict(tuple(own.groupby("account")["at"])) if len(own) else {}
    for number in np.flatnonzero(~np.isnan(last)):
        end = int(last[number]) + 1
        edges = block_edges(end, PAUSE_BLOCKS)
        counts = np.histogram(grouped[number], bins=edges)[0] > 0
        read = _read(facts, int(number), edges)
        if read.sum() >= LEAST_PAUSE_BLOCKS:
            found[number] = (counts & read).sum() / read.sum() >= ACTIVE_WEEKS
    return found


def _read(facts: Facts, number: int, edges: Ints) -> Bools:
    at = facts.cover.position(np.full(len(edges), number), edges)
    return np.asarray(np.diff(at) >= 4 * DAY)


def judge(found: Basis, n: int) -> Verdict:
    """The verdict on account ``n``, the rules in their order."""
    if not found.judged[n]:
        return Verdict(None, missing=Reason.NOT_APPLICABLE)
    absent = _absent(found, n)
    if absent is not None:
        return absent
    if found.covered[n] < LEAST_DAYS or found.mature[n] < LEAST_MATURE or np.isnan(found.s[n]):
        return Verdict("insufficient_data", missing=_too_little(found, n),
                       evidence=("posts_per_week", "active_weeks"))  # fmt: skip
    if found.counted[n] >= VOID_MATURE and found.median[n] <= 1 and found.s[n] >= VOID_S:
        lines = ("interactions_median", *_showcase_lines(found, n))
        return Verdict("social_lazy", "into_the_void", evidence=lines)
    by_response = not np.isnan(found.resonance[n]) and found.expected_sum[n] >= 5
    if by_response:
        return _by_response(found, n)
    if np.isnan(found.reply_rate[n]):
        return Verdict("insufficient_data", missing=Reason.NO_AUDIENCE_SIDE,
                       evidence=("posts_per_week", "active_weeks"))  # fmt: skip
    return _by_behaviour(found, n)


def _too_little(found: Basis, n: int) -> Reason:
    if found.covered[n] == 0:
        return Reason.NOT_FETCHED
    if found.covered[n] < LEAST_DAYS or found.mature[n] < LEAST_MATURE:
        return Reason.TOO_FEW
    return Reason.NOT_OFFERED


def _showcase_lines(found: Basis, n: int) -> tuple[str, ...]:
    """The signals behind S, the core that is known."""
    lines = ["reply_rate"] if not np.isnan(found.reply_rate[n]) else []
    return (*lines, "dialogue_share")


def _absent(found: Basis, n: int) -> Verdict | None:
    if not (found.complete[n] and found.covered[n] >= WHOLE_DAYS):
        return None
    few = found.posts[n] * VERDICT_DAYS / found.covered[n] <= 2
    long_ago = found.since_last[n] > LONG_AGO
    if not (found.posts[n] == 0 or few or long_ago or found.active_weeks[n] < RARE_WEEKS):
        return None
    evidence = ("posts_per_week", "active_weeks", "days_since_last_post")
    if found.professional[n] and found.outbound[n] * VERDICT_DAYS / found.covered[n] > 2:
        broken = Contradiction(
            "outbound_comments", float(found.outbound[n]), ("posts_per_week",),
            (float(found.per_week[n]),), _silence(found, n),
        )  # fmt: skip
        return Verdict(
            "confused", "present_in_conversations", contradiction=broken,
            evidence=("outbound_comments", *evidence),
        )  # fmt: skip
    return Verdict("absent", "paused" if found.paused[n] else None, evidence=evidence)


def _by_response(found: Basis, n: int) -> Verdict:
    s, resonance, per_week = found.s[n], found.resonance[n], found.per_week[n]
    far = s >= DEEP_S and resonance <= DEEP_RESONANCE
    showcase = far or (s >= LAZY_S and resonance <= LAZY_RESONANCE)
    lines = ("resonance", *_showcase_lines(found, n))
    if showcase and per_week <= NEWSROOM:
        return Verdict("social_lazy", evidence=lines)
    if (
        found.active_weeks[n] >= ACTIVE_WEEKS
        and per_week >= WEEKLY
        and s <= ACTIVE_S
        and resonance >= ACTIVE_RESONANCE
    ):
        return Verdict("active", evidence=("posts_per_week", "active_weeks", *lines))
    sub_label = None
    if found.presence[n] < RARE_PRESENCE and resonance > LAZY_RESONANCE:
        sub_label = "rare_and_loved"
    elif showcase:
        sub_label = "broadcaster"
    elif s > ACTIVE_S and resonance > LAZY_RESONANCE:
        sub_label = "megaphone"
    return _confused(found, n, sub_label, provisional=False)


def _by_behaviour(found: Basis, n: int) -> Verdict:
    s, per_week = found.s[n], found.per_week[n]
    lines = _showcase_lines(found, n)
    if s >= PROVISIONAL_LAZY:
        if per_week > NEWSROOM:
            return _confused(found, n, "broadcaster", provisional=True)
        if np.isnan(found.followers[n]) and found.median[n] > 20:
            return _confused(found, n, "one_way_response_unknown", provisional=True)
        return Verdict("social_lazy", provisional=True, evidence=lines)
    if found.active_weeks[n] >= ACTIVE_WEEKS and per_week >= WEEKLY and s <= PROVISIONAL_ACTIVE:
        return Verdict(
            "active", provisional=True, evidence=("posts_per_week", "active_weeks", *lines)
        )
    return _confused(found, n, None, provisional=True)


def _silence(found: Basis, n: int) -> float | None:
    days = float(found.silence[n])
    return days if days > LONG_SILENCE else None


def _confused(found: Basis, n: int, sub_label: str | None, provisional: bool) -> Verdict:
    contradiction = contradict(found, n, provisional)
    condition = {
        "showcase": "dialogue_share", "posts_per_week": "posts_per_week",
        "active_weeks": "active_weeks", "resonance": "resonance",
    }  # fmt: skip
    named = [condition[code] for code in (*contradiction.broken, contradiction.met) if code]
    silence = ["longest_silence"] if contradiction.silence_days is not None else []
    others = _showcase_lines(found, n)
    return Verdict(
        "confused",
        sub_label,
        provisional,
        contradiction=contradiction,
        evidence=tuple(dict.fromkeys([*named, *silence, *others])),
    )


def contradict(found: Basis, n: int, provisional: bool) -> Contradiction:
    """The best condition of "active" that is met with the worst that fails.

    Compared by value ÷ line, line ÷ value where less is better; two that fail if none is met.
    """
    s_line = PROVISIONAL_ACTIVE if provisional else ACTIVE_S
    s = float(found.s[n])
    ratios = {
        "active_weeks": (float(found.active_weeks[n]), float(found.active_weeks[n]) / ACTIVE_WEEKS),
        "posts_per_week": (float(found.per_week[n]), float(found.per_week[n]) / WEEKLY),
        "showcase": (s, s_line / s if s > 0 else float("inf")),
    }
    if not provisional:
        value = float(found.resonance[n])
        ratios["resonance"] = (value, value / ACTIVE_RESONANCE)
    known = {code: pair for code, pair in ratios.items() if pair[1] == pair[1]}
    met = {code: ratio for code, (_, ratio) in known.items() if ratio >= 1}
    failed = sorted((ratio, code) for code, (_, ratio) in known.items() if ratio < 1)
    best = max(met, key=lambda code: met[code]) if met else None
    broken = tuple(code for _, code in failed[: 1 if best else 2])
    return Contradiction(
        best,
        known[best][0] if best else None,
        broken,
        tuple(known[code][0] for code in broken),
        _silence(found, n),
    )


FLAG_SIGNALS: dict[str, tuple[str, ...]] = {
    "rented_audience": ("resonance", "engagement_rate"),
    "suspicious_interactions": ("resonance", "comment_share"),
    "absent_managers": ("active_team",),
    "unanswered_comments": ("reply_rate",),
    "staff_only": ("team_share",),
    "one_hit": ("top_post_share",),
    "impersonal": ("profile_completeness",),
}


def flags(facts: Facts, columns: Columns) -> list[list[str]]:
    """The flags of every account, in a fixed order."""
    raised = {
        "rented_audience": _rented(facts, columns),
        "suspicious_interactions": _suspicious(facts, columns),
        "absent_managers": _absent_managers(columns["active_team"]),
        "unanswered_comments": _unanswered(columns),
        "staff_only": columns["team_share"].value >= STAFF_SHARE,
        "one_hit": top_share(facts) > 0.5,
        "impersonal": np.array([one["named_person"] is False for one in profile_items(facts)]),
    }
    return [
        [code for code, where in raised.items() if where[number]] for number in range(facts.count)
    ]


def _rented(facts: Facts, columns: Columns) -> Bools:
    one = columns["resonance"]
    followers = facts.accounts["followers"].to_numpy()
    high = one.high if one.high is not None else np.full(facts.count, np.nan)
    return np.asarray(
        (followers >= 2000)
        & (one.n >= 8)
        & (one.extra["expected_sum"] >= 10)
        & (one.extra["raw"] < np.log(0.10))
        & (high < np.log(0.35))
    )


def _suspicious(facts: Facts, columns: Columns) -> Bools:
    posts = mature(facts)
    account = posts["account"].to_numpy()
    reactions = facts.per_account(account, np.nan_to_num(posts["reactions"].to_numpy()))
    told = posts["comments"].notna().to_numpy()
    comments = facts.per_account(account, np.nan_to_num(posts["comments"].to_numpy()))
    tells = facts.per_account(account, told) > 0
    silent = tells & (comments == 0) & (reactions >= 1000)
    found = (np.exp(columns["resonance"].value) > 10) & silent
    others = by_others(facts)
    others = others[others["text_hash"].notna().to_numpy()]
    if len(others):
        sizes = others.groupby(["account", "text_hash"]).size().groupby(level=0).max()
        most = sizes.reindex(range(facts.count)).fillna(0).to_numpy()
        n = facts.per_account(others["account"].to_numpy())
        found = found | ((n >= 5) & (most > 0.8 * n))
    return np.asarray(found)


def _absent_managers(one: Column) -> Bools:
    """Nobody of the team was active, or one alone of three or more."""
    active = one.value * one.n
    return np.asarray((active < 0.5) | ((one.n >= MANY_MANAGERS) & (active < 1.5)))


def _unanswered(columns: Columns) -> Bools:
    one = columns["reply_rate"]
    if one.counted is None or one.of is None:
        return np.zeros(len(one.value), dtype=bool)
    return np.asarray((one.of >= 5) & (one.counted < 0.10 * one.of))


def top_share(facts: Facts) -> Floats:
    """The share of all interactions that one post holds, from 8 posts on; NaN below."""
    posts = mature(facts)
    account = posts["account"].to_numpy()
    total = facts.per_account(account, posts["y"].to_numpy())
    most = np.zeros(facts.count)
    np.maximum.at(most, account, posts["y"].to_numpy())
    enough = (facts.per_account(account) >= 8) & (total > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(enough, most / total, np.nan)
