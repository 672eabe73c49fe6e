"""``auditor validate``: how well the method tells pages apart, and beside other readings."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option, option
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo, json_text
from auditor.cli.ui.tables import Table, show
from auditor.core.errors import UsageError
from auditor.core.messages import msg

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@framework.command(
    "validate",
    msg(
        "Try the method: on pages made at random whose nature is known (nothing given), on pages "
        "in numbers (--cases), or beside the labels of people (--labels with --result).\n\nNothing "
        "of the store is read or changed. docs/validation.md and docs/labelling.md describe the "
        "files."
    ),
    (
        Example("auditor validate", msg("On 4,500 pages made at random, in three ways to read:")),
        Example("auditor validate --cases cases.json", msg("A line for each page in numbers:")),
        Example(
            "auditor validate --cases cases.json --json", msg("Everything, for another program:")
        ),
        Example(
            "auditor validate --labels labels.csv --result result.json",
            msg("Beside what people say of the pages of a result:"),
        ),
    ),
)
@option(
    "--cases", "cases", metavar="FILE", type=_FILE, words=msg("A JSON list of pages in numbers.")
)
@option(
    "--labels", "labels", metavar="FILE", type=_FILE, multiple=True,
    words=msg("A table of labels that people gave; may be repeated."),
)  # fmt: skip
@option(
    "--result", "results", metavar="RESULT.json", type=_FILE, multiple=True,
    words=msg("The verdicts to compare the labels with; may be repeated."),
)  # fmt: skip
@json_option
@click.pass_obj
def command(
    state: State, /, cases: Path | None, labels: tuple[Path, ...], results: tuple[Path, ...],
    as_json: bool,
) -> int:  # fmt: skip
    """Do what was asked and print what came out; status 1 when a gate does not hold."""
    del state
    if cases is not None and (labels or results):
        raise UsageError(msg("--cases and --labels are two different things to try."),
                         msg("Give one of them at a time."))  # fmt: skip
    if bool(labels) != bool(results):
        raise UsageError(
            msg("Labels are compared with verdicts: --labels and --result go together."),
            msg("Give both, or none."),
        )
    if cases is not None:
        return _cases(cases, as_json)
    return _labels(labels, results, as_json) if labels else _gates(as_json)


def _cases(path: Path, as_json: bool) -> int:
    from auditor.method.judging.cases import outcomes, read_cases

    found = outcomes(read_cases(path))
    if as_json:
        echo(json_text(found))
    else:
        _show_cases(found)
    return Exit.DONE


def _gates(as_json: bool) -> int:
    from auditor.method.judging.gates import MANY, Outcome, gates, seconds

    found, took = gates(), seconds()
    if as_json:
        echo(json_text({"worlds": [_gate(one) for one in found], "pages": MANY, "seconds": took}))
        return Exit.DONE if all(one.holds for one in found) else Exit.SOME_FAILED
    from reports.language import Language

    speak = Language(language())

    def row(one: Outcome) -> tuple[str, ...]:
        return (
            _(one.world), str(one.seed), str(one.judged), speak.number(one.f1, 3),
            speak.number(one.least_f1, 2), str(one.sure), speak.number(one.right, 3),
            speak.number(one.least_right, 2), _("holds") if one.holds else _("DOES NOT HOLD"),
        )  # fmt: skip

    headings = (
        _("what is read"), _("seed"), _("pages judged"), _("macro-F1"), _("at least"),
        _("confidence of .85 or more"), _("of these right"), _("at least"), "",
    )  # fmt: skip
    show(Table(headings, [row(one) for one in found], right=frozenset(range(1, 8))))
    echo(_("{n} pages were judged in {seconds} seconds.").format(
        n=speak.number(MANY, 0), seconds=speak.number(took, 1)))  # fmt: skip
    echo(_("Pages made at random say whether the arithmetic holds, not whether people agree."))
    return Exit.DONE if all(one.holds for one in found) else Exit.SOME_FAILED


def _gate(one: Any) -> dict[str, Any]:
    return {
        "world": one.world, "seed": one.seed, "judged": one.judged, "macro_f1": one.f1,
        "least_macro_f1": one.least_f1, "sure": one.sure, "right": one.right,
        "least_right": one.least_right, "holds": one.holds,
        "confusion": [{"is": a, "told": b, "n": n} for (a, b), n in sorted(one.confusion.items())],
    }  # fmt: skip


def _labels(labels: tuple[Path, ...], results: tuple[Path, ...], as_json: bool) -> int:
    from auditor.method.judging.labels import LEAST_ALPHA, LEAST_KAPPA, agreement, read_labels
    from auditor.result.read import read_result

    told = [one for path in labels for one in read_labels(path)]
    verdicts: dict[str, tuple[str, float | None]] = {}
    for path in results:
        for account in read_result(path).accounts:
            if account.verdict.code is not None:
                verdicts[account.ref] = (account.verdict.code, account.verdict.confidence)
    found = agreement(told, verdicts)
    if as_json:
        echo(json_text({
            "pages": found.pages, "raters": found.raters, "alpha": _known(found.alpha),
            "compared": found.compared, "kappa": _known(found.kappa), "right": _known(found.right),
            "confusion": [{"people": a, "tool": b, "n": n}
                          for (a, b), n in sorted(found.confusion.items())],
            "calibration": [{"confidence_from": a, "n": n, "right": _known(share)}
                            for a, n, share in found.calibration],
            "median_seconds": found.median_seconds,
        }))  # fmt: skip
        return Exit.DONE
    from reports.language import NO_VALUE, Language

    speak = Language(language())

    def number(value: float) -> str:
        return NO_VALUE if math.isnan(value) else speak.number(value, 2)

    echo(_("{pages} pages, {raters} raters; α among them {alpha} (at least {least} before anything "
           "is said of the method).").format(pages=found.pages, raters=found.raters,
                                             alpha=number(found.alpha),
                                             least=speak.number(LEAST_ALPHA, 2)))  # fmt: skip
    echo(_("{n} pages with a majority and a verdict; κ {kappa} (at least {least}), the same word "
           "for {right}.").format(n=found.compared, kappa=number(found.kappa),
                              least=speak.number(LEAST_KAPPA, 2),
                              right=NO_VALUE if math.isnan(found.right)
                              else speak.percent(found.right)))  # fmt: skip
    show(Table((_("people"), _("tool"), _("pages")),
               [(a, b, str(n)) for (a, b), n in sorted(found.confusion.items())],
               right=frozenset({2})))  # fmt: skip
    show(Table((_("confidence from"), _("pages"), _("the same word")),
               [(speak.percent(a), str(n), NO_VALUE if math.isnan(share) else speak.percent(share))
                for a, n, share in found.calibration], right=frozenset({0, 1, 2})))  # fmt: skip
    return Exit.DONE


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _show_cases(found: list[dict[str, Any]]) -> None:
    from reports.language import NO_VALUE, Language

    speak = Language(language())

    def ranged(values: list[float]) -> str:
        value, low, high = (speak.number(one, 0) for one in values)
        return f"{value} ({low}–{high})"

    rows = [
        (
            str(one.get("id", number)),
            one["verdict"],
            NO_VALUE if one["confidence"] is None else speak.percent(one["confidence"]),
            *(ranged(one[name]) for name in ("S", "listens", "response", "score")),
            one["decides"] or "",
        )
        for number, one in enumerate(found, start=1)
    ]
    headings = (
        _("case"), _("verdict"), _("confidence"), _("shop window"), _("listens"), _("response"),
        _("score"), _("what would decide"),
    )  # fmt: skip
    show(Table(headings, rows, right=frozenset(range(2, 7))))
