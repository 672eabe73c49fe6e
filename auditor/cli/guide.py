"""``auditor`` alone on a terminal: asks in plain words, reads, judges, opens the page."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from auditor.cli.exit import Exit
from auditor.cli.framework import State
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
    from auditor.store import Store
    from connectors.files.options import ImportOptions
    from connectors.files.reading_record import ImportReading

_WELCOME = msg(
    "This program tells which social pages are alive with people and which are shop windows, and "
    "why. What it reads stays on this computer. Every question can be left with Enter; Ctrl-C ends."
)
_WHAT = msg(
    "Paste the addresses of the pages, or drag a file or a folder onto this window. One line or "
    "several; an empty line ends the list."
)


@dataclass
class Given:
    """What somebody gave: addresses, files as they were read, client files."""

    refs: list[AccountRef] = field(default_factory=list)
    imports: list[tuple[ImportReading, ImportOptions]] = field(default_factory=list)
    clients: list[Path] = field(default_factory=list)
    name: str | None = None  # of the firm and its site, where the site was given
    domains: list[str] = field(default_factory=list)

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


def run(state: State) -> int:
    """The guided start, from the first question to the open page. Returns the exit status."""
    prompts.explain(_WELCOME)
    given = _gather(state)
    if not given:
        return _example(state)
    if given.clients:
        return _with_client_files(state, given)
    given.refs = _readable(state, given)
    if not given.accounts:
        prompts.explain(
            msg(
                "Nothing is left that can be read now. Start again when a key or a file is at hand."
            )
        )
        return Exit.DONE
    spec = _spec(state, given)
    return _audit(state, given, [spec])


# What is given ------------------------------------------------------------------------------


def _gather(state: State) -> Given:
    given = Given()
    line = prompts.ask(_WHAT)
    while line:
        for piece in pieces(line):
            _take(state, given, piece)
        line = prompts.ask_more()
    return given


def _take(state: State, given: Given, piece: str) -> None:
    path = path_of(piece)
    if path is not None and path.suffix.lower() == ".toml":
        given.clients.append(path)
        prompts.tell_done(say(msg("client file {file}", file=path.name)))
    elif path is not None:
        _take_file(state, given, path)
    elif means_a_file(piece):
        advice = msg("Drag it onto this window, then its whole name is written.")
        prompts.tell_wrong(msg("{file} does not exist.", file=piece), advice)
    else:
        _take_address(state, given, piece)


def _take_address(state: State, given: Given, piece: str) -> None:
    try:
        ref = parse_ref(f"https://{piece}" if piece.lower().startswith("www.") else piece)
    except UsageError as error:
        prompts.tell_wrong(error.message, error.advice)
        return
    if ref.platform == "site" and not piece.lower().startswith("site:"):
        _take_site(state, given, ref)
        return
    if ref not in given.refs:
        given.refs.append(ref)
    prompts.tell_done(str(ref))


def _take_site(state: State, given: Given, ref: AccountRef) -> None:
    """A firm's own site stands for the pages that it names."""
    from auditor.app.find import look, spec_of_site

    try:
        client = spec_of_site(
            look(state.workplace(), ref.handle).found, state.settings.timezone
        ).client
    except AuditorError as error:
        prompts.tell_wrong(error.message, error.advice)
        return
    given.name = given.name or client.name
    given.domains += [domain for domain in client.domains if domain not in given.domains]
    if not client.accounts:
        prompts.tell_open(say(msg("{host} names no page on a network.", host=client.domains[0])))
    for found in client.accounts:
        if found not in given.refs:
            given.refs.append(found)
        prompts.tell_done(str(found))


