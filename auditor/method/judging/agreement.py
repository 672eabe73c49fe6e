"""How far verdicts agree with what pages are, or with what people say they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def macro_f1(truth: Sequence[Hashable], labels: Sequence[Hashable]) -> float:
    """The mean over the classes of ``truth`` of 2PR/(P + R); NaN without any."""
    scores = []
    for label in dict.fromkeys(truth):
        hits = sum(a == b == label for a, b in zip(truth, labels, strict=True))
        wrong = sum(b == label != a for a, b in zip(truth, labels, strict=True))
        missed = sum(a == label != b for a, b in zip(truth, labels, strict=True))
        scores.append(2 * hits / (2 * hits + wrong + missed))
    return sum(scores) / len(scores) if scores else float("nan")


def kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's κ of two raters over the same pages; NaN where chance explains everything.

    J. Cohen, "A coefficient of agreement for nominal scales" (1960).
    """
    n = len(first)
    if not n:
        return float("nan")
    same = sum(a == b for a, b in zip(first, second, strict=True)) / n
    counts, other_counts = Counter(first), Counter(second)
    by_chance = sum(counts[label] * other_counts[label] for label in counts) / n**2
    return float("nan") if by_chance == 1 else (same - by_chance) / (1 - by_chance)


def alpha(ratings: Sequence[Sequence[Hashable | None]]) -> float:
    """Krippendorff's α for nominal labels: pages × raters, ``None`` where a rater gave none.

    NaN where nothing was rated twice, or one label was ever given. K. Krippendorff, "Content
    analysis" (2004), chapter 11.
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    for row in ratings:
        labels = [label for label in row if label is not None]
        for index, first in enumerate(labels):
            for other_index, second in enumerate(labels):
                if index != other_index:
                    pairs[first, second] += 1 / (len(labels) - 1)  # type: ignore[assignment]
    total = sum(pairs.values())
    if not total:
        return float("nan")
    sums: Counter[Hashable] = Counter()
    for (first, _), n in pairs.items():
        sums[first] += n
    observed = sum(n for (a, b), n in pairs.items() if a != b) / total
    expected = sum(sums[a] * sums[b] for a in sums for b in sums if a != b) / (total * (total - 1))
    return float("nan") if not expected else 1 - observed / expected


def majority(labels: Sequence[Hashable | None]) -> Hashable | None:
    """The label that more than half of the raters gave; ``None`` where there is none."""
    votes = Counter(label for label in labels if label is not None)
    if not votes:
        return None
    label, n = votes.most_common(1)[0]
    return label if 2 * n > sum(votes.values()) else None


def calibration(
    sure: Sequence[float], right: Sequence[bool], edges: Sequence[float] = (0.0, 0.7, 0.85)
) -> list[tuple[float, int, float]]:
    """Of verdicts by their confidence: from which on, how many, and the share that is right.

    Args:
        sure: the confidence of each verdict, 0..1.
        right: whether it is right.
        edges: where the bins begin, in order.
    """
    bins = []
    for index, least in enumerate(edges):
        most = edges[index + 1] if index + 1 < len(edges) else float("inf")
        chosen = [ok for value, ok in zip(sure, right, strict=True) if least <= value < most]
        bins.append((least, len(chosen), sum(chosen) / len(chosen) if chosen else float("nan")))
    return bins
