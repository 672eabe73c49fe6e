"""``auditor brand``: how reports look with a consultant's logo, colour and words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, open_option, option, report_out_option
from auditor.cli.ui.i18n import _, language, say
from auditor.cli.ui.output import echo
from auditor.core.messages import msg

if TYPE_CHECKING:
    from reports.brand import Brand


@framework.command(
    "brand",
    msg(
        "Check a consultant's file and try how reports look with it.\n\nFILE has a [consultant] "
        "with her name, logo, colour, contact and own words; docs/client-file.md lists what it "
        "may hold."
    ),
    (
        Example("auditor brand consulente.toml", msg("See what is used, and how:")),
        Example(
            "auditor brand consulente.toml --preview --open",
            msg("Look at the example's report with it:"),
        ),
    ),
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@option(
    "--preview",
    "is_preview",
    is_flag=True,
    words=msg("Write the report of a fictional firm with it."),
)
@report_out_option
@open_option
@click.pass_obj
def command(state: State, /, file: Path, is_preview: bool, out: Path | None, show: bool) -> int:
    """Read the file, say what it does, write the example."""
    from auditor.app.brand import BrandRequest, preview, read_brand
    from auditor.cli.ui.browser import open_page

    request = BrandRequest(file, state.language or language(), out)
    brand = read_brand(request)
    for line in _lines(brand):
        echo(line)
    if is_preview or out is not None or show:
        written = preview(request, brand)
        echo(_("Report: {path}").format(path=written[0]))
        if show:
            open_page(written)
    return Exit.DONE


def _lines(brand: Brand) -> list[str]:
    from reports.palette import DARK, LIGHT, contrast

    lines = [say(msg("Reports by {name}", name=brand.name))]
    if brand.light.brand != LIGHT.brand:
        lines.append(say(msg("Colour of the bar: {colour}", colour=brand.light.brand)))
        for page, own, usual in (
            (msg("light page"), brand.light, LIGHT),
            (msg("dark page"), brand.dark, DARK),
        ):
            text = (
                msg("Links and marks, {page}: as usual, for it is near a state's colour", page=page)
                if own.bar == usual.bar
                else msg(
                    "Links and marks, {page}: {colour}, contrast {ratio} to 1",
                    page=page,
                    colour=own.bar,
                    ratio=round(contrast(own.bar, own.paper), 1),
                )
            )
            lines.append(say(text))
    if brand.logo is not None:
        size = {"width": brand.logo.width, "height": brand.logo.height}
        lines.append(say(msg("Logo: {width} by {height} px", **size)))
        if brand.logo.on_dark:
            lines.append(
                say(msg("The logo is as light as the page: it stands on a dark ground there."))
            )
    return lines
