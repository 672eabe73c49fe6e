"""Audience response: against what the size predicts; and how many follow, over time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult
from reports.figures import Figure, Followers, RatioRow, Ratios, Table
from reports.language import NO_VALUE
from reports.names import PageContext
from reports.units import against_expected

# Days that the table below the chart of followers has room for, the newest.
_MOST_ROWS = 30


def response_figures(page: PageContext) -> Iterator[Figure]:
    """The response of every page against what its size lets expect; then who follows, over time."""
    ratios = _ratio_figure(page)
    if ratios is not None:
        yield ratios
    for number, account in enumerate(page.order, start=1):
        figure = _followers_figure(account, page.names[account.ref], f"a{number}-followers")
        if figure is not None:
            yield figure


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
    cells = tuple((row.name, against_expected(row.ratio), _between(row)) for row in rows)
    return Figure(
        id="all-ratios",
        title=_ratio_title(page.client, [row for row in rows if row.own]),
        reading=msg(
            "Interactions per post against what a page with as many followers usually gets on "
            "its network: 100% is as expected. The line says between which values it lies, nine "
            "times of ten."
        ),
        chart=Ratios(tuple(rows)),
        table=Table((msg("Page"), msg("Response"), msg("Between")), cells),
    )


def _between(row: RatioRow) -> Message | str:
    if row.low is None or row.high is None:
        return NO_VALUE
    return msg("{low} and {high}", low=against_expected(row.low), high=against_expected(row.high))


def _ratio_title(client: str, own: Sequence[RatioRow]) -> Message:
    if not own:
        return msg(
            "Only the response of competitors can be compared: that of {client} is not known",
            client=client,
        )
    best, worst = own[0], own[-1]
    if len(own) == 1:
        return msg(
            "Response of {name} against what is expected: {ratio}",
            name=best.name,
            ratio=against_expected(best.ratio),
        )
    return msg(
        "Response against what is expected: from {low} ({worst}) to {high} ({best})",
        low=against_expected(worst.ratio),
        worst=worst.name,
        high=against_expected(best.ratio),
        best=best.name,
    )


def _followers_figure(account: AccountResult, name: Message, key: str) -> Figure | None:
    """A page's followers over time; ``None`` where they were counted on fewer than two days."""
    counted = account.series.followers
    if len(counted) < 2:
        return None
    days = tuple(row.at.date() for row in counted)
    counts = tuple(row.followers for row in counted)
    change = counts[-1] - counts[0]
    span = (days[-1] - days[0]).days
    title = (
        msgn(
            "Followers: {last}, as many as {n} day before",
            "Followers: {last}, as many as {n} days before",
            span,
            last=counts[-1],
        )
        if not change
        else msgn(
            "Followers: from {first} to {last} in {n} day",
            "Followers: from {first} to {last} in {n} days",
            span,
            first=counts[0],
            last=counts[-1],
        )
    )
    rows = tuple(zip(days, counts, strict=True))
    return Figure(
        id=key,
        title=title,
        reading=msg(
            "A dot is a day on which the followers were counted. The scale begins at the fewest."
        ),
        chart=Followers(days, counts),
        table=Table((msg("Day"), msg("Followers")), rows[-_MOST_ROWS:]),
        account=name,
        open=False,
    )
