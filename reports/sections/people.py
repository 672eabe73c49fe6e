"""The team: who carries the pages, and when each was last seen. Only those who are listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from auditor.core.messages import Message, msg, msgn
from auditor.core.reasons import WORDS, Reason
from auditor.result.schema import Member
from reports.figures import Week
from reports.language import NO_VALUE
from reports.names import PageContext
from reports.safety import page_text

BASIS: dict[str, Message] = {
    "self": msg("at the person's own request"),
    "consent": msg("with the person's consent"),
}
_NEVER = msg("never in what was read")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A member of the team: what was seen of them, and a cell for every week."""

    key: str
    name: str
    role: str
    tone: str
    comments: object
    last_seen: object
    where: tuple[Message, ...]
    weeks: tuple[Week, ...]
    weeks_title: Message


@dataclass(frozen=True, slots=True)
class People:
    """Who takes part; ``lines`` say how much of the talk is the team's, and on what ground."""

    title: Message
    rows: tuple[PersonRow, ...]
    lines: tuple[Message, ...]


def people(page: PageContext) -> People | None:
    """The section of the declared team; ``None`` without one."""
    team = [
        member
        for subject in page.result.subjects
        if subject.role == "client"
        for member in subject.team
    ]
    if not team:
        return None
    names = page.names
    start = page.result.window.start.date()
    rows = tuple(_row(member, f"p{n}", names, start) for n, member in enumerate(team, start=1))
    return People(_title(team), rows, (*_shares(page, names), *_grounds(team)))


def _title(team: list[Member]) -> Message:
    measured = [member for member in team if member.comments is not None]
    if not measured:
        return msg("Whether the team takes part cannot be known from what was read")
    active = sum(bool(member.comments) for member in measured)
    whole = all(week is not None for member in measured for week in member.weeks)
    when = msg("in the last 13 weeks") if whole else msg("in the weeks that were read")
    if not active:
        return msgn(
            "The one person on the list did not comment {when}",
            "None of the {n} people on the list commented {when}",
            len(measured),
            when=when,
        )
    if active == len(measured):
        return msgn(
            "The one person on the list commented {when}",
            "All {n} people on the list commented {when}",
            active,
            when=when,
        )
    return msgn(
        "{n} person of the {total} on the list commented {when}",
        "{n} people of the {total} on the list commented {when}",
        active,
        total=len(measured),
        when=when,
    )


def _row(member: Member, key: str, names: dict[str, Message], start: date) -> PersonRow:
    weeks = tuple(
        Week(start + timedelta(days=7 * number), n, None) for number, n in enumerate(member.weeks)
    )
    where = tuple(
        Message("{page}: {n}", {"page": names[page.ref], "n": page.comments})
        for page in member.pages
    )
    if member.missing is not None:
        where = (_why(Reason(member.missing)),)
    last: object = NO_VALUE if member.comments is None else _NEVER
    weeks_read = sum(week.posts is not None for week in weeks)
    return PersonRow(
        key,
        page_text(member.name),
        page_text(member.role or ""),
        "none" if member.comments is None else "good" if member.comments else "bad",
        NO_VALUE if member.comments is None else member.comments,
        last if member.last_seen is None else member.last_seen.date(),
        where,
        weeks,
        msgn(
            "Comments a week over {n} week read", "Comments a week over {n} weeks read", weeks_read
        ),
    )


def _why(reason: Reason) -> Message:
    if reason is Reason.NOT_APPLICABLE:
        return msg("no account of theirs is listed on a network of these pages")
    return WORDS[reason]


def _shares(page: PageContext, names: dict[str, Message]) -> list[Message]:
    shares = []
    for account in page.own:
        counts = account.signals["team_share"].details
        own, of = counts.get("counted"), counts.get("of")
        if own and of:
            shares.append(
                msgn(
                    "{page}: {n} comment of {of} is by the team.",
                    "{page}: {n} comments of {of} are by the team.",
                    int(own),
                    page=names[account.ref],
                    of=int(of),
                )
            )
    return shares


def _grounds(team: list[Member]) -> list[Message]:
    """On what ground the people are looked at, those with the same together."""
    names_of: dict[tuple[str, str], list[str]] = {}
    for member in team:
        if member.basis in BASIS and member.basis_date:
            names_of.setdefault((member.basis, member.basis_date), []).append(
                page_text(member.name)
            )
    return [
        msg(
            "Looked at {basis}, given on {day}: {names}.",
            basis=BASIS[basis],
            day=date.fromisoformat(day),
            names=names,
        )
        for (basis, day), names in names_of.items()
    ]
