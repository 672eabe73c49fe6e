"""Settings: keys, addresses of APIs, the store's place, language and time zone.

The environment wins over ``.env`` in the working folder, which wins over ``.env`` in the user's
configuration folder. Where keys are sent to is another matter: a working folder may be a client's
or a download, so that an address in its ``.env`` counts for the keys of that file only.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.core.errors import UsageError
from auditor.core.files import real_path, regular_text
from auditor.core.messages import Message, msg
from auditor.core.ranges import is_timezone

if TYPE_CHECKING:
    from dotenv.parser import Binding

# Of an ``.env`` file, in bytes [D].
_LARGEST = 1_000_000
APP_NAME = "social-account-auditor"
LANGUAGES: tuple[str, ...] = ("it", "en")


_DELIVERY_KEYS = ("AUDITOR_SMTP_URL", "AUDITOR_NOTIFY_URLS")
DELIVERY: tuple[str, ...] = (*_DELIVERY_KEYS, "AUDITOR_MAIL_FROM", "AUDITOR_MAIL_TO")


class Source(IntEnum):
    """Where a setting stands; of two the higher is the more surely its user's own."""

    WORKING_FOLDER = 1
    USER_FOLDER = 2
    ENVIRONMENT = 3


@dataclass(frozen=True)
class Settings:
    """What the environment says.

    ``credentials`` maps names such as ``YOUTUBE_API_KEY`` to secrets that are set; ``base_urls``
    and ``api_versions`` map a platform to what replaces the built-in value, ``login_urls`` to what
    replaces scheme and host of its login; ``language`` is
    ``it`` or ``en``; ``timezone`` an IANA name. ``local_addresses`` are the networks whose address
    or login stands in the working folder's ``.env``; ``notices`` say what of the files is not
    used, and which of them sends what is read to another machine; ``delivery`` holds the
    settings of :data:`DELIVERY` that are set.
    """

    credentials: Mapping[str, str] = field(default_factory=dict, repr=False)
    base_urls: Mapping[str, str] = field(default_factory=dict)
    api_versions: Mapping[str, str] = field(default_factory=dict)
    login_urls: Mapping[str, str] = field(default_factory=dict)
    store: str | None = None
    language: str = "en"
    timezone: str = "UTC"
    local_addresses: frozenset[str] = frozenset()
    notices: tuple[Message, ...] = ()
    delivery: Mapping[str, str] = field(default_factory=dict, repr=False)


def load_settings(environ: Mapping[str, str] | None = None, cwd: Path | None = None) -> Settings:
    """Read the settings.

    Raises:
        UsageError: an API's address is not https, or a language or time zone is unknown.
    """
    layers = _layers(environ, cwd)
    values = _merged(layers)
    delivery, delivery_refusals = _delivery(layers)
    strange = _strange(os.environ if environ is None else environ, cwd)
    addresses, refusals = _addresses(layers, "URL")
    logins, login_refusals = _addresses(layers, "LOGIN_URL")
    return Settings(
        credentials=_credentials(values),
        base_urls={name: address for name, (address, _) in addresses.items()},
        login_urls={name: address for name, (address, _) in logins.items()},
        local_addresses=frozenset(
            name
            for group in (addresses, logins)
            for name, (_, source) in group.items()
            if source is Source.WORKING_FOLDER
        ),
        notices=(
            *strange,
            *refusals,
            *login_refusals,
            *_store_elsewhere(layers),
            *delivery_refusals,
        ),
        delivery=delivery,
        api_versions=_per_platform(values, "API_VERSION"),
        store=values.get("AUDITOR_STORE") or None,
        language=_language(values),
        timezone=_timezone(values.get("AUDITOR_TIMEZONE") or "UTC"),
    )


def read_environment(
    environ: Mapping[str, str] | None = None, cwd: Path | None = None
) -> dict[str, str]:
    """All variables, from the three places, trimmed, empty ones left out; the strongest wins."""
    return _merged(_layers(environ, cwd))


