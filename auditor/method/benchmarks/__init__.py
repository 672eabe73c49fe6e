"""Published figures of others: definition, sample, year, source and licence of each."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from auditor.core.messages import Message, msg


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published figure. ``value`` in ``unit`` (percent of ``denominator``).

    ``f_ref`` is the size (followers) at which it is taken to hold; a row with a follower band is
    shown for context and never used.
    """

    platform: str
    industry: str
    used: bool
    f_ref: int | None
    banded: bool
    statistic: str
    metric: str
    denominator: str
    value: float
    unit: str
    sample: str
    data_period: str
    publisher: str
    source: str
    licence: str
    note: str

    @property
    def year(self) -> int | None:
        """The year of the data, when the period names one."""
        digits = self.data_period[-4:]
        return int(digits) if digits.isdigit() else None


# The words of the figures that are used, as the report says them.
WORDS: tuple[Message, ...] = (
    msg("median"),
    msg("interactions per post"),
    msg("followers"),
    msg("18 industries x 150"),
    msg("150 companies per industry; Facebook pages 25k-1M fans, others over 5k followers"),
    msg(
        "2,100 companies; 150 companies per industry; Facebook pages 25k-1M fans, "
        "others over 5k followers"
    ),
)


@cache
def table() -> tuple[Benchmark, ...]:
    """All published figures, in the order of the file."""
    text = files("auditor.method.benchmarks").joinpath("benchmarks.csv").read_text(encoding="utf-8")
    return tuple(_row(row) for row in csv.DictReader(text.splitlines()))


def _row(row: dict[str, str]) -> Benchmark:
    return Benchmark(
        platform=row["platform"],
        industry=row["industry"],
        used=row["used"] == "yes",
        f_ref=int(row["f_ref"]) if row["f_ref"] else None,
        banded=bool(row["followers_from"] or row["followers_to"]),
        statistic=row["statistic"],
        metric=row["metric"],
        denominator=row["denominator"],
        value=float(row["value"]),
        unit=row["unit"],
        sample=row["sample"],
        data_period=row["data_period"],
        publisher=row["publisher"],
        source=row["source"],
        licence=row["licence"],
        note=row["note"],
    )


@cache
def used(platform: str) -> Benchmark | None:
    """The figure that expected interactions of a platform are made from; none for most."""
    rows = [row for row in table() if row.platform == platform and row.used and row.f_ref]
    return rows[-1] if rows else None
