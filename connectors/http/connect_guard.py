"""Connections that are looked at before a byte is sent, and whose answers end in time.

A name may lead elsewhere than it did when it was looked up. And a server that sends a byte a second
is never silent long enough for the usual limit, in its headers and "100 Continue" least of all.
"""

from __future__ import annotations

import io
import socket
import time
from collections.abc import Callable
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from connectors.http.rate_limit import TookTooLong

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from urllib3 import ProxyManager

# Is given the host's name and the number that answered; raises what the caller shall see.
Check = Callable[[str, str], None]


class _Timed(io.RawIOBase):
    """What a socket receives, until a moment."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._socket, self._deadline = sock, deadline
        self._raw = sock.makefile("rb", buffering=0)
        self._usual = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TookTooLong
        short = self._usual is None or left < self._usual
        try:
            self._socket.settimeout(left if short else self._usual)
        except OSError:  # closed by this side, with bytes of the answer still to be read
            return self._raw.readinto(buffer)
        try:
            return self._raw.readinto(buffer)
        except TimeoutError:
            if short:
                raise TookTooLong from None
            raise

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()


def _timed(seconds: Callable[[], float]) -> type[HTTPResponse]:
    class Timed(HTTPResponse):
        def __init__(self, sock: socket.socket, *args: Any, **options: Any) -> None:
            super().__init__(sock, *args, **options)
            self.fp.close()
            self.fp = io.BufferedReader(_Timed(sock, time.monotonic() + seconds()))

    return Timed


def guarded(check: Check, seconds: Callable[[], float]) -> HTTPAdapter:
    """An adapter that gives every new connection to ``check`` before anything is asked over it,
    and gives an answer so many seconds from its first byte to its last.

    A proxy of the environment connects by itself: its number is not the host's.
    """
    response = _timed(seconds)

    class Plain(HTTPConnection):
        response_class = response

        def _new_conn(self) -> socket.socket:
            return _checked(super()._new_conn(), self.host, check)

    class Secure(HTTPSConnection):
        response_class = response

        def _new_conn(self) -> socket.socket:
            return _checked(super()._new_conn(), self.host, check)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class PlainThroughProxy(HTTPConnection):
        response_class = response

    class SecureThroughProxy(HTTPSConnection):
        response_class = response

    class ThroughPlain(HTTPConnectionPool):
        ConnectionCls = PlainThroughProxy

    class ThroughSecure(HTTPSConnectionPool):
        ConnectionCls = SecureThroughProxy

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

        def proxy_manager_for(self, proxy: str, **options: object) -> ProxyManager:
            manager: ProxyManager = super().proxy_manager_for(proxy, **options)
            if not proxy.lower().startswith("socks"):
                manager.pool_classes_by_scheme = {"http": ThroughPlain, "https": ThroughSecure}
            return manager

    return Adapter(pool_connections=32, pool_maxsize=16, max_retries=0)


def _checked(made: socket.socket, host: str, check: Check) -> socket.socket:
    try:
        check(host, str(made.getpeername()[0]))
    except BaseException:
        made.close()
        raise
    return made
