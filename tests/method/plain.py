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

from auditor.core.model import Comment, Post
from tests.method import plain_cohort, plain_draws
from tests.method.makers import AS_OF, Made

DAY = 86_400.0
PHI = NormalDist().cdf


def seconds(at: datetime) -> float:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()


@dataclass
class Read:
    """One account read plainly: signals (None where there is no value), and what follows."""

    signals: dict[str, float | str | None]
    judged: plain_draws.Judged
    code: str
    sub_label: str | None
    score: float | None


def merged(made: Made) -> list[tuple[float, float]]:
    rows = [(seconds(a), seconds(b), source == "rows") for a, b, source, _ in made.spans]
    rows.sort()
    matches = [list(rows[0])]
    for start, end, by_rows in rows[1:]:
        last = matches[-1]
        if start <= last[1] or (by_rows and last[2] and not _month_between(last[1], start)):
            last[1] = max(last[1], end)
        else:
            matches.append([start, end, by_rows])
    return [(a, b) for a, b, _ in matches]


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
        self.siblings = [
            all_account for all_account in all_accounts if all_account.subject == made.subject
        ]
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
        self.since = self._content_start()
        self.content = [post for post in self.own if self.in_content(post)]
        days = self.between(self.since, self.end) / DAY
        self.weekly = len(self.content) * 7 / days if days else 0.0

    def _content_start(self) -> float:
        """91 days, or so many weeks more as give 20 mature posts, never over a gap."""
        first = next((a for a, b in self.spans if a <= self.start <= b), None)
        start = self.start
        for weeks in range(13, 27):
            back = self.end - 7 * weeks * DAY
            if weeks > 13 and (first is None or back < max(first, self.end - 365 * DAY)):
                break
            start = back
            if sum(self.mature(p) for p in self.own if self.covers(p, start)) >= 20:
                break
        return start

    def covers(self, post: Post, start: float) -> bool:
        at = seconds(post.published_at)
        return start <= at < self.end and any(a <= at < b for a, b in self.spans)

    def in_content(self, post: Post) -> bool:
        return self.covers(post, self.since)

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
        return [
            part
            for part in ("reactions", "comments", "shares")
            if any(getattr(post.counts, part) is not None for post in posts)
        ]

    def own_comments(self, post: Post) -> int:
        return sum(
            c.is_account and c.counted and c.post_id == post.platform_id for c in self.made.comments
        )

    def value(self, post: Post, part: str) -> float | None:
        result = getattr(post.counts, part)
        if part == "comments" and result is not None:
            return float(max(0, result - self.own_comments(post)))
        return result

    def interactions(self, post: Post) -> float | None:
        if post.counts.interactions is not None:
            return float(max(0, post.counts.interactions - self.own_comments(post)))
        values = [self.value(post, part) for part in self.parts()]
        return None if not values or any(v is None for v in values) else float(sum(values))  # type: ignore[arg-type]

    def counted(self) -> list[tuple[Post, float]]:
        pairs = [(post, self.interactions(post)) for post in self.content if self.mature(post)]
        return [(post, y) for post, y in pairs if y is not None]

    @property
    def everybody(self) -> list[Account]:
        return [account_of(all_account, self.all_accounts) for all_account in self.all_accounts]

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

    def invites(self, post: Post) -> bool | None:
        """A poll, a call in words, or a last question to the reader."""
        if post.is_poll or post.format == "poll":
            return True
        if post.text is None:
            return None
        if self.label(post) == "sells_asks":  # "che ne dite" calls for an answer, though it sells
            return True
        return self.label(post) == "asks" and post.text.endswith("?")

    @cached_property
    def domains(self) -> tuple[str, ...]:
        """The sites named, and the one to which at least half of the subject's links lead."""
        links = [
            link
            for sibling in self.siblings
            for post in _own_of(sibling, self.all_accounts)
            for link in post.links or ()
        ]
        hosts = [link.split("/")[2].removeprefix("www.") for link in links]
        named = self.head.domains
        left = [host for host in hosts if host != "bit.ly" and host not in named]
        ends = [".".join(host.split(".")[-2:]) for host in left]
        most = max(set(ends), key=lambda end: (ends.count(end), end), default=None)
        if most is None or ends.count(most) < max(3, 0.5 * len(hosts)):
            return named
        return (*named, most)

    def home(self, post: Post) -> bool | None:
        """Whether a post leads home; None where nobody can tell."""
        if post.links is None:
            return None
        if not post.links:
            return False
        hosts = [link.split("/")[2] for link in post.links]
        if any(host.endswith(domain) for host in hosts for domain in self.domains):
            return True
        return None if not self.domains or "bit.ly" in hosts else False

    def is_foreign(self, post: Post) -> bool:
        """In another language, and of itself by no other sign."""
        copied = _copies(self).get(post.platform_id, False)
        return (
            post.text is not None
            and self.label(post) == "foreign"
            and self.home(post) is not True
            and not copied
        )

    def sells(self, post: Post) -> bool | None:
        if post.text is None or self.label(post) == "foreign":
            return None
        return self.label(post) in ("sells", "sells_asks")

    def threads(self) -> dict[str, list[Comment]]:
        """The comments under own posts of the window, by the comment that a thread begins with."""
        ids = {post.platform_id for post in self.window}
        by_name: dict[str, list[Comment]] = {}
        for comment in self.made.comments:
            if comment.post_id in ids:
                by_name.setdefault(comment.parent_id or comment.platform_id, []).append(comment)
        return by_name


