"""What interactions are compared with: a published figure, or a cohort of the store."""

from __future__ import annotations

from auditor.method import benchmarks
from auditor.method.cohorts import Cohort, cohorts
from auditor.method.facts import Facts
from auditor.method.signals import Columns
from auditor.method.signs import none_for_nan as value_of
from auditor.method.windows import from_ms
from auditor.method.yardstick import yardstick
from auditor.result.raw_account import RawBenchmark, RawCohort


def benchmark(facts: Facts, columns: Columns, n: int) -> RawBenchmark | None:
    """The figure that expected interactions come from, with all that qualifies it.

    Args:
        facts: all that was read, in frames.
        columns: the signals that were measured, by name.
        n: the number of the account, from 0.
    """
    cohort = cohorts(facts)[n]
    if cohort is not None and yardstick(facts).source[n] == "cohort":
        return _from_cohort(facts, columns, cohort, n)
    table = benchmarks.used(facts.refs[n].platform)
    if table is None:
        return None
    return {
        "name": table.publisher,
        "year": table.year,
        "platform": table.platform,
        "value": table.value,
        "unit": table.unit,
        "statistic": table.statistic,
        "metric": table.metric,
        "denominator": table.denominator,
        "sample": table.sample,
        "source": table.source,
        "licence": table.licence,
        "f_ref": table.f_ref,
        "expected_interactions": value_of(columns["resonance"].extra["expected"], n),
        "note": table.note or None,
    }


def _from_cohort(facts: Facts, columns: Columns, cohort: Cohort, n: int) -> RawBenchmark:
    """The cohort in the place of a published figure: the median that it predicts for this size."""
    expected = value_of(columns["resonance"].extra["expected"], n)
    followers = value_of(facts.accounts["followers"].to_numpy(), n)
    least, most = cohort.followers
    return {
        "name": "cohort",
        "year": from_ms(facts.as_of).year,
        "platform": facts.refs[n].platform,
        "value": 100 * expected / followers if expected is not None and followers else None,
        "unit": "percent",
        "statistic": "median",
        "metric": "interactions per post",
        "denominator": "followers",
        "sample": f"{cohort.size} accounts, {least} to {most} followers",
        "source": "this store",
        "licence": "",
        "f_ref": None,
        "expected_interactions": expected,
        "note": None,
    }


def cohort_row(cohort: Cohort | None, used: bool) -> RawCohort | None:
    """The other accounts that an account is compared with; ``used``: they give what is expected."""
    if cohort is None:
        return None
    return {
        "size": cohort.size,
        "followers_least": cohort.followers[0],
        "followers_most": cohort.followers[1],
        "slope": cohort.slope,
        "level": cohort.level,
        "volume": cohort.volume,
        "own_slope": cohort.slope is not None,
        "with_table": cohort.with_table,
        "wide": cohort.wide,
        "used": used,
        "format_effects": dict(sorted(cohort.effects.items())),
    }