def _layers(
    environ: Mapping[str, str] | None, cwd: Path | None
) -> list[tuple[Source, dict[str, str]]]:
    """The variables of each place, the one that wins last."""
    real = os.environ if environ is None else environ
    user, here = config_folder(real), _working_folder() if cwd is None else cwd
    set_here = {name: value.strip() for name, value in real.items() if value.strip()}
    files = [(Source.USER_FOLDER, _env_file(user / ".env"))]
    if not _is_same(user, here):
        files.append((Source.WORKING_FOLDER, _env_file(here / ".env")))
    return [*files, (Source.ENVIRONMENT, set_here)]


def _strange(environ: Mapping[str, str], cwd: Path | None) -> list[Message]:
    """Which lines of the files are left out."""
    folders = (config_folder(environ), _working_folder() if cwd is None else cwd)
    files = list(dict.fromkeys(folder / ".env" for folder in folders))
    return [
        msg(
            "Line {line} of {file} is not of the form NAME=value and is left out.",
            line=line,
            file=str(path),
        )
        for path in files
        if path.is_file()  # whatever else is there was refused
        for line in strange_lines(path)
    ]


def _is_same(first: Path, second: Path) -> bool:
    return real_path(first) == real_path(second)


def _merged(layers: Sequence[tuple[Source, Mapping[str, str]]]) -> dict[str, str]:
    return {name: value for _, values in layers for name, value in values.items()}


def _working_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError as error:
        raise UsageError(
            msg("The folder in which this was called is gone."),
            msg("Change into another folder, then give the same command again."),
        ) from error


def config_folder(environ: Mapping[str, str]) -> Path:
    """The user's configuration folder of this program; ``AUDITOR_CONFIG_DIR`` replaces it."""
    chosen = environ.get("AUDITOR_CONFIG_DIR")
    if chosen:
        return Path(chosen)
    import platformdirs  # slow to import, seldom needed

    return platformdirs.user_config_path(APP_NAME, appauthor=False)


def keys_in(path: Path) -> bool:
    """Whether an ``.env`` file is there and holds a key of a network.

    Raises:
        UsageError: it cannot be read.
    """
    return bool(_credentials(_env_file(path)))


def _env_file(path: Path) -> dict[str, str]:
    if not path.exists() or path.is_dir():
        return {}
    try:
        values = {line.key: line.value for line in _lines(path) if line.key}
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            msg("{file} cannot be read.", file=str(path)),
            msg("Save it as plain text in UTF-8, a line NAME=value for each setting."),
        ) from error
    return {name: value.strip() for name, value in values.items() if value and value.strip()}


def _lines(path: Path) -> Iterator[Binding]:
    from dotenv.parser import parse_stream  # not imported where no file exists

    yield from parse_stream(io.StringIO(regular_text(path, _LARGEST), newline=None))


def strange_lines(path: Path) -> list[int]:
    """The lines of an ``.env`` file that are not NAME=value; their words may be keys.

    Raises:
        OSError, UnicodeDecodeError: it cannot be read.
    """
    return [line.original.line for line in _lines(path) if line.error]


def _credentials(values: Mapping[str, str]) -> dict[str, str]:
    """Every secret that is named after a network, such as ``X_BEARER_TOKEN``."""
    from auditor.core.model import PLATFORMS  # here and below: --help does without it

    starts = tuple(f"{name.upper()}_" for name in PLATFORMS)
    ends = ("_TOKEN", "_KEY", "_SECRET", "_CLIENT_ID")
    return {
        name: value
        for name, value in values.items()
        if (name.startswith(starts) and name.endswith(ends)) or name in _DELIVERY_KEYS
    }


