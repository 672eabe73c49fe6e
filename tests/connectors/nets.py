"""Each network in its own words: what it answers for one account with a handful of posts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar
from urllib.parse import unquote

from loopback import AS_OF

from auditor.core.model import AccountRef

Answer = tuple[int, dict[str, str], str]
Query = dict[str, str]
DAYS = (1, 2, 3, 40, 50)  # posts so many days old


def iso(days: float) -> str:
    return (AS_OF - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def ok(data: Any, headers: dict[str, str] | None = None) -> Answer:
    return 200, headers or {}, json.dumps(data)


@dataclass
class Net:
    """A network's own answers. ``page`` is how many posts a page holds; ``strange`` puts fields into
    them that nobody knows, ``without`` leaves fields out. With ``answered`` every post has a comment
    by somebody else, where comments are asked for post by post."""

    name: str
    ref: AccountRef
    keys: dict[str, str] = field(default_factory=dict)
    page: int = 5
    days: tuple[float, ...] = DAYS
    kind_of_times = "list"
    strange: bool = False
    without: tuple[str, ...] = ()
    answered: bool = False

    def post_id(self, number: int) -> str:
        """What stands in a call about one post."""
        return str(self.key(number))

    def asked_about(self, query: Query) -> int | None:
        """The number of the post that a call for comments is about."""
        said = " ".join([unquote(query["_path"]), *query.values()])
        for number in range(len(self.days)):
            if re.search(rf"(?<![0-9]){self.post_id(number)}(?![0-9])", said):
                return number
        return None

    def kind(self, path: str) -> str:
        raise NotImplementedError

    def answer(self, kind: str, query: Query) -> Answer:
        raise NotImplementedError

    def key(self, number: int) -> int:
        """A post's own number, which stays when another goes."""
        return int(self.days[number] * 10)

    cursor = ""
    # Where the entries stand in an answer of kind_of_times, and what one holds: by keys, in order.
    rows_at: ClassVar[str | None] = "data"
    id_at: ClassVar[tuple[str, ...]] = ("id",)
    text_at: ClassVar[tuple[str, ...]] = ()
    count_at: ClassVar[tuple[str, ...]] = ()
    time_at: ClassVar[tuple[str, ...]] = ()
    # A list that is left out says that there is nothing, so that nobody can tell a loss from it.
    leaves_out_empty: ClassVar[bool] = False

    def stored(self, told: str) -> str:
        """The id under which a post is kept, from that of an answer."""
        return told

    def rows(self, data: Any) -> list[Any]:
        """The entries of an answer, to be changed in their place."""
        value: list[Any] = data if self.rows_at is None else data[self.rows_at]
        return value

    def goes_on(self, query: Query) -> str:
        """The position that a page of the listing is asked from; empty for the first."""
        result = query.get(self.cursor, "")
        return "" if result == "0" else result

    def stamp(self, number: int) -> str:
        """A pattern of how an answer writes the time of a post."""
        return f'"{iso(self.days[number])[:19]}[^"]*"'

    def told(self, data: dict[str, Any]) -> dict[str, Any]:
        more = {"aFieldOfTomorrow": {"x": [1, None]}} if self.strange else {}
        return {name: value for name, value in {**data, **more}.items() if name not in self.without}

    def part(self, start: int) -> tuple[list[int], int | None]:
        numbers = list(range(start, min(start + self.page, len(self.days))))
        following = start + self.page
        return numbers, following if following < len(self.days) else None


