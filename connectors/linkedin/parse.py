"""From LinkedIn's answers to what was observed: one plain function a payload."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auditor.core.model import (
    Access,
    Account,
    AccountRef,
    Comment,
    Counts,
    Format,
    Post,
    PostKind,
    Profile,
)
from auditor.core.reasons import Reason
from connectors.http.json_fields import (
    get_count,
    get_dict,
    get_dicts,
    get_str,
    get_time,
    has_contact,
    identifier,
)

Payload = Mapping[str, Any]

_TEMPLATE = re.compile(r"\{hashtag\|(?:\\?#|\\?＃)\|([^}]*)\}")
_MENTION = re.compile(r"@\[((?:[^\]\\]|\\.)*)\]\((urn:li:\w+:[^)]+)\)")
_ESCAPED = re.compile(r"\\([\\|{}@\[\]()<>#*_~])")
_PUBLIC = frozenset({"PUBLIC", "LOGGED_IN"})
_OF_MEDIA = {"image": Format.IMAGE, "video": Format.VIDEO, "document": Format.CAROUSEL}
_OF_CONTENT = {
    "poll": Format.POLL,
    "multiImage": Format.CAROUSEL,
    "carousel": Format.CAROUSEL,
    "article": Format.LINK,
    "celebration": Format.OTHER,
    "reference": Format.OTHER,
}


_OF_ANALYTICS = {
    "IMPRESSIONS": "impressionCount",
    "UNIQUE_IMPRESSIONS": "uniqueImpressionsCount",
    "CLICKS": "clickCount",
}


@dataclass(frozen=True, slots=True)
class Statistics:
    """What the statistics say of one post: ``asked`` for it, and what came (``None``: nothing).
    ``why`` is the reason when it was not asked, or refused."""

    asked: bool = False
    told: Payload | None = None
    why: Reason | None = None


def organization_id(urn: object) -> str | None:
    """The number at the end of an organization's urn."""
    match = re.fullmatch(r"urn:li:organization(?:alPage|Brand)?:(\d+)", str(urn or ""))
    return match[1] if match else None


def account(
    data: Payload,
    ref: AccountRef,
    observed_at: datetime,
    access: Access,
    followers: tuple[int | None, Reason | None],
) -> Account:
    """The page and its profile.

    Args:
        data: what the network answered.
        ref: the account that was asked for.
        observed_at: when it was read, aware.
        access: whether the key owns the account.
        followers: how many, or why it is not known.
    """
    number, vanity = str(data["id"]), get_str(data, "vanityName")
    kind = ref.handle.partition("/")[0]
    return Account(
        ref=ref,
        platform_id=number,
        name=_localized(data, "name"),
        url=f"https://www.linkedin.com/{kind}/{vanity or number}/",
        created_at=get_time(get_dict(data, "created"), "time"),
        profile=_profile(data, observed_at, access, followers),
        also=(f"{kind}/{vanity.lower()}",) if vanity else (),
        access=access,
    )


def name_of(data: Payload) -> str | None:
    """What a page is called."""
    return _localized(data, "name")


def _profile(
    data: Payload,
    observed_at: datetime,
    access: Access,
    followers: tuple[int | None, Reason | None],
) -> Profile:
    number, why = followers
    bio, own = _localized(data, "description"), access is Access.OWN
    written = has_contact(bio)
    return Profile(
        observed_at=observed_at,
        followers=number,
        name=_localized(data, "name"),
        bio=bio,
        website=_localized(data, "website"),
        has_picture=_is_filled(data, ("logoV2", "logo"), own),
        has_cover=_is_filled(data, ("coverPhotoV2", "coverPhoto"), own),
        has_contact=written or (False if own and bio is not None else None),
        has_location=bool(data.get("locations")) or (False if own else None),
        missing={} if number is not None else {"followers": why or Reason.UNREADABLE},
    )


