"""What an audit is asked to do: whose accounts, compared with whom, seen from which time zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from auditor.core.consultant import Consultant, Tone
from auditor.core.model import AccountRef

Kind = Literal["company", "professional"]
Role = Literal["client", "competitor"]


@dataclass(frozen=True, slots=True)
class SubjectSpec:
    """A company or a person with its accounts.

    ``domains`` are its own sites (links there are "home"; subdomains and ``www.`` included),
    ``not_domains`` sites that are none of its own although most of its links lead there, ``brands``
    handles of its own brands (naming them is no mention), ``followers`` what a person typed where a
    network does not tell, ``words`` the tone of the verdicts where it was said.
    """

    name: str
    kind: Kind
    role: Role
    accounts: tuple[AccountRef, ...]
    domains: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    followers: Mapping[AccountRef, int] = field(default_factory=dict)
    not_domains: tuple[str, ...] = ()
    words: Tone | None = None

    @property
    def tone(self) -> Tone:
        """As was said; else sharp words for the pages of the firm that asks, neutral for others."""
        if self.role != "client":
            return "neutral"
        return self.words or ("sharp" if self.kind == "company" else "neutral")


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Somebody who acts for the client, with the ground on which that is looked at."""

    name: str
    accounts: tuple[AccountRef, ...]
    role: str | None = None
    basis: str | None = None
    basis_date: date | None = None
    basis_until: date | None = None


def distinct(spec: AuditSpec, rows: Mapping[AccountRef, int]) -> AuditSpec:
    """An audit with each account once: a handle and an id may mean one account.

    ``rows`` gives the store's number of an account; the first name of it stays.
    """
    first: dict[int, AccountRef] = {}
    for ref in spec.accounts:
        if ref in rows:
            first.setdefault(rows[ref], ref)
    doubles = {ref for ref, row in rows.items() if first.get(row, ref) != ref}
    if not doubles:
        return spec
    subjects = (
        replace(subject, accounts=tuple(ref for ref in subject.accounts if ref not in doubles))
        for subject in spec.subjects
    )
    return replace(
        spec,
        subjects=tuple(subject for n, subject in enumerate(subjects) if n == 0 or subject.accounts),
    )


# The actions that a report may advise, by which a client file names them.
ActionName = Literal[
    "answer_half", "post_weekly", "invite_every_fifth", "halve_self", "fill_profile", "decide"
]


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who does an action of the plan, by when, and the day on which it was done."""

    action: ActionName
    who: str | None = None
    by: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class AuditSpec:
    """One audit. The first subject is the client; ``timezone`` is an IANA name.

    ``basis`` is the ground on which a professional is audited; ``team`` are people who act for the
    client; ``plan`` says who does what by when; ``not_used`` names the sections of
    the client file that were checked and that this version does not use. ``file`` is that file,
    ``consultant`` who hands the report over.
    """

    subjects: tuple[SubjectSpec, ...]
    language: str | None = None
    timezone: str = "UTC"
    industry: str | None = None
    region: str | None = None
    cohort: str | None = None
    fictional: bool = False
    basis: str | None = None
    basis_date: date | None = None
    basis_until: date | None = None
    team: tuple[TeamMember, ...] = ()
    plan: tuple[Assigned, ...] = ()
    not_used: tuple[str, ...] = ()
    file: Path | None = None
    consultant: Consultant | None = None

    @property
    def client(self) -> SubjectSpec:
        """The subject that is audited; the others are its competitors."""
        return self.subjects[0]

    @property
    def accounts(self) -> tuple[AccountRef, ...]:
        """Every account, once, in the order given."""
        return tuple(dict.fromkeys(ref for subject in self.subjects for ref in subject.accounts))
