"""A server on this machine that answers every connection as a test says."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def serving(
    answer: Callable[[socket.socket], None], *, after_request: bool = True
) -> Iterator[int]:
    """A server that answers every connection with a function; its port.

    Args:
        after_request: read what was asked first, and nothing where the client closed before it.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(5)

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    try:
                        if not after_request or connection.recv(65_536):
                            answer(connection)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]
