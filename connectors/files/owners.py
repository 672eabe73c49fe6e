"""Whose posts a table holds: as the user says, else as its addresses or its name tell."""

from __future__ import annotations

import re

from auditor.messages import Message, msg
from auditor.model import AccountRef
from auditor.refs import parse_ref
from connectors.files import addresses, x_analytics
from connectors.files.options import ImportOptions, ImportRefused, NeedsAnswer
from connectors.files.tables import X_KINDS, Columns
from connectors.files.tabular import Table

NAMED_IN_ADDRESSES = frozenset({"x", "instagram", "tiktok", "threads", "bluesky", "mastodon"})


def find_account(table: Table, options: ImportOptions) -> tuple[AccountRef, list[Message]]:
    """The account that a table is about: as the user says, else as its addresses tell.

    Raises:
        UsageError: neither tells, or the addresses name several.
    """
    urls = Columns(table).text("url")
    told = addresses.accounts_in([] if urls is None else urls) or _account_in_name(table)
    if options.account is not None:
        _check_account(table, options.account, told)
        return options.account, []
    if len(told) == 1:
        return next(iter(told)), []
    if not told:
        raise NeedsAnswer(
            msg("{file} does not tell which account it is about.", file=table.path.name),
            msg("Add --account NETWORK:NAME, for example --account facebook:esempio"),
            "account",
        )
    raise NeedsAnswer(
        msg(
            "{file} names several accounts: {accounts}.",
            file=table.path.name,
            accounts=_names(told),
        ),
        msg("Say which one it is about with --account NETWORK:NAME"),
        "account",
    )


def _check_account(table: Table, given: AccountRef, told: set[AccountRef]) -> None:
    """The account given must not contradict the name inside the file.

    Numbers stand for pages whose name is not in the address: they contradict nothing.
    """
    if given.platform not in NAMED_IN_ADDRESSES and table.layout.kind not in X_KINDS:
        return
    names = {ref for ref in told if not ref.handle.isdecimal()}
    if names and given not in names and not given.handle.isdecimal():
        raise ImportRefused(
            msg("{file} is about {told}, not about {account}.", file=table.path.name,
                told=_names(names), account=str(given)),
            msg("Correct --account, or leave it away."),
        )  # fmt: skip


def _names(refs: set[AccountRef]) -> str:
    names = sorted(map(str, refs))
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _account_in_name(table: Table) -> set[AccountRef]:
    found = re.match(r"tweet_activity_metrics_(\w+)_\d{8}_\d{8}_", table.path.name)
    if table.layout.kind != x_analytics.KIND_MONTHLY or not found:
        return set()
    return {parse_ref(f"x:{found[1]}")}
