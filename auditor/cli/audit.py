"""``auditor audit``: judge accounts and write the report."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import click

from auditor import words
from auditor.cli import base
from auditor.cli.base import (
    Example,
    State,
    answers_option,
    clients_option,
    history_option,
    json_option,
    max_spend_option,
    open_option,
    option,
    previous_option,
    quiet_option,
    refs_argument,
)
from auditor.cli.ending import Exit, show_failure, tell, tell_error, worst
from auditor.cli.folders import RESULT, check_folders, folder_of, keep_earlier, result_in
from auditor.cli.output import echo
from auditor.cli.words import _, language, say
from auditor.errors import UsageError
from auditor.messages import msg

if TYPE_CHECKING:
    from auditor.cli.reading import Problem
    from auditor.model import AccountRef
    from auditor.result import Result
    from auditor.spec import AuditSpec
    from auditor.store import Store
    from connectors.collect import CollectReport

_EXAMPLES = (
    Example(
        "auditor audit facebook:esempio --offline --as-of 2026-10-31",
        msg("Judge what was imported, as it stood on a day:"),
    ),
    Example(
        "auditor audit https://www.esempio.example.com",
        msg("A firm by its own site: what is open is read, of the rest is said what is missing:"),
    ),
    Example(
        "auditor audit --client esempio.toml --offline --language it",
        msg("Everything that a client file names, in Italian:"),
    ),
    Example(
        "auditor audit --client esempio.toml --offline --fail-on social_lazy,absent --quiet",
        msg("For a scheduled run that raises an alarm:"),
    ),
)


@dataclass(frozen=True)
class Asked:
    """What was asked of one ``audit``."""

    as_of: str | None
    history_days: int
    offline: bool
    out: Path | None
    formats: Sequence[str]
    fail_on: frozenset[str]
    previous: Path | None
    answers: Path | None = None
    max_spend: float | None = None


@dataclass(frozen=True)
class Audited:
    """One audit that was done: its result, the folder of the report, the files written, and where
    the result that stood there before was kept."""

    result: Result
    folder: Path
    files: Sequence[Path]
    kept: Path | None = None


@dataclass(frozen=True)
class Carried:
    """What came of one ``audit``; ``read`` is ``None`` where no network was asked."""

    done: Sequence[Audited]
    problems: Sequence[Problem]
    read: CollectReport | None
    failed: Sequence[str] = ()  # clients whose report could not be made


@base.command(
    "audit",
    msg(
        "Read accounts, judge them and write the report.\n\nREF is the address of a "
        "page, @user@server, or network:name; the https address of a firm's own site stands for "
        "all the pages that it names. The folder of the report holds index.html and result.json."
    ),
    _EXAMPLES,
)
@refs_argument
@clients_option
@option("--as-of", metavar="DATE", words=msg("Judge as of the end of this day (default: now)."))
@history_option
@option(
    "--offline",
    is_flag=True,
    words=msg("Ask no network; without --as-of, judge as of the end of what the store holds."),
)
@option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    words=msg("Where to write; what is there under the same names is replaced."),
)
@option(
    "--format",
    "formats",
    default="html,json",
    show_default=True,
    metavar="LIST",
    words=msg("What to write: html, json or all, with commas between."),
)
@option(
    "--fail-on",
    metavar="CODE,...",
    words=msg("End with status 5 when an account of the client surely gets one of these verdicts."),
)
@max_spend_option
@previous_option
@answers_option
@open_option
@quiet_option
@json_option
@click.pass_obj
def command(
    state: State, /, refs: tuple[str, ...], clients: tuple[str, ...], formats: str,
    fail_on: str | None, show: bool, quiet: bool, as_json: bool, **rest: Any,
) -> int:  # fmt: skip
    """Collect unless offline, audit each client, report."""
    from auditor.cli.formats import read_codes, read_formats
    from auditor.cli.reading import status_of
    from auditor.cli.selection import accounts_of

    wanted = list(dict.fromkeys(["html", "json", *read_formats(formats)]))
    asked = Asked(formats=wanted, fail_on=read_codes(fail_on), **rest)
    specs = _specs(state, refs, clients, asked.offline, quiet or as_json)
    if not specs:
        return Exit.SOME_FAILED
    check_folders(asked.out, specs)
    _check_additions(asked, len(specs))
    for name in dict.fromkeys(name for spec in specs for name in spec.not_used):
        if not quiet and not as_json:
            tell(say(words.QUALITY[f"unused_{name}"]))
    with state.open_store() as store:
        carried = carry_out(state, store, specs, asked, silent=quiet or as_json)
    done, problems = carried.done, carried.problems
    unread = status_of(problems, accounts_of(specs))
    lost = [Exit.SOME_FAILED] if carried.failed or state.left_out else []
    status = worst([*_matched(done, asked.fail_on), unread, *lost])
    overview = _overview(state, done, asked.out) if len(done) > 1 else None
    if as_json:
        _show_json(carried, status, overview)
    elif not quiet:
        show_done(carried)
        if overview is not None:
            echo(_("All clients: {path}").format(path=overview))
    if show and done:
        open_first(done, overview)
    return status


def _check_additions(asked: Asked, clients: int) -> None:
    """What is put beside one result: of one client, and told to be broken before anything is asked.

    Raises:
        UsageError: there are several clients, or the file of answers is none.
    """
    for name, given in (("--previous", asked.previous), ("--answers", asked.answers)):
        if given is not None and clients > 1:
            raise UsageError(
                msg("{option} is of one client, and there are {n}.", option=name, n=clients),
                msg("Audit that client alone."),
            )
    if asked.answers is not None:
        from auditor.selfassessment.answers import read_answers

        read_answers(asked.answers)


def _specs(
    state: State, refs: tuple[str, ...], clients: tuple[str, ...], offline: bool, silent: bool
) -> list[AuditSpec]:
    """What to audit; the address of a firm's site stands for the pages that it names."""
    from auditor.cli.prospect import sites_among, specs_of_sites
    from auditor.cli.selection import choose

    if clients or offline or not sites_among(refs):
        return choose(state, refs, clients)
    return specs_of_sites(state, refs, silent)