class Bluesky(Net):
    rows_at, id_at = "feed", ("post", "uri")
    text_at, count_at = ("post", "record", "text"), ("post", "likeCount")
    time_at = ("post", "record", "createdAt")
    counts = ("likeCount", "replyCount", "repostCount")
    follower_field = "followersCount"

    def kind(self, path: str) -> str:
        return {"getProfile": "profile", "getAuthorFeed": "list", "getPostThread": "comments"}[
            path.rpartition(".")[2]
        ]

    def answer(self, kind: str, query: Query) -> Answer:
        did = "did:plc:prova"
        if kind == "profile":
            return ok(
                self.told(
                    {
                        "did": did,
                        "handle": "prova.example.com",
                        "followersCount": 7,
                        "postsCount": len(self.days),
                    }
                )
            )
        if kind == "comments":
            name = f"{self.asked_about(query)}"
            reply = {
                "uri": f"at://did:plc:altra/app.bsky.feed.post/c{name}",
                "indexedAt": iso(0.5),
                "author": {"did": "did:plc:altra", "handle": "altra.example.com"},
                "record": {"text": "Che bello", "createdAt": iso(0.5)},
            }
            return ok({"thread": {"replies": [{"post": reply}] if self.answered else []}})
        numbers, following = self.part(int(query.get("cursor", 0)))
        feed = [
            {
                "post": self.told(
                    {
                        "uri": f"at://{did}/app.bsky.feed.post/{self.key(n)}",
                        "author": {"did": did},
                        "record": {"text": f"numero {n}", "createdAt": iso(self.days[n])},
                        "indexedAt": iso(self.days[n]),
                        "likeCount": n,
                        "replyCount": 1,
                        "repostCount": 0,
                    }
                )
            }
            for n in numbers
        ]
        return ok({"feed": feed, **({"cursor": str(following)} if following else {})})

    gone = (400, {}, json.dumps({"error": "InvalidRequest", "message": "Profile not found"}))


class Mastodon(Net):
    def post_id(self, number: int) -> str:
        return str(2000 - self.key(number))

    rows_at, text_at, count_at = None, ("content",), ("favourites_count",)
    time_at = ("created_at",)
    counts = ("favourites_count", "replies_count", "reblogs_count")
    follower_field = "followers_count"

    def kind(self, path: str) -> str:
        last = path.rpartition("/")[2]
        expected = {"lookup": "profile", "statuses": "list", "context": "comments"}
        return expected.get(last, "feed")

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "feed":
            return 404, {}, "Not Found"
        if kind == "profile":
            return ok(
                self.told(
                    {
                        "id": "7",
                        "username": "prova",
                        "acct": "prova",
                        "followers_count": 7,
                        "statuses_count": len(self.days),
                    }
                )
            )
        if kind == "comments":
            number = self.asked_about(query)
            reply = {
                "id": f"9{number}",
                "created_at": iso(0.5),
                "content": "<p>Che bello</p>",
                "in_reply_to_id": None if number is None else self.post_id(number),
                "account": {"id": "9", "acct": "altra"},
            }
            return ok({"ancestors": [], "descendants": [reply] if self.answered else []})
        numbers, following = self.part(int(query.get("max_id", 1000)) - 1000)
        rows = [
            self.told(
                {
                    "id": str(2000 - self.key(n)),
                    "created_at": iso(self.days[n]),
                    "visibility": "public",
                    "content": f"<p>numero {n}</p>",
                    "account": {"id": "7"},
                    "favourites_count": n,
                    "replies_count": 1,
                    "reblogs_count": 0,
                }
            )
            for n in numbers
        ]
        text = f"https://social.example/api/v1/accounts/7/statuses?max_id={1000 + (following or 0)}"
        return ok(rows, {"Link": f'<{text}>; rel="next"'} if following else {})

    gone = (404, {}, json.dumps({"error": "Record not found"}))
    private = (200, {}, json.dumps([]))
    private_profile = json.dumps(
        {
            "id": "7",
            "username": "prova",
            "acct": "prova",
            "locked": True,
            "followers_count": 7,
            "statuses_count": 80,
        }
    )
    no_key = (401, {}, json.dumps({"error": "This API requires an authenticated user"}))
    no_permission = (403, {}, json.dumps({"error": "This action is outside the authorized scopes"}))


