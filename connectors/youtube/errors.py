"""YouTube's errors, judged by their reasons: the reason says more than the status."""

from __future__ import annotations

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import ConnectorError, CredentialError, PlatformError, TransientError
from connectors.http.google_reasons import error_reasons
from connectors.http.response import ApiResponse
from connectors.http.status_errors import host_of, refused, too_busy

KEY = "YOUTUBE_API_KEY"
_BAD_KEY = frozenset({"keyInvalid", "API_KEY_INVALID", "keyExpired", "API_KEY_EXPIRED"})
_BLOCKED = frozenset(
    {
        "accessNotConfigured",
        "SERVICE_DISABLED",
        "API_KEY_SERVICE_BLOCKED",
        "forbidden",
        "ipRefererBlocked",
        "API_KEY_IP_ADDRESS_BLOCKED",
    }
)
_RATE = frozenset({"rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED"})
# What YouTube calls a failure of the moment, though the status (400) says otherwise.
_PASSING = frozenset({"processingFailure", "backendError", "internalError"})
_GONE = frozenset(
    {
        "channelNotFound",
        "playlistNotFound",
        "videoNotFound",
        "commentThreadNotFound",
        "commentNotFound",
        "channelClosed",
        "channelSuspended",
    }
)
WHERE = "https://console.cloud.google.com/apis/library/youtube.googleapis.com"


def classify(response: ApiResponse) -> ConnectorError | None:
    """YouTube's own rules: the reason says more than the status."""
    if response.status < 400:
        return None
    codes = error_reasons(response)
    if codes & _RATE or response.status == 429:
        return TransientError(
            msg(
                "{host} was asked too often and did not answer in the end.", host=host_of(response)
            ),
            msg("Try again later; what was read is kept."),
            throttled=True,
        )
    if codes & _PASSING:
        return TransientError(
            msg(
                "{host} is out of order (status {status}).",
                host=host_of(response),
                status=response.status,
            ),
            msg("Try again later; what was read is kept."),
        )
    if "quotaExceeded" in codes or "dailyLimitExceeded" in codes:
        return used_up()
    if codes & _BAD_KEY:
        return CredentialError(
            msg("YouTube does not accept the key {name}.", name=KEY),
            msg("Make a new one at {where}, or check that it was copied whole.", where=WHERE),
        )
    if "commentsDisabled" in codes:
        return PlatformError(msg("Comments are switched off here."), None, Reason.HIDDEN_BY_ACCOUNT)
    if codes & _BLOCKED:
        return CredentialError(
            msg("The key {name} may not use the YouTube Data API.", name=KEY),
            msg(
                "Enable 'YouTube Data API v3' for its project at {where}, and allow the key to "
                "use it.",
                where=WHERE,
            ),
            Reason.NO_PERMISSION,
        )
    if codes & _GONE or response.status == 404:
        return gone()
    return too_busy(response) or refused(response)


def used_up() -> TransientError:
    """The error of a day's quota that is spent."""
    return TransientError(
        msg("The day's quota of this YouTube key is used up."),
        msg("It is counted anew at midnight in California. The same command goes on then."),
        retry=False,
    )


def gone() -> PlatformError:
    """The error of a channel that nobody finds."""
    return PlatformError(
        msg("This channel does not exist on YouTube, or no longer."),
        msg("Check how it is written: youtube:@handle, or youtube:UC… from the channel's address."),
        Reason.ACCOUNT_GONE,
    )
