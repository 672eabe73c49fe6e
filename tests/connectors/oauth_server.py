"""A network's login on this machine: gives codes and tokens, and is as strict as the real ones."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

APP, SECRET = "app-1", "app-secret-canary"


@dataclass
class Login:
    """What the server was asked and gave. ``refuses``: the person says no; ``state``: what comes
    back instead of the state; ``lasts``: seconds that a token holds."""

    refuses: bool = False
    state: str | None = None
    lasts: int | None = 3600
    refreshable: bool = True
    rotates: bool = True
    ended: bool = False
    out_of_order: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    opened: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    given: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    url: str = ""
    told: dict[str, Any] = field(default_factory=dict)

    def authorize(self, query: dict[str, str]) -> str:
        """The address to which the browser is sent back."""
        self.opened.append(query)
        back = {"state": self.state or query["state"]}
        if self.refuses:
            back |= {"error": "access_denied", "error_description": "The user denied your request"}
        else:
            code = f"code-canary-{len(self.opened)}"
            self.codes[code] = query
            back["code"] = code
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def redeem(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """A token for a code, an old token or a refresh token."""
        with self.lock:
            if "token" in form or "input_token" in form:
                return 200, self.told
            self.asked.append(form)
            if self.out_of_order:
                return 503, {}
            grant = form["grant_type"]
            if grant.startswith("th_"):  # a token for a token, which names no app
                told = (form["access_token"], form.get("client_secret"))
                expected = SECRET if grant == "th_exchange_token" else None
                good = told == (f"access-canary-{self.given}", expected) and not self.ended
                return (200, self._token()) if good else (400, {"error": {"code": 190}})
            name = form.get("client_id") or form.get("client_key")
            if (name, form.get("client_secret", SECRET)) != (APP, SECRET):
                return 401, {"error": "invalid_client"}
            if grant == "authorization_code" and not self._takes(form):
                return 400, {"error": "invalid_grant", "error_description": f"bad {form['code']}"}
            if grant == "refresh_token" and (self.ended or form["refresh_token"] != self._refresh):
                return 400, {"error": "invalid_grant"}
            return 200, self._token()

    def _takes(self, form: dict[str, str]) -> bool:
        """Whether a code is known, not used up, and of the same redirect and verifier."""
        query = self.codes.pop(form["code"], None)
        if query is None or query["redirect_uri"] != form["redirect_uri"]:
            return False
        if "code_challenge" not in query:
            return True
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=") == query["code_challenge"]

    @property
    def _refresh(self) -> str:
        return f"refresh-canary-{self.given if self.rotates else 1}"

    def _token(self) -> dict[str, Any]:
        self.given += 1
        token: dict[str, Any] = {"access_token": f"access-canary-{self.given}", "scope": "a,b"}
        if self.lasts is not None:
            token["expires_in"] = self.lasts
        if self.refreshable:
            token["refresh_token"] = self._refresh
        return token


@contextmanager
def serving(login: Login | None = None) -> Iterator[Login]:
    """The server, until the context is left."""
    value = login or Login()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if "grant_type" in query:
                self._answer(*value.redeem(query))
                return
            self.send_response(302)
            self.send_header("Location", value.authorize(query))
            self.end_headers()

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            form = {
                name: values[0]
                for name, values in parse_qs(self.rfile.read(length).decode()).items()
            }
            basic = self.headers.get("Authorization", "")
            if basic.startswith("Basic "):
                name, _, secret = base64.b64decode(basic[6:]).decode().partition(":")
                form |= {"client_id": name, "client_secret": secret}
            self._answer(*value.redeem(form))

        def _answer(self, status: int, data: dict[str, Any]) -> None:
            body = json.dumps(data).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *parts: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    value.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield value
    finally:
        server.shutdown()
        server.server_close()
