"""``auditor validate``: how well the method tells pages apart, and beside other readings."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option, option
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo, json_text
from auditor.cli.ui.tables import Table, show
from auditor.core.errors import UsageError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.method.judging.gates import Outcome

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
    "--labels",
    "labels",
    metavar="FILE",
    type=_FILE,
    multiple=True,
    words=msg("A table of labels that people gave; may be repeated."),
)
@option(
    "--result",
    "results",
    metavar="RESULT.json",
    type=_FILE,
    multiple=True,
    words=msg("The verdicts to compare the labels with; may be repeated."),
)
@json_option
@click.pass_obj
def command(
    state: State,
    /,
    cases: Path | None,
    labels: tuple[Path, ...],
    results: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Do what was asked and print what came out; status 1 when a gate does not hold."""
    del state
    if cases is not None and (labels or results):
        raise UsageError(
            msg("--cases and --labels are two different things to try."),
            msg("Give one of them at a time."),
        )
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

    rows = outcomes(read_cases(path))
    if as_json:
        echo(json_text(rows))
    else:
        _show_cases(rows)
    return Exit.DONE


def _gates(as_json: bool) -> int:
    from auditor.method.judging.gates import MANY, gates, judging_seconds

    worlds, took = gates(), judging_seconds()
    if as_json:
        echo(
            json_text(
                {"worlds": [_gate(world) for world in worlds], "pages": MANY, "seconds": took}
            )
        )
        return Exit.DONE if all(world.holds for world in worlds) else Exit.SOME_FAILED
    from reports.language import Language

    speak = Language(language())

    def row(world: Outcome) -> tuple[str, ...]:
        return (
            _(world.world),
            str(world.seed),
            str(world.judged),
            speak.number(world.f1, 3),
            speak.number(world.least_f1, 2),
            str(world.sure),
            speak.number(world.right, 3),
            speak.number(world.least_right, 2),
            _("holds") if world.holds else _("DOES NOT HOLD"),
        )

    headings = (
        _("what is read"),
        _("seed"),
        _("pages judged"),
        _("macro-F1"),
        _("at least"),
        _("confidence of .85 or more"),
        _("of these right"),
        _("at least"),
        "",
    )
    show(Table(headings, [row(world) for world in worlds], right=frozenset(range(1, 8))))
    echo(
        _("{n} pages were judged in {seconds} seconds.").format(
            n=speak.number(MANY, 0), seconds=speak.number(took, 1)
        )
    )
    echo(_("Pages made at random say whether the arithmetic holds, not whether people agree."))
    return Exit.DONE if all(world.holds for world in worlds) else Exit.SOME_FAILED


def _gate(world: Outcome) -> dict[str, Any]:
    return {
        "world": world.world,
        "seed": world.seed,
        "judged": world.judged,
        "macro_f1": world.f1,
        "least_macro_f1": world.least_f1,
        "sure": world.sure,
        "right": world.right,
        "least_right": world.least_right,
        "holds": world.holds,
        "confusion": [
            {"is": a, "told": b, "n": n} for (a, b), n in sorted(world.confusion.items())
        ],
    }


def _labels(labels: tuple[Path, ...], results: tuple[Path, ...], as_json: bool) -> int:
    from auditor.method.judging.labels import LEAST_ALPHA, LEAST_KAPPA, agreement, read_labels
    from auditor.result.read import read_result

    all_labels = [label for path in labels for label in read_labels(path)]
    verdicts: dict[str, tuple[str, float | None]] = {}
    for path in results:
        for account in read_result(path).accounts:
            if account.verdict.code is not None:
                verdicts[account.ref] = (account.verdict.code, account.verdict.confidence)
    result = agreement(all_labels, verdicts)
    if as_json:
        echo(
            json_text(
                {
                    "pages": result.pages,
                    "raters": result.raters,
                    "alpha": _or_none(result.alpha),
                    "compared": result.compared,
                    "kappa": _or_none(result.kappa),
                    "right": _or_none(result.right),
                    "confusion": [
                        {"people": a, "tool": b, "n": n}
                        for (a, b), n in sorted(result.confusion.items())
                    ],
                    "calibration": [
                        {"confidence_from": a, "n": n, "right": _or_none(share)}
                        for a, n, share in result.calibration
                    ],
                    "median_seconds": result.median_seconds,
                }
            )
        )
        return Exit.DONE
    from reports.language import NO_VALUE, Language

    speak = Language(language())

    def number(value: float) -> str:
        return NO_VALUE if math.isnan(value) else speak.number(value, 2)

    echo(
        _(
            "{pages} pages, {raters} raters; α among them {alpha} (at least {least} before "
            "anything is said of the method)."
        ).format(
            pages=result.pages,
            raters=result.raters,
            alpha=number(result.alpha),
            least=speak.number(LEAST_ALPHA, 2),
        )
    )
    echo(
        _(
            "{n} pages with a majority and a verdict; κ {kappa} (at least {least}), the same word "
            "for {right}."
        ).format(
            n=result.compared,
            kappa=number(result.kappa),
            least=speak.number(LEAST_KAPPA, 2),
            right=NO_VALUE if math.isnan(result.right) else speak.percent(result.right),
        )
    )
    show(
        Table(
            (_("people"), _("tool"), _("pages")),
            [(a, b, str(n)) for (a, b), n in sorted(result.confusion.items())],
            right=frozenset({2}),
        )
    )
    show(
        Table(
            (_("confidence from"), _("pages"), _("the same word")),
            [
                (speak.percent(a), str(n), NO_VALUE if math.isnan(share) else speak.percent(share))
                for a, n, share in result.calibration
            ],
            right=frozenset({0, 1, 2}),
        )
    )
    return Exit.DONE


def _or_none(value: float) -> float | None:
    return None if math.isnan(value) else value


def _show_cases(judged_rows: list[dict[str, Any]]) -> None:
    from reports.language import NO_VALUE, Language

    speak = Language(language())

    def ranged(values: list[float]) -> str:
        value, low, high = (speak.number(bound, 0) for bound in values)
        return f"{value} ({low}–{high})"

    rows = [
        (
            str(row.get("id", number)),
            row["verdict"],
            NO_VALUE if row["confidence"] is None else speak.percent(row["confidence"]),
            *(ranged(row[name]) for name in ("S", "listens", "response", "score")),
            row["decides"] or "",
        )
        for number, row in enumerate(judged_rows, start=1)
    ]
    headings = (
        _("case"),
        _("verdict"),
        _("confidence"),
        _("shop window"),
        _("listens"),
        _("response"),
        _("score"),
        _("what would decide"),
    )
    show(Table(headings, rows, right=frozenset(range(2, 7))))
