"""LinkedIn's errors: keys that expired, versions that died, quotas of a day or a minute."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from auditor.core.messages import Message, msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of, is_json, refused, too_busy

KEY = "LINKEDIN_ACCESS_TOKEN"
WHERE = "https://www.linkedin.com/developers/apps"
VERSION = "202608"
# Each monthly version is served for at least a year [D versioning].
REVIEW_BY = date(2027, 8, 15)
ENDS: Mapping[str, date] = {
    "202508": date(2026, 8, 17),
    "202511": date(2026, 11, 16),
    "202601": date(2027, 1, 15),
    "202602": date(2027, 2, 15),
    "202603": date(2027, 3, 16),
}
COMMUNITY_SCOPES = ("r_organization_social", "r_organization_social_feed", "r_organization_admin")
DMA_SCOPES = ("r_dma_admin_pages_content",)
FEED, FIGURES = "dmaFeedContentsExternal", "dmaOrganizationalPageContentAnalytics"
MEMBER_FIGURES = "memberCreatorPostAnalytics"
# One reader of this endpoint met a limit of one call a minute, which nobody documents.
A_MINUTE = 61.0
# Nobody documents a pace for the figures of posts; their readers let some seconds pass.
BETWEEN_FIGURES = 2.5
_SPENT_TODAY = ("day limit", "daily", "per day")
_TOKEN_WHY: Mapping[str, Message] = {
    "EXPIRED_ACCESS_TOKEN": msg("it has expired"),
    "REVOKED_ACCESS_TOKEN": msg("it was revoked"),
}


class BadRequestError(PlatformError):
    """LinkedIn does not know a part of what was asked."""


def error_of(response: ApiResponse) -> Mapping[str, Any]:
    """The error that an answer tells; empty when it tells none."""
    data = response.json() if is_json(response) else None
    return data if isinstance(data, dict) else {}


def classify(response: ApiResponse) -> ConnectorError | None:
    """LinkedIn's rules, by status and code."""
    if response.status < 400:
        return None
    error = error_of(response)
    code, said = str(error.get("code") or ""), str(error.get("message") or "").lower()
    if response.status == 401:
        return _bad_token(code)
    if response.status == 403:
        return _not_allowed()
    if response.status == 426 or code == "NONEXISTENT_VERSION":
        return _dead_version()
    if response.status == 429:
        return _too_often(response, said)
    if response.status == 404:
        return gone()
    if response.status in {400, 422}:
        return BadRequestError(
            msg("{host} does not know a part of what was asked.", host=host_of(response)),
            msg("A newer version of this program may be needed."),
            Reason.UNREADABLE,
        )
    return too_busy(response) or refused(response)


def gone() -> PlatformError:
    """The error of a page that nobody finds."""
    return PlatformError(
        msg("LinkedIn has no page of this name."),
        msg("Check how it is written: linkedin:company/name, as in the page's address."),
        Reason.ACCOUNT_GONE,
    )


def _bad_token(code: str) -> CredentialError:
    why = _TOKEN_WHY.get(code)
    advice = msg("Make a new one at {where} and set {name}.", where=WHERE, name=KEY)
    if why is None:
        return CredentialError(
            msg("{title} does not accept the key {name}.", title="LinkedIn", name=KEY), advice
        )
    return CredentialError(
        msg("{title} does not accept the key {name}: {why}.", title="LinkedIn", name=KEY, why=why),
        advice,
    )


def _not_allowed() -> CredentialError:
    return CredentialError(
        msg("The key {name} may not read this on {title}.", name=KEY, title="LinkedIn"),
        msg(
            "It has to be of an administrator of the page, with the scopes {community} (Community "
            "Management API) or {dma} (Pages Data Portability API, for the EU): {where}",
            community=", ".join(COMMUNITY_SCOPES),
            dma=", ".join(DMA_SCOPES),
            where=WHERE,
        ),
        Reason.NO_PERMISSION,
    )


def _dead_version() -> PlatformError:
    return PlatformError(
        msg("{title} no longer serves the API version that was asked.", title="LinkedIn"),
        msg(
            "Set {name} to a newer month, for example 202609, 202610 or 202611.",
            name="AUDITOR_LINKEDIN_API_VERSION",
        ),
        Reason.RETIRED_BY_PLATFORM,
    )


def _too_often(response: ApiResponse, said: str) -> TransientError:
    if any(words in said for words in _SPENT_TODAY):
        return TransientError(
            msg("The day's calls of this key on LinkedIn are used up."),
            msg("They are counted anew at midnight UTC. The same command goes on then."),
            retry=False,
        )
    return TransientError(
        msg("{host} was asked too often and did not answer in the end.", host=host_of(response)),
        msg("Try again later; what was read is kept."),
        A_MINUTE if endpoint(urlsplit(response.url).path) == FEED else None,
        throttled=True,
    )


def endpoint(path: str, mark: str = "") -> str:
    """The endpoint of a path, by which LinkedIn counts: its first word after ``/rest/``."""
    name = path.partition("/rest/")[2].partition("/")[0]
    return f"{name} {mark}".strip()
