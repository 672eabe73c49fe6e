"""``auditor questionnaire``: a page on which anybody judges their own use of each network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import base
from auditor.cli.base import Example, State, option
from auditor.cli.ending import Exit
from auditor.cli.words import _, language
from auditor.errors import UsageError
from auditor.messages import msg

if TYPE_CHECKING:
    from auditor.selfassessment.items import Kind

_OFFERED = ("facebook", "instagram", "linkedin", "youtube", "x", "tiktok", "pinterest", "bluesky",
            "mastodon", "threads")  # fmt: skip


@base.command(
    "questionnaire",
    msg("Write a page on which anybody judges their own use of each network, in five minutes: one "
        "HTML file, to be opened by double click or put on any web space. It asks no server, and "
        "nothing that is answered leaves it."),
    (
        Example("auditor questionnaire", msg("For a company:")),
        Example("auditor questionnaire --kind professional --networks linkedin,instagram",
                msg("For a professional, with the networks of your choice:")),
    ),
)  # fmt: skip
@option(
    "--kind",
    type=click.Choice(["company", "professional"]),
    default="company",
    show_default=True,
    words=msg("Who answers: a company or a professional."),
)
@option(
    "--networks",
    metavar="LIST",
    default=",".join(_OFFERED),
    words=msg("The networks that are offered, with commas between."),
)
@option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    words=msg("The page to write; without it questionnaire.html here."),
)
@option("--open", "show", is_flag=True, words=msg("Open the page in the browser."))
@click.pass_obj
def command(state: State, /, kind: Kind, networks: str, out: Path | None, show: bool) -> int:
    """Write the page."""
    from auditor.cli.browser import open_page
    from reports.questionnaire import render_questionnaire
    from reports.write import write_text

    page = render_questionnaire(kind, _named(networks), state.language or language())
    path = out or Path("questionnaire.html")
    write_text(path, page)
    click.echo(_("Written: {path}").format(path=path))
    if show:
        open_page([path])
    return Exit.DONE


def _named(networks: str) -> list[str]:
    """The networks of a list.

    Raises:
        UsageError: one is unknown, or there is none.
    """
    from auditor.model import PLATFORMS

    names = [name.strip().lower() for name in networks.split(",") if name.strip()]
    unknown = next((name for name in names if name not in PLATFORMS), None)
    if unknown is not None or not names:
        raise UsageError(
            msg("--networks: '{name}' is not a network.", name=unknown or networks),
            msg("Write one or more of: {names}.", names=", ".join(PLATFORMS)),
        )
    return list(dict.fromkeys(names))
