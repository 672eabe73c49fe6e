"""Small Mastodon and Bluesky servers on this machine, with made-up accounts that never change.

``python loopback.py --accounts 20 --posts 300 --delay 0.1`` prints its port and serves until it is
ended. ``/_seen`` tells how many calls came, when the first one came, and how many at once.
"""

from __future__ import annotations

import argparse
import json
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

AS_OF = datetime(2026, 11, 20, 12, tzinfo=UTC)
BETWEEN_POSTS = timedelta(hours=20)
ANSWERED_EVERY = 10

Query = dict[str, str]
Answer = tuple[int, dict[str, str], bytes]


def iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def posted(number: int) -> datetime:
    """When the post of this number came out; 0 is the newest."""
    return AS_OF - timedelta(hours=1) - number * BETWEEN_POSTS


def answers(number: int) -> int:
    return 1 if number % ANSWERED_EVERY == 0 else 0


def answer(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> Answer:
    return status, headers or {}, json.dumps(data).encode()


class World:
    """Accounts ``esempio0`` to ``esempioN`` with the same number of posts each."""

    def __init__(self, accounts: int, posts: int) -> None:
        self.accounts = accounts
        self.posts = posts

    def number(self, name: str) -> int | None:
        digits = name.removeprefix("esempio").partition("@")[0].partition(".")[0] or "0"
        value = digits.isdigit() and int(digits) < self.accounts
        return int(digits) if value else None

    # Mastodon ---------------------------------------------------------------------------------

    def masto_account(self, number: int) -> dict[str, Any]:
        return {
            "id": str(1000 + number),
            "username": f"esempio{number}",
            "acct": f"esempio{number}",
            "display_name": f"Esempio {number}",
            "created_at": "2020-01-01T00:00:00.000Z",
            "url": f"https://social.example/@esempio{number}",
            "note": "<p>Official</p>",
            "uri": f"https://social.example/users/esempio{number}",
            "locked": False,
            "avatar": "https://files.example/a.png",
            "header": "https://files.example/h.png",
            "followers_count": 100 + number,
            "following_count": 5,
            "statuses_count": self.posts,
            "fields": [],
        }

    def status(self, account: int, number: int) -> dict[str, Any]:
        return {
            "id": str(account * 1_000_000 + 900_000 - number),
            "created_at": iso(posted(number)),
            "in_reply_to_id": None,
            "in_reply_to_account_id": None,
            "visibility": "public",
            "language": "en",
            "spoiler_text": "",
            "reblog": None,
            "media_attachments": [],
            "mentions": [],
            "tags": [],
            "card": None,
            "poll": None,
            "url": f"https://social.example/@esempio{account}/{number}",
            "content": f"<p>News number {number} of firm {account}. What do you think?</p>",
            "replies_count": answers(number),
            "reblogs_count": number % 4,
            "favourites_count": number % 7,
            "account": self.masto_account(account),
        }

    def masto_context(self, status_id: int) -> dict[str, Any]:
        account, number = status_id // 1_000_000, 900_000 - status_id % 1_000_000
        when = posted(number)
        question = {
            **self.status(account, number),
            "id": f"{status_id}1",
            "replies_count": 1,
            "in_reply_to_id": str(status_id),
            "content": "<p>When does it open?</p>",
            "created_at": iso(when + timedelta(minutes=20)),
            "account": {"id": "7", "uri": "https://other.example/users/visitor"},
        }
        reply = {
            **self.status(account, number),
            "id": f"{status_id}2",
            "replies_count": 0,
            "in_reply_to_id": f"{status_id}1",
            "content": "<p>On Monday.</p>",
            "created_at": iso(when + timedelta(minutes=50)),
        }
        return {"ancestors": [], "descendants": [question, reply] if answers(number) else []}

    def mastodon(self, path: str, query: Query, base: str) -> Answer:
        parts = path.strip("/").split("/")
        if path == "/api/v1/accounts/lookup":
            number = self.number(query["acct"])
            missing = answer({"error": "Record not found"}, 404)
            return missing if number is None else answer(self.masto_account(number))
        if parts[-1] == "statuses":
            return self._statuses(int(parts[3]) - 1000, query, f"{base}{path}")
        if parts[-1] == "context":
            return answer(self.masto_context(int(parts[3])))
        return answer({"error": "Record not found"}, 404)

    def _statuses(self, account: int, query: Query, url: str) -> Answer:
        size = min(int(query.get("limit", 20)), 40)
        last = query.get("max_id")
        first = 900_000 - int(last) % 1_000_000 + 1 if last else 0
        page = [self.status(account, n) for n in range(first, min(first + size, self.posts))]
        headers = {}
        if len(page) == size:
            headers["Link"] = f'<{url}?limit={size}&max_id={page[-1]["id"]}>; rel="next"'
        return answer(page, headers=headers)

    # Bluesky ----------------------------------------------------------------------------------

    def did(self, account: int) -> str:
        return f"did:plc:esempio{account}"

    def bsky_author(self, account: int) -> dict[str, Any]:
        return {"did": self.did(account), "handle": f"esempio{account}.example", "labels": []}

    def view(self, account: int, number: int) -> dict[str, Any]:
        return {
            "uri": f"at://{self.did(account)}/app.bsky.feed.post/{number:06}",
            "cid": "bafyexample",
            "author": self.bsky_author(account),
            "labels": [],
            "record": {
                "$type": "app.bsky.feed.post",
                "createdAt": iso(posted(number)),
                "langs": ["en"],
                "text": f"News number {number} of firm {account}. What do you think?",
            },
            "indexedAt": iso(posted(number)),
            "likeCount": number % 7,
            "replyCount": answers(number),
            "repostCount": number % 4,
            "quoteCount": 0,
        }

    def bsky_thread(self, uri: str) -> dict[str, Any]:
        did, _, key = uri.removeprefix("at://").partition("/app.bsky.feed.post/")
        account, number = int(did.removeprefix("did:plc:esempio")), int(key)
        stranger = {"did": "did:plc:visitor", "handle": "visitor.example", "labels": []}
        return {
            "thread": {
                "post": self.view(account, number),
                "replies": [
                    _thread(
                        stranger,
                        f"{key}q",
                        posted(number) + timedelta(minutes=20),
                        [
                            _thread(
                                self.bsky_author(account),
                                f"{key}a",
                                posted(number) + timedelta(minutes=50),
                                [],
                            ),
                        ],
                    ),
                ]
                if answers(number)
                else [],
            }
        }

    def bluesky(self, path: str, query: Query, base: str) -> Answer:
        method = path.removeprefix("/xrpc/")
        if method == "app.bsky.feed.getPostThread":
            return answer(self.bsky_thread(query["uri"]))
        number = self.number(query.get("actor", "").removeprefix("did:plc:"))
        if number is None:
            return answer({"error": "InvalidRequest", "message": "Profile not found"}, 400)
        if method == "app.bsky.actor.getProfile":
            return answer(
                {
                    **self.bsky_author(number),
                    "displayName": f"Esempio {number}",
                    "followersCount": 100 + number,
                    "followsCount": 5,
                    "postsCount": self.posts,
                    "createdAt": "2024-02-06T10:00:00.000Z",
                }
            )
        size, first = int(query.get("limit", 50)), int(query.get("cursor", 0))
        numbers = range(first, min(first + size, self.posts))
        data: dict[str, Any] = {"feed": [{"post": self.view(number, n)} for n in numbers]}
        if numbers:
            data["cursor"] = str(numbers[-1] + 1)
        return answer(data)

    def serve(self, path: str, query: Query, base: str) -> Answer:
        network = self.bluesky if path.startswith("/xrpc/") else self.mastodon
        return network(path, query, base)


def _thread(
    author: dict[str, Any], key: str, when: datetime, replies: list[dict[str, Any]]
) -> dict[str, Any]:
    record = {"$type": "app.bsky.feed.post", "text": "When?", "createdAt": iso(when)}
    uri = f"at://{author['did']}/app.bsky.feed.post/{key}"
    return {
        "post": {"uri": uri, "author": author, "record": record, "indexedAt": iso(when)},
        "replies": replies,
    }


class Loopback:
    """A server in threads. ``before`` may answer instead of the world (``None``: it does not)."""

    def __init__(
        self,
        world: World,
        delay: float = 0.0,
        before: Callable[[str, Query, int], Answer | None] | None = None,
    ) -> None:
        self.calls = 0
        self.paths: list[str] = []
        self.first: float | None = None
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._world, self._delay, self._before = world, delay, before
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

    def __enter__(self) -> Loopback:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, path: str, query: Query) -> Answer:
        if path == "/_seen":
            seen = {"calls": self.calls, "first": self.first, "most_at_once": self.most_at_once}
            return answer(seen)
        with self._lock:
            self.calls += 1
            number = self.calls
            self.paths.append(path)
            self.first = self.first or time.monotonic()
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            time.sleep(self._delay)
            instead = self._before(path, query, number) if self._before else None
            return instead or self._world.serve(path, query, self.url)
        finally:
            with self._lock:
                self._at_once -= 1


def _handler(server: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True
        wbufsize = -1

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            status, headers, body = server.answer(parts.path, query)
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--accounts", type=int, default=20)
    options.add_argument("--posts", type=int, default=300)
    options.add_argument("--delay", type=float, default=0.1)
    chosen = options.parse_args()
    with Loopback(World(chosen.accounts, chosen.posts), chosen.delay) as server:
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
