"""Settings: keys, addresses of APIs, the store's place, language and time zone.

The environment wins over ``.env`` in the working folder, which wins over ``.env`` in the user's
configuration folder.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from auditor.errors import UsageError
from auditor.messages import msg

APP_NAME = "social-account-auditor"
LANGUAGES: tuple[str, ...] = ("it", "en")


@dataclass(frozen=True)
class Settings:
    """What the environment says.

    ``credentials`` maps names such as ``YOUTUBE_API_KEY`` to secrets that are set; ``base_urls``
    and ``api_versions`` map a platform to what replaces the built-in value, ``login_urls`` to what
    replaces scheme and host of its login; ``language`` is
    ``it`` or ``en``; ``timezone`` an IANA name.
    """

    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    base_urls: Mapping[str, str] = field(default_factory=dict)
    api_versions: Mapping[str, str] = field(default_factory=dict)
    login_urls: Mapping[str, str] = field(default_factory=dict)
    store: str | None = None
    language: str = "en"
    timezone: str = "UTC"


def load_settings(environ: Mapping[str, str] | None = None, cwd: Path | None = None) -> Settings:
    """Read the settings.

    Raises:
        UsageError: an API's address is not https, or a language or time zone is unknown.
    """
    values = read_environment(environ, cwd)
    return Settings(
        credentials=_credentials(values),
        base_urls=_addresses(values, "URL"),
        login_urls=_addresses(values, "LOGIN_URL"),
        api_versions=_per_platform(values, "API_VERSION"),
        store=values.get("AUDITOR_STORE") or None,
        language=_language(values),
        timezone=_timezone(values.get("AUDITOR_TIMEZONE") or "UTC"),
    )  # fmt: skip


def read_environment(
    environ: Mapping[str, str] | None = None, cwd: Path | None = None
) -> dict[str, str]:
    """All variables, from the three places, trimmed, empty ones left out; the strongest wins."""
    real = os.environ if environ is None else environ
    values: dict[str, str] = {}
    for folder in (config_folder(real), Path.cwd() if cwd is None else cwd):
        values.update(_env_file(folder / ".env"))
    values.update({name: value.strip() for name, value in real.items() if value.strip()})
    return values


def config_folder(environ: Mapping[str, str]) -> Path:
    """The user's configuration folder of this program; ``AUDITOR_CONFIG_DIR`` replaces it."""
    chosen = environ.get("AUDITOR_CONFIG_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs  # slow to import, seldom needed

    return platformdirs.user_config_path(APP_NAME, appauthor=False)


def _env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    from dotenv import dotenv_values  # not imported where no file exists

    try:
        found = dotenv_values(path, encoding="utf-8-sig", interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            msg("{file} cannot be read.", file=str(path)),
            msg("Save it as plain text in UTF-8, a line NAME=value for each setting."),
        ) from error
    return {name: value.strip() for name, value in found.items() if value and value.strip()}


def _credentials(values: Mapping[str, str]) -> dict[str, str]:
    """Every secret that is named after a network, such as ``X_BEARER_TOKEN``."""
    from auditor.model import PLATFORMS  # here and below: --help does without it

    starts = tuple(f"{name.upper()}_" for name in PLATFORMS)
    ends = ("_TOKEN", "_KEY", "_SECRET", "_CLIENT_ID")
    return {name: value for name, value in values.items()
            if name.startswith(starts) and name.endswith(ends)}  # fmt: skip


def _per_platform(values: Mapping[str, str], suffix: str) -> dict[str, str]:
    from auditor.model import PLATFORMS

    named = {name: values.get(f"AUDITOR_{name.upper()}_{suffix}") for name in PLATFORMS}
    return {name: value for name, value in named.items() if value}


def _addresses(values: Mapping[str, str], suffix: str) -> dict[str, str]:
    return {name: check_base_url(f"AUDITOR_{name.upper()}_{suffix}", address)
            for name, address in _per_platform(values, suffix).items()}  # fmt: skip


def check_base_url(name: str, address: str) -> str:
    """The address without its final slash.

    Raises:
        UsageError: it is not https, unless its host is this machine (loopback).
    """
    from urllib.parse import urlsplit

    advice = msg("Give an address that begins with https:// (http only for this machine).")
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in {"http", "https"} or parts.username or parts.password:
        raise UsageError(msg("{name} does not hold the address of an API.", name=name), advice)
    if parts.scheme == "http" and not _is_loopback(host):
        raise UsageError(
            msg("{name} is not https: keys would travel in the clear.", name=name), advice
        )
    return address.rstrip("/")


def _is_loopback(host: str) -> bool:
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _language(values: Mapping[str, str]) -> str:
    chosen = values.get("AUDITOR_LANGUAGE", "").lower()
    if not chosen:
        return guess_language(values)
    code = chosen.replace("-", "_").partition("_")[0]
    if code not in LANGUAGES:
        raise UsageError(
            msg("AUDITOR_LANGUAGE is '{value}', a language that is not there.", value=chosen),
            msg("Known languages: it, en."),
        )
    return code


def guess_language(values: Mapping[str, str]) -> str:
    """The user's language from the locale variables, or Windows; English when it is neither."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = values.get(name, "")
        if value:
            code = value.replace("-", "_").partition("_")[0].partition(".")[0].lower()
            return code if code in LANGUAGES else "en"
    return _windows_language() if sys.platform == "win32" else "en"


def _windows_language() -> str:
    """Italian when Windows speaks it. The primary language is the low ten bits; 0x10 is Italian."""
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - unknown to mypy elsewhere
    return "it" if int(kernel.GetUserDefaultUILanguage()) & 0x3FF == 0x10 else "en"


def _timezone(name: str) -> str:
    if not is_timezone(name):
        raise UsageError(
            msg("AUDITOR_TIMEZONE is '{value}', a time zone that is not there.", value=name),
            msg("Write a name such as Europe/Rome."),
        )
    return name


def is_timezone(name: str) -> bool:
    """Whether ``name`` is an IANA time zone, such as ``Europe/Rome``."""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
