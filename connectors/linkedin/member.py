"""A member's own data, by LinkedIn's Member Data Portability API: posts, and what the member wrote
under posts of others. Of all domains three are asked for, never messages or contacts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from auditor.core.messages import Message, msg
from auditor.core.model import (
    PARTS,
    Access,
    Account,
    AccountRef,
    Format,
    Post,
    PostKind,
    Profile,
    Window,
)
from auditor.core.reasons import Reason
from connectors.base import Item, PostPage, parted
from connectors.errors import PlatformError
from connectors.http.json_fields import (
    first_address,
    get_dict,
    get_dicts,
    get_rows,
    get_str,
    get_time,
    has_contact,
)
from connectors.linkedin.api import Api, Payload

# The product has a version of its own.
VERSION = "202312"
SCOPE = "r_dma_portability_self_serve"
KEY, MEMBER = "LINKEDIN_MEMBER_TOKEN", "LINKEDIN_MEMBER"
_PROFILE, _POSTS, _COMMENTS = "PROFILE", "MEMBER_SHARE_INFO", "ALL_COMMENTS"
_URN = re.compile(r"urn:li:(\w+):(\d+)")
_NOT_OFFERED = dict.fromkeys((*PARTS, "views", "replies", "followers"), Reason.NOT_OFFERED)


class MemberData:
    """What a member's key opens. ``name`` is whose it is, as the user says: the data do not."""

    def __init__(self, api: Api, name: str) -> None:
        self._api, self._name = api, name.strip().strip("/").rpartition("/")[2].lower()

    def account(self, ref: AccountRef, observed_at: datetime) -> Account:
        """The member with the profile.

        Raises:
            PlatformError: the key is another member's, by the user's own word.
        """
        handle = ref.handle.rpartition("/")[2].lower()
        if handle != self._name:
            raise PlatformError(
                msg(
                    "The key {key} is that of linkedin:in/{owner}, as {setting} says.",
                    key=KEY,
                    owner=self._name or "?",
                    setting=MEMBER,
                ),
                msg(
                    "A member's key opens nobody else's data. If it is that of in/{handle}, set "
                    "{setting}={handle}.",
                    handle=handle,
                    setting=MEMBER,
                ),
                Reason.OWNER_ONLY,
            )
        rows, _ = self._page(_PROFILE, 0)
        data: Payload = next((row for row in rows if isinstance(row, Mapping)), {})
        name = " ".join(part for key in ("First Name", "Last Name") if (part := get_str(data, key)))
        words = [get_str(data, key) for key in ("Headline", "Summary", "Websites")]
        bio = "\n".join(word for word in words if word) or None
        return Account(
            ref=ref,
            platform_id=f"in/{handle}",
            name=name or None,
            url=f"https://www.linkedin.com/in/{handle}/",
            profile=Profile(
                observed_at=observed_at,
                name=name or None,
                bio=bio,
                website=first_address(bio),
                has_contact=has_contact(bio) or None,
                missing={"followers": Reason.NOT_OFFERED},
            ),
            access=Access.OWN,
        )

    def opens(self) -> Message:
        """What ``doctor`` says, after one call."""
        self._page(_PROFILE, 0)
        return msg("Opens linkedin:in/{name}, as {setting} says.", name=self._name, setting=MEMBER)

    def posts(self, window: Window, position: str | None) -> PostPage:
        """A page of the member's posts; after these what was written under others' posts."""
        del window
        domain, _, number = (position or _place(_POSTS, 0)).partition(" ")
        start = int(number)
        rows, following = self._page(domain, start)
        items, unread = parted(_items(rows, domain == _COMMENTS))
        comments = _place(_COMMENTS, 0)
        further = None if following is None else _place(domain, following)
        if domain == _COMMENTS:
            return PostPage(items, further, _NOT_OFFERED, unread=unread)
        return PostPage(items, further or comments, _NOT_OFFERED, next_list=comments, unread=unread)

    def _page(self, domain: str, start: int) -> tuple[list[Any], int | None]:
        """The rows of a page of one domain, and where the next begins. A domain that holds nothing
        is answered as one that does not exist."""
        try:
            data = self._api.ask(
                "memberSnapshotData", [("q", "criteria"), ("domain", domain), ("start", start)]
            )
        except PlatformError as error:
            if error.reason is not Reason.ACCOUNT_GONE:
                raise
            return [], None
        get_rows(data, "elements")
        rows = [
            row
            for element in get_dicts(data, "elements")
            if element.get("snapshotDomain", domain) == domain
            for row in get_rows(element, "snapshotData")
        ]
        for link in get_dicts(get_dict(data, "paging"), "links"):
            if link.get("rel") == "next":
                offset = dict(parse_qsl(urlsplit(str(link.get("href"))).query)).get("start", "")
                return rows, int(offset) if offset.isdecimal() and int(offset) > start else None
        return rows, None


def _place(domain: str, start: int) -> str:
    return f"{domain} {start}"


def _items(rows: list[Any], outgoing: bool) -> Iterator[Item | None]:
    for row in rows:
        post = _post(row, outgoing) if isinstance(row, Mapping) else None
        yield None if post is None else Item(post, post.published_at, in_total=not outgoing)


def _post(row: Payload, outgoing: bool) -> Post | None:
    """A post, or a comment of the member's, of which no word is kept; ``None`` without an address
    or a time."""
    link, when = get_str(row, "Link" if outgoing else "ShareLink"), get_time(row, "Date")
    urn = None if link is None else _URN.search(unquote(link))
    if link is None or when is None or urn is None:
        return None
    if outgoing:
        return Post(
            platform_id=f"{urn[0]} {when:%Y-%m-%dT%H:%M:%S}",
            published_at=when,
            kind=PostKind.REPLY,
            reply_to=urn[0],
            missing={"text": Reason.NOT_APPLICABLE},
        )
    shared, medium = get_str(row, "SharedUrl"), get_str(row, "MediaUrl")
    return Post(
        platform_id=urn[0],
        published_at=when,
        url=f"https://www.linkedin.com/feed/update/{urn[0]}/",
        format=Format.LINK if shared else Format.TEXT if medium is None else Format.OTHER,
        text=get_str(row, "ShareCommentary") or "",
        links=() if shared is None else (shared,),
        missing=dict.fromkeys((*PARTS, "views"), Reason.NOT_OFFERED),
    )
