"""One question before it is sent: its address, its secrets, and where it may go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from auditor.core.messages import msg
from connectors.errors import PlatformError
from connectors.http.redaction import is_loopback, without_secrets
from connectors.http.response import LATER, ApiRules
from connectors.http.usage import bucket_of

Params = Sequence[tuple[str, str | int]]
Body = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class ApiRequest:
    """One GET before it is sent, and the secrets in it. With a ``body`` it is a POST, by which some
    networks want to be asked; it changes nothing there."""

    rules: ApiRules
    url: str
    headers: Mapping[str, str]
    units: int
    secrets: tuple[str, ...]
    money: int = 0
    mark: str | None = None
    body: Body | None = None

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"

    @property
    def bucket(self) -> str:
        """Which key's allowance it takes from."""
        return self.mark or bucket_of(*self.secrets)

    @property
    def allowance(self) -> str:
        """What the host's headers speak of: all calls of the network, or those of one bucket."""
        name = self.rules.bucket
        if name is None:
            return self.rules.platform
        return f"{self.rules.platform} {name(urlsplit(self.url).path, self.bucket)}"

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def shown(self) -> str:
        return without_secrets(self.url, self.rules.secrets)


def make_request(
    rules: ApiRules,
    url: str,
    params: Params,
    headers: Mapping[str, str],
    units: int | None,
    money: int = 0,
    mark: str | None = None,
    body: Body | None = None,
) -> ApiRequest:
    """A question with what must be known to send, pace, book and show it.

    Args:
        rules: how the network is asked.
        url: the address, with or without a query.
        params: what is added to the query.
        headers: headers of the request.
        units: units of the daily quota; ``None`` for what each call of the network costs.
        money: thousandths of a US dollar that it costs at most.
        mark: the name of the key in the books, where a login has one.
        body: what is sent with a POST; ``None`` for a GET.

    Raises:
        PlatformError: it is no address of a server, or would be asked over an open line.
    """
    hidden = {name.lower() for name in rules.secrets}
    query = urlencode([(name, str(value)) for name, value in params])
    full = f"{url}{'&' if '?' in url else '?'}{query}" if query else url
    secrets = [value for name, value in headers.items() if name.lower() in hidden]
    secrets += [value.removeprefix("Bearer ") for value in secrets]
    secrets += [value for name, value in parse_qsl(urlsplit(full).query) if name.lower() in hidden]
    refuse_open_line(full)
    return ApiRequest(
        rules,
        full,
        headers,
        rules.units_per_call if units is None else units,
        tuple(secrets),
        money,
        mark,
        body,
    )


def join_url(base: str, address: str) -> str:
    """An address as a page means it; an empty one for what is none at all."""
    try:
        whole = urljoin(base, address.strip())
        _ = urlsplit(whole).hostname, urlsplit(whole).port
    except ValueError:
        return ""
    return whole


def refuse_open_line(url: str) -> None:
    """Only https, unless the host is this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise PlatformError(msg("This is not the address of a server."), LATER) from None
    if not host or parts.username or parts.password:
        raise PlatformError(msg("This is not the address of a server."), LATER)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise PlatformError(
            msg("{host} is not asked over https, so it is not asked at all.", host=host),
            msg("Give an address that begins with https:// (http only for this machine)."),
        )


def redirected(request: ApiRequest, target: str) -> ApiRequest:
    """The question at its new address. Never leaves the host while it carries a secret."""
    url = join_url(request.url, target)
    refuse_open_line(url)
    old, new = urlsplit(request.url), urlsplit(url)
    inwards = is_loopback(new.hostname or "") and not is_loopback(old.hostname or "")
    elsewhere = (new.scheme, new.netloc) != (old.scheme, old.netloc)
    if inwards or (elsewhere and request.secrets):
        raise PlatformError(
            msg(
                "{host} sends on to {other}, which is not followed.",
                host=old.netloc,
                other=new.netloc,
            ),
            msg("Check the address in the settings."),
        )
    return replace(request, url=url)
