"""``auditor report``: a result again, in another form or language, without any network."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import (
    Example,
    State,
    answers_option,
    brand_option,
    note_option,
    open_option,
    previous_option,
    report_out_option,
)
from auditor.cli.options_formats import formats_option, read_formats
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo
from auditor.core.messages import msg
from auditor.core.ranges import local_today

_EXAMPLES = (
    Example(
        "auditor report audit-esempio-2026-10-31/result.json --language it",
        msg("The same result in Italian:"),
    ),
    Example(
        "auditor report result.json --previous spring/result.json --out page",
        msg("With what changed since an earlier audit:"),
    ),
    Example(
        "auditor report result.json --answers answers.json --out page",
        msg("With what the firm says of itself beside what was measured:"),
    ),
    Example(
        "auditor report result.json --out page --open",
        msg("Into a folder of your choice, and open it:"),
    ),
)


@framework.command(
    "report",
    msg("Write the report of a result.json again, for example in another language."),
    _EXAMPLES,
)
@click.argument("result", metavar="RESULT.json", type=click.Path(path_type=Path))
@formats_option("html")
@report_out_option
@previous_option
@answers_option
@brand_option
@note_option
@open_option
@click.pass_obj
def command(
    state: State,
    /,
    result: Path,
    formats: str,
    out: Path | None,
    previous: Path | None,
    answers: Path | None,
    brand: Path | None,
    note: Path | None,
    show: bool,
) -> int:
    """Read the result, write what is asked."""
    from auditor.app.report import ReportRequest, write_again
    from auditor.cli.ui.browser import open_page

    written = write_again(
        ReportRequest(
            result,
            read_formats(formats),
            state.language or language(),
            local_today(),
            out,
            previous,
            answers,
            brand,
            note,
            state.workplace().observer,
        )
    )
    for path in written:
        echo(_("Written: {path}").format(path=path))
    if show:
        open_page(written)
    return Exit.DONE
