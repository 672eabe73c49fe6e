"""Whose posts a table holds: as the user says, else as its addresses or its name tell."""

from __future__ import annotations

from dataclasses import replace

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.refs import parse_ref
from connectors.files.options import ImportOptions, ImportRefused, NeedsAnswer
from connectors.files.table import post_urls
from connectors.files.table.cells import Columns
from connectors.files.table.table import Table

_MOST = 0.8
_LOOKED_AT = 500
NAMED_IN_ADDRESSES = frozenset({"x", "instagram", "tiktok", "threads", "bluesky", "mastodon"})


def find_account(
    table: Table, options: ImportOptions, network: str | None = None
) -> tuple[AccountRef, list[Message]]:
    """The account that a table is about: as the user says, else as its addresses tell.

    Args:
        table: the table, with what its header says.
        options: what the user said of the files.
        network: the network, where the file tells it.

    Raises:
        UsageError: neither tells, or the addresses name several.
    """
    urls = Columns(table).text("url")
    accounts = post_urls.accounts_in([] if urls is None else urls) or _account_in_name(table)
    export = table.layout.export
    account = options.account_for(export.platform if export else network)
    if account is not None:
        _check_account(table, account, accounts)
        return account, []
    accounts = accounts or _account_in_cells(table)
    if len(accounts) == 1:
        return next(iter(accounts)), []
    if not accounts and network is not None and (export is not None or options.accounts):
        raise NeedsAnswer(
            msg(
                "{file} does not tell which account of {network} it is about.",
                file=table.source.label,
                network=network,
            ),
            msg("Add --account {network}:NAME", network=network),
            "account",
        )
    if not accounts:
        raise NeedsAnswer(
            msg("{file} does not tell which account it is about.", file=table.source.label),
            msg("Add --account NETWORK:NAME, for example --account facebook:esempio"),
            "account",
        )
    raise NeedsAnswer(
        msg(
            "{file} names several accounts: {accounts}.",
            file=table.source.label,
            accounts=_names(accounts),
        ),
        msg("Say which one it is about with --account NETWORK:NAME"),
        "account",
    )


def _check_account(table: Table, account: AccountRef, accounts: set[AccountRef]) -> None:
    """The account given must not contradict the name inside the file.

    Numbers stand for pages whose name is not in the address: they contradict nothing.
    """
    export = table.layout.export
    if export is not None and account.platform != export.platform:
        raise ImportRefused(
            msg(
                "{file} is an export of {network}, not of {account}.",
                file=table.source.label,
                network=export.platform,
                account=str(account),
            ),
            msg("Correct --account, or leave it away."),
        )
    _check_pages(table, account)
    accounts = accounts | _account_in_cells(table)
    if account.platform not in NAMED_IN_ADDRESSES and export is None:
        return
    names = {ref for ref in accounts if not ref.handle.isdecimal()}
    if names and account not in names and not account.handle.isdecimal():
        raise about_others(table, names, account)


def _check_pages(table: Table, account: AccountRef) -> None:
    """Most addresses must not name other pages; single ones may, which the account has shared."""
    urls = Columns(table).text("url")
    handle = account.handle.rpartition("/")[2].lower()
    if urls is None or handle.isdecimal():
        return
    sample = post_urls.spread([url for url in urls.unique() if url], _LOOKED_AT)
    pages = [page for url in sample if (page := post_urls.page_in(url, account.platform))]
    others = [page for page in pages if page != handle]
    if len(others) >= _MOST * len(sample) and others:
        raise about_others(table, {replace(account, handle=page) for page in others}, account)


def about_others(table: Table, accounts: set[AccountRef], account: AccountRef) -> ImportRefused:
    """The refusal of a table that is about other accounts than the one given.

    Args:
        table: the table, with what its header says.
        accounts: the accounts that it names.
        account: the account.
    """
    return ImportRefused(
        msg(
            "{file} is about {told}, not about {account}.",
            file=table.source.label,
            told=_names(accounts),
            account=str(account),
        ),
        msg("Correct --account, or leave it away."),
    )


def _names(refs: set[AccountRef]) -> str:
    names = sorted(map(str, refs))
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


def _account_in_name(table: Table) -> set[AccountRef]:
    export = table.layout.export
    name = export.named_in(table.source.name) if export else None
    return {parse_ref(f"{export.platform}:{name}")} if export and name else set()


def _account_in_cells(table: Table) -> set[AccountRef]:
    """The accounts in a column that an export has for them."""
    export, cells = table.layout.export, Columns(table).text("account")
    if export is None or cells is None:
        return set()
    accounts = set()
    for name in cells[cells != ""].unique():
        try:
            accounts.add(parse_ref(f"{export.platform}:{name}"))
        except UsageError:
            continue
    return accounts