def carry_out(
    state: State, store: Store, specs: Sequence[AuditSpec], asked: Asked, silent: bool
) -> Carried:
    """Read, judge and report; what could not be read is told at once and returned."""
    from auditor.cli.moments import read_as_of
    from auditor.cli.progress import working
    from auditor.cli.reading import can_be_asked, problems_of, read_all, without_data
    from auditor.cli.selection import accounts_of

    moments = [read_as_of(asked.as_of, spec.timezone) for spec in specs]
    refs = accounts_of(specs)
    problems: list[Problem] = []
    read = None
    if not asked.offline:
        since = min((moment for moment in moments if moment is not None), default=None)
        read = read_all(state, store, specs, asked.history_days, since, silent, asked.max_spend)
        problems = problems_of(read, state)
    told = {problem.account for problem in problems}
    known = store.find(refs)
    problems += without_data([ref for ref in refs if ref not in known and ref not in told])
    wanted = [(spec, moment) for spec, moment in zip(specs, moments, strict=True)
              if _holds_some(spec, known)]  # fmt: skip
    done: list[Audited] = []
    failed: list[str] = []
    with working(silent) as tell:
        for number, (spec, moment) in enumerate(wanted):
            tell(msg("Judging {client}", client=spec.client.name), number, len(wanted))
            # Where no network can be asked, the files' own last day is the day of the audit.
            offline = asked.offline or not any(can_be_asked(state, ref) for ref in spec.accounts)
            one = replace(asked, offline=offline)
            try:
                done.append(_audit(state, store, spec, moment, one, several=len(specs) > 1))
            except Exception as error:
                if len(wanted) == 1:
                    raise
                tell_error(msg("{client} gets no report:", client=spec.client.name))
                show_failure(error, state)
                failed.append(spec.client.name)
    return Carried(done, problems, read, failed)


