"""``auditor assess``: one's own use of each network, from a file of answers or asked here."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, json_option, option
from auditor.cli.options_networks import kind_option, network_list
from auditor.cli.ui.i18n import _, language, say
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.messages import Message, msg

if TYPE_CHECKING:
    from auditor.selfassessment.answers import AnswersFile
    from auditor.selfassessment.items import Kind
    from auditor.selfassessment.scoring import Assessment, Fraction

_STYLES = {
    "absent": "red",
    "showcase": "red",
    "under_construction": "yellow",
    "active": "green",
    "networked": "green",
}


@framework.command(
    "assess",
    msg(
        "Judge one's own use of each network: a level, five dimensions, and what to do first, from "
        "the answers that the questionnaire has saved, or asked here without FILE. Nothing is sent "
        "anywhere."
    ),
    (
        Example("auditor assess answers.json", msg("From a file of the questionnaire's page:")),
        Example("auditor assess answers.json --json", msg("For another program:")),
        Example(
            "auditor assess --kind professional --networks linkedin,x --out mine.json",
            msg("Asked here, one statement at a time:"),
        ),
    ),
)
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@kind_option
@option(
    "--networks",
    metavar="LIST",
    default="",
    words=msg("The networks to ask of, with commas between; without it you are asked."),
)
@option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    words=msg(
        "Where the answers given here are kept, and taken up again: without it answers.json "
        "in this folder."
    ),
)
@json_option
@click.pass_obj
def command(
    state: State, /, file: Path | None, kind: Kind, networks: str, out: Path | None, as_json: bool
) -> int:
    """Read or ask the answers, show what they come to."""
    from auditor.selfassessment.answers import read_answers
    from auditor.selfassessment.assessment import as_data

    if file is not None:
        answers = read_answers(file)
    else:
        from auditor.cli.ui.interview import Interview

        interview = Interview(out or Path("answers.json"), kind, state.language or language())
        state.kept = True
        if not interview.ask(network_list(networks) if networks else ()):
            return Exit.DONE
        answers = interview.answers()
    if as_json:
        show_json(as_data(answers))
    else:
        show_assessment(answers)
    return Exit.DONE


def show_assessment(answers: AnswersFile) -> None:
    """Print the opening sentence, a line a network, and what to do first."""
    from auditor.selfassessment.assessment import assessments, shared_advice
    from auditor.selfassessment.items import DIMENSIONS
    from auditor.selfassessment.sentences import opening

    networks = assessments(answers)
    echo(say(opening(answers, networks)))
    echo()
    if networks:
        headings = (
            _("network"),
            _("level"),
            _("total"),
            *(say(dimension.title) for dimension in DIMENSIONS),
        )
        rows = [_row(name, network) for name, network in networks.items()]
        styles = {
            n: _STYLES.get(network.level or "", "dim")
            for n, network in enumerate(networks.values())
        }
        show(Table(headings, rows, right=frozenset(range(2, len(headings))), styles=styles))
        _show_advice(answers, networks, shared_advice(networks))
    _show_standing(answers)


def _row(name: str, assessment: Assessment) -> tuple[str, ...]:
    from auditor.selfassessment.scoring import LEVELS
    from auditor.selfassessment.sentences import network_title

    level = _("not known") if assessment.level is None else say(LEVELS[assessment.level])
    return (
        network_title(name),
        level,
        _number(assessment.total),
        *(_number(points) for points in assessment.dimensions.values()),
    )


def _number(points: Fraction | None) -> str:
    return "–" if points is None else str(points.shown)


def _show_advice(answers: AnswersFile, networks: dict[str, Assessment], shared: list[str]) -> None:
    from auditor.selfassessment.items import BY_ID
    from auditor.selfassessment.sentences import network_title

    lines: list[tuple[str, Message]] = [
        (network_title(name), BY_ID[item].advice(answers.kind))
        for name, network in networks.items()
        for item in network.first
        if item not in shared
    ]
    lines += [(_("everywhere"), BY_ID[item].advice(answers.kind)) for item in shared]
    if lines:
        echo()
        echo(_("What to do first"))
    for where, advice in lines:
        echo(f"  {where}: {say(advice)}")


def _show_standing(answers: AnswersFile) -> None:
    from auditor.selfassessment.assessment import assessments, best
    from auditor.selfassessment.authority import standing
    from auditor.selfassessment.sentences import of_standing

    stands = standing(answers.proofs(), best(assessments(answers), answers.present))
    if stands is not None:
        echo()
        echo(say(of_standing(stands)))
