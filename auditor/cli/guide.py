"""``auditor`` alone on a terminal: asks in plain words, reads, judges, opens the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.cli.exit import Exit
from auditor.cli.framework import State
from auditor.cli.guide_answers import GuideInput, ask_the_rest, audit_line, write_files
from auditor.cli.ui import prompts
from auditor.cli.ui.file_questions import is_right, read_with_questions
from auditor.cli.ui.i18n import language, ngettext, say
from auditor.cli.ui.output import echo
from auditor.cli.ui.pasted import means_a_file, path_of, pieces
from auditor.core.errors import AuditorError, UsageError
from auditor.core.messages import msg
from auditor.core.model import AccountRef
from auditor.core.refs import parse_ref

if TYPE_CHECKING:
    from auditor.core.spec import AuditSpec

_WELCOME = msg(
    "This program tells which social pages are alive with people and which are shop windows, and "
    "why. What it reads stays on this computer. Every question can be left with Enter; Ctrl-C ends."
)
_WHAT = msg(
    "Paste the addresses of the pages, or drag a file or a folder onto this window. One line or "
    "several; an empty line ends the list."
)


def run_guide(state: State) -> int:
    """The guided start, from the first question to the open page. Returns the exit status."""
    prompts.explain(_WELCOME)
    inputs = _gather(state)
    if not inputs:
        return _example(state)
    if inputs.clients:
        return _with_client_files(state, inputs)
    inputs.refs = _readable(state, inputs)
    if not inputs.accounts:
        prompts.explain(
            msg(
                "Nothing is left that can be read now. Start again when a key or a file is at hand."
            )
        )
        return Exit.DONE
    spec = ask_the_rest(state, inputs)
    return Exit.DONE if spec is None else _audit(state, inputs, [spec])


# What is given ------------------------------------------------------------------------------


def _gather(state: State) -> GuideInput:
    inputs = GuideInput()
    line = prompts.ask(_WHAT)
    while line:
        for piece in pieces(line):
            _take_piece(state, inputs, piece)
        line = prompts.ask_more()
    return inputs


def _take_piece(state: State, inputs: GuideInput, piece: str) -> None:
    path = path_of(piece)
    if path is not None and path.suffix.lower() == ".toml":
        inputs.clients.append(path)
        prompts.tell_done(say(msg("client file {file}", file=path.name)))
    elif path is not None:
        _take_file(state, inputs, path)
    elif means_a_file(piece):
        advice = msg("Drag it onto this window, then its whole name is written.")
        prompts.tell_wrong(msg("{file} does not exist.", file=piece), advice)
    else:
        _take_address(state, inputs, piece)


def _take_address(state: State, inputs: GuideInput, piece: str) -> None:
    try:
        ref = parse_ref(f"https://{piece}" if piece.lower().startswith("www.") else piece)
    except UsageError as error:
        prompts.tell_wrong(error.message, error.advice)
        return
    if ref.platform == "site" and not piece.lower().startswith("site:"):
        _take_site(state, inputs, ref)
        return
    if ref not in inputs.refs:
        inputs.refs.append(ref)
    prompts.tell_done(str(ref))


def _take_site(state: State, inputs: GuideInput, ref: AccountRef) -> None:
    """A firm's own site stands for the pages that it names."""
    from auditor.app.find import look, spec_of_site

    try:
        client = spec_of_site(
            look(state.workplace(), ref.handle).found, state.settings.timezone
        ).client
    except AuditorError as error:
        prompts.tell_wrong(error.message, error.advice)
        return
    inputs.name = inputs.name or client.name
    inputs.domains += [domain for domain in client.domains if domain not in inputs.domains]
    if not client.accounts:
        prompts.tell_open(say(msg("{host} names no page on a network.", host=client.domains[0])))
    for account in client.accounts:
        if account not in inputs.refs:
            inputs.refs.append(account)
        prompts.tell_done(str(account))


def _take_file(state: State, inputs: GuideInput, path: Path) -> None:
    from connectors.files import make_options

    options = make_options(default_timezone=state.settings.timezone)
    answered = read_with_questions(
        path,
        replace(options, remembered=state.workplace().told_before(), asking=True),
        inputs.accounts,
    )
    if answered is None or not is_right(answered[0]):
        prompts.tell_open(f"{path.name}: {prompts.left()}")
        return
    inputs.imports.append(answered)
    reading, _options = answered
    words = ngettext(
        "{account}: {n} post in {file}", "{account}: {n} posts in {file}", reading.posts
    )
    names = ", ".join(str(ref) for ref in reading.accounts)
    prompts.tell_done(words.format(account=names, n=reading.posts, file=path.name))


# What can be read now, with a key, with a file ------------------------------------------------


def _readable(state: State, inputs: GuideInput) -> list[AccountRef]:
    """The addresses that can be read, after keys and files were asked for."""
    echo()
    readable = []
    for ref in inputs.refs:
        if ref in inputs.from_files:
            prompts.tell_done(say(msg("{account}: from the file", account=str(ref))))
        elif not _easily_asked(state, ref):
            if not _ask_for_file(state, inputs, ref):
                continue
        elif not _has_key(state, ref.platform):
            continue
        else:
            prompts.tell_done(say(msg("{account}: can be read now", account=str(ref))))
        readable.append(ref)
    return readable


