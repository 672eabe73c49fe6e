"""Posts as evidence: when, where, what was counted, a short quotation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from auditor.core.messages import Message, msg, msgn
from auditor.result.schema_account import AccountResult, SeriesPost
from reports.safety import quote, safe_url

MOST = 3


@dataclass(frozen=True, slots=True)
class PostLink:
    """A post as evidence: when, its address (or empty), a short quotation, its interactions."""

    at: datetime
    url: str
    text: str
    counts: Message


def post_links(account: AccountResult, ids: Sequence[str]) -> Iterator[PostLink]:
    """The first few of the posts that an account's result still holds."""
    posts = {post.id: post for post in account.series.posts}
    for linked in [posts[identifier] for identifier in ids if identifier in posts][:MOST]:
        yield _link(linked)


def _link(post: SeriesPost) -> PostLink:
    counts = (
        msg("interactions not known")
        if post.interactions is None
        else msgn("{n} interaction", "{n} interactions", post.interactions)
    )
    return PostLink(post.published_at, safe_url(post.url), quote(post.text, 120), counts)
