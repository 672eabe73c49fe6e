"""The twenty statements, the eight of authority, and what to do about each: method, section 9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from auditor.core.messages import Message, msg
from auditor.selfassessment import scales
from auditor.selfassessment.scales import Scale

Kind = Literal["company", "professional"]
KINDS: tuple[Kind, ...] = ("company", "professional")
SCHEMA = "auditor.answers/1"


@dataclass(frozen=True, slots=True)
class Dimension:
    """One of the five dimensions. ``weight`` in hundredths of the total; ``shared``: asked once,
    not for each network."""

    id: str
    title: Message
    weight: int
    shared: bool


DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("A", msg("Presence"), 20, False),
    Dimension("B", msg("Dialogue"), 30, False),
    Dimension("C", msg("Content"), 20, False),
    Dimension("D", msg("People"), 20, True),
    Dimension("E", msg("Method"), 10, True),
)


@dataclass(frozen=True, slots=True)
class Item:
    """A statement. ``company`` and ``professional`` are its words, ``todo`` and ``my_todo`` what
    to do about it; ``reverse``: the first answer is worth four points; ``none`` is an answer that
    counts as missing."""

    id: str
    scale: Scale
    company: Message
    professional: Message
    todo: Message
    my_todo: Message
    reverse: bool = False
    none: Message | None = None

    @property
    def dimension(self) -> str:
        """The dimension that it belongs to."""
        return self.id[0]

    def words(self, kind: Kind) -> Message:
        """The statement as a company or a professional says it."""
        return self.company if kind == "company" else self.professional

    def advice(self, kind: Kind) -> Message:
        """What to do about it."""
        return self.todo if kind == "company" else self.my_todo


ITEMS: tuple[Item, ...] = (
    Item(
        "A1",
        scales.FREQUENCY,
        msg("We publish something new here"),
        msg("I publish something of my own here"),
        msg("Publish once a week on a fixed day: one true thing that happened in the firm."),
        msg("Publish once a week on a fixed day: one true thing that happened at work."),
    ),
    Item(
        "A2",
        scales.FREQUENCY,
        msg("We check notifications and messages"),
        msg("I check notifications and messages"),
        msg(
            "Name who looks at notifications and messages every working morning, and who stands in."
        ),
        msg(
            "Look at notifications and messages every working morning, ten minutes at a fixed hour."
        ),
    ),
    Item(
        "A3",
        scales.OFTEN,
        msg("More than 30 days pass without a post of ours"),
        msg("More than 30 days pass without a post of mine"),
        msg("Keep four posts ready that do not age, so that no month stays empty."),
        msg("Keep four posts ready that do not age, so that no month stays empty."),
        reverse=True,
    ),
    Item(
        "A4",
        scales.REVIEWED,
        msg("We review the profile: contacts, description, named person"),
        msg("I update role and skills in the profile"),
        msg(
            "Go through the profile every quarter: telephone, hours, description, the name of who "
            "answers."
        ),
        msg("Go through the profile every quarter: role, skills, how to be reached."),
    ),
    Item(
        "B1",
        scales.NUMBER,
        msg("We answer those who comment"),
        msg("I answer those who comment"),
        msg("Answer every comment, also with one line, and sign with a name."),
        msg("Answer every comment, also with one line."),
        none=msg("nobody comments"),
    ),
    Item(
        "B2",
        scales.OFTEN,
        msg("We answer within one working day"),
        msg("I answer within one working day"),
        msg(
            "Answer within one working day; where the answer takes longer, say at once when it "
            "comes."
        ),
        msg("Answer within one working day; where it takes longer, say at once when."),
        none=msg("nobody comments"),
    ),
    Item(
        "B3",
        scales.OFTEN,
        msg("We ask real questions and use the answers"),
        msg("I ask real questions and use the answers"),
        msg("Ask one question a month whose answer you need, and tell later what you did with it."),
        msg("Ask one question a month whose answer you need, and tell later what came of it."),
    ),
    Item(
        "B4",
        scales.FREQUENCY,
        msg("We comment on posts of customers, suppliers and others in our field"),
        msg("I comment on posts of customers, suppliers and others in my field"),
        msg(
            "Comment on three posts of customers or suppliers every week, before publishing an "
            "own one."
        ),
        msg(
            "Comment on three posts of people in the field every week, before publishing an own "
            "one."
        ),
    ),
    Item(
        "C1",
        scales.NUMBER,
        msg("How many of our posts are only about our products or lead to our site?"),
        msg("How many of my posts are only about my services or lead to my site?"),
        msg("For each post about a product write two that are useful without buying it."),
        msg("For each post about a service write two that are useful without buying it."),
        reverse=True,
    ),
    Item(
        "C2",
        scales.OFTEN,
        msg("We publish the same text, unchanged, everywhere"),
        msg("I publish the same text, unchanged, everywhere"),
        msg("Write for one network first, and elsewhere only what has been rewritten for it."),
        msg("Write for one network first, and elsewhere only what has been rewritten for it."),
        reverse=True,
        none=msg("one platform only"),
    ),
    Item(
        "C3",
        scales.OFTEN,
        msg("We publish real cases, mistakes and advice useful to non-customers too"),
        msg("I publish real cases, mistakes and advice useful to non-customers too"),
        msg("Tell one real case a month, with what went wrong and how it was put right."),
        msg("Tell one real case a month, with what went wrong and what it taught."),
    ),
    Item(
        "C4",
        scales.OFTEN,
        msg("We mention or introduce other people and firms"),
        msg("I mention or introduce other people and firms"),
        msg(
            "Introduce a customer, a supplier or a colleague every month, by name and with their "
            "consent."
        ),
        msg("Introduce a colleague or a customer every month, by name and with their consent."),
    ),
    Item(
        "D1",
        scales.FREQUENCY,
        msg("Those who lead the firm comment on or share our posts"),
        msg("My colleagues or partners comment on or share my posts"),
        msg("Ask those who lead the firm for one comment a week, in words of their own."),
        msg("Ask colleagues for their opinion under a post, and give it under theirs."),
        none=msg("does not apply: I work alone"),
    ),
    Item(
        "D2",
        scales.TRUE,
        msg("Those who write to us know whom they talk to: there is a name"),
        msg("I answer in person"),
        msg("Put name and face of who answers into the profile and under the answers."),
        msg("Answer in person, at least where somebody asks for advice."),
    ),
    Item(
        "D3",
        scales.OFTEN,
        msg("Customers or members talk to each other under our posts"),
        msg("People meet through my posts"),
        msg("Ask for experiences instead of opinions, and bring those who answer together."),
        msg("Bring two people together under a post who could help each other."),
    ),
    Item(
        "D4",
        scales.DONE,
        msg("Real meetings or collaborations start there"),
        msg("Real meetings or collaborations start there"),
        msg("Invite one person a month from the comments: a visit, a call, a coffee."),
        msg("Invite one person a month from the comments: a call, a coffee."),
    ),
    Item(
        "E1",
        scales.WRITTEN,
        msg("We have written down why we are on each platform"),
        msg("I have written down why I am on each platform"),
        msg("Write one line for each platform: for whom, and what for; leave those without one."),
        msg("Write one line for each platform: for whom, and what for; leave those without one."),
    ),
    Item(
        "E2",
        scales.DONE,
        msg("We look at the numbers and change something"),
        msg("I look at the numbers and change something"),
        msg("Look at the numbers once a month for half an hour, and change one thing."),
        msg("Look at the numbers once a month for half an hour, and change one thing."),
    ),
    Item(
        "E3",
        scales.OFTEN,
        msg("We judge success by the number of followers"),
        msg("I judge success by the number of followers"),
        msg("Count answers, requests and meetings instead of followers."),
        msg("Count answers, requests and meetings instead of followers."),
        reverse=True,
    ),
    Item(
        "E4",
        scales.TRUE,
        msg("We can export our data and read it"),
        msg("I can export my data and read it"),
        msg("Download the posts of a year from each platform once, and read them as a whole."),
        msg("Download the posts of a year from each platform once, and read them as a whole."),
    ),
)
BY_ID: Mapping[str, Item] = {statement.id: statement for statement in ITEMS}


@dataclass(frozen=True, slots=True)
class AuthorityItem:
    """A question of standing outside the networks; a link makes its answer a documented one."""

    id: str
    scale: Scale
    words: Message


AUTHORITY: tuple[AuthorityItem, ...] = (
    AuthorityItem("P1", scales.YEARS, msg("Years active in the field")),
    AuthorityItem("P2", scales.PROJECTS, msg("Clients or projects of the last 24 months")),
    AuthorityItem("P3", scales.NUMBER, msg("Clients who come back or recommend")),
    AuthorityItem("P4", scales.QUALIFIED, msg("Qualifications: degrees, registers, certificates")),
    AuthorityItem("P5", scales.COUNTED, msg("Publications, patents, talks, awards")),
    AuthorityItem("P6", scales.COUNTED, msg("People employed or trained")),
    AuthorityItem("P7", scales.COUNTED, msg("Quotations and interviews by third parties")),
    AuthorityItem("P8", scales.COUNTED, msg("Roles in bodies of the field")),
)


def is_asked_once(item: Item) -> bool:
    """Whether a statement is asked once, not for each network."""
    return next(dimension.shared for dimension in DIMENSIONS if dimension.id == item.dimension)
