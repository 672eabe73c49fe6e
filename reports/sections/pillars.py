"""Score by pillar: a chart an account, its finding as title."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.core import labels
from auditor.core.messages import Message, msg
from auditor.result.schema_account import AccountResult
from reports.figures import Figure, Lollipop, LollipopRow, Table, Zones
from reports.language import NO_VALUE, Rounded


def pillar_figure(
    zones: Zones, account: AccountResult, key: str, where: Message, first: bool
) -> Figure | None:
    """The pillars of an account; ``None`` when none of them is known.

    Args:
        zones: where the zones of the scale change.
        account: the account.
        key: the key of its block in the page.
        where: the name of the page.
        first: whether it is shown unfolded.
    """
    rows = tuple(
        LollipopRow(
            labels.PILLARS[name],
            pillar.score,
            pillar.low,
            pillar.high,
            50.0 if name == "response" and pillar.score is not None else None,
            None if pillar.missing is None else Message("{why}", {"why": pillar.missing}),
        )
        for name, pillar in account.pillars.items()
    )
    measured = [row for row in rows if row.score is not None]
    if not measured:
        return None
    cells = tuple(
        (row.name, NO_VALUE if row.score is None else Rounded(row.score), row.missing or NO_VALUE)
        for row in rows
    )
    return Figure(
        id=f"{key}-pillars",
        title=_pillar_title(measured),
        reading=msg(
            "Each pillar from 0 to 100; the zones change at {low} and {high}. The tick at 50 is "
            "what pages of this size usually get.",
            low=Rounded(zones[0]),
            high=Rounded(zones[1]),
        ),
        chart=Lollipop(rows, zones),
        table=Table((msg("Pillar"), msg("Score"), msg("Not measured")), cells),
        account=where,
        open=first,
    )


def _pillar_title(measured: Sequence[LollipopRow]) -> Message:
    scores = [(row.score or 0.0, row.name) for row in measured]
    if len(measured) == 1:
        return msg(
            "Only {pillar} could be measured: {score} of 100",
            pillar=measured[0].name,
            score=Rounded(measured[0].score),
        )
    worst = min(scores, key=lambda pair: pair[0])
    best = max(scores, key=lambda pair: pair[0])
    if round(worst[0]) == round(best[0]):
        return msg("All that was measured is at {score} of 100", score=Rounded(best[0]))
    return msg(
        "Strongest: {best} ({high}); weakest: {worst} ({low})",
        best=best[1],
        high=Rounded(best[0]),
        worst=worst[1],
        low=Rounded(worst[0]),
    )
