"""What somebody says of their own use beside what was measured, and the paradox of a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import floor

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_declared import DeclaredAccount, DeclaredStanding, SelfAssessment
from auditor.selfassessment.authority import QUADRANTS
from auditor.selfassessment.authority import Quadrant as Place
from auditor.selfassessment.items import DIMENSIONS
from reports.figures import Change, Dumbbell, Figure, Quadrant, Table
from reports.language import NO_VALUE, Rounded
from reports.names import PageContext, platform_name
from reports.safety import clean

_VERDICTS: dict[str | None, Message] = {
    "over": msg("said to be better than measured"),
    "under": msg("said to be worse than measured"),
    "agrees": msg("as measured"),
    "not_certain": msg("not certain"),
    None: msg("not comparable"),
}
_TOLD = msg("{name}: {before} declared, {after} measured")
_CORNERS = (Place.VISIBLE, Place.PRESENT, Place.TO_BUILD, Place.INVISIBLE)


@dataclass(frozen=True, slots=True)
class Declared:
    """The section: how it begins, a figure a page, the paradox, and what to know of it."""

    lead: Message
    figures: tuple[Figure, ...]
    paradox: Figure | None
    lines: tuple[Message, ...]


def declared(page: PageContext) -> Declared | None:
    """The section; ``None`` without answers."""
    found = page.result.selfassessment
    if found is None:
        return None
    return Declared(
        lead=msg("What the client answered about its own use, beside what its pages did. An open "
                 "mark is what was declared, a full one what was measured."),
        figures=tuple(_figures(page, found)),
        paradox=None if found.standing is None else _paradox(found.standing),
        lines=tuple(_lines(found)),
    )  # fmt: skip


def _figures(page: PageContext, found: SelfAssessment) -> Iterator[Figure]:
    names = page.names
    titles = {one.id: one.title for one in DIMENSIONS}
    for number, account in enumerate(found.accounts, start=1):
        rows = tuple(
            Change(titles[one.dimension], _whole(one.declared), one.measured)
            for one in account.dimensions
        )
        cells = tuple(
            (titles[one.dimension], _score(_whole(one.declared)), _score(one.measured),
             _VERDICTS[one.verdict]) for one in account.dimensions
        )  # fmt: skip
        yield Figure(
            id=f"d{number}-declared",
            title=_title(account),
            reading=msg("More than 15 points apart is a difference; the measured interval decides "
                        "what is not certain."),
            chart=Dumbbell(rows, page.result.method.zones, _TOLD, "/"),
            table=Table((msg("Dimension"), msg("Declared"), msg("Measured"), msg("Beside")), cells),
            account=names[account.ref],
            open=number == 1,
        )  # fmt: skip


def _whole(declared: float | None) -> float | None:
    """The whole number that the questionnaire shows, halves upwards."""
    return None if declared is None else float(floor(declared + 0.5))


def _score(value: float | None) -> Rounded | str:
    return NO_VALUE if value is None else Rounded(value)


def _title(account: DeclaredAccount) -> Message:
    over = sum(one.verdict == "over" for one in account.dimensions)
    under = sum(one.verdict == "under" for one in account.dimensions)
    known = sum(one.verdict is not None for one in account.dimensions)
    if known == 0:
        return msg("nothing that was declared can be compared with a measure")
    if over and under:
        return msg("of {known} dimensions {over} are overestimated and {under} underestimated",
                   known=known, over=over, under=under)  # fmt: skip
    if over:
        return msgn("one dimension of {known} is overestimated",
                    "{n} dimensions of {known} are overestimated", over, known=known)  # fmt: skip
    if under:
        return msgn("one dimension of {known} is underestimated",
                    "{n} dimensions of {known} are underestimated", under, known=known)  # fmt: skip
    return msg("what is said of {known} dimensions is not shown to be wrong", known=known)


def _paradox(place: DeclaredStanding) -> Figure:
    quadrant = QUADRANTS[Place(place.quadrant)]
    title = msg("The paradox: {quadrant}", quadrant=quadrant)
    if place.borderline:
        title = msg("The paradox: {quadrant}, near the line", quadrant=quadrant)
    upward = msg("presence, measured") if place.measured else msg("presence, declared")
    rows = (
        (msg("authority, by the person's own answers"), Rounded(place.authority)),
        (upward, Rounded(place.presence)),
        (msg("answers with a proof"), msg("{documented} of {answered}", documented=place.documented,
                                         answered=place.answered)),
    )  # fmt: skip
    return Figure(
        id="paradox",
        title=title,
        reading=msg("A hollow mark was not measured; a dashed one is documented for less than half "
                    "of its answers."),
        chart=Quadrant(place.authority, place.presence, place.low, place.high, not place.measured,
                       2 * place.documented < place.answered, msg("authority"), upward,
                       (QUADRANTS[_CORNERS[0]], QUADRANTS[_CORNERS[1]], QUADRANTS[_CORNERS[2]],
                        QUADRANTS[_CORNERS[3]])),
        table=Table((msg("What"), msg("Value")), rows),
        account=None,
        open=True,
    )  # fmt: skip


def _lines(found: SelfAssessment) -> Iterator[Message]:
    if found.saved_at is None:
        yield msg("When the answers were given is not known.")
    else:
        yield msg("The answers are of {date}.", date=found.saved_at.date())
    if not found.present:
        yield msg("It was answered that there is no page on any network.")
    if found.not_audited:
        names = [platform_name(clean(name)) for name in found.not_audited]
        yield msg("Answered and not audited: {names}.", names=names)
    if found.not_answered:
        names = [platform_name(name) for name in found.not_answered]
        yield msg("Audited and not answered: {names}.", names=names)
    yield msg(
        "Content is set beside 100 minus the share of posts that only sell, lead to the own site "
        "or repeat themselves. How reliable the answers are has not been established."
    )
