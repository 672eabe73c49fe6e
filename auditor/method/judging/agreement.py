"""How far verdicts agree with what pages are, or with what people say they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def macro_f1(truth: Sequence[Hashable], told: Sequence[Hashable]) -> float:
    """The mean over the classes of ``truth`` of 2PR/(P + R); NaN without any."""
    scores = []
    for one in dict.fromkeys(truth):
        hits = sum(a == b == one for a, b in zip(truth, told, strict=True))
        wrong = sum(b == one != a for a, b in zip(truth, told, strict=True))
        missed = sum(a == one != b for a, b in zip(truth, told, strict=True))
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
    one, other = Counter(first), Counter(second)
    by_chance = sum(one[label] * other[label] for label in one) / n**2
    return float("nan") if by_chance == 1 else (same - by_chance) / (1 - by_chance)


def alpha(ratings: Sequence[Sequence[Hashable | None]]) -> float:
    """Krippendorff's α for nominal labels: pages × raters, ``None`` where a rater gave none.

    NaN where nothing was rated twice, or one label was ever given. K. Krippendorff, "Content
    analysis" (2004), chapter 11.
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    for row in ratings:
        told = [label for label in row if label is not None]
        for place, one in enumerate(told):
            for other_place, other in enumerate(told):
                if place != other_place:
                    pairs[one, other] += 1 / (len(told) - 1)  # type: ignore[assignment]
    total = sum(pairs.values())
    if not total:
        return float("nan")
    sums: Counter[Hashable] = Counter()
    for (one, _), n in pairs.items():
        sums[one] += n
    observed = sum(n for (one, other), n in pairs.items() if one != other) / total
    expected = sum(
        sums[one] * sums[other] for one in sums for other in sums if one != other
    ) / (total * (total - 1))  # fmt: skip
    return float("nan") if not expected else 1 - observed / expected


def majority(labels: Sequence[Hashable | None]) -> Hashable | None:
    """The label that more than half of the raters gave; ``None`` where there is none."""
    told = Counter(label for label in labels if label is not None)
    if not told:
        return None
    label, n = told.most_common(1)[0]
    return label if 2 * n > sum(told.values()) else None


def calibration(
    sure: Sequence[float], right: Sequence[bool], edges: Sequence[float] = (0.0, 0.7, 0.85)
) -> list[tuple[float, int, float]]:
    """Of verdicts by their confidence: from which on, how many, and the share that is right."""
    found = []
    for place, least in enumerate(edges):
        most = edges[place + 1] if place + 1 < len(edges) else float("inf")
        chosen = [ok for one, ok in zip(sure, right, strict=True) if least <= one < most]
        found.append((least, len(chosen), sum(chosen) / len(chosen) if chosen else float("nan")))
    return found
