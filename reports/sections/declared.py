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
from reports.safety import page_text

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
    assessed = page.result.selfassessment
    if assessed is None:
        return None
    return Declared(
        lead=msg(
            "What {client} answered about its own use, beside what its pages did. An open mark is "
            "what was declared, a full one what was measured.",
            client=page.client,
        ),
        figures=tuple(_figures(page, assessed)),
        paradox=None if assessed.standing is None else _paradox(assessed.standing),
        lines=tuple(_lines(assessed)),
    )


def _figures(page: PageContext, assessed: SelfAssessment) -> Iterator[Figure]:
    names = page.names
    titles = {dimension.id: dimension.title for dimension in DIMENSIONS}
    for number, account in enumerate(assessed.accounts, start=1):
        rows = tuple(
            Change(
                titles[dimension.dimension], _halves_upwards(dimension.declared), dimension.measured
            )
            for dimension in account.dimensions
        )
        cells = tuple(
            (
                titles[dimension.dimension],
                _score(_halves_upwards(dimension.declared)),
                _score(dimension.measured),
                _VERDICTS[dimension.verdict],
            )
            for dimension in account.dimensions
        )
        yield Figure(
            id=f"d{number}-declared",
            title=_title(account),
            reading=msg(
                "More than 15 points apart is a difference; the measured interval decides "
                "what is not certain."
            ),
            chart=Dumbbell(rows, page.result.method.zones, _TOLD, "/"),
            table=Table((msg("Dimension"), msg("Declared"), msg("Measured"), msg("Beside")), cells),
            account=names[account.ref],
            open=number == 1,
        )


def _halves_upwards(declared: float | None) -> float | None:
    """The whole number that the questionnaire shows, halves upwards."""
    return None if declared is None else float(floor(declared + 0.5))


def _score(value: float | None) -> Rounded | str:
    return NO_VALUE if value is None else Rounded(value)


def _title(account: DeclaredAccount) -> Message:
    over = sum(dimension.verdict == "over" for dimension in account.dimensions)
    under = sum(dimension.verdict == "under" for dimension in account.dimensions)
    certain = sum(dimension.verdict is not None for dimension in account.dimensions)
    if certain == 0:
        return msg("nothing that was declared can be compared with a measure")
    if over and under:
        return msg(
            "of {known} dimensions {over} are overestimated and {under} underestimated",
            known=certain,
            over=over,
            under=under,
        )
    if over:
        return msgn(
            "one dimension of {known} is overestimated",
            "{n} dimensions of {known} are overestimated",
            over,
            known=certain,
        )
    if under:
        return msgn(
            "one dimension of {known} is underestimated",
            "{n} dimensions of {known} are underestimated",
            under,
            known=certain,
        )
    return msg("what is said of {known} dimensions is not shown to be wrong", known=certain)


def _paradox(stands: DeclaredStanding) -> Figure:
    quadrant = QUADRANTS[Place(stands.quadrant)]
    title = msg("The paradox: {quadrant}", quadrant=quadrant)
    if stands.borderline:
        title = msg("The paradox: {quadrant}, near the line", quadrant=quadrant)
    upward = msg("presence, measured") if stands.measured else msg("presence, declared")
    rows = (
        (msg("authority, by the person's own answers"), Rounded(stands.authority)),
        (upward, Rounded(stands.presence)),
        (
            msg("answers with a proof"),
            msg(
                "{documented} of {answered}", documented=stands.documented, answered=stands.answered
            ),
        ),
    )
    return Figure(
        id="paradox",
        title=title,
        reading=msg(
            "A hollow mark was not measured; a dashed one is documented for less than half "
            "of its answers."
        ),
        chart=Quadrant(
            stands.authority,
            stands.presence,
            stands.low,
            stands.high,
            not stands.measured,
            2 * stands.documented < stands.answered,
            msg("authority"),
            upward,
            (
                QUADRANTS[_CORNERS[0]],
                QUADRANTS[_CORNERS[1]],
                QUADRANTS[_CORNERS[2]],
                QUADRANTS[_CORNERS[3]],
            ),
        ),
        table=Table((msg("What"), msg("Value")), rows),
        account=None,
        open=True,
    )


def _lines(assessed: SelfAssessment) -> Iterator[Message]:
    if assessed.saved_at is None:
        yield msg("When the answers were given is not known.")
    else:
        yield msg("The answers are of {date}.", date=assessed.saved_at.date())
    if not assessed.present:
        yield msg("It was answered that there is no page on any network.")
    if assessed.not_audited:
        names = [platform_name(page_text(name)) for name in assessed.not_audited]
        yield msg("Answered and not audited: {names}.", names=names)
    if assessed.not_answered:
        names = [platform_name(name) for name in assessed.not_answered]
        yield msg("Audited and not answered: {names}.", names=names)
    yield msg(
        "Content is set beside 100 minus the share of posts that only sell, lead to the own site "
        "or repeat themselves. How reliable the answers are has not been established."
    )
