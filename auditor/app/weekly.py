"""A week's work for many clients in one call: files imported, networks read, reports written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from auditor.app.audit import AuditOutcome, AuditRequest, carry_out, specs_for, write_overview_of
from auditor.app.imports import ImportRequest, read, write
from auditor.app.support.delivery import Delivered, Summary, deliver, delivery_of
from auditor.app.support.report_folders import check_folders
from auditor.app.workplace import Workplace
from auditor.core.errors import AuditorError, UsageError
from auditor.core.files import real_path
from auditor.core.messages import msg
from auditor.core.plain_text import quoted
from auditor.core.spec import AuditSpec

REPORTS = "reports"
_LOCK = ".auditor-weekly.lock"


@dataclass(frozen=True)
class WeeklyRequest:
    """What is asked of a week's work.

    Args:
        folder: the folder of the client files; beside each ``NAME.toml`` a folder ``NAME`` may hold
            what its networks have exported.
        now: the moment, aware.
        spoken: the language of whoever asks.
        forms: what to write of each client.
        out: where the reports go; ``None`` for ``reports`` in the folder.
        language: of the reports; ``None`` leaves it to the client files.
        offline: ask no network.
        brand: a file with the ``[consultant]`` of all reports.
        max_spend: US dollars that the reading may cost at most.
        notify: send what came of it to where the settings say.
    """

    folder: Path
    now: datetime
    spoken: str
    forms: Sequence[str]
    out: Path | None = None
    language: str | None = None
    offline: bool = False
    brand: Path | None = None
    max_spend: float | None = None
    notify: bool = False


@dataclass(frozen=True)
class Imported:
    """What was imported for one client: its name, how many posts, how many of them were new."""

    client: str
    posts: int
    new_posts: int


@dataclass(frozen=True)
class WeeklyOutcome:
    """What came of a week's work; ``refused`` are the clients of whose files none could be
    read, ``delivered`` what was sent where somebody asked for it."""

    specs: Sequence[AuditSpec]
    imported: Sequence[Imported]
    refused: Sequence[str]
    audit: AuditOutcome
    overview: Path | None
    delivered: Delivered = field(default_factory=Delivered)


def run_week(work: Workplace, request: WeeklyRequest) -> WeeklyOutcome:
    """Import, read, judge and report for every client; one that fails costs only itself.

    Args:
        work: the settings, the place of the store and the observer of this call.
        request: what was asked for.

    Raises:
        UsageError: there is no client, another run is going on, or folders would meet.
    """
    if not request.folder.is_dir():
        raise UsageError(
            msg("{folder} is no folder.", folder=str(request.folder)),
            msg("Name the folder of the client files."),
        )
    delivery = delivery_of(work.settings.delivery) if request.notify else None
    out = request.out or request.folder / REPORTS
    asked = AuditRequest(
        now=request.now,
        spoken=request.spoken,
        offline=request.offline,
        out=out,
        formats=list(dict.fromkeys(["html", "json", *request.forms])),
        language=request.language,
        max_spend=request.max_spend,
        brand=request.brand,
        by_client=True,
    )
    try:
        outcome = _work(work, request, asked, out)
    except AuditorError as error:
        # Whoever waits for a mail would else take no mail for no news.
        if delivery is not None:
            deliver(delivery, _failure(error, request.spoken))
        raise
    if delivery is None:
        return outcome
    summary = _summary(outcome.audit, outcome.refused, request.spoken)
    return replace(outcome, delivered=deliver(delivery, summary))


def _work(work: Workplace, request: WeeklyRequest, asked: AuditRequest, out: Path) -> WeeklyOutcome:
    with _alone(request.folder):
        specs = specs_for(work, (), [str(request.folder)], asked)
        check_folders(out, specs)
        _check_inboxes(specs, out)
        imported, refused = _import_all(work, specs, request.now)
        with work.open_store() as store:
            outcome = carry_out(work, store, specs, asked)
        overview = write_overview_of(asked, outcome) if outcome.done else None
    return WeeklyOutcome(specs, imported, refused, outcome, overview)


def _failure(error: AuditorError, spoken: str) -> Summary:
    """That the week's work could not be done, and why."""
    from reports.language import Language

    voice = Language(spoken)
    lines = [error.message, *([error.advice] if error.advice else [])]
    return Summary(
        voice.text(msg("Social audits of the week: not done")),
        "\n\n".join(voice.text(line) for line in lines) + "\n",
    )


