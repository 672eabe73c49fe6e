"""``auditor questionnaire``: a page on which anybody judges their own use of each network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, option
from auditor.cli.options_networks import kind_option, network_list
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo
from auditor.core.messages import msg
from auditor.core.traits import offered

if TYPE_CHECKING:
    from auditor.selfassessment.items import Kind


@framework.command(
    "questionnaire",
    msg(
        "Write a page on which anybody judges their own use of each network, in five minutes: one "
        "HTML file, to be opened by double click or put on any web space. It asks no server, and "
        "nothing that is answered leaves it."
    ),
    (
        Example("auditor questionnaire", msg("For a company:")),
        Example(
            "auditor questionnaire --kind professional --networks linkedin,instagram",
            msg("For a professional, with the networks of your choice:"),
        ),
    ),
)
@kind_option
@option(
    "--networks",
    metavar="LIST",
    default=",".join(offered()),
    words=msg("The networks that are offered, with commas between."),
)
@option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    words=msg("The page to write; without it questionnaire.html here."),
)
@option("--open", "show", is_flag=True, words=msg("Open the page in the browser."))
@click.pass_obj
def command(state: State, /, kind: Kind, networks: str, out: Path | None, show: bool) -> int:
    """Write the page."""
    from auditor.app.questionnaire import write_questionnaire
    from auditor.cli.ui.browser import open_page

    path = out or Path("questionnaire.html")
    write_questionnaire(path, kind, network_list(networks), state.language or language())
    echo(_("Written: {path}").format(path=path))
    if show:
        open_page([path])
    return Exit.DONE
