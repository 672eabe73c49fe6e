"""Two results side by side, account by account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.app.support.report_folders import result_in

if TYPE_CHECKING:
    from auditor.result.schema import Result
    from auditor.result.schema_account import AccountResult

_SIGNALS = ("posts_per_week", "reply_rate", "invitation_share", "self_share")


def read_both(first: Path, second: Path) -> tuple[Result, Result]:
    """Two results by their files or folders.

    Raises:
        ResultError: one of them is none.
    """
    from auditor.result.read import read_result

    return read_result(result_in(first)), read_result(result_in(second))


def as_data(both: tuple[Result, Result]) -> list[dict[str, Any]]:
    """The comparison for a program: figures of both, ``None`` where there is none."""
    return [
        {"ref": ref, "first": _figures(before), "second": _figures(after)}
        for ref, before, after in pairs(both)
    ]


def pairs(
    both: tuple[Result, Result],
) -> list[tuple[str, AccountResult | None, AccountResult | None]]:
    """Every account of two results, with what each of them holds of it."""
    sides = [{account.ref: account for account in result.accounts} for result in both]
    refs = dict.fromkeys([*sides[0], *sides[1]])
    return [(ref, sides[0].get(ref), sides[1].get(ref)) for ref in refs]


def _figures(account: AccountResult | None) -> dict[str, Any] | None:
    if account is None:
        return None
    return {
        "verdict": account.verdict.code,
        "score": account.score.value,
        "followers": account.followers,
        "interactions_median": account.counts.interactions_median,
        **{name: account.signals[name].value for name in _SIGNALS if name in account.signals},
    }