def _is_filled(data: Payload, names: tuple[str, ...], own: bool) -> bool | None:
    """Whether something is there; to strangers what is absent may only be left out."""
    return any(data.get(name) for name in names) or (False if own else None)


def _localized(data: Payload, name: str) -> str | None:
    """A text in the page's own language, in whichever of its two forms."""
    text = get_str(data, f"localized{name[0].upper()}{name[1:]}") or get_str(data, name)
    if text is not None:
        return text
    texts = get_dict(get_dict(data, name), "localized")
    return next((text for text in texts.values() if isinstance(text, str) and text.strip()), None)


def is_published(data: Payload) -> bool:
    """Whether a post stands on the page for everybody: no draft, not only an advertisement's, not
    for connections, a group or an event only."""
    feed = str(get_dict(data, "distribution").get("feedDistribution") or "MAIN_FEED").upper()
    to = str(data.get("visibility") or "PUBLIC").upper()
    published = str(data.get("lifecycleState") or "PUBLISHED") == "PUBLISHED"
    return published and feed != "NONE" and to in _PUBLIC


def published_at(data: Payload) -> datetime | None:
    """When a post was published."""
    for source, name in (
        (data, "publishedAt"),
        (data, "firstPublishedAt"),
        (data, "createdAt"),
        (get_dict(data, "created"), "time"),
    ):
        at = get_time(source, name)
        if at is not None:
            return at
    return None


def post(data: Payload, social: Payload | None, statistics: Statistics) -> Post | None:
    """One post of a page; ``None`` without an id or a time.

    Args:
        data: what the network answered.
        social: counts of the post.
        statistics: its figures.
    """
    name, when = identifier(data, "id"), published_at(data)
    if name is None or when is None:
        return None
    written = _written(data)
    content, shared = get_dict(data, "content"), bool(get_dict(data, "reshareContext"))
    source = get_str(get_dict(content, "article"), "source")
    counts, missing = _counts(social, statistics)
    return Post(
        platform_id=name,
        published_at=when,
        kind=PostKind.REPOST if shared and not written.strip() else PostKind.POST,
        url=f"https://www.linkedin.com/feed/update/{name}/",
        format=Format.QUOTE if shared else _format(content),
        text=without_marks(written),
        links=(source,) if source else (),
        mentions=tuple(urn for _, urn in _MENTION.findall(written)),
        is_poll="poll" in content,
        counts=counts,
        missing=missing,
    )


def _written(data: Payload) -> str:
    """A post's words: as text, or as an object that holds it."""
    commentary = data.get("commentary")
    return (
        str(commentary.get("text") or "") if isinstance(commentary, dict) else str(commentary or "")
    )


def without_marks(text: str) -> str:
    """A post's words without LinkedIn's own marks for names, tags and signs."""
    text = _TEMPLATE.sub(lambda match: f"#{match[1]}", text)
    text = _MENTION.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text)


def _format(content: Payload) -> Format:
    kind = str(get_dict(content, "media").get("id") or "").removeprefix("urn:li:").partition(":")[0]
    if get_dict(content, "media"):
        return _OF_MEDIA.get(kind, Format.OTHER)
    return next((form for name, form in _OF_CONTENT.items() if content.get(name)), Format.TEXT)


def _counts(social: Payload | None, statistics: Statistics) -> tuple[Counts, dict[str, Reason]]:
    """Reactions and comments by the post's social metadata, the rest by its statistics.

    LinkedIn leaves out of the statistics who had no activity: that is 0 only where the post was
    asked for by its own kind and its other counts say 0 too.
    """
    summary, why = statistics.told, statistics.why or Reason.GAP
    if social is None:
        reactions, comments = (
            (None, None)
            if summary is None
            else (get_count(summary, "likeCount"), get_count(summary, "commentCount"))
        )
    else:
        reactions, comments = _reactions(social), _comments(social)
    silent = summary is None and statistics.asked and reactions == 0 and comments == 0
    shares, views, viewers, clicks = (
        0 if silent else None if summary is None else get_count(summary, name)
        for name in ("shareCount", "impressionCount", "uniqueImpressionsCount", "clickCount")
    )
    counts = Counts(
        reactions=reactions,
        comments=comments,
        shares=shares,
        impressions=views,
        reach=viewers,
        clicks=clicks,
    )
    missing: dict[str, Reason] = {}
    if reactions is None:
        missing["reactions"] = Reason.GAP
    if comments is None:
        missing["comments"] = (
            Reason.HIDDEN_BY_ACCOUNT if social is not None and _closed(social) else Reason.GAP
        )
    missing.update(
        {name: why for name, value in (("shares", shares), ("views", views)) if value is None}
    )
    return counts, missing


