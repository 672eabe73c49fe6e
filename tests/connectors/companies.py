"""Facebook, Instagram, X and LinkedIn on this machine, beside the two open networks: made-up pages
that never change, in each network's own words. What X sells is counted."""

from __future__ import annotations

import re
import threading
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote

from loopback import Answer, Query, World, answer, answers, iso, posted

MOST_A_PAGE = 25
POST, USER, COUNTS = 5, 10, 10


def ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def meta(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S+0000")


class Companies(World):
    """The open networks, and pages ``esempio0`` to ``esempioN`` on the four others."""

    def __init__(self, accounts: int, posts: int, most: int = MOST_A_PAGE) -> None:
        super().__init__(accounts, posts)
        self.most = most
        self.sold: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self._till = threading.Lock()

    def serve(self, path: str, query: Query, base: str) -> Answer:
        network, _, rest = path.strip("/").partition("/")
        mine = {
            "facebook": self.facebook,
            "instagram": self.instagram,
            "x": self.x,
            "linkedin": self.linkedin,
        }.get(network)
        if mine is None:
            return super().serve(path, query, base)
        with self._till:
            self.asked[network] += 1
        return mine(rest, query)

    def part(self, query: Query, most: str) -> tuple[range, int]:
        start = int(query.get("after", 0))
        size = min(int(query.get(most, self.most)), self.most)
        return range(start, min(start + size, self.posts)), start + size

    def listed(self, rows: list[Any], following: int) -> Answer:
        """A page of Meta's: the last has a cursor too, but no next."""
        more = {"next": "https://graph.example/"} if following < self.posts else {}
        return answer({"data": rows, "paging": {"cursors": {"after": str(following)}, **more}})

    # Facebook ---------------------------------------------------------------------------------

    def facebook(self, path: str, query: Query) -> Answer:
        _, first, *rest = path.split("/")
        if first == "me":
            return answer(
                {
                    "data": [
                        {
                            "id": str(700 + n),
                            "username": f"esempio{n}",
                            "access_token": f"EAApage{n}",
                        }
                        for n in range(self.accounts)
                    ]
                }
            )
        if not rest:
            return answer(
                {
                    "id": first,
                    "name": "Esempio",
                    "username": f"esempio{int(first) - 700}",
                    "followers_count": 900,
                }
            )
        if rest[0] == "published_posts":
            numbers, following = self.part(query, "limit")
            return self.listed([self._page_post(first, n) for n in numbers], following)
        if rest[0] == "comments":
            return answer({"data": self._page_comments(first), "summary": {"total_count": 2}})
        return answer({"data": []})

    def _page_post(self, page: str, n: int) -> dict[str, Any]:
        return {
            "id": f"{page}_{n}",
            "created_time": meta(posted(n)),
            "message": f"Novità {n}",
            "from": {"id": page},
            "reactions": {"summary": {"total_count": n % 7}},
            "comments": {"summary": {"total_count": 2 * answers(n)}},
        }

    def _page_comments(self, post: str) -> list[dict[str, Any]]:
        page, _, n = post.partition("_")
        requests_sent, sentences = (posted(int(n)) + timedelta(minutes=m) for m in (20, 50))
        return [
            {
                "id": f"{post}_q",
                "message": "Quando?",
                "created_time": meta(requests_sent),
                "from": {"id": "9"},
            },
            {
                "id": f"{post}_a",
                "message": "Lunedì",
                "created_time": meta(sentences),
                "from": {"id": page},
                "parent": {"id": f"{post}_q"},
            },
        ]

    # Instagram --------------------------------------------------------------------------------

    def instagram(self, path: str, query: Query) -> Answer:
        _, first, *rest = path.split("/")
        if first == "me":
            return answer(
                {
                    "data": [
                        {
                            "id": str(700 + n),
                            "instagram_business_account": {
                                "id": str(1700 + n),
                                "username": f"esempio{n}",
                                "media_count": self.posts,
                                "followers_count": 900,
                            },
                        }
                        for n in range(self.accounts)
                    ]
                }
            )
        if rest[0] == "media":
            numbers, following = self.part(query, "limit")
            return self.listed([self._medium(first, n) for n in numbers], following)
        if rest[0] == "insights":
            return answer({"data": [{"name": "reach", "values": [{"value": 30}]}]})
        _, _, n = first.partition("m")
        at = posted(int(n)) + timedelta(minutes=20)
        return answer(
            {
                "data": [
                    {
                        "id": f"{first}q",
                        "text": "Quando?",
                        "timestamp": meta(at),
                        "username": "cliente",
                        "from": {"id": "9"},
                    }
                ]
            }
        )

    def _medium(self, account: str, n: int) -> dict[str, Any]:
        return {
            "id": f"{account}m{n}",
            "timestamp": meta(posted(n)),
            "caption": f"Novità {n}",
            "media_type": "IMAGE",
            "media_product_type": "FEED",
            "like_count": n % 7,
            "comments_count": answers(n),
        }

    # X ----------------------------------------------------------------------------------------

    def x(self, path: str, query: Query) -> Answer:
        parts = path.split("/")
        if "username" in parts:
            n = int(parts[-1].removeprefix("esempio"))
            self._sell(USER)
            numbers = {"followers_count": 900, "tweet_count": self.posts}
            return answer(
                {"data": {"id": str(800 + n), "username": parts[-1], "public_metrics": numbers}}
            )
        if parts[-1] == "tweets":
            return self._timeline(int(parts[1]) - 800, query)
        self._sell(COUNTS)
        return self._months(query)

    def _timeline(self, account: int, query: Query) -> Answer:
        start = int(query.get("pagination_token", 0))
        end = min(start + min(int(query["max_results"]), self.most), self.posts)
        self._sell(POST * (end - start))
        rows = [
            {
                "id": str((account + 1) * 1_000_000 - n),
                "created_at": iso(posted(n)),
                "text": f"Novità {n}" if n % 3 else f"@cliente Novità {n}",
                **(
                    {}
                    if n % 3
                    else {
                        "in_reply_to_user_id": "9",
                        "conversation_id": f"5{n}",
                        "referenced_tweets": [{"type": "replied_to", "id": f"5{n}"}],
                    }
                ),
                "public_metrics": {
                    "like_count": n % 7,
                    "reply_count": answers(n),
                    "retweet_count": 0,
                    "quote_count": 0,
                },
            }
            for n in range(start, end)
        ]
        more = {"next_token": str(end)} if end < self.posts else {}
        return answer({"data": rows, "meta": {"result_count": len(rows), **more}})

    def _months(self, query: Query) -> Answer:
        begin, end = (datetime.fromisoformat(query[name]) for name in ("start_time", "end_time"))
        start = int(query.get("next_token", 0))
        days = [begin + timedelta(days=n) for n in range(start, start + 31)]
        rows = [{"start": iso(day), "tweet_count": 2} for day in days if day < end]
        more = begin + timedelta(days=start + 31) < end
        return answer({"data": rows, "meta": {"next_token": str(start + 31)} if more else {}})

    def _sell(self, price: int) -> None:
        with self._till:
            self.sold["x"] += price

    # LinkedIn ---------------------------------------------------------------------------------

    def linkedin(self, path: str, query: Query) -> Answer:
        name, *rest = path.removeprefix("rest/").split("/")
        if name == "organizationAcls":
            return answer(
                {
                    "elements": [
                        {"organization": f"urn:li:organization:{900 + n}"}
                        for n in range(self.accounts)
                    ]
                }
            )
        if name == "organizations":
            vanity = query["vanityName"]
            return answer(
                {
                    "elements": [
                        {
                            "id": 900 + int(vanity.removeprefix("esempio")),
                            "vanityName": vanity,
                            "localizedName": "Esempio",
                            "localizedDescription": "Pasta",
                        }
                    ]
                }
            )
        if name == "posts":
            return self._posts_of(query)
        if name == "socialMetadata":
            result = re.findall(r"urn:li:share:(\d+)", query["ids"])
            return answer(
                {
                    "results": {
                        f"urn:li:share:{n}": {
                            "reactionSummaries": {"LIKE": {"count": int(n) % 7}},
                            "commentSummary": {"count": 2 * answers(int(n) % 10_000)},
                        }
                        for n in result
                    }
                }
            )
        if name == "socialActions":
            return self._thread_of(unquote(rest[0]))
        return answer({"firstDegreeSize": 900, "elements": []})

    def _posts_of(self, query: Query) -> Answer:
        account = int(query["author"].rpartition(":")[2]) - 900
        start = int(query["start"])
        numbers = range(start, min(start + 100, self.posts))
        links = [{"rel": "next", "href": "/"}] if start + 100 < self.posts else []
        rows = [
            {
                "id": f"urn:li:share:{(account + 1) * 10_000 + n}",
                "publishedAt": ms(posted(n)),
                "commentary": f"Novità {n}",
            }
            for n in numbers
        ]
        return answer({"elements": rows, "paging": {"links": links}})

    def _thread_of(self, urn: str) -> Answer:
        number = int((re.findall(r"\d+", urn) or ["0"])[0])
        account, n = number // 10_000 - 1, number % 10_000
        page = f"urn:li:organization:{900 + account}"
        inner = urn.startswith("urn:li:comment:")
        thread = f"urn:li:activity:{number}"
        at = posted(n) + timedelta(minutes=50 if inner else 20)
        by_name = {
            "actor": page if inner else "urn:li:person:a",
            "created": {"time": ms(at)},
            "id": "2" if inner else "1",
            "object": thread,
            "message": {"text": "Quando?"},
            "$URN": f"urn:li:comment:({thread},{2 if inner else 1})",
            "commentsSummary": {"totalFirstLevelComments": 0 if inner else 1},
        }
        return answer({"elements": [by_name], "paging": {"links": []}})
