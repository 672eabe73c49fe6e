"""Reads a client file: whole, with every mistake listed at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from auditor.core.client_file.as_written import decoded, parsed
from auditor.core.client_file.problems import MOST_PROBLEMS, ClientFileError, problem
from auditor.core.client_file.sections import (
    Accounts,
    Basis,
    ClientFile,
    ConsultantFile,
    ConsultantSection,
    TeamMemberSection,
)
from auditor.core.consultant import Consultant
from auditor.core.errors import InputError
from auditor.core.files import regular_bytes
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.spec import Assigned, AuditSpec, Role, SubjectSpec, TeamMember

# Of a client file, in bytes: some ten thousand accounts [D].
_LARGEST = 2_000_000
# The parser's time grows with the square of a dotted key's parts.
_PART_OF_A_KEY = r"""(?:[\w-]+|"[^"\n]{0,999}"|'[^'\n]{0,999}')"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_PART_OF_A_KEY}[ \t]*\.[ \t]*){{50}}")


def read_client(path: Path, today: date | None = None) -> AuditSpec:
    """The audit that a client file asks for.

    ``today`` is the day on which a person's basis must still hold (default: not checked).

    Raises:
        InputError: the file cannot be read or is no TOML.
        ClientFileError: it has mistakes; all are listed.
    """
    data = _load(path)
    problems = _without_basis(data)
    try:
        content = ClientFile.model_validate(data)
    except ValidationError as error:
        count = error.error_count() + len(problems)
        raise ClientFileError(path, [*_mistakes(error), *problems], count) from error
    problems += [*_twice(content), *_basis_dates(content, today)]
    if problems:
        raise ClientFileError(path, problems)
    return _spec(content, path.parent)


def read_consultant(path: Path) -> Consultant:
    """Who hands reports over: the ``[consultant]`` of a file of its own or of a client's.

    Raises:
        InputError: the file cannot be read or is no TOML.
        ClientFileError: it has no such section, or mistakes in it; all are listed.
    """
    try:
        content = ConsultantFile.model_validate(_load(path))
    except ValidationError as error:
        raise ClientFileError(path, _mistakes(error), error.error_count()) from error
    return _consultant(content.consultant, path.parent)


def _mistakes(error: ValidationError) -> list[Message]:
    """The first mistakes that pydantic saw, in words."""
    return [problem(item) for item in error.errors()[:MOST_PROBLEMS]]


def is_consultant_file(path: Path) -> bool:
    """Whether a file has a consultant and no client; what cannot be read is neither."""
    if not path.is_file():
        return False
    try:
        data = _load(path)
    except InputError:
        return False
    return "consultant" in data and "client" not in data


def _consultant(section: ConsultantSection, folder: Path) -> Consultant:
    return Consultant(
        name=section.name,
        logo=_beside(folder, section.logo),
        colour=section.colour,
        contact=tuple(section.contact),
        footer=section.footer,
        confidential=section.confidential,
        tone=section.words,
        verdicts=dict(section.verdicts),
        hide=tuple(dict.fromkeys(section.hide)),
        order=tuple(dict.fromkeys(section.order)),
        slides=_beside(folder, section.slides),
    )


def _beside(folder: Path, name: str | None) -> Path | None:
    return None if name is None else folder / Path(name).expanduser()


def _load(path: Path) -> dict[str, Any]:
    try:
        text = decoded(regular_bytes(path, _LARGEST))
        if _LONG_KEY.search(text):
            raise RecursionError
        return parsed(text)
    except OSError as error:
        raise InputError(
            msg("{file} cannot be opened: {what}.", file=str(path), what=error.strerror or ""),
            msg("Check the path of the client file."),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            msg("{file} is no plain text.", file=str(path)),
            msg("Save it again as plain text with the encoding UTF-8."),
        ) from error
    except RecursionError as error:
        raise InputError(
            msg("{file} is nested too deeply.", file=str(path)),
            msg("Compare it with the example in docs/client-file.md."),
        ) from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise InputError(
            msg(
                "{file}, line {n}: that is not understood.",
                file=str(path),
                n=int(line[1]) if line else len(text.splitlines()),
            ),
            msg(
                'A line is written name = "text", each text between straight quotes, each list '
                "between [ and ]. docs/client-file.md has an example.",
            ),
        ) from error
    except ValueError as error:
        raise InputError(
            msg("{file} has a number that is too long.", file=str(path)),
            msg("Compare it with the example in docs/client-file.md."),
        ) from error


