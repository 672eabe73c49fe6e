"""``auditor collect``: read accounts into the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from auditor.cli import framework
from auditor.cli.exit import Exit
from auditor.cli.framework import (
    Example,
    State,
    clients_option,
    history_option,
    json_option,
    max_spend_option,
    option,
    quiet_option,
    refs_argument,
)
from auditor.cli.ui.i18n import _
from auditor.cli.ui.output import show_json
from auditor.cli.ui.tables import Table, show
from auditor.core.messages import msg

if TYPE_CHECKING:
    from auditor.app.support.problems import Problem
    from connectors.collecting.collect import CollectReport
    from connectors.collecting.progress import AccountReport


@framework.command(
    "collect",
    msg(
        "Read accounts into the store, without judging them.\n\nWhat was read before is kept; an "
        "interrupted reading goes on where it stopped."
    ),
    (
        Example(
            "auditor collect bluesky:esempio.example.com @esempio@social.example",
            msg("Read two accounts:"),
        ),
        Example(
            "auditor collect bluesky:esempio.example.com --history-days 90 --no-comments",
            msg("Only the posts of the last three months:"),
        ),
    ),
)
@refs_argument
@clients_option
@history_option
@option("--no-comments", is_flag=True, words=msg("Read posts and their counts only."))
@max_spend_option
@quiet_option
@json_option
@click.pass_obj
def command(
    state: State,
    /,
    refs: tuple[str, ...],
    clients: tuple[str, ...],
    history_days: int,
    no_comments: bool,
    max_spend: float | None,
    quiet: bool,
    as_json: bool,
) -> int:
    """Read, and tell what came in."""
    from auditor.app.collect import history, read_accounts, split_by_connector, tell_report
    from auditor.app.support.problems import no_connector
    from auditor.app.support.selection import accounts_of, choose_audits
    from auditor.cli.key_files import tell_exposed
    from auditor.cli.reading import status_of, tell_calls

    work = state.workplace(silent=quiet or as_json)
    now = datetime.now(UTC)
    chosen, from_files = split_by_connector(accounts_of(choose_audits(work, refs, clients, now)))
    tell_exposed(state.place)
    with state.open_store() as store:
        report = read_accounts(
            work, store, chosen, history(history_days, now), not no_comments, max_spend
        )
    problems = tell_report(work, report)
    for problem in no_connector(from_files):
        work.observer.problem(problem)
        problems.append(problem)
    status = status_of(problems, [*chosen, *from_files])
    if as_json:
        _show_json(report, problems, status)
    elif not quiet:
        _show(report)
        if any(account.money for account in report.accounts):
            tell_calls(report)
    return status


def _show(report: CollectReport) -> None:
    rows = [
        (
            str(account.ref),
            str(account.posts_read),
            str(account.posts_new),
            str(account.comments_new),
            str(account.calls),
            _planned(account),
            _complete_word(account),
        )
        for account in report.accounts
    ]
    headings = (
        _("account"),
        _("posts read"),
        _("new posts"),
        _("new comments"),
        _("calls"),
        _("planned"),
        _("complete"),
    )
    show(Table(headings, rows, right=frozenset({1, 2, 3, 4, 5})))


def _planned(report: AccountReport) -> str:
    return "–" if report.planned_calls is None else str(round(report.planned_calls))


def _complete_word(report: AccountReport) -> str:
    if report.same_as is not None:
        return _("same as {account}").format(account=report.same_as)
    return _("yes") if report.complete else _("no")


def _show_json(report: CollectReport, problems: Sequence[Problem], status: Exit) -> None:
    from auditor.cli.reading import problem_as_data

    show_json(
        {
            "exit_status": int(status),
            "accounts": [
                {
                    "ref": str(account.ref),
                    "posts_read": account.posts_read,
                    "posts_new": account.posts_new,
                    "comments_new": account.comments_new,
                    "calls": account.calls,
                    "planned_calls": account.planned_calls,
                    "units": account.units,
                    "money": account.money / 1000,
                    "planned_money": account.planned_money,
                    "complete": account.complete,
                    "same_as": None if account.same_as is None else str(account.same_as),
                }
                for account in report.accounts
            ],
            "problems": [problem_as_data(problem) for problem in problems],
        }
    )
