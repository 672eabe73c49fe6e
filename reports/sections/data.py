"""Data quality: what was read of what there is, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditor import words
from auditor.messages import Message, msg
from auditor.result import Result, RunRecord
from auditor.result_account import AccountResult
from reports.figures import Fact, Table
from reports.language import NO_VALUE, Rounded
from reports.names import in_order, last_day, page_names
from reports.safety import clean

_ORIGINS: dict[str, Message] = {
    "api": msg("the network itself"),
    "export": msg("a file"),
    "manual": msg("typed in"),
}
# Fields of a reading that may be missing, by the name that a run gives them.
_FIELDS: dict[str, Message] = {
    "followers": msg("followers"),
    "comments": msg("comments"),
    "comment": msg("comments"),
    "replies": msg("answers"),
    "shares": msg("shares"),
    "reactions": msg("reactions"),
    "text": msg("texts"),
    "links": msg("links"),
    "profile": msg("profile"),
    "format": msg("formats"),
    "url": msg("addresses of posts"),
    "views": msg("views"),
    "mentions": msg("mentions"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """One run or file: what was taken and what was left out, and why."""

    account: str
    source: str
    facts: tuple[Fact, ...]
    left_out: tuple[Message, ...]


def coverage_table(result: Result) -> Table:
    """Per page: the source, what was read of what there is, the span, what was not measured."""
    names = page_names(result)
    return Table(
        (msg("Page"), msg("Source"), msg("Posts read"), msg("From – to"), msg("Days of 91"),
         msg("Comments"), msg("Not measured")),
        tuple((names[one.ref], *_coverage(one)) for one in in_order(result)),
    )  # fmt: skip


def _coverage(account: AccountResult) -> tuple[Any, ...]:
    found = account.coverage
    source = [_ORIGINS[origin] for origin in found.origin] or NO_VALUE
    read: Any = found.posts_read
    if found.posts_declared is not None:
        read = msg("{n}, of {declared} that the page counts in all", n=found.posts_read,
                   declared=found.posts_declared)  # fmt: skip
    span: Any = NO_VALUE
    if found.start is not None and found.end is not None:
        span = msg("{start} – {end}", start=found.start.date(), end=last_day(found.end).date())
    lacking = [
        msg("{what}: {why}", what=_FIELDS.get(name, Message(clean(name))), why=why)
        for name, why in account.missing.items()
    ]
    comments = msg("read") if found.comments_read else msg("not read")
    return source, read, span, Rounded(found.days), comments, lacking or NO_VALUE


def data_notes(result: Result) -> Iterator[tuple[Message, tuple[Message, ...]]]:
    """What a reader should know, a list for the whole audit and one a page."""
    names = page_names(result)
    refs = {account.ref for account in result.accounts}
    of_file = tuple(
        words.QUALITY[note.code]
        for note in result.data_quality
        if note.account not in refs and note.code in words.QUALITY
    )
    if of_file:
        yield Message("{name}", {"name": clean(result.client.name)}), of_file
    for account in in_order(result):
        found = tuple(
            Message(words.QUALITY[note.code].singular, _params(note.params))
            for note in result.data_quality
            if note.account == account.ref and note.code in words.QUALITY
        )
        if found:
            yield names[account.ref], found


def _params(params: dict[str, Any]) -> dict[str, Any]:
    """Times of a note as dates."""
    return {
        name: datetime.fromisoformat(value).date() if name in ("start", "end") else value
        for name, value in params.items()
    }


def reading(run: RunRecord) -> Reading:
    """A run or a file, as the manifest shows it."""
    facts = [Fact(msg("Kind"), clean(run.connector))]
    if run.covered_start and run.covered_end:
        span = msg("{start} – {end}", start=run.covered_start.date(),
                   end=last_day(run.covered_end).date())  # fmt: skip
        facts.append(Fact(msg("Covers"), span))
    if run.file_rows is not None:
        facts.append(Fact(msg("Rows in the file"), run.file_rows))
        facts.append(Fact(msg("Posts taken"), run.taken))
    elif run.rows is not None:
        facts.append(Fact(msg("Posts and comments read"), run.rows))
    if run.sha256:
        facts.append(Fact(msg("SHA-256 of the file"), run.sha256))
    how = run.how or {}
    if how.get("zone"):
        facts.append(Fact(msg("Time zone"), clean(str(how["zone"]))))
    columns = how.get("columns")
    if columns:
        named = [f"{name} ← {' + '.join(map(str, used))}" for name, used in columns.items()]
        facts.append(Fact(msg("Columns"), [clean(one) for one in named]))
    left = tuple(msg("{n} × {reason}", n=one.n, reason=Message(one.reason)) for one in run.left_out)
    return Reading(run.account, clean(run.source or NO_VALUE), tuple(facts), left)
