"""Waits on this machine for the browser to come back from a network's login."""

from __future__ import annotations

import html
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

from auditor.core.errors import UsageError
from auditor.core.messages import msg
from connectors.http.redaction import is_loopback

_LOOK = 0.2
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def is_here(redirect: str) -> bool:
    """Whether an address to come back to is on this machine, in the clear."""
    parts = urlsplit(redirect)
    return parts.scheme == "http" and is_loopback(parts.hostname or "")


class Listener:
    """Answers one address of this machine until the browser has been there.

    ``told`` is what the page then says. Use it as a context: the port is taken when it begins.

    Raises:
        UsageError: the port is in use.
    """

    def __init__(self, redirect: str, words: str, language: str) -> None:
        parts = urlsplit(redirect)
        self._redirect, self._path = redirect, parts.path or "/"
        self._found: list[str] = []
        page = (
            f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>auditor</title>'
            f"<body style='font:1.2em sans-serif;margin:3em'><p>{html.escape(words)}</p>"
        )
        self._server = _server(parts.port or 80, self._path, page, self._found)
        if self._server is None:
            raise UsageError(
                msg("Port {port} of this computer is in use.", port=parts.port or 80),
                msg(
                    "Close what uses it, or give --redirect another one that the app has "
                    "registered."
                ),
            )
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(_LOOK,), daemon=True
        )

    def __enter__(self) -> Listener:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def wait(self, seconds: float) -> str | None:
        """The address that the browser came back to; ``None`` when it did not in time."""
        until = time.monotonic() + seconds
        while not self._found and time.monotonic() < until:
            time.sleep(_LOOK)
        if not self._found:
            return None
        return f"{self._redirect}?{self._found[0]}"


def _server(port: int, path: str, page: str, queries: list[str]) -> HTTPServer | None:
    class Handler(BaseHTTPRequestHandler):
        """Takes the first answer to the login, and nothing else."""

        def do_GET(self) -> None:
            """Keep the query; every other path is not there."""
            parts = urlsplit(self.path)
            if parts.path != path or not parts.query:
                self.send_error(404)
                return
            if not queries:
                queries.append(parts.query)
            body = page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", _POLICY)
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *parts: object) -> None:
            """Say nothing: the lines would hold the code."""

    try:
        return HTTPServer(("127.0.0.1", port), Handler)
    except OSError:
        return None