class YouTube(Net):
    rows_at, text_at = "items", ("snippet", "title")
    count_at, time_at = ("statistics", "likeCount"), ("snippet", "publishedAt")
    kind_of_times = "videos"
    counts = ("likeCount", "commentCount")
    follower_field = "subscriberCount"

    def kind(self, path: str) -> str:
        last = path.rpartition("/")[2]
        return {
            "channels": "profile",
            "playlistItems": "list",
            "videos": "videos",
            "commentThreads": "comments",
            "comments": "comments",
        }[last]

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "profile":
            numbers = self.told({"subscriberCount": "7", "videoCount": str(len(self.days))})
            return ok(
                {"items": [{"id": "UCprova", "snippet": {"title": "Prova"}, "statistics": numbers}]}
            )
        if kind == "comments":
            return ok({"items": []})
        if kind == "videos":
            wanted = query["id"].split(",")
            matches = [n for n in range(len(self.days)) if str(self.key(n)) in wanted]
            return ok(
                {
                    "items": [
                        {
                            "id": str(self.key(n)),
                            "snippet": {"publishedAt": iso(self.days[n]), "title": f"numero {n}"},
                            "statistics": self.told({"likeCount": str(n), "commentCount": "1"}),
                        }
                        for n in matches
                    ]
                }
            )
        numbers_, following = self.part(int(query.get("pageToken", 0)))
        rows = [
            {"contentDetails": {"videoId": str(self.key(n)), "videoPublishedAt": iso(self.days[n])}}
            for n in numbers_
        ]
        return ok({"items": rows, **({"nextPageToken": str(following)} if following else {})})

    gone = (200, {}, json.dumps({"pageInfo": {"totalResults": 0}}))
    no_key = (400, {}, json.dumps({"error": {"errors": [{"reason": "keyInvalid"}]}}))
    no_permission = (
        403,
        {},
        json.dumps({"error": {"errors": [{"reason": "accessNotConfigured"}]}}),
    )


def graph(*rows: dict[str, Any], following: int | None = None) -> Answer:
    """A page of a list of Meta's; the last one may well have a cursor, but no next."""
    cursors = {"before": "b", "after": str(following or "last")}
    more = {"next": "https://graph.example/?access_token=EAAprovaprova"} if following else {}
    return ok({"data": list(rows), "paging": {"cursors": cursors, **more}})


def meta_error(code: int, subcode: int = 0, **more: Any) -> Answer:
    error = {"message": "(made up)", "type": "OAuthException", "code": code, "fbtrace_id": "A"}
    return 400, {}, json.dumps({"error": {**error, "error_subcode": subcode, **more}})


class Facebook(Net):
    text_at, count_at = ("message",), ("reactions", "summary", "total_count")
    time_at = ("created_time",)
    counts = ("reactions", "comments")
    follower_field = "followers_count"

    def kind(self, path: str) -> str:
        expected = {
            "accounts": "own",
            "published_posts": "list",
            "video_reels": "reels",
            "comments": "comments",
        }
        return expected.get(path.rpartition("/")[2], "profile")

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "profile":
            return ok(
                self.told({"id": "7", "name": "Prova", "username": "prova", "followers_count": 7})
            )
        if kind == "comments" and self.answered:
            name = f"7_{self.asked_about(query)}_1"
            return graph(
                {"id": name, "created_time": iso(0.5), "message": "Che bello", "from": {"id": "9"}}
            )
        if kind != "list":
            return graph()
        if query.get("fields") == "id":  # whether the page shows any post, of whatever age
            return graph({"id": "7_1"})
        numbers, following = self.part(int(query.get("after", 0)))
        rows = [
            self.told(
                {
                    "id": f"7_{self.key(n)}",
                    "created_time": iso(self.days[n]).replace("Z", "+0000"),
                    "message": f"numero {n}",
                    "from": {"id": "7"},
                    "reactions": {"data": [], "summary": {"total_count": n}},
                    "comments": {"data": [], "summary": {"total_count": int(self.answered)}},
                }
            )
            for n in numbers
        ]
        return graph(*rows, following=following)

    gone = meta_error(803)
    stale, cursor = meta_error(100), "after"
    no_key = meta_error(190, 463)
    no_permission = meta_error(10)


