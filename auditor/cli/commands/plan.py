"""``auditor plan``: calls, quota and time of a reading before anything is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import (
    Example,
    State,
    clients_option,
    history_option,
    json_option,
    option,
    refs_argument,
)
from auditor.cli.ui.i18n import _, language, say
from auditor.cli.ui.output import echo, show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.errors import UsageError
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.app.plan import Planned
    from connectors.base import Estimate
    from reports.language import Language


@framework.command(
    "plan",
    msg(
        "Say what a reading will cost before anything is asked: calls, units of a day's quota, "
        "time; at least, likely, at most.\n\nNothing is asked and nothing is spent. What was read "
        "before is counted in."
    ),
    (
        Example(
            "auditor plan bluesky:esempio.example.com youtube:@esempio",
            msg("Two accounts, for a year:"),
        ),
        Example(
            "auditor plan --client esempio.toml --history-days 90", msg("A client, for 90 days:")
        ),
        Example(
            "auditor plan x:esempio --posts 300 --replies 600",
            msg("An account of which the numbers are known:"),
        ),
    ),
)
@refs_argument
@clients_option
@history_option
@option("--no-comments", is_flag=True, words=msg("Read posts and their counts only."))
@option(
    "--posts",
    type=click.IntRange(0, 10_000_000),
    metavar="N",
    words=msg("How many posts each account has in these days, where you know it better."),
)
@option(
    "--replies",
    type=click.IntRange(0, 10_000_000),
    metavar="N",
    words=msg("How many replies of its own; needs --posts."),
)
@json_option
@click.pass_obj
def command(
    state: State,
    /,
    refs: tuple[str, ...],
    clients: tuple[str, ...],
    history_days: int,
    no_comments: bool,
    posts: int | None,
    replies: int | None,
    as_json: bool,
) -> int:
    """Work out the costs from the store and the connectors' own formulas."""
    from auditor.app.collect import history
    from auditor.app.plan import plan_reading, used_today
    from auditor.app.support.selection import accounts_of, choose_audits

    if posts is None and replies is not None:
        raise UsageError(
            msg("--replies alone says too little."), msg("State the posts too: --posts N.")
        )
    stated = None if posts is None else (posts, replies or 0)
    work = state.workplace()
    now = datetime.now(UTC)
    accounts = accounts_of(choose_audits(work, refs, clients, now))
    with state.open_store() as store:
        window = history(history_days, now)
        planned = plan_reading(work, store, accounts, window, not no_comments, stated)
        used = used_today(work, store, now)
    if as_json:
        show_json({"accounts": [_as_data(row) for row in planned], "used_today": used})
    else:
        _show(planned, used)
    return Exit.DONE


def _three(estimate: Estimate) -> list[float]:
    return [estimate.least, estimate.likely, estimate.most]


def _as_data(planned: Planned) -> dict[str, Any]:
    plan = planned.plan
    return {
        "ref": str(planned.ref),
        "needs": None if planned.needs is None else say(planned.needs),
        "calls": None if plan is None else _three(plan.calls),
        "units": None if plan is None else _three(plan.units),
        "money": None if plan is None else _three(plan.money),
        "seconds": None if plan is None else _three(plan.seconds),
    }


def _show(planned: Sequence[Planned], used: dict[str, list[int]]) -> None:
    from reports.language import NO_VALUE, Language

    speak = Language(language())

    def three(estimate: Estimate | None) -> tuple[str, str, str]:
        if estimate is None:
            return NO_VALUE, NO_VALUE, NO_VALUE
        return (
            speak.number(estimate.least, 0),
            speak.number(estimate.likely, 0),
            speak.number(estimate.most, 0),
        )

    rows = [
        (
            str(row.ref),
            *three(row.plan.calls if row.plan else None),
            NO_VALUE
            if row.plan is None or not row.plan.units.most
            else speak.number(row.plan.units.likely, 0),
            _money(speak, row.plan.money if row.plan else None),
            NO_VALUE if row.plan is None else _time(speak, row.plan.seconds.likely),
            "" if row.needs is None else say(row.needs),
        )
        for row in planned
    ]
    headings = (
        _("account"),
        _("calls, least"),
        _("likely"),
        _("most"),
        _("units of quota"),
        _("dollars"),
        _("time"),
        _("needs"),
    )
    show(Table(headings, rows, right=frozenset(range(1, 7))))
    for name, (spent, most) in used.items():
        echo(
            _("{network}: {spent} of {most} units of today are spent.").format(
                network=name, spent=speak.number(spent), most=speak.number(most)
            )
        )


def _money(speak: Language, money: Estimate | None) -> str:
    """What is likely; beside it the most, where that is another amount."""
    from reports.language import NO_VALUE

    if money is None or not money.most:
        return NO_VALUE
    likely, most = (speak.number(amount, 2) for amount in (money.likely, money.most))
    if likely == most:
        return f"${likely}"
    return _("${likely}, at most ${most}").format(likely=likely, most=most)


def _time(speak: Language, seconds: float) -> str:
    if seconds < 90:
        return f"{speak.number(seconds, 0)} s"
    return f"{speak.number(seconds / 60, 0)} min"