def _reactions(social: Payload) -> int | None:
    """The sum over the kinds of reaction; a post without any has an empty set of them."""
    kinds = social.get("reactionSummaries")
    if not isinstance(kinds, dict):
        return None
    numbers = [get_count(kind, "count") for kind in kinds.values() if isinstance(kind, dict)]
    return None if None in numbers else sum(number for number in numbers if number is not None)


def _comments(social: Payload) -> int | None:
    """All comments, answers among them: one way of counting for all posts."""
    number = get_count(get_dict(social, "commentSummary"), "count")
    return None if number == 0 and _closed(social) else number


def _closed(social: Payload) -> bool:
    return str(social.get("commentsState") or "").upper() == "CLOSED"


def comment(row: Payload, post_id: str, page: str, parent: str | None = None) -> Comment | None:
    """One comment. Of members who did not consent the name is left out, never of the page.

    Args:
        row: the comment as the network gives it.
        post_id: the id of the post.
        page: the id of the page.
        parent: the comment that it answers; ``None`` for one under the post.
    """
    urn = comment_urn(row)
    if urn is None:
        return None
    author = get_str(row, "actor") or get_str(get_dict(row, "created"), "actor")
    return Comment(
        platform_id=urn,
        post_id=post_id,
        published_at=get_time(get_dict(row, "created"), "time") or get_time(row, "createdAt"),
        parent_id=get_str(row, "parentComment") or parent,
        author_id=author,
        is_account=None if author is None else organization_id(author) == page,
        text=get_str(get_dict(row, "message"), "text"),
    )


def comment_urn(row: Payload) -> str | None:
    """A comment's full name, in whichever of its forms."""
    for name in ("commentUrn", "$URN", "urn"):
        if get_str(row, name):
            return get_str(row, name)
    number, thread = row.get("id"), get_str(row, "object")
    if isinstance(number, (str, int)) and number and thread:
        return f"urn:li:comment:({thread},{number})"
    return None


def answers(row: Payload) -> int:
    """How many answers a comment says it has."""
    summary = get_dict(row, "commentsSummary")
    return get_count(summary, "totalFirstLevelComments", "aggregatedTotalComments") or 0


def figures(data: Payload) -> dict[str, int]:
    """What the analytics of one post tell, by the names of the statistics.

    Numbers below a minimum are told as 0, and all are blurred a little for the sake of members: a 0
    is no measured one. Reposts are part of the interactions, which are exact, and left out.
    """
    sums: dict[str, int] = {}
    for element in get_dicts(data, "elements"):
        name = _OF_ANALYTICS.get(get_str(element, "type") or "")
        total = get_dict(get_dict(get_dict(element, "metric"), "value"), "totalCount")
        number = get_count(total, "long")
        if name is not None and number is not None:
            sums[name] = sums.get(name, 0) + number
    return {name: number for name, number in sums.items() if number > 0}


def statistics_by_post(data: Payload) -> dict[str, Payload]:
    """The statistics of posts by the urn of each, of whichever kind."""
    by_post: dict[str, Payload] = {}
    for element in get_dicts(data, "elements"):
        urn = get_str(element, "share") or get_str(element, "ugcPost")
        if urn is not None:
            by_post[urn] = get_dict(element, "totalShareStatistics")
    return by_post