def _take_file(state: State, given: Given, path: Path) -> None:
    from connectors.files import make_options

    options = make_options(default_timezone=state.settings.timezone)
    read = read_with_questions(
        path, replace(options, remembered=state.workplace().told_before(), asking=True)
    )
    if read is None or not is_right(read[0]):
        prompts.tell_open(f"{path.name}: {prompts.left()}")
        return
    given.imports.append(read)
    reading, _options = read
    words = ngettext(
        "{account}: {n} post in {file}", "{account}: {n} posts in {file}", reading.posts
    )
    names = ", ".join(str(ref) for ref in reading.accounts)
    prompts.tell_done(words.format(account=names, n=reading.posts, file=path.name))


# What can be read now, with a key, with a file ------------------------------------------------


def _readable(state: State, given: Given) -> list[AccountRef]:
    """The addresses that can be read, after keys and files were asked for."""
    echo()
    kept = []
    for ref in given.refs:
        if ref in given.from_files:
            prompts.tell_done(say(msg("{account}: from the file", account=str(ref))))
        elif not _easily_asked(state, ref):
            if not _ask_for_file(state, given, ref):
                continue
        elif not _has_key(state, ref.platform):
            continue
        else:
            prompts.tell_done(say(msg("{account}: can be read now", account=str(ref))))
        kept.append(ref)
    return kept


def _easily_asked(state: State, ref: AccountRef) -> bool:
    """Whether a network can be asked, if need be with a key that anybody has in minutes."""
    from auditor.app.collect import can_be_asked
    from connectors.registry import PLATFORMS, connector_class

    if ref.platform not in PLATFORMS:
        return False
    keys = connector_class(ref.platform).info.credentials
    return can_be_asked(state.settings, ref) or all(one.easy for one in keys)


def _ask_for_file(state: State, given: Given, ref: AccountRef) -> bool:
    from connectors.files.where_to_export import where_to_click

    prompts.tell_open(say(msg("{account}: needs a file that its owner can download.",
                             account=str(ref))))  # fmt: skip
    prompts.hint(where_to_click(ref.platform))
    line = prompts.ask(msg("Drag that file onto this window, or leave the page out with Enter."))
    for piece in pieces(line):
        path = path_of(piece)
        if path is None:
            prompts.tell_wrong(msg("{file} does not exist.", file=piece))
        else:
            _take_file_of(state, given, path, ref)
    return ref in given.from_files


def _take_file_of(state: State, given: Given, path: Path, ref: AccountRef) -> None:
    from connectors.files import make_options

    read = read_with_questions(
        path, make_options(account=str(ref), default_timezone=state.settings.timezone)
    )
    if read is not None and is_right(read[0]):
        given.imports.append(read)
        prompts.tell_done(path.name)


def _has_key(state: State, platform: str) -> bool:
    """Whether a network's key is set, or is pasted now."""
    from connectors.auth.credentials import present
    from connectors.registry import connector_class

    info = connector_class(platform).info
    known = present(info, state.settings.credentials)
    for credential in info.credentials:
        if not credential.required or known.get(credential.env):
            continue
        prompts.tell_open(say(msg("{network} needs a key. {what}", network=info.title,
                                 what=credential.purpose)))  # fmt: skip
        echo(f"    {credential.where}")
        key = prompts.ask_secret(msg("Paste the key (it is not shown), or leave {network} out with "
                                    "Enter.", network=info.title))  # fmt: skip
        if not key:
            return False
        _use_key(state, credential.env, key)
    return True


def _use_key(state: State, name: str, key: str) -> None:
    from auditor.app.support.keys import keep_key, keys_file

    known = {**state.settings.credentials, name: key}
    state.settings = replace(state.settings, credentials=known)
    place = keys_file()
    if prompts.ask_yes(msg("Keep the key on this computer, in {file}? y/N", file=str(place))):
        keep_key(name, key)
        prompts.tell_done(str(place))


# What only a person knows ----------------------------------------------------------------------


