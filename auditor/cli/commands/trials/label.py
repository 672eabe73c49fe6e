"""``auditor label``: a page on which people say what pages are, without seeing the verdict."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, option
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo
from auditor.core.errors import UsageError
from auditor.core.messages import msg


@framework.command(
    "label",
    msg(
        "Write a page on which a person says what pages are: the facts of one page after the "
        "other, frozen, without the verdict, by keyboard; labels and seconds are saved as a "
        "table.\n\ndocs/labelling.md holds the codebook and the protocol."
    ),
    (
        Example("auditor label result.json", msg("The pages of a result:")),
        Example("auditor label result.json --out labels.html --open", msg("And open it:")),
    ),
)
@click.argument(
    "results",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    nargs=-1,
    required=True,
    metavar="RESULT.json...",
)
@option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    words=msg("The page to write; without it labelling.html here."),
)
@option("--open", "show", is_flag=True, words=msg("Open the page in the browser."))
@click.pass_obj
def command(state: State, /, results: tuple[Path, ...], out: Path | None, show: bool) -> int:
    """Write the page."""
    from auditor.cli.ui.browser import open_page
    from auditor.core.files import write_text
    from auditor.result.read import read_result
    from reports.labelling import facts_of, render_labelling

    spoken = state.language or language()
    pages = [facts for path in results for facts in facts_of(read_result(path), spoken)]
    if not pages:
        raise UsageError(
            msg("None of these pages has enough read to be labelled."),
            msg("Give results with pages of which four weeks were read."),
        )
    path = out or Path("labelling.html")
    write_text(path, render_labelling(pages, spoken))
    echo(_("Written: {path}").format(path=path))
    if show:
        open_page([path])
    return Exit.DONE
