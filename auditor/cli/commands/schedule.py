"""``auditor schedule``: the week's work by the computer's own scheduler."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from auditor.app.schedule import (
    ScheduleRequest,
    System,
    files_of,
    moment_of,
    next_steps,
    usual_system,
)
from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import Example, State, option
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo
from auditor.core.files import make_folder, writing
from auditor.core.messages import msg


@framework.command(
    "schedule",
    msg(
        "Write what this computer's scheduler needs to call 'auditor weekly FOLDER'.\n\nNothing is "
        "set up: the files are shown, or written with --out, with the commands that hand them to "
        "the scheduler."
    ),
    (
        Example("auditor schedule clienti", msg("For this computer, on Mondays:")),
        Example(
            "auditor schedule clienti --for cron --at 'fri 18:00'",
            msg("A line for cron, on Fridays:"),
        ),
        Example(
            "auditor schedule clienti --for windows --out tasks",
            msg("A task for Windows, as a file:"),
        ),
    ),
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@option(
    "--for",
    "system",
    type=click.Choice(("cron", "systemd", "windows")),
    words=msg("Which scheduler. Default: the one that this computer most likely has."),
)
@option(
    "--at",
    "at",
    default="mon 07:30",
    show_default=True,
    metavar="MOMENT",
    words=msg("The day and the time, by this computer's clock."),
)
@option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    words=msg("Where to write the files; without it they are shown."),
)
@option("--notify", is_flag=True, words=msg("Call it with --notify."))
@click.pass_obj
def command(
    state: State, /, folder: Path, system: System | None, at: str, out: Path | None, notify: bool
) -> int:
    """Show or write the files, and what hands them to the scheduler."""
    chosen = system or usual_system()
    spoken = state.language or language()
    request = ScheduleRequest(folder, moment_of(at), spoken, datetime.now(UTC), notify)
    files = files_of(chosen, request)
    for name, content in files.items():
        if out is None:
            echo(_("File {name}:").format(name=name))
            echo(content)
            continue
        make_folder(out)
        # The tasks of Windows are read as UTF-16 alone.
        encoding = "utf-16" if chosen == "windows" else "utf-8"
        with writing(out / name, encoding) as file:
            file.write(content)
        echo(_("Written: {path}").format(path=out / name))
    echo(_("Then:"))
    for line in next_steps(chosen, (out or Path()).resolve()):
        echo(f"  {line}")
    return Exit.DONE
