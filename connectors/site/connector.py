"""The company's own site: what its news feed says of rhythm; nobody's reactions are told there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import ClassVar
from urllib.parse import urlsplit

from auditor.core.messages import msg
from auditor.core.model import Account, AccountRef, Profile, Window
from auditor.core.reasons import Reason
from connectors.base import Check, Connector, KnownAccount, Plan, PostPage, parted
from connectors.collecting.cost import free_plan, with_detours
from connectors.errors import ConnectorError, PlatformError
from connectors.http.rate_limit import header
from connectors.http.redaction import is_loopback
from connectors.http.request import join_url
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.status_errors import host_of, too_busy, unexpected
from connectors.platform import PlatformInfo
from connectors.site import identity
from connectors.site.feed_parse import counts_pages, feed_kind, feed_page, json_page, wordpress_item
from connectors.site.homepage import Page

_USUAL = ("feed/", "rss.xml", "atom.xml", "feed.xml", "index.xml", "feed.json")
_MOST_PAGES = 500  # [D] a lister that never ends is left as a part
_PAGE = 100
_PAST_THE_END = frozenset({400, 404})
_NOTHING = frozenset({404, 410, 400, 401, 403, 405, 406})
_OFFERED: dict[str, Reason | None] = {
    "followers": Reason.NOT_OFFERED,
    "posts": None,
    "reactions": Reason.NOT_OFFERED,
    "comments": Reason.NOT_OFFERED,
    "shares": Reason.NOT_OFFERED,
    "views": Reason.NOT_OFFERED,
    "replies": Reason.NOT_OFFERED,
    "profile": Reason.NOT_OFFERED,
}


def classify(response: ApiResponse) -> ConnectorError | None:
    """A site's statuses mean what they say."""
    if response.status < 400:
        return None
    busy = too_busy(response)
    if busy is not None:
        return busy
    reason = Reason.ACCOUNT_GONE if response.status in {404, 410} else Reason.UNREADABLE
    return PlatformError(
        msg(
            "{host} does not show this page (status {status}).",
            host=host_of(response),
            status=response.status,
        ),
        msg("Check the address of the site, written site:https://…"),
        reason,
    )


