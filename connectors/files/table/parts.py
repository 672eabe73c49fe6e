"""Whose rows a table holds: split by network and account, never all under one name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

import pandas as pd

from auditor.core.messages import Message, msg, msgn
from auditor.core.model import AccountRef
from connectors.files.options import ImportOptions, NeedsAnswer, NotPosts
from connectors.files.reading_record import OF_OTHERS, LeftOut
from connectors.files.table import post_urls
from connectors.files.table.account import about_others, find_account
from connectors.files.table.cells import Columns
from connectors.files.table.columns import COUNTS
from connectors.files.table.row_names import (
    PEOPLE,
    USERS,
    header_of,
    is_account,
    is_asked_about,
    other_name,
    perhaps_pages,
    ref_of,
    staff,
    with_own_name,
    written_by_others,
)
from connectors.files.table.table import Table
from connectors.files.words.owner_words import network_of, networks_in

_MOST_NAMED = 5


@dataclass
class Parts:
    """A table by account.

    ``tables`` are the parts to be read, ``others`` the rows of other accounts in it, ``left_out``
    says why a whole table is not read.
    """

    tables: list[tuple[AccountRef, Table]] = field(default_factory=list)
    others: tuple[LeftOut, ...] = ()
    left_out: list[Message] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)


def parts(table: Table, options: ImportOptions) -> Parts:
    """Split a table by network and account.

    Raises:
        UsageError: it does not tell whose the rows are, or contradicts what the user says.
    """
    table = with_own_name(table, options)
    networks = _networks(table)
    names = _names(table)
    result = Parts(warnings=list(perhaps_pages(table, options)))
    left_out: list[LeftOut] = []
    distinct = list(dict.fromkeys(name for some in networks.unique() for name in sorted(some)))
    if len(distinct) <= 1 and not _is_explicit(table):
        _add(table, distinct[0] if distinct else None, names, options, result, left_out)
    else:
        for network in distinct:
            mask = networks.map(lambda some, network=network: network in some).astype(bool)
            if options.accounts and not any(r.platform == network for r in options.accounts):
                reason = msg("of {network}, of which no account was given", network=network)
                left_out.append(_left(table, mask, reason))
                continue
            part, notes = _own_counts(_rows(table, mask), networks[mask])
            result.warnings += [note for note in notes if note not in result.warnings]
            _add(part, network, None if names is None else names[mask], options, result, left_out)
        unnamed = ~networks.map(bool).astype(bool)
        column = Columns(table).text("network")
        blank = unnamed if column is None else unnamed & (column == "")
        if len(distinct) and (unnamed & ~blank).any():
            left_out.append(_left(table, unnamed & ~blank, msg("of no network that is known here")))
        if len(distinct) and blank.any():
            left_out.append(_left(table, blank, msg("no network is named"), harmless=False))
        if not distinct:
            _add(table, None, names, options, result, left_out)
    result.others = tuple(left_out)
    if not result.tables:
        result.left_out += [_left_out_words(out) for out in left_out]
    return result


def _own_counts(table: Table, networks: pd.Series) -> tuple[Table, list[Message]]:
    """Rows of several networks at once without their counts, which are those of all together."""
    several = networks.map(len).to_numpy() > 1
    places = [column for use in table.layout.uses if use.field in COUNTS for column in use.places]
    if not several.any() or not places:
        return table, []
    cells = table.cells.copy()
    cells.loc[several, places] = ""
    note = msgn(
        "{n} row names several networks: its counts are those of all, and unknown for each.",
        "{n} rows name several networks: their counts are those of all, and unknown for each.",
        int(several.sum()),
    )
    return replace(table, cells=cells), [note]


def _left_out_words(out: LeftOut) -> Message:
    return msg("{n} rows: {reason}", n=out.rows, reason=out.reason)


def _is_explicit(table: Table) -> bool:
    """Whether a column or the sheet says which network a row is of."""
    return table.layout.export is None and (
        table.layout.use("network") is not None or _of_sheet(table) is not None
    )


def _of_sheet(table: Table) -> str | None:
    for label in (table.label, table.sheet):
        network = network_of(label) if label else None
        if network:
            return network
    return None


def _networks(table: Table) -> pd.Series:
    """The networks of each row (mostly one), none where nothing tells it."""
    index, export = table.cells.index, table.layout.export

    def all_rows(network: str) -> pd.Series:
        some = frozenset({network}) if network else frozenset()
        return pd.Series([some] * len(index), index=index, dtype=object)

    if export is not None:
        return all_rows(export.platform)
    columns = Columns(table)
    column = columns.text("network")
    if column is not None:
        words = {word: networks_in(word) for word in column.unique()}
        return column.map(words).astype(object)
    sheet = _of_sheet(table)
    if sheet is not None:
        return all_rows(sheet)
    urls = columns.text("url")
    if urls is None:
        return all_rows("")
    hosts = {url: post_urls.network_of(url) or "" for url in urls.unique()}
    several = {host for host in hosts.values() if host}
    if len(several) < 2:
        # Addresses of the firm's own site are what posts link to.
        return all_rows(next(iter(several), ""))
    return urls.map({url: frozenset({host} if host else ()) for url, host in hosts.items()})


def _names(table: Table) -> pd.DataFrame | None:
    """The cells that name the account of each row, the strongest column first."""
    columns = Columns(table)
    names = {
        name: column
        for name in ("account", "account_name")
        if (column := columns.text(name)) is not None
    }
    return pd.DataFrame(names) if names else None


def _add(
    table: Table,
    network: str | None,
    names: pd.DataFrame | None,
    options: ImportOptions,
    result: Parts,
    left_out: list[LeftOut],
) -> None:
    """The parts of the rows of one network."""
    keys, header = _keys(table, names), header_of(table)
    groups = [key for key in dict.fromkeys(keys) if key != ("",) and any(key)]
    asked_account = options.account_for(network)
    if asked_account is not None and network is not None and asked_account.platform != network:
        asked_account = asked_account if table.layout.export is not None else None
    is_named = asked_account is not None and any(
        is_account(cell, asked_account, options) for key in groups for cell in key
    )
    if written_by_others(table, max(len(groups), len(_names_in_urls(table))), is_named):
        raise NotPosts(
            msg(
                "{file} holds what others wrote, and not posts of {account}.",
                file=table.source.label,
                account=str(asked_account or network or "-"),
            ),
            msg(
                "Import the list of the page's own posts. If the file calls the page by another "
                "name: --account facebook:esempio=NAME"
            ),
            msg("what others wrote, not posts of one page"),
        )
    if len(groups) <= 1:
        _add_whole(table, network, groups, options, result, asked_account if not is_named else None)
        return
    if options.posts and asked_account is not None and not is_named and is_asked_about(table):
        _add_whole(table, network, [], options, result, asked_account)
        return
    if header in PEOPLE and not is_named:
        before = len(result.tables)
        _add(_without_names(table), network, None, options, result, left_out)
        result.warnings += [staff(table, account) for account, _ in result.tables[before:]]
        return
    column = pd.Series(keys, index=table.cells.index, dtype=object)
    blank = column.map(lambda key: not any(key)).astype(bool)
    if asked_account is None:
        for key, ref in _each_account(table, column, network, groups, options):
            result.tables.append((ref, _rows(table, column.map(lambda name, key=key: name == key))))
    else:
        mine = [
            key for key in groups if any(is_account(cell, asked_account, options) for cell in key)
        ]
        if not mine:
            raise _which(table, column, asked_account)
        own = column.map(lambda name: name in mine).astype(bool)
        result.tables.append((asked_account, _rows(table, own)))
        left_out += _of_others(table, column, own, blank, network or asked_account.platform)
    if blank.any():
        left_out.append(_left(table, blank, msg("no account is named"), harmless=False))


def _each_account(
    table: Table,
    keys: pd.Series,
    network: str | None,
    groups: Sequence[tuple[str, ...]],
    options: ImportOptions,
) -> Iterator[tuple[tuple[str, ...], AccountRef]]:
    """The accounts of rows of which the user has named none."""
    refs = [ref_of(key, network) for key in groups]
    in_addresses = table.layout.use("account") is None
    if in_addresses and not options.accounts and len(groups) > len(table.cells) / 2:
        raise _which(table, keys, None)
    if options.accounts and network and options.account_of(network) is None:
        raise about_others(table, {ref for ref in refs if ref}, options.accounts[0])
    for key, ref in zip(groups, refs, strict=True):
        if ref is None:
            raise _which(table, keys, None)
        yield key, ref


def _add_whole(
    table: Table,
    network: str | None,
    groups: Sequence[tuple[str, ...]],
    options: ImportOptions,
    result: Parts,
    unnamed: AccountRef | None,
) -> None:
    """Rows that are all of one account; ``unnamed`` is the one given that no row names."""
    ref = ref_of(groups[0], network) if groups and header_of(table) in USERS else None
    if ref is not None and network is not None and not options.accounts:
        result.tables.append((ref, table))
        return
    account, warnings = find_account(table, options, network)
    result.warnings += warnings
    if unnamed is not None:
        result.warnings += other_name(table, groups, account)
    result.tables.append((account, table))


def _without_names(table: Table) -> Table:
    """The table without its column of names, so that only addresses tell accounts."""
    uses = tuple(use for use in table.layout.uses if use.field not in ("account", "account_name"))
    return replace(table, layout=replace(table.layout, uses=uses))


def _keys(table: Table, names: pd.DataFrame | None) -> list[tuple[str, ...]]:
    """What names the account of each row; without a column for it what its address tells."""
    if names is not None:
        return list(names.itertuples(index=False, name=None))
    urls = Columns(table).text("url")
    if urls is None:
        return [("",)] * len(table.cells)
    if len(_names_in_urls(table)) < 2:
        return [("",)] * len(table.cells)
    return [(_named_in(url),) for url in urls]


def _names_in_urls(table: Table) -> set[str]:
    """The accounts that the addresses of a table's rows name."""
    urls = Columns(table).text("url")
    return set() if urls is None else {_named_in(url) for url in urls.unique()} - {""}


