"""Whose rows a table holds: split by network and account, never all under one name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pandas as pd

from auditor.errors import UsageError
from auditor.messages import Message, msg
from auditor.model import AccountRef
from auditor.refs import parse_ref
from connectors.files import addresses
from connectors.files.cells import Columns
from connectors.files.options import ImportOptions, NeedsAnswer, NotPosts
from connectors.files.owner_words import network_of, networks_in
from connectors.files.owners import find_account
from connectors.files.records import OF_OTHERS, LeftOut
from connectors.files.synonyms import plain
from connectors.files.tabular import Table

_LEGAL = re.compile(
    r"\b(?:s\.?p\.?a|s\.?r\.?l\.?s?|s\.?n\.?c|s\.?a\.?s|gmbh|ltd|inc|llc|s\.?a|s\.?l|official|ufficiale|"
    r"page|pagina|italia|italy)\b\.?",
    re.IGNORECASE,
)
_MOST_NAMED = 5
_FEW = 5
# Columns of people, who are never named.
_SENDERS = frozenset(
    map(plain, ("from", "from name", "sender", "sender name", "mittente", "absender", "remitente"))
)
_USERS = frozenset(
    map(plain, ("username", "user name", "nome utente", "owner username", "handle", "screen name",
                "nickname", "user.username", "author.username", "uniqueId", "user.uniqueId"))
)  # fmt: skip
_PEOPLE = _SENDERS | frozenset(
    map(
        plain,
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
    networks = _networks(table)
    names = _names(table)
    found = Parts()
    others: list[LeftOut] = []
    distinct = list(dict.fromkeys(name for some in networks.unique() for name in sorted(some)))
    if len(distinct) <= 1 and not _is_explicit(table):
        _add(table, distinct[0] if distinct else None, names, options, found, others)
    else:
        for network in distinct:
            mask = networks.map(lambda some, network=network: network in some).astype(bool)
            if options.accounts and not any(r.platform == network for r in options.accounts):
                reason = msg("of {network}, of which no account was given", network=network)
                others.append(_left(table, mask, reason))
                continue
            part = _rows(table, mask)
            _add(part, network, None if names is None else names[mask], options, found, others)
        unnamed = ~networks.map(bool).astype(bool)
        column = Columns(table).text("network")
        blank = unnamed if column is None else unnamed & (column == "")
        if len(distinct) and (unnamed & ~blank).any():
            others.append(_left(table, unnamed & ~blank, msg("of no network that is known here")))
        if len(distinct) and blank.any():
            others.append(_left(table, blank, msg("no network is named"), harmless=False))
        if not distinct:
            _add(table, None, names, options, found, others)
    found.others = tuple(others)
    if not found.tables:
        found.left_out += [_whole(out) for out in others]
    return found


def _whole(out: LeftOut) -> Message:
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
    hosts = {url: addresses.network_of(url) or "" for url in urls.unique()}
    several = {host for host in hosts.values() if host}
    if len(several) < 2:
        # Addresses of the firm's own site are what posts link to.
        return all_rows(next(iter(several), ""))
    return urls.map({url: frozenset({host} if host else ()) for url, host in hosts.items()})


def _names(table: Table) -> pd.DataFrame | None:
    """The cells that name the account of each row, the strongest column first."""
    columns = Columns(table)
    found = {name: column for name in ("account", "account_name")
             if (column := columns.text(name)) is not None}  # fmt: skip
    return pd.DataFrame(found) if found else None


def _add(
    table: Table, network: str | None, names: pd.DataFrame | None, options: ImportOptions,
    found: Parts, others: list[LeftOut],
) -> None:  # fmt: skip
    """The parts of the rows of one network."""
    keys = _keys(table, names)
    groups = [key for key in dict.fromkeys(keys) if key != ("",) and any(key)]
    given = options.account_for(network)
    if given is not None and network is not None and given.platform != network:
        given = given if table.layout.export is not None else None
    named = given is not None and any(_is(cell, given, options) for key in groups for cell in key)
    if _by_others(table, len(groups), named):
        raise NotPosts(
            msg("{file} holds what others wrote, and not posts of {account}.",
                file=table.source.shown, account=str(given or network or "-")),
            msg("Import the list of the page's own posts. If the file calls the page by another "
                "name: --account facebook:esempio=NAME"),
            msg("what others wrote, not posts of one page"),
        )  # fmt: skip
    if len(groups) <= 1:
        account, warnings = find_account(table, options, network)
        found.warnings += warnings
        found.tables.append((account, table))
        return
    if _header(table) in _PEOPLE and not named:
        before = len(found.tables)
        _add(_without_names(table), network, None, options, found, others)
        found.warnings += [_staff(table, account) for account, _ in found.tables[before:]]
        return
    column = pd.Series(keys, index=table.cells.index, dtype=object)
    blank = column.map(lambda key: not any(key)).astype(bool)
    if given is None:
        for key in groups:
            ref = _ref(key, network)
            if ref is None:
                raise _which(table, column, None)
            found.tables.append((ref, _rows(table, column.map(lambda one, key=key: one == key))))
    else:
        mine = [key for key in groups if any(_is(cell, given, options) for cell in key)]
        if not mine:
            raise _which(table, column, given)
        own = column.map(lambda one: one in mine).astype(bool)
        found.tables.append((given, _rows(table, own)))
        others += _of_others(table, column, own, blank, network or given.platform)
    if blank.any():
        others.append(_left(table, blank, msg("no account is named"), harmless=False))


def _header(table: Table) -> str:
    """The header of the column that names accounts, in a table that nobody knows."""
    use = table.layout.use("account")
    return plain(use.columns[0]) if use is not None and table.layout.export is None else ""


def _by_others(table: Table, names: int, named: bool) -> bool:
    """Whether a table that nobody knows holds what the public wrote.

    It does where nearly every row has another name, where the names are those of senders, and
    where they are those of authors of something that has no counts of posts. A few authors beside
    such counts are the page's own staff.
    """
    header = _header(table)
    if not header or not names:
        return False
    most = names > 1 and names > len(table.cells) / 2
    if most and (names > _FEW or (header in _USERS and not named)):
        return True
    if named:
        return False
    fields = {use.field for use in table.layout.uses}
    counts = len(fields & {"comments", "shares", "reach", "impressions", "saves", "interactions"})
    few_counts = counts + ("reactions" in fields) < 2
    return header in _SENDERS or (header in _PEOPLE and names > 1 and few_counts)


def _without_names(table: Table) -> Table:
    """The table without its column of names, so that only addresses tell accounts."""
    uses = tuple(use for use in table.layout.uses if use.field not in ("account", "account_name"))
    return replace(table, layout=replace(table.layout, uses=uses))


def _staff(table: Table, account: AccountRef) -> Message:
    use = table.layout.use("account")
    return msg(
        "The column '{column}' names people and not pages: all rows are taken as those of "
        "{account}.",
        column=use.columns[0] if use else "",
        account=str(account),
    )


def _keys(table: Table, names: pd.DataFrame | None) -> list[tuple[str, ...]]:
    """What names the account of each row; without a column for it what its address tells."""
    if names is not None:
        return list(names.itertuples(index=False, name=None))
    urls = Columns(table).text("url")
    if urls is None:
        return [("",)] * len(table.cells)
    told = {url: _named_in(url) for url in urls.unique()}
    if len({name for name in told.values() if name}) < 2:
        return [("",)] * len(table.cells)
    return [(told[url],) for url in urls]


def _named_in(url: str) -> str:
    refs = addresses.accounts_in([url])
    return str(next(iter(refs))) if len(refs) == 1 else ""


def _ref(key: tuple[str, ...], network: str | None) -> AccountRef | None:
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


def _is(cell: str, given: AccountRef, options: ImportOptions) -> bool:
    """Whether a name in a cell means an account: its handle, its address, or as the user says."""
    if not cell:
        return False
    if options.pages.get(plain(cell)) == given:
        return True
    for text in (cell, f"{given.platform}:{cell}"):
        try:
            if parse_ref(text) == given:
                return True
        except UsageError:
            continue
    handle = plain(given.handle.rpartition("/")[2])
    return handle in {plain(cell), plain(_LEGAL.sub("", cell))}


def _which(table: Table, keys: pd.Series, given: AccountRef | None) -> NeedsAnswer:
    counts = keys[keys.map(any)].map(lambda key: next(filter(None, reversed(key)))).value_counts()
    choices = tuple(str(name) for name in counts.index)
    shown = [f"{name} ({n})" for name, n in list(counts.items())[:10]]
    if given is None:
        return NeedsAnswer(
            msg("{file} holds rows of several pages: {pages}.", file=table.source.shown,
                pages=shown),
            msg("Say which account each is, as in --account facebook:esempio=NAME"),
            "account",
        )  # fmt: skip
    return NeedsAnswer(
        msg("{file} holds rows of several pages, and none is called {account}: {pages}.",
            file=table.source.shown, account=str(given), pages=shown),
        msg("Say which it is: --account {account}=NAME", account=str(given)),
        "page",
        choices,
    )  # fmt: skip


def _of_others(
    table: Table, keys: pd.Series, own: pd.Series, blank: pd.Series, network: str
) -> Iterator[LeftOut]:
    rest = keys[~own & ~blank]
    if rest.empty:
        return
    people = _header(table) in _PEOPLE
    groups = list(dict.fromkeys(rest))
    if people or len(groups) > _MOST_NAMED:
        yield _left(table, ~own & ~blank, OF_OTHERS)
        return
    for key in groups:
        ref = _ref(key, network)
        name = str(ref) if ref else next(filter(None, reversed(key)))
        mask = keys.map(lambda one, key=key: one == key).astype(bool)
        yield _left(table, mask, msg("of {account}", account=name))


def _left(table: Table, mask: pd.Series, reason: Message, harmless: bool = True) -> LeftOut:
    lines = tuple(int(line) for line in table.cells.index[mask.to_numpy(dtype=bool)][:5])
    return LeftOut(reason, int(mask.sum()), lines, harmless)


def _rows(table: Table, mask: pd.Series) -> Table:
    cells = table.cells[mask.to_numpy(dtype=bool)]
    return replace(table, cells=cells)
