"""Labels that people gave to pages, read from tables, beside the verdicts of results."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.core.errors import UsageError
from auditor.core.files import TooLargeError, regular_text
from auditor.core.messages import msg
from auditor.method.judging.agreement import alpha, calibration, kappa, majority
from auditor.method.judging.lines import CODES

COLUMNS = ("page", "rater", "label", "seconds")
# What a rater may say of a page; the last is no label.
LABELS: tuple[str, ...] = (*CODES, "cannot_tell")
_LARGEST = 20_000_000
# Before anything is said of the method: raters who agree, then the tool with their majority. [D]
LEAST_ALPHA, LEAST_KAPPA = 0.67, 0.50


@dataclass(frozen=True, slots=True)
class Label:
    """One rater's word for one page; ``seconds`` is how long it took, ``None`` where not told."""

    page: str
    rater: str
    label: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Raters among themselves and the tool beside their majority; NaN where nothing can be said."""

    pages: int
    raters: int
    alpha: float
    compared: int
    kappa: float
    right: float
    confusion: dict[tuple[str, str], int]
    calibration: list[tuple[float, int, float]]
    median_seconds: float | None


def read_labels(path: Path) -> list[Label]:
    """The labels of a table with the columns page, rater, label and, if known, seconds.

    Raises:
        UsageError: it is no such table, a label is unknown, or a rater labelled a page twice.
    """
    advice = msg("docs/labelling.md describes the table and the labels.")
    try:
        rows = list(csv.DictReader(regular_text(path, _LARGEST).splitlines()))
    except TooLargeError:
        raise UsageError(
            msg("{file} is too large for a table of labels.", file=path.name), advice
        ) from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(
            msg("{file} cannot be read as a table.", file=path.name), advice
        ) from error
    if not rows or not set(COLUMNS[:3]) <= set(rows[0]):
        raise UsageError(
            msg(
                "{file} has not the columns {names}.", file=path.name, names=", ".join(COLUMNS[:3])
            ),
            advice,
        )
    labels = [_label(row, number, path.name) for number, row in enumerate(rows, start=2)]
    pairs: set[tuple[str, str]] = set()
    for number, label in enumerate(labels, start=2):
        if (label.page, label.rater) in pairs:
            raise UsageError(
                msg(
                    "Line {number} of {file}: {rater} labelled {page} twice.",
                    number=number,
                    file=path.name,
                    rater=label.rater,
                    page=label.page,
                ),
                advice,
            )
        pairs.add((label.page, label.rater))
    return labels


def _label(row: Mapping[str, str | None], number: int, file: str) -> Label:
    page, rater, label = ((row.get(name) or "").strip() for name in COLUMNS[:3])
    if not page or not rater or label not in LABELS:
        raise UsageError(
            msg(
                "Line {number} of {file} names no page, no rater, or an unknown label.",
                number=number,
                file=file,
            ),
            msg("Write one of: {names}.", names=", ".join(LABELS)),
        )
    return Label(page, rater, label, _seconds(row.get("seconds")))


def _seconds(text: str | None) -> float | None:
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    return value if 0 <= value < 1e6 else None


def agreement(
    labels: Sequence[Label], verdicts: Mapping[str, tuple[str, float | None]]
) -> Agreement:
    """The raters' agreement, and that of the verdicts (code and confidence, by page) with them."""
    pages = list(dict.fromkeys(label.page for label in labels))
    raters = list(dict.fromkeys(label.rater for label in labels))
    label_of = {(label.page, label.rater): label.label for label in labels if label.label in CODES}
    rows = {page: [label_of.get((page, rater)) for rater in raters] for page in pages}
    pairs = list(_compared(rows, verdicts))
    seconds = sorted(label.seconds for label in labels if label.seconds is not None)
    people, tool = [verdict for verdict, _, _ in pairs], [code for _, code, _ in pairs]
    right = [a == b for a, b in zip(people, tool, strict=True)]
    confusion: dict[tuple[str, str], int] = {}
    for pair in zip(people, tool, strict=True):
        confusion[pair] = confusion.get(pair, 0) + 1
    return Agreement(
        len(pages),
        len(raters),
        alpha(list(rows.values())),
        len(pairs),
        kappa(people, tool),
        sum(right) / len(right) if right else float("nan"),
        confusion,
        calibration([sure for _, _, sure in pairs], right),
        seconds[len(seconds) // 2] if seconds else None,
    )


def _compared(
    rows: Mapping[str, Sequence[str | None]], verdicts: Mapping[str, tuple[str, float | None]]
) -> Iterator[tuple[str, str, float]]:
    for page, labels in rows.items():
        most = majority(labels)
        code, sure = verdicts.get(page, (None, None))
        if isinstance(most, str) and code in CODES and sure is not None:
            yield most, code, sure
