"""A client file as answers to a few questions, written and changed with its comments kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.client_file import is_consultant_file, read_client
from auditor.core.client_file.as_written import decoded
from auditor.core.errors import UsageError
from auditor.core.files import regular_bytes, write_text
from auditor.core.messages import msg
from auditor.core.model import AccountRef

if TYPE_CHECKING:
    from auditor.app.support.client_document import ClientDocument

_LARGEST = 2_000_000
_LONGEST_NAME = 60


@dataclass(frozen=True)
class Rival:
    """A competitor: a name and pages."""

    name: str
    accounts: tuple[AccountRef, ...]


@dataclass(frozen=True)
class Colleague:
    """Somebody who acts for the client, with the day on which she agreed."""

    name: str
    accounts: tuple[AccountRef, ...]
    agreed: date


@dataclass(frozen=True)
class ClientForm:
    """What is asked of a client. ``followers`` are whole numbers by account."""

    name: str = ""
    accounts: tuple[AccountRef, ...] = ()
    domains: tuple[str, ...] = ()
    followers: Mapping[AccountRef, int] = field(default_factory=dict)
    competitors: tuple[Rival, ...] = ()
    team: tuple[Colleague, ...] = ()
    language: str = "en"
    timezone: str = "UTC"
    consultant: str = ""


def read_form(path: Path) -> ClientForm:
    """The answers that a client file holds.

    Raises:
        InputError: it cannot be read, or has mistakes.
    """
    spec = read_client(path)
    client, *rivals = spec.subjects
    return ClientForm(
        name=client.name,
        accounts=client.accounts,
        domains=client.domains,
        followers=dict(client.followers),
        competitors=tuple(Rival(rival.name, rival.accounts) for rival in rivals),
        team=tuple(
            Colleague(member.name, member.accounts, member.basis_date)
            for member in spec.team
            if member.basis_date is not None
        ),
        language=spec.language or "en",
        timezone=spec.timezone,
        consultant=spec.consultant.name if spec.consultant is not None else "",
    )


def file_for(name: str, folder: Path) -> Path:
    """Where a new client's file goes: ``Caffè Esempio S.r.l.`` to ``caffe-esempio-s-r-l.toml``.

    Raises:
        UsageError: that file is there already.
    """
    path = folder / f"{_stem(name)}.toml"
    refuse_present(path)
    return path


def free_file_for(name: str, folder: Path) -> Path:
    """The same with a number behind it, where the name is taken."""
    stem = _stem(name)
    names = (f"{stem}.toml", *(f"{stem}-{number}.toml" for number in range(2, 100)))
    return next((path for each in names if not (path := folder / each).exists()), folder / names[0])


def _stem(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:_LONGEST_NAME] or "client"


def refuse_present(path: Path) -> None:
    """Refuse to write a new client over a file that is there."""
    if path.exists():
        raise UsageError(
            msg("{file} is there already.", file=str(path)),
            msg("To change it: auditor client edit {file}", file=str(path)),
        )


def write_new(path: Path, form: ClientForm) -> Path:
    """Write a client's file, its keys in the language of its reports.

    Raises:
        OSError: it cannot be written.
    """
    from auditor.app.support.client_document import ClientDocument

    document = ClientDocument("", is_italian=form.language == "it")
    for name in ("name", "language", "timezone"):
        document.set("client", name, getattr(form, name))
    return _write(path, document, ClientForm(language=form.language, timezone=form.timezone), form)


def write_changes(path: Path, before: ClientForm, after: ClientForm) -> Path:
    """Write what was changed into a client's file; all else in it stays as it stands.

    Args:
        path: the file.
        before: its answers as they were read.
        after: the answers now.

    Raises:
        OSError: it cannot be written.
    """
    from auditor.app.support.client_document import ClientDocument

    document = ClientDocument(decoded(regular_bytes(path, _LARGEST)))
    return _write(path, document, before, after)


def _write(path: Path, document: ClientDocument, before: ClientForm, after: ClientForm) -> Path:
    values: dict[str, object] = {
        "name": after.name,
        "language": after.language,
        "timezone": after.timezone,
        "accounts": list(map(str, after.accounts)),
        "domains": list(after.domains),
        "followers": {str(ref): count for ref, count in after.followers.items()},
    }
    for name, value in values.items():
        if getattr(before, name) != getattr(after, name):
            document.set("client", name, value)
    if not after.consultant:
        document.remove("consultant")
    elif after.consultant != before.consultant:
        document.set("consultant", "name", after.consultant)
    rivals = {rival.name: rival for rival in after.competitors}
    if before.competitors != after.competitors:
        kept = {rival.name for rival in before.competitors if rivals.get(rival.name) == rival}
        document.replace("competitors", kept, [_rival(rivals[n]) for n in rivals if n not in kept])
    team = {member.name: member for member in after.team}
    if before.team != after.team:
        kept = {member.name for member in before.team if team.get(member.name) == member}
        document.replace("team", kept, [_colleague(team[n]) for n in team if n not in kept])
    return write_text(path, document.text())


def _rival(rival: Rival) -> dict[str, object]:
    return {"name": rival.name, "accounts": list(map(str, rival.accounts))}


def _colleague(member: Colleague) -> dict[str, object]:
    accounts = list(map(str, member.accounts))
    basis = {"basis": "consent", "basis_date": member.agreed}
    return {"name": member.name, "accounts": accounts, **basis}


def client_files(folder: Path) -> list[Path]:
    """The client files of a folder, or the one that is named; files of consultants are none.

    Raises:
        UsageError: there is no such folder.
    """
    if not folder.exists():
        raise UsageError(
            msg("{file} does not exist.", file=str(folder)), msg("Check the name and the folder.")
        )
    files = [folder] if folder.is_file() else sorted(folder.glob("*.toml"))
    return [file for file in files if not is_consultant_file(file)]
