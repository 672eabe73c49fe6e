"""The sections of a client file, as they are written."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from auditor.core.client_file.values import (
    Brand,
    Colour,
    Day,
    Domain,
    Followers,
    Line,
    Name,
    ProblemError,
    Ref,
    Zone,
)
from auditor.core.consultant import SectionName, Tone, VerdictName
from auditor.core.messages import msg
from auditor.core.spec import ActionName

BASIS_MONTHS = 24


class Part(BaseModel):
    """Base of all sections: an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Basis(Part):
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


class Accounts(Part):
    """A subject with its accounts."""

    name: Name
    accounts: list[Ref] = []
    domains: list[Domain] = []
    not_domains: list[Domain] = []
    brands: list[Brand] = []
    followers: dict[Ref, Followers] = {}

    @model_validator(mode="after")
    def _followers_of_own_accounts(self) -> Accounts:
        strange = [str(ref) for ref in self.followers if ref not in self.accounts]
        if strange:
            raise ProblemError(
                msg(
                    "followers names {account}, which is not among the accounts here",
                    account=strange[0],
                )
            )
        return self


class Competitor(Accounts):
    """A competitor."""

    accounts: list[Ref] = Field(min_length=1)


class Client(Accounts, Basis):
    """Who is audited."""

    accounts: list[Ref] = Field(min_length=1)
    kind: Literal["company", "professional"] = "company"
    words: Tone | None = None
    language: Literal["it", "en"] | None = None
    timezone: Zone = "UTC"
    industry: Name | None = None
    region: Name | None = None
    cohort: Name | None = None


class Person(Basis):
    """A person who is audited."""

    name: Name
    accounts: list[Ref] = Field(min_length=1)


class TeamMemberSection(Person):
    """Somebody who acts for the client."""

    role: Name | None = None


class AssignedAction(Part):
    """Who does an action of the report's plan, by when, and whether it is done."""

    action: ActionName
    who: Name | None = None
    by: Day | None = None
    done: Day | None = None


class ConsultantSection(Part):
    """Who hands the report over, and how it looks."""

    name: Name
    logo: Name | None = None
    colour: Colour | None = None
    contact: list[Line] = Field(default=[], max_length=6)
    footer: Line | None = None
    confidential: Line | None = None
    words: Tone | None = None
    verdicts: dict[VerdictName, Line] = {}
    hide: list[SectionName] = []
    order: list[SectionName] = []
    slides: Name | None = None


class ConsultantFile(BaseModel):
    """A file of a consultant, or that part of a client's."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    consultant: ConsultantSection


class ClientFile(Part):
    """The whole file, as written."""

    client: Client
    consultant: ConsultantSection | None = None
    competitors: list[Competitor] = []
    team: list[TeamMemberSection] = []
    people: list[Person] = []
    plan: list[AssignedAction] = []


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
