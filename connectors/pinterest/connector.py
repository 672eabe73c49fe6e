"""Pinterest, by API v5: the account that a key belongs to, and no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import ceil
from typing import Any, ClassVar
from urllib.parse import urlsplit

from auditor.core.messages import Message, msg
from auditor.core.model import Account, AccountRef, PostKind, Window
from auditor.core.reasons import Reason
from connectors.auth.credentials import required
from connectors.base import Check, Connector, Item, KnownAccount, Plan, PostPage, parted
from connectors.collecting.cost import free_plan, with_detours
from connectors.errors import (
    ConnectorError,
    CredentialError,
    PlatformError,
    StalePositionError,
)
from connectors.http.rate_limit import rate_limit_usage
from connectors.http.request import Params
from connectors.http.response import ApiResponse, ApiRules
from connectors.http.status_errors import is_json, refused, too_busy, unexpected
from connectors.pinterest import parse
from connectors.platform import Credential, Login, PlatformInfo

KEY = "PINTEREST_ACCESS_TOKEN"
WHERE = "https://developers.pinterest.com/apps/"
_BASE = "https://api.pinterest.com/v5"
_SCOPES = ("user_accounts:read", "boards:read", "pins:read")
_PAGE, _PINS = 250, 100
_BUSINESS = "BUSINESS"
_ANALYTICS, _SETTLES = timedelta(days=89), timedelta(days=2)
_OFFERED = {
    "followers": None,
    "posts": None,
    "reactions": None,
    "comments": None,
    "shares": Reason.NOT_OFFERED,
    "views": Reason.NOT_OFFERED,
    "replies": Reason.NOT_OFFERED,
    "profile": None,
}


def classify(response: ApiResponse) -> ConnectorError | None:
    """Pinterest's own rules: an error is a status with a number and words."""
    if response.status < 400:
        return None
    busy = too_busy(response)
    if busy is not None:
        return busy
    if response.status == 401:
        return CredentialError(
            msg(
                "Pinterest does not accept the key {name}: it has expired or was taken back.",
                name=KEY,
            ),
            msg("Make a new one at {where}, or: auditor login pinterest", where=WHERE),
        )
    if response.status == 403:
        return CredentialError(
            msg("The key {name} lacks a permission, or its app is not approved.", name=KEY),
            msg("It needs the permissions {scopes}.", scopes=", ".join(_SCOPES)),
            Reason.NO_PERMISSION,
        )
    if response.status == 404:
        return PlatformError(
            msg("This account does not exist on Pinterest, or no longer."),
            msg("Check how it is written; the owner may have changed the name."),
            Reason.ACCOUNT_GONE,
        )
    if response.status == 400 and "bookmark" in _words(response):
        return StalePositionError(refused(response))
    return refused(response)


def _words(response: ApiResponse) -> str:
    data = response.json() if is_json(response) else {}
    return str(data.get("message", "")).lower() if isinstance(data, Mapping) else ""