class Site(Connector):
    """Finds a site's feed (declared, or at the usual places) and reads its entries."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="site",
        title="Website",
        credentials=(),
        own=_OFFERED,
        others=_OFFERED,
        page_size=_PAGE,
        history=msg("what the site's feed holds: the newest entries, or all with WordPress"),
        cost=msg("free; one to a few calls"),
        docs="https://www.rssboard.org/rss-specification",
        in_flight=2,
        has_dialogue=False,
        most_pages=_MOST_PAGES,
    )
    rules: ClassVar[ApiRules] = ApiRules("site", classify, in_flight=2)

    def host(self, ref: AccountRef) -> str:
        """The site itself."""
        return urlsplit(self._address(ref)).netloc

    def resolve(self, ref: AccountRef) -> Account:
        """Where the news of a site are: its own declaration first, then the usual places."""
        address = self._address(ref)
        host = urlsplit(address).hostname or ""
        if is_loopback(host):  # whoever names this machine means it
            self.session.trust(host)
        response = self._get(address)
        kind = feed_kind(response)
        feeds, profile = [(kind, address)] if kind else [], Profile(datetime.now(UTC))
        if not feeds:
            page = Page.read(response.text())
            feeds = self._declared(page, address) or self._usual(address)
            profile = replace(
                profile,
                name=page.title,
                phones=identity.phones(page),
                place=identity.place(page),
                links=identity.accounts(page, address),
            )
        first = feeds[0] if feeds else ("", "")
        return Account(
            ref=ref,
            name=profile.name,
            url=address,
            profile=profile,
            details={"kind": first[0], "feed": first[1], "more": json.dumps(feeds[1:])},
        )

    def _declared(self, page: Page, address: str) -> list[tuple[str, str]]:
        """What a site declares, in its order: the first is read, the next where that is dead."""
        feeds = [
            (kind, join_url(address, link)) for kind, link in page.feeds if "comments" not in link
        ]
        if page.api:
            api = join_url(address, page.api)
            if self._opens(f"{api.rstrip('/')}/wp/v2/posts?per_page=1&_fields=id"):
                return [("wordpress", api), *feeds]
        return feeds

    def _usual(self, address: str) -> list[tuple[str, str]]:
        for path in _USUAL:
            feed = f"{address.rstrip('/')}/{path}"
            response = self.session.get(self.rules, feed, headers=_ANYTHING, allow=_NOTHING)
            kind = feed_kind(response) if response.status == 200 else None
            if kind:
                return [(kind, feed)]
        return []

    def _opens(self, address: str) -> bool:
        response = self.session.get(self.rules, address, allow=_NOTHING)
        return response.status == 200 and response.body.lstrip()[:1] == b"["

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the news."""
        kind, feed = account.details.get("kind", "feed"), account.details.get("feed", "")
        if not kind:
            refused, missing = _no_feed(self.host(account.ref)), {"posts": Reason.NOT_OFFERED}
            return PostPage((), None, missing, open_end=True, partial=True, refused=refused)
        if kind == "wordpress":
            return self._wordpress(feed, window, int(position or 1))
        if position is not None:
            response = self._get(position, allow=frozenset({404, 410}))
            if response.status < 400:
                return _page(kind, response, position)
            # Past its last page a feed that counts its pages has none. A page that the one before
            # it names, and that is not there, is a part that nobody reads.
            return PostPage((), partial=not counts_pages(position))
        try:
            return self._first(account, kind, feed, window)
        except PlatformError:
            for kind, feed in json.loads(account.details.get("more") or "[]"):
                if (page := self._other(account, kind, feed, window)) is not None:
                    return page
            raise

    def _other(self, account: Account, kind: str, feed: str, window: Window) -> PostPage | None:
        """The next feed that a site declares; ``None`` where it is dead too."""
        try:
            return self._first(account, kind, feed, window)
        except PlatformError:
            return None

    def _first(self, account: Account, kind: str, feed: str, window: Window) -> PostPage:
        """The first page of a feed."""
        response = self._get(feed, _conditions(account, feed, window), frozenset({304}))
        if response.status == 304:
            return PostPage((), unchanged=datetime.fromisoformat(account.details["kept_oldest"]))
        page = _page(kind, response, feed)
        if page.position is not None:
            return page
        # A feed holds the newest entries: what lies before them it does not tell.
        return replace(page, open_end=True, keep=_kept(response, feed, page, window))

    def _wordpress(self, api: str, window: Window, page: int) -> PostPage:
        """A page of the posts. The end is told by the number of pages or, by servers that leave
        that out, by a refusal of the page that there is not."""
        response = self.session.get(
            self.rules,
            f"{api.rstrip('/')}/wp/v2/posts",
            [
                ("per_page", _PAGE),
                ("page", page),
                ("orderby", "date"),
                ("after", window.start.strftime("%Y-%m-%dT%H:%M:%S")),
                ("_fields", "id,date_gmt,link,title,excerpt"),
            ],
            allow=_PAST_THE_END if page > 1 else frozenset(),
        )
        if response.status in _PAST_THE_END:
            return PostPage(())
        pages, rows = _number(response.headers, "x-wp-totalpages"), response.json()
        if not isinstance(rows, list):
            raise unexpected(host_of(response))
        items, unread = parted(wordpress_item(row) for row in rows)
        goes_on = bool(rows) if pages is None else page < pages
        return PostPage(items, str(page + 1) if goes_on else None, unread=unread)

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """A call for the page, one for the feed, one more for 100 entries."""
        del comments
        plan = free_plan(account, window, False, _PAGE)
        return with_detours(plan, 0, 1, len(_USUAL) + 2)

    def check(self) -> list[Check]:
        """There is no host to try: every site is its own."""
        return [Check(msg("needs no key"), "ok", msg("Every site is asked by itself."))]

    def _address(self, ref: AccountRef) -> str:
        address = self.base_url or ref.handle
        if address.startswith("http://") and not is_loopback(urlsplit(address).hostname or ""):
            return f"https://{address.removeprefix('http://')}"  # asked over https or not at all
        return address

    def _get(
        self,
        address: str,
        conditions: Mapping[str, str] | None = None,
        allow: frozenset[int] = frozenset(),
    ) -> ApiResponse:
        headers = {**_ANYTHING, **(conditions or {})}
        return self.session.get(self.rules, address, headers=headers, allow=allow)


def _no_feed(host: str) -> PlatformError:
    return PlatformError(
        msg("{host} declares no news feed.", host=host),
        msg("If it has one, give its own address: site:https://…/feed"),
        Reason.NOT_OFFERED,
    )


_ANYTHING = {"Accept": "text/html, application/feed+json, application/rss+xml, */*;q=0.5"}


def _page(kind: str, response: ApiResponse, address: str) -> PostPage:
    return json_page(response) if kind == "json" else feed_page(response, address)


def _conditions(account: Account, feed: str, window: Window) -> dict[str, str]:
    """Ask only for what has changed, where an earlier reading took as much as is wanted now."""
    details = account.details
    if (
        details.get("kept_of") != feed
        or datetime.fromisoformat(details["kept_asked"]) > window.start
    ):
        return {}
    headers = {
        "If-None-Match": details.get("kept_etag"),
        "If-Modified-Since": details.get("kept_date"),
    }
    return {name: value for name, value in headers.items() if value}


def _kept(response: ApiResponse, feed: str, page: PostPage, window: Window) -> dict[str, str]:
    """What the next reading needs to ask so; nothing where the site gives no such mark."""
    etag, date = header(response.headers, "etag"), header(response.headers, "last-modified")
    if not page.items or not (etag or date):
        return {}
    oldest = min(item.moment for item in page.items)
    return {
        "kept_of": feed,
        "kept_etag": etag or "",
        "kept_date": date or "",
        "kept_asked": window.start.isoformat(),
        "kept_oldest": oldest.isoformat(),
    }


def _number(headers: Mapping[str, str], name: str) -> int | None:
    value = next((text for key, text in headers.items() if key.lower() == name), "")
    return int(value) if value.isdecimal() and len(value) < 10 else None
