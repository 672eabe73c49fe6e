"""What is drawn, read a second time: account by account, draw by draw, in plain Python."""

from __future__ import annotations

import csv
import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from statistics import NormalDist, quantiles

import numpy as np

NORMAL = NormalDist()
DRAWS = 400
LOGITS = [-25 + 0.05 * k for k in range(801)]
RATES = [1 / (1 + math.exp(-t)) for t in LOGITS]
CODES = ("absent", "social_lazy", "without_direction", "one_way", "active")


def uniforms() -> dict[str, list[float]]:
    chance = np.random.Generator(np.random.PCG64(20270101))
    names = [f"week{n:02d}" for n in range(13)]
    names += ["theta", "invites", "self", "names", "replies", "zero", "unread", "home"]
    return {
        name: [(int(k) + 0.5) / DRAWS for k in np.argsort(chance.random(DRAWS), kind="stable")]
        for name in names
    }


U = uniforms()


@cache
def norms() -> dict[tuple[str, str], tuple[float, float]]:
    text = files("auditor.method.judging").joinpath("norms.csv").read_text(encoding="utf-8")
    return {
        (row["network"], row["signal"]): (float(row["a"]), float(row["b"]))
        for row in csv.DictReader(text.splitlines())
    }


# Norms by the pages of the store, as the audit tells them; another test looks at how they are found.
OWN: dict[tuple[str, str], tuple[float, float]] = {}


def norm(network: str, rate: str) -> tuple[float, float]:
    if (network, rate) in OWN:
        return OWN[network, rate]
    return norms().get((network, rate)) or norms()["default", rate]


@cache
def distribution(a: float, b: float) -> list[float]:
    logs = [-a * math.log1p(math.exp(-t)) - b * math.log1p(math.exp(t)) for t in LOGITS]
    most = max(logs)
    density = [math.exp(log - most) for log in logs]
    total = sum(density)
    return [
        (so_far - here / 2) / total
        for so_far, here in zip(accumulate(density), density, strict=True)
    ]


def between(x: float, xs: list[float], ys: list[float]) -> float:
    if x <= xs[0]:
        return ys[0]
    if x >= xs[-1]:
        return ys[-1]
    value = bisect_right(xs, x) - 1
    part = (x - xs[value]) / (xs[value + 1] - xs[value])
    return ys[value] + part * (ys[value + 1] - ys[value])


def rates(x: float, n: float, a: float, b: float, name: str) -> list[float]:
    weight = min(1.0, 300 / max(n, 1.0)) / 1.3
    result = distribution(a + x * weight, b + (n - x) * weight)
    return [between(u, result, RATES) for u in U[name]]


def position(rate: float, network: str, name: str) -> float:
    return 100 * between(rate, RATES, distribution(*norm(network, name)))


@dataclass
class Counted:
    """What was counted of one account; ``None`` where it is not known."""

    network: str
    complete: bool
    days: float
    posts: int
    weeks: list[int | None]  # the newest first
    silence: float
    since: float | None
    mature: int
    raw: float | None
    expected_sum: float
    variance: float
    near_zero: int
    void: int
    invites: tuple[int, int]
    itself: tuple[int, int, int]  # told, unknown, all
    settled: int
    names: tuple[int, int] | None
    replies: tuple[float, float] | None
    team: float | None
    outbound: float | None
    community: float | None
    profile: float | None


@dataclass
class Judged:
    verdict: str
    confidence: float | None
    shares: dict[str, float]
    means: dict[str, float]
    ends: dict[str, tuple[float, float]]
    conditions: dict[str, float]
    coverage: float


def curve(x: float, p50: float, p90: float) -> float:
    if x <= 0:
        return 0.0 if p90 > p50 else 100.0
    return 100 * NORMAL.cdf(1.28155 * math.log(x / p50) / math.log(p90 / p50))


def judge(c: Counted) -> Judged:
    drawn = _drawn(c)
    rows = [_draw(c, number, *drawn) for number in range(DRAWS)]
    shares = {code: sum(row["code"] == code for row in rows) / DRAWS for code in CODES}
    verdict = max(reversed(CODES), key=lambda code: shares[code])
    fact = is_absent_by_fact(c)
    little = not fact and (c.days < 28 or c.mature < 4)
    parts = ("score", "S", "V", "L", "R", "presence")
    means = {part: sum(row[part] for row in rows) / DRAWS for part in parts}
    ends = {part: _ends([row[part] for row in rows]) for part in parts}
    held = {
        name: sum(row[name] for row in rows) / DRAWS
        for name in ("regular", "near_zero", "followed")
    }
    return Judged(
        "insufficient_data" if little else verdict,
        None if little else shares[verdict],
        shares,
        means,
        ends,
        held,
        _coverage(c),
    )


def _ends(values: list[float]) -> tuple[float, float]:
    twentieths = quantiles(values, n=20, method="inclusive")
    return twentieths[0], twentieths[-1]