def _easily_asked(state: State, ref: AccountRef) -> bool:
    """Whether a network can be asked, if need be with a key that anybody has in minutes."""
    from auditor.app.collect import can_be_asked
    from connectors.registry import PLATFORMS, connector_class

    if ref.platform not in PLATFORMS:
        return False
    keys = connector_class(ref.platform).info.credentials
    return can_be_asked(state.settings, ref) or all(key.easy for key in keys)


def _ask_for_file(state: State, inputs: GuideInput, ref: AccountRef) -> bool:
    from connectors.files.where_to_export import where_to_click

    prompts.tell_open(
        say(msg("{account}: needs a file that its owner can download.", account=str(ref)))
    )
    prompts.hint(where_to_click(ref.platform))
    line = prompts.ask(msg("Drag that file onto this window, or leave the page out with Enter."))
    for piece in pieces(line):
        path = path_of(piece)
        if path is None:
            prompts.tell_wrong(msg("{file} does not exist.", file=piece))
        else:
            _take_file_of(state, inputs, path, ref)
    return ref in inputs.from_files


def _take_file_of(state: State, inputs: GuideInput, path: Path, ref: AccountRef) -> None:
    from connectors.files import make_options

    answered = read_with_questions(
        path, make_options(account=str(ref), default_timezone=state.settings.timezone)
    )
    if answered is not None and is_right(answered[0]):
        inputs.imports.append(answered)
        prompts.tell_done(path.name)


def _has_key(state: State, platform: str) -> bool:
    """Whether a network's key is set, or is pasted now."""
    from connectors.auth.credentials import present
    from connectors.registry import connector_class

    info = connector_class(platform).info
    credentials = present(info, state.settings.credentials)
    for credential in info.credentials:
        if not credential.required or credentials.get(credential.env):
            continue
        prompts.tell_open(
            say(msg("{network} needs a key. {what}", network=info.title, what=credential.purpose))
        )
        echo(f"    {credential.where}")
        key = prompts.ask_secret(
            msg(
                "Paste the key (it is not shown), or leave {network} out with Enter.",
                network=info.title,
            )
        )
        if not key:
            return False
        _use_key(state, credential.env, key)
    return True


def _use_key(state: State, name: str, key: str) -> None:
    from auditor.app.support.keys import keep_key, keys_file

    credentials = {**state.settings.credentials, name: key}
    state.settings = replace(state.settings, credentials=credentials)
    path = keys_file()
    if prompts.ask_yes(msg("Keep the key on this computer, in {file}? y/N", file=str(path))):
        keep_key(name, key)
        prompts.tell_done(str(path))


# Reading, judging, showing ---------------------------------------------------------------------


def _audit(state: State, inputs: GuideInput, specs: Sequence[AuditSpec]) -> int:
    from auditor.app.audit import AuditRequest, carry_out
    from auditor.app.support.selection import accounts_of
    from auditor.cli.commands import audit
    from auditor.cli.exit import worst_status
    from auditor.cli.key_files import tell_exposed
    from auditor.cli.reading import status_of
    from auditor.cli.ui.audit_outcome import show_done

    echo()
    tell_exposed(state.place)
    with state.open_store() as store:
        write_files(store, inputs)
        request = AuditRequest(datetime.now(UTC), language(), language=state.language)
        carried = carry_out(state.workplace(), store, specs, request)
    done, problems = carried.done, carried.problems
    show_done(carried)
    if done:
        _same_again(state, inputs, specs[0], done[0].folder)
        audit.open_first(done)
    return worst_status([status_of(problems, accounts_of(specs))])


def _with_client_files(state: State, inputs: GuideInput) -> int:
    from auditor.app.support.selection import choose_audits

    refs = [str(ref) for ref in inputs.refs]
    clients = [str(path) for path in inputs.clients]
    return _audit(state, inputs, choose_audits(state.workplace(), refs, clients, datetime.now(UTC)))


def _same_again(state: State, inputs: GuideInput, spec: AuditSpec, folder: Path) -> None:
    """The command that does the same without a question: the answers stand in a client file."""
    from auditor.app.support.client_files import write_client_file

    files = inputs.clients or [write_client_file(spec, folder / "client.toml")]
    echo()
    if inputs.imports:
        prompts.explain(
            msg(
                "Next week download the files anew and drop them as today: posts that are known "
                "are not counted twice. Start with:"
            )
        )
        echo("  auditor")
        prompts.explain(msg("The same without new files, in one line:"))
    else:
        prompts.explain(msg("Next time the same in one line:"))
    echo(f"  {audit_line(state, files, spec.accounts)}")


def _example(state: State) -> int:
    """Nothing was given: an example may be what somebody wants to see."""
    if not prompts.ask_yes(msg("Nothing was given. See the report of an invented firm? y/N")):
        return Exit.DONE
    from auditor.cli.commands import demo

    return demo.show_demo(state)
