"""The answers file: what somebody answered, as the questionnaire's page saves it (JSON).

Shape: ``{"schema": "auditor.answers/1", "kind", "language", "saved_at", "present", "networks":
{network: {"A1" … "C4"}}, "common": {"D1" … "E4"}, "authority": {"P1": {"value", "links"}}}``.
``null`` is "don't know", what is absent was not answered; ``present`` false: on no network at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from auditor.core.errors import InputError
from auditor.core.files import TooLargeError, regular_text
from auditor.core.json_types import parse_json
from auditor.core.messages import msg
from auditor.selfassessment.authority import Proof
from auditor.selfassessment.items import AUTHORITY, ITEMS, SCHEMA, Kind, is_asked_once

# Names that mean something else to the page's language, and are no network to it or here.
NO_NETWORK = frozenset({"__proto__", "constructor", "prototype"})
_LARGEST = 1_000_000
_FAMILY = "auditor.answers/"
_MINE = frozenset(statement.id for statement in ITEMS if not is_asked_once(statement))
_SHARED = frozenset(statement.id for statement in ITEMS if is_asked_once(statement))
_OF_AUTHORITY = frozenset(statement.id for statement in AUTHORITY)

Answer = Annotated[int, Field(ge=0, le=4, strict=True)] | None
Network = Annotated[str, StringConstraints(max_length=60, pattern=r"\S")]
Link = Annotated[str, StringConstraints(max_length=2_000)]


def _in_utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _any(present: object) -> object:
    """Also a list of networks says whether there is any; nothing said is a yes."""
    if present is None:
        return True
    return bool(present) if isinstance(present, list) else present


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class AuthorityAnswer(_Part):
    """One answer of authority, with the addresses that show it."""

    value: Answer = None
    links: list[Link] = Field(default_factory=list, max_length=20)


class AnswersFile(_Part):
    """The whole file."""

    schema_: Literal["auditor.answers/1"] = Field(alias="schema")
    kind: Kind
    language: Annotated[str, StringConstraints(max_length=20)] = "en"
    saved_at: Annotated[datetime, AfterValidator(_in_utc)] | None = None
    present: Annotated[bool, Field(strict=True), BeforeValidator(_any)] = True
    networks: dict[Network, dict[str, Answer]] = Field(default_factory=dict, max_length=60)
    common: dict[str, Answer] = Field(default_factory=dict)
    authority: dict[str, AuthorityAnswer] = Field(default_factory=dict)

    def of_network(self, name: str) -> Mapping[str, int | None]:
        """The answers of a network; none for one that is not in the file."""
        return self.networks.get(name, {})

    def proofs(self) -> dict[str, Proof]:
        """The answers of authority."""
        return {
            name: Proof(evidence.value, tuple(evidence.links))
            for name, evidence in self.authority.items()
        }

    def named(self) -> list[str]:
        """The networks, in the order of the file."""
        return [name for name in self.networks if name not in NO_NETWORK]


def read_answers(path: Path) -> AnswersFile:
    """Read an answers file.

    Raises:
        InputError: it is broken, foreign, or of a newer version of this program.
    """
    try:
        data = parse_json(regular_text(path, _LARGEST))
    except TooLargeError:
        raise _foreign(path) from None
    except OSError as error:
        raise InputError(
            msg("{file} cannot be read.", file=str(path)),
            msg("Give the file that the questionnaire's page has saved."),
        ) from error
    except ValueError:
        raise InputError(
            msg("{file} is broken: it is no JSON.", file=str(path)),
            msg("Save the answers again from the questionnaire's page, and do not edit the file."),
        ) from None
    return parse_answers(data, str(path))


def parse_answers(data: object, name: str) -> AnswersFile:
    """The answers in decoded JSON; ``name`` stands in errors. Raises InputError."""
    schema = data.get("schema") if isinstance(data, dict) else None
    if not isinstance(schema, str) or not schema.startswith(_FAMILY):
        raise _foreign(name)
    if schema != SCHEMA:
        raise InputError(
            msg("{file} was saved by a newer version of the questionnaire.", file=name),
            msg("Take a newer version of this program, or fill in the page that it makes."),
        )
    try:
        answers = AnswersFile.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise _broken(name, ".".join(str(part) for part in first["loc"])) from None
    _check_names(name, answers)
    return answers


def _check_names(name: str, answers_file: AnswersFile) -> None:
    """Only statements that exist, each in its place."""
    groups = [
        (f"networks.{network}", answers, _MINE)
        for network, answers in answers_file.networks.items()
    ]
    groups += [("common", answers_file.common, _SHARED)]
    for group, answers, item_ids in groups:
        strange = next((statement for statement in answers if statement not in item_ids), None)
        if strange is not None:
            raise _broken(name, f"{group}.{strange}")
    strange = next(
        (statement for statement in answers_file.authority if statement not in _OF_AUTHORITY), None
    )
    if strange is not None:
        raise _broken(name, f"authority.{strange}")


def _broken(name: str, where: str) -> InputError:
    return InputError(
        msg("{file} is broken at {place}.", file=name, place=where[:120]),
        msg("Save the answers again from the questionnaire's page, and do not edit the file."),
    )


def _foreign(name: object) -> InputError:
    return InputError(
        msg("{file} is no file of answers.", file=str(name)),
        msg("Give the file that the questionnaire's page has saved: auditor questionnaire"),
    )


def answers_schema() -> dict[str, Any]:
    """The JSON schema of the file, for other tools."""
    return AnswersFile.model_json_schema(by_alias=True)