class Pinterest(Connector):
    """Reads the profile and the pins of the key's own account."""

    info: ClassVar[PlatformInfo] = PlatformInfo(
        platform="pinterest",
        title="Pinterest",
        credentials=(
            Credential(
                env=KEY,
                purpose=msg("Of the account itself: Pinterest shows an account to its owner only."),
                where=WHERE,
                scopes=_SCOPES,
                lifetime=msg("lasts about 30 days; a login renews it"),
            ),
        ),
        own=_OFFERED,
        others=dict.fromkeys(_OFFERED, Reason.OWNER_ONLY),
        page_size=_PAGE,
        history=msg("everything since the account's first pin"),
        cost=msg("free; one call for the profile and one for 250 pins, 1,000 a day"),
        docs="https://developers.pinterest.com/docs/api/v5/",
        api_version="v5",
        review_by=date(2027, 5, 30),
        keep=msg(
            "Pinterest's developer guidelines say what an app may keep, and that one for marketing "
            "needs its approval: https://policy.pinterest.com/en-gb/developer-guidelines."
        ),
        has_dialogue=False,
        in_order=False,
        old_pages=2,
        counts_listing=False,
        login=Login(
            gives=KEY,
            authorize="https://www.pinterest.com/oauth/",
            redeem="https://api.pinterest.com/v5/oauth/token",
            app_id="PINTEREST_CLIENT_ID",
            app_key="PINTEREST_CLIENT_SECRET",
            console=WHERE,
            products={"own": _SCOPES},
            basic=True,
            separator=",",
            lasts=timedelta(days=30),
        ),
    )
    rules: ClassVar[ApiRules] = ApiRules("pinterest", classify, rate_limit_usage)

    def prepare(self) -> None:
        """See :meth:`connectors.base.Connector.prepare`."""
        self._has_analytics = True

    def host(self, ref: AccountRef) -> str:
        """One host for all accounts."""
        del ref
        return urlsplit(self._base).netloc

    def resolve(self, ref: AccountRef) -> Account:
        """The key's own account with its profile; any other is refused."""
        data = self._ask("user_account")
        if not data.get("username") or not data.get("id"):
            raise unexpected(self.host(ref))
        name = str(data["username"])
        if ref.handle.lower() not in {name.lower(), str(data["id"])}:
            raise PlatformError(
                msg(
                    "The key {name} belongs to pinterest:{owner}, and Pinterest shows an account "
                    "to nobody but its owner.",
                    name=KEY,
                    owner=name,
                ),
                msg("Ask the owner of pinterest:{handle} for a key.", handle=ref.handle),
                Reason.OWNER_ONLY,
            )
        return parse.account(data, ref, datetime.now(UTC))

    def posts(self, account: Account, window: Window, position: str | None = None) -> PostPage:
        """A page of the account's own pins; those that it saved from others are not asked for."""
        params: list[tuple[str, str | int]] = [
            ("page_size", _PAGE),
            ("pin_filter", "exclude_repins"),
            ("pin_metrics", "true"),
        ]
        if position is not None:
            params.append(("bookmark", position))
        data = self._ask("pins", params)
        if not isinstance(data.get("items"), list):
            raise unexpected(self.host(account.ref))
        following = data.get("bookmark")
        pins, unread = parted(parse.items(data["items"]))
        if account.details.get("type") == _BUSINESS:
            pins = self._with_saves(pins, window)
        return PostPage(pins, str(following) if following else None, unread=unread)

    def _with_saves(self, pins: Sequence[Item], window: Window) -> list[Item]:
        """The pins with how often they were saved: of those of the last 13 weeks, since analytics
        reach back no further, and not of the last two days, which are still being counted."""
        first, last = window.end - _ANALYTICS, window.end - _SETTLES
        young = [
            pin.post.platform_id
            for pin in pins
            if pin.post.kind is PostKind.POST and first <= pin.moment < last
        ]
        told: dict[str, int | None] = {}
        for at in range(0, len(young), _PINS):
            part = young[at : at + _PINS]
            told.update(self._saves_of(part, first, last))
        return [_saved(pin, told) for pin in pins]

    def _saves_of(
        self, pins: Sequence[str], first: datetime, last: datetime
    ) -> dict[str, int | None]:
        if not self._has_analytics:
            return {}
        params: list[tuple[str, str | int]] = [
            *(("pin_ids", pin) for pin in pins),
            ("start_date", first.date().isoformat()),
            ("end_date", last.date().isoformat()),
            ("metric_types", "SAVE"),
        ]
        try:
            data = self._ask("pins/analytics", params)
        except CredentialError as error:
            if error.reason is not Reason.NO_PERMISSION:
                raise
            self._has_analytics = False  # not every app has them
            return {}
        except PlatformError:
            return {}
        return {pin: parse.saves(data, pin) for pin in pins}

    def plan(self, account: KnownAccount, window: Window, comments: bool = True) -> Plan:
        """One call for the profile, one for 250 pins; of a business account one for the saves of
        100 young ones."""
        del comments
        plan = free_plan(account, window, False, _PAGE)
        weeks = Window(max(window.start, window.end - _ANALYTICS), window.end)
        pins = account.posts_in_window
        young = replace(
            account,
            posts_in_window=None if pins is None else ceil(pins * weeks.days / window.days),
        )
        saves = free_plan(young, weeks, False, _PINS, 0).calls
        return with_detours(plan, 0, int(saves.likely), int(saves.most))

    def check(self) -> list[Check]:
        """The key, and one call for its account."""
        return self.try_key(self._owner)[0]

    def _owner(self) -> Message:
        data = self._ask("user_account")
        return msg("Opens pinterest:{name}.", name=str(data.get("username") or "?"))

    @property
    def _base(self) -> str:
        return self.base_url or _BASE

    def _ask(self, path: str, params: Params = ()) -> dict[str, Any]:
        key = required(self.info.credentials[0], self.credentials)
        response = self.session.get(
            self.rules, f"{self._base}/{path}", params, {"Authorization": f"Bearer {key}"}
        )
        data = response.json()
        if not isinstance(data, dict):
            raise unexpected(urlsplit(self._base).netloc)
        return data


def _saved(pin: Item, told: Mapping[str, int | None]) -> Item:
    number = told.get(pin.post.platform_id)
    if number is None:
        return pin
    missing = {name: why for name, why in pin.post.missing.items() if name != "saves"}
    counts = replace(pin.post.counts, saves=number)
    return replace(pin, post=replace(pin.post, counts=counts, missing=missing))
