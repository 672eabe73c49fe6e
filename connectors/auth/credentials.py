"""Keys: declared once by each connector, taken from the settings, asked for in one wording."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import CredentialError
from connectors.platform import Credential, Login, PlatformInfo


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
        msg(
            "Get it at {where} and set {name} in the environment or in the file .env.",
            where=credential.where,
            name=credential.env,
        ),
        Reason.NO_CREDENTIAL,
    )


def app_keys(title: str, login: Login, credentials: Mapping[str, str], redirect: str) -> None:
    """Check that the app which a login needs is known.

    Args:
        title: the name of the network.
        login: how the network lets people log in.
        credentials: keys by the names of their settings.
        redirect: where the browser is sent back to.

    Raises:
        CredentialError: one of its keys is not set; the advice says how the app is made.
    """
    needed = [login.app_id] if login.public else [login.app_id, login.app_key]
    missing = next((name for name in needed if not credentials.get(name)), None)
    if missing is None:
        return
    raise CredentialError(
        msg(
            "The login to {title} needs an app of your own: {name} is not set.",
            title=title,
            name=missing,
        ),
        msg(
            "Make one at {where}, register {redirect} with it as the address to come back to, and "
            "set {names} in the environment or in the file .env.",
            where=login.console,
            redirect=redirect,
            names=", ".join(needed),
        ),
        Reason.NO_CREDENTIAL,
    )
