"""From the sifted cells of a table to posts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from auditor.core.model import COUNT_FIELDS, AccountRef, Counts, Post, PostKind
from auditor.core.reasons import Reason
from connectors.files.exports import x_analytics
from connectors.files.rows import formats as kinds
from connectors.files.rows.counts import Floats
from connectors.files.rows.dates import Dates
from connectors.files.rows.numbers import Numbers
from connectors.files.table import post_urls
from connectors.files.table.cells import Columns
from connectors.files.table.table import Table

_LONGEST_ID = 500
_DAMAGED_ID = r"\d(?:[.,]\d+)?[eE]\+\d+"


def make_posts(
    table: Table, dates: Dates, numbers: Numbers, keep: pd.Series, account: AccountRef
) -> tuple[list[Post], int, int]:
    """The posts of the rows in ``keep``, one for each id.

    Args:
        table: the table, with what its header says.
        dates: the times of the rows.
        numbers: the counts of the rows.
        keep: which rows are posts.
        account: the account.

    Returns:
        The posts in the file's order, how many rows repeated an id, and how many ids a
        spreadsheet had rounded (``1.22E+17``), which are replaced.
    """
    columns = Columns(table)
    rows = pd.DataFrame(index=table.cells.index)
    for name in ("platform_id", "url", "text", "format", "kind", "reply_to", "links"):
        text = columns.text(name)
        rows[name] = "" if text is None else text
    export = table.layout.export
    rows["utc"] = dates.utc
    rows["day_only"] = dates.day_only
    for name, values in numbers.values.items():
        rows[name] = values
    for name, mask in numbers.unreadable.items():
        rows[f"no_{name}"] = mask
    rows = rows[keep.to_numpy(dtype=bool)]
    _own_addresses(rows, account.platform)
    damaged = rows["platform_id"].str.fullmatch(_DAMAGED_ID).to_numpy(dtype=bool)
    if export is not None and export.outgoing:
        _outgoing(rows, account.platform)
    rows["key"] = _keys(rows, damaged, account.platform)
    rows["what"] = _kinds(rows, table, account.platform)
    unique = _fullest(rows)
    has_text = table.layout.use("text") is not None
    tells_links = has_text or table.layout.use("links") is not None
    posts = list(_posts(unique, has_text, tells_links, list(numbers.values)))
    return posts, len(rows) - len(unique), int(damaged.sum())


def _fullest(rows: pd.DataFrame) -> pd.DataFrame:
    """One row an id: of several the one that tells most, of equal ones the last."""
    again = rows["key"].duplicated(keep=False)
    if not again.any():
        return rows
    filled = (rows.notna() & (rows != "")).sum(axis=1)
    order = filled[again].sort_values(kind="stable").index
    best = rows.loc[order].drop_duplicates("key", keep="last").index
    return rows[~again | rows.index.isin(best)]


def _outgoing(rows: pd.DataFrame, platform: str) -> None:
    """What the account wrote elsewhere: its id where the link holds one, and what it answers."""
    links = rows["reply_to"]
    own = links.str.extract(r"commentUrn=(urn:li:comment:[^&\s]+)")[0].fillna("")
    rows["platform_id"] = rows["platform_id"].where(rows["platform_id"] != "", own)
    replies = {
        link: post_urls.post_id(link, platform) if "/" in link else link for link in links.unique()
    }
    rows["reply_to"] = links.map(replies).astype(object).where(links != "", "-")
    nameless = rows["platform_id"] == ""
    made = [
        _hash(moment.isoformat(), link, 0) for moment, link in zip(rows["utc"], links, strict=True)
    ]
    rows["platform_id"] = rows["platform_id"].where(~nameless, pd.Series(made, index=rows.index))


def _own_addresses(rows: pd.DataFrame, platform: str) -> None:
    """An address outside the network is what a post links to, not where the post is."""
    for name in ("url", "reply_to"):
        plain = {url: post_urls.plain_form(url) for url in rows[name].unique()}
        # A map of no rows would be a column of numbers.
        rows[name] = rows[name].map(plain).astype(object)
    is_own = {url: post_urls.is_own(url, platform) for url in rows["url"].unique()}
    own = rows["url"].map(is_own).astype(bool)
    rows["links"] = (rows["links"] + " " + rows["url"].where(~own, "")).str.strip()
    rows["url"] = rows["url"].where(own, "")


def _keys(rows: pd.DataFrame, damaged: np.ndarray, platform: str) -> pd.Series:
    """The id of each post: its own, else from its address, else a hash of time and text.

    Posts without id and address are numbered in the order of the file where only the day is known,
    or where they have no text: nothing else tells one from the other. Of rows with a time of day
    that are equal in every count, the second is a repetition.
    """
    key = rows["platform_id"].where(~damaged, "")
    no_id = (key == "") & (rows["url"] != "")
    key = key.where(
        ~no_id,
        rows["url"]
        .where(no_id, "")
        .map(lambda url: post_urls.post_id(url, platform) if url else ""),
    )
    long = key.str.len() > _LONGEST_ID
    if long.any():
        key = key.where(~long, key.map(lambda text: _hash("", text, 0)))
    left = key == ""
    if not left.any():
        return key
    part = rows[left]
    counts = [name for name in part.columns if name in COUNT_FIELDS]
    day_only = part["day_only"].to_numpy(dtype=bool)
    same = part.duplicated(["utc", "text", *counts]) & ~day_only
    nth = part[~same].groupby(["utc", "text"]).cumcount().reindex(part.index)
    nth = nth.groupby([part["utc"], part["text"]]).ffill().fillna(0).astype(int)
    alike = (part["text"] == "") | day_only
    hashes = [
        _hash(moment.isoformat(), text, number if empty else 0)
        for moment, text, number, empty in zip(part["utc"], part["text"], nth, alike, strict=True)
    ]
    key = key.copy()
    key[left] = hashes
    return key


def _hash(moment: str, text: str, number: int) -> str:
    content = f"{moment}\n{text}" + (f"\n{number}" if number else "")
    return "row:" + hashlib.sha256(content.encode()).hexdigest()[:24]


def _kinds(rows: pd.DataFrame, table: Table, platform: str) -> pd.Series:
    what = pd.Series(PostKind.POST.value, index=rows.index, dtype=object)
    export = table.layout.export
    if export is not None and export.kinds is not None:
        what = export.kinds(rows["text"])
    elif platform == "x":
        what = x_analytics.kinds_of(rows["text"])
    use = table.layout.use("kind")
    by_kind = kinds.kinds_from(rows["kind"], use.columns[0] if use else "")
    by_format = rows["format"].map(
        {word: kinds.post_kind(word) for word in rows["format"].unique()}
    )
    for source in (by_format, by_kind):
        what = what.where(source == PostKind.POST, source)
    return what.where(rows["reply_to"] == "", PostKind.REPLY.value)


def _posts(
    rows: pd.DataFrame, has_text: bool, tells_links: bool, names: list[str]
) -> Iterator[Post]:
    names = [name for name in names if name in COUNT_FIELDS]
    formats = {word: kinds.format_of(word) for word in rows["format"].unique()}
    texts = rows["text"].str.replace("\r\n", "\n").str.replace("\r", "\n")
    moments = rows["utc"].dt.to_pydatetime() if len(rows) else []
    counted = _counts(rows, names)
    unread = _unreadable(rows, names)
    nothing = () if tells_links else None
    for key, moment, day_only, kind, url, word, text, reply, links, counts, missing in zip(
        rows["key"],
        moments,
        rows["day_only"],
        rows["what"],
        rows["url"],
        rows["format"],
        texts,
        rows["reply_to"],
        rows["links"],
        counted,
        unread,
        strict=True,
    ):
        yield Post(
            platform_id=key,
            published_at=moment,
            kind=PostKind(kind),
            url=url or None,
            format=formats[word],
            text=text if has_text else None,
            links=tuple(links.split()) if links else nothing,
            has_clock=not day_only,
            reply_to=reply or None,
            counts=counts,
            missing=missing,
        )


def _counts(rows: pd.DataFrame, names: list[str]) -> Iterator[Counts]:
    columns = [_as_counts(rows[name].to_numpy(dtype=float)) for name in names]
    if not names:
        yield from (Counts() for _ in range(len(rows)))
        return
    filled = dict(zip(names, columns, strict=True))
    nothing: list[int | None] = [None] * len(rows)
    ordered = [filled.get(name, nothing) for name in COUNT_FIELDS]
    yield from map(Counts, *ordered)


def _as_counts(values: Floats) -> list[int | None]:
    return [None if value != value else int(value) for value in values.tolist()]


def _unreadable(rows: pd.DataFrame, names: list[str]) -> Iterator[dict[str, Reason]]:
    marked = [name for name in names if rows[f"no_{name}"].any()]
    if not marked:
        yield from ({} for _ in range(len(rows)))
        return
    flags = [rows[f"no_{name}"].tolist() for name in marked]
    for row in zip(*flags, strict=True):
        yield {name: Reason.UNREADABLE for name, bad in zip(marked, row, strict=True) if bad}