def _drawn(c: Counted) -> tuple[list[float], ...]:
    """The draws of every rate of an account."""
    entry, unknown, of = c.itself
    itself = norm(c.network, "self")
    replied, comments = c.replies if c.replies and c.replies[1] > 0 else (0, 0)
    return (
        rates(*c.invites, *norm(c.network, "invites"), "invites"),
        rates(entry, of, *itself, "self"),
        rates(entry + unknown, of, *itself, "self"),
        rates(*(c.names or (0, 0)), *norm(c.network, "names"), "names"),
        rates(replied, comments, *norm(c.network, "replies"), "replies"),
        rates(c.near_zero, c.mature, 0.5, 0.5, "zero"),
        rates(c.void, c.mature, 0.5, 0.5, "zero"),
    )


def _draw(c: Counted, k: int, invites, low, high, names, replies, near, void) -> dict:
    value = c.expected_sum >= 5 and c.raw is not None and c.mature > 0
    noise = 1.12 * 1.32**2 / max(c.mature, 1) + c.variance
    theta = NORMAL.inv_cdf(U["theta"][k])
    if value:
        theta = c.raw / (1 + noise) + math.sqrt(noise / (1 + noise)) * theta
    r = 100 * NORMAL.cdf(theta)
    home = 0.36 * U["home"][k] ** 2
    v = position(low[k] + home * (high[k] - low[k]), c.network, "self")
    result = position(invites[k], c.network, "invites")
    if c.replies and c.replies[1] > 0:
        answered = position(replies[k], c.network, "replies")
    else:
        z = NORMAL.inv_cdf(min(max(result / 100, 1e-6), 1 - 1e-6))
        answered = 100 * NORMAL.cdf(0.3 * z + math.sqrt(1 - 0.09) * NORMAL.inv_cdf(U["unread"][k]))
    parts = [(0.5, answered), (0.3, result)]
    if c.names is not None:
        parts.append((0.2, position(names[k], c.network, "names")))
    if c.team is not None:
        parts.append((0.2, 100 * min(1.0, c.team / 0.5)))
    listens = sum(w * p for w, p in parts) / sum(w for w, _ in parts)
    s = (v + 100 - listens) / 2
    weekly, active = _rhythm(c, k)
    presence = 0.4 * curve(weekly, 1, 3.5) + 35 * min(1.0, active / 0.9)
    presence += 0.25 * curve(c.silence, 21, 8)
    regular = active >= 0.7 and weekly >= 0.75 and c.silence <= 30
    eight = c.mature >= 8 and r < 80
    code = _code(
        c, r, s, listens, regular, eight and near[k] >= 0.5, eight and void[k] >= 0.5, weekly
    )
    pillars = [(20, presence), (35, r), (35, 100 - s), (7, c.community), (3, c.profile)]
    sentences = [(w, p) for w, p in pillars if p is not None]
    score = sum(w * p for w, p in sentences) / sum(w for w, _ in sentences)
    if code == "absent":
        score = min(score, presence)
    return {
        "code": code,
        "score": score,
        "S": s,
        "V": v,
        "L": listens,
        "R": r,
        "presence": presence,
        "regular": regular,
        "near_zero": eight and near[k] >= 0.5,
        "followed": r >= 50,
    }


def _rhythm(c: Counted, k: int) -> tuple[float, float]:
    weights = [
        (-math.log(U[f"week{n:02d}"][k]), posts)
        for n, posts in enumerate(c.weeks)
        if posts is not None
    ]
    total = max(sum(w for w, _ in weights), 1e-9)
    return (
        sum(w * posts for w, posts in weights) / total,
        sum(w for w, posts in weights if posts) / total,
    )


def _whole(c: Counted) -> bool:
    return c.complete and c.days >= 56


def is_absent_by_fact(c: Counted) -> bool:
    read = [posts for posts in c.weeks if posts is not None]
    active = sum(posts > 0 for posts in read) / max(len(read), 1)
    return _whole(c) and (
        c.posts == 0
        or c.posts * 91 / max(c.days, 1) <= 2
        or (c.since is not None and c.since > 60)
        or active < 0.12
    )


def _code(c: Counted, r, s, listens, regular, near, void, weekly) -> str:
    if is_absent_by_fact(c) or (_whole(c) and 13 * weekly <= 2):
        return "without_direction" if (c.outbound or 0) > 2 else "absent"
    if s >= 60 and (r <= 20 or near or (not regular and r <= 50)):
        return "social_lazy"
    if regular and listens >= 55 and s <= 50 and r > 20:
        return "active"
    if regular and r > 20 and not void:
        return "one_way"
    return "without_direction"


def _coverage(c: Counted) -> float:
    entry = c.expected_sum >= 5 and c.raw is not None and c.mature > 0
    _, _, of = c.itself
    got = 20 + 35 * entry + 17.5 * (c.settled / of if of else 0)
    weights = {
        "replies": 0.5,
        "invites": 0.3 if c.invites[1] else 0.0,
        "names": 0.2 if c.names is not None else 0.0,
        "team": 0.2 if c.team is not None else 0.0,
    }
    heard = sum(weights.values()) - (0 if c.replies and c.replies[1] > 0 else 0.5)
    got += 17.5 * heard / sum(weights.values())
    total = 90.0
    for weight, value in ((7, c.community), (3, c.profile)):
        if value is not None:
            got, total = got + weight, total + weight
    return got / total