def _own_of(made: Made, all_accounts: list[Made]) -> list[Post]:
    return account_of(made, all_accounts).own


_ACCOUNTS: dict[int, Account] = {}


def account_of(made: Made, all_accounts: list[Made]) -> Account:
    """The same account read once only."""
    if id(made) not in _ACCOUNTS:
        _ACCOUNTS[id(made)] = Account(made, all_accounts)
    return _ACCOUNTS[id(made)]


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
        if days >= 4
        else None,
        "days_since_last_post": None if last is None else a.between(last, a.end) / DAY,
        "burstiness": burst,
        "network_breadth": _breadth(a),
    }


def _breadth(a: Account) -> float | None:
    networks: dict[str, list[bool]] = {}
    for sibling in a.siblings:
        other = account_of(sibling, a.all_accounts)
        networks.setdefault(sibling.ref.platform, []).append(bool(other.window))
        if other.covered < 4 * DAY:
            networks[sibling.ref.platform].pop()
    expected = {name: used for name, used in networks.items() if used}
    return share(sum(any(used) for used in expected.values()), len(expected))


def trimmed(values: list[float]) -> float:
    k = math.floor(0.2 * len(values) + 1e-9)
    kept = sorted(values)[k : len(values) - k]
    return sum(kept) / len(kept)


def raw_of(a: Account) -> float | None:
    pairs = a.counted()
    if a.expected() is None or not pairs:
        return None
    return trimmed(
        [
            max(-3.0, min(3.0, math.log((y + 0.5) / (a.expected(post) + 0.5))))  # type: ignore[operator]
            for post, y in pairs
        ]
    )


def expected_sum(a: Account) -> float:
    return sum(a.expected(post) or 0.0 for post, _ in a.counted())


