"""The five answers that a statement can have, in words of their own for each kind of statement."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.core.messages import Message, msg


@dataclass(frozen=True, slots=True)
class Scale:
    """Five answers, worth 0 to 4 points in this order (a reversed statement turns them round)."""

    id: str
    answers: tuple[Message, Message, Message, Message, Message]


FREQUENCY = Scale(
    "F",
    (
        msg("never"),
        msg("less than monthly"),
        msg("one to three times a month"),
        msg("weekly"),
        msg("almost daily"),
    ),
)
OFTEN = Scale(
    "O",
    (
        msg("never"),
        msg("seldom"),
        msg("sometimes"),
        msg("often"),
        msg("almost always"),
    ),
)
NUMBER = Scale(
    "N",
    (
        msg("none"),
        msg("a few"),
        msg("about half"),
        msg("most of them"),
        msg("almost all"),
    ),
)
TRUE = Scale(
    "T",
    (
        msg("not at all"),
        msg("a little"),
        msg("in part"),
        msg("almost fully"),
        msg("fully"),
    ),
)
REVIEWED = Scale(
    "R",
    (
        msg("never"),
        msg("more than a year ago"),
        msg("every year"),
        msg("every six months"),
        msg("every quarter"),
    ),
)
WRITTEN = Scale(
    "M",
    (
        msg("no"),
        msg("spoken only"),
        msg("written for some"),
        msg("written for each"),
        msg("written and reviewed yearly"),
    ),
)
DONE = Scale(
    "D",
    (
        msg("never"),
        msg("once"),
        msg("once a year"),
        msg("every quarter"),
        msg("every month"),
    ),
)
YEARS = Scale(
    "P1",
    (
        msg("less than 1"),
        msg("1 to 3"),
        msg("4 to 9"),
        msg("10 to 19"),
        msg("20 or more"),
    ),
)
PROJECTS = Scale("P2", (msg("0"), msg("1 or 2"), msg("3 to 9"), msg("10 to 29"), msg("30 or more")))
QUALIFIED = Scale(
    "P4",
    (
        msg("none"),
        msg("a course"),
        msg("a degree or a register"),
        msg("several"),
        msg("several, with teaching or examining"),
    ),
)
COUNTED = Scale("P8", (msg("0"), msg("1"), msg("2 or 3"), msg("4 to 9"), msg("10 or more")))
