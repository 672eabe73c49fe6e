"""What the names in a table's cells mean: the account, other pages, staff, or the public."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.core.errors import UsageError
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.refs import parse_ref
from connectors.files.options import ImportOptions, ImportRefused, NeedsAnswer
from connectors.files.table.account import NAMED_IN_ADDRESSES
from connectors.files.table.layout import ColumnUse
from connectors.files.table.table import Table
from connectors.files.words.owner_words import (
    are_titles,
    beside_network,
    is_about_something,
    may_name_pages,
    names_competitors,
)
from connectors.files.words.synonyms import normalized

Key = tuple[str, ...]
_LEGAL = re.compile(
    r"\b(?:s\.?p\.?a|s\.?r\.?l\.?s?|s\.?n\.?c|s\.?a\.?s|gmbh|ltd|inc|llc|s\.?a|s\.?l|official|ufficiale|"
    r"page|pagina|italia|italy)\b\.?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[|·•–—()\[\]/,:®™]|\s-\s")
_HOST = re.compile(r"(?:www\.)?([\w-]+)(?:\.[a-z]{2,10}){1,2}", re.IGNORECASE)
_FEW = 5
_MOST_PAGES, _NEARLY_ALL = 6, 0.9
# Columns of people, who are never named.
SENDERS = frozenset(
    map(
        normalized,
        ("from", "from name", "sender", "sender name", "mittente", "absender", "remitente"),
    )
)
USERS = frozenset(
    map(
        normalized,
        (
            "username",
            "user name",
            "nome utente",
            "owner username",
            "handle",
            "screen name",
            "nickname",
            "user.username",
            "author.username",
            "uniqueId",
            "user.uniqueId",
        ),
    )
)
PEOPLE = SENDERS | frozenset(
    map(
        normalized,
        (
            "author",
            "author name",
            "autore",
            "autor",
            "auteur",
            "user",
            "utente",
            "by user",
            "nickname",
            "nick name",
            "user.nickname",
            "user nickname",
        ),
    )
)


def header_of(table: Table) -> str:
    """The header of the column that names accounts in a table that nobody knows, in plain words."""
    return normalized(_header(table))


def is_asked_about(table: Table) -> bool:
    """Whether the column that names accounts may name something else too: brands, what a post is
    about."""
    return may_name_pages(_header(table))


def _header(table: Table) -> str:
    use = table.layout.use("account")
    return use.columns[0] if use is not None and table.layout.export is None else ""


def ref_of(key: Key, network: str | None) -> AccountRef | None:
    """The account that a row's names stand for by themselves: a handle, an address or an id."""
    for cell in key:
        for text in (cell, f"{network}:{cell}" if network else ""):
            try:
                ref = parse_ref(text)
            except UsageError:
                continue
            if network in (None, ref.platform) and ref.platform != "site":
                return ref
    return None


def is_account(cell: str, account: AccountRef, options: ImportOptions) -> bool:
    """Whether a name in a cell means an account: its handle, its address, or as the user says.

    Args:
        cell: a name.
        account: the account.
        options: what the user said of the files.
    """
    if not cell:
        return False
    if normalized(cell) in options.names_of(account):
        return True
    for text in (cell, f"{account.platform}:{cell}"):
        try:
            if parse_ref(text) == account:
                return True
        except UsageError:
            continue
    handle = normalized(account.handle.rpartition("/")[2])
    return handle in {normalized(cell), normalized(_LEGAL.sub("", cell))}


def may_be_account(cell: str, account: AccountRef, options: ImportOptions) -> bool:
    """Whether a part of a cell means an account: ``Esempio | Milano``, ``FB Esempio``.

    Args:
        cell: a name.
        account: the account.
        options: what the user said of the files.
    """
    host = _HOST.fullmatch(cell)
    parts = [cell, *_BETWEEN.split(cell), beside_network(cell), *([host[1]] if host else [])]
    return any(is_account(part.strip(), account, options) for part in parts)


def other_name(table: Table, groups: Sequence[Key], account: AccountRef) -> Iterator[Message]:
    """A line where the one name in a table is not the account's; a handle must be.

    Args:
        table: the table, with what its header says.
        groups: the names in the table.
        account: the account.

    Raises:
        ImportRefused: the handle of another account stands in every row.
        NeedsAnswer: the name of a competitor does.
    """
    header, name = header_of(table), next((cell for key in groups for cell in key if cell), "")
    if not name or not header or header in PEOPLE:
        return
    use = table.layout.use("account")
    if use is not None and names_competitors(use.columns[0]):
        raise NeedsAnswer(
            msg("{file} is about the competitor '{name}'.", file=table.source.label, name=name),
            msg(
                "Say which account that is, as in --account {account}={name}",
                account=str(account),
                name=name,
            ),
            "account",
        )
    if header in USERS and account.platform in NAMED_IN_ADDRESSES:
        raise ImportRefused(
            msg(
                "{file} is about {told}, not about {account}.",
                file=table.source.label,
                told=name,
                account=str(account),
            ),
            msg("Correct --account, or leave it away."),
        )
    yield msg(
        "The file calls the page '{name}': its rows are taken as those of {account}.",
        name=name,
        account=str(account),
    )


