"""Judges accounts and writes their reports: read, judge, write, a client at a time."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from auditor.app.collect import can_be_asked, history, read_all, tell_report
from auditor.app.support.as_of import read_as_of
from auditor.app.support.hand_over import face_and_words, words_beside
from auditor.app.support.output_paths import report_folder
from auditor.app.support.problems import Problem, without_data
from auditor.app.support.report_folders import (
    RESULT,
    earlier_scores,
    folder_of,
    folders_before,
    keep_earlier,
    result_in,
)
from auditor.app.support.selection import accounts_of, choose_audits, of_consultant
from auditor.app.workplace import Workplace
from auditor.core.errors import ResultError, UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.spec import AuditSpec

if TYPE_CHECKING:
    from auditor.result.raw import RawResult
    from auditor.result.schema import Result
    from auditor.store import Store
    from connectors.collecting.collect import CollectReport
    from reports.brand import Brand


@dataclass(frozen=True)
class AuditRequest:
    """What is asked of an audit.

    Args:
        now: the moment of the audit, aware; the report's folder is named after its day.
        as_of: the day or time to judge as of, as somebody writes it; ``None`` is now, or offline
            the end of what the store holds.
        history_days: how many days back to read.
        offline: ask no network.
        out: where to write; ``None`` for a new folder in the working folder.
        formats: what to write, ``html`` and ``json`` among them.
        language: of the reports; ``None`` leaves it to the client file, then to ``spoken``.
        spoken: the language of whoever asks.
        previous: an earlier result, or its folder, to show what has changed.
        answers: a file of the questionnaire, to be put beside the result.
        max_spend: US dollars that a reading may cost at most.
        brand: a file with the ``[consultant]`` of all reports, before that of a client file.
        note: a Markdown file of her own words; ``None`` for the one beside the client file.
        by_client: each report has a folder of its own, also where one client is left of several.
    """

    now: datetime
    spoken: str
    as_of: str | None = None
    history_days: int = 365
    offline: bool = False
    out: Path | None = None
    formats: Sequence[str] = ("html", "json")
    language: str | None = None
    previous: Path | None = None
    answers: Path | None = None
    max_spend: float | None = None
    brand: Path | None = None
    note: Path | None = None
    by_client: bool = False


@dataclass(frozen=True)
class AuditDone:
    """One audit that was done: its result, the folder of the report, the files written, whose face
    they bear, and where the result that stood there before was kept."""

    result: Result
    folder: Path
    files: Sequence[Path]
    brand: Brand
    kept: Path | None = None


@dataclass(frozen=True)
class AuditOutcome:
    """What came of an audit; ``read`` is ``None`` where no network was asked, ``failed`` are the
    clients whose report could not be made, ``unknown`` those of which the store holds nothing, each
    with why."""

    done: Sequence[AuditDone]
    problems: Sequence[Problem]
    read: CollectReport | None
    failed: Sequence[str] = ()
    unknown: Sequence[tuple[str, Sequence[Message]]] = ()


def specs_for(
    work: Workplace, refs: Sequence[str], clients: Sequence[str], request: AuditRequest
) -> list[AuditSpec]:
    """What to audit; the address of a firm's site stands for the pages that it names.

    Args:
        work: the settings, the place of the store and the observer of this call.
        refs: addresses, handles or ``network:name``.
        clients: paths of client files or their folders.
        request: what was asked for.

    Raises:
        UsageError: nothing is named, an address is none, or a client file has mistakes.
    """
    from auditor.app.find import sites_among, specs_of_sites
    from auditor.core.client_file import read_consultant

    consultant = None if request.brand is None else read_consultant(request.brand)
    if clients or request.offline or not sites_among(refs):
        specs = choose_audits(work, refs, clients, request.now)
    else:
        specs = specs_of_sites(work, refs)
    return specs if consultant is None else [of_consultant(spec, consultant) for spec in specs]


def check_additions(request: AuditRequest, clients: int) -> None:
    """What is put beside one result: of one client, and told to be broken before anything is asked.

    Raises:
        UsageError: there are several clients, or the file of answers or of notes is none.
    """
    single = (
        ("--previous", request.previous),
        ("--answers", request.answers),
        ("--note", request.note),
    )
    for name, file in single:
        if file is not None and clients > 1 and not (name == "--previous" and file.is_dir()):
            raise UsageError(
                msg("{option} is of one client, and there are {n}.", option=name, n=clients),
                msg("Audit that client alone."),
            )
    if request.answers is not None:
        from auditor.selfassessment.answers import read_answers

        read_answers(request.answers)
    if request.note is not None:
        from reports.notes import read_notes

        read_notes(request.note)


def carry_out(
    work: Workplace, store: Store, specs: Sequence[AuditSpec], request: AuditRequest
) -> AuditOutcome:
    """Read, judge and report; the observer hears at once of what could not be read.

    Args:
        work: the settings, the place of the store and the observer of this call.
        store: the open store.
        specs: the audits, one a client.
        request: what was asked for.

    Raises:
        KeyboardInterrupt: what was read is in the store.
        AuditorError: the one client's result or report cannot be made.
    """
    moments = [read_as_of(request.as_of, spec.timezone) for spec in specs]
    refs = accounts_of(specs)
    problems: list[Problem] = []
    report = None
    if not request.offline:
        since = min((moment for moment in moments if moment is not None), default=None)
        window = history(request.history_days, request.now, since)
        report = read_all(work, store, specs, window, request.max_spend)
        problems = tell_report(work, report)
    reported = {problem.account for problem in problems}
    rows = store.find(refs)
    missing = without_data([ref for ref in refs if ref not in rows and ref not in reported])
    for problem in missing:
        work.observer.problem(problem)
    judgeable = [
        (spec, moment)
        for spec, moment in zip(specs, moments, strict=True)
        if _holds_some(spec, rows)
    ]
    several = request.by_client or len(specs) > 1
    done, failed = _judge_each(work, store, judgeable, request, several)
    problems = [*problems, *missing]
    unknown = [
        (spec.client.name, _why_unknown(spec, problems))
        for spec in specs
        if not _holds_some(spec, rows)
    ]
    return AuditOutcome(done, problems, report, failed, unknown)


def _why_unknown(spec: AuditSpec, problems: Sequence[Problem]) -> list[Message]:
    """What was said of the client's own accounts, or that they were never read."""
    own = set(spec.client.accounts)
    told = [
        Message("{account}: {what}", {"account": str(problem.account), "what": problem.message})
        for problem in problems
        if problem.account in own
    ]
    return told or [
        msg("{account}: nothing was read yet.", account=str(ref)) for ref in spec.client.accounts
    ]


