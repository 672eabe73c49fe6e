"""Audience response: against what the size predicts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from auditor.core.messages import Message, msg
from reports.figures import Figure, RatioRow, Ratios, Table
from reports.language import NO_VALUE, Rounded
from reports.names import PageContext


def response_figures(page: PageContext) -> Iterator[Figure]:
    """The response of every page against what its size lets expect."""
    ratios = _ratio_figure(page)
    if ratios is not None:
        yield ratios


def _ratio_figure(page: PageContext) -> Figure | None:
    names, own = page.names, page.own_refs
    rows = []
    for account in page.order:
        signal = account.signals["resonance"]
        if not isinstance(signal.value, (int, float)):
            continue
        low, high = signal.interval or (None, None)
        rows.append(
            RatioRow(
                names[account.ref],
                math.exp(signal.value),
                None if low is None else math.exp(low),
                None if high is None else math.exp(high),
                account.ref in own,
            )
        )
    if not rows:
        return None
    rows.sort(key=lambda row: -row.ratio)
    cells = tuple(
        (
            row.name,
            *(
                Rounded(value, 2) if value is not None else NO_VALUE
                for value in (row.ratio, row.low, row.high)
            ),
        )
        for row in rows
    )
    return Figure(
        id="all-ratios",
        title=_ratio_title([row for row in rows if row.own]),
        reading=msg(
            "Interactions per post divided by what a page with as many followers usually gets, "
            "from the published median of its network; the line is the 90% interval, and the axis "
            "is logarithmic."
        ),
        chart=Ratios(tuple(rows)),
        table=Table(
            (msg("Page"), msg("Times what is expected"), msg("at least"), msg("at most")), cells
        ),
    )


def _ratio_title(own: Sequence[RatioRow]) -> Message:
    if not own:
        return msg("Only competitors' response can be compared: the client's is not known")
    best, worst = own[0], own[-1]
    if len(own) == 1:
        return msg(
            "{name} gets {ratio} times the response that its size predicts",
            name=best.name,
            ratio=_times(best.ratio),
        )
    return msg(
        "From {low} times what is expected ({worst}) to {high} times ({best})",
        low=_times(worst.ratio),
        worst=worst.name,
        high=_times(best.ratio),
        best=best.name,
    )


def _times(ratio: float) -> Rounded:
    return Rounded(ratio, 0 if ratio >= 10 else 1 if ratio >= 1 else 2 if ratio >= 0.02 else 3)
