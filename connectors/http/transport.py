"""The HTTP library as it is used here, and which addresses it may connect to."""

from __future__ import annotations

import ipaddress
import logging
import re
import socket
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from auditor.core.messages import msg
from auditor.core.reasons import Reason
from connectors.errors import PlatformError
from connectors.http.redaction import hide_query, is_loopback

if TYPE_CHECKING:
    from http.cookiejar import DefaultCookiePolicy

    import requests

# NAT64, 6to4 and Teredo hold an older address, which may be a private one; site-local is private.
_TRANSLATED = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "fec0::/10")
)


# 127.1, 0x7f.0.0.1 and 2130706433 are numbers of this machine too.
_OLD_NUMBER = re.compile(r"[0-9a-fx.]*\d[0-9a-fx.]*", re.IGNORECASE)


def user_agent() -> str:
    """The tool's name and version, as every request names them."""
    try:
        number = version("social-account-auditor")
    except PackageNotFoundError:
        number = "0"
    return f"social-account-auditor/{number} (python-requests)"


def http_session() -> requests.Session:
    """The HTTP library as used here: no passwords of its own, no cookies, no keys in its log."""
    import requests
    from requests.adapters import HTTPAdapter

    http = requests.Session()
    adapter = HTTPAdapter(pool_connections=32, pool_maxsize=16, max_retries=0)
    http.mount("https://", adapter)
    http.mount("http://", adapter)
    http.headers.update({"User-Agent": user_agent(), "Accept": "application/json"})
    http.auth = _no_auth  # else a .netrc could add a password that nobody asked for
    http.cookies.set_policy(_no_cookies())
    logging.getLogger("urllib3.connectionpool").addFilter(hide_query)
    return http


def proxies_for(url: str) -> dict[str, Any] | None:
    """No proxy for this machine: what is asked of it would leave it, keys and all."""
    here = is_loopback(urlsplit(url).hostname or "")
    return dict.fromkeys(("http", "https", "all")) if here else None


def goes_through_proxy(url: str) -> bool:
    """Whether a proxy of the environment connects to a host, whose number nobody here sees then."""
    from requests.utils import get_environ_proxies, select_proxy

    return proxies_for(url) is None and bool(select_proxy(url, get_environ_proxies(url)))


def is_public(number: str) -> bool:
    """Whether an address of the internet is one that anybody may ask, also behind the forms in
    which an older address is written inside a newer one."""
    try:
        address = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _TRANSLATED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def is_inside_by_name(host: str) -> bool:
    """Whether a host is written as a number inside, in any form that a system takes, or as this
    machine: behind a proxy nobody sees where a connection leads."""
    if is_loopback(host):
        return True
    try:
        return not is_public(str(ipaddress.ip_address(host.strip("[]").partition("%")[0])))
    except ValueError:
        pass
    if not _OLD_NUMBER.fullmatch(host):
        return False
    try:
        return not is_public(socket.inet_ntoa(socket.inet_aton(host)))
    except OSError:
        return False


def private_host_error(host: str) -> PlatformError:
    """The error of a host that stands in a private network."""
    return PlatformError(
        msg("{host} leads into a private network and is not asked.", host=host),
        msg("Check the address; one inside your own network has to be named in the settings."),
        Reason.NO_PERMISSION,
    )


def _no_auth(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _no_cookies() -> DefaultCookiePolicy:
    from http.cookiejar import DefaultCookiePolicy

    return DefaultCookiePolicy(allowed_domains=[])
