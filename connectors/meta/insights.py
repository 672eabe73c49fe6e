"""The figures of own posts on Instagram and Threads, which are asked for post by post.

Which of them a post has depends on its account, its product and its kind: what one kind of post
refuses is learned for that kind, and for no other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from auditor.core.model import Counts, Post, Window
from auditor.core.reasons import Reason
from connectors.base import Item
from connectors.collecting.refusals import Refusals, fails_for_all
from connectors.errors import ConnectorError
from connectors.http.json_fields import get_count, get_dict, get_dicts
from connectors.meta.errors import BadParameterError

# Reasons that say nothing of other posts, however often they come.
_OF_ONE = frozenset({Reason.BELOW_THRESHOLD, Reason.TOO_OLD, Reason.NOT_OFFERED})
Kind = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PostMetrics:
    """What a network's insights of one post tell.

    ``names`` are the metrics that are asked for, ``counts`` gives the counts that they are here.
    Without an answer ``fields`` are unknown; ``unsaid`` is why a field is that an answer leaves
    out. ``kept`` is how old a post may be; ``None`` without a limit.
    """

    names: tuple[str, ...]
    counts: Callable[[Mapping[str, int], Counts], Counts]
    fields: Sequence[str]
    unsaid: Mapping[str, Reason]
    kept: timedelta | None = None


class Insights:
    """The figures of one account's posts. ``ask`` is :meth:`connectors.meta.graph.Graph._ask`.

    ``refused`` is why no more of them are asked for: three posts in a row were refused alike.
    """

    def __init__(self, ask: Callable[..., Any], title: str, metrics: PostMetrics) -> None:
        self._ask = ask
        self._of = metrics
        self._refusals = Refusals(title)
        self._metrics: dict[Kind, tuple[str, ...]] = {}
        self.refused: Reason | None = None

    def add(self, item: Item, window: Window, kind: Kind) -> Item:
        """The post with its views, reach, saves and shares, where the network tells them.

        Args:
            item: the post as it was listed.
            window: the days to read.
            kind: product type and media type.

        Raises:
            ConnectorError: what would fail for every call (key, quota).
        """
        post = item.post
        if not window.start <= post.published_at < window.end or self.refused is not None:
            return item
        if self._of.kept is not None and datetime.now(UTC) - post.published_at > self._of.kept:
            return replace(item, post=self._without(post, Reason.TOO_OLD))
        why = Reason.UNREADABLE

        def ask() -> dict[str, int]:
            nonlocal why
            try:
                return self._metrics_of(post.platform_id, kind)
            except ConnectorError as error:
                why = error.reason
                raise

        try:
            metrics = self._refusals.ask("", ask)
        except ConnectorError as error:
            if fails_for_all(error):
                raise
            if error.reason not in _OF_ONE:
                self.refused = error.reason
            return replace(item, post=self._without(post, error.reason))
        if metrics is None:
            return replace(item, post=self._without(post, why))
        counts = self._of.counts(metrics, post.counts)
        missing = dict(post.missing) | {
            name: reason
            for name, reason in self._of.unsaid.items()
            if getattr(counts, name) is None
        }
        return replace(item, post=replace(post, counts=counts, missing=missing))

    def _without(self, post: Post, reason: Reason) -> Post:
        """A post whose insights are not to be had, with the reason."""
        return replace(post, missing={**post.missing, **dict.fromkeys(self._of.fields, reason)})

    def _metrics_of(self, medium: str, kind: Kind) -> dict[str, int]:
        """The figures that this kind of post has; which those are is learned at the first."""
        path, metrics = f"{medium}/insights", self._metrics.get(kind, self._of.names)
        if not metrics:
            return {}
        try:
            return metrics_of(self._ask(path, metric=",".join(metrics)))
        except BadParameterError:
            told_by_all = self._as_others(path, kind, metrics)
            if told_by_all is not None:
                return told_by_all
            answers = {
                name: answer for name in metrics if (answer := self._one(path, name)) is not None
            }
            if not answers:
                raise
            self._metrics[kind] = tuple(answers)
            return {name: value for answer in answers.values() for name, value in answer.items()}

    def _as_others(self, path: str, kind: Kind, metrics: tuple[str, ...]) -> dict[str, int] | None:
        """What the figures of another kind tell here, where that one lacks a single figure: then
        it is the same that was refused."""
        for metric in set(self._metrics.values()):
            if len(set(metrics) - set(metric)) == 1 and metric:
                try:
                    answer = metrics_of(self._ask(path, metric=",".join(metric)))
                except BadParameterError:
                    return None
                self._metrics[kind] = metric
                return answer
        return None

    def _one(self, path: str, name: str) -> dict[str, int] | None:
        """What one metric tells; ``None`` where the network does not know it here."""
        try:
            return metrics_of(self._ask(path, metric=name))
        except BadParameterError:
            return None


def metrics_of(data: object) -> dict[str, int]:
    """What the insights of one post tell, by metric; an empty set is no zero.

    A figure stands in ``values``, or in ``total_value`` in the newer form. Views that are told in
    several forms are the same views, so the first one known stands, and nothing is added up.
    """
    by_metric: dict[str, int] = {}
    for row in get_dicts(data, "data"):
        values = [get_count(value, "value") for value in get_dicts(row, "values")]
        value = next((value for value in reversed(values) if value is not None), None)
        value = get_count(get_dict(row, "total_value"), "value") if value is None else value
        if value is not None:
            by_metric.setdefault(str(row.get("name")), value)
    return by_metric
