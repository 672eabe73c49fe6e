"""Errors of the Business Profile APIs, judged by their reasons."""

from __future__ import annotations

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.google_reasons import error_details, error_of, error_reasons
from connectors.http.json_fields import get_dict
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of, refused, too_busy

KEY = "GOOGLE_ACCESS_TOKEN"
SCOPE = "https://www.googleapis.com/auth/business.manage"
WHERE = "https://console.cloud.google.com/apis/credentials"
FORM = "https://support.google.com/business/contact/api_default"
_OFF = frozenset({"SERVICE_DISABLED", "accessNotConfigured"})
_SCOPE = frozenset({"ACCESS_TOKEN_SCOPE_INSUFFICIENT", "insufficientPermissions"})


class BadRequestError(PlatformError):
    """The call was not understood, as happens to a cursor that was kept for a while."""


def classify(response: ApiResponse) -> ConnectorError | None:
    """The error of an answer; ``None`` for one that tells none."""
    if response.status < 400:
        return None
    reasons = error_reasons(response)
    if response.status == 429 and _is_unapproved(response):
        return CredentialError(
            msg(
                "Google has not approved the project of the key {name} for the Business Profile "
                "APIs: it may make 0 calls a minute.",
                name=KEY,
            ),
            msg("Ask for access with the form at {where}; Google looks at it by hand.", where=FORM),
            Reason.NO_PERMISSION,
        )
    if response.status == 401:
        return CredentialError(
            msg("{title} does not accept the key {name}.", title="Google", name=KEY),
            msg("Log in again: auditor login google"),
        )
    if reasons & _OFF:
        return CredentialError(
            msg("An API is not enabled for the project of the key {name}.", name=KEY),
            msg(
                "Enable 'My Business Account Management API', 'My Business Business Information "
                "API' and 'Google My Business API' at {where}.",
                where="https://console.cloud.google.com/apis/library",
            ),
            Reason.NO_PERMISSION,
        )
    if reasons & _SCOPE:
        return CredentialError(
            msg("The key {name} lacks a permission, or its app is not approved.", name=KEY),
            msg("It needs the permissions {scopes}.", scopes=SCOPE),
            Reason.NO_PERMISSION,
        )
    return _of_status(response)


def _of_status(response: ApiResponse) -> ConnectorError:
    status = error_of(response).get("status")
    if response.status == 403 and status == "RESOURCE_EXHAUSTED":
        return TransientError(
            msg(
                "{host} was asked too often and did not answer in the end.", host=host_of(response)
            ),
            msg("Try again later; what was read is kept."),
            throttled=True,
        )
    if response.status == 403 or status == "FAILED_PRECONDITION":
        return PlatformError(
            msg("Google does not show this of the profile."),
            msg(
                "It shows reviews and posts of verified profiles only, to those who own or manage "
                "them: look at the profile's state at https://business.google.com/locations."
            ),
            Reason.NOT_OFFERED,
        )
    if response.status == 404:
        return gone()
    if response.status == 400:
        error = refused(response)
        return BadRequestError(error.message, error.advice, error.reason)
    return too_busy(response) or refused(response)


def gone() -> PlatformError:
    """The error of a profile that is no more."""
    return PlatformError(
        msg("This profile does not exist on Google, or no longer."),
        msg("The profiles that the key opens are listed by: auditor doctor"),
        Reason.ACCOUNT_GONE,
    )


def _is_unapproved(response: ApiResponse) -> bool:
    """Whether the quota is 0: that of a project that has not been approved."""
    return any(
        str(get_dict(detail, "metadata").get("quota_limit_value")) == "0"
        for detail in error_details(response)
    )