@lru_cache(maxsize=100_000)
def _named_in(url: str) -> str:
    refs = post_urls.accounts_in([url])
    return str(next(iter(refs))) if len(refs) == 1 else ""


def _which(table: Table, keys: pd.Series, account: AccountRef | None) -> NeedsAnswer:
    counts = keys[keys.map(any)].map(lambda key: next(filter(None, reversed(key)))).value_counts()
    choices = tuple(str(name) for name in counts.index)
    lines = [f"{name} ({n})" for name, n in list(counts.items())[:10]]
    if account is None:
        return NeedsAnswer(
            msg(
                "{file} holds rows of several pages: {pages}.", file=table.source.label, pages=lines
            ),
            msg("Say which account each is, as in --account facebook:esempio=NAME"),
            "account",
        )
    return NeedsAnswer(
        msg(
            "{file} holds rows of several pages, and none is called {account}: {pages}.",
            file=table.source.label,
            account=str(account),
            pages=lines,
        ),
        msg(
            "Say which it is: --account {account}=NAME. If all rows are its own posts: --posts",
            account=str(account),
        )
        if is_asked_about(table)
        else msg("Say which it is: --account {account}=NAME", account=str(account)),
        "page or posts" if is_asked_about(table) else "page",
        choices,
    )


def _of_others(
    table: Table, keys: pd.Series, own: pd.Series, blank: pd.Series, network: str
) -> Iterator[LeftOut]:
    keys_left = keys[~own & ~blank]
    if keys_left.empty:
        return
    people = header_of(table) in PEOPLE
    groups = list(dict.fromkeys(keys_left))
    if people or len(groups) > _MOST_NAMED:
        yield _left(table, ~own & ~blank, OF_OTHERS)
        return
    for key in groups:
        ref = ref_of(key, network)
        name = str(ref) if ref else next(filter(None, reversed(key)))
        mask = keys.map(lambda name, key=key: name == key).astype(bool)
        yield _left(table, mask, msg("of {account}", account=name))


def _left(table: Table, mask: pd.Series, reason: Message, harmless: bool = True) -> LeftOut:
    lines = tuple(int(line) for line in table.cells.index[mask.to_numpy(dtype=bool)][:5])
    return LeftOut(reason, int(mask.sum()), lines, harmless)


def _rows(table: Table, mask: pd.Series) -> Table:
    cells = table.cells[mask.to_numpy(dtype=bool)]
    return replace(table, cells=cells)
