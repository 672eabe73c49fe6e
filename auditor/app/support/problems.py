"""What could not be read, and why: as data, for whoever shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.reasons import Reason

if TYPE_CHECKING:
    from connectors.collecting.collect import CollectReport
    from connectors.collecting.progress import AccountReport

_WANT_KEY = frozenset({Reason.NO_CREDENTIAL, Reason.NO_PERMISSION})


@dataclass(frozen=True)
class Problem:
    """An account that could not be read.

    Args:
        wants_key: a key would have opened it.
        over_budget: what may be spent ended it.
        some_read: a part of it is in the store.
        cause: the fault of the program or the store, where it was one.
    """

    account: AccountRef
    message: Message
    advice: Message | None
    wants_key: bool = False
    over_budget: bool = False
    some_read: bool = False
    cause: Exception | None = None


def problems_of(report: CollectReport) -> list[Problem]:
    """What went wrong in a collection, an account each."""
    return [
        Problem(
            account.ref,
            account.error,
            _or_a_file(account),
            account.reason in _WANT_KEY,
            account.over_budget,
            account.status == "partly",
            account.cause,
        )
        for account in report.accounts
        if account.error is not None
    ]


def remarks_of(report: CollectReport) -> list[tuple[AccountRef, Message]]:
    """What was read and lacks something, though nothing went wrong."""
    return [
        (account.ref, what)
        for account in report.accounts
        if account.error is None and account.same_as is None
        for what in [*([] if account.complete else [_part(account)]), *_met(account)]
    ]


def no_connector(refs: Sequence[AccountRef]) -> list[Problem]:
    """Accounts that no connector reads, with the way that there is."""
    return [
        Problem(ref, msg("this network cannot be asked yet."), _how_to_read(ref)) for ref in refs
    ]


def without_data(refs: Sequence[AccountRef]) -> list[Problem]:
    """Accounts of which the store holds nothing, with the way to get them."""
    return [Problem(ref, msg("the store holds nothing of it."), _how_to_read(ref)) for ref in refs]


def _part(report: AccountReport) -> Message:
    if report.declared is None:
        return msg("only a part of the posts was told; how many there are is not known.")
    return msg(
        "only a part of the posts was told: {n} of {declared} that the network counts.",
        n=report.listed,
        declared=report.declared,
    )


def _met(report: AccountReport) -> list[Message]:
    """What the reading met with, in the words of the report's notes."""
    from auditor.core.labels import note
    from auditor.result.data_quality import met

    return [note(code, params) for code, params in met(report.notes)]


def _or_a_file(report: AccountReport) -> Message | None:
    """The advice of an error; without a key the owner's file is the other way."""
    from connectors.files.where_to_export import where_to_click
    from connectors.registry import connector_class

    info = connector_class(report.ref.platform).info
    keys = info.credentials
    if (
        report.reason is not Reason.NO_CREDENTIAL
        or report.advice is None
        or all(k.easy for k in keys)
    ):
        return report.advice
    advice = report.advice
    if info.login is not None:
        advice = msg(
            "{advice} Or let the program get it: auditor login {network}.",
            advice=advice,
            network=report.ref.platform,
        )
    return msg(
        "{advice} Or its owner downloads a file: {where} Then: auditor import FILE",
        advice=advice,
        where=where_to_click(report.ref.platform),
    )


def _how_to_read(ref: AccountRef) -> Message:
    from connectors.files.where_to_export import where_to_click
    from connectors.registry import PLATFORMS

    if ref.platform in PLATFORMS:
        return msg("Run the same command without --offline.")
    return msg(
        "Its owner can download a file: {where} Then: auditor import FILE --account {ref}",
        where=where_to_click(ref.platform),
        ref=str(ref),
    )