def _summary(outcome: AuditOutcome, refused: Sequence[str], spoken: str) -> Summary:
    """What came of the week, in words, with the reports that are PDFs."""
    from reports.language import Language
    from reports.mail import week_mail
    from reports.page import build_page

    nothing_of = [
        *(msg("{client}: nothing is known yet.", client=name) for name, _ in outcome.unknown),
        *(msg("{client}: the report could not be made.", client=name) for name in outcome.failed),
        *(msg("{client}: none of its files could be read.", client=name) for name in refused),
    ]
    pages = [(build_page(done.result, done.brand), done.folder) for done in outcome.done]
    mail = week_mail(pages, nothing_of, Language(spoken))
    files = {
        f"{done.folder.name}.pdf": path
        for done in outcome.done
        for path in done.files
        if path.name == "report.pdf"
    }
    return Summary(mail.subject, mail.body(), files)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Alone with a folder, whatever other processes do."""
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise UsageError(
            msg("Another run is at work in {folder}.", folder=str(folder)),
            msg("Wait until it has ended, then try again."),
        ) from None
    try:
        yield
    finally:
        lock.release()


def _inbox(spec: AuditSpec) -> Path | None:
    """Where what a client's networks have exported lies ready."""
    return None if spec.file is None else spec.file.with_suffix("")


def _check_inboxes(specs: Sequence[AuditSpec], out: Path) -> None:
    for spec in specs:
        inbox = _inbox(spec)
        if inbox is not None and real_path(inbox) == real_path(out):
            raise UsageError(
                msg(
                    "The folder {folder} is both where {client}'s files lie and where reports go.",
                    folder=str(out),
                    client=spec.client.name,
                ),
                msg("Name another one with --out."),
            )


def _import_all(
    work: Workplace, specs: Sequence[AuditSpec], now: datetime
) -> tuple[list[Imported], list[str]]:
    imported: list[Imported] = []
    refused: list[str] = []
    for spec in specs:
        inbox = _inbox(spec)
        entries = sorted(inbox.iterdir()) if inbox is not None and inbox.is_dir() else []
        entries = [entry for entry in entries if not entry.name.startswith(".")]
        if not entries:
            continue
        written = [_import(work, spec, entry, now) for entry in entries]
        read_ones = [entry for entry in written if entry is not None]
        if read_ones:
            posts, new_posts = (sum(counts) for counts in zip(*read_ones, strict=True))
            imported.append(Imported(spec.client.name, posts, new_posts))
        else:
            refused.append(spec.client.name)
    return imported, refused


def _import(work: Workplace, spec: AuditSpec, entry: Path, now: datetime) -> tuple[int, int] | None:
    """Import a file, an archive or a folder: how many posts and how many new ones; ``None`` where
    it cannot be read, which is told."""
    from connectors.files import make_options
    from connectors.files.options import NeedsAnswer

    own = spec.client.accounts
    # A table that names no page can only mean the one that there is.
    account = [str(own[0])] if len(own) == 1 else []
    options = make_options(account=account, default_timezone=spec.timezone)
    request = ImportRequest([entry], options, now)
    try:
        outcome = write(work, request, read(work, request))
    except AuditorError as error:
        work.observer.note(
            msg(
                "{client}: {file} was left out. {what}",
                client=spec.client.name,
                file=entry.name,
                what=error.message,
            )
        )
        if isinstance(error, NeedsAnswer) and error.advice is not None:
            work.observer.note(
                msg(
                    "Import it once by hand, and what is said is remembered: auditor import "
                    "{path}. {advice}",
                    path=quoted(str(entry)),
                    advice=error.advice,
                )
            )
        return None
    accounts = outcome.written.accounts
    return sum(each.posts for each in accounts), sum(each.new_posts for each in accounts)
