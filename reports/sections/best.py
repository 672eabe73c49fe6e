"""Posts that worked and posts that did not: the strongest and the weakest three of every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult, SeriesPost, SeriesReply
from reports.language import Rounded
from reports.names import PageContext
from reports.safety import quote, safe_url
from reports.sections.mix import FORMATS

CARDS = 3
# Fewer posts with known interactions have no best and worst [D].
LEAST_POSTS = 8
# What more than this share of a page's posts do sets none of them apart [D].
_USUAL = 0.5
_TEXT = 220
_GOOD: tuple[tuple[Callable[[SeriesPost], bool | None], Message], ...] = (
    (lambda post: post.invites, msg("invites an answer")),
    (lambda post: post.has_mention, msg("names somebody else")),
    (lambda post: post.is_poll, msg("is a poll")),
)
_BAD: tuple[tuple[Callable[[SeriesPost], bool | None], Message], ...] = (
    (lambda post: post.is_promotion, msg("sells")),
    (lambda post: post.links_home, msg("leads to the firm's own site")),
    (lambda post: post.is_duplicate, msg("repeats an earlier post")),
)


@dataclass(frozen=True, slots=True)
class Card:
    """A post: when, its words, its counts, and what sets it apart."""

    at: datetime
    url: str
    text: str
    interactions: Message
    counts: tuple[Message, ...]
    apart: Message


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment by somebody, without name and words, and what became of it."""

    at: datetime
    post: Card | None
    words: Message
    answered: bool


@dataclass(frozen=True, slots=True)
class BestAndWorst:
    """One page: its posts with the most and the fewest interactions, and two threads."""

    name: Message
    title: Message
    best: tuple[Card, ...]
    worst: tuple[Card, ...]
    threads: tuple[Thread, ...]
    open: bool


def best_and_worst(page: PageContext) -> Iterator[BestAndWorst]:
    """The client's pages that have enough posts for it, the worst page first."""
    first = True
    for account in page.order:
        if account.ref not in page.own_refs:
            continue
        posts = _counted(account)
        if len(posts) < LEAST_POSTS:
            continue
        ranked = sorted(posts, key=lambda post: (post.interactions or 0, post.published_at))
        best, worst = ranked[::-1][:CARDS], ranked[:CARDS]
        yield BestAndWorst(
            name=page.names[account.ref],
            title=_title(ranked),
            best=tuple(_card(post, posts, True) for post in best),
            worst=tuple(_card(post, posts, False) for post in worst),
            threads=tuple(_threads(account, posts)),
            open=first,
        )
        first = False


def _counted(account: AccountResult) -> list[SeriesPost]:
    return [
        post
        for post in account.series.posts
        if post.kind == "post" and post.interactions is not None and post.mature
    ]


def _title(ranked: Sequence[SeriesPost]) -> Message:
    most, least = ranked[-1].interactions or 0, ranked[0].interactions or 0
    if most == least:
        return msgn("Every post got {n} interaction", "Every post got {n} interactions", most)
    return msgn(
        "From {least} to {n} interaction a post",
        "From {least} to {n} interactions a post",
        most,
        least=least,
    )


def _card(post: SeriesPost, posts: Sequence[SeriesPost], is_best: bool) -> Card:
    counts: list[Message] = []
    if post.reactions is not None:
        counts.append(msgn("{n} reaction", "{n} reactions", post.reactions))
    if post.comments is not None:
        counts.append(msgn("{n} comment", "{n} comments", post.comments))
    if post.shares is not None:
        counts.append(msgn("{n} share", "{n} shares", post.shares))
    return Card(
        at=post.published_at,
        url=safe_url(post.url),
        text=quote(post.text, _TEXT),
        interactions=msgn("{n} interaction", "{n} interactions", post.interactions or 0),
        counts=tuple(counts),
        apart=_apart(post, posts, is_best),
    )


def _apart(post: SeriesPost, posts: Sequence[SeriesPost], is_best: bool) -> Message:
    """What it does that most posts of the page do not, with how many of them do."""
    signs: list[Message] = []
    for does, words in (*_GOOD, *_BAD) if is_best else (*_BAD, *_GOOD):
        if not does(post):
            continue
        told = [value for other in posts if (value := does(other)) is not None]
        n = sum(told)
        if told and n <= _USUAL * len(told):
            signs.append(msg("{sign} ({n} of {total} posts do)", sign=words, n=n, total=len(told)))
    if post.format is not None:
        told_formats = [other.format for other in posts if other.format is not None]
        n = told_formats.count(post.format)
        if n <= _USUAL * len(told_formats) and len(set(told_formats)) > 1:
            name = FORMATS.get(post.format, Message(post.format))
            signs.append(
                msg("{format} ({n} of {total} posts)", format=name, n=n, total=len(told_formats))
            )
    if not signs:
        return msg("Nothing that was measured sets it apart from the others.")
    return msg("What sets it apart: {signs}.", signs=signs)


def _threads(account: AccountResult, posts: Sequence[SeriesPost]) -> Iterator[Thread]:
    """The newest comment that was answered, and the newest that nobody answered."""
    by_id = {post.id: post for post in posts}
    newest = sorted(account.series.replies, key=lambda reply: reply.commented_at, reverse=True)
    answered = next((reply for reply in newest if reply.by is not None), None)
    unanswered = next((reply for reply in newest if reply.by is None), None)
    for reply in (answered, unanswered):
        if reply is not None:
            post = by_id.get(reply.post or "")
            card = None if post is None else _card(post, posts, True)
            yield Thread(reply.commented_at, card, _thread_words(reply), reply.by is not None)


def _thread_words(reply: SeriesReply) -> Message:
    if reply.by is None:
        return msg("Somebody wrote, and nobody answered.")
    who = msg("the page") if reply.by == "account" else msg("somebody of the team")
    if reply.hours is None:
        return msg("Somebody wrote, and {who} answered.", who=who)
    if reply.hours < 1:
        return msg("Somebody wrote, and {who} answered within the hour.", who=who)
    if reply.hours < 48:
        return msgn(
            "Somebody wrote, and {who} answered after {n} hour.",
            "Somebody wrote, and {who} answered after {n} hours.",
            round(reply.hours),
            who=who,
        )
    return msg(
        "Somebody wrote, and {who} answered after {days} days.",
        who=who,
        days=Rounded(reply.hours / 24),
    )
