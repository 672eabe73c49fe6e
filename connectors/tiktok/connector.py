"""TikTok: the key's own account, by the Display API or by the API for Business (Accounts)."""

from __future__ import annotations

import json
import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

from auditor.core.json_types import JsonValue
from auditor.core.messages import Message, msg
from auditor.core.model import Account, AccountRef, Comment, Window
from auditor.core.reasons import Reason
from connectors.auth.credentials import required
from connectors.base import (
    AskedPost,
    Check,
    CommentPage,
    Connector,
    KnownAccount,
    Plan,
    PostPage,
    parted,
)
from connectors.collecting.cost import free_plan, with_detours
from connectors.collecting.paging import place_after, post_at
from connectors.collecting.refusals import Refusals
from connectors.errors import CredentialError, PlatformError
from connectors.http.json_fields import get_count, get_dict, get_dicts, get_rows, identifier
from connectors.http.request import Body, Params
from connectors.http.response import ApiRules
from connectors.http.status_errors import unexpected
from connectors.platform import ALL_OFFERED, Credential, Login, PlatformInfo
from connectors.tiktok import parse
from connectors.tiktok.errors import BUSINESS, KEY, SCOPES, WHERE, classify

_DISPLAY = "https://open.tiktokapis.com"
_BUSINESS = "https://business-api.tiktok.com"
_PAGE, _COMMENTS = 20, 30
# With a comment at most so many answers are told.
_WITH_COMMENT = 3


