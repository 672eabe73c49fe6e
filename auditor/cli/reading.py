"""What a reading came to, as a command ends and shows it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from auditor.app.support.problems import Problem
from auditor.cli.exit import Exit, tell
from auditor.cli.ui.i18n import say
from auditor.core.messages import msg
from auditor.core.model import AccountRef

if TYPE_CHECKING:
    from connectors.collecting.collect import CollectReport
    from connectors.collecting.progress import AccountReport


def status_of(problems: Sequence[Problem], accounts: Collection[AccountRef]) -> Exit:
    """The exit status for what could not be read of these accounts."""
    failed = {problem.account for problem in problems}
    if not failed:
        return Exit.DONE
    if any(problem.over_budget for problem in problems):
        return Exit.BUDGET
    nothing = failed >= set(accounts) and not any(problem.some_read for problem in problems)
    wants_key = any(problem.wants_key for problem in problems)
    return Exit.NO_CREDENTIAL if nothing and wants_key else Exit.SOME_FAILED


def problem_as_data(problem: Problem) -> dict[str, Any]:
    """A problem for a program."""
    return {
        "account": str(problem.account),
        "message": say(problem.message),
        "advice": None if problem.advice is None else say(problem.advice),
    }


def tell_calls(report: CollectReport) -> None:
    """One line on standard error: the calls made to each network beside those planned."""
    made: dict[str, list[AccountReport]] = {}
    for account in report.accounts:
        made.setdefault(account.ref.platform, []).append(account)
    lines = [_calls_of(platform, rows) for platform, rows in made.items()]
    if lines:
        tell(say(msg("Calls made: {list}.", list=", ".join(lines))))


def _calls_of(platform: str, rows: Sequence[AccountReport]) -> str:
    calls, money = sum(row.calls for row in rows), sum(row.money for row in rows)
    if not money:
        return say(
            msg(
                "{network} {calls} (planned {planned})",
                network=platform,
                calls=calls,
                planned=_planned(rows),
            )
        )
    expected = sum(row.planned_money or 0 for row in rows)
    return say(
        msg(
            "{network} {calls} (planned {planned}), ${spent} (planned ${expected})",
            network=platform,
            calls=calls,
            planned=_planned(rows),
            spent=f"{money / 1000:.2f}",
            expected=f"{expected:.2f}",
        )
    )


def _planned(rows: Sequence[AccountReport]) -> str:
    planned = [row.planned_calls for row in rows if row.planned_calls is not None]
    return "–" if len(planned) < len(rows) else str(round(sum(planned)))


def calls_as_data(report: CollectReport) -> list[dict[str, Any]]:
    """The calls of a reading for a program: an object an account."""
    return [
        {
            "account": str(account.ref),
            "calls": account.calls,
            "units": account.units,
            "money": account.money / 1000,
            "planned_calls": account.planned_calls,
            "planned_money": account.planned_money,
        }
        for account in report.accounts
    ]