def _delivery(
    layers: Sequence[tuple[Source, dict[str, str]]],
) -> tuple[dict[str, str], list[Message]]:
    """Where a week's summary goes; a working folder's file says it where nothing else does."""
    here = {**dict(layers).get(Source.WORKING_FOLDER, {})}
    own = _merged([layer for layer in layers if layer[0] is not Source.WORKING_FOLDER])
    here, own = ({name: group[name] for name in DELIVERY if name in group} for group in (here, own))
    if not own or not here:
        return own or here, []
    refusal = msg(
        "{names} in the file .env of this folder are not used: where reports are sent stands "
        "elsewhere.",
        names=", ".join(here),
    )
    return own, [refusal]


def _per_platform(values: Mapping[str, str], suffix: str) -> dict[str, str]:
    from auditor.core.model import PLATFORMS

    given_values = {name: values.get(f"AUDITOR_{name.upper()}_{suffix}") for name in PLATFORMS}
    return {name: value for name, value in given_values.items() if value}


def _addresses(
    layers: Sequence[tuple[Source, Mapping[str, str]]], suffix: str
) -> tuple[dict[str, tuple[str, Source]], list[Message]]:
    """The address of each network with its source, and those that may not have its keys."""
    keys = _key_sources(layers)
    addresses: dict[str, tuple[str, Source]] = {}
    refusals = []
    for source, values in layers:
        for network, address in _per_platform(values, suffix).items():
            name = f"AUDITOR_{network.upper()}_{suffix}"
            checked = check_base_url(name, address)
            if source < keys.get(network, source):
                refusals.append(_refusal(name))
            else:
                addresses[network] = checked, source
    return addresses, refusals


def _key_sources(layers: Sequence[tuple[Source, Mapping[str, str]]]) -> dict[str, Source]:
    """Of each network's keys that are in use, the place that is most surely the user's own."""
    used: dict[str, Source] = {}
    for source, values in layers:
        used.update(dict.fromkeys(_credentials(values), source))
    sources: dict[str, Source] = {}
    for name, source in used.items():
        network = name.partition("_")[0].lower()
        sources[network] = max(source, sources.get(network, source))
    return sources


def _store_elsewhere(layers: Sequence[tuple[Source, Mapping[str, str]]]) -> list[Message]:
    """That a working folder's file, perhaps a stranger's, names a database on another machine."""
    from urllib.parse import urlsplit

    stores = [
        (values["AUDITOR_STORE"], source) for source, values in layers if "AUDITOR_STORE" in values
    ]
    if not stores or stores[-1][1] is not Source.WORKING_FOLDER or "://" not in stores[-1][0]:
        return []
    try:
        host = urlsplit(stores[-1][0]).hostname
    except ValueError:
        return []  # opening it says so
    if not host or _is_loopback(host):
        return []
    return [
        msg(
            "The file .env of this folder keeps what is read in a database on {host}. If that is "
            "not yours, delete the line AUDITOR_STORE there.",
            host=host,
        )
    ]


def _refusal(name: str) -> Message:
    return msg(
        "{name} in the file .env of this folder is not used: the keys of that network stand "
        "elsewhere, and would be sent to an address that may be somebody else's. If it is yours, "
        "set it where the keys are.",
        name=name,
    )


def without_local_addresses(settings: Settings, networks: Iterable[str]) -> Settings:
    """The settings for networks with a key from elsewhere than the working folder's ``.env``."""
    names = settings.local_addresses & frozenset(networks)
    if not names:
        return settings
    refusals = [
        _refusal(f"AUDITOR_{name.upper()}_{suffix}")
        for suffix, urls in (("URL", settings.base_urls), ("LOGIN_URL", settings.login_urls))
        for name in sorted(names & urls.keys())
    ]
    return replace(
        settings,
        notices=(*settings.notices, *refusals),
        base_urls={name: url for name, url in settings.base_urls.items() if name not in names},
        login_urls={name: url for name, url in settings.login_urls.items() if name not in names},
        local_addresses=settings.local_addresses - names,
    )


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
