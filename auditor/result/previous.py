"""An earlier result beside a new one: its figures, so that a report can tell the change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from auditor.core.errors import ResultError
from auditor.core.messages import msg
from auditor.result.raw import RawResult
from auditor.result.schema import Previous, Result
from auditor.result.schema_account import PreviousAccount


def figures_of(earlier: Result, new: Result, anew: Result | None = None) -> Previous:
    """The earlier figures of the accounts that both results hold.

    Args:
        earlier: the earlier result.
        new: the result beside which it stands.
        anew: the earlier day judged again by the method of ``new``, where the methods differ;
            accounts of which nothing is kept from then are left out.

    Raises:
        ResultError: the earlier result is of another client, or of a later day.
    """
    if earlier.as_of > new.as_of:
        raise ResultError(
            msg(
                "The result given as the previous one is of {earlier}, not before {new}.",
                earlier=earlier.as_of.date(),
                new=new.as_of.date(),
            ),
            msg("Give the result.json of an earlier audit with --previous."),
        )
    if not _own(earlier) & _own(new):
        raise ResultError(
            msg(
                "The result given as the previous one is of another client: {name}.",
                name=earlier.client.name,
            ),
            msg("Give the result.json of an earlier audit of the same client with --previous."),
        )
    refs = {account.ref for account in new.accounts}
    source = earlier if anew is None else anew
    if anew is not None:
        refs &= {account.ref for account in earlier.accounts}
        refs &= {account.ref for account in anew.accounts if account.coverage.posts_read}
    figures = {
        account.ref: PreviousAccount(
            verdict=account.verdict.code,
            sub_label=account.verdict.sub_label,
            score=account.score.value,
            pillars={name: pillar.score for name, pillar in account.pillars.items()},
            passed={name: signal.passed for name, signal in account.signals.items()},
        )
        for account in source.accounts
        if account.ref in refs
    }
    return Previous(
        generated_at=earlier.generated_at,
        as_of=earlier.as_of,
        method_version=source.method.version,
        judged_anew=None if anew is None else earlier.method.version,
        plan=earlier.plan,
        accounts=figures,
    )


def _own(result: Result) -> set[str]:
    """The accounts of the client itself: a competitor may be another client's too."""
    own = {subject.name for subject in result.subjects if subject.role == "client"}
    return {account.ref for account in result.accounts if account.subject in own}


def add_previous(
    raw: RawResult, earlier: Result, judge: Callable[[datetime], RawResult] | None = None
) -> RawResult:
    """The raw result with the earlier figures in it.

    Args:
        raw: the result as plain data.
        earlier: the earlier result.
        judge: judges the same accounts as of a moment; used where the method has changed since.
    """
    new = Result.model_validate(raw)
    anew = None
    if judge is not None and earlier.method.version != new.method.version:
        anew = Result.model_validate(judge(earlier.as_of))
    previous = figures_of(earlier, new, anew).model_dump(mode="json", by_alias=True)
    return {**raw, "previous": previous}