class Instagram(Net):
    """An own account, which is the one with separate calls for the profile and the list."""

    text_at, count_at, time_at = ("caption",), ("like_count",), ("timestamp",)
    counts = ("like_count", "comments_count")
    follower_field = "followers_count"

    def kind(self, path: str) -> str:
        expected = {
            "accounts": "own",
            "media": "list",
            "insights": "insights",
            "comments": "comments",
        }
        return expected.get(path.rpartition("/")[2], "profile")

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "own":
            return graph({"instagram_business_account": {"id": "7", "username": "prova"}})
        if kind == "comments":
            name = f"c{self.asked_about(query)}"
            return graph(
                {
                    "id": name,
                    "timestamp": iso(0.5),
                    "text": "Che bello",
                    "from": {"id": "9", "username": "altra"},
                    "username": "altra",
                }
            )
        if kind == "insights":
            return ok({"data": [{"name": "reach", "values": [{"value": 30}]}]})
        if kind == "profile":
            return ok(
                self.told(
                    {
                        "id": "7",
                        "username": "prova",
                        "followers_count": 7,
                        "media_count": len(self.days),
                    }
                )
            )
        numbers, following = self.part(int(query.get("after", 0)))
        rows = [
            self.told(
                {
                    "id": str(self.key(n)),
                    "timestamp": iso(self.days[n]).replace("Z", "+0000"),
                    "caption": f"numero {n}",
                    "media_type": "IMAGE",
                    "media_product_type": "FEED",
                    "like_count": n,
                    "comments_count": int(self.answered),
                }
            )
            for n in numbers
        ]
        return graph(*rows, following=following)

    stale, cursor = meta_error(100), "after"
    no_key = meta_error(190, 463)
    no_permission = meta_error(10)


def ms(days: float) -> int:
    return int((AS_OF - timedelta(days=days)).timestamp() * 1000)


class LinkedIn(Net):
    """An own page, by the Community Management API."""

    rows_at, text_at, time_at = "elements", ("commentary",), ("publishedAt",)
    counts = ("reactionSummaries", "commentSummary")
    follower_field = "firstDegreeSize"

    def kind(self, path: str) -> str:
        expected = {
            "organizationAcls": "own",
            "organizations": "profile",
            "posts": "list",
            "networkSizes": "followers",
            "socialMetadata": "social",
            "organizationalEntityShareStatistics": "statistics",
        }
        return expected.get(path.removeprefix("/rest/").partition("/")[0], "comments")

    def stamp(self, number: int) -> str:
        return str(ms(self.days[number]))

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "own":
            return ok(
                {"elements": [{"organization": "urn:li:organization:7", "role": "ADMINISTRATOR"}]}
            )
        if kind == "profile":
            return ok(
                {
                    "elements": [
                        {
                            "id": 7,
                            "vanityName": "prova",
                            "localizedName": "Prova",
                            "localizedDescription": "Pasta",
                        }
                    ]
                }
            )
        if kind == "followers":
            return ok(self.told({"firstDegreeSize": 7}))
        if kind == "social":
            result = query["ids"].removeprefix("List(").removesuffix(")").split(",")
            numbers = {f"urn:li:share:{self.key(n)}": n for n in range(len(self.days))}
            return ok(
                {
                    "results": {
                        urn: self.told(
                            {
                                "reactionSummaries": {"LIKE": {"count": numbers[urn]}},
                                "commentSummary": {"count": int(self.answered)},
                            }
                        )
                        for urn in result
                        if urn in numbers
                    }
                }
            )
        if kind == "comments" and self.answered:
            number = self.asked_about(query)
            post = f"urn:li:share:{self.post_id(number or 0)}"
            return ok(
                {
                    "elements": [
                        {
                            "commentUrn": f"urn:li:comment:({post},1)",
                            "object": post,
                            "actor": "urn:li:person:9",
                            "created": {"time": ms(0.5)},
                            "message": {"text": "Che bello"},
                        }
                    ]
                }
            )
        if kind != "list":
            return ok({"elements": []})
        start = int(query.get("start", 0)) // 100 * self.page
        numbers_, following = self.part(start)
        rows = [
            {
                "id": f"urn:li:share:{self.key(n)}",
                "publishedAt": ms(self.days[n]),
                "commentary": f"numero {n}",
                "lifecycleState": "PUBLISHED",
                **self.told({}),
            }
            for n in numbers_
        ]
        links = [{"rel": "next", "href": "/rest/posts?start=100"}] if following else []
        return ok({"elements": rows, "paging": {"start": start, "count": 100, "links": links}})

    gone = (200, {}, json.dumps({"elements": []}))
    stale, cursor = (400, {}, json.dumps({"status": 400, "message": "Invalid start"})), "start"
    no_key = (401, {}, json.dumps({"status": 401, "code": "EXPIRED_ACCESS_TOKEN"}))
    no_permission = (403, {}, json.dumps({"status": 403, "code": "ACCESS_DENIED"}))


