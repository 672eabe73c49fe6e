"""The values of a client file: addresses, domains, zones, numbers and days, each with its error."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import (
    BeforeValidator,
    Field,
    StringConstraints,
)

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.ranges import FIRST_DAY, LAST_DAY, MOST_FOLLOWERS, is_day, is_timezone, read_count
from auditor.core.refs import parse_ref

LONGEST_LINE = 300


class ProblemError(ValueError):
    """A mistake that this program found itself, carried through pydantic with its words."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def _ref(value: object) -> AccountRef:
    if isinstance(value, AccountRef):
        return value
    if not isinstance(value, str):
        raise ProblemError(msg("an address is written between quotes"))
    try:
        return parse_ref(value)
    except UsageError as error:
        raise ProblemError(error.message) from error


def _domain(value: object) -> str:
    """``https://www.esempio.example.com/shop`` -> ``esempio.example.com``."""
    bare = re.sub(r"^[a-z]+://", "", value.strip().lower()) if isinstance(value, str) else ""
    host = re.split(r"[/?#:]", bare)[0].removeprefix("www.").strip(".")
    if "." not in host or not re.fullmatch(r"[\w.-]+", host):
        raise ProblemError(
            msg("'{value}' is not a site's name, such as esempio.example.com", value=str(value))
        )
    return host


def _zone(value: object) -> str:
    if not isinstance(value, str) or not is_timezone(value):
        raise ProblemError(
            msg("'{value}' is not a time zone, such as Europe/Rome", value=str(value))
        )
    return value


def _brand(value: object) -> object:
    return value.strip().removeprefix("@").lower() if isinstance(value, str) else value


def _count(written: object) -> int:
    value = read_count(written) if isinstance(written, str) else written
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ProblemError(msg("'{value}' is not a number of followers", value=str(written)[:40]))
    if value > MOST_FOLLOWERS:
        raise ProblemError(msg("more than {most} followers nobody has", most=MOST_FOLLOWERS))
    return value


def _day(value: object) -> date:
    if type(value) is not date:
        raise ProblemError(
            msg("'{value}' is not a day: write 2026-11-01, without quotes", value=str(value))
        )
    if not is_day(value):
        raise ProblemError(
            msg(
                "{day} is outside the days that can be written, {first} to {last}",
                day=value.isoformat(),
                first=FIRST_DAY.isoformat(),
                last=LAST_DAY.isoformat(),
            )
        )
    return value


Ref = Annotated[AccountRef, BeforeValidator(_ref)]


Domain = Annotated[str, BeforeValidator(_domain)]


Zone = Annotated[str, BeforeValidator(_zone)]


Brand = Annotated[str, BeforeValidator(_brand), Field(min_length=1)]


Followers = Annotated[int, BeforeValidator(_count)]


Day = Annotated[date, BeforeValidator(_day)]


# What ends a line for a reader, a terminal or a mail.
_LINE_ENDS = re.compile(r"\s*[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+\s*")


def _one_line(value: object) -> object:
    return _LINE_ENDS.sub(" ", value) if isinstance(value, str) else value


# In one line: a name stands in subjects, tables and names of folders.
Name = Annotated[
    str, BeforeValidator(_one_line), StringConstraints(strip_whitespace=True, min_length=1)
]


def _colour(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", value):
        raise ProblemError(msg("'{value}' is not a colour, such as #0f5c6e", value=str(value)[:40]))
    digits = value[1:].lower()
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)


def _line(value: object) -> str:
    """A text of one line, as it can stand on a page."""
    if not isinstance(value, str):
        raise ProblemError(msg("must be a text between quotes"))
    line = " ".join(value.split())
    if not line:
        raise ProblemError(msg("is empty"))
    if len(line) > LONGEST_LINE:
        raise ProblemError(msg("is longer than {n} characters", n=LONGEST_LINE))
    return line


Colour = Annotated[str, BeforeValidator(_colour)]


Line = Annotated[str, BeforeValidator(_line)]
