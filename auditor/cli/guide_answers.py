"""What somebody gives to the guided start, and what only a person knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cli.framework import State
from auditor.cli.ui import prompts
from auditor.cli.ui.i18n import language
from auditor.cli.ui.output import echo
from auditor.core.errors import AuditorError
from auditor.core.messages import msg
from auditor.core.model import AccountRef
from auditor.core.plain_text import quoted

if TYPE_CHECKING:
    from auditor.app.client_forms import ClientForm
    from auditor.core.spec import AuditSpec
    from auditor.store import Store
    from connectors.files.options import ImportOptions
    from connectors.files.reading_record import ImportReading


@dataclass
class GuideInput:
    """What somebody gave: addresses, files as they were read, client files."""

    refs: list[AccountRef] = field(default_factory=list)
    imports: list[tuple[ImportReading, ImportOptions]] = field(default_factory=list)
    clients: list[Path] = field(default_factory=list)
    name: str | None = None  # of the firm and its site, where the site was given
    domains: list[str] = field(default_factory=list)
    form: ClientForm | None = None  # the answers so far

    @property
    def name_in_files(self) -> str | None:
        """The name of the page as its files have it."""
        files = [file for reading, _ in self.imports for file in reading.files]
        return next((file.account_name for file in files if file.account_name), None)

    @property
    def from_files(self) -> list[AccountRef]:
        """The accounts of the files."""
        return list(dict.fromkeys(ref for reading, _ in self.imports for ref in reading.accounts))

    @property
    def accounts(self) -> list[AccountRef]:
        """All accounts, each once."""
        return list(dict.fromkeys([*self.refs, *self.from_files]))

    def __bool__(self) -> bool:
        return bool(self.refs or self.imports or self.clients)


def ask_the_rest(state: State, inputs: GuideInput) -> AuditSpec | None:
    """The audit after the last questions, its answers shown to be corrected.

    ``None`` when it was left. Ctrl-C keeps what was answered.
    """
    try:
        return _spec(state, inputs)
    except KeyboardInterrupt:
        _keep_answers(state, inputs)
        raise


def _spec(state: State, inputs: GuideInput) -> AuditSpec | None:
    from auditor.app.client_forms import ClientForm
    from auditor.app.support.selection import spec_of
    from auditor.cli.ui import client_questions as questions
    from auditor.cli.ui.desk import desk_zone

    spec = spec_of(inputs.accounts, desk_zone(state.settings))
    proposed = inputs.name or inputs.name_in_files or spec.client.name
    name = prompts.ask(
        msg("Whose pages are these? The name stands on the report. Enter: {name}.", name=proposed)
    )
    form = ClientForm(
        name=name or proposed,
        accounts=tuple(inputs.accounts),
        domains=tuple(inputs.domains),
        timezone=spec.timezone,
    )
    inputs.form = form
    if not form.domains:
        inputs.form = form = questions.ask_domains(form)
    asked = _without_followers(state, inputs)
    inputs.form = form = _with_followers(form, asked)
    prompts.explain(msg("This is what was understood:"))
    steps = [questions.NAME, questions.WEBSITE, questions.TIME_ZONE]
    if asked:
        steps.append(replace(questions.FOLLOWERS, ask=lambda now: _with_followers(now, asked)))
    form_at_last = questions.correct(
        form,
        steps,
        msg("Enter begins. A number corrects that point; q leaves without a report."),
    )
    if form_at_last is None:
        return None
    client = replace(
        spec.client,
        name=form_at_last.name,
        domains=form_at_last.domains,
        followers=dict(form_at_last.followers),
    )
    return replace(spec, subjects=(client,), timezone=form_at_last.timezone)


def _with_followers(form: ClientForm, refs: Sequence[AccountRef]) -> ClientForm:
    followers = {ref: n for ref in refs if (n := _ask_followers(ref)) is not None}
    return replace(form, followers=followers)


def _without_followers(state: State, inputs: GuideInput) -> list[AccountRef]:
    """The accounts of files whose number of followers nobody has told yet."""
    in_files = {
        file.account for reading, _ in inputs.imports for file in reading.files if file.profile
    }
    with state.open_store() as store:
        with_followers = store.followers_known(inputs.from_files)
    return [ref for ref in inputs.from_files if ref not in in_files and ref not in with_followers]


def _ask_followers(ref: AccountRef) -> int | None:
    return prompts.ask_number(
        msg(
            "How many followers has {account}? Without them nobody can say whether the response is "
            "large or small. Enter: not known.",
            account=str(ref),
        ),
        msg("Write a whole number, such as 12400. Enter: not known."),
    )


def write_files(store: Store, inputs: GuideInput) -> None:
    """Write what was read from files into the store."""
    from connectors.files import write_reading

    now = datetime.now(UTC)
    for reading, options in inputs.imports:
        write_reading(store, reading, options, now)


def _keep_answers(state: State, inputs: GuideInput) -> None:
    """What somebody has answered before Ctrl-C, as a client file here; its files in the store."""
    from auditor.app.client_forms import free_file_for, write_new

    form = inputs.form
    if form is None:
        return
    try:
        path = write_new(free_file_for(form.name, Path()), replace(form, language=language()))
        with state.open_store() as store:
            write_files(store, inputs)
    except (AuditorError, OSError):
        return
    state.kept = True
    echo()
    prompts.explain(msg("What you have answered is kept. To go on:"))
    echo(f"  {audit_line(state, [path], form.accounts)}")


def audit_line(state: State, files: Sequence[Path], accounts: Sequence[AccountRef]) -> str:
    """The command that audits client files, offline where none of their accounts can be asked.

    Args:
        state: the settings of this call.
        files: the client files.
        accounts: the accounts in them.
    """
    from auditor.app.collect import can_be_asked

    options = [f"--client {quoted(str(path))}" for path in files]
    if not any(can_be_asked(state.settings, ref) for ref in accounts):
        options.append("--offline")
    return " ".join(["auditor audit", *options])
