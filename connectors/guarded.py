"""Connections that are looked at before a byte is sent: a name may lead elsewhere than it did."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    import socket

# Is given the host's name and the number that answered; raises what the caller shall see.
Check = Callable[[str, str], None]


def guarded(check: Check) -> HTTPAdapter:
    """An adapter that gives every new connection to ``check`` before anything is asked over it.

    A proxy of the environment connects by itself and is not looked at.
    """

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return _checked(super()._new_conn(), self.host, check)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return _checked(super()._new_conn(), self.host, check)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            super().init_poolmanager(*args, **options)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter(pool_connections=32, pool_maxsize=16, max_retries=0)


def _checked(made: socket.socket, host: str, check: Check) -> socket.socket:
    try:
        check(host, str(made.getpeername()[0]))
    except BaseException:
        made.close()
        raise
    return made