def response(a: Account) -> dict[str, float | str | None]:
    pairs, followers = a.counted(), a.made.followers
    n, raw = len(pairs), raw_of(a)
    theta = None
    if raw is not None and expected_sum(a) >= 5:
        theta = raw / (1 + 1.12 * 1.32**2 / n + plain_cohort.variance(a))
    mature = [post for post in a.content if a.mature(post)]

    def rate(part: str, factor: float) -> float | None:
        values = [v for post in mature if (v := a.value(post, part)) is not None]
        result = mean(values)
        return result / followers * factor if result is not None and followers else None

    sentences = [(y, c) for post, y in pairs if (c := a.value(post, "comments")) is not None]
    total = sum(y for y, _ in sentences)
    return {
        "resonance": theta,
        "engagement_rate": (sum(y for _, y in pairs) / n / followers * 100)
        if n and followers
        else None,
        "popularity": rate("reactions", 1000),
        "commitment": rate("comments", 1000),
        "virality": rate("shares", 1000),
        "zero_interaction_share": share(sum(y == 0 for _, y in pairs), n),
        "near_zero_share": share(sum(y <= 3 for _, y in pairs), n),
        "comment_share": share(sum(c for _, c in sentences), total),
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
    slopes = [
        (q[1] - p[1]) / (q[0] - p[0])
        for i, p in enumerate(points)
        for q in points[i + 1 :]
        if q[0] > p[0]
    ]
    return statistics.median(slopes) * 30 if slopes else None


def answers(a: Account) -> tuple[float, float] | None:
    """Comments answered, and all; None where there is none or none was read."""
    hours, _, _ = _threads(a)
    n, replied = float(len(hours)), float(sum(answered for _, answered in hours))
    if not a.made.comments_read and a.made.incoming:
        n = float(sum(a.made.incoming.values()))
        first = {p.reply_to: p.published_at for p in reversed(_to_others(a)) if p.reply_to}
        replied = min(float(sum(at.date() in a.made.incoming for at in first.values())), n)
    return (replied, n) if n else None


def _threads(a: Account) -> tuple[list[tuple[float, bool]], int, int]:
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
    return hours, deep, threads


def talk(a: Account) -> dict[str, float | str | None]:
    hours, deep, threads = _threads(a)
    result = answers(a)
    visible = a.made.ref.platform in ("x", "bluesky", "mastodon", "threads") or bool(_to_others(a))
    return {
        "reply_rate": None if result is None else result[0] / result[1],
        "reply_time": _median_hours(hours) if len(hours) >= 5 else None,
        "thread_depth": share(deep, threads),
        "outbound_comments": share(len(_to_others(a)) * 7, a.covered / DAY)
        if visible and a.covered >= 4 * DAY
        else None,
    }


def _to_others(a: Account) -> list[Post]:
    return [
        post
        for post in a.made.posts
        if post.kind == "reply" and post.on_own_thread is not True and a.inside(post)
    ]


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


def invitations(a: Account) -> tuple[int, int]:
    sentences = [result for post in a.content if (result := a.invites(post)) is not None]
    return sum(sentences), len(sentences)


def names(a: Account) -> tuple[int, int]:
    sentences = [post for post in a.content if post.text is not None]
    return sum(a.label(post) == "names" for post in sentences), len(sentences)


def itself(a: Account) -> tuple[int, int, int]:
    """Posts of itself, those of which nobody can tell, and all that are looked at."""
    again = _copies(a)
    with_text = [post for post in a.content if post.text is not None]
    rows = []
    for post in a.content:
        signs = (a.sells(post), a.home(post), again.get(post.platform_id, False))
        is_any = any(sign is True for sign in signs)
        unknown = not is_any and (signs[0] is None or (post.links is not None and signs[1] is None))
        rows.append(
            (post, is_any, unknown, post.text is not None and signs[0] is None and not is_any)
        )
    silent = sum(foreign for *_, foreign in rows) > 0.5 * len(with_text)
    kept = [
        (row, unknown)
        for post, row, unknown, foreign in rows
        if (row or post.text is not None) and not (foreign and silent)
    ]
    return sum(value for value, _ in kept), sum(unknown for _, unknown in kept), len(kept)


def settled(a: Account) -> int:
    """Posts in the share of which text and links were judged, or that are told."""
    total = 0
    again = _copies(a)
    foreign = sum(a.is_foreign(post) for post in a.content)
    silent = foreign > 0.5 * sum(post.text is not None for post in a.content)
    for post in a.content:
        sells, home = a.sells(post), a.home(post)
        of_itself = sells is True or home is True or again.get(post.platform_id, False)
        if not of_itself and (post.text is None or (a.is_foreign(post) and silent)):
            continue
        total += of_itself or (sells is not None and home is not None)
    return total


def shop(a: Account) -> dict[str, float | str | None]:
    platform = a.made.ref.platform
    homes = [outcome for post in a.content if (outcome := a.home(post)) is not None]
    sells = [outcome for post in a.content if (outcome := a.sells(post)) is not None]
    with_text = [post for post in a.content if post.text is not None]
    promo = share(sum(sells), len(sells))
    if len(with_text) > 2 * len(sells):
        promo = None
    again = _copies(a)
    repeated = [again[post.platform_id] for post in a.content if post.platform_id in again]
    formats = [post.format for post in a.content if post.format is not None]
    top = share(max((formats.count(f) for f in set(formats)), default=0), len(formats))
    result, unknown, of = itself(a)
    return {
        "own_link_share": share(sum(homes), len(homes)) if a.domains else None,
        "promo_share": promo,
        "duplicate_share": share(sum(repeated), len(repeated)),
        "top_format_share": None if platform in ("youtube", "tiktok") else top,
        "invitation_share": share(*invitations(a)),
        "self_share": share(result, of) if unknown < of else None,
        "name_share": share(*names(a)),
    }


_COPIES: dict[int, dict[str, bool]] = {}


def _copies(a: Account) -> dict[str, bool]:
    """Of every own post with a text whether it repeats an earlier one of the subject."""
    if id(a) not in _COPIES:  # accounts are kept, so that no other gets the same id
        _COPIES[id(a)] = _found_copies(a)
    return _COPIES[id(a)]


def _found_copies(a: Account) -> dict[str, bool]:
    earlier: list[frozenset[tuple[str, ...]]] = []
    again: dict[str, bool] = {}
    posts = sorted(
        (
            (post, sibling)
            for sibling in a.siblings
            for post in _own_of(sibling, a.all_accounts)
            if post.text is not None
        ),
        key=lambda pair: pair[0].published_at,
    )
    for post, own_post in posts:
        result = shingles(post.text or "")
        near = bool(result) and any(
            len(result & old) >= 0.8 * len(result | old) - 1e-9 for old in earlier
        )
        if own_post is a.made:
            again[post.platform_id] = near
        if result:
            earlier.append(result)
    return again


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
    profile = a.made.profile
    items = [
        profile.get(f"has_{item}")
        for item in ("picture", "cover", "contact", "location", "hours", "category", "named_person")
    ]
    name, bio, website = profile.get("name"), profile.get("bio"), profile.get("website")
    items.append(None if name is None else bool(name))
    items.append(None if bio is None else len(str(bio).strip()) >= 40)
    if website == "":
        items.append(False)
    elif website is not None and a.domains:
        host = str(website).split("/")[2]
        items.append(any(host.endswith(domain) for domain in a.domains))
    return [bool(item) for item in items if item is not None]


def read(made: Made, accounts: list[Made]) -> Read:
    a = account_of(made, accounts)
    signals = presence(a) | response(a) | talk(a) | shop(a) | people(a)
    counted = _counted(a, signals)
    judged = plain_draws.judge(counted)
    enough = (
        judged.verdict != "insufficient_data"
        and judged.coverage >= 0.5 - 1e-6
        and a.covered >= 28 * DAY
    )
    return Read(
        signals,
        judged,
        judged.verdict,
        _sub_label(a, counted, judged),
        judged.means["score"] if enough else None,
    )


def _counted(a: Account, v: dict) -> plain_draws.Counted:
    at = [seconds(post.published_at) for post in a.window]
    blocks = [(a.end - 7 * DAY * (n + 1), a.end - 7 * DAY * n) for n in range(13)]
    ys = [y for _, y in a.counted()]
    outbound = v["outbound_comments"]
    return plain_draws.Counted(
        network=a.made.ref.platform,
        complete=_whole(a),
        days=a.covered / DAY,
        posts=len(a.window),
        weeks=[
            sum(x <= t < y for t in at) if a.between(x, y) >= 4 * DAY else None for x, y in blocks
        ],
        silence=91.0 if v["longest_silence"] is None else v["longest_silence"],
        since=v["days_since_last_post"],
        mature=len(ys),
        raw=raw_of(a),
        expected_sum=expected_sum(a),
        variance=plain_cohort.variance(a),
        near_zero=sum(y <= 3 for y in ys),
        void=sum(y <= 1 for y in ys),
        invites=invitations(a),
        itself=itself(a),
        settled=settled(a),
        names=names(a),
        replies=answers(a),
        team=None,
        outbound=outbound * 13 if a.head.professional and outbound is not None else None,
        community=_mixed(
            [
                (0.40, v["unique_commenters"], lambda x: plain_draws.curve(x, 1, 6)),
                (0.35, v["returning_commenters"], lambda x: 100 * min(1.0, x / 0.35)),
            ]
        ),
        profile=_mixed([(1.0, v["profile_completeness"], lambda x: 100 * min(1.0, x))]),
    )


def _mixed(parts: list) -> float | None:
    expected = [(weight, points(value)) for weight, value, points in parts if value is not None]
    if not expected:
        return None
    return sum(weight * value for weight, value in expected) / sum(weight for weight, _ in expected)


def _sub_label(a: Account, c: plain_draws.Counted, judged: plain_draws.Judged) -> str | None:
    ys = [y for _, y in a.counted()]
    match judged.verdict:
        case "absent":
            return "paused" if a.own and _paused(a) else None
        case "social_lazy":
            return "into_the_void" if len(ys) >= 12 and statistics.median(ys) <= 1 else None
        case "one_way":
            return "followed" if judged.conditions["followed"] >= 0.7 else None
        case "without_direction":
            if plain_draws.is_absent_by_fact(c):
                return "present_in_conversations"
            if judged.means["presence"] < 40 and judged.means["R"] > 60:
                return "rare_and_loved"
            return "unheard" if judged.conditions["regular"] >= 0.5 else "irregular"
    return None


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