def with_own_name(table: Table, options: ImportOptions) -> Table:
    """The table with the column as that of accounts in which the user's name of the page stands.

    Where no header says whose the rows are, a column with the account's own name and others does.

    Args:
        table: the table, with what its header says.
        options: what the user said of the files.

    Raises:
        NeedsAnswer: the account's handle stands in such a column, and the user said nothing of it.
    """
    use, names = table.layout.use("account"), table.layout.use("names")
    if names is None or (use is not None and header_of(table) not in PEOPLE):
        return table
    for header, column in zip(names.columns, names.places, strict=True):
        counts = _rows_by_name(table, column)
        names_account = is_account if are_titles(counts) else may_be_account
        named = {
            cell: account
            for cell in counts
            for account in options.accounts
            if names_account(cell, account, options)
        }
        own = sum(
            any(is_account(cell, account, options) for account in options.accounts)
            for cell in counts
        )
        if not named or own == len(counts):
            continue
        if any(normalized(cell) in options.names_of(account) for cell, account in named.items()):
            uses = [use for use in table.layout.uses if use.field != "account"]
            account_use = ColumnUse("account", (header,), (column,))
            return replace(table, layout=replace(table.layout, uses=(*uses, account_use)))
        if not options.posts:
            cell, account = next(iter(named.items()))
            raise NeedsAnswer(
                msg(
                    "{file}: the column '{column}' names {account} in some rows and others in the "
                    "rest: {pages}.",
                    file=table.source.label,
                    column=header,
                    account=str(account),
                    pages=[f"{name} ({n})" for name, n in list(counts.items())[:10]],
                ),
                msg(
                    "If it says whose each row is: --account {account}={name}. If all rows are its "
                    "own posts: --posts",
                    account=str(account),
                    name=cell,
                ),
                "page or posts",
                tuple(counts),
            )
    return table


def _rows_by_name(table: Table, column: int) -> dict[str, int]:
    """The names of a column with the number of their rows, the most first."""
    cells = table.cells[column].str.strip().replace("", None).value_counts()
    return {str(cell): int(rows) for cell, rows in cells.items()}


def perhaps_pages(table: Table, options: ImportOptions) -> Iterator[Message]:
    """A line for each column whose few names may be those of pages, where nothing says whose the
    rows are and all of them are taken as the account's own.

    Args:
        table: the table, with what its header says.
        options: what the user said of the files.
    """
    use, names = table.layout.use("account"), table.layout.use("names")
    if names is None or use is not None or options.posts or len(options.accounts) != 1:
        return
    for header, column in zip(names.columns, names.places, strict=True):
        if is_about_something(header):
            continue
        counts = _rows_by_name(table, column)
        if len(counts) <= _MOST_PAGES and sum(counts.values()) >= _NEARLY_ALL * len(table.cells):
            yield msg(
                "'{column}' divides the rows: {pages}. All are taken as those of {account}; if "
                "these are several pages: --account {account}={name}",
                column=header,
                pages=[f"{name} ({n})" for name, n in counts.items()],
                account=str(options.accounts[0]),
                name=next(iter(counts)),
            )


def written_by_others(table: Table, names: int, is_named: bool) -> bool:
    """Whether a table that nobody knows holds what the public wrote.

    It does where nearly every row has another name, in a column or in its address, where the names
    are those of senders, and where they are those of authors of something that has no counts of
    posts. A few authors beside such counts are the page's own staff.

    Args:
        table: the table, with what its header says.
        names: how many names stand in it.
        is_named: whether the user named the account.
    """
    header = header_of(table)
    if not names or table.layout.export is not None:
        return False
    most = names > 1 and names > len(table.cells) / 2
    if most and (names > _FEW or (header in USERS and not is_named)):
        return True
    if is_named or not header:
        return False
    fields = {use.field for use in table.layout.uses}
    counts = len(fields & {"comments", "shares", "reach", "impressions", "saves", "interactions"})
    few_counts = counts + ("reactions" in fields) < 2
    return header in SENDERS or (header in PEOPLE and names > 1 and few_counts)


def staff(table: Table, account: AccountRef) -> Message:
    use = table.layout.use("account")
    return msg(
        "The column '{column}' names people and not pages: all rows are taken as those of "
        "{account}.",
        column=use.columns[0] if use else "",
        account=str(account),
    )