def _holds_some(spec: AuditSpec, known: Collection[AccountRef]) -> bool:
    return any(ref in known for ref in spec.accounts)


def _audit(
    state: State, store: Store, spec: AuditSpec, moment: datetime | None, asked: Asked,
    several: bool,
) -> Audited:  # fmt: skip
    from auditor.audit import as_result, run_audit, write_result
    from auditor.result import read_result
    from reports.write import write_report

    now = datetime.now(UTC).replace(microsecond=0)
    raw = run_audit(store, spec, now, moment, asked.history_days, asked.offline)
    if asked.previous is not None:
        from auditor.previous import add_previous

        raw = add_previous(
            raw, read_result(result_in(asked.previous)),
            lambda then: run_audit(store, spec, now, then, asked.history_days),
        )  # fmt: skip
    if asked.answers is not None:
        from auditor.declared import add_answers
        from auditor.selfassessment.answers import read_answers

        raw = add_answers(raw, read_answers(asked.answers))
    folder = folder_of(asked.out, spec, several)
    place = folder / RESULT
    kept = keep_earlier(folder, raw)
    write_result(raw, place)
    result = as_result(raw)
    spoken = state.language or spec.language or language()
    other = [name for name in asked.formats if name != "json"]
    files = [place, *write_report(result, folder, other, spoken)]
    return Audited(result, folder, files, kept)


def _overview(state: State, done: Sequence[Audited], out: Path | None) -> Path:
    """The page over all clients: beside their folders, in a folder of its own without --out."""
    from auditor.cli.paths import report_folder
    from reports.write import write_overview

    today = date.today()  # noqa: DTZ011 - the user's own day
    folder = report_folder(out, f"audits-{today:%Y-%m-%d}")
    entries = [(one.result, _address(one.folder / "index.html", folder)) for one in done]
    return write_overview(entries, folder, state.language or language())


def _address(page: Path, folder: Path) -> str:
    """A page as a link from a folder, whatever its name holds."""
    return quote(Path(os.path.relpath(page, folder)).as_posix())


def _matched(done: Sequence[Audited], codes: frozenset[str]) -> list[Exit]:
    """Whether a verdict that is sure, its finer name, or a flag of a client's account is among the
    codes: what a page only leans to raises no alarm."""
    found = {
        code
        for audited in done
        for subject in audited.result.subjects
        if subject.role == "client"
        for account in audited.result.accounts
        if account.subject == subject.name
        for code in (
            *(() if account.verdict.leans else (account.verdict.code, account.verdict.sub_label)),
            *(flag.code for flag in account.flags),
        )
    }  # fmt: skip
    return [Exit.FAIL_ON] if codes & found else []


def show_done(carried: Carried) -> None:
    """Print how each account was judged, what it cost, and where the reports are."""
    from auditor.cli.outcome import show_outcome
    from auditor.cli.reading import tell_calls

    if carried.read is not None:
        tell_calls(carried.read)
    for audited in carried.done:
        show_outcome(audited.result)
        echo(_("Report: {path}").format(path=audited.folder / "index.html"))
        if audited.kept is not None:
            echo(_("The result that stood there was kept: {path}").format(path=audited.kept))


def _show_json(carried: Carried, status: Exit, overview: Path | None) -> None:
    from auditor.cli.outcome import as_data
    from auditor.cli.output import show_json
    from auditor.cli.reading import calls_as_data

    show_json(
        {
            "exit_status": int(status),
            "overview": None if overview is None else str(overview),
            "audits": [
                {
                    "client": audited.result.client.name,
                    "folder": str(audited.folder),
                    "files": [str(path) for path in audited.files],
                    "accounts": as_data(audited.result),
                }
                for audited in carried.done
            ],
            "unread": [problem.as_data() for problem in carried.problems],
            "calls": [] if carried.read is None else calls_as_data(carried.read),
        }
    )


def open_first(done: Sequence[Audited], overview: Path | None = None) -> None:
    """Open the page of the audit; of several, the page over all of them."""
    from auditor.cli.browser import open_page

    open_page([overview] if overview is not None else done[0].files)