class X(Net):
    text_at, count_at = ("text",), ("public_metrics", "like_count")
    time_at = ("created_at",)
    counts = ("like_count", "reply_count")
    follower_field = "followers_count"

    def kind(self, path: str) -> str:
        if path.endswith("/counts/all"):
            return "comments"
        return "list" if path.endswith("/tweets") else "profile"

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "profile":
            numbers = self.told({"followers_count": 7, "tweet_count": 900 if self.days else 0})
            newest = {"most_recent_tweet_id": "3"} if self.days else {}  # an id without a time
            return ok(
                {"data": {"id": "7", "username": "prova", "public_metrics": numbers, **newest}}
            )
        if kind == "comments":
            return ok({"data": [], "meta": {"total_tweet_count": 0}})
        numbers_, following = self.part(int(query.get("pagination_token", 0)))
        rows = [
            {
                "id": str(self.key(n)),
                "created_at": iso(self.days[n]),
                "text": f"numero {n}",
                "public_metrics": self.told(
                    {"like_count": n, "reply_count": 1, "retweet_count": 0}
                ),
            }
            for n in numbers_
        ]
        more = {"next_token": str(following)} if following else {}
        return ok({**({"data": rows} if rows else {}), "meta": {"result_count": len(rows), **more}})

    gone = (
        200,
        {},
        json.dumps(
            {
                "errors": [
                    {
                        "resource_type": "user",
                        "parameter": "username",
                        "value": "prova",
                        "type": "https://api.x.com/2/problems/resource-not-found",
                    }
                ]
            }
        ),
    )
    stale, cursor = (
        (
            400,
            {},
            json.dumps(
                {"title": "Invalid Request", "type": "https://api.x.com/2/problems/invalid-request"}
            ),
        ),
        "pagination_token",
    )
    private = (200, {}, "{}")
    private_profile = json.dumps({"data": {"id": "7", "username": "prova", "protected": True}})
    no_key = (401, {}, json.dumps({"title": "Unauthorized", "type": "about:blank", "status": 401}))
    no_permission = (
        403,
        {},
        json.dumps({"type": "https://api.x.com/2/problems/client-forbidden", "status": 403}),
    )


