"""TikTok's errors: the Display API names them in words, the API for Business by numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError, TransientError
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of, is_json, refused, too_busy

KEY, BUSINESS = "TIKTOK_ACCESS_TOKEN", "TIKTOK_BUSINESS_ID"
WHERE = "https://developers.tiktok.com/apps/"
SCOPES = ("user.info.basic", "user.info.profile", "user.info.stats", "video.list")
_NO_KEY = frozenset({"access_token_invalid", "40102", "40104", "40105"})
_NO_PERMISSION = frozenset({"scope_not_authorized", "scope_permission_missed"})
_THROTTLED = frozenset({"rate_limit_exceeded", "40100"})
_OUT_OF_ORDER = frozenset({"internal_error", "50000", "50002"})


def classify(response: ApiResponse) -> ConnectorError | None:
    """The error of an answer; ``None`` for one that tells none. The status of the API for Business
    is 200 whatever happened."""
    code = _code(response)
    if code is None:
        return None if response.status < 400 else too_busy(response) or refused(response)
    if code in _NO_KEY:
        return CredentialError(
            msg("{title} does not accept the key {name}.", title="TikTok", name=KEY),
            msg("Make a new one at {where}, or: auditor login tiktok", where=WHERE),
        )
    if code in _NO_PERMISSION:
        return CredentialError(
            msg("The key {name} lacks a permission, or its app is not approved.", name=KEY),
            msg("It needs the permissions {scopes}.", scopes=", ".join(SCOPES)),
            Reason.NO_PERMISSION,
        )
    if code in _THROTTLED | _OUT_OF_ORDER:
        return _passing(response, code in _THROTTLED)
    return too_busy(response) or refused(response)


def _passing(response: ApiResponse, throttled: bool) -> TransientError:
    if throttled:
        words = msg(
            "{host} was asked too often and did not answer in the end.", host=host_of(response)
        )
    else:
        words = msg(
            "{host} is out of order (status {status}).",
            host=host_of(response),
            status=response.status,
        )
    advice = msg("Try again later; what was read is kept.")
    return TransientError(words, advice, throttled=throttled)


def _code(response: ApiResponse) -> str | None:
    """The code of an error, in words or as a number; ``None`` where all went well."""
    data = response.json() if is_json(response) else None
    if not isinstance(data, dict):
        return None
    error: Mapping[str, Any] | object = data.get("error")
    code = error.get("code") if isinstance(error, dict) else data.get("code")
    return None if code in (None, 0, "0", "ok", "") else str(code)
