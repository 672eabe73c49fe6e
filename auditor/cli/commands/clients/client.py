"""``auditor client``: client files made and changed in plain words, and what they hold."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from auditor.cli import framework
from auditor.cli.exit import Exit, tell, tell_error
from auditor.cli.framework import Example, State, json_option
from auditor.cli.ui.i18n import _, language, say
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.cli.ui.terminal import can_ask
from auditor.core.errors import AuditorError, UsageError
from auditor.core.messages import msg

Action = Literal["new", "edit", "list"]


@framework.command(
    "client",
    msg(
        "Make a client file, change it, or list those of a folder.\n\nnew asks in plain words and "
        "writes the file, edit shows what a file holds with a number to correct each point, list "
        "says of each file of a folder whose it is and what is wrong with it."
    ),
    (
        Example("auditor client new", msg("Write the file of a client, question by question:")),
        Example("auditor client edit esempio.toml", msg("Correct one:")),
        Example("auditor client list clienti", msg("See all of a folder:")),
    ),
)
@click.argument("action", metavar="new|edit|list", type=click.Choice(["new", "edit", "list"]))
@click.argument("path", metavar="[PATH]", required=False, type=click.Path(path_type=Path))
@json_option
@click.pass_obj
def command(state: State, /, action: Action, path: Path | None, as_json: bool) -> int:
    """Ask and write, or list."""
    if action == "list":
        return _list(path or Path(), as_json)
    if not can_ask():
        raise UsageError(
            msg("There is no terminal here to ask on."),
            msg("Write the file by hand: docs/client-file.md has an example."),
        )
    return _new(state, path) if action == "new" else _edit(path)


def _new(state: State, path: Path | None) -> int:
    from auditor.app.client_forms import ClientForm, file_for, refuse_present, write_new
    from auditor.cli.ui.client_questions import ask_all, correct
    from auditor.cli.ui.desk import desk_zone

    if path is not None and not path.is_dir():
        refuse_present(path)
    spoken = state.language or language()
    form = correct(ask_all(ClientForm(language=spoken, timezone=desk_zone(state.settings))))
    if form is None:
        tell(_("Nothing was written."))
        return Exit.DONE
    folder = path if path is not None and path.is_dir() else Path()
    file = file_for(form.name, folder) if path is None or path.is_dir() else path
    _tell_written(write_new(file, form))
    return Exit.DONE


def _edit(path: Path | None) -> int:
    from auditor.app.client_forms import read_form, write_changes
    from auditor.cli.ui.client_questions import correct

    if path is None:
        raise UsageError(
            msg("No client file is named."), msg("Write its name, as in auditor client edit FILE")
        )
    before = read_form(path)
    after = correct(before)
    if after is None or after == before:
        tell(_("Nothing was written."))
        return Exit.DONE
    _tell_written(write_changes(path, before, after))
    return Exit.DONE


def _tell_written(path: Path) -> None:
    from auditor.core.plain_text import quoted

    echo(_("Written: {path}").format(path=path))
    echo(_("Then: {line}").format(line=f"auditor audit --client {quoted(str(path))} --open"))


def _list(folder: Path, as_json: bool) -> int:
    from auditor.app.client_forms import client_files, read_form

    rows: list[list[str]] = []
    data: list[dict[str, object]] = []
    wrong = False
    for file in client_files(folder):
        try:
            form = read_form(file)
        except AuditorError as error:
            wrong = True
            tell_error(error.message, error.advice, getattr(error, "problems", ()))
            data.append({"file": str(file), "error": str(error)})
            continue
        pages, rivals = ", ".join(map(str, form.accounts)), len(form.competitors)
        rows.append([file.name, form.name, pages, str(rivals), str(len(form.team))])
        data.append(
            {
                "file": str(file),
                "name": form.name,
                "accounts": list(map(str, form.accounts)),
                "competitors": [rival.name for rival in form.competitors],
                "team": len(form.team),
            }
        )
    if as_json:
        show_json(data)
    elif rows:
        titles = (msg("file"), msg("Name"), msg("Pages"), msg("Competitors"), msg("Team"))
        show(Table([say(title).lower() for title in titles], rows, frozenset({3, 4})))
    elif not wrong:
        words = _("No client file is in {folder}. To make one: auditor client new")
        echo(words.format(folder=folder))
    return Exit.SOME_FAILED if wrong else Exit.DONE