class Threads(Net):
    """An own account: posts, then its replies, figures and conversations post by post."""

    text_at, time_at = ("text",), ("timestamp",)
    counts = ("likes", "replies")
    follower_field = "value"

    def kind(self, path: str) -> str:
        expected = {
            "threads": "list",
            "replies": "replies",
            "insights": "insights",
            "threads_insights": "followers",
            "conversation": "comments",
        }
        return expected.get(path.rpartition("/")[2], "profile")

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "profile":
            return ok(self.told({"id": "7", "username": "prova", "name": "Prova"}))
        if kind == "followers":
            return ok(
                {"data": [{"name": "followers_count", "total_value": self.told({"value": 7})}]}
            )
        if kind == "insights":
            number = self.asked_about(query)
            names = {"likes": number, "replies": int(self.answered), "reposts": 0, "quotes": 0}
            told = {name: value for name, value in names.items() if name not in self.without}
            return ok({"data": [{"name": n, "values": [{"value": v}]} for n, v in told.items()]})
        if kind == "comments":
            row = {
                "id": f"c{self.asked_about(query)}",
                "timestamp": iso(0.5).replace("Z", "+0000"),
                "text": "Che bello",
                "username": "altra",
                "is_reply_owned_by_me": False,
                "replied_to": {"id": query["_path"].split("/")[-2]},
            }
            return ok({"data": [row] if self.answered else []})
        if kind == "replies":
            return ok({"data": []})
        numbers, following = self.part(int(query.get("after", 0)))
        rows = [
            self.told(
                {
                    "id": str(self.key(n)),
                    "timestamp": iso(self.days[n]).replace("Z", "+0000"),
                    "media_type": "TEXT_POST",
                    "text": f"numero {n}",
                    "username": "prova",
                }
            )
            for n in numbers
        ]
        cursors = {"cursors": {"before": "b", "after": str(following)}} if following else {}
        return ok({"data": rows, "paging": cursors})

    stale, cursor = meta_error(100), "after"
    no_key = meta_error(190, 463)
    no_permission = meta_error(10)


class Pinterest(Net):
    rows_at, text_at, time_at = "items", ("description",), ("created_at",)
    count_at = ("pin_metrics", "lifetime_metrics", "reaction")
    counts = ("reaction", "comment")
    follower_field = "follower_count"

    account_type = "PINNER"

    def kind(self, path: str) -> str:
        last = path.rpartition("/")[2]
        return {"pins": "list", "analytics": "analytics"}.get(last, "profile")

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "analytics":
            return ok({})
        if kind == "profile":
            numbers = self.told({"follower_count": 7, "pin_count": 90})
            names = {"username": "prova", "business_name": "Prova"}
            return ok({"id": "7", "account_type": self.account_type, **names, **numbers})
        numbers_, following = self.part(int(query.get("bookmark", 0)))
        rows = [
            {
                "id": str(self.key(n)),
                "created_at": iso(self.days[n])[:19],
                "description": f"numero {n}",
                "creative_type": "REGULAR",
                "parent_pin_id": None,
                "pin_metrics": {"lifetime_metrics": self.told({"reaction": n, "comment": 1})},
                **({"aFieldOfTomorrow": 1} if self.strange else {}),
            }
            for n in numbers_
        ]
        return ok({"items": rows, "bookmark": str(following) if following else None})

    gone = (404, {}, json.dumps({"code": 50, "message": "(made up)"}))
    stale, cursor = (400, {}, json.dumps({"code": 1, "message": "Invalid bookmark"})), "bookmark"
    no_key = (401, {}, json.dumps({"code": 2, "message": "Authentication failed."}))
    no_permission = (403, {}, json.dumps({"code": 7, "message": "(made up)"}))