def _judge_each(
    work: Workplace,
    store: Store,
    audits: Sequence[tuple[AuditSpec, datetime | None]],
    request: AuditRequest,
    several: bool,
) -> tuple[list[AuditDone], list[str]]:
    """The audits that were done, and the clients of several whose report could not be made."""
    done: list[AuditDone] = []
    failed: list[str] = []
    try:
        for number, (spec, moment) in enumerate(audits):
            work.observer.step(
                msg("Judging {client}", client=spec.client.name), number, len(audits)
            )
            try:
                done.append(_audit(work, store, spec, moment, request, several))
            except Exception as error:
                if len(audits) == 1:
                    raise
                work.observer.failed(spec.client.name, error)
                failed.append(spec.client.name)
    finally:
        work.observer.ended()
    return done, failed


def _holds_some(spec: AuditSpec, rows: Collection[AccountRef]) -> bool:
    return any(ref in rows for ref in spec.accounts)


def _audit(
    work: Workplace,
    store: Store,
    spec: AuditSpec,
    moment: datetime | None,
    request: AuditRequest,
    several: bool,
) -> AuditDone:
    from auditor.result.build import as_result, run_audit, write_result
    from reports.write import write_report

    brand, notes = face_and_words(spec.consultant, request.note, work.observer)
    if request.note is None:
        notes = words_beside(spec, work.observer)
    # Where no network can be asked, the files' own last day is the day of the audit.
    offline = request.offline or not any(can_be_asked(work.settings, ref) for ref in spec.accounts)
    now = request.now.replace(microsecond=0)
    raw = run_audit(store, spec, now, moment, request.history_days, offline)
    previous = _named_previous(request, raw)
    folder = folder_of(request.out, spec, several, request.now.astimezone().date())
    if previous is None:
        previous = _kept_previous(request, spec, raw, folder)
    if previous is not None:
        from auditor.result.previous import add_previous

        raw = add_previous(
            raw, previous, lambda then: run_audit(store, spec, now, then, request.history_days)
        )
    if request.answers is not None:
        from auditor.result.declared import add_answers
        from auditor.selfassessment.answers import read_answers

        raw = add_answers(raw, read_answers(request.answers))
    path = folder / RESULT
    earlier = keep_earlier(folder, raw)
    write_result(raw, path)
    result = as_result(raw)
    language = request.language or spec.language or request.spoken
    formats = [name for name in request.formats if name != "json"]
    files = [path, *write_report(result, folder, formats, language, brand, notes)]
    return AuditDone(result, folder, files, brand, earlier)


def _named_previous(request: AuditRequest, raw: RawResult) -> Result | None:
    """The earlier result that the user names: a file, its folder, or a folder of several."""
    from auditor.app.support.earlier_results import among
    from auditor.result.read import read_result

    named = request.previous
    if named is None:
        return None
    is_folder_of_results = named.is_dir() and not (named / RESULT).is_file()
    return read_result(among(named, raw) if is_folder_of_results else result_in(named))


def _kept_previous(
    request: AuditRequest, spec: AuditSpec, raw: RawResult, folder: Path
) -> Result | None:
    """The newest result that is kept of this client, if there is one that can be read."""
    from auditor.app.support.earlier_results import earlier
    from auditor.result.read import read_result

    folders = [folder] if request.out is not None else [folder, *folders_before(spec, folder)]
    for path in earlier(folders, raw):
        try:
            return read_result(path)
        except ResultError:
            # One that this version cannot read must not cost the new report.
            continue
    return None


def write_overview_of(request: AuditRequest, outcome: AuditOutcome) -> Path:
    """The page over all clients: beside their folders, in a folder of its own without ``out``."""
    from reports.brand import NO_BRAND
    from reports.overview import Entry, Unjudged
    from reports.write import write_overview

    done = outcome.done
    lost = msg("Its report could not be made.")
    unjudged = [
        *(Unjudged(name, tuple(why)) for name, why in outcome.unknown),
        *(Unjudged(name, (lost,)) for name in outcome.failed),
    ]

    folder = report_folder(request.out, f"audits-{request.now.astimezone():%Y-%m-%d}")
    entries = [
        Entry(
            audited.result,
            _address(audited.folder / "index.html", folder),
            tuple(earlier_scores(audited.folder)),
        )
        for audited in done
    ]
    brands = [audited.brand for audited in done]
    shared = brands[0] if all(brand == brands[0] for brand in brands) else NO_BRAND
    spoken = request.language or request.spoken
    return write_overview(entries, folder, spoken, unjudged, shared)


def _address(page: Path, folder: Path) -> str:
    """A page as a link from a folder, whatever its name holds."""
    return quote(Path(os.path.relpath(page, folder)).as_posix())