class TikTok(Connector):
    """Reads an own account: profile, videos and, by the API for Business, comments."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="tiktok",
        title="TikTok",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg("Of the account itself: TikTok shows an account to its owner only."),
                where=WHERE,
                scopes=SCOPES,
                lifetime=msg("lasts a day; a login renews it for a year"),
            ),
            Credential(
                env=BUSINESS,
                purpose=msg(
                    "Optional. The account's id (open_id) in the API for Business, where the key "
                    "is one of that: it shows comments and their answers too."
                ),
                where="https://business-api.tiktok.com/portal",
                required=False,
            ),
        ),
        own=ALL_OFFERED,
        others=dict.fromkeys(ALL_OFFERED, Reason.OWNER_ONLY),
        page_size=_PAGE,
        history=msg("all videos; comments and answers by the API for Business only"),
        cost=msg(
            "free; one call for 20 videos and, by the API for Business, one for each 30 comments"
        ),
        docs="https://developers.tiktok.com/doc/display-api-overview",
        api_version="v2",
        review_by=date(2027, 5, 30),
        login=Login(
            gives=KEY,
            authorize="https://www.tiktok.com/v2/auth/authorize/",
            redeem="https://open.tiktokapis.com/v2/oauth/token/",
            app_id="TIKTOK_CLIENT_ID",
            app_key="TIKTOK_CLIENT_SECRET",
            console=WHERE,
            products={"own": SCOPES},
            https_only=True,
            app_name="client_key",
            separator=",",
            lasts=timedelta(days=1),
        ),
    )
    rules: ClassVar[ApiRules] = ApiRules(
        "tiktok",
        classify,
        secrets=("Access-Token", "Authorization", "business_id"),
        keeps_time=True,
    )

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        self._lock = threading.Lock()
        self._by_business: bool | None = None
        self._seen: defaultdict[str, set[str]] = defaultdict(set)
        self._cut: set[str] = set()
        self._refusals = Refusals(self.info.title)

    def host(self, ref: AccountRef) -> str:
        """One host for all accounts, by the API that the key is of."""
        del ref
        return urlsplit(self._base(bool(self._by_business))).netloc

    def resolve(self, ref: AccountRef) -> Account:
        """The key's own account with its profile; any other is refused."""
        data, number = self._owner()
        name = str(data.get("username") or "")
        if not name or not number:
            raise unexpected(self.host(ref))
        if ref.handle.lower() not in {name.lower(), number.lower()}:
            raise PlatformError(
                msg(
                    "The key {name} belongs to tiktok:{owner}, and TikTok shows an account to "
                    "nobody but its owner.",
                    name=KEY,
                    owner=name,
                ),
                msg("Ask the owner of tiktok:{handle} for a key.", handle=ref.handle),
                Reason.OWNER_ONLY,
            )
        return parse.account(data, ref, datetime.now(UTC))

    def _owner(self) -> tuple[Mapping[str, Any], str]:
        """The account that the key belongs to, and its id. Which API the key is of is found out by
        one call where both may be meant."""
        number = self._business_id
        if number and self._by_business is not False:
            params = [("business_id", number), ("fields", json.dumps(parse.BUSINESS_FIELDS))]
            try:
                data = self._ask_business("business/get/", params)
            except CredentialError as error:
                if error.reason is not Reason.NO_CREDENTIAL or self._by_business:
                    raise
            else:
                self._choose(True)
                return data, number
        data = get_dict(self._ask("user/info/", parse.PROFILE_FIELDS), "user")
        self._choose(False)
        return data, identifier(data, "open_id") or ""

    @property
    def _business_id(self) -> str:
        return self.credentials.get(BUSINESS, "")

    def _choose(self, business: bool) -> None:
        with self._lock:
            self._by_business = business

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the account's own videos."""
        del account, window
        if self._of_business():
            params: list[tuple[str, str | int]] = [
                ("business_id", self._business_id),
                ("fields", json.dumps(parse.BUSINESS_VIDEO_FIELDS)),
                ("max_count", _PAGE),
                *([("cursor", position)] if position else []),
            ]
            data = self._ask_business("business/video/list/", params)
        else:
            body: dict[str, str | int] = {"max_count": _PAGE}
            if position:
                body["cursor"] = int(position)
            data = self._ask("video/list/", parse.VIDEO_FIELDS, body)
        videos, unread = parted(parse.items(get_rows(data, "videos")))
        missing = {} if self._by_business else {"replies": Reason.NOT_OFFERED}
        lost = _is_lost(data)
        return PostPage(videos, _next(data), missing, unread=unread, partial=lost, open_end=lost)

    def _of_business(self) -> bool:
        """Whether the key is one of the API for Business; a reading that goes on asks once more."""
        if self._by_business is None:
            self._owner()
        return bool(self._by_business)

    def comments(
        self,
        account: Account,
        posts: Sequence[AskedPost],
        window: Window,
        position: str | None = None,
    ) -> CommentPage:
        """A page of the comments under one video, with all answers; by the API for Business."""
        del window
        if not self._of_business():
            return CommentPage((), missing={"replies": Reason.NOT_OFFERED})
        ids = [post.platform_id for post in posts]
        at = post_at(ids, position, "c")
        if at is None:
            return CommentPage(())
        video, cursor, owner = at["p"], at["c"], account.ref.handle
        data = self._refusals.ask(owner, partial(self._thread, video, cursor))
        met = self._refusals.met(owner)
        if data is None:
            return CommentPage((), {}, place_after(ids, video, "c"), notes=met)
        # past the first hundreds the order changes and some come twice
        told = [*parse.comments(data, video), *self._further_answers(owner, video, data)]
        new = {row.platform_id: row for row in told if row.platform_id not in self._seen[video]}
        self._seen[video].update(new)
        following = _next(data)
        further = None if following == cursor or not new else following
        whole = further is None and video not in self._cut
        read = {video: len(self._seen[video])} if whole else {}
        notes = {**met, **self._refusals.met(owner)}
        place = place_after(ids, video, "c", further)
        return CommentPage(list(new.values()), read, place, notes=notes)

    def _thread(self, video: str, cursor: str | None) -> Mapping[str, Any]:
        params: list[tuple[str, str | int]] = [
            ("business_id", self._business_id),
            ("video_id", video),
            ("include_replies", "true"),
            ("sort_field", "create_time"),
            ("sort_order", "asc"),
            ("max_count", _COMMENTS),
        ]
        if cursor:
            params.append(("cursor", cursor))
        data = self._ask_business("business/comment/list/", params)
        get_rows(data, "comments")
        if _is_lost(data):
            raise unexpected(urlsplit(self._base(True)).netloc)
        return data

    def _further_answers(self, owner: str, video: str, data: Mapping[str, Any]) -> list[Comment]:
        """The answers to comments that have more than are told with them."""
        answers: list[Comment] = []
        for row in get_dicts(data, "comments"):
            parent, replies = identifier(row, "comment_id"), get_count(row, "replies") or 0
            if parent is None or replies <= max(_WITH_COMMENT, len(row.get("reply_list") or ())):
                continue
            found = self._refusals.ask(owner, partial(self._answers_to, video, parent))
            if found is None:
                self._cut.add(video)
            answers += found or []
        return answers

    def _answers_to(self, video: str, parent: str) -> list[Comment]:
        answers: list[Comment] = []
        cursor: str | None = None
        cursors: list[str | None] = []
        while cursor not in cursors:
            cursors.append(cursor)
            params: list[tuple[str, str | int]] = [
                ("business_id", self._business_id),
                ("video_id", video),
                ("comment_id", parent),
                ("max_count", _COMMENTS),
                *([("cursor", cursor)] if cursor else []),
            ]
            data = self._ask_business("business/comment/reply/list/", params)
            answers += parse.comments(data, video, parent)
            cursor = _next(data)
        return answers

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """One call for the profile, one for 20 videos; by the API for Business one for each video
        with comments, or more."""
        business = bool(self.credentials.get(BUSINESS))
        plan = free_plan(account, window, comments and business, _PAGE)
        if not (comments and business):
            return plan
        further = -(-(account.comments or 0) // _COMMENTS)
        return with_detours(plan, 0, further // 2, further + (account.posts_with_comments or 0))

    def check(self) -> list[Check]:
        """The key, and one call for its account."""
        return self.try_key(self._opens)[0]

    def _opens(self) -> Message:
        data, _ = self._owner()
        name = str(data.get("username") or "?")
        if self._by_business:
            return msg("Opens tiktok:{name}, by the API for Business.", name=name)
        return msg("Opens tiktok:{name}, by the Display API: without comments.", name=name)

    def _base(self, business: bool) -> str:
        return self.base_url or (_BUSINESS if business else _DISPLAY)

    def _ask(self, path: str, fields: str, body: Body | None = None) -> Mapping[str, Any]:
        """What the Display API tells."""
        key = required(self.info.credentials[0], self.credentials)
        url, headers = f"{self._base(False)}/v2/{path}", {"Authorization": f"Bearer {key}"}
        response = self.session.get(self.rules, url, [("fields", fields)], headers, body=body)
        return _data(response.json(), url)

    def _ask_business(self, path: str, params: Params) -> Mapping[str, Any]:
        """What the API for Business tells."""
        key = required(self.info.credentials[0], self.credentials)
        url = f"{self._base(True)}/open_api/v1.3/{path}"
        response = self.session.get(self.rules, url, params, {"Access-Token": key})
        return _data(response.json(), url)


def _data(answer: JsonValue, url: str) -> Mapping[str, Any]:
    data = answer.get("data") if isinstance(answer, dict) else None
    if not isinstance(data, dict):
        raise unexpected(urlsplit(url).netloc)
    return data


def _next(data: Mapping[str, Any]) -> str | None:
    """Where the list goes on; the cursor is a number."""
    cursor = identifier(data, "cursor")
    return cursor if data.get("has_more") is True and cursor and cursor.isdecimal() else None


def _is_lost(data: Mapping[str, Any]) -> bool:
    """Whether more is said to follow that cannot be asked for."""
    return data.get("has_more") not in (False, None) and _next(data) is None
