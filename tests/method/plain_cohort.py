"""The cohort read a second time: plain Python, account by account, left out one by one."""

from __future__ import annotations

import itertools
import math
import statistics
from typing import TYPE_CHECKING

from auditor.core.model import Post
from auditor.method.judging.norms import expectations
from tests.method.makers import AS_OF

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
        inside = [
            p
            for p in account.own
            if account.at(p) >= end - 91 * DAY
            and any(a <= account.at(p) < b for a, b in account.spans)
        ]
        self.weekly = len(inside) * 7 / (account.between(end - 91 * DAY, end) / DAY)
        self.median = statistics.median(y for _, y in pairs)
        self.zero = sum(y == 0 for _, y in pairs) / len(pairs)
        logs = [(post.format, math.log(y + 0.5)) for post, y in pairs]
        self.effects = {
            form: statistics.median(log for f, log in logs if f == form)
            - statistics.median(log for f, log in logs if f is not None)
            for form in {f for f, _ in logs if f is not None}
        }


def pace(weekly: float) -> float:
    return math.log(min(50.0, max(1.0, weekly)) / 5)


def table_line(platform: str, followers: float) -> float:
    """ln E of the table at five posts a week; .85 · ln F without a table."""
    table = expectations().get(platform)
    if table is None:
        return 0.85 * math.log(followers)
    size = table.above * math.log(max(followers, table.knot) / table.reference)
    size += table.below * math.log(min(followers, table.knot) / table.knot)
    return math.log(table.rate * table.reference) + size


class Cohort:
    """All usable accounts of the network but those of the subject."""

    def __init__(self, platform: str, members: list[Member]) -> None:
        self.members, self.platform = members, platform
        table = expectations().get(platform)
        self.volume = table.volume if table is not None else 0.0
        sizes = [float(member.followers or 0) for member in members]
        points = [
            (
                math.log(entry.followers or 0),
                math.log(entry.median + 0.5) - self.volume * pace(entry.weekly),
            )
            for entry in members
        ]
        self.own = len(members) >= 30 and max(sizes) >= 10 * min(sizes)
        self.slope = 0.0
        if self.own:
            slopes = [
                (q[1] - p[1]) / (q[0] - p[0])
                for p, q in itertools.combinations(points, 2)
                if p[0] != q[0]
            ]
            self.slope = min(1.2, max(0.0, statistics.median(slopes)))
            self.level = statistics.median(y - self.slope * x for x, y in points)
        else:
            self.level = statistics.median(y - table_line(platform, math.exp(x)) for x, y in points)
            if table is not None:
                self.level *= len(members) / (len(members) + 10)
        self.variance = 0.05 if len(members) >= 30 else 0.21
        self.sizes = sizes

    def expected(self, followers: float, weekly: float, form: str | None) -> float:
        value = (
            [member.effects[form] for member in self.members if form in member.effects]
            if form
            else []
        )
        effect = statistics.median(value) if len(value) >= 10 else 0.0
        size = (
            self.slope * math.log(followers) if self.own else table_line(self.platform, followers)
        )
        told_log = self.level + size + self.volume * pace(weekly) + effect
        return max(0.0, math.exp(told_log) - 0.5)

    def around(self, followers: float) -> int:
        return sum(max(size / followers, followers / size) <= 3 + 1e-12 for size in self.sizes)

    def nearest(self, followers: float) -> tuple[float | None, float | None]:
        """The nearest sizes below and above around which five members lie."""
        ends = [size * 3 for size in self.sizes] + [entry / 3 for entry in self.sizes]
        fine = [end for end in ends if self.around(end) >= 5]
        below = [value for value in fine if value <= followers]
        above = [cell for cell in fine if cell >= followers]
        return max(below, default=None), min(above, default=None)


_MEMBERS: dict[int, Member] = {}


def cohort_of(account: Account) -> Cohort | None:
    members = []
    for other in account.everybody:
        if id(other.made) not in _MEMBERS:
            _MEMBERS[id(other.made)] = Member(other)
        entry = _MEMBERS[id(other.made)]
        same = entry.platform == account.made.ref.platform and entry.subject != account.made.subject
        if same and entry.usable:
            members.append(entry)
    return Cohort(account.made.ref.platform, members) if len(members) >= 10 else None


def expected(account: Account, post: Post | None) -> float | None:
    """E of a post; of a post of no format without one."""
    followers, weekly = account.made.followers, account.weekly
    if not followers or not weekly:
        return None
    platform, cohort = account.made.ref.platform, account.cohort
    if cohort is not None and cohort.around(followers) >= 5:
        return cohort.expected(followers, weekly, post.format if post is not None else None)
    table = expectations().get(platform)
    if table is None:
        return None
    result = math.exp(table_line(platform, followers) + table.volume * pace(weekly))
    if cohort is not None:
        below, above = cohort.nearest(followers)
        if below is not None:
            result = max(result, cohort.expected(below, weekly, None))
        if above is not None:
            result = min(result, cohort.expected(above, weekly, None))
    return result


def variance(account: Account) -> float:
    """V: the variance of the logarithm of E; 0 where nothing is expected."""
    if expected(account, None) is None:
        return 0.0
    cohort = account.cohort
    if cohort is not None and cohort.around(account.made.followers or 0) >= 5:
        return cohort.variance
    table = expectations()[account.made.ref.platform]
    year = AS_OF.year + (AS_OF.timetuple().tm_yday - 1) / 365.25
    return table.variance + 0.03 * abs(year - table.year)
