"""Mistakes in a client file, in words and with their place."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from auditor.core.client_file.sections import (
    AssignedAction,
    Client,
    ClientFile,
    Competitor,
    ConsultantSection,
    Person,
    TeamMemberSection,
)
from auditor.core.client_file.values import ProblemError
from auditor.core.errors import InputError
from auditor.core.messages import Message, msg, msgn

# Whoever has more has named the wrong file [D].
MOST_PROBLEMS = 50


class ClientFileError(InputError):
    """A client file with mistakes; ``problems`` lists them, each with its place, up to a bound.

    Args:
        path: the file.
        problems: its mistakes, or the first of them.
        count: how many there are in all; without it those of ``problems``.
    """

    def __init__(self, path: Path, problems: Sequence[Message], count: int | None = None) -> None:
        count = len(problems) if count is None else count
        super().__init__(
            msgn("{file} has {n} mistake.", "{file} has {n} mistakes.", count, file=str(path)),
            msg("Correct what is listed, or see docs/client-file.md for a complete example."),
        )
        more = count - MOST_PROBLEMS
        self.problems = (
            *problems[:MOST_PROBLEMS],
            *([msgn("and {n} more", "and {n} more", more)] if more > 0 else []),
        )

    def __str__(self) -> str:
        return "\n".join([str(self.message), *(f"- {problem}" for problem in self.problems)])


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
        "client": Client,
        "competitors": Competitor,
        "consultant": ConsultantSection,
        "team": TeamMemberSection,
        "people": Person,
        "plan": AssignedAction,
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


def problem(item: Mapping[str, Any]) -> Message:
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