def _spec(content: ClientFile, folder: Path) -> AuditSpec:
    client = content.client
    rivals = [_subject(rival, "company", "competitor") for rival in content.competitors]
    return AuditSpec(
        subjects=(replace(_subject(client, client.kind, "client"), words=client.words), *rivals),
        language=client.language,
        timezone=client.timezone,
        industry=client.industry,
        region=client.region,
        cohort=client.cohort,
        basis=client.basis,
        basis_date=client.basis_date,
        basis_until=client.until,
        team=tuple(_member(member) for member in content.team),
        plan=tuple(
            Assigned(entry.action, entry.who, entry.by, entry.done) for entry in content.plan
        ),
        not_used=("people",) if content.people else (),
        consultant=None if content.consultant is None else _consultant(content.consultant, folder),
    )


def _subject(part: Accounts, kind: Literal["company", "professional"], role: Role) -> SubjectSpec:
    return SubjectSpec(
        name=part.name,
        kind=kind,
        role=role,
        accounts=tuple(dict.fromkeys(part.accounts)),
        domains=tuple(dict.fromkeys(part.domains)),
        not_domains=tuple(dict.fromkeys(part.not_domains)),
        brands=tuple(dict.fromkeys(part.brands)),
        followers=dict(part.followers),
    )


def _member(part: TeamMemberSection) -> TeamMember:
    return TeamMember(
        part.name,
        tuple(dict.fromkeys(part.accounts)),
        part.role,
        part.basis,
        part.basis_date,
        part.until,
    )


def _twice(content: ClientFile) -> list[Message]:
    """An account belongs to one subject only, and a name: two would both be credited with it."""
    owners: dict[AccountRef, str] = {}
    names = [part.name for part in (content.client, *content.competitors)]
    problems = [
        msg("two of them are called {name}: tell them apart", name=name)
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    actions = [entry.action for entry in content.plan]
    problems += [
        msg("plan: {action} stands there twice", action=action)
        for action in dict.fromkeys(actions)
        if actions.count(action) > 1
    ]
    for part in (content.client, *content.competitors):
        for ref in dict.fromkeys(part.accounts):
            if ref in owners:
                problems.append(
                    msg(
                        "{account} stands under {first} and under {second}",
                        account=str(ref),
                        first=owners[ref],
                        second=part.name,
                    )
                )
            owners.setdefault(ref, part.name)
    return problems


def _without_basis(data: Mapping[str, Any]) -> list[Message]:
    """People who are named without the ground on which their accounts may be read."""
    client = data.get("client")
    people: list[tuple[str, Any]] = []
    if isinstance(client, dict) and client.get("kind") == "professional":
        people.append(("client", client))
    for section in ("team", "people"):
        entries = data.get(section)
        for number, entry in enumerate(entries if isinstance(entries, list) else [], 1):
            people.append((f"{section}[{number}]", entry))
    problems = [(key, _lacks(entry)) for key, entry in people if isinstance(entry, dict)]
    return [msg("{place}: {what}", place=key, what=what) for key, what in problems if what]


def _lacks(entry: Mapping[str, Any]) -> Message | None:
    if "basis" not in entry:
        return msg(
            'a person is read only with a basis: add basis = "self" or "consent", '
            "and its basis_date"
        )
    if "basis_date" not in entry:
        return msg("basis_date is missing: the day on which the basis was given")
    return None


def _basis_dates(content: ClientFile, today: date | None) -> list[Message]:
    people: list[tuple[str, Basis]] = [(content.client.name, content.client)]
    people += [(person.name, person) for person in (*content.team, *content.people)]
    problems = []
    for name, part in people:
        if part.basis_date and part.basis_until and part.basis_until < part.basis_date:
            problems.append(msg("{name}: basis_until is before basis_date", name=name))
        elif today and part.basis_date and part.basis_date > today + timedelta(days=1):
            problems.append(msg("{name}: basis_date lies in the future", name=name))
        elif today and part.until and part.until < today:
            problems.append(
                msg(
                    "the basis of {name} ended on {day}: ask again, then change basis_date",
                    name=name,
                    day=part.until,
                )
            )
    return problems
