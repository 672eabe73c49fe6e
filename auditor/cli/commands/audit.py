"""``auditor audit``: judge accounts and write the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.app.support.report_folders import check_folders
from auditor.cli import framework
from auditor.cli.exit import Exit, worst_status
from auditor.cli.framework import (
    Example,
    State,
    answers_option,
    brand_option,
    clients_option,
    history_option,
    json_option,
    max_spend_option,
    note_option,
    open_option,
    option,
    previous_option,
    quiet_option,
    refs_argument,
    report_out_option,
)
from auditor.cli.key_files import tell_exposed
from auditor.cli.options_days import in_iso
from auditor.cli.options_formats import formats_option, read_codes, read_formats
from auditor.cli.ui.audit_outcome import show_done
from auditor.cli.ui.i18n import _, language
from auditor.cli.ui.output import echo
from auditor.core import labels
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.app.audit import AuditDone, AuditOutcome

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


@framework.command(
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
@option(
    "--as-of",
    metavar="DATE",
    callback=in_iso,
    words=msg("Judge as of the end of this day (default: now)."),
)
@history_option
@option(
    "--offline",
    is_flag=True,
    words=msg("Ask no network; without --as-of, judge as of the end of what the store holds."),
)
@report_out_option
@formats_option("html,json")
@option(
    "--fail-on",
    metavar="CODE,...",
    words=msg("End with status 5 when an account of the client surely gets one of these verdicts."),
)
@max_spend_option
@previous_option
@answers_option
@brand_option
@note_option
@open_option
@quiet_option
@json_option
@click.pass_obj
def command(
    state: State,
    /,
    refs: tuple[str, ...],
    clients: tuple[str, ...],
    formats: str,
    fail_on: str | None,
    show: bool,
    quiet: bool,
    as_json: bool,
    as_of: str | None,
    history_days: int,
    offline: bool,
    out: Path | None,
    previous: Path | None,
    answers: Path | None,
    brand: Path | None,
    note: Path | None,
    max_spend: float | None,
) -> int:
    """Collect unless offline, audit each client, report."""
    from auditor.app.audit import (
        AuditRequest,
        carry_out,
        check_additions,
        specs_for,
        write_overview_of,
    )
    from auditor.app.support.selection import accounts_of, are_several
    from auditor.cli.reading import status_of

    report_forms = list(dict.fromkeys(["html", "json", *read_formats(formats)]))
    codes = read_codes(fail_on)
    request = AuditRequest(
        now=datetime.now(UTC),
        spoken=language(),
        as_of=as_of,
        history_days=history_days,
        offline=offline,
        out=out,
        formats=report_forms,
        language=state.language,
        previous=previous,
        answers=answers,
        max_spend=max_spend,
        brand=brand,
        note=note,
        by_client=are_several(clients),
    )
    work = state.workplace(silent=quiet or as_json)
    specs = specs_for(work, refs, clients, request)
    if not specs:
        return Exit.SOME_FAILED
    check_folders(request.out, specs)
    check_additions(request, len(specs))
    for name in dict.fromkeys(name for spec in specs for name in spec.not_used):
        work.observer.note(labels.QUALITY[f"unused_{name}"])
    if not request.offline:
        tell_exposed(state.place)
    with state.open_store() as store:
        carried = carry_out(work, store, specs, request)
    done, problems = carried.done, carried.problems
    unread = status_of(problems, accounts_of(specs))
    lost = [Exit.SOME_FAILED] if carried.failed or state.left_out else []
    status = worst_status([*_matched(done, codes), unread, *lost])
    several = request.by_client or len(specs) > 1
    overview = write_overview_of(request, carried) if done and several else None
    if as_json:
        _show_json(carried, status, overview)
    elif not quiet:
        show_done(carried)
        if overview is not None:
            echo(_("All clients: {path}").format(path=overview))
    if show and done:
        open_first(done, overview)
    return status


def _matched(done: Sequence[AuditDone], codes: frozenset[str]) -> list[Exit]:
    """Whether a verdict that is sure, its finer name, or a flag of a client's account is among the
    codes: what a page only leans to raises no alarm."""
    codes_present = {
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
    }
    return [Exit.FAIL_ON] if codes & codes_present else []


def _show_json(carried: AuditOutcome, status: Exit, overview: Path | None) -> None:
    from auditor.cli.reading import calls_as_data, problem_as_data
    from auditor.cli.ui.output import show_json
    from auditor.cli.ui.verdict_table import as_data

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
            "unread": [problem_as_data(problem) for problem in carried.problems],
            "calls": [] if carried.read is None else calls_as_data(carried.read),
        }
    )


def open_first(done: Sequence[AuditDone], overview: Path | None = None) -> None:
    """Open the page of the audit; of several, the page over all of them."""
    from auditor.cli.ui.browser import open_page

    open_page([overview] if overview is not None else done[0].files)
