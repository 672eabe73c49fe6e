"""Keys: declared once by each connector, taken from the settings, asked for in one wording."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.messages import msg
from auditor.reasons import Reason
from connectors.base import Credential, CredentialError, PlatformInfo


def present(info: PlatformInfo, credentials: Mapping[str, str]) -> dict[str, str]:
    """The platform's own keys that are set, and nobody else's."""
    names = [credential.env for credential in info.credentials]
    return {name: credentials[name] for name in names if credentials.get(name)}


def required(credential: Credential, credentials: Mapping[str, str]) -> str:
    """The key.

    Raises:
        CredentialError: it is not set.
    """
    value = credentials.get(credential.env)
    if value:
        return value
    raise CredentialError(
        msg("The key {name} is not set.", name=credential.env),
        msg("Get it at {where} and set {name} in the environment or in the file .env.",
            where=credential.where, name=credential.env),
        Reason.NO_CREDENTIAL,
    )  # fmt: skip
