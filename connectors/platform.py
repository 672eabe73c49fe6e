"""What a network offers and what it asks for: declarations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from auditor.core.messages import Message
from auditor.core.model import Access
from auditor.core.reasons import Reason
from auditor.core.traits import TRAITS

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Credential:
    """A key, declared once: read from the environment, shown in help, docs and ``doctor``.

    ``easy``: anybody has it in minutes, without a review.
    """

    env: str
    purpose: Message
    where: str
    scopes: tuple[str, ...] = ()
    lifetime: Message | None = None
    required: bool = True
    easy: bool = False


@dataclass(frozen=True, slots=True)
class Login:
    """How somebody lets this program read in their name: OAuth 2.0, authorization code.

    ``gives`` is the credential that its token stands for. ``authorize`` and ``redeem``
    (where a token is given for a code) are addresses, with ``{version}`` where the API's version
    stands. ``app_id`` and ``app_key`` are environment names of the app's own client id and client
    secret, made at ``console``.
    ``products`` are the permissions to ask for, by what the app may have; the first is usual.
    ``pkce``: the code is bound to this run (RFC 7636); ``public``: an app needs no secret;
    ``basic``: the app's keys go into a header; ``by_get``: the token is asked for by GET.
    ``https_only``: the network sends back to https addresses only, so the address is pasted.
    ``exchange``: a further grant that makes the token long-lived, asked at ``exchange_at`` where
    that is another address. ``renew``: a grant at ``renew_at`` that renews a long-lived token by
    itself, without a refresh token, in the last ``renew_within`` of its life. ``introspect`` is
    where the app can ask until when a token holds. ``lasts`` is for how long a token holds where
    the answer does not say. ``app_token`` is where the app gets a token of its own (client
    credentials), for what is refused to a person's. ``app_name`` is what the network calls the
    app's client id.
    """

    gives: str
    authorize: str
    redeem: str
    app_id: str
    app_key: str
    console: str
    products: Mapping[str, tuple[str, ...]]
    pkce: bool = False
    public: bool = False
    basic: bool = False
    by_get: bool = False
    https_only: bool = False
    exchange: str | None = None
    exchange_at: str | None = None
    renew: str | None = None
    renew_at: str | None = None
    renew_within: timedelta = timedelta(days=30)
    introspect: str | None = None
    separator: str = " "
    extra: Mapping[str, str] = field(default_factory=dict)
    lasts: timedelta | None = None
    app_token: str | None = None
    app_name: str = "client_id"


@dataclass(frozen=True, slots=True)
class PlatformInfo:
    """What a platform offers. ``own`` and ``others`` map a field to ``None`` (offered) or to the
    reason why it is not. Fields: followers, posts, reactions, comments, shares, views, replies
    (comment texts and own replies), profile. ``in_order`` says whether a listing is ordered by the
    time of publication; one that is not ends with ``old_pages`` pages in a row that are older than
    the window. After ``most_pages`` pages it is left as a part. ``review_by``: until when the API's
    version should be looked at again. ``counts_listing``: the declared total counts what the
    listing holds. ``lists_replies``: the listing holds the account's replies too.
    ``counts_incoming``: of what others say only the number a day is told, by
    :meth:`Connector.comments`. ``keep`` says what may be kept where that is not for this program to
    say.
    """

    platform: str
    title: str
    credentials: tuple[Credential, ...]
    own: Mapping[str, Reason | None]
    others: Mapping[str, Reason | None]
    page_size: int
    history: Message
    cost: Message
    docs: str
    api_version: str | None = None
    review_by: date | None = None
    keep_days: int | None = None
    keep: Message | None = None
    in_flight: int = 8
    has_dialogue: bool = True
    in_order: bool = True
    old_pages: int = 1
    most_pages: int = 5_000
    counts_listing: bool = True
    lists_replies: bool = False
    counts_incoming: bool = False
    login: Login | None = None

    @property
    def under_no_post(self) -> bool:
        """Whether what others say is not asked post by post: it is counted only, or reviews."""
        traits = TRAITS.get(self.platform)
        return self.counts_incoming or (traits is not None and traits.reviews)

    def offered(self, access: Access) -> Mapping[str, Reason | None]:
        """What is offered of an account to whom asks in this part."""
        return self.own if access is Access.OWN else self.others


# All fields of PlatformInfo are offered.
ALL_OFFERED: Mapping[str, Reason | None] = dict.fromkeys(
    ("followers", "posts", "reactions", "comments", "shares", "views", "replies", "profile")
)