class TikTok(Net):
    """An own account by the API for Business, which has comments post by post."""

    rows_at, text_at, time_at = "data", ("caption",), ("create_time",)
    count_at, id_at = ("likes",), ("item_id",)
    counts = ("likes", "comments")
    follower_field = "followers_count"

    def rows(self, data: Any) -> list[Any]:
        rows: list[Any] = data["data"]["videos"]
        return rows

    def post_id(self, number: int) -> str:
        return f"7000000{self.key(number)}"

    def stamp(self, number: int) -> str:
        return str(self.moment(number))

    def moment(self, number: int) -> int:
        return int((AS_OF - timedelta(days=self.days[number])).timestamp())

    def kind(self, path: str) -> str:
        if "/comment/" in path:
            return "comments"
        return "list" if path.endswith("/list/") else "profile"

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "profile":
            numbers = self.told({"followers_count": 7, "videos_count": len(self.days)})
            return self.good({"username": "prova", "display_name": "Prova", **numbers})
        if kind == "comments":
            row = {
                "comment_id": f"c{self.asked_about(query)}",
                "create_time": str(int((AS_OF - timedelta(days=0.5)).timestamp())),
                "text": "Che bello",
                "username": "altra",
                "unique_identifier": "9",
                "owner": False,
                "replies": 0,
            }
            return self.good({"comments": [row] if self.answered else [], "has_more": False})
        numbers_, following = self.part(int(query.get("cursor", 0)))
        rows = [
            self.told(
                {
                    "item_id": self.post_id(n),
                    "create_time": self.moment(n),
                    "caption": f"numero {n}",
                    "likes": n,
                    "comments": int(self.answered),
                    "shares": 0,
                }
            )
            for n in numbers_
        ]
        return self.good(
            {"videos": rows, "cursor": following or 0, "has_more": following is not None}
        )

    def good(self, data: dict[str, Any]) -> Answer:
        return ok({"code": 0, "message": "OK", "data": data})

    cursor = "cursor"
    no_key = (200, {}, json.dumps({"code": 40105, "message": "(made up)", "data": {}}))
    no_permission = (
        401,
        {},
        json.dumps({"data": {}, "error": {"code": "scope_not_authorized", "message": "x"}}),
    )


def google_error(code: int, status: str, reason: str = "") -> Answer:
    """An error of Google's APIs as they write it."""
    details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason}]
    error = {"code": code, "status": status, "message": "(made up)"}
    return code, {}, json.dumps({"error": {**error, **({"details": details} if reason else {})}})


class Google(Net):
    """A profile that the key opens: posts without counts, and reviews under none of them."""

    rows_at, id_at = "localPosts", ("name",)
    text_at, time_at = ("summary",), ("createTime",)
    leaves_out_empty = True
    reviews: tuple[dict[str, Any], ...] = ()

    def stored(self, told: str) -> str:
        return told.rpartition("/")[2]

    def kind(self, path: str) -> str:
        expected = {
            "accounts": "profile",
            "locations": "locations",
            "media": "media",
            "reviews": "comments",
            "localPosts": "list",
        }
        return expected[path.rpartition("/")[2]]

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "profile":
            return ok(self.told({"accounts": [{"name": "accounts/1", "type": "PERSONAL"}]}))
        if kind == "locations":
            metadata = {"placeId": "ChIJprova", "mapsUri": "https://maps.google.com/?cid=7"}
            row = {"name": "locations/7", "title": "Prova", "metadata": metadata}
            return ok({"locations": [self.told(row)], "totalSize": 1})
        if kind == "media":
            return ok({"mediaItems": [{"name": "x"}], "totalMediaItemCount": 3})
        if kind == "comments":
            return self._reviews(int(query.get("pageToken", 0)))
        numbers, following = self.part(int(query.get("pageToken", 0)))
        rows = [
            self.told(
                {
                    "name": f"accounts/1/locations/7/localPosts/{self.key(n)}",
                    "summary": f"numero {n}",
                    "createTime": iso(self.days[n]),
                    "state": "LIVE",
                    "topicType": "STANDARD",
                }
            )
            for n in numbers
        ]
        more = {"nextPageToken": str(following)} if following else {}
        return ok({**({"localPosts": rows} if rows else {}), **more})

    def _reviews(self, start: int) -> Answer:
        rows = self.reviews[start : start + 50]
        following = start + 50 if start + 50 < len(self.reviews) else None
        totals = {"averageRating": 4.5, "totalReviewCount": len(self.reviews)} if rows else {}
        more = {"nextPageToken": str(following)} if following else {}
        return ok({**({"reviews": list(rows)} if rows else {}), **totals, **more})

    cursor = "pageToken"
    stale = google_error(400, "INVALID_ARGUMENT")
    gone = google_error(404, "NOT_FOUND")
    no_key = google_error(401, "UNAUTHENTICATED")
    no_permission = google_error(403, "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT")


