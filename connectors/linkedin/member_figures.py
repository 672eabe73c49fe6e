"""Figures of a member's posts, by the key of a member whose app was granted r_member_postAnalytics.

Each kind of figure of each post is a call; a key without the permission is tried once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from auditor.core.model import Counts, PostKind, Window
from auditor.core.reasons import Reason
from connectors.base import Item, PostPage
from connectors.errors import MALFORMED, CredentialError, PlatformError, TransientError
from connectors.http.json_fields import get_count, get_dicts, get_rows
from connectors.linkedin.api import Api, Payload
from connectors.linkedin.errors import MEMBER_FIGURES

SCOPE = "r_member_postAnalytics"
_KINDS: Mapping[str, str] = {
    "REACTION": "reactions",
    "COMMENT": "comments",
    "RESHARE": "shares",
    "IMPRESSION": "impressions",
    "MEMBERS_REACHED": "reach",
}
# How a post is called in a question; an activity has no figures under its own name.
_ENTITIES = {"share": "share", "ugcPost": "ugc"}


class MemberFigures:
    """What a key tells of its member's posts."""

    def __init__(self, api: Api) -> None:
        self._api = api
        # why no further figures are asked for
        self._end: Reason | None = None
        self._asked = False

    def added(self, page: PostPage, window: Window) -> PostPage:
        """A page with the figures of its own posts of the window."""
        items = [self._with_figures(item, window) for item in page.items]
        # once asked, each post says for itself what is missing of it
        asked = set(_KINDS.values()) if self._asked else set[str]()
        missing = {name: why for name, why in page.missing.items() if name not in asked}
        return replace(page, items=items, missing=missing)

    def _with_figures(self, item: Item, window: Window) -> Item:
        post = item.post
        inside = window.start <= post.published_at < window.end
        kind = post.platform_id.removeprefix("urn:li:").partition(":")[0]
        if post.kind is not PostKind.POST or not inside or kind not in _ENTITIES:
            return item
        counts, missing = dict[str, int](), dict(post.missing)
        entity = f"({_ENTITIES[kind]}:{quote(post.platform_id, safe='')})"
        for name, field in _KINDS.items():
            number, why = self._figure(entity, name)
            if number is None:
                missing[field] = why
            else:
                counts[field] = number
                missing.pop(field, None)
        return replace(item, post=replace(post, counts=Counts(**counts), missing=missing))

    def _figure(self, entity: str, kind: str) -> tuple[int | None, Reason]:
        if self._end is not None:
            return None, self._end
        self._asked = True
        path = f"{MEMBER_FIGURES}?entity={entity}"
        try:
            data = self._api.ask(
                path, [("q", "entity"), ("queryType", kind), ("aggregation", "TOTAL")]
            )
            get_rows(data, "elements")
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
            self._end = error.reason
        except TransientError as error:
            if error.retry:
                raise
            self._end = Reason.NOT_FETCHED
        except (PlatformError, *MALFORMED):
            return None, Reason.UNREADABLE
        else:
            return _number(data, kind), Reason.GAP
        return None, self._end


def _number(data: Payload, kind: str) -> int | None:
    """The total of a kind; ``None`` where it is not told: nobody documents that as zero."""
    for element in get_dicts(data, "elements"):
        name = element.get("metricType")
        if name is None or kind == name or (isinstance(name, dict) and kind in name.values()):
            return get_count(element, "count", "value")
    return None
