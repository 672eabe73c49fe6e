"""Appendix: the posts of every account, and the result itself for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditor.core.messages import Message, msg
from auditor.result.schema_account import AccountResult, SeriesPost
from reports.language import NO_VALUE
from reports.names import PageContext
from reports.safety import quote, safe_url, script_json
from reports.sections.mix import FORMATS

NEWEST, TOP = 200, 50
_KINDS = {"reply": msg("reply"), "repost": msg("repost")}


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in the table."""

    at: datetime
    url: str
    what: Any
    counts: tuple[Any, ...]
    text: str


@dataclass(frozen=True, slots=True)
class PostTable:
    """The posts of one account that are shown, newest first, and how many there are in all."""

    name: Message
    note: Message
    rows: tuple[PostRow, ...]


def post_tables(page: PageContext) -> tuple[PostTable, ...]:
    """A table an account that has posts."""
    names = page.names
    return tuple(
        _table(account, names[account.ref]) for account in page.order if account.series.posts
    )


def _table(account: AccountResult, name: Message) -> PostTable:
    posts = sorted(account.series.posts, key=lambda post: (post.published_at, post.id))
    newest = {post.id for post in posts[-NEWEST:]}
    ranked = sorted(posts, key=lambda post: -1 if post.interactions is None else post.interactions)
    top = {post.id for post in ranked[-TOP:] if post.interactions is not None}
    chosen = [post for post in reversed(posts) if post.id in newest | top]
    total = len(posts) + account.series.posts_left_out
    if len(chosen) == total:
        note = msg("All posts read: {n}.", n=total)
    else:
        note = msg(
            "{shown} of {total} posts: the newest {newest} and the {top} with the most "
            "interactions.",
            shown=len(chosen),
            total=total,
            newest=NEWEST,
            top=TOP,
        )
    return PostTable(name, note, tuple(_row(post) for post in chosen))


def _row(post: SeriesPost) -> PostRow:
    return PostRow(
        post.published_at,
        safe_url(post.url),
        kind_and_format(post),
        (post.reactions, post.comments, post.shares, post.interactions),
        quote(post.text, 64),
    )


def kind_and_format(post: SeriesPost) -> Message:
    """Its format; what is no own post says so first."""
    form = NO_VALUE if post.format is None else FORMATS.get(post.format, Message(post.format))
    if post.kind == "post":
        return Message("{format}", {"format": form})
    return msg("{kind}: {format}", kind=_KINDS[post.kind], format=form)


def result_json(page: PageContext) -> str:
    """The result without its series, as JSON that can stand in a script element.

    To stay small, what is null or empty in a signal is left out, as are the sentences that stand on
    the page anyway; sources stand in the method only.
    """
    data = page.result.model_dump(mode="json", by_alias=True)
    for account in data["accounts"]:
        del account["series"]
        account["signals"] = {
            name: _signal_data(signal) for name, signal in account["signals"].items()
        }
    for signal in data["method"]["signals"].values():
        for name in ("improve_title", "failure_title", "why"):
            del signal[name]
    return script_json(data)


def _signal_data(signal: dict[str, Any]) -> dict[str, Any]:
    """What a signal's JSON says, without what it does not."""
    return {
        key: value
        for key, value in signal.items()
        if key != "source" and value is not None and value not in ([], {})
    }
