"""What Meta's networks share: the Graph API asked with a key in a header, and its cursors."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

from auditor.core.json_types import JsonValue
from auditor.core.messages import Message, msg
from auditor.core.model import AccountRef
from auditor.core.ranges import local_today
from connectors.auth.credentials import required
from connectors.base import PERMISSIONS, Check, Connector
from connectors.errors import (
    MALFORMED,
    ConnectorError,
    CredentialError,
    PlatformError,
    StalePositionError,
)
from connectors.http.json_fields import get_dict, get_dicts, get_rows, get_str
from connectors.http.rate_limit import header
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of, opens, unexpected
from connectors.key_steps import OWN_PAGES
from connectors.meta.errors import BadParameterError, TooMuchAskedError, UnexplainedError
from connectors.platform import Login

VERSION = "v27.0"
# When the version should be looked at again: a year after it came out [D].
REVIEW_BY = date(2027, 11, 4)
# Until when Meta serves older versions, by its changelog of November 2026.
ENDS: Mapping[str, date] = {
    "v20.0": date(2026, 9, 24),
    "v21.0": date(2027, 1, 21),
    "v22.0": date(2027, 5, 20),
    "v23.0": date(2027, 10, 8),
    "v24.0": date(2028, 2, 18),
    "v25.0": date(2028, 7, 29),
}
PAGE = 100
_SMALLEST = 10
# What of the address of a next page is taken: the address itself would hold the key.
_TURNING = ("after", "until", "__paging_token", "offset")


# What an empty list of pages means most often, and what to look at after that.
NO_PAGES = msg(
    "Pages held by a business portfolio are listed only with the permission business_management: "
    "look at that first. Pages left unticked in the consent window are not listed either; those of "
    "others are read only as far as Meta allows it."
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listing goes on: which list, after which cursor, with pages of which size."""

    part: str
    after: Mapping[str, str] | None = None
    size: int = PAGE

    def write(self) -> str:
        """As the walker keeps it. The network's own ``next`` address would hold the key."""
        data = {"l": self.part, "a": self.after, "n": self.size}
        return json.dumps(data, separators=(",", ":"))

    @classmethod
    def read(cls, position: str | None, first: str) -> Place:
        """A place from what :meth:`write` gave; without a position the first list's beginning."""
        if position is None:
            return cls(first)
        data = json.loads(position)
        after = data["a"]
        # an older version kept the bare cursor
        return cls(data["l"], {"after": after} if isinstance(after, str) else after, data["n"])

    def smaller(self) -> Place | None:
        """This place with half as large a page; ``None`` when it cannot be smaller."""
        size = max(_SMALLEST, self.size // 2)
        return None if size == self.size else Place(self.part, self.after, size)


def meta_login(gives: str, product: str, scopes: tuple[str, ...]) -> Login:
    """Facebook Login, which opens pages and the professional accounts on Instagram alike.

    Args:
        gives: the setting that the token fills.
        product: what it opens.
        scopes: what is asked for.
    """
    return Login(
        gives=gives,
        authorize="https://www.facebook.com/{version}/dialog/oauth",
        redeem="https://graph.facebook.com/{version}/oauth/access_token",
        app_id="FACEBOOK_CLIENT_ID",
        app_key="FACEBOOK_CLIENT_SECRET",
        console="https://developers.facebook.com/apps/",
        products={product: scopes},
        by_get=True,
        https_only=True,
        exchange="fb_exchange_token",
        introspect="https://graph.facebook.com/{version}/debug_token",
        separator=",",
        lasts=timedelta(days=60),
    )


def stale(error: BadParameterError, cursor: Place, first: str) -> PlatformError:
    """The error of a page: with a cursor, the cursor is what the network no longer knows.

    Args:
        error: what the network said.
        cursor: where it was asked.
        first: the part with which the reading begins.
    """
    if cursor.after is None:
        return error
    return StalePositionError(error, None if cursor.part == first else Place(cursor.part).write())


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a list goes on: the parameters of its next page (``None``: this is the last, which may
    have a cursor but no ``next``). ``lost``: there is a next page that cannot be asked for."""

    after: Mapping[str, str] | None = None
    lost: bool = False


def onward(data: object) -> Onward:
    """What a page tells of the next: its cursor, else what the address of the next page holds."""
    paging = get_dict(data, "paging")
    if not paging.get("next"):
        return Onward()
    cursor = get_str(get_dict(paging, "cursors"), "after")
    if cursor is not None:
        return Onward({"after": cursor})
    query = dict(parse_qsl(urlsplit(str(paging["next"])).query))
    after = {name: query[name] for name in _TURNING if query.get(name)}
    return Onward(after or None, lost=not after)


class Graph(Connector):
    """A connector of the Graph API."""

    key: ClassVar[str]
    root: ClassVar[str]

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        super().prepare()
        self._lock = threading.Lock()

    def host(self, ref: AccountRef) -> str:
        """One host for all accounts."""
        del ref
        return urlsplit(self._root).netloc

    @property
    def _root(self) -> str:
        return self.base_url or self.root

    @property
    def _token(self) -> str:
        return required(self.info.credentials[0], self.credentials)

    def _reply(self, path: str, token: str | None, **params: str | int | None) -> ApiResponse:
        query = [(name, value) for name, value in params.items() if value is not None]
        headers = {"Authorization": f"Bearer {token or self._token}"}
        return self.session.get(
            self.rules, f"{self._root}/{self.api_version}/{path}", query, headers
        )

    def _ask(self, path: str, token: str | None = None, **params: str | int | None) -> JsonValue:
        response = self._reply(path, token, **params)
        data = response.json()
        if not isinstance(data, dict):
            raise unexpected(host_of(response))
        return data

    def _page(
        self, cursor: Place, path: str, fields: str, token: str | None, **params: str | int | None
    ) -> tuple[Any, Place]:
        """A page of a listing, halved as often as the network finds it too large."""
        while True:
            query = {**params, **(cursor.after or {})}
            try:
                data = self._ask(path, token, fields=fields, limit=cursor.size, **query)
                get_rows(data, "data")
            except (TooMuchAskedError, UnexplainedError):
                smaller = cursor.smaller()
                if smaller is None:
                    raise
                cursor = smaller
                continue
            return data, cursor

    def _own_pages(self, fields: str) -> Iterator[Mapping[str, Any]]:
        """The pages that the key's owner runs, each with a key of its own."""
        after: Mapping[str, str] | None = None
        while True:
            data = self._ask("me/accounts", fields=fields, limit=PAGE, **(after or {}))
            yield from get_dicts(data, "data")
            following = onward(data).after
            if following is None or following == after:
                return
            after = following

    def check(self) -> list[Check]:
        """The key, one real call, and whether the version asked is still served."""
        served: list[str | None] = [None]

        def call() -> Message:
            response = self._reply("me", None, fields="id,name")
            owner = str(response.json().get("name") or response.json().get("id"))
            served[0] = header(response.headers, "facebook-api-version")
            return msg("{title} accepts the key of {name}.", title=self.info.title, name=owner)

        checks, went = self.try_key(call)
        if checks[0].status == "skipped":
            return checks
        further = [*self._check_pages(), *self._check_permissions()] if went else []
        return [*checks, *further, self._check_version(served[0])]

    def _check_pages(self) -> list[Check]:
        name = OWN_PAGES
        try:
            pages = [str(page.get("name") or page.get("id")) for page in self._own_pages("id,name")]
        except (BadParameterError, PlatformError, CredentialError):
            return [Check(name, "skipped", msg("The key is a page's own, or names no pages."))]
        if not pages:
            return [Check(name, "warning", msg("The key's owner runs no page."), NO_PAGES)]
        return [Check(name, "ok", opens(len(pages), pages[:5]))]

    def _check_permissions(self) -> list[Check]:
        """Which permissions a person's key was not given; a page's own key tells none."""
        try:
            rows = get_dicts(self._ask("me/permissions"), "data")
            granted = {str(row.get("permission")) for row in rows if row.get("status") == "granted"}
        except (ConnectorError, *MALFORMED):
            return []
        scopes = self.info.credentials[0].scopes
        missing = [scope for scope in scopes if scope not in granted]
        if not granted or not missing:
            return []
        where = self.info.login.console if self.info.login else self.info.credentials[0].where
        return [
            Check(
                PERMISSIONS,
                "warning",
                msg("The key was not given: {scopes}.", scopes=", ".join(missing)),
                msg(
                    "Ask for them in the app at {where}, then: auditor login {network}",
                    where=where,
                    network=self.info.platform,
                ),
            )
        ]

    def _check_version(self, served: str | None) -> Check:
        name, version = msg("API version {version}", version=self.api_version), self.api_version
        setting = f"AUDITOR_{self.info.platform.upper()}_API_VERSION"
        renew = msg(
            "Set {name} to a newer one, or take a newer version of this program.", name=setting
        )
        if served and version and served != version:
            return Check(
                name,
                "warning",
                msg(
                    "It is no longer served: {title} answers as {version}.",
                    title=self.info.title,
                    version=served,
                ),
                renew,
            )
        end = ENDS.get(version or "")
        if end is not None and end <= local_today():
            return Check(
                name, "warning", msg("It is no longer served since {date}.", date=end), renew
            )
        if end is not None:
            return Check(name, "ok", msg("It is served until {date}.", date=end))
        return self.check_version()
