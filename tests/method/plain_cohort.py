"""The cohort read a second time: plain Python, account by account, left out one by one."""

from __future__ import annotations

import itertools
import math
import statistics
from typing import TYPE_CHECKING

from auditor import benchmarks
from auditor.model import Post

if TYPE_CHECKING:
    from tests.method.plain import Account

DAY = 86_400.0


class Member:
    """An account as others are compared with it: the last 13 weeks that were read of it."""

    def __init__(self, account: Account) -> None:
        self.followers = account.made.followers
        self.subject, self.platform = account.made.subject, account.made.ref.platform
        end = max(min(b, account.end) for _, b in account.spans)
        pairs = [
            (post, y)
            for post in account.own
            if account.at(post) >= end - 91 * DAY
            and any(a <= account.at(post) < b for a, b in account.spans)
            and account.mature(post)
            and (y := account.interactions(post)) is not None
        ]
        self.usable = len(pairs) >= 4 and bool(self.followers)
        if not self.usable:
            return
        self.median = statistics.median(y for _, y in pairs)
        self.zero = sum(y == 0 for _, y in pairs) / len(pairs)
        logs = [(post.format, math.log(y + 0.5)) for post, y in pairs]
        self.effects = {
            form: statistics.median(log for f, log in logs if f == form)
            - statistics.median(log for f, log in logs if f is not None)
            for form in {f for f, _ in logs if f is not None}
        }


class Cohort:
    """All usable accounts of the network but those of the subject."""

    def __init__(self, platform: str, members: list[Member]) -> None:
        self.members = members
        sizes = [float(one.followers or 0) for one in members]
        points = [(math.log(one.followers or 0), math.log(one.median + 0.5)) for one in members]
        table = benchmarks.used(platform)
        own = len(members) >= 30 and max(sizes) >= 10 * min(sizes)
        self.slope = 0.85
        if own:
            slopes = [
                (q[1] - p[1]) / (q[0] - p[0])
                for p, q in itertools.combinations(points, 2)
                if p[0] != q[0]
            ]
            self.slope = min(1.2, max(0.0, statistics.median(slopes)))
        self.level = statistics.median(y - self.slope * x for x, y in points)
        if not own and table is not None:
            known = math.log(table.value / 100) + 0.15 * math.log(table.f_ref or 1)
            self.level = (len(members) * self.level + 10 * known) / (len(members) + 10)

    def expected(self, followers: float, form: str | None) -> float:
        told = [one.effects[form] for one in self.members if form in one.effects] if form else []
        effect = statistics.median(told) if len(told) >= 10 else 0.0
        return max(0.0, math.exp(self.level + self.slope * math.log(followers) + effect) - 0.5)


_MEMBERS: dict[int, Member] = {}


def cohort_of(account: Account) -> Cohort | None:
    members = []
    for other in account.everybody:
        if id(other.made) not in _MEMBERS:
            _MEMBERS[id(other.made)] = Member(other)
        one = _MEMBERS[id(other.made)]
        same = one.platform == account.made.ref.platform and one.subject != account.made.subject
        if same and one.usable:
            members.append(one)
    return Cohort(account.made.ref.platform, members) if len(members) >= 10 else None


def expected(account: Account, post: Post | None) -> float | None:
    """E of a post; of a post of no format without one."""
    followers = account.made.followers
    if not followers:
        return None
    cohort = account.cohort
    if cohort is not None:
        return cohort.expected(followers, post.format if post is not None else None)
    table = benchmarks.used(account.made.ref.platform)
    if table is None:
        return None
    return table.value / 100 * (table.f_ref or 0) * (followers / (table.f_ref or 1)) ** 0.85
