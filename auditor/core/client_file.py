"""The client file: whose accounts are audited, written in TOML, checked whole.

Every mistake is listed at once; an unknown key is refused with the nearest known one, so that a
typing error never passes for a choice.
"""

from __future__ import annotations

import difflib
import tomllib
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from auditor.core.client_values import Brand, Day, Domain, Followers, Name, ProblemError, Ref, Zone
from auditor.core.errors import InputError
from auditor.core.messages import Message, msg, msgn
from auditor.core.model import AccountRef
from auditor.core.spec import ActionName, Assigned, AuditSpec, Role, SubjectSpec, TeamMember, Tone

BASIS_MONTHS = 24


class ClientFileError(InputError):
    """A client file with mistakes; ``problems`` lists all of them, each with its place."""

    def __init__(self, path: Path, problems: Sequence[Message]) -> None:
        super().__init__(
            msgn(
                "{file} has {n} mistake.", "{file} has {n} mistakes.", len(problems), file=str(path)
            ),
            msg("Correct what is listed, or see docs/client-file.md for a complete example."),
        )
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([str(self.message), *(f"- {problem}" for problem in self.problems)])


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Basis(_Part):
    """On what ground a person's accounts are read."""

    basis: Literal["self", "consent"] | None = None
    basis_date: Day | None = None
    basis_until: Day | None = None
    note: Name | None = None

    @property
    def until(self) -> date | None:
        """The last day of the basis: as stated, else 24 months after its date."""
        if self.basis_until or not self.basis_date:
            return self.basis_until
        return _months_later(self.basis_date, BASIS_MONTHS)


class _Accounts(_Part):
    name: Name
    accounts: list[Ref] = []
    domains: list[Domain] = []
    not_domains: list[Domain] = []
    brands: list[Brand] = []
    followers: dict[Ref, Followers] = {}

    @model_validator(mode="after")
    def _followers_of_own_accounts(self) -> _Accounts:
        strange = [str(ref) for ref in self.followers if ref not in self.accounts]
        if strange:
            raise ProblemError(
                msg(
                    "followers names {account}, which is not among the accounts here",
                    account=strange[0],
                )
            )
        return self


class _Competitor(_Accounts):
    accounts: list[Ref] = Field(min_length=1)


class _Client(_Accounts, _Basis):
    accounts: list[Ref] = Field(min_length=1)
    kind: Literal["company", "professional"] = "company"
    words: Tone | None = None
    language: Literal["it", "en"] | None = None
    timezone: Zone = "UTC"
    industry: Name | None = None
    region: Name | None = None
    cohort: Name | None = None


class _Person(_Basis):
    name: Name
    accounts: list[Ref] = Field(min_length=1)


class _TeamMember(_Person):
    role: Name | None = None


class _Assigned(_Part):
    """Who does an action of the report's plan, by when, and whether it is done."""

    action: ActionName
    who: Name | None = None
    by: Day | None = None
    done: Day | None = None


class ClientFile(_Part):
    """The whole file, as written."""

    client: _Client
    competitors: list[_Competitor] = []
    team: list[_TeamMember] = []
    people: list[_Person] = []
    plan: list[_Assigned] = []


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
        mistakes = [_problem(item) for item in error.errors()]
        raise ClientFileError(path, [*mistakes, *problems]) from error
    problems += [*_twice(content), *_basis_dates(content, today)]
    if problems:
        raise ClientFileError(path, problems)
    return _spec(content)


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(
            msg("{file} cannot be opened: {what}.", file=str(path), what=error.strerror or ""),
            msg("Check the path of the client file."),
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            msg("{file} is not plain text in UTF-8.", file=str(path)),
            msg("Save it again as plain text with the encoding UTF-8."),
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            msg("{file} is not written as TOML: {what}.", file=str(path), what=str(error)),
            msg("Compare that line with the example in docs/client-file.md."),
        ) from error


def _spec(content: ClientFile) -> AuditSpec:
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
    )


def _subject(part: _Accounts, kind: Literal["company", "professional"], role: Role) -> SubjectSpec:
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


def _member(part: _TeamMember) -> TeamMember:
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
    people: list[tuple[str, _Basis]] = [(content.client.name, content.client)]
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
                    day=part.until.isoformat(),
                )
            )
    return problems


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _key_path(loc: Sequence[str | int]) -> str:
    """``("competitors", 1, "name")`` -> ``competitors[2].name``: counted from one, as people do."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif part != "[key]":
            text += f".{part}" if text else part
    return text


def _known_keys(loc: Sequence[str | int]) -> list[str]:
    """The keys that are known where an unknown one stands."""
    parts: dict[str, type[BaseModel]] = {
        "client": _Client,
        "competitors": _Competitor,
        "team": _TeamMember,
        "people": _Person,
        "plan": _Assigned,
    }
    model = ClientFile if len(loc) == 1 else parts.get(str(loc[0]), ClientFile)
    return list(model.model_fields)


def _unknown_key(loc: Sequence[str | int]) -> Message:
    keys = _known_keys(loc)
    near = difflib.get_close_matches(str(loc[-1]).lower(), keys, n=1, cutoff=0.5)
    if near:
        return msg("unknown key; did you mean '{near}'?", near=near[0])
    return msg("unknown key; known here: {known}", known=", ".join(keys))


_WORDS: dict[str, Callable[[Mapping[str, Any]], Message]] = {
    "missing": lambda _ctx: msg("is missing"),
    "string_type": lambda _ctx: msg("must be a text between quotes"),
    "string_too_short": lambda _ctx: msg("is empty"),
    "too_short": lambda _ctx: msg("needs at least one entry"),
    "list_type": lambda _ctx: msg('must be a list, such as ["one", "two"]'),
    "dict_type": lambda _ctx: msg("must be a table: {{ ... = ... }}"),
    "model_type": lambda _ctx: msg("must be a section with its own lines"),
    "literal_error": lambda ctx: msg(
        "must be {allowed}", allowed=str(ctx.get("expected", "")).replace(" or ", " / ")
    ),
}


def _problem(item: Mapping[str, Any]) -> Message:
    """A finding of pydantic in the words of this program, with its place."""
    loc: Sequence[str | int] = item["loc"]
    context: Mapping[str, Any] = item.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, ProblemError):
        what = cause.message
    elif item["type"] == "extra_forbidden":
        what = _unknown_key(loc)
    elif item["type"] in _WORDS:
        what = _WORDS[item["type"]](context)
    else:
        what = msg("is not allowed here ({what})", what=item["msg"])
    return msg("{place}: {what}", place=_key_path(loc) or "-", what=what)
