"""``auditor weekly``: the week's work for all clients of a folder, in one call."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from auditor.app.weekly import WeeklyOutcome, WeeklyRequest, run_week
from auditor.cli import framework
from auditor.cli.exit import Exit, worst_status
from auditor.cli.framework import Example, State, brand_option, max_spend_option, option
from auditor.cli.options_formats import formats_option, read_formats
from auditor.cli.ui.i18n import _, language, ngettext, say
from auditor.cli.ui.output import echo
from auditor.core.errors import UsageError
from auditor.core.messages import msg

# A pipe from which nobody reads is refused, not waited for.
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NONBLOCK", 0)


@framework.command(
    "weekly",
    msg(
        "Import, read, judge and report for every client of a folder.\n\nFOLDER holds the client "
        "files. What a client's networks have exported is put into the folder NAME beside "
        "NAME.toml and is imported; the rest is read from the networks. Each report says what "
        "changed since the last one. A client that fails costs only itself, and two runs never "
        "work in one folder."
    ),
    (
        Example("auditor weekly clienti", msg("All clients, every form that can be made:")),
        Example(
            "auditor weekly clienti --format html,pdf --log weekly.log",
            msg("As a scheduler calls it:"),
        ),
        Example("auditor weekly clienti --notify", msg("And send what came of it by mail:")),
    ),
)
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@formats_option("all")
@option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    words=msg("Where the reports go. Default: the folder reports in FOLDER."),
)
@option("--offline", is_flag=True, words=msg("Ask no network: report what lies ready."))
@option(
    "--log",
    metavar="FILE",
    type=click.Path(path_type=Path),
    words=msg("Write what is said to the end of this file instead of the terminal."),
)
@option(
    "--notify",
    is_flag=True,
    words=msg(
        "Send what came of it to where the settings say: by mail with the reports as PDF, or to "
        "a service."
    ),
)
@max_spend_option
@brand_option
@click.pass_obj
def command(
    state: State,
    /,
    folder: Path,
    formats: str,
    out: Path | None,
    offline: bool,
    log: Path | None,
    notify: bool,
    max_spend: float | None,
    brand: Path | None,
) -> int:
    """Do the week's work, say what came of it."""
    now = datetime.now(UTC)
    with _said_to(log, now):
        request = WeeklyRequest(
            folder,
            now,
            language(),
            read_formats(formats),
            out,
            state.language,
            offline,
            brand,
            max_spend,
            notify,
        )
        outcome = run_week(state.workplace(), request)
        status = _status(state, outcome)
        _show(outcome, status)
    return status


def _status(state: State, outcome: WeeklyOutcome) -> Exit:
    from auditor.app.support.selection import accounts_of
    from auditor.cli.reading import status_of

    lost = (
        outcome.refused
        or outcome.audit.failed
        or outcome.audit.unknown
        or outcome.delivered.problems
        or state.left_out
    )
    unread = status_of(outcome.audit.problems, accounts_of(outcome.specs))
    return worst_status([unread, *([Exit.SOME_FAILED] if lost else [])])


def _show(outcome: WeeklyOutcome, status: Exit) -> None:
    from auditor.cli.ui.audit_outcome import show_done

    for entry in outcome.imported:
        line = ngettext(
            "{client}: {n} post in its files, {new} of them new.",
            "{client}: {n} posts in its files, {new} of them new.",
            entry.posts,
        )
        echo(line.format(client=entry.client, n=entry.posts, new=entry.new_posts))
    show_done(outcome.audit)
    if outcome.overview is not None:
        echo(_("All clients: {path}").format(path=outcome.overview))
    for client, _why in outcome.audit.unknown:
        echo(_("{client}: nothing is known yet.").format(client=client))
    for message in (*outcome.delivered.sent, *outcome.delivered.problems):
        echo(say(message))
    echo(_("Ended with status {n}.").format(n=int(status)))


@contextlib.contextmanager
def _said_to(log: Path | None, now: datetime) -> Iterator[None]:
    """What is said goes to the end of a file, each call under its moment."""
    if log is None:
        yield
        return
    try:
        handle = os.open(log, _APPEND, 0o600)
        os.set_blocking(handle, True)
    except OSError as error:
        raise UsageError(
            msg("{file} cannot be written: {what}.", file=str(log), what=error.strerror or ""),
            msg("Name another file with --log."),
        ) from error
    with os.fdopen(handle, "a", encoding="utf-8", errors="replace") as file:
        file.write(f"== {now:%Y-%m-%dT%H:%M:%SZ} auditor weekly\n")
        with contextlib.redirect_stdout(file), contextlib.redirect_stderr(file):
            yield
