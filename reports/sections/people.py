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
from reports.safety import clean

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
        one for subject in page.result.subjects if subject.role == "client" for one in subject.team
    ]
    if not team:
        return None
    names = page.names
    start = page.result.window.start.date()
    rows = tuple(_row(one, f"p{n}", names, start) for n, one in enumerate(team, start=1))
    return People(_title(team), rows, (*_shares(page, names), *_grounds(team)))


def _title(team: list[Member]) -> Message:
    known = [one for one in team if one.comments is not None]
    if not known:
        return msg("Whether the team takes part cannot be known from what was read")
    active = sum(bool(one.comments) for one in known)
    whole = all(week is not None for one in known for week in one.weeks)
    when = msg("in the last 13 weeks") if whole else msg("in the weeks that were read")
    if not active:
        return msgn(
            "The one person on the list did not comment {when}",
            "None of the {n} people on the list commented {when}", len(known), when=when,
        )  # fmt: skip
    if active == len(known):
        return msgn(
            "The one person on the list commented {when}",
            "All {n} people on the list commented {when}", active, when=when,
        )  # fmt: skip
    return msgn(
        "{n} person of the {total} on the list commented {when}",
        "{n} people of the {total} on the list commented {when}", active, total=len(known),
        when=when,
    )  # fmt: skip


def _row(one: Member, key: str, names: dict[str, Message], start: date) -> PersonRow:
    weeks = tuple(
        Week(start + timedelta(days=7 * place), n, None) for place, n in enumerate(one.weeks)
    )
    where = tuple(
        Message("{page}: {n}", {"page": names[page.ref], "n": page.comments}) for page in one.pages
    )  # fmt: skip
    if one.missing is not None:
        where = (_why(Reason(one.missing)),)
    last: object = NO_VALUE if one.comments is None else _NEVER
    read = sum(week.posts is not None for week in weeks)
    return PersonRow(
        key, clean(one.name), clean(one.role or ""),
        "none" if one.comments is None else "good" if one.comments else "bad",
        NO_VALUE if one.comments is None else one.comments,
        last if one.last_seen is None else one.last_seen.date(),
        where, weeks,
        msgn("Comments a week over {n} week read", "Comments a week over {n} weeks read", read),
    )  # fmt: skip


def _why(reason: Reason) -> Message:
    if reason is Reason.NOT_APPLICABLE:
        return msg("no account of theirs is listed on a network of these pages")
    return WORDS[reason]


def _shares(page: PageContext, names: dict[str, Message]) -> list[Message]:
    found = []
    for account in page.own:
        counts = account.signals["team_share"].details
        own, of = counts.get("counted"), counts.get("of")
        if own and of:
            found.append(
                msgn("{page}: {n} comment of {of} is by the team.",
                     "{page}: {n} comments of {of} are by the team.", int(own),
                     page=names[account.ref], of=int(of))
            )  # fmt: skip
    return found


def _grounds(team: list[Member]) -> list[Message]:
    """On what ground the people are looked at, those with the same together."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in team:
        if one.basis in BASIS and one.basis_date:
            found.setdefault((one.basis, one.basis_date), []).append(clean(one.name))
    return [
        msg("Looked at {basis}, given on {day}: {names}.", basis=BASIS[basis],
            day=date.fromisoformat(day), names=names)
        for (basis, day), names in found.items()
    ]  # fmt: skip
