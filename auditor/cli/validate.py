"""``auditor validate``: the method beside another reading of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli import base
from auditor.cli.base import Example, State, json_option, option
from auditor.cli.ending import Exit
from auditor.cli.output import echo, json_text
from auditor.cli.tables import Table, show
from auditor.cli.words import _, language
from auditor.messages import msg


@base.command(
    "validate",
    msg(
        "Judge pages that are described in numbers by version 2 of the method: the verdict, how "
        "often it comes in 400 draws of what is not known, and the ranges of its parts.\n\nNothing "
        "of the store is read or changed. docs/validation.md describes the form of a case."
    ),
    (
        Example("auditor validate --cases cases.json", msg("A line for each page:")),
        Example(
            "auditor validate --cases cases.json --json", msg("Everything, for another program:")
        ),
    ),
)
@option(
    "--cases", "path", required=True, metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    words=msg("A JSON list of pages in numbers."),
)  # fmt: skip
@json_option
@click.pass_obj
def command(state: State, /, path: Path, as_json: bool) -> int:
    """Read the cases, judge them, print what came out."""
    del state
    from auditor.judging.cases import outcomes, read_cases

    found = outcomes(read_cases(path))
    if as_json:
        echo(json_text(found))
    else:
        _show(found)
    return Exit.DONE


def _show(found: list[dict[str, Any]]) -> None:
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
