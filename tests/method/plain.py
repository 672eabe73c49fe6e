"""The method read a second time: plain Python, row by row, straight from what was observed.

Written from the method, not from the program: it shares no formula with it but the published
figures themselves.
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from statistics import NormalDist

from auditor.model import Comment, Post
from tests.method import plain_cohort
from tests.method.makers import AS_OF, DOMAIN, Made

DAY = 86_400.0
PHI = NormalDist().cdf
CORE = {"no_reply": 0.30, "no_dialogue": 0.25}
SIGNS = {
    "own_link_share": 0.20,
    "promo_share": 0.10,
    "duplicate_share": 0.10,
    "top_format_share": 0.05,
}


def seconds(at: datetime) -> float:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()


@dataclass
class Read:
    """One account read plainly: signals (None where there is no value), and what follows."""

    signals: dict[str, float | str | None]
    pillars: dict[str, float | None]
    score: float | None
    worst: float
    best: float
    coverage: float
    s: float | None
    verdict: tuple[str, str | None, bool]


def merged(made: Made) -> list[tuple[float, float]]:
    rows = [(seconds(a), seconds(b), source == "rows") for a, b, source, _ in made.spans]
    rows.sort()
    found = [list(rows[0])]
    for start, end, by_rows in rows[1:]:
        last = found[-1]
        if start <= last[1] or (by_rows and last[2] and not _month_between(last[1], start)):
            last[1] = max(last[1], end)
        else:
            found.append([start, end, by_rows])
    return [(a, b) for a, b, _ in found]


def _month_between(end: float, start: float) -> bool:
    day = datetime.fromtimestamp(end, UTC)
    first = datetime(day.year, day.month, 1, tzinfo=UTC)
    if seconds(first) < end:
        first = first + timedelta(days=monthrange(first.year, first.month)[1])
    after = first + timedelta(days=monthrange(first.year, first.month)[1])
    return seconds(after) <= start


class Account:
    """Everything of one account that the formulas need."""

    def __init__(self, made: Made, all_accounts: list[Made]) -> None:
        self.made = made
        self.all_accounts = all_accounts
        self.siblings = [one for one in all_accounts if one.subject == made.subject]
        self.head = self.siblings[0]
        self.spans = merged(made)
        self.end = seconds(AS_OF)
        self.start = self.end - 91 * DAY
        self.covered = self.between(self.start, self.end)
        self.own = sorted(
            (post for post in made.posts if post.kind == "post" and self.in_history(post)),
            key=lambda post: post.published_at,
        )
        self.window = [post for post in self.own if self.inside(post)]

    def in_history(self, post: Post) -> bool:
        return self.end - 365 * DAY <= seconds(post.published_at) < self.end

    def inside(self, post: Post) -> bool:
        at = seconds(post.published_at)
        return self.start <= at < self.end and any(a <= at < b for a, b in self.spans)

    def between(self, start: float, end: float) -> float:
        return sum(max(0.0, min(b, end) - max(a, start)) for a, b in self.spans)

    def mature(self, post: Post) -> bool:
        return self.made.observed_at - post.published_at >= timedelta(hours=72)

    def parts(self) -> list[str]:
        posts = [post for post in self.made.posts if self.in_history(post)]
        return [part for part in ("reactions", "comments", "shares")
                if any(getattr(post.counts, part) is not None for post in posts)]  # fmt: skip

    def own_comments(self, post: Post) -> int:
        return sum(
            c.is_account and c.counted and c.post_id == post.platform_id for c in self.made.comments
        )

    def value(self, post: Post, part: str) -> float | None:
        found = getattr(post.counts, part)
        if part == "comments" and found is not None:
            return float(max(0, found - self.own_comments(post)))
        return found

    def interactions(self, post: Post) -> float | None:
        if post.counts.interactions is not None:
            return float(max(0, post.counts.interactions - self.own_comments(post)))
        values = [self.value(post, part) for part in self.parts()]
        return None if not values or any(v is None for v in values) else float(sum(values))  # type: ignore[arg-type]

    def counted(self) -> list[tuple[Post, float]]:
        pairs = [(post, self.interactions(post)) for post in self.window if self.mature(post)]
        return [(post, y) for post, y in pairs if y is not None]

    @property
    def everybody(self) -> list[Account]:
        return [account_of(one, self.all_accounts) for one in self.all_accounts]

    @cached_property
    def cohort(self) -> plain_cohort.Cohort | None:
        return plain_cohort.cohort_of(self)

    @staticmethod
    def at(post: Post) -> float:
        return seconds(post.published_at)

    def expected(self, post: Post | None = None) -> float | None:
        return plain_cohort.expected(self, post)

    def label(self, post: Post) -> str:
        return self.made.labels[post.platform_id]

    def asks(self, post: Post) -> bool:
        return self.label(post) in ("asks", "sells_asks")

    def dialogue(self, post: Post) -> bool | None:
        if self.asks(post) or self.label(post) == "names" or post.is_poll:
            return True
        return None if post.text is None else False

    def threads(self) -> dict[str, list[Comment]]:
        """The comments under own posts of the window, by the comment that a thread begins with."""
        ids = {post.platform_id for post in self.window}
        found: dict[str, list[Comment]] = {}
        for comment in self.made.comments:
            if comment.post_id in ids:
                found.setdefault(comment.parent_id or comment.platform_id, []).append(comment)
        return found


_ACCOUNTS: dict[int, Account] = {}


def account_of(made: Made, all_accounts: list[Made]) -> Account:
    """The same account read once only."""
    if id(made) not in _ACCOUNTS:
        _ACCOUNTS[id(made)] = Account(made, all_accounts)
    return _ACCOUNTS[id(made)]


def curve(x: float, p50: float, p90: float) -> float:
    if x <= 0:
        return 0.0 if p90 > p50 else 100.0
    return 100 * PHI(1.28155 * math.log(x / p50) / math.log(p90 / p50))


def share(top: float, under: float) -> float | None:
    return top / under if under else None


def mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def presence(a: Account) -> dict[str, float | str | None]:
    days = a.covered / DAY
    at = [seconds(post.published_at) for post in a.window]
    edges = [a.start, *at, a.end]
    gaps = [a.between(x, y) / DAY for x, y in itertools.pairwise(at)]
    blocks = [(a.end - 7 * DAY * (n + 1), a.end - 7 * DAY * n) for n in range(13)]
    counted = [block for block in blocks if a.between(*block) >= 4 * DAY]
    active = sum(any(x <= t < y for t in at) for x, y in counted)
    last = max((seconds(post.published_at) for post in a.own), default=None)
    n = len(gaps)
    burst = None
    if n >= 5 and sum(gaps) > 0:
        r = statistics.pstdev(gaps) / (sum(gaps) / n)
        up, down = math.sqrt(n + 1), math.sqrt(n - 1)
        burst = (up * r - down) / ((up - 2) * r + down)
    return {
        "posts_per_week": share(len(at) * 7, days) if days >= 4 else None,
        "active_weeks": share(active, len(counted)),
        "longest_silence": max(a.between(x, y) for x, y in itertools.pairwise(edges)) / DAY
        if days >= 4 else None,
        "days_since_last_post": None if last is None else a.between(last, a.end) / DAY,
        "burstiness": burst,
        "network_breadth": _breadth(a),
    }  # fmt: skip


def _breadth(a: Account) -> float | None:
    networks: dict[str, list[bool]] = {}
    for one in a.siblings:
        other = Account(one, a.siblings)
        networks.setdefault(one.ref.platform, []).append(bool(other.window))
        if other.covered < 4 * DAY:
            networks[one.ref.platform].pop()
    known = {name: used for name, used in networks.items() if used}
    return share(sum(any(used) for used in known.values()), len(known))


def trimmed(values: list[float]) -> float:
    k = math.floor(0.2 * len(values) + 1e-9)
    kept = sorted(values)[k : len(values) - k]
    return sum(kept) / len(kept)


def response(a: Account) -> dict[str, float | str | None]:
    pairs, e, followers = a.counted(), a.expected(), a.made.followers
    n = len(pairs)
    theta = None
    if e is not None and n:
        r = [max(-3.0, min(3.0, math.log((y + 0.5) / (a.expected(post) + 0.5))))  # type: ignore[operator]
             for post, y in pairs]  # fmt: skip
        theta = trimmed(r) / (1 + 1.12 * 1.32**2 / n)
    mature = [post for post in a.window if a.mature(post)]

    def rate(part: str, factor: float) -> float | None:
        values = [v for post in mature if (v := a.value(post, part)) is not None]
        found = mean(values)
        return found / followers * factor if found is not None and followers else None

    told = [(y, c) for post, y in pairs if (c := a.value(post, "comments")) is not None]
    total = sum(y for y, _ in told)
    return {
        "resonance": theta,
        "engagement_rate": (sum(y for _, y in pairs) / n / followers * 100)
        if n and followers
        else None,
        "popularity": rate("reactions", 1000),
        "commitment": rate("comments", 1000),
        "virality": rate("shares", 1000),
        "zero_interaction_share": share(sum(y == 0 for _, y in pairs), n),
        "comment_share": share(sum(c for _, c in told), total),
        "resonance_trend": _trend(a),
    }


def _trend(a: Account) -> float | None:
    points = [
        (seconds(post.published_at) / DAY, math.log((y + 0.5) / (e + 0.5)))
        for post in a.own
        if (e := a.expected(post)) is not None
        and a.mature(post)
        and (y := a.interactions(post)) is not None
    ]
    if len(points) < 12:
        return None
    slopes = [(q[1] - p[1]) / (q[0] - p[0]) for i, p in enumerate(points) for q in points[i + 1 :]
              if q[0] > p[0]]  # fmt: skip
    return statistics.median(slopes) * 30 if slopes else None


def talk(a: Account) -> dict[str, float | str | None]:
    hours: list[tuple[float, bool]] = []
    deep = threads = 0
    for comments in a.threads().values():
        others = [c for c in comments if not c.is_account]
        mine = sorted(c.published_at for c in comments if c.is_account)
        threads += bool(others)
        deep += bool(others) and len(mine) >= 2
        for comment in others:
            later = [at for at in mine if at >= comment.published_at]
            until = later[0] if later else a.made.observed_at
            hours.append(
                (max(0.0, (until - comment.published_at).total_seconds() / 3600), bool(later))
            )
    n, replied = float(len(hours)), float(sum(answered for _, answered in hours))
    if not a.made.comments_read and a.made.incoming:
        n = float(sum(a.made.incoming.values()))
        first = {p.reply_to: p.published_at for p in reversed(_to_others(a)) if p.reply_to}
        replied = min(float(sum(at.date() in a.made.incoming for at in first.values())), n)
    posts = [d for post in a.window if (d := a.dialogue(post)) is not None]
    visible = a.made.ref.platform in ("x", "bluesky", "mastodon", "threads") or bool(_to_others(a))
    return {
        "reply_rate": (replied + 1) / (n + 4) if n else None,
        "reply_time": _median_hours(hours) if len(hours) >= 5 else None,
        "dialogue_share": (sum(posts) + 0.5) / (len(posts) + 2.5) if posts else None,
        "thread_depth": share(deep, threads),
        "outbound_comments": share(len(_to_others(a)) * 7, a.covered / DAY)
        if visible and a.covered >= 4 * DAY
        else None,
    }


def _to_others(a: Account) -> list[Post]:
    return [post for post in a.made.posts
            if post.kind == "reply" and post.on_own_thread is not True and a.inside(post)]  # fmt: skip


def _median_hours(hours: list[tuple[float, bool]]) -> float | str:
    left, at_risk = 1.0, len(hours)
    for time, answered in sorted(hours, key=lambda pair: (pair[0], not pair[1])):
        if answered:
            left *= 1 - 1 / at_risk
            if left <= 0.5 + 1e-9:
                return time
        at_risk -= 1
    return "not_reached"


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.sub(r"[^\w\s]+", "", text.casefold()).split()
    if len(words) < 5:
        return frozenset([tuple(words)] if words else [])
    return frozenset(tuple(words[i : i + 5]) for i in range(len(words) - 4))


def shop(a: Account) -> dict[str, float | str | None]:
    platform = a.made.ref.platform
    domains = a.head.domains
    known = [post for post in a.window if post.links is not None]
    links = [link for post in known for link in post.links or ()]
    hidden = sum("bit.ly" in link for link in links)
    home: float | None = share(
        sum(any(DOMAIN in x for x in p.links or ()) for p in known), len(known)
    )
    if not domains or platform == "pinterest" or (links and hidden > 0.2 * len(links)):
        home = None
    with_text = [post for post in a.window if post.text is not None]
    spoken = [post for post in with_text if a.label(post) != "foreign"]
    promo = share(sum(a.label(post) == "sells" for post in spoken), len(spoken))
    if len(with_text) > 2 * len(spoken):
        promo = None
    formats = [post.format for post in a.window if post.format is not None]
    top = share(max((formats.count(f) for f in set(formats)), default=0), len(formats))
    return {
        "own_link_share": home,
        "promo_share": promo,
        "duplicate_share": _copies(a),
        "top_format_share": None if platform in ("youtube", "tiktok") else top,
    }


def _copies(a: Account) -> float | None:
    earlier: list[frozenset[tuple[str, ...]]] = []
    repeated = total = 0
    posts = sorted(
        ((post, one) for one in a.siblings for post in Account(one, a.siblings).own if post.text is not None),
        key=lambda pair: pair[0].published_at,
    )  # fmt: skip
    mine = {post.platform_id for post in a.window}
    for post, one in posts:
        found = shingles(post.text or "")
        again = bool(found) and any(
            len(found & old) >= 0.8 * len(found | old) - 1e-9 for old in earlier
        )
        if one is a.made and post.platform_id in mine:
            total += 1
            repeated += again
        if found:
            earlier.append(found)
    return share(repeated, total)


def people(a: Account) -> dict[str, float | str | None]:
    commenters: dict[str, set[str]] = {}
    for comments in a.threads().values():
        for comment in comments:
            if not comment.is_account:
                commenters.setdefault(comment.author_id or "", set()).add(comment.post_id or "")
    n, followers = len(commenters), a.made.followers
    filled = _filled(a)
    return {
        "unique_commenters": n * 1000 / followers if a.made.comments_read and followers else None,
        "returning_commenters": share(sum(len(p) >= 2 for p in commenters.values()), n)
        if n >= 10
        else None,
        "active_team": None,
        "team_share": None,
        "follower_growth": None,
        "profile_completeness": share(sum(filled), len(filled)),
    }


def _filled(a: Account) -> list[bool]:
    told = a.made.profile
    items = [
        told.get(f"has_{item}")
        for item in ("picture", "cover", "contact", "location", "named_person")
    ]
    name, bio, website = told.get("name"), told.get("bio"), told.get("website")
    items.append(None if name is None else bool(name))
    items.append(None if bio is None else len(str(bio).strip()) >= 40)
    if website == "":
        items.append(False)
    elif website is not None and a.head.domains:
        items.append(DOMAIN in str(website))
    return [bool(item) for item in items if item is not None]


def read(made: Made, accounts: list[Made]) -> Read:
    a = Account(made, accounts)
    signals = presence(a) | response(a) | talk(a) | shop(a) | people(a)
    pillars, score, worst, best, coverage = _score(signals, a)
    s = _index(signals)
    resonance = pillars["resonance"]
    verdict = _verdict(a, signals, pillars, s, resonance)
    return Read(signals, pillars, score, worst, best, coverage, s, verdict)


def _points(
    signals: dict[str, float | str | None],
) -> dict[str, dict[str, tuple[float, float | None]]]:
    def part(name: str, weight: float, make) -> tuple[float, float | None]:
        value = signals[name]
        if value is None:
            return weight, None
        return weight, 0.0 if value == "not_reached" else make(value)

    def line(full: float):
        return lambda x: 100 * min(1.0, x / full)

    return {
        "presence": {
            "a": part("posts_per_week", 0.40, lambda x: curve(x, 1, 3.5)),
            "b": part("active_weeks", 0.35, line(0.9)),
            "c": part("longest_silence", 0.25, lambda x: curve(x, 21, 8)),
        },
        "resonance": {"a": part("resonance", 1.0, lambda x: 100 * PHI(x))},
        "dialogue": {
            "a": part("reply_rate", 0.50, line(0.65)),
            "b": part("dialogue_share", 0.35, line(0.40)),
            "c": part("reply_time", 0.15, lambda x: curve(x, 24, 4)),
        },
        "community": {
            "a": part("unique_commenters", 0.40, lambda x: curve(x, 1, 6)),
            "b": part("returning_commenters", 0.35, line(0.35)),
            "c": part("active_team", 0.25, line(0.5)),
        },
        "profile": {"a": part("profile_completeness", 1.0, line(1.0))},
    }


def _score(signals, a: Account):
    weights = {"presence": 20, "resonance": 35, "dialogue": 25, "community": 15, "profile": 5}
    pillars: dict[str, float | None] = {}
    worst = best = coverage = total = weight = 0.0
    for pillar, parts in _points(signals).items():
        known = [(w, p) for w, p in parts.values() if p is not None]
        there = sum(w for w, _ in known)
        gained = sum(w * p for w, p in known)
        pillars[pillar] = gained / there if known else None
        worst += weights[pillar] * gained / 100
        best += weights[pillar] * (gained + 100 * (1 - there)) / 100
        coverage += weights[pillar] * there / 100
        if known:
            total += weights[pillar] * gained / there
            weight += weights[pillar]
    value = total / weight if coverage >= 0.5 - 1e-9 and a.covered >= 28 * DAY else None
    return pillars, value, worst, min(best, 100.0), coverage


def _index(signals: dict[str, float | str | None]) -> float | None:
    core = {}
    if signals["reply_rate"] is not None:
        core["no_reply"] = 1 - min(1.0, signals["reply_rate"] / 0.65)  # type: ignore[operator]
    if signals["dialogue_share"] is not None:
        core["no_dialogue"] = 1 - min(1.0, signals["dialogue_share"] / 0.40)  # type: ignore[operator]
    if not core:
        return None
    signs = [name for name in SIGNS if signals[name] is not None]
    best = 0.0
    for chosen in range(1 << len(signs)):
        some = [name for bit, name in enumerate(signs) if chosen >> bit & 1]
        top = sum(CORE[c] * v for c, v in core.items()) + sum(SIGNS[x] * signals[x] for x in some)  # type: ignore[operator,misc]
        best = max(best, top / (sum(CORE[c] for c in core) + sum(SIGNS[x] for x in some)))
    return best


def _whole(a: Account) -> bool:
    parts = [(max(seconds(x), a.start), min(seconds(y), a.end), ok) for x, y, _, ok in a.made.spans]
    inside = [(x, y, ok) for x, y, ok in parts if y > x]
    return bool(inside) and all(ok for _, _, ok in inside)


def _paused(a: Account) -> bool:
    last = seconds(a.own[-1].published_at) + 0.001
    blocks = [(last - 7 * DAY * (n + 1), last - 7 * DAY * n) for n in range(26)]
    counted = [block for block in blocks if a.between(*block) >= 4 * DAY]
    at = [seconds(post.published_at) for post in a.own]
    return len(counted) >= 13 and sum(any(x <= t < y for t in at) for x, y in counted) >= 0.7 * len(
        counted
    )


def _verdict(a: Account, v, pillars, s, resonance):  # noqa: C901
    days = a.covered / DAY
    n = len(a.window)
    if _whole(a) and days >= 56:
        since = v["days_since_last_post"]
        if n == 0 or n * 91 / days <= 2 or since > 60 or v["active_weeks"] < 0.12:
            outbound = v["outbound_comments"]
            if a.head.professional and outbound is not None and outbound * 91 / 7 > 2:
                return "confused", "present_in_conversations", False
            return "absent", "paused" if a.own and _paused(a) else None, False
    mature = [post for post in a.window if a.mature(post)]
    if days < 28 or len(mature) < 4 or s is None:
        return "insufficient_data", None, False
    counted = a.counted()
    median = statistics.median([y for _, y in counted]) if counted else None
    if len(counted) >= 12 and median <= 1 and s >= 0.65:
        return "social_lazy", "into_the_void", False
    weekly, weeks = v["posts_per_week"], v["active_weeks"]
    if resonance is not None and sum(a.expected(post) or 0.0 for post, _ in a.counted()) >= 5:
        lazy = (s >= 0.75 and resonance <= 60) or (s >= 0.65 and resonance <= 20)
        if lazy and weekly <= 35:
            return "social_lazy", None, False
        if weeks >= 0.7 and weekly >= 0.75 and s <= 0.65 and resonance >= 25:
            return "active", None, False
        if pillars["presence"] < 40 and resonance > 60:
            return "confused", "rare_and_loved", False
        if lazy:
            return "confused", "broadcaster", False
        return "confused", "megaphone" if s > 0.65 and resonance > 60 else None, False
    if v["reply_rate"] is None:
        return "insufficient_data", None, False
    if s >= 0.80:
        if weekly > 35:
            return "confused", "broadcaster", True
        if a.made.followers is None and median is not None and median > 20:
            return "confused", "one_way_response_unknown", True
        return "social_lazy", None, True
    if weeks >= 0.7 and weekly >= 0.75 and s <= 0.55:
        return "active", None, True
    return "confused", None, True