def _spec(state: State, given: Given) -> AuditSpec:
    from auditor.app.support.selection import spec_of

    accounts = given.accounts
    spec = spec_of(accounts, state.settings.timezone)
    known = given.name or spec.client.name
    name = prompts.ask(
        msg("Whose pages are these? The name stands on the report. Enter: {name}.", name=known)
    )
    domains = tuple(given.domains) or _ask_site()
    followers = {ref: n for ref in _without_followers(state, given) if (n := _ask_followers(ref))}
    client = replace(spec.client, name=name or known, domains=domains, followers=followers)
    return replace(spec, subjects=(client,))


def _ask_site() -> tuple[str, ...]:
    answer = prompts.ask(msg("Which is the firm's own website? Links to it count as links home. "
                            "Enter: leave it out."))  # fmt: skip
    hosts = [_host(piece) for piece in pieces(answer)]
    return tuple(host for host in hosts if host)


def _host(text: str) -> str:
    host = urlsplit(text if "://" in text else f"https://{text}").hostname or ""
    return host.removeprefix("www.") if "." in host else ""


def _without_followers(state: State, given: Given) -> list[AccountRef]:
    """The accounts of files whose number of followers nobody has told yet."""
    told = {file.account for reading, _ in given.imports for file in reading.files if file.profile}
    with state.open_store() as store:
        known = store.followers_known(given.from_files)
    return [ref for ref in given.from_files if ref not in told and ref not in known]


def _ask_followers(ref: AccountRef) -> int | None:
    return prompts.ask_number(
        msg("How many followers has {account}? Without them nobody can say whether the response is "
            "large or small. Enter: not known.", account=str(ref)),
        msg("Write a whole number, such as 12400. Enter: not known."),
    )  # fmt: skip


# Reading, judging, showing ---------------------------------------------------------------------


def _audit(state: State, given: Given, specs: Sequence[AuditSpec]) -> int:
    from auditor.app.audit import AuditRequest, carry_out
    from auditor.app.support.selection import accounts_of
    from auditor.cli.commands import audit
    from auditor.cli.exit import worst
    from auditor.cli.key_files import tell_exposed
    from auditor.cli.reading import status_of

    echo()
    tell_exposed(state.place)
    with state.open_store() as store:
        _write(store, given)
        request = AuditRequest(datetime.now(UTC), language(), language=state.language)
        carried = carry_out(state.workplace(), store, specs, request)
    done, problems = carried.done, carried.problems
    audit.show_done(carried)
    if done:
        _same_again(state, given, specs[0], done[0].folder)
        audit.open_first(done)
    return worst([status_of(problems, accounts_of(specs))])


def _write(store: Store, given: Given) -> None:
    from connectors.files import write_reading

    now = datetime.now(UTC)
    for reading, options in given.imports:
        write_reading(store, reading, options, now)


def _with_client_files(state: State, given: Given) -> int:
    from auditor.app.support.selection import choose

    refs = [str(ref) for ref in given.refs]
    clients = [str(path) for path in given.clients]
    return _audit(state, given, choose(state.workplace(), refs, clients, datetime.now(UTC)))


def _same_again(state: State, given: Given, spec: AuditSpec, folder: Path) -> None:
    """The command that does the same without a question: the answers stand in a client file."""
    from auditor.app.collect import can_be_asked
    from auditor.app.support.client_files import write_client_file

    files = given.clients or [write_client_file(spec, folder / "client.toml")]
    named = [f"--client {shlex.quote(str(path))}" for path in files]
    offline = (
        [] if any(can_be_asked(state.settings, ref) for ref in spec.accounts) else ["--offline"]
    )
    words = " ".join(["auditor audit", *named, *offline])
    echo()
    prompts.explain(msg("Next time the same in one line:"))
    echo(f"  {words}")


def _example(state: State) -> int:
    """Nothing was given: an example may be what somebody wants to see."""
    if not prompts.ask_yes(msg("Nothing was given. See the report of an invented firm? y/N")):
        return Exit.DONE
    from auditor.cli.commands import demo

    return demo.show_demo(state)
