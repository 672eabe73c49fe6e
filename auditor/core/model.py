"""What can be observed of an account: frozen facts, as a platform or a file told them.

Times are timezone-aware UTC. Counts are whole numbers or ``None``: a count that was not told is
never zero. Nothing here knows a platform's API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS

PLATFORMS: tuple[str, ...] = tuple(TRAITS)


class PostKind(StrEnum):
    """What an item on the account's page is. Only ``POST`` is the account's own post."""

    POST = "post"
    REPLY = "reply"
    REPOST = "repost"


class Format(StrEnum):
    """The form of a post, across networks."""

    TEXT = "text"
    LINK = "link"
    IMAGE = "image"
    CAROUSEL = "carousel"
    VIDEO = "video"
    SHORT_VIDEO = "short_video"
    LIVE = "live"
    AUDIO = "audio"
    POLL = "poll"
    QUOTE = "quote"
    EVENT = "event"
    ARTICLE = "article"
    OTHER = "other"


class Origin(StrEnum):
    """Where a number comes from: read from an API, from an exported file, or typed by a person."""

    API = "api"
    EXPORT = "export"
    MANUAL = "manual"


class Access(StrEnum):
    """In which part a reader asks about an account: as somebody who runs it, or as anybody."""

    OWN = "own"
    OTHERS = "others"


@dataclass(frozen=True, slots=True, order=True)
class AccountRef:
    """An account's address: ``platform:handle``, for example ``mastodon:user@server``."""

    platform: str
    handle: str

    def __str__(self) -> str:
        return f"{self.platform}:{self.handle}"


@dataclass(frozen=True, slots=True)
class Profile:
    """What an account tells of itself at one moment.

    ``followers``, ``following``, ``posts`` and ``reviews`` are counts, ``rating`` is the reviews'
    average in stars (1 to 5). ``has_*`` say whether an item of the profile is filled; ``None``
    where the network has no such item or did not tell. ``phones``, ``category`` and ``place`` are
    as they stand there; ``links`` are the accounts that a site leads to, as
    :func:`auditor.core.refs.parse_ref` writes them, ``None`` for what is no site.
    """

    observed_at: datetime
    followers: int | None = None
    following: int | None = None
    posts: int | None = None
    name: str | None = None
    bio: str | None = None
    website: str | None = None
    has_picture: bool | None = None
    has_cover: bool | None = None
    has_contact: bool | None = None
    has_location: bool | None = None
    has_named_person: bool | None = None
    has_hours: bool | None = None
    has_category: bool | None = None
    rating: float | None = None
    reviews: int | None = None
    phones: tuple[str, ...] | None = None
    category: str | None = None
    place: str | None = None
    links: tuple[str, ...] | None = None
    missing: Mapping[str, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Account:
    """An account that exists: its address, the platform's own id and public name.

    ``profile`` is filled when the call that resolved the address already brought it, so that
    nobody pays for it twice. ``also`` are other handles that the network names for the account, as
    :func:`auditor.core.refs.parse_ref` writes them. By ``access`` it is decided what the network
    offers.
    """

    ref: AccountRef
    platform_id: str | None = None
    name: str | None = None
    url: str | None = None
    created_at: datetime | None = None
    profile: Profile | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    access: Access = Access.OTHERS


@dataclass(frozen=True, slots=True)
class Counts:
    """What a platform counted on one post. ``None`` is unknown, ``0`` is a measured zero.

    ``reactions`` are likes and the like; ``comments`` replies; ``shares`` reposts, boosts and
    quotes. ``interactions`` is their total, only where a source tells no parts.
    Views, saves, impressions, reach and clicks are never part of interactions.
    """

    reactions: int | None = None
    comments: int | None = None
    shares: int | None = None
    interactions: int | None = None
    views: int | None = None
    saves: int | None = None
    impressions: int | None = None
    reach: int | None = None
    clicks: int | None = None


# The parts of an interaction.
PARTS: tuple[str, ...] = ("reactions", "comments", "shares")
COUNT_FIELDS: tuple[str, ...] = (
    "reactions",
    "comments",
    "shares",
    "interactions",
    "views",
    "saves",
    "impressions",
    "reach",
    "clicks",
)


@dataclass(frozen=True, slots=True)
class Post:
    """One item that the account published, with its counts at one moment.

    ``text`` is ``None`` when the source does not give texts and ``""`` for a post without words.
    ``mentions`` and ``links`` are what the platform marks as such; those written in the text are
    found when the post is stored (``links`` is ``None`` when the source does not tell them).
    ``reply_to`` is the id of the item answered; ``on_own_thread`` says whether that conversation
    began under an item of the account itself (``None`` if unknown); ``has_clock`` is false where
    only the day of publication was told.
    """

    platform_id: str
    published_at: datetime
    kind: PostKind = PostKind.POST
    url: str | None = None
    format: Format | None = None
    text: str | None = None
    links: tuple[str, ...] | None = None
    mentions: tuple[str, ...] = ()
    is_poll: bool | None = None
    language: str | None = None
    reply_to: str | None = None
    thread_root: str | None = None
    on_own_thread: bool | None = None
    has_clock: bool = True
    counts: Counts = Counts()
    missing: Mapping[str, Reason] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment under an item of the account, by the account itself or by someone else.

    ``author_id``, ``author_handle`` (as :func:`auditor.core.refs.parse_ref` writes it) and ``text``
    are read to be hashed and measured; they are never stored.
    ``post_id`` is the platform's id of the post (``None`` for a review), ``parent_id`` that of
    the comment answered (``None`` when the post itself is answered). ``counted`` says whether the
    platform's own comment count of the post includes this one. ``is_account`` is ``None`` where
    the network does not tell who wrote it.
    """

    platform_id: str
    post_id: str | None
    published_at: datetime | None
    parent_id: str | None = None
    author_id: str | None = None
    author_handle: str | None = None
    is_account: bool | None = False
    text: str | None = None
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, ``start`` included, ``end`` excluded; both aware UTC."""

    start: datetime
    end: datetime

    @property
    def days(self) -> float:
        """Length in days."""
        return (self.end - self.start).total_seconds() / 86_400
