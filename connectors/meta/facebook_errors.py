"""What Facebook refuses, in words."""

from __future__ import annotations

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import CredentialError, PlatformError


def gone() -> PlatformError:
    return PlatformError(
        msg("Facebook shows no page of this name to this key."),
        msg("Check how it is written: facebook:name, or facebook: and the page's number."),
        Reason.ACCOUNT_GONE,
    )


def wrong_token() -> CredentialError:
    return CredentialError(
        msg("Facebook counts comments but shows none of them to this kind of key."),
        msg("Use a key of the page itself, or of a system user of the Business Manager."),
        Reason.NO_PERMISSION,
    )
