"""Whose accounts a command is about: references, client files and folders of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from auditor.app.workplace import Workplace
from auditor.core.consultant import Consultant
from auditor.core.errors import UsageError
from auditor.core.files import real_path
from auditor.core.messages import msg
from auditor.core.model import AccountRef
from auditor.core.networks import TITLES
from auditor.core.refs import parse_ref
from auditor.core.spec import AuditSpec, SubjectSpec

_NAMED = 3


def choose_audits(
    work: Workplace, refs: Sequence[str], clients: Sequence[str], now: datetime
) -> list[AuditSpec]:
    """The audits asked for: one a client file, or one of all references.

    References beside a single client file are read as further accounts of that client. Of several
    client files those with mistakes are left out, and the observer hears of each.

    Args:
        work: the settings, the place of the store and the observer of this call.
        refs: addresses, handles or ``network:name``.
        clients: paths of client files or their folders.
        now: the moment of the call, aware; by its day here a stated basis holds or has ended.

    Raises:
        UsageError: nothing is named, an address is none, or a client file has mistakes.
    """
    accounts = parse_refs(refs)
    client_files = [file for client in clients for file in _client_files(Path(client))]
    files = list({real_path(file): file for file in client_files}.values())
    if not files and not accounts:
        raise UsageError(
            msg("No account is named."),
            msg("Write the address of a page, or --client FILE."),
        )
    if not files:
        return [spec_of(accounts, work.settings.timezone)]
    specs = _read_all(work, files, now.astimezone().date())
    if accounts and len(specs) > 1:
        raise UsageError(
            msg("Addresses and several client files were given."),
            msg("Write the addresses into the client file that they belong to."),
        )
    return [_with_accounts(specs[0], accounts), *specs[1:]]


def are_several(clients: Sequence[str]) -> bool:
    """Whether client files and folders stand for more than one client, good or not."""
    return sum(len(_client_files(Path(client))) for client in clients) > 1


def parse_refs(texts: Sequence[str]) -> list[AccountRef]:
    """Each account once, in the order given. Raises UsageError at the first that is none."""
    return list(dict.fromkeys(parse_ref(text) for text in texts))


def accounts_of(specs: Sequence[AuditSpec]) -> list[AccountRef]:
    """The accounts of all audits, each once."""
    return list(dict.fromkeys(ref for spec in specs for ref in spec.accounts))


def _read_all(work: Workplace, files: Sequence[Path], today: date) -> list[AuditSpec]:
    beside = {folder: _consultant_beside(folder) for folder in {file.parent for file in files}}
    specs: list[AuditSpec] = []
    for number, file in enumerate(files):
        try:
            specs.append(_read_file(file, today, beside[file.parent]))
        except UsageError as error:
            if not specs and number + 1 == len(files):
                raise
            work.observer.refused(error)
    return specs


def _read_file(file: Path, today: date, beside: Consultant | None) -> AuditSpec:
    from auditor.core.client_file import read_client  # brings pydantic

    spec = read_client(file, today=today)
    consultant = spec.consultant or beside
    return replace(spec if consultant is None else of_consultant(spec, consultant), file=file)


def of_consultant(spec: AuditSpec, consultant: Consultant) -> AuditSpec:
    """An audit that a consultant hands over; her tone is that of a client who has none."""
    client = spec.client
    toned = replace(client, words=client.words or consultant.tone)
    return replace(spec, consultant=consultant, subjects=(toned, *spec.subjects[1:]))


def _consultant_beside(folder: Path) -> Consultant | None:
    """The consultant whose file lies beside the clients' files.

    Raises:
        UsageError: there are two, or it has mistakes.
    """
    from auditor.core.client_file import is_consultant_file, read_consultant

    files = [path for path in sorted(folder.glob("*.toml")) if is_consultant_file(path)]
    if len(files) > 1:
        first, second = map(str, files[:2])
        raise UsageError(
            msg("Two files name a consultant: {first} and {second}.", first=first, second=second),
            msg("Leave one of them there, or say which with --brand."),
        )
    return read_consultant(files[0]) if files else None


def _client_files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    from auditor.core.client_file import is_consultant_file

    files = [
        file
        for file in sorted(path.glob("*.toml"))
        if file.is_file() and not is_consultant_file(file)
    ]
    if not files:
        raise UsageError(
            msg("{folder} holds no client file.", folder=str(path)),
            msg("Client files end in .toml; docs/client-file.md shows one."),
        )
    return files


def spec_of(accounts: Sequence[AccountRef], timezone: str) -> AuditSpec:
    """The audit of accounts that belong to nobody known: their handles name them."""
    subject = SubjectSpec(
        name=_name_of(accounts), kind="company", role="client", accounts=tuple(accounts)
    )
    return AuditSpec(subjects=(subject,), timezone=timezone)


def _name_of(accounts: Sequence[AccountRef]) -> str:
    """Accounts named on the command line belong to nobody known: their handles name them."""
    handles = list(dict.fromkeys(_short(ref) for ref in accounts))
    left = len(handles) - _NAMED
    return ", ".join(handles[:_NAMED]) + (f" +{left}" if left > 0 else "")


def _short(ref: AccountRef) -> str:
    if ref.platform == "site":
        return ref.handle.partition("://")[2]
    if ref.platform == "google":  # a number names nobody
        return f"{TITLES[ref.platform]} {ref.handle}"
    return ref.handle.rpartition("/")[2].lstrip("@")


def _with_accounts(spec: AuditSpec, accounts: Sequence[AccountRef]) -> AuditSpec:
    present = set(spec.accounts)
    client = spec.client
    new_refs = tuple(ref for ref in accounts if ref not in present)
    return replace(
        spec,
        subjects=(replace(client, accounts=(*client.accounts, *new_refs)), *spec.subjects[1:]),
    )