class Site(Net):
    rows_at, text_at, time_at = "items", ("content_text",), ("date_published",)

    def kind(self, path: str) -> str:
        return "list" if path == "/feed.json" else "profile"

    def answer(self, kind: str, query: Query) -> Answer:
        if kind == "profile":
            link = '<link rel="alternate" type="application/feed+json" href="/feed.json">'
            return 200, {}, f"<html><head>{link}</head></html>"
        numbers, following = self.part(int(query.get("p", 0)))
        rows = [
            self.told(
                {
                    "id": str(self.key(n)),
                    "date_published": iso(self.days[n]),
                    "content_text": f"numero {n}",
                }
            )
            for n in numbers
        ]
        more = (
            {"next_url": f"https://prova.example.com/feed.json?p={following}"} if following else {}
        )
        return ok({"version": "https://jsonfeed.org/version/1.1", "items": rows, **more})

    gone = (410, {}, "gone")


NETS: dict[str, Callable[..., Net]] = {
    "bluesky": lambda **more: Bluesky(
        "bluesky", AccountRef("bluesky", "prova.example.com"), **more
    ),
    "mastodon": lambda **more: Mastodon(
        "mastodon", AccountRef("mastodon", "prova@social.example"), **more
    ),
    "youtube": lambda **more: YouTube(
        "youtube", AccountRef("youtube", "@prova"), {"YOUTUBE_API_KEY": "AIzaProvaProva"}, **more
    ),
    "facebook": lambda **more: Facebook(
        "facebook",
        AccountRef("facebook", "prova"),
        {"FACEBOOK_ACCESS_TOKEN": "EAAprovaprova"},
        **more,
    ),
    "instagram": lambda **more: Instagram(
        "instagram",
        AccountRef("instagram", "prova"),
        {"INSTAGRAM_ACCESS_TOKEN": "EAAprovaprova"},
        **more,
    ),
    "linkedin": lambda **more: LinkedIn(
        "linkedin",
        AccountRef("linkedin", "company/prova"),
        {"LINKEDIN_ACCESS_TOKEN": "AQXprovaprova"},
        **more,
    ),
    "x": lambda **more: X(
        "x", AccountRef("x", "prova"), {"X_BEARER_TOKEN": "AAAAprovaprova"}, **more
    ),
    "threads": lambda **more: Threads(
        "threads", AccountRef("threads", "prova"), {"THREADS_ACCESS_TOKEN": "THAAprova"}, **more
    ),
    "pinterest": lambda **more: Pinterest(
        "pinterest",
        AccountRef("pinterest", "prova"),
        {"PINTEREST_ACCESS_TOKEN": "pinaprovaprova"},
        **more,
    ),
    "tiktok": lambda **more: TikTok(
        "tiktok",
        AccountRef("tiktok", "prova"),
        {"TIKTOK_ACCESS_TOKEN": "act.provaprova", "TIKTOK_BUSINESS_ID": "biz-prova"},
        **more,
    ),
    "google": lambda **more: Google(
        "google", AccountRef("google", "7"), {"GOOGLE_ACCESS_TOKEN": "ya29.provaprova"}, **more
    ),
    "site": lambda **more: Site("site", AccountRef("site", "https://prova.example.com"), **more),
}
